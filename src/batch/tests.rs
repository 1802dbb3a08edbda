use std::collections::BTreeMap;
use std::fs;
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::asic::{ContainerBuilder, ContainerProfile};
use crate::data::{DataContent, DataSource, Limits};
use crate::diag::Lang;
use crate::form::Form;
use crate::output::{Durability, FindingFacts, Folder, Overwrite, RowReport, RowState, RunTotals};
use crate::pipeline::{AttachmentDir, PackageBuilder, TemplateSource};
use crate::rules::{CheckContext, Checker};
use crate::values::{BuildTime, EntryName, MediaType};

fn form() -> Form {
    Form::embedded("lv.kase.x509").unwrap()
}

fn builder(form: &Form) -> PackageBuilder<'_> {
    PackageBuilder::new(form, &TemplateSource::Own).unwrap()
}

fn batch<'a>(builder: &'a PackageBuilder<'a>, jobs: usize) -> Batch<'a> {
    Batch {
        builder,
        context: CheckContext::on(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()),
        deny_warnings: false,
        fail_fast: false,
        time: BuildTime::from_unix(1_795_334_400).unwrap(),
        lang: Lang::Lv,
        limits: Limits::default(),
        jobs: NonZeroUsize::new(jobs).unwrap(),
        shard: Shard::WHOLE,
        mode: RunMode::Begin,
        replace: false,
        form_files: FormFiles::default(),
        profile: ContainerProfile::Edoc,
        flatten: false,
        preview: None,
        attachments: std::sync::Arc::default(),
        registry: None,
    }
}

fn folder(path: &Path) -> Folder {
    Folder::open(path, Overwrite::Refuse).unwrap().with_durability(Durability::Buffered)
}

fn input(name: &str, text: &str) -> Vec<Input> {
    vec![Input {
        name: name.into(),
        body: DataContent::Bytes(text.as_bytes().to_vec()),
        attachment_dir: AttachmentDir::none(),
    }]
}

const HEADER: &str = "Klienta veids;Nosaukums;Reģistrācijas Nr.;Lietotāja nosaukums;Lietotāja reģistrācijas \
                      numurs;Pārtraukt moduļa lietošanu;Parakstītājs;Sagatavotājs;Sagatavotāja tālrunis;Piezīme";

/// A row that is right, of the same client as others of that number, or one that is wrong.
fn row(client: u8, right: bool) -> String {
    let number = if right { "90000012348" } else { "90000012340" };
    format!("iestāde;Iestāde {client};{number};=;=;x;Jānis Ķēniņš;Anna Žagare;67000000;=1+{client}")
}

fn sheet(rows: &[(u8, bool)]) -> String {
    let rows: Vec<String> = rows.iter().map(|(client, right)| row(*client, *right)).collect();
    format!("\u{feff}{HEADER}\r\n{}\r\n", rows.join("\r\n"))
}

/// Every file below a folder, by its name. The lock's file may be left by shards.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, found);
            } else if path.file_name().unwrap() != ".edocpack.lock" {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap();
                found.insert(name.replace(std::path::MAIN_SEPARATOR, "/"), fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    if root.is_dir() {
        walk(root, root, &mut found);
    }
    found
}

fn assert_same(found: &BTreeMap<String, Vec<u8>>, expected: &BTreeMap<String, Vec<u8>>) {
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(found), names(expected));
    for (name, bytes) in found {
        let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).chars().take(4_000).collect::<String>();
        assert!(bytes == &expected[name], "{name}\n{}\n{}", shown(bytes), shown(&expected[name]));
    }
}

fn text(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files.get(name).unwrap_or_else(|| panic!("no {name}")).clone()).unwrap()
}

/// Runs a sheet into a fresh folder.
fn run(batch: &Batch<'_>, text: &str) -> (Came, BTreeMap<String, Vec<u8>>) {
    let (came, files, _) = run_and_tell(batch, text);
    (came, files)
}

