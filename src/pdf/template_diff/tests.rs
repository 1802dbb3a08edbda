use super::*;
use crate::pdf::small_form::{SmallForm, stream};

const NAME: &str = "<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/TU(Name)/Rect[80 150 200 170]/MaxLen 40/F 4/DA(/Helv 10 Tf 0 g)>>";
const CODE: &str =
    "<</Type/Annot/Subtype/Widget/FT/Tx/T(code)/TU(Code)/Rect[80 100 200 120]/F 4/DA(/Helv 10 Tf 0 g)>>";

/// A form with these fields and these lines of text, from the top.
fn form(fields: &[&str], lines: &[&str]) -> Template {
    let text: String = lines
        .iter()
        .enumerate()
        .map(|(n, line)| format!("BT /Helv 9 Tf 10 {} Td ({line}) Tj ET\n", 180 - 25 * n))
        .collect();
    let content = stream("", &text);
    let small = SmallForm { fields, extra: &[&content], ..SmallForm::default() };
    // The page of a small form has no content of its own.
    let page = format!(
        "/MediaBox[0 0 300 200]/Contents {} 0 R/Resources<</Font<</Helv<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>",
        fields.len() + 5
    );
    let bytes = String::from_utf8(small.bytes()).unwrap().replacen("/MediaBox[0 0 300 200]", &page, 1);
    Template::read(bytes.into_bytes()).unwrap()
}

fn changes(old: &Template, new: &Template) -> Vec<(String, Vec<FieldDifference>)> {
    TemplateDiff::of(old, new).fields.into_iter().map(|change| (change.name, change.differences)).collect()
}

#[test]
fn a_form_is_the_same_as_itself() {
    let one = form(&[NAME, CODE], &["Application for leave"]);
    let diff = TemplateDiff::of(&one, &one);
    assert!(diff.is_same() && diff.same_file && diff.all_text_read, "{diff:?}");
}

#[test]
fn added_removed_and_changed_fields_are_reported() {
    let old = form(&[NAME, CODE], &[]);
    let more = "<</Type/Annot/Subtype/Widget/FT/Tx/T(phone)/Rect[80 20 200 40]/F 4/DA(/Helv 10 Tf 0 g)>>";
    assert_eq!(
        changes(&old, &form(&[NAME, more], &[])),
        [
            ("phone".to_owned(), vec![FieldDifference::Added]),
            ("code".to_owned(), vec![FieldDifference::Removed])
        ]
    );
    let shorter = NAME.replace("/MaxLen 40", "/MaxLen 20/Ff 2");
    assert_eq!(
        changes(&old, &form(&[&shorter, CODE], &[])),
        [(
            "name".to_owned(),
            vec![
                FieldDifference::Length { was: Some(40), is: Some(20) },
                FieldDifference::Required { is: true }
            ]
        )]
    );
    let moved = NAME.replace("[80 150 200 170]", "[90 130 190 150]");
    assert_eq!(
        changes(&old, &form(&[&moved, CODE], &[])),
        [(
            "name".to_owned(),
            vec![
                FieldDifference::Moved { was_page: 0, right: 10.0, up: -20.0 },
                FieldDifference::Resized { wider: -20.0, higher: 0.0 }
            ]
        )]
    );
    let list = CODE.replace("/FT/Tx", "/FT/Ch/Ff 131072/Opt[(a)(b)]");
    assert_eq!(
        changes(&old, &form(&[NAME, &list], &[])),
        [("code".to_owned(), vec![FieldDifference::Kind { was: FieldKind::Text }])]
    );
}

#[test]
fn a_field_under_another_name_is_probably_the_same() {
    let old = form(&[NAME, CODE], &[]);
    let renamed = CODE.replace("T(code)", "T(Text7)").replace("[80 100", "[80 101");
    assert_eq!(
        changes(&old, &form(&[NAME, &renamed], &[])),
        [("Text7".to_owned(), vec![FieldDifference::Renamed { was: "code".to_owned() }])]
    );
    // Elsewhere and with other words it is another.
    let other =
        CODE.replace("T(code)/TU(Code)", "T(Text7)/TU(Phone)").replace("[80 100 200 120]", "[80 10 200 30]");
    assert_eq!(changes(&old, &form(&[NAME, &other], &[])).len(), 2);
}

#[test]
fn changed_text_is_reported_with_its_old_and_new_wording() {
    let old = form(&[NAME], &["Application for leave", "Fill in by hand within seven days", "Office"]);
    let new = form(&[NAME], &["Office", "Application for leave", "Fill in by typing within seven days"]);
    let diff = TemplateDiff::of(&old, &new);
    assert_eq!(
        diff.texts,
        [TextChange {
            page: 0,
            was: Some("Fill in by hand within seven days".to_owned()),
            is: Some("Fill in by typing within seven days".to_owned()),
        }]
    );
    let less = form(&[NAME], &["Application for leave", "Office"]);
    let removed = TemplateDiff::of(&old, &less).texts;
    assert!(matches!(removed.as_slice(), [TextChange { was: Some(_), is: None, .. }]), "{removed:?}");
}
