//! The doorway of the command; everything else is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    edocpack::cli::run(std::env::args_os())
}
