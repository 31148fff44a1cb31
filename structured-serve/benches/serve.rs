//! How fast the endpoint is, beside a bare axum handler that returns a constant.
//!
//! Both servers run in this process and are asked in turns; what is printed is the median of the turns. Start-up and
//! memory are those of the program.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use structured_serve::{Options, TestServer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const TURNS: usize = 5;
const STARTS: usize = 21;

const BODY: &str = r#"{"model":"gpt-4o-mini","messages":[{"role":"system","content":"Extract the event information."},{"role":"user","content":"Alice and Bob are going to a science fair on Friday."}],"response_format":{"type":"json_schema","json_schema":{"name":"CalendarEvent","strict":true,"schema":{"type":"object","properties":{"name":{"type":"string"},"date":{"type":"string"},"participants":{"type":"array","items":{"type":"string"}}},"required":["name","date","participants"],"additionalProperties":false}}}}"#;

fn request(body: &str) -> Vec<u8> {
    let head = format!(
        "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body.as_bytes()].concat()
}

/// One request over a kept connection; the whole answer is read.
async fn ask(stream: &mut TcpStream, request: &[u8], buffer: &mut Vec<u8>) {
    stream.write_all(request).await.expect("the request is sent");
    buffer.clear();
    let mut expected = usize::MAX;
    while buffer.len() < expected {
        stream.read_buf(buffer).await.expect("an answer");
        if expected == usize::MAX
            && let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n")
        {
            let head = std::str::from_utf8(&buffer[..end]).expect("a head").to_ascii_lowercase();
            let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()).expect("a length");
            expected = end + 4 + length.parse::<usize>().expect("a number");
        }
    }
}

/// The requests per second of `clients` clients, and their latencies.
async fn load(address: SocketAddr, clients: usize, each: usize) -> (f64, Vec<Duration>) {
    let mut streams = Vec::new();
    for _ in 0..clients {
        let stream = TcpStream::connect(address).await.expect("a connection");
        stream.set_nodelay(true).expect("an option");
        streams.push(stream);
    }
    let start = Instant::now();
    let asked: Vec<_> = streams
        .into_iter()
        .map(|mut stream| {
            tokio::spawn(async move {
                let (request, mut buffer, mut latencies) = (request(BODY), Vec::new(), Vec::new());
                for _ in 0..each {
                    let start = Instant::now();
                    ask(&mut stream, &request, &mut buffer).await;
                    latencies.push(start.elapsed());
                }
                latencies
            })
        })
        .collect();
    let mut latencies = Vec::new();
    for asked in asked {
        latencies.extend(asked.await.expect("every client is answered"));
    }
    #[expect(clippy::cast_precision_loss, reason = "a count of thousands")]
    let rate = latencies.len() as f64 / start.elapsed().as_secs_f64();
    latencies.sort();
    (rate, latencies)
}

fn median<T: PartialOrd + Copy>(mut values: Vec<T>) -> T {
    values.sort_by(|a, b| a.partial_cmp(b).expect("no NaN"));
    values[values.len() / 2]
}

/// A server that reads the body and returns `answer`.
async fn bare(answer: String) -> SocketAddr {
    use axum::http::header::CONTENT_TYPE;
    let answer = bytes::Bytes::from(answer);
    let handler = move |_body: bytes::Bytes| std::future::ready(([(CONTENT_TYPE, "application/json")], answer.clone()));
    let router = axum::Router::new().route("/v1/chat/completions", axum::routing::post(handler));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

async fn throughput() {
    let server = TestServer::with(Options { history_bytes: 1 << 20, ..Options::default() }).await;
    let address = server.server().address();
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    let mut buffer = Vec::new();
    ask(&mut stream, &request(BODY), &mut buffer).await;
    let text = String::from_utf8(buffer).expect("text");
    let peer = bare(text.split_once("\r\n\r\n").expect("a body").1.to_owned()).await;
    println!("clients   ours req/s   p50        p99        bare req/s   p50        p99        ratio");
    for (clients, each) in [(1, 3_000), (64, 150), (512, 30)] {
        let (mut ours, mut theirs, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
        let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
        for _ in 0..TURNS {
            let (our_rate, times) = load(address, clients, each).await;
            our_times.extend(times);
            let (their_rate, times) = load(peer, clients, each).await;
            their_times.extend(times);
            ours.push(our_rate);
            theirs.push(their_rate);
            ratios.push(our_rate / their_rate);
        }
        our_times.sort();
        their_times.sort();
        let at = |times: &[Duration], percent: usize| times[times.len() * percent / 100];
        println!(
            "{clients:<9} {:<12.0} {:<10.1?} {:<10.1?} {:<12.0} {:<10.1?} {:<10.1?} {:.2}",
            median(ours),
            at(&our_times, 50),
            at(&our_times, 99),
            median(theirs),
            at(&their_times, 50),
            at(&their_times, 99),
            median(ratios)
        );
    }
}

/// The time from a request for a stream to its first bytes.
async fn first_byte() {
    let server = TestServer::start().await;
    let request = request(&BODY.replacen('{', "{\"stream\":true,", 1));
    let mut times = Vec::new();
    for _ in 0..200 {
        let mut stream = TcpStream::connect(server.server().address()).await.expect("a connection");
        let mut buffer = [0; 1_024];
        let start = Instant::now();
        stream.write_all(&request).await.expect("the request is sent");
        stream.read_exact(&mut buffer[..1]).await.expect("an answer");
        times.push(start.elapsed());
    }
    println!("first byte of a stream: {:.1?} (median of {})", median(times.clone()), times.len());
}

/// The time from the start of the program to its first line, and the memory it then has.
fn start_up() {
    let (mut times, mut memories) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let start = Instant::now();
        let mut child = Command::new(env!("CARGO_BIN_EXE_structured-serve"))
            .args(["--port", "0"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("its first line");
        times.push(start.elapsed());
        if let Ok(status) = std::fs::read_to_string(format!("/proc/{}/status", child.id())) {
            let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("a size");
            memories.push(line.split_whitespace().nth(1).and_then(|size| size.parse::<u64>().ok()).expect("a number"));
        }
        child.kill().expect("the program ends");
        child.wait().expect("the program ended");
    }
    println!("start-up: {:.1?} (median of {STARTS})", median(times));
    if !memories.is_empty() {
        println!("idle memory: {} KiB (median of {STARTS})", median(memories));
    }
}

fn main() {
    start_up();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        first_byte().await;
        throughput().await;
    });
}
