//! How alike two labels are: words without case, marks, numbers of points, endings and filling words.

use crate::values::latin_fold;

/// A label as words.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Phrase {
    words: Vec<(String, f64)>,
}

/// Filling words: they may be there or not. Latvian and English.
const STOP_WORDS: [&str; 36] = [
    "un",
    "vai",
    "ar",
    "par",
    "no",
    "uz",
    "kas",
    "kura",
    "kurs",
    "ja",
    "pie",
    "the",
    "of",
    "a",
    "an",
    "and",
    "or",
    "to",
    "in",
    "on",
    "for",
    "your",
    "numurs",
    "adrese",
    "address",
    "please",
    "ludzu",
    "noradit",
    "noradiet",
    "enter",
    "ierakstit",
    "field",
    "lauks",
    "if",
    "any",
    "ludzam",
];

/// What a word counts that differs in its ending.
const INFLECTED_SHARE: f64 = 0.95;

/// Other ways of writing a word, all as the first.
const SYNONYMS: [&[&str]; 6] = [
    &["numurs", "nr", "numuru", "number", "num", "nos", "nummer"],
    &["epasts", "email", "epasta", "epastu", "mail"],
    &["talrunis", "talrunu", "tel", "talr", "telefons", "tl"],
    &["phone", "telephone", "mobile"],
    &["personas", "pers"],
    &["kods", "kodu", "pk"],
];

impl Phrase {
    /// The words of a label.
    pub(crate) fn of(text: &str) -> Self {
        let folded = latin_fold(text);
        let mut words: Vec<String> = Vec::new();
        let mut parts = folded.split(' ').peekable();
        while let Some(part) = parts.next() {
            // „E-pasts”, “e-mail”: one word.
            let whole =
                part == "e" && parts.peek().is_some_and(|next| next.starts_with("past") || *next == "mail");
            words.push(if whole {
                format!("e{}", parts.next().unwrap_or_default())
            } else {
                part.to_owned()
            });
        }
        // The number of a point: „3. Apturēt …”, “5a. SSN”.
        let numbers = words.iter().take_while(|word| is_number(word)).count();
        if numbers < words.len() {
            words.drain(..numbers);
        }
        // “Registration no.”, and not „no … līdz”.
        if words.len() > 1 {
            words
                .last_mut()
                .into_iter()
                .filter(|last| *last == "no")
                .for_each(|last| "numurs".clone_into(last));
        }
        let words = words.into_iter().filter(|word| !word.is_empty()).map(|word| {
            let same = SYNONYMS.iter().find(|all| all.contains(&word.as_str())).and_then(|all| all.first());
            let word = same.map_or(word, |first| (*first).to_owned());
            let weight = if STOP_WORDS.contains(&word.as_str()) { 0.2 } else { 1.0 };
            (word, weight)
        });
        Self { words: words.collect() }
    }

    /// Whether there is nothing in it to compare.
    pub(crate) fn is_empty(&self) -> bool {
        !self.words.iter().any(|(word, _)| word.chars().any(char::is_alphabetic))
    }

    /// Its weight: the number of its words, filling ones counted for little.
    pub(crate) fn weight(&self) -> f64 {
        self.words.iter().map(|(_, weight)| weight).sum()
    }

    /// From 0 (nothing in common) to 1 (the same).
    pub(crate) fn likeness(&self, other: &Self) -> f64 {
        if self.is_empty() || other.is_empty() {
            return 0.0;
        }
        let mut left: Vec<&(String, f64)> = other.words.iter().collect();
        let mut common = 0.0;
        for (word, weight) in &self.words {
            let exact = left.iter().position(|(other, _)| other == word).map(|at| (at, 1.0));
            let found = exact.or_else(|| {
                left.iter().position(|(other, _)| is_same_word(word, other)).map(|at| (at, INFLECTED_SHARE))
            });
            if let Some((at, share)) = found {
                common += share * weight.min(left.remove(at).1);
            }
        }
        let (own, others) = (self.weight(), other.weight());
        let dice = 2.0 * common / (own + others);
        // One says all that the other says, and more.
        let contains = common > own.min(others) * INFLECTED_SHARE - 0.01 && common >= INFLECTED_SHARE;
        if contains { dice.max(0.72) } else { dice }
    }
}

