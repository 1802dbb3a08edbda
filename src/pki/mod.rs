//! What signatures are made of, read and not judged: certificates (X.509), signed data (CMS) and time-stamps.
//!
//! It says who signed, by whose certificate, and when as far as it is said. Whether a signature is valid (its
//! value, the chain of certificates, revocation) is for a validator to say, and nothing here claims it.

mod ber;
mod certificate;
mod cms;
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
mod serial;
mod signed_data;
mod signer;
mod suite;
mod time;
mod time_stamp;
mod token;

pub use certificate::{Certificate, SubjectKind};
pub(crate) use cms::{Cms, CmsSigner};
pub(crate) use crl::Crl;
pub use digest_algorithm::DigestAlgorithm;
pub(crate) use distinguished_name::DistinguishedName;
pub use error::PkiError;
pub(crate) use intact::{Intact, ValueFault};
pub use named::CertificateFault;
pub(crate) use named::{CertificateDigest, named};
pub(crate) use ocsp::{CertificateStatus, Ocsp, StatusAt};
pub(crate) use path::{Path, PathFault, Pool};
pub(crate) use serial::{serial_of_decimal, serial_of_issuer_serial};
pub(crate) use signed_data::{NamedSigner, SignedData, SignerFault, SignerInfo};
pub use signer::{SignatureLevel, Signer};
pub(crate) use suite::{EcdsaForm, Suite};
pub(crate) use time::xml_time;
pub use time_stamp::TimeStamp;
pub(crate) use token::{Token, TokenFault};
