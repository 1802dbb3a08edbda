//! Whether a signature is qualified (regulation 910/2014, as TS 119 172-4 reads it), apart from whether it is valid.

use std::fmt;

use chrono::{DateTime, Utc};

use crate::pki::{Certificate, Path, SubjectKind};
use crate::trust::{Anchors, Qualifier, Service, ServiceKind};

/// What a signature counts as. See [`Validator`](crate::validate::Validator).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Qualification {
    /// Advanced, as far as can be said.
    AdES,
    /// Advanced, with a qualified certificate for seals.
    AdESealQc,
    /// Advanced, with a qualified certificate for signatures.
    AdESigQc,
    /// No list was at hand that could say.
    NotKnown,
    /// A qualified seal.
    QESeal,
    /// A qualified signature: equal to a handwritten one.
    QESig,
}

/// What a service and the certificate say together at one time.
#[derive(PartialEq, Eq, Clone, Copy)]
struct QualifiedStatus {
    holder: SubjectKind,
    device: bool,
}

/// The CA must be granted at the time of signing and when the certificate was issued.
pub(super) fn of(path: &Path, anchors: &Anchors, best_time: DateTime<Utc>) -> Qualification {
    let [certificate, ..] = path.certificates() else { return Qualification::NotKnown };
    let services: Vec<&Service> = path.certificates().iter().flat_map(|c| anchors.services_of(c)).collect();
    if services.is_empty() {
        return Qualification::NotKnown;
    }
    let standing = |service: &&Service| {
        let issued = standing_at(certificate, service, certificate.not_before())?;
        let signed = standing_at(certificate, service, best_time)?;
        (issued.holder == signed.holder)
            .then_some(QualifiedStatus { device: signed.device && issued.device, ..signed })
    };
    let found: Vec<QualifiedStatus> = services.iter().filter_map(standing).collect();
    let Some(first) = found.first() else { return Qualification::AdES };
    // Lists that contradict each other say nothing.
    if found.iter().any(|other| other != first) {
        return Qualification::AdES;
    }
    match (first.holder, first.device) {
        (SubjectKind::Organisation, true) => Qualification::QESeal,
        (SubjectKind::Organisation, false) => Qualification::AdESealQc,
        (_, true) => Qualification::QESig,
        (_, false) => Qualification::AdESigQc,
    }
}

/// Whether the authority of a time-stamp, or who issued its certificate, was a qualified one at `time` (regulation
/// 910/2014, article 42; TS 119 612, 5.5.1.1: `TSA/QTST`).
pub(super) fn is_qualified_stamp(path: &Path, anchors: &Anchors, time: DateTime<Utc>) -> bool {
    let services = path.certificates().iter().flat_map(|certificate| anchors.services_of(certificate));
    let mut periods = services.filter_map(|service| service.at(time));
    periods.any(|period| period.kind == ServiceKind::TsaQualified && period.is_granted())
}

fn standing_at(certificate: &Certificate, service: &Service, time: DateTime<Utc>) -> Option<QualifiedStatus> {
    let period = service.at(time).filter(|period| period.kind == ServiceKind::CaQualified)?;
    if !period.is_granted() {
        return None;
    }
    let qualifiers = period.qualifiers(certificate)?;
    let has = |qualifier| qualifiers.contains(&qualifier);
    if has(Qualifier::NotQualified) {
        return None;
    }
    let says = certificate.says_qualified();
    let holder = match (has(Qualifier::ForSignature), has(Qualifier::ForSeal), has(Qualifier::ForWeb)) {
        (true, false, false) => SubjectKind::Person,
        (false, true, false) => SubjectKind::Organisation,
        (false, false, false) => says.or_else(|| has(Qualifier::Qualified).then_some(SubjectKind::Person))?,
        _ => return None,
    };
    if !period.is_for(holder == SubjectKind::Organisation) {
        return None;
    }
    let device = match (has(Qualifier::InDevice), has(Qualifier::NotInDevice)) {
        (true, false) => true,
        (false, false) => certificate.says_device(),
        _ => false,
    };
    Some(QualifiedStatus { holder, device })
}

/// As DSS writes it.
impl fmt::Display for Qualification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AdES => "AdES",
            Self::AdESealQc => "AdESeal-QC",
            Self::AdESigQc => "AdESig-QC",
            Self::NotKnown => "not-known",
            Self::QESeal => "QESeal",
            Self::QESig => "QESig",
        })
    }
}
