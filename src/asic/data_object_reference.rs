//! What a signature or an `ASiCManifest` states of one file: its name and its digest.

use std::fmt;

use super::sanitized::sanitized;

/// The namespace of the elements with digests.
pub(super) const XMLDSIG: &str = "http://www.w3.org/2000/09/xmldsig#";

/// One file that a signature covers, with its digest. See [`SignatureFile`](super::SignatureFile).
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DataObjectReference {
    /// The name of the entry: the URI, percent-decoded, relative to the root of the container.
    pub name: String,
    /// The algorithm of the digest, a URI.
    pub digest_method: String,
    /// The digest; `None` where it is not Base64.
    pub digest: Option<Vec<u8>>,
    /// Whether the file is transformed before it is digested.
    pub has_transforms: bool,
    /// The media type that is signed with it.
    pub media_type: Option<String>,
}

impl fmt::Debug for DataObjectReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DataObjectReference").field("name", &sanitized(&self.name)).finish_non_exhaustive()
    }
}