fn is_number(word: &str) -> bool {
    let figures = word.chars().take_while(char::is_ascii_digit).count();
    (figures > 0 && word.chars().count() <= figures + 1)
        || matches!(word, "i" | "ii" | "iii" | "iv" | "v" | "vi" | "vii")
}

/// Whether two words differ in their endings, in one letter, or one is short for the other.
fn is_same_word(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let common = short.bytes().zip(long.bytes()).take_while(|(x, y)| x == y).count();
    let ending = common >= 4.max(long.len().saturating_sub(3));
    let abbreviation = common == short.len() && (3..=5).contains(&short.len());
    let slip = short.len() >= 5 && long.len() < 100 && strsim::osa_distance(short, long) <= 1;
    // „vārds” begins „uzvārds” nowhere, but differs from „vārda” in its ending.
    short.chars().any(char::is_alphabetic) && (ending || abbreviation || slip)
}

/// Whether a person gave a field its name: not `Text12`, `undefined_3`, `f1_09[0]`.
pub(crate) fn is_meaningful(name: &str) -> bool {
    const MADE: [&str; 26] = [
        "text",
        "textfield",
        "textbox",
        "field",
        "cb",
        "check",
        "checkbox",
        "box",
        "button",
        "radio",
        "radiobutton",
        "group",
        "undefined",
        "f",
        "c",
        "fill",
        "untitled",
        "form",
        "topmostsubform",
        "page",
        "subform",
        "combo",
        "combobox",
        "list",
        "p",
        "t",
    ];
    let last = name.rsplit('.').next().unwrap_or(name);
    latin_fold(last)
        .split(|c: char| !c.is_alphabetic())
        .any(|word| word.chars().count() > 2 && !MADE.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(a: &str, b: &str) -> f64 {
        Phrase::of(a).likeness(&Phrase::of(b))
    }

    #[test]
    fn the_same_label_in_other_words_is_the_same() {
        for (a, b) in [
            ("Reģistrācijas Nr.", "reģistrācijas numurs"),
            ("Reģ. Nr.:", "Reģistrācijas numurs"),
            ("3. Apturēt x509 sertifikāta darbību", "Apturēt x509 sertifikāta darbību"),
            ("E-pasta adrese", "e-pasts"),
            ("Tālruņa numurs", "Tālrunis"),
            ("Nosaukums *", "NOSAUKUMS"),
            ("Registration no.", "Registration number"),
        ] {
            assert!(like(a, b) > 0.85, "{a} / {b}: {}", like(a, b));
        }
    }

    #[test]
    fn other_labels_are_others() {
        for (a, b) in [
            ("Vārds", "Uzvārds"),
            ("Nosaukums", "Lietotāja nosaukums"),
            ("Vārds", "Vārds, uzvārds"),
            ("Personas kods", "Reģistrācijas numurs"),
            ("Paraksts", "Datums"),
            ("Klients", "Lietotājs"),
            ("Apturēt x509 sertifikāta darbību", "Izsniegt jaunu x509 sertifikātu"),
            ("Apturēt x509 sertifikāta darbību", "Apturēšanas iemesls"),
            ("1", "1"),
        ] {
            assert!(like(a, b) < 0.8, "{a} / {b}: {}", like(a, b));
        }
    }

    #[test]
    fn names_that_a_program_made_mean_nothing() {
        for name in ["Text12", "form1[0].Page1[0].f1_09[0]", "undefined_3", "CB_1", "x.Textfield-2", "12"] {
            assert!(!is_meaningful(name), "{name}");
        }
        for name in ["klients.regnr", "form1.Reason", "person.mail", "Given Name Text Box"] {
            assert!(is_meaningful(name), "{name}");
        }
    }
}
