use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::facts::PlaceFacts;
use super::{FindingFacts, SignatureFacts, ValidationFacts};

/// What a check of one file came to: one line of `check --format json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "edocpack: check of a file")]
pub(crate) struct CheckReport {
    /// The file as the person named it.
    pub file: String,
    /// What it is.
    pub kind: CheckedKind,
    /// How many records it holds; 1 for what is no data.
    pub records: u64,
    /// What the check came to.
    pub state: CheckState,
    /// All that was found.
    pub findings: Vec<FindingFacts>,
    /// Of a container: whether it is in order as a container, whatever document is in it; absent of anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conforms: Option<bool>,
    /// Of a container: which programs would open it; absent of anything else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opens: Vec<CompatibilityFacts>,
    /// Its signatures, validated; absent where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<SignatureFacts>,
    /// By what they were validated; absent where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validation: Option<ValidationFacts>,
}

impl CheckReport {
    /// How many fields of a filled form may show something else than they hold, as far as anybody knows.
    pub(crate) fn unproved_fields(&self) -> usize {
        let code = crate::diag::catalogue::pdf_change::LOOK_UNPROVED.code;
        let mut places: Vec<&PlaceFacts> = Vec::new();
        for finding in self.findings.iter().filter(|finding| finding.code == code) {
            if !places.contains(&&finding.place) {
                places.push(&finding.place);
            }
        }
        places.len()
    }
}

/// Whether a program would open a container, as far as anybody knows. To open is not to call it valid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "OpensFacts")]
pub(crate) struct CompatibilityFacts {
    /// The program.
    pub program: String,
    /// Whether it does.
    pub opens: Compatibility,
    /// The code that decides; absent where it does, and where nobody could try the program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// Whether a program opens something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
#[schemars(rename = "Opening")]
pub(crate) enum Compatibility {
    /// It does not.
    No,
    /// Nobody knows.
    Unknown,
    /// It does.
    Yes,
}

/// What a file is that was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub(crate) enum CheckedKind {
    /// A container of documents.
    Container,
    /// Data of applications.
    Data,
    /// The definition of a form.
    Definition,
    /// A filled form.
    Pdf,
}

/// What a check came to, the worst first. A check sees only what it can: nothing is called ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub(crate) enum CheckState {
    /// Something is wrong.
    Refused,
    /// Nothing is wrong, but it is built on a sample: not to be signed or sent.
    Sample,
    /// Nothing is wrong, but nobody signed it: not to be sent.
    Unsigned,
    /// Nothing is wrong, and it is signed; not every signature was validated to the end.
    Signed,
    /// Nothing is wrong, and every signature is valid by the trust material that was named.
    Valid,
    /// Nothing is wrong, but it is not proved that all fields of the filled form show what they hold.
    Unproved,
    /// Nothing wrong was found.
    Passed,
}
