//! Containers of the repository: what they say is bound to what is signed.

use std::path::Path;

use edocpack::trust::{AnchorRole, Anchors};
use edocpack::validate::{Cause, Indication, Integrity, Qualification, SubIndication, Verdict};

use crate::container::{Files, certificate, time};

fn fixture(name: &str) -> Files {
    Files::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/signed").join(name)).unwrap()
}

fn anchors() -> Anchors {
    let ca = certificate(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/signed/ca.crt"));
    let mut anchors = Anchors::default();
    for role in [AnchorRole::Ca, AnchorRole::Tsa] {
        anchors.add_certificate(ca.clone(), role);
    }
    anchors
}

fn one(files: &Files, anchors: &Anchors) -> Verdict {
    let mut verdicts = files.verdicts(anchors, time("2026-12-01T00:00:00Z"));
    assert_eq!(verdicts.len(), 1);
    verdicts.remove(0)
}

#[test]
fn without_anchors_there_is_a_claim_and_no_signer() {
    for name in ["janis.edoc", "bez-laika-zimoga.edoc", "cades.asice"] {
        let verdict = one(&fixture(name), &Anchors::default());
        assert_eq!(verdict.integrity(), Integrity::Intact, "{name}: {:?}", verdict.observations());
        assert_eq!(verdict.indication(), Indication::Indeterminate);
        assert_eq!(verdict.sub_indication(), Some(SubIndication::NoCertificateChainFound));
        assert!(verdict.signer().is_none() && verdict.claimed_signer().is_some());
        assert!(verdict.proven_time().is_none() && verdict.has(Cause::Unchecked));
        assert_eq!(verdict.stamped_time().is_some(), name == "janis.edoc");
    }
}

#[test]
fn with_anchors_there_is_a_signer_and_a_time_and_the_status_is_missing() {
    let verdict = one(&fixture("janis.edoc"), &anchors());
    assert!(verdict.signer().is_some() && verdict.proven_time().is_some(), "{:?}", verdict.observations());
    assert_eq!(verdict.indication(), Indication::Indeterminate);
    assert_eq!(verdict.sub_indication(), Some(SubIndication::TryLater));
    assert!(verdict.has(Cause::StatusMissing));
    assert_eq!(verdict.qualification(), Qualification::NotKnown, "no list");
}

#[test]
fn a_changed_document_has_no_signer_at_all() {
    let verdict = one(&fixture("mainits.edoc"), &anchors());
    assert_eq!((verdict.integrity(), verdict.indication()), (Integrity::Broken, Indication::TotalFailed));
    assert_eq!(verdict.sub_indication(), Some(SubIndication::HashFailure));
    assert!(verdict.claimed_signer().is_none() && verdict.covers().is_empty());
}

/// One thing changed in a genuine signature: each is refused for its own reason.
#[test]
fn forgeries_are_refused_for_their_reasons() {
    let genuine = fixture("janis.edoc");
    let name = genuine.xades().remove(0);
    let xml = String::from_utf8(genuine.0[&name].clone()).unwrap();
    let between = |start: &str, end: &str| {
        let from = xml.find(start).unwrap() + start.len();
        xml[from..from + xml[from..].find(end).unwrap()].to_owned()
    };
    let value = between("<ds:SignatureValue", "</ds:SignatureValue>");
    let value = value.split_once('>').unwrap().1.to_owned();
    let method = between("<ds:SignatureMethod", ">");
    let object = format!("<ds:Object>{}</ds:Object>", between("<ds:Object>", "</ds:Object>"));
    let fake = object.replace(" Id=\"", " Id=\"fake-");
    let reference = format!("<ds:Reference{}>", between("<ds:Reference", ">"));
    let time = between("<xades:SigningTime>", "</xades:SigningTime>");
    let certificate = between("<ds:X509Certificate>", "</ds:X509Certificate>");
    let hmac = " Algorithm=\"http://www.w3.org/2000/09/xmldsig#hmac-sha1\"/";
    let xpath = "<ds:Transforms><ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\">\
        <ds:XPath>1</ds:XPath></ds:Transform></ds:Transforms>";
    let other = format!("<ds:X509Certificate>{certificate}</ds:X509Certificate>");
    for (what, forged, sub, cause) in [
        ("an empty value", xml.replace(&value, ""), SubIndication::FormatFailure, Cause::Form),
        (
            "a fake object before",
            xml.replace(&object, &format!("{fake}{object}")),
            SubIndication::FormatFailure,
            Cause::Properties,
        ),
        (
            "a fake object behind",
            xml.replace(&object, &format!("{object}{fake}")),
            SubIndication::FormatFailure,
            Cause::Properties,
        ),
        (
            "a second object",
            xml.replace(&object, &format!("{object}{object}")),
            SubIndication::FormatFailure,
            Cause::Properties,
        ),
        (
            "another time",
            xml.replace(&time, "2020-01-01T00:00:00Z"),
            SubIndication::HashFailure,
            Cause::Reference,
        ),
        ("HMAC", xml.replace(&method, hmac), SubIndication::FormatFailure, Cause::Algorithm),
        (
            "a transform",
            xml.replacen(&reference, &format!("{reference}{xpath}"), 1),
            SubIndication::FormatFailure,
            Cause::Transform,
        ),
        (
            "no certificate",
            xml.replace(&other, ""),
            SubIndication::NoSigningCertificateFound,
            Cause::CertificateUnnamed,
        ),
        (
            "a file that is not there",
            xml.replacen("URI=\"", "URI=\"x", 1),
            SubIndication::SignedDataNotFound,
            Cause::Reference,
        ),
        (
            "a file elsewhere",
            xml.replacen("URI=\"", "URI=\"http://x/", 1),
            SubIndication::FormatFailure,
            Cause::Reference,
        ),
        (
            "a DOCTYPE",
            format!("<!DOCTYPE a>{}", xml.split_once("?>").unwrap().1),
            SubIndication::FormatFailure,
            Cause::Form,
        ),
    ] {
        assert_ne!(forged, xml, "{what}");
        let mut files = genuine.clone();
        files.0.insert(name.clone(), forged.into_bytes());
        let verdict = one(&files, &anchors());
        assert_ne!(verdict.integrity(), Integrity::Intact, "{what}");
        assert_eq!(
            (verdict.sub_indication(), verdict.observations()[0].cause),
            (Some(sub), cause),
            "{what}: {:?}",
            verdict.observations()
        );
        assert!(verdict.claimed_signer().is_none(), "{what}");
    }
}
