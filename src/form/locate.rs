//! The line of a key in a TOML file. Only a file with faults is read for this, so that a sound one costs
//! nothing.

use toml::de::{DeTable, DeValue};

use super::toml_text;

/// A TOML text in which the lines of keys are looked up.
pub(super) struct Lines<'a> {
    text: &'a str,
    table: Option<toml::Spanned<DeTable<'a>>>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, table: DeTable::parse(text).ok() }
    }

    /// The line, from 1, of a path like `rule[3].required[1]`; of the longest part of it that is there.
    pub(super) fn line_of(&self, path: &str) -> Option<usize> {
        let mut steps = steps(path);
        let Some(Step::Key(first)) = steps.next() else { return None };
        let table = self.table.as_ref()?.get_ref();
        let (mut key, mut value) = table.iter().find(|(key, _)| key.get_ref() == first)?;
        let mut start = key.span().start;
        for step in steps {
            let next = match (step, value.get_ref()) {
                (Step::Key(name), DeValue::Table(table)) => {
                    let Some(found) = table.iter().find(|(key, _)| key.get_ref() == name) else { break };
                    (key, value) = found;
                    key.span().start
                }
                (Step::Index(at), DeValue::Array(items)) => {
                    let Some(found) = items.get(at) else { break };
                    value = found;
                    value.span().start
                }
                _ => break,
            };
            start = next;
        }
        Some(toml_text::position(self.text, start).0)
    }
}

enum Step<'p> {
    Key(&'p str),
    Index(usize),
}

/// `rule[3].when."a.b"` → `rule`, 3, `when`, `a.b`.
fn steps(path: &str) -> impl Iterator<Item = Step<'_>> {
    let mut rest = path;
    std::iter::from_fn(move || {
        rest = rest.strip_prefix('.').unwrap_or(rest);
        if let Some(tail) = rest.strip_prefix('[') {
            let (index, tail) = tail.split_once(']')?;
            rest = tail;
            return index.parse().ok().map(Step::Index);
        }
        if let Some(tail) = rest.strip_prefix('"') {
            let (name, tail) = tail.split_once('"')?;
            rest = tail;
            return Some(Step::Key(name));
        }
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let (name, tail) = rest.split_at(end);
        rest = tail;
        (!name.is_empty()).then_some(Step::Key(name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a = 1\n[[rule]]\ncode = \"x\"\n\n[[rule]]\nwhen = { \"a.b\" = true }\nrequired = [\n  \"p\",\n  \"q\",\n]\n";

    #[test]
    fn finds_the_line_of_a_path_or_of_what_there_is_of_it() {
        let lines = Lines::of(TEXT);
        assert_eq!(lines.line_of("a"), Some(1));
        assert_eq!(lines.line_of("rule[0].code"), Some(3));
        assert_eq!(lines.line_of("rule[1].when.\"a.b\""), Some(6));
        assert_eq!(lines.line_of("rule[1].required[1]"), Some(9));
        assert_eq!(lines.line_of("rule[1].required[7]"), Some(7));
        assert_eq!(lines.line_of("rule[1].nothing"), Some(5));
        assert_eq!(lines.line_of("nothing"), None);
    }
}
