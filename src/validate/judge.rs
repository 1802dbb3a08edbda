//! The steps from an intact signature to a verdict (EN 319 102-1, 5.3 to 5.6).

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::evidence::Evidence;
use super::status::{RevocationState, Statuses, may_say};
use super::{
    Cause, Indication, Integrity, Observation, Qualification, SubIndication, Verdict, algorithm_constraints,
    qualification,
};
use crate::pki::{
    Certificate, CertificateStatus, Intact, Ocsp, Path, PathFault, Pool, RevocationReason, SignatureLevel,
    Token, ValueFault,
};
use crate::trust::{AnchorRole, Anchors};

/// Which anchors, and when.
pub(super) struct Judge<'a> {
    pub(super) anchors: &'a Anchors,
    pub(super) at: DateTime<Utc>,
}

/// A time that a time-stamp proves.
pub(super) struct ProvenTime {
    pub(super) time: DateTime<Utc>,
    pub(super) is_qualified: bool,
}

type IndicationPair = (Indication, SubIndication);

impl Judge<'_> {
    /// What is to be said of an intact signature.
    pub(super) fn verdict(&self, evidence: &Evidence) -> Verdict {
        let mut observations = evidence.observations.clone();
        let pool = Pool::over(evidence.all_certificates(), self.anchors.pool());
        let statuses = Statuses::of(evidence, &pool, &mut observations);
        // Where nobody was named, the certificate of a responder need not be at hand.
        let unnamed = Observation::with(Cause::StatusSigner, ValueFault::Unnamed);
        observations.retain(|one| *one != unnamed || !self.anchors.is_empty());
        let marked = self.marked_time(evidence, &statuses, &pool);
        let stamps = self.proven_times(evidence, &statuses, &pool, &mut observations);
        let proven = stamps.iter().map(|stamp| stamp.time).min().or(marked);
        let best_time = proven.unwrap_or(self.at);
        let path = self.path(&evidence.certificate, AnchorRole::Ca, best_time, &pool);
        let mark = statuses.marks(&evidence.value).map(|response| response.what().produced()).min();
        let mark = mark.filter(|_| evidence.time_mark);
        let mut algorithms = vec![evidence.suite.to_string()];
        algorithms.extend(evidence.digests.iter().map(ToString::to_string));
        let mut verdict = Verdict {
            id: evidence.id.clone(),
            integrity: Integrity::Intact,
            indication: Indication::TotalPassed,
            sub_indication: None,
            level: level(evidence, mark.is_some()),
            qualification: Qualification::NotKnown,
            covers: evidence.covers.clone(),
            certificate: Some(evidence.certificate.clone()),
            has_path: path.is_ok(),
            claimed: evidence.claimed,
            stamped: evidence.stamps.iter().map(Token::time).min().or(mark),
            proven,
            proven_qualified: stamps.iter().any(|stamp| stamp.is_qualified),
            status: None,
            algorithms,
            observations: Vec::new(),
        };
        if let Ok(path) = &path {
            verdict.qualification = qualification::of(path, self.anchors, best_time);
        }
        let mut causes: Vec<IndicationPair> = Vec::new();
        if !evidence.is_named {
            observations.push(Observation::of(Cause::CertificateUnnamed));
            causes.push((Indication::Indeterminate, SubIndication::SigConstraintsFailure));
        }
        if let Some(fault) = evidence.policy_fault {
            observations.push(Observation::with(Cause::Policy, fault));
            causes.push((Indication::TotalFailed, SubIndication::FormatFailure));
        }
        for (sub, observation) in &evidence.failed_stamps {
            causes.push((sub.of_failure(), *sub));
            observations.push(observation.clone());
        }
        match &path {
            Ok(path) => {
                if evidence.certificate.has_non_repudiation() == Some(false) {
                    observations.push(Observation::of(Cause::KeyUsage));
                    causes.push((Indication::Indeterminate, SubIndication::ChainConstraintsFailure));
                }
                let of_time = certificate_times(path, proven, best_time, &mut observations);
                let of_status =
                    self.statuses(path, &statuses, proven, best_time, &mut verdict.status, &mut observations);
                // EN 319 102-1, 5.2.6.4: who was revoked is not only out of time.
                let (revoked, rest): (Vec<_>, Vec<_>) = of_status.into_iter().partition(is_revoked);
                causes.extend(revoked.into_iter().chain(of_time).chain(rest));
                self.outdated_lists(path, best_time, &mut causes, &mut observations);
            }
            Err(fault) => {
                causes.push(self.no_path(*fault, &mut observations));
                observations.extend(claimed_out_of_time(&verdict));
            }
        }
        if evidence.has_unread_status || statuses.has_broken {
            causes.push((Indication::Indeterminate, SubIndication::TryLater));
        }
        observations.extend(self.claimed_time(evidence));
        causes.extend(order(evidence, best_time, proven, &mut observations));
        causes.extend(algorithms_at(evidence, path.as_ref().ok(), best_time, &mut observations));
        if evidence.time_mark && evidence.stamps.is_empty() {
            match (marked, mark) {
                (Some(time), _) => {
                    observations.push(Observation::with(Cause::TimeMark, time.to_rfc3339()));
                }
                (None, Some(_)) => causes.push((Indication::Indeterminate, SubIndication::NoPoe)),
                (None, None) => {
                    observations.push(Observation::of(Cause::TimeMarkMissing));
                    causes.push(no_mark(&statuses, &evidence.certificate));
                }
            }
        }
        // Without a time that is proven nothing is early.
        observations.retain(|one| one.cause != Cause::StatusEarly || proven.is_some());
        // What fails outweighs what is not known; of its kind the first step decides.
        let first = causes.iter().find(|why| why.0 == Indication::TotalFailed).or(causes.first());
        if let Some((indication, sub)) = first {
            verdict.indication = *indication;
            verdict.sub_indication = Some(*sub);
        }
        verdict.observations = observations;
        verdict
    }

    /// What is wrong with a signature that is not intact, besides; of nobody by name, since nobody is known to have made it.
    pub(super) fn besides(&self, evidence: &Evidence) -> Vec<Observation> {
        let causes: BTreeSet<Cause> =
            self.verdict(evidence).observations.iter().map(|one| one.cause).collect();
        causes.into_iter().filter(|cause| is_fault(*cause)).map(Observation::of).collect()
    }

    /// Nobody can sign in the future, nor after a time-stamp over the signature; a clock may be wrong by less than a day.
    fn claimed_time(&self, evidence: &Evidence) -> Option<Observation> {
        let claimed = evidence.claimed?;
        let stamped = evidence.stamps.iter().map(Token::time).min();
        let late = stamped.is_some_and(|stamped| claimed - stamped > TimeDelta::days(1));
        (late || self.at < claimed).then(|| Observation::with(Cause::ClaimedTime, claimed.to_rfc3339()))
    }

    /// The times that time-stamps with a path to an anchor prove.
    fn proven_times(
        &self,
        evidence: &Evidence,
        statuses: &Statuses<'_>,
        pool: &Pool<'_>,
        observations: &mut Vec<Observation>,
    ) -> Vec<ProvenTime> {
        let mut proven = Vec::new();
        for token in evidence.stamps.iter().chain(&evidence.archive_stamps) {
            match self.proves(token, statuses, pool) {
                Ok(time) => proven.push(time),
                Err(cause) if !self.anchors.is_empty() => {
                    observations.push(Observation::with(cause, token.by().subject_display_name()));
                }
                Err(_) => {}
            }
        }
        proven
    }

    /// The time that a token states, where its authority was trusted then, which is not after `at`, and nothing says that
    /// its certificate was revoked. That its status is known is not asked.
    pub(super) fn proves(
        &self,
        token: &Token,
        statuses: &Statuses<'_>,
        pool: &Pool<'_>,
    ) -> Result<ProvenTime, Cause> {
        let time = token.time();
        let (suite, digest) = token.algorithms();
        let reliable = algorithm_constraints::is_suite_reliable(suite, token.by().modulus_bits(), time)
            && digest.is_some_and(|digest| algorithm_constraints::is_reliable(digest, time));
        let path = self.path(token.by(), AnchorRole::Tsa, time, pool);
        let path = path.ok().filter(|path| path.invalid_at(time).is_none()).ok_or(Cause::StampPath)?;
        if !reliable || self.at < time {
            return Err(Cause::StampPath);
        }
        let is_revoked = path.issued().any(|(certificate, issuer)| {
            match statuses.find(certificate, issuer, time, self.anchors, &mut Vec::new()) {
                // RFC 3161, 4 (1): only of what was put away in order the earlier tokens still count.
                RevocationState::Revoked { when, reason } => {
                    when <= time || reason != RevocationReason::Orderly
                }
                _ => false,
            }
        });
        if is_revoked {
            return Err(Cause::StampRevoked);
        }
        Ok(ProvenTime { time, is_qualified: qualification::is_qualified_stamp(&path, self.anchors, time) })
    }

    /// The earliest time that a time-mark proves: somebody who may speak for the issuer was asked with the digest of the
    /// value, and said that the certificate was good.
    fn marked_time(
        &self,
        evidence: &Evidence,
        statuses: &Statuses<'_>,
        pool: &Pool<'_>,
    ) -> Option<DateTime<Utc>> {
        let certificate = &evidence.certificate;
        let proves = |response: &&Intact<Ocsp>| {
            let (time, suite) = (response.what().produced(), response.suite());
            let bits = response.by().modulus_bits();
            let path = self.path(certificate, AnchorRole::Ca, time, pool);
            let Some(issuer) = path.as_ref().ok().and_then(|path| path.certificates().get(1)) else {
                return false;
            };
            let status = response.status_of(certificate, issuer).map(|status| status.status);
            status == Some(CertificateStatus::Good)
                && may_say(response, issuer, self.anchors)
                && time <= self.at
                && algorithm_constraints::was_issued_reliably(suite, bits, time, time)
        };
        let marks = statuses.marks(&evidence.value).filter(|_| evidence.time_mark);
        marks.filter(proves).map(|response| response.what().produced()).min()
    }

    fn path(
        &self,
        certificate: &Certificate,
        role: AnchorRole,
        time: DateTime<Utc>,
        pool: &Pool<'_>,
    ) -> Result<Path, PathFault> {
        Path::find(certificate, pool, &|candidate| self.anchors.trusts(candidate, role, time))
    }

    fn no_path(&self, fault: PathFault, observations: &mut Vec<Observation>) -> IndicationPair {
        let unknown = Indication::Indeterminate;
        if self.anchors.is_empty() {
            observations.push(Observation::of(Cause::Unchecked));
            return (unknown, SubIndication::NoCertificateChainFound);
        }
        match fault {
            PathFault::NoChain => {
                observations.push(Observation::of(Cause::Path));
                (unknown, SubIndication::NoCertificateChainFound)
            }
            PathFault::Constraints => {
                observations.push(Observation::of(Cause::PathBroken));
                (unknown, SubIndication::ChainConstraintsFailure)
            }
        }
    }

    fn statuses(
        &self,
        path: &Path,
        statuses: &Statuses<'_>,
        proven: Option<DateTime<Utc>>,
        best_time: DateTime<Utc>,
        status: &mut Option<DateTime<Utc>>,
        observations: &mut Vec<Observation>,
    ) -> Vec<IndicationPair> {
        let mut causes = Vec::new();
        for (position, (certificate, issuer)) in path.issued().enumerate() {
            if certificate.needs_no_status() {
                continue;
            }
            // Of issuers' status what is wrong with a response is told once, with the signer's.
            let mut notes = Vec::new();
            let notes = if position == 0 { &mut *observations } else { &mut notes };
            match statuses.find(certificate, issuer, best_time, self.anchors, notes) {
                RevocationState::Good(when) => {
                    if position == 0 {
                        *status = Some(when);
                    }
                }
                // Afterwards: what was signed before stays so.
                RevocationState::Revoked { when, .. } if proven.is_some() && best_time < when => {}
                RevocationState::Revoked { reason: RevocationReason::Hold, .. } => {
                    observations.push(Observation::with(Cause::OnHold, certificate.subject_display_name()));
                    causes.push((Indication::Indeterminate, SubIndication::TryLater));
                }
                RevocationState::Revoked { when, .. } => {
                    observations.push(Observation::with(Cause::Revoked, when.to_rfc3339()));
                    causes.push(match proven {
                        Some(_) => (Indication::TotalFailed, SubIndication::Revoked),
                        None => (Indication::Indeterminate, SubIndication::RevokedNoPoe),
                    });
                }
                RevocationState::Nothing => {
                    observations
                        .push(Observation::with(Cause::StatusMissing, certificate.subject_display_name()));
                    causes.push((Indication::Indeterminate, SubIndication::TryLater));
                }
            }
        }
        causes
    }

    /// A list whose next one should have been there at the time of signing says nothing of that time; one that is only old
    /// today is told.
    fn outdated_lists(
        &self,
        path: &Path,
        best_time: DateTime<Utc>,
        causes: &mut Vec<IndicationPair>,
        observations: &mut Vec<Observation>,
    ) {
        let anchor = path.anchor().into_iter().flat_map(|anchor| self.anchors.services_of(anchor));
        let Some(service) = anchor.into_iter().next() else { return };
        let Some(list) = self.anchors.outdated(&service.territory, self.at) else { return };
        observations.push(Observation::with(Cause::ListExpired, list.territory()));
        if list.next_update().is_some_and(|next| next < best_time) {
            causes.push((Indication::Indeterminate, SubIndication::NoCertificateChainFound));
        }
    }
}

