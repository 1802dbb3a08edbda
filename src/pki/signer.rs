use std::fmt;

use chrono::{DateTime, Utc};

use super::distinguished_name::printable;
use super::{Certificate, CertificateFault, PkiError, SignedData, SignerInfo, TimeStamp};
use crate::diag::catalogue::signature as e;
use crate::diag::{Bilingual, Finding, Origin, Report, mask_codes_in};

/// The signing certificate and the claimed time of a signature. Nothing of it is validated.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::asic::{Archive, Limits};
/// use edocpack::pki::SignatureLevel;
///
/// let bytes = std::fs::read("fixtures/signed/janis.edoc")?;
/// let archive = Archive::read(&bytes, "janis.edoc", &Limits::default())?;
/// for signer in archive.signatures().iter().flat_map(|file| &file.signatures).map(|one| &one.signer) {
///     let name = signer.certificate.as_ref().map(|certificate| certificate.subject_display_name());
///     println!("{name:?} at {:?}, as far as it says", signer.earliest_time_stamp().or(signer.claimed_signing_time));
///     assert!(signer.level >= SignatureLevel::NotAdes);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// The certificate of the signer, which is the one whose digest is signed; or why there is none.
    pub certificate: Result<Certificate, CertificateFault>,
    /// When it was made, as the signer says.
    pub claimed_signing_time: Option<DateTime<Utc>>,
    /// The time-stamps over the signature.
    pub time_stamps: Vec<Result<TimeStamp, PkiError>>,
    /// By the attributes that are present.
    pub level: SignatureLevel,
}

/// The level of a signature (EN 319 102-1: B, T, LT, LTA), by the attributes present; not validated.
/// See [`Signer`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub enum SignatureLevel {
    /// Not a signature by the European standards: nothing in it names its certificate.
    #[default]
    NotAdes,
    /// Basic.
    B,
    /// With a time-stamp.
    T,
    /// With what is needed to validate it later.
    Lt,
    /// With an archive time-stamp.
    Lta,
}

/// No signer.
impl Default for Signer {
    fn default() -> Self {
        let certificate = Err(CertificateFault::default());
        Self {
            certificate,
            claimed_signing_time: None,
            time_stamps: Vec::new(),
            level: SignatureLevel::default(),
        }
    }
}

impl Signer {
    /// What a signature of CMS says.
    pub(crate) fn of_cms(data: &SignedData, info: &SignerInfo) -> Self {
        Self {
            certificate: info.claimed_certificate(data.certificates()).cloned(),
            claimed_signing_time: info.claimed(),
            time_stamps: info.time_stamps().iter().map(|token| TimeStamp::read(token)).collect(),
            level: info.level(data.has_revocation_values()),
        }
    }

    /// Whether each time-stamp is over the signature with this value; `None` where one cannot be read or its digest not be
    /// computed.
    pub(crate) fn stamps_cover(&self, value: &[u8]) -> Option<bool> {
        let stamps = self.time_stamps.iter();
        let each: Option<Vec<bool>> = stamps.map(|stamp| stamp.as_ref().ok()?.covers(value)).collect();
        Some(each?.into_iter().all(|is| is))
    }

    /// When it was made: by the first time-stamp that can be read.
    pub fn earliest_time_stamp(&self) -> Option<DateTime<Utc>> {
        self.time_stamps.iter().flatten().map(TimeStamp::time).min()
    }
}

/// UTC, since no time zone of the reader is known.
const TIME_FORMAT: &str = "%Y-%m-%d %H:%M:%S UTC";

impl Signer {
    /// Who signed and when, and what is odd about that, for every form; what a form asks for is for its rules.
    pub fn report(&self, origin: Origin) -> Report {
        let mut report = Report::default();
        let certificate = match &self.certificate {
            Ok(certificate) => certificate,
            Err(fault) => return fault.finding(origin).into_iter().collect(),
        };
        let unknown = Bilingual::fixed("nav norādīts", "not given");
        let time = |time: Option<DateTime<Utc>>| {
            time.map_or_else(|| unknown.clone(), |time| Bilingual::same(time.format(TIME_FORMAT).to_string()))
        };
        let found = |entry| Finding::of(entry, origin.clone()).with("v", certificate.subject_display_name());
        let signed = found(&e::SIGNED)
            .with_text("claimed", time(self.claimed_signing_time))
            .with_text("stamped", time(self.earliest_time_stamp()))
            .with("issuer", certificate.issuer().to_string());
        report.push(signed);
        if certificate.has_non_repudiation() == Some(false) {
            report.push(found(&e::AUTHENTICATION));
        }
        let when = self.earliest_time_stamp().or(self.claimed_signing_time);
        if let Some(when) =
            when.filter(|when| *when < certificate.not_before() || *when > certificate.not_after())
        {
            let day = |time: DateTime<Utc>| time.format("%Y-%m-%d").to_string();
            let (from, until) = (day(certificate.not_before()), day(certificate.not_after()));
            report.push(found(&e::VALIDITY).with("when", day(when)).with("from", from).with("until", until));
        }
        if self.time_stamps.iter().any(Result::is_err) {
            report.push(found(&e::STAMP_BROKEN));
        }
        report
    }
}

impl CertificateFault {
    fn finding(&self, origin: Origin) -> Option<Finding> {
        let entry = match self {
            Self::Algorithm(_) => &e::CERTIFICATE_ALGORITHM,
            Self::Other => &e::CERTIFICATE_OTHER,
            Self::Refused => return None,
            Self::Several => &e::CERTIFICATE_SEVERAL,
            Self::Unnamed => &e::CERTIFICATE_UNNAMED,
            Self::Unreadable => &e::NO_CERTIFICATE,
        };
        let finding = Finding::of(entry, origin);
        Some(if let Self::Algorithm(name) = self {
            finding.with("v", shown_algorithm(name))
        } else {
            finding
        })
    }
}

/// A URI or an object identifier, as the signature has it.
fn shown_algorithm(name: &str) -> String {
    printable(&mask_codes_in(name))
}

impl fmt::Display for SignatureLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAdes => "–",
            Self::B => "B",
            Self::T => "B-T",
            Self::Lt => "B-LT",
            Self::Lta => "B-LTA",
        })
    }
}
