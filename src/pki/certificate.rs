use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use x509_cert::certificate::{CertificateInner, Raw, TbsCertificateInner};
use x509_cert::der::asn1::ObjectIdentifier;
use x509_cert::der::oid::AssociatedOid as _;
use x509_cert::der::{self, Decode as _};
use x509_cert::ext::pkix::{KeyUsage, SubjectKeyIdentifier};

use super::der_reader::DerReader;
use super::distinguished_name::printable;
use super::fields::Fields;
use super::{DistinguishedName, PkiError};
use crate::diag::mask_codes_in;
use crate::values::{PersonName, Sha256Digest};

/// A certificate (RFC 5280), parsed: its subject and its issuer. It is not verified.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::pki::{Certificate, SubjectKind};
///
/// let pem = std::fs::read_to_string("fixtures/signed/ca.crt")?;
/// let base64: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
/// # use base64::Engine as _;
/// let der = base64::engine::general_purpose::STANDARD.decode(base64)?;
/// let certificate = Certificate::read(&der)?;
/// assert!(certificate.not_before() < certificate.not_after());
/// assert_ne!(certificate.subject_kind(), SubjectKind::Person);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Certificate {
    subject: DistinguishedName,
    issuer: DistinguishedName,
    not_before: DateTime<Utc>,
    not_after: DateTime<Utc>,
    qc_type: Option<QcType>,
    non_repudiation: Option<bool>,
    sha256: Sha256Digest,
    pub(super) issuer_der: Vec<u8>,
    pub(super) serial: Vec<u8>,
    pub(super) key_identifier: Option<Vec<u8>>,
    pub(super) fields: Arc<Fields>,
}

/// The kind of a certificate's subject. See [`Certificate`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SubjectKind {
    /// A legal person: what it makes is a seal.
    Organisation,
    /// A natural person.
    Person,
    /// It does not say.
    Unknown,
}

/// The kinds of qualified certificates (EN 319 412-5, 4.2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum QcType {
    Seal,
    Signature,
}

const QC_STATEMENTS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.1.3");
const QC_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("0.4.0.1862.1.6");
const QC_TYPE_ESIGN: ObjectIdentifier = ObjectIdentifier::new_unwrap("0.4.0.1862.1.6.1");
const QC_TYPE_ESEAL: ObjectIdentifier = ObjectIdentifier::new_unwrap("0.4.0.1862.1.6.2");

impl Certificate {
    /// Reads a DER certificate.
    ///
    /// # Errors
    /// [`PkiError::Certificate`] where it is none.
    pub fn read(der: &[u8]) -> Result<Self, PkiError> {
        Self::parse(der).ok_or(PkiError::Certificate)
    }

    fn parse(der: &[u8]) -> Option<Self> {
        let certificate = CertificateInner::<Raw>::from_der(der).ok()?;
        let tbs = certificate.tbs_certificate();
        let time = |time: x509_cert::time::Time| {
            DateTime::from_timestamp(i64::try_from(time.to_unix_duration().as_secs()).ok()?, 0)
        };
        let key_usage = extension::<KeyUsage>(tbs, KeyUsage::OID);
        let key_identifier = extension::<SubjectKeyIdentifier>(tbs, SubjectKeyIdentifier::OID);
        Some(Self {
            subject: DistinguishedName::of(tbs.subject()),
            issuer: DistinguishedName::of(tbs.issuer()),
            not_before: time(tbs.validity().not_before)?,
            not_after: time(tbs.validity().not_after)?,
            qc_type: read_qc_type(tbs),
            non_repudiation: key_usage.map(|usage| usage.non_repudiation()),
            sha256: Sha256Digest::of(der),
            issuer_der: der::Encode::to_der(tbs.issuer()).ok()?,
            serial: tbs.serial_number().as_bytes().to_vec(),
            key_identifier: key_identifier.map(|id| id.0.as_bytes().to_vec()),
            fields: Arc::new(Fields::of(der)?),
        })
    }

    /// The subject.
    pub(crate) fn subject(&self) -> &DistinguishedName {
        &self.subject
    }

    /// The issuer.
    pub(crate) fn issuer(&self) -> &DistinguishedName {
        &self.issuer
    }

    /// The beginning of its validity.
    pub fn not_before(&self) -> DateTime<Utc> {
        self.not_before
    }

