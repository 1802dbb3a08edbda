//! The findings that are not of a form but of files, values and formats: one place for the code, its
//! weight and its words in both languages. Rules of a form are in its definition.
//!
//! Codes: `T-…` technical, `C-…` containers, `P-…` PDF files, `D-…` data files, `E-…` electronic signatures, `F-…`
//! form definitions, `V-…` signatures validated, `X-…` scans, `S16-…` and `S18-…` where the
//! program's own checks rest on such a rule. `*-…` is put under the rule of the field it is found in
//! (`*-check` in a field of rule S5 is `S5-check`).

use super::{Provenance, Severity};

pub(crate) mod container;
pub(crate) mod data;
pub(crate) mod definition;
pub(crate) mod document;
pub(crate) mod flatten;
pub(crate) mod pdf;
pub(crate) mod pdf_change;
pub(crate) mod preview;
pub(crate) mod scan;
pub(crate) mod signature;
pub(crate) mod validation;
pub(crate) mod value;

/// One kind of finding. Its texts are pairs: Latvian, English; `{name}` stands for an argument.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::diag::catalogue;
///
/// let entry = catalogue::entry("D-blank").ok_or("no such code")?;
/// let (latvian, english) = entry.message;
/// assert!(!latvian.is_empty() && !english.is_empty());
/// assert!(catalogue::all().any(|other| other.code == entry.code));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CatalogueEntry {
    /// The code, or `*-problem`.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What it rests on.
    pub provenance: Provenance,
    /// What is wrong.
    pub message: TextPair,
    /// What to do; empty where the message says it already.
    pub hint: TextPair,
    /// Why, at length, for `explain`; may be empty.
    pub explain: TextPair,
}

/// A built-in text: Latvian, English.
pub type TextPair = (&'static str, &'static str);

impl CatalogueEntry {
    const fn new(code: &'static str, severity: Severity, message: TextPair) -> Self {
        Self { code, severity, provenance: Provenance::Technical, message, hint: ("", ""), explain: ("", "") }
    }

    const fn error(code: &'static str, lv: &'static str, en: &'static str) -> Self {
        Self::new(code, Severity::Error, (lv, en))
    }

    const fn warning(code: &'static str, lv: &'static str, en: &'static str) -> Self {
        Self::new(code, Severity::Warning, (lv, en))
    }

    const fn info(code: &'static str, lv: &'static str, en: &'static str) -> Self {
        Self::new(code, Severity::Info, (lv, en))
    }

    const fn hint(self, lv: &'static str, en: &'static str) -> Self {
        Self { hint: (lv, en), ..self }
    }

    const fn explain(self, lv: &'static str, en: &'static str) -> Self {
        Self { explain: (lv, en), ..self }
    }

    const fn rests_on(self, provenance: Provenance) -> Self {
        Self { provenance, ..self }
    }
}

/// Every entry.
pub fn all() -> impl Iterator<Item = &'static CatalogueEntry> {
    [
        value::ALL,
        data::ALL,
        definition::ALL,
        document::ALL,
        flatten::ALL,
        pdf::ALL,
        pdf_change::ALL,
        preview::ALL,
        container::ALL,
        scan::ALL,
        signature::ALL,
        validation::ALL,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// The entry of a code; `S12-pk-date` finds `*-pk-date`.
pub fn entry(code: &str) -> Option<&'static CatalogueEntry> {
    let problem = code.split_once('-').map(|(_, problem)| problem);
    all()
        .find(|e| e.code == code)
        .or_else(|| all().find(|e| e.code.strip_prefix("*-").is_some_and(|p| Some(p) == problem)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_once_in_both_languages() {
        let mut seen = std::collections::BTreeSet::new();
        for entry in all() {
            assert!(seen.insert(entry.code), "{} twice", entry.code);
            for (lv, en) in [entry.message, entry.hint, entry.explain] {
                assert_eq!(lv.is_empty(), en.is_empty(), "{}: one language only", entry.code);
                let names = |s: &str| {
                    // A table of TOML stands in braces as well.
                    let is_name = |name: &String| !name.contains(|c: char| c.is_whitespace() || c == '=');
                    let mut n: Vec<String> = s
                        .split('{')
                        .skip(1)
                        .filter_map(|t| Some(t.split_once('}')?.0.to_owned()))
                        .filter(is_name)
                        .collect();
                    n.sort();
                    n.dedup();
                    n
                };
                assert_eq!(names(lv), names(en), "{}: other arguments", entry.code);
            }
            assert!(!entry.message.0.is_empty(), "{}: no words", entry.code);
        }
    }
}