/// What a run came to.
struct Came {
    totals: RunTotals,
    refused: Vec<String>,
}

/// The same, and all rows.
fn run_and_tell(batch: &Batch<'_>, text: &str) -> (Came, BTreeMap<String, Vec<u8>>, Vec<RowReport>) {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("out");
    let finished = batch.run(input("dati.csv", text), &folder(&out), &NoProgress).unwrap();
    let rows = finished.rows().unwrap().map(Result::unwrap).collect();
    let came = Came { totals: finished.totals, refused: finished.refused_tables.clone() };
    drop(finished);
    (came, files(&out), rows)
}

/// Asks to stop after so many rows.
struct Impatient {
    rows: AtomicU32,
}

impl Progress for Impatient {
    fn row(&self, _: &RowReport) {
        let left = self.rows.load(Ordering::Relaxed);
        self.rows.store(left.saturating_sub(1), Ordering::Relaxed);
    }

    fn stop_requested(&self) -> bool {
        self.rows.load(Ordering::Relaxed) == 0
    }
}

#[test]
fn one_wrong_row_stops_none_of_the_others() {
    let form = form();
    let builder = builder(&form);
    let rows: Vec<(u8, bool)> = (0..12).map(|n| (n, n != 4)).collect();
    let (finished, files) = run(&batch(&builder, 2), &sheet(&rows));
    assert_eq!((finished.totals.built, finished.totals.refused), (11, 1));
    assert_eq!(files.keys().filter(|name| name.starts_with("pdf/")).count(), 11);
    assert_eq!(finished.refused, ["refused.csv"]);
    let refused = text(&files, "refused.csv");
    let lines: Vec<&str> = refused.lines().collect();
    assert!(lines[0].starts_with("\u{feff}\"Sākotnējā rinda\";\"Kļūdas\";\"Klienta veids\";"), "{refused}");
    assert!(lines[1].starts_with("\"6\";\"dati.csv, 6. rinda, kolonna C „Reģistrācijas Nr.”: "), "{refused}");
    assert!(
        lines[1].ends_with(
            ";\"90000012340\";\"=\";\"=\";\"x\";\"Jānis Ķēniņš\";\"Anna Žagare\";\"67000000\";\"'=1+4\""
        ),
        "{refused}"
    );
    let report: serde_json::Value = serde_json::from_slice(&files["report.json"]).unwrap();
    let at = |n: usize| report["rows"][n]["row"].as_u64().unwrap();
    assert_eq!((0..12).map(at).collect::<Vec<_>>(), (2..14).collect::<Vec<_>>(), "in the order of the data");
    assert_eq!(report["rows"][4]["state"], "refused");
    assert_eq!(report["rows"][0]["passed_through"][0]["value"], "=1+0");
    assert!(text(&files, "report.csv").lines().next().unwrap().ends_with(";\"Piezīme\""));
    assert!(!files.contains_key(".edocpack.refused"), "what holds personal data goes when it is not needed");
}

#[test]
fn where_nothing_is_right_report_and_rows_are_left() {
    let form = form();
    let builder = builder(&form);
    for rows in [vec![(0, false)], (0..200).map(|n| (n, false)).collect()] {
        let (finished, files, told) = run_and_tell(&batch(&builder, 1), &sheet(&rows));
        assert_eq!((finished.totals.built, finished.totals.refused as usize), (0, rows.len()));
        let names: Vec<&str> = files.keys().map(String::as_str).collect();
        assert_eq!(names, [".edocpack.journal", "lapa.html", "refused.csv", "report.csv", "report.json"]);
        assert_eq!(told.len(), rows.len());
    }
}

