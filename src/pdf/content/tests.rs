//! Runs whole pages; what is reported, one short line for each call.

#![expect(clippy::needless_pass_by_value, reason = "what a page is made of is written where it is used")]

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::*;

/// Logs the calls of the visitor.
#[derive(Default)]
struct EventLog(Vec<String>);

impl EventLog {
    fn context(context: &GraphicsContext<'_>) -> String {
        let mut notes = String::new();
        for (yes, note) in [
            (!context.optional_content_on, " off"),
            (context.soft_masked, " masked"),
            (context.has_transfer_function, " altered"),
            (context.blend_mode != BlendMode::Normal, " blends"),
            (context.owner != ContentOwner::Page, " annotation"),
        ] {
            notes += if yes { note } else { "" };
        }
        notes
    }
}

impl Visitor for EventLog {
    fn glyph(&mut self, glyph: &PaintedGlyph<'_>, context: &GraphicsContext<'_>) {
        let [start, end, ..] = glyph.quad.0;
        let seen = context.clip.share_inside(&glyph.quad);
        let clipped = if seen < 1.0 { format!(" seen {seen:.2}") } else { String::new() };
        let alpha =
            if glyph.fill.alpha < 1.0 { format!(" alpha {:.2}", glyph.fill.alpha) } else { String::new() };
        let text = glyph.text.unwrap_or("?");
        self.0.push(format!(
            "{text} {:.1},{:.1} to {:.1},{:.1} size {:.1}{clipped}{alpha}{}",
            glyph.origin.0,
            glyph.origin.1,
            end.0 + glyph.origin.0 - start.0,
            end.1 + glyph.origin.1 - start.1,
            glyph.size,
            Self::context(context)
        ));
    }

    fn image(&mut self, image: &PaintedImage, context: &GraphicsContext<'_>) {
        let b = image.quad.bounds();
        let role = match image.role {
            ImageRole::Image => "picture",
            ImageRole::Stencil => "stencil",
            ImageRole::SoftMask => "soft mask",
            ImageRole::Glyph => "glyph image",
            ImageRole::PatternCell { .. } => "tile",
        };
        self.0.push(format!(
            "{role} {}x{} {} at {:.0},{:.0},{:.0},{:.0}{}",
            image.width,
            image.height,
            image.filter,
            b.x0,
            b.y0,
            b.x1,
            b.y1,
            Self::context(context)
        ));
    }

    fn path(&mut self, path: &PaintedPath<'_>, context: &GraphicsContext<'_>) {
        let b = path.bounds;
        let light = path.fill.and_then(|(paint, _)| paint.color.rgb()).map_or(-1.0, |c| c.lightness());
        self.0.push(format!(
            "path of {} at {:.0},{:.0},{:.0},{:.0} light {light:.2}{}",
            path.segments,
            b.x0,
            b.y0,
            b.x1,
            b.y1,
            Self::context(context)
        ));
    }

    fn shading(&mut self, shading: &PaintedShading, context: &GraphicsContext<'_>) {
        let b = context.clip.bounds();
        self.0.push(format!(
            "shading {} in {:.0},{:.0},{:.0},{:.0}",
            shading.shading_type, b.x0, b.y0, b.x1, b.y1
        ));
    }
}

fn form(content: &str, more: Dictionary) -> Object {
    let mut dict =
        dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => numbers(&[0, 0, 100, 100]) };
    dict.extend(&more);
    Stream::new(dict, content.as_bytes().to_vec()).into()
}

fn numbers(numbers: &[i64]) -> Object {
    numbers.iter().map(|n| Object::from(*n)).collect::<Vec<_>>().into()
}

fn helvetica() -> Object {
    dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" }.into()
}

fn image(width: i64, height: i64) -> Object {
    let dict = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => height, "BitsPerComponent" => 8,
        "ColorSpace" => "DeviceGray", "Filter" => "DCTDecode",
    };
    Stream::new(dict, vec![0; 10]).into()
}

