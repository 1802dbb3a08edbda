//! Names of entries, and what an entry is by its name.

use std::fmt::Write as _;

use super::mimetype;

pub(super) const META_INF: &str = "META-INF/";

/// A name as text. Bytes that are not UTF-8 read `\xNN`, so that two names never become one.
pub(super) fn decode_name(raw: &[u8]) -> String {
    let mut name = String::with_capacity(raw.len());
    for chunk in raw.utf8_chunks() {
        name.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a string does not fail.
            let _ = write!(name, "\\x{byte:02x}");
        }
    }
    name
}

/// What an entry is in a container, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryRole {
    Mimetype,
    /// `META-INF/…`.
    MetaInf,
    /// Ends with a slash.
    Directory,
    DataFile,
}

impl EntryRole {
    pub(super) fn of(name: &str) -> Self {
        if name == mimetype::NAME {
            Self::Mimetype
        } else if name.ends_with('/') {
            Self::Directory
        } else if name.starts_with(META_INF) {
            Self::MetaInf
        } else {
            Self::DataFile
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_are_told_apart() {
        assert_eq!(decode_name(b"\xc4\xb7\xff\xfe.pdf"), "ķ\\xff\\xfe.pdf");
    }

    #[test]
    fn a_name_says_what_an_entry_is() {
        let names = ["mimetype", "META-INF/", "META-INF/manifest.xml", "meta-inf/x", "a/b.pdf"];
        let roles = [
            EntryRole::Mimetype,
            EntryRole::Directory,
            EntryRole::MetaInf,
            EntryRole::DataFile,
            EntryRole::DataFile,
        ];
        assert_eq!(names.map(EntryRole::of), roles);
    }
}
