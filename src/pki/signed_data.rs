//! Signed data of CMS (RFC 5652) with all that its signatures are verified by: `SignedData` → `SignerInfo` → `NamedSigner`
//! → `Intact<NamedSigner>`.

use x509_cert::der::Tag;
use x509_cert::der::asn1::ObjectIdentifier;

use super::der_reader::{DerReader, context_tag};
use super::{Certificate, Crl, Ocsp, PkiError, SignerInfo, ber};

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

const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const OCSP_RESPONSE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.16.2");

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

    /// Whether lists or responses came along.
    pub(super) fn has_revocation_values(&self) -> bool {
        !self.beside.1.is_empty()
    }

    /// Whether each of them was read.
    pub(crate) fn has_read_revocation_values(&self) -> bool {
        self.beside.1.len() == self.responses.len() + self.lists.len()
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
            for element in set.elements()?.all_elements()? {
                beside.0.push(element.der.to_vec());
                certificates.extend(Certificate::read(element.der).ok());
            }
        }
        if let Some(set) = data.expect(context_tag(1)) {
            for element in set.elements()?.all_elements()? {
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
        let signers = data
            .set()?
            .all_elements()?
            .iter()
            .map(|info| SignerInfo::read(info))
            .collect::<Option<Vec<_>>>()?;
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

#[cfg(test)]
mod tests;
