//! What holds for all names, all bytes and all damage.

use std::io::Read as _;

use edocpack::asic::{Archive, ArchiveEntry, ContainerBuilder, Limits, check};
use edocpack::values::{BuildTime, EntryName, MediaType};
use proptest::prelude::*;

use crate::zip::{Entry, MANIFEST, Zip};
use crate::{codes, report};

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
