//! The command: arguments, settings, commands, and what is printed.

use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the command with these arguments (the first is the program's own name).
pub fn run(_args: impl IntoIterator<Item = OsString>) -> ExitCode {
    ExitCode::from(2)
}
