//! Text for a terminal of a known width.

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

/// The text in at most `width` characters; cut in the middle where it is longer.
pub(in crate::cli) fn cut(text: &str, width: usize) -> String {
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
    fn cuts_in_the_middle() {
        assert_eq!(cut("form1.page1.TextField1", 12), "form1.p…eld1");
        assert_eq!(cut("īss", 12), "īss");
        assert_eq!(cut("form1.page1.TextField1", 12).chars().count(), 12);
    }
}
