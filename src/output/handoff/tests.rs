//! The sheet as a person gets it. `EDOCPACK_SHEETS=FOLDER cargo test handoff` writes the pages of these tests
//! there, to be looked at.

use super::*;

/// The instruction's sentences, as a form definition hands them in.
fn sheet() -> HandOff {
    HandOff {
        form_title:
            "Pieteikums par tiešsaistes datu apmaiņas moduļa lietošanas pārtraukšanu/x509 sertifikāta \
                     darbības apturēšanu/atjaunošanu"
                .to_owned(),
        issuer: "Valsts kase".to_owned(),
        instruction_date: "17.03.2025.".to_owned(),
        built: "22.11.2026.".to_owned(),
        source: Some("pieteikumi.xlsx".to_owned()),
        documents: vec![issue(7, "Ezermalas novada pašvaldība", "0007_ezermalas-novada-pasvaldiba_izsniegt")],
        who_signs: WhoSigns {
            lead: Some(Said::quoted("S20", "Pieteikumu elektroniska dokumenta veidā paraksta:")),
            cases: vec![
                Said::quoted(
                    "S21",
                    "pārstāvēttiesīgā persona, kurai Uzņēmumu reģistrā ir tiesības pārstāvēt klientu atsevišķi",
                ),
                Said::quoted(
                    "S21",
                    "vai, ja nav šādas tiesības, kura iesniegusi Valsts kasē dokumentu ar tiesībām pārstāvēt \
                     klientu atsevišķi un Valsts kase e-pakalpojumu portāla sadaļā Pieteikumi ir apstiprinājusi \
                     pārstāvēttiesības;",
                ),
                Said::quoted(
                    "S22",
                    "vai pilnvarotā persona, kurai e-pakalpojumu portāla sadaļā Pieteikumi klienta \
                     pārstāvēttiesīgā persona ir apstiprinājusi pilnvaru ar pilnvarojumu Parakstīt pakalpojumu \
                     un e-pakalpojumu lietotāju pieteikumus.",
                ),
            ],
            notes: Vec::new(),
        },
        how_to_sign: vec![
            Said::plain(
                None,
                "Atveriet PDF datni parakstīšanas programmā un pārbaudiet, vai viss ierakstīts pareizi.",
            ),
            Said::plain(Some("S4"), "Izmantojiet funkciju „Parakstīt EDOC”, kā aicina Valsts kase."),
            Said::plain(
                Some("S18"),
                "Parakstam pievienojiet laika zīmogu. Laukus „Paraksts” un „Datums” neaizpildiet.",
            ),
            Said::plain(Some("S15"), "Katru pieteikumu parakstiet atsevišķi."),
        ],
        send: Send {
            channel: "e-adrese".to_owned(),
            addressee: "Valsts kase".to_owned(),
            sub_addressee: "KLIENTU APKALPOŠANA".to_owned(),
            subject: "Pieteikums par x509 sertifikātu".to_owned(),
            notes: vec![
                Said::quoted(
                    "S23",
                    "Pieteikumu nosūta uz Valsts kases e-adreses apakšadresātu KLIENTU APKALPOŠANA.",
                ),
                Said::plain(
                    None,
                    "Sūtiet parakstīto .edoc datni. Kamēr dokuments nav parakstīts, nesūtiet to.",
                ),
            ],
        },
        not_attach: vec![Said::quoted(
            "S16",
            "Elektroniskam dokumentam nedrīkst pievienot skenētu pieteikumu vai citus dokumentus.",
        )],
        support: Support {
            phone: "67094368".to_owned(),
            email: "ekase@kase.gov.lv".to_owned(),
            notes: vec![Said::plain(Some("S24"), "Šeit var jautāt; pieteikumu uz šo e-pastu nesūta.")],
        },
        not_checked: vec![
            Said::plain(
                Some("S5"),
                "Vai nosaukums un reģistrācijas numurs sakrīt ar reģistrācijas vai nodokļu maksātāja apliecībā norādīto.",
            ),
            Said::plain(Some("S21"), "Vai parakstītājam ir tiesības parakstīt."),
        ],
        ..HandOff::default()
    }
}

