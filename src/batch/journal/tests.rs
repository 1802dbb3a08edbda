use std::fs;

use proptest::prelude::*;

use super::*;
use crate::output::Overwrite;

/// A run of three rows, written by the version before journals told the files written from all rows.
const FIRST_JOURNAL: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/journal/first.journal"));

/// A folder with a journal of these bytes.
fn with_journal<T>(bytes: &[u8], read: impl FnOnce(Journal<'_>) -> T) -> T {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join(".edocpack.journal"), bytes).unwrap();
    let folder = Folder::open(place.path(), Overwrite::Refuse).unwrap();
    read(Journal::of(&folder, Shard::WHOLE))
}

fn encoded(lines: &[JournalLine]) -> Vec<u8> {
    lines.iter().flat_map(|line| [line.encode(), b"\n".to_vec()].concat()).collect()
}

fn header() -> Box<RunHeader> {
    match JournalLine::parse(FIRST_JOURNAL.lines().next().unwrap().as_bytes()) {
        Some(JournalLine::Run(header)) => header,
        other => panic!("{other:?}"),
    }
}

fn row(at: u32, row: u32) -> JournalLine {
    let line = FIRST_JOURNAL.lines().nth(1).unwrap();
    match JournalLine::parse(line.as_bytes()) {
        Some(JournalLine::Row(mut entry)) => {
            (entry.at, entry.report.row) = (at, row);
            JournalLine::Row(entry)
        }
        other => panic!("{other:?}"),
    }
}

/// The rows of a segment by their positions and numbers.
fn rows_of(journal: &Journal<'_>, segment: &JournalSegment) -> Vec<(u32, u32)> {
    let rows = journal.rows(segment).unwrap().map(Result::unwrap);
    rows.map(|row| (row.entry.at, row.entry.report.row)).collect()
}

#[test]
fn a_journal_of_the_first_version_keeps_its_keys() {
    for line in FIRST_JOURNAL.lines() {
        let parsed = JournalLine::parse(line.as_bytes()).unwrap_or_else(|| panic!("{line}"));
        assert_eq!(String::from_utf8(parsed.encode()).unwrap(), line);
    }
    with_journal(FIRST_JOURNAL.as_bytes(), |journal| {
        let state = journal.replay().unwrap().unwrap();
        assert!(state.is_finished() && state.earlier().is_empty() && state.corrected.is_empty());
        assert_eq!(state.end, FIRST_JOURNAL.len() as u64);
        let run = state.last();
        assert_eq!(run.header.extra_columns, ["Piezīme"]);
        assert_eq!(
            FIRST_JOURNAL[..usize::try_from(run.synced).unwrap()].lines().last(),
            Some(r#"{"safe":1}"#)
        );
        let rows: Vec<RowLine> = journal.rows(run).unwrap().map(Result::unwrap).collect();
        let prints: Vec<bool> = rows.iter().map(|row| row.entry.fingerprint.is_some()).collect();
        assert_eq!(prints, [true, false, true]);
        assert_eq!(rows[2].end, run.rows_end);
    });
}

#[test]
fn a_line_in_the_wrong_place_is_damage() {
    use JournalLine::{Done, Replacing, Run, Synced, Wrote};
    let damaged = |lines: &[JournalLine]| {
        with_journal(&encoded(lines), |journal| match journal.replay() {
            Err(BatchError::DamagedJournal { line, .. }) => Some(line),
            Ok(_) => None,
            Err(error) => panic!("{error}"),
        })
    };
    assert_eq!(damaged(&[row(0, 2)]), Some(1));
    assert_eq!(damaged(&[Done]), Some(1));
    assert_eq!(damaged(&[Run(header()), Run(header())]), Some(2));
    assert_eq!(damaged(&[Run(header()), row(0, 2), Done, row(1, 3)]), Some(4));
    assert_eq!(damaged(&[Run(header()), Done, Done]), Some(3));
    assert_eq!(damaged(&[Run(header()), Wrote(Vec::new()), Synced(1)]), Some(3));
    assert_eq!(damaged(&[Replacing(header()), row(0, 2)]), Some(2));
    assert_eq!(damaged(&[Run(header()), row(0, 2), Replacing(header()), Replacing(header())]), None);
    with_journal(b"{\"other\":1}\n", |journal| assert!(journal.replay().is_err()));
}

/// Rows of a first run are told by their first bytes; a damaged one is found when it is read, with its number.
#[test]
fn a_damaged_row_is_told_with_its_line() {
    let mut bytes = encoded(&[JournalLine::Run(header()), row(0, 2), JournalLine::Synced(1)]);
    bytes.extend(b"{\"row\":{}}\n\"done\"\n");
    with_journal(&bytes, |journal| {
        let state = journal.replay().unwrap().unwrap();
        let rows: Vec<_> = journal.rows(state.last()).unwrap().collect();
        assert!(rows[0].is_ok());
        assert!(matches!(rows[1], Err(BatchError::DamagedJournal { line: 4, .. })), "{rows:?}");
        assert_eq!(rows.len(), 2);
    });
}

/// What is behind the rows of the last run.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
enum Behind {
    Nothing,
    Wrote,
    Done,
    Replacing,
}

/// The lines of a run, and its rows.
fn run_lines(rows: &[u32], behind: Behind) -> Vec<JournalLine> {
    let mut lines = vec![JournalLine::Run(header())];
    for (at, number) in (0..).zip(rows) {
        lines.push(row(at, *number));
        if at % 2 == 1 {
            lines.push(JournalLine::Synced(at + 1));
        }
    }
    if behind >= Behind::Wrote {
        lines.push(JournalLine::Wrote(Vec::new()));
    }
    if behind >= Behind::Done {
        lines.push(JournalLine::Done);
    }
    if behind >= Behind::Replacing {
        lines.push(JournalLine::Replacing(header()));
    }
    lines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever runs a journal has, and wherever it is cut, its whole lines are its state.
    #[test]
    fn a_journal_cut_anywhere_is_its_whole_lines(
        runs in proptest::collection::vec(proptest::collection::vec(2_u32..9, 0..6), 1..4),
        behind in prop_oneof![
            Just(Behind::Nothing), Just(Behind::Wrote), Just(Behind::Done), Just(Behind::Replacing)
        ],
        cut in any::<prop::sample::Index>(),
    ) {
        let last = runs.len() - 1;
        let behind = |n: usize| if n == last { behind } else { Behind::Done };
        let lines: Vec<JournalLine> =
            runs.iter().enumerate().flat_map(|(n, rows)| run_lines(rows, behind(n))).collect();
        let bytes = encoded(&lines);
        let whole = with_journal(&bytes, |journal| {
            let state = journal.replay().unwrap().unwrap();
            for (segment, rows) in state.segments().zip(&runs) {
                let expected: Vec<(u32, u32)> = (0..).zip(rows.iter().copied()).collect();
                assert_eq!(rows_of(&journal, segment), expected);
            }
            // A corrected row is the last one of its number.
            let mut corrected: BTreeMap<RowKey, u32> = BTreeMap::new();
            for rows in runs.iter().skip(1) {
                corrected.extend((0..).zip(rows).map(|(at, row)| ((None, *row), at)));
            }
            let mut rows = journal.rows(state.first()).unwrap();
            let found = state.corrected.iter().map(|(number, at)| (*number, rows.row_at(*at).unwrap().at));
            assert_eq!(found.collect::<BTreeMap<_, _>>(), corrected);
            state
        });
        prop_assert_eq!(whole.end, bytes.len() as u64);
        let cut = &bytes[..cut.index(bytes.len() + 1)];
        let lines = cut.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
        let torn = with_journal(cut, |journal| journal.replay().unwrap());
        let expected = with_journal(&cut[..lines], |journal| journal.replay().unwrap());
        prop_assert_eq!(torn.as_ref().map_or(0, |state| state.end), lines as u64);
        prop_assert_eq!(&torn, &expected);
        if lines == bytes.len() {
            prop_assert_eq!(torn, Some(whole));
        }
    }
}
