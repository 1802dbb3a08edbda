use chrono::{DateTime, Utc};

use super::tst_info::TstInfo;
use super::{Certificate, DigestAlgorithm, PkiError, SignedData};

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
    info: TstInfo,
    authority: Option<Certificate>,
}

impl TimeStamp {
    /// Reads a token, in DER or BER.
    ///
    /// # Errors
    /// [`PkiError::TimeStamp`] where it is none.
    pub fn read(token: &[u8]) -> Result<Self, PkiError> {
        let data = SignedData::read(token).map_err(|_| PkiError::TimeStamp)?;
        let signer = data.signers().first();
        let authority = signer.and_then(|signer| signer.claimed_certificate(data.certificates()).ok());
        Ok(Self { info: TstInfo::of(&data)?, authority: authority.cloned() })
    }

    /// The time it proves.
    pub fn time(&self) -> DateTime<Utc> {
        self.info.time
    }

    /// The certificate of the time-stamping authority, where the token has it.
    pub fn authority(&self) -> Option<&Certificate> {
        self.authority.as_ref()
    }

    /// Whether its imprint is this digest; `None` where its algorithm is not supported.
    pub fn matches_digest(&self, digest: impl FnOnce(DigestAlgorithm) -> Option<Vec<u8>>) -> Option<bool> {
        self.info.is(digest)
    }

    /// Whether its imprint is that of these bytes; `None` where its algorithm is not supported.
    pub fn covers(&self, bytes: &[u8]) -> Option<bool> {
        self.matches_digest(|algorithm| Some(algorithm.of_bytes(bytes)))
    }
}