fn issue(row: u32, client: &str, name: &str) -> Document {
    Document {
        row,
        client: client.to_owned(),
        pdf: format!("pdf/{name}.pdf"),
        actions: vec!["Izsniegt jaunu x509 sertifikātu".to_owned()],
        to_check: vec![Said::plain(
            Some("S5"),
            "Salīdziniet nosaukumu un reģistrācijas numuru ar apliecību.",
        )],
        reminders: vec![
            Said::plain(
                Some("S13"),
                format!(
                    "Anna Bērziņa (010101-*****) saņems x509 autentifikācijas sertifikātu, lietotāja numuru un \
                     paroli; ar šo personu Valsts kase sazināsies tehniskos jautājumos ({row})."
                ),
            ),
            Said::plain(
                Some("S14"),
                "Sertifikāta aktivizēšanas kārtību nosūtīs uz anna.berzina@ezermala.example.",
            ),
        ],
        findings: Vec::new(),
    }
}

fn shared_box() -> Note {
    Note {
        severity: Severity::Warning,
        code: "S13-shared".to_owned(),
        place: "pieteikumi.xlsx, 9. rinda, kolonna M „E-pasts”".to_owned(),
        message: "Adrese „info@ezermala.example” izskatās pēc koplietojamas pastkastes.".to_owned(),
        hint: "Pārbaudiet, vai tā ir pilnvarotās personas adrese.".to_owned(),
        accepted: false,
    }
}

fn several() -> HandOff {
    let mut suspend = issue(8, "Ezermalas novada bāriņtiesa", "0008_ezermalas-novada-barintiesa_apturet");
    suspend.actions = vec!["Apturēt x509 sertifikāta darbību".to_owned()];
    suspend.reminders.clear();
    let mut warned = issue(9, "Ezermalas vidusskola", "0009_ezermalas-vidusskola_izsniegt-apturet");
    warned.findings = vec![shared_box()];
    warned.actions.push("Apturēt x509 sertifikāta darbību".to_owned());
    let mut sheet = sheet();
    sheet.documents.extend([suspend, warned]);
    sheet.refused = vec![Refused {
        row: 10,
        client: Some("SIA „Ērgļi & dēli”".to_owned()),
        findings: vec![
            Note {
                severity: Severity::Error,
                code: "S5-check".to_owned(),
                place: "pieteikumi.xlsx, 10. rinda, kolonna B „Reģistrācijas Nr.”".to_owned(),
                message: "Reģistrācijas numura 40003000001 kontrolcipars nav pareizs.".to_owned(),
                hint: "Salīdziniet numuru ar apliecību.".to_owned(),
                accepted: false,
            },
            Note {
                severity: Severity::Error,
                code: "S9".to_owned(),
                place: "pieteikumi.xlsx, 10. rinda".to_owned(),
                message: "Atzīmēta sertifikāta darbības apturēšana, bet nav norādīts apturēšanas iemesls."
                    .to_owned(),
                hint: String::new(),
                accepted: false,
            },
        ],
    }];
    sheet
}

fn forty() -> HandOff {
    let mut sheet = several();
    sheet.documents = (2..42)
        .map(|row| {
            let school = format!("Ezermalas novada {}. vidusskola", row - 1);
            let mut document =
                issue(row, &school, &format!("{row:04}_ezermalas-novada-{}-vidusskola_izsniegt", row - 1));
            if row % 9 == 0 {
                document.findings.push(shared_box());
            }
            if row % 3 == 0 {
                document.reminders.clear();
            }
            document
        })
        .collect();
    sheet
}

fn as_sample(sheet: HandOff) -> HandOff {
    let notice = "PARAUGS: šī nav oficiālā Valsts kases veidlapa. Dokumentu neparakstiet un nesūtiet.";
    HandOff { sample: Some(notice.to_owned()), ..sheet }
}

#[test]
fn pages_to_look_at() {
    #[expect(clippy::disallowed_methods, reason = "a wish of the person who runs the test")]
    let Ok(folder) = std::env::var("EDOCPACK_SHEETS") else { return };
    let english = HandOff { lang: Lang::En, ..several() };
    for (name, sheet) in [
        ("one", sheet()),
        ("several", several()),
        ("forty", forty()),
        ("sample", as_sample(several())),
        ("sample-forty", as_sample(forty())),
        ("english", english),
        ("none", HandOff { documents: Vec::new(), ..several() }),
    ] {
        std::fs::write(format!("{folder}/{name}.html"), render(&sheet)).unwrap();
    }
}
