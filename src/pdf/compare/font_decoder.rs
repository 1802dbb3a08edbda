//! Decodes the codes of any program's fonts to text.

use lopdf::{Dictionary, Document, Object};

use super::super::font::ToUnicode;
use super::super::objects::{Dict, dict_of};
use super::stream_expander::{ExpansionExhausted, StreamExpander};

/// The text of the codes of one font.
pub(super) struct FontDecoder {
    /// For a simple font: the text of each code by its Encoding.
    simple_encoding: Option<Vec<Option<String>>>,
    to_unicode: Option<ToUnicode>,
    /// Whether its glyphs are content streams, which may paint anything (9.6.4).
    pub(super) is_type3: bool,
    /// Whether its program is in the file.
    pub(super) is_embedded: bool,
}

impl FontDecoder {
    pub(super) fn read(
        font: Option<Dict<'_>>,
        streams: &mut StreamExpander,
    ) -> Result<Self, ExpansionExhausted> {
        // Viewers replace a missing font by one of their own.
        let Some(font) = font else {
            return Ok(Self {
                simple_encoding: Some(pdf_doc_encoding()),
                to_unicode: None,
                is_type3: false,
                is_embedded: false,
            });
        };
        let map = match font.get(b"ToUnicode") {
            Some(Object::Stream(stream)) => {
                let bytes = streams.unfilter(font.doc, stream, 4 << 20)?.plain();
                bytes.and_then(|bytes| ToUnicode::read(&bytes).ok())
            }
            _ => None,
        };
        let narrow =
            (!font.has_name(b"Subtype", b"Type0")).then(|| read_simple_encoding(&font, map.is_some()));
        Ok(Self {
            simple_encoding: narrow,
            to_unicode: map,
            is_type3: font.has_name(b"Subtype", b"Type3"),
            is_embedded: is_embedded(&font),
        })
    }

    /// The text of shown codes; `None` where a code has no meaning.
    pub(super) fn text(&self, codes: &[u8]) -> Option<String> {
        if let Some(narrow) = &self.simple_encoding {
            let letter = |code: &u8| {
                let known = narrow.get(usize::from(*code))?.clone();
                known.or_else(|| Some(self.to_unicode.as_ref()?.text(u16::from(*code))?.to_owned()))
            };
            return codes.iter().map(letter).collect();
        }
        let map = self.to_unicode.as_ref()?;
        let pairs = codes.chunks(map.code_length().max(1));
        pairs
            .map(|code| {
                let code = code.iter().fold(0u16, |sum, byte| sum << 8 | u16::from(*byte));
                map.text(code)
            })
            .collect()
    }
}

fn is_embedded(font: &Dict<'_>) -> bool {
    let own = std::iter::once(*font).chain(font.dicts(b"DescendantFonts").take(1));
    own.filter_map(|font| font.dict(b"FontDescriptor")).any(|descriptor| {
        [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"].iter().any(|key| descriptor.has(key))
    })
}

fn pdf_doc_encoding() -> Vec<Option<String>> {
    (0..=255u8).map(|code| Some(super::super::text_string::decode(&[code]))).collect()
}

/// The text of the codes of a simple font by its Encoding (9.6.5); a font with ToUnicode alone is read by that.
fn read_simple_encoding(font: &Dict<'_>, mapped: bool) -> Vec<Option<String>> {
    let encoding = font.get(b"Encoding");
    if encoding.is_none() && mapped {
        return vec![None; 256];
    }
    let mut base = Dictionary::new();
    base.set("Type", Object::Name(b"Font".to_vec()));
    let encoding_dict = encoding.and_then(dict_of).map(|raw| Dict::new(font.doc, raw));
    let name = match encoding {
        Some(Object::Name(name)) => Some(name.as_slice()),
        _ => encoding_dict.and_then(|dict| dict.name(b"BaseEncoding")),
    };
    if let Some(name) = name {
        base.set("Encoding", Object::Name(name.to_vec()));
    }
    let empty = Document::new();
    let mut letters: Vec<Option<String>> = match base.get_font_encoding_with_limit(&empty, 1 << 20) {
        Ok(encoding) => (0..=255u8).map(|code| decode_code(&encoding, code)).collect(),
        Err(_) => vec![None; 256],
    };
    let mut code = 0usize;
    for item in
        encoding_dict.and_then(|dict| dict.array(b"Differences")).unwrap_or_default().iter().take(1024)
    {
        match item {
            Object::Integer(n) => code = usize::try_from(*n).unwrap_or(256),
            Object::Name(glyph) => {
                if let Some(letter) = letters.get_mut(code) {
                    *letter = glyph_name_letter(glyph);
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    letters
}

fn decode_code(encoding: &lopdf::Encoding<'_>, code: u8) -> Option<String> {
    encoding.bytes_to_string(&[code]).ok().filter(|text| !text.is_empty())
}

/// The character of a glyph name, by the Adobe Glyph List and its rules for `uniXXXX` and `uXXXXX`.
fn glyph_name_letter(name: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(name).ok()?;
    let hex = text.strip_prefix("uni").filter(|hex| hex.len() == 4).or_else(|| text.strip_prefix('u'));
    let numbered = hex.filter(|hex| (4..=6).contains(&hex.len()));
    if let Some(letter) = numbered.and_then(|hex| char::from_u32(u32::from_str_radix(hex, 16).ok()?)) {
        return Some(letter.to_string());
    }
    let mut encoding = Dictionary::new();
    encoding.set("Differences", Object::Array(vec![Object::Integer(0), Object::Name(name.to_vec())]));
    let mut font = Dictionary::new();
    font.set("Type", Object::Name(b"Font".to_vec()));
    font.set("Encoding", Object::Dictionary(encoding));
    let empty = Document::new();
    let encoding = font.get_font_encoding_with_limit(&empty, 1 << 10).ok()?;
    // An unknown name gives another variant.
    matches!(encoding, lopdf::Encoding::Differences(_)).then(|| decode_code(&encoding, 0)).flatten()
}