/// A page of 100 by 100 points with these resources; what `more` adds to the page.
fn page(content: &str, resources: Dictionary, more: Dictionary) -> PdfPages {
    let mut doc = Document::with_version("1.7");
    let font = doc.add_object(helvetica());
    let mut resources = resources;
    if !resources.has(b"Font") {
        resources.set("Font", dictionary! { "F" => font });
    }
    // Streams must be indirect objects.
    let resources = lift(&mut doc, resources.into());
    let more = lift(&mut doc, more.into());
    let content = doc.add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
    let pages = doc.new_object_id();
    let mut leaf = dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => content };
    leaf.extend(more.as_dict().unwrap());
    let leaf = doc.add_object(leaf);
    doc.set_object(
        pages,
        dictionary! {
            "Type" => "Pages", "Kids" => vec![leaf.into()], "Count" => 1, "MediaBox" => numbers(&[0, 0, 100, 100]),
            "Resources" => resources,
        },
    );
    let properties =
        dictionary! { "OCGs" => vec![], "D" => dictionary! { "OFF" => vec![Object::Reference((9000, 0))] } };
    doc.set_object((9000, 0), dictionary! { "Type" => "OCG" });
    let root =
        doc.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages, "OCProperties" => properties });
    doc.trailer.set("Root", root);
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).unwrap();
    PdfPages::read(&bytes).unwrap()
}

fn lift(doc: &mut Document, object: Object) -> Object {
    match object {
        Object::Dictionary(dict) => {
            let lifted = dict.into_iter().map(|(key, value)| (key, lift(doc, value)));
            lifted.collect::<Dictionary>().into()
        }
        Object::Array(items) => items.into_iter().map(|item| lift(doc, item)).collect::<Vec<_>>().into(),
        Object::Stream(mut stream) => {
            let dict = lift(doc, stream.dict.into());
            stream.dict = dict.as_dict().unwrap().clone();
            doc.add_object(stream).into()
        }
        other => other,
    }
}

fn run_first_page(pdf: &PdfPages) -> (Vec<String>, Vec<Incomplete>) {
    let mut events = EventLog::default();
    let run = Interpreter::new(pdf).run_page(0, &PageBudget::DEFAULT, &mut events).unwrap();
    (events.0, run.incomplete)
}

fn events(content: &str, resources: Dictionary) -> Vec<String> {
    let (events, incomplete_of) = run_first_page(&page(content, resources, Dictionary::new()));
    assert_eq!(incomplete_of, [], "{content}");
    events
}

fn incomplete_of(content: &str, resources: Dictionary) -> Vec<Incomplete> {
    run_first_page(&page(content, resources, Dictionary::new())).1
}

#[test]
fn text_stands_where_the_operators_put_it() {
    let text = |content: &str| events(&format!("BT /F 10 Tf {content} ET"), Dictionary::new());
    assert_eq!(
        text("5 50 Td (AB) Tj"),
        ["A 5.0,50.0 to 11.7,50.0 size 10.0", "B 11.7,50.0 to 18.3,50.0 size 10.0"]
    );
    assert_eq!(text("0 2 -2 0 40 9 Tm (A) Tj"), ["A 40.0,9.0 to 40.0,22.3 size 20.0"]);
    assert_eq!(text("0 9 Td 50 Tz 1 Ts (A) Tj"), ["A 0.0,10.0 to 3.3,10.0 size 10.0"]);
    assert_eq!(
        text("0 9 Td 1 Tc 2 Tw [(A ) -505 (A)] TJ"),
        [
            "A 0.0,9.0 to 6.7,9.0 size 10.0",
            "  7.7,9.0 to 10.4,9.0 size 10.0",
            "A 18.5,9.0 to 25.2,9.0 size 10.0"
        ]
    );
    assert_eq!(
        text("12 TL 0 50 Td (A) Tj (B) ' 0 1 (C) \""),
        [
            "A 0.0,50.0 to 6.7,50.0 size 10.0",
            "B 0.0,38.0 to 6.7,38.0 size 10.0",
            "C 0.0,26.0 to 7.2,26.0 size 10.0"
        ]
    );
    assert_eq!(text("0 50 TD 3 -9 TD (A) Tj T* (A) Tj").len(), 2);
    assert_eq!(text("0 9 Td /Nobody 8 Tf (\\274) Tj"), ["… 0.0,9.0 to 8.0,9.0 size 8.0"]);
}

