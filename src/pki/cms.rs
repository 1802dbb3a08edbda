//! Signed data of CMS (RFC 5652), as `CAdES`, `PAdES` and time-stamps use it.

use std::fmt;

use x509_cert::der::asn1::ObjectIdentifier;
use x509_cert::der::{Tag, TagNumber};

use super::der_reader::{DerElement, DerReader, algorithm_identifier, context_tag, without_leading_zeros};
use super::time::asn1_time;
use super::{
    Certificate, CertificateDigest, CertificateFault, DigestAlgorithm, PkiError, SignatureLevel, Signer,
    TimeStamp, ber, named,
};

/// Signed data: what is signed, if it is inside, and who signed it. No signature is verified.
#[derive(Debug, Clone)]
pub(crate) struct Cms {
    pub(super) content_type: ObjectIdentifier,
    pub(super) content: Option<Vec<u8>>,
    signers: Vec<CmsSigner>,
}

/// One `SignerInfo`. See [`Cms`].
#[derive(Clone)]
pub(crate) struct CmsSigner {
    /// Who signed, and when: by the certificate whose digest is signed (RFC 5035), which is also the one that the
    /// signature points to.
    pub signer: Signer,
    /// The certificate that the signature points to. That is not signed.
    pointed_at: Option<Certificate>,
    /// The algorithm of [`CmsSigner::message_digest`]; `None` for one that is not computed here.
    pub digest_algorithm: Option<DigestAlgorithm>,
    /// The digest of what was signed; `None` where the signature is over the content itself.
    pub message_digest: Option<Vec<u8>>,
    /// The value of the signature, which a time-stamp is over.
    signature_value: Vec<u8>,
}

const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_TIME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.5");
const SIGNING_CERTIFICATE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.12");
const SIGNING_CERTIFICATE_2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const TIME_STAMP: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");
const REVOCATION_VALUES: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.24");
/// Of CAdES 1, 2 and 3.
const ARCHIVE_TIME_STAMPS: [ObjectIdentifier; 3] = [
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.27"),
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.48"),
    ObjectIdentifier::new_unwrap("0.4.0.1733.2.4"),
];

/// More signers or certificates than anybody has.
const MAX_ELEMENTS: usize = 1_000;

impl Cms {
    /// Reads signed data, in DER or BER. What follows it is left out: `PAdES` pads it with zeros.
    ///
    /// # Errors
    /// [`PkiError::Cms`] where it is none.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, PkiError> {
        let der = ber::to_definite_lengths(bytes).ok_or(PkiError::Cms)?;
        Self::parse(&der).ok_or(PkiError::Cms)
    }

    /// Who signed it. A time-stamp is signed by its authority.
    pub(crate) fn signers(&self) -> &[CmsSigner] {
        &self.signers
    }

    fn parse(der: &[u8]) -> Option<Self> {
        let mut info = DerReader::of(der)?.sequence()?;
        if info.oid()? != SIGNED_DATA {
            return None;
        }
        let mut data = info.explicit(0)?.sequence()?;
        data.expect(Tag::Integer)?;
        data.set()?;
        let mut encapsulated = data.sequence()?;
        let content_type = encapsulated.oid()?;
        let content = encapsulated.explicit(0).and_then(|mut inside| inside.octets()).map(<[u8]>::to_vec);
        let certificates: Vec<(&[u8], Certificate)> = match data.expect(context_tag(0)) {
            Some(set) => {
                set.elements()?.take(MAX_ELEMENTS).filter_map(|element| certificate(&element)).collect()
            }
            None => Vec::new(),
        };
        let revocation = data.expect(context_tag(1)).is_some();
        let infos = data.set()?;
        let signers = infos
            .take(MAX_ELEMENTS)
            .map(|info| parse_signer_info(&info, &certificates, revocation))
            .collect::<Option<_>>()?;
        Some(Self { content_type, content, signers })
    }
}

/// A certificate with its DER, over which its digest is.
fn certificate<'a>(element: &DerElement<'a>) -> Option<(&'a [u8], Certificate)> {
    Some((element.der, Certificate::read(element.der).ok()?))
}

fn parse_signer_info(
    info: &DerElement<'_>,
    certificates: &[(&[u8], Certificate)],
    revocation: bool,
) -> Option<CmsSigner> {
    let mut info = info.elements()?;
    info.expect(Tag::Integer)?;
    let pointer = Pointer::read(&mut info)?;
    let digest_algorithm = DigestAlgorithm::of_oid(algorithm_identifier(&mut info)?);
    let signed = attributes(info.expect(context_tag(0)))?;
    algorithm_identifier(&mut info)?;
    let value = info.octets()?.to_vec();
    let unsigned = attributes(info.expect(context_tag(1)))?;

    let time_stamps = unsigned.iter().filter(|a| a.kind == TIME_STAMP);
    let time_stamps: Vec<_> =
        time_stamps.flat_map(|a| &a.values).map(|token| TimeStamp::read(token.der)).collect();
    let has = |kinds: &[ObjectIdentifier]| signed.iter().chain(&unsigned).any(|a| kinds.contains(&a.kind));
    let level = if !time_stamps.is_empty() && has(&ARCHIVE_TIME_STAMPS) {
        SignatureLevel::Lta
    } else if !time_stamps.is_empty() && (revocation || has(&[REVOCATION_VALUES])) {
        SignatureLevel::Lt
    } else if !time_stamps.is_empty() {
        SignatureLevel::T
    } else if has(&[SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_2]) {
        SignatureLevel::B
    } else {
        SignatureLevel::NotAdes
    };
    let certificate = signing_certificate(&signed, certificates, &pointer);
    let claimed = attribute_value(&signed, SIGNING_TIME).as_ref().and_then(asn1_time);
    Some(CmsSigner {
        signer: Signer { certificate, claimed_signing_time: claimed, time_stamps, level },
        pointed_at: certificates.iter().map(|(_, one)| one).find(|one| pointer.is_to(one)).cloned(),
        digest_algorithm,
        message_digest: attribute_value(&signed, MESSAGE_DIGEST).map(|e| e.content().to_vec()),
        signature_value: value,
    })
}

