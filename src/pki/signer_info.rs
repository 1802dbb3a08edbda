//! A signature of CMS (RFC 5652, 5.3; EN 319 122-1): its attributes, and its value verified.

use x509_cert::der::Tag;
use x509_cert::der::asn1::ObjectIdentifier;

use super::der_reader::{
    DerElement, DerReader, algorithm_identifier, context_tag, primitive, without_leading_zeros,
};
use super::time::asn1_time;
use super::{
    Certificate, CertificateDigest, CertificateFault, Crl, DigestAlgorithm, EcdsaForm, Intact, Ocsp,
    SignatureLevel, Suite, ValueFault, named,
};

/// One `SignerInfo`, read and not verified.
#[derive(Debug, Clone)]
pub(crate) struct SignerInfo {
    identifier: SignerIdentifier,
    digest: Option<DigestAlgorithm>,
    /// The signed attributes as they are signed: a `SET OF`.
    signed: Option<Vec<u8>>,
    suite: Option<Suite>,
    value: Vec<u8>,
    unsigned: Vec<UnsignedAttribute>,
    /// All of it but the unsigned attributes, as it stands.
    fields: Vec<u8>,
}

/// An unsigned attribute, in DER.
#[derive(Debug, Clone)]
struct UnsignedAttribute {
    kind: ObjectIdentifier,
    kind_der: Vec<u8>,
    values: Vec<Vec<u8>>,
}

#[derive(Debug, Clone)]
enum SignerIdentifier {
    Issuer { name: Vec<u8>, number: Vec<u8> },
    Key(Vec<u8>),
}

/// A signer whose certificate is the one that the signed attributes name by digest, if they name one.
#[derive(Debug, Clone)]
pub(crate) struct NamedSigner {
    info: SignerInfo,
    certificate: Certificate,
    /// Whether the digest of the certificate is signed.
    is_named: bool,
}

/// Why a signature of CMS is not intact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SignerFault {
    #[error("an algorithm that is not known")]
    Algorithm,
    #[error("a signed attribute is missing, there twice, or cannot be read")]
    Attributes,
    #[error("the certificate of the signer is not in it")]
    NoCertificate,
    #[error("the certificate of the signer is not the one that is signed with it")]
    OtherCertificate,
    #[error("what is signed was changed")]
    Content,
    #[error(transparent)]
    Value(#[from] ValueFault),
}

const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_TIME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.5");
const SIGNING_CERTIFICATE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.12");
const SIGNING_CERTIFICATE_2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const TIME_STAMP: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");
const REVOCATION_VALUES: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.24");
const CERTIFICATE_VALUES: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.23");
const ARCHIVE_TIME_STAMP: ObjectIdentifier = ObjectIdentifier::new_unwrap("0.4.0.1733.2.4");
const OLD_ARCHIVE_TIME_STAMPS: [ObjectIdentifier; 2] = [
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.27"),
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.48"),
];

impl SignerInfo {
    pub(super) fn read(info: &DerElement<'_>) -> Option<Self> {
        let mut info = info.elements()?;
        let fields = info.clone().take_while(|part| part.tag() != context_tag(1)).map(|part| part.der);
        let fields = fields.collect::<Vec<_>>().concat();
        info.expect(Tag::Integer)?;
        let identifier = if let Some(key) = info.expect(primitive(0)) {
            SignerIdentifier::Key(key.content().to_vec())
        } else {
            let mut named = info.sequence()?;
            let name = named.expect(Tag::Sequence)?.der.to_vec();
            let number = without_leading_zeros(named.expect(Tag::Integer)?.content()).to_vec();
            SignerIdentifier::Issuer { name, number }
        };
        let digest = DigestAlgorithm::of_oid(algorithm_identifier(&mut info)?);
        // RFC 5652, 5.4: digested with the tag of a set, not with `[0]`.
        let signed = info.expect(context_tag(0)).map(|set| {
            let mut der = set.der.to_vec();
            if let Some(tag) = der.first_mut() {
                *tag = 0x31;
            }
            der
        });
        let algorithm = info.expect(Tag::Sequence)?;
        let value = info.octets()?.to_vec();
        let unsigned = match info.expect(context_tag(1)) {
            Some(set) => unsigned_attributes(&set)?,
            None => Vec::new(),
        };
        Some(Self {
            identifier,
            digest,
            signed,
            suite: Suite::of_algorithm(&algorithm, digest),
            value,
            unsigned,
            fields,
        })
    }

    /// All of it but the unsigned attributes, as it stands.
    pub(super) fn fields(&self) -> &[u8] {
        &self.fields
    }

    /// Each value of an unsigned attribute, behind the kind of the attribute.
    pub(super) fn unsigned_attribute_values(&self) -> Vec<Vec<u8>> {
        let of = |attribute: &UnsignedAttribute| {
            let values = attribute.values.iter().map(|value| [attribute.kind_der.as_slice(), value].concat());
            values.collect::<Vec<_>>()
        };
        self.unsigned.iter().flat_map(of).collect()
    }

