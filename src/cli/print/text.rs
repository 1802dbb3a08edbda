//! Text for a terminal of a known width.

use std::borrow::Cow;

use crate::diag::is_display_control;

/// Lines of at most `width` characters, broken at spaces; the second and later ones begin with `indent` spaces, and the
/// first where `first` says so. A word that is longer than a line stands alone.
pub(in crate::cli) fn wrapped(text: &str, width: usize, first: usize, indent: usize) -> String {
    let mut out = " ".repeat(first);
    let mut length = first;
    let mut is_start = true;
    for word in text.split_whitespace() {
        let n = word.chars().count();
        if !is_start && length + 1 + n > width {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            length = indent;
            is_start = true;
        }
        if !is_start {
            out.push(' ');
            length += 1;
        }
        out.push_str(word);
        length += n;
        is_start = false;
    }
    out
}

/// A text whose lines fit `width`: broken at spaces, and indented below their first piece. A command that stands on
/// a line of its own stays whole, for it is copied; so does a line of a file that something below points at, and a word
/// that is longer than a line.
pub(in crate::cli) fn wrap_lines(text: &str, width: Option<usize>) -> Cow<'_, str> {
    let Some(width) = width else { return Cow::Borrowed(text) };
    let folded = |line: &str| {
        let content = line.trim_start_matches(' ');
        let indent = line.len() - content.len();
        let is_pointed_at =
            content.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start().starts_with("| ");
        if line.chars().count() <= width || content.starts_with("edocpack ") || is_pointed_at {
            return line.to_owned();
        }
        wrapped(content, width, indent, if indent < 4 { indent + 2 } else { indent })
    };
    Cow::Owned(text.split('\n').map(folded).collect::<Vec<_>>().join("\n"))
}

/// The text without what would act on a terminal instead of being seen: such letters are shown by their numbers.
pub(in crate::cli) fn escape_controls(text: &str) -> Cow<'_, str> {
    if !text.contains(is_display_control) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_display_control(c) { out.extend(c.escape_unicode()) } else { out.push(c) }
    }
    Cow::Owned(out)
}

/// JSON whose strings hold no letter that would act on a terminal: those stand by their numbers (RFC 8259, 7). A writer of
/// JSON escapes just the ones below U+0020.
pub(in crate::cli) fn escape_json_controls(json: &str) -> Cow<'_, str> {
    if !json.contains(is_display_control) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if is_display_control(c) {
            out.extend(format!("\\u{:04x}", u32::from(c)).chars());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// The text in one line and without such letters: a sign of replacement stands for each.
pub(in crate::cli) fn in_one_line(text: &str) -> String {
    text.replace(|c| is_display_control(c) || c == '\n' || c == '\t', "\u{fffd}")
}

/// The text in at most `width` characters; cut in the middle where it is longer.
pub(in crate::cli) fn ellipsized(text: &str, width: usize) -> String {
    let n = text.chars().count();
    if n <= width {
        return text.to_owned();
    }
    let (head, tail) = (width.saturating_sub(1) - width / 3, width / 3);
    let start: String = text.chars().take(head).collect();
    let end: String = text.chars().skip(n - tail).collect();
    format!("{start}…{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_at_spaces_only() {
        assert_eq!(wrapped("viens divi trīs četri", 11, 0, 2), "viens divi\n  trīs\n  četri");
        assert_eq!(wrapped("garšnepārtraukts vārds", 5, 2, 2), "  garšnepārtraukts\n  vārds");
        assert_eq!(wrapped("", 5, 1, 2), " ");
    }

    #[test]
    fn folds_what_is_too_long_and_leaves_commands_whole() {
        let text =
            "x.csv, 3. rinda: kļūda S5\n    Nosaukumam jāsakrīt ar\n  edocpack build x.csv --out gatavie";
        assert_eq!(wrap_lines(text, None), text);
        assert_eq!(wrap_lines(text, Some(80)), text);
        assert_eq!(
            wrap_lines(text, Some(20)),
            "x.csv, 3. rinda:\n  kļūda S5\n    Nosaukumam\n    jāsakrīt ar\n  edocpack build x.csv --out gatavie"
        );
        let pointed_at = "  12 | key = \"some value\"\n     |       ^^^^^^^^^^^^";
        assert_eq!(wrap_lines(pointed_at, Some(20)), pointed_at);
    }

    #[test]
    fn nothing_acts_on_the_terminal() {
        assert_eq!(escape_controls("Ķēniņš\t–\n"), "Ķēniņš\t–\n");
        assert_eq!(escape_controls("a\u{1b}[31mb\u{202e}c\r\u{7}"), r"a\u{1b}[31mb\u{202e}c\u{d}\u{7}");
        assert_eq!(escape_json_controls("[\"ķ\u{9b}\u{202e}\"]"), r#"["ķ\u009b\u202e"]"#);
        assert_eq!(in_one_line("a\u{1b}[31m\n::b.csv"), "a\u{fffd}[31m\u{fffd}::b.csv");
    }

    #[test]
    fn cuts_in_the_middle() {
        assert_eq!(ellipsized("form1.page1.TextField1", 12), "form1.p…eld1");
        assert_eq!(ellipsized("īss", 12), "īss");
        assert_eq!(ellipsized("form1.page1.TextField1", 12).chars().count(), 12);
    }
}
