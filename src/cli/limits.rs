//! How large a container may be: `--limit entry=2G,total=8G`.

use super::args::LimitsChoice;
use super::failure::Failure;
use crate::asic::Limits;

/// The names that a person writes.
const NAMES: &str = "archive, depth, directory, entries, entry, name, ratio, ratio-from, total, xml";

/// The limits that hold, with those that a person set.
pub(super) fn limits(choice: &LimitsChoice) -> Result<Limits, Failure> {
    let mut limits = Limits::default();
    for text in &choice.limit {
        let set = text.split_once('=').and_then(|(name, number)| set(&mut limits, name, amount(number)?));
        if set.is_none() {
            return Err(Failure::new(
                format!("`{text}` nav robeža, ko var noteikt"),
                format!("`{text}` is no limit that can be set"),
            )
            .hint(
                format!("rakstiet, piemēram, --limit entry=2G; nosaukumi: {NAMES}"),
                format!("write, for example, --limit entry=2G; names: {NAMES}"),
            ));
        }
    }
    Ok(limits)
}

fn set(limits: &mut Limits, name: &str, number: u64) -> Option<()> {
    let limit = match name {
        "archive" => &mut limits.archive,
        "depth" => &mut limits.depth,
        "directory" => &mut limits.directory,
        "entries" => &mut limits.entries,
        "entry" => &mut limits.entry,
        "name" => &mut limits.name,
        "ratio" => &mut limits.ratio,
        "ratio-from" => &mut limits.ratio_from,
        "total" => &mut limits.total,
        "xml" => &mut limits.xml,
        _ => return None,
    };
    *limit = number;
    Some(())
}

/// A number, of bytes in `K`, `M` or `G` (powers of 1024) where one stands behind it.
fn amount(text: &str) -> Option<u64> {
    let units = [('K', 10), ('M', 20), ('G', 30)];
    let (digits, shift) =
        units.iter().find_map(|(unit, shift)| Some((text.strip_suffix(*unit)?, *shift))).unwrap_or((text, 0));
    digits.parse::<u64>().ok()?.checked_mul(1 << shift)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_set_by_name() {
        let of =
            |texts: &[&str]| limits(&LimitsChoice { limit: texts.iter().map(ToString::to_string).collect() });
        let set = of(&["entry=2G", "ratio=7", "xml=512K"]).unwrap();
        assert_eq!((set.entry, set.ratio, set.xml), (2 << 30, 7, 512 << 10));
        assert_eq!(set.total, Limits::default().total);
        for name in NAMES.split(", ") {
            assert_ne!(of(&[&format!("{name}=7")]).unwrap(), Limits::default(), "{name}");
        }
        for wrong in ["entry", "entry=", "entry=x", "entry=2T", "size=2G", "entry=99999999999G"] {
            assert!(of(&[wrong]).is_err(), "{wrong}");
        }
    }
}
