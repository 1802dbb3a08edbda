/// A container could not be written.
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
