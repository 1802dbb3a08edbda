//! The codes of findings that a person accepts.

use crate::diag::{FindingCode, Origin, Provenance};

/// The codes that hold for one record.
#[derive(Debug, Clone, Default)]
pub(super) struct AcceptedCodes(pub(super) Vec<Acceptance>);

#[derive(Debug, Clone)]
pub(super) struct Acceptance {
    pub(super) code: FindingCode,
    /// Where the record accepts it; `None` where the whole run does.
    pub(super) origin: Option<Origin>,
}

impl AcceptedCodes {
    /// Whether a breach is accepted.
    pub(super) fn allows(&self, code: &FindingCode, provenance: Provenance) -> bool {
        provenance.can_be_accepted() && self.0.iter().any(|acceptance| acceptance.code == *code)
    }
}
