//! Every byte changed, every element emptied, doubled, moved or taken away: nothing that is covered stays intact or valid,
//! nothing gets better, nothing panics. In steps in each run; whole with `-- --ignored mutation` (some minutes).

use std::ops::Range;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use edocpack::pki::Certificate;
use edocpack::trust::{AnchorRole, Anchors};
use edocpack::validate::{Indication, Integrity, Verdict};

use crate::container::{Files, certificate, listed, shared, time};

/// What a person sees of a verdict.
fn seen(verdict: &Verdict) -> (Indication, Option<String>, Vec<String>, Option<i64>, Option<i64>) {
    let name = verdict.claimed_signer().map(Certificate::subject_display_name);
    let times =
        [verdict.claimed_time(), verdict.stamped_time()].map(|time| time.map(|time| time.timestamp()));
    (verdict.indication(), name, verdict.covers().to_vec(), times[0], times[1])
}

/// The places of `xml` between these tags.
fn inside(xml: &str, start: &str, end: &str) -> Range<usize> {
    let from = xml.find(start).unwrap_or_else(|| panic!("{start}"));
    from..from + xml[from..].find(end).unwrap() + end.len()
}

/// The text of the first element with this start.
fn text(xml: &str, start: &str, end: &str) -> Range<usize> {
    let all = inside(xml, start, end);
    all.start + xml[all.clone()].find('>').unwrap() + 1..all.end - end.len()
}

/// Each byte of `range` changed in turn, in steps that no repetition in Base64 can evade.
fn changed(
    files: &Files,
    name: &str,
    range: Range<usize>,
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
        let step = if length > 10_000 { length / 40 } else { step };
        for (at, other) in changed(files, data, 0..length, step) {
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

/// Later than the time-stamps of the fixtures.
const AT: &str = "2027-01-01T00:00:00Z";

/// A container of `fixtures/signed/kinds`, and whom its makers trust.
fn kind(name: &str) -> (Files, Anchors) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/signed/kinds");
    let mut anchors = Anchors::default();
    for role in [AnchorRole::Ca, AnchorRole::Tsa] {
        anchors.add_certificate(certificate(&folder.join("ca.crt")), role);
    }
    (Files::open(&folder.join(name)).unwrap(), anchors)
}

/// One element of DER: where it stands, and where its content does.
#[derive(Clone)]
struct Der {
    whole: Range<usize>,
    content: Range<usize>,
}

/// The elements in `range`, one after the other.
fn elements(der: &[u8], range: Range<usize>) -> Vec<Der> {
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let first = usize::from(der[at + 1]);
        let (length, from) = if first < 0x80 {
            (first, at + 2)
        } else {
            let digits = first & 0x7f;
            let length = der[at + 2..at + 2 + digits].iter().fold(0, |n, d| n << 8 | usize::from(*d));
            (length, at + 2 + digits)
        };
        found.push(Der { whole: at..from + length, content: from..from + length });
        at = from + length;
    }
    found
}

/// The element that the places lead to, each in the content of the one before.
fn within(der: &[u8], places: &[usize]) -> Der {
    let mut one = Der { whole: 0..der.len(), content: 0..der.len() };
    for place in places {
        one = elements(der, one.content.clone())[*place].clone();
    }
    one
}

/// What is signed of a time-stamp token, and the value: its content, the certificate of the authority, the signed attributes,
/// the octets of the signature.
fn signed_of_token(token: &[u8]) -> Vec<Range<usize>> {
    // ContentInfo, [0], SignedData: version, digests, content, [0] certificates, signers.
    let content = within(token, &[0, 1, 0, 2, 1, 0]).content;
    let signer = within(token, &[0, 1, 0, 4, 0]).content;
    // version, identifier, digest, [0] signed attributes, algorithm, value.
    let parts = elements(token, signer);
    let certificate = within(token, &[0, 1, 0, 3, 0]).content;
    vec![content, certificate, parts[3].content.clone(), parts[5].content.clone()]
}

