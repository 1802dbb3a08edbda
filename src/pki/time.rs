//! Times as certificates, CMS and XML write them.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use x509_cert::der::Tag;

use super::der_reader::DerElement;

/// A `UTCTime` or `GeneralizedTime`; fractions of a second are dropped. Only times in UTC (`Z`), as RFC 5280,
/// 4.1.2.5, and RFC 3161, 2.4.2, ask for.
pub(super) fn asn1_time(element: &DerElement<'_>) -> Option<DateTime<Utc>> {
    let text = std::str::from_utf8(element.content()).ok()?.strip_suffix('Z')?;
    let text = text.split('.').next()?;
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let text = match element.tag() {
        Tag::GeneralizedTime if text.len() == 14 => text.to_owned(),
        // RFC 5280, 4.1.2.5.1: 50 and above are of the last century. Seconds may be missing in old ones.
        Tag::UtcTime if text.len() == 12 || text.len() == 10 => {
            let century = if text.as_bytes().first().is_some_and(|b| *b >= b'5') { "19" } else { "20" };
            format!("{century}{text:0<12}")
        }
        _ => return None,
    };
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
    let year = i32::try_from(number(0..4)?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, number(4..6)?, number(6..8)?)?;
    let time = date.and_hms_opt(number(8..10)?, number(10..12)?, number(12..14)?)?;
    Some(time.and_utc())
}

/// An `xs:dateTime`; without a zone it is taken for UTC.
pub(crate) fn xml_time(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    DateTime::parse_from_rfc3339(text)
        .map(|time| time.to_utc())
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").map(|time| time.and_utc()))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(tag: u8, text: &str) -> Option<String> {
        let der = [&[tag, u8::try_from(text.len()).unwrap()], text.as_bytes()].concat();
        asn1_time(&DerElement::of(&der).unwrap()).map(|time| time.to_rfc3339())
    }

    #[test]
    fn times_of_certificates_and_time_stamps() {
        let (utc, general) = (0x17, 0x18);
        assert_eq!(read(utc, "261122100000Z").as_deref(), Some("2026-11-22T10:00:00+00:00"));
        assert_eq!(read(utc, "500101000000Z").as_deref(), Some("1950-01-01T00:00:00+00:00"));
        assert_eq!(read(utc, "2611221000Z").as_deref(), Some("2026-11-22T10:00:00+00:00"));
        assert_eq!(read(general, "20261122100000.123Z").as_deref(), Some("2026-11-22T10:00:00+00:00"));
        for (tag, text) in
            [(general, "20261322100000Z"), (general, "20261122100000"), (utc, "26112210000xZ"), (utc, "Z")]
        {
            assert_eq!(read(tag, text), None, "{text}");
        }
    }

    #[test]
    fn times_of_xml() {
        for text in [
            "2026-11-22T12:00:00+02:00",
            "2026-11-22T10:00:00Z",
            " 2026-11-22T10:00:00.5Z\n",
            "2026-11-22T10:00:00",
        ] {
            assert_eq!(xml_time(text).unwrap().timestamp(), 1_795_341_600, "{text}");
        }
        assert_eq!(xml_time("vakar"), None);
    }
}
