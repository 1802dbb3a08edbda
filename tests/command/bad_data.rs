//! Data that cannot be used, or not as they are: every fault at once, where it stands, and what to do; nothing built.

use serde_json::{Value, json};

use super::run::{Ran, Run, codes, fixture};

/// The good application, changed.
fn changed(change: impl FnOnce(&mut Value)) -> String {
    let mut data: Value = serde_json::from_slice(&fixture("fixtures/data/pieteikums.json")).unwrap();
    change(&mut data);
    serde_json::to_string_pretty(&data).unwrap()
}

/// Builds one data file and says that nothing came of it.
fn refused(name: &str, content: impl AsRef<[u8]>) -> Ran {
    let ran = Run::new(&["build", name, "--out", "o"]).file(name, content).run().code(1);
    // The report, where there are rows to tell of.
    let report = ["o/.edocpack.journal", "o/lapa.html", "o/report.csv", "o/report.json"];
    let written = ran.files().into_iter().filter(|file| !report.contains(&&**file));
    assert!(written.eq([name]), "{:?}", ran.files());
    assert_eq!(ran.stderr, "");
    ran
}

/// The codes that a check of the file gives.
fn found(name: &str, content: impl AsRef<[u8]>) -> Vec<String> {
    codes(&Run::new(&["check", "--json", name]).file(name, content).run().json()["findings"])
}

#[test]
fn a_file_that_is_not_there() {
    for command in ["build", "check"] {
        Run::new(&[command, "nav.json"]).run().fails("kļūda: nav datnes `nav.json`\n");
        Run::new(&[command, "nav.json", "--lang", "en"]).run().fails("error: there is no file `nav.json`\n");
    }
    Run::new(&["nav.csv"]).run().fails("kļūda: nav datnes `nav.csv`\n");
}

#[test]
fn a_folder() {
    for command in ["build", "check", "inspect", "export"] {
        Run::new(&[command, "dati"])
            .folder("dati")
            .run()
            .fails("kļūda: `dati` ir mape, nevis datne\npadoms: norādiet datni šajā mapē\n");
    }
    Run::new(&["dati", "--lang", "en"])
        .folder("dati")
        .run()
        .fails("error: `dati` is a folder, not a file\nhint: name a file in it\n");
}

#[test]
fn an_empty_file() {
    for name in ["x.json", "x.csv", "x.xlsx", "x.toml", "x.jsonl", "x"] {
        refused(name, "").says(&format!(
            "{name}: kļūda D-empty: Datne ir tukša: 0 baitu.\n    \
             Pārbaudiet, vai datne ir pilnībā saglabāta vai nokopēta.\nNekas nav sagatavots.\n"
        ));
    }
}

