//! Where a key or a value stands in a TOML text. Only a text with faults is read for this, so that a sound one costs
//! nothing.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

/// A TOML text in which keys and values are looked up.
pub(super) struct TomlLocator<'a> {
    text: &'a str,
    table: Option<toml::Spanned<DeTable<'a>>>,
}

/// A place in a text: line and column from 1, in characters, and how many characters it has on that line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TextSpan {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) width: usize,
}

impl<'a> TomlLocator<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, table: DeTable::parse(text).ok() }
    }

    /// The value of a path like `rule[3].required[1]`; of the longest part of it that is there.
    pub(super) fn value(&self, path: &str) -> Option<TextSpan> {
        self.find(path).map(|found| TextSpan::of(self.text, found.value))
    }

    /// The last key of a path; of the longest part of it that is there.
    pub(super) fn key(&self, path: &str) -> Option<TextSpan> {
        self.find(path).map(|found| TextSpan::of(self.text, found.key))
    }

    /// In a list of tables, the value of a key that is this text.
    pub(super) fn text_in_list(&self, list: &str, key: &str, text: &str) -> Option<TextSpan> {
        let table = self.table.as_ref()?.get_ref();
        let (_, tables) = table.iter().find(|(name, _)| name.get_ref() == list)?;
        let DeValue::Array(tables) = tables.get_ref() else { return None };
        let values = tables.iter().filter_map(|one| match one.get_ref() {
            DeValue::Table(one) => one.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value),
            _ => None,
        });
        let is_it = |value: &&toml::Spanned<DeValue<'_>>| matches!(value.get_ref(), DeValue::String(one) if one == text);
        values.into_iter().find(is_it).map(|value| TextSpan::of(self.text, value.span()))
    }

    fn find(&self, path: &str) -> Option<KeyValueSpans> {
        let mut steps = path_segments(path);
        let Some(PathSegment::Key(first)) = steps.next() else { return None };
        let table = self.table.as_ref()?.get_ref();
        let (key, mut value) = table.iter().find(|(key, _)| key.get_ref() == first)?;
        let mut found = KeyValueSpans { key: key.span(), value: value.span() };
        for step in steps {
            match (step, value.get_ref()) {
                (PathSegment::Key(name), DeValue::Table(table)) => {
                    let Some((key, next)) = table.iter().find(|(key, _)| key.get_ref() == name) else {
                        return Some(self.table_header(found));
                    };
                    value = next;
                    found = KeyValueSpans { key: key.span(), value: next.span() };
                }
                (PathSegment::Index(at), DeValue::Array(items)) => {
                    let Some(next) = items.get(at) else { break };
                    value = next;
                    found = KeyValueSpans { key: next.span(), value: next.span() };
                }
                _ => break,
            }
        }
        Some(found)
    }

    /// The place of a table that lacks something: its header, or its name.
    fn table_header(&self, found: KeyValueSpans) -> KeyValueSpans {
        let starts_with_brace =
            self.text.get(found.value.clone()).is_some_and(|text| text.starts_with(['{', '[']));
        if starts_with_brace {
            KeyValueSpans { key: found.value.clone(), ..found }
        } else {
            KeyValueSpans { value: found.key.clone(), ..found }
        }
    }
}

struct KeyValueSpans {
    key: Range<usize>,
    value: Range<usize>,
}

impl TextSpan {
    /// The place of a range of bytes; of one over several lines the part on the first.
    pub(super) fn of(text: &str, span: Range<usize>) -> Self {
        let (line, column) = position(text, span.start);
        let rest = text.get(span.start..).unwrap_or_default().lines().next().unwrap_or_default();
        let wanted = text.get(span.clone()).unwrap_or_default().lines().next().unwrap_or_default();
        let width = wanted.trim_end().chars().count().clamp(1, rest.chars().count().max(1));
        Self { line, column, width }
    }

    /// The line, and `^` below the place.
    pub(super) fn snippet(&self, text: &str) -> String {
        /// Longer lines are shown around the place only.
        const WIDEST: usize = 90;
        let line = text.lines().nth(self.line.saturating_sub(1)).unwrap_or_default().replace('\t', " ");
        let first = if self.column > WIDEST - 20 { self.column.saturating_sub(20) } else { 1 };
        let shown: String = line.chars().skip(first - 1).take(WIDEST).collect();
        let column = self.column.saturating_sub(first);
        let width = self.width.clamp(1, WIDEST.saturating_sub(column).max(1));
        let number = self.line.to_string();
        let margin = " ".repeat(number.len());
        let mark = format!("{}{}", " ".repeat(column), "^".repeat(width));
        format!("\n    {number} | {}\n    {margin} | {mark}", shown.trim_end())
    }
}

