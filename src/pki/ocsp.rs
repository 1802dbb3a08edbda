//! OCSP responses (RFC 6960): what a responder said of certificates, and whether it may say it.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use x509_cert::der::Tag;
use x509_cert::der::asn1::ObjectIdentifier;

use super::der_reader::{
    DerElement, DerReader, algorithm_identifier, context_tag, primitive, without_leading_zeros,
};
use super::time::asn1_time;
use super::{Certificate, DigestAlgorithm, EcdsaForm, Intact, Pool, Suite, ValueFault};

/// A response, read and not verified.
#[derive(Debug, Clone)]
pub(crate) struct Ocsp(Arc<Response>);

#[derive(Debug)]
struct Response {
    to_be_signed: Vec<u8>,
    responder: Responder,
    produced: DateTime<Utc>,
    answers: Vec<Answer>,
    /// As it was asked for (RFC 6960, 4.4.1).
    nonce: Option<Vec<u8>>,
    suite: Option<Suite>,
    value: Vec<u8>,
    certificates: Vec<Certificate>,
}

#[derive(Debug)]
enum Responder {
    /// The SHA-1 of its key.
    Key(Vec<u8>),
    Name(Vec<u8>),
}

#[derive(Debug)]
struct Answer {
    algorithm: Option<DigestAlgorithm>,
    issuer_name: Vec<u8>,
    issuer_key: Vec<u8>,
    number: Vec<u8>,
    status: CertificateStatus,
    this_update: DateTime<Utc>,
    next_update: Option<DateTime<Utc>>,
}

/// What is said of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CertificateStatus {
    Good,
    Revoked {
        when: DateTime<Utc>,
        reason: RevocationReason,
    },
    /// Nobody issued it, as far as the responder knows.
    Unknown,
}

/// Why a certificate was revoked, as far as it matters (RFC 5280, 5.3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RevocationReason {
    /// It may come back.
    Hold,
    /// It is not needed any more; nobody else has its key.
    Orderly,
    /// Its key may be somebody else's, or nothing is said.
    Other,
}

impl RevocationReason {
    pub(super) fn of(code: &[u8]) -> Self {
        match code {
            [6] => Self::Hold,
            // `unspecified`, `affiliationChanged`, `superseded`, `cessationOfOperation`: RFC 3161, 4 (1).
            [0 | 3 | 4 | 5] => Self::Orderly,
            _ => Self::Other,
        }
    }
}

/// What is said of one certificate, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StatusAt {
    pub(crate) status: CertificateStatus,
    pub(crate) produced: DateTime<Utc>,
    pub(crate) this_update: DateTime<Utc>,
    pub(crate) next_update: Option<DateTime<Utc>>,
}

const BASIC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.1");
const NONCE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.2");
/// Values that are verified where several certificates have the responder's name.
const MOST_TRIES: usize = 5;

impl Ocsp {
    /// Reads an `OCSPResponse`, or the `BasicOCSPResponse` in it; `None` for what is neither, or says that it failed.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let basic = match whole(bytes) {
            Some(basic) => basic,
            None => bytes,
        };
        Response::read(basic).map(|response| Self(Arc::new(response)))
    }

    /// Verifies it by the responder's certificate, which is in the pool.
    pub(crate) fn verify(&self, pool: &Pool<'_>) -> Result<Intact<Self>, ValueFault> {
        let response = &*self.0;
        let suite = response.suite.ok_or(ValueFault::Key("another algorithm"))?;
        let candidates = match &response.responder {
            Responder::Name(name) => pool.of_name(name),
            Responder::Key(key) => pool.of_key(key),
        };
        let mut fault = ValueFault::Unnamed;
        for certificate in candidates.into_iter().take(MOST_TRIES) {
            match certificate.verify(
                suite,
                &response.to_be_signed,
                &response.value,
                EcdsaForm::Der,
                self.clone(),
            ) {
                Ok(intact) => return Ok(intact),
                Err(found) => fault = found,
            }
        }
        Err(fault)
    }

    /// Whether an answer has the number of `certificate`.
    pub(crate) fn is_about(&self, certificate: &Certificate) -> bool {
        self.0.answers.iter().any(|answer| answer.number == certificate.number())
    }

    /// Whether its nonce is the digest of `value`, so that it was made after that: a time-mark (BDOC 2.1, 6.1).
    pub(crate) fn marks(&self, value: &[u8]) -> bool {
        let read = || {
            let nonce = self.0.nonce.as_deref()?;
            // Some responders put the octets that they were asked with into one octet string more.
            let inner = DerReader::of(nonce).and_then(|mut nonce| nonce.octets()).unwrap_or(nonce);
            let mut info = DerReader::of(inner)?.sequence()?;
            let algorithm = DigestAlgorithm::of_oid(algorithm_identifier(&mut info)?)?;
            Some(info.octets()? == algorithm.of_bytes(value))
        };
        read().unwrap_or(false)
    }

    pub(crate) fn produced(&self) -> DateTime<Utc> {
        self.0.produced
    }

    pub(crate) fn certificates(&self) -> &[Certificate] {
        &self.0.certificates
    }
}

