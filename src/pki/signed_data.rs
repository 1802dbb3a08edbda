//! Signed data of CMS (RFC 5652) with all that its signatures are verified by: `SignedData` → `SignerInfo` → `Named` →
//! `Intact<Named>`.

use x509_cert::der::Tag;
use x509_cert::der::asn1::ObjectIdentifier;

use super::der_reader::{
    DerElement, DerReader, algorithm_identifier, context_tag, primitive, without_leading_zeros,
};
use super::time::asn1_time;
use super::{Certificate, Crl, DigestAlgorithm, EcdsaForm, Intact, Ocsp, PkiError, Suite, ValueFault, ber};

/// What is signed, if it is inside, by whom, and what came along.
#[derive(Debug)]
pub(crate) struct SignedData {
    pub(super) content_type: ObjectIdentifier,
    content_type_der: Vec<u8>,
    pub(super) content: Option<Vec<u8>>,
    certificates: Vec<Certificate>,
    /// The certificates, and what tells their state, as they stand.
    beside: (Vec<Vec<u8>>, Vec<Vec<u8>>),
    /// OCSP responses and revocation lists beside the certificates.
    pub(crate) responses: Vec<Ocsp>,
    pub(crate) lists: Vec<Crl>,
    signers: Vec<SignerInfo>,
}

/// One `SignerInfo`, read and not verified.
#[derive(Debug, Clone)]
pub(crate) struct SignerInfo {
    identifier: SignerIdentifier,
    digest: Option<DigestAlgorithm>,
    /// The signed attributes as they are signed: a `SET OF`.
    signed: Option<Vec<u8>>,
    suite: Option<Suite>,
    value: Vec<u8>,
    unsigned: Vec<u8>,
    /// All of it but the unsigned attributes, as it stands.
    fields: Vec<u8>,
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

const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_TIME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.5");
const SIGNING_CERTIFICATE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.12");
const SIGNING_CERTIFICATE_2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
const TIME_STAMP: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");
const REVOCATION_VALUES: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.24");
const CERTIFICATE_VALUES: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.23");
const OCSP_RESPONSE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.16.2");
const ARCHIVE_TIME_STAMP: ObjectIdentifier = ObjectIdentifier::new_unwrap("0.4.0.1733.2.4");
const OLD_ARCHIVE_TIME_STAMPS: [ObjectIdentifier; 2] = [
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.27"),
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.48"),
];

/// More signers, certificates or attributes than anybody has.
const MOST: usize = 200;

impl SignedData {
    /// Reads signed data, in DER or BER. What follows it is left out: `PAdES` pads it with zeros.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, PkiError> {
        let der = ber::to_definite_lengths(bytes).ok_or(PkiError::Cms)?;
        Self::parse(&der).ok_or(PkiError::Cms)
    }

    pub(crate) fn signers(&self) -> &[SignerInfo] {
        &self.signers
    }

    /// The certificates that came along, of nobody in particular.
    pub(crate) fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// The certificates, and the lists and responses, each as it stands.
    pub(super) fn archived_values(&self) -> (&[Vec<u8>], &[Vec<u8>]) {
        (&self.beside.0, &self.beside.1)
    }

    /// The kind of content, as it stands.
    pub(super) fn content_type_der(&self) -> &[u8] {
        &self.content_type_der
    }

    /// The content, where it is inside.
    pub(crate) fn content(&self) -> Option<&[u8]> {
        self.content.as_deref()
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
        let kind = encapsulated.expect(Tag::ObjectIdentifier)?;
        let (content_type, content_type_der) = (kind.as_oid()?, kind.der.to_vec());
        let content = encapsulated.explicit(0).and_then(|mut inside| inside.octets()).map(<[u8]>::to_vec);
        let (mut certificates, mut responses, mut lists) = (Vec::new(), Vec::new(), Vec::new());
        let mut beside = (Vec::new(), Vec::new());
        if let Some(set) = data.expect(context_tag(0)) {
            for element in set.elements()?.take(MOST) {
                beside.0.push(element.der.to_vec());
                certificates.extend(Certificate::read(element.der).ok());
            }
        }
        if let Some(set) = data.expect(context_tag(1)) {
            for element in set.elements()?.take(MOST) {
                beside.1.push(element.der.to_vec());
                if element.tag() == context_tag(1) {
                    let mut other = element.elements()?;
                    if other.oid() == Some(OCSP_RESPONSE) {
                        responses.extend(other.next().and_then(|response| Ocsp::read(response.der)));
                    }
                } else {
                    lists.extend(Crl::read(element.der));
                }
            }
        }
        let signers =
            data.set()?.take(MOST).map(|info| SignerInfo::read(&info)).collect::<Option<Vec<_>>>()?;
        Some(Self {
            content_type,
            content_type_der,
            content,
            certificates,
            beside,
            responses,
            lists,
            signers,
        })
    }
}

