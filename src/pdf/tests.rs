//! Behaviour of filling and reading through the public interface, on small forms.

use std::fmt::Write as _;

use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

use super::font::{Face, Family, Subset, Weight};
use super::small_form::{SmallForm, TEXT, pdf_file, stream};
use super::*;

fn template(form: &SmallForm<'_>) -> Template {
    Template::read(form.bytes()).unwrap()
}

fn text(value: &str) -> FillValue {
    FillValue::Text(value.into())
}

fn fill(form: &SmallForm<'_>, values: &[(&str, FillValue)]) -> Result<FilledForm, Vec<FillProblem>> {
    let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    Filler::new(&template(form), &names)?.fill(values)
}

fn problem(form: &SmallForm<'_>, values: &[(&str, FillValue)]) -> FillProblem {
    let problems = fill(form, values).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.into_iter().next().unwrap()
}

fn value_of(filled: &FilledForm, name: &str) -> Option<FieldValue> {
    Template::read(filled.bytes()).unwrap().field(name).unwrap().value().cloned()
}

fn spelled(filled: &FilledForm) -> String {
    String::from_utf8_lossy(filled.bytes()).into_owned()
}

const BOX: &str = "<</Type/Annot/Subtype/Widget/FT/Btn/T(b)/Rect[10 40 20 50]/F 4>>";

#[test]
fn the_original_stays_and_the_update_follows() {
    let form = SmallForm::default();
    let filled = fill(&form, &[("a", text("Šķūņi"))]).unwrap();
    assert!(filled.bytes().starts_with(&form.bytes()));
    assert_eq!(filled.update_start(), form.bytes().len());
    assert_eq!(value_of(&filled, "a"), Some(FieldValue::Text("Šķūņi".into())));
    let [report] = filled.fields() else { panic!("{filled:?}") };
    assert_eq!((report.drawn.as_str(), report.size, report.face), ("Šķūņi", 12.0, Some("LiberationSans")));
    assert!(!report.shrunk);
}

/// The format never changes: signed packages have the SHA-256 of filled forms.
#[test]
fn the_bytes_are_pinned() {
    let form = SmallForm { fields: &[TEXT, BOX], ..SmallForm::default() };
    let filled = fill(&form, &[("a", text("Ēriks Ķeņģis 1")), ("b", FillValue::On)]).unwrap();
    let digest = Sha256::digest(filled.bytes()).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    insta::assert_snapshot!(digest, @"ad40f6e4e239ec26df50dbbe0485dc91900984756e45cabd9d56190bb99a0ada");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The caches of a filler change no byte: each file is that of a new filler.
    #[test]
    fn a_record_is_filled_as_if_it_were_the_first(
        records in proptest::collection::vec((0..4_usize, any::<bool>(), any::<bool>()), 1..12),
    ) {
        let form = SmallForm { fields: &[TEXT, BOX], ..SmallForm::default() };
        let template = template(&form);
        let filler = Filler::new(&template, &["a", "b"]).unwrap();
        for (name, ticked, both) in records {
            let name = ["Ēriks Ķeņģis", "Anna", "Ж rets", ""][name];
            let mut values = vec![("a", text(name))];
            if both {
                values.push(("b", if ticked { FillValue::On } else { FillValue::Off }));
            }
            let filled = filler.fill(&values).unwrap();
            let alone = Filler::new(&template, &["a", "b"]).unwrap().fill(&values).unwrap();
            prop_assert!(filled.bytes() == alone.bytes());
            prop_assert_eq!(filled.fields(), alone.fields());
            prop_assert_eq!(filled.remarks(), alone.remarks());
        }
    }
}

#[test]
fn the_order_of_the_values_does_not_matter() {
    let form = SmallForm { fields: &[TEXT, BOX], ..SmallForm::default() };
    let one = fill(&form, &[("a", text("x")), ("b", FillValue::On)]).unwrap();
    let two = fill(&form, &[("b", FillValue::On), ("a", text("x"))]).unwrap();
    assert_eq!(one.bytes(), two.bytes());
}

#[test]
fn records_share_the_constant_part() {
    let template = template(&SmallForm::default());
    let filler = Filler::new(&template, &["a"]).unwrap();
    let one = filler.fill(&[("a", text("viens"))]).unwrap();
    let two = filler.fill(&[("a", text("divi"))]).unwrap();
    let same = one.bytes().iter().zip(two.bytes()).take_while(|(a, b)| a == b).count();
    assert!(same > template.pdf().bytes().len() + 8000, "{same}");
    let ids = |filled: &FilledForm| spelled(filled).rsplit_once("/ID[").unwrap().1.to_owned();
    assert_ne!(ids(&one), ids(&two));
}

#[test]
fn text_that_does_not_fit_says_by_how_much() {
    let field = TEXT.replace("Helv 0", "Helv 10");
    let form = SmallForm { fields: &[&field], ..SmallForm::default() };
    let long = text("Ezermalas novada pašvaldība");
    match problem(&form, &[("a", long.clone())]) {
        FillProblem::TextOverflow { over, fits, length, .. } => {
            assert!((20.0..40.0).contains(&over), "{over}");
            assert_eq!((fits, length), (19, 27));
        }
        other => panic!("{other:?}"),
    }
    let permits = FillOptions { shrink_to: Some(6.0), ..FillOptions::default() };
    let filled =
        Filler::with_options(&template(&form), &["a"], permits).unwrap().fill(&[("a", long)]).unwrap();
    let [report] = filled.fields() else { panic!("{filled:?}") };
    assert!(report.shrunk && report.size >= 6.0 && report.size < 10.0, "{report:?}");
}

