//! Certificate revocation lists (RFC 5280, 5).

use std::sync::Arc;

use chrono::{DateTime, Utc};
use x509_cert::der::Tag;

use super::der_reader::{DerReader, context_tag, primitive, without_leading_zeros};
use super::ocsp::{RevocationReason, StatusAt};
use super::time::asn1_time;
use super::{Certificate, CertificateStatus, EcdsaForm, Intact, Suite, ValueFault};

/// A list, read and not verified.
#[derive(Debug, Clone)]
pub(crate) struct Crl(Arc<RevocationList>);

#[derive(Debug)]
struct RevocationList {
    to_be_signed: Vec<u8>,
    issuer: Vec<u8>,
    this_update: DateTime<Utc>,
    next_update: Option<DateTime<Utc>>,
    /// The revoked certificates, as they stand.
    revoked: Vec<u8>,
    suite: Option<Suite>,
    value: Vec<u8>,
    /// Whether it is about all certificates of its issuer, by no other list's help.
    complete: bool,
}

impl Crl {
    /// Reads a list; `None` for what is none.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let mut list = DerReader::of(bytes)?.sequence()?;
        let to_be_signed = list.expect(Tag::Sequence)?;
        let suite = Suite::of_algorithm(&list.expect(Tag::Sequence)?, None);
        let value = list.bits()?.to_vec();
        let mut data = to_be_signed.elements()?;
        let _version = data.expect(Tag::Integer);
        data.expect(Tag::Sequence)?;
        let issuer = data.expect(Tag::Sequence)?.der.to_vec();
        let mut time = || data.expect(Tag::UtcTime).or_else(|| data.expect(Tag::GeneralizedTime));
        let this_update = asn1_time(&time()?)?;
        let next_update = match time() {
            None => None,
            Some(time) => Some(asn1_time(&time)?),
        };
        let revoked = data.expect(Tag::Sequence).map(|all| all.content().to_vec()).unwrap_or_default();
        let complete = match data.explicit(0) {
            None => true,
            Some(mut extensions) => is_complete(extensions.sequence()?)?,
        };
        let to_be_signed = to_be_signed.der.to_vec();
        let list = RevocationList {
            to_be_signed,
            issuer,
            this_update,
            next_update,
            revoked,
            suite,
            value,
            complete,
        };
        Some(Self(Arc::new(list)))
    }

    /// Verifies it by the key of `issuer`, whose list it says it is and who may sign lists.
    pub(crate) fn verify(&self, issuer: &Certificate) -> Result<Intact<Self>, ValueFault> {
        const CRL_SIGN: u16 = 6;
        let list = &*self.0;
        let suite = list.suite.ok_or(ValueFault::Key("another algorithm"))?;
        if list.issuer != issuer.fields.subject_der || issuer.key_usage(CRL_SIGN) == Some(false) {
            return Err(ValueFault::Wrong);
        }
        issuer.verify(suite, &list.to_be_signed, &list.value, EcdsaForm::Der, self.clone())
    }
}

impl Intact<Crl> {
    /// What it says of a certificate of its issuer; `None` where it is not about all of them, or cannot be read.
    pub(crate) fn status_of(&self, certificate: &Certificate) -> Option<StatusAt> {
        let list = &*self.what().0;
        if !list.complete || certificate.issuer_der != list.issuer {
            return None;
        }
        let mut status = CertificateStatus::Good;
        for entry in DerReader::of(&list.revoked).into_iter().flatten() {
            let mut entry = entry.elements()?;
            if without_leading_zeros(entry.expect(Tag::Integer)?.content()) == certificate.number() {
                let time = entry.expect(Tag::UtcTime).or_else(|| entry.expect(Tag::GeneralizedTime))?;
                status = CertificateStatus::Revoked { when: asn1_time(&time)?, reason: reason_of(entry) };
                break;
            }
        }
        Some(StatusAt {
            status,
            produced: list.this_update,
            this_update: list.this_update,
            next_update: list.next_update,
        })
    }
}

/// Whether the extensions leave it a list of all certificates of its issuer: no delta, no part of them only.
fn is_complete(mut extensions: DerReader<'_>) -> Option<bool> {
    let mut complete = true;
    while let Some(mut extension) = extensions.sequence() {
        let kind = extension.oid()?.to_string();
        let critical = extension.expect(Tag::Boolean).is_some_and(|flag| flag.content() != [0]);
        let content = extension.octets()?;
        complete &= match kind.as_str() {
            // `issuingDistributionPoint`: where it is from, and only that.
            "2.5.29.28" => {
                let mut point = DerReader::of(content)?.sequence()?;
                point.all(|part| part.tag() == context_tag(0) || part.tag() == primitive(0))
            }
            // `deltaCRLIndicator`.
            "2.5.29.27" => false,
            _ => !critical,
        };
    }
    Some(complete)
}

/// Of `reasonCode` (RFC 5280, 5.3.1).
fn reason_of(mut entry: DerReader<'_>) -> RevocationReason {
    let mut extensions = entry.sequence();
    let mut reasons = extensions.iter_mut().flatten().filter_map(|extension| {
        let mut extension = extension.elements()?;
        (extension.oid()?.to_string() == "2.5.29.21").then_some(())?;
        let _critical = extension.expect(Tag::Boolean);
        DerReader::of(extension.octets()?)?.expect(Tag::Enumerated)
    });
    reasons.next().map_or(RevocationReason::Other, |reason| RevocationReason::of(reason.content()))
}
