//! One thing that is wrong in a file of a definition.

use super::toml_locator::{TextSpan, TomlLocator};
use crate::diag::{Args, Bilingual, CatalogueEntry, FileLocation, Finding, Lang, Origin};
use crate::values::closest;

/// One thing that is wrong in a file of a definition, and where. See [`FaultyFile`](crate::form::FaultyFile).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DefinitionFault {
    pub(super) entry: &'static CatalogueEntry,
    /// The key, such as `rule[3].required[1]` (the first is 0); empty where it is about the text as such.
    pub(super) key: String,
    /// Whether the key itself is wrong, and not what stands there.
    pub(super) is_about_key: bool,
    pub(super) args: Args,
    pub(super) span: Option<TextSpan>,
}

impl DefinitionFault {
    #[expect(clippy::needless_pass_by_value, reason = "texts and numbers are handed over as they come")]
    pub(crate) fn of(entry: &'static CatalogueEntry, key: impl ToString) -> Self {
        Self { entry, key: key.to_string(), is_about_key: false, args: Args::default(), span: None }
    }

    /// With its place, where the parser tells it.
    pub(super) fn at(mut self, span: TextSpan) -> Self {
        self.span = Some(span);
        self
    }

    /// Places the fault at the key and not at its value.
    pub(crate) fn about_key(mut self) -> Self {
        self.is_about_key = true;
        self
    }

    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "texts and numbers are handed over as they come")]
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.set(name, Bilingual::same(value.to_string()));
        self
    }

    #[must_use]
    pub(crate) fn with_text(mut self, name: &'static str, value: Bilingual) -> Self {
        self.args.set(name, value);
        self
    }

    /// Says what was probably meant, or what there is.
    #[must_use]
    pub(crate) fn with_suggestion<'n>(self, word: &str, known: impl IntoIterator<Item = &'n str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        let fix = suggestion(word, &known);
        self.with_text("fix", fix)
    }

    pub(super) fn locate(&mut self, lines: &TomlLocator<'_>) {
        if self.span.is_none() && !self.key.is_empty() {
            self.span = if self.is_about_key { lines.key(&self.key) } else { lines.value(&self.key) };
        }
    }

    /// The code of its finding.
    pub(crate) fn code(&self) -> &'static str {
        self.entry.code
    }

    /// The key, such as `rule[3].required[1]` (the first is 0); empty where it is about the text as such.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// Line and column, from 1, where they are known.
    #[cfg(test)]
    pub(crate) fn position(&self) -> Option<(usize, usize)> {
        self.span.map(|span| (span.line, span.column))
    }

    /// What is wrong.
    pub(crate) fn message(&self, lang: Lang) -> String {
        self.args.fill(lang.choose(self.entry.message), lang)
    }

    /// What to do.
    pub(crate) fn hint(&self, lang: Lang) -> String {
        self.args.fill(lang.choose(self.entry.hint), lang)
    }

    /// As a finding about the file.
    pub(crate) fn finding(&self, file: &Origin) -> Finding {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let place = match self.span {
            Some(span) => FileLocation::Line { line: number(span.line), column: number(span.column) },
            None => FileLocation::File,
        };
        Finding::of(self.entry, file.at(place)).with_all(&self.args)
    }

    /// Where, what and what to do, for a person: with the line of the text, and `^` below the place.
    pub(crate) fn render(&self, text: &str, lang: Lang) -> String {
        let place = match (self.span, lang) {
            (None, _) => String::new(),
            (Some(span), Lang::Lv) => format!("{}. rinda: ", span.line),
            (Some(span), Lang::En) => format!("line {}: ", span.line),
        };
        let picture = self.span.map(|span| span.snippet(text)).unwrap_or_default();
        format!("  {place}{} [{}]{picture}\n      {}", self.message(lang), self.entry.code, self.hint(lang))
    }
}

/// What was probably meant by a word, or else what there is.
fn suggestion(word: &str, known: &[&str]) -> Bilingual {
    if let Some(meant) = closest(word, known.iter().copied()) {
        return Bilingual {
            lv: format!("Vai bija domāts „{meant}”?").into(),
            en: format!("Was `{meant}` meant?").into(),
        };
    }
    if known.is_empty() {
        return Bilingual::fixed("Tādu vēl nav neviena.", "There are none yet.");
    }
    let list = Bilingual::list(known);
    Bilingual { lv: format!("Ir: {}.", list.lv).into(), en: format!("There is: {}.", list.en).into() }
}
