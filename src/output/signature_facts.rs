use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A signature, validated. Personal codes are masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct SignatureFacts {
    /// The entry of the container that it stands in; absent of a signature inside a PDF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// Whether what is signed is as it was signed: `intact`, `broken` or `unknown`.
    pub integrity: String,
    /// `TOTAL-PASSED`, `TOTAL-FAILED` or `INDETERMINATE` (EN 319 102-1, 5.1.3).
    pub indication: String,
    /// Why not, in the terms of EN 319 102-1, table 6.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub_indication: Option<String>,
    /// What it counts as, apart from whether it is valid: `QESig`, `QESeal`, `AdESig-QC`, `AdESeal-QC`, `AdES`, `not-known`.
    pub qualification: String,
    /// How far it is made to last, of what was verified: `B`, `T`, `LT`, `LTA`.
    pub level: String,
    /// The files that it is over; none where it is not intact.
    pub covers: Vec<String>,
    /// Whom its certificate names; absent where it is not intact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signer: Option<SignerFacts>,
    /// When, by whom.
    pub times: SignatureTimes,
    /// How it is made, then the digests of what it is over.
    pub algorithms: Vec<String>,
    /// The codes of the findings about it.
    pub findings: Vec<String>,
}

/// Whom a certificate names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct SignerFacts {
    /// The name in the certificate.
    pub name: String,
    /// The number in it, a personal code masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The issuer of the certificate.
    pub issuer: String,
    /// Whether this is only what the certificate claims: no path leads from it to an anchor.
    pub claimed: bool,
}

/// The times of a signature, RFC 3339.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub(crate) struct SignatureTimes {
    /// As the signer says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed: Option<String>,
    /// By the first intact time-stamp, whoever gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stamped: Option<String>,
    /// By the first time-stamp with a path to an anchor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proven: Option<String>,
    /// Whether a list names the authority of one of these as qualified; absent where nothing is proven.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualified: Option<bool>,
    /// When somebody who may say so said that the certificate was good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
}

/// By what signatures were validated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ValidationFacts {
    /// The time of validation, RFC 3339.
    pub at: String,
    /// What `--require` asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<String>,
    /// The trust lists; empty where no trust material was named, and nothing is called valid.
    pub trust: Vec<TrustListFacts>,
}

/// A trust list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct TrustListFacts {
    /// Its territory: `LV`; `EU` of the list of lists.
    pub territory: String,
    /// Its sequence number.
    pub sequence: u64,
    /// When it was issued, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<String>,
    /// When the next one has to be there, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_update: Option<String>,
    /// Its SHA-256.
    pub sha256: String,
}
