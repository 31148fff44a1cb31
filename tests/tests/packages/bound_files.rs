//! `#[structured(file = "…")]`: a type and its committed schema file cannot drift apart.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use structured_core::StructuredOutput;

use crate::package::{Package, core, target_folder};

/// An event taken from a text.
#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(file = "schemas/calendar_event.json")]
#[expect(dead_code, reason = "only the schema is of interest")]
struct CalendarEvent {
    name: String,
    /// Day of the week, or an ISO 8601 date, "as said".
    date: Option<String>,
    participants: Vec<Participant>,
    kind: Kind,
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[expect(dead_code, reason = "only the schema is of interest")]
struct Participant {
    name: String,
    brings: Vec<Participant>,
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[serde(tag = "type")]
#[expect(dead_code, reason = "only the schema is of interest")]
enum Kind {
    Meeting { room: String },
    Party,
}

#[test]
fn the_file_is_the_schema_pretty() {
    let file = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/calendar_event.json")).unwrap();
    let minified: String = structured_lint::Document::read(&file).unwrap().root.to_minified();
    assert_eq!(minified, CalendarEvent::JSON_SCHEMA);
    assert!(file.ends_with("}\n") && file.starts_with("{\n  \"type\": \"object\","));
}

const LIBRARY: &str = r##"#[derive(structured_core::StructuredOutput)]
#[structured(file = "schemas/weather.json")]
pub struct Weather { pub city: String, pub unit: Unit }
#[derive(structured_core::StructuredOutput)]
pub enum Unit { C, F }
#[test]
fn the_schema_is_the_types_whatever_the_file_says() {
    let schema = <Weather as structured_core::StructuredOutput>::JSON_SCHEMA;
    assert!(schema.ends_with(r#""enum":["C","F"]}},"required":["city","unit"],"additionalProperties":false}"#));
}
"##;

/// A package in a folder for this test alone, so that the output of its compilation can be checked.
struct Bound {
    package: Package,
    _folder: tempfile::TempDir,
}

impl Bound {
    /// A package with a bound type.
    fn new(name: &str, schema: Option<&str>) -> Self {
        let bound = Self::named(name, "");
        bound.write("src/lib.rs", LIBRARY);
        if let Some(schema) = schema {
            bound.write("schemas/weather.json", schema);
        }
        bound
    }

    /// An empty package. `rest` is the end of its manifest.
    fn named(name: &str, rest: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { package: Package::at(folder.path().to_owned(), name, rest), _folder: folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.package.path(name)
    }

    fn write(&self, name: &str, text: &str) {
        self.package.write(name, text);
    }

    fn accepts(&self, why: &str) {
        let (ok, said) = self.cargo("check", None);
        assert!(ok, "{why}: {said}");
    }

    /// Whether cargo succeeds, and its output.
    fn cargo(&self, command: &str, mode: Option<&str>) -> (bool, String) {
        let mut cargo = self.package.cargo(command);
        match mode {
            Some(mode) => cargo.env("STRUCTURED_SCHEMAS", mode),
            None => cargo.env_remove("STRUCTURED_SCHEMAS"),
        };
        let output = cargo.output().unwrap();
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

const FRESH: &str = r#"{"type": "object", "properties": {"city": {"type": "string"}, "unit": {"type": "string", "enum": ["C", "F"]}},
    "required": ["city", "unit"], "additionalProperties": false}"#;

#[test]
fn drift_is_a_compile_error_until_the_file_is_written() {
    let package = Bound::new("bound", None);
    let (ok, said) = package.cargo("check", None);
    assert!(!ok && said.contains("the schema file `schemas/weather.json` of `Weather` does not exist"), "{said}");
    assert!(
        said.contains("--> src/lib.rs:2:21")
            && said.contains("help: `STRUCTURED_SCHEMAS=overwrite cargo test` writes it"),
        "{said}"
    );

    let (ok, said) = package.cargo("test", Some("overwrite"));
    assert!(ok, "{said}");
    let written = fs::read_to_string(package.path("schemas/weather.json")).unwrap();
    assert!(written.starts_with("{\n  \"type\": \"object\",\n  \"properties\": {\n    \"city\": {\n"), "{written}");
    package.accepts("as written");

    // Only the file changes from here on. The compiler notices an edit of the file alone.
    package.write("schemas/weather.json", &written.replace("\"F\"", "\"K\""));
    let (ok, said) = package.cargo("check", None);
    let words = "`Weather` and its schema file `schemas/weather.json` disagree at /properties/unit/enum: the type says \
                 [\"C\",\"F\"], the file says [\"C\",\"K\"]";
    assert!(!ok && said.contains(words), "{said}");
    let (ok, said) = package.cargo("test", Some("overwrite"));
    assert!(ok && fs::read_to_string(package.path("schemas/weather.json")).unwrap() == written, "{said}");

    package.write("schemas/weather.json", FRESH);
    package.accepts("formatting does not count");
    package.write(
        "schemas/weather.json",
        &FRESH
            .replace('\n', "\r\n")
            .replace("\"type\": \"object\", ", "")
            .replace("\"additionalProperties\": false", "\"additionalProperties\": false, \"type\": \"object\""),
    );
    package.accepts("line endings and the order of keywords do not count");

    let swapped = FRESH
        .replace("\"city\": {\"type\": \"string\"}, ", "")
        .replace("[\"C\", \"F\"]}}", "[\"C\", \"F\"]}, \"city\": {\"type\": \"string\"}}");
    package.write("schemas/weather.json", &swapped);
    let (ok, said) = package.cargo("check", None);
    let words = "disagree at /properties: the type has \"city\" where the file has \"unit\", and the order counts";
    assert!(!ok && said.contains(words), "{said}");

    let changed = FRESH.replace("\"city\": {\"type\": \"string\"}", "\"city\": {\"type\": [\"string\", \"null\"]}");
    let changed =
        changed.replace("\"additionalProperties\": false", "\"additionalProperties\": true, \"title\": \"W\"");
    package.write("schemas/weather.json", &changed);
    let (ok, said) = package.cargo("check", None);
    let lines = [
        "disagree at the root: the file has \"title\", which the type lacks\n",
        "and at /properties/city/type: the type says \"string\", the file says [\"string\",\"null\"]\n",
        "and at /additionalProperties: the type says false, the file says true\n",
        "help: `STRUCTURED_SCHEMAS=overwrite cargo test` writes it",
    ];
    assert!(!ok && lines.iter().all(|line| said.contains(line)), "{said}");

    package.write("schemas/weather.json", &FRESH.replace("\"city\": {", "\"city\" {"));
    let (ok, said) = package.cargo("check", None);
    assert!(!ok && said.contains("is not JSON at line 1, column 42"), "{said}");

    let (ok, said) = package.cargo("check", Some("rewrite"));
    assert!(!ok && said.contains("the environment has STRUCTURED_SCHEMAS=rewrite, which means nothing"), "{said}");
    assert!(said.contains("set it to `overwrite` to write schema files"), "{said}");
}

#[test]
fn a_type_in_a_function_body_is_checked_and_warns_of_nothing() {
    let package = Bound::named("inner", "");
    let source = "#![deny(warnings)]\npub fn schema() -> &'static str {\n\
                  #[derive(structured_core::StructuredOutput)]\n#[structured(file = \"schemas/inner.json\")]\n\
                  struct Inner { _text: String }\n\
                  <Inner as structured_core::StructuredOutput>::JSON_SCHEMA\n}\n";
    package.write("src/lib.rs", source);
    let fresh = r#"{"type":"object","properties":{"_text":{"type":"string"}},"required":["_text"],"additionalProperties":false}"#;
    package.write("schemas/inner.json", fresh);
    let (ok, said) = package.cargo("test", None);
    assert!(ok && said.is_empty(), "{said}");
    package.write("schemas/inner.json", &fresh.replace("string", "integer"));
    let (ok, said) = package.cargo("check", None);
    assert!(!ok && said.contains("disagree at /properties/_text/type"), "{said}");
}

/// The registry in which cargo looks for packages: a folder, as `cargo vendor` creates it.
const REGISTRY: &str = "\
[registries.published]
index = 'https://published.invalid/index'
[source.published]
registry = 'https://published.invalid/index'
replace-with = 'unpacked'
[source.unpacked]
directory = 'unpacked'
";

/// Publishes `package` to the registry of `dependent`.
fn publish(package: &Bound, dependent: &Bound) {
    let (ok, said) = package.cargo("package --no-verify --exclude-lockfile", None);
    assert!(ok, "{said}");
    let archive = target_folder().join("package/published-0.0.0.crate");
    let unpacked = dependent.path("unpacked");
    fs::create_dir_all(&unpacked).unwrap();
    assert!(Command::new("tar").arg("-xzf").arg(archive).current_dir(&unpacked).status().unwrap().success());
    dependent.write("unpacked/published-0.0.0/.cargo-checksum.json", r#"{"files": {}}"#);
}

#[test]
fn a_published_dependency_is_checked_against_its_own_file_and_never_written() {
    let dependencies = "published = { version = \"0.0.0\", registry = \"published\" }\n[patch.crates-io]\n";
    let dependent =
        Bound::named("dependent", &format!("{dependencies}structured-core = {{ path = '{}' }}\n", core().display()));
    dependent.write(".cargo/config.toml", REGISTRY);
    dependent.write(
        "src/lib.rs",
        "pub const SCHEMA: &str = <published::Weather as structured_core::StructuredOutput>::JSON_SCHEMA;\n\
         #[test]\nfn is_there() { assert!(SCHEMA.contains(\"city\")); }\n",
    );
    let published = |schema: &str| {
        publish(&Bound::new("published", Some(schema)), &dependent);
        // cargo assumes that a published package never changes.
        dependent.cargo("clean -p published", None);
    };

    published(FRESH);
    dependent.accepts("the file is part of the package");

    let drifted = FRESH.replace("\"F\"", "\"K\"");
    published(&drifted);
    let (ok, said) = dependent.cargo("check", None);
    assert!(!ok && said.contains("`Weather` and its schema file `schemas/weather.json` disagree"), "{said}");
    assert!(said.contains("published-0.0.0/src/lib.rs:2:21"), "{said}");

    let (ok, said) = dependent.cargo("test", Some("overwrite"));
    assert!(ok, "{said}");
    let file = dependent.path("unpacked/published-0.0.0/schemas/weather.json");
    assert_eq!(fs::read_to_string(file).unwrap(), drifted);
    assert!(!dependent.path("schemas").exists());
}
