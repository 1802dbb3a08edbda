use std::fmt::Write as _;

/// A page in the making. Markup is written in this program's source (`&'static str`); everything else can
/// only go in as text, escaped.
pub(super) struct Html(String);

impl Html {
    pub(super) fn new() -> Self {
        Self(String::with_capacity(16 * 1024))
    }

    /// Markup.
    pub(super) fn markup(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Text, also good inside a quoted attribute. What has no shape on paper is shown as `�`.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                '\n' | '\t' | '\r' => self.0.push(' '),
                // Marks that turn the order of letters about would show another text than the one that is there.
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => self.0.push('\u{fffd}'),
                c if c.is_control() => self.0.push('\u{fffd}'),
                c => self.0.push(c),
            }
        }
        self
    }

    /// Text of a person's data, which must not turn the order of what stands beside it (a name in Hebrew).
    pub(super) fn data(&mut self, text: &str) -> &mut Self {
        self.markup("<bdi>").text(text).markup("</bdi>")
    }

    /// A path relative to the page, for `href`: whatever is not a plain letter of a file name is
    /// percent-encoded, so that it can be neither another scheme nor another host.
    pub(super) fn path(&mut self, path: &str) -> &mut Self {
        for byte in path.trim_start_matches('/').bytes() {
            if byte.is_ascii_alphanumeric() || b"-_./".contains(&byte) {
                self.0.push(char::from(byte));
            } else {
                // Writing to a string cannot fail.
                let _ = write!(self.0, "%{byte:02X}");
            }
        }
        self
    }

    /// The page.
    pub(super) fn into_string(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(text: &str) -> String {
        let mut html = Html::new();
        html.text(text);
        html.into_string()
    }

    fn path(path: &str) -> String {
        let mut html = Html::new();
        html.path(path);
        html.into_string()
    }

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(
            text("SIA \"A & B\" <script>alert('x')</script>"),
            "SIA &quot;A &amp; B&quot; &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"
        );
        assert_eq!(text("a\u{0}b\u{1b}c\nd\u{202e}e"), "a\u{fffd}b\u{fffd}c d\u{fffd}e");
    }

    #[test]
    fn a_path_stays_a_path() {
        assert_eq!(path("pdf/0007_zti_izsniegt.pdf"), "pdf/0007_zti_izsniegt.pdf");
        assert_eq!(path("javascript:alert(1)"), "javascript%3Aalert%281%29");
        assert_eq!(path("//host/ā\"x"), "host/%C4%81%22x");
    }

    proptest! {
        #[test]
        fn no_text_holds_a_character_of_markup(s in any::<String>()) {
            prop_assert!(!text(&s).contains(['<', '>', '"', '\'', '\n']));
        }
    }
}
