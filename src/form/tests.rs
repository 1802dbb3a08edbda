use super::*;
use crate::diag::Severity::{Error, Info, Warning};

/// The smallest sound definition; tests break one thing in it.
pub(crate) const SMALL: &str = r#"
schema = 1
id = "xx.small"
edition = "1"
language = "lv"
title = { lv = "Mazs", en = "Small" }
issuer = { name = { lv = "Kāds", en = "Somebody" } }
instruction = { title = { lv = "Kā", en = "How" }, updated = 2025-01-02, checked_on = 2025-02-03 }

[[sentence]]
id = "S1"
enforced = ["machine"]
lv = "Raksti."
en = "Write."
does = { lv = "Prasa.", en = "Asks." }

[[section]]
key = "one"
title = { lv = "Pirmā", en = "First" }

[[field]]
key = "one.name"
section = "one"
kind = "text"
label = { lv = "Nosaukums", en = "Name" }
rule = "S1"

[[field]]
key = "one.tick"
section = "one"
kind = "tick"
label = { lv = "Atzīme", en = "Tick" }
rule = "S1"

[[rule]]
code = "S1"
severity = "error"
provenance = "instruction"
required = ["one.name"]
message = { lv = "Trūkst: {list}.", en = "Missing: {list}." }

[document]
per_container = { count = 1, rule = "S1" }
attachments = { policy = "none", rule = "S1" }
scans = { scan = "refuse", unknown = "refuse", rule = "S1" }
name = { label = "one.name", actions = { "one.tick" = "dari" } }

[signing]
container = "edoc"
signers = { count = 1, rule = "S1" }
time_stamp = { required = true, rule = "S1" }

[sending]
rule = "S1"
channel = "e-adrese"
addressee = "Kāds"
"#;

fn faults_with(from: &str, to: &str) -> Vec<String> {
    assert!(SMALL.contains(from), "{from}");
    match Form::parse(&SMALL.replacen(from, to, 1), "form.toml") {
        Ok(_) => Vec::new(),
        Err(FormError::Faults(faulty)) => faulty.faults.iter().map(ToString::to_string).collect(),
        Err(other) => vec![other.to_string()],
    }
}

#[test]
fn every_embedded_form_is_sound() {
    for id in Form::embedded_ids() {
        let form = Form::embedded(id).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(form.id(), id);
    }
    assert!(Form::parse(SMALL, "small").is_ok());
}

#[test]
fn a_definition_that_is_no_toml_points_at_the_place() {
    let text = SMALL.replacen("kind = \"tick\"", "kind = \"tock\"", 1);
    let error = Form::parse(&text, "forms/xx/form.toml").unwrap_err();
    let FormError::Faults(faulty) = &error else { panic!("{error}") };
    let [fault] = faulty.faults.as_slice() else { panic!("{error}") };
    let at = text.lines().position(|line| line == "kind = \"tock\"").map(|n| n + 1);
    assert_eq!(fault.position().map(|(line, _)| line), at);
    assert_eq!((fault.code(), fault.position().map(|(_, column)| column)), ("F-value", Some(8)));
    let faults = fault.render(&text, Lang::En);
    assert!(faults.contains("^^^^^^") && faults.contains("Was `tick` meant?"), "{faults}");
    assert!(error.to_string().starts_with("forms/xx/form.toml: line "), "{error}");
}

#[test]
fn unknown_keys_are_refused_everywhere() {
    for (from, to) in [
        ("schema = 1", "schema = 1\nshema = 1"),
        ("kind = \"tick\"", "kind = \"tick\"\nmaximum = 3"),
        ("severity = \"error\"", "severity = \"error\"\nrequire = []"),
        ("container = \"edoc\"", "container = \"edoc\"\nsigner_count = 2"),
        ("count = 1, rule", "count = 1, least = 1, rule"),
    ] {
        let faults = faults_with(from, to);
        assert!(faults.len() == 1 && faults[0].contains("unknown key"), "{faults:?}");
    }
}

#[test]
fn a_rule_has_exactly_one_check() {
    for (from, to) in [
        ("required = [\"one.name\"]\n", ""),
        ("required = [\"one.name\"]", "required = [\"one.name\"]\nforbidden = [\"one.tick\"]"),
    ] {
        let faults = faults_with(from, to);
        assert!(faults.len() == 1 && faults[0].contains("needs exactly one of"), "{faults:?}");
        assert!(faults[0].starts_with("line "), "{faults:?}");
    }
}

