use std::io;

use thiserror::Error;

use crate::diag::Report;

/// Why a data file cannot be used. See [`read`](crate::data::read).
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DataError {
    /// The content is not the one that was read first.
    #[error("the data changed while they were read")]
    Changed,
    /// The system refused.
    #[error("cannot read the data")]
    Read(#[source] io::Error),
    /// The file as a whole is refused; the report says why.
    #[error("the data are refused")]
    Refused(Report),
}
