//! The sheet as a person gets it.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::values::Sha256Digest;

/// The instruction's sentences, as a form definition hands them in.
fn sheet() -> HandOffSheet {
    HandOffSheet {
        form_lang: "lv".to_owned(),
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
            lead: Some(SheetSentence::quoted("S20", "Pieteikumu elektroniska dokumenta veidā paraksta:")),
            cases: vec![
                SheetSentence::quoted(
                    "S21",
                    "pārstāvēttiesīgā persona, kurai Uzņēmumu reģistrā ir tiesības pārstāvēt klientu atsevišķi",
                ),
                SheetSentence::quoted(
                    "S21",
                    "vai, ja nav šādas tiesības, kura iesniegusi Valsts kasē dokumentu ar tiesībām pārstāvēt \
                     klientu atsevišķi un Valsts kase e-pakalpojumu portāla sadaļā Pieteikumi ir apstiprinājusi \
                     pārstāvēttiesības;",
                ),
                SheetSentence::quoted(
                    "S22",
                    "vai pilnvarotā persona, kurai e-pakalpojumu portāla sadaļā Pieteikumi klienta \
                     pārstāvēttiesīgā persona ir apstiprinājusi pilnvaru ar pilnvarojumu Parakstīt pakalpojumu \
                     un e-pakalpojumu lietotāju pieteikumus.",
                ),
            ],
            notes: Vec::new(),
        },
        how_to_sign: vec![
            SheetSentence::plain(
                None,
                "Atveriet PDF datni parakstīšanas programmā un pārbaudiet, vai viss ierakstīts pareizi.",
            ),
            SheetSentence::plain(Some("S4"), "Izmantojiet funkciju „Parakstīt EDOC”, kā aicina Valsts kase."),
            SheetSentence::plain(
                Some("S18"),
                "Parakstam pievienojiet laika zīmogu. Laukus „Paraksts” un „Datums” neaizpildiet.",
            ),
            SheetSentence::plain(Some("S15"), "Katru pieteikumu parakstiet atsevišķi."),
        ],
        recipient: SheetRecipient {
            channel: "e-adrese".to_owned(),
            addressee: "Valsts kase".to_owned(),
            sub_addressee: "KLIENTU APKALPOŠANA".to_owned(),
            subject: "Pieteikums par x509 sertifikātu".to_owned(),
            notes: vec![
                SheetSentence::quoted(
                    "S23",
                    "Pieteikumu nosūta uz Valsts kases e-adreses apakšadresātu KLIENTU APKALPOŠANA.",
                ),
                SheetSentence::plain(
                    None,
                    "Sūtiet parakstīto .edoc datni. Kamēr dokuments nav parakstīts, nesūtiet to.",
                ),
            ],
        },
        not_attach: vec![SheetSentence::quoted(
            "S16",
            "Elektroniskam dokumentam nedrīkst pievienot skenētu pieteikumu vai citus dokumentus.",
        )],
        contact: SheetContact {
            phone: "67094368".to_owned(),
            email: "ekase@kase.gov.lv".to_owned(),
            notes: vec![SheetSentence::plain(
                Some("S24"),
                "Šeit var jautāt; pieteikumu uz šo e-pastu nesūta.",
            )],
        },
        not_checked: vec![
            SheetSentence::plain(
                Some("S5"),
                "Vai nosaukums un reģistrācijas numurs sakrīt ar reģistrācijas vai nodokļu maksātāja apliecībā norādīto.",
            ),
            SheetSentence::plain(Some("S21"), "Vai parakstītājam ir tiesības parakstīt."),
        ],
        ..HandOffSheet::default()
    }
}

fn issue(row: u32, client: &str, name: &str) -> SheetDocument {
    SheetDocument {
        row,
        client: client.to_owned(),
        pdf: format!("pdf/{name}.pdf"),
        picture: None,
        actions: vec!["Izsniegt jaunu x509 sertifikātu".to_owned()],
        to_check: vec![SheetSentence::plain(
            Some("S5"),
            "Salīdziniet nosaukumu un reģistrācijas numuru ar apliecību.",
        )],
        reminders: vec![
            SheetSentence::plain(
                Some("S13"),
                format!(
                    "Anna Bērziņa (010101-*****) saņems x509 autentifikācijas sertifikātu, lietotāja numuru un \
                     paroli; ar šo personu Valsts kase sazināsies tehniskos jautājumos ({row})."
                ),
            ),
            SheetSentence::plain(
                Some("S14"),
                "Sertifikāta aktivizēšanas kārtību nosūtīs uz anna.berzina@ezermala.example.",
            ),
        ],
        findings: Vec::new(),
    }
}

fn shared_box() -> SheetFinding {
    SheetFinding {
        severity: Severity::Warning,
        code: "S13-shared".to_owned(),
        place: "pieteikumi.xlsx, 9. rinda, kolonna M „E-pasts”".to_owned(),
        message: "Adrese „info@ezermala.example” izskatās pēc koplietojamas pastkastes.".to_owned(),
        hint: "Pārbaudiet, vai tā ir pilnvarotās personas adrese.".to_owned(),
        accepted: false,
    }
}

