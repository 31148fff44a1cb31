//! The program: its first line, its warnings, its logs, its end, and its memory.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

#[cfg(target_os = "linux")]
use crate::support::HANG;

struct Program {
    child: Child,
    base_url: String,
}

impl Drop for Program {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _ended = self.child.wait();
    }
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_structured-serve"))
            .args(["--port", "0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut base_url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut base_url).unwrap();
        Self { child, base_url: base_url.trim_end().to_owned() }
    }

    async fn ask(&self, body: String) -> (u16, String) {
        let url = format!("{}/chat/completions", self.base_url);
        let answer = reqwest::Client::new().post(url).body(body).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([&format!("-{name}"), &id]).status().unwrap().success());
    }

    /// What it wrote on standard error, when it has ended.
    fn end(mut self) -> String {
        self.signal("TERM");
        let status = self.child.wait().unwrap();
        assert!(status.success(), "{status}");
        let mut text = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut text).unwrap();
        text
    }
}

fn body(prompt: &str, members: &str) -> String {
    format!(r#"{{"model":"gpt-4o-mini","messages":[{{"role":"user","content":"{prompt}"}}]{members}}}"#)
}

#[tokio::test]
async fn the_first_line_is_the_base_url() {
    let program = Program::start(&["--seed", "7", "--refuse-when", "bomb"]);
    assert!(
        program.base_url.starts_with("http://127.0.0.1:") && program.base_url.ends_with("/v1"),
        "{}",
        program.base_url
    );
    let (status, text) = program.ask(body("a bomb", "")).await;
    assert!(status == 200 && text.contains(r#""refusal":"I'm sorry, I cannot assist with that request.""#), "{text}");
    program.end();
}

#[tokio::test]
async fn contents_are_logged_only_if_asked() {
    let schema = r#","response_format":{"type":"json_schema","json_schema":{"name":"Order","strict":true,"schema":{"type":"object","properties":{},"required":[]}}}"#;
    for (log, has_lines, has_content) in [("requests", true, false), ("content", true, true), ("nothing", false, false)]
    {
        let program = Program::start(&["--log", log]);
        program.ask(body("PRIVATE-WORDS", "")).await;
        program.ask(body("PRIVATE-WORDS", schema)).await;
        let text = program.end();
        assert_eq!(text.contains("200 POST /v1/chat/completions gpt-4o-mini"), has_lines, "{text}");
        assert_eq!(
            text.contains("400 POST /v1/chat/completions gpt-4o-mini Order: Invalid schema"),
            has_lines,
            "{text}"
        );
        assert_eq!(text.contains("error /response_format/json_schema/schema: "), has_lines, "{text}");
        assert_eq!(text.contains("PRIVATE-WORDS"), has_content, "{text}");
        assert!(!text.contains("warning"), "{text}");
    }
}

#[test]
fn an_address_that_others_reach_is_warned_of() {
    let program = Program::start(&["--host", "0.0.0.0"]);
    assert!(program.end().starts_with("warning: other machines can reach 0.0.0.0"));
}

#[test]
fn what_is_wrong_with_the_arguments_is_said() {
    let rules = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&rules, "{\"rules\": [{\"then\": {\"anser\": 1}}]}").unwrap();
    let rules = rules.path().display().to_string();
    for (arguments, said) in [
        (
            vec!["--profile", "openai-2019"],
            "there is no profile of this name; there are openai-2024-08, openai, llama.cpp",
        ),
        (vec!["--tokens-per-second", "0"], "a number above 0 is needed"),
        (vec!["--rules", "/no/such/file"], "/no/such/file cannot be read"),
        (vec!["--rules", &rules], "unknown field `anser`"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_structured-serve"))
            .args(["--port", "0"])
            .args(&arguments)
            .output()
            .unwrap();
        assert!(!output.status.success());
        let text = String::from_utf8_lossy(&output.stderr);
        assert!(text.contains(said), "{text}");
    }
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_structured-serve")).args(["--port", &port]).output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("cannot be listened on") && text.contains("`--port 0` takes a free port"), "{text}");
}

#[tokio::test]
async fn an_answer_that_runs_is_finished_before_the_end() {
    let program = Program::start(&["--tokens-per-second", "20"]);
    let url = format!("{}/chat/completions", program.base_url);
    let request = reqwest::Client::new().post(url).body(body("Hi", r#","stream":true,"max_tokens":20"#));
    let mut response = request.send().await.unwrap();
    let mut text = Vec::new();
    text.extend_from_slice(&response.chunk().await.unwrap().unwrap());
    let start = Instant::now();
    program.signal("TERM");
    while let Some(chunk) = response.chunk().await.unwrap() {
        text.extend_from_slice(&chunk);
    }
    assert!(String::from_utf8(text).unwrap().ends_with("data: [DONE]\n\n"));
    assert!(start.elapsed() > Duration::from_millis(300), "{:?}", start.elapsed());
    let mut program = program;
    assert!(program.child.wait().unwrap().success());
}

/// The memory that the process has in use, in bytes.
#[cfg(target_os = "linux")]
fn memory(process: u32) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = text.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() << 10
}

/// The least memory that the process has in use within three seconds, in which the program returns what it does not need.
#[cfg(target_os = "linux")]
async fn settled(process: u32) -> u64 {
    let mut least = memory(process);
    for _ in 0..15 {
        tokio::time::sleep(Duration::from_millis(200)).await;
        least = least.min(memory(process));
    }
    least
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn memory_is_given_back_after_large_bodies_and_many_connections() {
    let program = Program::start(&["--log", "nothing", "--history", "0"]);
    let id = program.child.id();
    let schema = |index: usize| {
        format!(
            r#","response_format":{{"type":"json_schema","json_schema":{{"name":"Order","strict":true,"schema":{{"type":"object","properties":{{"p{index}":{{"type":"string"}}}},"required":["p{index}"],"additionalProperties":false}}}}}}"#
        )
    };
    // The start is a server that has seen a request of each kind: its threads run, and its caches are full.
    let long = "word ".repeat(2 << 20);
    let deep = format!(",\"response_format\":{}", r#"{"type":"array","items":"#.repeat(100_000));
    assert_eq!(program.ask(body(&long, "")).await.0, 400);
    assert_eq!(program.ask(body("Hi", &deep)).await.0, 400);
    for index in 0..300 {
        assert_eq!(program.ask(body("Hi", &schema(index % 50))).await.0, 200);
    }
    let start = settled(id).await;
    for _ in 0..8 {
        assert_eq!(program.ask(body(&long, "")).await.0, 400);
        assert_eq!(program.ask(body("Hi", &deep)).await.0, 400);
    }
    let url = format!("{}/chat/completions", program.base_url);
    let client = reqwest::Client::new();
    let asked: Vec<_> =
        (0..1_000).map(|index| tokio::spawn(client.post(&url).body(body("Hi", &schema(index % 50))).send())).collect();
    for answer in asked {
        assert_eq!(answer.await.unwrap().unwrap().status(), 200);
    }
    drop(client);
    let mut now = memory(id);
    let waiting = Instant::now();
    while now > start + start / 10 && waiting.elapsed() < HANG {
        tokio::time::sleep(Duration::from_millis(200)).await;
        now = memory(id);
    }
    assert!(now <= start + start / 10, "{start} bytes at the start, {now} at the end");
    // The tokens of `o200k` stay in memory.
    let most = if cfg!(feature = "o200k") { 100 } else { 20 };
    assert!(now < most << 20, "{now} bytes");
}