#[test]
fn what_is_there_is_never_touched() {
    let form = form();
    let builder = builder(&form);
    let place = tempfile::tempdir().unwrap();
    for standing in ["lapa.html", "report.csv", "pdf/PARAUGS_0002_iestade-0_partraukt.pdf"] {
        let out = place.path().join(standing.replace(['/', '.'], "-"));
        fs::create_dir_all(out.join(standing).parent().unwrap()).unwrap();
        fs::write(out.join(standing), "mine").unwrap();
        let error = batch(&builder, 1)
            .run(input("d.csv", &sheet(&[(0, true)])), &folder(&out), &NoProgress)
            .unwrap_err();
        assert!(error.to_string().ends_with("exists already"), "{error}");
        let left = files(&out);
        assert_eq!(left.keys().collect::<Vec<_>>(), [standing]);
        assert_eq!(left[standing], b"mine");
    }
}

#[test]
fn fail_fast_ends_at_the_first_wrong_row_whatever_the_threads() {
    let form = form();
    let builder = builder(&form);
    let rows: Vec<(u8, bool)> = (0..40).map(|n| (n, n != 20 && n != 21)).collect();
    let runs = [1, 3].map(|jobs| run(&Batch { fail_fast: true, ..batch(&builder, jobs) }, &sheet(&rows)).1);
    assert_same(&runs[0], &runs[1]);
    assert_eq!(runs[0].keys().filter(|name| name.starts_with("pdf/")).count(), 20);
    let report: serde_json::Value = serde_json::from_slice(&runs[0]["report.json"]).unwrap();
    assert_eq!(report["totals"]["rows"], 21);
}

#[test]
fn mended_rows_join_the_finished_ones_under_their_own_numbers() {
    let form = form();
    let builder = builder(&form);
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("out");
    let rows: Vec<(u8, bool)> = (0..8).map(|n| (n, n % 4 != 2)).collect();
    batch(&builder, 2).run(input("dati.csv", &sheet(&rows)), &folder(&out), &NoProgress).unwrap();
    let before = files(&out);
    let refused = text(&before, "refused.csv");
    let mended = refused.replacen(";\"90000012340\"", ";\"90000012348\"", 1);
    assert_ne!(mended, refused);
    let name = || input("refused.csv", &mended);

    let finished = batch(&builder, 2).run(name(), &folder(&out), &NoProgress).unwrap();
    assert_eq!((finished.totals.rows, finished.totals.built, finished.totals.refused), (8, 7, 1));
    let after = files(&out);
    assert!(after.contains_key("pdf/PARAUGS_0004_iestade-2_partraukt.pdf"), "{:?}", after.keys());
    for (name, bytes) in before.iter().filter(|(name, _)| name.contains('/') || name.starts_with("refused")) {
        assert_eq!(&after[name], bytes, "{name}");
    }
    let report: serde_json::Value = serde_json::from_slice(&after["report.json"]).unwrap();
    let states: Vec<&str> =
        report["rows"].as_array().unwrap().iter().map(|row| row["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["kept", "kept", "built", "kept", "kept", "kept", "refused", "kept"]);
    assert_eq!(report["sources"].as_array().unwrap().len(), 2);
    let sheet = text(&after, "lapa.html");
    let order: Vec<usize> =
        (0..8).filter(|n| *n != 6).map(|n| sheet.find(&format!("Iestāde {n}")).unwrap()).collect();
    assert!(order.is_sorted(), "the sheet has the order of the data");
    // What is wrong still stands in a table of its own: the person's is not touched.
    assert!(text(&after, "refused_2.csv").contains("\"8\";"));
    let package: serde_json::Value =
        serde_json::from_slice(&after["records/PARAUGS_0004_iestade-2_partraukt.package.json"]).unwrap();
    assert_eq!((&package["source"]["file"], &package["source"]["row"]), (&"refused.csv".into(), &4.into()));

    // A row that has its package, and rows of another run, are told.
    let error = batch(&builder, 1).run(name(), &folder(&out), &NoProgress).unwrap_err();
    assert!(matches!(error, BatchError::AlreadyBuilt { ref row } if row == "4"), "{error}");
    let error = batch(&builder, 1).run(name(), &folder(&place.path().join("new")), &NoProgress).unwrap_err();
    assert!(matches!(error, BatchError::NoRunToCorrect { .. }), "{error}");
    assert_same(&files(&out), &after);
}

#[test]
fn duplicates_are_told_in_the_order_of_the_data() {
    let form = form();
    let builder = builder(&form);
    let mut rows: Vec<(u8, bool)> = (0..150).map(|n| (n, true)).collect();
    rows[140] = (3, true);
    let (_, _, told) = run_and_tell(&batch(&builder, 2), &sheet(&rows));
    let told: Vec<(u32, String)> = told
        .into_iter()
        .filter_map(|row| {
            Some((row.row, row.findings.into_iter().find(|f| f.code == "T-duplicate")?.message.lv.into()))
        })
        .collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].0, 142);
    assert!(told[0].1.contains("5. rind"), "{}", told[0].1);
}

