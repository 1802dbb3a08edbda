//! Images and forms (ISO 32000-2, 8.9, 8.10).

use std::rc::Rc;

use lopdf::{Object, Stream};

use super::budget::Trouble;
use super::events::{Mask, Raster, Role};
use super::operations::InlineImage;
use super::shape::Quad;
use super::state::State;
use super::walk::{Frame, Walk};
use crate::pdf::geometry::Rect;
use crate::pdf::lex::Token;
use crate::pdf::objects::{Dict, dict_of, follow};

impl<'a> Walk<'_, 'a> {
    /// `Do`.
    pub(super) fn paint_object(&mut self, frame: &mut Frame<'a>, operands: &[Token]) {
        let Some(Token::Name(name)) = operands.last() else { return };
        let raw = frame.resources.dict(b"XObject").and_then(|objects| objects.entry(name));
        let found = raw.and_then(|raw| Some((raw, follow(self.shared.doc, raw)?)));
        let Some((raw, Object::Stream(stream))) = found else {
            self.meter.note(Trouble::Missing);
            return;
        };
        let dict = Dict::new(self.shared.doc, &stream.dict);
        let off = dict.entry(b"OC").is_some_and(|layer| !self.shared.layers.shows(self.shared.doc, layer));
        self.hidden += usize::from(off);
        self.tell_mask(frame);
        // What lacks its type is taken for what it looks like.
        let is_image = dict.is(b"Subtype", b"Image") || !dict.has(b"Subtype") && dict.has(b"Width");
        if is_image {
            self.image(frame, stream, raw.as_reference().ok().map(|id| id.0));
        } else if !dict.is(b"Subtype", b"PS") {
            self.call_form(stream, frame.resources, frame.state.clone());
        }
        self.hidden -= usize::from(off);
    }

    /// Runs a form under a state; what its resources lack is looked up in the caller's.
    pub(super) fn call_form(&mut self, form: &'a Stream, resources: Dict<'a>, mut state: State<'a>) {
        let dict = Dict::new(self.shared.doc, &form.dict);
        let Some(matrix) = state.under(&dict) else { return };
        state.matrix = matrix;
        if let Some(bounds) = dict.rect(b"BBox") {
            Rc::make_mut(&mut state.clip).narrow_to_quad(&Quad::of(&bounds, &matrix));
        }
        if dict.dict(b"Group").is_some_and(|group| group.is(b"S", b"Transparency")) {
            state.enter_group();
        }
        self.call(form, dict.dict(b"Resources").unwrap_or(resources), state);
    }

    fn image(&mut self, frame: &Frame<'a>, image: &'a Stream, object: Option<u32>) {
        let dict = Dict::new(self.shared.doc, &image.dict);
        let stencil = dict.flag(b"ImageMask");
        let mask = [b"SMask".as_slice(), b"Mask"].iter().find_map(|key| dict.get(key)?.as_stream().ok());
        let mask = mask.map(|mask| {
            let dict = Dict::new(self.shared.doc, &mask.dict);
            let ((width, height), filter) = (size_of(&dict), filter_name(last_filter(&dict)));
            Mask { width, height, filter, bytes: mask.content.len() }
        });
        let mut size = size_of(&dict);
        if let Some(mask) = mask.filter(|mask| pixels((mask.width, mask.height)) > pixels(size)) {
            size = (mask.width, mask.height);
        }
        let bits = if stencil { 1 } else { dict.integer(b"BitsPerComponent").unwrap_or(8) };
        let (role, quad) = self.role(if stencil { Role::Stencil } else { Role::Picture }, unit(&frame.state));
        let raster = Raster {
            quad,
            width: size.0,
            height: size.1,
            bits: u8::try_from(bits).unwrap_or(8),
            filter: filter_name(last_filter(&dict)),
            bytes: image.content.len(),
            mask,
            role,
            transparent: stencil || dict.has(b"SMask") || dict.has(b"Mask") || dict.has(b"SMaskInData"),
            alpha: frame.state.fill_alpha * frame.state.group.alpha,
            object,
        };
        self.visitor.raster(&raster, &self.around(&frame.state));
        if stencil && frame.state.fill.pattern.is_some() {
            self.fill_with_pattern(frame, &super::shape::Outline::from(unit(&frame.state)));
        }
    }

    pub(super) fn inline_image(&mut self, frame: &mut Frame<'a>, image: &InlineImage<'_>) {
        self.tell_mask(frame);
        let side = |long, short| image.integer(long, short).and_then(|n| u32::try_from(n).ok()).unwrap_or(1);
        let stencil = image.is_mask();
        let (role, quad) = self.role(if stencil { Role::Stencil } else { Role::Picture }, unit(&frame.state));
        let bits = if stencil { 1 } else { image.integer(b"BitsPerComponent", b"BPC").unwrap_or(8) };
        let raster = Raster {
            quad,
            width: side(b"Width", b"W"),
            height: side(b"Height", b"H"),
            bits: u8::try_from(bits).unwrap_or(8),
            filter: filter_name(image.filter().unwrap_or_default()),
            bytes: image.data.len(),
            mask: None,
            role,
            transparent: stencil,
            alpha: frame.state.fill_alpha * frame.state.group.alpha,
            object: None,
        };
        self.visitor.raster(&raster, &self.around(&frame.state));
    }
}

/// An image fills the unit square of user space.
fn unit(state: &State<'_>) -> Quad {
    Quad::of(&Rect::of_size(1.0, 1.0), &state.matrix)
}

fn size_of(dict: &Dict<'_>) -> (u32, u32) {
    let side = |key: &[u8]| dict.integer(key).and_then(|n| u32::try_from(n).ok()).unwrap_or(1);
    (side(b"Width"), side(b"Height"))
}

fn pixels((width, height): (u32, u32)) -> u64 {
    u64::from(width) * u64::from(height)
}

fn last_filter<'a>(dict: &Dict<'a>) -> &'a [u8] {
    let one = dict.name(b"Filter");
    let last = || follow(dict.doc, dict.array(b"Filter")?.last()?)?.as_name().ok();
    one.or_else(last).unwrap_or_default()
}

/// The long name of a filter; empty for none or an unknown one.
fn filter_name(name: &[u8]) -> &'static str {
    match name {
        b"ASCII85Decode" | b"A85" => "ASCII85Decode",
        b"ASCIIHexDecode" | b"AHx" => "ASCIIHexDecode",
        b"CCITTFaxDecode" | b"CCF" => "CCITTFaxDecode",
        b"Crypt" => "Crypt",
        b"DCTDecode" | b"DCT" => "DCTDecode",
        b"FlateDecode" | b"Fl" => "FlateDecode",
        b"JBIG2Decode" => "JBIG2Decode",
        b"JPXDecode" => "JPXDecode",
        b"LZWDecode" | b"LZW" => "LZWDecode",
        b"RunLengthDecode" | b"RL" => "RunLengthDecode",
        _ => "",
    }
}

/// The stream of an annotation's normal appearance, by its state (12.5.5).
pub(in crate::pdf) fn appearance<'a>(annotation: &Dict<'a>) -> Option<&'a Stream> {
    let normal = annotation.dict(b"AP")?.get(b"N")?;
    match normal {
        Object::Stream(stream) => Some(stream),
        states => {
            let states = Dict::new(annotation.doc, dict_of(states)?);
            states.get(annotation.name(b"AS")?)?.as_stream().ok()
        }
    }
}