/// What is signed of an OCSP response, the value (its first octet only counts unused bits), and the responder's certificate.
fn signed_of_response(response: &[u8]) -> Vec<Range<usize>> {
    // OCSPResponse: state, [0], ResponseBytes: kind, octets with BasicOCSPResponse: data, algorithm, value.
    let value = within(response, &[0, 1, 0, 1, 0, 2]).content;
    let certificate = within(response, &[0, 1, 0, 1, 0, 3, 0, 0]).content;
    vec![within(response, &[0, 1, 0, 1, 0, 0]).whole, value.start + 1..value.end, certificate]
}

/// The signature with each byte of these parts of what `element` holds changed in turn.
fn changed_inside(
    xml: &str,
    element: &str,
    parts: impl FnOnce(&[u8]) -> Vec<Range<usize>>,
    step: usize,
) -> Vec<(usize, String)> {
    let range = text(xml, &format!("<xades:{element}"), &format!("</xades:{element}>"));
    let packed: String = xml[range.clone()].split_whitespace().collect();
    let der = STANDARD.decode(packed).unwrap();
    let places = parts(&der).into_iter().flat_map(|part| part.step_by(step));
    places
        .map(|at| {
            let mut other = der.clone();
            other[at] ^= 1 << (at % 8);
            (at, [&xml[..range.start], &STANDARD.encode(other), &xml[range.end..]].concat())
        })
        .collect()
}

fn with_signature(files: &Files, name: &str, xml: String) -> Files {
    let mut other = files.clone();
    other.0.insert(name.to_owned(), xml.into_bytes());
    other
}

/// Each byte of what proves time and status, where somebody signed it: without them nothing is valid.
fn proofs_that_are_signed(name: &str, element: &str, step: usize) {
    let (files, anchors) = kind(name);
    let signature = files.xades().remove(0);
    let xml = String::from_utf8(files.0[&signature].clone()).unwrap();
    let parts = |der: &[u8]| {
        if element == "EncapsulatedTimeStamp" { signed_of_token(der) } else { signed_of_response(der) }
    };
    let all = changed_inside(&xml, element, parts, step);
    for (at, other) in &all {
        for verdict in with_signature(&files, &signature, other.clone()).verdicts(&anchors, time(AT)) {
            assert_ne!(verdict.indication(), Indication::TotalPassed, "{name}: {element} at {at}");
        }
    }
    println!("{name}: {element}: {} changes, none valid", all.len());
}

/// An element: where it begins, where its content does and ends, and where it ends itself; and which one it is in.
struct Place {
    whole: Range<usize>,
    content: Range<usize>,
    parent: Option<usize>,
}

