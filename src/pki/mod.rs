//! What signatures are made of, read and not judged: certificates (X.509), signed data (CMS) and time-stamps.
//!
//! It says who signed, by whose certificate, and when as far as it is said. Whether a signature is valid (its
//! value, the chain of certificates, revocation) is for a validator to say, and nothing here claims it.

mod asn1;
mod ber;
mod certificate;
mod cms;
mod crl;
mod digest;
mod error;
mod fields;
mod intact;
mod key;
mod name;
mod ocsp;
mod path;
mod serial;
mod signed_data;
mod named;
mod signer;
mod suite;
mod time;
mod time_stamp;
mod token;

pub use certificate::{Certificate, Holder};
pub use cms::{Cms, CmsSigner};
pub(crate) use crl::Crl;
pub use digest::DigestAlgorithm;
pub use error::PkiError;
pub(crate) use intact::{Intact, ValueFault};
pub use name::DistinguishedName;
pub(crate) use ocsp::{CertificateStatus, Ocsp, StatusAt};
pub(crate) use path::{Path, PathFault, Pool};
pub(crate) use serial::{serial_of_decimal, serial_of_issuer_serial};
pub(crate) use signed_data::{NamedSigner, SignedData, SignerFault, SignerInfo};
pub use named::CertificateFault;
pub(crate) use named::{CertificateDigest, named};
pub use signer::{Level, Signer};
pub(crate) use suite::{EcdsaForm, Suite};
pub use time::xml_time;
pub use time_stamp::TimeStamp;
pub(crate) use token::{Token, TokenFault};
