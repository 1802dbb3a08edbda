//! What is said of a certificate at a time, by those who may say it (RFC 6960, 4.2.2.2; RFC 5280, 6.3).

use chrono::{DateTime, TimeDelta, Utc};

use super::evidence::Evidence;
use super::{Cause, Observation};
use crate::pki::{
    Certificate, CertificateStatus, Crl, Intact, Ocsp, Pool, RevocationReason, StatusAt, ValueFault,
};
use crate::trust::Anchors;

/// What was found of a certificate.
pub(super) enum RevocationState {
    /// Good at the time, said then.
    Good(DateTime<Utc>),
    /// Revoked, perhaps only later.
    Revoked {
        when: DateTime<Utc>,
        reason: RevocationReason,
    },
    Nothing,
}

/// A status from later than this is worth knowing.
fn short() -> TimeDelta {
    TimeDelta::minutes(15)
}

/// All that a signature has of states of certificates, each value verified once.
pub(super) struct Statuses<'e> {
    responses: Vec<Intact<Ocsp>>,
    lists: Vec<&'e Crl>,
    /// Whether there is a response that its responder did not make.
    pub(super) has_broken: bool,
}

impl<'e> Statuses<'e> {
    pub(super) fn of(evidence: &'e Evidence, pool: &Pool<'_>, observations: &mut Vec<Observation>) -> Self {
        let statuses = Self::among(evidence.all_responses(), evidence.all_lists(), pool, observations);
        let about = |response: &Ocsp| response.is_about(&evidence.certificate);
        if evidence.lists.is_empty()
            && !evidence.responses.is_empty()
            && !evidence.responses.iter().any(about)
        {
            observations.push(Observation::of(Cause::StatusOther));
        }
        statuses
    }

    /// Of what a time-stamp brings along, or a signature with all its time-stamps.
    pub(super) fn among(
        responses: impl IntoIterator<Item = &'e Ocsp>,
        lists: impl IntoIterator<Item = &'e Crl>,
        pool: &Pool<'_>,
        observations: &mut Vec<Observation>,
    ) -> Self {
        let lists = lists.into_iter().collect();
        let mut statuses = Self { responses: Vec::new(), lists, has_broken: false };
        for response in responses {
            match response.verify(pool) {
                Ok(intact) => statuses.responses.push(intact),
                Err(fault) => {
                    statuses.has_broken |= fault != ValueFault::Unnamed;
                    note(observations, Cause::StatusSigner, &fault.to_string());
                }
            }
        }
        statuses
    }

    /// Whether a response is about this certificate, by its number.
    pub(super) fn are_about(&self, certificate: &Certificate) -> bool {
        self.responses.iter().any(|response| response.what().is_about(certificate))
    }

    /// The responses that are time-marks of a signature of this value.
    pub(super) fn marks<'s>(&'s self, value: &'s [u8]) -> impl Iterator<Item = &'s Intact<Ocsp>> {
        self.responses.iter().filter(move |response| response.what().marks(value))
    }

    /// The status of `certificate` for something that was made at `time`.
    pub(super) fn find(
        &self,
        certificate: &Certificate,
        issuer: &Certificate,
        time: DateTime<Utc>,
        anchors: &Anchors,
        observations: &mut Vec<Observation>,
    ) -> RevocationState {
        let mut all = Vec::new();
        for response in &self.responses {
            let Some(status) = response.status_of(certificate, issuer) else { continue };
            if may_say(response, issuer, anchors) {
                all.push(status);
            } else {
                note(observations, Cause::StatusSigner, &response.by().subject_display_name());
            }
        }
        for list in &self.lists {
            if let Ok(intact) = list.verify(issuer) {
                all.extend(intact.status_of(certificate));
            }
        }
        judged(&all, time, observations)
    }
}

/// Whether who signed a response may speak for `issuer`: itself, somebody whom it named for that, or a service of its own list.
pub(super) fn may_say(intact: &Intact<Ocsp>, issuer: &Certificate, anchors: &Anchors) -> bool {
    let (by, when) = (intact.by(), intact.what().produced());
    if by.der() == issuer.der() {
        return true;
    }
    if when < by.not_before() || by.not_after() < when {
        return false;
    }
    anchors.trusts_responder(by, issuer, when) || by.signs_ocsp() && by.is_issued_by(issuer)
}

/// The worst that is said decides: who was revoked once stays so.
fn judged(all: &[StatusAt], time: DateTime<Utc>, observations: &mut Vec<Observation>) -> RevocationState {
    let mut revoked = None;
    for status in all {
        if let CertificateStatus::Revoked { when, reason } = status.status
            && revoked.is_none_or(|(earlier, _)| when < earlier)
        {
            revoked = Some((when, reason));
        }
    }
    if let Some((when, reason)) = revoked {
        return RevocationState::Revoked { when, reason };
    }
    let good = all.iter().filter(|status| status.status == CertificateStatus::Good);
    // The first after the time; else the last before it that still counted.
    let after = good.clone().filter(|status| time <= status.produced).min_by_key(|status| status.produced);
    if let Some(status) = after {
        if status.produced - time > short() {
            note(observations, Cause::StatusLate, &status.produced.to_rfc3339());
        }
        return RevocationState::Good(status.produced);
    }
    let early = good.max_by_key(|status| (status.next_update, status.produced));
    if let Some(status) = early {
        note(observations, Cause::StatusEarly, &status.produced.to_rfc3339());
        // EN 319 102-1, 5.2.5: without an end it says nothing of any time after it.
        if status.next_update.is_some_and(|next| status.this_update <= time && time <= next) {
            return RevocationState::Good(status.produced);
        }
    }
    if all.iter().any(|status| status.status == CertificateStatus::Unknown) {
        note(observations, Cause::StatusMissing, "the responder does not know the certificate");
    }
    RevocationState::Nothing
}

fn note(observations: &mut Vec<Observation>, cause: Cause, text: &str) {
    let observation = Observation::with(cause, text);
    if !observations.contains(&observation) {
        observations.push(observation);
    }
}
