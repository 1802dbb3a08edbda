use chrono::{DateTime, Utc};

use super::{Indication, Integrity, Observation, SubIndication};
use crate::pki::Certificate;

/// What is to be said of a time-stamp that stands by itself. See [`Validator`](crate::validate::Validator).
#[derive(Debug, Clone)]
pub struct StampVerdict {
    pub(super) integrity: Integrity,
    pub(super) indication: Indication,
    pub(super) sub_indication: Option<SubIndication>,
    pub(super) time: Option<DateTime<Utc>>,
    pub(super) authority: Option<Certificate>,
    pub(super) observations: Vec<Observation>,
}

impl StampVerdict {
    /// Whether it is over what it should be over, and its value right.
    pub fn integrity(&self) -> Integrity {
        self.integrity
    }

    /// Whether it is valid.
    pub fn indication(&self) -> Indication {
        self.indication
    }

    /// Why it is not.
    pub fn sub_indication(&self) -> Option<SubIndication> {
        self.sub_indication
    }

    /// The time that it states; proven only where it is valid.
    pub fn time(&self) -> Option<DateTime<Utc>> {
        self.time
    }

    /// The certificate whose key made it.
    pub fn authority(&self) -> Option<&Certificate> {
        self.authority.as_ref()
    }

    /// All that is wrong with it.
    pub fn observations(&self) -> &[Observation] {
        &self.observations
    }
}
