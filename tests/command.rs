//! The command as a person runs it: exact output, exit codes, files.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test that goes wrong may stop, looks at its environment, and tells what it skips"
)]

mod command {
    mod built;
    mod run;
    mod sample;
    mod tools;
}