#[test]
fn the_state_is_saved_and_restored() {
    assert_eq!(
        events(
            "q 0.5 g 2 0 0 2 10 10 cm 0 0 5 5 re f Q 0 0 5 5 re f Q Q 1 g 0 0 1 1 re f",
            Dictionary::new()
        ),
        [
            "path of 1 at 10,10,20,20 light 0.50",
            "path of 1 at 0,0,5,5 light 0.00",
            "path of 1 at 0,0,1,1 light 1.00"
        ]
    );
}

#[test]
fn clips_narrow_what_is_seen() {
    assert_eq!(
        events("0 0 2 100 re W n BT /F 10 Tf (A) Tj ET", Dictionary::new()),
        ["A 0.0,0.0 to 6.7,0.0 size 10.0 seen 0.23"]
    );
    // Two corners: the box around them is the page.
    let corners = "0 0 1 1 re 99 99 1 1 re W n BT /F 10 Tf 50 50 Td (A) Tj ET";
    assert_eq!(events(corners, Dictionary::new()), ["A 50.0,50.0 to 56.7,50.0 size 10.0 seen 0.00"]);
}

#[test]
fn forms_have_a_matrix_a_box_and_resources() {
    let inner =
        form("0 0 200 200 re f /F 10 Tf (A) Tj", dictionary! { "Matrix" => numbers(&[1, 0, 0, 1, 40, 0]) });
    assert_eq!(
        events("0.5 0 0 0.5 0 0 cm /X Do", dictionary! { "XObject" => dictionary! { "X" => inner } }),
        ["path of 1 at 20,0,120,100 light 0.00", "A 20.0,0.0 to 23.3,0.0 size 5.0 seen 0.78"]
    );
}

#[test]
fn groups_multiply_what_is_set_for_them() {
    let group = dictionary! { "Group" => dictionary! { "S" => "Transparency" } };
    let state = dictionary! { "G" => dictionary! { "ca" => 0.5, "BM" => "Screen" }, "H" => dictionary! { "ca" => 0.5 } };
    let resources = |more| dictionary! { "ExtGState" => state.clone(), "XObject" => dictionary! { "X" => form("/H gs BT /F 9 Tf (A) Tj ET", more) } };
    assert_eq!(
        events("/G gs /X Do", resources(group)),
        ["A 0.0,0.0 to 6.0,0.0 size 9.0 seen 0.78 alpha 0.25 blends"]
    );
    // Without a group, the graphics state is inherited, and replaced.
    let plain = Dictionary::new();
    assert_eq!(
        events("/G gs /X Do", resources(plain)),
        ["A 0.0,0.0 to 6.0,0.0 size 9.0 seen 0.78 alpha 0.50 blends"]
    );
}

#[test]
fn images_are_reported_with_their_masks() {
    let Object::Stream(mut masked) = image(2, 2) else { unreachable!() };
    masked.dict.set("SMask", image(300, 200));
    let objects = dictionary! { "I" => image(640, 480), "M" => masked };
    assert_eq!(
        events(
            "q 50 0 0 40 5 6 cm /I Do /M Do BI /W 3 /H 2 /IM true ID x EI Q",
            dictionary! { "XObject" => objects }
        ),
        [
            "picture 640x480 DCTDecode at 5,6,55,46",
            "picture 300x200 DCTDecode at 5,6,55,46",
            "stencil 3x2  at 5,6,55,46"
        ]
    );
}