#[test]
fn a_changed_run_is_not_taken_up() {
    let form = form();
    let builder = builder(&form);
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("out");
    let rows: Vec<(u8, bool)> = (0..100).map(|n| (n, true)).collect();
    let begun = batch(&builder, 1);
    let stopped =
        begun.run(input("d.csv", &sheet(&rows)), &folder(&out), &Impatient { rows: 5.into() }).unwrap();
    assert_eq!(stopped.end, RunEnd::Stopped);
    let left = files(&out);
    let again = Batch { mode: RunMode::Resume, ..begun.clone() };
    let changed =
        |batch: &Batch<'_>, text: &str| match batch.run(input("d.csv", text), &folder(&out), &NoProgress) {
            Err(BatchError::Mismatch(changed)) => changed,
            other => panic!("{other:?}"),
        };
    assert_eq!(changed(&again, &sheet(&rows[1..])), RunMismatch::Data);
    assert_eq!(changed(&Batch { deny_warnings: true, ..again.clone() }, &sheet(&rows)), RunMismatch::Options);
    let later = BuildTime::from_unix(1_795_334_402).unwrap();
    assert_eq!(changed(&Batch { time: later, ..again.clone() }, &sheet(&rows)), RunMismatch::BuildTime);
    // Nor is another run begun over it.
    let error = begun.run(input("d.csv", &sheet(&rows)), &folder(&out), &NoProgress).unwrap_err();
    assert!(matches!(error, BatchError::Interrupted { .. }), "{error}");
    assert_same(&files(&out), &left);
    // A file that somebody signed in place is not written over.
    let pdf = left.keys().find(|name| name.starts_with("pdf/")).unwrap();
    fs::write(out.join(pdf), [left[pdf].as_slice(), b"signature"].concat()).unwrap();
    let error = again.run(input("d.csv", &sheet(&rows)), &folder(&out), &NoProgress).unwrap_err();
    assert!(matches!(error, BatchError::FileDiffers { .. }), "{error}");
}

/// What the fast way makes is what the parts make one by one.
#[test]
fn a_batch_is_what_each_record_gives_alone() {
    let form = form();
    let builder = builder(&form);
    let csv = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/data/pieteikumi.csv")).unwrap();
    let text = String::from_utf8(csv.clone()).unwrap();
    let (_, files, told) = run_and_tell(&batch(&builder, 2), &text);
    let records = crate::data::read(&csv, &DataSource::named("dati.csv"), &Limits::default()).unwrap();
    let context = batch(&builder, 1).context;
    let filler = crate::pdf::Filler::new(
        builder.bound().template(),
        &builder.bound().written_fields().collect::<Vec<_>>(),
    )
    .unwrap();
    for (record, told) in records.records.iter().zip(told) {
        let application = Checker::new(&form, context.clone()).check(record).unwrap();
        let values = builder.bound().field_values(&form, application.values(), application.origin()).unwrap();
        let filled = filler.fill(&values).unwrap();
        let name = told.name.unwrap();
        assert!(files[&format!("pdf/{name}.pdf")] == filled.bytes(), "{name}");
        let container = ContainerBuilder::edoc(batch(&builder, 1).time)
            .document(EntryName::parse(&format!("{name}.pdf")).unwrap(), MediaType::PDF, filled.bytes())
            .unwrap()
            .finish()
            .unwrap();
        assert!(files[&format!("edoc-unsigned/{name}.edoc")] == container.bytes(), "{name}");
        let record: crate::output::PackageRecord =
            serde_json::from_slice(&files[&format!("records/{name}.package.json")]).unwrap();
        assert_eq!(record.document.sha256, crate::values::Sha256Digest::of(filled.bytes()));
        assert_eq!(record.document.sha512, Some(crate::values::Sha512Digest::of(filled.bytes()).into()));
        assert_eq!(record.container.file.sha256, crate::values::Sha256Digest::of(container.bytes()));
        assert_eq!(told.edoc.unwrap().sha256, record.container.file.sha256);
    }
}

