//! The terminal that is printed to, where it is one.

use std::io;

use terminal_size::{Width, terminal_size_of};

/// Narrower than this, nothing is laid out for.
const MIN_WIDTH: usize = 20;

/// How many letters a line of standard output holds; `None` where it is no terminal.
pub(in crate::cli) fn width() -> Option<usize> {
    terminal_size_of(io::stdout()).map(letters)
}

/// The same of standard error.
pub(in crate::cli) fn width_of_errors() -> Option<usize> {
    terminal_size_of(io::stderr()).map(letters)
}

/// How many letters a line of laid out text takes: `most`, or fewer where the terminal is narrower.
pub(in crate::cli) fn text_width(most: usize) -> usize {
    width().map_or(most, |width| width.min(most))
}

/// How wide help is. Where there is no terminal, `COLUMNS` may say it.
#[allow(clippy::disallowed_methods, reason = "the environment is read by the command alone")]
pub(in crate::cli) fn width_of_help() -> usize {
    const MOST: usize = 100;
    let said = || std::env::var("COLUMNS").ok()?.parse().ok().filter(|columns| *columns >= MIN_WIDTH);
    width().or_else(said).unwrap_or(MOST).min(MOST)
}

/// Whether lines can be written over, as a bar of progress does.
#[allow(clippy::disallowed_methods, reason = "the environment is read by the command alone")]
pub(in crate::cli) fn supports_cursor() -> bool {
    match std::env::var("TERM") {
        Ok(kind) => !kind.is_empty() && kind != "dumb",
        // The console of Windows has no name.
        Err(_) => cfg!(windows),
    }
}

fn letters((Width(width), _): (Width, terminal_size::Height)) -> usize {
    usize::from(width).max(MIN_WIDTH)
}
