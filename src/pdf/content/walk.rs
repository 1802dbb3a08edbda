//! Runs a content stream: one operator after the other (ISO 32000-2, annex A).

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::{Object, Stream};

use super::budget::{Meter, Trouble};
use super::color::{Space, components_of};
use super::events::{Around, Role, Source, Visitor};
use super::font::Font;
use super::glyph_look::Look;
use super::layers::Layers;
use super::operations::{Operation, Operations};
use super::path::PathBuilder;
use super::shape::{FillRule, Quad};
use super::state::{Color, State};
use super::stream;
use crate::pdf::geometry::Matrix;
use crate::pdf::lex::Token;
use crate::pdf::objects::{Dict, Objects, follow};

/// Saved states; programs nest a few dozen.
const MOST_STATES: usize = 1024;

/// What pages of a document share.
pub(super) struct Shared<'a> {
    pub(super) doc: &'a dyn Objects,
    pub(super) layers: Layers,
    fonts: BTreeMap<usize, Rc<Font<'a>>>,
    /// By number.
    pub(super) all_fonts: Vec<Rc<Font<'a>>>,
    spaces: BTreeMap<usize, Rc<Space>>,
    /// The device spaces, which resources may replace by others, by resources and number of components.
    devices: BTreeMap<(usize, u8), Rc<Space>>,
    pub(super) looks: BTreeMap<(usize, u32), Rc<Look>>,
    /// Of this page.
    decoded: BTreeMap<usize, Rc<[u8]>>,
}

impl<'a> Shared<'a> {
    pub(super) fn new(doc: &'a dyn Objects, catalog: Option<Dict<'a>>) -> Self {
        Self {
            doc,
            layers: Layers::of(catalog),
            fonts: BTreeMap::new(),
            all_fonts: vec![Rc::new(Font::missing())],
            spaces: BTreeMap::new(),
            devices: BTreeMap::new(),
            looks: BTreeMap::new(),
            decoded: BTreeMap::new(),
        }
    }

    pub(super) fn turn_page(&mut self) {
        self.decoded.clear();
    }
}

/// The run over one page.
pub(super) struct Walk<'w, 'a> {
    pub(super) shared: &'w mut Shared<'a>,
    pub(super) visitor: &'w mut dyn Visitor,
    pub(super) meter: &'w mut Meter,
    pub(super) source: Source,
    pub(super) inside: Inside,
    /// Streams that are being run.
    pub(super) active: Vec<usize>,
    /// How many pieces of content that is switched off are open.
    pub(super) hidden: usize,
    /// Whether text is passed over.
    pub(super) textless: bool,
}

/// What an image that is met is there for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Inside {
    Content,
    SoftMask,
    /// A pattern, whose tiles lie here.
    Tiles(Quad),
}

/// One content stream while it is run.
pub(super) struct Frame<'a> {
    pub(super) resources: Dict<'a>,
    /// The matrix the stream began with: patterns are placed by it.
    pub(super) base: Matrix,
    pub(super) state: State<'a>,
    saved: Vec<State<'a>>,
    unsaved: usize,
    pub(super) path: PathBuilder,
    pending_clip: Option<FillRule>,
    /// Whether each open piece of marked content is switched off.
    marked: Vec<bool>,
    /// Boxes of glyphs that clip.
    pub(super) text_clip: Vec<Quad>,
}

/// The identity of an object while its document is open.
pub(super) fn address<T>(object: &T) -> usize {
    std::ptr::from_ref(object) as usize
}

