//! A time-stamp token (RFC 3161), verified: `Token` → `Intact<Token>` → over something.

use chrono::{DateTime, Utc};

use super::tst_info::{TST_INFO, TstInfo};
use super::{Certificate, Crl, DigestAlgorithm, Intact, Ocsp, PkiError, SignedData, SignerFault, SignerInfo};

/// A token whose signature, certificate and purpose are right. Whose it is, a path must tell.
#[derive(Debug)]
pub(crate) struct Token {
    signed: Intact<super::NamedSigner>,
    info: TstInfo,
    certificates: Vec<Certificate>,
    responses: Vec<Ocsp>,
    lists: Vec<Crl>,
}

/// Why a token proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TokenFault {
    #[error(transparent)]
    Form(#[from] PkiError),
    #[error("the certificate of the authority is not for time-stamps only")]
    Purpose,
    #[error(transparent)]
    Signer(#[from] SignerFault),
    #[error("it has several signers")]
    Signers,
}

impl Token {
    /// Reads and verifies a token, in DER or BER. `more` are certificates that may be its authority's.
    pub(crate) fn verify(bytes: &[u8], more: &[Certificate]) -> Result<Self, TokenFault> {
        let data = SignedData::read(bytes).map_err(|_| PkiError::TimeStamp)?;
        let info = TstInfo::of(&data)?;
        let content = data.content().ok_or(PkiError::TimeStamp)?;
        let [signer] = data.signers() else { return Err(TokenFault::Signers) };
        let named = signer.named(data.certificates()).or_else(|fault| match fault {
            SignerFault::NoCertificate => signer.named(more),
            other => Err(other),
        })?;
        if !named.is_named() {
            return Err(SignerFault::Attributes.into());
        }
        let signed = named.verify(Some(TST_INFO), |digest| Some(digest.of_bytes(content)))?;
        if !signed.by().stamps_only() {
            return Err(TokenFault::Purpose);
        }
        let (more_responses, more_lists) = signer.revocation_values();
        Ok(Self {
            info,
            certificates: [data.certificates(), &signer.certificate_values()].concat(),
            responses: data.responses.into_iter().chain(more_responses).collect(),
            lists: data.lists.into_iter().chain(more_lists).collect(),
            signed,
        })
    }

    /// When it was made, by its authority's clock.
    pub(crate) fn time(&self) -> DateTime<Utc> {
        self.info.time
    }

    /// Whose key made it.
    pub(crate) fn by(&self) -> &Certificate {
        self.signed.by()
    }

    /// Who signed it, as CMS has it.
    pub(super) fn signer(&self) -> &SignerInfo {
        self.signed.what().info()
    }

    /// How it is made, and the digest of its imprint.
    pub(crate) fn algorithms(&self) -> (super::Suite, Option<DigestAlgorithm>) {
        (self.signed.suite(), self.info.algorithm)
    }

    pub(crate) fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    pub(crate) fn responses(&self) -> &[Ocsp] {
        &self.responses
    }

    pub(crate) fn lists(&self) -> &[Crl] {
        &self.lists
    }

    /// Whether it is over what has this digest; `None` where its digest is not known.
    pub(crate) fn is(&self, digest: impl FnOnce(DigestAlgorithm) -> Option<Vec<u8>>) -> Option<bool> {
        self.info.is(digest)
    }
}
