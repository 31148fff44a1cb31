//! Files of the Batch API and of fine-tuning.

use std::io::{self, BufReader, Read};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use structured_core::batch::{Endpoint, Limits, Requests};
use structured_core::fine_tuning::Examples;
use structured_core::{Error, StructuredOutput, batch, chat};

fn files(limits: Limits, count: usize) -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    let open = |number| Ok((number, Vec::new()));
    let mut requests = Requests::with_limits(
        Endpoint::Responses,
        limits,
        |number| open(number).map(|file| file.1),
        |file| {
            files.push(file);
            Ok(())
        },
    );
    for number in 0..count {
        requests.push(&format!("request-{number}"), &json!({"model": "gpt-4o-2024-08-06"})).unwrap();
    }
    let written = requests.finish().unwrap();
    assert_eq!(written, files.len());
    files
}

#[test]
fn a_line_is_what_the_api_takes() {
    let text = String::from_utf8(files(Limits::API, 1).remove(0)).unwrap();
    assert_eq!(
        text,
        "{\"custom_id\":\"request-0\",\"method\":\"POST\",\"url\":\"/v1/responses\",\"body\":{\"model\":\"gpt-4o-2024-08-06\"}}\n"
    );
}

#[test]
fn a_body_may_hold_the_schema_of_a_type() {
    #[derive(StructuredOutput)]
    #[expect(dead_code, reason = "only its schema is of interest")]
    struct Verdict {
        spam: bool,
    }
    #[derive(Serialize)]
    struct Body {
        response_format: chat::ResponseFormat,
    }
    let mut written = Vec::new();
    let mut requests = Requests::new(
        Endpoint::ChatCompletions,
        |_| Ok(Vec::new()),
        |file| {
            written = file;
            Ok(())
        },
    );
    requests.push("a", &Body { response_format: chat::response_format::<Verdict>() }).unwrap();
    requests.finish().unwrap();
    let line: Value = serde_json::from_slice(&written).unwrap();
    assert_eq!(line["url"], "/v1/chat/completions");
    assert_eq!(line["body"]["response_format"]["json_schema"]["strict"], true);
}

#[test]
fn a_file_ends_at_its_last_line() {
    let lines: Vec<usize> = files(Limits { lines: 3, ..Limits::API }, 7)
        .iter()
        .map(|file| file.split(|&byte| byte == b'\n').count() - 1)
        .collect();
    assert_eq!(lines, [3, 3, 1]);
    assert_eq!(Limits::API.lines, 50_000);
}

#[test]
fn the_last_file_is_flushed_and_closed_when_the_requests_are_dropped() {
    use std::io::{BufWriter, Write};
    let mut files: Vec<Vec<u8>> = Vec::new();
    let mut requests = Requests::with_limits(
        Endpoint::Responses,
        Limits { lines: 2, ..Limits::API },
        |_| Ok(BufWriter::with_capacity(1 << 16, Vec::new())),
        |file| {
            assert!(file.buffer().is_empty(), "the file is flushed");
            files.push(file.into_inner()?);
            Ok(())
        },
    );
    for number in 0..3 {
        requests.push(&format!("request-{number}"), &json!({"model": "gpt-4o"})).unwrap();
    }
    drop(requests);
    let lines: Vec<usize> = files.iter().map(|file| String::from_utf8_lossy(file).lines().count()).collect();
    assert_eq!(lines, [2, 1]);
    // An error of the last file is lost with the requests, and is not a panic.
    let mut requests = Requests::new(
        Endpoint::Responses,
        |_| Ok(Vec::new()),
        |mut file: Vec<u8>| {
            file.flush()?;
            Err(io::Error::other("the disk is full"))
        },
    );
    requests.push("request-0", &json!({})).unwrap();
    drop(requests);
}

#[test]
fn a_file_ends_before_its_last_byte() {
    let line = files(Limits::API, 1)[0].len() as u64;
    for (bytes, expected) in [(line, 4), (2 * line, 2), (2 * line - 1, 4), (100 * line, 1)] {
        let files = files(Limits { bytes, ..Limits::API }, 4);
        assert_eq!(files.len(), expected, "{bytes}");
        assert!(files.iter().all(|file| file.len() as u64 <= bytes));
    }
}

