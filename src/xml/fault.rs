/// Why a document was not read, or not made canonical.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TreeFault {
    #[error("it has control characters")]
    Control,
    #[error("it has a DOCTYPE or entities")]
    Doctype,
    /// `xml:base`, `xml:id` or another such attribute stands above the node: what a canonical form makes of it differs
    /// from edition to edition.
    #[error("an attribute of the XML namespace stands above what is signed")]
    Inherited,
    #[error("an error in line {line}")]
    Malformed { line: usize },
    #[error("it is not UTF-8")]
    NotUtf8,
    #[error("it is too large")]
    TooBig,
    #[error("its elements are too deep")]
    TooDeep,
}
