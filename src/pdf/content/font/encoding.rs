//! From codes to glyph names and from glyph names to text (ISO 32000-2, 9.6.5, annex D).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::pdf::objects::Dict;
use lopdf::Object;

/// The encoding on which `Differences` are based (9.6.5.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BaseEncoding {
    MacRoman,
    Standard,
    Symbol,
    WinAnsi,
    ZapfDingbats,
    /// The encoding of the font program, which is not read.
    BuiltIn,
}

/// The glyph names of the codes of a simple font.
#[derive(Debug, Clone)]
pub(super) struct SimpleEncoding<'a> {
    base: Option<&'static EncodingTable>,
    differences: BTreeMap<u8, &'a [u8]>,
}

impl<'a> SimpleEncoding<'a> {
    pub(super) fn of(base: BaseEncoding) -> Self {
        Self { base: base.table(), differences: BTreeMap::new() }
    }

    /// Reads `Encoding` of a font dictionary; `implicit` is the base encoding where it names none.
    pub(super) fn read(font: &Dict<'a>, implicit: BaseEncoding) -> Self {
        if let Some(name) = font.name(b"Encoding") {
            return Self::of(base_encoding(name).unwrap_or(implicit));
        }
        let Some(dict) = font.dict(b"Encoding") else { return Self::of(implicit) };
        let base = dict.name(b"BaseEncoding").and_then(base_encoding).unwrap_or(implicit);
        let mut differences = BTreeMap::new();
        let mut code = 0i64;
        for item in dict.array(b"Differences").unwrap_or_default().iter().take(1024) {
            match crate::pdf::objects::resolve(font.doc, item) {
                Some(Object::Integer(n)) => code = *n,
                Some(Object::Name(name)) => {
                    if let Ok(code) = u8::try_from(code) {
                        differences.insert(code, name.as_slice());
                    }
                    code = code.saturating_add(1);
                }
                _ => {}
            }
        }
        Self { base: base.table(), differences }
    }

    pub(super) fn name(&self, code: u8) -> Option<&[u8]> {
        match self.differences.get(&code) {
            Some(name) => Some(name),
            None => self.base?.get(usize::from(code))?.map(str::as_bytes),
        }
    }

    /// `Differences`: codes and glyph names.
    pub(super) fn differences(&self) -> &BTreeMap<u8, &'a [u8]> {
        &self.differences
    }
}

fn base_encoding(name: &[u8]) -> Option<BaseEncoding> {
    Some(match name {
        b"MacRomanEncoding" => BaseEncoding::MacRoman,
        b"StandardEncoding" => BaseEncoding::Standard,
        b"WinAnsiEncoding" => BaseEncoding::WinAnsi,
        _ => return None,
    })
}

impl BaseEncoding {
    fn table(self) -> Option<&'static EncodingTable> {
        let name = match self {
            Self::MacRoman => "MacRomanEncoding",
            Self::Standard => "StandardEncoding",
            Self::Symbol => "SymbolEncoding",
            Self::WinAnsi => "WinAnsiEncoding",
            Self::ZapfDingbats => "ZapfDingbatsEncoding",
            Self::BuiltIn => return None,
        };
        TABLES.get(name)
    }
}

type EncodingTable = [Option<&'static str>; 256];

static TABLES: LazyLock<BTreeMap<&'static str, EncodingTable>> = LazyLock::new(|| {
    let text = include_str!("../../../../assets/encodings/encodings.txt");
    let mut tables = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split(' ');
        let Some(name) = words.next() else { continue };
        let mut table: EncodingTable = [None; 256];
        while let (Some(code), Some(glyph)) = (words.next(), words.next()) {
            if let Some(slot) = code.parse().ok().and_then(|code: usize| table.get_mut(code)) {
                *slot = Some(glyph);
            }
        }
        tables.insert(name, table);
    }
    tables
});

static GLYPH_LIST: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let text = include_str!("../../../../assets/encodings/glyphlist.txt");
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' ')).collect()
});

/// The text of a glyph name: by the Adobe Glyph List and its rules for `uni…` and `u…` names.
pub(super) fn glyph_name_text(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    // The part after a full stop names a variant of the same character.
    let name = name.split('.').next().filter(|name| !name.is_empty())?;
    let parts: Option<Vec<String>> = name.split('_').map(glyph_component_text).collect();
    parts.map(|parts| parts.concat()).filter(|text| !text.is_empty())
}

fn glyph_component_text(name: &str) -> Option<String> {
    let hexadecimal = |digits: &str| {
        let fits = (4..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
        fits.then(|| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)).flatten()
    };
    if let Ok(found) = GLYPH_LIST.binary_search_by(|(known, _)| (*known).cmp(name)) {
        let (_, codes) = GLYPH_LIST.get(found)?;
        return codes.split(' ').map(hexadecimal).collect();
    }
    if let Some(digits) = name.strip_prefix("uni").filter(|digits| digits.len() % 4 == 0 && digits.is_ascii())
    {
        let units = digits.as_bytes().chunks(4).map(|unit| hexadecimal(std::str::from_utf8(unit).ok()?));
        return units.collect();
    }
    name.strip_prefix('u').and_then(hexadecimal).map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_text() {
        for (name, text) in [
            ("A", "A"),
            ("Imacron", "Ī"),
            ("kcommaaccent", "ķ"),
            ("uni0123", "ģ"),
            ("u1F600", "😀"),
            ("f_i", "fi"),
            ("a.sc", "a"),
            ("a9", "✠"),
        ] {
            assert_eq!(glyph_name_text(name.as_bytes()).as_deref(), Some(text), "{name}");
        }
        for name in ["", ".notdef", "g12", "uniD800", "uni12", "cid_1"] {
            assert_eq!(glyph_name_text(name.as_bytes()), None, "{name}");
        }
    }

    #[test]
    fn the_tables_are_as_in_the_standard() {
        let name =
            |base, code| SimpleEncoding::of(base).name(code).map(|n| String::from_utf8_lossy(n).into_owned());
        assert_eq!(name(BaseEncoding::WinAnsi, 0x80).as_deref(), Some("Euro"));
        assert_eq!(name(BaseEncoding::WinAnsi, 0xa0).as_deref(), Some("space"));
        assert_eq!(name(BaseEncoding::MacRoman, 0x80).as_deref(), Some("Adieresis"));
        assert_eq!(name(BaseEncoding::Standard, 0x27).as_deref(), Some("quoteright"));
        assert_eq!(name(BaseEncoding::Symbol, 0x61).as_deref(), Some("alpha"));
        assert_eq!(name(BaseEncoding::BuiltIn, 0x61), None);
    }
}
