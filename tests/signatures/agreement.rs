//! What is found of real containers, against what their sources' own tests expect.

use std::collections::BTreeMap;

use edocpack::trust::Anchors;
use edocpack::validate::{Indication, Integrity};

use crate::container::{Files, listed, shared, time};

/// Rows of the table, by the names of its columns.
fn rows(text: &str) -> Vec<BTreeMap<&str, &str>> {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    lines.map(|line| header.iter().copied().zip(line.split('\t')).collect()).collect()
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
    let at = time("2026-12-01T00:00:00Z");
    let (mut agreed, mut all) = (0, 0);
    let mut verdicts_agree = BTreeMap::<(&str, bool), usize>::new();
    for row in rows(&table) {
        let Some(files) = Files::open(&folder.join(row["file"])) else { continue };
        let unanchored = files.verdicts(&Anchors::default(), at);
        let intact = !unanchored.is_empty() && unanchored.iter().all(|v| v.integrity() == Integrity::Intact);
        let judged = files.verdicts(&anchors, at);
        let passed = !judged.is_empty() && judged.iter().all(|v| v.indication() == Indication::TotalPassed);
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
        if row["certainty_verdict"] == "certain" && !judged.is_empty() {
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
