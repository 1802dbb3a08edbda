use super::*;
use crate::data::CellValue;
use crate::diag::{Lang, Origin, Report};
use crate::form::definition::Key;
use crate::form::{Form, FormError, FormValue};
use crate::pdf::{self, FieldValue, Template};

fn template(path: &str) -> Template {
    Template::read(std::fs::read(path).unwrap()).unwrap()
}

fn bind(form: &Form, binding: &str, template: Template) -> Result<Result<BoundForm, Report>, FormError> {
    let binding = Binding::parse(binding, "binding.toml")?;
    BoundForm::new(form, &binding, "binding.toml", template, &Origin::file("form.pdf"))
}

fn outcome(result: Result<Result<BoundForm, Report>, FormError>) -> String {
    match result {
        Ok(Ok(_)) => "bound".to_owned(),
        Ok(Err(report)) => {
            let lines = report.findings().iter().map(|f| format!("{}: {}", f.code, f.message(Lang::En)));
            lines.collect::<Vec<_>>().join("\n")
        }
        Err(error) => error.to_string(),
    }
}

const SAMPLE: &str = "schemas/forms/lv.kase.x509/sample.pdf";
const SAMPLE_BINDING: &str = include_str!("../../../schemas/forms/lv.kase.x509/sample.binding.toml");
const OTHER: &str = "fixtures/forms/other-make.pdf";
const OTHER_BINDING: &str = include_str!("../../../fixtures/forms/other-make.binding.toml");

#[test]
fn one_definition_fits_two_makes_of_its_form() {
    let form = Form::embedded("lv.kase.x509").unwrap();
    let sample = bind(&form, SAMPLE_BINDING, template(SAMPLE)).unwrap().unwrap();
    let other = bind(&form, OTHER_BINDING, template(OTHER)).unwrap().unwrap();
    assert!(sample.is_sample() && !other.is_sample());
    assert_eq!(sample.written_fields().count(), 17);
    assert_eq!(other.written_fields().count(), 17);
    assert_eq!(
        sample.blank_fields().map(|(key, field)| (&**key, field)).collect::<Vec<_>>(),
        [("signer.signature", "parakstitajs.paraksts"), ("signer.date", "parakstitajs.datums")]
    );
    assert_eq!(other.target("signer.date"), Some(&FieldTarget::Absent));
    assert!(sample.missing_fields(&template(SAMPLE)).is_empty());
    assert_eq!(sample.missing_fields(&template(OTHER)).len(), 19);
}

#[test]
fn another_pdf_is_refused_with_the_fields_that_differ() {
    let form = Form::embedded("lv.kase.x509").unwrap();
    let outcome = outcome(bind(&form, SAMPLE_BINDING, template("fixtures/forms/unseen.pdf")));
    assert!(outcome.starts_with("T-template: This form PDF is not the one"), "{outcome}");
    let fields = "(fields that differ: amats, darbiba.apturet, darbiba.apturet_iemesls, ";
    assert!(outcome.contains("T-form: ") && outcome.contains(fields), "{outcome}");
}

#[test]
fn a_field_that_the_binding_does_not_speak_of_is_told() {
    let form = Form::embedded("lv.kase.x509").unwrap();
    let less = OTHER_BINDING
        .replace("\"signer.signature\" = \"Signature1\"\n", "")
        .replace("absent = [\"signer.date\"]", "absent = [\"signer.date\", \"signer.signature\"]");
    assert!(outcome(bind(&form, &less, template(OTHER))).contains("(fields that differ: Signature1)"));
    let unused = less.replace("[fields]", "unused = [\"Signature1\"]\n\n[fields]");
    assert_eq!(outcome(bind(&form, &unused, template(OTHER))), "bound");
    let gone = unused.replace("\"Signature1\"]", "\"Signature1\", \"Signature2\"]");
    assert!(outcome(bind(&form, &gone, template(OTHER))).contains("(fields that differ: Signature2)"));
}

