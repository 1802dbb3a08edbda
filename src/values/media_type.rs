use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A media type, `type/subtype` without parameters (RFC 6838, section 4.2).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MediaType(Cow<'static, str>);

/// `{0}` is not a media type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a media type like `application/pdf`")]
pub struct MediaTypeError(String);

impl MediaType {
    /// A PDF document.
    pub const PDF: Self = Self(Cow::Borrowed("application/pdf"));
    /// An ASiC-E container, `.edoc` and `.asice`.
    pub const ASIC_E: Self = Self(Cow::Borrowed("application/vnd.etsi.asic-e+zip"));
    /// Bytes of which no more is known.
    pub const OCTET_STREAM: Self = Self(Cow::Borrowed("application/octet-stream"));

    /// Reads `type/subtype`.
    pub fn parse(text: &str) -> Result<Self, MediaTypeError> {
        match text.split_once('/') {
            Some((kind, subtype)) if is_restricted_name(kind) && is_restricted_name(subtype) => {
                Ok(Self(Cow::Owned(text.to_owned())))
            }
            _ => Err(MediaTypeError(super::shown(text))),
        }
    }

    /// The whole type.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// RFC 6838: a letter or digit, then up to 126 of letters, digits and `!#$&-^_.+`.
fn is_restricted_name(name: &str) -> bool {
    name.len() <= 127
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c))
}

impl fmt::Display for MediaType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<MediaType> for String {
    fn from(media_type: MediaType) -> Self {
        media_type.0.into_owned()
    }
}

impl TryFrom<String> for MediaType {
    type Error = MediaTypeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::MediaType;

    #[test]
    fn only_a_type_and_a_subtype() {
        for text in ["application/pdf", "application/vnd.etsi.asic-e+zip", "text/x-c++", "A/b"] {
            assert_eq!(MediaType::parse(text).unwrap().as_str(), text);
        }
        for text in
            ["", "pdf", "/", "a/", "/b", "a/b/c", "a/b; q=1", "a /b", "a/b\n", "ā/b", ".a/b", "text/*"]
        {
            assert!(MediaType::parse(text).is_err(), "{text}");
        }
        for constant in [MediaType::PDF, MediaType::ASIC_E, MediaType::OCTET_STREAM] {
            assert_eq!(MediaType::parse(constant.as_str()), Ok(constant));
        }
    }
}
