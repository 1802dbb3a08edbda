//! Runs the operators of a content stream, one after the other (ISO 32000-2, 8, 9, annex A).

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use lopdf::{Object, ObjectId, Stream};

use super::budget::{BudgetMeter, Incomplete};
use super::color::{ColorSpace, component_operands};
use super::color_cache::ColorCache;
use super::font::{Font, GlyphTable};
use super::graphics_state::{CurrentColor, GraphicsState};
use super::operations::{Operation, Operations};
use super::optional_content::OptionalContent;
use super::path::PathBuilder;
use super::shape::{FillRule, Quad};
use super::stream;
use super::type3_glyph::Type3Glyph;
use super::visitor::{ContentOwner, GraphicsContext, ImageRole, Visitor};
use crate::pdf::geometry::Matrix;
use crate::pdf::lexer::Token;
use crate::pdf::objects::{Dict, ObjectLookup, resolve};

/// The most saved graphics states (`q`); real content nests a few dozen.
const MOST_STATES: usize = 1024;

/// What is read once for a document: fonts, device colour spaces, optional content; and the decoded streams of a
/// page.
pub(super) struct SharedResources<'a> {
    pub(super) doc: &'a dyn ObjectLookup,
    pub(super) optional_content: OptionalContent,
    fonts: BTreeMap<usize, Rc<Font<'a>>>,
    /// Fonts that were read before, by their object.
    known_fonts: BTreeMap<ObjectId, Rc<Font<'a>>>,
    /// Fonts in the order in which they were read.
    pub(super) fonts_by_number: Vec<Rc<Font<'a>>>,
    color_spaces: BTreeMap<usize, Rc<ColorSpace>>,
    color_cache: ColorCache,
    /// What `DefaultGray`, `DefaultRGB` and `DefaultCMYK` of resources make of the device spaces; by resources and
    /// number of components.
    device_spaces: BTreeMap<(usize, u8), Rc<ColorSpace>>,
    pub(super) type3_glyphs: BTreeMap<(usize, u32), Rc<Type3Glyph>>,
    /// Content streams of the current page, by address.
    decoded_streams: BTreeMap<usize, Rc<[u8]>>,
}

impl<'a> SharedResources<'a> {
    pub(super) fn new(doc: &'a dyn ObjectLookup, catalog: Option<Dict<'a>>) -> Self {
        Self {
            doc,
            optional_content: OptionalContent::of(catalog),
            fonts: BTreeMap::new(),
            known_fonts: BTreeMap::new(),
            fonts_by_number: vec![Font::missing()],
            color_spaces: BTreeMap::new(),
            color_cache: ColorCache::default(),
            device_spaces: BTreeMap::new(),
            type3_glyphs: BTreeMap::new(),
            decoded_streams: BTreeMap::new(),
        }
    }

    /// Takes the table of a font for the object that it was read from.
    pub(super) fn add_known_font(&mut self, id: ObjectId, table: &Arc<GlyphTable>) {
        let font = Rc::new(Font::of_table(Arc::clone(table), self.fonts_by_number.len()));
        self.fonts_by_number.push(Rc::clone(&font));
        self.known_fonts.insert(id, font);
    }

    pub(super) fn begin_page(&mut self) {
        self.decoded_streams.clear();
    }
}

/// The run over one page.
pub(super) struct ContentInterpreter<'w, 'a> {
    pub(super) shared: &'w mut SharedResources<'a>,
    pub(super) visitor: &'w mut dyn Visitor,
    pub(super) meter: &'w mut BudgetMeter,
    pub(super) owner: ContentOwner,
    pub(super) role: ContentRole,
    /// The streams that are being run, to detect recursion.
    pub(super) active_streams: Vec<usize>,
    /// How many enclosing groups of optional content are off.
    pub(super) hidden_depth: usize,
    /// Whether text is not run.
    pub(super) skip_text: bool,
}