#[test]
fn what_is_wrong_with_a_binding_is_told_with_its_line() {
    let form = Form::embedded("lv.kase.x509").unwrap();
    for (from, to, expected) in [
        ("schema = 1", "schema = 2", "binding.toml: line 4: `schema`: this program reads 1, not 2"),
        ("form = \"lv.kase.x509\"", "form = \"xx\"", "`form`: the form is `lv.kase.x509`, not `xx`"),
        ("\"client.name\" =", "\"client.nam\" =", "the form has no field `client.nam`"),
        ("\"client.name\" =", "\"client.kind\" =", "`client.kind` is not printed on the form"),
        ("\"client.name\" =", "\"client.nam\" =", "`fields`: `client.name` has no place"),
        ("\"form1.client_name\"", "\"form1.Text2\"", "the field `form1.Text2` is that of `client.name`"),
        (
            "absent = [\"signer.date\"]",
            "absent = [\"signer.date\", \"client.name\"]",
            "`client.name` has a place, too",
        ),
        ("\"preparer.phone\" = \"form1.prepared_by.Text13\"", "", "`preparer.phone` has no place"),
        (
            "\"Signature1\"",
            "{ field = \"Signature1\", join = \" \" }",
            "a blank field is bound by its name alone",
        ),
        ("\"form1.client_name\"", "{ field = \"form1.client_name\", on = \"On\" }", "`on` is for ticks"),
        ("\"form1.client_name\"", "{ feild = \"form1.client_name\" }", "line 10: unknown key `feild`"),
        (
            "\"form1.client_name\"",
            "{ field = \"a\", same = [\"b\"] }",
            "exactly one of `field`, `same`, `split`",
        ),
        (
            "\"form1.client_name\"",
            "{ field = \"a\", on = \"1\", join = \"\" }",
            "goes with one of `on`, `join`, `states`",
        ),
        ("\"form1.client_name\"", "{ same = [] }", "names no field of the PDF"),
        (
            "\"form1.client_name\"",
            "{ same = [\"form1.client_name\", \"form1.client_name\"] }",
            "a second time",
        ),
        ("sha256 = \"617f", "sha256 = \"6171", "T-template: "),
        ("sha256 = \"617f", "sha256 = \"", "64 hexadecimal digits"),
        (
            "on = \"1\"",
            "on = \"2\"",
            "T-form: This PDF does not match the form of the definition (fields that differ: form1.CB_3)",
        ),
    ] {
        assert!(OTHER_BINDING.contains(from), "{from}");
        let outcome = outcome(bind(&form, &OTHER_BINDING.replacen(from, to, 1), template(OTHER)));
        assert!(outcome.contains(expected), "{to}\n{outcome}");
    }
}

/// A form of its own on a PDF with a radio group, to try what the Treasury's has no use for.
const LEAVE: &str = r#"
schema = 1
id = "xx.leave"
edition = "1"
language = "lv"
title = { lv = "Atvaļinājums", en = "Leave" }
issuer = { name = { lv = "Kāds", en = "Somebody" } }
instruction = { title = { lv = "Kā", en = "How" }, updated = 2025-01-02, checked_on = 2025-02-03 }
sentence = [{ id = "S1", enforced = ["machine"], lv = "Raksti.", en = "Write.", does = { lv = "Prasa.", en = "Asks." } }]
section = [{ key = "one", title = { lv = "Pirmā", en = "First" } }]

[document]
per_container = { count = 1, rule = "S1" }
attachments = { policy = "none", rule = "S1" }
scans = { scan = "refuse", unknown = "refuse", rule = "S1" }
name = { label = "reason" }

[signing]
container = "edoc"
signers = { count = 1, rule = "S1" }
time_stamp = { required = true, rule = "S1" }

[sending]
rule = "S1"
channel = "email"
addressee = "Kāds"
"#;

fn leave(fields: &[(&str, &str)]) -> Form {
    let fields = fields.iter().map(|(key, rest)| {
        format!("[[field]]\nkey = \"{key}\"\nsection = \"one\"\nrule = \"S1\"\nlabel = {{ lv = \"L {key}\", en = \"E {key}\" }}\n{rest}\n")
    });
    Form::parse(&format!("{LEAVE}\n{}", fields.collect::<String>()), "leave")
        .unwrap_or_else(|e| panic!("{e}"))
}

const KINDS: &str = "kind = \"choice\"\noptions = [\
    { value = \"unpaid\", label = { lv = \"bez\", en = \"unpaid\" } },\
    { value = \"yearly\", label = { lv = \"ikgadējais\", en = \"yearly\" } },\
    { value = \"study\", label = { lv = \"mācību\", en = \"study\" } }]";

fn leave_binding(fields: &str) -> String {
    let sha256 = crate::values::Sha256Digest::from_bytes(template("fixtures/forms/unseen.pdf").sha256());
    format!("schema = 1\nform = \"xx.leave\"\nsha256 = \"{sha256}\"\n{fields}")
}

fn texts(
    bound: &BoundForm,
    form: &Form,
    values: &[(&str, FormValue)],
) -> Result<Vec<(String, String)>, String> {
    let values: Vec<(Key, &FormValue)> = values.iter().map(|(k, v)| ((*k).into(), v)).collect();
    let written = bound.field_values(form, values.iter().map(|(k, v)| (k, *v)), &Origin::default());
    let written = written.map_err(|report| report.findings()[0].message(Lang::En))?;
    let text = |value: &pdf::FillValue| match value {
        pdf::FillValue::Text(text) => text.clone(),
        other => format!("{other:?}"),
    };
    Ok(written.iter().map(|(field, value)| ((*field).to_owned(), text(value))).collect())
}

