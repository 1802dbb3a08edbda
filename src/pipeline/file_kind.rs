use crate::diag::catalogue::container as c;
use crate::diag::{Bilingual, Finding, Origin};
use crate::pdf::Pdf;

/// What a file is, told from its first bytes and its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum FileKind {
    /// A container: a ZIP archive that is no workbook.
    Container,
    /// Data of applications.
    Data,
    /// A PDF file.
    Pdf,
}

/// How far into a file `%PDF-` may stand (ISO 32000-2, annex I, of readers).
const PDF_HEADER_WITHIN: usize = 1024;

impl FileKind {
    /// How many of the first bytes decide.
    pub(crate) const HEAD_BYTES: usize = PDF_HEADER_WITHIN;

    /// What these bytes are, or their first [`FileKind::HEAD_BYTES`]; `name` decides between the archives.
    pub(crate) fn of(bytes: &[u8], name: &str) -> Self {
        let head = bytes.get(..PDF_HEADER_WITHIN).unwrap_or(bytes);
        let extension = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
        let named_container = is_container_extension(&extension);
        let is_sheet = matches!(extension.as_str(), "xlsx" | "xlsm" | "ods");
        // An archive first: a stored PDF in it would be taken for the header of a PDF.
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            // OpenDocument has such a first entry, too.
            let first_is_mimetype = head.get(30..38) == Some(b"mimetype")
                && !head
                    .get(38..)
                    .is_some_and(|media_type| media_type.starts_with(b"application/vnd.oasis."));
            return if named_container || (!is_sheet && (first_is_mimetype || extension == "zip")) {
                Self::Container
            } else {
                Self::Data
            };
        }
        if head.windows(5).any(|window| window == b"%PDF-") || extension == "pdf" {
            Self::Pdf
        } else if named_container {
            Self::Container
        } else {
            Self::Data
        }
    }
}

fn is_container_extension(extension: &str) -> bool {
    matches!(extension, "edoc" | "asice" | "sce" | "asics" | "scs" | "bdoc" | "ddoc" | "adoc")
}

/// What is wrong with the name of a PDF: it is that of a container.
pub(super) fn pdf_named_as_container(pdf: &Pdf, name: &str) -> Option<Finding> {
    let (_, extension) = name.rsplit_once('.')?;
    let what = if pdf.signatures().is_empty() {
        Bilingual::fixed("un paraksta tajā nav", "and nobody has signed it")
    } else {
        Bilingual::fixed("kas parakstīts pats (PAdES)", "which is signed in itself (PAdES)")
    };
    is_container_extension(&extension.to_ascii_lowercase())
        .then(|| Finding::of(&c::PDF, Origin::file(name)).with_text("what", what))
}

#[cfg(test)]
mod tests {
    use super::FileKind;

    #[test]
    fn tells_files_apart() {
        let mut edoc = vec![0; 60];
        edoc[..4].copy_from_slice(b"PK\x03\x04");
        let workbook = edoc.clone();
        edoc[30..38].copy_from_slice(b"mimetype");
        for (bytes, name, kind) in [
            (&b"junk %PDF-1.7"[..], "a.csv", FileKind::Pdf),
            (b"not a pdf", "a.pdf", FileKind::Pdf),
            (&edoc, "x", FileKind::Container),
            (&edoc, "x.ods", FileKind::Data),
            (&[&edoc[..38], b"application/vnd.oasis.opendocument"].concat(), "x.csv", FileKind::Data),
            (&workbook, "x.xlsx", FileKind::Data),
            (b"broken", "x.edoc", FileKind::Container),
            (&[&edoc[..], b"%PDF-1.7"].concat(), "x.edoc", FileKind::Container),
            (b"{}", "x.json", FileKind::Data),
            (b"", "x", FileKind::Data),
        ] {
            assert_eq!(FileKind::of(bytes, name), kind, "{name}");
        }
    }
}
