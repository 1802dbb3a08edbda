use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diag::Bilingual;

use super::schema::json;
use super::{FileFacts, FindingFacts, FormFacts, SchemaVersion, Sentence, Sha256Hex, TemplateFacts, Tool};

/// The record of one package, `OUT/records/NAME.package.json`: what was made from what, and what is still
/// to be done.
///
/// It says *that* a field was written and how, never *what*: no value of the form is in it, so it can go
/// with the package into a document management system without carrying personal data along.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "edocpack: record of a package")]
#[non_exhaustive]
pub struct PackageRecord {
    /// The version of this layout.
    pub schema_version: SchemaVersion<1>,
    /// The program that made the package.
    pub tool: Tool,
    /// When it was made: UTC, RFC 3339, whole seconds.
    #[schemars(extend("format" = "date-time"))]
    pub build_time: String,
    /// How far the package has come.
    #[serde(flatten)]
    pub readiness: Readiness,
    /// The form.
    pub form: FormFacts,
    /// Where the data came from.
    pub source: SourceFacts,
    /// The filled PDF: the one file that people open and sign.
    pub document: FileFacts,
    /// The unsigned container, for systems that add a signature to an existing container.
    pub container: ContainerFacts,
    /// Which fields were written and how; never their values.
    pub fields: Vec<FieldFacts>,
    /// Fields that the rules forbid to fill in, and the proof that they are empty.
    pub blank_by_law: Vec<BlankField>,
    /// What was found in the data and did not refuse it.
    pub findings: Vec<FindingFacts>,
    /// Codes that a person accepted for this run or row.
    pub accepted: Vec<String>,
    /// Rules that no program can check: a person must.
    pub not_checked: Vec<Sentence>,
    /// What the person must know for what this application asks. Without anybody's name.
    pub reminders: Vec<Sentence>,
    /// What remains to be done, in order.
    pub remaining_steps: Vec<Sentence>,
    /// Where the signed document goes.
    pub send: SendFacts,
    /// Whom to ask.
    pub support: SupportFacts,
}

impl PackageRecord {
    /// The bytes of the file: UTF-8, indented, a line feed at the end.
    pub fn to_json(&self) -> Vec<u8> {
        json(self)
    }
}

/// How far the package has come, and whether it may go on from here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Readiness {
    /// `unsigned`, or `sample` for what is built on a sample form.
    state: State,
    /// Whether a person may sign the document now.
    ready_to_sign: bool,
    /// Why not, where not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    not_ready_because: Option<Bilingual>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum State {
    /// Built on the official form, not signed: it must not be sent yet.
    Unsigned,
    /// Built on a sample form: it must be neither signed nor sent.
    Sample,
}

impl Readiness {
    /// Follows from the template alone: nothing built on a sample is ever ready, and `notice` says why.
    pub fn of(template: &TemplateFacts, notice: &Bilingual) -> Self {
        if template.sample {
            Self { state: State::Sample, ready_to_sign: false, not_ready_because: Some(notice.clone()) }
        } else {
            Self { state: State::Unsigned, ready_to_sign: true, not_ready_because: None }
        }
    }

    /// Whether a person may sign the document now.
    pub fn ready_to_sign(&self) -> bool {
        self.ready_to_sign
    }

    /// Whether it is built on a sample form.
    pub fn is_sample(&self) -> bool {
        self.state == State::Sample
    }
}

/// Where the data of a package came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SourceFacts {
    /// The file as the person named it, personal codes masked.
    pub file: String,
    /// The row as a spreadsheet counts, or the number of the record; it also begins the names of the outputs.
    pub row: u32,
    /// The digest of the whole data file.
    pub sha256: Sha256Hex,
}

/// The container.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ContainerFacts {
    /// The container as a file.
    #[serde(flatten)]
    pub file: FileFacts,
    /// What is in it, in the order of the archive.
    pub entries: Vec<EntryFacts>,
}

/// One entry of the container.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EntryFacts {
    /// Its name in the archive.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its SHA-256.
    pub sha256: Sha256Hex,
    /// Its media type; left out for what has none, such as `mimetype` itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
}

/// How one field was written. Not what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FieldFacts {
    /// The field's key in the definition.
    pub key: String,
    /// Its fully qualified name in the PDF.
    pub pdf_field: String,
    /// What kind of a field it is in the PDF: `text`, `checkbox`, `radio`, `choice`.
    pub kind: String,
    /// The size of the letters in points; left out for what has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub font_size: Option<f64>,
    /// The number of lines the text takes; left out for what has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<u32>,
    /// Whether the letters were made smaller so that the text fits.
    pub shrunk: bool,
}

/// A field that must stay empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BlankField {
    /// The field's key in the definition.
    pub key: String,
    /// Its fully qualified name in the PDF; left out where the template has no such field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pdf_field: Option<String>,
    /// The rule that says so.
    pub rule: String,
    /// That the finished PDF was read again and the field seen to be empty, value and appearance.
    pub proved: bool,
}

/// Where the signed document goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SendFacts {
    /// The way, for example `e-adrese`.
    pub channel: String,
    /// Who gets it.
    pub addressee: String,
    /// The addressee's registration number.
    pub addressee_reg_no: String,
    /// The sub-addressee, exactly as the instruction writes it.
    pub sub_addressee: String,
    /// The subject of the message.
    pub subject: String,
}

/// Whom to ask. Not where to send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SupportFacts {
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
}
