//! Checks of a row against those before it: duplicates, and warnings that are reported once a file.

use super::input::CheckedInput;
use super::row::{CheckedRow, Task};
use crate::form::Form;
use crate::pipeline::{Duplicates, OncePerFile};

/// What is known of the rows so far, in the order of the data.
pub(super) struct CrossRowChecks<'f> {
    pub(super) duplicates: Duplicates,
    once_per_file: Vec<OncePerFile<'f>>,
}

impl<'f> CrossRowChecks<'f> {
    pub(super) fn of(form: &'f Form, inputs: &[CheckedInput<'_>]) -> Self {
        Self {
            duplicates: Duplicates::default(),
            once_per_file: inputs.iter().map(|_| OncePerFile::new(form)).collect(),
        }
    }

    /// Checks the next row: warns where its values are those of an earlier one, and removes warnings that were reported of
    /// its file.
    pub(super) fn check(&mut self, task: &Task, checked: &mut CheckedRow) {
        let Some(once_per_file) = self.once_per_file.get_mut(task.input) else { return };
        match &mut checked.result {
            Ok(application) => {
                application.retain_findings(&mut |finding| once_per_file.is_first(finding));
                if let Some(finding) = self.duplicates.check(application) {
                    application.add_finding(finding);
                }
            }
            Err(report) => {
                *report = std::mem::take(report)
                    .into_iter()
                    .filter(|finding| once_per_file.is_first(finding))
                    .collect();
            }
        }
    }
}