/// What is a fault by itself, and not only missing or worth knowing.
fn is_fault(cause: Cause) -> bool {
    matches!(
        cause,
        Cause::OnHold
            | Cause::Path
            | Cause::PathBroken
            | Cause::Policy
            | Cause::Revoked
            | Cause::StampImprint
            | Cause::StampOrder
            | Cause::StampPath
            | Cause::StampPurpose
            | Cause::StampRevoked
            | Cause::StampValue
            | Cause::StatusEarly
            | Cause::StatusOther
            | Cause::StatusSigner
            | Cause::Time
            | Cause::TimeMarkMissing
    )
}

fn is_revoked((_, sub): &IndicationPair) -> bool {
    matches!(sub, SubIndication::Revoked | SubIndication::RevokedNoPoe)
}

/// With a time-mark it is made to last as with a time-stamp and a status.
fn level(evidence: &Evidence, marked: bool) -> SignatureLevel {
    match evidence.level() {
        SignatureLevel::B if marked => SignatureLevel::Lt,
        level => level,
    }
}

/// Of a signature that should have a time-mark and has none: a status that was asked for with another digest is no better
/// than a time-stamp over something else.
fn no_mark(statuses: &Statuses<'_>, certificate: &Certificate) -> IndicationPair {
    if statuses.are_about(certificate) {
        (Indication::TotalFailed, SubIndication::HashFailure)
    } else {
        (Indication::Indeterminate, SubIndication::NoPoe)
    }
}

