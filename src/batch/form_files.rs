//! Where the form of a run was read, so that its rows can be corrected on the same form.

use serde::{Deserialize, Serialize};

use super::error::BatchError;
use super::journal::{Journal, JournalState};
use super::shard::Shard;
use crate::output::{Folder, FormFacts};

/// Where the form of a run was read, as far as it does not come with the program.
/// See [`Batch`](crate::batch::Batch).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FormFiles {
    /// The folder of its definition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    /// Its PDF, where one was handed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// The binding of that PDF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub binding: Option<String>,
}

impl FormFiles {
    pub(super) fn are_none(&self) -> bool {
        *self == Self::default()
    }
}

/// The form of a run. See [`form_of_run`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FormOfRun {
    /// The form and its PDF.
    pub form: FormFacts,
    /// Where they were read; unknown of runs by older versions.
    pub files: FormFiles,
}

/// The form of the run that began in a folder; none where none did.
///
/// # Errors
/// Where its journal cannot be read.
pub(crate) fn form_of_run(folder: &Folder) -> Result<Option<FormOfRun>, BatchError> {
    let header = Journal::of(folder, Shard::WHOLE).replay()?.map(JournalState::into_last_header);
    Ok(header.map(|header| FormOfRun { form: header.form, files: header.files }))
}