#[test]
fn every_problem_is_reported_at_once() {
    let locked = TEXT.replace("/T(a)", "/T(locked)/Ff 1");
    let hidden = TEXT.replace("/T(a)", "/T(hidden)").replace("/F 4", "/F 2");
    let form = SmallForm { fields: &[TEXT, &locked, &hidden, BOX], ..SmallForm::default() };
    let template = template(&form);
    let problems = Filler::new(&template, &["a", "locked", "hidden", "B"]).unwrap_err();
    let codes: Vec<String> =
        problems.iter().map(|p| p.to_string().split(':').next().unwrap().to_owned()).collect();
    assert_eq!(codes, ["P-unknown-field", "P-read-only", "P-unseen"]);
    assert!(matches!(&problems[0], FillProblem::UnknownField { suggestion: Some(s), .. } if &**s == "b"));

    let filler = Filler::new(&template, &["a", "b"]).unwrap();
    let problems = filler.fill(&[("a", text("上\nB")), ("b", text("On")), ("a", text("x"))]).unwrap_err();
    assert_eq!(problems.len(), 3, "{problems:?}");
    let problems = filler.fill(&[("a", text("上B\u{301}"))]).unwrap_err();
    assert_eq!(problems, [FillProblem::MissingGlyphs { field: "a".into(), letters: vec!['上', '\u{301}'] }]);
}

#[test]
fn limits_of_the_form_are_kept() {
    let field = TEXT.replace("/T(a)", "/T(a)/MaxLen 3");
    let form = SmallForm { fields: &[&field], ..SmallForm::default() };
    assert!(fill(&form, &[("a", text("ķķķ"))]).is_ok());
    // NFC first: `a` and a macron are one character.
    assert!(fill(&form, &[("a", text("a\u{304}a\u{304}a\u{304}"))]).is_ok());
    let found = problem(&form, &[("a", text("abcd"))]);
    assert_eq!(found, FillProblem::TooManyCharacters { field: "a".into(), length: 4, max: 3 });
}

#[test]
fn a_check_box_without_appearance_gets_one() {
    let form = SmallForm { fields: &[BOX], ..SmallForm::default() };
    let filled = fill(&form, &[("b", FillValue::On)]).unwrap();
    assert_eq!(value_of(&filled, "b"), Some(FieldValue::On("Yes".into())));
    let filled = fill(&form, &[("b", FillValue::Off)]).unwrap();
    assert_eq!(value_of(&filled, "b"), Some(FieldValue::Off));
}

/// A radio group: two widgets under one field, states named by bytes that are no UTF-8.
fn radio() -> Vec<u8> {
    let state = |x: u8| stream("/Type/XObject/Subtype/Form/BBox[0 0 10 10]", &format!("{x} {x} 5 5 re f"));
    let widget = |y: u8, on: &str, form: u8| {
        format!(
            "<</Subtype/Widget/Parent 4 0 R/Rect[10 {y} 20 {}]/F 4/AS/Off/AP<</N<</{on} {form} 0 R>>>>>>",
            y + 10
        )
    };
    pdf_file(&[
        "<</Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>".to_owned(),
        "<</Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Annots[5 0 R 6 0 R]>>".to_owned(),
        "<</FT/Btn/Ff 49152/T(\\376\\377\\001\\066)/V/Off/Kids[5 0 R 6 0 R]>>".to_owned(),
        widget(10, "J#E2", 7),
        widget(30, "N#C4#93", 8),
        state(1),
        state(2),
    ])
}

#[test]
fn radio_buttons_of_a_group_agree() {
    let template = Template::read(radio()).unwrap();
    let field = template.field("Ķ").unwrap();
    assert_eq!(field.kind(), FieldKind::Radio);
    assert_eq!(field.on_states().collect::<Vec<_>>(), ["Jâ", "Nē"]);
    let group = Filler::new(&template, &["Ķ"]).unwrap();
    let filled = group.fill(&[("Ķ", FillValue::State("Jâ".into()))]).unwrap();
    let file = spelled(&filled);
    let update = &file[file.len() - 900..];
    assert!(
        update.contains("/V/J#E2") && update.contains("/AS/J#E2") && update.contains("/AS/Off"),
        "{update}"
    );
    let unknown = group.fill(&[("Ķ", FillValue::On)]).unwrap_err();
    assert!(
        matches!(&unknown[0], FillProblem::UnknownState { known, .. } if known.len() == 2),
        "{unknown:?}"
    );
}

