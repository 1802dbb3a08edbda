use lopdf::Dictionary;

use super::*;
use crate::pdf::small_form::{self, SmallForm};
use crate::pdf::{FillOptions, FillValue, Filler, Template};

fn read(name: &str) -> Pdf {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
    Pdf::read(std::fs::read(path).unwrap()).unwrap()
}

/// A form with some of its fields filled.
fn filled(name: &str, values: &[(&str, FillValue)]) -> Pdf {
    let template = Template::of(read(name)).unwrap();
    let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    let filled =
        Filler::with_options(&template, &names, FillOptions::PERMISSIVE).unwrap().fill(values).unwrap();
    template.pdf().parse_derived(filled.into_bytes()).unwrap()
}

fn sample() -> Pdf {
    let text = |text: &str| FillValue::Text(text.to_owned());
    filled(
        "forms/variants/comb.pdf",
        &[
            ("klients.nosaukums", text("Ķēžu iela")),
            ("darbiba.izsniegt", FillValue::On),
            ("klients.regnr", text("90000012348")),
        ],
    )
}

#[test]
fn nothing_is_left_to_fill_in_and_the_file_before_is_there_still() {
    let before = sample();
    let flat = flatten(&before).unwrap();
    assert!(flat.starts_with(before.bytes()));
    let after = Pdf::read(flat).unwrap();
    assert!(after.fields().is_empty());
    assert_eq!(after.features().annotation_count("Widget"), 0);
    assert!(!after.features().repaired);
    assert!(catalog(&after.0.doc).unwrap().child(b"AcroForm").is_none());
    assert!(matches!(flatten(&after), Err(FlattenProblem::NoFields)));
}

#[test]
fn what_was_flattened_here_is_known_again() {
    let before = sample();
    let after = Pdf::read(flatten(&before).unwrap()).unwrap();
    assert_eq!(undo_flatten(&after).unwrap().bytes(), before.bytes());
    // Another page content, another file.
    let mut bytes = after.bytes().to_vec();
    let at =
        before.bytes().len() + bytes[before.bytes().len()..].windows(6).position(|w| w == b"stream").unwrap();
    bytes[at + 8] ^= 1;
    assert!(Pdf::read(bytes).ok().and_then(|pdf| undo_flatten(&pdf)).is_none());
    assert!(undo_flatten(&before).is_none());
}

#[test]
fn the_same_in_files_of_every_kind() {
    for name in [
        "filled/pdf-lib-good.pdf",
        "filled/pymupdf-good.pdf",
        "filled/pypdf-good.pdf",
        "forms/other-make.pdf",
        "forms/unseen.pdf",
        "forms/variants/encrypted.pdf",
        "forms/variants/inherited.pdf",
        "forms/variants/linearized.pdf",
        "forms/variants/object-streams.pdf",
        "forms/variants/preset-datums.pdf",
        "forms/variants/radio-group.pdf",
        "forms/variants/sig-field.pdf",
        "forms/variants/two-widgets.pdf",
        "forms/variants/xfa-hybrid.pdf",
    ] {
        let before = filled(name, &[]);
        let flat = flatten(&before).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        assert!(flat.starts_with(before.bytes()), "{name}");
        let after = before.parse_derived(flat).unwrap();
        // Encryption uses random numbers: no output is repeated.
        assert_eq!(undo_flatten(&after).is_none(), name.contains("encrypted"), "{name}");
    }
}

#[test]
fn what_cannot_be_flattened_is_reported() {
    let problem = |name: &str| flatten(&read(name)).unwrap_err();
    assert_eq!(problem("forms/variants/no-acroform.pdf"), FlattenProblem::NoFields);
    assert_eq!(problem("forms/variants/signed.pdf"), FlattenProblem::Signed);
    assert_eq!(problem("forms/variants/certified-filling.pdf"), FlattenProblem::Signed);
    assert_eq!(problem("forms/variants/need-appearances.pdf"), FlattenProblem::NeedAppearances);
    let field = "klients.nosaukums".into();
    assert_eq!(problem("filled/pdfjs-good.pdf"), FlattenProblem::NoAppearance { field });
}

