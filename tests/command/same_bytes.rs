//! The same input gives the same bytes. `tests/same_bytes.sh` compares debug and release builds of the program.

use sha2::{Digest as _, Sha256};

use super::run::{Ran, Run};

/// The SHA-256 of what `fixtures/data/pieteikums.json` gives, on the sample form, at the tests' build time. They move
/// with what decides the bytes: the form, its definition, the fonts, the writers of updates and containers, the
/// program's version (in the record). Then say so in CHANGELOG.md.
const PINNED: [(&str, &str); 3] = [
    (
        "pdf/PARAUGS_0001_ezermalas-novada-pasvaldiba_izsniegt.pdf",
        "b2496920fcfcab7482f022398e8c1ebcda8840daffbeaab0c033f6ffd9ff29bc",
    ),
    (
        "edoc-unsigned/PARAUGS_0001_ezermalas-novada-pasvaldiba_izsniegt.edoc",
        "71503eca10b11c6a4db2b829b40928ebab53699bc8d015dc0d2f713aa71cefd2",
    ),
    (
        "records/PARAUGS_0001_ezermalas-novada-pasvaldiba_izsniegt.package.json",
        "a70d3f8b54d023004d781a43693abe0d3d25138e328f4a6d903bd9370854ea7b",
    ),
];

fn build(args: &[&str]) -> Ran {
    Run::new(&[&["build", "pieteikums.json", "--out", "o"], args].concat())
        .fixture("fixtures/data/pieteikums.json")
        .run()
        .code(0)
}

#[test]
fn the_bytes_are_those_that_are_pinned() {
    let ran = build(&[]);
    let found = PINNED.map(|(name, _)| {
        let digest = Sha256::digest(ran.bytes(&format!("o/{name}")));
        (name, digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
    });
    assert_eq!(found, PINNED.map(|(name, digest)| (name, digest.to_owned())));
}

#[test]
fn two_builds_are_the_same_file_by_file() {
    let runs = [0, 1].map(|_| {
        Run::new(&["build", "pieteikumi.csv", "--out", "o"])
            .fixture("fixtures/data/pieteikumi.csv")
            .run()
            .code(0)
    });
    let [first, second] = &runs;
    assert_eq!(first.files(), second.files());
    for name in first.files() {
        assert!(first.bytes(&name) == second.bytes(&name), "{name}");
    }
}

#[test]
fn the_time_is_in_the_container_and_the_record_alone() {
    let (first, second) = (build(&[]), build(&["--build-time", "2030-01-01T00:00:00Z"]));
    let [pdf, container, record] = PINNED.map(|(name, _)| format!("o/{name}"));
    assert!(first.bytes(&pdf) == second.bytes(&pdf));
    assert!(first.bytes(&container) != second.bytes(&container));
    assert_eq!(second.json_in(&record)["build_time"], "2030-01-01T00:00:00Z");
    let entry = zip_time(&second.bytes(&container));
    assert_eq!(entry, "2030-01-01T00:00:00");
}

fn zip_time(bytes: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let time = zip.by_index(0).unwrap().last_modified().unwrap();
    let (y, m, d) = (time.year(), time.month(), time.day());
    format!("{y}-{m:02}-{d:02}T{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())
}

#[test]
fn a_time_that_no_container_can_hold_is_refused() {
    for time in ["never", "1979-12-31T23:59:59Z", "-1", "99999999999"] {
        let run = Run::new(&["build", "x.json", &format!("--build-time={time}")]).file("x.json", "{}").run();
        run.fails(&format!(
            "kļūda: `{time}` nav laiks, ko var ierakstīt konteinerā (1980–2107)\npadoms: rakstiet, piemēram, \
             --build-time 2026-11-22T09:00:00Z, vai sekundes kopš 1970. gada\n"
        ));
    }
}
