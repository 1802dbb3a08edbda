//! Containers (ASiC-E, EDOC).
use super::Entry;

/// All of this family, in the order of their codes.
pub(super) static ALL: &[&Entry] = &[];
