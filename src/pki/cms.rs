//! Signed data of CMS (RFC 5652), as `CAdES`, `PAdES` and time-stamps use it.

use std::fmt;

use chrono::{DateTime, Utc};
use x509_cert::der::asn1::ObjectIdentifier;
use x509_cert::der::{Tag, TagNumber};

use super::asn1::{Element, Elements, algorithm, context, unpadded};
use super::time::asn1_time;
use super::{Certificate, DigestAlgorithm, Level, PkiError, Signer, TimeStamp, ber};

/// Signed data: what is signed, if it is inside, and who signed it. No signature is verified.
///
/// ```
/// use edocpack::pki::{Cms, PkiError};
///
/// let error: PkiError = Cms::read(b"no CMS").unwrap_err();
/// println!("{error}");
/// ```
#[derive(Debug, Clone)]
pub struct Cms {
    pub(super) content_type: ObjectIdentifier,
    pub(super) content: Option<Vec<u8>>,
    signers: Vec<CmsSigner>,
}

/// One `SignerInfo`. See [`Cms`].
#[derive(Clone)]
pub struct CmsSigner {
    /// Who signed, and when.
    pub signer: Signer,
    /// The algorithm of [`CmsSigner::message_digest`]; `None` for one that is not computed here.
    pub digest_algorithm: Option<DigestAlgorithm>,
    /// The digest of what was signed; `None` where the signature is over the content itself.
    pub message_digest: Option<Vec<u8>>,
    /// The value of the signature, which a time-stamp is over.
    value: Vec<u8>,
}

const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_TIME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.5");
const SIGNING_CERTIFICATE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.12");
const SIGNING_CERTIFICATE_2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
const TIME_STAMP: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");
const REVOCATION_VALUES: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.24");
/// Of CAdES 1, 2 and 3.
const ARCHIVE_TIME_STAMPS: [ObjectIdentifier; 3] = [
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.27"),
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.48"),
    ObjectIdentifier::new_unwrap("0.4.0.1733.2.4"),
];

/// More signers or certificates than anybody has.
const MOST: usize = 1_000;

impl Cms {
    /// Reads signed data, in DER or BER. What follows it is left out: `PAdES` pads it with zeros.
    ///
    /// # Errors
    /// [`PkiError::Cms`] where it is none.
    pub fn read(bytes: &[u8]) -> Result<Self, PkiError> {
        let der = ber::definite(bytes).ok_or(PkiError::Cms)?;
        Self::parse(&der).ok_or(PkiError::Cms)
    }

    /// Who signed it. A time-stamp is signed by its authority.
    pub fn signers(&self) -> &[CmsSigner] {
        &self.signers
    }

    /// Whether the content is inside, not beside it.
    pub fn has_content(&self) -> bool {
        self.content.is_some()
    }

    fn parse(der: &[u8]) -> Option<Self> {
        let mut info = Elements::of(der)?.sequence()?;
        if info.oid()? != SIGNED_DATA {
            return None;
        }
        let mut data = info.tagged(0)?.sequence()?;
        data.one(Tag::Integer)?;
        data.set()?;
        let mut encapsulated = data.sequence()?;
        let content_type = encapsulated.oid()?;
        let content = encapsulated.tagged(0).and_then(|mut inside| inside.octets()).map(<[u8]>::to_vec);
        let certificates: Vec<Certificate> = match data.one(context(0)) {
            Some(set) => {
                set.inside()?.take(MOST).filter_map(|element| Certificate::read(element.der).ok()).collect()
            }
            None => Vec::new(),
        };
        let revocation = data.one(context(1)).is_some();
        let infos = data.set()?;
        let signers =
            infos.take(MOST).map(|info| signer(&info, &certificates, revocation)).collect::<Option<_>>()?;
        Some(Self { content_type, content, signers })
    }
}

