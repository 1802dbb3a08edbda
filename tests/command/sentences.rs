//! The instruction's sentences: what a person is told, what is said not to be checked, and what `explain` quotes.

use std::collections::BTreeSet;

use edocpack::diag::catalogue;
use edocpack::form::{Enforcement, Form, InstructionSentence};
use serde_json::Value;

use super::run::Run;
use super::sample::{NAMES, built};

fn form() -> Form {
    Form::embedded("lv.kase.x509").unwrap()
}

fn sentences(how: Enforcement) -> Vec<InstructionSentence> {
    form().sentences().iter().filter(|sentence| sentence.enforced.contains(&how)).cloned().collect()
}

/// The sheet as one reads it.
fn sheet() -> String {
    let html = built().text("gatavie/lapa.html");
    let body = html.split_once("</style>").unwrap().1;
    let mut text = String::new();
    for part in body.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    text.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[test]
fn every_reminder_is_in_the_sheet_word_for_word() {
    let sheet = sheet();
    let reminders = sentences(Enforcement::Reminder);
    assert!(reminders.len() >= 10);
    for sentence in reminders {
        assert!(sheet.contains(&format!("«{}»", sentence.lv)), "{} is not in the sheet", sentence.id);
    }
}

#[test]
fn every_reminder_is_in_the_record_of_each_application_that_it_concerns() {
    for name in NAMES {
        let record = built().json_in(&format!("gatavie/records/{name}.package.json"));
        let said: Vec<&Value> = ["reminders", "remaining_steps"]
            .iter()
            .flat_map(|part| record[part].as_array().unwrap())
            .collect();
        for sentence in sentences(Enforcement::Reminder) {
            // Only who asks for a certificate receives one.
            let concerns = name.ends_with("_izsniegt") || !["S13", "S14"].contains(&&*sentence.id);
            let quoted =
                said.iter().any(|said| said["rule"] == sentence.id && said["text"]["lv"] == sentence.lv);
            assert_eq!(quoted, concerns, "{name}: {}", sentence.id);
        }
    }
}

#[test]
fn what_no_program_can_check_is_listed_as_not_checked() {
    let sheet = sheet();
    let listed = sheet.split_once("Ko programma nevar pārbaudīt").unwrap().1;
    let unchecked = sentences(Enforcement::Unchecked);
    assert_eq!(unchecked.iter().map(|s| &*s.id).collect::<Vec<_>>(), ["S5", "S20", "S21", "S22"]);
    for sentence in &unchecked {
        assert!(listed.contains(&*sentence.unchecked.lv), "{} is not in the sheet", sentence.id);
    }
    for name in NAMES {
        let record = built().json_in(&format!("gatavie/records/{name}.package.json"));
        let expected: Vec<Value> = unchecked
            .iter()
            .map(|s| serde_json::json!({ "rule": s.id, "text": { "lv": s.unchecked.lv, "en": s.unchecked.en } }))
            .collect();
        assert_eq!(record["not_checked"], Value::Array(expected));
    }
}

#[test]
fn explain_quotes_each_sentence_exactly_in_both_languages() {
    for sentence in form().sentences() {
        let latvian = Run::new(&["explain", &sentence.id]).run().code(0).stdout;
        assert!(latvian.contains(&format!("\n{} «{}»\n", sentence.id, sentence.lv)), "{latvian}");
        let english = Run::new(&["explain", &sentence.id, "--lang", "en"]).run().code(0).stdout;
        let quoted = format!("\n{} «{}»\n{}\n", sentence.id, sentence.lv, sentence.en);
        assert!(english.contains(&quoted), "{english}");
    }
}

#[test]
fn explain_s18() {
    insta::assert_snapshot!(Run::new(&["explain", "S18"]).run().code(0).stdout, @r#"
        S18 · brīdinājums · instrukcija

        Lauku „…” neaizpilda: parakstu un datumu aizstāj drošs elektroniskais paraksts ar laika zīmogu. Vērtība veidlapā nav ierakstīta.
        Kolonnu var atstāt; tā netiek izmantota.

        S18 «Dokumenta rekvizītus "paraksts" un "datums" neaizpilda, ja elektroniskais dokuments ir sagatavots atbilstoši normatīvajiem aktiem par elektronisko dokumentu noformēšanu.»
        (Valsts kase, INSTRUKCIJA PAR PIETEIKUMA AIZPILDĪŠANU UN IESNIEGŠANU, 17.03.2025)

        Ko programma dara: Šie lauki nekad netiek rakstīti, un pēc aizpildīšanas tiek pierādīts, ka tie ir tukši; PDF ar vērtību tajos tiek noraidīts.

        Kodi: S18, S18-filled
    "#);
    insta::assert_snapshot!(Run::new(&["--lang", "en", "explain", "s18"]).run().code(0).stdout, @r#"
        S18 · warning · instruction

        The field '…' is left blank: the secure electronic signature with a time-stamp stands for signature and date. The value was not written.
        The column may stay; it is not used.

        S18 «Dokumenta rekvizītus "paraksts" un "datums" neaizpilda, ja elektroniskais dokuments ir sagatavots atbilstoši normatīvajiem aktiem par elektronisko dokumentu noformēšanu.»
        The document's details 'signature' and 'date' are not filled in if the electronic document is prepared according to the legal acts on electronic documents.
        (State Treasury of Latvia, Instruction on filling in and submitting the application, 17.03.2025)

        What the program does: These fields are never written, and after filling they are proved blank; a PDF with a value in them is refused.

        Codes: S18, S18-filled
    "#);
}

#[test]
fn explain_says_what_can_be_accepted() {
    let head =
        |code: &str| Run::new(&["explain", code]).run().code(0).stdout.lines().next().unwrap().to_owned();
    assert_eq!(head("A1"), "A1 · kļūda · secināts · var apstiprināt ar --accept");
    assert_eq!(head("S9"), "S9 · kļūda · instrukcija");
    assert_eq!(head("S12-pk-check"), "S12-pk-check · kļūda · tehnisks · var apstiprināt ar --accept");
    assert_eq!(head("T-sample"), "T-sample · brīdinājums · tehnisks", "a warning refuses nothing");
}

#[test]
fn every_code_is_explained_in_both_languages() {
    let form = form();
    let sentences = form.sentences().iter().map(|sentence| sentence.id.clone());
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/forms/lv.kase.x509/form.toml");
    let definition: toml::Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
    let rules =
        definition["rule"].as_array().unwrap().iter().map(|rule| rule["code"].as_str().unwrap().to_owned());
    let worded = form.worded_codes().map(str::to_owned);
    let built_in = catalogue::all().map(|entry| entry.code.replace('*', "S12"));
    let codes: BTreeSet<String> = sentences.chain(rules).chain(worded).chain(built_in).collect();
    assert!(codes.len() > 200, "{}", codes.len());
    for code in codes {
        let ran = Run::new(&["explain", "--json", &code]).may_show_codes().run().code(0);
        let said = ran.json();
        assert_eq!(said["code"], *code);
        let sentence = form.sentence(&code).is_some();
        let texts = [&said["message"], &said["hint"], &said["explain"], &said["sentence"]];
        for text in texts.iter().filter(|text| !text.is_null()) {
            let (lv, en) = (text["lv"].as_str().unwrap(), text["en"].as_str().unwrap());
            assert_eq!(lv.is_empty(), en.is_empty(), "{code}: one language only");
        }
        assert!(said["message"].is_null() || said["message"]["lv"] != said["message"]["en"], "{code}");
        assert!(sentence || !said["message"]["lv"].as_str().unwrap().is_empty(), "{code}: no words");
    }
}

#[test]
fn a_code_that_is_not_there_is_told_with_the_nearest() {
    Run::new(&["explain", "S12-pk-chek"])
        .run()
        .fails("kļūda: nav koda `S12-pk-chek`\npadoms: vai bija domāts `S12-pk-check`?\n");
    Run::new(&["explain", "zzzzzzzzzzz", "--lang", "en"])
        .run()
        .fails("error: there is no code `zzzzzzzzzzz`\nhint: `edocpack form show` lists the codes\n");
}
