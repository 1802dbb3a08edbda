use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, SecondsFormat, Timelike, Utc};
use serde::{Deserialize, Serialize};

/// 1980-01-01T00:00:00Z, where the clock of ZIP begins.
const FIRST: i64 = 315_532_800;
/// 2107-12-31T23:59:58Z, where it ends.
const LAST: i64 = 4_354_819_198;

/// The moment that stamps the outputs of a run: UTC, in whole seconds, within what a ZIP entry can express
/// (1980-01-01T00:00:00Z to 2107-12-31T23:59:58Z).
///
/// ```
/// use edocpack::values::BuildTime;
///
/// let time = BuildTime::parse("2026-11-22T08:00:00Z").unwrap();
/// assert_eq!(time.unix(), 1_795_334_400);
/// assert!(BuildTime::parse("1979-12-31T23:59:59Z").is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BuildTime(DateTime<Utc>);

/// Why a moment cannot stamp an output. See [`BuildTime`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildTimeError {
    /// Not a date and time of RFC 3339.
    #[error("`{0}` is not a time like `2026-11-22T10:00:00Z`")]
    Syntax(String),
    /// Before 1980 or after 2107.
    #[error("the build time must lie between 1980-01-01T00:00:00Z and 2107-12-31T23:59:58Z")]
    OutOfRange,
}

impl BuildTime {
    /// From the seconds since 1970-01-01T00:00:00Z, as `SOURCE_DATE_EPOCH` counts them.
    pub fn from_unix(seconds: i64) -> Result<Self, BuildTimeError> {
        match DateTime::from_timestamp(seconds, 0) {
            Some(time) if (FIRST..=LAST).contains(&seconds) => Ok(Self(time)),
            _ => Err(BuildTimeError::OutOfRange),
        }
    }

    /// From a text of RFC 3339 with any offset; fractions of a second are dropped.
    pub fn parse(text: &str) -> Result<Self, BuildTimeError> {
        let time = DateTime::parse_from_rfc3339(text)
            .map_err(|_| BuildTimeError::Syntax(super::masked_excerpt(text)))?;
        Self::from_unix(time.timestamp())
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn unix(self) -> i64 {
        self.0.timestamp()
    }

    /// The instant.
    pub fn time(self) -> DateTime<Utc> {
        self.0
    }

    /// The day, in UTC.
    pub fn date(self) -> NaiveDate {
        self.0.date_naive()
    }

    /// The date field of a ZIP entry: year − 1980 in seven bits, month in four, day in five.
    pub fn dos_date(self) -> u16 {
        let years = self.0.year() - 1980;
        bits(years.unsigned_abs()) << 9 | bits(self.0.month()) << 5 | bits(self.0.day())
    }

    /// The time field of a ZIP entry: hour in five bits, minute in six, second halved (rounded down) in five.
    pub fn dos_time(self) -> u16 {
        bits(self.0.hour()) << 11 | bits(self.0.minute()) << 5 | bits(self.0.second() / 2)
    }
}

/// Every part of a date within the range fits.
fn bits(part: u32) -> u16 {
    u16::try_from(part).unwrap_or_default()
}

impl fmt::Display for BuildTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::Secs, true))
    }
}

impl From<BuildTime> for String {
    fn from(time: BuildTime) -> Self {
        time.to_string()
    }
}

impl TryFrom<String> for BuildTime {
    type Error = BuildTimeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_range_is_that_of_zip() {
        for (text, unix) in [("1980-01-01T00:00:00Z", FIRST), ("2107-12-31T23:59:58Z", LAST)] {
            assert_eq!(BuildTime::parse(text).unwrap().unix(), unix);
            assert_eq!(BuildTime::from_unix(unix).unwrap().to_string(), text);
        }
        for unix in [FIRST - 1, LAST + 1, i64::MIN, i64::MAX, 0] {
            assert_eq!(BuildTime::from_unix(unix), Err(BuildTimeError::OutOfRange));
        }
        assert_eq!(BuildTime::parse("2026-11-22"), Err(BuildTimeError::Syntax("2026-11-22".into())));
    }

    #[test]
    fn offsets_become_utc_and_fractions_go() {
        let time = BuildTime::parse("2026-11-22T12:34:57.9+02:00").unwrap();
        assert_eq!(time.to_string(), "2026-11-22T10:34:57Z");
        assert_eq!((time.dos_date(), time.dos_time()), (0x5d76, 0x545c));
        assert_eq!(serde_json::to_string(&time).unwrap(), "\"2026-11-22T10:34:57Z\"");
    }

    proptest! {
        #[test]
        fn text_and_seconds_come_back(unix in FIRST..=LAST) {
            let time = BuildTime::from_unix(unix).unwrap();
            prop_assert_eq!(time.unix(), unix);
            prop_assert_eq!(BuildTime::parse(&time.to_string()), Ok(time));
        }

        #[test]
        fn the_fields_of_zip_say_the_same_moment(unix in FIRST..=LAST) {
            let time = BuildTime::from_unix(unix).unwrap();
            let (date, clock) = (u32::from(time.dos_date()), u32::from(time.dos_time()));
            let back = NaiveDate::from_ymd_opt(1980 + (date >> 9).cast_signed(), date >> 5 & 15, date & 31)
                .and_then(|day| day.and_hms_opt(clock >> 11, clock >> 5 & 63, (clock & 31) * 2))
                .unwrap();
            prop_assert_eq!(back.and_utc().timestamp(), unix - unix % 2);
        }
    }
}
