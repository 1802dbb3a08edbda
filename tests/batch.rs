//! Bulk runs as a person makes them: killed, stopped, resumed, spread, mended.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    dead_code,
    unreachable_pub,
    reason = "a test that goes wrong may stop, looks at its environment, and tells what it skips"
)]

mod common;
#[path = "command/run.rs"]
mod run;

mod batch {
    mod forty;
    mod interrupted;
    mod limits;
    mod sheets;
    mod spread;
}
