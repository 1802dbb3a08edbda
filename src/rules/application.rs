use std::fmt;

use sha2::{Digest as _, Sha256};

use crate::diag::{Args, Bilingual, FileLocation, Finding, FindingCode, Lang, Origin, Report};
use crate::form::FormValue;
use crate::form::definition::{Conditions, ExpectedValue, Key};

/// The data of one application, checked by the rules of its form. Made by [`check`](super::check) only.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::data::{self, DataSource, Limits};
/// use edocpack::form::Form;
/// use edocpack::rules::CheckContext;
/// use edocpack::values::BuildTime;
///
/// let form = Form::embedded("lv.kase.x509")?;
/// let bytes = std::fs::read("fixtures/data/pieteikums.json")?;
/// let today = BuildTime::parse("2026-11-22T08:00:00Z")?.date();
/// for record in data::read(&bytes, &DataSource::named("pieteikums.json"), &Limits::default())? {
///     let application = form.check(&record, &CheckContext::on(today))?;
///     assert!(application.text("client.name").is_some());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Application {
    pub(super) row: u32,
    pub(super) origin: Origin,
    pub(super) values: Vec<(Key, FormValue)>,
    pub(super) places: Vec<(Key, FileLocation)>,
    pub(super) accepted: Vec<FindingCode>,
    pub(super) label: FileLabel,
    pub(super) action_words: Vec<String>,
    pub(super) report: Report,
}

/// The part of file names that tells whose an application is. See [`Application`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FileLabel {
    /// A name that may be in a file name.
    Public(String),
    /// The name is private: this word stands for it.
    Private(String),
}

impl Application {
    /// The number that names its outputs: the row of the input.
    pub fn row(&self) -> u32 {
        self.row
    }

    /// The record in the person's file.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Where the value of a field stands in the person's file; the record, where it has none there.
    pub fn origin_of(&self, key: &str) -> Origin {
        match self.places.iter().find(|(known, _)| &**known == key) {
            Some((_, place)) => self.origin.at(place.clone()),
            None => self.origin.clone(),
        }
    }

    /// The values, in the order of the form. Fields without a value are left out; boxes never are.
    pub(crate) fn values(&self) -> impl Iterator<Item = (&Key, &FormValue)> {
        self.values.iter().map(|(key, value)| (key, value))
    }

    /// The value of a field.
    pub(crate) fn value(&self, key: &str) -> Option<&FormValue> {
        self.values.iter().find(|(known, _)| &**known == key).map(|(_, value)| value)
    }

    /// The text that a field is given, a personal code in full.
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.value(key)? {
            FormValue::Code(text) | FormValue::Text(text) => Some(text),
            FormValue::Choice(_) | FormValue::Files(_) | FormValue::Tick(_) => None,
        }
    }

    /// Whether a box is ticked.
    pub fn is_ticked(&self, key: &str) -> bool {
        self.value(key) == Some(&FormValue::Tick(true))
    }

    /// The codes of the rules whose breach was accepted on the record, each once.
    pub fn accepted(&self) -> &[FindingCode] {
        &self.accepted
    }

    /// The part of its file names that tells whose it is.
    pub(crate) fn file_label(&self) -> &FileLabel {
        &self.label
    }

    /// The words for its ticks in file names, in the order of the definition.
    pub fn action_words(&self) -> &[String] {
        &self.action_words
    }

    /// The findings that do not refuse it: warnings, infos, accepted errors.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Adds a finding that does not refuse it, made where several applications are compared.
    pub(crate) fn add_finding(&mut self, finding: Finding) {
        self.report.push(finding);
    }

    /// Keeps only some of its findings.
    pub(crate) fn retain_findings(&mut self, keep: &mut dyn FnMut(&Finding) -> bool) {
        self.report = std::mem::take(&mut self.report).into_iter().filter(|finding| keep(finding)).collect();
    }

    /// The first bits of a digest of every value: equal for two applications that ask for the same.
    pub(crate) fn fingerprint(&self) -> u64 {
        let mut digest = Sha256::new();
        for (key, value) in &self.values {
            let files;
            let text = match value {
                FormValue::Choice(text) => &**text,
                FormValue::Files(paths) => {
                    files = FormValue::file_list(paths);
                    files.as_str()
                }
                FormValue::Code(text) | FormValue::Text(text) => text.as_str(),
                FormValue::Tick(on) => {
                    if *on {
                        "x"
                    } else {
                        ""
                    }
                }
            };
            digest.update((key.len() as u64).to_le_bytes());
            digest.update(key.as_bytes());
            digest.update((text.len() as u64).to_le_bytes());
            digest.update(text.as_bytes());
        }
        digest.finalize().iter().take(8).fold(0, |bits, byte| bits << 8 | u64::from(*byte))
    }

    /// Whether the conditions hold, of a reminder for instance.
    pub(crate) fn holds(&self, when: &Conditions) -> bool {
        when.conditions().iter().all(|(key, expected)| match (expected, self.value(key)) {
            (ExpectedValue::Given(given), Some(FormValue::Tick(on))) => given == on,
            (ExpectedValue::Given(given), value) => *given == value.is_some(),
            (ExpectedValue::Choice(options), Some(FormValue::Choice(chosen))) => options.contains(chosen),
            (ExpectedValue::Choice(_), _) => false,
        })
    }

    /// `text` with each `{key}` replaced by the value of the field, personal codes masked; other names stay.
    pub fn fill_template(&self, text: &Bilingual) -> Bilingual {
        let mut args = Args::default();
        for (key, value) in &self.values {
            args.set(key.to_string(), Bilingual::same(value.masked_text()));
        }
        let fill = |lang| args.fill(text.of(lang), lang).into();
        Bilingual { lv: fill(Lang::Lv), en: fill(Lang::En) }
    }
}

impl fmt::Debug for Application {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Application")
            .field("row", &self.row)
            .field("values", &self.values)
            .field("accepted", &self.accepted)
            .finish_non_exhaustive()
    }
}