/// Each thing that can be wrong, by breaking it.
#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn what_does_not_fit_is_told_with_its_key() {
    for (from, to, key, message) in [
        ("schema = 1", "schema = 2", "schema", "this program reads 1, not 2"),
        ("id = \"xx.small\"", "id = \"Small Form\"", "id", "an id is made of"),
        (
            "checked_on = 2025-02-03",
            "checked_on = 2025-01-01",
            "instruction.checked_on",
            "older than the instruction",
        ),
        ("lv = \"Mazs\", en = \"Small\"", "lv = \"Mazs\", en = \"\"", "title", "missing in one language"),
        ("enforced = [\"machine\"]", "enforced = []", "sentence[0].enforced", "say how"),
        (
            "enforced = [\"machine\"]",
            "enforced = [\"unchecked\"]",
            "sentence[0].unchecked",
            "`unchecked` says",
        ),
        (
            "id = \"S1\"",
            "id = \"S1\"\nfirm = [\"nonsense\"]",
            "sentence[0].firm[0]",
            "problem called `nonsense`",
        ),
        ("key = \"one\"", "key = \"two\"", "field[0].section", "no section is called `one`"),
        ("key = \"one.tick\"", "key = \"one.name\"", "field[1].key", "`one.name` stands here a second time"),
        ("key = \"one.tick\"", "key = \"One.Tick\"", "field[1].key", "a key is made of"),
        ("kind = \"text\"", "kind = \"text\"\nmax = 0", "field[0].max", "nothing would fit"),
        (
            "kind = \"text\"",
            "kind = \"text\"\nwrite = \"digits\"",
            "field[0].write",
            "for the kind `personal_code, iban`",
        ),
        ("kind = \"text\"", "kind = \"personal_code\"\nwrite = \"grouped\"", "field[0].write", "`as_given`"),
        ("kind = \"text\"", "kind = \"iban\"\nwrite = \"dashed\"", "field[0].write", "`grouped`"),
        (
            "kind = \"text\"",
            "kind = \"text\"\nformat = \"dd.mm.yyyy.\"",
            "field[0].format",
            "for the kind `date`",
        ),
        ("kind = \"text\"", "kind = \"date\"\nformat = \"dd.mm.yy\"", "", "is not a way to write a day"),
        ("kind = \"text\"", "kind = \"email\"\nshapes = [\"#\"]", "field[0].shapes", "for the kind `text`"),
        ("kind = \"text\"", "kind = \"text\"\nshapes = [\"LV\"]", "", "has none of `#`"),
        (
            "kind = \"text\"",
            "kind = \"date\"\ncomputed = { from = \"one.tick\", years = 3 }",
            "field[0].computed.from",
            "`one.tick` is not a date",
        ),
        (
            "kind = \"text\"",
            "kind = \"text\"\ncomputed = { from = \"one.name\" }",
            "field[0].computed",
            "only a date is computed",
        ),
        (
            "kind = \"text\"",
            "kind = \"date\"\ncomputed = { from = \"one.name\" }",
            "field[0].computed",
            "say by how many",
        ),
        (
            "kind = \"text\"",
            "kind = \"date\"\ncomputed = { from = \"one.name\", years = 1 }\ndefault = \"2026-01-01\"",
            "field[0].computed",
            "has no default",
        ),
        (
            "required = [\"one.name\"]",
            "ordered = [\"one.name\", \"one.tick\"]",
            "rule[0].ordered[0]",
            "`one.name` is not a date",
        ),
        (
            "required = [\"one.name\"]",
            "within_days = { of = [\"one.name\", \"one.tick\"], days = 7 }",
            "rule[0].within_days.of[1]",
            "`one.tick` is not a date",
        ),
        (
            "required = [\"one.name\"]",
            "without_shapes = { in = [\"one.name\"], any = [] }",
            "rule[0].without_shapes.any",
            "lists at least one",
        ),
        (
            "required = [\"one.name\"]",
            "without_values = { in = [\"one.name\"], of = [\"one.tick\"] }",
            "rule[0].without_values.of[0]",
            "`one.tick` holds no text",
        ),
        ("language = \"lv\"", "language = \"latvian\"", "language", "two small letters"),
        ("language = \"lv\"", "language = \"et\"", "original_title", "its own words here"),
        ("language = \"lv\"", "language = \"et\"", "sentence[0].original", "its own words here"),
        ("kind = \"text\"", "kind = \"email\"\nlines = 2", "field[0].lines", "is for the kind `text`"),
        ("kind = \"text\"", "kind = \"choice\"", "field[0]", "the kind needs `options`"),
        (
            "kind = \"tick\"",
            "kind = \"tick\"\nrule = \"S9\"\naliases = [\"a\"]",
            "",
            "`rule` stands in this table a second time",
        ),
        (
            "kind = \"tick\"",
            "kind = \"tick\"\naliases = [\"NOSAUKUMS\", \"one name\"]",
            "field[1]",
            "the name `one name` is that of `one.name`",
        ),
        (
            "kind = \"tick\"",
            "kind = \"tick\"\nsame_as = \"one.name\"",
            "field[1].same_as",
            "both fields must hold text",
        ),
        (
            "kind = \"text\"",
            "kind = \"text\"\nsame_as = \"one.nam\"",
            "field[0].same_as",
            "no field is called `one.nam`",
        ),
        (
            "kind = \"text\"",
            "kind = \"text\"\nsame_as = \"one.name\"",
            "field[0].same_as",
            "takes its own value",
        ),
        (
            "kind = \"text\"",
            "kind = \"text\"\ncodes = { chek = \"S1\" }",
            "field[0].codes.chek",
            "problem called `chek`",
        ),
        (
            "kind = \"text\"",
            "kind = \"text\"\nby = { field = \"one.tick\", on = { kind = \"email\" } }",
            "field[0].by.field",
            "`one.tick` is not a choice",
        ),
        (
            "label = { lv = \"Atzīme\", en = \"Tick\" }\nrule = \"S1\"",
            "label = { lv = \"Atzīme\", en = \"Tick\" }\nrule = \"S2\"",
            "field[1].rule",
            "neither a sentence nor a rule is called `S2`",
        ),
        ("required = [\"one.name\"]", "required = []", "rule[0].required", "at least 1 fields"),
        (
            "required = [\"one.name\"]",
            "required = [\"one.nam\"]",
            "rule[0].required[0]",
            "no field is called `one.nam`",
        ),
        (
            "required = [\"one.name\"]",
            "same = [\"one.name\", \"one.tick\"]",
            "rule[0].same[1]",
            "`one.tick` holds no text",
        ),
        (
            "required = [\"one.name\"]",
            "local_part = { in = [\"one.name\"], any = [\"info\"] }",
            "rule[0].local_part.in[0]",
            "is not an e-mail address",
        ),
        (
            "required = [\"one.name\"]",
            "required = [\"one.name\"]\nwhen = { \"one.tick\" = \"on\" }",
            "rule[0].when.\"one.tick\"",
            "`one.tick` is not a choice",
        ),
        (
            "required = [\"one.name\"]",
            "required = [\"one.name\"]\nwhen = { \"one.tock\" = true }",
            "rule[0].when.\"one.tock\"",
            "no field is called `one.tock`",
        ),
        ("code = \"S1\"", "code = \"B1\"", "rule[0].code", "bears the id of its sentence"),
        ("Trūkst: {list}.", "Trūkst: {lits}.", "rule[0].message", "`{list}` stands in one language only"),
        (
            "{ lv = \"Trūkst: {list}.\", en = \"Missing: {list}.\" }",
            "{ lv = \"Trūkst: {v}.\", en = \"Missing: {v}.\" }",
            "rule[0].message",
            "nothing here is called `{v}`",
        ),
        (
            "name = { label = \"one.name\"",
            "name = { label = \"one.tick\"",
            "document.name.label",
            "do not belong into file names",
        ),
        (
            "\"one.tick\" = \"dari\"",
            "\"one.tick\" = \"Dari!\"",
            "document.name.actions.\"one.tick\"",
            "small letters",
        ),
        (
            "signers = { count = 1, rule = \"S1\" }",
            "signers = { count = 0, rule = \"S1\" }",
            "signing.signers.count",
            "at least one",
        ),
        (
            "[sending]\nrule = \"S1\"",
            "[sending]\nrule = \"S5\"",
            "sending.rule",
            "neither a sentence nor a rule is called `S5`",
        ),
    ] {
        let faults = faults_with(from, to);
        let expected = format!("`{key}");
        let is_there = faults
            .iter()
            .any(|fault| (key.is_empty() || fault.contains(&expected)) && fault.contains(message));
        assert!(is_there, "{to}\n{faults:#?}");
    }
}