    /// The value, which a time-stamp is over.
    pub(crate) fn value(&self) -> &[u8] {
        &self.value
    }

    /// When it was made, as the signer says.
    pub(crate) fn claimed(&self) -> Option<chrono::DateTime<chrono::Utc>> {
        asn1_time(&self.attribute(SIGNING_TIME).ok()??)
    }

    /// The one value of a signed attribute, if it is there.
    fn attribute(&self, kind: ObjectIdentifier) -> Result<Option<DerElement<'_>>, SignerFault> {
        let Some(signed) = &self.signed else { return Ok(None) };
        let set = DerReader::of(signed).and_then(|mut set| set.set()).ok_or(SignerFault::Attributes)?;
        let mut found = None;
        for attribute in set.all_elements().ok_or(SignerFault::Attributes)? {
            let mut attribute = attribute.elements().ok_or(SignerFault::Attributes)?;
            if attribute.oid() != Some(kind) {
                continue;
            }
            let mut values = attribute.set().ok_or(SignerFault::Attributes)?;
            let value = values.next().filter(|_| found.is_none() && values.next().is_none());
            found = Some(value.ok_or(SignerFault::Attributes)?);
        }
        Ok(found)
    }

    pub(super) fn unsigned_values(&self, kinds: &[ObjectIdentifier]) -> Vec<&[u8]> {
        let found = self.unsigned.iter().filter(|attribute| kinds.contains(&attribute.kind));
        found.flat_map(|attribute| &attribute.values).map(Vec::as_slice).collect()
    }

    /// The tokens over its value.
    pub(crate) fn time_stamps(&self) -> Vec<Vec<u8>> {
        self.unsigned_values(&[TIME_STAMP]).into_iter().map(<[u8]>::to_vec).collect()
    }

    /// The archive time-stamps (EN 319 122-1, 5.5.3).
    pub(crate) fn archive_time_stamps(&self) -> Vec<Vec<u8>> {
        self.unsigned_values(&[ARCHIVE_TIME_STAMP]).into_iter().map(<[u8]>::to_vec).collect()
    }

    /// Whether it has archive time-stamps of former editions.
    pub(crate) fn has_old_archive_time_stamp(&self) -> bool {
        !self.unsigned_values(&OLD_ARCHIVE_TIME_STAMPS).is_empty()
    }

    /// The certificates of `certificate-values` (EN 319 122-1, A.1.1.2).
    pub(crate) fn certificate_values(&self) -> Vec<Certificate> {
        let values = self.unsigned_values(&[CERTIFICATE_VALUES]);
        let each =
            values.into_iter().filter_map(|der| DerReader::of(der)?.sequence()?.all_elements()).flatten();
        each.filter_map(|element| Certificate::read(element.der).ok()).collect()
    }

    /// The OCSP responses and lists of `revocation-values` (EN 319 122-1, A.1.2.2).
    pub(crate) fn revocation_values(&self) -> (Vec<Ocsp>, Vec<Crl>) {
        let (mut responses, mut lists) = (Vec::new(), Vec::new());
        for value in self.unsigned_values(&[REVOCATION_VALUES]) {
            let Some(mut values) = DerReader::of(value).and_then(|mut value| value.sequence()) else {
                continue;
            };
            let mut all =
                |number| values.explicit(number).and_then(|mut inside| inside.sequence()?.all_elements());
            lists.extend(all(0).into_iter().flatten().filter_map(|list| Crl::read(list.der)));
            responses.extend(all(1).into_iter().flatten().filter_map(|one| Ocsp::read(one.der)));
        }
        (responses, lists)
    }

    /// The certificate among `certificates` that it names, and whose digest is signed (`signing-certificate`, RFC 5035).
    pub(crate) fn named(&self, certificates: &[Certificate]) -> Result<NamedSigner, SignerFault> {
        let pointed_at = self.pointed_at(certificates).ok_or(SignerFault::NoCertificate)?;
        let (certificate, is_named) = match self.claimed_certificate(certificates) {
            Ok(certificate) => (certificate, true),
            Err(CertificateFault::Unnamed) => (pointed_at, false),
            Err(CertificateFault::Algorithm(_)) => return Err(SignerFault::Algorithm),
            Err(CertificateFault::Unreadable) => return Err(SignerFault::Attributes),
            Err(_) => return Err(SignerFault::OtherCertificate),
        };
        Ok(NamedSigner { info: self.clone(), certificate: certificate.clone(), is_named })
    }

    /// The first certificate that it points to, which is not signed.
    pub(crate) fn pointed_at<'c>(&self, certificates: &'c [Certificate]) -> Option<&'c Certificate> {
        certificates.iter().find(|certificate| self.points_to(certificate))
    }

    fn points_to(&self, certificate: &Certificate) -> bool {
        match &self.identifier {
            SignerIdentifier::Key(key) => certificate.key_identifier.as_ref() == Some(key),
            SignerIdentifier::Issuer { name, number } => {
                certificate.number() == number && certificate.issuer_der == *name
            }
        }
    }

    /// The certificate whose digest is among its signed attributes (EN 319 122-1, 5.2.2), if it points to that one too.
    pub(crate) fn claimed_certificate<'c>(
        &self,
        certificates: &'c [Certificate],
    ) -> Result<&'c Certificate, CertificateFault> {
        let digests = self.certificate_digests().map_err(|_| CertificateFault::Unreadable)?;
        let there: Vec<&[u8]> = certificates.iter().map(Certificate::der).collect();
        let der = named(&there, &digests)?;
        let is = |certificate: &&Certificate| certificate.der() == der && self.points_to(certificate);
        certificates.iter().find(is).ok_or(CertificateFault::Other)
    }

    /// The digest of the first certificate in each attribute: the signer's; the others are those of its issuers (RFC 5035,
    /// 5.4.1).
    fn certificate_digests(&self) -> Result<Vec<Vec<CertificateDigest>>, SignerFault> {
        let mut digests = Vec::new();
        for kind in [SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_2] {
            let Some(named) = self.attribute(kind)? else { continue };
            let read = || {
                let mut first = named.elements()?.sequence()?.sequence()?;
                if kind == SIGNING_CERTIFICATE {
                    return Some(CertificateDigest::sha1(first.octets()?.to_vec()));
                }
                // By default SHA-256.
                let algorithm = match first.sequence() {
                    Some(mut algorithm) => algorithm.oid()?,
                    None => SHA256,
                };
                Some(CertificateDigest::of_oid(algorithm, first.octets()?.to_vec()))
            };
            digests.push(vec![read().ok_or(SignerFault::Attributes)?]);
        }
        Ok(digests)
    }

    /// Whether what was signed has the digest that is signed; `None` where that cannot be said here. The value over that
    /// digest is not looked at.
    pub(crate) fn states_digest(
        &self,
        digest: impl FnOnce(DigestAlgorithm) -> Option<Vec<u8>>,
    ) -> Option<bool> {
        let stated = self.attribute(MESSAGE_DIGEST).ok()??;
        Some(digest(self.digest?)? == stated.content())
    }

    /// How far it is made to last, by the attributes that are there; `revocation` is whether lists or responses stand beside
    /// it.
    pub(super) fn level(&self, revocation: bool) -> SignatureLevel {
        let has = |kinds: &[ObjectIdentifier]| !self.unsigned_values(kinds).is_empty();
        let names = |kind| matches!(self.attribute(kind), Ok(Some(_)));
        if !has(&[TIME_STAMP]) {
            let is_named = names(SIGNING_CERTIFICATE) || names(SIGNING_CERTIFICATE_2);
            if is_named { SignatureLevel::B } else { SignatureLevel::NotAdes }
        } else if has(&[ARCHIVE_TIME_STAMP]) || self.has_old_archive_time_stamp() {
            SignatureLevel::Lta
        } else if revocation || has(&[REVOCATION_VALUES]) {
            SignatureLevel::Lt
        } else {
            SignatureLevel::T
        }
    }
}

