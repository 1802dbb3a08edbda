use std::sync::Arc;

use super::{Args, Bilingual, CatalogueEntry, FindingCode, Lang, Origin, Provenance, Severity, Wording};

/// One thing that is wrong, or worth knowing, in what a person handed in.
///
/// ```
/// use edocpack::diag::{Finding, Lang, Origin, catalogue};
///
/// let entry = catalogue::entry("D-empty").unwrap();
/// let finding = Finding::of(entry, Origin::file("rows.csv"));
/// assert!(finding.refuses());
/// println!("{} {}", finding.code, finding.message(Lang::En));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub code: FindingCode,
    /// How much it weighs.
    pub severity: Severity,
    /// What the rule rests on.
    pub provenance: Provenance,
    /// Where it stands in the person's own file.
    pub origin: Origin,
    /// The form's field it is about (its key in the definition), where it is about one.
    pub field: Option<Arc<str>>,
    /// Whether a person accepted it on the record: then it no longer refuses.
    pub accepted: bool,
    wording: WordingSource,
    args: Args,
}

/// The wording: of the catalogue, or of a form definition.
#[derive(Debug, Clone, PartialEq, Eq)]
enum WordingSource {
    BuiltIn(&'static CatalogueEntry),
    Declared(Arc<Wording>),
}

impl WordingSource {
    fn message(&self, lang: Lang) -> &str {
        match self {
            Self::BuiltIn(entry) => lang.choose(entry.message),
            Self::Declared(wording) => wording.message.of(lang),
        }
    }

    fn hint(&self, lang: Lang) -> &str {
        match self {
            Self::BuiltIn(entry) => lang.choose(entry.hint),
            Self::Declared(wording) => wording.hint.of(lang),
        }
    }
}

impl Finding {
    /// A finding of the built-in catalogue.
    pub fn of(entry: &'static CatalogueEntry, origin: Origin) -> Self {
        Self {
            code: FindingCode::fixed(entry.code),
            severity: entry.severity,
            provenance: entry.provenance,
            origin,
            field: None,
            accepted: false,
            wording: WordingSource::BuiltIn(entry),
            args: Args::default(),
        }
    }

    /// A finding of a rule that a form definition declares, in the definition's own words.
    pub(crate) fn declared(
        code: FindingCode,
        severity: Severity,
        provenance: Provenance,
        wording: Arc<Wording>,
        origin: Origin,
    ) -> Self {
        let wording = WordingSource::Declared(wording);
        Self {
            code,
            severity,
            provenance,
            origin,
            field: None,
            accepted: false,
            wording,
            args: Args::default(),
        }
    }

    /// Puts the finding under a rule: an entry `*-check` under `S5` becomes `S5-check`.
    #[must_use]
    pub fn under_rule(mut self, rule: &str) -> Self {
        if let Some(problem) = self.code.as_str().strip_prefix("*-") {
            self.code = FindingCode::named(format!("{rule}-{problem}"));
        }
        self
    }

    /// Replaces the wording by that of a form definition.
    #[must_use]
    pub(crate) fn with_wording(mut self, wording: Arc<Wording>) -> Self {
        self.wording = WordingSource::Declared(wording);
        self
    }

    /// Names the field of the form.
    #[must_use]
    pub fn about_field(mut self, field: impl Into<Arc<str>>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Sets an argument of the wording; what may be a personal code must be masked by the caller.
    #[must_use]
    #[allow(clippy::needless_pass_by_value, reason = "a value or a reference, as the caller has it")]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.set(name, Bilingual::same(value.to_string()));
        self
    }

    /// Sets an argument that reads differently in each language.
    #[must_use]
    pub fn with_text(mut self, name: &'static str, value: Bilingual) -> Self {
        self.args.set(name, value);
        self
    }

    /// Sets all these arguments.
    #[must_use]
    pub(crate) fn with_all(mut self, args: &Args) -> Self {
        self.args.set_all(args);
        self
    }

    /// What is wrong, in one sentence or two.
    pub fn message(&self, lang: Lang) -> String {
        self.args.fill(self.wording.message(lang), lang)
    }

    /// What to do, where the message does not say it already.
    pub fn hint(&self, lang: Lang) -> Option<String> {
        let hint = self.wording.hint(lang);
        (!hint.is_empty()).then(|| self.args.fill(hint, lang))
    }

    /// Whether it refuses the record or the file.
    pub fn refuses(&self) -> bool {
        self.severity == Severity::Error && !self.accepted
    }
}
