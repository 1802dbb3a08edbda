//! Containers of other projects, where they lie beside this one. They are not ours to copy.

use std::path::{Path, PathBuf};

use edocpack::asic::{Archive, Limits, ReaderProgram, ReaderSupport, check, reader_support};
use edocpack::diag::Lang;
use edocpack::pki::{SignatureLevel, SubjectKind};

use crate::{codes, errors, report};

/// `shared/corpus/NAME` in a folder above this project.
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("shared/corpus").join(name))
        .find(|folder| folder.is_dir());
    if found.is_none() {
        println!("skipped: there is no corpus {name}");
    }
    found
}

/// Nothing panics, every finding has words, and a real EDOC of eParaksts has no fault.
#[test]
fn real_containers_are_read() {
    let Some(folder) = folder("containers") else { return };
    let index = std::fs::read_to_string(folder.join("index.tsv")).unwrap();
    let mut read = 0;
    for line in index.lines().skip(1) {
        let mut columns = line.split('\t');
        let (name, _source, _kind, expected) =
            (columns.next().unwrap(), columns.next(), columns.next(), columns.next().unwrap());
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let report = report(&bytes, &Limits::default());
        for finding in report.findings() {
            for lang in [Lang::Lv, Lang::En] {
                let message = finding.message(lang);
                assert!(!message.contains('{'), "{name}: {message}");
            }
        }
        if expected == "open-error" {
            assert!(!errors(&report).is_empty(), "{name} was to be refused");
        }
        if Path::new(name).extension().is_some_and(|e| e == "edoc") {
            assert_eq!(codes(&report), ["C-signature-name", "C-signature-unchecked"], "{name}");
        }
        read += 1;
    }
    println!("read {read} containers");
}

/// Where it was measured whether libdigidocpp 4.5 opens a container, what we say of it holds.
#[test]
fn what_we_say_of_libdigidocpp_was_measured() {
    let Some(folder) = folder("containers") else { return };
    let index = std::fs::read_to_string(folder.join("index.tsv")).unwrap();
    let mut told = 0;
    for line in index.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let (name, opened) = (columns[0], columns[6].starts_with("True"));
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let [.., (ReaderProgram::Libdigidocpp, opens)] = reader_support(&report(&bytes, &Limits::default()))
        else {
            panic!()
        };
        match opens {
            ReaderSupport::Yes => assert!(opened, "{name}: we say it opens"),
            ReaderSupport::No(code) => assert!(!opened, "{name}: we say {code} keeps it from opening"),
            _ => continue,
        }
        told += 1;
    }
    println!("told of {told} containers");
}

/// The data objects are at hand for the caller.
#[test]
fn a_real_edoc_gives_its_document_and_its_signer() {
    let Some(folder) = folder("containers") else { return };
    let bytes = std::fs::read(folder.join("dss/dss-asic-xades/validation/test+test.edoc")).unwrap();
    let archive = Archive::read(&bytes, "test+test.edoc", &Limits::default()).unwrap();
    let [file] = archive.data_files().collect::<Vec<_>>()[..] else { panic!() };
    assert_eq!((file.name(), archive.media_type(file.name())), ("test+test.txt", Some("text/plain")));
    assert_eq!(file.read().unwrap().len(), 5);
    assert!(check(&archive).findings().iter().all(|f| !f.refuses()));
    let [signatures] = archive.signatures() else { panic!() };
    let [signature] = signatures.signatures.as_slice() else { panic!() };
    let certificate = signature.signer.certificate.as_ref().unwrap();
    assert_eq!(certificate.subject_kind(), SubjectKind::Person);
    assert!(!certificate.subject_display_name().is_empty());
    assert_eq!(signature.signer.level, SignatureLevel::Lt);
    assert!(signature.signer.claimed_signing_time.unwrap() < signature.signer.earliest_time_stamp().unwrap());
    assert_eq!(signature.references[0].media_type.as_deref(), Some("text/plain"));
}