#[test]
fn a_frame_that_only_the_old_appearance_draws_is_kept() {
    let old = stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 50 10]",
        "0.5 G 0 0 50 10 re s /Tx BMC BT /Helv 9 Tf (old) Tj ET EMC",
    );
    let field = |mk: &str| TEXT.replace("/F 4", &format!("/F 4{mk}/AP<</N 6 0 R>>"));
    let drawn = |mk: &str, old: &str| {
        let field = field(mk);
        let form = SmallForm { fields: &[&field], extra: &[old], ..SmallForm::default() };
        let filled = fill(&form, &[("a", text("jauns"))]).unwrap();
        let pdf = Pdf::read(filled.into_bytes()).unwrap();
        let look = pdf.0.doc.objects.values().filter_map(|object| object.as_stream().ok());
        let look = look.map(|stream| stream.get_plain_content().unwrap_or_else(|_| stream.content.clone()));
        let mut look = look.filter_map(|content| String::from_utf8(content).ok());
        look.rfind(|content| content.contains("/E0")).unwrap()
    };
    let look = |mk: &str| drawn(mk, &old);
    let kept = look("");
    assert!(
        kept.starts_with("q\n2 0 0 2 0 0 cm\n0 0 50 10 re\nW\nn\n0.5 G\n0 0 50 10 re\ns\nQ\n/Tx BMC"),
        "{kept}"
    );
    // MK of the field itself is used instead of the old frame.
    let redrawn = look("/MK<</BG[0.9]>>");
    assert!(redrawn.starts_with("q\n0.9 g\n0 0 100 20 re\nf\nQ\n/Tx BMC"), "{redrawn}");
    // Round corners, by each of the operators for curves.
    let round = "0.5 G 5 0 m 45 0 l 50 0 50 5 v 50 10 45 10 y 5 10 l 0 10 0 5 0 5 c 0 0 5 0 v S";
    let round = drawn("", &stream("/Type/XObject/Subtype/Form/BBox[0 0 50 10]", round));
    assert!(round.contains("50 0 50 5 v\n50 10 45 10 y\n"), "{round}");
}

#[test]
fn an_unlisted_field_is_filled_and_reported() {
    let bytes = pdf_file(&[
        "<</Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>".to_owned(),
        "<</Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Annots[4 0 R 6 0 R 7 0 R 8 0 R]>>".to_owned(),
        "<</Subtype/Widget/Parent 5 0 R/T(stray)/Rect[10 10 110 30]/F 4>>".to_owned(),
        "<</FT/Tx/T(group)/Kids[4 0 R]>>".to_owned(),
        TEXT.replace("10 10", "10 40"),
        // With the name of a listed field; and no field at all.
        TEXT.replace("10 10", "10 70"),
        "<</Subtype/Widget/Rect[0 0 9 9]>>".to_owned(),
    ]);
    let form = Template::read(bytes).unwrap();
    let names: Vec<(&str, bool)> = form.fields().iter().map(|f| (f.name(), f.is_listed())).collect();
    assert_eq!(names, [("a", true), ("group.stray", false)]);
    assert_eq!(form.field("a").unwrap().widgets().len(), 1);
    let filled =
        Filler::new(&form, &["group.stray"]).unwrap().fill(&[("group.stray", text("jauns"))]).unwrap();
    assert_eq!(value_of(&filled, "group.stray"), Some(FieldValue::Text("jauns".into())));
    assert!(told(&filled)[0].starts_with("P-unlisted"), "{:?}", told(&filled));
}

#[test]
fn radios_without_appearances_get_them() {
    let widget = |y: u8, more: &str| {
        format!("<</Subtype/Widget/Parent 4 0 R/Rect[10 {y} 20 {}]/F 4/MK<</BC[0]>>{more}>>", y + 10)
    };
    let form = |opt: &str, state: &str| {
        pdf_file(&[
            "<</Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>".to_owned(),
            "<</Kids[3 0 R]/Count 1>>".to_owned(),
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Annots[5 0 R 6 0 R]>>".to_owned(),
            format!("<</FT/Btn/Ff 49152/T(r){opt}/Kids[5 0 R 6 0 R]>>"),
            widget(10, ""),
            widget(30, state),
        ])
    };
    for (opt, state, names, value) in [
        ("", "", ["0", "1"], "1"),
        ("/Opt[(first)(second)]", "", ["0", "1"], "second"),
        ("", "/AS/Second", ["0", "Second"], "Second"),
    ] {
        let template = Template::read(form(opt, state)).unwrap();
        assert_eq!(template.field("r").unwrap().on_states().collect::<Vec<_>>(), names);
        let group = Filler::new(&template, &["r"]).unwrap();
        let filled = group.fill(&[("r", FillValue::State(value.into()))]).unwrap();
        assert_eq!(value_of(&filled, "r"), Some(FieldValue::On(names[1].into())));
        // The other button can be chosen afterwards, by whoever opens the file.
        let again = Template::read(filled.bytes()).unwrap();
        let group = Filler::new(&again, &["r"]).unwrap();
        let other = group.fill(&[("r", FillValue::State("0".into()))]).unwrap();
        assert_eq!(value_of(&other, "r"), Some(FieldValue::On("0".into())));
    }
}