impl<'a> Walk<'_, 'a> {
    pub(super) fn around<'s>(&self, state: &'s State<'_>) -> Around<'s> {
        Around {
            clip: &state.clip,
            shown: self.hidden == 0,
            blend: state.blend.max(state.group.blend),
            masked: state.soft_mask.is_some() || state.group.masked,
            altered: state.altered,
            overprints: state.overprints,
            source: self.source,
            depth: self.active.len(),
        }
    }

    /// Whether only images are told: of a soft mask, the rest is no paint.
    pub(super) fn is_silent(&self) -> bool {
        self.inside == Inside::SoftMask
    }

    pub(super) fn role(&self, role: Role, quad: Quad) -> (Role, Quad) {
        match self.inside {
            Inside::Content => (role, quad),
            Inside::SoftMask => (Role::SoftMask, quad),
            Inside::Tiles(all) => (Role::Tile { one: quad }, all),
        }
    }

    /// Runs the content of a stream, unless the budget or a loop forbids it.
    pub(super) fn call(&mut self, stream: &'a Stream, resources: Dict<'a>, state: State<'a>) {
        let key = address(stream);
        if self.active.contains(&key) {
            self.meter.note(Trouble::Loop);
            return;
        }
        if !self.meter.may_call(self.active.len() + 1) {
            return;
        }
        let Some(content) = self.decode(stream) else { return };
        self.active.push(key);
        self.run(&content, resources, state);
        self.active.pop();
    }

    fn decode(&mut self, stream: &'a Stream) -> Option<Rc<[u8]>> {
        let key = address(stream);
        if let Some(known) = self.shared.decoded.get(&key) {
            return Some(Rc::clone(known));
        }
        match stream::decode_stream(stream, self.meter.room()) {
            Ok(decoded) => {
                if decoded.cut {
                    self.meter.note(Trouble::Unreadable);
                }
                self.meter.decoded(decoded.bytes.len());
                let bytes: Rc<[u8]> = decoded.bytes.into();
                self.shared.decoded.insert(key, Rc::clone(&bytes));
                Some(bytes)
            }
            Err(trouble) => {
                self.meter.note(trouble);
                None
            }
        }
    }

    /// Runs content.
    pub(super) fn run(&mut self, content: &[u8], resources: Dict<'a>, state: State<'a>) {
        let mut frame = Frame {
            resources,
            base: state.matrix,
            state,
            saved: Vec::new(),
            unsaved: 0,
            path: PathBuilder::default(),
            pending_clip: None,
            marked: Vec::new(),
            text_clip: Vec::new(),
        };
        let hidden = self.hidden;
        let mut operations = Operations::new(content);
        while let Some(operation) = operations.next() {
            self.meter.operator();
            if self.meter.stopped() {
                break;
            }
            match operation {
                Operation::Operator(word, operands) => self.operate(&mut frame, word, operands),
                Operation::Inline(image) => self.inline_image(&mut frame, &image),
            }
        }
        if operations.overflowed {
            self.meter.note(Trouble::TooManyOperators);
        }
        self.hidden = hidden;
    }

    fn operate(&mut self, frame: &mut Frame<'a>, word: &[u8], operands: &[Token]) {
        match word {
            b"q" => frame.save(self.meter),
            b"Q" => frame.restore(),
            b"cm" => {
                if !numbers(operands).is_some_and(|matrix| frame.concatenate(&Matrix(matrix))) {
                    self.meter.note(Trouble::Nonsense);
                }
            }
            b"w" => frame.state.line_width = number(operands).unwrap_or(frame.state.line_width),
            b"gs" => self.graphics_state(frame, operands),

            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" => frame.construct(word, operands),
            b"W" => frame.pending_clip = Some(FillRule::NonZero),
            b"W*" => frame.pending_clip = Some(FillRule::EvenOdd),
            b"n" => self.end_path(frame, None, false),
            b"f" | b"F" => self.end_path(frame, Some(FillRule::NonZero), false),
            b"f*" => self.end_path(frame, Some(FillRule::EvenOdd), false),
            b"S" | b"s" => self.end_path(frame, None, true),
            b"B" | b"b" => self.end_path(frame, Some(FillRule::NonZero), true),
            b"B*" | b"b*" => self.end_path(frame, Some(FillRule::EvenOdd), true),
            b"sh" => self.shading(frame, operands),
            b"Do" => self.paint_object(frame, operands),

            b"g" => self.device_color(frame, 1, operands, false),
            b"G" => self.device_color(frame, 1, operands, true),
            b"rg" => self.device_color(frame, 3, operands, false),
            b"RG" => self.device_color(frame, 3, operands, true),
            b"k" => self.device_color(frame, 4, operands, false),
            b"K" => self.device_color(frame, 4, operands, true),
            b"cs" => self.color_space(frame, operands, false),
            b"CS" => self.color_space(frame, operands, true),
            b"sc" | b"scn" => set_color(&mut frame.state.fill, frame.resources, operands),
            b"SC" | b"SCN" => set_color(&mut frame.state.stroke, frame.resources, operands),

            b"BMC" => frame.marked.push(false),
            b"BDC" => self.begin_marked(frame, operands),
            b"EMC" => {
                if frame.marked.pop() == Some(true) {
                    self.hidden = self.hidden.saturating_sub(1);
                }
            }
            _ if self.textless => {}
            _ => self.text_operator(frame, word, operands),
        }
    }

    fn device_color(&mut self, frame: &mut Frame<'a>, components: u8, operands: &[Token], stroke: bool) {
        let key = (address(frame.resources.raw), components);
        let known = self.shared.devices.get(&key).map(Rc::clone);
        let space = known.unwrap_or_else(|| {
            let name: &[u8] = match components {
                1 => b"DeviceGray",
                3 => b"DeviceRGB",
                _ => b"DeviceCMYK",
            };
            let space = self.named_space(frame.resources, name);
            self.shared.devices.insert(key, Rc::clone(&space));
            space
        });
        let ink = space.ink(&components_of(operands));
        *frame.color(stroke) = Color { space, ink, pattern: None };
    }

    fn color_space(&mut self, frame: &mut Frame<'a>, operands: &[Token], stroke: bool) {
        let Some(Token::Name(name)) = operands.last() else { return };
        let space = self.named_space(frame.resources, name);
        *frame.color(stroke) = Color { ink: space.initial(), space, pattern: None };
    }

    fn named_space(&mut self, resources: Dict<'a>, name: &[u8]) -> Rc<Space> {
        let spaces = resources.dict(b"ColorSpace");
        let object = spaces.and_then(|spaces| spaces.entry(name));
        let doc = self.shared.doc;
        let read = |object: &Object| Rc::new(Space::read(doc, object, Some(resources)));
        match object {
            None => read(&Object::Name(name.to_vec())),
            Some(object) => {
                let key = address(follow(doc, object).unwrap_or(object));
                let known = self.shared.spaces.entry(key);
                Rc::clone(known.or_insert_with(|| read(object)))
            }
        }
    }

    fn begin_marked(&mut self, frame: &mut Frame<'a>, operands: &[Token]) {
        let layer = match operands {
            [Token::Name(tag), Token::Name(name)] if tag == b"OC" => {
                let properties = frame.resources.dict(b"Properties");
                properties.and_then(|properties| properties.entry(name))
            }
            _ => None,
        };
        let off = layer.is_some_and(|layer| !self.shared.layers.shows(self.shared.doc, layer));
        self.hidden += usize::from(off);
        // Unbalanced content must not grow without limit.
        if frame.marked.len() < MOST_STATES {
            frame.marked.push(off);
        }
    }

    /// Paints the path, and narrows the clip to it where that was asked for.
    fn end_path(&mut self, frame: &mut Frame<'a>, fill: Option<FillRule>, stroke: bool) {
        let path = std::mem::take(&mut frame.path);
        let clip = frame.pending_clip.take();
        if path.is_empty() {
            if clip.is_some() {
                Rc::make_mut(&mut frame.state.clip).loosen();
            }
            return;
        }
        let (segments, cut) = (path.segments, path.cut);
        let outline = path.outline();
        if fill.is_some() || stroke {
            self.paint_path(frame, &outline, (segments, cut), fill, stroke);
        }
        if let Some(rule) = clip {
            let state_clip = Rc::make_mut(&mut frame.state.clip);
            state_clip.narrow(&outline, rule);
            if cut {
                state_clip.loosen();
            }
        }
        frame.path = PathBuilder::in_place_of(outline);
    }

    /// The font of a resource; Helvetica where there is none.
    pub(super) fn font(&mut self, object: Option<&'a Object>) -> Rc<Font<'a>> {
        let doc = self.shared.doc;
        let Shared { fonts, all_fonts, .. } = &mut *self.shared;
        let dict = object.and_then(|object| follow(doc, object)?.as_dict().ok());
        let font = dict.map(|dict| {
            Rc::clone(fonts.entry(address(dict)).or_insert_with(|| {
                let font = Rc::new(Font::read(doc, &Dict::new(doc, dict), all_fonts.len()));
                all_fonts.push(Rc::clone(&font));
                font
            }))
        });
        font.or_else(|| all_fonts.first().cloned()).unwrap_or_else(|| Rc::new(Font::missing()))
    }
}

