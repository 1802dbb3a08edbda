use std::fmt;
use std::sync::Arc;

use super::field::FieldKind;
use crate::diag::catalogue::pdf as words;
use crate::diag::{Bilingual, CatalogueEntry, Finding, Origin, mask_codes_in};

/// Why a value cannot be written into a form so that it is visible.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::diag::{Lang, Origin};
/// use edocpack::pdf::{Filler, Template};
///
/// let template = Template::read(std::fs::read("fixtures/forms/unseen.pdf")?)?;
/// let problems = Filler::new(&template, &["no such field"]).unwrap_err();
/// for problem in &problems {
///     println!("{}", problem.finding(Origin::file("unseen.pdf")).message(Lang::En));
/// }
/// assert_eq!(problems[0].field(), Some("no such field"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum FillProblem {
    /// The author's certification forbids any change (DocMDP 1).
    Certified,
    /// A known script of the form does not accept the value.
    WrongFormat {
        /// The field.
        field: Arc<str>,
        /// The accepted format.
        expected: String,
    },
    /// The same field was named twice.
    GivenTwice {
        /// The field.
        field: Arc<str>,
    },
    /// A signature locks the field (FieldMDP).
    Locked {
        /// The field.
        field: Arc<str>,
    },
    /// A line end in a field of one line.
    LineBreak {
        /// The field.
        field: Arc<str>,
    },
    /// Characters that neither the built-in faces nor fonts of the form can draw.
    MissingGlyphs {
        /// The field.
        field: Arc<str>,
        /// The characters, each once.
        letters: Vec<char>,
    },
    /// The result could not be proved to be right.
    NotProved {
        /// The field; `None` where it is the file as a whole.
        field: Option<Arc<str>>,
        /// The reason.
        why: Bilingual,
    },
    /// The field is read-only.
    ReadOnly {
        /// The field.
        field: Arc<str>,
    },
    /// More characters than the form allows (`MaxLen`).
    TooManyCharacters {
        /// The field.
        field: Arc<str>,
        /// The number of characters given.
        length: usize,
        /// The number of characters allowed.
        max: usize,
    },
    /// The text does not fit its rectangle.
    TextOverflow {
        /// The field.
        field: Arc<str>,
        /// By this many points, at the smallest allowed font size.
        over: f64,
        /// How many of its characters would fit.
        fits: usize,
        /// How many characters it has.
        length: usize,
    },
    /// The form has no such field.
    UnknownField {
        /// The name given.
        field: Arc<str>,
        /// The most similar name of the form.
        suggestion: Option<Arc<str>>,
    },
    /// The field has no such state or option.
    UnknownState {
        /// The field.
        field: Arc<str>,
        /// The state or option given.
        state: String,
        /// The existing ones.
        known: Vec<String>,
    },
    /// The field is invisible: hidden, on no page, or without area.
    NotVisible {
        /// The field.
        field: Arc<str>,
    },
    /// The field takes another type of value.
    WrongKind {
        /// The field.
        field: Arc<str>,
        /// The type of the field.
        kind: FieldKind,
        /// The type of the value: `text`, `on`, `off`, `state`, `choices`.
        given: &'static str,
    },
}

impl FillProblem {
    /// The field it is about.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Certified => None,
            Self::NotProved { field, .. } => field.as_deref(),
            Self::WrongFormat { field, .. }
            | Self::GivenTwice { field }
            | Self::Locked { field }
            | Self::LineBreak { field }
            | Self::MissingGlyphs { field, .. }
            | Self::ReadOnly { field }
            | Self::TooManyCharacters { field, .. }
            | Self::TextOverflow { field, .. }
            | Self::UnknownField { field, .. }
            | Self::UnknownState { field, .. }
            | Self::NotVisible { field }
            | Self::WrongKind { field, .. } => Some(field),
        }
    }

    /// As a finding; `origin` is where the value comes from.
    pub fn finding(&self, origin: Origin) -> Finding {
        let finding = Finding::of(self.entry(), origin).with("field", self.field().unwrap_or("–"));
        match self {
            Self::WrongFormat { expected, .. } => finding.with("expected", expected),
            Self::MissingGlyphs { letters, .. } => finding.with("letters", with_code_points(letters)),
            Self::NotProved { why, .. } => finding.with_text("why", why.clone()),
            Self::TooManyCharacters { length, max, .. } => finding.with("n", length).with("max", max),
            Self::TextOverflow { over, fits, length, .. } => {
                let cut = length.saturating_sub(*fits);
                let over = format!("{over:.1}");
                let over = Bilingual { lv: over.replace('.', ",").into(), en: over.into() };
                finding.with_text("over", over).with("fits", fits).with("cut", cut)
            }
            Self::UnknownField { suggestion, .. } => {
                finding.with_text("what_to_do", unknown_field_hint(suggestion.as_deref()))
            }
            Self::UnknownState { state, known, .. } => {
                finding.with("state", mask_codes_in(state)).with("known", known.join(", "))
            }
            Self::WrongKind { kind, given, .. } => {
                finding.with_text("kind", kind.description()).with_text("given", words_for_given(given))
            }
            _ => finding,
        }
    }

    fn entry(&self) -> &'static CatalogueEntry {
        match self {
            Self::Certified => &words::CERTIFIED,
            Self::WrongFormat { .. } => &words::FORMAT,
            Self::GivenTwice { .. } => &words::GIVEN_TWICE,
            Self::LineBreak { .. } => &words::LINE_BREAK,
            Self::Locked { .. } => &words::LOCKED,
            Self::MissingGlyphs { .. } => &words::LETTER,
            Self::NotProved { .. } => &words::NOT_PROVED,
            Self::ReadOnly { .. } => &words::READ_ONLY,
            Self::TextOverflow { .. } => &words::FIT,
            Self::TooManyCharacters { .. } => &words::MAX_LEN,
            Self::UnknownField { .. } => &words::UNKNOWN_FIELD,
            Self::UnknownState { .. } => &words::UNKNOWN_STATE,
            Self::NotVisible { .. } => &words::UNSEEN,
            Self::WrongKind { .. } => &words::WRONG_KIND,
        }
    }
}