#[test]
fn several_files_are_one_run() {
    let form = form();
    let builder = builder(&form);
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("out");
    let inputs = || {
        let mut inputs = input("a.csv", &sheet(&[(0, true), (1, false)]));
        inputs.extend(input("b.csv", &sheet(&[(2, false), (3, true)])));
        inputs
    };
    let finished = batch(&builder, 2).run(inputs(), &folder(&out), &NoProgress).unwrap();
    assert_eq!(finished.refused_tables, ["refused-1.csv", "refused-2.csv"]);
    let before = files(&out);
    assert!(text(&before, "refused-2.csv").contains("\r\n\"2-2\";"));
    let mended = text(&before, "refused-2.csv").replace(";\"90000012340\"", ";\"90000012348\"");
    let joined = batch(&builder, 2).run(input("refused-2.csv", &mended), &folder(&out), &NoProgress).unwrap();
    assert_eq!((joined.totals.rows, joined.totals.built), (4, 3));
    assert!(files(&out).contains_key("pdf/PARAUGS_2-0002_iestade-2_partraukt.pdf"));
}

/// Whatever instant a run that replaces another is killed at, taken up again it comes to what an undisturbed one does.
#[test]
fn a_run_that_was_killed_while_it_moved_another_aside_goes_on() {
    let form = form();
    let builder = builder(&form);
    let place = tempfile::tempdir().unwrap();
    let first = sheet(&[(0, true), (1, true), (2, false)]);
    let second = sheet(&[(0, true), (3, true), (4, false)]);
    let begun = |name: &str| {
        let out = place.path().join(name);
        batch(&builder, 1).run(input("d.csv", &first), &folder(&out), &NoProgress).unwrap();
        // Signed in place, and a file of a person.
        fs::write(out.join("edoc-unsigned/PARAUGS_0003_iestade-1_partraukt.edoc"), "signed").unwrap();
        fs::write(out.join("pdf/mine.pdf"), "mine").unwrap();
        out
    };
    let replacing = Batch { replace: true, ..batch(&builder, 1) };
    let whole = begun("whole");
    let finished = replacing.run(input("d.csv", &second), &folder(&whole), &NoProgress).unwrap();
    let replaced = finished.replaced.clone().unwrap();
    assert_eq!((&*replaced.to, replaced.documents), ("ieprieksejie/1", 2));
    assert_eq!(replaced.changed, ["edoc-unsigned/PARAUGS_0003_iestade-1_partraukt.edoc"]);
    assert_eq!(replaced.left, ["pdf/mine.pdf"]);
    let expected = files(&whole);
    let journal = journal::Journal::of(&folder(&whole), Shard::WHOLE).replay().unwrap();
    let header = journal.unwrap().into_last_header();
    let resumed = Batch { mode: RunMode::Resume, ..batch(&builder, 1) };
    let both = Batch { mode: RunMode::Resume, ..replacing.clone() };
    for moved in 0..=12 {
        for (again, name) in [(&resumed, "resumed"), (&both, "both"), (&replacing, "anew")] {
            let out = begun(&format!("{name}-{moved}"));
            let earlier = earlier_run::EarlierRun::find(&folder(&out), &header).unwrap().unwrap();
            earlier.log_move(&folder(&out), &header).unwrap();
            earlier.move_files(&folder(&out), moved).unwrap();
            // Nobody begins another run over it.
            let error = batch(&builder, 1).run(input("d.csv", &second), &folder(&out), &NoProgress);
            assert!(matches!(error, Err(BatchError::Interrupted { .. })), "{error:?}");
            let finished = again.run(input("d.csv", &second), &folder(&out), &NoProgress).unwrap();
            assert_eq!(finished.replaced.as_ref(), Some(&replaced), "{name} {moved}");
            let found = files(&out);
            // The journal that was moved says twice that it is.
            let ours = |files: &BTreeMap<String, Vec<u8>>| {
                let mut files = files.clone();
                files.remove("ieprieksejie/1/.edocpack.journal");
                files
            };
            assert_same(&ours(&found), &ours(&expected));
        }
    }
    // Finished, it is not replaced by itself, on whatever day.
    let later = BuildTime::from_unix(1_795_434_400).unwrap();
    both.run(input("d.csv", &second), &folder(&whole), &NoProgress).unwrap();
    Batch { time: later, ..both.clone() }.run(input("d.csv", &second), &folder(&whole), &NoProgress).unwrap();
    assert_same(&files(&whole), &expected);
    // Another is.
    both.run(input("d.csv", &first), &folder(&whole), &NoProgress).unwrap();
    assert!(whole.join("ieprieksejie/2/report.json").is_file());
}

