//! `mimetype`, the first entry of a container: its media type.

/// Its name.
pub(super) const NAME: &str = "mimetype";
/// ASiC-E: several data files, several signatures.
pub(super) const ASIC_E: &str = "application/vnd.etsi.asic-e+zip";
/// ASiC-S: one data file.
pub(super) const ASIC_S: &str = "application/vnd.etsi.asic-s+zip";
/// More than any media type; a longer one is not read.
pub(super) const MAX_SIZE: u64 = 1024;

const BOM: &str = "\u{feff}";

/// The content of a `mimetype`, parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mimetype {
    pub(super) bom: bool,
    /// White space before or after.
    pub(super) surrounding_space: bool,
    pub(super) media_type: String,
}

impl Mimetype {
    pub(super) fn of(content: &[u8]) -> Self {
        let text = String::from_utf8_lossy(content);
        let bare = text.strip_prefix(BOM).unwrap_or(&text);
        let media_type = bare.trim();
        Self {
            bom: bare.len() < text.len(),
            surrounding_space: media_type.len() < bare.len(),
            media_type: media_type.to_owned(),
        }
    }
}