impl SignerInfo {
    fn read(info: &DerElement<'_>) -> Option<Self> {
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
        let unsigned = info.expect(context_tag(1)).map(|set| set.content().to_vec()).unwrap_or_default();
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
        let mut found = Vec::new();
        for attribute in DerReader::of(&self.unsigned).into_iter().flatten().take(MOST) {
            let Some(mut attribute) = attribute.elements() else { continue };
            let Some(kind) = attribute.expect(Tag::ObjectIdentifier) else { continue };
            let values = attribute.set().into_iter().flatten().take(MOST);
            found.extend(values.map(|value| [kind.der, value.der].concat()));
        }
        found
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
        for attribute in set.take(MOST) {
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

    pub(super) fn unsigned_values(&self, kinds: &[ObjectIdentifier]) -> Vec<DerElement<'_>> {
        let mut found = Vec::new();
        for attribute in DerReader::of(&self.unsigned).into_iter().flatten().take(MOST) {
            let Some(mut attribute) = attribute.elements() else { continue };
            if attribute.oid().is_some_and(|oid| kinds.contains(&oid)) {
                found.extend(attribute.set().into_iter().flatten().take(MOST));
            }
        }
        found
    }

    /// The tokens over its value.
    pub(crate) fn time_stamps(&self) -> Vec<Vec<u8>> {
        self.unsigned_values(&[TIME_STAMP]).iter().map(|value| value.der.to_vec()).collect()
    }

    /// The archive time-stamps (EN 319 122-1, 5.5.3).
    pub(crate) fn archive_time_stamps(&self) -> Vec<Vec<u8>> {
        self.unsigned_values(&[ARCHIVE_TIME_STAMP]).iter().map(|value| value.der.to_vec()).collect()
    }

    /// Whether it has archive time-stamps of former editions.
    pub(crate) fn has_old_archive_time_stamp(&self) -> bool {
        !self.unsigned_values(&OLD_ARCHIVE_TIME_STAMPS).is_empty()
    }

    /// The certificates of `certificate-values` (EN 319 122-1, A.1.1.2).
    pub(crate) fn certificate_values(&self) -> Vec<Certificate> {
        let values = self.unsigned_values(&[CERTIFICATE_VALUES]);
        let each = values.iter().filter_map(DerElement::elements).flatten().take(MOST);
        each.filter_map(|element| Certificate::read(element.der).ok()).collect()
    }

    /// The OCSP responses and lists of `revocation-values` (EN 319 122-1, A.1.2.2).
    pub(crate) fn revocation_values(&self) -> (Vec<Ocsp>, Vec<Crl>) {
        let (mut responses, mut lists) = (Vec::new(), Vec::new());
        for value in self.unsigned_values(&[REVOCATION_VALUES]) {
            let Some(mut values) = value.elements() else { continue };
            let all = values.explicit(0).and_then(|mut inside| inside.sequence());
            lists.extend(all.into_iter().flatten().take(MOST).filter_map(|list| Crl::read(list.der)));
            let all = values.explicit(1).and_then(|mut inside| inside.sequence());
            responses.extend(all.into_iter().flatten().take(MOST).filter_map(|one| Ocsp::read(one.der)));
        }
        (responses, lists)
    }

    /// The certificate among `certificates` that it names, and whose digest is signed (`signing-certificate`, RFC 5035).
    pub(crate) fn named(&self, certificates: &[Certificate]) -> Result<NamedSigner, SignerFault> {
        let is = |certificate: &&Certificate| match &self.identifier {
            SignerIdentifier::Key(key) => certificate.key_identifier.as_ref() == Some(key),
            SignerIdentifier::Issuer { name, number } => {
                certificate.number() == number && certificate.issuer_der == *name
            }
        };
        let mut candidates = certificates.iter().filter(is).peekable();
        candidates.peek().ok_or(SignerFault::NoCertificate)?;
        let digest = self.certificate_digest()?;
        for certificate in candidates {
            if digest
                .as_ref()
                .is_none_or(|(algorithm, value)| algorithm.of_bytes(certificate.der()) == *value)
            {
                let (info, certificate) = (self.clone(), certificate.clone());
                return Ok(NamedSigner { info, certificate, is_named: digest.is_some() });
            }
        }
        Err(SignerFault::OtherCertificate)
    }

    /// The digest of the first certificate that `signing-certificate` or `-v2` names.
    fn certificate_digest(&self) -> Result<Option<(DigestAlgorithm, Vec<u8>)>, SignerFault> {
        let (second, first) = (self.attribute(SIGNING_CERTIFICATE_2)?, self.attribute(SIGNING_CERTIFICATE)?);
        let is_first = second.is_none();
        let Some(named) = second.or(first) else { return Ok(None) };
        let read = || {
            let mut identifier = named.elements()?.sequence()?.sequence()?;
            let algorithm = match identifier.sequence() {
                _ if is_first => Some(DigestAlgorithm::Sha1),
                None => Some(DigestAlgorithm::Sha256),
                Some(mut algorithm) => DigestAlgorithm::of_oid(algorithm.oid()?),
            };
            Some((algorithm, identifier.octets()?.to_vec()))
        };
        let (algorithm, digest) = read().ok_or(SignerFault::Attributes)?;
        Ok(Some((algorithm.ok_or(SignerFault::Algorithm)?, digest)))
    }
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
