//! Trust lists: only one that is signed as it must be, by somebody who was named, is used.

use std::path::PathBuf;

use edocpack::trust::TrustList;

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
    assert_eq!(TrustList::territory_of(xml.as_bytes()).as_deref(), Some("LV"));
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