#[test]
fn a_choice_is_stored_as_it_exports_and_drawn_as_it_reads() {
    let combo =
        "<</Subtype/Widget/FT/Ch/Ff 131072/T(c)/Rect[10 10 110 30]/F 4/Opt[[(LV)(Latvija)][(LT)(Lietuva)]]>>";
    let form = SmallForm { fields: &[combo], ..SmallForm::default() };
    for given in ["LT", "Lietuva"] {
        let filled = fill(&form, &[("c", text(given))]).unwrap();
        assert_eq!(value_of(&filled, "c"), Some(FieldValue::Choices(vec!["LT".into()])));
        assert_eq!(filled.fields()[0].drawn, "Lietuva");
    }
    assert!(matches!(problem(&form, &[("c", text("Igaunija"))]), FillProblem::UnknownState { .. }));

    let list = "<</Subtype/Widget/FT/Ch/Ff 2097152/T(l)/Rect[10 10 110 50]/F 4/Opt[(a)(b)(c)(d)(e)(f)]>>";
    let form = SmallForm { fields: &[list], ..SmallForm::default() };
    let filled = fill(&form, &[("l", FillValue::Choices(vec!["f".into(), "e".into()]))]).unwrap();
    assert!(spelled(&filled).contains("/V[(e)(f)]/I[4 5]"));
}

#[test]
fn what_would_make_viewers_draw_anew_is_gone() {
    let formatted = TEXT.replace("/T(a)", "/T(a)/RV(<p>old</p>)");
    let standing = TEXT.replace("/T(a)", "/T(s)/V(old)").replace("10 10 110 30", "10 60 110 80");
    let form = SmallForm {
        fields: &[&formatted, &standing],
        more: "/NeedAppearances true/XFA(x)",
        catalog: "/Perms<</UR3 7 0 R>>",
        extra: &["<</Type/Sig>>"],
    };
    let before = template(&form);
    assert!(before.features().need_appearances && before.features().usage_rights);
    assert_eq!(before.features().xfa, Xfa::Hybrid);
    let filled = fill(&form, &[("a", text("jauns"))]).unwrap();
    let after = Template::read(filled.bytes()).unwrap();
    assert!(!after.features().need_appearances && !after.features().usage_rights);
    assert_eq!(after.features().xfa, Xfa::None);
    assert!(!spelled(&filled)[filled.update_start()..].contains("/RV"));
    // Without an appearance, the old value would be invisible.
    assert_eq!(filled.fields()[1].drawn, "old");
}

#[test]
fn an_empty_choice_stops_no_fill() {
    let combo = TEXT
        .replace("/FT/Tx/T(a)", "/FT/Ch/Ff 393216/T(c)/V()/Opt[(x)(y)]/MK<</BC[0]>>")
        .replace("10 10 110 30", "10 60 110 80");
    let form = SmallForm { fields: &[TEXT, &combo], more: "/NeedAppearances true", ..SmallForm::default() };
    fill(&form, &[("a", text("jauns"))]).unwrap();
    let filled = fill(&form, &[("c", FillValue::Choices(vec![String::new()]))]).unwrap();
    assert_eq!(value_of(&filled, "c"), None);
}

#[test]
fn rarer_letters_get_a_font_of_their_own() {
    let filled = fill(&SmallForm::default(), &[("a", text("Ξένια Ķē"))]).unwrap();
    assert_eq!(filled.fields()[0].drawn, "Ξένια Ķē");
}

