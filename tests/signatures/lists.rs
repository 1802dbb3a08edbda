//! Trust lists: only one that is signed as it must be, by somebody who was named, is used.

use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use edocpack::pki::Certificate;
use edocpack::trust::{Anchors, ListSigners, TrustList};

use crate::common::run_program;
use crate::container::{certificate, shared};

/// A list with its signer, where there is one.
fn list() -> Option<(PathBuf, String)> {
    let Some(shared) = shared() else {
        eprintln!("skipped: no lists beside the repository");
        return None;
    };
    let pki = shared.join("cases/signatures/pki");
    let xml = std::fs::read_to_string(pki.join("www/LV_TESTS.xml")).unwrap();
    Some((pki, xml))
}

#[test]
fn a_list_is_used_when_its_signer_was_named() {
    let Some((pki, xml)) = list() else { return };
    let signer = certificate(&pki.join("tl.crt"));
    let list = TrustList::verify(xml.as_bytes(), &[signer]).unwrap();
    assert_eq!((list.territory(), list.is_list_of_lists()), ("LV", false));
    assert!(list.service_count() > 0 && list.next_update() > list.issued());
}

#[test]
fn other_lists_are_refused_for_their_reasons() {
    let Some((pki, xml)) = list() else { return };
    let signer = certificate(&pki.join("tl.crt"));
    let refused =
        |xml: &str| TrustList::verify(xml.as_bytes(), std::slice::from_ref(&signer)).unwrap_err().to_string();
    let start = xml.find("<ds:Signature ").unwrap();
    let end = xml.find("</ds:Signature>").unwrap() + "</ds:Signature>".len();
    let signature = &xml[start..end];
    assert_eq!(refused(&xml.replace(signature, "")), "the list has 0 signatures; one was expected");
    let twice = xml.replace(signature, &format!("{signature}{signature}"));
    assert_eq!(refused(&twice), "the list has 2 signatures; one was expected");
    let granted = xml.replacen("/granted", "/withdrawn", 1);
    assert_ne!(granted, xml);
    assert_eq!(
        refused(&granted),
        "the signature of the list is not intact: the digest of `` differs: it was changed after signing"
    );
    let stranger = certificate(&pki.join("root.crt"));
    let error = TrustList::verify(xml.as_bytes(), &[stranger]).unwrap_err().to_string();
    assert!(error.starts_with("the list of `LV` is signed by `"), "{error}");
    assert!(TrustList::verify(xml.as_bytes(), &[]).is_err(), "nobody was named");
}

/// Each byte of what a list says, of what is signed and of its value changed: none is used.
#[test]
fn no_byte_of_a_list_can_change() {
    let Some((pki, xml)) = list() else { return };
    let signer = certificate(&pki.join("tl.crt"));
    let start = xml.find("<TrustServiceStatusList").unwrap();
    let signature = xml.find("<ds:Signature ").unwrap();
    let signed = xml.find("<ds:SignedInfo").unwrap();
    let value = xml.find("<ds:SignatureValue>").unwrap() + "<ds:SignatureValue>".len();
    for at in (start..signature).chain(signed..value + 60).step_by(5) {
        let mut other = xml.clone().into_bytes();
        other[at] ^= 1;
        let used = TrustList::verify(&other, std::slice::from_ref(&signer));
        assert!(used.is_err(), "changed at {at} and used: …{}…", &xml[at.saturating_sub(40)..at + 10]);
    }
}

/// A key with a certificate of its own, made by openssl.
struct Signer {
    key: PathBuf,
    certificate: PathBuf,
}

fn signer(folder: &Path, name: &str) -> Signer {
    let (key, certificate) = (folder.join(format!("{name}.key")), folder.join(format!("{name}.crt")));
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj"])
        .arg(format!("/CN={name}"))
        .arg("-keyout")
        .arg(&key)
        .arg("-out")
        .arg(&certificate)
        .output()
        .unwrap();
    assert!(made.status.success());
    Signer { key, certificate }
}

