//! Signatures validated: over real containers, over forged ones, over every byte changed, and held against other programs.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::disallowed_methods,
    unreachable_pub,
    reason = "a test may look around, and fails by panicking"
)]

mod agreement;
mod cases;
#[path = "../common/mod.rs"]
mod common;
mod container;
mod judges;
mod kinds;
mod lists;
mod mutation;
mod own;
