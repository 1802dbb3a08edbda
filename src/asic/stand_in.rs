//! The few values this module needs, until `crate::values` has them.
#![allow(missing_docs, dead_code)]

use std::fmt;

use sha2::Digest as _;

macro_rules! digest {
    ($name:ident, $size:literal, $hasher:ty) => {
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $name([u8; $size]);
        impl $name {
            pub fn of(bytes: &[u8]) -> Self {
                Self(<$hasher>::digest(bytes).into())
            }
            pub fn from_bytes(bytes: [u8; $size]) -> Self {
                Self(bytes)
            }
            pub fn as_bytes(&self) -> &[u8; $size] {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    };
}
digest!(Sha256, 32, sha2::Sha256);
digest!(Sha512, 64, sha2::Sha512);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryName(String);

impl EntryName {
    pub fn parse(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaType(String);

impl MediaType {
    pub fn parse(text: &str) -> Option<Self> {
        text.contains('/').then(|| Self(text.to_owned()))
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuildTime(chrono::DateTime<chrono::Utc>);

impl BuildTime {
    pub fn from_unix(seconds: i64) -> Option<Self> {
        chrono::DateTime::from_timestamp(seconds, 0).map(Self)
    }
    pub fn dos(&self) -> (u16, u16) {
        use chrono::{Datelike as _, Timelike as _};
        let t = self.0;
        let year = u16::try_from(t.year() - 1980).unwrap_or(0);
        let (month, day) = (t.month() as u16, t.day() as u16);
        let (h, m, s) = (t.hour() as u16, t.minute() as u16, t.second() as u16);
        ((year << 9) | (month << 5) | day, (h << 11) | (m << 5) | (s / 2))
    }
}
