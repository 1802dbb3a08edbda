//! The first entry of a container, which says what it is.

/// Its name.
pub(super) const NAME: &str = "mimetype";
/// ASiC-E: several data files, several signatures.
pub(super) const ASIC_E: &str = "application/vnd.etsi.asic-e+zip";