/// What the content is run for; it decides the role of its images.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum ContentRole {
    Painted,
    SoftMask,
    /// A tiling pattern; the quadrilateral holds all its cells.
    PatternCells(Quad),
}

/// One content stream while it is run.
pub(super) struct ContentFrame<'a> {
    pub(super) resources: Dict<'a>,
    /// The matrix at the beginning of the stream, by which patterns are placed (8.7.3.1).
    pub(super) base_matrix: Matrix,
    pub(super) state: GraphicsState<'a>,
    saved_states: Vec<GraphicsState<'a>>,
    unsaved_count: usize,
    pub(super) path: PathBuilder,
    pending_clip: Option<FillRule>,
    /// For each open marked-content sequence, whether it is optional content that is off.
    marked_content: Vec<bool>,
    /// Boxes of the glyphs of the current text object that are added to the clip (rendering modes 4 to 7).
    pub(super) text_clip: Vec<Quad>,
}

/// The identity of an object while its document is in memory.
pub(super) fn address<T>(object: &T) -> usize {
    std::ptr::from_ref(object) as usize
}

impl<'a> ContentInterpreter<'_, 'a> {
    pub(super) fn context<'s>(&self, state: &'s GraphicsState<'_>) -> GraphicsContext<'s> {
        GraphicsContext {
            clip: &state.clip,
            optional_content_on: self.hidden_depth == 0,
            blend_mode: state.blend_mode.max(state.group.blend_mode),
            soft_masked: state.soft_mask.is_some() || state.group.soft_masked,
            has_transfer_function: state.has_transfer_function,
            overprint: state.overprint,
            line_width: state.line_width * state.ctm.determinant().abs().sqrt(),
            dashed: state.dashed,
            owner: self.owner,
        }
    }

    /// Whether the content is that of a soft mask, of which only images and shadings are reported.
    pub(super) fn is_in_soft_mask(&self) -> bool {
        self.role == ContentRole::SoftMask
    }

    pub(super) fn image_role(&self, role: ImageRole, quad: Quad) -> (ImageRole, Quad) {
        match self.role {
            ContentRole::Painted => (role, quad),
            ContentRole::SoftMask => (ImageRole::SoftMask, quad),
            ContentRole::PatternCells(all) => (ImageRole::PatternCell { cell: quad }, all),
        }
    }

    /// Runs a content stream, unless the budget is used up or the stream is running already.
    pub(super) fn run_stream(&mut self, stream: &'a Stream, resources: Dict<'a>, state: GraphicsState<'a>) {
        let key = address(stream);
        if self.active_streams.contains(&key) {
            self.meter.record(Incomplete::Recursion);
            return;
        }
        if !self.meter.begin_call(self.active_streams.len() + 1) {
            return;
        }
        let Some(content) = self.decode_once(stream) else { return };
        self.active_streams.push(key);
        self.run_content(&content, resources, state);
        self.active_streams.pop();
    }

    fn decode_once(&mut self, stream: &'a Stream) -> Option<Rc<[u8]>> {
        let key = address(stream);
        if let Some(known) = self.shared.decoded_streams.get(&key) {
            return Some(Rc::clone(known));
        }
        match stream::decode_stream(stream, self.meter.remaining_bytes()) {
            Ok(decoded) => {
                if decoded.truncated {
                    self.meter.record(Incomplete::Unreadable);
                }
                self.meter.add_decoded(decoded.bytes.len());
                let bytes: Rc<[u8]> = decoded.bytes.into();
                self.shared.decoded_streams.insert(key, Rc::clone(&bytes));
                Some(bytes)
            }
            Err(reason) => {
                self.meter.record(reason);
                None
            }
        }
    }

    /// Runs content.
    pub(super) fn run_content(&mut self, content: &[u8], resources: Dict<'a>, state: GraphicsState<'a>) {
        let mut frame = ContentFrame {
            resources,
            base_matrix: state.ctm,
            state,
            saved_states: Vec::new(),
            unsaved_count: 0,
            path: PathBuilder::default(),
            pending_clip: None,
            marked_content: Vec::new(),
            text_clip: Vec::new(),
        };
        let hidden = self.hidden_depth;
        let mut operations = Operations::new(content);
        while let Some(operation) = operations.next() {
            self.meter.count_operator();
            if self.meter.stopped() {
                break;
            }
            match operation {
                Operation::Operator(word, operands) => self.run_operator(&mut frame, word, operands),
                Operation::InlineImage(image) => self.paint_inline_image(&mut frame, &image),
            }
        }
        if operations.overflowed {
            self.meter.record(Incomplete::TooManyOperators);
        }
        self.hidden_depth = hidden;
    }

    fn run_operator(&mut self, frame: &mut ContentFrame<'a>, word: &[u8], operands: &[Token]) {
        self.visitor.operator(word, operands);
        match word {
            b"q" => frame.save(self.meter),
            b"Q" => frame.restore(),
            b"cm" => {
                if !number_operands(operands).is_some_and(|matrix| frame.concatenate(&Matrix(matrix))) {
                    self.meter.record(Incomplete::InvalidCoordinates);
                }
            }
            b"w" => frame.state.line_width = number_operand(operands).unwrap_or(frame.state.line_width),
            b"d" => frame.state.dashed = operands.get(1).is_some_and(|token| *token != Token::ArrayClose),
            b"gs" => self.set_ext_gstate(frame, operands),

            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" => frame.construct_path(word, operands),
            b"W" => frame.pending_clip = Some(FillRule::NonZero),
            b"W*" => frame.pending_clip = Some(FillRule::EvenOdd),
            b"n" => self.end_path(frame, None, false),
            b"f" | b"F" => self.end_path(frame, Some(FillRule::NonZero), false),
            b"f*" => self.end_path(frame, Some(FillRule::EvenOdd), false),
            b"S" | b"s" => self.end_path(frame, None, true),
            b"B" | b"b" => self.end_path(frame, Some(FillRule::NonZero), true),
            b"B*" | b"b*" => self.end_path(frame, Some(FillRule::EvenOdd), true),
            b"sh" => self.paint_shading(frame, operands),
            b"Do" => self.paint_xobject(frame, operands),

            b"g" => self.set_device_color(frame, 1, operands, false),
            b"G" => self.set_device_color(frame, 1, operands, true),
            b"rg" => self.set_device_color(frame, 3, operands, false),
            b"RG" => self.set_device_color(frame, 3, operands, true),
            b"k" => self.set_device_color(frame, 4, operands, false),
            b"K" => self.set_device_color(frame, 4, operands, true),
            b"cs" => self.set_color_space(frame, operands, false),
            b"CS" => self.set_color_space(frame, operands, true),
            b"sc" | b"scn" => self.set_color_components(frame, operands, false),
            b"SC" | b"SCN" => self.set_color_components(frame, operands, true),

            b"BMC" => frame.marked_content.push(false),
            b"BDC" => self.begin_marked_content(frame, operands),
            b"EMC" => {
                if frame.marked_content.pop() == Some(true) {
                    self.hidden_depth = self.hidden_depth.saturating_sub(1);
                }
            }
            _ if self.skip_text => {}
            _ => self.text_operator(frame, word, operands),
        }
    }

    fn set_device_color(
        &mut self,
        frame: &mut ContentFrame<'a>,
        components: u8,
        operands: &[Token],
        stroke: bool,
    ) {
        let key = (address(frame.resources.raw), components);
        let known = self.shared.device_spaces.get(&key).map(Rc::clone);
        let space = known.unwrap_or_else(|| {
            let name: &[u8] = match components {
                1 => b"DeviceGray",
                3 => b"DeviceRGB",
                _ => b"DeviceCMYK",
            };
            let space = self.named_color_space(frame.resources, name);
            self.shared.device_spaces.insert(key, Rc::clone(&space));
            space
        });
        self.meter.count_work(space.work());
        let ink = space.color_of(&component_operands(operands));
        *frame.color_mut(stroke) = CurrentColor { space, color: ink, pattern: None };
    }

    fn set_color_space(&mut self, frame: &mut ContentFrame<'a>, operands: &[Token], stroke: bool) {
        let Some(Token::Name(name)) = operands.last() else { return };
        let space = self.named_color_space(frame.resources, name);
        self.meter.count_work(space.work());
        *frame.color_mut(stroke) = CurrentColor { color: space.initial_color(), space, pattern: None };
    }

    /// `SC`, `SCN`: the components, or the pattern, in the current colour space.
    fn set_color_components(&mut self, frame: &mut ContentFrame<'a>, operands: &[Token], stroke: bool) {
        let patterns = frame.resources.dict(b"Pattern");
        let color = frame.color_mut(stroke);
        self.meter.count_work(color.space.work());
        color.color = color.space.color_of(&component_operands(operands));
        color.pattern = match operands.last() {
            Some(Token::Name(name)) => patterns.and_then(|patterns| patterns.get(name)),
            _ => None,
        };
    }

    fn named_color_space(&mut self, resources: Dict<'a>, name: &[u8]) -> Rc<ColorSpace> {
        let spaces = resources.dict(b"ColorSpace");
        let object = spaces.and_then(|spaces| spaces.entry(name));
        let doc = self.shared.doc;
        let SharedResources { color_spaces, color_cache, .. } = &mut *self.shared;
        let mut read = |object: &Object| Rc::new(ColorSpace::read(doc, object, Some(resources), color_cache));
        match object {
            None => read(&Object::Name(name.to_vec())),
            Some(object) => {
                let key = address(resolve(doc, object).unwrap_or(object));
                Rc::clone(color_spaces.entry(key).or_insert_with(|| read(object)))
            }
        }
    }

    fn begin_marked_content(&mut self, frame: &mut ContentFrame<'a>, operands: &[Token]) {
        let group = match operands {
            [Token::Name(tag), Token::Name(name)] if tag == b"OC" => {
                let properties = frame.resources.dict(b"Properties");
                properties.and_then(|properties| properties.entry(name))
            }
            _ => None,
        };
        if matches!(operands, [Token::Name(tag), ..] if tag == b"OC") {
            self.visitor.optional_content();
        }
        let off = group.is_some_and(|group| self.is_off(group));
        self.hidden_depth += usize::from(off);
        frame.marked_content.push(off);
    }

    /// Whether optional content of this group or membership is off; what cannot be told is taken for visible, and
    /// recorded.
    pub(super) fn is_off(&mut self, group: &Object) -> bool {
        match self.shared.optional_content.is_visible(self.shared.doc, group) {
            Ok(visible) => !visible,
            Err(reason) => {
                self.meter.record(reason);
                false
            }
        }
    }

    /// Paints the path, and then intersects the clip with it where `W` or `W*` came before.
    fn end_path(&mut self, frame: &mut ContentFrame<'a>, fill: Option<FillRule>, stroke: bool) {
        let path = std::mem::take(&mut frame.path);
        let clip = frame.pending_clip.take();
        if path.is_empty() {
            if clip.is_some() {
                Rc::make_mut(&mut frame.state.clip).mark_approximate();
            }
            return;
        }
        let (segments, cut) = (path.segments, path.truncated);
        let outline = path.into_outline();
        if fill.is_some() || stroke {
            self.paint_path(frame, &outline, (segments, cut), fill, stroke);
        }
        if let Some(rule) = clip {
            let state_clip = Rc::make_mut(&mut frame.state.clip);
            state_clip.intersect(&outline, rule);
            if cut {
                state_clip.mark_approximate();
            }
        }
        frame.path = PathBuilder::reusing(outline);
    }

    /// The font of a resource; Helvetica where it is missing.
    pub(super) fn load_font(&mut self, object: Option<&'a Object>) -> Rc<Font<'a>> {
        let doc = self.shared.doc;
        let id = object.and_then(|object| match object {
            Object::Reference(id) => Some(*id),
            _ => None,
        });
        if let Some(known) = id.and_then(|id| self.shared.known_fonts.get(&id)) {
            return Rc::clone(known);
        }
        let SharedResources { fonts, fonts_by_number: all_fonts, .. } = &mut *self.shared;
        let dict = object.and_then(|object| resolve(doc, object)?.as_dict().ok());
        let font = dict.map(|dict| {
            Rc::clone(fonts.entry(address(dict)).or_insert_with(|| {
                let font = Font::read(doc, &Dict::new(doc, dict), all_fonts.len());
                let font = Rc::new(font.named_by(id));
                all_fonts.push(Rc::clone(&font));
                font
            }))
        });
        font.or_else(|| all_fonts.first().cloned()).unwrap_or_else(Font::missing)
    }
}