#[test]
fn patterns_are_run_once_for_many_cells() {
    let tiles = |step: i64| {
        let dict = dictionary! {
            "PatternType" => 1, "PaintType" => 1, "BBox" => numbers(&[0, 0, step, step]), "XStep" => step, "YStep" => step,
            "Resources" => dictionary! { "XObject" => dictionary! { "I" => image(9, 9) } },
        };
        let content = format!("q {step} 0 0 {step} 0 0 cm /I Do Q");
        dictionary! { "Pattern" => dictionary! { "P" => Stream::new(dict, content.into_bytes()) } }
    };
    let fill = "/Pattern cs /P scn 0 0 80 80 re f";
    assert_eq!(
        events(fill, tiles(100)),
        ["path of 1 at 0,0,80,80 light -1.00", "picture 9x9 DCTDecode at 0,0,100,100"]
    );
    assert_eq!(
        events(fill, tiles(10)),
        ["path of 1 at 0,0,80,80 light -1.00", "tile 9x9 DCTDecode at 0,0,80,80"]
    );
}

#[test]
fn shadings_are_reported_where_they_fill() {
    let shading = dictionary! { "ShadingType" => 2, "ColorSpace" => "DeviceGray" };
    let resources = dictionary! {
        "Shading" => dictionary! { "S" => shading.clone() },
        "Pattern" => dictionary! { "P" => dictionary! { "PatternType" => 2, "Shading" => shading } },
    };
    assert_eq!(
        events("q 0 0 9 9 re W n /S sh Q /Pattern cs /P scn 20 20 10 10 re f", resources),
        ["shading 2 in 0,0,9,9", "path of 1 at 20,20,30,30 light -1.00", "shading 2 in 20,20,30,30"]
    );
}

#[test]
fn a_type3_glyph_is_reported_with_its_images() {
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type3", "FontMatrix" => vec![Object::Real(0.1), 0.into(), 0.into(), Object::Real(0.1), 0.into(), 0.into()],
        "FontBBox" => numbers(&[0, 0, 10, 10]), "FirstChar" => 65, "LastChar" => 66, "Widths" => numbers(&[10, 5]),
        "Encoding" => dictionary! { "Differences" => vec![65.into(), Object::Name(b"A".to_vec()), Object::Name(b"B".to_vec())] },
        "CharProcs" => dictionary! {
            "A" => Stream::new(Dictionary::new(), b"10 0 d0 q 10 0 0 8 0 0 cm BI /W 4 /H 4 /IM true ID x EI Q".to_vec()),
            "B" => Stream::new(Dictionary::new(), b"5 0 0 0 5 5 d1".to_vec()),
        },
    };
    assert_eq!(
        events("BT /T 20 Tf 30 30 Td (AB) Tj ET", dictionary! { "Font" => dictionary! { "T" => font } }),
        [
            "A 30.0,30.0 to 50.0,30.0 size 20.0",
            "glyph image 4x4  at 30,30,50,46",
            "B 50.0,30.0 to 60.0,30.0 size 20.0"
        ]
    );
}

#[test]
fn optional_content_that_is_off_is_reported_as_such() {
    let off = Object::Reference((9000, 0));
    let resources = dictionary! {
        "Properties" => dictionary! { "L" => off.clone() },
        "XObject" => dictionary! { "X" => form("0 0 1 1 re f", dictionary! { "OC" => off }) },
    };
    assert_eq!(
        events("/OC /L BDC 0 0 2 2 re f /P BMC EMC EMC /X Do 0 0 3 3 re f", resources),
        [
            "path of 1 at 0,0,2,2 light 0.00 off",
            "path of 1 at 0,0,1,1 light 0.00 off",
            "path of 1 at 0,0,3,3 light 0.00"
        ]
    );
}

