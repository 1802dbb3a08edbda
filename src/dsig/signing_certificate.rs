use super::reference::{Target, digest_algorithm};
use super::{Digested, Signature, SignatureFault, SignedFiles, XADES, XMLDSIG};
use crate::pki::{Certificate, serial_of_decimal, serial_of_issuer_serial};
use crate::xml::{NodeId, Tree};

/// A signature whose certificate is the one that its signed properties name by digest. Their own digest is not compared
/// yet.
#[derive(Debug)]
pub(crate) struct Named<'t> {
    pub(super) signature: Signature<'t>,
    pub(super) certificate: Certificate,
    /// The certificates beside it.
    pub(super) others: Vec<Certificate>,
}

/// More certificates than anybody puts there.
const MOST: usize = 50;

impl<'t> Signature<'t> {
    /// Picks the certificate of `KeyInfo` that the signed properties name.
    pub(crate) fn named(self) -> Result<Named<'t>, SignatureFault> {
        let tree = self.tree;
        let beside = self.key_info.map(|info| certificates_in(tree, info)).unwrap_or_default();
        let properties = self.properties.as_ref().ok_or(SignatureFault::CertificateUnnamed)?;
        let properties = properties.of_signature(tree)?;
        let mut found: Option<Certificate> = None;
        for name in ["SigningCertificateV2", "SigningCertificate"] {
            let all: Vec<NodeId> = tree.named(properties, XADES, name).collect();
            let property = match all.as_slice() {
                [] => continue,
                [one] => *one,
                _ => return Err(SignatureFault::Properties),
            };
            let certificate = certificate_of(tree, property, &beside)?;
            if found.as_ref().is_some_and(|other| other.sha256() != certificate.sha256()) {
                return Err(SignatureFault::CertificateOther);
            }
            found = Some(certificate.clone());
        }
        let certificate = found.ok_or(SignatureFault::CertificateUnnamed)?;
        let others = beside.into_iter().filter(|c| c.sha256() != certificate.sha256()).collect();
        Ok(Named { signature: self, certificate, others })
    }

    /// Picks the certificate of `KeyInfo` that is one of `known`, byte for byte; outside, whose the first is, if none is.
    pub(crate) fn named_among(self, known: &[Certificate]) -> Result<Named<'t>, Option<Box<Certificate>>> {
        let mut beside = self.key_info.map(|info| certificates_in(self.tree, info)).unwrap_or_default();
        match beside.iter().position(|own| known.iter().any(|known| known.der() == own.der())) {
            Some(at) => {
                let certificate = beside.swap_remove(at);
                Ok(Named { signature: self, certificate, others: beside })
            }
            None => Err(beside.into_iter().next().map(Box::new)),
        }
    }
}

fn certificates_in(tree: &Tree, key_info: NodeId) -> Vec<Certificate> {
    let data = tree.named(key_info, XMLDSIG, "X509Data");
    let nodes = data.flat_map(|data| tree.named(data, XMLDSIG, "X509Certificate")).take(MOST);
    nodes.filter_map(|node| Certificate::read(&tree.octets(node)?).ok()).collect()
}

/// The certificate whose digest stands in the first `Cert`: the signer's (EN 319 132-1, 5.2.2).
fn certificate_of<'c>(
    tree: &Tree,
    property: NodeId,
    beside: &'c [Certificate],
) -> Result<&'c Certificate, SignatureFault> {
    let reference = tree.children(property).next().filter(|cert| tree.is(*cert, XADES, "Cert"));
    let reference = reference.ok_or(SignatureFault::CertificateUnnamed)?;
    let digest = tree.only(reference, XADES, "CertDigest").ok_or(SignatureFault::CertificateUnnamed)?;
    let part = |name| tree.only(digest, XMLDSIG, name).ok_or(SignatureFault::CertificateUnnamed);
    let algorithm = digest_algorithm(tree, part("DigestMethod")?)?;
    let value = tree.octets(part("DigestValue")?).ok_or(SignatureFault::CertificateUnnamed)?;
    if beside.is_empty() {
        return Err(SignatureFault::CertificateUnnamed);
    }
    let found = beside.iter().find(|certificate| algorithm.of_bytes(certificate.der()) == value);
    let certificate = found.ok_or(SignatureFault::CertificateOther)?;
    // Names are written in too many ways to compare; numbers are not.
    let text = |node: NodeId, name| tree.text(tree.only(node, XMLDSIG, name)?);
    let first = tree.only(reference, XADES, "IssuerSerial");
    let decimal = first.and_then(|node| serial_of_decimal(&text(node, "X509SerialNumber")?));
    let second = tree.only(reference, XADES, "IssuerSerialV2");
    let der = second.and_then(|node| serial_of_issuer_serial(&tree.octets(node)?));
    if decimal.iter().chain(&der).any(|number| number != certificate.number()) {
        return Err(SignatureFault::CertificateNumber);
    }
    Ok(certificate)
}

impl<'t> Named<'t> {
    /// Compares the digest of everything that is referred to.
    pub(crate) fn digested(self, files: &mut dyn SignedFiles) -> Result<Digested<'t>, SignatureFault> {
        let mut covered = Vec::new();
        for reference in &self.signature.references {
            self.compare(reference, files)?;
            if let Target::File(name) = &reference.target {
                covered.push(name.clone());
            }
        }
        Ok(Digested::of(self, covered))
    }

    fn compare(
        &self,
        reference: &super::reference::Reference,
        files: &mut dyn SignedFiles,
    ) -> Result<(), SignatureFault> {
        let name = self.signature.tree.attribute(reference.node, "URI").unwrap_or_default();
        let digest = match (&reference.target, &reference.method) {
            (Target::File(name), None) => files.digest(name, reference.digest),
            _ => self.signature.octets_of(reference, files)?.map(|octets| reference.digest.of_bytes(&octets)),
        };
        let digest = digest.ok_or_else(|| SignatureFault::Missing(name.to_owned()))?;
        if digest != reference.value {
            return Err(SignatureFault::Changed(name.to_owned()));
        }
        Ok(())
    }
}