#[test]
fn another_appearance_is_no_flattened_file() {
    let before = sample();
    let flat = flatten(&before).unwrap();
    let other = filled("forms/variants/comb.pdf", &[("darbiba.izsniegt", FillValue::On)]);
    let other = flatten(&other).unwrap();
    assert!(proof::prove(&before, &flat).is_ok());
    assert!(proof::prove(&before, &other).is_err());
    assert!(proof::prove(&before, before.bytes()).is_err());
}

#[test]
fn content_that_leaves_states_open_moves_nothing() {
    for content in ["q 2 0 0 2 50 50 cm q 0 1 0 rg", "Q 0 0 1 rg 3 0 0 3 0 0 cm", ""] {
        let form = SmallForm {
            fields: &["<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(x)/Rect[10 10 30 30]/AP<</N 6 0 R>>>>"],
            extra: &[&small_form::stream("/BBox[0 0 10 10]/Matrix[0 1 -1 0 0 0]", "1 0 0 rg 0 0 5 5 re f")],
            ..SmallForm::default()
        };
        let bytes = String::from_utf8(form.bytes()).unwrap();
        let bytes = bytes.replace("/MediaBox", &format!("/Contents {}/MediaBox", "7 0 R"));
        let mut objects: Vec<String> = bytes
            .split(" obj\n")
            .skip(1)
            .map(|part| part.split("\nendobj").next().unwrap().to_owned())
            .collect();
        objects.push(small_form::stream("", content));
        let before = Pdf::read(small_form::pdf_file(&objects)).unwrap();
        let flat = flatten(&before).unwrap_or_else(|problem| panic!("{content}: {problem}"));
        assert!(Pdf::read(flat).is_ok_and(|after| after.fields().is_empty()));
    }
}

fn dicts<'a>(pdf: &'a Pdf, is: impl Fn(&Dictionary) -> bool + 'a) -> impl Iterator<Item = &'a Dictionary> {
    pdf.0.doc.objects.values().filter_map(|object| object.as_dict().ok()).filter(move |dict| is(dict))
}

fn has_name(dict: &Dictionary, key: &[u8], name: &str) -> bool {
    dict.get(key).and_then(Object::as_name).is_ok_and(|found| found == name.as_bytes())
}

/// A tagged form whose widget is in an element; `nums` is the parent tree.
fn tagged(nums: &str) -> Pdf {
    const WIDGET: &str = "<</Type/Annot/Subtype/Widget/FT/Btn/T(a)/TU(Yes?)/V/Y/AS/Y/Rect[10 10 30 30]/StructParent 4/AP<</N<</Y 9 0 R>>>>>>";
    let form = SmallForm {
        fields: &[WIDGET],
        catalog: "/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R",
        extra: &[
            "<</Type/StructTreeRoot/K 7 0 R/ParentTree 10 0 R/ParentTreeNextKey 5>>",
            "<</Type/StructElem/S/Document/P 6 0 R/K[8 0 R]>>",
            "<</Type/StructElem/S/Form/P 7 0 R/Pg 3 0 R/K<</Type/OBJR/Obj 5 0 R/Pg 3 0 R>>>>",
            &small_form::stream("/Subtype/Form/BBox[0 0 20 20]", "0 0 20 20 re f"),
            nums,
        ],
        ..SmallForm::default()
    };
    Pdf::read(form.bytes()).unwrap()
}