#[test]
fn the_images_of_a_soft_mask_are_reported_when_something_is_painted_through_it() {
    let group = form(
        "0 g 0 0 9 9 re f q 50 0 0 50 0 0 cm /I Do Q",
        dictionary! {
            "Group" => dictionary! { "S" => "Transparency" }, "Resources" => dictionary! { "XObject" => dictionary! { "I" => image(70, 70) } },
        },
    );
    let mask = dictionary! { "S" => "Luminosity", "G" => group };
    let states =
        dictionary! { "G" => dictionary! { "SMask" => mask }, "N" => dictionary! { "SMask" => "None" } };
    let resources = dictionary! { "ExtGState" => states };
    assert_eq!(
        events("/G gs 0 0 20 20 re f 0 0 30 30 re f /N gs 0 0 40 40 re f", resources.clone()),
        [
            "soft mask 70x70 DCTDecode at 0,0,50,50",
            "path of 1 at 0,0,20,20 light 0.00 masked",
            "path of 1 at 0,0,30,30 light 0.00 masked",
            "path of 1 at 0,0,40,40 light 0.00"
        ]
    );
    assert!(events("/G gs", resources).is_empty());
}

#[test]
fn annotations_are_brought_onto_their_rectangles() {
    let annotation = |flags: i64, look: Object| {
        Object::from(dictionary! {
            "Type" => "Annot", "Subtype" => "Stamp", "F" => flags, "Rect" => numbers(&[10, 10, 30, 50]), "AP" => dictionary! { "N" => look },
        })
    };
    let look = || form("0 0 100 100 re f", dictionary! { "Matrix" => numbers(&[0, 1, -1, 0, 0, 0]) });
    let annotations = vec![annotation(4, look()), annotation(2, look()), annotation(32, look())];
    let pdf = page("", Dictionary::new(), dictionary! { "Annots" => annotations });
    assert_eq!(run_first_page(&pdf).0, ["path of 1 at 10,10,30,50 light 0.00 annotation"]);
}

#[test]
fn boxes_are_inherited_and_crossed() {
    let view = |more| Interpreter::new(&page("", Dictionary::new(), more)).page_view(0).unwrap();
    assert_eq!(view(Dictionary::new()).bounds, Rect::of_size(100.0, 100.0));
    let cropped =
        view(dictionary! { "CropBox" => numbers(&[-5, 10, 50, 500]), "Rotate" => -90, "UserUnit" => 2 });
    assert_eq!(cropped.bounds, Rect::between((0.0, 10.0), (50.0, 100.0)));
    assert_eq!((cropped.rotate, cropped.area()), (270, 50.0 * 90.0 * 4.0));
}

#[test]
fn what_cannot_end_is_stopped_and_reported() {
    assert_eq!(incomplete_of(&"q ".repeat(2000), Dictionary::new()), [Incomplete::TooManyOperators]);
    assert_eq!(
        incomplete_of(&format!("[{}] TJ", "1 ".repeat(70_000)), Dictionary::new()),
        [Incomplete::TooManyOperators]
    );
    assert_eq!(
        incomplete_of("1e9 0 0 1e9 0 0 cm 1e9 0 0 1e9 0 0 cm", Dictionary::new()),
        [Incomplete::InvalidCoordinates]
    );
    let mut deep = form("0 0 1 1 re f", Dictionary::new());
    for _ in 0..20 {
        deep = form(
            "/X Do",
            dictionary! { "Resources" => dictionary! { "XObject" => dictionary! { "X" => deep } } },
        );
    }
    assert_eq!(
        incomplete_of("/X Do", dictionary! { "XObject" => dictionary! { "X" => deep } }),
        [Incomplete::TooDeep]
    );
    let few = PageBudget { glyphs: 3, ..PageBudget::DEFAULT };
    let mut events = EventLog::default();
    let pdf = page("BT /F 9 Tf (many) Tj ET", Dictionary::new(), Dictionary::new());
    let run = Interpreter::new(&pdf).run_page(0, &few, &mut events).unwrap();
    assert_eq!((events.0.len(), run.incomplete), (3, vec![Incomplete::TooManyGlyphs]));
    assert!(Interpreter::new(&pdf).run_page(1, &few, &mut events).is_none());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]

    /// Operators in any order, with any operands, never panic.
    #[test]
    fn any_content_is_run(words in proptest::collection::vec(proptest::sample::select(WORDS), 0..60)) {
        let resources = dictionary! {
            "XObject" => dictionary! { "X" => form("q /I Do /F 9 Tf (A) Tj", Dictionary::new()), "I" => image(5, 5) },
            "ExtGState" => dictionary! { "G" => dictionary! { "ca" => 0.5, "SMask" => dictionary! { "G" => form("/X Do", Dictionary::new()) } } },
        };
        run_first_page(&page(&words.join(" "), resources, Dictionary::new()));
    }
}

