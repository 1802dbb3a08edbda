use crate::pki::ValueFault;
use crate::xml::XmlFault;

/// Why a signature is not intact.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SignatureFault {
    #[error("its algorithm `{0}` is not known")]
    Algorithm(String),
    #[error("the digest of `{0}` differs: it was changed after signing")]
    Changed(String),
    #[error("`{0}` is not there")]
    Missing(String),
    #[error("it is not as a signature has to be: {0}")]
    Form(&'static str),
    #[error("several elements have the identifier that is signed")]
    Ids,
    #[error("no certificate is named by its signed properties")]
    CertificateUnnamed,
    #[error("the certificate beside it is not the one that its signed properties name")]
    CertificateOther,
    #[error("the issuer and number in its signed properties are not those of the certificate")]
    CertificateNumber,
    #[error("its properties are not the ones that are signed")]
    Properties,
    #[error("what it refers to is of a kind that is not known: `{0}`")]
    Reference(String),
    #[error("what is signed is transformed by `{0}`")]
    Transform(String),
    #[error(transparent)]
    Value(#[from] ValueFault),
    #[error(transparent)]
    Xml(#[from] XmlFault),
}
