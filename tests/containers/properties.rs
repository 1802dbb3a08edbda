//! What holds for all names, all bytes and all damage.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::process::Command;

use edocpack::asic::{
    Archive, ArchiveEntry, ContainerBuilder, ContainerDraft, ContainerProfile, Limits, check,
};
use edocpack::pki::DigestAlgorithm;
use edocpack::values::{BuildTime, EntryName, MediaType};
use proptest::prelude::*;

use crate::common::installed;
use crate::zip::{Entry, MANIFEST, Zip};
use crate::{codes, errors, report};

proptest! {
    /// Whatever the builder accepts comes back the same from us and from another reader, with no fault.
    #[test]
    fn what_was_put_in_comes_out(
        files in prop::collection::vec(("[ -~āčēģīķļņšūžŖ&<>'\u{1F600}]{1,60}", prop::collection::vec(any::<u8>(), 1..2000)), 1..5),
        seconds in 315_532_800_i64..=4_354_819_198,
    ) {
        let time = BuildTime::from_unix(seconds).unwrap();
        let mut named = files.into_iter().filter_map(|(name, bytes)| Some((EntryName::parse(&name).ok()?, bytes)));
        let Some((name, bytes)) = named.next() else { return Ok(()) };
        let mut expected = vec![(name.clone(), bytes.clone())];
        let mut draft = ContainerBuilder::edoc(time).document(name, MediaType::OCTET_STREAM, &bytes).unwrap();
        let more: Vec<_> = named.collect();
        for (name, bytes) in &more {
            if let Ok(next) = draft.clone().attachment(name.clone(), MediaType::OCTET_STREAM, bytes) {
                draft = next;
                expected.push((name.clone(), bytes.clone()));
            }
        }
        let container = draft.finish().unwrap();

        let report = report(container.bytes(), &Limits::default());
        prop_assert_eq!(codes(&report), Vec::<&str>::new());
        let archive = Archive::read(container.bytes(), "x", &Limits::default()).unwrap();
        let ours: Vec<_> = archive.data_files().map(|f| (f.name().to_owned(), f.read().unwrap())).collect();
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(container.bytes())).unwrap();
        let mut theirs = Vec::new();
        for n in 1..zip.len() - 1 {
            let mut file = zip.by_index(n).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            let made = file.last_modified().unwrap();
            prop_assert_eq!((made.datepart(), made.timepart()), (time.dos_date(), time.dos_time()));
            theirs.push((file.name().unwrap().into_owned(), bytes));
        }
        let expected: Vec<_> = expected.into_iter().map(|(name, bytes)| (name.as_str().to_owned(), bytes)).collect();
        prop_assert_eq!(&ours, &expected);
        prop_assert_eq!(&theirs, &expected);
        for (entry, read) in container.entries().iter().zip(archive.entries()) {
            prop_assert_eq!((entry.name.as_str(), Some(entry.sha256)), (read.name(), read.sha256()));
        }
    }

    /// Each file that a person brings is accepted, or refused by its name and with a reason; all that are accepted
    /// come back from `unzip`.
    #[test]
    fn unzip_gives_back_all_that_was_not_refused_by_name(
        files in prop::collection::vec((a_name(), prop::collection::vec(any::<u8>(), 0..200)), 1..6),
        profile in prop::sample::select(vec![ContainerProfile::Edoc, ContainerProfile::AsicECades(DigestAlgorithm::Sha384)]),
    ) {
        let time = BuildTime::from_unix(1_763_812_800).unwrap();
        let mut draft: Option<ContainerDraft<'_>> = None;
        let mut accepted = BTreeMap::new();
        for (name, bytes) in &files {
            let named = match EntryName::parse(name) {
                Ok(named) => named,
                Err(reasons) => {
                    prop_assert!(!reasons.is_empty() && reasons.iter().all(|r| r.to_string().starts_with("the name ")));
                    continue;
                }
            };
            let added = match &draft {
                None => ContainerBuilder::new(profile, time).document(named, MediaType::OCTET_STREAM, bytes),
                Some(draft) => draft.clone().attachment(named, MediaType::OCTET_STREAM, bytes),
            };
            match added {
                Ok(next) => {
                    draft = Some(next);
                    accepted.insert(name.clone(), bytes.clone());
                }
                Err(error) => {
                    // A soft hyphen is not seen, and so written as an escape.
                    let is_named = error.to_string().contains(&format!("`{name}`"));
                    prop_assert!(is_named || name.contains('\u{ad}'), "{error}");
                    let folded = |name: &str| EntryName::parse(name).unwrap().folded();
                    prop_assert!(bytes.is_empty() || accepted.keys().any(|other| folded(other) == folded(name)));
                }
            }
        }
        let Some(draft) = draft else { return Ok(()) };
        let folder = tempfile::tempdir().unwrap();
        let (file, out) = (folder.path().join("x.edoc"), folder.path().join("out"));
        let container = draft.finish().unwrap();
        let found = report(container.bytes(), &Limits::default());
        prop_assert_eq!(errors(&found), Vec::<&str>::new());
        std::fs::write(&file, container.bytes()).unwrap();
        let mut unzip = Command::new("unzip");
        unzip.env("LC_ALL", "C.UTF-8").arg("-qq").arg(&file).arg("-d").arg(&out);
        let Some(said) = installed("unzip", unzip.output()) else { return Ok(()) };
        prop_assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        let mut found = BTreeMap::new();
        for entry in std::fs::read_dir(&out).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            if !matches!(name.as_str(), "mimetype" | "META-INF") {
                found.insert(name, std::fs::read(entry.path()).unwrap());
            }
        }
        prop_assert_eq!(found, accepted);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = report(&bytes, &Limits::default());
        let _ = report(&[b"PK\x03\x04", bytes.as_slice(), b"PK\x05\x06", &[0; 18]].concat(), &Limits::default());
    }

    /// Damage in a few places: nothing panics, and no damage to a byte that counts passes unseen.
    #[test]
    fn damage_never_panics_and_never_passes_for_the_file(
        spots in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in prop::option::weighted(0.1, any::<prop::sample::Index>()),
    ) {
        let whole = sample();
        let mut bytes = whole.clone();
        for (at, byte) in spots {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(at) = cut {
            bytes.truncate(at.index(bytes.len()));
        }
        if let Ok(archive) = Archive::read(&bytes, "x", &Limits::default()) {
            let report = check(&archive);
            let content = archive.entry("b.txt").and_then(ArchiveEntry::read);
            let intact = content.as_deref() == Some(&DOCUMENT.repeat(40));
            prop_assert!(intact || report.refuses(), "{:?}", codes(&report));
        }
    }

    /// Damaged XML in a sound archive.
    #[test]
    fn xml_of_any_kind_never_panics(
        xml in "(<(/?(ds:|m:)?[a-z]{1,9}( [a-z:]{1,6}=['\"]?[a-z&;#0-9]{0,5}['\"]?)?|!DOCTYPE|!--|\\?xml)/?>?|[a-z&;\u{1}]{0,4}){0,30}",
    ) {
        let zip = Zip::edoc().content(MANIFEST, xml.as_bytes()).with("META-INF/signatures0.xml", xml.as_bytes());
        prop_assert!(report(&zip.with("META-INF/ASiCManifest.xml", xml.as_bytes()).bytes(), &Limits::default()).refuses());
    }
}

