//! The signatures in a PDF (ISO 32000-2, 12.8): the bytes that each covers, and its value, which `pki` reads.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

use super::Pdf;
use super::content::stream;
use super::field::FieldKind;
use super::lexer::is_white_space;
use super::objects::{Dict, LocatedDict, catalog, resolve};

/// A signature, or a document time-stamp, in a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) struct PdfSignature<'a> {
    /// Contents: CMS, padded with zeros.
    pub contents: &'a [u8],
    /// The byte ranges that it covers (`ByteRange`), in order.
    pub signed_bytes: Vec<&'a [u8]>,
    /// Where the last of them ends, in bytes from the beginning of the file.
    pub signed_to: usize,
    /// How much of the file they are.
    pub coverage: SignatureCoverage,
    /// Whether it is a document time-stamp (12.8.5) instead of a signature.
    pub is_time_stamp: bool,
    /// The signing time by the signer's program (M).
    pub claimed_time: Option<DateTime<Utc>>,
}

/// How much of a file a signature covers. See [`PdfSignature`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum SignatureCoverage {
    /// All but Contents.
    WholeFile,
    /// `ByteRange` leaves out more than Contents, or is missing: the signature proves nothing.
    Invalid,
    /// All of an earlier revision of the file; an update was added since.
    EarlierRevision,
}

/// What stands in a PDF to validate its signatures later (DSS, ISO 32000-2, 12.8.4.3), each in DER.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct StoredValidationData {
    pub certificates: Vec<Vec<u8>>,
    pub responses: Vec<Vec<u8>>,
    pub lists: Vec<Vec<u8>>,
}

/// More than anybody stores: certificates and responses have some kB each.
const MOST_VALIDATION_OBJECTS: usize = 1000;
const MOST_VALIDATION_OCTETS: usize = 32 << 20;

impl Pdf {
    /// The signatures of its signature fields, in the order of the fields.
    pub(crate) fn signatures(&self) -> Vec<PdfSignature<'_>> {
        let doc = &self.0.doc;
        let fields = self.0.fields.iter().filter(|field| field.kind == FieldKind::Signature);
        let places = fields.flat_map(|field| &field.paths).filter_map(|path| LocatedDict::at_path(doc, path));
        places.filter_map(|place| self.signature(&place.dict.dict(b"V")?)).collect()
    }

    /// Whether it has data to validate its signatures later (DSS, ISO 32000-2, 12.8.4.3).
    pub fn has_validation_data(&self) -> bool {
        catalog(&self.0.doc).is_some_and(|catalog| catalog.dict.dict(b"DSS").is_some())
    }

    /// What stands in it to validate its signatures later; each that cannot be read is empty.
    pub(crate) fn validation_data(&self) -> StoredValidationData {
        let store = catalog(&self.0.doc).and_then(|catalog| catalog.dict.dict(b"DSS"));
        let mut budget = MOST_VALIDATION_OCTETS;
        let mut streams = |key: &[u8]| {
            let array = store.as_ref().and_then(|store| store.array(key)).unwrap_or_default();
            let mut contents = Vec::new();
            for object in array.iter().take(MOST_VALIDATION_OBJECTS) {
                let stream =
                    resolve(&self.0.doc, object).and_then(|object| stream::decode(object, budget).ok());
                let content = stream.map(|stream| stream.bytes).unwrap_or_default();
                budget = budget.saturating_sub(content.len());
                contents.push(content);
            }
            contents.resize(array.len().min(2 * MOST_VALIDATION_OBJECTS), Vec::new());
            contents
        };
        StoredValidationData {
            certificates: streams(b"Certs"),
            responses: streams(b"OCSPs"),
            lists: streams(b"CRLs"),
        }
    }

    fn signature<'a>(&'a self, dict: &Dict<'a>) -> Option<PdfSignature<'a>> {
        let contents = dict.string(b"Contents")?;
        let numbers = dict.numbers(b"ByteRange").unwrap_or_default();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "saturates; then it is no place"
        )]
        let places: Vec<usize> = numbers.iter().map(|n| *n as usize).collect();
        let bytes = self.bytes();
        let covered: Option<Vec<&[u8]>> = places
            .as_chunks::<2>()
            .0
            .iter()
            .map(|[at, length]| bytes.get(*at..at.checked_add(*length)?))
            .collect();
        Some(PdfSignature {
            contents,
            coverage: coverage(bytes, &places),
            signed_bytes: covered.unwrap_or_default(),
            signed_to: places.iter().rev().take(2).fold(0, |end, part| part.saturating_add(end)),
            is_time_stamp: dict.has_name(b"Type", b"DocTimeStamp")
                || dict.has_name(b"SubFilter", b"ETSI.RFC3161"),
            claimed_time: dict.text(b"M").as_deref().and_then(pdf_date),
        })
    }
}

