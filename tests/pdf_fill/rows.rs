//! What is right for each kind of field, one test a rule, on small forms: what a person sees is told by other programs.

use std::fmt::Write as _;

use edocpack::pdf::{
    FieldReport, FieldValue, FillOptions, FillProblem, FillRemark, FillValue, FilledForm, Filler, Template,
};

use super::{asked, grey, on_disk};

/// A form of one page, 200 × 200 pt. The fields are the objects from number 5 on.
struct Sheet<'a> {
    fields: &'a [&'a str],
    page: &'a str,
    form: &'a str,
    extra: &'a [&'a str],
}

impl Default for Sheet<'_> {
    fn default() -> Self {
        Self { fields: &[], page: "", form: "/DA(/Helv 10 Tf 0 g)", extra: &[] }
    }
}

impl Sheet<'_> {
    fn bytes(&self) -> Vec<u8> {
        let list: Vec<String> = (0..self.fields.len()).map(|index| format!("{} 0 R", index + 5)).collect();
        let list = list.join(" ");
        let fonts = [("Helv", "Helvetica"), ("TiRo", "Times-Roman"), ("CoBo", "Courier-Bold")];
        let fonts = fonts.map(|(name, base)| format!("/{name}<</Type/Font/Subtype/Type1/BaseFont/{base}>>"));
        let annotations =
            if self.page.contains("/Annots") { String::new() } else { format!("/Annots[{list}]") };
        let mut objects = vec![
            "<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R>>".to_owned(),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
            format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]{annotations}{}>>", self.page),
            format!("<</Fields[{list}]/DR<</Font<<{}>>>>{}>>", fonts.concat(), self.form),
        ];
        objects.extend(self.fields.iter().chain(self.extra).map(|object| (*object).to_owned()));
        let mut out = String::from("%PDF-1.7\n");
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        for (index, object) in objects.iter().enumerate() {
            let _ = writeln!(table, "{:010} 00000 n ", out.len());
            let _ = writeln!(out, "{} 0 obj\n{object}\nendobj", index + 1);
        }
        let (start, size) = (out.len(), objects.len() + 1);
        let _ = write!(out, "{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF");
        out.into_bytes()
    }
}

fn widget(name: &str, rect: &str, more: &str) -> String {
    format!("<</Type/Annot/Subtype/Widget/T({name})/Rect[{rect}]/F 4{more}>>")
}

fn try_fill(form: &Sheet<'_>, values: &[(&str, FillValue)]) -> Result<FilledForm, Vec<FillProblem>> {
    let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    Filler::with_options(&Template::read(form.bytes()).unwrap(), &names, FillOptions::PERMISSIVE)?
        .fill(values)
}

