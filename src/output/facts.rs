use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use crate::diag::{
    Bilingual, FileLocation, Finding, Lang, Origin, Provenance, Severity, column_letters, mask_codes_in,
};

use super::Sha512Text;
use crate::values::Sha256Digest;

/// Writes a text of a person's file with personal codes masked, whoever filled it in.
pub(super) fn masked<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&mask_codes_in(text))
}

/// The same for a text that may not be there.
#[expect(clippy::ref_option, reason = "serde hands it over like this")]
pub(super) fn masked_option<S: Serializer>(text: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
    text.as_deref().map(mask_codes_in).serialize(serializer)
}

/// A sentence for the person, and the rule it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Sentence")]
pub(crate) struct SentenceFacts {
    /// The rule (`S13`), where it rests on one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// What it says.
    pub text: Bilingual,
}

/// The program that made the package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Tool {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

impl Tool {
    /// This program.
    pub(crate) fn this() -> Self {
        Self { name: env!("CARGO_PKG_NAME").to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() }
    }
}

/// The form that was filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FormFacts {
    /// The definition's id, for example `lv.kase.x509`.
    pub id: String,
    /// The form's title.
    pub title: String,
    /// The edition of the definition.
    pub edition: String,
    /// The day on which the instruction was updated, ISO 8601.
    #[schemars(extend("format" = "date"))]
    pub instruction_date: String,
    /// The digest of the definition.
    pub definition_sha256: Sha256Digest,
    /// The PDF that was filled in.
    pub(crate) template: TemplateFacts,
}

/// The blank PDF of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct TemplateFacts {
    /// Its file name, or `embedded`.
    pub file: String,
    /// Its digest.
    pub sha256: Sha256Digest,
    /// Whether it is a sample and not the official form: what is built on it must not be signed or sent.
    pub sample: bool,
}

/// A file of the package: what a system that sends it wants to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct FileFacts {
    /// Its path in the output folder, with `/`.
    pub file: String,
    /// Its media type.
    pub media_type: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its SHA-256.
    pub sha256: Sha256Digest,
    /// Its SHA-512, in both ways of writing; left out where nobody sends the file as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha512: Option<Sha512Text>,
}

/// One thing that is wrong, or worth knowing. Personal codes in its words are masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FindingFacts {
    /// The stable code, for example `S12-pk-date`.
    pub code: String,
    /// The rule the code belongs to, for example `S12`.
    pub rule: String,
    /// How much it weighs.
    pub severity: Severity,
    /// What the rule rests on.
    pub provenance: Provenance,
    /// Whether a person accepted it on the record, so that it no longer refuses.
    pub accepted: bool,
    /// The key of the form's field, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Where it stands in the person's own file.
    pub(crate) place: PlaceFacts,
    /// What is wrong.
    pub message: Bilingual,
    /// What to do, where the message does not say it already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Bilingual>,
}

/// A place in a file, in the terms of the program a person opens it with. What does not apply is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub(crate) struct PlaceFacts {
    /// The file as the person named it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The row as a spreadsheet counts, or the number of the record in a structured file; the first is 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The column in the letters of a spreadsheet (`AB`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The column's header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// The dotted path in a structured file (`section.field`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The line of a text file; the first is 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The position in that line, in characters; the first is 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub character: Option<u32>,
    /// The fully qualified name of a field of a PDF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pdf_field: Option<String>,
    /// The page of a PDF; the first is 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// The name of a container's entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// The same in words.
    pub words: Bilingual,
}

impl From<&Origin> for PlaceFacts {
    fn from(origin: &Origin) -> Self {
        let masked = |text: &str| Some(mask_codes_in(text));
        let mut facts = Self {
            file: (!origin.file.is_empty()).then(|| mask_codes_in(&origin.file)),
            words: Bilingual { lv: origin.describe(Lang::Lv).into(), en: origin.describe(Lang::En).into() },
            ..Self::default()
        };
        match &origin.location {
            FileLocation::File => {}
            FileLocation::Row { row } => facts.row = Some(*row),
            FileLocation::Cell { row, column, header } => {
                facts.row = Some(*row);
                facts.column = Some(column_letters(*column));
                facts.header = masked(header);
            }
            FileLocation::Key { record, path, line } => {
                facts.row = *record;
                facts.path = masked(path);
                facts.line = *line;
            }
            FileLocation::Line { line, column } => {
                facts.line = Some(*line);
                facts.character = (*column > 0).then_some(*column);
            }
            FileLocation::PdfField { name } => facts.pdf_field = masked(name),
            FileLocation::Page { page } => facts.page = Some(*page),
            FileLocation::Entry { name } => facts.entry = masked(name),
        }
        facts
    }
}

impl From<&Finding> for FindingFacts {
    fn from(finding: &Finding) -> Self {
        let words = |of: &dyn Fn(Lang) -> String| Bilingual {
            lv: mask_codes_in(&of(Lang::Lv)).into(),
            en: mask_codes_in(&of(Lang::En)).into(),
        };
        Self {
            code: finding.code.as_str().to_owned(),
            rule: finding.code.rule().to_owned(),
            severity: finding.severity,
            provenance: finding.provenance,
            accepted: finding.accepted,
            field: finding.field.as_deref().map(str::to_owned),
            place: PlaceFacts::from(&finding.origin),
            message: words(&|lang| finding.message(lang)),
            hint: finding.hint(Lang::Lv).map(|_| words(&|lang| finding.hint(lang).unwrap_or_default())),
        }
    }
}
impl FindingFacts {
    /// Where, what, and what to do, in one line.
    pub fn one_line(&self, lang: Lang) -> String {
        let hint = self.hint.as_ref().map(|hint| hint.of(lang));
        let parts = [self.place.words.of(lang), self.message.of(lang)];
        let sentence = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
        [Some(sentence.as_str()), hint].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}
