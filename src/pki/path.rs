//! Paths from a certificate to an anchor (RFC 5280, 6), of what was handed in and what came along.

use chrono::{DateTime, Utc};

use super::{Certificate, Pool};
use crate::values::Sha256Digest;

/// Certificates from the one that is judged to an anchor, each made by the key of the next.
#[derive(Debug, Clone)]
pub(crate) struct Path(Vec<Certificate>);

/// Why there is no path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PathFault {
    #[error("a certificate on the way may not issue the one before it")]
    Constraints,
    #[error("no path leads to an anchor")]
    NoChain,
}

/// Longer than any path, with room.
const LONGEST: usize = 8;
/// Values that are verified in the search for one path: forged issuers of one name cost no more.
const MOST_TRIES: usize = 30;
const KEY_CERT_SIGN: u16 = 5;

impl Path {
    /// The first path from `certificate` to something that `is_anchor`; an anchor need not have issued itself. Times and
    /// status are not looked at.
    pub(crate) fn find(
        certificate: &Certificate,
        pool: &Pool<'_>,
        is_anchor: &dyn Fn(&Certificate) -> bool,
    ) -> Result<Self, PathFault> {
        let mut search = Search { pool, is_anchor, tries: 0, fault: PathFault::NoChain };
        let mut path = vec![certificate.clone()];
        if search.extend(&mut path) { Ok(Self(path)) } else { Err(search.fault) }
    }

    /// From the one that is judged to the anchor.
    pub(crate) fn certificates(&self) -> &[Certificate] {
        &self.0
    }

    /// The anchor.
    pub(crate) fn anchor(&self) -> Option<&Certificate> {
        self.0.last()
    }

    /// Each certificate that a status is asked of, with its issuer: all but the anchor.
    pub(crate) fn issued(&self) -> impl Iterator<Item = (&Certificate, &Certificate)> {
        self.0.iter().zip(self.0.iter().skip(1))
    }

    /// The first certificate but the anchor that is not valid at `time`.
    pub(crate) fn invalid_at(&self, time: DateTime<Utc>) -> Option<&Certificate> {
        let issued = self.0.len().saturating_sub(1).max(1);
        self.0.iter().take(issued).find(|c| time < c.not_before() || c.not_after() < time)
    }
}

struct Search<'p> {
    pool: &'p Pool<'p>,
    is_anchor: &'p dyn Fn(&Certificate) -> bool,
    tries: usize,
    fault: PathFault,
}

impl Search<'_> {
    /// Adds issuers until an anchor is reached.
    fn extend(&mut self, path: &mut Vec<Certificate>) -> bool {
        let Some(last) = path.last().cloned() else { return false };
        if (self.is_anchor)(&last) {
            return true;
        }
        if last.fields.unknown_critical {
            self.fault = PathFault::Constraints;
            return false;
        }
        if path.len() == LONGEST {
            return false;
        }
        let known: Vec<Sha256Digest> = path.iter().map(Certificate::sha256).collect();
        let pool = self.pool;
        for issuer in pool.issuers_of(&last) {
            if known.contains(&issuer.sha256()) {
                continue;
            }
            self.tries += 1;
            if self.tries > MOST_TRIES {
                return false;
            }
            if !last.is_made_by(issuer) {
                continue;
            }
            if !may_issue(issuer, path) {
                self.fault = PathFault::Constraints;
                continue;
            }
            path.push(issuer.clone());
            if self.extend(path) {
                return true;
            }
            path.pop();
        }
        false
    }
}

/// Whether `issuer` may stand behind `path` (RFC 5280, 6.1.4 (k)–(n)).
fn may_issue(issuer: &Certificate, path: &[Certificate]) -> bool {
    let between = path.iter().skip(1).filter(|c| !c.is_self_issued()).count();
    issuer.fields.issues
        && issuer.key_usage(KEY_CERT_SIGN) != Some(false)
        && issuer.fields.path_length.is_none_or(|most| between <= most)
}
