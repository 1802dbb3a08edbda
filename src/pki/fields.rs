//! What of a certificate a path is built from and judged by (RFC 5280, 4), as it stands in its DER.

use x509_cert::der::Tag;
use x509_cert::der::asn1::ObjectIdentifier;

use super::der_reader::{DerReader, context_tag, primitive};
use super::key::LazyKey;
use super::{Certificate, SubjectKind, Suite};

#[derive(Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each stands so in the certificate")]
pub(super) struct Fields {
    pub(super) der: Vec<u8>,
    /// What its issuer signed.
    pub(super) to_be_signed: Vec<u8>,
    pub(super) suite: Option<Suite>,
    pub(super) value: Vec<u8>,
    pub(super) subject_der: Vec<u8>,
    /// The `SubjectPublicKeyInfo`.
    pub(super) key_info: Vec<u8>,
    pub(super) key: LazyKey,
    /// The bits of the key, which OCSP digests.
    pub(super) key_bits: Vec<u8>,
    /// Of `basicConstraints`: whether it may issue certificates.
    pub(super) issues: bool,
    /// How many certificates may stand between it and the last one.
    pub(super) path_length: Option<usize>,
    /// `None` where it does not restrict its use; else the two octets of the bits, the first bit highest.
    pub(super) key_usage: Option<u16>,
    pub(super) purposes: Option<Vec<ObjectIdentifier>>,
    pub(super) purposes_critical: bool,
    /// The identifier of the issuer's key.
    pub(super) authority_key: Option<Vec<u8>>,
    /// Whether its issuer says that nobody need ask for its status (RFC 6960, 4.2.2.2.1).
    pub(super) no_check: bool,
    pub(super) policies: Vec<ObjectIdentifier>,
    pub(super) qualified: Statements,
    /// Whether a critical extension is not understood here.
    pub(super) unknown_critical: bool,
}

/// The statements of EN 319 412-5, 4.2.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each stands so in the certificate")]
pub(super) struct Statements {
    /// It is qualified.
    pub(super) compliance: bool,
    /// Its key is in a qualified device.
    pub(super) device: bool,
    pub(super) signature: bool,
    pub(super) seal: bool,
    pub(super) web: bool,
}

const OCSP_SIGNING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.9");
/// QCP and QCP+ of the old directive (TS 101 456), and QCP-n, QCP-l and both with a device (EN 319 411-2).
const QUALIFIED_POLICIES: [&str; 6] = [
    "0.4.0.1456.1.1",
    "0.4.0.1456.1.2",
    "0.4.0.194112.1.0",
    "0.4.0.194112.1.1",
    "0.4.0.194112.1.2",
    "0.4.0.194112.1.3",
];
const DEVICE_POLICIES: [&str; 3] = ["0.4.0.1456.1.1", "0.4.0.194112.1.2", "0.4.0.194112.1.3"];
const TIME_STAMPING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8");

impl Fields {
    pub(super) fn of(der: &[u8]) -> Option<Self> {
        let mut certificate = DerReader::of(der)?.sequence()?;
        let to_be_signed = certificate.expect(Tag::Sequence)?;
        let algorithm = certificate.expect(Tag::Sequence)?;
        let value = certificate.bits()?.to_vec();
        let mut tbs = to_be_signed.elements()?;
        let _version = tbs.expect(context_tag(0));
        tbs.expect(Tag::Integer)?;
        let inner = tbs.expect(Tag::Sequence)?;
        tbs.expect(Tag::Sequence)?;
        tbs.expect(Tag::Sequence)?;
        let subject = tbs.expect(Tag::Sequence)?;
        let key_info = tbs.expect(Tag::Sequence)?;
        let mut key = key_info.elements()?;
        key.expect(Tag::Sequence)?;
        let mut fields = Self {
            der: der.to_vec(),
            to_be_signed: to_be_signed.der.to_vec(),
            // RFC 5280, 4.1.1.2: the two are the same.
            suite: (inner.der == algorithm.der).then(|| Suite::of_algorithm(&algorithm, None)).flatten(),
            value,
            subject_der: subject.der.to_vec(),
            key_info: key_info.der.to_vec(),
            key: LazyKey::default(),
            key_bits: key.bits()?.to_vec(),
            issues: false,
            path_length: None,
            key_usage: None,
            purposes: None,
            purposes_critical: false,
            authority_key: None,
            no_check: false,
            policies: Vec::new(),
            qualified: Statements::default(),
            unknown_critical: false,
        };
        let extensions = tbs.find(|element| element.tag() == context_tag(3));
        if let Some(mut extensions) = extensions.and_then(|element| element.elements()?.sequence()) {
            while let Some(mut extension) = extensions.sequence() {
                let kind = extension.oid()?;
                let critical = extension.expect(Tag::Boolean).is_some_and(|flag| flag.content() != [0]);
                let read = fields.extension(&kind.to_string(), extension.octets()?, critical);
                fields.unknown_critical |= critical && read.is_none();
            }
        }
        Some(fields)
    }

