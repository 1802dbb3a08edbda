//! Type 1 and TrueType fonts with codes of one byte (ISO 32000-2, 9.6).

use std::borrow::Cow;
use std::cell::OnceCell;

use super::by_code::ByCode;
use super::cmap::CMap;
use super::encoding::{Base, Encoding, text_of};
use super::ink::Program;
use super::standard::Standard;
use super::{Codes, Font, FontKind, Shown, cmap, extent};
use crate::pdf::objects::{Dict, follow, number};

pub(super) struct Simple<'a> {
    dict: Dict<'a>,
    encoding: Encoding<'a>,
    map: Option<CMap>,
    standard: Standard,
    /// In em, of codes that the list of widths does not reach.
    missing: f64,
    seen: ByCode<Seen>,
}

/// What is known of a code.
#[derive(Debug)]
struct Seen {
    /// In em.
    width: f64,
    text: Option<String>,
}

pub(super) fn read<'a>(dict: &Dict<'a>, name: String) -> Font<'a> {
    let descriptor = dict.dict(b"FontDescriptor");
    let standard = Standard::of(&name);
    let symbolic = descriptor.and_then(|d| d.integer(b"Flags")).is_some_and(|flags| flags & 4 != 0);
    let program = descriptor.and_then(|descriptor| Program::of(&descriptor));
    let implicit = match standard.base() {
        Base::Standard if program.is_some() && symbolic => Base::BuiltIn,
        base => base,
    };
    let simple = Simple {
        dict: *dict,
        encoding: Encoding::read(dict, implicit),
        map: cmap(dict.doc, dict, b"ToUnicode"),
        standard,
        missing: descriptor.and_then(|d| d.number(b"MissingWidth")).unwrap_or(0.0) / 1000.0,
        seen: ByCode::new(),
    };
    let (ascent, descent) = extent(descriptor).unwrap_or((standard.ascent, standard.descent));
    Font {
        number: 0,
        name,
        glyphless: false,
        kind: FontKind::Simple,
        ascent,
        descent,
        codes: Codes::Simple(Box::new(simple)),
        program,
        inked: OnceCell::new(),
    }
}

impl Simple<'_> {
    pub(super) fn next(&self, bytes: &[u8]) -> Option<Shown<'_>> {
        let code = *bytes.first()?;
        let seen = self.seen.of(code, || Seen { width: self.width(code), text: self.text(code) })?;
        Some(Shown {
            code: code.into(),
            length: 1,
            width: seen.width,
            vertical: None,
            text: seen.text.as_deref().map(Cow::Borrowed),
        })
    }

    fn text(&self, code: u8) -> Option<String> {
        let mapped = self.map.as_ref().and_then(|map| map.text(u32::from(code)));
        mapped.or_else(|| text_of(self.encoding.name(code)?))
    }

    /// By the font's own list; for the standard fonts and for fonts without one by the standard metrics.
    fn width(&self, code: u8) -> f64 {
        let width = match self.dict.array(b"Widths") {
            Some(listed) => {
                let first = self.dict.integer(b"FirstChar").unwrap_or(0);
                let index = i64::from(code).checked_sub(first).and_then(|index| usize::try_from(index).ok());
                let item = index.and_then(|index| follow(self.dict.doc, listed.get(index)?));
                item.and_then(number).map(|width| width / 1000.0)
            }
            None => self.encoding.name(code).and_then(|glyph| self.standard.width(glyph)),
        };
        width.unwrap_or(self.missing)
    }
}
