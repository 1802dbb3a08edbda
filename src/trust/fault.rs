use crate::dsig::SignatureFault;
use crate::xml::XmlFault;

/// Why a trust list is not used. See [`TrustList`](crate::trust::TrustList).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct ListFault(#[from] pub(super) Kind);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Kind {
    #[error("not a trust list: {0}")]
    Form(&'static str),
    #[error("not a trust list: {0}")]
    Xml(XmlFault),
    #[error("the list has {0} signatures; one was expected")]
    Signatures(usize),
    #[error("the signature of the list is not intact: {0}")]
    Signature(SignatureFault),
    #[error(
        "the list of `{territory}` is signed by `{signer}`, whom nothing that was handed in names for it"
    )]
    Stranger { territory: String, signer: String },
}
