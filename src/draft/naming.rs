//! Keys and column names for what has only printed words so far.

use std::collections::BTreeMap;

use crate::form::name_index::fold_name;
use crate::values::latin_fold;

/// The longest part of a key, in characters.
const LONGEST: usize = 28;

/// Words as a part of a key: small letters, figures and `_`; `other` where nothing of them is left.
pub(super) fn slug(text: &str, most_words: usize, other: &str) -> String {
    let folded = latin_fold(text);
    let words =
        folded.split(' ').map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>());
    // The number of a point says nothing: „3. Adrese”.
    let words =
        words.filter(|word| !word.is_empty()).skip_while(|word| word.chars().all(|c| c.is_ascii_digit()));
    let mut slug = String::new();
    for word in words.take(most_words) {
        if !slug.is_empty() && slug.len() + 1 + word.len() > LONGEST {
            break;
        }
        if !slug.is_empty() {
            slug.push('_');
        }
        slug.push_str(&word);
    }
    slug.truncate(LONGEST);
    if slug.is_empty() { other.to_owned() } else { slug }
}

/// Names that each stand for one thing, however they are written.
#[derive(Debug, Default)]
pub(super) struct UniqueNames {
    /// A folded name, and whose it is.
    names: BTreeMap<String, usize>,
    last: usize,
}

impl UniqueNames {
    /// The name for a new thing, with a number behind it where it is taken already.
    pub(super) fn key(&mut self, name: &str) -> String {
        self.last += 1;
        self.unique(self.last, name, |n| format!("{name}_{n}"))
    }

    /// A name of a thing that may have several.
    pub(super) fn of(&mut self, owner: usize, name: &str) -> String {
        self.unique(owner, name, |n| format!("{name}_{n}"))
    }

    /// For a new thing the first of these names that is free; else the last with a number.
    pub(super) fn column(&mut self, names: &[String]) -> String {
        self.last += 1;
        let free = names.iter().find(|name| self.claim(self.last, name)).cloned();
        let last = names.last().map_or("", String::as_str);
        free.unwrap_or_else(|| self.unique(self.last, last, |n| format!("{last} ({n})")))
    }

    fn unique(&mut self, owner: usize, name: &str, numbered: impl Fn(usize) -> String) -> String {
        if self.claim(owner, name) {
            return name.to_owned();
        }
        let mut n = 2;
        loop {
            let name = numbered(n);
            if self.claim(owner, &name) {
                return name;
            }
            n += 1;
        }
    }

    /// Whether the name is the owner's, now.
    fn claim(&mut self, owner: usize, name: &str) -> bool {
        *self.names.entry(fold_name(name)).or_insert(owner) == owner
    }
}

/// A label without the signs around it: `Vārds, uzvārds*:` is `Vārds, uzvārds`.
pub(super) fn trim_label(label: &str) -> &str {
    label
        .trim()
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '*' | '.' | '_' | '…'))
        .trim_start_matches(['*', ' ', '_'])
}

/// As much of a text as a label has, cut at a word.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most).collect();
    let end = head.rfind(' ').unwrap_or(head.len());
    format!("{}…", head.get(..end).unwrap_or(&head).trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_parts_of_keys() {
        assert_eq!(slug("3. Reģistrācijas Nr.:", 4, "x"), "registracijas_nr");
        assert_eq!(
            slug("Šis ir ļoti garš lauka nosaukums ar daudziem vārdiem", 9, "x"),
            "sis_ir_loti_gars_lauka"
        );
        assert_eq!(slug("氏名", 4, "field"), "field");
        assert_eq!(slug("101", 4, "field"), "field");
        assert_eq!(slug("", 4, "field"), "field");
    }

    #[test]
    fn a_name_stands_for_one_thing() {
        let mut taken = UniqueNames::default();
        assert_eq!(taken.key("a.name"), "a.name");
        assert_eq!(taken.key("a.name"), "a.name_2");
        assert_eq!(taken.column(&["Name".to_owned()]), "Name");
        assert_eq!(taken.column(&["NAME".to_owned(), "Owner: name".to_owned()]), "Owner: name");
        assert_eq!(taken.column(&["name".to_owned()]), "name (2)");
        // A column that reads as a key does would lead to that field.
        assert_eq!(taken.column(&["A name".to_owned()]), "A name (3)");
    }

    #[test]
    fn labels_lose_the_signs_around_them() {
        assert_eq!(trim_label(" Vārds, uzvārds*: "), "Vārds, uzvārds");
        assert_eq!(cut("one two three", 8), "one two…");
    }
}
