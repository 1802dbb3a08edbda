use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{Service, ServiceKind, TrustList};
use crate::pki::{Certificate, Pool};
use crate::values::Sha256Digest;

/// What paths of certificates may end in.
///
/// ```
/// use edocpack::trust::Anchors;
///
/// use edocpack::trust::ListSigners;
///
/// let mut anchors = Anchors::default();
/// assert!(anchors.is_empty(), "nothing is built in");
/// let (place, fault) = anchors.add_lists(&[b"<a/>"], &ListSigners::default()).unwrap_err();
/// assert_eq!((place, fault.to_string().as_str()), (0, "not a trust list: its root is another element"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Anchors {
    certificates: Vec<(Certificate, AnchorRole)>,
    services: Vec<Service>,
    lists: Vec<TrustList>,
    /// Indices of `services` by the SHA-256 of their certificates.
    index: BTreeMap<Sha256Digest, Vec<usize>>,
    pool: Pool<'static>,
}

/// What a certificate is trusted for. See [`Anchors`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum AnchorRole {
    /// To issue certificates of signers.
    Ca,
    /// To say what state certificates are in.
    Ocsp,
    /// To prove times, or to issue certificates of those who do.
    Tsa,
}

impl Anchors {
    /// Whether nobody is trusted.
    pub fn is_empty(&self) -> bool {
        self.certificates.is_empty() && self.services.is_empty()
    }

    /// Trusts a certificate for a role, at any time.
    pub fn add_certificate(&mut self, certificate: Certificate, role: AnchorRole) {
        self.pool.add(&certificate);
        self.certificates.push((certificate, role));
    }

    /// Trusts the services of a list, each for what it was and when. The services of a list of lists are none.
    pub fn add_list(&mut self, mut list: TrustList) {
        for service in std::mem::take(&mut list.services) {
            for certificate in &service.certificates {
                self.pool.add(certificate);
                self.index.entry(certificate.sha256()).or_default().push(self.services.len());
            }
            self.services.push(service);
        }
        self.lists.push(list);
    }

    /// The lists, as they were added.
    pub fn lists(&self) -> &[TrustList] {
        &self.lists
    }

    /// All certificates, of any role.
    pub(crate) fn pool(&self) -> &Pool<'static> {
        &self.pool
    }

    /// Whether a certificate was trusted for a role at `time`.
    pub(crate) fn trusts(&self, certificate: &Certificate, role: AnchorRole, time: DateTime<Utc>) -> bool {
        let own = self.certificates.iter().any(|(own, r)| *r == role && own.sha256() == certificate.sha256());
        own || self.services_of(certificate).any(|service| {
            service.at(time).is_some_and(|period| match period.kind {
                ServiceKind::Ca | ServiceKind::CaQualified => role == AnchorRole::Ca,
                ServiceKind::Ocsp => role == AnchorRole::Ocsp,
                ServiceKind::Tsa | ServiceKind::TsaQualified => role == AnchorRole::Tsa,
            })
        })
    }

    /// Whether `responder` was trusted at `time` to speak for `issuer`: by the user, or by the list that has both.
    pub(crate) fn trusts_responder(
        &self,
        responder: &Certificate,
        issuer: &Certificate,
        time: DateTime<Utc>,
    ) -> bool {
        let is = |(own, role): &(Certificate, AnchorRole)| {
            *role == AnchorRole::Ocsp && own.der() == responder.der()
        };
        let territories: Vec<&str> =
            self.services_of(issuer).map(|service| service.territory.as_str()).collect();
        self.certificates.iter().any(is)
            || self.services_of(responder).any(|service| {
                territories.contains(&service.territory.as_str())
                    && service.at(time).is_some_and(|period| period.kind == ServiceKind::Ocsp)
            })
    }

    /// The services that a certificate is of.
    pub(crate) fn services_of(&self, certificate: &Certificate) -> impl Iterator<Item = &Service> {
        let indices = self.index.get(&certificate.sha256()).into_iter().flatten();
        indices.filter_map(|index| self.services.get(*index))
    }

    /// The first list of `territory` whose next one should be there before `time`.
    pub(crate) fn outdated(&self, territory: &str, time: DateTime<Utc>) -> Option<&TrustList> {
        let of = |list: &&TrustList| list.territory() == territory;
        self.lists.iter().filter(of).find(|list| list.next_update().is_some_and(|next| next < time))
    }
}
