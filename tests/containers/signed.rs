//! Who signed, read from containers that `fixtures/signed/make.py` made with other programs.

use std::path::Path;

use edocpack::asic::{Archive, ContainerKind, Limits, Signature, check};
use edocpack::diag::Report;
use edocpack::pki::{SignatureLevel, SubjectKind};

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/signed").join(name)).unwrap()
}

fn look<T>(name: &str, at: impl FnOnce(&Archive<'_>, &Report, &[Signature]) -> T) -> T {
    let bytes = fixture(name);
    let archive = Archive::read(&bytes, name, &Limits::default()).unwrap();
    let signatures: Vec<Signature> =
        archive.signatures().iter().flat_map(|file| file.signatures.clone()).collect();
    at(&archive, &check(&archive), &signatures)
}

fn codes(report: &Report) -> Vec<&str> {
    report.findings().iter().map(|f| f.code.as_str()).collect()
}

#[test]
fn a_signed_edoc_says_who_signed_and_when() {
    look("janis.edoc", |archive, report, signatures| {
        assert!(archive.is_signed());
        assert_eq!(codes(report), ["E-signed", "C-signature-unchecked"]);
        let [signature] = signatures else { panic!() };
        let signer = &signature.signer;
        let certificate = signer.certificate.as_ref().unwrap();
        assert_eq!(
            (certificate.subject_kind(), certificate.subject_display_name().as_str()),
            (SubjectKind::Person, "JĀNIS ĶĒNIŅŠ")
        );
        assert_eq!(signer.claimed_signing_time.unwrap().to_rfc3339(), "2026-11-22T09:30:00+00:00");
        assert_eq!((signer.level, signer.time_stamps.len()), (SignatureLevel::T, 1));
        let stamp = signer.time_stamps[0].as_ref().unwrap();
        assert_eq!(stamp.authority().unwrap().subject_display_name(), "edocpack test TSA (not real)");
        assert_eq!(signer.earliest_time_stamp(), Some(stamp.time()));
    });
}

#[test]
fn the_code_in_a_certificate_is_shown_to_nobody() {
    look("janis.edoc", |archive, report, signatures| {
        let words: String = report.findings().iter().map(|f| f.message(edocpack::diag::Lang::Lv)).collect();
        let debug = format!("{signatures:?} {:?}", archive.signatures());
        for text in [words, debug] {
            assert!(!text.contains("010101-00000"), "{text}");
        }
    });
}

#[test]
fn a_seal_is_no_person() {
    look("zimogs.edoc", |_, _, signatures| {
        let certificate = signatures[0].signer.certificate.as_ref().unwrap();
        assert_eq!(certificate.subject_kind(), SubjectKind::Organisation);
        assert_eq!(certificate.subject_display_name(), "Ezermalas novada pašvaldība");
    });
}

#[test]
fn what_is_odd_is_told() {
    look("bez-laika-zimoga.edoc", |_, _, signatures| {
        assert_eq!(signatures[0].signer.level, SignatureLevel::B);
    });
    look("divi-paraksti.edoc", |_, _, signatures| assert_eq!(signatures.len(), 2));
    look("autentifikacijas-sertifikats.edoc", |_, report, _| {
        assert_eq!(codes(report), ["E-signed", "E-authentication", "C-signature-unchecked"]);
    });
    look("mainits.edoc", |_, report, _| {
        assert_eq!(codes(report), ["C-reference-digest", "E-signed", "C-signature-unchecked"]);
        assert!(report.refuses());
    });
}

/// Signed by `openssl cms` over the `ASiCManifest`.
#[test]
fn a_cades_container_is_signed_and_covered() {
    look("cades.asice", |archive, report, signatures| {
        assert_eq!(archive.kind(), ContainerKind::AsicECades);
        assert_eq!(codes(report), ["E-signed", "C-cades", "C-signature-unchecked"]);
        let [signature] = signatures else { panic!() };
        assert_eq!(signature.references.len(), 1);
        assert_eq!(signature.signer.certificate.as_ref().unwrap().subject_display_name(), "JĀNIS ĶĒNIŅŠ");
        assert_eq!(signature.signer.level, SignatureLevel::B);
    });
}

/// The signature is over the manifest: whoever changes that, or the document, is found out.
#[test]
fn a_changed_cades_container_is_found_out() {
    for (entry, spoilt) in [("META-INF/ASiCManifest.xml", "META-INF/ASiCManifest.xml"), (".pdf", ".pdf")] {
        let bytes = changed(&fixture("cades.asice"), entry);
        let archive = Archive::read(&bytes, "x.asice", &Limits::default()).unwrap();
        let report = check(&archive);
        let found = report.findings().iter().find(|f| f.code.as_str() == "C-reference-digest").unwrap();
        assert!(found.message(edocpack::diag::Lang::En).contains(spoilt), "{spoilt}");
    }
}

/// The same archive with a line feed after the content of one entry.
fn changed(bytes: &[u8], end_of_name: &str) -> Vec<u8> {
    use std::io::{Read as _, Write as _};
    let mut from = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for n in 0..from.len() {
        let mut entry = from.by_index(n).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        if name.ends_with(end_of_name) {
            content.push(b'\n');
        }
        to.start_file(name, stored).unwrap();
        to.write_all(&content).unwrap();
    }
    to.finish().unwrap().into_inner()
}
