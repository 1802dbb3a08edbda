use super::*;

fn printed(path: &str) -> (Pdf, Printed) {
    let pdf = Pdf::read(std::fs::read(path).unwrap()).unwrap();
    let printed = Printed::of(&pdf);
    (pdf, printed)
}

fn labels(path: &str) -> Vec<String> {
    let (pdf, printed) = printed(path);
    let told = |beside: &Beside| {
        let name = pdf.fields()[beside.field()].name();
        let or_none = |text: Option<&str>| text.unwrap_or("-").to_owned();
        format!("{name}: {} | {}", or_none(beside.label()), or_none(beside.heading()))
    };
    printed.beside().iter().map(told).collect()
}

#[test]
fn labels_above_their_fields() {
    insta::assert_snapshot!(labels("schemas/forms/lv.kase.x509/sample.pdf").join("\n"), @"");
}

#[test]
fn labels_to_the_left() {
    insta::assert_snapshot!(labels("fixtures/forms/other-make.pdf").join("\n"), @"");
}

#[test]
fn labels_of_boxes() {
    insta::assert_snapshot!(labels("fixtures/forms/unseen.pdf").join("\n"), @"");
}
