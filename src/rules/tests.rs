use chrono::NaiveDate;

use proptest::prelude::*;

use super::*;
use crate::data::{self, CellValue, DataSource, Limits};
use crate::diag::{FindingCode, Lang, Origin};
use crate::form::definition::{AttachmentsAllowed, Enforcement, InstructionSentence, ValueKind};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn form() -> Form {
    Form::embedded("lv.kase.x509").unwrap()
}

/// Every definition that comes with the program, embedded or not: a form is data, and no code knows which there are.
fn forms() -> Vec<Form> {
    let folders = std::fs::read_dir("schemas/forms").unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = folders.filter(|path| path.join("form.toml").is_file()).collect();
    folders.sort();
    folders.iter().map(|folder| Form::open(folder).unwrap_or_else(|error| panic!("{error}"))).collect()
}

/// `S9 error: message`, one a line.
fn told(report: &Report) -> String {
    let line = |f: &crate::diag::Finding| {
        let hint = f.hint(Lang::Lv).map(|hint| format!(" → {hint}")).unwrap_or_default();
        let severity =
            if f.accepted { "accepted".to_owned() } else { format!("{:?}", f.severity).to_lowercase() };
        format!("{} {severity} [{}] {}{hint}", f.code, f.origin.describe(Lang::Lv), f.message(Lang::Lv))
    };
    report.findings().iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_sample_data_pass() {
    let form = form();
    let mut lines = Vec::new();
    for name in ["pieteikumi.csv", "pieteikums.json"] {
        let bytes = std::fs::read(format!("fixtures/data/{name}")).unwrap();
        let source = DataSource { name: name.into(), format: None };
        for record in data::read(&bytes, &source, &Limits::default()).unwrap() {
            let application =
                check(&form, &record, &CheckContext::on(today())).unwrap_or_else(|r| panic!("{}", told(&r)));
            let (label, words) = (application.file_label(), application.action_words());
            lines.push(format!(
                "{} {label:?} {words:?} {:?}",
                application.row(),
                codes(application.report())
            ));
        }
    }
    insta::assert_snapshot!(lines.join("\n"), @r#"
    2 Public("Ezermalas novada pašvaldība") ["izsniegt"] []
    3 Public("Ezermalas novada pašvaldība") ["izsniegt"] ["S7-other"]
    4 Public("SIA „Šķēle un Ģirts”") ["apturet"] []
    5 Private("zti") ["partraukt"] ["S8-dash", "S17-default"]
    1 Public("Ezermalas novada pašvaldība") ["izsniegt"] []
    "#);
}

fn context_of(example: &crate::form::Example) -> CheckContext {
    let context =
        CheckContext::on(example.as_of).with_accepted(example.accept.iter().map(FindingCode::named));
    if example.filled { context.with_purpose(Purpose::FilledPdf) } else { context }
}

/// The data of an example; what is attached by hand stands in the form's column of attachments.
fn record_of(example: &crate::form::Example, form: &Form) -> Record {
    let mut example = example.clone();
    if !example.attach.is_empty() {
        let field = form.fields().iter().find(|field| field.kind == ValueKind::Attachment).unwrap();
        example.values.insert(field.key.to_string(), CellValue::List(example.attach.clone()));
    }
    example.record()
}

#[test]
fn every_example_gives_exactly_its_codes() {
    let mut wrong = Vec::new();
    for form in forms() {
        for example in form.examples().unwrap_or_else(|error| panic!("{error}")) {
            let result = check(&form, &record_of(&example, &form), &context_of(&example));
            let report = result.as_ref().map_or_else(|report| report, Application::report);
            assert_eq!(result.is_err(), report.refuses(), "{}", example.name);
            let mut codes: Vec<&str> = report.findings().iter().map(|f| f.code.as_str()).collect();
            let mut expected: Vec<&str> = example.expect.iter().map(String::as_str).collect();
            codes.sort_unstable();
            expected.sort_unstable();
            if codes != expected {
                wrong.push(format!(
                    "{} {}: expected {expected:?}, found:\n{}\n",
                    form.id(),
                    example.name,
                    told(report)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Sentences that are held against files (templates, containers), not against data: their bad examples are files,
/// and are tested where those are checked.
fn of_files(form: &Form) -> Vec<&str> {
    let document = form.document();
    let typed = document.typed.iter().chain(&document.signed_as_pdf).map(|required| required.rule.as_str());
    // Attachments are looked at where they are.
    let takes_some = document.attachments.policy == AttachmentsAllowed::List;
    let attached = Some(document.scans.rule.as_str()).filter(|_| takes_some);
    // The title, by which the first form's PDF is known.
    typed.chain(attached).chain([document.per_container.rule.as_str(), "S2"]).collect()
}

#[test]
fn every_rule_and_every_enforced_sentence_has_good_and_bad_examples() {
    for form in forms() {
        let examples = form.examples().unwrap();
        let mut missing = Vec::new();
        for rule in form.rules() {
            let about = |example: &&crate::form::Example| example.rule.as_deref() == Some(&*rule.code);
            if !examples.iter().filter(about).any(|e| e.expect.iter().any(|code| **code == *rule.code)) {
                missing.push(format!("rule {}: no bad example", rule.code));
            }
            if !examples.iter().filter(about).any(|e| !e.expect.iter().any(|code| **code == *rule.code)) {
                missing.push(format!("rule {}: no good example", rule.code));
            }
        }
        let enforced = |s: &&InstructionSentence| {
            s.enforced.iter().any(|e| matches!(e, Enforcement::Machine | Enforcement::Blank))
        };
        for sentence in
            form.sentences().iter().filter(enforced).filter(|s| !of_files(&form).contains(&&*s.id))
        {
            let about = |example: &&crate::form::Example| {
                example.rule.as_deref().is_some_and(|rule| FindingCode::named(rule).rule() == sentence.id)
            };
            if !examples.iter().filter(about).any(|e| !e.expect.is_empty()) {
                missing.push(format!("sentence {}: no bad example", sentence.id));
            }
            if !examples.iter().filter(about).any(|e| e.expect.is_empty()) {
                missing.push(format!("sentence {}: no good example", sentence.id));
            }
        }
        assert!(missing.is_empty(), "{}: {missing:#?}", form.id());
    }
}

/// What an example is about, it shows: a bad one has the code, or a code of the sentence, or of the program.
#[test]
fn a_bad_example_is_bad_for_its_own_reason() {
    let examples: Vec<_> = forms().iter().flat_map(|form| form.examples().unwrap()).collect();
    for example in examples {
        let Some(rule) = &example.rule else { continue };
        let of_rule = |code: &String| {
            code == rule || FindingCode::named(code.as_str()).rule() == FindingCode::named(rule).rule()
        };
        let of_program = |code: &String| code.starts_with("T-");
        assert!(
            example.expect.is_empty() || example.expect.iter().any(|code| of_rule(code) || of_program(code)),
            "{}: {rule}, {:?}",
            example.name,
            example.expect
        );
    }
}

/// Rows of a sheet: the first holds the headers.
fn sheet(rows: &[&[&str]]) -> Vec<Record> {
    let csv: Vec<String> = rows.iter().map(|row| row.join(";")).collect();
    let source = DataSource { name: "pieteikumi.csv".into(), format: None };
    data::read(csv.join("\n").as_bytes(), &source, &Limits::default()).unwrap().records
}

const HEADERS: [&str; 8] = [
    "Nosaukums",
    "Reģistrācijas Nr.",
    "Lietotāja nosaukums",
    "Lietotāja reģistrācijas numurs",
    "Pārtraukt moduļa lietošanu",
    "Parakstītājs",
    "Sagatavotājs",
    "Sagatavotāja tālrunis",
];
const GOOD: [&str; 8] =
    ["Ezermalas novada pašvaldība", "90000012348", "=", "=", "x", "Jānis Ķēniņš", "Anna Žagare", "67000000"];

fn codes(report: &Report) -> Vec<&str> {
    report.findings().iter().map(|finding| finding.code.as_str()).collect()
}

fn report_of(result: Result<Application, Report>) -> Report {
    result.map_or_else(|report| report, |application| application.report().clone())
}

#[test]
fn headers_are_known_however_they_are_written() {
    let form = form();
    for headers in [
        HEADERS,
        [
            "NOSAUKUMS",
            "Registracijas  Nr",
            "lietotaja nosaukums",
            "Lietotāja Nr.",
            "partraukt",
            "paraksta",
            "Kontaktpersona",
            "kontakttalrunis",
        ],
        [
            "Client name",
            "Client registration no.",
            "User name",
            "User registration no.",
            "Discontinue",
            "Signer",
            "Preparer",
            "Preparer phone",
        ],
        [
            "client.name",
            "client.reg_no",
            "user.name",
            "user.reg_no",
            "actions.discontinue",
            "signer.full_name",
            "preparer.full_name",
            "preparer.phone",
        ],
        [
            "Klients Nosaukums",
            "Klients: Reģistrācijas Nr.",
            "Lietotājs",
            "Lietotājs – Reģistrācijas numurs",
            "Pārtraukt",
            "Iestādes vadītājs",
            "Sagatavoja",
            "Pieteikuma sagatavotājs, tālruņa numurs",
        ],
    ] {
        let record = &sheet(&[&headers, &GOOD])[0];
        let application = check(&form, record, &CheckContext::on(today()))
            .unwrap_or_else(|report| panic!("{headers:?}\n{}", told(&report)));
        assert!(application.report().is_empty(), "{headers:?}\n{}", told(application.report()));
        assert_eq!(application.text("preparer.phone"), Some("67000000"));
    }
}

#[test]
fn strange_columns_are_told_and_lookalikes_refuse() {
    let form = form();
    let with = |header: &'static str, value: &'static str| {
        let headers: Vec<&str> = HEADERS.into_iter().chain([header]).collect();
        let values: Vec<&str> = GOOD.into_iter().chain([value]).collect();
        sheet(&[&headers, &values]).remove(0)
    };
    let checked = |record: &Record, context: &CheckContext| report_of(check(&form, record, context));
    let on = CheckContext::on(today());

    let extra = checked(&with("Piezīmes", "steidzami"), &on);
    assert_eq!(
        told(&extra),
        "T-col-extra info [pieteikumi.csv] Kolonnas, kuru veidlapai nav, netiek izmantotas: Piezīmes."
    );

    let record = with("Sagatavotaja epast", "anna@example.lv");
    assert!(told(&checked(&record, &on)).starts_with(
        "T-col error [pieteikumi.csv] Nezināma kolonna „Sagatavotaja epast”. → Vai bija domāta „Sagatavotāja e-pasts”?"
    ));
    let accepted = checked(&record, &on.clone().with_accepted([FindingCode::named("T-col")]));
    assert_eq!((codes(&accepted), accepted.refuses()), (vec!["T-col"], false));

    // The signer's column is there: another that resembles it is one of the person's own.
    assert_eq!(codes(&checked(&with("Parakstītāji", ""), &on)), ["T-col-extra"]);
    // What is never written is not missed.
    assert_eq!(codes(&checked(&with("Datumi", "22.11.2026."), &on)), ["T-col-extra"]);
    assert_eq!(codes(&checked(&with("Datums", "22.11.2026."), &on)), ["S18"]);

    let shared = checked(&with("Tālruņa numurs", "67000000"), &on);
    assert!(
        told(&shared)
            .contains("T-col-shared error [pieteikumi.csv] Vairāki veidlapas lauki saucas „Tālruņa numurs”")
    );
    assert!(
        told(&shared).contains(": Sertifikāta saņēmēja tālrunis; ja"),
        "the preparer's is there: {}",
        told(&shared)
    );

    let twice = checked(&with("Klienta nosaukums", "Cits"), &on);
    assert_eq!(codes(&twice), ["T-col-twice"]);
    let accepted = checked(
        &with("Klienta nosaukums", "Cits"),
        &on.clone().with_accepted([FindingCode::named("T-col-twice")]),
    );
    assert!(accepted.refuses(), "it is not known which of the two is meant");

    // A code that stands where a name should must not be printed.
    let mut record = with("Piezīmes", "x");
    let place = FileLocation::Key { record: None, path: "010101-*****".into(), line: None };
    record.cells.push(data::Cell {
        name: "010101-00000".into(),
        value: CellValue::Bool(true),
        location: place,
    });
    let report = checked(&record, &on);
    assert!(
        codes(&report).contains(&"T-key-unknown") && !told(&report).contains("00000"),
        "{}",
        told(&report)
    );
}

#[test]
fn many_rows_share_what_is_said_about_their_columns() {
    let form = form();
    let mut headers = HEADERS.to_vec();
    headers.extend(["Piezīmes", "Pielikums"]);
    let row = |name: &'static str, attached: &'static str| {
        let mut row = GOOD.to_vec();
        row[0] = name;
        row.extend(["a", attached]);
        row
    };
    let (good, bad) = (row("Ezermalas novada pašvaldība", ""), row("", "x.pdf"));
    let records = sheet(&[&headers, &good, &bad, &good]);
    let checker = Checker::new(&form, CheckContext::on(today()));
    assert_eq!(codes(&checker.column_findings(&records[0])), ["T-col-extra"]);
    let reports: Vec<Report> = records.iter().map(|record| report_of(checker.check(record))).collect();
    assert_eq!(reports.iter().map(codes).collect::<Vec<_>>(), [vec![], vec!["S16", "S5-name"], vec![]]);
    assert!(Arc::ptr_eq(&checker.mapping(&records[0]), &checker.mapping(&records[2])));

    let other = sheet(&[&HEADERS, &GOOD]).remove(0);
    assert_eq!(codes(&checker.column_findings(&other)), Vec::<&str>::new());
    assert!(checker.check(&other).is_ok());
}

#[test]
fn findings_say_where_and_what_to_do() {
    let headers: Vec<&str> = HEADERS.into_iter().chain(["Sertifikāta saņēmēja personas kods"]).collect();
    let values: Vec<&str> = GOOD.into_iter().chain(["010101-00001"]).collect();
    let form = form();
    let report = check(&form, &sheet(&[&headers, &values])[0], &CheckContext::on(today())).unwrap_err();
    insta::assert_snapshot!(told(&report), @r"
    S12-pk-check error [pieteikumi.csv, 2. rinda, kolonna I „Sertifikāta saņēmēja personas kods”] Personas kods 010101-*****: kontrolcipars nav pareizs. → Salīdziniet kodu ar personu apliecinošo dokumentu.
    S12-extra error [pieteikumi.csv, 2. rinda, kolonna I „Sertifikāta saņēmēja personas kods”] Norādīti pilnvarotās personas dati (Personas kods), bet nav atzīmēta sadaļa „Izsniegt jaunu x509 sertifikātu”. → Atzīmējiet to vai izdzēsiet šos datus.
    ");
}

#[test]
fn a_whole_run_hears_of_an_old_definition_and_of_vain_acceptances_once() {
    let form = form();
    let late = NaiveDate::from_ymd_opt(2028, 1, 1).unwrap();
    let context = CheckContext::on(late)
        .with_accepted(["S9", "A1", "X1", "S12-initial", "S5-check"].map(FindingCode::named));
    assert_eq!(codes(&run_findings(&form, &context)), ["S0", "T-accept", "T-accept-unknown", "T-accept"]);
    let quiet = CheckContext { report_stale_definition: false, ..CheckContext::on(late) };
    assert!(run_findings(&form, &quiet).is_empty());

    let record = &sheet(&[&HEADERS, &GOOD])[0];
    assert!(Checker::new(&form, context).check(record).is_ok());
}

#[test]
fn a_filled_form_is_held_to_the_same_rules() {
    use crate::form::BoundForm;
    use crate::pdf::Template;

    let form = form();
    let binding = form.binding().unwrap().unwrap();
    let template = Template::read(form.template().unwrap()).unwrap();
    let bound = BoundForm::new(&form, &binding, "sample.binding.toml", template, &Origin::file("sample.pdf"))
        .unwrap()
        .unwrap();
    let context = CheckContext::on(today()).with_purpose(Purpose::FilledPdf);
    for program in ["pdf-lib", "pdfjs", "pymupdf", "pypdf"] {
        let checked = |what: &str| {
            let bytes = std::fs::read(format!("fixtures/filled/{program}-{what}.pdf")).unwrap();
            let record = bound.record_of(&form, &Template::read(bytes).unwrap(), "filled.pdf");
            report_of(check(&form, &record, &context))
        };
        assert!(checked("good").is_empty(), "{program}: {}", told(&checked("good")));
        assert_eq!(codes(&checked("faults")), ["S18-filled", "S9"], "{program}");
    }
}

/// Values that people, programs and attackers put into cells.
fn any_value() -> impl Strategy<Value = CellValue> {
    let code = Just("120345-01847".to_owned());
    let text = prop_oneof![
        4 => "[a-zA-ZāēīūšžĀ 0-9.,;=+@-]{0,30}",
        3 => proptest::sample::select(vec![
            "=", "x", "jā", "nē", "Jānis Ķēniņš", "90000012348", "010101-00000", "iestāde", "zti", "fiziska persona",
            "apturēt", "izsniegt+pārtraukt", "29123456", "a@b.lv", "A1, S9", "J. Ķēniņš", "120345-01847", "12034501847",
            "ZTI 120345-01847",
        ]).prop_map(str::to_owned),
        2 => code.clone().prop_map(|code| format!("kods {code}!")),
        1 => "[^{}\\p{C}]{0,20}",
    ];
    prop_oneof![
        8 => text.prop_map(|text| CellValue::text(&text)),
        1 => Just(CellValue::Empty),
        1 => any::<bool>().prop_map(CellValue::Bool),
        1 => Just(CellValue::Number("12034501847".to_owned())),
        1 => Just(CellValue::Date("2026-11-22".to_owned())),
        1 => Just(CellValue::List(vec!["120345-01847".to_owned(), "a.pdf".to_owned()])),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever stands in the cells: an application is made exactly where nothing refuses it, and no message gives
    /// away a personal code.
    #[test]
    fn no_record_is_too_odd(
        values in proptest::collection::vec(proptest::option::of(any_value()), 25),
        accept in proptest::sample::subsequence(
            vec!["A1", "A2", "S5-check", "S12-pk-check", "T-len", "T-tick", "S8-kind", "T-key", "T-section", "S16", "T-type-list", "S12-mail"], 0..12),
        filled: bool,
    ) {
        let form = form();
        let example = crate::form::Example {
            name: String::new(),
            rule: None,
            values: form.fields().iter().zip(values).filter_map(|(f, v)| Some((f.key.to_string(), v?))).collect(),
            attach: Vec::new(),
            accept: accept.into_iter().map(str::to_owned).collect(),
            filled,
            as_of: today(),
            expect: Vec::new(),
        };
        let result = check(&form, &example.record(), &context_of(&example));
        prop_assert_eq!(result.is_err(), report_of(result.clone()).refuses());
        let printed = format!("{result:?}");
        prop_assert!(!printed.contains("01847"), "{}", printed);
        let report = report_of(result);
        for finding in report.findings() {
            for lang in [Lang::Lv, Lang::En] {
                let words = format!("{} {:?}", finding.message(lang), finding.hint(lang));
                prop_assert!(!words.contains("01847"), "{} {}", finding.code, words);
                prop_assert!(!words.contains('{'), "{} {}", finding.code, words);
            }
        }
    }
}
