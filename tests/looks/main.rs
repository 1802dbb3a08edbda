//! Looks that were altered: a generator changes what genuine fills paint, operator by operator, and says of each file
//! whether it *changes what is read* or is *harmless*. The first kind must be refused or told to be unproved wherever
//! two viewers show it otherwise; the second must not be refused.
//!
//! `EDOCPACK_LOOKS=3000 cargo test --test looks` makes that many files; without it two hundred.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test, whose helpers stand beside its functions"
)]

mod alter;
mod genuine;
mod random;
mod viewers;

use std::collections::BTreeMap;

use alter::{Altered, Kind, alter, alter_by};
use edocpack::diag::{Origin, Severity};
use edocpack::pdf::{Change, Pdf, compare};
use genuine::Genuine;
use random::Random;
use viewers::Viewers;

/// Seeds that found something: words run apart by glyphs of absurd width, Greek letters of the font Symbol.
const FOUND: &[u64] = &[611, 1148, 1410];

/// What `check` says.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Said {
    Refused(Vec<&'static str>),
    Unproved,
    NoErrors,
}

fn said(official: &Pdf, bytes: &[u8]) -> Said {
    let Ok(filled) = Pdf::read(bytes.to_vec()) else { return Said::Refused(vec!["unreadable"]) };
    let comparison = compare(official, &filled);
    if !comparison.is_only_a_fill() {
        return Said::Refused(
            comparison.changes().iter().filter(|change| change.refuses()).map(Change::code).collect(),
        );
    }
    let report = comparison.report(&Origin::file("altered.pdf"));
    let warned = report.findings().iter().any(|finding| finding.severity == Severity::Warning);
    if warned { Said::Unproved } else { Said::NoErrors }
}

#[test]
fn altered_looks_are_refused_and_harmless_ones_pass() {
    let count: u64 = std::env::var("EDOCPACK_LOOKS").ok().and_then(|n| n.parse().ok()).unwrap_or(200);
    let genuine = Genuine::all();
    for one in &genuine {
        assert_eq!(said(&one.official, &one.bytes), Said::NoErrors, "{}", one.name);
    }
    let viewers = Viewers::installed();
    if viewers.is_empty() {
        println!("skipped: no viewer is installed; what passes is not looked at");
    }
    let (mut faults, mut tally) = (Vec::new(), BTreeMap::<(&str, &str), [usize; 3]>::new());
    for seed in FOUND.iter().copied().chain(0..count) {
        let mut random = Random::new(seed);
        let one = random.one_of(&genuine);
        let Some(Altered { kind, label, bytes, page, rect }) = alter(one, &mut random) else { continue };
        let said = said(&one.official, &bytes);
        let row =
            tally.entry((if kind == Kind::Harmless { "harmless" } else { "changes" }, label)).or_default();
        row[match &said {
            Said::Refused(_) => 0,
            Said::Unproved => 1,
            Said::NoErrors => 2,
        }] += 1;
        let fault = match (kind, &said) {
            (Kind::Harmless, Said::Refused(_)) => true,
            (Kind::Changes, Said::NoErrors) => viewers.differ(&one.bytes, &bytes, page, rect),
            _ => false,
        };
        if fault {
            if let Ok(folder) = std::env::var("EDOCPACK_LOOKS_FOLDER") {
                std::fs::write(format!("{folder}/{seed}-{label}.pdf"), &bytes).unwrap();
            }
            faults.push(format!("seed {seed}, {}: {kind:?} {label}: {said:?}", one.name));
        }
    }
    for ((kind, label), [refused, unproved, passed]) in &tally {
        println!("{kind:9} {label:28} refused {refused:4} unproved {unproved:4} no errors {passed:4}");
    }
    assert!(faults.is_empty(), "{} faults: {faults:#?}", faults.len());
}

/// What the command says of an altered fill of ours: all lines but hints, and its exit code.
fn told(arguments: &[&str], label: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("altered.pdf"), alter_by(label, &Genuine::all()[0])).unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_edocpack"))
        .args(arguments)
        .current_dir(folder.path())
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    let lines = said.lines().filter(|line| line.contains("P-") || line.starts_with("altered.pdf: "));
    let lines: Vec<&str> = lines.filter(|line| !line.contains("T-sample")).collect();
    format!("{}\nexit {}", lines.join("\n"), output.status.code().unwrap())
}

#[test]
fn the_command_counts_the_fields_that_are_not_proved() {
    insta::assert_snapshot!(told(&["check", "--lang", "en", "altered.pdf"], "unknown-operator"), @r#"
    altered.pdf, form field "pilnvarota.vards": warning P-look-unproved: It is not proved that the field “pilnvarota.vards” shows what is written in it (zz): this tool does not know the font or the drawing operator.
    altered.pdf: 1 field not proved, but a SAMPLE: do not sign or send (records: 1, errors: 0, warnings: 2)
    exit 0
    "#);
    insta::assert_snapshot!(told(&["check", "--lang", "lv", "altered.pdf"], "unknown-operator"), @r#"
    altered.pdf, veidlapas lauks „pilnvarota.vards”: brīdinājums P-look-unproved: Nav pierādīts, ka laukā „pilnvarota.vards” redzams tas, kas tajā ierakstīts (zz): fontu vai zīmēšanas operatoru šis rīks nepazīst.
    altered.pdf: 1 lauks nav pierādīts, bet tas ir PARAUGS: neparakstiet un nesūtiet (ieraksti: 1, kļūdas: 0, brīdinājumi: 2)
    exit 0
    "#);
    insta::assert_snapshot!(told(&["check", "--lang", "en", "--deny-warnings", "altered.pdf"], "unknown-operator"), @r#"
    altered.pdf, form field "pilnvarota.vards": warning P-look-unproved: It is not proved that the field “pilnvarota.vards” shows what is written in it (zz): this tool does not know the font or the drawing operator.
    altered.pdf: refused (records: 1, errors: 0, warnings: 2)
    exit 1
    "#);
    insta::assert_snapshot!(told(&["build", "--lang", "en", "altered.pdf"], "unknown-operator"), @r#"
    altered.pdf, form field "pilnvarota.vards": warning P-look-unproved: It is not proved that the field “pilnvarota.vards” shows what is written in it (zz): this tool does not know the font or the drawing operator.
    exit 0
    "#);
}

#[test]
fn the_command_says_why_a_text_is_not_seen() {
    for (label, expected) in [
        ("rendering-mode", "its text is not painted"),
        ("covered-by-stroke", "its text is painted over"),
        ("clipped-even-odd", "its text is outside the field, or clipped"),
        ("tiny", "its text is too small"),
        ("soft-mask", "the colour of its text is not known"),
        ("glyphs-moved", "P-glyph-shape"),
        ("drawn-beside", "P-appearance-drawn"),
        ("tick-clipped", "P-state-shown"),
        ("drawn-in-blank", "P-appearance-drawn"),
    ] {
        let said = told(&["check", "--lang", "en", "altered.pdf"], label);
        assert!(said.contains(expected) && said.ends_with("exit 1"), "{label}: {said}");
    }
}
