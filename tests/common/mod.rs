//! Programs of others that judge our files. A test whose judge is not installed prints `skipped`; in CI (`CI=true`) it
//! fails, so that nothing is left out there unseen. `tests/tools.sh` installs them.

#![allow(
    dead_code,
    clippy::disallowed_methods,
    clippy::panic,
    clippy::print_stdout,
    reason = "not every test asks every judge; a test looks at its environment, and tells what it skips"
)]

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What starting `program` gave; `None` where it is not installed.
pub(crate) fn installed<T>(program: &str, started: io::Result<T>) -> Option<T> {
    started.map_err(|error| missing(program, &error.to_string())).ok()
}

/// Runs `program` to its end; `None` where it is not installed.
pub(crate) fn run_program(program: &str, args: &[&str]) -> Option<Output> {
    installed(program, Command::new(program).args(args).output())
}

/// The Python of an environment that `tests/tools.sh` makes for `package`: `judges`, `pyasice`.
pub(crate) fn python_of(environment: &str, package: &str) -> Option<PathBuf> {
    let python = target_folder().join(environment).join("bin/python");
    if python.is_file() {
        return Some(python);
    }
    missing(package, "tests/tools.sh installs it");
    None
}

/// Where cargo builds, as the scripts of `tests` have it too.
fn target_folder() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)
}

/// Says that a judge is not there; in CI it fails.
pub(crate) fn missing(program: &str, why: &str) {
    assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "{program}: {why}");
    println!("skipped: {program} is not installed");
}
