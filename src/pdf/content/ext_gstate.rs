//! The `gs` operator: graphics state parameter dictionaries (ISO 32000-2, 8.4.5), and soft masks, whose content is
//! reported when something is painted through them first.

use std::cell::Cell;
use std::rc::Rc;

use lopdf::Object;

use super::graphics_state::{GraphicsState, SoftMask};
use super::interpreter::{ContentFrame, ContentInterpreter, ContentRole};
use super::visitor::BlendMode;
use crate::pdf::geometry::Matrix;
use crate::pdf::lexer::Token;
use crate::pdf::objects::{Dict, dict_of, number, resolve};

impl<'a> ContentInterpreter<'_, 'a> {
    pub(super) fn set_ext_gstate(&mut self, frame: &mut ContentFrame<'a>, operands: &[Token]) {
        let Some(Token::Name(name)) = operands.last() else { return };
        let states = frame.resources.dict(b"ExtGState");
        let dict = states.and_then(|states| states.dict(name));
        self.visitor.graphics_state(dict.as_ref());
        let Some(dict) = dict else { return };
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
        if let Some([pattern, ..]) = dict.array(b"D") {
            state.dashed =
                resolve(dict.doc, pattern).is_some_and(|p| p.as_array().is_ok_and(|p| !p.is_empty()));
        }
        if let Some(object) = dict.get(b"BM") {
            state.blend_mode = read_blend_mode(&dict, object);
        }
        if dict.has(b"op") || dict.has(b"OP") {
            state.overprint = dict.flag(b"op") || dict.flag(b"OP");
        }
        if dict.has(b"TR") || dict.has(b"TR2") {
            state.has_transfer_function =
                [b"TR2".as_slice(), b"TR"].iter().any(|key| changes_colors(&dict, key));
        }
        if let Some(mask) = dict.get(b"SMask") {
            state.soft_mask = read_soft_mask(&dict, mask, state);
        }
        if let Some([font, size]) = dict.array(b"Font") {
            state.text.font_size = resolve(dict.doc, size).and_then(number).unwrap_or(state.text.font_size);
            let font = self.load_font(Some(font));
            frame.state.text.font = Some(font);
        }
    }

    /// Reports the images and shadings of the soft mask, before the first object is painted through it.
    pub(super) fn report_soft_mask(&mut self, frame: &ContentFrame<'a>) {
        let Some(mask) = frame.state.soft_mask.clone() else { return };
        if mask.reported.replace(true) {
            return;
        }
        let state = GraphicsState::new(mask.matrix, (*mask.clip).clone());
        let inside = std::mem::replace(&mut self.role, ContentRole::SoftMask);
        self.run_form(mask.group, frame.resources, state);
        self.role = inside;
    }
}

fn read_soft_mask<'a>(dict: &Dict<'a>, mask: &'a Object, state: &GraphicsState<'a>) -> Option<SoftMask<'a>> {
    let group = Dict::new(dict.doc, dict_of(mask)?).get(b"G")?.as_stream().ok()?;
    let reported = Rc::new(Cell::new(false));
    Some(SoftMask { group, matrix: state.ctm, clip: Rc::clone(&state.clip), reported })
}

/// The first blend mode of a list that is known (11.6.3).
fn read_blend_mode(dict: &Dict<'_>, object: &Object) -> BlendMode {
    let of = |object: &Object| match object.as_name().unwrap_or_default() {
        b"Normal" | b"Compatible" => BlendMode::Normal,
        b"Multiply" | b"Darken" | b"ColorBurn" => BlendMode::Darkens,
        _ => BlendMode::Other,
    };
    match object {
        Object::Array(names) => {
            names.first().and_then(|name| resolve(dict.doc, name)).map_or(BlendMode::Normal, of)
        }
        name => of(name),
    }
}

/// Whether a transfer function changes colours: any but `Identity` and `Default`.
fn changes_colors(dict: &Dict<'_>, key: &[u8]) -> bool {
    dict.get(key).is_some_and(|function| !matches!(function.as_name(), Ok(b"Identity" | b"Default")))
}

impl GraphicsState<'_> {
    /// The matrix of a form `XObject` under the current one; `None` where coordinates would not be finite.
    pub(super) fn form_matrix(&self, form: &Dict<'_>) -> Option<Matrix> {
        let own = form
            .numbers(b"Matrix")
            .and_then(|n| n.get(..6)?.try_into().ok())
            .map_or(Matrix::IDENTITY, Matrix);
        Some(own.then(&self.ctm)).filter(super::interpreter::is_valid_matrix)
    }
}