#[test]
fn an_element_that_held_a_widget_holds_what_it_shows() {
    let after = Pdf::read(flatten(&tagged("<</Nums[4 8 0 R]>>")).unwrap()).unwrap();
    let form = dicts(&after, |dict| has_name(dict, b"S", "Form")).collect::<Vec<_>>();
    let [form] = form[..] else { panic!("{form:?}") };
    let mark = form.get(b"K").unwrap().as_dict().unwrap();
    assert!(has_name(mark, b"Type", "MCR"));
    assert_eq!(mark.get(b"MCID").unwrap(), &Object::Integer(0));
    let attributes = form.get(b"A").unwrap().as_dict().unwrap();
    assert!(has_name(attributes, b"O", "PrintField") && has_name(attributes, b"Role", "cb"));
    assert!(has_name(attributes, b"checked", "on"));
    // The marked content of the page has its own key in the parent tree.
    let page = dicts(&after, |dict| dict.has_type(b"Page")).next().unwrap();
    assert_eq!(page.get(b"StructParents").unwrap(), &Object::Integer(5));
    let tree = dicts(&after, |dict| dict.has(b"Nums")).next().unwrap();
    let expected =
        vec![4.into(), Object::Reference((8, 0)), 5.into(), vec![Object::Reference((8, 0))].into()];
    assert_eq!(tree.get(b"Nums").unwrap().as_array().unwrap(), &expected);
    let root = dicts(&after, |dict| dict.has_type(b"StructTreeRoot")).next().unwrap();
    assert_eq!(root.get(b"ParentTreeNextKey").unwrap(), &Object::Integer(6));
}

#[test]
fn a_widget_that_no_element_holds_gets_one() {
    let before = sample();
    let after = Pdf::read(flatten(&before).unwrap()).unwrap();
    let own = |dict: &Dictionary| has_name(dict, b"S", "Form") && dict.has(b"A");
    assert_eq!(dicts(&after, own).count(), before.fields().len());
    let ticked = dicts(&after, own).filter(|dict| {
        dict.get(b"A").unwrap().as_dict().is_ok_and(|attributes| has_name(attributes, b"checked", "on"))
    });
    assert_eq!(ticked.count(), 1);
    // Every marked-content identifier is in the parent tree.
    let pages = &after.0.pages;
    let contents = catalog(&after.0.doc).unwrap();
    let tags = structure_tree::StructureTree::of(&contents).unwrap();
    let page = LocatedDict::indirect(&after.0.doc, pages[0].id).unwrap();
    let streams = page
        .dict
        .array(b"Contents")
        .unwrap()
        .iter()
        .filter_map(|s| super::super::objects::resolve(&after.0.doc, s));
    let highest = state_balance::measure(streams).unwrap().highest_mcid.unwrap();
    assert_eq!(tags.mcid_count(&after.0.doc, &page), highest + 1);
}

#[test]
fn what_viewers_draw_without_an_appearance_stays() {
    let button = "<</Type/Annot/Subtype/Widget/FT/Btn/Ff 65536/T(send)/Rect[10 60 110 80]/F 4/DA(/Helv 10 Tf 0 g)\
                  /MK<</BG[1 1 0]/BC[0]/CA(Nos\\374t\\355t)>>>>";
    let blank = "<</Type/Annot/Subtype/Widget/FT/Tx/T(blank)/Rect[10 90 110 110]/F 4/DA(/Helv 10 Tf 0 g)/MK<</BC[0.5]>>>>";
    let form = SmallForm { fields: &[small_form::TEXT, button, blank], ..SmallForm::default() };
    let template = Template::read(form.bytes()).unwrap();
    let values = [("a", FillValue::Text("Ķē".into()))];
    let filled = Filler::new(&template, &["a"]).unwrap().fill(&values).unwrap();
    let before = template.pdf().parse_derived(filled.into_bytes()).unwrap();
    let flat = Pdf::read(flatten(&before).unwrap()).unwrap();
    let update = String::from_utf8_lossy(&flat.bytes()[before.bytes().len()..]).into_owned();
    // Ground and frame of the button, its caption in a font of ours, and the frame of the blank field.
    assert!(update.contains("1 1 0 rg\n0 0 100 20 re") && update.contains("0.5 G"), "{update}");
    assert!(update.contains("LiberationSans") && update.contains("/Tx BMC"), "{update}");
    assert_eq!(undo_flatten(&flat).unwrap().bytes(), before.bytes());
    // Without such widgets there is one update.
    let plain = SmallForm::default().bytes();
    let template = Template::read(plain).unwrap();
    let filled = Filler::new(&template, &["a"]).unwrap().fill(&values).unwrap();
    let before = template.pdf().parse_derived(filled.into_bytes()).unwrap();
    let flat = Pdf::read(flatten(&before).unwrap()).unwrap();
    assert_eq!(flat.features().revisions, before.features().revisions + 1);
}
