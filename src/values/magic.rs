//! The format of a content by its first bytes, and whether that is its declared media type.

use super::MediaType;

/// How many bytes of a content are inspected. `%PDF-` may stand anywhere in it (ISO 32000-2, annex I, of readers).
const HEAD_SIZE: usize = 1024;

/// A format whose content begins like no other's.
struct KnownFormat {
    /// What people call it.
    name: &'static str,
    magic_numbers: &'static [&'static [u8]],
    types: &'static [&'static str],
}

static FORMATS: &[KnownFormat] = &[
    KnownFormat { name: "PDF", magic_numbers: &[b"%PDF-"], types: &["application/pdf", "application/x-pdf"] },
    KnownFormat { name: "PNG", magic_numbers: &[b"\x89PNG\r\n\x1a\n"], types: &["image/png", "image/x-png"] },
    KnownFormat {
        name: "JPEG",
        magic_numbers: &[b"\xff\xd8\xff"],
        types: &["image/jpeg", "image/jpg", "image/pjpeg"],
    },
    KnownFormat { name: "GIF", magic_numbers: &[b"GIF87a", b"GIF89a"], types: &["image/gif"] },
    KnownFormat {
        name: "TIFF",
        magic_numbers: &[b"II*\0", b"MM\0*"],
        types: &["image/tiff", "image/x-tiff"],
    },
    KnownFormat {
        name: "RTF",
        magic_numbers: &[b"{\\rtf"],
        types: &["application/rtf", "text/rtf", "application/msword"],
    },
    KnownFormat {
        name: "ZIP",
        magic_numbers: &[b"PK\x03\x04", b"PK\x05\x06"],
        types: &[
            "+zip",
            "application/java-archive",
            "application/vnd.ms-",
            "application/vnd.oasis.opendocument.",
            "application/vnd.openxmlformats-officedocument.",
            "application/x-zip-compressed",
            "application/zip",
        ],
    },
    KnownFormat {
        name: "Microsoft Office 97–2003",
        magic_numbers: &[b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
        types: &[
            "application/msword",
            "application/vnd.ms-",
            "application/vnd.visio",
            "application/x-ole-storage",
        ],
    },
];

/// Types of which every content is one.
const ANY: &[&str] = &["application/octet-stream", "application/x-"];

/// How a content differs from its declared media type. See [`MediaType`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum Mismatch {
    /// It is of this format.
    Is(&'static str),
    /// It is not of this format, which its media type declares.
    IsNot(&'static str),
}

impl MediaType {
    /// Compares a content, or its first KiB, with its declared media type.
    pub(crate) fn mismatch(&self, content: &[u8]) -> Option<Mismatch> {
        mismatch(content.get(..HEAD_SIZE).unwrap_or(content), &self.as_str().to_ascii_lowercase())
    }
}

fn mismatch(head: &[u8], media_type: &str) -> Option<Mismatch> {
    let found =
        FORMATS.iter().find(|format| format.magic_numbers.iter().any(|magic| head.starts_with(magic)));
    if found.is_some_and(|format| format.has(media_type)) {
        return None;
    }
    // A type may be of several formats: `application/vnd.ms-excel` was given to each kind of workbook.
    let mut declared = FORMATS.iter().filter(|format| format.has(media_type));
    match (found, declared.next(), declared.next()) {
        // Some writers put something before the header of a PDF.
        (_, Some(declared), _)
            if declared.name == "PDF" && head.windows(5).any(|window| window == b"%PDF-") =>
        {
            None
        }
        (Some(found), _, _) if !ANY.iter().any(|any| media_type.starts_with(any)) => {
            Some(Mismatch::Is(found.name))
        }
        (None, Some(declared), None) => Some(Mismatch::IsNot(declared.name)),
        _ => None,
    }
}

impl KnownFormat {
    fn has(&self, media_type: &str) -> bool {
        self.types.iter().any(|known| match known.as_bytes() {
            [b'+', ..] => media_type.ends_with(known),
            [.., b'.' | b'-'] => media_type.starts_with(known),
            _ => media_type == *known,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_content_is_held_against_its_type() {
        use Mismatch::*;
        for (head, media_type, expected) in [
            (&b"%PDF-1.7"[..], "application/pdf", None),
            (b"\xef\xbb\xbf%PDF-1.7", "application/pdf", None),
            (b"%PDF-1.7", "Application/PDF", None),
            (b"hello", "application/pdf", Some(IsNot("PDF"))),
            (b"PK\x03\x04", "application/pdf", Some(Is("ZIP"))),
            (b"%PDF-1.7", "text/plain", Some(Is("PDF"))),
            (b"%PDF-1.7", "application/octet-stream", None),
            (b"%PDF-1.7", "application/x-unknown", None),
            (b"hello", "text/plain", None),
            (b"hello", "image/png", Some(IsNot("PNG"))),
            (b"PK\x03\x04", "application/vnd.etsi.asic-e+zip", None),
            (b"PK\x03\x04", "application/vnd.oasis.opendocument.text", None),
            (b"PK\x03\x04", "application/vnd.ms-excel", None),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword", None),
            (b"{\\rtf1", "application/msword", None),
            (b"a;b;c", "application/vnd.ms-excel", None),
            (b"", "text/plain", None),
        ] {
            assert_eq!(MediaType::parse(media_type).unwrap().mismatch(head), expected, "{media_type}");
        }
    }
}