/// Without a path nobody vouches for the certificate; that it was not valid when it says it was used is worth knowing all
/// the same.
fn claimed_out_of_time(verdict: &Verdict) -> Option<Observation> {
    let (certificate, when) = (verdict.claimed_signer()?, verdict.stamped.or(verdict.claimed)?);
    let valid = certificate.not_before() <= when && when <= certificate.not_after();
    (!valid).then(|| Observation::with(Cause::Time, certificate.subject_display_name()))
}

/// Whether each certificate was valid at the time.
fn certificate_times(
    path: &Path,
    proven: Option<DateTime<Utc>>,
    best_time: DateTime<Utc>,
    observations: &mut Vec<Observation>,
) -> Option<IndicationPair> {
    let invalid = path.invalid_at(best_time)?;
    observations.push(Observation::with(Cause::Time, invalid.subject_display_name()));
    Some(if best_time < invalid.not_before() {
        (Indication::Indeterminate, SubIndication::NotYetValid)
    } else if proven.is_some() {
        (Indication::TotalFailed, SubIndication::Expired)
    } else {
        (Indication::Indeterminate, SubIndication::OutOfBoundsNoPoe)
    })
}

/// Archive time-stamps come after those over the value, and all after the signer's certificate.
fn order(
    evidence: &Evidence,
    best_time: DateTime<Utc>,
    proven: Option<DateTime<Utc>>,
    observations: &mut Vec<Observation>,
) -> Option<IndicationPair> {
    let first = evidence.stamps.iter().map(Token::time).min();
    let archived = evidence.archive_stamps.iter().map(Token::time).min();
    let early = proven.is_some() && best_time < evidence.certificate.not_before();
    let disordered = first.zip(archived).is_some_and(|(first, archived)| archived < first);
    if !early && !disordered {
        return None;
    }
    observations.push(Observation::of(Cause::StampOrder));
    Some((Indication::Indeterminate, SubIndication::TimestampOrderFailure))
}

