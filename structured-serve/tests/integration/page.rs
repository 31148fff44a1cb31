//! The page in a real browser: Chromium, driven over the protocol of its driver.
//!
//! Debian's packages `chromium` and `chromium-driver` are needed. Without them the test fails where `CI` is set, and is
//! left out elsewhere.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use structured_serve::{Options, TestServer};

use crate::support::{HANG, chat, with_schema, with_tool};

const UI: &str = r##"{"type":"object","properties":{"type":{"type":"string","enum":["div","button","header","section","field","form"]},"label":{"type":"string"},"children":{"type":"array","items":{"$ref":"#"}},"attributes":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"value":{"type":"string"}},"additionalProperties":false,"required":["name","value"]}}},"required":["type","label","children","attributes"],"additionalProperties":false}"##;

struct Browser {
    driver: Child,
    http: reqwest::Client,
    session: String,
    profile: tempfile::TempDir,
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _gone = self.driver.kill();
        let _ended = self.driver.wait();
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Browser {
    /// `None` where there is no Chromium.
    async fn start() -> Option<Self> {
        let port = free_port();
        let driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(driver) = driver else {
            assert!(
                std::env::var_os("CI").is_none(),
                "Chromium's driver is not installed: apt-get install chromium chromium-driver"
            );
            return None;
        };
        let profile = tempfile::tempdir().unwrap();
        let mut browser = Self { driver, http: reqwest::Client::new(), session: String::new(), profile };
        let flags = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ];
        let mut flags: Vec<String> = flags.map(str::to_owned).to_vec();
        flags.push(format!("--user-data-dir={}", browser.profile.path().display()));
        let wanted =
            json!({"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": {"args": flags}}}});
        let url = format!("http://127.0.0.1:{port}/session");
        let start = Instant::now();
        let session = loop {
            let created = browser.http.post(&url).body(wanted.to_string()).send().await;
            if let Ok(created) = created {
                let created: Value = serde_json::from_str(&created.text().await.unwrap()).unwrap();
                break created["value"]["sessionId"].as_str().unwrap_or_else(|| panic!("{created}")).to_owned();
            }
            assert!(start.elapsed() < HANG, "the driver does not answer");
            tokio::time::sleep(Duration::from_millis(100)).await;
        };
        browser.session = format!("{url}/{session}");
        Some(browser)
    }

    async fn command(&self, path: &str, body: &Value) -> Value {
        let answer = self.http.post(format!("{}/{path}", self.session)).body(body.to_string()).send().await.unwrap();
        let answer: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        assert!(answer["value"].get("error").is_none(), "{path}: {answer}");
        answer["value"].clone()
    }

    async fn run(&self, script: &str) -> Value {
        self.command("execute/sync", &json!({"script": script, "args": []})).await
    }

    /// Waits until a script gives something true.
    async fn until(&self, script: &str) -> Value {
        let start = Instant::now();
        loop {
            let value = self.run(&format!("return {script}")).await;
            if !matches!(&value, Value::Null | Value::Bool(false)) && value != 0 && value != "" {
                return value;
            }
            assert!(start.elapsed() < HANG, "{script} is {value}");
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    async fn emulate(&self, width: u32, scheme: &str) {
        let media = json!({"cmd": "Emulation.setEmulatedMedia", "params": {"features": [{"name": "prefers-color-scheme", "value": scheme}]}});
        self.command("goog/cdp/execute", &media).await;
        let size = json!({"cmd": "Emulation.setDeviceMetricsOverride", "params": {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}});
        self.command("goog/cdp/execute", &size).await;
    }

    async fn press(&self, key: &str) {
        let body = json!({"actions": [{"type": "key", "id": "keyboard", "actions": [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]}]});
        self.command("actions", &body).await;
    }

    async fn screenshot(&self, name: &str) {
        let answer = self.http.get(format!("{}/screenshot", self.session)).send().await.unwrap();
        let answer: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        let bytes = base64(answer["value"].as_str().unwrap());
        std::fs::write(format!("{}/page-{name}.png", env!("CARGO_TARGET_TMPDIR")), bytes).unwrap();
    }
}

fn base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut out, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for letter in text.bytes().filter_map(|byte| LETTERS.iter().position(|letter| *letter == byte)) {
        (bits, count) = (bits << 6 | u32::try_from(letter).unwrap(), count + 6);
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from(bits >> count & 0xff).unwrap());
        }
    }
    out
}

const WIDER: &str = "const root = document.documentElement; return root.scrollWidth > root.clientWidth";
const ARROW_DOWN: &str = "\u{e015}";
const ENTER: &str = "\u{e007}";
const TAB: &str = "\u{e004}";

