//! Pieces of TOML as we write it: strings, keys, comments.

use std::fmt::Write as _;

/// A text as a string on one line.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A list of strings, on one line.
pub(crate) fn list<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    format!("[{}]", texts.into_iter().map(quoted).collect::<Vec<_>>().join(", "))
}

/// A key of a table: bare where it can be.
pub(crate) fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if bare { name.to_owned() } else { quoted(name) }
}

/// A text of a file as a comment: on one line, without control characters, which TOML refuses there.
pub(crate) fn on_one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        for text in ["", "a \"b\" \\ c", "viens\ndivi\ttrīs", "\u{7}\u{7f}", "ā = 1 # x"] {
            let table: toml::Table =
                toml::from_str(&format!("{} = {} # {}\n", key(text), list([text]), on_one_line(text)))
                    .unwrap();
            assert_eq!(table[text][0].as_str(), Some(text));
        }
    }
}
