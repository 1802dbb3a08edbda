//! Other programs open what we write.

use std::path::{Path, PathBuf};
use std::process::Command;

use edocpack::asic::{Archive, ArchiveEntry, ContainerBuilder, ContainerProfile, Limits, check};
use edocpack::pki::DigestAlgorithm;
use edocpack::values::{BuildTime, EntryName, MediaType};

use crate::codes;
use crate::common::{installed, python_of, run_program};
use crate::zip::{Entry, Zip};

/// Runs `program` and says whether it was content; `None` where it is not installed.
fn run(program: &str, args: &[&str]) -> Option<bool> {
    run_program(program, args).map(|output| output.status.success())
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

const NAMES: [&str; 2] = ["pieteikums.pdf", "Pieteikums Ķēniņš+1 (2) & 'x'.pdf"];
const PROFILES: [ContainerProfile; 5] = [
    ContainerProfile::Edoc,
    ContainerProfile::Asice,
    ContainerProfile::AsicECades(DigestAlgorithm::Sha256),
    ContainerProfile::AsicECades(DigestAlgorithm::Sha384),
    ContainerProfile::AsicECades(DigestAlgorithm::Sha512),
];

/// Every kind of container that we write, with one file and with three.
fn all_that_we_write() -> Vec<(String, Vec<u8>)> {
    let time = BuildTime::parse("2025-11-22T12:00:00Z").unwrap();
    let mut written = Vec::new();
    for profile in PROFILES {
        for name in NAMES {
            let draft = ContainerBuilder::new(profile, time)
                .document(EntryName::parse(name).unwrap(), MediaType::PDF, b"%PDF-1.7\n%\xc3\xa4\n")
                .unwrap();
            let more = ["b.txt", "Ž tabula.csv"].into_iter().fold(draft.clone(), |draft, name| {
                let media_type = MediaType::of_name(name);
                draft.attachment(EntryName::parse(name).unwrap(), media_type, b"a;b\n").unwrap()
            });
            for (files, draft) in [(1, draft), (3, more)] {
                let what = format!("{profile:?}, {files} × {name}");
                written.push((what, draft.finish().unwrap().into_bytes()));
            }
        }
    }
    written
}

#[test]
fn archivers_open_all_that_we_write() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("test.edoc");
    for (what, bytes) in all_that_we_write() {
        assert_eq!(bytes[30..69], *b"mimetypeapplication/vnd.etsi.asic-e+zip");
        std::fs::write(&file, bytes).unwrap();
        let file = file.to_str().unwrap();
        assert_ne!(run("unzip", &["-tqq", file]), Some(false), "unzip refuses {what}");
        assert_ne!(run("7z", &["t", "-y", file]), Some(false), "7z refuses {what}");
    }
}

/// The schema of ETSI is not ours to copy; where it lies beside this project, it judges as well.
fn schema_of_etsi() -> Option<PathBuf> {
    let schema = "shared/reference/xsd/en_31916201v010101.xsd";
    root().ancestors().map(|folder| folder.join(schema)).find(|file| file.is_file())
}

#[test]
fn the_schemas_accept_our_manifests() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.xml");
    let own = |name: &str| root().join("tests/xsd").join(name);
    let mut asic: Vec<(&str, PathBuf)> = vec![("--relaxng", own("asic-manifest.rng"))];
    match schema_of_etsi() {
        Some(schema) => asic.push(("--schema", schema)),
        None => println!("skipped: the schema of EN 319 162-1 is not beside this project"),
    }
    let odf = [("--schema", own("OpenDocument_manifest_v1_2.xsd"))];
    let mut judged = 0;
    for (what, bytes) in all_that_we_write() {
        let archive = Archive::read(&bytes, "x", &Limits::default()).unwrap();
        for (name, schemas) in
            [("META-INF/manifest.xml", &odf[..]), ("META-INF/ASiCManifest.xml", asic.as_slice())]
        {
            let Some(entry) = archive.entry(name) else { continue };
            std::fs::write(&file, entry.read().unwrap()).unwrap();
            for (option, schema) in schemas {
                assert_ne!(
                    valid(option, schema, &file),
                    Some(false),
                    "{name} of {what}: {}",
                    schema.display()
                );
                judged += 1;
            }
        }
    }
    assert!(judged >= 32, "{judged}");
    // The judges do judge.
    std::fs::write(&file, "<ASiCManifest xmlns='http://uri.etsi.org/02918/v1.2.1#'/>").unwrap();
    for (option, schema) in odf.iter().chain(&asic) {
        assert_ne!(valid(option, schema, &file), Some(true), "{} takes anything", schema.display());
    }
}

fn valid(option: &str, schema: &Path, file: &Path) -> Option<bool> {
    run("xmllint", &["--nonet", "--noout", option, schema.to_str().unwrap(), file.to_str().unwrap()])
}

