use std::fmt;

use chrono::{DateTime, Utc};

use super::{Cause, Observation, Qualification};
use crate::pki::{Certificate, SignatureLevel};

/// What is to be said of one signature. See [`Validator`](crate::validate::Validator).
#[derive(Debug, Clone)]
pub struct Verdict {
    pub(super) id: Option<String>,
    pub(super) integrity: Integrity,
    pub(super) indication: Indication,
    pub(super) sub_indication: Option<SubIndication>,
    pub(super) level: SignatureLevel,
    pub(super) qualification: Qualification,
    pub(super) covers: Vec<String>,
    /// Of what is intact.
    pub(super) certificate: Option<Certificate>,
    pub(super) has_path: bool,
    pub(super) claimed: Option<DateTime<Utc>>,
    pub(super) stamped: Option<DateTime<Utc>>,
    pub(super) proven: Option<DateTime<Utc>>,
    pub(super) proven_qualified: bool,
    pub(super) status: Option<DateTime<Utc>>,
    pub(super) algorithms: Vec<String>,
    pub(super) observations: Vec<Observation>,
}

/// Whether what is signed is as it was signed. See [`Validator`](crate::validate::Validator).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Integrity {
    /// It is not: a digest, the value or the certificate is another.
    Broken,
    /// It is. Anybody can make a certificate, so that this says nothing of who signed.
    Intact,
    /// It is signed in a way that is not known here.
    Unknown,
}

/// The status of EN 319 102-1, 5.1.3. See [`Validator`](crate::validate::Validator).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Indication {
    /// It cannot be said.
    Indeterminate,
    /// It is not valid.
    TotalFailed,
    /// It is valid.
    TotalPassed,
}

/// Why, in the terms of EN 319 102-1, table 6. See [`Validator`](crate::validate::Validator).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum SubIndication {
    /// A certificate on the path may not be there.
    ChainConstraintsFailure,
    /// An algorithm was not reliable any more, and nothing proves that the signature is older.
    CryptoConstraintsFailureNoPoe,
    /// It was made after its certificate had expired.
    Expired,
    /// It is not of a form that can be processed.
    FormatFailure,
    /// A digest differs.
    HashFailure,
    /// Nothing leads from its certificate to an anchor.
    NoCertificateChainFound,
    /// A proof of existence is missing.
    NoPoe,
    /// No certificate is named.
    NoSigningCertificateFound,
    /// It was made before its certificate was valid.
    NotYetValid,
    /// The certificate is not valid at the time, and nothing proves that the signature is from when it was.
    OutOfBoundsNoPoe,
    /// Its certificate was revoked before.
    Revoked,
    /// The certificate is revoked, and nothing proves that the signature is older.
    RevokedNoPoe,
    /// The certificate is not the one that is signed with it.
    SigConstraintsFailure,
    /// The value is not of the key of the certificate.
    SigCryptoFailure,
    /// What is signed is not there.
    SignedDataNotFound,
    /// Times contradict each other.
    TimestampOrderFailure,
    /// The status of a certificate is not known at the time.
    TryLater,
}

impl Verdict {
    /// The `Id` of the signature, of `XAdES`.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Whether what is signed is as it was signed.
    pub fn integrity(&self) -> Integrity {
        self.integrity
    }

    /// Whether it is valid.
    pub fn indication(&self) -> Indication {
        self.indication
    }

    /// Why it is not.
    pub fn sub_indication(&self) -> Option<SubIndication> {
        self.sub_indication
    }

    /// How far it is made to last, of what was verified.
    pub fn level(&self) -> SignatureLevel {
        self.level
    }

    /// Whether it is qualified, apart from whether it is valid.
    pub fn qualification(&self) -> Qualification {
        self.qualification
    }

    /// The files that it is over: those whose digests were compared; none where it is not intact.
    pub fn covers(&self) -> &[String] {
        &self.covers
    }

    /// The certificate of the signer, with a path to an anchor.
    pub fn signer(&self) -> Option<&Certificate> {
        self.certificate.as_ref().filter(|_| self.has_path)
    }

    /// The certificate whose key made it, whoever issued that: a self-made one too.
    pub fn claimed_signer(&self) -> Option<&Certificate> {
        self.certificate.as_ref()
    }

