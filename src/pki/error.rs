/// Something that is not what it should be. See [`Certificate`](crate::pki::Certificate).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PkiError {
    /// Not a certificate (RFC 5280).
    #[error("not a certificate")]
    Certificate,
    /// Not signed data (RFC 5652).
    #[error("not signed data of CMS")]
    Cms,
    /// Not a time-stamp token (RFC 3161).
    #[error("not a time-stamp token")]
    TimeStamp,
}
