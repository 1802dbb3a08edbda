//! What signatures are made of: certificates (X.509), signed data (CMS), time-stamps, OCSP responses, revocation lists.
//!
//! `SignedData`, [`TimeStamp`] and [`Signer`] are read and not verified: they say who signed, and when as far as it is said.
//! What is inside of an `Intact` was made by the key of its certificate; whose that is, a `Path` to an anchor tells, and
//! whether it is valid [`validate`](crate::validate).

mod archived;
mod ber;
mod certificate;
mod crl;
mod der_reader;
mod digest_algorithm;
mod distinguished_name;
mod error;
mod fields;
mod intact;
mod key;
mod named;
mod ocsp;
mod path;
mod pool;
mod serial;
mod signed_data;
mod signer;
mod signer_info;
mod suite;
#[cfg(test)]
mod tests;
mod time;
mod time_stamp;
mod token;
mod tst_info;

pub use certificate::{Certificate, SubjectKind};
pub(crate) use crl::Crl;
pub use digest_algorithm::DigestAlgorithm;
pub(crate) use distinguished_name::DistinguishedName;
pub use error::PkiError;
pub(crate) use intact::{Intact, ValueFault};
pub use named::CertificateFault;
pub(crate) use named::{CertificateDigest, named};
pub(crate) use ocsp::{CertificateStatus, Ocsp, RevocationReason, StatusAt};
pub(crate) use path::{Path, PathFault};
pub(crate) use pool::Pool;
pub(crate) use serial::{serial_of_decimal, serial_of_issuer_serial};
pub(crate) use signed_data::SignedData;
pub use signer::{SignatureLevel, Signer};
pub(crate) use signer_info::{NamedSigner, SignerFault, SignerInfo};
pub(crate) use suite::{EcdsaForm, Suite};
pub(crate) use time::xml_time;
pub use time_stamp::TimeStamp;
pub(crate) use token::{Token, TokenFault};
