//! What signatures are made of, read and not judged: certificates (X.509), signed data (CMS) and time-stamps.
//!
//! It says who signed, by whose certificate, and when as far as it is said. Whether a signature is valid (its
//! value, the chain of certificates, revocation) is for a validator to say, and nothing here claims it.

mod asn1;
mod ber;
mod certificate;
mod cms;
mod digest;
mod error;
mod name;
mod named;
mod signer;
mod time;
mod time_stamp;

pub use certificate::{Certificate, Holder};
pub use cms::{Cms, CmsSigner};
pub use digest::DigestAlgorithm;
pub use error::PkiError;
pub use name::DistinguishedName;
pub use named::CertificateFault;
pub(crate) use named::{CertificateDigest, named};
pub use signer::{Level, Signer};
pub use time::xml_time;
pub use time_stamp::TimeStamp;
