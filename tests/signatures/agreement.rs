//! What is found of real containers, against what their sources' own tests expect.

use std::collections::BTreeMap;
use std::path::Path;

use edocpack::asic::{Archive, Limits, check};
use edocpack::trust::Anchors;
use edocpack::validate::{Indication, Integrity, StampVerdict, Verdict};

use crate::container::{Files, listed, shared, time};

/// Rows of the table, by the names of its columns.
fn rows(text: &str) -> Vec<BTreeMap<&str, &str>> {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    lines.map(|line| header.iter().copied().zip(line.split('\t')).collect()).collect()
}

/// Whether the rules of containers refuse it.
fn refused(path: &Path) -> bool {
    let bytes = std::fs::read(path).unwrap();
    Archive::read(&bytes, "x", &Limits::default()).map_or(true, |archive| check(&archive).refuses())
}

#[test]
fn integrity_agrees_with_what_is_certain() {
    let Some(shared) = shared() else {
        eprintln!("skipped: no containers beside the repository");
        return;
    };
    let folder = shared.join("corpus/containers");
    let table = std::fs::read_to_string(folder.join("expected.tsv")).unwrap();
    let anchors = listed(&shared, "MERGED_T.xml");
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/signatures.md");
    let page = std::fs::read_to_string(page).unwrap();
    let at = time("2026-12-01T00:00:00Z");
    let (mut agreed, mut all) = (0, 0);
    let mut verdicts_agree = BTreeMap::<(&str, bool), usize>::new();
    for row in rows(&table) {
        let Some(files) = Files::open(&folder.join(row["file"])) else { continue };
        let unanchored = files.verdicts(&Anchors::default(), at);
        let intact = !unanchored.is_empty() && unanchored.iter().all(|v| v.integrity() == Integrity::Intact);
        let judged = files.verdicts(&anchors, at);
        let stamps = files.stamps(&anchors, at);
        let indications: Vec<Indication> = if judged.is_empty() {
            stamps.iter().map(StampVerdict::indication).collect()
        } else {
            judged.iter().map(Verdict::indication).collect()
        };
        let passed = !indications.is_empty() && indications.iter().all(|i| *i == Indication::TotalPassed);
        if row["certainty_core"] == "certain" && !row["core_expected"].starts_with("no-") {
            all += 1;
            let right = (row["core_expected"] == "valid") == intact;
            agreed += usize::from(right);
            if !right {
                println!(
                    "CORE {} expected {}: {:?}",
                    row["file"],
                    row["core_expected"],
                    unanchored.iter().map(|v| (v.integrity(), v.observations().to_vec())).collect::<Vec<_>>()
                );
            }
        }
        if row["certainty_verdict"] == "certain" && !indications.is_empty() {
            let is_told = page.contains(row["file"]);
            match row["expected"] {
                "TOTAL-PASSED" => assert!(passed || is_told, "{}: {indications:?}", row["file"]),
                // Whatever is wrong with the container itself its own rules find.
                _ => assert!(
                    !passed || is_told || refused(&folder.join(row["file"])),
                    "{} passes",
                    row["file"]
                ),
            }
            let right = (row["expected"] == "TOTAL-PASSED") == passed;
            *verdicts_agree.entry((row["expected"], right)).or_default() += 1;
            if !right {
                println!(
                    "VERDICT {} expected {} {} ({}; {}):",
                    row["file"],
                    row["expected"],
                    row["sub_indication"],
                    row["needs"],
                    row["libdigidocpp45_merged_lists"]
                );
            }
        }
        for stamp in &stamps {
            println!(
                "{}\t{}\tSTAMP {} {} {:?} {:?}",
                row["file"],
                row["expected"],
                stamp.integrity(),
                stamp.indication(),
                stamp.sub_indication(),
                stamp.observations().iter().map(|r| (r.cause, &r.text)).collect::<Vec<_>>()
            );
        }
        for verdict in &judged {
            println!(
                "{}\t{}\t{} {} {:?} {} {} {:?}",
                row["file"],
                row["expected"],
                verdict.integrity(),
                verdict.indication(),
                verdict.sub_indication(),
                verdict.level(),
                verdict.qualification(),
                verdict.observations().iter().map(|r| (r.cause, &r.text)).collect::<Vec<_>>()
            );
        }
    }
    println!("core: {agreed} of {all}; verdicts: {verdicts_agree:?}");
    assert!(agreed * 100 >= all * 97, "{agreed} of {all}");
}