fn unknown_field_hint(suggestion: Option<&str>) -> Bilingual {
    match suggestion {
        Some(name) => Bilingual {
            lv: format!("Vai bija domāts „{name}”?").into(),
            en: format!("Was “{name}” meant?").into(),
        },
        None => Bilingual::fixed(
            "Veidlapas laukus parāda „edocpack inspect”.",
            "'edocpack inspect' shows the fields of a form.",
        ),
    }
}

impl fmt::Display for FillProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.entry().code;
        write!(f, "{code}: {}", self.finding(Origin::default()).message(crate::diag::Lang::En))
    }
}

impl fmt::Debug for FillProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn words_for_given(given: &str) -> Bilingual {
    match given {
        "text" => Bilingual::fixed("teksts", "a text"),
        "on" => Bilingual::fixed("atzīme", "a tick"),
        "off" => Bilingual::fixed("atzīmes noņemšana", "no tick"),
        "state" => Bilingual::fixed("stāvoklis", "a state"),
        "choices" => Bilingual::fixed("saraksts", "a list"),
        other => Bilingual::same(other),
    }
}

impl FieldKind {
    /// The type in words for people.
    pub fn description(self) -> Bilingual {
        let (lv, en) = match self {
            Self::Text => ("teksta lauks", "text field"),
            Self::Checkbox => ("izvēles rūtiņa", "check box"),
            Self::Radio => ("izvēles pogu grupa", "group of radio buttons"),
            Self::PushButton => ("poga", "push button"),
            Self::Combo => ("nolaižamais saraksts", "drop-down list"),
            Self::List => ("saraksts", "list"),
            Self::Signature => ("paraksta lauks", "signature field"),
            Self::Unknown => ("nezināms lauks", "unknown field"),
        };
        Bilingual::fixed(lv, en)
    }
}

impl fmt::Display for FieldKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Checkbox => "checkbox",
            Self::Radio => "radio",
            Self::PushButton => "push button",
            Self::Combo => "combo",
            Self::List => "list",
            Self::Signature => "signature",
            Self::Unknown => "unknown",
        })
    }
}

/// Characters with their code points.
pub(crate) fn with_code_points(letters: &[char]) -> String {
    let spelled: Vec<String> = letters.iter().map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect();
    spelled.join(", ")
}

/// The name most similar to `name`, where one is similar.
pub(crate) fn most_similar_name<'a>(
    name: &str,
    known: impl Iterator<Item = &'a Arc<str>>,
) -> Option<Arc<str>> {
    /// Longer names are not compared: the work grows with the square.
    const LONGEST: usize = 200;
    let wanted: Vec<char> = name.chars().flat_map(char::to_lowercase).take(LONGEST).collect();
    let best = known
        .filter(|known| known.chars().count() <= LONGEST)
        .map(|known| {
            (edit_distance(&wanted, &known.chars().flat_map(char::to_lowercase).collect::<Vec<_>>()), known)
        })
        .min_by_key(|(distance, _)| *distance)?;
    let near = best.0 <= (wanted.len() / 3).max(1);
    near.then(|| Arc::clone(best.1))
}

/// The number of characters that have to be changed, added or removed (Levenshtein).
fn edit_distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (j, y) in b.iter().enumerate() {
            let Some(cell) = row.get_mut(j + 1) else { break };
            let here = (diagonal + usize::from(x != y)).min(*cell + 1).min(left + 1);
            diagonal = *cell;
            *cell = here;
            left = here;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_what_is_like_it() {
        let known: Vec<Arc<str>> =
            ["klients.nosaukums", "klients.regnr", "darbiba.apturet"].map(Arc::from).to_vec();
        assert_eq!(most_similar_name("klients.regNR", known.iter()).as_deref(), Some("klients.regnr"));
        assert_eq!(most_similar_name("klients.reg_nr", known.iter()).as_deref(), Some("klients.regnr"));
        assert_eq!(most_similar_name("something else", known.iter()), None);
        assert_eq!(edit_distance(&['a', 'b'], &[]), 2);
        assert_eq!(edit_distance(&['a', 'b', 'c'], &['a', 'x', 'c', 'd']), 2);
    }
}