impl<'a> ContentFrame<'a> {
    fn save(&mut self, meter: &mut BudgetMeter) {
        if self.saved_states.len() < MOST_STATES {
            self.saved_states.push(self.state.clone());
        } else {
            meter.record(Incomplete::TooManyOperators);
            self.unsaved_count += 1;
        }
    }

    /// `Q`. The text matrices are not part of the graphics state.
    fn restore(&mut self) {
        if self.unsaved_count > 0 {
            self.unsaved_count -= 1;
        } else if let Some(saved) = self.saved_states.pop() {
            let (matrix, line) = (self.state.text.matrix, self.state.text.line_matrix);
            self.state = saved;
            (self.state.text.matrix, self.state.text.line_matrix) = (matrix, line);
        }
    }

    /// `cm`: premultiplies a matrix; false where coordinates would not be finite.
    fn concatenate(&mut self, matrix: &Matrix) -> bool {
        let next = matrix.then(&self.state.ctm);
        if is_valid_matrix(&next) {
            self.state.ctm = next;
        }
        is_valid_matrix(&next)
    }

    fn color_mut(&mut self, stroke: bool) -> &mut CurrentColor<'a> {
        if stroke { &mut self.state.stroke } else { &mut self.state.fill }
    }

    fn construct_path(&mut self, word: &[u8], operands: &[Token]) {
        let (path, matrix) = (&mut self.path, &self.state.ctm);
        match word {
            b"m" => {
                if let Some([x, y]) = number_operands(operands) {
                    path.move_to((x, y), matrix);
                }
            }
            b"l" => {
                if let Some([x, y]) = number_operands(operands) {
                    path.line_to((x, y), matrix);
                }
            }
            b"c" => {
                if let Some([a, b, c, d, e, f]) = number_operands(operands) {
                    path.curve_to(Some((a, b)), (c, d), (e, f), matrix);
                }
            }
            b"v" => {
                if let Some([a, b, c, d]) = number_operands(operands) {
                    path.curve_to(None, (a, b), (c, d), matrix);
                }
            }
            b"y" => {
                if let Some([a, b, c, d]) = number_operands(operands) {
                    path.curve_to(Some((a, b)), (c, d), (c, d), matrix);
                }
            }
            b"re" => {
                if let Some([x, y, width, height]) = number_operands(operands) {
                    path.rectangle((x, y), width, height, matrix);
                }
            }
            _ => path.close(),
        }
    }
}

/// Whether coordinates under this matrix are finite and not absurd.
pub(super) fn is_valid_matrix(matrix: &Matrix) -> bool {
    matrix.0.iter().all(|n| n.is_finite() && n.abs() < 1e9)
}

/// The last `N` numbers of the operands.
pub(super) fn number_operands<const N: usize>(operands: &[Token]) -> Option<[f64; N]> {
    let mut found = [0.0; N];
    let mut tokens = operands.iter().rev().filter_map(Token::number);
    for slot in found.iter_mut().rev() {
        *slot = tokens.next().filter(|n| n.is_finite() && n.abs() < 1e9)?;
    }
    Some(found)
}

pub(super) fn number_operand(operands: &[Token]) -> Option<f64> {
    number_operands(operands).map(|[n]| n)
}
