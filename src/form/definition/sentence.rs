use schemars::JsonSchema;
use serde::Deserialize;

use super::Conditions;
use crate::diag::Bilingual;

/// One sentence of the instruction.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Sentence")]
pub struct InstructionSentence {
    /// Its id; the rules taken from it bear it as `ID` or `ID-…`.
    pub id: String,
    /// How the program holds it.
    pub enforced: Vec<Enforcement>,
    /// The sentence in Latvian; letter by letter as the issuer wrote it, where the form is in that language.
    pub lv: String,
    /// The same in English.
    pub en: String,
    /// The sentence letter by letter, where the form is in neither of the two.
    pub original: Option<String>,
    /// What the program does about it.
    pub does: Bilingual,
    /// Problems of values under this sentence that break the sentence itself, so that nobody can accept them:
    /// their names (`name-digits`). Others rest on what the kind of value rests on.
    #[serde(default)]
    pub firm: Vec<String>,
    /// What no program can check in it; said in the package record and on the hand-off sheet.
    #[serde(default)]
    pub unchecked: Bilingual,
}

/// How a sentence is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
#[schemars(rename = "Enforced")]
pub enum Enforcement {
    /// The fields are never written and proved blank.
    Blank,
    /// What is built cannot be otherwise.
    Construction,
    /// By findings of the rules, of the field kinds, or of the document policy.
    Machine,
    /// Kept as a fact of the definition.
    Recorded,
    /// Printed for the person, word for word.
    Reminder,
    /// No machine can check it.
    Unchecked,
}

/// Something a person is told.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reminder {
    /// Where on the hand-off sheet it stands.
    pub place: ReminderPlace,
    /// For which applications it is told; for all where it is empty.
    #[serde(default)]
    pub when: Conditions,
    /// The sentences quoted word for word.
    #[serde(default)]
    pub quote: Vec<String>,
    /// Our own words; `{key}` stands for a field's value, `{pdf}` for the name of the filled PDF.
    #[serde(default)]
    pub text: Bilingual,
}

/// A place on the hand-off sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub(crate) enum ReminderPlace {
    /// What may not be attached.
    Attach,
    /// What to compare before signing.
    Check,
    /// Beside each document.
    Document,
    /// Whom to ask.
    Help,
    /// How to sign.
    How,
    /// Where to send.
    Send,
    /// Who signs.
    Who,
}