impl Intact<Ocsp> {
    /// What it says of `certificate`, which `issuer` issued; each answer's digests are computed anew.
    pub(crate) fn status_of(&self, certificate: &Certificate, issuer: &Certificate) -> Option<StatusAt> {
        let response = &*self.what().0;
        let is = |answer: &&Answer| {
            answer.number == certificate.number()
                && answer.algorithm.is_some_and(|digest| {
                    answer.issuer_name == digest.of_bytes(&issuer.fields.subject_der)
                        && answer.issuer_key == digest.of_bytes(&issuer.fields.key_bits)
                })
        };
        let answer = response.answers.iter().find(is)?;
        Some(StatusAt {
            status: answer.status,
            produced: response.produced,
            this_update: answer.this_update,
            next_update: answer.next_update,
        })
    }
}

/// The `BasicOCSPResponse` of a response that succeeded.
fn whole(bytes: &[u8]) -> Option<&[u8]> {
    let mut response = DerReader::of(bytes)?.sequence()?;
    if response.expect(Tag::Enumerated)?.content() != [0] {
        return None;
    }
    let mut inside = response.explicit(0)?.sequence()?;
    (inside.oid()? == BASIC).then(|| inside.octets()).flatten()
}

impl Response {
    fn read(basic: &[u8]) -> Option<Self> {
        let mut basic = DerReader::of(basic)?.sequence()?;
        let to_be_signed = basic.expect(Tag::Sequence)?;
        let suite = Suite::of_algorithm(&basic.expect(Tag::Sequence)?, None);
        let value = basic.bits()?.to_vec();
        let certificates = match basic.explicit(0) {
            None => Vec::new(),
            Some(mut all) => {
                let all = all.sequence()?.all_elements()?;
                all.into_iter().filter_map(|element| Certificate::read(element.der).ok()).collect()
            }
        };
        let mut data = to_be_signed.elements()?;
        let _version = data.expect(context_tag(0));
        let responder = match data.explicit(1) {
            Some(mut name) => Responder::Name(name.expect(Tag::Sequence)?.der.to_vec()),
            None => Responder::Key(data.explicit(2)?.octets()?.to_vec()),
        };
        let produced = asn1_time(&data.expect(Tag::GeneralizedTime)?)?;
        let answers = data.sequence()?.all_elements()?.iter().map(answer).collect::<Option<Vec<_>>>()?;
        let mut nonce = None;
        if let Some(mut extensions) = data.explicit(1) {
            let mut extensions = extensions.sequence()?;
            while let Some(mut extension) = extensions.sequence() {
                let kind = extension.oid()?;
                let critical = extension.expect(Tag::Boolean).is_some_and(|flag| flag.content() != [0]);
                if kind == NONCE {
                    nonce = Some(extension.octets()?.to_vec());
                } else if critical {
                    return None;
                }
            }
        }
        let to_be_signed = to_be_signed.der.to_vec();
        Some(Self { to_be_signed, responder, produced, answers, nonce, suite, value, certificates })
    }
}

fn answer(element: &DerElement<'_>) -> Option<Answer> {
    let mut answer = element.elements()?;
    let mut id = answer.sequence()?;
    let algorithm = DigestAlgorithm::of_oid(algorithm_identifier(&mut id)?);
    let (issuer_name, issuer_key) = (id.octets()?.to_vec(), id.octets()?.to_vec());
    let number = without_leading_zeros(id.expect(Tag::Integer)?.content()).to_vec();
    let status = answer.next()?;
    let status = if status.tag() == primitive(0) {
        CertificateStatus::Good
    } else if status.tag() == primitive(2) {
        CertificateStatus::Unknown
    } else if status.tag() == context_tag(1) {
        let mut revoked = status.elements()?;
        let when = asn1_time(&revoked.expect(Tag::GeneralizedTime)?)?;
        let reason = revoked.explicit(0).and_then(|mut reason| reason.expect(Tag::Enumerated));
        let reason = reason.map_or(RevocationReason::Other, |reason| RevocationReason::of(reason.content()));
        CertificateStatus::Revoked { when, reason }
    } else {
        return None;
    };
    let this_update = asn1_time(&answer.expect(Tag::GeneralizedTime)?)?;
    let next_update = match answer.explicit(0) {
        None => None,
        Some(mut time) => Some(asn1_time(&time.expect(Tag::GeneralizedTime)?)?),
    };
    Some(Answer { algorithm, issuer_name, issuer_key, number, status, this_update, next_update })
}