fn several() -> HandOffSheet {
    let mut suspend = issue(8, "Ezermalas novada bāriņtiesa", "0008_ezermalas-novada-barintiesa_apturet");
    suspend.actions = vec!["Apturēt x509 sertifikāta darbību".to_owned()];
    suspend.reminders.clear();
    let mut warned = issue(9, "Ezermalas vidusskola", "0009_ezermalas-vidusskola_izsniegt-apturet");
    warned.findings = vec![shared_box()];
    warned.actions.push("Apturēt x509 sertifikāta darbību".to_owned());
    let mut sheet = sheet();
    sheet.documents.extend([suspend, warned]);
    sheet.refused = vec![SheetRefusedRow {
        row: 10,
        client: Some("SIA „Ērgļi & dēli”".to_owned()),
        findings: vec![
            SheetFinding {
                severity: Severity::Error,
                code: "S5-check".to_owned(),
                place: "pieteikumi.xlsx, 10. rinda, kolonna B „Reģistrācijas Nr.”".to_owned(),
                message: "Reģistrācijas numura 40003000001 kontrolcipars nav pareizs.".to_owned(),
                hint: "Salīdziniet numuru ar apliecību.".to_owned(),
                accepted: false,
            },
            SheetFinding {
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

fn forty() -> HandOffSheet {
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

fn as_sample(sheet: HandOffSheet) -> HandOffSheet {
    let notice = "PARAUGS: šī nav oficiālā Valsts kases veidlapa. Dokumentu neparakstiet un nesūtiet.";
    HandOffSheet { sample: Some(notice.to_owned()), ..sheet }
}

fn every_page() -> Vec<(&'static str, HandOffSheet)> {
    vec![
        ("one", sheet()),
        ("several", several()),
        ("forty", forty()),
        ("sample", as_sample(several())),
        ("sample-forty", as_sample(forty())),
        ("english", HandOffSheet { lang: Lang::En, ..several() }),
        ("none", HandOffSheet { documents: Vec::new(), ..several() }),
        ("empty", HandOffSheet::default()),
    ]
}

/// The page as committed, which a person can open. `EDOCPACK_BLESS=1 cargo test handoff` writes it anew; then
/// look at it, on the screen and printed.
fn committed(file: &str, sheet: &HandOffSheet, sha256: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/lapa").join(file);
    let html = render(sheet);
    if std::env::var_os("EDOCPACK_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &html).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    assert!(there == html, "{file} is another page than the one that is made");
    assert_eq!(Sha256Digest::of(html.as_ref()).to_string(), sha256, "{file}");
}

#[test]
fn the_page_is_the_committed_one() {
    committed("lapa.html", &several(), "12d80e35d480f3f2ce2865fae5f6eb21da4963202ef4a488c645d1c73e8a11fd");
}

#[test]
fn the_page_of_a_sample_is_the_committed_one() {
    committed(
        "PARAUGS_lapa.html",
        &as_sample(several()),
        "d17a94d4e2e98f289212084a0656c27a46d7a22be49f9153f5a4ae8060275567",
    );
}

fn count(html: &str, what: &str) -> usize {
    html.matches(what).count()
}

/// Each opened element is closed, in order.
fn assert_well_formed(name: &str, html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let body = html.split_once("</style>").unwrap().1;
    for tag in body.split('<').skip(1) {
        let tag = tag.split_once('>').unwrap_or_else(|| panic!("{name}: `<{tag}` is not closed")).0;
        match tag.strip_prefix('/') {
            Some(closed) => match open.pop() {
                Some(opened) => assert_eq!(opened, closed, "{name}"),
                None => assert!(matches!(closed, "head" | "html"), "{name}: {closed}"),
            },
            None => open.push(tag.split(' ').next().unwrap()),
        }
    }
    assert!(open.is_empty(), "{name}: {open:?}");
}

#[test]
fn every_page_stands_alone() {
    for (name, sheet) in every_page() {
        let html = render(&sheet);
        assert_well_formed(name, &html);
        for foreign in
            ["http:", "https:", "<script", "src=", "url(", "@import", "<img", "<link", " on", "style=\""]
        {
            let body = html.split_once("<style>").unwrap().1;
            assert!(foreign == " on" || !body.contains(foreign), "{name}: {foreign}");
        }
        assert!(
            !html.contains(".edoc\"") && !html.contains("edoc-unsigned"),
            "{name}: only the PDF is for people"
        );
    }
}

#[test]
fn an_official_page_says_who_how_and_where() {
    let html = render(&sheet());
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"lv\">\n"));
    for heading in [
        "Dokumentu saraksts",
        "Kas drīkst parakstīt",
        "Kā parakstīt",
        "Kur nosūtīt",
        "Ko nedrīkst pievienot",
        "Kur jautāt",
        "Ko programma nevar pārbaudīt",
    ] {
        assert_eq!(count(&html, &format!("<h2>{heading}</h2>")), 1, "{heading}");
    }
    assert!(!html.contains("Nav sagatavoti") && !html.contains("PARAUGS"));
    assert!(html.contains("<dd class=\"wide to\">KLIENTU APKALPOŠANA</dd>"));
    assert!(html.contains("«vai pilnvarotā persona, kurai e-pakalpojumu portāla sadaļā Pieteikumi"));
    assert!(html.contains("href=\"pdf/0007_ezermalas-novada-pasvaldiba_izsniegt.pdf\""));
    // Three cases of who signs; checked, signed, sent.
    assert_eq!(count(&html, "☐"), 3 + 3);
}

#[test]
fn a_sample_page_says_so_and_never_ready() {
    let html = render(&as_sample(several()));
    let notice = "PARAUGS: šī nav oficiālā Valsts kases veidlapa. Dokumentu neparakstiet un nesūtiet.";
    // In the head of the table around everything, which is printed on each page.
    assert!(html.contains(&format!("<body>\n<table class=\"paper\" role=\"presentation\">\n<thead><tr><td><div class=\"sample\">{notice}</div></td></tr></thead>")));
    assert!(html.contains("<title>Pieteikumu paraugi</title>"));
    assert!(html.contains("nevis uz šiem paraugiem"));
    for ready in ["Pieteikumi parakstīšanai", "Sagatavoti pieteikumi", ">Parakstīts<", ">Nosūtīts<", "gatav "]
    {
        assert!(!html.contains(ready), "{ready}");
    }
    assert_eq!(count(&html, "☐"), 3 + 3);
}

#[test]
fn what_holds_for_all_is_said_once() {
    let check = "Salīdziniet nosaukumu un reģistrācijas numuru ar apliecību.";
    assert_eq!(count(&render(&sheet()), check), 1);
    let html = render(&several());
    assert_eq!(count(&html, check), 1);
    assert!(html.contains(&format!("<strong>Visos dokumentos. Pārbaudiet:</strong> {check}")));
    assert_eq!(count(&html, "Anna Bērziņa (010101-*****)"), 2);
}

#[test]
fn many_documents_come_after_what_to_do() {
    let place = |html: &str, heading: &str| html.find(&format!("<h2>{heading}</h2>")).unwrap();
    let few = render(&several());
    assert!(place(&few, "Dokumentu saraksts") < place(&few, "Kas drīkst parakstīt"));
    let many = render(&forty());
    assert!(place(&many, "Dokumentu saraksts") > place(&many, "Kur jautāt"));
    assert_eq!(count(&many, "<a href=\"pdf/"), 40);
}

#[test]
fn refused_rows_are_told_with_what_to_do() {
    let html = render(&HandOffSheet { documents: Vec::new(), ..several() });
    assert!(html.contains("<h1>Neviens pieteikums nav sagatavots</h1>"));
    assert!(html.contains("SIA „Ērgļi &amp; dēli”"));
    assert!(html.contains(
        "kontrolcipars nav pareizs. Salīdziniet numuru ar apliecību. <span class=\"rule\">S5-check</span>"
    ));
    assert!(!html.contains("Kā parakstīt") && !html.contains("Kur nosūtīt"));
    assert!(html.contains("Kur jautāt"));
}

#[test]
fn the_english_page_keeps_quotations_latvian() {
    let html = render(&HandOffSheet { lang: Lang::En, ..several() });
    assert!(html.contains("<html lang=\"en\">") && html.contains("<h2>Who may sign</h2>"));
    assert!(html.contains("<span lang=\"lv\">«Elektroniskam dokumentam nedrīkst"));
    assert!(!html.contains("<h2>Kas"));
}

proptest! {
    /// Whatever a person's data says, the page has the same elements and attributes.
    #[test]
    fn data_cannot_become_markup(text in "[<>&\"'/a-z \u{202e}\u{0}-\u{1f}]{0,30}|.{0,30}") {
        let page = |text: &str| {
            let mut sheet = several();
            let said = SheetSentence::plain(Some(text), text);
            let note = SheetFinding { place: text.to_owned(), message: text.to_owned(), hint: text.to_owned(), ..shared_box() };
            sheet.source = Some(text.to_owned());
            sheet.findings = vec![note.clone()];
            sheet.contact.email = text.to_owned();
            sheet.recipient.sub_addressee = text.to_owned();
            sheet.not_attach = vec![said.clone()];
            let document = &mut sheet.documents[1];
            document.client = text.to_owned();
            document.pdf = text.to_owned();
            document.actions = vec![text.to_owned()];
            document.reminders = vec![said];
            document.findings = vec![note.clone()];
            sheet.refused[0].client = Some(text.to_owned());
            sheet.refused[0].findings = vec![note];
            render(&as_sample(sheet))
        };
        let (plain, hostile) = (page("x"), page(&text));
        assert_well_formed("hostile", &hostile);
        let controls = hostile.chars().filter(|c| c.is_control() && *c != '\n').count();
        prop_assert_eq!(controls, 0);
        if !text.is_empty() {
            for sign in ["<", ">", "\""] {
                prop_assert_eq!(count(&hostile, sign), count(&plain, sign));
            }
        }
    }
}
