//! Integrity held against xmlsec1, which is asked with the key of the certificate that the signature names.

use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use edocpack::trust::{AnchorRole, Anchors};
use edocpack::validate::{Indication, Integrity, Validator};

use crate::common::run_program;
use crate::container::{Files, certificate, shared, time};

/// Containers under a folder.
fn containers(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { containers(&path, found) } else { found.push(path) }
    }
    found.sort();
}

/// Whether xmlsec1 verifies the only signature of a file in `folder`; `None` where it gives up.
fn xmlsec1(folder: &Path, name: &str, certificate: &Path) -> Option<bool> {
    let output = Command::new("xmlsec1")
        .current_dir(folder)
        .args(["--verify", "--id-attr:Id", "http://uri.etsi.org/01903/v1.3.2#:SignedProperties"])
        .args([
            "--id-attr:Id",
            "http://www.w3.org/2000/09/xmldsig#:KeyInfo",
            "--enabled-key-data",
            "key-name,rsa,ec",
        ])
        .arg("--pubkey-cert-pem")
        .arg(certificate)
        .arg(name)
        .output()
        .unwrap();
    let said =
        String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    if said.contains("OK\nSignedInfo References") || said.starts_with("OK") {
        Some(true)
    } else if said.contains("FAIL\n") || said.starts_with("FAIL") {
        Some(false)
    } else {
        None
    }
}

#[test]
fn nothing_is_intact_that_xmlsec1_refuses() {
    if run_program("xmlsec1", &["--version"]).is_none() {
        return;
    }
    let mut all = Vec::new();
    containers(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/signed"), &mut all);
    for folder in ["corpus/containers", "cases/signatures", "cases/containers"] {
        containers(&shared().unwrap_or_default().join(folder), &mut all);
    }
    let scratch = tempfile::tempdir().unwrap();
    let (mut both, mut neither, mut gave_up, mut stricter) = (0, 0, 0, Vec::new());
    for (number, path) in all.iter().enumerate() {
        let Some(files) = Files::open(path) else { continue };
        let folder = scratch.path().join(number.to_string());
        for name in files.xades() {
            let xml = String::from_utf8_lossy(&files.0[&name]).into_owned();
            if xml.matches("SignatureValue>").count() != 1 {
                continue;
            }
            std::fs::create_dir_all(&folder).unwrap();
            for (name, content) in files.0.iter().filter(|(name, _)| !name.contains('/')) {
                std::fs::write(folder.join(name), content).unwrap();
            }
            std::fs::write(folder.join("signature.xml"), &xml).unwrap();
            let anchors = Anchors::default();
            let validator = Validator::new(&anchors, time("2026-12-01T00:00:00Z"));
            let verdict = validator.xades(&files.0[&name], &mut files.clone()).remove(0);
            let ours = verdict.integrity() == Integrity::Intact;
            let certificate = folder.join("certificate.pem");
            // Of what is refused the first certificate is as good as any.
            let Some(base64) = xml.split("X509Certificate>").nth(1).and_then(|rest| rest.split('<').next())
            else {
                assert!(!ours);
                continue;
            };
            let der = base64::engine::general_purpose::STANDARD
                .decode(base64.split_whitespace().collect::<String>().replace("&#13;", ""))
                .unwrap_or_default();
            let packed = base64::engine::general_purpose::STANDARD.encode(der);
            let lines: Vec<&str> =
                packed.as_bytes().chunks(64).map(|l| std::str::from_utf8(l).unwrap()).collect();
            let pem =
                format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"));
            std::fs::write(&certificate, pem).unwrap();
            match (ours, xmlsec1(&folder, "signature.xml", &certificate)) {
                (true, Some(true)) => both += 1,
                (true, Some(false)) => panic!("{}: xmlsec1 refuses it", path.display()),
                (false, Some(true)) => {
                    stricter.push(format!(
                        "{}: {:?}",
                        path.file_name().unwrap().display(),
                        verdict.observations()
                    ));
                }
                (false, Some(false)) => neither += 1,
                (_, None) => gave_up += 1,
            }
        }
    }
    println!("{both} are intact for both, {neither} for neither, xmlsec1 gave up on {gave_up}");
    println!("refused here only: {stricter:#?}");
    assert!(both >= 3);
}

/// `openssl` over a small container of `fixtures/signed/kinds`: whether it verifies `name` over the document.
fn openssl(files: &Files, how: &[&str], name: &str) -> bool {
    let folder = tempfile::tempdir().unwrap();
    for (file, content) in [("document", &files.0["pieteikums.pdf"]), ("signature", &files.0[name])] {
        std::fs::write(folder.path().join(file), content).unwrap();
    }
    let ca = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/signed/kinds/ca.crt");
    let ran = Command::new("openssl").current_dir(folder.path()).args(how).arg("-CAfile").arg(ca).output();
    ran.unwrap().status.success()
}

/// A time-stamp and a CMS signature are valid here where they are for openssl, and neither over a changed document.
#[test]
fn openssl_agrees_over_a_time_stamp_and_a_signature() {
    if run_program("openssl", &["version"]).is_none() {
        return;
    }
    let stamp = ["ts", "-verify", "-data", "document", "-in", "signature", "-token_in"];
    let cms = ["cms", "-verify", "-binary", "-inform", "DER", "-in", "signature", "-content", "document"];
    let cms = [&cms[..], &["-purpose", "any", "-out", "verified"]].concat();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/signed/kinds");
    let at = time("2027-01-01T00:00:00Z");
    for (file, name, how) in [
        ("tikai-laika-zimogs.asics", "META-INF/timestamp.tst", &stamp[..]),
        ("arhiva-zimogs.asics", "META-INF/signature.p7s", &cms),
    ] {
        let mut files = Files::open(&folder.join(file)).unwrap();
        for genuine in [true, false] {
            if !genuine {
                files.0.get_mut("pieteikums.pdf").unwrap().push(b'\n');
            }
            let stamps = files.stamps(&made_by(&folder), at).into_iter().map(|stamp| stamp.indication());
            let signatures = files.verdicts(&made_by(&folder), at).into_iter().map(|one| one.indication());
            let ours: Vec<Indication> = stamps.chain(signatures).collect();
            let expected = if genuine { Indication::TotalPassed } else { Indication::TotalFailed };
            assert_eq!((ours, openssl(&files, how, name)), (vec![expected], genuine), "{file}");
        }
    }
}

/// Whom the makers of the small containers trust.
fn made_by(folder: &Path) -> Anchors {
    let mut anchors = Anchors::default();
    for role in [AnchorRole::Ca, AnchorRole::Tsa] {
        anchors.add_certificate(certificate(&folder.join("ca.crt")), role);
    }
    anchors
}