fn signer(info: &Element<'_>, certificates: &[Certificate], revocation: bool) -> Option<CmsSigner> {
    let mut info = info.inside()?;
    info.one(Tag::Integer)?;
    let certificate = signing_certificate(&mut info, certificates)?;
    let digest_algorithm = DigestAlgorithm::of_oid(algorithm(&mut info)?);
    let signed = attributes(info.one(context(0)))?;
    algorithm(&mut info)?;
    let value = info.octets()?.to_vec();
    let unsigned = attributes(info.one(context(1)))?;

    let time_stamps = unsigned.iter().filter(|a| a.kind == TIME_STAMP);
    let time_stamps: Vec<_> =
        time_stamps.flat_map(|a| &a.values).map(|token| TimeStamp::read(token.der)).collect();
    let has = |kinds: &[ObjectIdentifier]| signed.iter().chain(&unsigned).any(|a| kinds.contains(&a.kind));
    let level = if !time_stamps.is_empty() && has(&ARCHIVE_TIME_STAMPS) {
        Level::Lta
    } else if !time_stamps.is_empty() && (revocation || has(&[REVOCATION_VALUES])) {
        Level::Lt
    } else if !time_stamps.is_empty() {
        Level::T
    } else if has(&[SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_2]) {
        Level::B
    } else {
        Level::Plain
    };
    let claimed = value_of(&signed, SIGNING_TIME).as_ref().and_then(asn1_time);
    Some(CmsSigner {
        signer: Signer { certificate, claimed, time_stamps, level },
        digest_algorithm,
        message_digest: value_of(&signed, MESSAGE_DIGEST).map(|e| e.content().to_vec()),
        value,
    })
}

/// The certificate that a signer names, if it is there: by issuer and number, or by the identifier of its key.
/// `None` outside where no signer is named.
#[expect(clippy::option_option, reason = "the outer one is a fault of the data")]
fn signing_certificate(info: &mut Elements<'_>, certificates: &[Certificate]) -> Option<Option<Certificate>> {
    let key = Tag::ContextSpecific { constructed: false, number: TagNumber(0) };
    if let Some(identifier) = info.one(key) {
        let id = identifier.content();
        return Some(certificates.iter().find(|c| c.key_identifier.as_deref() == Some(id)).cloned());
    }
    let mut named = info.sequence()?;
    let issuer = named.one(Tag::Sequence)?.der;
    let serial = named.one(Tag::Integer)?.content();
    let same = |c: &&Certificate| unpadded(&c.serial) == unpadded(serial) && c.issuer_der == issuer;
    Some(certificates.iter().find(same).cloned())
}

struct Attribute<'a> {
    kind: ObjectIdentifier,
    values: Vec<Element<'a>>,
}

fn attributes(set: Option<Element<'_>>) -> Option<Vec<Attribute<'_>>> {
    let Some(set) = set else { return Some(Vec::new()) };
    set.inside()?
        .take(MOST)
        .map(|attribute| {
            let mut attribute = attribute.inside()?;
            Some(Attribute { kind: attribute.oid()?, values: attribute.set()?.take(MOST).collect() })
        })
        .collect()
}

fn value_of<'a>(attributes: &[Attribute<'a>], kind: ObjectIdentifier) -> Option<Element<'a>> {
    attributes.iter().find(|a| a.kind == kind)?.values.first().copied()
}

impl CmsSigner {
    /// Whether what was signed has this digest; `None` where that cannot be said here.
    pub fn is_over(&self, digest: impl FnOnce(DigestAlgorithm) -> Option<Vec<u8>>) -> Option<bool> {
        let signed = self.message_digest.as_deref()?;
        Some(digest(self.digest_algorithm?)? == signed)
    }

    /// Whether each time-stamp is over this signature; `None` where one cannot be read or its digest not be
    /// computed.
    pub fn is_stamped(&self) -> Option<bool> {
        let stamps = self.signer.time_stamps.iter();
        let each: Option<Vec<bool>> = stamps.map(|stamp| stamp.as_ref().ok()?.is_over(&self.value)).collect();
        Some(each?.into_iter().all(|is| is))
    }

    /// When it was made, as the signer says.
    pub fn claimed(&self) -> Option<DateTime<Utc>> {
        self.signer.claimed
    }
}

/// Without the value of the signature.
impl fmt::Debug for CmsSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CmsSigner").field("signer", &self.signer).finish_non_exhaustive()
    }
}
