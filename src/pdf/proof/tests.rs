//! The proof against files that are almost right: each was written by this program, and has one change.

use super::*;
use crate::pdf::Filler;
use crate::pdf::font::{Face, Family, Subset, Weight};
use crate::pdf::objects::Dict;
use crate::pdf::small_form::{SmallForm, TEXT, pdf_file, stream};

fn text(value: &str) -> FillValue {
    FillValue::Text(value.into())
}

fn filled(form: &SmallForm<'_>, values: &[(&str, FillValue)]) -> (Template, Vec<u8>) {
    let template = Template::read(form.bytes()).unwrap();
    let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    let filled = Filler::new(&template, &names).unwrap().fill(values).unwrap();
    (template, filled.into_bytes())
}

/// A filled file with `old` in its update replaced by a `new` of the same length. A prover that has proved the right
/// file before gives the same result.
fn spoilt(old: &str, new: &str) -> String {
    let values = [("a", text("Ķē"))];
    let (template, mut bytes) = filled(&SmallForm::default(), &values);
    let prover = Prover::new(&template);
    let wanted: Vec<(&Field, &FillValue)> =
        values.iter().map(|(name, value)| (template.field(name).unwrap(), value)).collect();
    for _ in 0..2 {
        assert_eq!(prover.prove(&bytes, &wanted, FillOptions::default()), Ok(()));
    }
    assert_eq!(old.len(), new.len());
    let start = template.pdf().bytes().len();
    let found: Vec<usize> =
        (start..bytes.len()).filter(|at| bytes[*at..].starts_with(old.as_bytes())).collect();
    let [at] = found.as_slice() else { panic!("`{old}` is there {} times", found.len()) };
    bytes[*at..*at + old.len()].copy_from_slice(new.as_bytes());
    let found = why(prove(&template, &bytes, &values));
    assert_eq!(why(prover.prove(&bytes, &wanted, FillOptions::default())), found, "remembered");
    found
}

