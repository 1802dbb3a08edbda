use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Conditions, Key, deserialize};
use crate::diag::{Bilingual, Severity};
use crate::values::MediaType;

/// What the document and its container may hold, and what they are called.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Document")]
pub(crate) struct DocumentPolicy {
    /// How many documents a container holds.
    pub per_container: DocumentsPerContainer,
    /// Whether anything may be attached.
    pub attachments: AttachmentPolicy,
    /// What comes of scans.
    pub scans: ScanPolicy,
    /// Whether it must be filled in by typing: then drawings and stamps are refused.
    pub typed: Option<SentenceRequirement>,
    /// Whether the form asks for another signature than one inside the PDF: then that one is told.
    pub signed_as_pdf: Option<SentenceRequirement>,
    /// The size from which a document is told to be too large.
    pub largest: Option<SizeLimit>,
    /// What its files are called.
    pub name: FileNaming,
}

/// How many documents a container holds.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PerContainer")]
pub(crate) struct DocumentsPerContainer {
    /// So many.
    pub count: u32,
    /// The sentence that says so.
    pub rule: String,
}

/// Something that a sentence asks for.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Required")]
pub(crate) struct SentenceRequirement {
    /// The sentence that says so.
    pub rule: String,
}

/// Whether anything may be attached.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Attachments")]
pub(crate) struct AttachmentPolicy {
    /// What is allowed.
    pub policy: AttachmentsAllowed,
    /// The sentence that says so.
    pub rule: String,
    /// The media types that may be attached, where the policy is a list.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub kinds: Vec<MediaType>,
}

/// What may be attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
#[schemars(rename = "Policy")]
pub(crate) enum AttachmentsAllowed {
    /// Files of the kinds that are listed.
    List,
    /// Nothing.
    None,
}

/// What comes of a document that is, or may be, a scan.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Scans")]
pub(crate) struct ScanPolicy {
    /// Of a scan.
    pub scan: ScanAction,
    /// Of one where it cannot be said.
    pub unknown: ScanAction,
    /// The sentence that says so.
    pub rule: String,
}

/// What comes of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
#[schemars(rename = "Verdict")]
pub(crate) enum ScanAction {
    /// Nothing is said.
    Allow,
    /// It is refused.
    Refuse,
    /// It is told.
    Warn,
}

/// A limit of size.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Largest")]
pub(crate) struct SizeLimit {
    /// The limit in bytes.
    pub bytes: u64,
    /// How much going over it weighs.
    pub severity: Severity,
}

/// What the files of a document are called, apart from the number of the row.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Naming")]
pub(crate) struct FileNaming {
    /// The field whose value names it.
    pub label: Key,
    /// Where that value must not appear in a file name: the first that holds says what stands there.
    #[serde(default)]
    pub private: Vec<PrivateName>,
    /// Words for what is ticked or chosen, in order.
    #[serde(default, deserialize_with = "deserialize::deserialize_pairs")]
    #[schemars(with = "BTreeMap<String, ActionWord>")]
    pub actions: Vec<(Key, ActionWord)>,
}

/// The word of a file name for what a field says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(from = "ActionWordText")]
pub(crate) enum ActionWord {
    /// For each option of a choice; an option without a word has none.
    Choice(Vec<(Key, String)>),
    /// Of a tick.
    Tick(String),
}

impl ActionWord {
    /// Every word.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        let (tick, options) = match self {
            Self::Choice(words) => (None, words.as_slice()),
            Self::Tick(word) => (Some(word.as_str()), &[][..]),
        };
        tick.into_iter().chain(options.iter().map(|(_, word)| word.as_str()))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
enum ActionWordText {
    Tick(String),
    Choice(
        #[serde(deserialize_with = "deserialize::deserialize_pairs")]
        #[schemars(with = "BTreeMap<String, String>")]
        Vec<(Key, String)>,
    ),
}

impl From<ActionWordText> for ActionWord {
    fn from(text: ActionWordText) -> Self {
        match text {
            ActionWordText::Tick(word) => Self::Tick(word),
            ActionWordText::Choice(words) => Self::Choice(words),
        }
    }
}

/// What stands in a file name in place of a name that is private.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PrivateName {
    /// When.
    pub when: Conditions,
    /// What.
    pub label: String,
}

/// How the document is signed.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Signing {
    /// The container it is signed in.
    #[expect(dead_code, reason = "a part of the definition language: the profile is a choice of the run")]
    pub container: ContainerFormat,
    /// How many sign.
    pub signers: Signers,
    /// Who signs, to be compared with the signature's certificate.
    pub signer: Option<SigningPerson>,
    /// What the signature has to be, where a valid one is not enough.
    pub signature: Option<SignatureRequirement>,
    /// Whether the signature needs a time-stamp.
    pub time_stamp: TimeStampPolicy,
}

/// What a signature has to be.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignatureRequirement {
    /// Its kind.
    pub kind: QualifiedKind,
    /// The sentence it follows from.
    pub rule: String,
}

/// A kind of qualified signature (regulation 910/2014, article 3 (12) and (27)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub(crate) enum QualifiedKind {
    /// A person's signature or an organisation's seal.
    Qualified,
    /// An organisation's seal.
    QualifiedSeal,
    /// A person's signature.
    QualifiedSignature,
}

/// A kind of container.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
#[schemars(rename = "Container")]
pub(crate) enum ContainerFormat {
    /// ASiC-E with XAdES, named `.edoc`.
    Edoc,
}

/// How many sign.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Signers {
    /// So many signatures are expected.
    pub count: u32,
    /// The sentence that says so.
    pub rule: String,
}

/// Who signs.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SigningPerson {
    /// The field that names the person.
    pub field: Key,
    /// The sentence that asks for it.
    pub rule: String,
}

/// Whether a signature needs a time-stamp.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TimeStamp")]
pub(crate) struct TimeStampPolicy {
    /// Whether it does.
    pub required: bool,
    /// Whether it has to be a qualified one (regulation 910/2014, article 42).
    #[serde(default)]
    pub qualified: bool,
    /// The sentence it follows from.
    pub rule: String,
}

/// Where the signed document is sent.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sending {
    /// The sentence that says so.
    pub rule: String,
    /// By what way.
    pub channel: Channel,
    /// To whom.
    pub addressee: String,
    /// Its registration number.
    pub addressee_reg_no: Option<String>,
    /// The part of it.
    pub sub_addressee: Option<String>,
    /// The subject of the message.
    #[serde(default)]
    pub subject: Bilingual,
}

/// A way of sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub(crate) enum Channel {
    /// The official electronic address.
    #[serde(rename = "e-adrese")]
    EAdrese,
    /// Ordinary e-mail.
    Email,
    /// It is sent nowhere: whoever made it keeps it.
    Kept,
    /// The issuer's portal.
    Portal,
}

impl Channel {
    /// The way as a definition names it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::EAdrese => "e-adrese",
            Self::Email => "email",
            Self::Kept => "kept",
            Self::Portal => "portal",
        }
    }
}

/// Where help is to be had; nothing is sent there.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Support")]
pub(crate) struct SupportContact {
    /// The sentence that names it.
    pub rule: String,
    /// By phone.
    pub phone: Option<String>,
    /// By e-mail.
    pub email: Option<String>,
}

/// A number and a name that stand together in a register of companies and institutions.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RegistryPair {
    /// The field of the registration number.
    pub number: Key,
    /// The field of the name.
    pub name: Key,
    /// The sentence of the instruction that asks for the registered name.
    pub rule: String,
}
