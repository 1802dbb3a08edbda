use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A media type, `type/subtype` without parameters (RFC 6838, section 4.2).
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::values::MediaType;
///
/// assert_eq!(MediaType::of_name("a.pdf").as_str(), "application/pdf");
/// assert_eq!(MediaType::parse("application/pdf")?, MediaType::PDF);
/// assert!(MediaType::parse("pdf").is_err());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MediaType(Cow<'static, str>);

/// `{0}` is not a media type. See [`MediaType`].
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
            _ => Err(MediaTypeError(super::masked_excerpt(text))),
        }
    }

    /// The usual type of a file, by the end of its name; [`MediaType::OCTET_STREAM`] where that tells nothing.
    pub fn of_name(name: &str) -> Self {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        let known = extension.and_then(|extension| USUAL.iter().find(|(known, _)| *known == extension));
        known.map_or(Self::OCTET_STREAM, |(_, media_type)| Self(Cow::Borrowed(media_type)))
    }

    /// The whole type.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The formats of Cabinet Regulation 473, paragraph 10, and what else is signed.
static USUAL: &[(&str, &str)] = &[
    ("asice", "application/vnd.etsi.asic-e+zip"),
    ("csv", "text/csv"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("edoc", "application/vnd.etsi.asic-e+zip"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("json", "application/json"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("rtf", "application/rtf"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("txt", "text/plain"),
    ("xls", "application/vnd.ms-excel"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("xml", "application/xml"),
    ("zip", "application/zip"),
];

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
        for name in ["a.PDF", "x.y.pdf"] {
            assert_eq!(MediaType::of_name(name), MediaType::PDF);
        }
        assert_eq!(MediaType::of_name("pdf"), MediaType::OCTET_STREAM);
        assert!(super::USUAL.iter().all(|(_, media_type)| MediaType::parse(media_type).is_ok()));
        for constant in [MediaType::PDF, MediaType::ASIC_E, MediaType::OCTET_STREAM] {
            assert_eq!(MediaType::parse(constant.as_str()), Ok(constant));
        }
    }
}
