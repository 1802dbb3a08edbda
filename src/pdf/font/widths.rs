//! The advances of a `CIDFont`: W and DW (ISO 32000-2, 9.7.4.3).

use std::collections::BTreeMap;

use lopdf::Object;

use super::FontError;
use crate::pdf::objects::{Dict, ObjectLookup, number, resolve};

/// More entries of W are dropped, which is a fault: there are no more CIDs.
const MOST_ENTRIES: usize = 65_536;

/// By CID, in 1/1000 em. What is damaged is read as far as it goes, as viewers do, and told by [`CidWidths::check`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CidWidths {
    each: BTreeMap<u32, f64>,
    /// First CID → last CID and width.
    ranges: BTreeMap<u32, (u32, f64)>,
    default: f64,
    /// Whether a part of W cannot be read, or is read differently by two viewers.
    damaged: bool,
}

impl CidWidths {
    pub(crate) fn read(cid_font: &Dict<'_>) -> Self {
        let mut widths = Self {
            each: BTreeMap::new(),
            ranges: BTreeMap::new(),
            default: cid_font.number(b"DW").unwrap_or(1000.0),
            damaged: false,
        };
        let mut rest = cid_font.array(b"W").unwrap_or_default();
        while let Some(after) = widths.read_entry(cid_font.doc, rest) {
            rest = after;
        }
        widths.damaged |= !rest.is_empty();
        widths
    }

    /// `c [w1 w2 …]` or `first last w`; `None` where there is no such entry.
    fn read_entry<'o>(&mut self, doc: &dyn ObjectLookup, entries: &'o [Object]) -> Option<&'o [Object]> {
        let [first, second, rest @ ..] = entries else { return None };
        let first = cid_of(resolve(doc, first)?)?;
        match resolve(doc, second)? {
            Object::Array(items) => {
                for (cid, item) in (first..).zip(items) {
                    match resolve(doc, item).and_then(number).filter(|_| self.each.len() < MOST_ENTRIES) {
                        Some(width) => {
                            let former = self.each.insert(cid, width);
                            self.damaged |= former.is_some_and(|former| !is_same(former, width));
                        }
                        None => self.damaged = true,
                    }
                }
                Some(rest)
            }
            last => {
                let (last, (width, rest)) = (cid_of(last)?, rest.split_first()?);
                match resolve(doc, width).and_then(number).filter(|_| self.ranges.len() < MOST_ENTRIES) {
                    Some(width) => {
                        let former = self.ranges.insert(first, (last, width));
                        self.damaged |= former.is_some() || last < first;
                    }
                    None => self.damaged = true,
                }
                Some(rest)
            }
        }
    }

    /// Whether every viewer reads the same widths.
    ///
    /// # Errors
    /// An array W that cannot be read in full, or that has two widths for one CID.
    pub(crate) fn check(&self) -> Result<(), FontError> {
        let mut ranges = self.ranges.iter().zip(self.ranges.keys().skip(1));
        let overlap = ranges.any(|((_, (last, _)), next)| last >= next);
        let contradicts = |(first, (last, width)): (&u32, &(u32, f64))| {
            first <= last && self.each.range(first..=last).any(|(_, own)| !is_same(*own, *width))
        };
        let damaged = self.damaged || overlap || self.ranges.iter().any(contradicts);
        if damaged { Err(FontError::Damaged("widths")) } else { Ok(()) }
    }

    /// The width of a CID: that of its own rather than that of a range.
    pub(crate) fn of(&self, cid: u32) -> f64 {
        let in_range = || {
            let (_, (last, width)) = self.ranges.range(..=cid).next_back()?;
            (cid <= *last).then_some(*width)
        };
        self.each.get(&cid).copied().or_else(in_range).unwrap_or(self.default)
    }
}

fn cid_of(object: &Object) -> Option<u32> {
    let number = number(object)?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range")]
    (0.0..=65_535.0).contains(&number).then_some(number as u32)
}

fn is_same(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_and_ranges_are_read() {
        let doc = lopdf::Document::new();
        let mut dict = lopdf::Dictionary::new();
        let run = Object::Array(vec![Object::Integer(500), Object::Real(250.5)]);
        dict.set("W", vec![3.into(), run, 10.into(), 20.into(), 700.into()]);
        dict.set("DW", 900);
        let widths = CidWidths::read(&Dict::new(&doc, &dict));
        assert_eq!(widths.check(), Ok(()));
        let of = [2, 3, 4, 5, 10, 20, 21].map(|cid| widths.of(cid));
        let same = of
            .iter()
            .zip([900.0, 500.0, 250.5, 900.0, 700.0, 700.0, 900.0])
            .all(|(a, b)| (a - b).abs() < 1e-9);
        assert!(same, "{of:?}");
        let pair = |a: i64, b: i64| Object::Array(vec![a.into(), b.into()]);
        for damaged in [
            vec![3.into(), 4.into()],
            vec![3.into(), Object::Array(vec!["x".into()])],
            vec![3.into(), pair(500, 600), 4.into(), pair(700, 600)],
            vec![3.into(), pair(500, 600), 2.into(), 3.into(), 400.into()],
            vec![3.into(), 9.into(), 400.into(), 9.into(), 12.into(), 400.into()],
            vec![9.into(), 3.into(), 400.into()],
        ] {
            dict.set("W", damaged.clone());
            let widths = CidWidths::read(&Dict::new(&doc, &dict));
            assert_eq!(widths.check(), Err(FontError::Damaged("widths")), "{damaged:?}");
        }
    }
}
