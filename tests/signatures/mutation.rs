//! Every byte changed: nothing that is covered stays intact, nothing gets better, nothing panics.

use std::path::Path;

use edocpack::pki::Certificate;
use edocpack::trust::Anchors;
use edocpack::validate::{Indication, Integrity, Verdict};

use crate::container::{Files, listed, shared, time};

/// What a person sees of a verdict.
fn seen(verdict: &Verdict) -> (Indication, Option<String>, Vec<String>, Option<i64>, Option<i64>) {
    let name = verdict.claimed_signer().map(Certificate::subject_display_name);
    let times =
        [verdict.claimed_time(), verdict.stamped_time()].map(|time| time.map(|time| time.timestamp()));
    (verdict.indication(), name, verdict.covers().to_vec(), times[0], times[1])
}

/// The places of `xml` between these tags.
fn inside(xml: &str, start: &str, end: &str) -> std::ops::Range<usize> {
    let from = xml.find(start).unwrap_or_else(|| panic!("{start}"));
    from..from + xml[from..].find(end).unwrap() + end.len()
}

/// The text of the first element with this start.
fn text(xml: &str, start: &str, end: &str) -> std::ops::Range<usize> {
    let all = inside(xml, start, end);
    all.start + xml[all.clone()].find('>').unwrap() + 1..all.end - end.len()
}

/// Each byte of `range` changed in turn, in steps that no repetition in Base64 can evade.
fn changed(
    files: &Files,
    name: &str,
    range: std::ops::Range<usize>,
    step: usize,
) -> impl Iterator<Item = (usize, Files)> {
    range.step_by(step).map(move |at| {
        let mut other = files.clone();
        let content = other.0.get_mut(name).unwrap();
        // Another letter of the same kind, so that most changes are read at all.
        content[at] = match content[at] {
            b'a'..=b'y' | b'A'..=b'Y' | b'0'..=b'8' => content[at] + 1,
            b'z' => b'a',
            b'Z' => b'A',
            b'9' => b'0',
            other => other ^ 1,
        };
        (at, other)
    })
}

/// What is covered stays intact only where the change says the same: space between attributes, unused bits of Base64.
fn says_the_same(before: &[u8], at: usize) -> bool {
    let next = before[at + 1..].iter().find(|b| !b.is_ascii_whitespace());
    before[at].is_ascii_whitespace() || next == Some(&b'=') || before[at] == b'='
}

fn covered_bytes(files: &Files, anchors: &Anchors, step: usize) {
    let at_time = time("2026-12-01T00:00:00Z");
    let name = files.xades().remove(0);
    let xml = String::from_utf8(files.0[&name].clone()).unwrap();
    let genuine = files.verdicts(anchors, at_time);
    assert_eq!(genuine[0].integrity(), Integrity::Intact);
    let parts = [
        inside(&xml, "<ds:SignedInfo", "</ds:SignedInfo>"),
        inside(&xml, "<xades:SignedProperties", "</xades:SignedProperties>"),
        text(&xml, "<ds:SignatureValue", "</ds:SignatureValue>"),
        text(&xml, "<ds:X509Certificate", "</ds:X509Certificate>"),
    ];
    let mut tried = 0;
    for range in parts {
        for (at, other) in changed(files, &name, range.clone(), step) {
            tried += 1;
            let verdicts = other.verdicts(anchors, at_time);
            let intact = verdicts.iter().any(|verdict| verdict.integrity() == Integrity::Intact);
            if intact && !says_the_same(xml.as_bytes(), at) {
                let around = &xml[at.saturating_sub(60)..(at + 20).min(xml.len())];
                panic!("changed at {at} and intact: …{around}…");
            }
            assert!(!intact || seen(&verdicts[0]) == seen(&genuine[0]), "changed at {at}");
        }
    }
    for data in files.data() {
        let length = files.0[data].len();
        for (at, other) in changed(files, data, 0..length, (length / 40).max(1)) {
            tried += 1;
            let verdicts = other.verdicts(anchors, at_time);
            assert!(verdicts.iter().all(|v| v.integrity() != Integrity::Intact), "{data} at {at}");
        }
    }
    println!("{tried} changes, none intact");
}

/// No change of any byte makes a better verdict, or another signer, time or file of a valid one.
fn any_byte(files: &Files, anchors: &Anchors, step: usize) {
    let at_time = time("2026-12-01T00:00:00Z");
    let name = files.xades().remove(0);
    let genuine = &files.verdicts(anchors, at_time)[0];
    let length = files.0[&name].len();
    for (at, other) in changed(files, &name, 0..length, step) {
        for verdict in other.verdicts(anchors, at_time) {
            let better = verdict.indication() > genuine.indication()
                && genuine.indication() == Indication::TotalPassed;
            assert!(!better, "at {at}");
            if verdict.indication() == Indication::TotalPassed {
                assert_eq!(seen(&verdict), seen(genuine), "at {at}");
            }
        }
    }
}

/// What proves time and status can change only where CMS and OCSP leave it unsigned (the list of digests, certificates that
/// are found elsewhere too), which changes nothing that is seen; most of it cannot.
fn proofs(files: &Files, anchors: &Anchors, step: usize) {
    let at_time = time("2026-12-01T00:00:00Z");
    let name = files.xades().remove(0);
    let xml = String::from_utf8(files.0[&name].clone()).unwrap();
    let genuine = files.verdicts(anchors, at_time).remove(0);
    for element in ["EncapsulatedTimeStamp", "EncapsulatedOCSPValue"] {
        let range = text(&xml, &format!("<xades:{element}"), &format!("</xades:{element}>"));
        let (mut tried, mut valid) = (0, 0);
        for (at, other) in changed(files, &name, range, step) {
            let verdict = other.verdicts(anchors, at_time).remove(0);
            tried += 1;
            if verdict.indication() == Indication::TotalPassed {
                valid += 1;
                assert_eq!(seen(&verdict), seen(&genuine), "{element} changed at {at}");
            }
        }
        println!("{element}: {tried} changes, {valid} of them of what nobody signed");
        assert!(valid * 2 < tried, "{element}: {valid} of {tried}");
    }
}

#[test]
fn no_covered_byte_of_a_genuine_signature_can_change() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/signed/janis.edoc");
    covered_bytes(&Files::open(&path).unwrap(), &Anchors::default(), 1);
}

#[test]
fn no_byte_of_a_valid_signature_can_change_for_the_better() {
    let Some(shared) = shared() else {
        eprintln!("skipped: no containers beside the repository");
        return;
    };
    let anchors = listed(&shared, "LV_TESTS.xml");
    let files = Files::open(&shared.join("cases/signatures/good/0002-kenins.edoc")).unwrap();
    let verdicts = files.verdicts(&anchors, time("2026-12-01T00:00:00Z"));
    assert_eq!(verdicts[0].indication(), Indication::TotalPassed, "{:?}", verdicts[0].observations());
    covered_bytes(&files, &anchors, 7);
    any_byte(&files, &anchors, 23);
    proofs(&files, &anchors, 11);
}
