//! The table `container-expectations.tsv` over the corpora, where they lie beside this project.
//!
//! `file`: below `shared/corpus`. `verdict`: `refuse` (an error) or `open` (none). `own`: the code of what the file
//! was made to show; a refused one must be refused under it. `also`: errors that it may have besides. Warnings and
//! notes are free.

use std::collections::BTreeSet;
use std::path::Path;

use edocpack::asic::Limits;

use crate::corpus::folder;
use crate::{errors, report};

const TABLE: &str = include_str!("container-expectations.tsv");

struct Expected {
    file: &'static str,
    opens: bool,
    own: &'static str,
    also: BTreeSet<&'static str>,
}

fn table() -> Vec<Expected> {
    TABLE
        .lines()
        .skip(1)
        .map(|line| {
            let [file, verdict, own, also, _why] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{line}")
            };
            let opens = match verdict {
                "open" => true,
                "refuse" => false,
                other => panic!("{other}"),
            };
            Expected { file, opens, own, also: also.split(',').collect() }
        })
        .collect()
}

#[test]
fn each_is_judged_for_its_own_reason() {
    let Some(corpus) = folder(".") else { return };
    let table = table();
    let mut wrong = Vec::new();
    for expected in &table {
        let bytes = std::fs::read(corpus.join(expected.file)).unwrap();
        let report = report(&bytes, &Limits::default());
        let found: BTreeSet<&str> = errors(&report).into_iter().collect();
        let named = report.findings().iter().any(|f| f.code.as_str() == expected.own);
        let right = if expected.opens {
            found.is_empty() && (expected.own.is_empty() || named)
        } else {
            found.contains(expected.own)
                && found.iter().all(|c| *c == expected.own || expected.also.contains(c))
        };
        if !right {
            wrong.push(format!("{}: {found:?}", expected.file));
        }
    }
    println!("{} of {} containers judged as expected", table.len() - wrong.len(), table.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where a project calls its own file valid and we refuse it, `docs/container-conformance.md` says why.
#[test]
fn every_difference_is_explained() {
    let Some(corpus) = folder("containers") else { return };
    let explained =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/container-conformance.md"))
            .unwrap();
    let index = std::fs::read_to_string(corpus.join("index.tsv")).unwrap();
    let mut silent = Vec::new();
    for line in index.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let (file, expected) = (columns[0], columns[3]);
        let bytes = std::fs::read(corpus.join(file)).unwrap();
        let refused = !errors(&report(&bytes, &Limits::default())).is_empty();
        let differs = expected.starts_with("valid") == refused && expected.starts_with("valid");
        if differs && !explained.contains(&format!("`{file}`")) {
            silent.push(file.to_owned());
        }
    }
    assert!(silent.is_empty(), "not explained in docs/container-conformance.md:\n{}", silent.join("\n"));
}
