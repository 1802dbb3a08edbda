//! Image files: never documents, whatever they show. Only the header is read, for the size.

use std::collections::BTreeSet;

use super::file_format::{FileFormat, ImageKind};
use super::reason::FileReason;
use super::rules::HALF_PAGE_PIXELS;

/// Width and height in pixels.
type PixelSize = (u32, u32);

/// More pages of a TIFF are not counted.
const MOST_PAGES: usize = 10_000;
/// The properties of a HEIF image are in the first bytes.
const HEIF_HEAD: usize = 64 << 10;

pub(super) fn classify(bytes: &[u8], kind: ImageKind) -> FileReason {
    let pages = if kind == ImageKind::Tiff { tiff(bytes).1 } else { 1 };
    FileReason::Image { kind, size: size(bytes, kind), pages }
}

/// Whether an image surely has fewer pixels than half a legible page.
pub(super) fn is_smaller_than_half_page(bytes: &[u8]) -> bool {
    let FileFormat::Image(kind) = FileFormat::of(bytes) else { return false };
    let pixels = |(width, height): PixelSize| u64::from(width) * u64::from(height);
    size(bytes, kind).map(pixels).is_some_and(|pixels| pixels < HALF_PAGE_PIXELS)
}

/// Width and height, where the header has them.
fn size(bytes: &[u8], kind: ImageKind) -> Option<PixelSize> {
    match kind {
        ImageKind::Bmp => Some((little(bytes, 18)?, little(bytes, 22)?)),
        ImageKind::Gif => Some((little_short(bytes, 6)?, little_short(bytes, 8)?)),
        ImageKind::Heic => heif(bytes),
        ImageKind::Jp2 => jpeg_2000(bytes),
        ImageKind::Jpeg => jpeg(bytes),
        ImageKind::Png => Some((big(bytes, 16)?, big(bytes, 20)?)),
        ImageKind::Tiff => tiff(bytes).0,
        ImageKind::Webp => webp(bytes),
    }
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

fn big(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_be_bytes)
}

fn little(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_le_bytes)
}

fn little_short(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u16::from_le_bytes).map(u32::from)
}

/// The largest image of a file (`ispe`, ISO/IEC 23008-12, 6.5.3): the others are tiles and previews.
fn heif(bytes: &[u8]) -> Option<PixelSize> {
    let head = bytes.get(..bytes.len().min(HEIF_HEAD))?;
    let places = head.windows(4).enumerate().filter(|(_, name)| *name == b"ispe").map(|(at, _)| at);
    let sizes = places.filter_map(|at| Some((big(head, at + 8)?, big(head, at + 12)?)));
    sizes.max_by_key(|(width, height)| u64::from(*width) * u64::from(*height))
}

/// From the image header box, or from the first marker of a bare codestream (ISO/IEC 15444-1, I.5.3.1, A.5.1).
fn jpeg_2000(bytes: &[u8]) -> Option<PixelSize> {
    if bytes.starts_with(b"\xff\x4f") {
        let side = |size, offset| Some(big(bytes, size)?.saturating_sub(big(bytes, offset)?));
        return Some((side(8, 16)?, side(12, 20)?));
    }
    let head = bytes.get(..bytes.len().min(1024))?;
    let at = head.windows(4).position(|name| name == b"ihdr")?;
    Some((big(head, at + 8)?, big(head, at + 4)?))
}

/// The size of the first page and the number of pages (TIFF 6.0, section 2).
fn tiff(bytes: &[u8]) -> (Option<PixelSize>, usize) {
    let is_big = bytes.starts_with(b"MM");
    let word = |at| if is_big { big(bytes, at) } else { little(bytes, at) };
    let short = |at| {
        array(bytes, at).map(|two| if is_big { u16::from_be_bytes(two) } else { u16::from_le_bytes(two) })
    };
    let (mut size, mut pages) = (None, 0);
    // A chain of directories; a cycle ends it.
    let mut next = word(4).filter(|_| short(2) == Some(42));
    let mut seen = BTreeSet::new();
    while let Some(at) = next.filter(|at| *at != 0 && pages < MOST_PAGES && seen.insert(*at)) {
        let Some((at, count)) = usize::try_from(at).ok().and_then(|at| Some((at, usize::from(short(at)?))))
        else {
            break;
        };
        let value = |tag: u16| {
            let entry = (0..count).map(|n| at + 2 + 12 * n).find(|entry| short(*entry) == Some(tag))?;
            // A short is in the first half of the value.
            if short(entry + 2)? == 3 { short(entry + 8).map(u32::from) } else { word(entry + 8) }
        };
        if pages == 0 {
            size = value(256).zip(value(257));
        }
        pages += 1;
        next = word(at + 2 + 12 * count);
    }
    (size, pages.max(1))
}