/// All of them, or `None` where one cannot be read.
fn unsigned_attributes(set: &DerElement<'_>) -> Option<Vec<UnsignedAttribute>> {
    let read = |attribute: DerElement<'_>| {
        let mut parts = attribute.elements()?;
        let kind = parts.expect(Tag::ObjectIdentifier)?;
        let values = parts.set()?.all_elements()?;
        Some(UnsignedAttribute {
            kind: kind.as_oid()?,
            kind_der: kind.der.to_vec(),
            values: values.iter().map(|value| value.der.to_vec()).collect(),
        })
    };
    set.elements()?.all_elements()?.into_iter().map(read).collect()
}

impl NamedSigner {
    /// Whether the digest of the certificate is signed, as the European standards ask for.
    pub(crate) fn is_named(&self) -> bool {
        self.is_named
    }

    pub(crate) fn info(&self) -> &SignerInfo {
        &self.info
    }

    /// Compares the digest of the content, then the value over the signed attributes.
    pub(crate) fn verify(
        self,
        content_type: Option<ObjectIdentifier>,
        content: impl FnOnce(DigestAlgorithm) -> Option<Vec<u8>>,
    ) -> Result<Intact<Self>, SignerFault> {
        let info = &self.info;
        // Without signed attributes nothing would name the certificate.
        let signed = info.signed.clone().ok_or(SignerFault::Attributes)?;
        let suite = info.suite.ok_or(SignerFault::Algorithm)?;
        let digest = info.digest.ok_or(SignerFault::Algorithm)?;
        let stated = info.attribute(MESSAGE_DIGEST)?.ok_or(SignerFault::Attributes)?.content().to_vec();
        let stated_type = info.attribute(CONTENT_TYPE)?.ok_or(SignerFault::Attributes)?.as_oid();
        if content_type.is_some_and(|expected| stated_type != Some(expected)) {
            return Err(SignerFault::Attributes);
        }
        if content(digest).ok_or(SignerFault::Content)? != stated {
            return Err(SignerFault::Content);
        }
        let (certificate, value) = (self.certificate.clone(), info.value.clone());
        Ok(certificate.verify(suite, &signed, &value, EcdsaForm::Der, self)?)
    }
}