fn places(xml: &str) -> Vec<Place> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let position = |reader: &quick_xml::Reader<&[u8]>| usize::try_from(reader.buffer_position()).unwrap();
    let (mut found, mut open): (Vec<Place>, Vec<usize>) = (Vec::new(), Vec::new());
    loop {
        let from = position(&reader);
        match reader.read_event().unwrap() {
            Event::Start(_) => {
                let content = position(&reader);
                open.push(found.len());
                let parent = open.len().checked_sub(2).map(|at| open[at]);
                found.push(Place { whole: from..content, content: content..content, parent });
            }
            Event::Empty(_) => {
                let end = position(&reader);
                found.push(Place { whole: from..end, content: end..end, parent: open.last().copied() });
            }
            Event::End(_) => {
                let place = &mut found[open.pop().unwrap()];
                (place.content.end, place.whole.end) = (from, position(&reader));
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

/// The document with an element emptied, doubled, taken away, and moved: to the end and to the beginning of the one that it
/// is in, and of the root.
fn rearranged(xml: &str, all: &[Place], place: &Place) -> Vec<(&'static str, String)> {
    let without = |range: Range<usize>| [&xml[..range.start], &xml[range.end..]].concat();
    let own = &xml[place.whole.clone()];
    let moved = |to: usize| {
        if to <= place.whole.start {
            [&xml[..to], own, &xml[to..place.whole.start], &xml[place.whole.end..]].concat()
        } else {
            [&xml[..place.whole.start], &xml[place.whole.end..to], own, &xml[to..]].concat()
        }
    };
    let mut found = vec![
        ("emptied", without(place.content.clone())),
        ("doubled", [&xml[..place.whole.end], own, &xml[place.whole.end..]].concat()),
        ("taken away", without(place.whole.clone())),
    ];
    if let Some(parent) = place.parent.map(|parent| &all[parent]) {
        found.push(("moved to the end", moved(parent.content.end)));
        found.push(("moved to the beginning", moved(parent.content.start)));
        found.push(("moved to the end of all", moved(all[0].content.end)));
        found.push(("moved before all", moved(all[0].content.start)));
    }
    found.retain(|(_, other)| other != xml);
    found
}

/// No rearrangement makes a better verdict, or another signer, time or file of a valid one.
fn any_element(name: &str, step: usize) {
    let (files, anchors) = kind(name);
    let signature = files.xades().remove(0);
    let xml = String::from_utf8(files.0[&signature].clone()).unwrap();
    let genuine = files.verdicts(&anchors, time(AT)).remove(0);
    let all = places(&xml);
    let mut tried = 0;
    for place in all.iter().step_by(step) {
        for (what, other) in rearranged(&xml, &all, place) {
            tried += 1;
            let start = &xml[place.whole.start..(place.whole.start + 60).min(xml.len())];
            for verdict in with_signature(&files, &signature, other).verdicts(&anchors, time(AT)) {
                no_better(&verdict, &genuine, &format!("{name}: {what}: {start}"));
            }
        }
    }
    println!("{name}: {tried} rearrangements, none better");
}

fn no_better(verdict: &Verdict, genuine: &Verdict, what: &str) {
    assert!(rank(verdict) <= rank(genuine), "{what}: {} {:?}", verdict.indication(), verdict.observations());
    if verdict.indication() == Indication::TotalPassed {
        assert_eq!(seen(verdict), seen(genuine), "{what}");
    }
}

/// Of what fails and what is not known neither is better than the other.
fn rank(verdict: &Verdict) -> (bool, bool) {
    let intact = verdict.integrity() == Integrity::Intact;
    (verdict.indication() == Indication::TotalPassed, intact)
}

/// The same of each byte, whatever it is part of.
fn every_byte(name: &str, file: &str, step: usize) {
    let (files, anchors) = kind(name);
    let genuine = files.verdicts(&anchors, time(AT)).remove(0);
    let length = files.0[file].len();
    for (at, other) in changed(&files, file, 0..length, step) {
        for verdict in other.verdicts(&anchors, time(AT)) {
            no_better(&verdict, &genuine, &format!("{name}: {file} at {at}"));
            assert!(
                verdict.integrity() != Integrity::Intact || seen(&verdict).1 == seen(&genuine).1,
                "{name}: {file} at {at}: another signer"
            );
        }
    }
}

/// Those that are valid, and those that are not for a reason that nobody may take away.
const KINDS: [&str; 6] = [
    "derigs.edoc",
    "laika-atzime.bdoc",
    "laika-atzime-cita.bdoc",
    "statuss-par-citu.edoc",
    "bez-laika-atzimes.bdoc",
    "brainpool.edoc",
];
const SIGNATURES: &str = "META-INF/signatures0.xml";

fn mutated(step: usize) {
    let (files, anchors) = kind("derigs.edoc");
    assert_eq!(files.verdicts(&anchors, time(AT))[0].indication(), Indication::TotalPassed);
    covered_bytes(&files, &anchors, step);
    proofs_that_are_signed("derigs.edoc", "EncapsulatedTimeStamp", step);
    proofs_that_are_signed("derigs.edoc", "EncapsulatedOCSPValue", step);
    proofs_that_are_signed("laika-atzime.bdoc", "EncapsulatedOCSPValue", step);
    for name in KINDS {
        every_byte(name, SIGNATURES, step * 3);
        any_element(name, step.div_ceil(7));
    }
    every_byte("mazie-burti.asice", "META-INF/signature-1.p7s", step);
    every_byte("arhiva-zimogs.asics", "META-INF/signature.p7s", step);
}

#[test]
fn nothing_that_is_changed_gets_better() {
    mutated(13);
}

#[test]
#[ignore = "whole: some minutes"]
fn nothing_that_is_changed_gets_better_at_any_place() {
    mutated(1);
}
