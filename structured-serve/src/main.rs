//! `structured-serve`: the endpoint from the command line.

use std::io::{self, Write};
use std::net::IpAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use structured_core::profile::Profile;
use structured_serve::{Log, Options, Server};

/// A local endpoint that refuses what the API refuses, and answers everything else with a value that the schema admits.
///
/// The first line on standard output is the base URL for clients.
#[derive(Debug, Parser)]
#[command(name = "structured-serve", version)]
struct Arguments {
    /// The port; 0 for any free port
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The address to listen on
    #[arg(long, default_value = "127.0.0.1")]
    host: IpAddr,
    /// Which schemas are accepted
    #[arg(long, default_value = "openai", value_parser = profile)]
    profile: &'static Profile,
    /// The seed of the answers to requests without a `seed`
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// The key that every request must have; by default any key, or none, is accepted
    #[arg(long, value_name = "KEY")]
    api_key: Option<String>,
    /// Refuse the requests with this text in a message; may be given several times
    #[arg(long, value_name = "TEXT")]
    refuse_when: Vec<String>,
    /// A JSON file of scripted answers
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// How fast answers stream
    #[arg(long, value_name = "N", value_parser = positive)]
    tokens_per_second: Option<f64>,
    /// How long every answer is delayed, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 0)]
    latency: u64,
    /// How much longer the first answer for each schema is delayed, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 0)]
    first_request_latency: u64,
    /// Accept models that the API does not have
    #[arg(long)]
    any_model: bool,
    /// The most bytes of the body of a request
    #[arg(long, value_name = "BYTES", default_value_t = 64 << 20)]
    body_limit: usize,
    /// The most bytes of the requests that are stored for the page
    #[arg(long, value_name = "BYTES", default_value_t = 1 << 20)]
    history: usize,
    /// What is logged on standard error; `content` includes the bodies of requests, which may be private
    #[arg(long, value_enum, default_value_t = LogArgument::Requests)]
    log: LogArgument,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LogArgument {
    Nothing,
    Requests,
    Content,
}

fn profile(name: &str) -> Result<&'static Profile, String> {
    let known = || Profile::ALL.iter().map(|profile| profile.name).collect::<Vec<_>>().join(", ");
    Profile::named(name).ok_or_else(|| format!("there is no profile of this name; there are {}", known()))
}

fn positive(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number > 0.0 => Ok(number),
        _ => Err("a number above 0 is needed".to_owned()),
    }
}

/// The refusal of a request with a text of `--refuse-when`.
const REFUSAL: &str = "I'm sorry, I cannot assist with that request.";

/// After this time, memory that is no longer needed goes back to the system.
const GIVE_BACK: Duration = Duration::from_secs(1);

/// The settings of the allocator of glibc: all threads share one arena, and none keeps freed memory for itself. Otherwise
/// what is in use is scattered, and few pages are free as a whole.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const SETTINGS: (&str, &str) = ("GLIBC_TUNABLES", "glibc.malloc.arena_max=1:glibc.malloc.tcache_count=0");

/// Starts the program again with the settings of the allocator, which reads them before anything else runs. A user who
/// sets the variable keeps those settings.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn set_allocator() {
    use std::os::unix::process::CommandExt;
    let (name, value) = SETTINGS;
    if std::env::var_os(name).is_some() {
        return;
    }
    if let Ok(program) = std::env::current_exe() {
        // It returns only if it fails, and then the program runs without the settings.
        let _failed = std::process::Command::new(program).args(std::env::args_os().skip(1)).env(name, value).exec();
    }
}

/// Starts a thread that returns freed memory to the system. The allocator of glibc would keep most of what large
/// requests and many connections have used.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn give_memory_back() {
    // Without the thread, the program only uses more memory.
    let _started = std::thread::Builder::new().name("memory".to_owned()).spawn(|| {
        loop {
            std::thread::sleep(GIVE_BACK);
            // SAFETY: `malloc_trim` may be called at any time, by any thread.
            #[expect(unsafe_code, reason = "the standard library has no safe function for it")]
            let _released = unsafe { libc::malloc_trim(0) };
        }
    });
}

fn main() -> ExitCode {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        set_allocator();
        give_memory_back();
    }
    let arguments = Arguments::parse();
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    // A thread that has read a large body keeps its stack in memory until it ends.
    let runtime = runtime.enable_all().thread_keep_alive(GIVE_BACK).build();
    let ended = runtime.map_err(|error| format!("the runtime does not start: {error}")).and_then(|runtime| {
        let ended = runtime.block_on(run(&arguments));
        // Requests that are still being read are not waited for.
        runtime.shutdown_background();
        ended
    });
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            say(&format!("error: {why}"));
            ExitCode::FAILURE
        }
    }
}

/// A line on standard error. If nobody reads it, nothing can be done about it.
fn say(line: &str) {
    let _nobody_reads = writeln!(io::stderr(), "{line}");
}

async fn run(arguments: &Arguments) -> Result<(), String> {
    let options = Options {
        host: arguments.host,
        port: arguments.port,
        profile: arguments.profile,
        seed: arguments.seed,
        api_key: arguments.api_key.clone(),
        tokens_per_second: arguments.tokens_per_second,
        latency: Duration::from_millis(arguments.latency),
        first_request_latency: Duration::from_millis(arguments.first_request_latency),
        any_model: arguments.any_model,
        body_limit: arguments.body_limit,
        history_bytes: arguments.history,
        log: match arguments.log {
            LogArgument::Nothing => Log::Nothing,
            LogArgument::Requests => Log::Requests,
            LogArgument::Content => Log::Content,
        },
    };
    if !arguments.host.is_loopback() {
        say(&format!(
            "warning: other machines can reach {}; anyone there can read the requests on the page",
            arguments.host
        ));
    }
    let server = Server::start(options).await.map_err(|error| {
        format!(
            "{}:{} cannot be listened on: {error}; help: `--port 0` takes a free port",
            arguments.host, arguments.port
        )
    })?;
    for text in &arguments.refuse_when {
        server.refuse_when(text, REFUSAL);
    }
    if let Some(path) = &arguments.rules {
        let shown = path.display();
        let text = std::fs::read_to_string(path).map_err(|error| format!("{shown} cannot be read: {error}"))?;
        server.add_rules(&text).map_err(|why| format!("{shown}: {why}"))?;
    }
    // The reader of the line may end the program at once.
    let end = end().map_err(|error| format!("cannot listen to signals: {error}"))?;
    writeln!(io::stdout(), "{}", server.base_url())
        .map_err(|error| format!("the base URL cannot be written: {error}"))?;
    end.await;
    server.stop().await;
    Ok(())
}

/// Listens from now on to the signals that ask the program to end, and waits for one.
#[cfg(unix)]
fn end() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Listens from now on to the signal that asks the program to end, and waits for it.
#[cfg(not(unix))]
fn end() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        let _ended = interrupt.recv().await;
    })
}
