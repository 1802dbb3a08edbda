//! The advances of a `CIDFont`: W and DW (ISO 32000-2, 9.7.4.3).

use lopdf::Object;

use super::FontError;
use crate::pdf::objects::{Dict, number};

/// By CID, in 1/1000 em.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CidWidths {
    runs: Vec<WidthRun>,
    default: f64,
}

#[derive(Debug, Clone, PartialEq)]
enum WidthRun {
    Each { first: u16, widths: Vec<f64> },
    Same { first: u16, last: u16, width: f64 },
}

impl CidWidths {
    /// # Errors
    /// An array W that cannot be read.
    pub(crate) fn read(cid_font: &Dict<'_>) -> Result<Self, FontError> {
        let damaged = || FontError::Damaged("widths");
        let mut runs = Vec::new();
        let mut items = cid_font.array(b"W").unwrap_or_default().iter();
        let code = |object: &Object| object.as_i64().ok().and_then(|n| u16::try_from(n).ok());
        while let Some(first) = items.next() {
            let first = code(first).ok_or_else(damaged)?;
            runs.push(match items.next().ok_or_else(damaged)? {
                Object::Array(widths) => {
                    let widths: Option<Vec<f64>> = widths.iter().map(number).collect();
                    WidthRun::Each { first, widths: widths.ok_or_else(damaged)? }
                }
                last => {
                    let last = code(last).ok_or_else(damaged)?;
                    WidthRun::Same { first, last, width: items.next().and_then(number).ok_or_else(damaged)? }
                }
            });
        }
        Ok(Self { runs, default: cid_font.number(b"DW").unwrap_or(1000.0) })
    }

    /// A later entry replaces an earlier one.
    pub(crate) fn of(&self, cid: u16) -> f64 {
        let found = self.runs.iter().rev().find_map(|run| match run {
            WidthRun::Each { first, widths } => widths.get(usize::from(cid.checked_sub(*first)?)).copied(),
            WidthRun::Same { first, last, width } => (*first..=*last).contains(&cid).then_some(*width),
        });
        found.unwrap_or(self.default)
    }
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
        let widths = CidWidths::read(&Dict::new(&doc, &dict)).unwrap();
        let of = [2, 3, 4, 5, 10, 20, 21].map(|cid| widths.of(cid));
        let same = of
            .iter()
            .zip([900.0, 500.0, 250.5, 900.0, 700.0, 700.0, 900.0])
            .all(|(a, b)| (a - b).abs() < 1e-9);
        assert!(same, "{of:?}");
        dict.set("W", vec![3.into(), 4.into()]);
        assert_eq!(CidWidths::read(&Dict::new(&doc, &dict)), Err(FontError::Damaged("widths")));
    }
}
