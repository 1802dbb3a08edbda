//! A subset as objects of a PDF: a Type 0 font with Identity-H, and the objects it refers to.
//!
//! Source: ISO 32000-2, 9.7.6 (Type0), 9.7.4 (`CIDFont`s), 9.8 (descriptors), 9.9 (embedded programs),
//! 9.10.3 (ToUnicode).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::{Family, Subset};

/// One object of a font, serialized.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FontObject {
    number: u32,
    entries: String,
    stream: Option<Vec<u8>>,
}

impl FontObject {
    /// Its object number; the generation is 0.
    pub(crate) fn number(&self) -> u32 {
        self.number
    }

    /// The entries of its dictionary, without `<<`, `>>` and `/Length`: for a writer that encrypts. The only
    /// strings are the two of `/CIDSystemInfo`.
    pub(crate) fn entries(&self) -> &str {
        &self.entries
    }

    /// The data of its stream, as `/Filter` says.
    pub(crate) fn stream(&self) -> Option<&[u8]> {
        self.stream.as_deref()
    }

    /// The object between `N 0 obj` and `endobj`, without line ends around it.
    pub(crate) fn body(&self) -> Vec<u8> {
        let Some(stream) = &self.stream else { return format!("<<{}>>", self.entries).into_bytes() };
        let mut body = format!("<<{}/Length {}>>\nstream\n", self.entries, stream.len()).into_bytes();
        body.extend(stream);
        body.extend(b"\nendstream");
        body
    }
}

impl Subset {
    /// The `BaseFont` of the subset: `ABCDEF+LiberationSans`, the tag computed from the characters.
    pub(crate) fn base_font(&self) -> String {
        let letters: String = self.letters().iter().collect();
        let digest = Sha256::digest(letters.as_bytes());
        let tag: String = digest.iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect();
        format!("{tag}+{}", self.face().name())
    }

    /// The five objects of the font, numbered from `first`. `first` itself is the font that goes into
    /// `/Resources`; the same subset and number always give the same bytes.
    pub(crate) fn pdf_objects(&self, first: u32) -> Vec<FontObject> {
        // No PDF has numbers this high: saturating avoids an overflow.
        let [font, cid_font, descriptor, program, to_unicode] =
            [0, 1, 2, 3, 4].map(|n| first.saturating_add(n));
        let name = self.base_font();
        let plain = |number, entries| FontObject { number, entries, stream: None };
        vec![
            plain(
                font,
                format!(
                    "/Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H\
                     /DescendantFonts[{cid_font} 0 R]/ToUnicode {to_unicode} 0 R"
                ),
            ),
            plain(
                cid_font,
                format!(
                    "/Type/Font/Subtype/CIDFontType2/BaseFont/{name}\
                     /CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>\
                     /CIDToGIDMap/Identity/FontDescriptor {descriptor} 0 R{}",
                    widths(self.widths())
                ),
            ),
            plain(descriptor, self.descriptor(&name, program)),
            FontObject {
                number: program,
                entries: format!("/Length1 {}/Filter/FlateDecode", self.program().len()),
                stream: Some(self.deflated().to_vec()),
            },
            FontObject {
                number: to_unicode,
                entries: "/Filter/FlateDecode".to_owned(),
                stream: Some(deflate(to_unicode_cmap(self.letters()).as_bytes())),
            },
        ]
    }

    fn descriptor(&self, name: &str, program: u32) -> String {
        const FIXED_PITCH: u32 = 1 << 0;
        const SERIF: u32 = 1 << 1;
        // Characters outside the Adobe standard Latin set (Latvian ones among them) make a font symbolic.
        const SYMBOLIC: u32 = 1 << 2;
        let face = self.face();
        let flags = match face.family() {
            Family::Mono => SYMBOLIC | FIXED_PITCH,
            Family::Sans => SYMBOLIC,
            Family::Serif => SYMBOLIC | SERIF,
        };
        let [left, bottom, right, top] = self.bounds();
        format!(
            "/Type/FontDescriptor/FontName/{name}/Flags {flags}/FontBBox[{left} {bottom} {right} {top}]\
             /ItalicAngle {}/Ascent {}/Descent {}/CapHeight {}/StemV {}/FontFile2 {program} 0 R",
            face.italic_angle(),
            face.ascent(),
            face.descent(),
            face.cap_height(),
            face.stem_width(),
        )
    }
}