const WORDS: &[&str] = &[
    "0",
    "1",
    "-7.5",
    "1e5",
    "99999999999",
    "/F",
    "/X",
    "/I",
    "/G",
    "/Pattern",
    "/DeviceCMYK",
    "(text)",
    "<feff>",
    "[",
    "]",
    "<<",
    ">>",
    "q",
    "Q",
    "cm",
    "m",
    "l",
    "c",
    "v",
    "y",
    "h",
    "re",
    "W",
    "W*",
    "n",
    "f",
    "f*",
    "B",
    "S",
    "b*",
    "sh",
    "Do",
    "cs",
    "CS",
    "scn",
    "SC",
    "g",
    "RG",
    "k",
    "BT",
    "ET",
    "Tf",
    "Td",
    "TD",
    "Tm",
    "T*",
    "Tj",
    "TJ",
    "'",
    "\"",
    "Tc",
    "Tw",
    "Tz",
    "TL",
    "Ts",
    "Tr",
    "gs",
    "BMC",
    "BDC",
    "EMC",
    "BI",
    "ID",
    "EI",
    "d0",
    "d1",
    "w",
    "true",
    "null",
    "%",
    "\n",
];

/// Writes each shown glyph of the file `EDOCPACK_PDF` to `EDOCPACK_GLYPHS`, for `tests/glyph_boxes.py`: a JSON object a
/// page, its `glyphs` as `[text, x, y, x1, y1]`.
#[test]
#[ignore = "a measurement, run by tests/glyph_boxes.py"]
#[expect(clippy::disallowed_methods, reason = "the environment names its files")]
fn glyphs_for_glyph_boxes() {
    let file = |name| std::env::var(name).unwrap();
    let pdf = PdfPages::read(&std::fs::read(file("EDOCPACK_PDF")).unwrap()).unwrap();
    let mut interpreter = Interpreter::new(&pdf);
    let mut pages = String::new();
    for page in 0..pdf.count() {
        let mut glyphs = ShownGlyphs::default();
        let run = interpreter.run_page(page, &PageBudget::DEFAULT, &mut glyphs);
        let incomplete = run.map(|run| run.incomplete).unwrap_or_default();
        let incomplete: Vec<String> = incomplete.iter().map(ToString::to_string).collect();
        pages += &format!("{}\n", serde_json::json!({ "glyphs": glyphs.0, "troubles": incomplete }));
    }
    std::fs::write(file("EDOCPACK_GLYPHS"), pages).unwrap();
}

#[derive(Default)]
struct ShownGlyphs(Vec<serde_json::Value>);

impl Visitor for ShownGlyphs {
    fn glyph(&mut self, glyph: &PaintedGlyph<'_>, context: &GraphicsContext<'_>) {
        if context.optional_content_on {
            let [_, end, ..] = glyph.quad.0;
            let (x, y) = glyph.origin;
            self.0.push(serde_json::json!([glyph.text, x, y, end.0, end.1]));
        }
    }
}