/// A list that points to others, signed by xmlsec1.
fn signed(folder: &Path, kind: &str, territory: &str, pointers: &[(&str, &Signer)], by: &Signer) -> Vec<u8> {
    let pointers: String = pointers
        .iter()
        .map(|(territory, signer)| {
            let der = certificate(&signer.certificate);
            let base64 = base64::engine::general_purpose::STANDARD.encode(der_of(&der, &signer.certificate));
            format!(
                "<OtherTSLPointer><ServiceDigitalIdentities><ServiceDigitalIdentity><DigitalId><X509Certificate>\
                 {base64}</X509Certificate></DigitalId></ServiceDigitalIdentity></ServiceDigitalIdentities>\
                 <AdditionalInformation><OtherInformation><SchemeTerritory>{territory}</SchemeTerritory>\
                 </OtherInformation></AdditionalInformation></OtherTSLPointer>"
            )
        })
        .collect();
    let exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
    let xml = format!(
        "<TrustServiceStatusList xmlns='http://uri.etsi.org/02231/v2#'><SchemeInformation>\
         <TSLSequenceNumber>7</TSLSequenceNumber><TSLType>http://uri.etsi.org/TrstSvc/TrustedList/TSLType/{kind}</TSLType>\
         <SchemeTerritory>{territory}</SchemeTerritory><PointersToOtherTSL>{pointers}</PointersToOtherTSL>\
         </SchemeInformation><Signature xmlns='http://www.w3.org/2000/09/xmldsig#'><SignedInfo>\
         <CanonicalizationMethod Algorithm='{exclusive}'/>\
         <SignatureMethod Algorithm='http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'/><Reference URI=''><Transforms>\
         <Transform Algorithm='http://www.w3.org/2000/09/xmldsig#enveloped-signature'/><Transform Algorithm='{exclusive}'/>\
         </Transforms><DigestMethod Algorithm='http://www.w3.org/2001/04/xmlenc#sha256'/><DigestValue/></Reference>\
         </SignedInfo><SignatureValue/><KeyInfo><X509Data/></KeyInfo></Signature></TrustServiceStatusList>"
    );
    let (draft, made) = (folder.join("draft.xml"), folder.join("signed.xml"));
    std::fs::write(&draft, xml).unwrap();
    let key = format!("{},{}", by.key.display(), by.certificate.display());
    let output = Command::new("xmlsec1")
        .args(["--sign", "--privkey-pem", &key, "--output"])
        .args([&made, &draft])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::read(made).unwrap()
}

fn der_of(read: &Certificate, path: &Path) -> Vec<u8> {
    let pem = std::fs::read_to_string(path).unwrap();
    let base64: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let der = base64::engine::general_purpose::STANDARD.decode(base64).unwrap();
    assert_eq!(Certificate::read(&der).as_ref(), Ok(read));
    der
}

/// A list of lists names who may sign its next one and the lists; a list of another territory's signer is a stranger's.
#[test]
fn lists_are_believed_by_the_list_of_lists() {
    let is_there = |program: &str, version| run_program(program, &[version]).is_some();
    if !is_there("xmlsec1", "--version") || !is_there("openssl", "version") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let [journal, next, latvia, estonia] =
        ["journal", "next", "latvia", "estonia"].map(|name| signer(folder, name));
    let lotl = "EUlistofthelists";
    let pivot = signed(folder, lotl, "EU", &[("EU", &next)], &journal);
    let newest = signed(folder, lotl, "EU", &[("EU", &next), ("LV", &latvia), ("EE", &estonia)], &next);
    let list = signed(folder, "EUgeneric", "LV", &[], &latvia);
    let foreign = signed(folder, "EUgeneric", "LV", &[], &estonia);
    let signers =
        ListSigners { list_of_lists: vec![certificate(&journal.certificate)], ..ListSigners::default() };
    let add = |lists: &[&[u8]], signers: &ListSigners| {
        let mut anchors = Anchors::default();
        let added = anchors.add_lists(lists, signers).map_err(|(place, fault)| (place, fault.to_string()));
        added.map(|()| anchors.lists().iter().map(|list| list.territory().to_owned()).collect::<Vec<_>>())
    };
    let territories = |names: &[&str]| Ok(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
    assert_eq!(add(&[&pivot, &newest, &list], &signers), territories(&["EU", "LV", "EU"]));
    let stranger = |place: usize, territory: &str, signer: &str| {
        let what = format!(
            "the list of `{territory}` is signed by `{signer}`, whom nothing that was handed in names for it"
        );
        Err((place, what))
    };
    assert_eq!(add(&[&newest, &list], &signers), stranger(0, "EU", "next"), "the pivot is missing");
    assert_eq!(add(&[&pivot, &list], &signers), stranger(1, "LV", "latvia"), "the pivot names nobody for it");
    assert_eq!(add(&[&pivot, &newest, &foreign], &signers), stranger(2, "LV", "estonia"));
    assert_eq!(add(&[&list], &signers), stranger(0, "LV", "latvia"), "no list of lists");
    let own = ListSigners { lists: vec![certificate(&latvia.certificate)], ..ListSigners::default() };
    assert_eq!(add(&[&list], &own), territories(&["LV"]));
    assert_eq!(add(&[&newest], &own), stranger(0, "EU", "next"), "the user's own anchor is for lists only");
}