/// The journal of the first version has other lines; its keys are the same.
#[test]
fn a_run_of_the_first_version_is_resumed() {
    let form = form();
    let builder = builder(&form);
    let data = sheet(&[(0, true), (1, false), (2, true)]);
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("out");
    batch(&builder, 1).run(input("dati.csv", &data), &folder(&out), &NoProgress).unwrap();
    let whole = files(&out);
    let old =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/journal/first.journal"))
            .unwrap();
    // The form, the program and what it builds may be newer than the fixture.
    let now = whole[".edocpack.journal"].split(|byte| *byte == b'\n');
    let now: Vec<serde_json::Value> = now.filter_map(|line| serde_json::from_slice(line).ok()).collect();
    let old: Vec<serde_json::Value> = old.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let row = |old: &serde_json::Value, now: &serde_json::Value| {
        let mut line = old.clone();
        line["row"]["report"] = now["row"]["report"].clone();
        line
    };
    let mut header = old[0].clone();
    for key in ["tool", "form"] {
        header["run"][key] = now[0]["run"][key].clone();
    }
    // Cut before its last row: `Run`, a row, a sync, a row.
    let lines = [header, row(&old[1], &now[1]), old[2].clone(), row(&old[3], &now[2])];
    let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
    for name in ["lapa.html", "report.json", "report.csv", "refused.csv"] {
        fs::remove_file(out.join(name)).unwrap();
    }
    fs::write(out.join(".edocpack.journal"), &lines).unwrap();
    let listener = Listener::default();
    let again = Batch { mode: RunMode::Resume, ..batch(&builder, 1) };
    let finished = again.run(input("dati.csv", &data), &folder(&out), &listener).unwrap();
    assert_eq!(*listener.0.lock().unwrap(), [2, 3, 3, 2, 4], "two rows of three were done before");
    assert_eq!((finished.totals.built, finished.totals.refused), (2, 1));
    let found = files(&out);
    assert!(text(&found, ".edocpack.journal").starts_with(&lines), "its lines stay as they are");
    for name in ["report.json", "report.csv", "lapa.html"] {
        assert_eq!(text(&found, name), text(&whole, name));
    }
}

/// Tells everything it hears, to compare.
#[derive(Default)]
struct Listener(std::sync::Mutex<Vec<u32>>);