#[test]
fn what_is_no_json() {
    insta::assert_snapshot!(refused("x.json", "labdien").stdout, @r"
        x.json, 1. rinda, 1. zīme: kļūda D-json: Datne nav derīgs JSON: vārds nav pēdiņās.
            Lieciet tekstus un atslēgas pēdiņās; bez pēdiņām ir tikai skaitļi, true, false un null.
        Nekas nav sagatavots.
    ");
    insta::assert_snapshot!(refused("x.json", "{\"client\": {\"name\": \"Ezermala\"").stdout, @r"
        x.json, 1. rinda, 30. zīme: kļūda D-json: Datne nav derīgs JSON: tā ir aprauta.
            Beigās trūkst iekavas vai pēdiņu, vai datne nav saglabāta pilnībā.
        Nekas nav sagatavots.
    ");
    insta::assert_snapshot!(refused("x.json", "\"teksts\"").stdout, @r"
        x.json, 1. rinda: kļūda D-shape: Šeit jābūt objektam ar pieteikuma datiem, bet ir teksts.
            Datnē var būt viens objekts, objektu saraksts vai objekts ar vienu atslēgu „records” vai „pieteikumi”, kurā ir saraksts.
        Nekas nav sagatavots.
    ");
    assert_eq!(found("x.json", "[]"), ["D-no-records"]);
    assert!(found("x.json", "{\"a\": 1,\n\"a\": 2}").contains(&"D-key-twice".to_owned()));
    assert_eq!(found("x.jsonl", "{}\n{\n"), ["D-json"]);
}

#[test]
fn values_of_wrong_types() {
    let data = r#"{
  "client": { "kind": "institution", "name": ["a", "b"], "reg_no": 90000012348 },
  "user": "=",
  "actions": { "issue_new": "varbūt", "suspend": 1, "discontinue": { "x": true } },
  "authorised": { "given_name": true, "personal_code": 1010100000 },
  "signer": null,
  "preparer": { "full_name": 3.5, "phone": 67000000 }
}"#;
    insta::assert_snapshot!(refused("x.json", data).stdout, @r"
        x.json, „actions.discontinue.x”, 4. rinda: kļūda T-key: Nezināms lauks „actions.discontinue.x”.
            Vai bija domāts „actions.discontinue”?
        x.json, „actions.issue_new”, 4. rinda: kļūda T-tick: Atzīme „varbūt” nav saprotama.
            Ja sadaļa jāatzīmē, rakstiet x, ✓, jā, 1, true vai yes; ja nav jāatzīmē, atstājiet lauku tukšu vai rakstiet nē, 0, false vai no.
        x.json, „client.name”, 2. rinda: kļūda T-type-list: Laukā „Nosaukums” ir saraksts, bet tur jābūt vienai vērtībai.
            Ierakstiet vienu vērtību.
        x.json, „authorised.given_name”, 5. rinda: kļūda T-type-bool: Laukā „Vārds” ir loģiskā vērtība (TRUE vai FALSE), bet tur jābūt tekstam.
            Ierakstiet tekstu.
        x.json, „authorised.personal_code”, 5. rinda: kļūda S12-pk-zero: Izskatās, ka Excel ir noņēmis nulli personas koda sākumā.
            Ierakstiet kodu ar defisi (######-#####) vai vispirms formatējiet kolonnu kā tekstu.
        x.json, „preparer.full_name”, 7. rinda: kļūda S19-name-empty: Vārds nav norādīts: laukā nav neviena burta.
            Ierakstiet vārdu.
        x.json, 1. rinda: kļūda S9: Atzīmēta sertifikāta darbības apturēšana, bet nav norādīts apturēšanas iemesls.
            Ierakstiet iemeslu laukā „Apturēšanas iemesls”.
        x.json, „signer”, 6. rinda: kļūda S17-missing: Nav norādīts tās personas vārds un uzvārds, kura paraksta pieteikumu.
            Aizpildiet lauku „Vārds, uzvārds” sadaļā „Iestādes vadītājs / pilnvarotā persona”.
        Nekas nav sagatavots. Rindas ar kļūdām: 1. Brīdinājumi: 0.
    ");
}

#[test]
fn keys_and_columns_that_the_form_does_not_know() {
    let data = changed(|data| {
        data["client"]["nmae"] = json!("x");
        data["client"].as_object_mut().unwrap().remove("name");
        data["piezīmes"] = json!("x");
    });
    insta::assert_snapshot!(refused("x.json", data).stdout, @r"
        x.json, „client.nmae”, 4. rinda: kļūda T-key: Nezināms lauks „client.nmae”.
            Vai bija domāts „client.name”?
        x.json, „piezīmes”, 26. rinda: kļūda T-key-unknown: Veidlapai nav lauka „piezīmes”.
            Izdzēsiet to vai pārbaudiet nosaukumu; visus laukus parāda `edocpack form show`.
        x.json, 1. rinda: kļūda S5-name: Nav aizpildīts lauks „Nosaukums”.
            Nosaukumam jāsakrīt ar reģistrācijas vai nodokļu maksātāja apliecībā norādīto.
        Nekas nav sagatavots. Rindas ar kļūdām: 1. Brīdinājumi: 0.
    ");

    let sheet = String::from_utf8(fixture("fixtures/data/pieteikumi.csv")).unwrap();
    let mistyped = sheet.replace("Parakstītājs", "Praakstītājs").replace("Sagatavotāja e-pasts", "Piezīmes");
    insta::assert_snapshot!(refused("x.csv", mistyped).stdout, @r"
        x.csv: kļūda T-col: Nezināma kolonna „Praakstītājs”.
            Vai bija domāta „Parakstītājs”? Izlabojiet virsrakstu; ja kolonna ir jūsu pašu, pārdēvējiet to vai apstipriniet T-col.
        x.csv: ziņa T-col-extra: Kolonnas, kuru veidlapai nav, netiek izmantotas: Piezīmes.
        Nekas nav sagatavots.
    ");
}

#[test]
fn nothing_filled_in() {
    let everything = ["S5-name", "S5-regnr", "S7", "S17-missing", "S19", "A1"];
    assert_eq!(found("x.json", "{}"), everything);
    insta::assert_snapshot!(refused("x.json", "{}").stdout, @r"
        x.json, 1. rinda: kļūda S5-name: Nav aizpildīts lauks „Nosaukums”.
            Nosaukumam jāsakrīt ar reģistrācijas vai nodokļu maksātāja apliecībā norādīto.
        x.json, 1. rinda: kļūda S5-regnr: Nav aizpildīts lauks „Reģistrācijas Nr.”.
            Numuram jāsakrīt ar reģistrācijas vai nodokļu maksātāja apliecībā norādīto; tiesu izpildītājs norāda personas kodu.
        x.json, 1. rinda: kļūda S7: Nav norādīts: Lietotāja nosaukums, Reģistrācijas numurs.
            Norādiet iestādes nosaukumu un reģistrācijas numuru vai „=”, ja tie ir tādi paši kā klientam.
        x.json, 1. rinda: kļūda S17-missing: Nav norādīts tās personas vārds un uzvārds, kura paraksta pieteikumu.
            Aizpildiet lauku „Vārds, uzvārds” sadaļā „Iestādes vadītājs / pilnvarotā persona”.
        x.json, 1. rinda: kļūda S19: Nav aizpildīta sadaļa par pieteikuma sagatavotāju.
            Norādiet kontaktpersonas vārdu, uzvārdu un tālruņa numuru vai e-pasta adresi.
        x.json, 1. rinda: kļūda A1: Nav atzīmēta neviena sadaļa.
            Atzīmējiet vismaz vienu: „Apturēt x509 sertifikāta darbību”, „Pārtraukt tiešsaistes datu apmaiņas moduļa lietošanu” vai „Izsniegt jaunu x509 sertifikātu”.
        Nekas nav sagatavots. Rindas ar kļūdām: 1. Brīdinājumi: 0.
    ");
    let ran = Run::new(&["--lang", "en", "build", "x.json"]).file("x.json", "{}").run().code(1);
    insta::assert_snapshot!(ran.stdout, @r"
        x.json, line 1: error S5-name: The field 'Nosaukums' (name) is empty.
            The name must be that of the registration or taxpayer's certificate.
        x.json, line 1: error S5-regnr: The field 'Reģistrācijas Nr.' (registration number) is empty.
            The number must be that of the registration or taxpayer's certificate; a bailiff gives the personal code.
        x.json, line 1: error S7: Missing: User's name, Registration number.
            Give the institution's name and registration number, or = where they are the client's own.
        x.json, line 1: error S17-missing: The name and surname of the person who signs the application are missing.
            Fill in 'Vārds, uzvārds' in the section 'Iestādes vadītājs / pilnvarotā persona'.
        x.json, line 1: error S19: The section on who prepared the application is not filled in.
            Give the contact person's name, surname and a phone number or e-mail address.
        x.json, line 1: error A1: No section is ticked.
            Tick at least one: suspend the certificate, discontinue the module, or issue a new certificate.
        Nothing was made. Rows with errors: 1. Warnings: 0.
    ");
    let header = String::from_utf8(fixture("fixtures/data/pieteikumi.csv")).unwrap();
    let header = header.lines().next().unwrap();
    assert_eq!(found("x.csv", header), ["D-header-only"]);
    assert_eq!(found("x.csv", format!("{header}\n;;;;;;;;;;;;;;;;;\n")), ["D-header-only"]);
}

#[test]
fn letters_taken_apart_are_put_together() {
    use unicode_normalization::UnicodeNormalization as _;
    let whole = String::from_utf8(fixture("fixtures/data/pieteikums.json")).unwrap();
    let apart: String = whole.nfd().collect();
    assert_ne!(whole, apart);
    let pdf = |data: &str| {
        let ran = Run::new(&["build", "x.json", "--out", "o"]).file("x.json", data).run().code(0);
        ran.bytes(&ran.only("o/pdf", ".pdf"))
    };
    assert!(pdf(&whole) == pdf(&apart));
}

#[test]
fn invisible_characters_are_taken_out_and_told() {
    let data = changed(|data| {
        data["client"]["name"] = json!("Ezermalas\u{7} novada\u{200b} pašval\u{ad}dība\u{0}");
        data["signer"]["full_name"] = json!("Jānis\tĶēniņš\n");
    });
    let ran = Run::new(&["build", "x.json", "--out", "o"]).file("x.json", data).run().code(0);
    assert!(ran.stdout.starts_with(
        "x.json, „client.name”, 4. rinda: ziņa T-control: No teksta izņemtas neredzamās zīmes (U+0007, U+200B, U+00AD, U+0000).\n"
    ));
    let values = super::built::values(&ran, &ran.only("o/pdf", ".pdf"));
    assert_eq!(values["klients.nosaukums"], "Ezermalas novada pašvaldība");
    assert_eq!(values["parakstitajs.vards_uzvards"], "Jānis Ķēniņš");
}

#[test]
fn too_much_text() {
    let name = |text: String| changed(|data| data["client"]["name"] = json!(text));
    insta::assert_snapshot!(refused("x.json", name("ā".repeat(100_000))).stdout, @r"
        x.json, „client.name”, 4. rinda: kļūda D-cell-long: Vērtība ir pārāk gara: atļauts zīmju skaits 32767.
            Pārbaudiet, vai vērtībā nav iekļuvušas citas rindas; bieži trūkst aizverošo pēdiņu.
        Nekas nav sagatavots. Rindas ar kļūdām: 1. Brīdinājumi: 0.
    ");
    insta::assert_snapshot!(refused("x.json", name("Ezermala ".repeat(40))).stdout, @r"
        x.json, „client.name”, 4. rinda: ziņa T-space: Noņemtas liekās atstarpes.
        x.json, „client.name”, 4. rinda: kļūda T-len: Teksts ir pārāk garš: zīmju skaits 359, atļauts 200.
            Pārbaudiet, vai laukā nav lieka teksta.
        Nekas nav sagatavots. Rindas ar kļūdām: 1. Brīdinājumi: 0.
    ");
    let reason = changed(|data| {
        data["actions"] = json!({ "suspend": true });
        data["suspend"] = json!({ "reason": "Ļ\n".repeat(200) });
        data.as_object_mut().unwrap().remove("authorised");
    });
    // It has as many characters as allowed, and more lines than the box.
    insta::assert_snapshot!(refused("x.json", &reason).stdout, @r"
        x.json, „suspend.reason”, 12. rinda: kļūda T-fit: Teksts neietilpst ailē „Apturēšanas iemesls” arī ar mazāko atļauto burtu lielumu: pārsniegums 1303,9 punkti, liekās zīmes: 388.
            Ietilptu aptuveni tik zīmju: 11.
        Nekas nav sagatavots. Rindas ar kļūdām: 1. Brīdinājumi: 0.
    ");
    assert_eq!(found("x.json", reason), ["T-fit"], "a check sees what a run would see");
}

#[test]
fn letters_that_no_font_has() {
    let data = changed(|data| data["client"]["name"] = json!("Ezermala 日本 😀"));
    insta::assert_snapshot!(refused("x.json", data).stdout, @r"
        x.json, „client.name”, 4. rinda: kļūda P-letter: Laukā „Nosaukums” ir zīmes, kuru iegultajos fontos nav: 日 (U+65E5), 本 (U+672C), 😀 (U+1F600).
            Aizstājiet šīs zīmes.
        x.json, „user”, 7. rinda: kļūda P-letter: Laukā „Lietotāja nosaukums” ir zīmes, kuru iegultajos fontos nav: 日 (U+65E5), 本 (U+672C), 😀 (U+1F600).
            Aizstājiet šīs zīmes.
        Nekas nav sagatavots. Rindas ar kļūdām: 1. Brīdinājumi: 0.
    ");
}

#[test]
fn letters_that_were_lost_already() {
    for text in ["JÄnis BÄ“rziÅ†Å¡ un Ezermala", "Ezermalas novada pa\u{fffd}valdība"] {
        let codes = found("x.json", changed(|data| data["client"]["name"] = json!(text)));
        assert!(codes.iter().any(|code| code.ends_with("mojibake") || code.ends_with("lost")), "{codes:?}");
    }
}

#[test]
fn a_container_a_text_a_picture_where_data_should_be() {
    assert_eq!(found("x.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), ["D-binary"]);
    assert_eq!(found("x.csv", fixture("fixtures/data/xlsx/libreoffice.ods")), ["D-mismatch"]);
    assert_eq!(
        found("x.ods", fixture("fixtures/data/xlsx/libreoffice.ods")),
        ["S8-dash"],
        "a workbook like any other"
    );
    assert_eq!(found("x.pdf", "labdien"), ["P-not-pdf"]);
    assert_eq!(found("x.edoc", "labdien"), ["C-not-zip"]);
}

#[test]
fn every_row_is_told_and_the_good_ones_are_built() {
    let sheet = String::from_utf8(fixture("fixtures/data/pieteikumi.csv")).unwrap();
    let sheet = sheet
        .replace("320000-00001", "290200-00003")
        .replace("Ņikita Čakste", "N. Čakste")
        .replace("girts.skele@", "info@");
    let ran = Run::new(&["build", "x.csv", "--out", "o"]).file("x.csv", sheet).run().code(1);
    insta::assert_snapshot!(ran.stdout, @r"
        x.csv, 3. rinda, kolonna L „Sertifikāta saņēmēja personas kods”: kļūda S12-pk-date: Personas kods 290200-*****: pirmie seši cipari neveido iespējamu dzimšanas datumu.
            Salīdziniet kodu ar personu apliecinošo dokumentu.
        x.csv, 3. rinda: ziņa S7-other: Lietotājs nav tas pats, kas klients.
            Tas ir pareizi, ja klients pieteikumu iesniedz par iestādi, kuru apkalpo.
        x.csv, 3. rinda, kolonna N „Sertifikāta saņēmēja e-pasts”: brīdinājums S13-shared: Adrese „info@example.lv” izskatās pēc koplietojamas pastkastes. Uz to tiks nosūtīta x509 autentifikācijas sertifikāta aktivizēšanas kārtība.
            Pārbaudiet, vai tā ir pilnvarotās personas adrese.
        x.csv, 4. rinda, kolonna O „Parakstītājs”: kļūda S17-initial: Norādiet pilnu vārdu un uzvārdu; ar iniciāli „N.” nepietiek.
            Iniciāļa vietā ierakstiet vārdu.
        x.csv, 5. rinda, kolonna C „Reģistrācijas Nr.”: ziņa S8-dash: Laukā „Reģistrācijas Nr.” personas kods ierakstīts bez defises, kā prasa instrukcija.
        x.csv, 5. rinda, kolonna O „Parakstītājs”: ziņa S17-default: Parakstītājs nav norādīts; ierakstīts paša zvērināta tiesu izpildītāja vārds un uzvārds.
        Sagatavoti pieteikumi: 2. Rindas ar kļūdām: 2. Brīdinājumi: 1.
        Rindas ar kļūdām ir datnē o/refused.csv (tajā ir jūsu dati, arī personas kodi). Izlabojiet tās un palaidiet:
          edocpack build o/refused.csv --out o
        PARAUGS: šī nav oficiālā veidlapa. Dokumentu neparakstiet un nesūtiet.
        Tālāk atveriet: o/lapa.html
    ");
    assert_eq!(ran.files_in("o/pdf").len(), 2);
    let report = ran.json_in("o/report.json");
    let states: Vec<&Value> = report["rows"].as_array().unwrap().iter().map(|row| &row["state"]).collect();
    assert_eq!(states, ["built", "refused", "refused", "built"]);
    let row = "\r\n\"4\";\"nav sagatavots\";\"\";\"\";\"\";\"S17-initial\";\"x.csv, 4. rinda, kolonna O „Parakstītājs”: Norādiet pilnu \
               vārdu un uzvārdu; ar iniciāli „N.” nepietiek. Iniciāļa vietā ierakstiet vārdu.\"\r\n";
    assert!(ran.text("o/report.csv").contains(row));
    assert!(
        ran.text("o/lapa.html").contains("ar iniciāli „N.” nepietiek"),
        "the sheet says which rows are missing"
    );
}

#[test]
fn the_same_application_twice() {
    let sheet = String::from_utf8(fixture("fixtures/data/pieteikumi.csv")).unwrap();
    let lines: Vec<&str> = sheet.lines().collect();
    let twice = [lines[0], lines[1], lines[1]].join("\n");
    let ran = Run::new(&["build", "x.csv", "--out", "o"]).file("x.csv", &twice).run().code(0);
    insta::assert_snapshot!(ran.stdout, @r"
        x.csv, 3. rinda: brīdinājums T-duplicate: Tieši tāds pats ieraksts jau ir: x.csv, 2. rinda.
            Ja tas atkārtojas nejauši, izdzēsiet vienu no tiem.
        Sagatavoti pieteikumi: 2. Rindas ar kļūdām: 0. Brīdinājumi: 1.
        PARAUGS: šī nav oficiālā veidlapa. Dokumentu neparakstiet un nesūtiet.
        Tālāk atveriet: o/lapa.html
    ");
    assert_eq!(ran.files_in("o/pdf").len(), 2, "each row keeps its number");
    assert_eq!(found("x.csv", twice), ["T-duplicate"]);
}

#[test]
fn two_files_in_one_run_keep_their_names_apart() {
    let ran = Run::new(&["build", "a.json", "b.json", "--out", "o"])
        .file("a.json", fixture("fixtures/data/pieteikums.json"))
        .file("b.json", changed(|data| data["client"]["name"] = json!("Ezermala")))
        .run()
        .code(0);
    assert_eq!(
        ran.files_in("o/pdf"),
        ["PARAUGS_1-0001_ezermalas-novada-pasvaldiba_izsniegt.pdf", "PARAUGS_2-0001_ezermala_izsniegt.pdf"]
    );
}
