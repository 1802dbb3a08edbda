//! Where the form of a run was read, for those who mend its rows.

use serde::{Deserialize, Serialize};

use super::journal::JournalReader;
use super::{BatchError, Shard};
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
    let Some(mut reader) = JournalReader::open(folder, Shard::WHOLE)? else { return Ok(None) };
    let head = reader.last()?.map(|last| last.head);
    Ok(head.map(|head| FormOfRun { form: head.form, files: head.files }))
}