#[test]
fn all_faults_are_told_at_once_with_their_lines() {
    let text = SMALL
        .replace("S1\"\n\n[[field]]", "S7\"\n\n[[field]]")
        .replace("required = [\"one.name\"]", "required = [\"a\", \"b\"]");
    let error = Form::parse(&text, "form.toml").unwrap_err();
    let FormError::Faults(faulty) = &error else { panic!("{error}") };
    let at = |line: &str| text.lines().position(|l| l == line).map(|n| n + 1);
    let lines: Vec<Option<usize>> =
        faulty.faults.iter().map(|fault| fault.position().map(|(line, _)| line)).collect();
    assert_eq!(
        lines,
        [at("rule = \"S7\""), at("required = [\"a\", \"b\"]"), at("required = [\"a\", \"b\"]")]
    );
    insta::assert_snapshot!(error, @r"
    form.toml: 3 faults
      line 26: `field[0].rule`: neither a sentence nor a rule is called `S7`
      line 39: `rule[0].required[0]`: no field is called `a`
      line 39: `rule[0].required[1]`: no field is called `b`
    ");
}

#[test]
fn a_folder_is_a_form_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let missing = Form::open(folder.path()).unwrap_err();
    assert!(missing.to_string().starts_with("cannot read `"), "{missing}");

    std::fs::write(folder.path().join("form.toml"), SMALL).unwrap();
    let form = Form::open(folder.path()).unwrap();
    assert_eq!((form.id(), form.template(), form.examples().unwrap().len()), ("xx.small", None, 0));

    let template = "template = { file = \"form.pdf\", binding = \"../binding.toml\" }\n";
    std::fs::write(
        folder.path().join("form.toml"),
        SMALL.replacen("schema = 1\n", &format!("schema = 1\n{template}"), 1),
    )
    .unwrap();
    let outside = Form::open(folder.path()).unwrap_err();
    assert!(outside.to_string().contains("`template.binding`: a plain file name"), "{outside}");

    let template = template.replace("../", "");
    std::fs::write(
        folder.path().join("form.toml"),
        SMALL.replacen("schema = 1\n", &format!("schema = 1\n{template}"), 1),
    )
    .unwrap();
    std::fs::write(folder.path().join("form.pdf"), b"%PDF-").unwrap();
    assert!(Form::open(folder.path()).is_err(), "there is no binding");
    std::fs::write(folder.path().join("binding.toml"), "").unwrap();
    assert_eq!(Form::open(folder.path()).unwrap().template(), Some(&b"%PDF-"[..]));
}

