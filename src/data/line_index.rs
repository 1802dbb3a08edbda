//! Line and column of a byte offset.

/// The lines of a text, to say where an offset stands.
pub(super) struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// Lines of the file before this text.
    lines_before: u32,
}

impl<'a> LineIndex<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self::starting_after(0, text)
    }

    /// The lines of a part of a file, with that many lines before it.
    pub(super) fn starting_after(lines_before: u32, text: &'a str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        Self { text, starts, lines_before }
    }

    /// The line of a byte offset, from 1.
    pub(super) fn line_at(&self, offset: usize) -> u32 {
        let own = u32::try_from(self.starts.partition_point(|start| *start <= offset)).unwrap_or(u32::MAX);
        own.saturating_add(self.lines_before)
    }

    /// The line and the column of a byte offset, both from 1, the column in characters.
    pub(super) fn line_and_column(&self, offset: usize) -> (u32, u32) {
        let line = self.line_at(offset);
        let before =
            self.text.get(self.line_start(line)..self.text.floor_char_boundary(offset)).unwrap_or_default();
        (line, u32::try_from(before.chars().count() + 1).unwrap_or(u32::MAX))
    }

    /// The byte offset at which a line (from 1) starts; that of the last line for lines after it.
    pub(super) fn line_start(&self, line: u32) -> usize {
        let nth = (line.saturating_sub(self.lines_before) as usize).saturating_sub(1);
        self.starts.get(nth).or(self.starts.last()).copied().unwrap_or_default()
    }

    /// The byte offset of a part of this very text (not of an equal one).
    pub(super) fn offset_of(&self, part: &str) -> usize {
        part.as_ptr().addr().saturating_sub(self.text.as_ptr().addr()).min(self.text.len())
    }

    /// The line on which a part of this very text starts, from 1.
    pub(super) fn line_of(&self, part: &str) -> u32 {
        self.line_at(self.offset_of(part))
    }
}

#[cfg(test)]
mod tests {
    use super::LineIndex;

    #[test]
    fn counts_lines_and_characters_from_one() {
        let text = "a\nāb\r\n\nx";
        let lines = LineIndex::of(text);
        let at = |part: &str| lines.line_and_column(text.find(part).unwrap());
        assert_eq!(at("a"), (1, 1));
        assert_eq!(at("ā"), (2, 1));
        assert_eq!(at("b"), (2, 2));
        assert_eq!(at("x"), (4, 1));
        assert_eq!(lines.line_and_column(99), (4, 2));
        assert_eq!(lines.line_of(&text[5..]), 2);
        assert_eq!(LineIndex::of("").line_and_column(0), (1, 1));
    }
}
