//! XML signatures (`XMLDSig`) with the properties of `XAdES`, verified step by step. Each step consumes the one before it,
//! and none can be made otherwise:
//!
//! ```text
//! Tree ─read─▶ Signature ─named─▶ Named ─digested─▶ Digested ─intact─▶ Intact<Digested>
//!        one SignedInfo,   one certificate,   every reference   value made by the key
//!        unique Ids        named by the       right             of that certificate
//!                          referenced properties
//! ```
//!
//! The profile is closed: a transform, an algorithm or a reference that is not known is refused, never left out.

mod claims;
mod fault;
mod files;

mod properties;
mod reference;
mod reference_digests;
mod signature;
mod signing_certificate;

pub(crate) use fault::SignatureFault;
pub use files::SignedFiles;
pub(crate) use properties::Unsigned;
pub(crate) use reference_digests::Digested;
pub(crate) use signature::{Packaging, Signature};
pub(crate) use signing_certificate::Named;

/// XML signatures.
pub(crate) const XMLDSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
/// `XAdES` (EN 319 132-1).
pub(crate) const XADES: &str = "http://uri.etsi.org/01903/v1.3.2#";
/// What `XAdES` added later.
pub(crate) const XADES_141: &str = "http://uri.etsi.org/01903/v1.4.1#";
