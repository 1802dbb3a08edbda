//! Odd check boxes and what lies over a field (`fixtures/ticks`): what is written is seen in three viewers, and what
//! cannot be seen is not written.

use edocpack::pdf::{FillOptions, FillProblem, FillRemark, FillValue, Filler, Template};

use super::read;
use super::viewers::Drawn;

/// Each form, and what filling does with it.
fn forms() -> Vec<(String, String)> {
    let table = String::from_utf8(read("fixtures/ticks/expected.tsv")).unwrap();
    let rows = table.lines().skip(1).map(|line| line.split_once('\t').unwrap());
    rows.map(|(name, filled)| (name.to_owned(), filled.to_owned())).collect()
}

/// The values that are filled in: where viewers draw the fields anew, the box stands already and is not named.
fn values(name: &str, template: &Template) -> Vec<(&'static str, FillValue)> {
    let text = ("name", FillValue::Text("Jānis Bērziņš Ķ".into()));
    let tick = ("agree", FillValue::State("Yes".into()));
    let all = if name.starts_with("na-") { vec![text] } else { vec![text, tick] };
    all.into_iter().filter(|(field, _)| template.field(field).is_some()).collect()
}

fn fill_form(
    name: &str,
) -> (Vec<u8>, Result<edocpack::pdf::FilledForm, Vec<FillProblem>>, Vec<&'static str>) {
    let form = read(&format!("fixtures/ticks/{name}.pdf"));
    let template = Template::read(form.as_slice()).unwrap();
    let values = values(name, &template);
    let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    let filler = Filler::with_options(&template, &names, FillOptions::PERMISSIVE);
    (form, filler.and_then(|filler| filler.fill(&values)), names)
}

/// What became of a form: whose mark its box shows, or why none.
fn outcome(form: &[u8], filled: &Result<edocpack::pdf::FilledForm, Vec<FillProblem>>) -> &'static str {
    match filled {
        Err(problems) => {
            assert!(problems.iter().all(|one| matches!(one, FillProblem::NotProved { .. })), "{problems:?}");
            "refused"
        }
        Ok(filled)
            if filled.remarks().iter().any(|remark| matches!(remark, FillRemark::NotVisible { .. })) =>
        {
            "unseen"
        }
        Ok(filled) => {
            let update = String::from_utf8_lossy(&filled.bytes()[form.len()..]);
            let ours = filled.fields().iter().any(|field| field.name.as_ref() == "agree")
                && update.contains("/BBox");
            if ours { "drawn" } else { "kept" }
        }
    }
}

#[test]
fn a_mark_that_is_not_proved_is_drawn_or_refused() {
    let mut wrong = Vec::new();
    for (name, expected) in forms().into_iter().filter(|(name, _)| !name.starts_with("kept-")) {
        let (form, filled, _) = fill_form(&name);
        let found = outcome(&form, &filled);
        // Beside a text, whose appearance is always ours, it is not told whose the mark is.
        let same = found == expected || name.starts_with("na-") && matches!(found, "kept" | "drawn");
        if !same {
            wrong.push(format!("{name}: {found}, not {expected}: {:?}", filled.err()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_written_of_odd_forms_is_seen_in_three_viewers() {
    let drawn = Drawn::new();
    for (name, expected) in forms() {
        let (form, filled, names) = fill_form(&name);
        let Ok(filled) = filled else { continue };
        if expected != "unseen" {
            drawn.add(&format!("{name}.pdf"), &form, filled.bytes(), &names);
        }
    }
    if let Some(said) = drawn.looked_at() {
        assert!(said.trim_end().ends_with("faults: none"), "{said}");
    }
}

#[test]
fn a_box_that_stands_is_drawn_when_viewers_no_longer_do() {
    for name in ["na-no-appearance", "na-no-bbox", "na-by-reference"] {
        let (_, filled, _) = fill_form(name);
        let filled = filled.unwrap();
        let agree = filled.fields().iter().find(|field| field.name.as_ref() == "agree").unwrap();
        assert_eq!(agree.drawn, "Yes", "{name}");
    }
}

#[test]
fn a_note_over_a_field_is_told() {
    let (_, filled, _) = fill_form("over-note");
    let remarks = filled.unwrap().remarks().to_vec();
    assert!(matches!(&remarks[..], [FillRemark::NoteAbove { .. }]), "{remarks:?}");
    let (_, filled, _) = fill_form("over-link");
    assert_eq!(filled.unwrap().remarks(), []);
}
