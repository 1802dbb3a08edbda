use super::*;

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
        Err(FormError::Faults { faults, .. }) => faults.iter().map(ToString::to_string).collect(),
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
