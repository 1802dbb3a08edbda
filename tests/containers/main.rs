//! Containers from outside: what other programs say of ours, and what we say of the spoilt ones of others.

#![allow(
    clippy::cast_possible_truncation,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::too_many_lines,
    clippy::unwrap_used,
    reason = "a test that goes wrong may stop, looks at its environment, and tells what it skips"
)]

mod cms;
#[path = "../common/mod.rs"]
mod common;
mod corpus;
mod expectations;
mod faults;
mod judges;
mod large;
mod properties;
mod signed;
mod zip;

use edocpack::asic::{Archive, Limits, check};
use edocpack::diag::{Report, Severity};

/// What `check` finds, or what `read` refuses.
fn report(bytes: &[u8], limits: &Limits) -> Report {
    Archive::read(bytes, "test.edoc", limits).map_or_else(|report| report, |archive| check(&archive))
}

/// The codes of a report in order, without the one that every unsigned container has, and without what is only told
/// of who signed.
fn codes(report: &Report) -> Vec<&str> {
    let codes = report.findings().iter().map(|f| f.code.as_str());
    codes.filter(|code| !["C-unsigned", "E-signed"].contains(code)).collect()
}

/// The codes that refuse.
fn errors(report: &Report) -> Vec<&str> {
    report.findings().iter().filter(|f| f.severity == Severity::Error).map(|f| f.code.as_str()).collect()
}
