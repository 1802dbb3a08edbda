use std::collections::BTreeMap;

use serde::Deserialize;

use super::*;
use crate::diag::{Lang, Origin};
use crate::form::{Binding, BoundForm};

const EDITIONS: &str = "fixtures/editions";

/// Where each key is in an edition, as its generator says.
#[derive(Deserialize)]
struct Edition {
    keys: BTreeMap<String, Option<Truth>>,
}

#[derive(Deserialize)]
struct Truth {
    fields: Vec<String>,
    on: Option<String>,
}

fn editions() -> BTreeMap<String, Edition> {
    let text = std::fs::read_to_string(format!("{EDITIONS}/truth.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn template(name: &str) -> Template {
    Template::read(std::fs::read(format!("{EDITIONS}/{name}.pdf")).unwrap()).unwrap()
}

fn matching(form: &Form, template: &Template) -> Matching {
    form.match_to(template, &DocumentText::of(template.pdf()))
}

fn is_right(one: &KeyMatch, truth: Option<&Truth>) -> bool {
    match (&one.found, truth) {
        (None, None) => true,
        (Some(found), Some(truth)) => {
            let on = match &found.method {
                WriteMethod::Tick { on } => Some(on),
                _ => None,
            };
            found.fields == truth.fields && on == truth.on.as_ref()
        }
        _ => false,
    }
}

/// Of each kind of edition how many keys are right, and all that is wrong.
#[test]
fn nearly_all_fields_are_found_and_nothing_wrong_is_called_certain() {
    let form = Form::embedded("lv.kase.x509").unwrap();
    let mut counts: BTreeMap<String, (usize, usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (name, edition) in editions() {
        let matching = matching(&form, &template(&name));
        let kind = name.split('-').next().unwrap().to_owned();
        for one in matching.matches() {
            let truth = edition.keys[&*one.key].as_ref();
            let right = is_right(one, truth);
            let (all, found, certain) = counts.entry(kind.clone()).or_default();
            *all += 1;
            *found += usize::from(right);
            *certain += usize::from(right && one.certainty == Certainty::Certain);
            if !right {
                let fields = one.found.as_ref().map(|found| found.fields.join(" "));
                let told = truth.map(|truth| truth.fields.join(" "));
                wrong.push(format!("{name} {} {:?} {fields:?}, not {told:?}", one.key, one.certainty));
            }
        }
    }
    let certain: Vec<&String> = wrong.iter().filter(|line| line.contains("Certain")).collect();
    assert!(certain.is_empty(), "{certain:#?}");
    let lines: Vec<String> = counts
        .iter()
        .map(|(kind, (all, found, certain))| format!("{kind}: {found} of {all} found, {certain} certain"))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    moved: 95 of 95 found, 95 certain
    radio: 57 of 57 found, 57 certain
    renamed: 57 of 57 found, 57 certain
    split: 57 of 57 found, 57 certain
    trap: 170 of 171 found, 122 certain
    ");
    insta::assert_snapshot!(wrong.join("\n"), @r#"trap-other-date signer.date Likely Some("Text1"), not None"#);
    for kind in ["renamed", "moved", "split", "radio"] {
        let (all, found, _) = counts[kind];
        assert!(found * 100 >= all * 95, "{kind}");
    }
}

#[test]
fn what_is_certain_is_bound_as_it_is() {
    let form = Form::embedded("lv.kase.x509").unwrap();
    for name in editions().keys().filter(|name| !name.starts_with("trap")) {
        let template = template(name);
        let matching = matching(&form, &template);
        assert!(matching.is_complete() && !matching.is_other_form(), "{name}");
        let text = matching.binding(&form, "x.pdf", Lang::Lv);
        let binding =
            Binding::parse(&text, "x.binding.toml").unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
        let bound = BoundForm::new(&form, &binding, "x.binding.toml", template, &Origin::file("x.pdf"));
        let bound = bound.unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
        let bound = bound.unwrap_or_else(|report| panic!("{name}: {report:?}\n{text}"));
        // LibreOffice's editions say on the page that they are samples.
        assert_eq!(bound.is_sample(), name.ends_with("libreoffice"), "{name}");
    }
}

#[test]
fn what_is_only_likely_is_refused_until_a_person_has_looked() {
    let form = Form::embedded("lv.kase.x509").unwrap();
    let bind = |text: &str| {
        let binding = Binding::parse(text, "x.binding.toml").unwrap();
        match BoundForm::new(
            &form,
            &binding,
            "x.binding.toml",
            template("trap-no-headings"),
            &Origin::file("x.pdf"),
        ) {
            Ok(Ok(_)) => String::new(),
            Ok(Err(report)) => {
                report.findings().iter().map(|f| format!("{}: {}\n", f.code, f.message(Lang::En))).collect()
            }
            Err(error) => error.to_string(),
        }
    };
    let matching = matching(&form, &template("trap-no-headings"));
    let text = matching.binding(&form, "x.pdf", Lang::En);
    assert!(!matching.is_complete());
    let refused = bind(&text);
    assert_eq!(
        refused.matches("is only likely: look at the PDF, then delete `confirm`").count(),
        11,
        "{refused}"
    );
    assert_eq!(bind(&text.replace(", confirm = true", "")), "");
    insta::assert_snapshot!(text.lines().skip(8).take(7).collect::<Vec<_>>().join("\n"), @r#"
    [fields]
    # Likely: „Name” → „Nosaukums”, page 1; other or unknown section.
    "client.name" = { field = "Text1", confirm = true }
    # Likely: „Registration no.” → „Reģistrācijas Nr.”, page 1; same words elsewhere, fits another value, too, other or unknown section; could also be Text4.
    "client.reg_no" = { field = "Text2", confirm = true }
    "user.name" = "Text3"
    # Likely: „Registration number” → „Reģistrācijas numurs”, page 1; same words elsewhere, fits another value, too, other or unknown section; could also be Text2.
    "#);
}

#[test]
fn another_form_is_told_apart() {
    let form = Form::embedded("lv.kase.x509").unwrap();
    let other = Template::read(std::fs::read("fixtures/forms/unseen.pdf").unwrap()).unwrap();
    let matching = matching(&form, &other);
    assert!(matching.is_other_form());
    assert_eq!(matching.count(Certainty::Certain), 0);
}