/// Whether all that the signature rests on was reliable at the time. Of the anchor nothing is asked.
fn algorithms_at(
    evidence: &Evidence,
    path: Option<&Path>,
    best_time: DateTime<Utc>,
    observations: &mut Vec<Observation>,
) -> Option<IndicationPair> {
    let mut weak = Vec::new();
    if !algorithm_constraints::is_suite_reliable(
        evidence.suite,
        evidence.certificate.modulus_bits(),
        best_time,
    ) {
        weak.push(evidence.suite.to_string());
    }
    let digests =
        evidence.digests.iter().filter(|digest| !algorithm_constraints::is_reliable(**digest, best_time));
    weak.extend(digests.map(ToString::to_string));
    for (certificate, issuer) in path.into_iter().flat_map(Path::issued) {
        let Some(suite) = certificate.suite() else { continue };
        if !algorithm_constraints::was_issued_reliably(
            suite,
            issuer.modulus_bits(),
            certificate.not_before(),
            best_time,
        ) {
            weak.push(suite.to_string());
        } else if !algorithm_constraints::is_suite_reliable(suite, issuer.modulus_bits(), best_time) {
            observations.push(Observation::with(Cause::Weak, suite));
        }
    }
    if weak.is_empty() {
        return None;
    }
    weak.sort();
    weak.dedup();
    observations.push(Observation::with(Cause::Weak, weak.join(", ")));
    Some((Indication::Indeterminate, SubIndication::CryptoConstraintsFailureNoPoe))
}
