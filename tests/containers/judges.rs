//! Other programs open what we write.

use std::path::Path;
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
