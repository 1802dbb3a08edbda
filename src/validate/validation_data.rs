use crate::pki::{Certificate, Crl, Ocsp};

/// What stands beside a signature of CMS to validate it by: the `DSS` of a PDF (ISO 32000-2, 12.8.4.3). Each is DER, and
/// none is believed for being there.
///
/// ```
/// use edocpack::validate::ValidationData;
///
/// let none = ValidationData::default();
/// assert!(none.certificates.is_empty() && none.responses.is_empty() && none.lists.is_empty());
/// ```
#[derive(Debug, Clone, Default)]
pub struct ValidationData {
    /// Certificates (RFC 5280).
    pub certificates: Vec<Vec<u8>>,
    /// Revocation lists (RFC 5280, 5).
    pub lists: Vec<Vec<u8>>,
    /// OCSP responses (RFC 6960).
    pub responses: Vec<Vec<u8>>,
}

/// More of each than anybody puts there; what is beyond leaves a status unknown at worst.
const MOST: usize = 200;

impl ValidationData {
    pub(super) fn certificates(&self) -> impl Iterator<Item = Certificate> {
        self.certificates.iter().take(MOST).filter_map(|der| Certificate::read(der).ok())
    }

    pub(super) fn lists(&self) -> impl Iterator<Item = Crl> {
        self.lists.iter().take(MOST).filter_map(|der| Crl::read(der))
    }

    pub(super) fn responses(&self) -> impl Iterator<Item = Ocsp> {
        self.responses.iter().take(MOST).filter_map(|der| Ocsp::read(der))
    }
}
