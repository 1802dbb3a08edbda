//! Other programs open what we write.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::container;

/// Runs `program`; `None` where it is not installed.
fn run(program: &str, args: &[&str]) -> Option<bool> {
    if let Ok(output) = Command::new(program).args(args).output() {
        return Some(output.status.success());
    }
    println!("skipped: {program} is not installed");
    None
}

#[test]
fn unzip_7z_and_the_schema_of_the_manifest_accept_our_containers() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/xsd/OpenDocument_manifest_v1_2.xsd");
    for name in ["pieteikums.pdf", "Pieteikums Ķēniņš+1 (2) & 'x'.pdf"] {
        let container = container(name, b"%PDF-1.7\n%\xc3\xa4\n");
        assert_eq!(container.bytes()[30..69], *b"mimetypeapplication/vnd.etsi.asic-e+zip");

        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("test.edoc");
        std::fs::write(&file, container.bytes()).unwrap();
        let file = file.to_str().unwrap();
        assert_ne!(run("unzip", &["-tqq", file]), Some(false), "unzip refuses {name}");
        assert_ne!(run("7z", &["t", "-y", file]), Some(false), "7z refuses {name}");

        let manifest = folder.path().join("manifest.xml");
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(container.bytes())).unwrap();
        let mut entry = zip.by_name("META-INF/manifest.xml").unwrap();
        std::io::copy(&mut entry, &mut std::fs::File::create(&manifest).unwrap()).unwrap();
        let (schema, manifest) = (schema.to_str().unwrap(), manifest.to_str().unwrap());
        let valid = run("xmllint", &["--nonet", "--noout", "--schema", schema, manifest]);
        assert_ne!(valid, Some(false), "the manifest of {name} is not valid");
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
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
        let Ok(output) = output else {
            println!("skipped: xmlsec1 is not installed");
            return;
        };
        assert_eq!(output.status.success(), right, "{fixture}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

/// `tests/tools.sh` installs it in an environment of its own.
#[test]
fn pyasice_opens_our_containers() {
    let python = root().join("target/pyasice/bin/python");
    if !python.is_file() {
        println!("skipped: pyasice is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for name in ["pieteikums.pdf", "Pieteikums Ķēniņš+1 (2) & 'x'.pdf"] {
        let file = folder.path().join("test.edoc");
        std::fs::write(&file, container(name, b"%PDF-1.7\n").bytes()).unwrap();
        let script = root().join("tests/judges/pyasice_open.py");
        let output = Command::new(&python).arg(script).arg(&file).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(said.trim_end(), format!("{}\t{name}\t0", file.display()));
    }
}