    /// When it was made, as the signer says.
    pub fn claimed_time(&self) -> Option<DateTime<Utc>> {
        self.claimed
    }

    /// When it was made at the latest, by the first intact time-stamp, whoever gave that.
    pub fn stamped_time(&self) -> Option<DateTime<Utc>> {
        self.stamped
    }

    /// When it was made at the latest, by the first time-stamp with a path to an anchor.
    pub fn proven_time(&self) -> Option<DateTime<Utc>> {
        self.proven
    }

    /// Whether a list names the authority of one of these time-stamps as qualified at its time (regulation 910/2014,
    /// article 42).
    pub fn has_qualified_time_stamp(&self) -> bool {
        self.proven_qualified
    }

    /// When somebody who may say so said that its certificate was good.
    pub fn status_time(&self) -> Option<DateTime<Utc>> {
        self.status
    }

    /// How it is made: `rsa-sha256`, then the digests of what it is over.
    pub fn algorithms(&self) -> &[String] {
        &self.algorithms
    }

    /// All that is wrong with it or worth knowing.
    pub fn observations(&self) -> &[Observation] {
        &self.observations
    }

    /// Of a signature that is not intact.
    pub(super) fn broken(
        id: Option<String>,
        integrity: Integrity,
        sub_indication: SubIndication,
        observation: Observation,
    ) -> Self {
        Self {
            id,
            integrity,
            indication: sub_indication.of_failure(),
            sub_indication: Some(sub_indication),
            level: SignatureLevel::NotAdes,
            qualification: Qualification::NotKnown,
            covers: Vec::new(),
            certificate: None,
            has_path: false,
            claimed: None,
            stamped: None,
            proven: None,
            proven_qualified: false,
            status: None,
            algorithms: Vec::new(),
            observations: vec![observation],
        }
    }

    /// Whether there is a observation with this cause.
    pub fn has(&self, cause: Cause) -> bool {
        self.observations.iter().any(|observation| observation.cause == cause)
    }
}

impl SubIndication {
    /// What a signature or a time-stamp is for which verification ended so.
    pub(super) fn of_failure(self) -> Indication {
        match self {
            Self::CryptoConstraintsFailureNoPoe
            | Self::NoSigningCertificateFound
            | Self::SigConstraintsFailure
            | Self::SignedDataNotFound => Indication::Indeterminate,
            _ => Indication::TotalFailed,
        }
    }
}

/// As the standard writes it.
impl fmt::Display for Indication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Indeterminate => "INDETERMINATE",
            Self::TotalFailed => "TOTAL-FAILED",
            Self::TotalPassed => "TOTAL-PASSED",
        })
    }
}

/// As the standard writes it.
impl fmt::Display for SubIndication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ChainConstraintsFailure => "CHAIN_CONSTRAINTS_FAILURE",
            Self::CryptoConstraintsFailureNoPoe => "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
            Self::Expired => "EXPIRED",
            Self::FormatFailure => "FORMAT_FAILURE",
            Self::HashFailure => "HASH_FAILURE",
            Self::NoCertificateChainFound => "NO_CERTIFICATE_CHAIN_FOUND",
            Self::NoPoe => "NO_POE",
            Self::NoSigningCertificateFound => "NO_SIGNING_CERTIFICATE_FOUND",
            Self::NotYetValid => "NOT_YET_VALID",
            Self::OutOfBoundsNoPoe => "OUT_OF_BOUNDS_NO_POE",
            Self::Revoked => "REVOKED",
            Self::RevokedNoPoe => "REVOKED_NO_POE",
            Self::SigConstraintsFailure => "SIG_CONSTRAINTS_FAILURE",
            Self::SigCryptoFailure => "SIG_CRYPTO_FAILURE",
            Self::SignedDataNotFound => "SIGNED_DATA_NOT_FOUND",
            Self::TimestampOrderFailure => "TIMESTAMP_ORDER_FAILURE",
            Self::TryLater => "TRY_LATER",
        })
    }
}

impl fmt::Display for Integrity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Broken => "broken",
            Self::Intact => "intact",
            Self::Unknown => "unknown",
        })
    }
}