/// The place of what begins at that line and column (both from 1).
pub(crate) fn source_snippet(text: &str, line: usize, column: usize) -> Option<String> {
    let shown = text.lines().nth(line.checked_sub(1)?)?;
    let rest: Vec<char> = shown.chars().skip(column.checked_sub(1)?).collect();
    let ends = |c: &char| c.is_whitespace() || matches!(c, ',' | '=' | ']' | '}');
    let width = match rest.first() {
        // To the quote that closes it.
        Some(first @ ('"' | '\'')) => {
            rest.iter().skip(1).position(|c| c == first).map_or(rest.len(), |at| at + 2)
        }
        Some('[' | '{') => shown.trim_end().chars().count().saturating_sub(column - 1),
        _ => rest.iter().position(ends).unwrap_or(rest.len()),
    };
    Some(TextSpan { line, column, width: width.max(1) }.snippet(text))
}

/// Line and column, both from 1, of a byte of the text.
pub(super) fn position(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
    (before.matches('\n').count() + 1, column)
}

enum PathSegment<'p> {
    Key(&'p str),
    Index(usize),
}

/// `rule[3].when."a.b"` → `rule`, 3, `when`, `a.b`.
fn path_segments(path: &str) -> impl Iterator<Item = PathSegment<'_>> {
    let mut rest = path;
    std::iter::from_fn(move || {
        rest = rest.strip_prefix('.').unwrap_or(rest);
        if let Some(tail) = rest.strip_prefix('[') {
            let (index, tail) = tail.split_once(']')?;
            rest = tail;
            return index.parse().ok().map(PathSegment::Index);
        }
        if let Some(tail) = rest.strip_prefix('"') {
            let (name, tail) = tail.split_once('"')?;
            rest = tail;
            return Some(PathSegment::Key(name));
        }
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let (name, tail) = rest.split_at(end);
        rest = tail;
        (!name.is_empty()).then_some(PathSegment::Key(name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a = 1\n[[rule]]\ncode = \"x\"\n\n[[rule]]\nwhen = { \"a.b\" = true }\nrequired = [\n  \"p\",\n  \"q\",\n]\n";

    #[test]
    fn finds_the_place_of_a_path_or_of_what_there_is_of_it() {
        let lines = TomlLocator::of(TEXT);
        let value = |path: &str| lines.value(path).map(|spot| (spot.line, spot.column, spot.width));
        assert_eq!(value("a"), Some((1, 5, 1)));
        assert_eq!(value("rule[0].code"), Some((3, 8, 3)));
        assert_eq!(value("rule[1].when.\"a.b\""), Some((6, 18, 4)));
        assert_eq!(value("rule[1].required[1]"), Some((9, 3, 3)));
        assert_eq!(value("rule[1].required[7]"), Some((7, 12, 1)));
        assert_eq!(value("rule[1].nothing").map(|(line, ..)| line), Some(5));
        assert_eq!(value("nothing"), None);
        let key = |path: &str| lines.key(path).map(|spot| (spot.line, spot.column, spot.width));
        assert_eq!(key("rule[0].code"), Some((3, 1, 4)));
        assert_eq!(key("rule[1].when.\"a.b\""), Some((6, 10, 5)));
    }

    #[test]
    fn points_at_the_place_even_far_to_the_right() {
        let spot = TextSpan { line: 3, column: 8, width: 3 };
        assert_eq!(spot.snippet(TEXT), "\n    3 | code = \"x\"\n      |        ^^^");
        let long = format!("{}bad = 1", "ž".repeat(300));
        let spot = TextSpan::of(&long, 600..603);
        assert_eq!((spot.line, spot.column, spot.width), (1, 301, 3));
        let picture = spot.snippet(&long);
        let lines: Vec<&str> = picture.lines().skip(1).collect();
        assert_eq!(lines[0].chars().position(|c| c == 'b'), lines[1].chars().position(|c| c == '^'));
    }
}
