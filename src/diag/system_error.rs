//! Errors of the operating system, in both languages.

use std::io::{Error, ErrorKind};

use super::Bilingual;

/// Why the system refused something. The common errors have texts of ours; the others keep the system's.
pub(crate) fn system_error_text(error: &Error) -> Bilingual {
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
