//! Words of a command that a person may copy.

use std::path::Path;

/// A path as a shell takes it for one word: in quotes where it has a space or another letter that means something to
/// shells.
pub(in crate::cli) fn quote(path: &Path) -> String {
    let shown = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "/.,_-+=:@%\u{2013}".contains(c);
    let is_plain = |c: char| is_plain(c) || (cfg!(windows) && c == '\\');
    if !shown.is_empty() && shown.chars().all(is_plain) {
        return shown;
    }
    // Double quotes are understood on every system; in Unix's shells some letters keep their meaning inside them.
    if cfg!(windows) || !shown.contains(['"', '$', '`', '\\', '!']) {
        return format!("\"{shown}\"");
    }
    format!("'{}'", shown.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_only_where_a_shell_needs_them() {
        let word = |text: &str| quote(Path::new(text));
        assert_eq!(word("gatavie/Ķēniņš–2026.csv"), "gatavie/Ķēniņš–2026.csv");
        assert_eq!(word("Mani dati.xlsx"), "\"Mani dati.xlsx\"");
        assert_eq!(word("dati (1).xlsx"), "\"dati (1).xlsx\"");
        assert_eq!(word("Anna's & Co"), "\"Anna's & Co\"");
        assert_eq!(word(""), "\"\"");
        if cfg!(unix) {
            assert_eq!(word("5$.csv"), "'5$.csv'");
            assert_eq!(word("it's 5$.csv"), r"'it'\''s 5$.csv'");
        }
    }
}
