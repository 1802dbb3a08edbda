use std::fmt;

use crate::diag::mask_codes_in;

/// Something that is wrong with a signature, or worth knowing of it. See [`Validator`](crate::validate::Validator).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Observation {
    /// What it is about.
    pub cause: Cause,
    /// The particulars, in English, fit to be shown; empty where the cause says all.
    pub text: String,
}

/// What a observation is about; each is a finding of its own. See [`Validator`](crate::validate::Validator).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Cause {
    /// An algorithm that is not known.
    Algorithm,
    /// An archive time-stamp whose imprint was not compared.
    ArchiveUnread,
    /// The certificate is not the one that is signed with it.
    CertificateOther,
    /// No certificate is signed with it.
    CertificateUnnamed,
    /// The time that the signer claims is in the future, or long after the time-stamp.
    ClaimedTime,
    /// The time that the signer claims is of no zone; it is taken for UTC.
    ClaimedZone,
    /// A file without `DataObjectFormat`.
    DataFormat,
    /// A `DataObjectFormat` of nothing that is signed.
    DataFormatNowhere,
    /// It is not as a signature has to be.
    Form,
    /// Several elements have the identifier that is signed.
    Ids,
    /// The certificate is not for signatures that commit: the bit `nonRepudiation` is not set.
    KeyUsage,
    /// A trust list whose next one should be there.
    ListExpired,
    /// The state of the certificate is suspended.
    OnHold,
    /// Nothing leads to an anchor.
    Path,
    /// A certificate on the way may not be there.
    PathBroken,
    /// It does not name its policy as a policy has to be named.
    Policy,
    /// The properties are not the ones that are signed.
    Properties,
    /// What is signed was changed, is not there, or is referred to in a way that is not known.
    Reference,
    /// The certificate was revoked.
    Revoked,
    /// The authority's certificate has no path to an anchor.
    StampPath,
    /// A time-stamp names no canonical form, and is not over the one that the standard means then.
    StampForm,
    /// A time-stamp is over something else.
    StampImprint,
    /// Times contradict each other.
    StampOrder,
    /// The authority's certificate is not for time-stamps.
    StampPurpose,
    /// The authority's certificate was revoked, so that its time-stamps prove nothing.
    StampRevoked,
    /// The value of a time-stamp is wrong, or it cannot be read.
    StampValue,
    /// The status is from before the time-stamp: it counts up to its own end, and libdigidocpp and digidoc4j refuse it.
    StatusEarly,
    /// The status is from more than 15 minutes after the time-stamp.
    StatusLate,
    /// The status of a certificate is missing.
    StatusMissing,
    /// What is said of states is about other certificates.
    StatusOther,
    /// Who signed the status may not, or its value is wrong.
    StatusSigner,
    /// A certificate that was not valid at the time.
    Time,
    /// The time is proven by a time-mark of BDOC: the status was asked for with the digest of the signature.
    TimeMark,
    /// It says that it has a time-mark, and there is none over its value.
    TimeMarkMissing,
    /// A transform that is not known.
    Transform,
    /// Nobody was named whom to trust.
    Unchecked,
    /// The value is not of the key of the certificate.
    Value,
    /// An algorithm that was not reliable at the time.
    Weak,
}

impl Observation {
    pub(super) fn of(cause: Cause) -> Self {
        Self { cause, text: String::new() }
    }

    pub(super) fn with(cause: Cause, text: impl fmt::Display) -> Self {
        Self { cause, text: mask_codes_in(&text.to_string()) }
    }
}
