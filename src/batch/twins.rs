//! What one row says of another: duplicates, and warnings that are told once a file.

use super::input::Sound;
use super::row::{Judged, Task};
use crate::form::Form;
use crate::pipeline::{SaidOnce, Twins};

/// The rows seen so far, in the order of the data.
pub(super) struct Others<'f> {
    pub(super) twins: Twins,
    once: Vec<SaidOnce<'f>>,
}

impl<'f> Others<'f> {
    pub(super) fn of(form: &'f Form, inputs: &[Sound<'_>]) -> Self {
        Self { twins: Twins::default(), once: inputs.iter().map(|_| SaidOnce::new(form)).collect() }
    }

    /// Looks at the next row: warns where its values are those of an earlier one, and takes away what was said of
    /// its file before.
    pub(super) fn look(&mut self, task: &Task, judged: &mut Judged) {
        let Some(once) = self.once.get_mut(task.input) else { return };
        match &mut judged.outcome {
            Ok(application) => {
                application.retain_findings(&mut |finding| once.is_new(finding));
                if let Some(finding) = self.twins.look(application) {
                    application.tell(finding);
                }
            }
            Err(report) => {
                *report = std::mem::take(report).into_iter().filter(|finding| once.is_new(finding)).collect();
            }
        }
    }
}
