//! The alterations: each is made of operators and of objects that they name.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::genuine::Genuine;
use super::random::Random;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Another text is read, or none, or something is seen beside it.
    Changes,
    Harmless,
}

pub struct Altered {
    pub kind: Kind,
    pub label: &'static str,
    pub bytes: Vec<u8>,
    /// From 1.
    pub page: usize,
    pub rect: [f64; 4],
}

/// The appearance of one widget while it is altered.
struct Look<'d> {
    doc: &'d mut Document,
    stream: ObjectId,
    operations: Vec<Operation>,
    resources: Dictionary,
    width: f32,
    height: f32,
}

/// What kind of a field is altered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    /// One that shows a text.
    Text,
    /// A box that is ticked: its state that is on.
    Tick,
    /// A box that is not ticked: its state that is off.
    EmptyBox,
    /// A text field without a value.
    Blank,
}

type Edit = fn(&mut Look<'_>, &mut Random) -> Option<()>;

/// Alters one field.
pub fn alter(genuine: &Genuine, random: &mut Random) -> Option<Altered> {
    let edit = random.one_of(EDITS);
    altered(genuine, edit, random)
}

/// Makes one alteration, by its label.
pub fn alter_by(label: &str, genuine: &Genuine) -> Vec<u8> {
    let edit = EDITS.iter().find(|(.., known, _)| *known == label).unwrap();
    altered(genuine, edit, &mut Random::new(0)).unwrap_or_else(|| panic!("{label} alters nothing")).bytes
}

fn altered(
    genuine: &Genuine,
    (target, kind, label, edit): &(Target, Kind, &'static str, Edit),
    random: &mut Random,
) -> Option<Altered> {
    let (target, kind, label) = (*target, *kind, *label);
    let mut doc = Document::load_mem(&genuine.bytes).unwrap();
    let widgets = widgets(&doc, target);
    if widgets.is_empty() {
        return None;
    }
    let (page, widget, stream) = *random.one_of(&widgets);
    let rect = doc.get_dictionary(widget).unwrap().get(b"Rect").unwrap().as_array().unwrap();
    let rect: Vec<f64> = rect.iter().map(|n| f64::from(n.as_float().unwrap())).collect();
    let rect = [rect[0].min(rect[2]), rect[1].min(rect[3]), rect[0].max(rect[2]), rect[1].max(rect[3])];
    let content = doc.get_object(stream).unwrap().as_stream().unwrap();
    let resources = content.dict.get(b"Resources").and_then(|r| doc.dereference(r).map(|(_, r)| r.clone()));
    let resources = resources.map_or_else(|_| Dictionary::new(), |r| r.as_dict().unwrap().clone());
    let mut look = Look {
        operations: operations(content),
        doc: &mut doc,
        stream,
        resources,
        width: (rect[2] - rect[0]) as f32,
        height: (rect[3] - rect[1]) as f32,
    };
    edit(&mut look, random)?;
    look.write();
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).unwrap();
    Some(Altered { kind, label, bytes, page, rect })
}

/// The widgets of this kind: page from 1, widget, and the stream that it shows.
fn widgets(doc: &Document, target: Target) -> Vec<(usize, ObjectId, ObjectId)> {
    let mut found = Vec::new();
    for (page, id) in doc.get_pages() {
        let annotations = doc.get_dictionary(id).unwrap().get(b"Annots").cloned();
        let annotations = annotations.and_then(|a| doc.dereference(&a).map(|(_, a)| a.clone()));
        for widget in annotations.iter().flat_map(|a| a.as_array().unwrap()) {
            let widget = widget.as_reference().unwrap();
            found.extend(appearance(doc, widget, target).map(|stream| (page as usize, widget, stream)));
        }
    }
    found
}

/// The stream that a widget of this kind shows.
fn appearance(doc: &Document, widget: ObjectId, target: Target) -> Option<ObjectId> {
    let widget = doc.get_dictionary(widget).ok()?;
    let normal = doc.dereference(widget.get(b"AP").ok()?).ok()?.1.as_dict().ok()?.get(b"N").ok()?;
    let shows = |id: ObjectId| {
        let stream = doc.get_object(id).ok().and_then(|object| object.as_stream().ok());
        stream.is_some_and(|stream| operations(stream).iter().any(is_show))
    };
    if let Ok((Some(id), Object::Stream(_))) = doc.dereference(normal) {
        let wanted = match target {
            Target::Text => shows(id),
            Target::Blank => !shows(id) && is_empty(widget),
            _ => false,
        };
        return wanted.then_some(id);
    }
    let states = doc.dereference(normal).ok()?.1.as_dict().ok()?;
    let state = widget.get(b"AS").ok()?.as_name().ok()?;
    let wanted = match target {
        Target::Tick => state != b"Off",
        Target::EmptyBox => state == b"Off",
        _ => false,
    };
    states.get(state).ok()?.as_reference().ok().filter(|_| wanted)
}

/// Whether a field has no value, or an empty text: at most a byte order mark.
fn is_empty(widget: &Dictionary) -> bool {
    widget.get(b"V").map_or(true, |value| value.as_str().is_ok_and(|text| text.len() <= 2))
}

/// The operations of a stream; an array of one string is that string.
fn operations(stream: &Stream) -> Vec<Operation> {
    let plain = stream.get_plain_content().unwrap_or_else(|_| stream.content.clone());
    let mut operations = Content::decode(&plain).map_or_else(|_| Vec::new(), |content| content.operations);
    for operation in operations.iter_mut().filter(|o| o.operator == "TJ") {
        if let Object::Array(items) = &operation.operands[0]
            && let [one @ Object::String(..)] = items.as_slice()
        {
            *operation = Operation::new("Tj", vec![one.clone()]);
        }
    }
    operations
}

fn is_show(operation: &Operation) -> bool {
    matches!(operation.operator.as_str(), "Tj" | "TJ")
}

fn op(operator: &str, operands: impl IntoIterator<Item = f32>) -> Operation {
    Operation::new(operator, operands.into_iter().map(Object::Real).collect())
}

fn one_word<'w>(random: &mut Random, words: &[&'w str]) -> &'w str {
    words[random.below(words.len())]
}