impl Progress for Listener {
    fn begin(&self, _: &[FindingFacts], rows: u32, done: u32) {
        self.0.lock().unwrap().extend([rows, done]);
    }

    fn row(&self, row: &RowReport) {
        assert!(row.state != RowState::Kept);
        self.0.lock().unwrap().push(row.row);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// The number of threads changes nothing.
    #[test]
    fn any_number_of_threads_gives_the_same(
        rows in proptest::collection::vec((0_u8..30, proptest::bool::weighted(0.85)), 1..40),
        jobs in 2_usize..7,
    ) {
        let form = form();
        let builder = builder(&form);
        let (_, one) = run(&batch(&builder, 1), &sheet(&rows));
        let (_, many) = run(&batch(&builder, jobs), &sheet(&rows));
        assert_same(&many, &one);
    }

    /// However a run was cut off, taken up again it comes to what an undisturbed one comes to.
    #[test]
    fn an_interrupted_run_goes_on_as_if_nothing_had_happened(
        rows in proptest::collection::vec((0_u8..60, proptest::bool::weighted(0.8)), 66..130),
        cut in any::<prop::sample::Index>(),
        lost in any::<prop::sample::Index>(),
        torn in any::<prop::sample::Index>(),
    ) {
        let form = form();
        let builder = builder(&form);
        let batch = batch(&builder, 1);
        let (_, whole) = run(&batch, &sheet(&rows));
        prop_assume!(!whole.is_empty());
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("out");
        let stopped = batch.run(input("dati.csv", &sheet(&rows)), &folder(&out), &Impatient { rows: 3.into() }).unwrap();
        if stopped.end == RunEnd::Stopped {
            // The journal is cut anywhere behind its head; a file is lost, another torn, as a power cut does.
            let journal = out.join(".edocpack.journal");
            let bytes = fs::read(&journal).unwrap();
            let head = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
            fs::write(&journal, &bytes[..head + cut.index(bytes.len() - head + 1)]).unwrap();
            let made: Vec<String> = files(&out).into_keys().filter(|name| name.contains('/')).collect();
            if !made.is_empty() {
                fs::remove_file(out.join(&made[lost.index(made.len())])).unwrap();
                let torn = out.join(&made[torn.index(made.len())]);
                if let Ok(bytes) = fs::read(&torn) {
                    fs::write(&torn, &bytes[..bytes.len() / 2]).unwrap();
                }
            }
        }
        let again = Batch { mode: RunMode::Resume, jobs: NonZeroUsize::new(3).unwrap(), ..batch };
        let listener = Listener::default();
        again.run(input("dati.csv", &sheet(&rows)), &folder(&out), &listener).unwrap();
        assert_same(&files(&out), &whole);
        // Taken up once more, it is finished.
        again.run(input("dati.csv", &sheet(&rows)), &folder(&out), &NoProgress).unwrap();
        assert_same(&files(&out), &whole);
    }

    /// Shards, put together, are the whole.
    #[test]
    fn shards_put_together_are_the_whole(
        rows in proptest::collection::vec((0_u8..20, proptest::bool::weighted(0.8)), 1..30),
        of in 2_u32..5,
    ) {
        let form = form();
        let builder = builder(&form);
        let (whole, expected) = run(&batch(&builder, 1), &sheet(&rows));
        prop_assume!(whole.totals.built > 0);
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("out");
        for number in (1..=of).rev() {
            let shard = Shard::parse(&format!("{number}/{of}")).unwrap();
            let part = Batch { shard, ..batch(&builder, 2) };
            part.run(input("dati.csv", &sheet(&rows)), &folder(&out), &NoProgress).unwrap();
        }
        let all = NonZeroU32::new(of).unwrap();
        if rows.len() >= of as usize {
            prop_assert_eq!(shard_count(&folder(&out)).unwrap(), Some(all));
        }
        let (totals, _) = merge(&folder(&out), all, &builder).unwrap();
        prop_assert_eq!(totals, whole.totals);
        assert_same(&files(&out), &expected);
    }
}