#[test]
fn blank_fields_are_proved_blank() {
    let with_look =
        stream("/Type/XObject/Subtype/Form/BBox[0 0 100 20]", "q 1 0 0 RG 0 0 100 20 re S Q /Tx BMC EMC");
    let with_ink = stream("/Type/XObject/Subtype/Form/BBox[0 0 100 20]", "/Tx BMC BT /F 9 Tf (x) Tj ET EMC");
    let field = |name: &str, more: &str| TEXT.replace("/T(a)", &format!("/T({name}){more}"));
    let fields = [
        field("a", "/AP<</N 9 0 R>>"),
        field("b", "/AP<</N 10 0 R>>"),
        field("c", "/V(x)"),
        field("d", "/V(  )"),
    ];
    let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    let form = SmallForm { fields: &fields, extra: &[&with_look, &with_ink], ..SmallForm::default() };
    let template = template(&form);
    assert_eq!(proof::prove_blank(&template, &["a", "d"]), Ok(()));
    let problems = proof::prove_blank(&template, &["b", "c"]).unwrap_err();
    let why: Vec<&str> = problems
        .iter()
        .map(|p| match p {
            FillProblem::NotProved { why, .. } => &*why.en,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(why, ["something is drawn in it", "it has a value"]);
}

#[test]
fn a_border_within_the_text_is_no_mark() {
    let look = |content: &str| stream("/Type/XObject/Subtype/Form/BBox[0 0 100 20]", content);
    let looks = [
        look("/Tx BMC q 1 g 0 0 100 20 re f .5 w .25 .25 99.5 19.5 re s Q EMC"),
        look("/Tx BMC q .25 .25 49.5 19.5 re s Q EMC"),
        look("/Tx BMC q .25 .25 m 99.5 19.5 l 99.5 .25 l 0 19.5 l s Q EMC"),
    ];
    let fields: Vec<String> = ["a", "b", "c"]
        .iter()
        .zip(8..)
        .map(|(name, n)| TEXT.replace("/T(a)", &format!("/T({name})/AP<</N {n} 0 R>>")))
        .collect();
    let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    let looks: Vec<&str> = looks.iter().map(String::as_str).collect();
    let template = template(&SmallForm { fields: &fields, extra: &looks, ..SmallForm::default() });
    assert_eq!(proof::prove_blank(&template, &["a"]), Ok(()));
    let problems = proof::prove_blank(&template, &["b", "c"]).unwrap_err();
    assert_eq!(problems.len(), 2, "half a box and a drawing are ink: {problems:?}");
}

#[test]
fn files_that_are_no_forms_are_named() {
    assert_eq!(Template::read(b"MZ".as_slice()).unwrap_err(), PdfError::NotPdf);
    assert!(matches!(Template::read(b"%PDF-1.7\nx".as_slice()).unwrap_err(), PdfError::Damaged { .. }));
    let none = SmallForm { fields: &[], ..SmallForm::default() };
    assert_eq!(Template::read(none.bytes()).unwrap_err(), PdfError::NoForm);
    let dynamic = SmallForm { fields: &[], more: "/XFA(x)", ..SmallForm::default() };
    assert_eq!(Template::read(dynamic.bytes()).unwrap_err(), PdfError::XfaOnly);
}

#[test]
fn templates_and_fillers_are_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Template>();
    shared::<Filler>();
    shared::<FilledForm>();
}

#[test]
fn loops_end() {
    // A field that is its own kid, a parent that is its own parent, a page tree with a cycle.
    let file = pdf_file(&[
        "<</Pages 2 0 R/AcroForm<</Fields[4 0 R 5 0 R]>>>>".to_owned(),
        "<</Kids[3 0 R 2 0 R]/Count 9>>".to_owned(),
        "<</Parent 2 0 R/Kids[2 0 R 3 0 R 6 0 R]>>".to_owned(),
        "<</T(a)/Kids[4 0 R 5 0 R]>>".to_owned(),
        "<</T(b)/FT/Tx/Parent 5 0 R/Kids[5 0 R]/V 7 0 R>>".to_owned(),
        "<</Type/Page/Annots 6 0 R>>".to_owned(),
        "7 0 R".to_owned(),
    ]);
    let pdf = Pdf::read(file).unwrap();
    assert!(pdf.page_count() <= 2);
    assert!(pdf.fields().len() <= 2, "{:?}", pdf.fields());
}

#[test]
fn a_file_with_bytes_before_its_header_is_written_anew() {
    let form = SmallForm::default();
    let bytes: Vec<u8> = b"junk\n".iter().copied().chain(form.bytes()).collect();
    let template = Template::read(bytes).unwrap();
    assert_eq!(template.features().header_offset, 5);
    let filled = Filler::new(&template, &["a"]).unwrap().fill(&[("a", text("Ķ"))]).unwrap();
    assert_eq!(filled.update_start(), 0);
    assert!(filled.bytes().starts_with(b"%PDF-1.7\n"));
    assert_eq!(value_of(&filled, "a"), Some(FieldValue::Text("Ķ".into())));
}

#[test]
fn personal_codes_are_masked() {
    let filled = fill(&SmallForm::default(), &[("a", text("010101-00000"))]).unwrap();
    let read = Template::read(filled.bytes()).unwrap();
    let shown = format!("{filled:?} {:?} {:?}", text("010101-00000"), read.field("a"));
    assert!(shown.contains("010101-*****") && !shown.contains("010101-00000"), "{shown}");
}

/// A text field as hostile to layout as a form can make it.
fn any_field() -> impl Strategy<Value = String> {
    let side = |most: f64| 1.0..most;
    let look = (0..4_usize, 0..7_u8, prop::sample::select(vec!["S", "D", "B", "I", "U"]));
    let text = (prop::sample::select(vec![0.0, 3.0, 8.0, 10.5, 30.0]), 0..3_u8, 0..4_u8, 0..3_u8);
    (side(160.0), side(60.0), look, text).prop_map(|(width, height, look, text)| {
        let (colors, border, style) = look;
        let (size, quadding, turn, kind) = text;
        let colors = ["", "/BC[0.5]", "/BC[0.5]/BG[0.9]", "/BG[1]"][colors];
        let kind = ["", "/Ff 4096", "/Ff 16777216/MaxLen 12"][usize::from(kind)];
        format!(
            "<</Subtype/Widget/FT/Tx/T(a)/Rect[10 10 {:.2} {:.2}]/F 4/DA(/Helv {size} Tf 0 g)/Q {quadding}{kind}\
             /MK<<{colors}/R {}>>/BS<</W {border}/S/{style}>>>>",
            10.0 + width,
            10.0 + height,
            u32::from(turn) * 90
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is laid out passes the proof; what does not fit is refused before.
    #[test]
    fn what_is_laid_out_is_proved(field in any_field(), words in "[A-ZĢĶŠa-zģķļ ]{1,12}") {
        let form = SmallForm { fields: &[&field], ..SmallForm::default() }.bytes();
        let form = Template::read(form).unwrap();
        for permits in [FillOptions::default(), FillOptions::PERMISSIVE] {
            let filled = Filler::with_options(&form, &["a"], permits).unwrap().fill(&[("a", text(words.trim()))]);
            if let Err(problems) = filled {
                prop_assert!(problems.iter().all(|p| matches!(p, FillProblem::TextOverflow { .. })), "{:?}", problems);
            }
        }
    }

    /// Whatever is filled is read back, and was proved on the way.
    #[test]
    fn what_is_filled_is_read_back(words in "[A-Za-z0-9ĀāČčĒēĢģĪīĶķĻļŅņŠšŪūŽž„”.,() \\\\-]{0,60}", lines in 0..3_usize) {
        let value = words.clone() + &"\nģ".repeat(lines);
        let many = TEXT.replace("/T(a)", "/T(a)/Ff 4096").replace("10 10 110 30", "10 10 210 110");
        let form = SmallForm { fields: &[&many], ..SmallForm::default() };
        let filled = fill(&form, &[("a", text(&value))]).unwrap();
        prop_assert_eq!(value_of(&filled, "a"), Some(FieldValue::Text(value)));
    }

    /// Reading a hostile file returns an error, and never panics.
    #[test]
    fn damaged_files_are_refused_or_read(at in 0..900_usize, byte in any::<u8>(), cut in 0..900_usize) {
        let mut bytes = SmallForm { fields: &[TEXT, BOX], ..SmallForm::default() }.bytes();
        let length = bytes.len();
        bytes[at % length] = byte;
        bytes.truncate(length - cut % 200);
        if let Ok(filler) = Template::read(bytes).map_err(|_| ()).and_then(|t| Filler::new(&t, &["a"]).map_err(|_| ())) {
            let _ = filler.fill(&[("a", text("Ķ"))]);
        }
    }
}

fn filled_by_name(
    form: &SmallForm<'_>,
    values: &[(&str, FillValue)],
) -> Result<FilledForm, Vec<FillProblem>> {
    let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    Filler::with_options(&template(form), &names, FillOptions::PERMISSIVE)?.fill(values)
}

fn told(filled: &FilledForm) -> Vec<String> {
    filled.remarks().iter().map(|remark| format!("{remark:?}")).collect()
}

#[test]
fn known_scripts_are_followed_and_others_reported() {
    let sum = "<</Type/Annot/Subtype/Widget/FT/Tx/Ff 1/T(sum)/Rect[10 10 110 30]/F 4/DA(/Helv 8 Tf 0 g)/AA<</C<<\
               /S/JavaScript/JS(AFSimple_Calculate\\(\"SUM\", new Array\\(\"x\", \"y\"\\)\\);)>>/F<</S/JavaScript\
               /JS(AFNumber_Format\\(2, 2, 1, 0, \" EUR\", false\\);)>>>>>>";
    let x = "<</Type/Annot/Subtype/Widget/FT/Tx/T(x)/Rect[10 40 110 60]/F 4/DA(/Helv 8 Tf 0 g)/AA<</K<</S/JavaScript\
             /JS(AFNumber_Keystroke\\(2, 2, 1, 0, \"\", false\\);)>>>>>>";
    let y = "<</Type/Annot/Subtype/Widget/FT/Tx/T(y)/Rect[10 70 110 90]/F 4/DA(/Helv 8 Tf 0 g)/AA<</V<</S/JavaScript\
             /JS(if \\(event.value > 3\\) app.beep\\(\\))>>>>>>";
    let form = SmallForm { fields: &[sum, x, y], ..SmallForm::default() };
    let filled = filled_by_name(&form, &[("x", text("-2000,5")), ("y", text("765.75"))]).unwrap();
    assert_eq!(value_of(&filled, "sum"), Some(FieldValue::Text("-1234.75".into())));
    let [report, ..] = filled.fields() else { panic!("{filled:?}") };
    // Red replaces the minus sign, as the script says.
    assert_eq!(report.drawn, "1.234,75 EUR");
    insta::assert_debug_snapshot!(told(&filled), @r#"
    [
        "P-calculated: The value of the field “sum” was worked out from other fields, as the form asks.",
        "P-formatted: The value of the field “sum” is shown the way the form asks: 1.234,75 EUR.",
        "P-script: The field “y” has a script that was not run when it was filled (event: V).",
    ]
    "#);
    // A text that is no number adds nothing, and alone gives no sum.
    let filled = filled_by_name(&form, &[("x", text("Ķēž"))]).unwrap();
    assert_eq!(value_of(&filled, "sum"), None);
    // A value given for the sum is kept.
    let filled = filled_by_name(&form, &[("x", text("1")), ("sum", text("7"))]).unwrap();
    assert_eq!(value_of(&filled, "sum"), Some(FieldValue::Text("7".into())));
    let problems = filled_by_name(&form, &[("sum", text("septiņi"))]).unwrap_err();
    assert!(matches!(&problems[..], [FillProblem::WrongFormat { .. }]), "{problems:?}");
}

#[test]
fn invisible_fields_may_be_of_any_size() {
    let hidden = TEXT.replace("/F 4", "/F 2").replace("[10 10 110 30]", "[10 10 30 30]");
    let form = SmallForm { fields: &[&hidden], ..SmallForm::default() };
    let long = text("Ezermalas novada pašvaldības administratīvā komisija");
    let filled = filled_by_name(&form, &[("a", long.clone())]).unwrap();
    assert_eq!(
        told(&filled),
        ["P-was-unseen: The field “a” cannot be seen in the form; it was filled because it was named."]
    );
    // A visible field of that size is too small.
    let seen = hidden.replace("/F 2", "/F 4");
    let problems =
        filled_by_name(&SmallForm { fields: &[&seen], ..SmallForm::default() }, &[("a", long)]).unwrap_err();
    assert!(matches!(&problems[..], [FillProblem::TextOverflow { .. }]), "{problems:?}");
    // `NoView`, but printed.
    let printed = hidden.replace("/F 2", "/F 36");
    let form = SmallForm { fields: &[&printed], ..SmallForm::default() };
    assert!(!template(&form).field("a").unwrap().widgets()[0].is_never_visible());
}

#[test]
fn a_blank_field_keeps_the_border_that_viewers_were_asked_to_draw() {
    let bordered =
        TEXT.replace("/T(a)", "/T(b)/MK<</BC[0 0 1]>>").replace("[10 10 110 30]", "[10 50 110 70]");
    let form =
        SmallForm { fields: &[TEXT, &bordered], more: "/NeedAppearances true", ..SmallForm::default() };
    let filled = fill(&form, &[("a", text("x"))]).unwrap();
    let after = Template::read(filled.bytes()).unwrap();
    assert!(!after.features().need_appearances);
    let border = after.field("b").unwrap();
    assert!(border.widgets()[0].has_appearance);
    assert_eq!(border.value(), None);
    // Without NeedAppearances a viewer shows no border, and none is added.
    let quiet = SmallForm { fields: &[TEXT, &bordered], ..SmallForm::default() };
    let filled = fill(&quiet, &[("a", text("x"))]).unwrap();
    assert!(!Template::read(filled.bytes()).unwrap().field("b").unwrap().widgets()[0].has_appearance);
}

#[test]
fn an_empty_stream_claims_no_filter_where_readers_come_to_read_it() {
    let empty = stream("/Type/XObject/Subtype/Form/BBox[0 0 100 20]/Filter/FlateDecode", "");
    let other = TEXT.replace("/T(a)", "/T(b)/AP<</N 7 0 R>>").replace("[10 10 110 30]", "[10 50 110 70]");
    let form = SmallForm {
        fields: &[TEXT, &other],
        more: "/NeedAppearances true",
        extra: &[&empty],
        ..SmallForm::default()
    };
    let filled = fill(&form, &[("a", text("x"))]).unwrap();
    let update = String::from_utf8_lossy(&filled.bytes()[filled.update_start()..]).into_owned();
    let (_, after) = update.split_once("\n7 0 obj").unwrap();
    let (mended, _) = after.split_once("endobj").unwrap();
    assert!(!mended.contains("Filter") && mended.contains("/Length 0"), "{mended}");
}

/// A combo box that offers „一二”, and a text field, in the font of object 7.
fn chinese(font: &[&str]) -> Vec<u8> {
    let combo = "<</Subtype/Widget/FT/Ch/Ff 131072/T(c)/Rect[10 10 110 30]/F 4/DA(/C 10 Tf 0 g)/Opt[(x)<FEFF4E004E8C>]\
                 /DR<</Font<</C 7 0 R>>>>>>";
    let field =
        "<</Subtype/Widget/FT/Tx/T(t)/Rect[10 40 110 60]/F 4/DA(/C 10 Tf 0 g)/DR<</Font<</C 7 0 R>>>>>>";
    SmallForm { fields: &[combo, field], extra: font, ..SmallForm::default() }.bytes()
}

#[test]
fn a_choice_in_missing_characters_is_drawn_with_the_font_of_the_form() {
    let viewers = [
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[8 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 9 0 R>>",
        "<</Type/FontDescriptor/FontName/STSong-Light>>",
    ];
    let by_name = |bytes: &[u8], values: &[(&str, FillValue)]| {
        let form = Template::read(bytes).unwrap();
        let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
        Filler::with_options(&form, &names, FillOptions::PERMISSIVE).unwrap().fill(values)
    };
    let form = chinese(&viewers);
    let filled =
        by_name(&form, &[("c", FillValue::Choices(vec!["一二".into()])), ("t", text("Ķē"))]).unwrap();
    assert!(told(&filled)[0].starts_with("P-viewers-font"), "{:?}", told(&filled));
    // A text that is no option of the form is not left to the viewer's font.
    let refused = by_name(&form, &[("t", text("Ķ一"))]).unwrap_err();
    assert_eq!(refused, [FillProblem::MissingGlyphs { field: "t".into(), letters: vec!['一'] }]);

    // An embedded font whose outlines are those of a and b: ToUnicode of a form's own font is not verified.
    let face = Face::of(Family::Sans, Weight::Regular);
    let subset = Subset::of(face, ['a', 'b']).unwrap();
    let program: String = subset.program().iter().map(|byte| format!("{byte:02x}")).collect();
    let map = "1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0001> <4E00> <0002> <4E8C> endbfchar";
    let embedded = [
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[8 0 R]/ToUnicode 10 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDToGIDMap/Identity/FontDescriptor 9 0 R/W[1[556 556]]>>",
        "<</Type/FontDescriptor/FontName/X/FontFile2 11 0 R>>",
        &stream("", map),
        &stream("/Filter/ASCIIHexDecode", &format!("{program}>")),
    ];
    let form = chinese(&embedded);
    let both = [("c", FillValue::Choices(vec!["一二".into()])), ("t", text("Ķ一二"))];
    let filled = by_name(&form, &both).unwrap();
    assert!(told(&filled).iter().all(|told| told.starts_with("P-own-font")), "{:?}", told(&filled));
    let refused = by_name(&form, &[("t", text("三"))]).unwrap_err();
    assert_eq!(refused, [FillProblem::MissingGlyphs { field: "t".into(), letters: vec!['三'] }]);
}

#[test]
fn a_record_of_its_own_has_the_letters_it_needs() {
    let form = SmallForm::default();
    let fixed = fill(&form, &[("a", text("Šķūņi"))]).unwrap();
    let own = filled_by_name(&form, &[("a", text("Šķūņi"))]).unwrap();
    assert_eq!(own.fields(), fixed.fields());
    assert!(own.bytes().len() * 2 < fixed.bytes().len(), "{} {}", own.bytes().len(), fixed.bytes().len());
    let again = filled_by_name(&form, &[("a", text("Šķūņi"))]).unwrap();
    assert_eq!(own.bytes(), again.bytes());
    assert_eq!(proof::prove(&template(&form), own.bytes(), &[("a", text("Šķūņi"))]), Ok(()));
    // Another text under that value is found.
    assert!(proof::prove(&template(&form), own.bytes(), &[("a", text("Šķūņa"))]).is_err());
}

#[test]
fn the_twin_that_a_page_has_is_filled() {
    let objects = [
        "<</Pages 2 0 R/AcroForm<</Fields[4 0 R]/DR<</Font<</Helv<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>>>"
            .to_owned(),
        "<</Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Annots[5 0 R]>>".to_owned(),
        TEXT.to_owned(),
        TEXT.to_owned(),
    ];
    let template = Template::read(pdf_file(&objects)).unwrap();
    let filled = Filler::new(&template, &["a"]).unwrap().fill(&[("a", text("Ķē"))]).unwrap();
    let seen: Vec<Option<usize>> = filled.fields().iter().map(|field| field.page).collect();
    assert_eq!(seen, [None, Some(0)]);
    assert_eq!(value_of(&filled, "a"), Some(FieldValue::Text("Ķē".into())));
    // Where the listed field is on a page, the other is not its twin.
    let both = [&objects[..2], &[objects[2].replace("[5 0 R]", "[4 0 R 5 0 R]")], &objects[3..]].concat();
    assert_eq!(Template::read(pdf_file(&both)).unwrap().field("a").unwrap().widgets().len(), 1);
}

#[test]
fn what_scripts_would_have_calculated_is_told_once() {
    let by = |name: &str, y: u32| {
        format!(
            "<</Type/Annot/Subtype/Widget/FT/Tx/T({name})/Rect[10 {y} 110 {}]/F 4/DA(/Helv 8 Tf 0 g)\
             /AA<</C<</S/JavaScript/JS(event.value = 2;)>>>>>>",
            y + 20
        )
    };
    let (x, y) = (by("x", 40), by("y", 70));
    let form = SmallForm { fields: &[TEXT, &x, &y], ..SmallForm::default() };
    let filled = filled_by_name(&form, &[("a", text("1"))]).unwrap();
    assert_eq!(
        told(&filled),
        ["P-not-calculated: The form works these fields out by scripts that were not run: x, y."]
    );
    let filled = filled_by_name(&form, &[("a", text("1")), ("x", text("2")), ("y", text("3"))]).unwrap();
    assert!(told(&filled).iter().all(|told| told.starts_with("P-script")), "{:?}", told(&filled));
}

#[test]
fn a_frame_that_cannot_be_drawn_again_is_told() {
    let field = TEXT.replace("/F 4", "/F 4/AP<</N 6 0 R>>");
    let filled_with = |entries: &str, content: &str| {
        let look = stream(&format!("/Subtype/Form/BBox[0 0 100 20]{entries}"), content);
        let form = SmallForm { fields: &[&field], extra: &[&look], ..SmallForm::default() };
        let filled = filled_by_name(&form, &[("a", text("Ķē"))]).unwrap();
        (told(&filled), spelled(&filled).contains("\n0 0 100 20 re\nS"))
    };
    let lost = "P-frame-lost: Around the text of the field “a” something was drawn that is more than plain lines; it is \
                not kept.";
    let frame = "0 0 100 20 re S /Tx BMC EMC";
    assert_eq!(filled_with("", frame), (vec![], true));
    assert_eq!(filled_with("/Matrix[1 0.3 0 1 0 0]", frame), (vec![lost.to_owned()], false));
    assert_eq!(filled_with("", "/S sh /Tx BMC EMC"), (vec![lost.to_owned()], false));
    assert_eq!(filled_with("/Matrix[1 0.3 0 1 0 0]", "/Tx BMC 0 0 9 9 re f EMC"), (vec![], false));
}

#[test]
fn a_tab_is_a_space_on_the_page() {
    let filled = fill(&SmallForm::default(), &[("a", text("Ķē\tž"))]).unwrap();
    assert_eq!(filled.fields()[0].drawn, "Ķē ž");
    assert_eq!(value_of(&filled, "a"), Some(FieldValue::Text("Ķē\tž".into())));
}