fn named(operator: &str, name: &str) -> Operation {
    Operation::new(operator, vec![Object::Name(name.into())])
}

impl Look<'_> {
    fn write(self) {
        let bytes = Content { operations: self.operations }.encode().unwrap();
        let stream = self.doc.get_object_mut(self.stream).unwrap().as_stream_mut().unwrap();
        stream.dict.remove(b"Filter");
        stream.dict.remove(b"DecodeParms");
        stream.dict.set("Resources", self.resources);
        stream.set_content(bytes);
    }

    fn first_show(&self) -> usize {
        self.operations.iter().position(is_show).unwrap()
    }

    fn last_show(&self) -> usize {
        self.operations.iter().rposition(is_show).unwrap()
    }

    /// Sets an entry of the stream itself.
    fn stream_entry(&mut self, key: &str, value: Vec<Object>) {
        self.doc.get_object_mut(self.stream).unwrap().as_stream_mut().unwrap().dict.set(key, value);
    }

    /// Right before the text is shown, behind all that sets its state.
    fn before_text(&mut self, operations: Vec<Operation>) {
        let at = self.first_show();
        self.operations.splice(at..at, operations);
    }

    /// Behind the text object of the last shown text.
    fn after_text(&mut self, operations: Vec<Operation>) {
        let last = self.last_show();
        let at = self.operations[last..]
            .iter()
            .position(|o| o.operator == "ET")
            .map_or(last + 1, |n| last + n + 1);
        self.operations.splice(at..at, operations);
    }

    /// Around all.
    fn around(&mut self, before: Vec<Operation>, after: Vec<Operation>) {
        self.operations.splice(0..0, before);
        self.operations.extend(after);
    }

    fn resource(&mut self, class: &str, name: &str, object: impl Into<Object>) {
        let mut own = match self.resources.get(class.as_bytes()).map(|own| self.doc.dereference(own)) {
            Ok(Ok((_, Object::Dictionary(own)))) => own.clone(),
            _ => Dictionary::new(),
        };
        own.set(name, object);
        self.resources.set(class, own);
    }

    fn state(&mut self, parameters: Dictionary) -> Operation {
        self.resource("ExtGState", "GX", parameters);
        named("gs", "GX")
    }

    fn form(&mut self, dict: Dictionary, content: &str) -> ObjectId {
        let mut all = dictionary! { "Type" => "XObject", "Subtype" => "Form" };
        all.extend(&dict);
        self.doc.add_object(Stream::new(all, content.as_bytes().to_vec()))
    }

    fn bbox(&self) -> Vec<Object> {
        vec![0.into(), 0.into(), Object::Real(self.width), Object::Real(self.height)]
    }

    /// Moves all content into a form, and calls it.
    fn nest(&mut self, bbox: Vec<Object>, matrix: [f32; 6], more: Dictionary) {
        let content = Content { operations: std::mem::take(&mut self.operations) }.encode().unwrap();
        let mut dict = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => bbox,
            "Matrix" => matrix.map(Object::Real).to_vec(), "Resources" => self.resources.clone(),
        };
        dict.extend(&more);
        let form = self.doc.add_object(Stream::new(dict, content));
        self.resource("XObject", "FX", form);
        self.operations = vec![named("Do", "FX")];
    }

    /// Each font of the appearance, to be altered.
    fn fonts(&mut self, change: impl Fn(&mut Document, &mut Dictionary)) {
        let fonts = self.resources.get(b"Font").and_then(|f| self.doc.dereference(f).map(|(_, f)| f.clone()));
        let mut fonts = fonts.unwrap().as_dict().unwrap().clone();
        for (_, font) in &mut fonts {
            let mut own = self.doc.dereference(font).unwrap().1.as_dict().unwrap().clone();
            change(self.doc, &mut own);
            *font = self.doc.add_object(own).into();
        }
        self.resources.set("Font", fonts);
    }

    /// Changes the shown strings.
    fn strings(&mut self, mut change: impl FnMut(&mut Vec<u8>)) {
        for operation in self.operations.iter_mut().filter(|o| is_show(o)) {
            for operand in &mut operation.operands {
                match operand {
                    Object::String(string, _) => change(string),
                    Object::Array(items) => {
                        for item in items {
                            if let Object::String(string, _) = item {
                                change(string);
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    /// The bytes of a code.
    fn code_size(&self) -> usize {
        let fonts = self
            .resources
            .get(b"Font")
            .and_then(|f| self.doc.dereference(f).map(|(_, f)| f.clone()))
            .unwrap();
        let wide = fonts.as_dict().unwrap().iter().any(|(_, font)| {
            let font = self.doc.dereference(font).unwrap().1.as_dict().unwrap();
            font.get(b"Subtype").is_ok_and(|s| s.as_name().is_ok_and(|s| s == b"Type0"))
        });
        if wide { 2 } else { 1 }
    }
}

const WHITE: bool = true;
const BLACK: bool = false;

/// A colour in a space of the random's choice.
fn color(look: &mut Look<'_>, random: &mut Random, white: bool) -> Vec<Operation> {
    let level = if white { random.between(0.97, 1.0) } else { random.between(0.0, 0.2) };
    let tint = |end: f32| {
        dictionary! {
            "FunctionType" => 2, "N" => 1, "Domain" => vec![0.into(), 1.into()],
            "C0" => vec![Object::Real(1.0)], "C1" => vec![Object::Real(end)],
        }
    };
    let name = |name: &str| Object::Name(name.into());
    let point = || vec![Object::Real(0.9505), 1.into(), Object::Real(1.089)];
    let space = |look: &mut Look<'_>, space: Vec<Object>, components: Vec<f32>| {
        look.resource("ColorSpace", "CX", space);
        vec![named("cs", "CX"), op("scn", components)]
    };
    match random.below(11) {
        0 => vec![op("g", [level])],
        1 => vec![op("rg", [level; 3])],
        2 => vec![op("k", [0.0, 0.0, 0.0, 1.0 - level])],
        3 => vec![named("cs", "DeviceRGB"), op("sc", [level; 3])],
        4 => vec![named("cs", "DeviceGray"), op("sc", [level])],
        5 => space(
            look,
            vec![name("Separation"), name("Spot"), name("DeviceGray"), tint(level).into()],
            vec![1.0],
        ),
        6 => {
            let table = Object::String(vec![255, 255, 255, 0, 0, 0], lopdf::StringFormat::Hexadecimal);
            space(
                look,
                vec![name("Indexed"), name("DeviceRGB"), 1.into(), table],
                vec![if white { 0.0 } else { 1.0 }],
            )
        }
        7 => space(
            look,
            vec![name("Lab"), dictionary! { "WhitePoint" => point() }.into()],
            vec![level * 100.0, 0.0, 0.0],
        ),
        8 => space(
            look,
            vec![
                name("CalRGB"),
                dictionary! { "WhitePoint" => point(), "Gamma" => vec![Object::Real(2.2); 3] }.into(),
            ],
            vec![level; 3],
        ),
        9 => space(
            look,
            vec![
                name("CalGray"),
                dictionary! { "WhitePoint" => point(), "Gamma" => Object::Real(2.2) }.into(),
            ],
            vec![level],
        ),
        _ => {
            let names = vec![name("One"), name("Two")];
            let function = Stream::new(
                dictionary! { "FunctionType" => 4, "Domain" => vec![0.into(), 1.into(), 0.into(), 1.into()], "Range" => vec![0.into(), 1.into()] },
                format!("{{ pop pop {level} }}").into_bytes(),
            );
            let function = look.doc.add_object(function);
            space(
                look,
                vec![name("DeviceN"), names.into(), name("DeviceGray"), function.into()],
                vec![1.0, 1.0],
            )
        }
    }
}

fn rectangle(look: &Look<'_>, random: &mut Random) -> [f32; 4] {
    let width = look.width * random.between(0.2, 0.5);
    [1.0, 1.0, width, look.height - 2.0]
}

/// A rectangle as a path of the random's choice.
fn area(random: &mut Random, [x, y, width, height]: [f32; 4]) -> Vec<Operation> {
    match random.below(3) {
        0 => vec![op("re", [x, y, width, height])],
        1 => vec![
            op("m", [x, y]),
            op("l", [x + width, y]),
            op("l", [x + width, y + height]),
            op("l", [x, y + height]),
            op("h", []),
        ],
        _ => vec![
            op("m", [x, y]),
            op("c", [x, y - 1.0, x + width, y - 1.0, x + width, y]),
            op("l", [x + width, y + height]),
            op("l", [x, y + height]),
            op("h", []),
        ],
    }
}

const EDITS: &[(Target, Kind, &str, Edit)] = &[
    (Target::Text, Kind::Changes, "white-text", |look, random| {
        let color = color(look, random, WHITE);
        look.before_text(color);
        Some(())
    }),
    (Target::Text, Kind::Changes, "transparent-text", |look, random| {
        let alpha = random.between(0.0, 0.1);
        let gs = look.state(dictionary! { "ca" => Object::Real(alpha), "CA" => Object::Real(alpha) });
        look.before_text(vec![gs]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "transparent-group", |look, random| {
        let alpha = random.between(0.0, 0.1);
        let bbox = look.bbox();
        look.nest(
            bbox,
            [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
            dictionary! { "Group" => dictionary! { "S" => "Transparency" } },
        );
        let gs = look.state(dictionary! { "ca" => Object::Real(alpha) });
        look.operations.insert(0, gs);
        Some(())
    }),
    (Target::Text, Kind::Changes, "blend-mode", |look, random| {
        let mode = *random.one_of(&["Lighten", "Screen", "ColorDodge", "Luminosity"]);
        let gs = look.state(dictionary! { "BM" => mode });
        look.before_text(vec![op("g", [if mode == "Luminosity" { 1.0 } else { 0.1 }]), gs]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "soft-mask", |look, random| {
        let bbox = look.bbox();
        let level = random.between(0.0, 0.1);
        let group = dictionary! { "BBox" => bbox, "Group" => dictionary! { "S" => "Transparency", "CS" => "DeviceGray" } };
        let mask = look.form(group, &format!("{level} g 0 0 1000 1000 re f"));
        let gs = look.state(dictionary! { "SMask" => dictionary! { "S" => "Luminosity", "G" => mask } });
        look.before_text(vec![gs]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "rendering-mode", |look, random| {
        let mode = *random.one_of(&[3_i64, 7]);
        look.before_text(vec![Operation::new("Tr", vec![mode.into()])]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "stroke-in-white", |look, random| {
        let mode = *random.one_of(&[1_i64, 5]);
        look.before_text(vec![op("G", [1.0]), Operation::new("Tr", vec![mode.into()])]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "narrow", |look, random| {
        let scale = random.between(0.0, 30.0);
        look.before_text(vec![op("Tz", [scale])]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "risen", |look, random| {
        let rise = *random.one_of(&[-1.0_f32, 1.0]) * random.between(look.height.max(14.0), 60.0);
        look.before_text(vec![op("Ts", [rise])]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "on-one-heap", |look, random| {
        let space = -random.between(4.0, 6.5);
        look.before_text(vec![op("Tc", [space])]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "letters-apart", |look, random| {
        let space = random.between(60.0, 300.0);
        look.before_text(vec![op("Tc", [space])]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "tiny", |look, random| {
        let size = random.between(0.01, 0.9);
        let font = look.operations.iter().find(|o| o.operator == "Tf")?.operands[0].clone();
        look.before_text(vec![Operation::new("Tf", vec![font, Object::Real(size)])]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "tiny-by-gs", |look, random| {
        let size = random.between(0.01, 0.9);
        let name = look.operations.iter().find(|o| o.operator == "Tf")?.operands[0].as_name().ok()?.to_vec();
        let fonts =
            look.resources.get(b"Font").and_then(|f| look.doc.dereference(f).map(|(_, f)| f.clone())).ok()?;
        let font = fonts.as_dict().ok()?.get(&name).ok()?.as_reference().ok()?;
        let gs = look.state(dictionary! { "Font" => vec![font.into(), Object::Real(size)] });
        look.before_text(vec![gs]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "matrix", |look, random| {
        let matrix = *random.one_of(&[
            [0.05_f32, 0.0, 0.0, 1.0, 0.0, 0.0],
            [1.0, 0.0, 0.0, 0.05, 0.0, 0.0],
            [-1.0, 0.0, 0.0, 1.0, 100.0, 0.0],
            [1.0, 0.0, 0.0, -1.0, 0.0, 12.0],
            [-1.0, 0.0, 0.0, -1.0, 70.0, 13.0],
            [1.0, 0.0, 2.0, 1.0, 0.0, 0.0],
            [1.0, 0.0, 0.0, 1.0, 2000.0, 0.0],
            [1.0, 0.0, 0.0, 1.0, 0.0, -500.0],
            [0.0, 1.0, -1.0, 0.0, 60.0, 0.0],
        ]);
        look.around(vec![op("q", []), op("cm", matrix)], vec![op("Q", [])]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "clipped", |look, random| {
        let (width, height) = (look.width, look.height);
        let rule = *random.one_of(&["W", "W*"]);
        let path = match random.below(5) {
            0 => vec![op("re", [0.0, 0.0, 12.0, height])],
            1 => vec![op("m", [0.0, 0.0]), op("l", [width, 0.0]), op("l", [0.0, height * 0.4]), op("h", [])],
            2 => vec![op("re", [0.0, 0.0, width, height * 0.35])],
            3 => vec![op("re", [width - 2.0, 0.0, 2.0, height])],
            _ => vec![op("m", [0.0, 0.0]), op("c", [5.0, 5.0, 9.0, 5.0, 9.0, 0.0]), op("h", [])],
        };
        let clip = [path, vec![op(rule, []), op("n", [])]].concat();
        look.around([vec![op("q", [])], clip].concat(), vec![op("Q", [])]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "clipped-even-odd", |look, _| {
        let (width, height) = (look.width, look.height);
        let twice = vec![
            op("re", [0.0, 0.0, width, height]),
            op("re", [0.0, 0.0, width, height]),
            op("W*", []),
            op("n", []),
        ];
        look.around([vec![op("q", [])], twice].concat(), vec![op("Q", [])]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "clipped-by-text", |look, _| {
        look.before_text(vec![Operation::new("Tr", vec![7.into()])]);
        look.after_text(vec![op("g", [1.0]), op("re", [0.0, 0.0, 9.0, 9.0]), op("f", [])]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "empty-pattern", |look, _| {
        let pattern = dictionary! {
            "Type" => "Pattern", "PatternType" => 1, "PaintType" => 1, "TilingType" => 1, "XStep" => 8, "YStep" => 8,
            "BBox" => vec![0.into(), 0.into(), 8.into(), 8.into()], "Resources" => Dictionary::new(),
        };
        let pattern = look.doc.add_object(Stream::new(pattern, b"n".to_vec()));
        look.resource("Pattern", "PX", pattern);
        look.before_text(vec![named("cs", "Pattern"), named("scn", "PX")]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "white-shading", |look, _| {
        let ends = || vec![Object::Real(1.0); 3];
        let function = dictionary! { "FunctionType" => 2, "N" => 1, "Domain" => vec![0.into(), 1.into()], "C0" => ends(), "C1" => ends() };
        let shading = dictionary! {
            "ShadingType" => 2, "ColorSpace" => "DeviceRGB", "Function" => function,
            "Coords" => vec![0.into(), 0.into(), 100.into(), 0.into()], "Extend" => vec![true.into(), true.into()],
        };
        look.resource("Pattern", "PX", dictionary! { "PatternType" => 2, "Shading" => shading });
        look.before_text(vec![named("cs", "Pattern"), named("scn", "PX")]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "small-form", |look, random| {
        let bbox =
            vec![0.into(), 0.into(), Object::Real(random.between(2.0, 14.0)), Object::Real(look.height)];
        look.nest(bbox, [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], Dictionary::new());
        Some(())
    }),
    (Target::Text, Kind::Changes, "moved-form", |look, random| {
        let bbox = look.bbox();
        let matrix = *random.one_of(&[
            [0.1, 0.0, 0.0, 0.1, 0.0, 0.0],
            [1.0, 0.0, 0.0, 1.0, 900.0, 0.0],
            [-1.0, 0.0, 0.0, 1.0, 80.0, 0.0],
        ]);
        look.nest(bbox, matrix, Dictionary::new());
        Some(())
    }),
    (Target::Text, Kind::Changes, "covered", |look, random| {
        let rect = rectangle(look, random);
        let color = color(look, random, WHITE);
        let path = area(random, rect);
        look.after_text(
            [
                vec![op("q", [])],
                color,
                path,
                vec![op(one_word(random, &["f", "f*", "B", "b"]), []), op("Q", [])],
            ]
            .concat(),
        );
        Some(())
    }),
    (Target::Text, Kind::Changes, "covered-by-stroke", |look, _| {
        let (width, height) = (look.width, look.height);
        look.after_text(vec![
            op("q", []),
            op("G", [1.0]),
            op("w", [height]),
            op("m", [0.0, height / 2.0]),
            op("l", [width / 2.0, height / 2.0]),
            op("S", []),
            op("Q", []),
        ]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "covered-by-form", |look, random| {
        let rect = rectangle(look, random);
        let bbox = look.bbox();
        let [x, y, width, height] = rect;
        let form = look.form(dictionary! { "BBox" => bbox }, &format!("1 g {x} {y} {width} {height} re f"));
        look.resource("XObject", "FX", form);
        look.after_text(vec![named("Do", "FX")]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "covered-by-image", |look, random| {
        let [x, y, width, height] = rectangle(look, random);
        let image = dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1, "BitsPerComponent" => 8, "ColorSpace" => "DeviceGray" };
        let image = look.doc.add_object(Stream::new(image, vec![255]));
        look.resource("XObject", "IX", image);
        look.after_text(vec![
            op("q", []),
            op("cm", [width, 0.0, 0.0, height, x, y]),
            named("Do", "IX"),
            op("Q", []),
        ]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "covered-by-shading", |look, random| {
        let ends = || vec![Object::Real(1.0)];
        let function = dictionary! { "FunctionType" => 2, "N" => 1, "Domain" => vec![0.into(), 1.into()], "C0" => ends(), "C1" => ends() };
        look.resource("Shading", "SX", dictionary! {
            "ShadingType" => 2, "ColorSpace" => "DeviceGray", "Function" => function,
            "Coords" => vec![0.into(), 0.into(), 100.into(), 0.into()], "Extend" => vec![true.into(), true.into()],
        });
        let rect = rectangle(look, random);
        look.after_text(vec![
            op("q", []),
            op("re", rect),
            op("W", []),
            op("n", []),
            named("sh", "SX"),
            op("Q", []),
        ]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "bar-beside", |look, random| {
        let color = color(look, random, BLACK);
        let x = look.width * random.between(0.7, 0.9);
        let width = random.between(3.0, 9.0);
        let path = area(random, [x, 2.0, width, look.height - 4.0]);
        let paint = vec![op(one_word(random, &["f", "f*", "S", "B"]), []), op("Q", [])];
        look.after_text([vec![op("q", [])], color, path, paint].concat());
        Some(())
    }),
    (Target::Text, Kind::Changes, "bar-below", |look, random| {
        let color = color(look, random, BLACK);
        let path = area(random, [2.0, 2.0, look.width * 0.3, look.height - 4.0]);
        look.around([vec![op("q", [])], color, path, vec![op("f", []), op("Q", [])]].concat(), vec![]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "drawn-beside", |look, random| {
        let x = look.width * random.between(0.6, 0.9);
        let height = look.height;
        let lines =
            vec![op("m", [x, 2.0]), op("l", [x + 3.0, height - 2.0]), op("l", [x + 6.0, 2.0]), op("S", [])];
        look.after_text(
            [vec![op("q", []), op("w", [random.between(0.5, 2.0)])], lines, vec![op("Q", [])]].concat(),
        );
        Some(())
    }),
    (Target::Text, Kind::Changes, "more-text", |look, _| {
        let show = look.operations[look.last_show()].clone();
        look.before_text(vec![show]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "less-text", |look, random| {
        let size = look.code_size();
        let cut = random.below(3) * size;
        let mut done = false;
        look.strings(|string| {
            if !done && string.len() > 2 * size {
                let at = cut.min(string.len() - size) / size * size;
                string.drain(at..at + size);
                done = true;
            }
        });
        done.then_some(())
    }),
    (Target::Text, Kind::Changes, "codes-swapped", |look, _| {
        let size = look.code_size();
        let mut done = false;
        look.strings(|string| {
            let len = string.len();
            for at in (size..len.saturating_sub(size - 1)).step_by(size) {
                if !done && string[..size] != string[at..at + size] {
                    for n in 0..size {
                        string.swap(n, at + n);
                    }
                    done = true;
                }
            }
        });
        done.then_some(())
    }),
    (Target::Text, Kind::Changes, "backwards", |look, random| {
        // Glyph by glyph, each left of the one before it.
        let size = look.code_size();
        let step = random.between(1100.0, 1300.0);
        for operation in look.operations.iter_mut().filter(|o| o.operator == "Tj") {
            let Object::String(string, format) = operation.operands[0].clone() else { continue };
            let codes = string
                .chunks(size)
                .flat_map(|code| [Object::String(code.to_vec(), format), Object::Real(step)]);
            *operation = Operation::new("TJ", vec![codes.collect::<Vec<_>>().into()]);
        }
        look.around(vec![op("q", []), op("cm", [1.0, 0.0, 0.0, 1.0, 90.0, 0.0])], vec![op("Q", [])]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "shifts", |look, random| {
        let size = look.code_size();
        let back = *random.one_of(&[-60_000.0_f32, 60_000.0, 1_500.0]);
        for operation in look.operations.iter_mut().filter(|o| o.operator == "Tj") {
            let Object::String(string, format) = operation.operands[0].clone() else { continue };
            if string.len() < 2 * size {
                return None;
            }
            let (head, tail) = string.split_at(string.len() / 2 / size * size);
            let parts = [
                Object::String(head.to_vec(), format),
                Object::Real(back),
                Object::String(tail.to_vec(), format),
            ];
            *operation = Operation::new("TJ", vec![parts.to_vec().into()]);
        }
        look.operations.iter().any(|o| o.operator == "TJ").then_some(())
    }),
    (Target::Text, Kind::Changes, "layer-off", |look, _| {
        let group =
            look.doc.add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("x") });
        look.resource("Properties", "MX", group);
        let begin = Operation::new("BDC", vec![Object::Name("OC".into()), Object::Name("MX".into())]);
        look.around(vec![begin], vec![op("EMC", [])]);
        let catalog = look.doc.catalog_mut().unwrap();
        catalog.set("OCProperties", dictionary! {
            "OCGs" => vec![group.into()], "D" => dictionary! { "OFF" => vec![group.into()], "Order" => vec![group.into()] },
        });
        Some(())
    }),
    (Target::Text, Kind::Changes, "wide-glyphs", |look, random| {
        let width = random.between(2000.0, 9000.0);
        look.fonts(|doc, font| {
            if let Ok(descendants) =
                font.get(b"DescendantFonts").and_then(|d| doc.dereference(d)).map(|(_, d)| d.clone())
            {
                let mut own = doc
                    .dereference(&descendants.as_array().unwrap()[0])
                    .unwrap()
                    .1
                    .as_dict()
                    .unwrap()
                    .clone();
                own.set("W", vec![0.into(), 2000.into(), Object::Real(width)]);
                let own = doc.add_object(own);
                font.set("DescendantFonts", vec![own.into()]);
            } else {
                font.set("FirstChar", 0);
                font.set("LastChar", 255);
                font.set("Widths", vec![Object::Real(width); 256]);
            }
        });
        Some(())
    }),
    (Target::Text, Kind::Changes, "narrow-glyphs", |look, random| {
        let width = random.between(0.0, 120.0);
        look.fonts(|doc, font| {
            if let Ok(descendants) =
                font.get(b"DescendantFonts").and_then(|d| doc.dereference(d)).map(|(_, d)| d.clone())
            {
                let mut own = doc
                    .dereference(&descendants.as_array().unwrap()[0])
                    .unwrap()
                    .1
                    .as_dict()
                    .unwrap()
                    .clone();
                own.set("W", vec![0.into(), 2000.into(), Object::Real(width)]);
                let own = doc.add_object(own);
                font.set("DescendantFonts", vec![own.into()]);
            } else {
                font.set("FirstChar", 0);
                font.set("LastChar", 255);
                font.set("Widths", vec![Object::Real(width); 256]);
            }
        });
        Some(())
    }),
    (Target::Text, Kind::Changes, "glyphs-moved", |look, random| {
        // Every CID shows the glyph of another one.
        let by = u16::try_from(random.below(5) + 1).unwrap();
        let wide = look.code_size() == 2;
        look.fonts(|doc, font| {
            if let Ok(descendants) =
                font.get(b"DescendantFonts").and_then(|d| doc.dereference(d)).map(|(_, d)| d.clone())
            {
                let mut own = doc
                    .dereference(&descendants.as_array().unwrap()[0])
                    .unwrap()
                    .1
                    .as_dict()
                    .unwrap()
                    .clone();
                let map: Vec<u8> = (0..600_u16)
                    .flat_map(|cid| (if cid == 0 { 0 } else { cid + by }).to_be_bytes())
                    .collect();
                let map = doc.add_object(Stream::new(Dictionary::new(), map));
                own.set("CIDToGIDMap", map);
                let own = doc.add_object(own);
                font.set("DescendantFonts", vec![own.into()]);
            }
        });
        wide.then_some(())
    }),
    (Target::Text, Kind::Changes, "encoding-lies", |look, _| {
        // The encoding draws other digits and letters, ToUnicode says the old ones.
        let narrow = look.code_size() == 1;
        look.fonts(|doc, font| {
            let names = ["nine", "eight", "seven", "six", "five", "four", "three", "two", "one", "zero"];
            let mut differences = vec![48.into()];
            differences.extend(names.map(|name| Object::Name(name.into())));
            differences.push(97.into());
            differences.extend((b'a'..=b'z').rev().map(|letter| Object::Name(vec![letter])));
            font.set("Encoding", dictionary! { "Type" => "Encoding", "BaseEncoding" => "WinAnsiEncoding", "Differences" => differences });
            let map = "begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <20> <7e> <0020> endbfrange endcmap";
            let map = doc.add_object(Stream::new(Dictionary::new(), map.as_bytes().to_vec()));
            font.set("ToUnicode", map);
        });
        narrow.then_some(())
    }),
    (Target::Text, Kind::Changes, "symbols", |look, random| {
        let narrow = look.code_size() == 1;
        // Digits look the same in Symbol.
        let mut letters = false;
        look.strings(|string| letters |= string.iter().any(u8::is_ascii_alphabetic));
        let name = if letters { *random.one_of(&["ZapfDingbats", "Symbol"]) } else { "ZapfDingbats" };
        look.fonts(|_, font| {
            font.set("BaseFont", Object::Name(name.into()));
            for key in [b"FontDescriptor".as_slice(), b"Widths", b"FirstChar", b"LastChar"] {
                font.remove(key);
            }
        });
        narrow.then_some(())
    }),
    (Target::Text, Kind::Harmless, "same-color", |look, random| {
        let color = color(look, random, BLACK);
        look.before_text(color);
        Some(())
    }),
    (Target::Text, Kind::Harmless, "opaque-state", |look, random| {
        let mode = *random.one_of(&["Normal", "Compatible", "Multiply", "Darken"]);
        let gs = look.state(
            dictionary! { "ca" => 1, "CA" => 1, "BM" => mode, "SMask" => "None", "OP" => false, "LW" => 1 },
        );
        look.before_text(vec![gs]);
        Some(())
    }),
    (Target::Text, Kind::Harmless, "saved-states", |look, random| {
        let depth = random.below(12) + 1;
        look.around(vec![op("q", []); depth], vec![op("Q", []); depth]);
        Some(())
    }),
    (Target::Text, Kind::Harmless, "identity", |look, _| {
        look.around(vec![op("q", []), op("cm", [1.0, 0.0, 0.0, 1.0, 0.0, 0.0])], vec![op("Q", [])]);
        Some(())
    }),
    (Target::Text, Kind::Harmless, "slightly-moved", |look, random| {
        let by = random.between(-0.3, 0.3);
        look.around(vec![op("q", []), op("cm", [1.0, 0.0, 0.0, 1.0, by.abs(), by])], vec![op("Q", [])]);
        Some(())
    }),
    (Target::Text, Kind::Harmless, "slightly-scaled", |look, random| {
        let (scale, space) = (random.between(92.0, 104.0), random.between(0.0, 0.2));
        look.before_text(vec![op("Tz", [scale]), op("Tc", [space]), op("TL", [random.between(0.0, 30.0)])]);
        Some(())
    }),
    (Target::Text, Kind::Harmless, "clipped-to-the-box", |look, random| {
        let (width, height) = (look.width, look.height);
        let clip = area(random, [0.0, 0.0, width, height]);
        look.around(
            [vec![op("q", [])], clip, vec![op(one_word(random, &["W", "W*"]), []), op("n", [])]].concat(),
            vec![op("Q", [])],
        );
        Some(())
    }),
    (Target::Text, Kind::Harmless, "nested-form", |look, random| {
        let bbox = look.bbox();
        let group = if random.below(2) == 0 {
            Dictionary::new()
        } else {
            dictionary! { "Group" => dictionary! { "S" => "Transparency" } }
        };
        look.nest(bbox, [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], group);
        Some(())
    }),
    (Target::Text, Kind::Harmless, "split-text", |look, random| {
        let size = look.code_size();
        let kern = random.between(-40.0, 40.0);
        for operation in look.operations.iter_mut().filter(|o| o.operator == "Tj") {
            let Object::String(string, format) = operation.operands[0].clone() else { continue };
            let codes = string
                .chunks(size * 3)
                .flat_map(|code| [Object::String(code.to_vec(), format), Object::Real(kern)]);
            *operation = Operation::new("TJ", vec![codes.collect::<Vec<_>>().into()]);
        }
        Some(())
    }),
    (Target::Text, Kind::Harmless, "fill-and-stroke", |look, random| {
        let width = random.between(0.0, 0.2);
        look.before_text(vec![
            op("g", [0.1]),
            op("G", [0.1]),
            op("w", [width]),
            Operation::new("Tr", vec![2.into()]),
        ]);
        Some(())
    }),
    (Target::Text, Kind::Harmless, "unseen-path", |look, random| {
        let rect = rectangle(look, random);
        let path = area(random, rect);
        look.around([vec![op("q", [])], path, vec![op("n", []), op("Q", [])]].concat(), vec![]);
        Some(())
    }),
    (Target::Text, Kind::Harmless, "tagged", |look, _| {
        look.around(vec![named("BMC", "Span"), named("MP", "Here")], vec![op("EMC", [])]);
        Some(())
    }),
    (Target::Text, Kind::Harmless, "line-state", |look, random| {
        let dash = vec![vec![Object::Real(3.0)].into(), 0.into()];
        look.around(
            vec![
                op("q", []),
                op("w", [random.between(0.0, 9.0)]),
                op("J", [1.0]),
                op("j", [1.0]),
                op("M", [4.0]),
                op("i", [1.0]),
                Operation::new("d", dash),
                named("ri", "Perceptual"),
            ],
            vec![op("Q", [])],
        );
        Some(())
    }),
    (Target::Text, Kind::Changes, "stretched-box", |look, random| {
        let part = random.between(0.02, 0.3);
        let bbox = vec![0.into(), 0.into(), Object::Real(look.width * part), Object::Real(look.height)];
        look.stream_entry("BBox", bbox);
        Some(())
    }),
    (Target::Text, Kind::Changes, "turned-box", |look, random| {
        let matrix = *random.one_of(&[
            [0.0_f32, 1.0, -1.0, 0.0],
            [-1.0, 0.0, 0.0, 1.0],
            [1.0, 0.0, 0.0, -1.0],
            [-1.0, 0.0, 0.0, -1.0],
        ]);
        let matrix: Vec<Object> = matrix.into_iter().chain([0.0, 0.0]).map(Object::Real).collect();
        look.stream_entry("Matrix", matrix);
        Some(())
    }),
    (Target::Text, Kind::Changes, "vertical", |look, _| {
        let wide = look.code_size() == 2;
        look.fonts(|_, font| font.set("Encoding", "Identity-V"));
        wide.then_some(())
    }),
    (Target::Text, Kind::Changes, "no-such-font", |look, _| {
        let wide = look.code_size() == 2;
        for operation in look.operations.iter_mut().filter(|o| o.operator == "Tf") {
            operation.operands[0] = Object::Name("Nope".into());
        }
        wide.then_some(())
    }),
    (Target::Text, Kind::Changes, "struck-out", |look, random| {
        let y = look.height * random.between(0.3, 0.6);
        look.after_text(vec![
            op("w", [random.between(0.5, 3.0)]),
            op("m", [2.0, y]),
            op("l", [look.width * 0.4, y]),
            op("S", []),
        ]);
        Some(())
    }),
    (Target::Text, Kind::Changes, "other-text-above", |look, _| {
        // The first letter once more, on the second one.
        let show = look.last_show();
        let size = look.code_size();
        let Object::String(string, format) = look.operations[show].operands[0].clone() else { return None };
        let one = Object::String(string.get(..size)?.to_vec(), format);
        look.operations.insert(show + 1, Operation::new("TJ", vec![vec![Object::Real(1500.0), one].into()]));
        Some(())
    }),
    (Target::Text, Kind::Harmless, "unknown-operator", |look, _| {
        look.around(vec![op("BX", []), op("zz", [1.0]), op("EX", [])], vec![]);
        Some(())
    }),
    (Target::Text, Kind::Harmless, "larger-box", |look, random| {
        let part = random.between(1.0, 1.02);
        let bbox = vec![0.into(), 0.into(), Object::Real(look.width * part), Object::Real(look.height)];
        look.stream_entry("BBox", bbox);
        Some(())
    }),
    (Target::Tick, Kind::Changes, "white-tick", |look, random| {
        let color = color(look, random, WHITE);
        let at = look.operations.iter().position(is_show)?;
        look.operations.splice(at..at, color);
        Some(())
    }),
    (Target::Tick, Kind::Changes, "transparent-tick", |look, random| {
        let alpha = random.between(0.0, 0.05);
        let gs = look.state(dictionary! { "ca" => Object::Real(alpha), "CA" => Object::Real(alpha) });
        look.operations.insert(0, gs);
        Some(())
    }),
    (Target::Tick, Kind::Changes, "tick-elsewhere", |look, random| {
        let matrix = *random.one_of(&[
            [0.02_f32, 0.0, 0.0, 0.02, 3.0, 3.0],
            [1.0, 0.0, 0.0, 1.0, 40.0, 0.0],
            [1.0, 0.0, 0.0, 1.0, 0.0, -30.0],
        ]);
        look.around(vec![op("q", []), op("cm", matrix)], vec![op("Q", [])]);
        Some(())
    }),
    (Target::Tick, Kind::Changes, "tick-clipped", |look, _| {
        look.around(
            vec![op("q", []), op("re", [0.0, 0.0, 0.4, 0.4]), op("W", []), op("n", [])],
            vec![op("Q", [])],
        );
        Some(())
    }),
    (Target::Tick, Kind::Changes, "tick-not-painted", |look, random| {
        let mode = *random.one_of(&[3_i64, 7]);
        let at = look.operations.iter().position(is_show)?;
        look.operations.insert(at, Operation::new("Tr", vec![mode.into()]));
        Some(())
    }),
    (Target::Tick, Kind::Changes, "tick-covered", |look, _| {
        let (width, height) = (look.width, look.height);
        look.around(vec![], vec![op("g", [1.0]), op("re", [0.0, 0.0, width, height]), op("f", [])]);
        Some(())
    }),
    (Target::Tick, Kind::Changes, "tick-gone", |look, _| {
        look.operations.clear();
        Some(())
    }),
    (Target::Tick, Kind::Harmless, "tick-same-color", |look, random| {
        let color = color(look, random, BLACK);
        let at = look.operations.iter().position(is_show)?;
        look.operations.splice(at..at, color);
        Some(())
    }),
    (Target::Tick, Kind::Harmless, "tick-nested", |look, _| {
        let bbox = look.bbox();
        look.nest(bbox, [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], Dictionary::new());
        Some(())
    }),
    (Target::EmptyBox, Kind::Changes, "box-looks-ticked", |look, random| {
        let color = color(look, random, BLACK);
        let (width, height) = (look.width, look.height);
        let cross = vec![
            op("m", [1.0, 1.0]),
            op("l", [width - 1.0, height - 1.0]),
            op("m", [1.0, height - 1.0]),
            op("l", [width - 1.0, 1.0]),
            op("S", []),
        ];
        let dot = [color, area(random, [2.0, 2.0, width - 4.0, height - 4.0]), vec![op("f", [])]].concat();
        look.around(vec![], if random.below(2) == 0 { cross } else { dot });
        Some(())
    }),
    (Target::EmptyBox, Kind::Harmless, "box-saved-states", |look, _| {
        look.around(vec![op("q", [])], vec![op("Q", [])]);
        Some(())
    }),
    (Target::Blank, Kind::Changes, "drawn-in-blank", |look, random| {
        let color = color(look, random, BLACK);
        let (width, height) = (look.width, look.height);
        let path = match random.below(3) {
            0 => {
                vec![op("m", [5.0, 2.0]), op("c", [20.0, height, 40.0, 0.0, 60.0, height * 0.7]), op("S", [])]
            }
            1 => [area(random, [4.0, 2.0, width * 0.2, height * 0.5]), vec![op("f", [])]].concat(),
            _ => vec![
                op("w", [3.0]),
                op("m", [2.0, height * 0.4]),
                op("l", [width * 0.5, height * 0.5]),
                op("S", []),
            ],
        };
        look.around(vec![], [color, path].concat());
        Some(())
    }),
    (Target::Blank, Kind::Changes, "picture-in-blank", |look, _| {
        let image = dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1, "BitsPerComponent" => 8, "ColorSpace" => "DeviceGray" };
        let image = look.doc.add_object(Stream::new(image, vec![40]));
        look.resource("XObject", "IX", image);
        look.around(
            vec![],
            vec![op("q", []), op("cm", [30.0, 0.0, 0.0, 9.0, 3.0, 2.0]), named("Do", "IX"), op("Q", [])],
        );
        Some(())
    }),
    (Target::Blank, Kind::Changes, "text-in-blank", |look, _| {
        look.resource(
            "Font",
            "HX",
            dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" },
        );
        look.around(
            vec![],
            vec![
                op("BT", []),
                Operation::new("Tf", vec![Object::Name("HX".into()), 9.into()]),
                op("Td", [3.0, 4.0]),
                Operation::new("Tj", vec![Object::string_literal("paraksts")]),
                op("ET", []),
            ],
        );
        Some(())
    }),
    (Target::Blank, Kind::Harmless, "blank-saved-states", |look, random| {
        let rect = rectangle(look, random);
        let path = area(random, rect);
        look.around([vec![op("q", [])], path, vec![op("n", []), op("Q", [])]].concat(), vec![]);
        Some(())
    }),
    (Target::Blank, Kind::Harmless, "spaces-in-blank", |look, _| {
        look.resource(
            "Font",
            "HX",
            dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" },
        );
        look.around(
            vec![],
            vec![
                op("BT", []),
                Operation::new("Tf", vec![Object::Name("HX".into()), 9.into()]),
                Operation::new("Tj", vec![Object::string_literal("  ")]),
                op("ET", []),
            ],
        );
        Some(())
    }),
];