fn fill(form: &Sheet<'_>, values: &[(&str, FillValue)]) -> FilledForm {
    try_fill(form, values).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// Fills the only field of a form.
fn text_in(field: &str, value: &str) -> FilledForm {
    fill(&Sheet { fields: &[field], ..Sheet::default() }, &[("a", text(value))])
}

fn text(value: &str) -> FillValue {
    FillValue::Text(value.into())
}

fn report(filled: &FilledForm) -> &FieldReport {
    filled.fields().first().unwrap()
}

fn value_of(filled: &FilledForm, name: &str) -> Option<FieldValue> {
    Template::read(filled.bytes()).unwrap().field(name).unwrap().value().cloned()
}

fn update(filled: &FilledForm) -> String {
    String::from_utf8_lossy(&filled.bytes()[filled.update_start()..]).into_owned()
}

/// The words of the page as poppler finds them: text, left, top, right, bottom; from the upper left corner.
fn words(filled: &FilledForm) -> Option<Vec<(String, [f64; 4])>> {
    let (_kept, path) = on_disk(filled.bytes());
    let (page, complained) = asked("pdftotext", &["-bbox", path.to_str().unwrap(), "-"])?;
    assert_eq!(complained, "");
    let number = |line: &str, key: &str| -> f64 {
        let (_, rest) = line.split_once(&format!("{key}=\"")).unwrap();
        rest.split_once('"').unwrap().0.parse().unwrap()
    };
    let word = |line: &str| {
        let text = line.split_once('>').unwrap().1.split_once("</word>").unwrap().0.to_owned();
        (text, ["xMin", "yMin", "xMax", "yMax"].map(|key| number(line, key)))
    };
    Some(page.lines().filter(|line| line.contains("<word ")).map(word).collect())
}

/// The page as poppler draws it, two dots to the point: rows of greys, from the top.
fn drawn(filled: &FilledForm) -> Option<Vec<Vec<u8>>> {
    let (kept, path) = on_disk(filled.bytes());
    let root = kept.path().join("page");
    asked(
        "pdftoppm",
        &["-gray", "-r", "144", "-singlefile", path.to_str().unwrap(), root.to_str().unwrap()],
    )?;
    let picture = std::fs::read(root.with_extension("pgm")).unwrap();
    let (width, dots) = grey(&picture);
    Some(dots.chunks(width).map(<[u8]>::to_vec).collect())
}

/// A quarter turn to the right.
fn turned(picture: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let (height, width) = (picture.len(), picture[0].len());
    (0..width).map(|x| (0..height).rev().map(|y| picture[y][x]).collect()).collect()
}

/// How much the two pictures differ where they differ most: in squares of four points, as the outlines of turned
/// letters fall on other dots.
fn apart(one: &[Vec<u8>], other: &[Vec<u8>]) -> u32 {
    const SIDE: usize = 8;
    assert_eq!((one.len(), one[0].len()), (other.len(), other[0].len()));
    let mean = |picture: &[Vec<u8>], x: usize, y: usize| -> u32 {
        let rows = picture[y * SIDE..(y + 1) * SIDE].iter();
        rows.flat_map(|row| &row[x * SIDE..(x + 1) * SIDE]).map(|dot| u32::from(*dot)).sum::<u32>() / 64
    };
    let squares = (0..one.len() / SIDE).flat_map(|y| (0..one[0].len() / SIDE).map(move |x| (x, y)));
    squares.map(|(x, y)| mean(one, x, y).abs_diff(mean(other, x, y))).max().unwrap()
}

#[test]
fn the_default_appearance_may_be_in_any_state() {
    for (da, face, size) in [
        ("/DA(/TiRo 10 Tf 0 g)", "LiberationSerif", 10.0),
        ("/DA(/CoBo 9 Tf)", "LiberationMono-Bold", 9.0),
        ("/DA(0 0 1 rg /Helv -11 Tf)", "LiberationSans", 11.0),
        ("/DA(/Nowhere 8 Tf 0 g)", "LiberationSans", 8.0),
        ("/DA(/Helv Tf 0 g)", "LiberationSans", 12.0),
        ("/DA()", "LiberationSans", 12.0),
        ("/DA(])>> Tf )", "LiberationSans", 12.0),
        ("/DA 7", "LiberationSans", 12.0),
        ("", "LiberationSans", 12.0),
    ] {
        let field = widget("a", "20 100 180 120", &format!("/FT/Tx{da}"));
        let filled = fill(&Sheet { fields: &[&field], form: "", ..Sheet::default() }, &[("a", text("Ķēž"))]);
        assert_eq!((report(&filled).face, report(&filled).size), (Some(face), size), "{da}");
        if let Some(words) = words(&filled) {
            assert_eq!(words.len(), 1, "{da}: {words:?}");
            assert_eq!(words[0].0, "Ķēž", "{da}");
        }
    }
    // It is inherited: from the field above, and from the form.
    let above = "<</T(up)/FT/Tx/DA(/TiRo 9 Tf 0 g)/Kids[6 0 R]>>";
    let below = widget("a", "20 100 180 120", "/Parent 5 0 R");
    let form = Sheet { fields: &[above], page: "/Annots[6 0 R]", extra: &[&below], ..Sheet::default() };
    let filled = fill(&form, &[("up.a", text("Ķēž"))]);
    assert_eq!((report(&filled).face, report(&filled).size), (Some("LiberationSerif"), 9.0));
    let filled = text_in(&widget("a", "20 100 180 120", "/FT/Tx"), "Ķēž");
    assert_eq!((report(&filled).face, report(&filled).size), (Some("LiberationSans"), 10.0));
}

#[test]
fn an_open_size_fits_the_box_and_ends_at_four_points() {
    let field = |rect: &str| widget("a", rect, "/FT/Tx/DA(/Helv 0 Tf 0 g)");
    let long = "Ķeguma novada Šķūņu pārvalde";
    let wide = text_in(&field("10 100 190 114"), long);
    assert!(
        report(&wide).size >= 8.0
            && !wide.remarks().iter().any(|r| matches!(r, FillRemark::SmallText { .. }))
    );
    let narrow = text_in(&field("10 100 80 114"), long);
    assert!((4.0..6.0).contains(&report(&narrow).size), "{narrow:?}");
    assert!(narrow.remarks().iter().any(|remark| matches!(remark, FillRemark::SmallText { .. })));
    let low = text_in(&field("10 100 190 106"), long);
    assert!(report(&low).size >= 4.0);
    let none = field("10 100 40 114");
    let problems =
        try_fill(&Sheet { fields: &[&none], ..Sheet::default() }, &[("a", text(long))]).unwrap_err();
    assert!(
        matches!(problems.as_slice(), [FillProblem::TextOverflow { over, .. }] if *over > 0.0),
        "{problems:?}"
    );
}

#[test]
fn letters_of_a_comb_stand_in_the_middle_of_their_cells() {
    for (quadding, first) in [(0, 0.0), (1, 2.0), (2, 4.0)] {
        let look = format!("/FT/Tx/Ff 16777216/MaxLen 8/DA(/Helv 10 Tf 0 g)/Q {quadding}");
        let filled = text_in(&widget("a", "20 100 180 120", &look), "Ģ1ļW");
        let Some(words) = words(&filled) else { return };
        let letters: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
        assert_eq!(letters, ["Ģ", "1", "ļ", "W"]);
        for ((word, [left, _, right, _]), place) in words.iter().zip(0_u8..) {
            let middle = 20.0 + (first + f64::from(place) + 0.5) * 20.0;
            assert!(
                (f64::midpoint(*left, *right) - middle).abs() < 0.3,
                "{word} at {left}–{right}: {middle}"
            );
        }
    }
    let look = "/FT/Tx/Ff 16777216/MaxLen 3/DA(/Helv 10 Tf 0 g)";
    let field = widget("a", "20 100 180 120", look);
    let problems =
        try_fill(&Sheet { fields: &[&field], ..Sheet::default() }, &[("a", text("abcd"))]).unwrap_err();
    assert!(matches!(problems.as_slice(), [FillProblem::TooManyCharacters { length: 4, max: 3, .. }]));
}

#[test]
fn text_keeps_to_its_side() {
    for flags in [0, 4096] {
        for (quadding, at) in [(0, 22.0), (1, 100.0), (2, 178.0)] {
            let look = format!("/FT/Tx/Ff {flags}/DA(/Helv 10 Tf 0 g)/Q {quadding}");
            let filled = text_in(&widget("a", "20 60 180 120", &look), "Ģirts");
            let Some(words) = words(&filled) else { return };
            let [left, _, right, _] = words[0].1;
            let found = [left, f64::midpoint(left, right), right][quadding];
            assert!((found - at).abs() < 0.3, "quadding {quadding}, flags {flags}: {left}–{right}");
        }
    }
    // The form's own, where the field has none.
    let field = widget("a", "20 60 180 120", "/FT/Tx");
    let form = Sheet { fields: &[&field], form: "/DA(/Helv 10 Tf 0 g)/Q 2", ..Sheet::default() };
    if let Some(words) = words(&fill(&form, &[("a", text("Ģirts"))])) {
        assert!((words[0].1[2] - 178.0).abs() < 0.3, "{words:?}");
    }
}

#[test]
fn lines_are_wrapped_at_spaces_from_the_top() {
    let field = widget("a", "20 60 100 160", "/FT/Tx/Ff 4096/DA(/Helv 10 Tf 0 g)");
    let filled = text_in(&field, "Ķeguma novada pārvalde\r\n\r\nŠķūņu iela");
    assert_eq!(report(&filled).drawn, "Ķeguma novada\npārvalde\nŠķūņu iela");
    assert_eq!(report(&filled).lines, 4);
    let Some(words) = words(&filled) else { return };
    let tops: Vec<f64> = words.iter().map(|(_, rect)| rect[1]).collect();
    // The page is 200 high and the box ends at 160: 40 from above, and a little for the margin.
    assert!((40.0..46.0).contains(&tops[0]), "{words:?}");
    assert!((tops[0] - tops[1]).abs() < 0.01 && tops[2] > tops[1] + 9.0);
    let (line, gap) = (tops[2] - tops[1], tops[3] - tops[2]);
    assert!((gap - 2.0 * line).abs() < 0.1, "an empty line is kept: {words:?}");
    assert!(words.iter().all(|(_, rect)| rect[0] >= 20.0 && rect[2] <= 100.0));
}

/// A square box in the middle of a square page: turned, it is the picture of the upright one, turned.
#[test]
fn what_is_turned_is_drawn_turned() {
    let field = |turn: u16| {
        let look = format!("/FT/Tx/Ff 4096/DA(/Helv 14 Tf 0 g)/MK<</R {turn}/BC[0]/BG[0.9]>>");
        widget("a", "40 40 160 160", &look)
    };
    let picture = |turn: u16, page: u16| {
        let (field, page) = (field(turn), format!("/Rotate {page}"));
        let form = Sheet { fields: &[&field], page: &page, ..Sheet::default() };
        drawn(&fill(&form, &[("a", text("Ģibuļu šķūņi\nļoti ķēpīgi"))]))
    };
    let Some(upright) = picture(0, 0) else { return };
    let ink = upright.iter().flatten().filter(|dot| **dot < 100).count();
    assert!(ink > 1500, "{ink}");
    let mut to_the_right = vec![upright];
    for _ in 0..3 {
        to_the_right.push(turned(&to_the_right[to_the_right.len() - 1]));
    }
    assert!(apart(&to_the_right[0], &to_the_right[2]) > 90, "the test sees turns");
    for page in 0..4_u16 {
        for turn in 0..4_u16 {
            // MK's R turns to the left, the page to the right.
            let expected = &to_the_right[usize::from((page + 4 - turn) % 4)];
            let found = picture(turn * 90, page * 90).unwrap();
            let apart = apart(&found, expected);
            assert!(apart < 45, "R {turn}, page {page}: {apart}");
        }
    }
}

#[test]
fn border_and_background_are_drawn_as_the_form_says() {
    let look = "/FT/Tx/DA(/Helv 10 Tf 0 g)/MK<</BC[0]/BG[0.8]>>/BS<</W 4/S/S>>";
    let Some(picture) = drawn(&text_in(&widget("a", "20 100 180 140", look), "Ģ")) else { return };
    let at = |x: usize, y: usize| picture[(200 - y) * 2][x * 2];
    assert!(at(22, 120) < 10 && at(100, 102) < 10 && at(178, 120) < 10 && at(100, 139) < 10);
    assert!((200..=208).contains(&at(150, 120)) && at(10, 120) == 255 && at(190, 120) == 255);
    // Kept from the form's own appearance where nothing else says it.
    let own = "<</Type/XObject/Subtype/Form/BBox[0 0 160 40]/Length 38>>\nstream\n0.8 g 0 0 160 40 re f /Tx BMC EMC     \nendstream";
    let field = widget("a", "20 100 180 140", "/FT/Tx/AP<</N 6 0 R>>");
    let form = Sheet { fields: &[&field], extra: &[own], ..Sheet::default() };
    let Some(picture) = drawn(&fill(&form, &[("a", text("Ģ"))])) else { return };
    assert!((200..=208).contains(&picture[160][300]), "{}", picture[160][300]);
}

#[test]
fn a_text_is_seen_whatever_its_colour() {
    let colored =
        |filled: &FilledForm| filled.remarks().iter().any(|r| matches!(r, FillRemark::Recolored { .. }));
    for (da, look, is_recolored) in [
        ("1 g", "", true),
        ("0.9 0.9 0.8 rg", "", true),
        ("0 0 1 rg", "", false),
        ("1 g", "/MK<</BG[0 0 0.4]>>", false),
        ("0 g", "/MK<</BG[0.15]>>", true),
    ] {
        let field = widget("a", "20 100 180 140", &format!("/FT/Tx/DA(/Helv 20 Tf {da}){look}"));
        let form = Sheet { fields: &[&field], ..Sheet::default() };
        let filled = fill(&form, &[("a", text("ĢIRTS"))]);
        assert_eq!(colored(&filled), is_recolored, "{da} on {look}: {:?}", filled.remarks());
        if let Some(picture) = drawn(&filled) {
            let rows = picture.iter().skip(130).take(60).flat_map(|row| &row[50..200]);
            let (least, most) =
                rows.fold((255, 0), |(least, most): (u8, u8), dot| (least.min(*dot), most.max(*dot)));
            assert!(most - least > 60, "{da} on {look}: {least}–{most}");
        }
        // A program that prepares forms of its own keeps to the form's colour, or is refused.
        let kept = Filler::new(&Template::read(form.bytes()).unwrap(), &["a"]).unwrap();
        assert_eq!(kept.fill(&[("a", text("ĢIRTS"))]).is_err(), is_recolored, "{da} on {look}");
    }
}

#[test]
fn what_reaches_beyond_the_page_is_refused_and_what_lies_there_is_told() {
    let fill = |rect: &str| {
        let field = widget("a", rect, "/FT/Tx/DA(/Helv 10 Tf 0 g)/Q 2");
        try_fill(&Sheet { fields: &[&field], ..Sheet::default() }, &[("a", text("Ģirts"))])
    };
    assert!(fill("100 100 190 120").unwrap().remarks().is_empty());
    let over = fill("100 100 240 120").unwrap_err();
    assert!(matches!(over.as_slice(), [FillProblem::NotProved { .. }]), "{over:?}");
    assert!(matches!(fill("300 100 400 120").unwrap().remarks(), [FillRemark::NotVisible { .. }]));
}

#[test]
fn buttons_stand_together() {
    // Two places of one box, states of their own: both are set where both have the state.
    let state =
        "<</Type/XObject/Subtype/Form/BBox[0 0 20 20]/Length 20>>\nstream\n0 g 4 4 12 12 re f  \nendstream";
    let field = "<</FT/Btn/T(b)/Kids[6 0 R 7 0 R]/Opt[(j\\341)(n\\352)]>>";
    let kid = |rect: &str, on: &str| {
        format!("<</Subtype/Widget/Parent 5 0 R/Rect[{rect}]/F 4/AS/Off/AP<</N<</{on} 8 0 R>>>>>>")
    };
    let (one, other) = (kid("20 20 40 40", "0"), kid("60 20 80 40", "1"));
    let form = Sheet {
        fields: &[field],
        page: "/Annots[6 0 R 7 0 R]",
        extra: &[&one, &other, state],
        ..Sheet::default()
    };
    // An export value names a state.
    let filled = fill(&form, &[("b", text("n\u{ea}"))]);
    assert_eq!(value_of(&filled, "b"), Some(FieldValue::On("1".into())));
    let states: Vec<&str> = filled.fields().iter().map(|report| report.drawn.as_str()).collect();
    assert_eq!(states, ["Off", "1"]);
    let same = kid("60 20 80 40", "0");
    let form = Sheet { extra: &[&one, &same, state], ..form };
    let filled = fill(&form, &[("b", FillValue::On)]);
    assert!(filled.fields().iter().all(|report| report.drawn == "0"), "{filled:?}");
    assert_eq!(update(&filled).matches("/AS/0").count(), 2);
    let Some(picture) = drawn(&filled) else { return };
    assert!(picture[340][60] < 10 && picture[340][140] < 10, "both are drawn");
}

/// Some writers name a state and draw nothing for it.
#[test]
fn a_state_that_is_named_and_not_drawn_is_drawn() {
    for normal in ["<</Yes<<>>>>", "<</Yes null/Off null>>", "<</Yes 99 0 R>>"] {
        let field =
            widget("b", "20 20 40 40", &format!("/FT/Btn/AS/Off/V/Off/AP<</N{normal}>>/MK<</CA(8)/BC[0]>>"));
        let filled = fill(&Sheet { fields: &[&field], ..Sheet::default() }, &[("b", FillValue::On)]);
        assert_eq!(value_of(&filled, "b"), Some(FieldValue::On("Yes".into())), "{normal}");
        let Some(picture) = drawn(&filled) else { return };
        assert!(picture[340][60] < 100, "{normal}: no cross in the middle");
    }
}

#[test]
fn a_choice_is_in_step_with_what_is_drawn() {
    let options = "/Opt[[(LV)(Latvija)][(LT)(Lietuva)][(EE)(Igaunija)]]";
    let combo = widget("c", "20 100 180 120", &format!("/FT/Ch/Ff 131072/I[0]/V(LV){options}"));
    let filled = fill(&Sheet { fields: &[&combo], ..Sheet::default() }, &[("c", text("LT"))]);
    assert!(update(&filled).contains("/V(LT)") && update(&filled).contains("/I[1]"), "{}", update(&filled));
    assert_eq!(report(&filled).drawn, "Lietuva");

    // A text of one's own, where the form takes one: no option is chosen then.
    let editable = combo.replace("131072", "393216");
    let filled = fill(&Sheet { fields: &[&editable], ..Sheet::default() }, &[("c", text("Šķūņi"))]);
    assert_eq!(report(&filled).drawn, "Šķūņi");
    assert!(!update(&filled).contains("/I["));

    // A list shows the choice, however far down it is.
    let many: String = (1..40).map(|n| format!("(Novads {n})")).collect();
    let list = widget("c", "20 100 180 150", &format!("/FT/Ch/TI 0/Opt[{many}]"));
    let filled = fill(&Sheet { fields: &[&list], ..Sheet::default() }, &[("c", text("Novads 33"))]);
    if let Some(words) = words(&filled) {
        assert!(words.iter().any(|(word, _)| word == "33"), "{words:?}");
        assert!(words.iter().all(|(_, rect)| rect[1] >= 50.0 && rect[3] <= 100.0), "{words:?}");
    }
}

#[test]
fn limits_are_decided_before_anything_is_written() {
    let field = |more: &str| widget("a", "20 100 180 120", &format!("/FT/Tx{more}"));
    let problems = |more: &str, value: &str| {
        let field = field(more);
        try_fill(&Sheet { fields: &[&field], ..Sheet::default() }, &[("a", text(value))]).unwrap_err()
    };
    assert!(
        matches!(problems("/Ff 8192", "slepens").as_slice(), [FillProblem::WrongKind { .. }]),
        "password"
    );
    assert!(matches!(problems("/Ff 1048576", "a.pdf").as_slice(), [FillProblem::WrongKind { .. }]), "file");
    assert!(matches!(problems("/MaxLen 2", "abc").as_slice(), [FillProblem::TooManyCharacters { .. }]));
    assert!(matches!(problems("", "a\nb").as_slice(), [FillProblem::LineBreak { .. }]));
    // A person at a screen could not; somebody who names the field can, and is told.
    let read_only = text_in(&field("/Ff 1"), "Ģ");
    assert!(matches!(read_only.remarks(), [FillRemark::ReadOnly { .. }]), "{:?}", read_only.remarks());
    // Formatted text would contradict the new value.
    let rich = text_in(&field("/Ff 33554432/RV(<p>vecs</p>)/V(vecs)"), "jauns");
    assert!(!update(&rich).contains("/RV") && update(&rich).contains("/V(jauns)"));
    assert!(text_in(&field("/Ff 2"), "").fields().iter().all(|report| report.drawn.is_empty()), "required");
}

#[test]
fn what_signatures_lock_is_refused_and_the_rest_is_filled() {
    let a = widget("a", "20 100 180 120", "/FT/Tx");
    let b = widget("b", "20 140 180 160", "/FT/Tx");
    let signed = |lock: &str| {
        format!(
            "<</FT/Sig/T(s)/V<</Type/Sig/Filter/Adobe.PPKLite/Contents<00>/ByteRange[0 1 2 3]>>/Lock<</Type/SigFieldLock{lock}>>>>"
        )
    };
    let unsigned = widget("later", "20 20 180 60", "/FT/Sig");
    for (lock, free) in [
        ("/Action/Include/Fields[(a)]", &["b"][..]),
        ("/Action/Exclude/Fields[(a)]", &["a"][..]),
        ("/Action/All", &[][..]),
    ] {
        let signed = signed(lock);
        let form = Sheet { fields: &[&a, &b, &signed, &unsigned], ..Sheet::default() };
        for name in ["a", "b"] {
            let filled = try_fill(&form, &[(name, text("Ģ"))]);
            match filled {
                Ok(filled) => {
                    assert!(free.contains(&name), "{lock}: {name}");
                    assert!(filled.bytes().starts_with(&form.bytes()));
                    let update = update(&filled);
                    assert!(!update.contains("/Sig") && !update.contains("later"), "{update}");
                }
                Err(problems) => {
                    assert!(!free.contains(&name), "{lock}: {problems:?}");
                    assert!(matches!(problems.as_slice(), [FillProblem::Locked { .. }]), "{problems:?}");
                }
            }
        }
    }
}

#[test]
fn what_a_reader_for_the_blind_needs_is_kept() {
    let field = widget("a", "20 100 180 120", "/FT/Tx/TU(V\\341rds)/StructParent 3/Lang(lv)");
    let form = Sheet { fields: &[&field], page: "/Tabs/S/StructParents 1", ..Sheet::default() };
    let filled = fill(&form, &[("a", text("Ģ"))]);
    let update = update(&filled);
    assert!(update.contains("/StructParent 3") && update.contains("/TU") && update.contains("/Lang(lv)"));
    assert!(!update.contains("/Tabs"), "the page stays as it was");
}

#[test]
fn broken_forms_are_filled_as_far_as_they_can_be_seen() {
    // Two fields of one name are one field.
    let (one, two) = (widget("a", "20 100 180 120", "/FT/Tx"), widget("a", "20 140 180 160", "/FT/Tx"));
    let filled = fill(&Sheet { fields: &[&one, &two], ..Sheet::default() }, &[("a", text("Ģirts"))]);
    assert_eq!(filled.fields().len(), 2);
    if let Some(words) = words(&filled) {
        assert_eq!(words.iter().filter(|(word, _)| word == "Ģirts").count(), 2, "{words:?}");
    }
    // A widget that no page lists is told to be unseen.
    let form = Sheet { fields: &[&one], page: "/Annots[]", ..Sheet::default() };
    assert!(matches!(fill(&form, &[("a", text("Ģ"))]).remarks(), [FillRemark::NotVisible { .. }]));
    let template = Template::read(form.bytes()).unwrap();
    let problems = Filler::new(&template, &["a"]).unwrap_err();
    assert!(matches!(problems.as_slice(), [FillProblem::NotVisible { .. }]), "{problems:?}");
    // No Type, no Subtype, corners the wrong way round, a parent that is its own kid.
    let bare = "<</FT/Tx/T(a)/Rect[180 120 20 100]/F 4/Parent 5 0 R>>";
    let filled = fill(&Sheet { fields: &[bare], ..Sheet::default() }, &[("a", text("Ģirts"))]);
    assert_eq!(report(&filled).drawn, "Ģirts");
}
