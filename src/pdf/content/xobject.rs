//! Image and form `XObjects` and inline images (ISO 32000-2, 8.9, 8.10).

use std::rc::Rc;

use lopdf::{Object, Stream};

use super::budget::Incomplete;
use super::graphics_state::GraphicsState;
use super::interpreter::{ContentFrame, ContentInterpreter};
use super::operations::InlineImage;
use super::shape::Quad;
use super::visitor::{ImageRole, MaskImage, PaintedImage};
use crate::pdf::geometry::Rect;
use crate::pdf::lexer::Token;
use crate::pdf::objects::{Dict, dict_of, resolve};

impl<'a> ContentInterpreter<'_, 'a> {
    /// `Do`.
    pub(super) fn paint_xobject(&mut self, frame: &mut ContentFrame<'a>, operands: &[Token]) {
        let Some(Token::Name(name)) = operands.last() else { return };
        let raw = frame.resources.dict(b"XObject").and_then(|objects| objects.entry(name));
        let found = raw.and_then(|raw| Some((raw, resolve(self.shared.doc, raw)?)));
        let Some((raw, Object::Stream(stream))) = found else {
            self.meter.record(Incomplete::Missing);
            return;
        };
        let dict = Dict::new(self.shared.doc, &stream.dict);
        if dict.has(b"OC") {
            self.visitor.optional_content();
        }
        let off = dict.entry(b"OC").is_some_and(|group| self.is_off(group));
        self.hidden_depth += usize::from(off);
        self.report_soft_mask(frame);
        // Viewers recognize an image without Subtype by its keys.
        let is_image = dict.has_name(b"Subtype", b"Image") || !dict.has(b"Subtype") && dict.has(b"Width");
        if is_image {
            self.paint_image(frame, stream, raw.as_reference().ok().map(|id| id.0));
        } else if !dict.has_name(b"Subtype", b"PS") {
            self.run_form(stream, frame.resources, frame.state.clone());
        }
        self.hidden_depth -= usize::from(off);
    }

    /// Runs a form `XObject`; resources that it lacks are taken from the caller's.
    pub(super) fn run_form(&mut self, form: &'a Stream, resources: Dict<'a>, mut state: GraphicsState<'a>) {
        let dict = Dict::new(self.shared.doc, &form.dict);
        let Some(matrix) = state.form_matrix(&dict) else { return };
        state.ctm = matrix;
        if let Some(bounds) = dict.rect(b"BBox") {
            Rc::make_mut(&mut state.clip).intersect_quad(&Quad::of(&bounds, &matrix));
        }
        if dict.dict(b"Group").is_some_and(|group| group.has_name(b"S", b"Transparency")) {
            state.enter_group();
        }
        self.run_stream(form, dict.dict(b"Resources").unwrap_or(resources), state);
    }

    fn paint_image(&mut self, frame: &ContentFrame<'a>, image: &'a Stream, object: Option<u32>) {
        let dict = Dict::new(self.shared.doc, &image.dict);
        let stencil = dict.flag(b"ImageMask");
        let mask = [b"SMask".as_slice(), b"Mask"].iter().find_map(|key| dict.get(key)?.as_stream().ok());
        let mask = mask.map(|mask| {
            let dict = Dict::new(self.shared.doc, &mask.dict);
            let ((width, height), filter) = (image_size(&dict), filter_name(last_filter(&dict)));
            MaskImage { width, height, filter, encoded_length: mask.content.len() }
        });
        let mut size = image_size(&dict);
        if let Some(mask) = mask.filter(|mask| pixel_count((mask.width, mask.height)) > pixel_count(size)) {
            size = (mask.width, mask.height);
        }
        let bits = if stencil { 1 } else { dict.integer(b"BitsPerComponent").unwrap_or(8) };
        let (role, quad) = self.image_role(
            if stencil { ImageRole::Stencil } else { ImageRole::Image },
            unit_square(&frame.state),
        );
        let image = PaintedImage {
            quad,
            width: size.0,
            height: size.1,
            bits_per_component: u8::try_from(bits).unwrap_or(8),
            filter: filter_name(last_filter(&dict)),
            encoded_length: image.content.len(),
            mask,
            role,
            transparent: stencil || dict.has(b"SMask") || dict.has(b"Mask") || dict.has(b"SMaskInData"),
            alpha: frame.state.fill_alpha * frame.state.group.alpha,
            object_number: object,
        };
        self.visitor.image(&image, &self.context(&frame.state));
        if stencil && frame.state.fill.pattern.is_some() {
            self.fill_with_pattern(frame, &super::shape::PathOutline::from(unit_square(&frame.state)));
        }
    }

    pub(super) fn paint_inline_image(&mut self, frame: &mut ContentFrame<'a>, image: &InlineImage<'_>) {
        self.report_soft_mask(frame);
        let side = |long, short| image.integer(long, short).and_then(|n| u32::try_from(n).ok()).unwrap_or(1);
        let stencil = image.is_mask();
        let (role, quad) = self.image_role(
            if stencil { ImageRole::Stencil } else { ImageRole::Image },
            unit_square(&frame.state),
        );
        let bits = if stencil { 1 } else { image.integer(b"BitsPerComponent", b"BPC").unwrap_or(8) };
        let image = PaintedImage {
            quad,
            width: side(b"Width", b"W"),
            height: side(b"Height", b"H"),
            bits_per_component: u8::try_from(bits).unwrap_or(8),
            filter: filter_name(image.filter().unwrap_or_default()),
            encoded_length: image.data.len(),
            mask: None,
            role,
            transparent: stencil,
            alpha: frame.state.fill_alpha * frame.state.group.alpha,
            object_number: None,
        };
        self.visitor.image(&image, &self.context(&frame.state));
    }
}

/// The unit square of user space, which an image fills.
fn unit_square(state: &GraphicsState<'_>) -> Quad {
    Quad::of(&Rect::of_size(1.0, 1.0), &state.ctm)
}

fn image_size(dict: &Dict<'_>) -> (u32, u32) {
    let side = |key: &[u8]| dict.integer(key).and_then(|n| u32::try_from(n).ok()).unwrap_or(1);
    (side(b"Width"), side(b"Height"))
}

fn pixel_count((width, height): (u32, u32)) -> u64 {
    u64::from(width) * u64::from(height)
}

fn last_filter<'a>(dict: &Dict<'a>) -> &'a [u8] {
    let one = dict.name(b"Filter");
    let last = || resolve(dict.doc, dict.array(b"Filter")?.last()?)?.as_name().ok();
    one.or_else(last).unwrap_or_default()
}

/// The full name of a filter; empty for none or an unknown one.
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

/// The stream of an annotation's normal appearance; of several states, the one of `AS` (12.5.5).
pub(in crate::pdf) fn normal_appearance<'a>(annotation: &Dict<'a>) -> Option<&'a Stream> {
    let normal = annotation.dict(b"AP")?.get(b"N")?;
    match normal {
        Object::Stream(stream) => Some(stream),
        states => {
            let states = Dict::new(annotation.doc, dict_of(states)?);
            states.get(annotation.name(b"AS")?)?.as_stream().ok()
        }
    }
}