    /// `None` where it is not known or cannot be read.
    fn extension(&mut self, kind: &str, content: &[u8], critical: bool) -> Option<()> {
        let mut content = DerReader::of(content)?;
        match kind {
            "2.5.29.19" => {
                let mut constraints = content.sequence()?;
                self.issues = constraints.expect(Tag::Boolean).is_some_and(|flag| flag.content() != [0]);
                self.path_length = match constraints.expect(Tag::Integer) {
                    None => None,
                    Some(length) => Some(small(length.content())?),
                };
            }
            "2.5.29.15" => {
                let bits = content.expect(Tag::BitString)?.content().get(1..)?;
                let octet = |index: usize| u16::from(bits.get(index).copied().unwrap_or_default());
                self.key_usage = Some(octet(0) << 8 | octet(1));
            }
            "2.5.29.37" => {
                self.purposes = Some(content.sequence()?.map(|e| e.as_oid()).collect::<Option<_>>()?);
                self.purposes_critical = critical;
            }
            "2.5.29.35" => {
                let identifier = content.sequence()?.expect(primitive(0));
                self.authority_key = identifier.map(|identifier| identifier.content().to_vec());
            }
            "2.5.29.32" => {
                let policies = content.sequence()?;
                self.policies = policies.map(|policy| policy.elements()?.oid()).collect::<Option<_>>()?;
            }
            "1.3.6.1.5.5.7.1.3" => self.qualified = statements(content.sequence()?),
            "1.3.6.1.5.5.7.48.1.5" => self.no_check = true,
            // The identifier of its key and other names of subject and issuer; where to ask; names, policies and
            // their mappings are judged by nobody who validates signatures, and lists stand in for them.
            "2.5.29.14" | "2.5.29.17" | "2.5.29.18" | "2.5.29.31" | "1.3.6.1.5.5.7.1.1" => {}
            _ => return None,
        }
        Some(())
    }
}

/// A number below 65536.
fn small(number: &[u8]) -> Option<usize> {
    match *number {
        [low] if low < 0x80 => Some(low.into()),
        [high, low] if high < 0x80 => Some(usize::from(high) << 8 | usize::from(low)),
        _ => None,
    }
}

fn statements(mut all: DerReader<'_>) -> Statements {
    let mut found = Statements::default();
    while let Some(mut statement) = all.sequence() {
        match statement.oid().map(|oid| oid.to_string()).as_deref() {
            Some("0.4.0.1862.1.1") => found.compliance = true,
            Some("0.4.0.1862.1.4") => found.device = true,
            Some("0.4.0.1862.1.6") => {
                for kind in statement.sequence().into_iter().flatten().filter_map(|kind| kind.as_oid()) {
                    match kind.to_string().as_str() {
                        "0.4.0.1862.1.6.1" => found.signature = true,
                        "0.4.0.1862.1.6.2" => found.seal = true,
                        "0.4.0.1862.1.6.3" => found.web = true,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    found
}

impl Certificate {
    /// As it stands.
    pub(crate) fn der(&self) -> &[u8] {
        &self.fields.der
    }

    /// Its number, without the zeros before it.
    pub(crate) fn number(&self) -> &[u8] {
        super::der_reader::without_leading_zeros(&self.serial)
    }

    /// Whether it issued itself, as its names say.
    pub(crate) fn is_self_issued(&self) -> bool {
        self.fields.subject_der == self.issuer_der
    }

    /// Whether it may sign OCSP responses for its issuer.
    pub(crate) fn signs_ocsp(&self) -> bool {
        self.fields.purposes.as_ref().is_some_and(|purposes| purposes.contains(&OCSP_SIGNING))
    }

    /// Whether it is for time-stamps and nothing else, as RFC 3161, 2.3 asks: the one purpose, critical.
    pub(crate) fn stamps_only(&self) -> bool {
        self.fields.purposes_critical && self.fields.purposes.as_deref() == Some(&[TIME_STAMPING])
    }

    /// Whether its issuer says that nobody need ask for its status.
    pub(crate) fn needs_no_status(&self) -> bool {
        self.fields.no_check
    }

    /// Whether it says that it is qualified, and for whom. Before the statements of the kind there were (2016) the
    /// signature was meant.
    pub(crate) fn says_qualified(&self) -> Option<SubjectKind> {
        let says = &self.fields.qualified;
        let qualified = says.compliance || self.has_policy(&QUALIFIED_POLICIES);
        match (says.signature, says.seal) {
            _ if !qualified => None,
            (_, true) => Some(SubjectKind::Organisation),
            (false, false) if says.web => None,
            _ => Some(SubjectKind::Person),
        }
    }

    /// Whether it says that its key is in a qualified device.
    pub(crate) fn says_device(&self) -> bool {
        self.fields.qualified.device || self.has_policy(&DEVICE_POLICIES)
    }

    /// Whether it has one of these policies.
    pub(crate) fn has_policy(&self, policies: &[&str]) -> bool {
        self.fields.policies.iter().any(|own| policies.contains(&own.to_string().as_str()))
    }

    /// Its key usage by the names of RFC 5280, 4.2.1.3; `None` where it does not restrict its use.
    pub(crate) fn key_usage(&self, bit: u16) -> Option<bool> {
        self.fields.key_usage.map(|bits| bits & (0x8000 >> bit) != 0)
    }
}
