//! The document as a whole: attachments, scans, sample, names and the signing of it.
use super::Entry;

/// All of this family, in the order of their codes.
pub(super) static ALL: &[&Entry] = &[];