impl<'a> Frame<'a> {
    fn save(&mut self, meter: &mut Meter) {
        if self.saved.len() < MOST_STATES {
            self.saved.push(self.state.clone());
        } else {
            meter.note(Trouble::TooManyOperators);
            self.unsaved += 1;
        }
    }

    /// The text matrices are not part of what is restored.
    fn restore(&mut self) {
        if self.unsaved > 0 {
            self.unsaved -= 1;
        } else if let Some(saved) = self.saved.pop() {
            let (matrix, line) = (self.state.text.matrix, self.state.text.line);
            self.state = saved;
            (self.state.text.matrix, self.state.text.line) = (matrix, line);
        }
    }

    /// Puts a matrix before the current one; whether the result means anything.
    fn concatenate(&mut self, matrix: &Matrix) -> bool {
        let next = matrix.then(&self.state.matrix);
        if is_sane(&next) {
            self.state.matrix = next;
        }
        is_sane(&next)
    }

    fn color(&mut self, stroke: bool) -> &mut Color<'a> {
        if stroke { &mut self.state.stroke } else { &mut self.state.fill }
    }

    fn construct(&mut self, word: &[u8], operands: &[Token]) {
        let (path, matrix) = (&mut self.path, &self.state.matrix);
        match word {
            b"m" => {
                if let Some([x, y]) = numbers(operands) {
                    path.move_to((x, y), matrix);
                }
            }
            b"l" => {
                if let Some([x, y]) = numbers(operands) {
                    path.line_to((x, y), matrix);
                }
            }
            b"c" => {
                if let Some([a, b, c, d, e, f]) = numbers(operands) {
                    path.curve_to(Some((a, b)), (c, d), (e, f), matrix);
                }
            }
            b"v" => {
                if let Some([a, b, c, d]) = numbers(operands) {
                    path.curve_to(None, (a, b), (c, d), matrix);
                }
            }
            b"y" => {
                if let Some([a, b, c, d]) = numbers(operands) {
                    path.curve_to(Some((a, b)), (c, d), (c, d), matrix);
                }
            }
            b"re" => {
                if let Some([x, y, width, height]) = numbers(operands) {
                    path.rectangle((x, y), width, height, matrix);
                }
            }
            _ => path.close(),
        }
    }
}

/// Sets the colour, or the pattern, in the current space.
fn set_color<'a>(color: &mut Color<'a>, resources: Dict<'a>, operands: &[Token]) {
    color.ink = color.space.ink(&components_of(operands));
    color.pattern = match operands.last() {
        Some(Token::Name(name)) => resources.dict(b"Pattern").and_then(|patterns| patterns.get(name)),
        _ => None,
    };
}

/// Whether coordinates under this matrix mean anything.
pub(super) fn is_sane(matrix: &Matrix) -> bool {
    matrix.0.iter().all(|n| n.is_finite() && n.abs() < 1e9)
}

/// The last `N` numbers of the operands.
pub(super) fn numbers<const N: usize>(operands: &[Token]) -> Option<[f64; N]> {
    let mut found = [0.0; N];
    let mut tokens = operands.iter().rev().filter_map(Token::number);
    for slot in found.iter_mut().rev() {
        *slot = tokens.next().filter(|n| n.is_finite() && n.abs() < 1e9)?;
    }
    Some(found)
}

pub(super) fn number(operands: &[Token]) -> Option<f64> {
    numbers(operands).map(|[n]| n)
}