    /// The end of its validity.
    pub fn not_after(&self) -> DateTime<Utc> {
        self.not_after
    }

    /// Its SHA-256, by which programs tell certificates apart.
    pub fn sha256(&self) -> Sha256Digest {
        self.sha256
    }

    /// Whether it is meant for signatures that commit, not only for logging in: the bit `nonRepudiation` of its
    /// key usage. `None` where it does not restrict its use.
    pub fn has_non_repudiation(&self) -> Option<bool> {
        self.non_repudiation
    }

    /// Whom it is for: by its QC statements; else by what its subject is made of.
    pub fn subject_kind(&self) -> SubjectKind {
        let subject = &self.subject;
        match self.qc_type {
            Some(QcType::Seal) => SubjectKind::Organisation,
            Some(QcType::Signature) => SubjectKind::Person,
            None if subject.given_name().is_some() || subject.surname().is_some() => SubjectKind::Person,
            None if subject.organisation_identifier().is_some() => SubjectKind::Organisation,
            // Old Estonian certificates have it all in the common name.
            None if subject.common_name().and_then(name_of_comma_list).is_some() => SubjectKind::Person,
            None => SubjectKind::Unknown,
        }
    }

    /// The holder's name as people say it: given name and surname, or the common name, or the organisation's.
    /// Sanitized for display.
    pub fn subject_display_name(&self) -> String {
        let subject = &self.subject;
        let person =
            subject.given_name().zip(subject.surname()).map(|(given, surname)| format!("{given} {surname}"));
        let common = || {
            let name = subject.common_name()?;
            Some(name_of_comma_list(name).unwrap_or_else(|| name.to_owned()))
        };
        let name = person.or_else(common).or_else(|| subject.organisation().map(str::to_owned));
        printable(&mask_codes_in(&name.unwrap_or_default()))
    }

    /// The number of its subject (EN 319 412-1, 5.1.3 and 5.1.4), a personal code masked: `PNOLV-010101-*****`,
    /// `NTRLV-40003000002`.
    pub(crate) fn subject_number(&self) -> Option<String> {
        self.subject.masked_number()
    }

    /// Whether it names this person: the same but for case, diacritics, hyphens and spaces.
    pub(crate) fn names_person(&self, person: &PersonName) -> bool {
        person.resembles(&self.subject_display_name())
            || self.subject.common_name().is_some_and(|name| person.resembles(name))
    }
}

/// Without what would reveal a personal code.
impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate")
            .field("subject", &self.subject)
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}

/// `BĒRZIŅŠ,JĀNIS,01010100000`, as Estonian certificates have it, as `JĀNIS BĒRZIŅŠ`.
fn name_of_comma_list(common_name: &str) -> Option<String> {
    match common_name.split(',').collect::<Vec<_>>().as_slice() {
        [surname, given, code] if code.len() >= 6 && code.bytes().any(|b| b.is_ascii_digit()) => {
            Some(format!("{} {}", given.trim(), surname.trim()))
        }
        _ => None,
    }
}

/// An extension that is there and can be read.
fn extension<T: for<'a> der::Decode<'a>>(tbs: &TbsCertificateInner<Raw>, oid: ObjectIdentifier) -> Option<T> {
    T::from_der(extension_value(tbs, oid)?).ok()
}

fn extension_value(tbs: &TbsCertificateInner<Raw>, oid: ObjectIdentifier) -> Option<&[u8]> {
    let found = tbs.extensions()?.iter().find(|extension| extension.extn_id == oid)?;
    Some(found.extn_value.as_bytes())
}

/// What its QC statements say it is for.
fn read_qc_type(tbs: &TbsCertificateInner<Raw>) -> Option<QcType> {
    let mut statements = DerReader::of(extension_value(tbs, QC_STATEMENTS)?)?.sequence()?;
    while let Some(mut statement) = statements.sequence() {
        if statement.oid() != Some(QC_TYPE) {
            continue;
        }
        let mut types = statement.sequence()?;
        while let Some(oid) = types.oid() {
            match oid {
                QC_TYPE_ESIGN => return Some(QcType::Signature),
                QC_TYPE_ESEAL => return Some(QcType::Seal),
                _ => {}
            }
        }
    }
    None
}
