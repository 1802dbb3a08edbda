//! The format of a file by its first bytes; names are not trusted.

use serde::Serialize;

/// The formats that are distinguished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub(crate) enum FileFormat {
    /// A ZIP archive, or a container such as EDOC.
    Archive,
    /// An image.
    Image(ImageKind),
    /// An office document in a ZIP archive.
    Office(OfficeKind),
    /// An unknown format, or one that is not read (`.doc`, `.msg`, RAR …).
    Other,
    /// PDF.
    Pdf,
    /// RTF.
    Rtf,
    /// Plain text, CSV, JSON, XML without images.
    Text,
}

/// Formats of images. See [`FileFormat`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub(crate) enum ImageKind {
    /// Windows bitmap.
    Bmp,
    /// GIF.
    Gif,
    /// HEIC, HEIF, AVIF.
    Heic,
    /// JPEG 2000.
    Jp2,
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// TIFF.
    Tiff,
    /// WebP.
    Webp,
}

/// Formats of office documents. See [`FileFormat`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub(crate) enum OfficeKind {
    /// Word.
    Docx,
    /// OpenDocument: text, sheet or slides.
    OpenDocument,
    /// `PowerPoint`.
    Pptx,
    /// Excel.
    Xlsx,
}

impl ImageKind {
    /// The name that people know.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Bmp => "BMP",
            Self::Gif => "GIF",
            Self::Heic => "HEIC",
            Self::Jp2 => "JPEG 2000",
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Tiff => "TIFF",
            Self::Webp => "WebP",
        }
    }
}

impl FileFormat {
    /// By the first bytes. A ZIP archive is [`FileFormat::Archive`] until its entries are known.
    pub(super) fn of(bytes: &[u8]) -> Self {
        if let Some(image) = image(bytes) {
            return Self::Image(image);
        }
        let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
        if head.windows(5).any(|window| window == b"%PDF-") {
            Self::Pdf
        } else if bytes.starts_with(b"{\\rtf") {
            Self::Rtf
        } else if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            Self::Archive
        } else if is_plain(bytes) {
            Self::Text
        } else {
            Self::Other
        }
    }
}

fn image(bytes: &[u8]) -> Option<ImageKind> {
    const TYPES: [&[u8]; 9] =
        [b"heic", b"heix", b"hevc", b"hevx", b"heim", b"mif1", b"msf1", b"avif", b"avis"];
    let at = |from: usize, to: usize| bytes.get(from..to).unwrap_or_default();
    Some(match bytes {
        [0xff, 0xd8, 0xff, ..] => ImageKind::Jpeg,
        [0x89, b'P', b'N', b'G', ..] => ImageKind::Png,
        [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => ImageKind::Tiff,
        [b'G', b'I', b'F', b'8', ..] => ImageKind::Gif,
        [b'B', b'M', ..] if bytes.len() > 26 && at(6, 10) == [0; 4] => ImageKind::Bmp,
        [0, 0, 0, 12, b'j', b'P', ..] | [0xff, 0x4f, 0xff, 0x51, ..] => ImageKind::Jp2,
        [b'R', b'I', b'F', b'F', ..] if at(8, 12) == b"WEBP" => ImageKind::Webp,
        _ if at(4, 8) == b"ftyp" && TYPES.contains(&at(8, 12)) => ImageKind::Heic,
        _ => return None,
    })
}

/// Whether it is text that cannot contain an image: no control characters, no `data:` URLs, no elements for images.
fn is_plain(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    if text.chars().any(|c| c.is_control() && !c.is_whitespace() && c != '\u{feff}') {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    !["data:image", "<image", "<img", ";base64,", "<svg"].iter().any(|sign| lower.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_by_the_first_bytes() {
        for (bytes, kind) in [
            (&b"\xff\xd8\xff\xe0"[..], FileFormat::Image(ImageKind::Jpeg)),
            (b"\x89PNG\r\n", FileFormat::Image(ImageKind::Png)),
            (b"II*\0", FileFormat::Image(ImageKind::Tiff)),
            (b"MM\0*", FileFormat::Image(ImageKind::Tiff)),
            (b"GIF89a", FileFormat::Image(ImageKind::Gif)),
            (b"\0\0\0\x0cjP  ", FileFormat::Image(ImageKind::Jp2)),
            (b"RIFF\0\0\0\0WEBPVP8 ", FileFormat::Image(ImageKind::Webp)),
            (b"\0\0\0\x18ftypheic", FileFormat::Image(ImageKind::Heic)),
            (b"junk %PDF-1.7", FileFormat::Pdf),
            (b"{\\rtf1", FileFormat::Rtf),
            (b"PK\x03\x04", FileFormat::Archive),
            (b"V\xc4\x81rds;Skaitlis\n1;2\n", FileFormat::Text),
            (b"<svg><image href='data:image/png;base64,AAAA'/></svg>", FileFormat::Other),
            (b"\xd0\xcf\x11\xe0", FileFormat::Other),
            (b"Rar!\x1a\x07", FileFormat::Other),
        ] {
            assert_eq!(FileFormat::of(bytes), kind, "{}", bytes.escape_ascii());
        }
    }
}