/// What a signature points to its certificate with, outside of what is signed.
enum Pointer<'a> {
    Key(&'a [u8]),
    Number { issuer: &'a [u8], serial: &'a [u8] },
}

impl<'a> Pointer<'a> {
    fn read(info: &mut DerReader<'a>) -> Option<Self> {
        let key = Tag::ContextSpecific { constructed: false, number: TagNumber(0) };
        if let Some(identifier) = info.expect(key) {
            return Some(Self::Key(identifier.content()));
        }
        let mut named = info.sequence()?;
        let issuer = named.expect(Tag::Sequence)?.der;
        Some(Self::Number { issuer, serial: named.expect(Tag::Integer)?.content() })
    }

    fn is_to(&self, certificate: &Certificate) -> bool {
        match self {
            Self::Key(id) => certificate.key_identifier.as_deref() == Some(id),
            Self::Number { issuer, serial } => {
                without_leading_zeros(&certificate.serial) == without_leading_zeros(serial)
                    && certificate.issuer_der == *issuer
            }
        }
    }
}

/// The certificate that the signed attributes name by its digest (EN 319 122-1, 5.2.2), if the signature points to it
/// as well.
fn signing_certificate(
    signed: &[Attribute<'_>],
    certificates: &[(&[u8], Certificate)],
    pointer: &Pointer<'_>,
) -> Result<Certificate, CertificateFault> {
    let there: Vec<&[u8]> = certificates.iter().map(|(der, _)| *der).collect();
    let names = signed.iter().filter(|a| [SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_2].contains(&a.kind));
    let names: Option<Vec<_>> = names.map(|name| Some(vec![named_first(name)?])).collect();
    let der = named(&there, &names.ok_or(CertificateFault::Other)?)?;
    let mut certificates = certificates.iter().filter(|(other, _)| *other == der);
    let certificate = certificates.next().map(|(_, certificate)| certificate);
    certificate.filter(|one| pointer.is_to(one)).cloned().ok_or(CertificateFault::Other)
}

/// The first digest of the attribute: the signer's; the others are those of its issuers (RFC 5035, 5.4.1).
fn named_first(attribute: &Attribute<'_>) -> Option<CertificateDigest> {
    let [value] = attribute.values.as_slice() else { return None };
    let mut first = value.elements()?.sequence()?.sequence()?;
    if attribute.kind == SIGNING_CERTIFICATE {
        return Some(CertificateDigest::sha1(first.octets()?.to_vec()));
    }
    // By default SHA-256.
    let algorithm = algorithm_identifier(&mut first).unwrap_or(SHA256);
    Some(CertificateDigest::of_oid(algorithm, first.octets()?.to_vec()))
}

struct Attribute<'a> {
    kind: ObjectIdentifier,
    values: Vec<DerElement<'a>>,
}

fn attributes(set: Option<DerElement<'_>>) -> Option<Vec<Attribute<'_>>> {
    let Some(set) = set else { return Some(Vec::new()) };
    set.elements()?
        .take(MAX_ELEMENTS)
        .map(|attribute| {
            let mut attribute = attribute.elements()?;
            Some(Attribute { kind: attribute.oid()?, values: attribute.set()?.take(MAX_ELEMENTS).collect() })
        })
        .collect()
}

fn attribute_value<'a>(attributes: &[Attribute<'a>], kind: ObjectIdentifier) -> Option<DerElement<'a>> {
    attributes.iter().find(|a| a.kind == kind)?.values.first().copied()
}

impl CmsSigner {
    /// Whether what was signed has this digest; `None` where that cannot be said here.
    pub(crate) fn covers(&self, digest: impl FnOnce(DigestAlgorithm) -> Option<Vec<u8>>) -> Option<bool> {
        let signed = self.message_digest.as_deref()?;
        Some(digest(self.digest_algorithm?)? == signed)
    }

    /// Whether each time-stamp is over this signature; `None` where one cannot be read or its digest not be
    /// computed.
    pub(crate) fn time_stamps_cover_signature(&self) -> Option<bool> {
        let stamps = self.signer.time_stamps.iter();
        let each: Option<Vec<bool>> =
            stamps.map(|stamp| stamp.as_ref().ok()?.covers(&self.signature_value)).collect();
        Some(each?.into_iter().all(|is| is))
    }

    /// Who signed where no signed attribute names a certificate: the one that the signature points to. ISO 32000
    /// (12.8.3.3) asks for no more.
    #[must_use]
    pub(crate) fn or_pointed_at(mut self) -> Self {
        if self.signer.certificate == Err(CertificateFault::Unnamed) {
            self.signer.certificate = self.pointed_at.clone().ok_or(CertificateFault::Unreadable);
        }
        self
    }
}

/// Without the value of the signature.
impl fmt::Debug for CmsSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CmsSigner").field("signer", &self.signer).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
