//! Writes the container of a TrueType font: the table directory, the tables, and their checksums.
//!
//! Source: OpenType 1.9.1, "Organization of an OpenType Font".

use std::collections::BTreeMap;

/// The tables of a font by tag. Their order is the order of the file.
pub(super) type SfntTables = BTreeMap<[u8; 4], Vec<u8>>;

const HEAD: [u8; 4] = *b"head";
const DIRECTORY_HEADER: usize = 12;
const RECORD: usize = 16;
/// Where `checkSumAdjustment` stands in `head`.
const ADJUSTMENT: usize = 8;

/// The file of these tables; `None` where there is no sound `head`, or a length does not fit the format.
pub(super) fn assemble(mut tables: SfntTables) -> Option<Vec<u8>> {
    tables.get_mut(&HEAD)?.get_mut(ADJUSTMENT..ADJUSTMENT + 4)?.fill(0);

    let count = u16::try_from(tables.len()).ok()?;
    let selector = u16::try_from(count.checked_ilog2()?).ok()?;
    let search_range = 16_u16.checked_shl(selector.into())?;
    let mut file = Vec::new();
    file.extend(0x0001_0000_u32.to_be_bytes());
    for number in [count, search_range, selector, count.checked_mul(16)?.checked_sub(search_range)?] {
        file.extend(number.to_be_bytes());
    }

    let mut offset = DIRECTORY_HEADER + RECORD * tables.len();
    let mut adjustment = None;
    for (tag, table) in &tables {
        if *tag == HEAD {
            adjustment = Some(offset + ADJUSTMENT);
        }
        file.extend(tag);
        for number in [checksum(table), u32::try_from(offset).ok()?, u32::try_from(table.len()).ok()?] {
            file.extend(number.to_be_bytes());
        }
        offset += table.len().next_multiple_of(4);
    }
    for table in tables.values() {
        file.extend(table);
        file.resize(file.len().next_multiple_of(4), 0);
    }

    let adjusted = 0xB1B0_AFBA_u32.wrapping_sub(checksum(&file));
    let adjustment = adjustment?;
    file.get_mut(adjustment..adjustment + 4)?.copy_from_slice(&adjusted.to_be_bytes());
    Some(file)
}

/// The same font with its tables in the order of their tags, as other programs often do not write them. `None` where
/// a table is named twice or lies outside the file.
pub(crate) fn in_order(bytes: &[u8]) -> Option<Vec<u8>> {
    let number = |at: usize, size: usize| {
        let digits = bytes.get(at..at.checked_add(size)?)?;
        Some(digits.iter().fold(0_usize, |number, byte| number << 8 | usize::from(*byte)))
    };
    let mut tables = SfntTables::new();
    for record in (0..number(4, 2)?).map(|index| DIRECTORY_HEADER + RECORD * index) {
        let tag = *bytes.get(record..)?.first_chunk::<4>()?;
        let start = number(record + 8, 4)?;
        let end = start.checked_add(number(record + 12, 4)?)?;
        if tables.insert(tag, bytes.get(start..end)?.to_vec()).is_some() {
            return None;
        }
    }
    assemble(tables)
}

/// The sum of a table's 32-bit words, padded with zeros to a whole word.
fn checksum(table: &[u8]) -> u32 {
    table.chunks(4).fold(0, |sum: u32, chunk| {
        let word = chunk.iter().fold(0, |word: u32, byte| (word << 8) | u32::from(*byte));
        // A short last chunk fills the word from its high end.
        sum.wrapping_add(word << (8 * (4 - chunk.len())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use skrifa::raw::TableProvider;
    use skrifa::{FontRef, Tag};

    fn tables(others: &[([u8; 4], &[u8])]) -> SfntTables {
        let mut tables: SfntTables = others.iter().map(|(tag, bytes)| (*tag, bytes.to_vec())).collect();
        tables.insert(HEAD, vec![0xAA; 54]);
        tables
    }

    #[test]
    fn tables_are_found_again() {
        let file = assemble(tables(&[(*b"zzzz", b"odd"), (*b"abcd", b"12345678")])).unwrap();
        assert_eq!(file.len() % 4, 0);
        let font = FontRef::new(&file).unwrap();
        for (tag, bytes) in [(b"zzzz", &b"odd"[..]), (b"abcd", b"12345678")] {
            assert_eq!(font.data_for_tag(Tag::new(tag)).unwrap().as_bytes(), bytes);
        }
    }

    #[test]
    fn the_directory_can_be_searched() {
        let file =
            assemble(tables(&[(*b"a   ", b""), (*b"b   ", b""), (*b"c   ", b""), (*b"d   ", b"")])).unwrap();
        assert_eq!(file[..12], [0, 1, 0, 0, 0, 5, 0, 64, 0, 2, 0, 16]);
    }

    #[test]
    fn the_whole_file_sums_up_to_the_magic_number() {
        let file = assemble(tables(&[(*b"glyf", b"seven b")])).unwrap();
        assert_eq!(checksum(&file), 0xB1B0_AFBA);
        assert_eq!(checksum(&[1, 2, 3, 4, 5]), 0x0102_0304 + 0x0500_0000);
    }

    #[test]
    fn a_font_without_head_is_refused() {
        assert_eq!(assemble(SfntTables::from([(*b"glyf", vec![1])])), None);
        assert_eq!(assemble(SfntTables::from([(HEAD, vec![1])])), None);
    }
}