/// The file that we prepare for a `CAdES` signer, signed by `openssl`: it verifies, and we read it as signed and
/// covered.
#[test]
fn openssl_signs_the_asic_manifest_and_we_read_it_as_signed() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (key, certificate, content, signature) = (path("key"), path("crt"), path("xml"), path("p7s"));
    let made =
        ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "9"];
    let subject = ["-subj", "/CN=JANIS BERZINS", "-keyout", &key, "-out", &certificate];
    let Some(true) = run("openssl", &[&made[..], &subject].concat()) else { return };
    for (what, bytes) in all_that_we_write() {
        let archive = Archive::read(&bytes, "x.asice", &Limits::default()).unwrap();
        let Some(manifest) = archive.entry("META-INF/ASiCManifest.xml") else { continue };
        std::fs::write(&content, manifest.read().unwrap()).unwrap();
        let signs = ["cms", "-sign", "-cades", "-binary", "-outform", "DER", "-md", "sha256"];
        let with = ["-in", &content, "-signer", &certificate, "-inkey", &key, "-out", &signature];
        assert_eq!(run("openssl", &[&signs[..], &with].concat()), Some(true), "{what}");
        let verifies =
            ["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-purpose", "any", "-in", &signature];
        let with = ["-content", &content, "-CAfile", &certificate, "-out", "/dev/null"];
        assert_eq!(run("openssl", &[&verifies[..], &with].concat()), Some(true), "{what}");

        let mut entries: Vec<Entry> =
            archive.entries().iter().map(|e| Entry::stored(e.name(), &e.read().unwrap())).collect();
        entries.push(Entry::stored("META-INF/signature.p7s", &std::fs::read(&signature).unwrap()));
        let signed = Zip::of(entries).bytes();
        let archive = Archive::read(&signed, "x.asice", &Limits::default()).unwrap();
        let report = check(&archive);
        assert_eq!(codes(&report), ["C-cades", "C-signature-unchecked"], "{what}");
        assert!(archive.is_signed());
        let [file] = archive.signatures() else { panic!() };
        let [one] = file.signatures.as_slice() else { panic!() };
        assert_eq!(one.references.len(), archive.data_files().count());
        assert_eq!(one.signer.certificate.as_ref().unwrap().subject_display_name(), "JANIS BERZINS");
    }
}

/// Writes the entries of a container of `fixtures/signed` into a folder.
fn unpacked(fixture: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let bytes = std::fs::read(root().join("fixtures/signed").join(fixture)).unwrap();
    zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap().extract(folder.path()).unwrap();
    folder
}

/// What we read as signed and covered, `openssl` verifies: the signature over the `ASiCManifest` that we wrote.
#[test]
fn openssl_verifies_what_it_signed_over_our_asic_manifest() {
    let folder = unpacked("cades.asice");
    let authority = root().join("fixtures/signed/ca.crt");
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (signature, manifest) = (file("META-INF/signature.p7s"), file("META-INF/ASiCManifest.xml"));
    let authority = authority.to_str().unwrap();
    let verify = |content: &str| {
        let named =
            ["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-purpose", "any", "-out", "/dev/null"];
        run(
            "openssl",
            &[&named[..], &["-in", &signature, "-content", content, "-CAfile", authority]].concat(),
        )
    };
    let Some(verified) = verify(&manifest) else { return };
    assert!(verified, "openssl does not verify {signature}");
    assert_eq!(verify(&file("META-INF/manifest.xml")), Some(false), "the judge would verify anything");
}

/// The signatures of `fixtures/signed` are right, and not only right for us.
#[test]
fn xmlsec1_verifies_what_we_read_as_signed() {
    let authority = root().join("fixtures/signed/ca.crt");
    for (fixture, right) in [("janis.edoc", true), ("zimogs.edoc", true), ("mainits.edoc", false)] {
        let folder = unpacked(fixture);
        let signature = folder.path().join("META-INF/signatures0.xml");
        let named =
            ["--verify", "--id-attr:Id", "SignedProperties", "--enabled-key-data", "x509", "--trusted-pem"];
        let output = Command::new("xmlsec1")
            .args(named)
            .args([&authority, &signature])
            .current_dir(folder.path())
            .output();
        let Some(output) = installed("xmlsec1", output) else { return };
        assert_eq!(output.status.success(), right, "{fixture}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

/// `tests/tools.sh` installs it, where it can, in an environment of its own.
#[test]
fn pyasice_opens_our_containers() {
    let Some(python) = python_of("pyasice", "pyasice") else { return };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("test.edoc");
    for (what, bytes) in all_that_we_write() {
        std::fs::write(&file, &bytes).unwrap();
        let archive = Archive::read(&bytes, "x", &Limits::default()).unwrap();
        let names: Vec<&str> = archive.data_files().map(ArchiveEntry::name).collect();
        let script = root().join("tests/judges/pyasice_open.py");
        let output = Command::new(&python).arg(script).arg(&file).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{what}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(said.trim_end(), format!("{}\t{}\t0", file.display(), names.join("\t")));
    }
}
