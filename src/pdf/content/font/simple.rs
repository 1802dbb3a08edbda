//! Type 1 and TrueType fonts with codes of one byte (ISO 32000-2, 9.6).

use std::borrow::Cow;
use std::cell::OnceCell;

use super::cmap::CMap;
use super::encoding::{Base, Encoding, text_of};
use super::ink::Program;
use super::standard::Standard;
use super::{Codes, Font, FontKind, Shown, cmap, extent};
use crate::pdf::objects::Dict;

#[derive(Debug)]
pub(super) struct Simple {
    /// In em, by code.
    widths: Vec<f64>,
    texts: Vec<Option<String>>,
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
    let encoding = Encoding::read(dict, implicit);
    let map = cmap(dict.doc, dict, b"ToUnicode");
    let widths = widths(dict, descriptor, &encoding, standard);
    let texts = (0..=255).map(|code| text(code, map.as_ref(), &encoding)).collect();
    let (ascent, descent) = extent(descriptor).unwrap_or((standard.ascent, standard.descent));
    Font {
        number: 0,
        name,
        kind: FontKind::Simple,
        ascent,
        descent,
        codes: Codes::Simple(Simple { widths, texts }),
        program,
        inked: OnceCell::new(),
    }
}

fn text(code: u8, map: Option<&CMap>, encoding: &Encoding) -> Option<String> {
    map.and_then(|map| map.text(u32::from(code))).or_else(|| text_of(encoding.name(code)?))
}

/// By the font's own list; for the standard fonts and for fonts without one by the standard metrics.
fn widths(
    dict: &Dict<'_>,
    descriptor: Option<Dict<'_>>,
    encoding: &Encoding,
    standard: Standard,
) -> Vec<f64> {
    let listed = dict.array(b"Widths");
    let first = dict.integer(b"FirstChar").unwrap_or(0);
    let missing = descriptor.and_then(|d| d.number(b"MissingWidth")).unwrap_or(0.0) / 1000.0;
    let by_list = |code: u8| {
        let index = usize::try_from(i64::from(code).checked_sub(first)?).ok()?;
        let item = crate::pdf::objects::follow(dict.doc, listed?.get(index)?)?;
        crate::pdf::objects::number(item).map(|width| width / 1000.0)
    };
    let by_name = |code: u8| standard.width(encoding.name(code)?);
    (0..=255)
        .map(|code| match listed {
            Some(_) => by_list(code).unwrap_or(missing),
            None => by_name(code).unwrap_or(missing),
        })
        .collect()
}

impl Simple {
    pub(super) fn next(&self, bytes: &[u8]) -> Option<Shown<'_>> {
        let code = *bytes.first()?;
        let index = usize::from(code);
        Some(Shown {
            code: code.into(),
            length: 1,
            width: self.widths.get(index).copied().unwrap_or_default(),
            vertical: None,
            text: self.texts.get(index).and_then(Option::as_deref).map(Cow::Borrowed),
        })
    }
}
