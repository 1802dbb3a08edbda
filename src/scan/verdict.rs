//! What a page or a file is.

use serde::Serialize;

/// What a page or a file is. See [`classify`](crate::scan::classify()).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Verdict {
    /// Made by a program: its text is text.
    Digital,
    /// A person must look.
    Unknown,
    /// Scans beside something else; of files only.
    Mixed,
    /// A scan, or an image of a document.
    Scan,
}

impl Verdict {
    /// Whether there is a scan in it.
    pub fn has_scan(self) -> bool {
        matches!(self, Self::Mixed | Self::Scan)
    }

    /// The verdict on something by the verdicts on its parts; without parts nobody can tell.
    pub(super) fn of_parts(parts: impl IntoIterator<Item = Self>) -> Self {
        let parts: Vec<Self> = parts.into_iter().collect();
        if parts.is_empty() {
            Self::Unknown
        } else if parts.iter().all(|part| *part == Self::Scan) {
            Self::Scan
        } else if parts.iter().any(|part| part.has_scan()) {
            Self::Mixed
        } else if parts.contains(&Self::Unknown) {
            Self::Unknown
        } else {
            Self::Digital
        }
    }
}
