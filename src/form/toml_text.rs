//! TOML read into a type, with an error that says file, line and column and points at the place.

use serde::de::DeserializeOwned;

use super::FormError;

pub(super) fn read<T: DeserializeOwned>(text: &str, file: &str) -> Result<T, FormError> {
    toml::from_str(text).map_err(|error| syntax(&error, text, file))
}

fn syntax(error: &toml::de::Error, text: &str, file: &str) -> FormError {
    let (line, column) = error.span().map_or((0, 0), |span| position(text, span.start));
    let message: Vec<&str> = error.message().lines().map(str::trim).collect();
    FormError::Syntax {
        file: file.to_owned(),
        line,
        column,
        message: message.join("; "),
        picture: error.to_string(),
    }
}

/// Line and column, both from 1, of a byte of the text.
pub(super) fn position(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
    (before.matches('\n').count() + 1, column)
}
