//! Validated signatures as facts for machines.

use chrono::{DateTime, SecondsFormat, Utc};

use crate::output::{SignatureFacts, SignatureTimes, SignerFacts, TrustListFacts, ValidationFacts};
use crate::pipeline::{RequiredSignature, SignatureValidation, ValidatedSignature};
use crate::trust::TrustList;

pub(in crate::cli) fn signature_facts(signature: &ValidatedSignature) -> SignatureFacts {
    let verdict = &signature.verdict;
    let certificate = verdict.claimed_signer();
    SignatureFacts {
        entry: signature.entry.as_deref().map(crate::asic::sanitized),
        integrity: verdict.integrity().to_string(),
        indication: verdict.indication().to_string(),
        sub_indication: verdict.sub_indication().map(|sub| sub.to_string()),
        qualification: verdict.qualification().to_string(),
        level: verdict.level().to_string(),
        covers: verdict.covers().iter().map(|file| crate::asic::sanitized(file)).collect(),
        signer: certificate.map(|certificate| SignerFacts {
            name: certificate.subject_display_name(),
            number: certificate.subject_number(),
            issuer: certificate.issuer().to_string(),
            claimed: verdict.signer().is_none(),
        }),
        times: SignatureTimes {
            claimed: verdict.claimed_time().map(rfc3339),
            stamped: verdict.stamped_time().map(rfc3339),
            proven: verdict.proven_time().map(rfc3339),
            qualified: verdict.proven_time().map(|_| verdict.has_qualified_time_stamp()),
            status: verdict.status_time().map(rfc3339),
        },
        algorithms: verdict.algorithms().to_vec(),
        findings: signature.findings.findings().iter().map(|finding| finding.code.to_string()).collect(),
    }
}

pub(in crate::cli) fn validation_facts(validation: &SignatureValidation) -> ValidationFacts {
    let lists = validation.anchors.lists().iter().map(trust_list_facts);
    let required = validation.required.map(|required| match required {
        RequiredSignature::Intact => "intact",
        RequiredSignature::Valid => "valid",
        RequiredSignature::Qualified => "qualified",
    });
    ValidationFacts {
        at: rfc3339(validation.at),
        required: required.map(str::to_owned),
        trust: lists.collect(),
    }
}

pub(in crate::cli) fn trust_list_facts(list: &TrustList) -> TrustListFacts {
    TrustListFacts {
        territory: list.territory().to_owned(),
        sequence: list.sequence(),
        issued: list.issued().map(rfc3339),
        next_update: list.next_update().map(rfc3339),
        sha256: list.sha256().to_string(),
    }
}

pub(in crate::cli) fn rfc3339(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}
