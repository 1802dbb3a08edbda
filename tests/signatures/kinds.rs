//! Small containers of `fixtures/signed/kinds`: what a signer did, and what is found of it.

use std::path::Path;

use edocpack::trust::{AnchorRole, Anchors};
use edocpack::validate::Cause::{self, ClaimedTime, ClaimedZone, DataFormat, DataFormatNowhere};
use edocpack::validate::{Integrity, Verdict};

use crate::container::{Files, certificate, time};

fn verdict(name: &str) -> Verdict {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/signed/kinds");
    let mut anchors = Anchors::default();
    for role in [AnchorRole::Ca, AnchorRole::Tsa] {
        anchors.add_certificate(certificate(&folder.join("ca.crt")), role);
    }
    let files = Files::open(&folder.join(name)).unwrap();
    let mut verdicts = files.verdicts(&anchors, time("2027-01-01T00:00:00Z"));
    assert_eq!(verdicts.len(), 1, "{name}");
    verdicts.remove(0)
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
