use std::collections::BTreeMap;

use super::{Certificate, DigestAlgorithm};

/// Certificates that may be issuers or responders: what came along with a signature, and behind it what was handed in,
/// which is put in order once for all signatures.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pool<'p> {
    certificates: Vec<Certificate>,
    /// Indices by the names of subjects.
    by_name: BTreeMap<Vec<u8>, Vec<usize>>,
    /// Indices by the SHA-1 of keys.
    by_key: BTreeMap<Vec<u8>, Vec<usize>>,
    behind: Option<&'p Pool<'p>>,
}

/// Values that are verified where several have one name: forged ones cost no more.
const MOST_TRIES: usize = 10;

impl<'p> Pool<'p> {
    /// A pool of these, and what is `behind`.
    pub(crate) fn over<'c>(
        certificates: impl IntoIterator<Item = &'c Certificate>,
        behind: &'p Pool<'p>,
    ) -> Self {
        let mut pool = Self { behind: Some(behind), ..Self::default() };
        certificates.into_iter().for_each(|certificate| pool.add(certificate));
        pool
    }

    pub(crate) fn add(&mut self, certificate: &Certificate) {
        let fields = &certificate.fields;
        let same = self.by_name.entry(fields.subject_der.clone()).or_default();
        let is = |index: &usize| {
            self.certificates.get(*index).is_some_and(|known| known.der() == certificate.der())
        };
        if same.iter().any(is) {
            return;
        }
        let index = self.certificates.len();
        same.push(index);
        self.by_key.entry(DigestAlgorithm::Sha1.of_bytes(&fields.key_bits)).or_default().push(index);
        self.certificates.push(certificate.clone());
    }

    /// All of them, without what is behind.
    pub(crate) fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// Those that may have issued `certificate`: by name, those of the key it names first.
    pub(super) fn issuers_of(&self, certificate: &Certificate) -> Vec<&Certificate> {
        let mut found = self.of_name(&certificate.issuer_der);
        let key = certificate.fields.authority_key.as_ref();
        found.sort_by_key(|issuer| key.is_none() || issuer.key_identifier.as_ref() != key);
        found
    }

    /// Those of this subject.
    pub(super) fn of_name(&self, name: &[u8]) -> Vec<&Certificate> {
        self.found(name, &|pool| &pool.by_name)
    }

    /// Those whose key has this SHA-1.
    pub(super) fn of_key(&self, sha1: &[u8]) -> Vec<&Certificate> {
        self.found(sha1, &|pool| &pool.by_key)
    }

    #[expect(clippy::type_complexity, reason = "picks one of the two indices")]
    fn found(
        &self,
        what: &[u8],
        index: &dyn for<'i> Fn(&'i Pool<'p>) -> &'i BTreeMap<Vec<u8>, Vec<usize>>,
    ) -> Vec<&Certificate> {
        let here = index(self).get(what).into_iter().flatten().filter_map(|i| self.certificates.get(*i));
        let mut found: Vec<&Certificate> = here.take(MOST_TRIES).collect();
        if let Some(behind) = self.behind {
            found.extend(behind.found(what, index));
        }
        found
    }
}
