//! Time-stamp tokens and OCSP responses held against openssl, over what real containers hold.

#![allow(clippy::print_stderr, reason = "a test says what it skips, and what it counted")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;

use super::*;

/// What stands in elements of this name in the files of signatures at hand.
fn encapsulated(name: &str) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<PathBuf> =
        vec![root.join("fixtures/signed"), root.join("../shared/corpus/containers")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let Some(mut archive) = fs::File::open(&path).ok().and_then(|f| zip::ZipArchive::new(f).ok())
            else {
                continue;
            };
            for index in 0..archive.len() {
                let mut text = String::new();
                let Ok(mut file) = archive.by_index(index) else { continue };
                let is_signature =
                    file.name().is_ok_and(|name| name.contains("signatures") && name.ends_with("xml"));
                if is_signature && std::io::Read::read_to_string(&mut file, &mut text).is_ok() {
                    found.extend(elements(&text, name));
                }
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

fn elements(xml: &str, name: &str) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for part in xml.split(&format!("{name}>")).skip(1).step_by(2) {
        let base64: String =
            part.split('<').next().unwrap().replace("&#13;", "").split_whitespace().collect();
        found.extend(base64::engine::general_purpose::STANDARD.decode(base64));
    }
    found
}

fn has_openssl() -> bool {
    let there = Command::new("openssl").arg("version").output().is_ok();
    if !there {
        eprintln!("skipped: no openssl");
    }
    there
}

#[test]
fn tokens_are_intact_where_openssl_verifies_them() {
    if !has_openssl() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token.der");
    let (mut both, mut neither, mut purpose) = (0, 0, 0);
    for token in encapsulated("EncapsulatedTimeStamp") {
        fs::write(&file, &token).unwrap();
        let judge = Command::new("openssl")
            .args(["cms", "-verify", "-noverify", "-inform", "DER", "-out", "/dev/null", "-in"])
            .arg(&file)
            .output()
            .unwrap();
        match (Token::verify(&token, &[]), judge.status.success()) {
            (Ok(_), true) => both += 1,
            (Err(_), false) => neither += 1,
            // What openssl is not asked here.
            (Err(TokenFault::Purpose | TokenFault::Signer(SignerFault::OtherCertificate)), true) => {
                purpose += 1;
            }
            (ours, theirs) => panic!("{:?} here, {theirs} there", ours.map(|token| token.time())),
        }
    }
    eprintln!(
        "{both} tokens are intact for both, {neither} for neither, {purpose} are of certificates for other uses"
    );
    assert!(both > 0);
}

#[test]
fn responses_are_intact_where_openssl_verifies_them() {
    if !has_openssl() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("response.der");
    let (mut both, mut neither, mut outside) = (0, 0, 0);
    for response in encapsulated("EncapsulatedOCSPValue") {
        fs::write(&file, &response).unwrap();
        let Some(ocsp) = Ocsp::read(&response) else {
            neither += 1;
            continue;
        };
        let judge =
            Command::new("openssl").args(["ocsp", "-no_cert_verify", "-respin"]).arg(&file).output().unwrap();
        let said = String::from_utf8_lossy(&judge.stderr).into_owned();
        let nobody = Pool::default();
        match (ocsp.verify(&Pool::over(ocsp.certificates(), &nobody)), said.contains("Response verify OK")) {
            (Ok(_), true) => both += 1,
            (Err(ValueFault::Unnamed), false) => outside += 1,
            (Err(_), false) => neither += 1,
            (ours, theirs) => panic!("{:?} here, {theirs} there: {said}", ours.err()),
        }
    }
    eprintln!(
        "{both} responses are intact for both, {neither} for neither, {outside} need a certificate from elsewhere"
    );
}
