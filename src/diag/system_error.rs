//! Errors of the operating system, in both languages.

use std::fmt;
use std::io::{Error, ErrorKind};

use super::Bilingual;

/// Something with a name on the disk that is neither a file nor a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SpecialFile {
    Device,
    Pipe,
    Socket,
}

impl SpecialFile {
    /// What an error says was met in place of a file.
    pub(crate) fn of(error: &Error) -> Option<Self> {
        error.get_ref()?.downcast_ref::<Self>().copied()
    }

    fn description(self) -> Bilingual {
        match self {
            Self::Device => Bilingual::fixed("tā ir ierīce, nevis datne", "it is a device, not a file"),
            Self::Pipe => Bilingual::fixed("tā ir caurule, nevis datne", "it is a pipe, not a file"),
            Self::Socket => Bilingual::fixed("tā ir ligzda, nevis datne", "it is a socket, not a file"),
        }
    }
}

impl fmt::Display for SpecialFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.description().en)
    }
}

impl std::error::Error for SpecialFile {}

impl From<SpecialFile> for Error {
    fn from(special: SpecialFile) -> Self {
        Self::new(ErrorKind::InvalidInput, special)
    }
}

/// Why the system refused something. The common errors have texts of ours; the others keep the system's.
pub(crate) fn system_error_text(error: &Error) -> Bilingual {
    if let Some(special) = SpecialFile::of(error) {
        return special.description();
    }
    let (lv, en) = match error.kind() {
        ErrorKind::AlreadyExists => ("tāda jau ir", "it exists already"),
        ErrorKind::FileTooLarge => {
            ("datne pārsniedz sistēmas robežu", "the file is larger than the system allows")
        }
        ErrorKind::InvalidData => ("saturs nav derīgs", "its content is not valid"),
        ErrorKind::InvalidFilename => {
            ("nosaukums nav derīgs vai ir par garu", "the name is not valid, or too long")
        }
        ErrorKind::IsADirectory => ("tā ir mape", "it is a folder"),
        ErrorKind::NotADirectory => ("ceļā ir datne, nevis mape", "there is a file where a folder must be"),
        ErrorKind::NotFound => ("tādas datnes vai mapes nav", "there is no such file or folder"),
        ErrorKind::PermissionDenied => ("nav tiesību", "permission denied"),
        ErrorKind::QuotaExceeded => ("sasniegta atvēlētās vietas robeža", "the quota is reached"),
        ErrorKind::ReadOnlyFilesystem => ("disks ir tikai lasāms", "the disk can only be read"),
        ErrorKind::StorageFull => ("diskā nav vietas", "the disk is full"),
        ErrorKind::TimedOut => ("nav sagaidīta atbilde", "it took too long"),
        _ => return Bilingual::same(error.to_string()),
    };
    Bilingual::fixed(lv, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_words_is_said_in_both_languages() {
        let full = system_error_text(&Error::from(ErrorKind::StorageFull));
        assert_eq!((&*full.lv, &*full.en), ("diskā nav vietas", "the disk is full"));
        let rare = system_error_text(&Error::other("strange"));
        assert_eq!((&*rare.lv, &*rare.en), ("strange", "strange"));
    }
}