/// The coverage of two ranges from the beginning of the file with one hexadecimal string between them.
fn coverage(bytes: &[u8], places: &[usize]) -> SignatureCoverage {
    let [0, before, after, rest] = *places else { return SignatureCoverage::Invalid };
    let Some(end) = after.checked_add(rest).filter(|end| *end <= bytes.len()) else {
        return SignatureCoverage::Invalid;
    };
    let inside = bytes.get(before..after).and_then(|gap| gap.strip_prefix(b"<")?.strip_suffix(b">"));
    if !inside.is_some_and(|hex| hex.iter().all(|b| b.is_ascii_hexdigit() || is_white_space(*b))) {
        return SignatureCoverage::Invalid;
    }
    // A line feed after `%%EOF` is no update.
    let behind = bytes.get(end..).unwrap_or_default();
    if behind.iter().all(|b| is_white_space(*b)) {
        SignatureCoverage::WholeFile
    } else {
        SignatureCoverage::EarlierRevision
    }
}

/// A date (ISO 32000-2, 7.9.4): `D:20261122101500+02'00'`. Missing parts have the smallest value; without a zone it
/// is UTC.
fn pdf_date(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let text = text.strip_prefix("D:").unwrap_or(text);
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, zone) = text.split_at_checked(digits.min(14))?;
    let part = |from: usize, to: usize, least: u32| match digits.get(from..to) {
        None => Some(least),
        Some(part) => part.parse().ok(),
    };
    let year = digits.get(..4)?.parse().ok()?;
    let date = NaiveDate::from_ymd_opt(year, part(4, 6, 1)?, part(6, 8, 1)?)?;
    let time = date.and_hms_opt(part(8, 10, 0)?, part(10, 12, 0)?, part(12, 14, 0)?)?;
    let sign = match zone.chars().next() {
        Some('+') => 1,
        Some('-') => -1,
        _ => return Some(time.and_utc()),
    };
    let mut parts = zone.get(1..)?.split('\'').map(|part| part.parse::<i32>().unwrap_or_default());
    let seconds = parts.next().unwrap_or_default() * 3600 + parts.next().unwrap_or_default() * 60;
    Some(time.and_local_timezone(FixedOffset::east_opt(sign * seconds)?).single()?.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_zones_or_are_utc() {
        for (text, expected) in [
            ("D:20261122101500+02'00'", Some("2026-11-22T08:15:00+00:00")),
            ("D:20261122101500-05'30", Some("2026-11-22T15:45:00+00:00")),
            ("D:20261122101500Z", Some("2026-11-22T10:15:00+00:00")),
            ("D:2026", Some("2026-01-01T00:00:00+00:00")),
            ("D:20261322", None),
            ("D:20261122101500+99'00'", None),
            ("yesterday", None),
        ] {
            assert_eq!(pdf_date(text).map(|time| time.to_rfc3339()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_a_signature_leaves_out_is_its_value_only() {
        let file = b"head<0a>tail";
        assert_eq!(coverage(file, &[0, 4, 8, 4]), SignatureCoverage::WholeFile);
        assert_eq!(coverage(file, &[0, 4, 8, 2]), SignatureCoverage::EarlierRevision);
        assert_eq!(coverage(b"head<0a>tail\r\n", &[0, 4, 8, 4]), SignatureCoverage::WholeFile);
        for odd in [
            &[0, 3, 8, 4][..],
            &[0, 4, 9, 3],
            &[1, 3, 8, 4],
            &[0, 4, 8, 99],
            &[0, 12],
            &[],
            &[0, usize::MAX, 8, 4],
        ] {
            assert_eq!(coverage(file, odd), SignatureCoverage::Invalid, "{odd:?}");
        }
    }
}
