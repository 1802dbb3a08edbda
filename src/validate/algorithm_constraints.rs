//! Which algorithms were reliable until when (TS 119 312).

use chrono::{DateTime, NaiveDate, Utc};

use crate::pki::{DigestAlgorithm, Suite};

/// The first day on which a digest was not reliable any more; `None` where none is set.
fn digest_until(digest: DigestAlgorithm) -> Option<NaiveDate> {
    match digest {
        DigestAlgorithm::Sha1 => NaiveDate::from_ymd_opt(2012, 8, 1),
        DigestAlgorithm::Sha224 => NaiveDate::from_ymd_opt(2029, 1, 1),
        DigestAlgorithm::Sha256 | DigestAlgorithm::Sha384 | DigestAlgorithm::Sha512 => None,
    }
}

/// Of RSA, by the bits of its modulus.
fn modulus_until(bits: usize) -> Option<NaiveDate> {
    match bits {
        0..=1023 => NaiveDate::from_ymd_opt(2000, 1, 1),
        1024..=1535 => NaiveDate::from_ymd_opt(2011, 1, 1),
        1536..=1899 => NaiveDate::from_ymd_opt(2016, 1, 1),
        1900..=2999 => NaiveDate::from_ymd_opt(2029, 1, 1),
        _ => None,
    }
}

pub(super) fn is_reliable(digest: DigestAlgorithm, time: DateTime<Utc>) -> bool {
    digest_until(digest).is_none_or(|day| time.date_naive() < day)
}

/// Of a suite with the bits of its modulus, if it is RSA.
pub(super) fn is_suite_reliable(suite: Suite, bits: Option<usize>, time: DateTime<Utc>) -> bool {
    is_reliable(suite.digest(), time)
        && bits.and_then(modulus_until).is_none_or(|day| time.date_naive() < day)
}

/// Of a certificate: its issuer made the value when it issued it, over a number that nobody could foresee, so that the
/// time of issuing counts. For SHA-1 that is until 2017, when collisions were shown; who forges one later would need the
/// issuer's help.
pub(super) fn was_issued_reliably(
    suite: Suite,
    bits: Option<usize>,
    issued: DateTime<Utc>,
    used: DateTime<Utc>,
) -> bool {
    let before_collisions = NaiveDate::from_ymd_opt(2017, 1, 1).is_some_and(|day| issued.date_naive() < day);
    let digest = suite.digest();
    let digest_holds = is_reliable(digest, used) || digest == DigestAlgorithm::Sha1 && before_collisions;
    digest_holds && bits.and_then(modulus_until).is_none_or(|day| used.date_naive() < day)
}
