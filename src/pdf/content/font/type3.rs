//! Type 3 fonts: each glyph is a piece of content (ISO 32000-2, 9.6.4).

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

use lopdf::Stream;

use super::encoding::{Base, Encoding, text_of};
use super::{Codes, Font, FontKind, Shown, cmap};
use crate::pdf::geometry::{Matrix, Rect};
use crate::pdf::objects::{Dict, follow, number};

/// What a Type 3 font adds: where its glyph procedures are.
pub(crate) struct Type3<'a> {
    dict: Dict<'a>,
    /// From glyph space to text space.
    pub(crate) matrix: Matrix,
    /// In glyph space; `None` where it says nothing.
    pub(crate) bounds: Option<Rect>,
    names: BTreeMap<u8, Vec<u8>>,
    /// In em (text space), by code.
    widths: Vec<f64>,
    texts: Vec<Option<String>>,
}

pub(super) fn read<'a>(dict: &Dict<'a>, name: String) -> Font<'a> {
    let matrix = dict.numbers(b"FontMatrix").and_then(|n| n.get(..6)?.try_into().ok()).map(Matrix);
    let matrix = matrix.unwrap_or(Matrix([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]));
    let encoding = Encoding::read(dict, Base::BuiltIn);
    let map = cmap(dict.doc, dict, b"ToUnicode");
    let first = dict.integer(b"FirstChar").unwrap_or(0);
    let listed = dict.array(b"Widths").unwrap_or_default();
    let [a, ..] = matrix.0;
    let width = |code: u8| {
        let index = usize::try_from(i64::from(code).checked_sub(first)?).ok()?;
        Some(number(follow(dict.doc, listed.get(index)?)?)? * a)
    };
    let text = |code: u8| {
        let mapped = map.as_ref().and_then(|map| map.text(u32::from(code)));
        mapped.or_else(|| text_of(encoding.name(code)?))
    };
    let type3 = Type3 {
        dict: *dict,
        matrix,
        bounds: dict.rect(b"FontBBox").filter(|rect| !rect.is_empty()),
        widths: (0..=255).map(|code| width(code).unwrap_or_default()).collect(),
        texts: (0..=255).map(text).collect(),
        names: encoding.differences().clone(),
    };
    let (ascent, descent) = type3.bounds.map_or((0.75, -0.25), |rect| {
        let rect = matrix.rect(&rect);
        (rect.y1, rect.y0)
    });
    Font {
        number: 0,
        name,
        kind: FontKind::Type3,
        ascent,
        descent,
        codes: Codes::Type3(type3),
        program: None,
        inked: OnceCell::new(),
    }
}

impl<'a> Type3<'a> {
    /// The procedure that draws a code.
    pub(crate) fn procedure(&self, code: u32) -> Option<&'a Stream> {
        let name = self.names.get(&u8::try_from(code).ok()?)?;
        self.dict.dict(b"CharProcs")?.get(name)?.as_stream().ok()
    }

    /// Its own resources.
    pub(crate) fn resources(&self) -> Option<Dict<'a>> {
        self.dict.dict(b"Resources")
    }

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
