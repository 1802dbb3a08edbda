//! Applications signed by real clients with test keys, and attacks on them.

use std::path::Path;

use edocpack::trust::Anchors;
use edocpack::validate::{Cause, Verdict};

use crate::container::{Files, listed, shared, time};

/// Integrity, indication, level, qualification and causes in a line.
fn told(verdict: &Verdict) -> String {
    let sub = verdict.sub_indication().map(|sub| format!("/{sub}")).unwrap_or_default();
    let causes: Vec<String> =
        verdict.observations().iter().map(|observation| format!(" {:?}", observation.cause)).collect();
    format!(
        "{} {}{sub} {} {}{}",
        verdict.integrity(),
        verdict.indication(),
        verdict.level(),
        verdict.qualification(),
        causes.concat()
    )
}

fn verdicts(shared: &Path, name: &str, anchors: &Anchors) -> Vec<Verdict> {
    let files = Files::open(&shared.join("cases").join(name)).unwrap();
    files.verdicts(anchors, time("2026-12-01T00:00:00Z"))
}

/// The verdict under the test list.
#[test]
fn genuine_ones_are_valid_and_attacks_are_refused_for_their_reasons() {
    let Some(shared) = shared() else {
        eprintln!("skipped: no cases beside the repository");
        return;
    };
    let anchors = listed(&shared, "LV_TESTS.xml");
    let valid = "intact TOTAL-PASSED B-LT QESig";
    for (name, expected) in [
        ("signatures/good/0002-kenins.edoc", valid),
        ("signatures/good/0003-kenins-LTA.edoc", "intact TOTAL-PASSED B-LTA QESig"),
        ("signatures/good/0004-cakste.edoc", valid),
        ("signatures/good/0005-laudama.edoc", valid),
        ("signatures/dd-0003-2sig.edoc", valid),
        ("signatures/dd-0004-seal.edoc", "intact TOTAL-PASSED B-LT QESeal"),
        ("signatures/dd-0005-LTA.edoc", "intact TOTAL-PASSED B-LTA QESig"),
        ("signatures/dd-odd.edoc", valid),
        ("signatures/others/pyasice-0002.edoc", valid),
        (
            "signatures/others/xadesjs-0002.edoc",
            "intact INDETERMINATE/TRY_LATER B QESig DataFormat StatusMissing",
        ),
        ("signatures/fake-object-last.edoc", "broken TOTAL-FAILED/FORMAT_FAILURE – not-known Properties"),
        ("signatures/impersonation.edoc", "broken TOTAL-FAILED/FORMAT_FAILURE – not-known Properties"),
        (
            "signatures/signature-value-changed.edoc",
            "broken TOTAL-FAILED/SIG_CRYPTO_FAILURE – not-known Value Path StampImprint",
        ),
        ("containers/04-sigvalue-empty.edoc", "unknown TOTAL-FAILED/FORMAT_FAILURE – not-known Form"),
        ("containers/05-signingtime-changed.edoc", "broken TOTAL-FAILED/HASH_FAILURE – not-known Reference"),
        (
            "containers/10-ocsp-of-other.edoc",
            "intact INDETERMINATE/TRY_LATER B-LT QESig StatusOther StatusMissing",
        ),
        ("containers/11-B-level-only.edoc", "intact INDETERMINATE/TRY_LATER B QESig StatusMissing"),
        (
            "containers/12-forger-same-CA-name.edoc",
            "intact TOTAL-FAILED/HASH_FAILURE B not-known StatusOther StampImprint Path",
        ),
        (
            "containers/17-signing-certificate-digest-wrong.edoc",
            "broken INDETERMINATE/NO_SIGNING_CERTIFICATE_FOUND – not-known CertificateOther",
        ),
        ("containers/21-xpath-transform.edoc", "unknown TOTAL-FAILED/FORMAT_FAILURE – not-known Transform"),
        ("containers/24-hmac-method.edoc", "unknown TOTAL-FAILED/FORMAT_FAILURE – not-known Algorithm"),
        ("containers/genuine-digidoc-signed.edoc", valid),
    ] {
        for verdict in verdicts(&shared, name, &anchors) {
            assert_eq!(told(&verdict), expected, "{name}: {:?}", verdict.observations());
        }
    }
}

/// Without anchors nobody is a signer, and what is broken is broken.
#[test]
fn without_anchors_nothing_is_valid_and_what_is_broken_is_told() {
    let Some(shared) = shared() else {
        eprintln!("skipped: no cases beside the repository");
        return;
    };
    let anchors = Anchors::default();
    for (name, cause) in [
        ("signatures/good/0002-kenins.edoc", Cause::Unchecked),
        ("signatures/impersonation.edoc", Cause::Properties),
        ("signatures/signature-value-changed.edoc", Cause::Value),
        ("containers/10-ocsp-of-other.edoc", Cause::StatusOther),
        ("containers/12-forger-same-CA-name.edoc", Cause::StampImprint),
        ("containers/17-signing-certificate-digest-wrong.edoc", Cause::CertificateOther),
    ] {
        let verdict = verdicts(&shared, name, &anchors).remove(0);
        assert!(verdict.has(cause), "{name}: {}", told(&verdict));
        assert!(verdict.signer().is_none() && verdict.proven_time().is_none(), "{name}");
    }
}
