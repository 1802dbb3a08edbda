//! The command as a person runs it: exact output, exit codes, files.

#![allow(
    clippy::cast_possible_truncation,
    clippy::case_sensitive_file_extension_comparisons,
    clippy::cast_sign_loss,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::too_many_lines,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong may stop, looks at its environment, and tells what it skips"
)]

mod common;

mod command {
    mod attachments;
    mod bad_data;
    mod bad_output;
    mod built;
    mod ci;
    #[cfg(unix)]
    mod demo;
    mod example_row;
    mod examples;
    mod fill;
    mod filled;
    mod flattened;
    mod forged;
    mod form_bind;
    mod form_new;
    mod hostile_text;
    mod kinds_of_data;
    mod mended;
    mod newcomer;
    mod other_forms;
    mod other_make;
    #[cfg(unix)]
    mod pages;
    mod pictures;
    mod policy;
    mod replaced;
    mod run;
    mod same_bytes;
    mod sample;
    mod scans;
    mod schemas;
    mod sentences;
    mod signed;
    mod signed_kinds;
    #[cfg(unix)]
    mod special_files;
    mod templates;
    mod terminal;
    mod tools;
    mod unseen;
    mod usage;
    mod validation;
}
