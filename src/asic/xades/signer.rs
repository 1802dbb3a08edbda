use super::{MAX_CERTIFICATES, XADES, XADES_141, XMLDSIG, XmlNode};
use crate::pki::{
    Certificate, CertificateDigest, CertificateFault, PkiError, SignatureLevel, Signer, TimeStamp, named,
    xml_time,
};

/// What a signature says of its signer: in `signed`, the `SignedProperties` that it refers to, and in what goes with
/// them. Nothing else that may stand in the signature is looked at.
pub(super) fn build(signature: XmlNode<'_>, signed: XmlNode<'_>) -> Signer {
    let own = signed.only(XADES, "SignedSignatureProperties");
    let claimed = own.and_then(|own| own.only(XADES, "SigningTime")).and_then(|time| xml_time(&time.text()));
    let unsigned: Vec<_> = signed
        .parent()
        .into_iter()
        .flat_map(|qualifying| qualifying.all(XADES, "UnsignedProperties"))
        .flat_map(|unsigned| unsigned.all(XADES, "UnsignedSignatureProperties"))
        .flat_map(XmlNode::children)
        .collect();
    let time_stamps = time_stamps(&unsigned);
    let level = level(&unsigned, !time_stamps.is_empty());
    Signer { certificate: certificate(signature, own), claimed_signing_time: claimed, time_stamps, level }
}

/// The certificate of `KeyInfo` whose digest is signed.
fn certificate(signature: XmlNode<'_>, own: Option<XmlNode<'_>>) -> Result<Certificate, CertificateFault> {
    let certificates: Vec<Vec<u8>> = signature
        .all(XMLDSIG, "KeyInfo")
        .flat_map(|info| info.all(XMLDSIG, "X509Data"))
        .flat_map(|data| data.all(XMLDSIG, "X509Certificate"))
        .filter_map(XmlNode::octets)
        .take(MAX_CERTIFICATES)
        .collect();
    let certificates: Vec<&[u8]> = certificates.iter().map(Vec::as_slice).collect();
    let digests: Vec<_> = own.into_iter().flat_map(XmlNode::children).filter_map(digests).collect();
    let der = named(&certificates, &digests)?;
    Certificate::read(der).map_err(|_| CertificateFault::Unreadable)
}

/// The digests of one `SigningCertificate` or `SigningCertificateV2`.
fn digests(property: XmlNode<'_>) -> Option<Vec<CertificateDigest>> {
    let is = ["SigningCertificate", "SigningCertificateV2"].into_iter().any(|name| property.is(XADES, name));
    let digests = property.all(XADES, "Cert").take(MAX_CERTIFICATES).map(|certificate| {
        let digest = certificate.only(XADES, "CertDigest");
        let part = |name| digest.and_then(|digest| digest.only(XMLDSIG, name));
        let method = part("DigestMethod").and_then(|method| method.attribute("Algorithm"));
        let value = part("DigestValue").and_then(XmlNode::octets);
        CertificateDigest::of_uri(method.unwrap_or_default(), value.unwrap_or_default())
    });
    is.then(|| digests.collect())
}

fn time_stamps(unsigned: &[XmlNode<'_>]) -> Vec<Result<TimeStamp, PkiError>> {
    let stamps = unsigned.iter().filter(|property| property.is(XADES, "SignatureTimeStamp"));
    let tokens = stamps.flat_map(|stamp| stamp.all(XADES, "EncapsulatedTimeStamp")).take(MAX_CERTIFICATES);
    tokens.map(|token| TimeStamp::read(&token.octets().unwrap_or_default())).collect()
}

fn level(unsigned: &[XmlNode<'_>], stamped: bool) -> SignatureLevel {
    let has = |namespace, name| unsigned.iter().any(|property| property.is(namespace, name));
    if !stamped {
        SignatureLevel::B
    } else if has(XADES, "ArchiveTimeStamp") || has(XADES_141, "ArchiveTimeStamp") {
        SignatureLevel::Lta
    } else if has(XADES, "RevocationValues") {
        SignatureLevel::Lt
    } else {
        SignatureLevel::T
    }
}
