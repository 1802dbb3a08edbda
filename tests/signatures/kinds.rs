//! Small containers of `fixtures/signed/kinds`: what a signer did, and what is found of it.

use std::path::Path;

use edocpack::pki::SignatureLevel;
use edocpack::trust::{AnchorRole, Anchors};
use edocpack::validate::Cause::{self, ClaimedTime, ClaimedZone, DataFormat, DataFormatNowhere};
use edocpack::validate::{Indication, Integrity, Verdict};

use crate::container::{Files, certificate, time};

fn anchors() -> Anchors {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/signed/kinds");
    let mut anchors = Anchors::default();
    for role in [AnchorRole::Ca, AnchorRole::Tsa] {
        anchors.add_certificate(certificate(&folder.join("ca.crt")), role);
    }
    anchors
}

fn verdict(name: &str) -> Verdict {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/signed/kinds");
    let files = Files::open(&folder.join(name)).unwrap();
    let mut verdicts = files.verdicts(&anchors(), time("2027-01-01T00:00:00Z"));
    assert_eq!(verdicts.len(), 1, "{name}");
    verdicts.remove(0)
}

/// Integrity, indication and causes in a line.
fn told(verdict: &Verdict) -> String {
    let sub = verdict.sub_indication().map(|sub| format!("/{sub}")).unwrap_or_default();
    let causes: Vec<String> = causes(verdict).iter().map(|cause| format!(" {cause:?}")).collect();
    format!("{} {}{sub}{}", verdict.integrity(), verdict.indication(), causes.concat())
}

fn causes(verdict: &Verdict) -> Vec<Cause> {
    verdict.observations().iter().map(|observation| observation.cause).collect()
}

/// Each is intact, and lacks what every one of them lacks: a status. Their time-stamps are of when they were made.
#[test]
fn what_a_signer_says_is_looked_at() {
    for (name, expected) in [
        ("komentars.edoc", &[][..]),
        ("bez-versijas.edoc", &[]),
        ("papildlauks.edoc", &[]),
        ("parametri.edoc", &[]),
        ("vienkarss.asics", &[]),
        ("mazie-burti.asice", &[]),
        ("manifests-min-parakstu.edoc", &[]),
        ("bez-datu-formata.edoc", &[DataFormat]),
        ("datu-formats-nekam.edoc", &[DataFormat, DataFormatNowhere]),
        ("laiks-bez-joslas.edoc", &[ClaimedZone]),
        ("laiks-nakotne.edoc", &[ClaimedTime]),
    ] {
        let verdict = verdict(name);
        assert_eq!(verdict.integrity(), Integrity::Intact, "{name}: {:?}", verdict.observations());
        let mut found = causes(&verdict);
        found.retain(|cause| *cause != Cause::StatusMissing);
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn a_time_mark_proves_a_time_and_nothing_else_does() {
    let good = verdict("laika-atzime.bdoc");
    assert_eq!(told(&good), "intact TOTAL-PASSED TimeMark");
    assert!(good.proven_time().is_some() && good.proven_time() == good.status_time());
    assert_eq!((good.proven_time(), good.level()), (good.stamped_time(), SignatureLevel::Lt));
    for (name, expected) in [
        ("laika-atzime-cita.bdoc", "intact TOTAL-FAILED/HASH_FAILURE StatusMissing TimeMarkMissing"),
        ("laika-atzime-atsaukts.bdoc", "intact INDETERMINATE/REVOKED_NO_POE Revoked"),
        ("bez-laika-atzimes.bdoc", "intact INDETERMINATE/TRY_LATER StatusMissing TimeMarkMissing"),
        ("divas-politikas.bdoc", "intact TOTAL-FAILED/FORMAT_FAILURE Policy StatusMissing"),
    ] {
        let verdict = verdict(name);
        assert_eq!(told(&verdict), expected, "{name}");
        assert!(verdict.proven_time().is_none(), "{name}");
    }
}

#[test]
fn what_lasts_is_valid_and_what_an_authority_lost_is_not() {
    for (name, expected) in [
        ("derigs.edoc", "intact TOTAL-PASSED"),
        ("zimogs-nosauc-vertibu.edoc", "intact TOTAL-PASSED"),
        ("agrs-statuss.edoc", "intact INDETERMINATE/TRY_LATER StatusEarly StatusMissing"),
        ("agrs-statuss-ar-beigam.edoc", "intact TOTAL-PASSED StatusEarly"),
        ("statuss-par-citu.edoc", "intact INDETERMINATE/TRY_LATER StatusOther StatusMissing"),
        // Put away in order, afterwards: its earlier time-stamps still count.
        ("zimogotajs-beidzis.edoc", "intact TOTAL-PASSED"),
        ("zimogotajs-beidza-agrak.edoc", "intact INDETERMINATE/TRY_LATER StampRevoked StatusMissing"),
        ("zimogotajs-uzlauzts.edoc", "intact INDETERMINATE/TRY_LATER StampRevoked StatusMissing"),
    ] {
        assert_eq!(told(&verdict(name)), expected, "{name}");
    }
}

/// xmlsec1 verifies it; here nothing is said of it, and it never passes.
#[test]
fn a_curve_that_is_not_known_is_neither_intact_nor_broken() {
    let verdict = verdict("brainpool.edoc");
    assert_eq!(told(&verdict), "unknown INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE_NO_POE Algorithm");
    assert_eq!(verdict.observations()[0].text, "how it was made is not known: brainpoolP256r1");
    assert_eq!(verdict.indication(), Indication::Indeterminate);
    assert!(verdict.claimed_signer().is_none() && verdict.covers().is_empty());
}

/// All that is wrong with it, and of nobody by name: it is not known who made it.
#[test]
fn what_is_broken_is_told_for_each_of_its_reasons() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/signed/kinds");
    let mut files = Files::open(&folder.join("statuss-par-citu.edoc")).unwrap();
    files.0.get_mut("pieteikums.pdf").unwrap().push(b'\n');
    let verdict = files.verdicts(&anchors(), time("2027-01-01T00:00:00Z")).remove(0);
    assert_eq!(told(&verdict), "broken TOTAL-FAILED/HASH_FAILURE Reference StatusOther");
    assert!(verdict.observations().iter().skip(1).all(|observation| observation.text.is_empty()));
    assert!(verdict.claimed_signer().is_none() && verdict.stamped_time().is_none());
}

/// An archive time-stamp of `CAdES` counts where it is over the signature and whatever its index names.
#[test]
fn an_archive_time_stamp_of_cades_is_read() {
    let genuine = verdict("arhiva-zimogs.asics");
    assert_eq!((told(&genuine).as_str(), genuine.level()), ("intact TOTAL-PASSED", SignatureLevel::Lta));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/signed/kinds");
    let files = Files::open(&folder.join("arhiva-zimogs.asics")).unwrap();
    let name = "META-INF/signature.p7s";
    // The index of what is archived, and in it the digests.
    let index = b"\x06\x07\x04\x00\x81\x95\x32\x01\x05";
    let at = files.0[name].windows(index.len()).position(|window| window == index).unwrap();
    for offset in [40, 80, 115] {
        let mut other = files.clone();
        other.0.get_mut(name).unwrap()[at + offset] ^= 1;
        let verdict = other.verdicts(&anchors(), time("2027-01-01T00:00:00Z")).remove(0);
        assert_eq!(told(&verdict), "intact TOTAL-FAILED/HASH_FAILURE StampImprint", "{offset}");
        assert_eq!(verdict.level(), SignatureLevel::Lt, "{offset}");
    }
}