#[test]
fn a_request_larger_than_a_file_is_refused_and_the_next_is_written() {
    let limits = Limits { bytes: 100, ..Limits::API };
    let mut count = 0;
    let mut requests = Requests::with_limits(
        Endpoint::Responses,
        limits,
        |_| Ok(Vec::new()),
        |file: Vec<u8>| {
            count += file.len();
            Ok(())
        },
    );
    let error = requests.push("long", &"x".repeat(100)).unwrap_err();
    assert_eq!(error.to_string(), "the request `long` has 169 bytes, and a file may have 100");
    requests.push("short", &json!({})).unwrap();
    assert_eq!(requests.finish().unwrap(), 1);
    assert!(count > 0);
}

#[test]
fn nothing_written_is_no_file() {
    assert!(files(Limits::API, 0).is_empty());
}

#[derive(Debug, PartialEq, Deserialize)]
struct Winner {
    winner: String,
}

fn result(custom_id: &str, content: &str) -> String {
    let body = json!({"choices": [{"index": 0, "finish_reason": "stop", "message": {"content": content}}]});
    json!({"id": "batch_req_1", "custom_id": custom_id, "error": null,
           "response": {"status_code": 200, "request_id": "req_1", "body": body}})
    .to_string()
}

#[test]
fn answers_come_with_their_ids_in_any_order() {
    let file = format!("{}\n\n{}\r\n", result("b", r#"{"winner": "Dodgers"}"#), result("a", r#"{"winner": "Rays"}"#));
    let answers: Vec<_> = batch::results::<Winner, _>(file.as_bytes())
        .map(|line| line.unwrap())
        .map(|line| (line.line, line.custom_id, line.status_code, line.answer.unwrap().into_parsed().unwrap().winner))
        .collect();
    assert_eq!(answers, [(1, "b".into(), Some(200), "Dodgers".into()), (3, "a".into(), Some(200), "Rays".into())]);
}

#[test]
fn requests_that_failed_are_told_with_their_errors() {
    let expired = json!({"id": "batch_req_2", "custom_id": "late", "response": null, "error": {"code": "batch_expired",
        "message": "This request could not be executed before the completion window expired."}});
    let refused = json!({"custom_id": "bad", "error": null, "response": {"status_code": 400, "body": {"error": {
        "message": "Invalid schema", "type": "invalid_request_error", "param": "response_format", "code": null}}}});
    let file = format!("{expired}\n{refused}");
    let mut lines = batch::results::<Winner, _>(file.as_bytes()).map(Result::unwrap);

    let late = lines.next().unwrap();
    assert_eq!((&*late.custom_id, late.status_code), ("late", None));
    assert!(matches!(late.answer, Err(Error::Api(error)) if error.code.as_deref() == Some("batch_expired")));

    let bad = lines.next().unwrap();
    assert_eq!((&*bad.custom_id, bad.status_code), ("bad", Some(400)));
    let Err(Error::Api(error)) = bad.answer else { panic!() };
    assert_eq!(error.status, Some(400));
    assert_eq!(
        error.to_string(),
        "Invalid schema (status `400`, type `invalid_request_error`, param `response_format`)"
    );
    assert!(lines.next().is_none());
}

#[test]
fn answers_of_another_shape_are_outcomes_and_not_bad_lines() {
    let file = result("a", r#"{"loser": "Rays"}"#);
    let line = batch::results::<Winner, _>(file.as_bytes()).next().unwrap().unwrap();
    assert!(matches!(line.answer.unwrap().into_parsed(), Err(Error::Unreadable(_))));
}

#[test]
fn a_bad_line_is_told_with_its_number_and_never_ends_the_iteration() {
    let good = result("good", r#"{"winner": "Rays"}"#);
    let bad = ["{", "not JSON", "{\"custom_id\": \"a\"}", "{\"response\": null}", "[]", "\u{0}"];
    let mut file = Vec::new();
    for line in bad {
        file.extend_from_slice(format!("{line}\n{good}\n").as_bytes());
    }
    file.extend_from_slice(b"\xFF\xFE\n");
    file.extend_from_slice(good.as_bytes());
    let lines: Vec<_> = batch::results::<Winner, _>(&*file).collect();
    assert_eq!(lines.len(), 2 * (bad.len() + 1));
    for (index, line) in lines.iter().enumerate() {
        let number = index as u64 + 1;
        match line {
            Ok(line) => assert_eq!((line.line, &*line.custom_id), (number, "good")),
            Err(Error::BadLine { line, error }) => {
                assert_eq!(*line, number);
                assert!(bad.get(index / 2).is_none_or(|text| *text == error.text()));
            }
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn answers_of_the_responses_api_are_read_too() {
    let body = json!({"status": "completed", "output": [{"type": "message", "content": [{"type": "output_text", "text": "{\"winner\": \"Rays\"}"}]}]});
    let file = json!({"custom_id": "a", "response": {"status_code": 200, "body": body}, "error": null}).to_string();
    let line = batch::response_results::<Winner, _>(file.as_bytes()).next().unwrap().unwrap();
    assert_eq!(line.answer.unwrap().into_parsed(), Ok(Winner { winner: "Rays".into() }));
}

/// A file that is made while it is read.
struct Endless {
    line: Vec<u8>,
    left: usize,
    at: usize,
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Ok(0);
        }
        let count = (self.line.len() - self.at).min(into.len());
        into[..count].copy_from_slice(&self.line[self.at..self.at + count]);
        self.at += count;
        if self.at == self.line.len() {
            (self.at, self.left) = (0, self.left - 1);
        }
        Ok(count)
    }
}

#[test]
fn a_file_larger_than_memory_is_read_line_by_line() {
    let mut line = result("a", &format!(r#"{{"winner": "{}"}}"#, "x".repeat(10_000))).into_bytes();
    line.push(b'\n');
    let file = BufReader::new(Endless { line, left: 2_000, at: 0 });
    assert_eq!(batch::results::<Winner, _>(file).flatten().count(), 2_000);
}

#[test]
fn a_line_whose_id_is_not_a_text_is_reported_as_that() {
    let reason = |line: &str| match batch::results::<Winner, _>(line.as_bytes()).next() {
        Some(Err(Error::BadLine { line: 1, error })) => error.reason().to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(reason(r#"{"custom_id": 7, "response": null}"#), "`custom_id` is not a text");
    assert_eq!(reason(r#"{"response": null}"#), "missing field `custom_id`");
}

#[test]
fn a_line_without_end_is_passed_over_and_the_next_is_read() {
    let good = format!("\n{}\n", result("a", r#"{"winner": "Rays"}"#));
    let endless = Endless { line: vec![b'['; 1 << 20], left: 100, at: 0 };
    let file = BufReader::new(endless.chain(good.as_bytes()));
    let lines: Vec<_> = batch::results::<Winner, _>(file).collect();
    let [Err(Error::BadLine { line: 1, error }), Ok(line)] = &lines[..] else { panic!("{lines:?}") };
    assert_eq!(error.reason(), "the line is longer than 64 MiB");
    assert_eq!((line.line, &*line.custom_id), (2, "a"));
}

#[test]
fn a_reader_that_fails_ends_the_iteration_with_its_error() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::new(io::ErrorKind::ConnectionReset, "gone"))
        }
    }
    let mut lines = batch::results::<Winner, _>(BufReader::new(Broken));
    let error = lines.next().unwrap().unwrap_err();
    assert_eq!(error.to_string(), "the bytes could not be read: gone");
    assert!(lines.next().is_none());
}

#[test]
fn an_example_ends_with_the_answer_that_was_wanted() {
    #[derive(Serialize, StructuredOutput)]
    struct Verdict {
        reason: String,
        spam: bool,
    }
    let mut file = Vec::new();
    let mut examples = Examples::new(&mut file);
    let messages =
        [json!({"role": "system", "content": "Is it spam?"}), json!({"role": "user", "content": "You won!"})];
    let verdict = Verdict { reason: "says \"won\"".into(), spam: true };
    examples.push(&messages, &verdict).unwrap();
    examples.push(&messages[1..], &verdict).unwrap();
    assert_eq!(examples.finish().unwrap(), 2);
    let lines: Vec<Value> = file
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect();
    assert_eq!(lines[0]["messages"][2]["role"], "assistant");
    assert_eq!(lines[0]["messages"][2]["content"], r#"{"reason":"says \"won\"","spam":true}"#);
    assert_eq!(lines[1]["messages"].as_array().unwrap().len(), 2);
}