#[test]
fn an_unknown_form_names_those_there_are() {
    let error = Form::embedded("lv.kase.x510").unwrap_err();
    assert_eq!(error.to_string(), "no embedded form is called `lv.kase.x510`; there is `lv.kase.x509`");
}

#[test]
fn codes_are_explained_from_rule_wording_catalogue_and_sentence() {
    let form = Form::embedded("lv.kase.x509").unwrap();
    let explained = |code: &str| {
        let known = form.explain(code)?;
        Some((known.severity, known.wording.is_some(), known.sentence.map(|sentence| sentence.id.as_str())))
    };
    assert_eq!(explained("S9"), Some((Some(Error), true, Some("S9"))));
    assert_eq!(explained("A1"), Some((Some(Error), true, None)));
    assert_eq!(explained("S13-shared"), Some((Some(Warning), true, Some("S13"))));
    assert_eq!(explained("S12-pk-check"), Some((Some(Error), true, Some("S12"))));
    assert_eq!(explained("S8-dash"), Some((Some(Info), true, Some("S8"))));
    assert_eq!(explained("S21"), Some((None, false, Some("S21"))));
    assert_eq!(explained("S16"), Some((Some(Error), true, Some("S16"))));
    assert_eq!(explained("S18"), Some((Some(Warning), true, Some("S18"))));
    assert_eq!(explained("T-len"), Some((Some(Error), true, None)));
    assert_eq!(explained("S99"), None);
    assert_eq!(explained("S12-nonsense"), None);
}

#[test]
fn the_empty_sheet_has_a_column_for_each_field_to_fill_in() {
    let form = Form::embedded("lv.kase.x509").unwrap();
    let columns: Vec<_> = form.columns().collect();
    assert_eq!(columns.len(), 20);
    assert_eq!((columns[0].header.lv.as_ref(), columns[0].choices.len()), ("Klienta veids", 3));
    assert_eq!(columns.iter().filter(|column| column.optional).count(), 2);
    // The headers of the sheet lead back to their fields.
    for (column, header) in columns.iter().flat_map(|c| [(c, &c.header.lv), (c, &c.header.en)]) {
        let expected = form.position(column.key).map(name_index::NameTarget::Field);
        assert_eq!(form.names.target(header), expected, "{header}");
    }
}

#[test]
fn whatever_is_quoted_is_a_sentence() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/forms");
    let folders = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    for form in folders.filter(|path| path.join("form.toml").is_file()).map(|path| Form::open(&path).unwrap())
    {
        let of_rules = form.rules().iter().map(|rule| &rule.wording);
        let of_wordings = form.definition.wordings.iter().map(|w| &w.wording);
        let words = of_rules.chain(of_wordings).flat_map(|w| [&w.message, &w.hint, &w.explain]);
        let of_sentences = form.sentences().iter().flat_map(|sentence| [&sentence.does, &sentence.unchecked]);
        let texts: Vec<&Bilingual> =
            words.chain(of_sentences).chain(form.reminders().iter().map(|reminder| &reminder.text)).collect();
        for text in texts.iter().flat_map(|text| [text.of(Lang::Lv), text.of(Lang::En)]) {
            for quoted in text.split('«').skip(1).filter_map(|tail| Some(tail.split_once('»')?.0)) {
                assert!(form.sentences().iter().any(|s| form.sentence_text(s) == quoted), "«{quoted}»");
            }
        }
    }
}
