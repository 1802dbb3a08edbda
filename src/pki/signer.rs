use std::fmt;

use chrono::{DateTime, Utc};

use super::{Certificate, PkiError, TimeStamp};

/// Who made a signature and when, as the signature says. Nothing of it is verified.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signer {
    /// The certificate of the signer; `None` where there is none or it cannot be read.
    pub certificate: Option<Certificate>,
    /// When it was made, as the signer says.
    pub claimed: Option<DateTime<Utc>>,
    /// The time-stamps over the signature.
    pub time_stamps: Vec<Result<TimeStamp, PkiError>>,
    /// How far the signature is made to last.
    pub level: Level,
}

/// How far a signature is made to last, as far as its parts show (EN 319 102-1): nobody verified them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub enum Level {
    /// Not a signature by the European standards: nothing in it names its certificate.
    #[default]
    Plain,
    /// Basic.
    B,
    /// With a time-stamp.
    T,
    /// With what is needed to validate it later.
    Lt,
    /// With an archive time-stamp.
    Lta,
}

impl Signer {
    /// When it was made: by the first time-stamp that can be read.
    pub fn stamped(&self) -> Option<DateTime<Utc>> {
        self.time_stamps.iter().flatten().map(TimeStamp::time).min()
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plain => "–",
            Self::B => "B",
            Self::T => "B-T",
            Self::Lt => "B-LT",
            Self::Lta => "B-LTA",
        })
    }
}
