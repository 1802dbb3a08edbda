//! Reads DER elements in sequence; `None` where the tag differs.

use x509_cert::der::asn1::{AnyRef, ObjectIdentifier};
use x509_cert::der::{Decode as _, Reader as _, SliceReader, Tag, TagNumber, Tagged as _};

/// The elements of a value, in order.
#[derive(Clone)]
pub(super) struct DerReader<'a>(SliceReader<'a>);

/// One element.
#[derive(Clone, Copy)]
pub(super) struct DerElement<'a> {
    /// Identifier, length and content.
    pub(super) der: &'a [u8],
    any: AnyRef<'a>,
}

impl<'a> DerReader<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Option<Self> {
        SliceReader::new(bytes).ok().map(Self)
    }

    /// The next element, if it has this tag; else it stays.
    pub(super) fn expect(&mut self, tag: Tag) -> Option<DerElement<'a>> {
        let mut ahead = self.0.clone();
        let der = ahead.tlv_bytes().ok()?;
        let any = AnyRef::from_der(der).ok()?;
        if any.tag() != tag {
            return None;
        }
        self.0 = ahead;
        Some(DerElement { der, any })
    }

    /// The elements of the next sequence.
    pub(super) fn sequence(&mut self) -> Option<Self> {
        self.expect(Tag::Sequence)?.elements()
    }

    /// The elements of the next set.
    pub(super) fn set(&mut self) -> Option<Self> {
        self.expect(Tag::Set)?.elements()
    }

    /// The content of what is tagged `[number]`.
    pub(super) fn explicit(&mut self, number: u32) -> Option<Self> {
        self.expect(context_tag(number))?.elements()
    }

    pub(super) fn oid(&mut self) -> Option<ObjectIdentifier> {
        self.expect(Tag::ObjectIdentifier)?.any.decode_as().ok()
    }

    /// The octets of a bit string without unused bits.
    pub(super) fn bits(&mut self) -> Option<&'a [u8]> {
        self.expect(Tag::BitString)?.content().strip_prefix(&[0])
    }

    pub(super) fn octets(&mut self) -> Option<&'a [u8]> {
        Some(self.expect(Tag::OctetString)?.any.value())
    }
}

/// More elements of one value than anybody writes.
const MOST_ELEMENTS: usize = 1000;

impl<'a> DerReader<'a> {
    /// All elements that are left; `None` where one of them cannot be read, or there are too many.
    pub(super) fn all_elements(mut self) -> Option<Vec<DerElement<'a>>> {
        let mut found = Vec::new();
        while !self.0.is_finished() {
            if found.len() == MOST_ELEMENTS {
                return None;
            }
            found.push(self.next()?);
        }
        Some(found)
    }
}

impl<'a> Iterator for DerReader<'a> {
    type Item = DerElement<'a>;

    fn next(&mut self) -> Option<DerElement<'a>> {
        if self.0.is_finished() {
            return None;
        }
        let der = self.0.tlv_bytes().ok()?;
        Some(DerElement { der, any: AnyRef::from_der(der).ok()? })
    }
}

impl<'a> DerElement<'a> {
    /// An element that stands by itself.
    #[cfg(test)]
    pub(super) fn of(der: &'a [u8]) -> Option<Self> {
        Some(Self { der, any: AnyRef::from_der(der).ok()? })
    }

    pub(super) fn tag(&self) -> Tag {
        self.any.tag()
    }

    pub(super) fn as_oid(&self) -> Option<ObjectIdentifier> {
        self.any.decode_as().ok()
    }

    pub(super) fn content(&self) -> &'a [u8] {
        self.any.value()
    }

    pub(super) fn elements(&self) -> Option<DerReader<'a>> {
        DerReader::of(self.any.value())
    }
}

/// The constructed tag `[number]`.
pub(super) fn context_tag(number: u32) -> Tag {
    Tag::ContextSpecific { constructed: true, number: TagNumber(number) }
}

/// The primitive tag `[number]`.
pub(super) fn primitive(number: u32) -> Tag {
    Tag::ContextSpecific { constructed: false, number: TagNumber(number) }
}

/// A number without the zeros before it: some programs write more of them than DER allows.
pub(super) fn without_leading_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.get(zeros..).unwrap_or_default()
}

/// The algorithm of an `AlgorithmIdentifier`, without its parameters.
pub(super) fn algorithm_identifier(elements: &mut DerReader<'_>) -> Option<ObjectIdentifier> {
    elements.sequence()?.oid()
}
