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
    /// Time-stamps over the signature and all that stands before them, each with whether its imprint is right; `None`
    /// where that cannot be said.
    pub(crate) time_stamps: Vec<(Vec<u8>, Option<bool>)>,
}

/// More of each than anybody puts there; with more of them the status is unknown.
const MOST: usize = 200;

impl ValidationData {
    pub(super) fn certificates(&self) -> impl Iterator<Item = Certificate> {
        self.certificates.iter().take(MOST).filter_map(|der| Certificate::read(der).ok())
    }

    /// What tells a status, as far as it can be read; see [`Self::status_value_count`].
    pub(super) fn status_values(&self) -> (Vec<Ocsp>, Vec<Crl>) {
        let responses = self.responses.iter().take(MOST).filter_map(|der| Ocsp::read(der));
        (responses.collect(), self.lists.iter().take(MOST).filter_map(|der| Crl::read(der)).collect())
    }

    /// How many responses and lists there are, whether or not they can be read.
    pub(super) fn status_value_count(&self) -> usize {
        self.responses.len() + self.lists.len()
    }
}
