use chrono::{DateTime, Utc};

use super::criteria::{self, Criteria};
use super::list::{TSL, child_text};
use crate::pki::{Certificate, xml_time};
use crate::xml::{NodeId, Tree};

/// A trust service with the periods of its history (TS 119 612, 5.5, 5.6).
#[derive(Debug, Clone)]
pub(crate) struct Service {
    pub(crate) territory: String,
    pub(crate) certificates: Vec<Certificate>,
    /// The newest first.
    periods: Vec<Period>,
}

/// What a service was from a time on.
#[derive(Debug, Clone)]
pub(crate) struct Period {
    from: DateTime<Utc>,
    pub(crate) kind: ServiceKind,
    status: Status,
    signatures: bool,
    seals: bool,
    qualifications: Vec<(Vec<Qualifier>, Criteria)>,
}

/// Which service it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ServiceKind {
    Ca,
    CaQualified,
    Ocsp,
    Tsa,
    TsaQualified,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    /// Supervised or accredited by the Union's rules of the time.
    Granted,
    /// By those of its state.
    National,
    Other,
}

/// What a list says of certificates beyond what they say (TS 119 612, 5.5.9.2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Qualifier {
    ForSeal,
    ForSignature,
    ForWeb,
    InDevice,
    NotInDevice,
    NotQualified,
    Qualified,
    Other,
}

/// History beyond this is nobody's.
const MOST_PERIODS: usize = 200;

impl Service {
    pub(super) fn read(tree: &Tree, node: NodeId, territory: &str) -> Option<Self> {
        let information = tree.only(node, TSL, "ServiceInformation")?;
        let history = tree.only(node, TSL, "ServiceHistory");
        let instances =
            history.into_iter().flat_map(|history| tree.named(history, TSL, "ServiceHistoryInstance"));
        let mut periods: Vec<Period> = std::iter::once(information)
            .chain(instances)
            .take(MOST_PERIODS)
            .filter_map(|n| period(tree, n))
            .collect();
        periods.sort_by_key(|period| std::cmp::Reverse(period.from));
        let identity = tree.only(information, TSL, "ServiceDigitalIdentity")?;
        let ids = tree.named(identity, TSL, "DigitalId");
        let certificates = ids.flat_map(|id| tree.named(id, TSL, "X509Certificate"));
        let certificates: Vec<Certificate> =
            certificates.filter_map(|node| Certificate::read(&tree.octets(node)?).ok()).collect();
        let known = !certificates.is_empty() && !periods.is_empty();
        known.then(|| Self { territory: territory.to_owned(), certificates, periods })
    }

    /// What it was at `time`, if it was supervised, accredited or recognised then.
    pub(crate) fn at(&self, time: DateTime<Utc>) -> Option<&Period> {
        let period = self.periods.iter().find(|period| period.from <= time)?;
        (period.status != Status::Other).then_some(period)
    }
}

impl Period {
    /// Whether it counted as qualified, or as what came before that.
    pub(crate) fn is_granted(&self) -> bool {
        self.status == Status::Granted
    }

    /// Whether it says that it is for signatures, or for seals; both where it says nothing.
    pub(crate) fn is_for(&self, seals: bool) -> bool {
        (!self.signatures && !self.seals) || if seals { self.seals } else { self.signatures }
    }

    /// The qualifiers for a certificate; `None` where that depends on what is not known.
    pub(crate) fn qualifiers(&self, certificate: &Certificate) -> Option<Vec<Qualifier>> {
        let mut found = Vec::new();
        for (qualifiers, criteria) in &self.qualifications {
            if criteria.are_met(certificate)? {
                found.extend(qualifiers);
            }
        }
        Some(found)
    }
}

fn period(tree: &Tree, node: NodeId) -> Option<Period> {
    let kind = match child_text(tree, node, "ServiceTypeIdentifier")?
        .strip_prefix("http://uri.etsi.org/TrstSvc/Svctype/")?
    {
        "CA/QC" => ServiceKind::CaQualified,
        "CA/PKC" | "NationalRootCA-QC" => ServiceKind::Ca,
        "Certstatus/OCSP" | "Certstatus/OCSP/QC" => ServiceKind::Ocsp,
        "TSA/QTST" => ServiceKind::TsaQualified,
        "TSA" | "TSA/TSS-QC" | "TSA/TSS-AdESQCandQES" => ServiceKind::Tsa,
        _ => return None,
    };
    let status = child_text(tree, node, "ServiceStatus")?;
    let status = match status.rsplit('/').next()? {
        "granted" | "accredited" | "undersupervision" | "supervisionincessation" => Status::Granted,
        "recognisedatnationallevel" | "setbynationallaw" => Status::National,
        _ => Status::Other,
    };
    let from = xml_time(&child_text(tree, node, "StatusStartingTime")?)?;
    let mut period =
        Period { from, kind, status, signatures: false, seals: false, qualifications: Vec::new() };
    let extensions = tree.only(node, TSL, "ServiceInformationExtensions");
    for extension in extensions.into_iter().flat_map(|all| tree.named(all, TSL, "Extension")) {
        for content in tree.children(extension) {
            if tree.is(content, TSL, "AdditionalServiceInformation") {
                let uri = child_text(tree, content, "URI").unwrap_or_default();
                period.signatures |= uri.ends_with("/ForeSignatures");
                period.seals |= uri.ends_with("/ForeSeals");
            } else if tree.is(content, criteria::NS, "Qualifications") {
                period.qualifications.extend(
                    tree.named(content, criteria::NS, "QualificationElement")
                        .filter_map(|element| qualification(tree, element)),
                );
            }
        }
    }
    Some(period)
}

fn qualification(tree: &Tree, element: NodeId) -> Option<(Vec<Qualifier>, Criteria)> {
    let qualifiers = tree.only(element, criteria::NS, "Qualifiers")?;
    let criteria = tree.only(element, criteria::NS, "CriteriaList")?;
    let each = tree.named(qualifiers, criteria::NS, "Qualifier").map(|qualifier| {
        match tree.attribute(qualifier, "uri").and_then(|uri| uri.rsplit('/').next()) {
            Some("QCWithSSCD" | "QCWithQSCD" | "QCQSCDManagedOnBehalf") => Qualifier::InDevice,
            Some("QCNoSSCD" | "QCNoQSCD") => Qualifier::NotInDevice,
            Some("QCForESig") => Qualifier::ForSignature,
            Some("QCForESeal" | "QCForLegalPerson") => Qualifier::ForSeal,
            Some("QCForWSA") => Qualifier::ForWeb,
            Some("QCStatement") => Qualifier::Qualified,
            Some("NotQualified") => Qualifier::NotQualified,
            _ => Qualifier::Other,
        }
    });
    Some((each.collect(), Criteria::read(tree, criteria)))
}