#[tokio::test(flavor = "multi_thread")]
async fn the_page_shows_requests_violations_and_answers() {
    let Some(browser) = Browser::start().await else { return };
    let server = TestServer::with(Options { tokens_per_second: Some(30.0), ..Options::default() }).await;
    // One request came before the page was opened.
    server.refuse("I cannot help with that.");
    chat(&server, with_schema("Before", UI)).await;
    browser.command("url", &json!({"url": format!("{}/", server.origin())})).await;
    browser.until("document.querySelectorAll('#list li').length === 1").await;
    browser.until("document.querySelector('#answer')?.innerText.includes('I cannot help with that.')").await;

    // A refused one: every violation with its place underlined, and its fix.
    let schema = r#"{"type":"object","properties":{"größe":{"type":"string","uniqueItems":true},"when":{"type":"string","default":"now"},"items":{"type":"array"}},"required":["größe","items"]}"#;
    let refused = chat(&server, with_schema("Order", schema)).await;
    assert_eq!(refused.status, 400);
    browser.until("document.querySelectorAll('.violation').length >= 4").await;
    let marks =
        browser.run("return [...document.querySelectorAll('#request mark')].map((mark) => mark.textContent)").await;
    assert!(marks.as_array().unwrap().contains(&json!("\"uniqueItems\"")), "{marks}");
    let fixes = browser
        .run("return [...document.querySelectorAll('.violation .fix')].every((fix) => fix.innerText.length > 8)")
        .await;
    assert_eq!(fixes, true);
    browser
        .until("document.querySelector('.violation').innerText.includes(\"'additionalProperties' is required\")")
        .await;
    for (width, scheme) in [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")] {
        browser.emulate(width, scheme).await;
        assert_eq!(browser.run(WIDER).await, false, "nothing is wider than the page");
        browser.screenshot(&format!("refused-{width}-{scheme}")).await;
    }

    // The answer grows while it streams, and is rendered as the interface that it describes.
    let tree = json!({"type": "form", "label": "Sign up", "children": [
        {"type": "header", "label": "Your data", "children": [], "attributes": []},
        {"type": "field", "label": "Name", "children": [], "attributes": [{"name": "placeholder", "value": "Ada"}, {"name": "onclick", "value": "document.title='owned'"}]},
        {"type": "section", "label": "Contact", "children": [{"type": "field", "label": "<img src=x onerror=\"document.title='owned'\">", "children": [], "attributes": []}], "attributes": []},
        {"type": "button", "label": "Send", "children": [], "attributes": []},
    ], "attributes": []});
    server.answer(&tree);
    let body = with_schema("ui", UI).replacen('{', "{\"stream\":true,", 1);
    let url = format!("{}/chat/completions", server.base_url());
    let streaming =
        tokio::spawn(async move { reqwest::Client::new().post(url).body(body).send().await.unwrap().text().await });
    browser.until("document.querySelector('#text.growing')?.textContent.length").await;
    let length = "(document.querySelector('#text')?.textContent.length ?? 0)";
    let first = browser.until(length).await.as_u64().unwrap();
    let second = browser.until(&format!("{length} > {first} && {length}")).await.as_u64().unwrap();
    browser.until(&format!("{length} > {second}")).await;
    browser.until("document.querySelector('#preview form')").await;
    streaming.await.unwrap().unwrap();
    browser.until("!document.querySelector('#text.growing')").await;
    let preview = browser
        .run("return [...document.querySelectorAll('#preview *')].map((node) => node.localName).join(' ')")
        .await;
    assert_eq!(preview, "form header label input section label input button");
    assert_eq!(browser.run("return document.querySelector('#preview input').placeholder").await, "Ada");
    browser.run("document.querySelector('#preview label').click()").await;
    assert_eq!(browser.run("return document.title").await, "structured-serve", "nothing of an answer runs");
    for (width, scheme) in [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")] {
        browser.emulate(width, scheme).await;
        browser.run("document.querySelector('#detail').scrollIntoView()").await;
        assert_eq!(browser.run(WIDER).await, false, "nothing is wider than the page");
        browser.screenshot(&format!("ui-{width}-{scheme}")).await;
    }

    // A call, chosen and copied with the keyboard alone.
    chat(&server, with_tool("get_weather", r#"{"type":"object","properties":{"location":{"type":"string"}},"required":["location"],"additionalProperties":false}"#)).await;
    browser.until("document.querySelector('#answer').innerText.includes('Call of get_weather')").await;
    browser.run("document.body.focus(); scrollTo(0, 0)").await;
    // From wherever the focus is, the first request is a few steps away.
    for _ in 0..20 {
        browser.press(TAB).await;
        if browser.run("return document.activeElement === document.querySelector('#list button')").await == true {
            break;
        }
    }
    assert_eq!(browser.run("return document.querySelectorAll('#list li').length").await, 4);
    browser.press(ARROW_DOWN).await;
    browser.press(ARROW_DOWN).await;
    browser.press(ENTER).await;
    browser.until("document.querySelector('#detail h2').textContent === 'Order'").await;
    browser.run("document.querySelector('#copy').focus()").await;
    browser.press(ENTER).await;
    browser.until("document.querySelector('#copy').textContent.startsWith('Cop')").await;
    let curl = browser.run("return curl(requests.get(chosen))").await;
    let curl = curl.as_str().unwrap().replace("$OPENAI_API_KEY", "key");
    let ran = Command::new("sh").arg("-c").arg(format!("{curl} -s")).output().unwrap();
    assert!(String::from_utf8_lossy(&ran.stdout).contains("'additionalProperties' is required"), "{ran:?}");

    // The server ends although the page is open. It would wait half a minute for an answer that runs.
    tokio::time::timeout(Duration::from_secs(25), server.stop()).await.expect("the page keeps the server");
    browser.until("document.querySelector('#state').textContent.includes('does not answer')").await;
    browser.http.delete(&browser.session).send().await.unwrap();
}
