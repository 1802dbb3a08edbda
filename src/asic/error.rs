/// A container could not be written.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::asic::{AsicError, ContainerBuilder};
/// use edocpack::values::{BuildTime, EntryName, MediaType};
///
/// let pdf = MediaType::parse("application/pdf")?;
/// let name = || EntryName::parse("a.pdf").unwrap();
/// let draft = ContainerBuilder::edoc(BuildTime::from_unix(1_767_225_600)?);
/// let twice = draft.document(name(), pdf.clone(), b"%PDF-")?.attachment(name(), pdf, b"%PDF-");
/// assert!(matches!(twice.err(), Some(AsicError::SameName { .. })));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AsicError {
    /// Signing programs refuse an empty data file.
    #[error("data file `{name}` is empty")]
    EmptyFile {
        /// The name of the file.
        name: String,
    },
    /// Two files would have the same name on some system.
    #[error("there is a file named `{name}` already")]
    SameName {
        /// The name of the second file.
        name: String,
    },
    /// More than an archive without ZIP64 can hold, which not every reader of containers opens.
    #[error("a container of {size} bytes is more than the 4 GiB that readers can be trusted to open")]
    TooLarge {
        /// What the container would take, in bytes.
        size: u64,
    },
    /// A file could not be read again, or the container not be written.
    #[error("the container could not be written")]
    Io(#[from] std::io::Error),
}