fn why(result: Result<(), Vec<FillProblem>>) -> String {
    match result.unwrap_err().as_slice() {
        [FillProblem::NotProved { why, .. }] => why.en.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn another_value_is_found() {
    assert_eq!(spoilt("<FEFF01360113>", "<FEFF01360112>"), "the value is another");
    let (template, bytes) = filled(&SmallForm::default(), &[("a", text("Ķē"))]);
    assert_eq!(why(prove(&template, &bytes, &[("a", text("Ķe"))])), "the value is another");
}

#[test]
fn another_appearance_is_found() {
    for (old, new, why) in [
        ("\n0 g\n", "\n1 g\n", "the letter U+0136 does not stand out from what is behind it"),
        ("\n0 0 100 20 re", "\n0 0 012 20 re", "the letter U+0113 is clipped"),
        ("\n0 0 100 20 re", "\n0 5 100 20 re", "the letter U+0136 is clipped"),
        ("/BBox[0 0 100 20]", "/BBox[0 0 005 20]", "the letter U+0136 sticks out of its box"),
        ("/E0 12 Tf", "/E0 29 Tf", "the letter U+0136 sticks out of its box"),
        ("<008A007F> Tj", "<007F008A> Tj", "another text is drawn"),
        ("<008A007F> Tj", "<008A> Tj    ", "another text is drawn"),
        ("<008A007F> Tj", "<FFFF007F> Tj", "a code is shown that the font has no letter for"),
        ("\nET\n", "\ngs\n", "the appearance has `gs`, whose effect cannot be told"),
        ("\nBT\n", "\nET\n", "the appearance has `Tj`, whose effect cannot be told"),
        ("/AP<</N ", "/AP<</D ", "the field has no appearance"),
        ("/Subtype/Form", "/Subtype/Fire", "the appearance is no plain form"),
    ] {
        assert_eq!(spoilt(old, new), why, "{old} → {new}");
    }
}

#[test]
fn another_change_is_found() {
    for (old, new, why) in [
        ("/T(a)", "/T(b)", "object 5 0 is changed in more than its value and look"),
        ("/F 4/", "/F 2/", "object 5 0 is changed in more than its value and look"),
        ("/Root 1 0 R", "/Root 2 0 R", "the trailer's Root is another"),
        ("/Prev ", "/Next ", "the trailer does not lead to the form's own"),
        ("\n5 0 obj", "\n4 0 obj", "an object is not where the cross-reference section says"),
        ("\n5 7\n", "\n3 7\n", "an object is not where the cross-reference section says"),
        (" n \ntrailer", " f \ntrailer", "the cross-reference section cannot be read"),
        ("/AP<</N 11 0 R", "/AP<</N 99 0 R", "the field has no appearance"),
        ("%%EOF", "%%EOG", "the end of the file cannot be read"),
    ] {
        assert_eq!(spoilt(old, new), why, "{old} → {new}");
    }
}

#[test]
fn bytes_between_objects_are_found() {
    let values = [("a", text("Ķē"))];
    let (template, bytes) = filled(&SmallForm::default(), &values);
    let xref = (0..bytes.len()).rev().find(|at| bytes[*at..].starts_with(b"xref\n5")).unwrap();
    let mut longer = bytes[..xref].to_vec();
    let stranger = b"1 0 obj\n<<>>\nendobj\n";
    longer.extend(stranger);
    longer.extend(&bytes[xref..]);
    let tail = String::from_utf8(longer.split_off(xref)).unwrap_or_default();
    let tail = tail.replace(&format!("startxref\n{xref}"), &format!("startxref\n{}", xref + stranger.len()));
    longer.extend(tail.as_bytes());
    assert_eq!(
        why(prove(&template, &longer, &values)),
        "there is something before the cross-reference section"
    );
}

#[test]
fn what_hides_a_field_is_found() {
    let values = [("a", text("Ķē"))];
    let over = TEXT.replace("/T(a)", "/T(over)/AP<</N 7 0 R>>");
    let try_with = |appearance: &str, catalog: &str, first: &str| {
        let form = SmallForm {
            fields: &[first, &over],
            extra: &[appearance, "<</Type/OCG/Name(x)>>"],
            catalog,
            ..SmallForm::default()
        };
        let template = Template::read(form.bytes()).unwrap();
        Filler::new(&template, &["a"]).and_then(|filler| filler.fill(&values)).map(drop)
    };
    let look = |content: &str| stream("/Type/XObject/Subtype/Form/BBox[0 0 100 20]", content);
    assert_eq!(try_with(&look("q Q"), "", TEXT), Ok(()));
    assert_eq!(try_with(&look("0 0 100 20 re S"), "", TEXT), Ok(()));
    assert_eq!(why(try_with(&look("1 g 0 0 100 20 re f"), "", TEXT)), "another annotation lies over it");
    let layered = TEXT.replace("/T(a)", "/T(a)/OC 8 0 R");
    let catalog = |state: &str| format!("/OCProperties<</OCGs[8 0 R]/D<</{state}[8 0 R]>>>>");
    assert_eq!(try_with(&look(""), &catalog("ON"), &layered), Ok(()));
    let unseen = FillProblem::NotVisible { field: "a".into() };
    assert_eq!(try_with(&look(""), &catalog("OFF"), &layered), Err(vec![unseen]));
}

#[test]
fn what_lies_under_a_field_decides_what_is_seen() {
    let try_with = |page: &str, color: &str| {
        let form = [
            "<</Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>".to_owned(),
            "<</Kids[3 0 R]/Count 1>>".to_owned(),
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Annots[4 0 R]/Contents 5 0 R>>".to_owned(),
            TEXT.replace("0 g", color),
            stream("", page),
        ];
        let template = Template::read(pdf_file(&form)).unwrap();
        Filler::new(&template, &["a"]).unwrap().fill(&[("a", text("Ķē"))]).map(drop)
    };
    let unseen = "the letter U+0136 does not stand out from what is behind it";
    let dark = "0 0 0.3 rg 0 0 300 100 re f";
    assert_eq!(try_with("", "0 g"), Ok(()));
    assert_eq!(why(try_with("", "1 g")), unseen);
    assert_eq!(try_with(dark, "1 g"), Ok(()));
    assert_eq!(why(try_with(dark, "0 g")), unseen);
    assert_eq!(try_with(&format!("{dark} 1 g 0 0 300 200 re f"), "0 g"), Ok(()));
    // Beside the text; a line below it; an unknown colour.
    assert_eq!(try_with("0 g 0 0 300 9 re f", "0 g"), Ok(()));
    assert_eq!(try_with("0 g 0 19 300 1 re f", "0 g"), Ok(()));
    assert_eq!(try_with("q 300 0 0 200 0 0 cm BI /W 1/H 1/BPC 8/CS/G ID \0 EI Q", "0 g"), Ok(()));
}

#[test]
fn a_button_whose_state_shows_nothing_is_found() {
    let button = "<</Subtype/Widget/FT/Btn/T(b)/Rect[10 40 20 50]/F 4/AP<</N<</Yes 6 0 R/Off 7 0 R>>>>>>";
    let form = |on: &str, off: &str| {
        let look = |content: &str| stream("/Subtype/Form/BBox[0 0 10 10]", content);
        let form = SmallForm { fields: &[button], extra: &[&look(on), &look(off)], ..SmallForm::default() };
        Template::read(form.bytes()).unwrap()
    };
    let on = [("b", FillValue::On)];
    let try_with = |on_content: &str, off: &str| {
        let template = form(on_content, off);
        let filled = Filler::new(&template, &["b"]).unwrap().fill(&on)?;
        Ok::<bool, Vec<FillProblem>>(
            filled.bytes()[template.pdf().bytes().len()..].windows(5).any(|bytes| bytes == b"/BBox"),
        )
    };
    // The form's own mark stays, or ours is drawn.
    assert_eq!(try_with("1 1 5 5 re f", ""), Ok(false));
    assert_eq!(try_with("1 g 1 1 5 5 re f", ""), Ok(true));
    assert_eq!(try_with("1 1 5 5 re f", "1 1 5 5 re f"), Ok(true));
    assert_eq!(try_with("1 1 5 5 re f", "0 0 10 10 re f"), Ok(true));
    let image = "q 10 0 0 10 0 0 cm BI /W 1/H 1/BPC 8/CS/G ID \0 EI Q";
    assert_eq!(try_with("1 1 5 5 re f", image), Ok(true));
}

#[test]
fn a_mark_that_was_made_unseen_is_found() {
    let button = "<</Subtype/Widget/FT/Btn/T(b)/Rect[10 40 20 50]/F 4/MK<</CA(4)>>>>";
    let form = SmallForm { fields: &[button], ..SmallForm::default() };
    let values = [("b", FillValue::On)];
    let (template, bytes) = filled(&form, &values);
    assert_eq!(prove(&template, &bytes, &values), Ok(()));
    let start = template.pdf().bytes().len();
    for (old, new, reason) in [
        ("\n0 g\n", "\n1 g\n", "the state has no ink"),
        ("/BBox[0 0 10 10]", "/BBox[0 0 10 00]", "the appearance has no BBox"),
        ("/N<</Yes ", "/D<</Yes ", "a box is not in the state of the value"),
        ("/AS/Yes", "/AS/Off", "a box is not in the state of the value"),
    ] {
        let mut spoilt = bytes.clone();
        let at = (start..bytes.len()).find(|at| bytes[*at..].starts_with(old.as_bytes()));
        let at = at.unwrap_or_else(|| panic!("{old}"));
        spoilt[at..at + old.len()].copy_from_slice(new.as_bytes());
        assert_eq!(why(prove(&template, &spoilt, &values)), reason, "{old}");
    }
}

#[test]
fn a_right_code_over_a_wrong_outline_is_found() {
    let face = Face::of(Family::Sans, Weight::Regular);
    let table = |program: char, meaning: char| {
        let mut doc = lopdf::Document::new();
        for letter in [program, meaning] {
            let subset = Subset::of(face, [letter]).unwrap();
            for object in subset.pdf_objects(1) {
                let is_program = object.entries().contains("Length1");
                if letter == program || !is_program && object.stream().is_some() {
                    doc.objects.insert((object.number(), 0), crate::pdf::read_object::font_object(&object));
                }
            }
        }
        let font = doc.objects.get(&(1, 0)).unwrap().as_dict().unwrap();
        fonts::read_verified(&Dict::new(&doc, font)).map(|table| table.glyph(1).unwrap().text.clone())
    };
    assert_eq!(table('B', 'B'), Ok("B".to_owned()));
    assert_eq!(table('B', 'A'), Err(reason::glyph_differs('A', reason::FontPart::Outline)));
}

/// A filled file with other bytes in its update, and a cross-reference table that fits them.
fn replanted(bytes: &[u8], old: std::ops::Range<usize>, new: &[u8]) -> Vec<u8> {
    let place = |text: &str| text.parse::<usize>().unwrap();
    let moved = |at: usize| if at > old.start { at + new.len() - old.len() } else { at };
    let table = bytes.windows(6).rposition(|six| six == b"\nxref\n").unwrap() + 1;
    let mut out = [&bytes[..old.start], new, &bytes[old.end..table]].concat();
    for line in std::str::from_utf8(&bytes[table..]).unwrap().split_inclusive('\n') {
        if line.len() == 20 && line.ends_with(" n \n") {
            out.extend(format!("{:010}{}", moved(place(&line[..10])), &line[10..]).as_bytes());
        } else if line.trim_end().parse() == Ok(table) {
            out.extend(format!("{}\n", moved(table)).as_bytes());
        } else {
            out.extend(line.as_bytes());
        }
    }
    out
}

/// Fills the small form, and replaces the object whose text has `mark`.
fn with_other_object(mark: &str, other: impl Fn(&str, &[u8]) -> (String, Vec<u8>)) -> String {
    let values = [("a", text("Ķē"))];
    let (template, bytes) = filled(&SmallForm::default(), &values);
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    let is_marked = |id: &ObjectId, object: &Object| {
        let mut spelled = Vec::new();
        crate::pdf::serialize::write_object(&mut spelled, object).unwrap();
        spelled.extend(object.as_stream().and_then(lopdf::Stream::get_plain_content).unwrap_or_default());
        id.0 > 5 && String::from_utf8_lossy(&spelled).contains(mark)
    };
    let (id, object) = file.objects.iter().find(|(id, object)| is_marked(id, object)).unwrap();
    let head = format!("\n{} 0 obj\n", id.0);
    let start = bytes.windows(head.len()).rposition(|at| at == head.as_bytes()).unwrap() + head.len();
    let end = start + bytes[start..].windows(8).position(|at| at == b"\nendobj\n").unwrap();
    let data = object.as_stream().map(|stream| stream.get_plain_content().unwrap()).unwrap_or_default();
    let dict = String::from_utf8_lossy(&bytes[start..end]).into_owned();
    let (dict, data) = other(&dict, &data);
    let stream = format!("{dict}\nstream\n").into_bytes();
    let new = if data.is_empty() { dict.into_bytes() } else { [&stream[..], &data, b"\nendstream"].concat() };
    assert_ne!(bytes[start..end], new, "{mark}");
    why(prove(&template, &replanted(&bytes, start..end, &new), &values))
}

/// A wrong `ToUnicode`, a wrong width and other outlines are found.
#[test]
fn a_wrong_font_is_found() {
    let plain = |data: Vec<u8>| (format!("<</Length {}>>", data.len()), data);
    let lied = with_other_object("beginbfrange", |_, data| {
        plain(String::from_utf8_lossy(data).replace("<0136>", "<0137>").into_bytes())
    });
    assert_eq!(lied, "the font draws U+0137 with another outline");
    let wide = with_other_object("/W[", |dict, _| {
        // The first width is that of `.notdef`.
        let at = dict.find("/W[").unwrap() + 5;
        let at = at + dict[at..].find(' ').unwrap() + 1;
        let (before, rest) = dict.split_at(at);
        let end = rest.find([' ', ']']).unwrap();
        (format!("{before}{}{}", rest[..end].parse::<u32>().unwrap() + 3, &rest[end..]), Vec::new())
    });
    assert!(wide.ends_with("with another width"), "{wide}");
    let swapped = with_other_object("/Length1 ", |_, _| {
        let serif = Subset::fixed(Face::of(Family::Serif, Weight::Regular));
        let objects = serif.pdf_objects(1);
        let program = objects.iter().find(|object| object.entries().contains("Length1")).unwrap();
        let object = crate::pdf::read_object::font_object(program);
        let data = object.as_stream().unwrap().get_plain_content().unwrap();
        (format!("<</Length {}/Length1 {}>>", data.len(), data.len()), data)
    });
    assert!(swapped.starts_with("the font draws U+"), "{swapped}");
}

/// The content of the appearance, changed.
fn redrawn(old: &str, new: &str) -> String {
    with_other_object("/Tx BMC", |dict, data| {
        let content = String::from_utf8_lossy(data);
        assert_eq!(content.matches(old).count(), 1, "{old} in {content}");
        let content = content.replace(old, new);
        let dict = dict.split("\nstream").next().unwrap().split_once("/Length ").map(|(before, rest)| {
            let rest =
                rest.trim_start_matches(|c: char| c.is_ascii_digit()).replace("/Filter/FlateDecode", "");
            format!("{before}/Length {}{rest}", content.len())
        });
        (dict.unwrap(), content.into_bytes())
    })
}

#[test]
fn what_the_state_or_later_paint_does_to_text_is_found() {
    let seen = |what: &str| format!("the letter U+0136 {what}");
    let order = "the letters do not stand apart in the order in which they are read".to_owned();
    let effect = |word: &str| format!("the appearance has `{word}`, whose effect cannot be told");
    for (old, new, why) in [
        ("ET\n", "ET\n1 g 0 0 100 20 re f\n", seen("is painted over")),
        ("ET\n", "ET\n1 G 20 w 0 10 m 100 10 l S\n", seen("is painted over")),
        ("BT\n", "BT\n3 Tr\n", seen("is not painted")),
        ("BT\n", "BT\n20 Tz\n", seen("is stretched or sheared")),
        ("<008A007F> Tj", "/Pattern cs /P scn <008A007F> Tj", seen("has a colour that cannot be told")),
        ("BT\n", "0 0 m 100 0 l 0 20 l W n\nBT\n", seen("is clipped")),
        ("BT\n", "BT\n9 Ts\n", seen("sticks out of its box")),
        ("BT\n", "BT\n-9 Tc\n", order.clone()),
        ("<008A007F> Tj", "[<008A> -3000 <007F>] TJ", order.clone()),
        ("<008A007F> Tj", "[<008A> 700 <007F>] TJ", order),
        ("<008A007F> Tj", "<008A007F00> Tj", effect("Tj")),
        ("BT\n", "BT\n/G gs\n", effect("gs")),
        ("BT\n", "BT\n1 xx\n", effect("xx")),
        ("BT\n", "q\nBT\n", "the appearance ends within something".to_owned()),
        (
            "BT\n",
            "/X Do\nBT\n",
            "the appearance cannot be run in full: something on it is missing".to_owned(),
        ),
    ] {
        assert_eq!(redrawn(old, new), why, "{new}");
    }
}

#[test]
fn a_state_that_is_not_the_value_is_found() {
    let button = "<</Subtype/Widget/FT/Btn/T(b)/Rect[10 40 20 50]/F 4>>";
    let form = SmallForm { fields: &[button], ..SmallForm::default() };
    let values = [("b", FillValue::On)];
    let (template, bytes) = filled(&form, &values);
    let stale = String::from_utf8_lossy(&bytes).find("/AS/Yes");
    assert!(stale.is_some());
    for (old, new, expected) in [
        ("/AS/Yes", "/AS/Off", "a box is not in the state of the value"),
        ("/V/Yes", "/V/Off", "the state is another"),
    ] {
        let at = bytes.windows(old.len()).rposition(|at| at == old.as_bytes()).unwrap();
        let spoilt = replanted(&bytes, at..at + old.len(), new.as_bytes());
        assert_eq!(why(prove(&template, &spoilt, &values)), expected);
    }
}
