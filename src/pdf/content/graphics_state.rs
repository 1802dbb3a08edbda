//! Graphics state parameter dictionaries (ISO 32000-2, 8.4.5), and soft masks told once something shows through.

use std::cell::Cell;
use std::rc::Rc;

use lopdf::Object;

use super::events::Blend;
use super::state::{SoftMask, State};
use super::walk::{Frame, Inside, Walk};
use crate::pdf::geometry::Matrix;
use crate::pdf::lex::Token;
use crate::pdf::objects::{Dict, dict_of, follow, number};

impl<'a> Walk<'_, 'a> {
    pub(super) fn graphics_state(&mut self, frame: &mut Frame<'a>, operands: &[Token]) {
        let Some(Token::Name(name)) = operands.last() else { return };
        let states = frame.resources.dict(b"ExtGState");
        let Some(dict) = states.and_then(|states| states.dict(name)) else { return };
        let state = &mut frame.state;
        if let Some(alpha) = dict.number(b"ca") {
            state.fill_alpha = alpha.clamp(0.0, 1.0);
        }
        if let Some(alpha) = dict.number(b"CA") {
            state.stroke_alpha = alpha.clamp(0.0, 1.0);
        }
        if let Some(width) = dict.number(b"LW") {
            state.line_width = width;
        }
        if let Some(object) = dict.get(b"BM") {
            state.blend = blend(&dict, object);
        }
        if dict.has(b"op") || dict.has(b"OP") {
            state.overprints = dict.flag(b"op") || dict.flag(b"OP");
        }
        if dict.has(b"TR") || dict.has(b"TR2") {
            state.altered = [b"TR2".as_slice(), b"TR"].iter().any(|key| alters(&dict, key));
        }
        if let Some(mask) = dict.get(b"SMask") {
            state.soft_mask = soft_mask(&dict, mask, state);
        }
        if let Some([font, size]) = dict.array(b"Font") {
            state.text.size = follow(dict.doc, size).and_then(number).unwrap_or(state.text.size);
            let font = self.font(Some(font));
            frame.state.text.font = Some(font);
        }
    }

    /// Tells what a soft mask is made of, before the first thing is painted through it.
    pub(super) fn tell_mask(&mut self, frame: &Frame<'a>) {
        let Some(mask) = frame.state.soft_mask.clone() else { return };
        if mask.told.replace(true) {
            return;
        }
        let state = State::new(mask.matrix, (*mask.clip).clone());
        let inside = std::mem::replace(&mut self.inside, Inside::SoftMask);
        self.call_form(mask.group, frame.resources, state);
        self.inside = inside;
    }
}

fn soft_mask<'a>(dict: &Dict<'a>, mask: &'a Object, state: &State<'a>) -> Option<SoftMask<'a>> {
    let group = Dict::new(dict.doc, dict_of(mask)?).get(b"G")?.as_stream().ok()?;
    let told = Rc::new(Cell::new(false));
    Some(SoftMask { group, matrix: state.matrix, clip: Rc::clone(&state.clip), told })
}

/// The first blend mode of a list that is known (11.6.3).
fn blend(dict: &Dict<'_>, object: &Object) -> Blend {
    let of = |object: &Object| match object.as_name().unwrap_or_default() {
        b"Normal" | b"Compatible" => Blend::Normal,
        b"Multiply" | b"Darken" | b"ColorBurn" => Blend::Darkens,
        _ => Blend::Other,
    };
    match object {
        Object::Array(names) => {
            names.first().and_then(|name| follow(dict.doc, name)).map_or(Blend::Normal, of)
        }
        name => of(name),
    }
}

/// Whether a transfer function changes colours: anything but `Identity` and `Default`.
fn alters(dict: &Dict<'_>, key: &[u8]) -> bool {
    dict.get(key).is_some_and(|function| !matches!(function.as_name(), Ok(b"Identity" | b"Default")))
}

impl State<'_> {
    /// The matrix of a form under this one; `None` where it means nothing.
    pub(super) fn under(&self, form: &Dict<'_>) -> Option<Matrix> {
        let own = form
            .numbers(b"Matrix")
            .and_then(|n| n.get(..6)?.try_into().ok())
            .map_or(Matrix::IDENTITY, Matrix);
        Some(own.then(&self.matrix)).filter(super::walk::is_sane)
    }
}