/// By the first chunk: lossy, lossless or extended (RFC 9649, 2.5 to 2.7).
fn webp(bytes: &[u8]) -> Option<PixelSize> {
    let three = |at: usize| array(bytes, at).map(|[a, b, c]: [u8; 3]| u32::from_le_bytes([a, b, c, 0]));
    match bytes.get(12..16)? {
        b"VP8 " => Some((little_short(bytes, 26)? & 0x3fff, little_short(bytes, 28)? & 0x3fff)),
        b"VP8L" => {
            let both = little(bytes, 21)?;
            Some(((both & 0x3fff) + 1, (both >> 14 & 0x3fff) + 1))
        }
        b"VP8X" => Some((three(24)? + 1, three(27)? + 1)),
        _ => None,
    }
}

/// From the first frame header (ITU-T T.81, B.2.2).
fn jpeg(bytes: &[u8]) -> Option<PixelSize> {
    let word = |at: usize| array(bytes, at).map(u16::from_be_bytes);
    let mut at = 2;
    while *bytes.get(at)? == 0xff {
        let marker = *bytes.get(at + 1)?;
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            return Some((word(at + 7)?.into(), word(at + 5)?.into()));
        }
        at += 2 + usize::from(word(at + 2)?);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_from_headers() {
        let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08\x01\x02\x03\x04\x01";
        assert_eq!(size(jpeg, ImageKind::Jpeg), Some((0x304, 0x102)));
        assert_eq!(size(b"GIF89a\x05\0\x06\0", ImageKind::Gif), Some((5, 6)));
        assert_eq!(size(b"\x89PNG", ImageKind::Png), None);
        assert_eq!(size(b"\xff\xd8\xff\xe0\0\0", ImageKind::Jpeg), None);
    }

    #[test]
    fn every_kind_that_is_written_is_read() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/scans/files");
        for name in
            ["page.bmp", "page.gif", "page.heic", "page.j2k", "page.jp2", "page.jpg", "page.png", "page.webp"]
        {
            let bytes = std::fs::read(folder.join(name)).unwrap();
            let FileFormat::Image(kind) = FileFormat::of(&bytes) else { panic!("{name}") };
            assert_eq!(
                classify(&bytes, kind),
                FileReason::Image { kind, size: Some((620, 877)), pages: 1 },
                "{name}"
            );
        }
        let lossless = std::fs::read(folder.join("page-lossless.webp")).unwrap();
        assert_eq!(size(&lossless, ImageKind::Webp), Some((620, 877)));
        assert_eq!(tiff(&std::fs::read(folder.join("pages.tif")).unwrap()), (Some((620, 877)), 2));
    }

    #[test]
    fn a_cycle_of_tiff_pages_ends() {
        assert_eq!(tiff(b"II*\0\x08\0\0\0\0\0\x08\0\0\0"), (None, 1));
        assert_eq!(tiff(b"MM\0*\0\0\xff\xff"), (None, 1));
    }

    proptest::proptest! {
        #[test]
        fn reads_anything(mut bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200), head in 0..7usize) {
            let magic: &[u8] =
                [&b"II*\0"[..], b"MM\0*", b"\xff\x4f\xff\x51", b"RIFF\0\0\0\0WEBPVP8X", b"\xff\xd8\xff", b"ispe", b"GIF8"][head];
            bytes.splice(0..0, magic.iter().copied());
            for kind in [ImageKind::Bmp, ImageKind::Heic, ImageKind::Jp2, ImageKind::Jpeg, ImageKind::Tiff, ImageKind::Webp] {
                classify(&bytes, kind);
            }
        }
    }
}