/// `/DW` (the most frequent width) and `/W` (the others, by CID from 0).
fn widths(widths: &[u16]) -> String {
    /// A run of the default width needs no entry, but to go on after it takes ` ] 123 [`.
    const WORTH_A_GAP: usize = 3;
    let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
    for width in widths {
        *counts.entry(*width).or_default() += 1;
    }
    let default = counts.iter().max_by_key(|(_, count)| **count).map_or(1000, |(width, _)| *width);

    let mut array = String::new();
    let mut cid = 0;
    let mut is_open = false;
    for run in widths.chunk_by(|a, b| a == b) {
        let is_gap = run.first() == Some(&default)
            && (run.len() >= WORTH_A_GAP || !is_open || cid + run.len() == widths.len());
        if is_gap {
            if is_open {
                array.push(']');
            }
            is_open = false;
        } else {
            for width in run {
                if is_open {
                    array.push(' ');
                } else {
                    let separator = if array.is_empty() { "" } else { " " };
                    let _ = write!(array, "{separator}{cid}[");
                    is_open = true;
                }
                let _ = write!(array, "{width}");
            }
        }
        cid += run.len();
    }
    if is_open {
        array.push(']');
    }
    if array.is_empty() { format!("/DW {default}") } else { format!("/DW {default}/W[{array}]") }
}

/// The `CMap` from CIDs to characters: CID `i + 1` is the character at `i`.
pub(crate) fn to_unicode_cmap(letters: &[char]) -> String {
    /// At most so many entries between `begin…` and `end…` (Adobe Technical Note 5014).
    const BLOCK: usize = 100;
    let cids: Vec<(usize, char)> =
        letters.iter().enumerate().map(|(index, letter)| (index + 1, *letter)).collect();
    // A range may change nothing but the last byte, on both sides.
    let runs: Vec<&[(usize, char)]> = cids
        .chunk_by(|(cid, letter), (next_cid, next)| {
            u32::from(*letter) + 1 == u32::from(*next)
                && u32::from(*letter) >> 8 == u32::from(*next) >> 8
                && cid >> 8 == next_cid >> 8
                && u32::from(*next) <= 0xFFFF
        })
        .collect();
    let (single, ranges): (Vec<_>, Vec<_>) = runs.into_iter().partition(|run| run.len() == 1);

    let mut cmap = String::from(
        "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n\
         /CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n",
    );
    for block in single.chunks(BLOCK) {
        let _ = writeln!(cmap, "{} beginbfchar", block.len());
        for (cid, letter) in block.iter().copied().flatten() {
            let _ = writeln!(cmap, "<{cid:04X}><{}>", utf16(*letter));
        }
        cmap.push_str("endbfchar\n");
    }
    for block in ranges.chunks(BLOCK) {
        let _ = writeln!(cmap, "{} beginbfrange", block.len());
        for run in block {
            if let (Some((first, letter)), Some((last, _))) = (run.first(), run.last()) {
                let _ = writeln!(cmap, "<{first:04X}><{last:04X}><{}>", utf16(*letter));
            }
        }
        cmap.push_str("endbfrange\n");
    }
    cmap.push_str("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    cmap
}

fn utf16(letter: char) -> String {
    letter.encode_utf16(&mut [0; 2]).iter().fold(String::new(), |mut hex, unit| {
        let _ = write!(hex, "{unit:04X}");
        hex
    })
}

/// `FlateDecode`, always by the same code at the same level: the bytes of a PDF depend on it.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    const LEVEL: u8 = 9;
    miniz_oxide::deflate::compress_to_vec_zlib(bytes, LEVEL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_written_briefly() {
        assert_eq!(widths(&[600; 9]), "/DW 600");
        assert_eq!(widths(&[365, 556, 556, 556, 278, 278, 556]), "/DW 556/W[0[365] 4[278 278]]");
        assert_eq!(widths(&[365, 556, 278, 556, 556]), "/DW 556/W[0[365 556 278]]");
        assert_eq!(widths(&[556, 556, 278, 556]), "/DW 556/W[2[278]]");
    }

    #[test]
    fn ranges_keep_within_one_byte() {
        let cmap = to_unicode_cmap(&['ý', 'þ', 'ÿ', 'Ā', 'ā', 'č', '\u{1D400}', '\u{1D401}']);
        let (_, entries) = cmap.split_once("endcodespacerange\n").unwrap();
        insta::assert_snapshot!(entries, @r"
        3 beginbfchar
        <0006><010D>
        <0007><D835DC00>
        <0008><D835DC01>
        endbfchar
        2 beginbfrange
        <0001><0003><00FD>
        <0004><0005><0100>
        endbfrange
        endcmap
        CMapName currentdict/CMap defineresource pop
        end
        end
        ");
    }

    #[test]
    fn no_block_has_more_than_a_hundred_entries() {
        let letters: Vec<char> = (0x400..0x600).step_by(2).filter_map(char::from_u32).collect();
        let cmap = to_unicode_cmap(&letters);
        let counts: Vec<&str> = cmap.lines().filter_map(|line| line.strip_suffix(" beginbfchar")).collect();
        assert_eq!(counts, ["100", "100", "56"]);
    }
}
