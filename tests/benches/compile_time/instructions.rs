//! The instructions that the compiler executes for the derive, which do not depend on other work on the machine.
//!
//! Valgrind counts them. It runs the compiler about fifty times slower, so this part is measured only if it is asked for.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::measure::{cargo_command, say, touch, write_workspace};
use crate::types::{ALONE, BARS, COMPONENTS, OVER_SERDE, RENDERED, ROOTS, member, write_roots, write_structs};

const SIZES: [u32; 2] = [30, 120];

/// Runs the compiler of the workspace's members, and writes the count to a file.
const WRAPPER: &str = "#!/bin/sh
exec valgrind --quiet --tool=cachegrind --cache-sim=no --cachegrind-out-file=\"$INSTRUCTIONS\" --log-file=/dev/null \"$@\"
";

/// Counts; whether everything is within its bar.
pub(crate) fn measure(folder: &Path) -> bool {
    if !Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success()) {
        say("instructions are not counted, because valgrind is not installed");
        return true;
    }
    let counter = Counter::new(folder.join("instructions"));
    let compared = [(ALONE, SIZES[0]), (ALONE, SIZES[1]), (OVER_SERDE, SIZES[0])];
    let written = |(derives, size): ([(&str, &str); 3], u32)| {
        derives.map(|(name, derive)| write_structs(&counter.folder, name, size, derive))
    };
    let mut members: Vec<String> = compared.into_iter().flat_map(written).collect();
    write_roots(&counter.folder);
    members.extend([COMPONENTS, RENDERED].map(str::to_owned));
    write_workspace(&counter.folder, &members.iter().map(String::as_str).collect::<Vec<_>>());

    say("structs of 10 documented fields, what the derive adds, in millions of the compiler's instructions");
    let mut kept = true;
    for (derives, size) in compared {
        let beside = if derives == OVER_SERDE { " with Deserialize" } else { "" };
        for (command, bar) in BARS {
            let [base, schemars, ours] = derives.map(|(name, _)| counter.count(command, &member(name, size)));
            let (ours, schemars) = (ours - base, schemars - base);
            let (per_type, ratio) = (ours / f64::from(size), ours / schemars);
            say(&format!(
                "cargo {command:5} {size:3} structs{beside}: {per_type:.2} a type, {ratio:.3} of schemars; bar {bar}"
            ));
            kept &= ratio <= bar;
        }
    }
    let rendered = counter.count("check", RENDERED) - counter.count("check", COMPONENTS);
    say(&format!("rendering a root of 50 documented fields: {:.2}\n", rendered / f64::from(ROOTS)));
    kept
}

struct Counter {
    folder: PathBuf,
}

impl Counter {
    fn new(folder: PathBuf) -> Self {
        fs::create_dir_all(&folder).expect("the target folder can be written");
        let counter = Self { folder };
        fs::write(counter.wrapper(), WRAPPER).expect("the target folder can be written");
        fs::set_permissions(counter.wrapper(), fs::Permissions::from_mode(0o755)).expect("the file has been written");
        counter
    }

    fn wrapper(&self) -> PathBuf {
        self.folder.join("count.sh")
    }

    /// The instructions of compiling a member, in millions. Its dependencies are not part of the workspace, so the
    /// compiler of the last count is that of the member.
    fn count(&self, command: &str, member: &str) -> f64 {
        touch(&self.folder, member);
        let count = self.folder.join("count.out");
        let mut cargo = cargo_command(&self.folder, command, member, "target");
        cargo.env("RUSTC_WORKSPACE_WRAPPER", self.wrapper()).env("INSTRUCTIONS", &count);
        assert!(cargo.status().is_ok_and(|status| status.success()), "cargo {command} -p {member} failed");
        let text = fs::read_to_string(&count).expect("valgrind has written the count");
        let summary = text.lines().find_map(|line| line.strip_prefix("summary: ")).expect("the count has a summary");
        summary.trim().parse::<f64>().expect("the summary is a number") / 1e6
    }
}
