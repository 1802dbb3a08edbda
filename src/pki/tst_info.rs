use chrono::{DateTime, Utc};
use x509_cert::der::Tag;
use x509_cert::der::asn1::ObjectIdentifier;

use super::der_reader::{DerReader, algorithm_identifier};
use super::time::asn1_time;
use super::{DigestAlgorithm, PkiError, SignedData};

pub(super) const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// What a time-stamp token states (RFC 3161, 2.4.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TstInfo {
    pub(super) time: DateTime<Utc>,
    /// `None` for one that is not known.
    pub(super) algorithm: Option<DigestAlgorithm>,
    imprint: Vec<u8>,
}

impl TstInfo {
    /// The content of a token.
    pub(super) fn of(data: &SignedData) -> Result<Self, PkiError> {
        let content = data.content().filter(|_| data.content_type == TST_INFO);
        content.and_then(Self::read).ok_or(PkiError::TimeStamp)
    }

    /// Version, policy, imprint, number, time.
    fn read(content: &[u8]) -> Option<Self> {
        let mut info = DerReader::of(content)?.sequence()?;
        info.expect(Tag::Integer)?;
        info.oid()?;
        let mut imprint = info.sequence()?;
        let algorithm = DigestAlgorithm::of_oid(algorithm_identifier(&mut imprint)?);
        let digest = imprint.octets()?.to_vec();
        info.expect(Tag::Integer)?;
        let time = asn1_time(&info.expect(Tag::GeneralizedTime)?)?;
        Some(Self { time, algorithm, imprint: digest })
    }

    /// Whether it is over what has this digest; `None` where its digest is not known.
    pub(super) fn is(&self, digest: impl FnOnce(DigestAlgorithm) -> Option<Vec<u8>>) -> Option<bool> {
        Some(digest(self.algorithm?)? == self.imprint)
    }
}
