use chrono::{DateTime, Utc};
use x509_cert::der::Tag;
use x509_cert::der::asn1::ObjectIdentifier;

use super::der_reader::{DerReader, algorithm_identifier};
use super::time::asn1_time;
use super::{Certificate, Cms, DigestAlgorithm, PkiError};

/// A time-stamp token (RFC 3161), parsed. It is not verified.
///
/// ```
/// use edocpack::pki::TimeStamp;
///
/// // A token is DER; its authority and its time are parsed, not validated.
/// assert!(TimeStamp::read(b"no token").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeStamp {
    time: DateTime<Utc>,
    algorithm: Option<DigestAlgorithm>,
    message_imprint: Vec<u8>,
    authority: Option<Certificate>,
}

const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

impl TimeStamp {
    /// Reads a token, in DER or BER.
    ///
    /// # Errors
    /// [`PkiError::TimeStamp`] where it is none.
    pub fn read(token: &[u8]) -> Result<Self, PkiError> {
        Self::parse(token).ok_or(PkiError::TimeStamp)
    }

    fn parse(token: &[u8]) -> Option<Self> {
        let cms = Cms::read(token).ok()?;
        if cms.content_type != TST_INFO {
            return None;
        }
        // RFC 3161, 2.4.2: version, policy, imprint, number, time.
        let mut info = DerReader::of(cms.content.as_deref()?)?.sequence()?;
        info.expect(Tag::Integer)?;
        info.oid()?;
        let mut imprint = info.sequence()?;
        let algorithm = DigestAlgorithm::of_oid(algorithm_identifier(&mut imprint)?);
        let digest = imprint.octets()?.to_vec();
        info.expect(Tag::Integer)?;
        let time = asn1_time(&info.expect(Tag::GeneralizedTime)?)?;
        let authority = cms.signers().first().and_then(|signer| signer.signer.certificate.clone().ok());
        Some(Self { time, algorithm, message_imprint: digest, authority })
    }

    /// The time it proves.
    pub fn time(&self) -> DateTime<Utc> {
        self.time
    }

    /// The certificate of the time-stamping authority, where the token has it.
    pub fn authority(&self) -> Option<&Certificate> {
        self.authority.as_ref()
    }

    /// Whether its imprint is this digest; `None` where its algorithm is not supported.
    pub fn matches_digest(&self, digest: impl FnOnce(DigestAlgorithm) -> Option<Vec<u8>>) -> Option<bool> {
        Some(digest(self.algorithm?)? == self.message_imprint)
    }

    /// Whether its imprint is that of these bytes; `None` where its algorithm is not supported.
    pub fn covers(&self, bytes: &[u8]) -> Option<bool> {
        self.matches_digest(|algorithm| Some(algorithm.of_bytes(bytes)))
    }
}