#[test]
fn choices_joined_and_split_values_go_where_the_binding_says_and_come_back() {
    let form = leave(&[
        ("given", "kind = \"given_name\""),
        ("surname", "kind = \"surname\""),
        ("what", KINDS),
        ("code", "kind = \"text\""),
        ("reason", "kind = \"text\""),
        ("before", "kind = \"tick\""),
    ]);
    let binding = leave_binding(
        r#"
        [fields]
        given = { field = "darbinieks", join = " " }
        surname = { field = "darbinieks", join = " " }
        what = { field = "veids", states = { unpaid = "bez_saglabasanas", yearly = "ikgadejais", study = "macibu" } }
        code = { split = ["no_datuma", "lidz_datumam"] }
        reason = { same = ["pamatojums", "amats"] }
        before = "izmaksa_pirms"
        "#,
    );
    let bound = bind(&form, &binding, template("fixtures/forms/unseen.pdf")).unwrap().unwrap();
    let text = |text: &str| FormValue::Text(text.to_owned());
    let values = [
        ("given", text("Anna Marija")),
        ("surname", text("Ozola")),
        ("what", FormValue::Choice("study".into())),
        ("code", text("ABC")),
        ("reason", text("Mācības")),
        ("before", FormValue::Tick(true)),
    ];
    let pairs = texts(&bound, &form, &values).unwrap();
    let pairs: Vec<(&str, &str)> =
        pairs.iter().map(|(field, text)| (field.as_str(), text.as_str())).collect();
    assert_eq!(
        pairs,
        [
            ("darbinieks", "Anna Marija Ozola"),
            ("veids", "State(\"macibu\")"),
            ("no_datuma", "A"),
            ("lidz_datumam", "BC"),
            ("pamatojums", "Mācības"),
            ("amats", "Mācības"),
            ("izmaksa_pirms", "State(\"Yes\")"),
        ]
    );
    assert_eq!(texts(&bound, &form, &[]).unwrap(), [("izmaksa_pirms".to_owned(), "Off".to_owned())]);

    // Filled, and read again.
    let keyed: Vec<(Key, FormValue)> = values.iter().map(|(k, v)| ((*k).into(), v.clone())).collect();
    let written = bound.field_values(&form, keyed.iter().map(|(k, v)| (k, v)), &Origin::default());
    let fields: Vec<&str> = bound.written_fields().collect();
    let filler = pdf::Filler::new(bound.template(), &fields).unwrap();
    let finished = Template::read(filler.fill(&written.unwrap()).unwrap().bytes()).unwrap();
    assert_eq!(finished.field("veids").and_then(|f| f.value()), Some(&FieldValue::On("macibu".to_owned())));
    let record = bound.record_of(&form, &finished, "filled.pdf");
    let read: Vec<(&str, &CellValue)> = record.cells.iter().map(|cell| (&*cell.name, &cell.value)).collect();
    assert_eq!(
        read,
        [
            // One field cannot tell where a given name of two words ends.
            ("given", &CellValue::Text("Anna".to_owned())),
            ("surname", &CellValue::Text("Marija Ozola".to_owned())),
            ("what", &CellValue::Text("study".to_owned())),
            ("code", &CellValue::Text("ABC".to_owned())),
            ("reason", &CellValue::Text("Mācības".to_owned())),
            ("before", &CellValue::Bool(true)),
        ]
    );
}

#[test]
fn ticks_of_one_group_cannot_be_set_together() {
    let form =
        leave(&[("unpaid", "kind = \"tick\""), ("yearly", "kind = \"tick\""), ("reason", "kind = \"text\"")]);
    let binding = leave_binding(
        r#"unused = ["amats", "no_datuma", "lidz_datumam", "darbinieks", "izmaksa_pirms"]
        [fields]
        unpaid = { field = "veids", on = "bez_saglabasanas" }
        yearly = { field = "veids", on = "ikgadejais" }
        reason = "pamatojums"
        "#,
    );
    let bound = bind(&form, &binding, template("fixtures/forms/unseen.pdf")).unwrap().unwrap();
    let written = |unpaid, yearly| {
        texts(&bound, &form, &[("unpaid", FormValue::Tick(unpaid)), ("yearly", FormValue::Tick(yearly))])
    };
    let one = |text: &str| Ok(vec![("veids".to_owned(), text.to_owned())]);
    assert_eq!(written(false, false), one("Off"));
    assert_eq!(written(false, true), one("State(\"ikgadejais\")"));
    assert_eq!(
        written(true, true),
        Err("In this PDF of the form only one of these can be chosen: E unpaid, E yearly.".to_owned())
    );
    let same_state = binding.replace("on = \"ikgadejais\"", "on = \"bez_saglabasanas\"");
    assert!(
        outcome(bind(&form, &same_state, template("fixtures/forms/unseen.pdf")))
            .contains("the field `veids` is that of `unpaid`")
    );
}
