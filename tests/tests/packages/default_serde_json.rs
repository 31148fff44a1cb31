//! A package whose `serde_json` has its default features. There, the keys of a `Value` are sorted, so a request must
//! never pass through a `Value`.

use std::fs;
use std::path::Path;
use std::process::Command;

const MAIN: &str = r##"
use serde::Deserialize;
use structured_core::{StructuredOutput, Tools, chat, responses};

#[derive(Debug, Deserialize, StructuredOutput)]
struct Answer {
    zeal: u8,
    area: String,
}

#[derive(Debug, Tools)]
enum Action {
    Answer(Answer),
}

fn main() {
    // This shows that the features are the default ones: a `Value` sorts its keys.
    let sorted = serde_json::to_string(&serde_json::json!({"zeal": 1, "area": 2})).unwrap();
    assert_eq!(sorted, r#"{"area":2,"zeal":1}"#);

    let chat = chat::Request::new("m").user("Hi").format::<Answer>().tools::<Action>();
    let responses = responses::Request::new("m").user("Hi").format::<Answer>().tools::<Action>();
    let own = chat::Request::from_serialize(&serde_json::json!({"model": "m"})).unwrap().format::<Answer>();
    for request in [serde_json::to_string(&chat), serde_json::to_string(&responses), serde_json::to_string(&own)] {
        let request = request.unwrap();
        assert!(request.contains(Answer::JSON_SCHEMA), "{request}");
        assert!(!request.contains(r#""properties":{"area""#), "{request}");
    }

    let body = br#"{"choices": [{"finish_reason": "stop", "message": {"content": "{\"zeal\":1,\"area\":\"x\"}", "x": 1}}]}"#;
    let completion = chat::parse::<Answer>(body).unwrap();
    let again: chat::ChatCompletion<Answer> = serde_json::from_str(&serde_json::to_string(&completion).unwrap()).unwrap();
    assert_eq!(again.choices[0].message, completion.choices[0].message);
    println!("{}", completion.into_parsed().unwrap().area);
}
"##;

#[test]
fn requests_keep_the_order_of_properties_where_serde_json_sorts() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("default_serde_json");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    fs::create_dir_all(folder.join("src")).expect("a folder for tests");
    let manifest = format!(
        "[package]\nname = \"default_serde_json\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\nstructured-core = {{ path = '{}' }}\n\
         [profile.dev]\ndebug = false\nincremental = false\n",
        root.join("structured-core").display()
    );
    fs::write(folder.join("Cargo.toml"), manifest).expect("the manifest can be written");
    fs::write(folder.join("src/main.rs"), MAIN).expect("the program can be written");
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock can be copied");
    let output = Command::new(env!("CARGO"))
        .args(["run", "--offline", "--quiet"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("bound"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "x\n");
}