/// A name as somebody might have it, good or bad.
fn a_name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-ZāčĒģīķļņŠūž0-9 +&'()%#@!=,;~._-]{1,40}",
        1 => "[Aaā]{1,2}\\.(pdf|PDF)",
        1 => "[ -~\u{a0}-\u{24f}\u{4e00}\u{1f600}]{0,30}",
        1 => prop::sample::select(vec!["", ".", "..", "mimetype", "META-INF", "a/b", "nul.txt", "a\u{304}", "x\\y", "a\u{202e}b"])
            .prop_map(str::to_owned),
    ]
}

const DOCUMENT: &[u8] = b"every byte of it counts ";

/// Stored and deflated entries, a descriptor, an extra field, a comment.
fn sample() -> Vec<u8> {
    let listed = crate::zip::manifest(&[("a.txt", "text/plain"), ("b.txt", "text/plain")]);
    Zip::edoc()
        .but(|zip| zip.entries.push(Entry::deflated("b.txt", &DOCUMENT.repeat(40))))
        .content(MANIFEST, listed.as_bytes())
        .entry("b.txt", Entry::describe)
        .entry("a.txt", |e| e.both(|h| h.extra = vec![0x55, 0x54, 1, 0, 0]))
        .but(|zip| zip.comment = b"mimetype=application/vnd.etsi.asic-e+zip".to_vec())
        .bytes()
}

#[test]
fn the_sample_is_sound() {
    assert_eq!(codes(&report(&sample(), &Limits::default())), ["C-comment-type"]);
}
