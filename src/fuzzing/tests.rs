//! Committed files, damaged in every way that chance finds, read by every reader: none may panic, take long or
//! take much memory. A few seconds by default; `EDOCPACK_MUTATE_SECONDS=60` looks longer, `EDOCPACK_MUTATE_SEED`
//! begins elsewhere. The same seed makes the same files.

#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test, whose helpers stand beside its functions; and time is what it measures"
)]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use super::{READERS, Reader};

/// What tells a process that it is the one that a test here began for itself.
const ALONE: &str = "EDOCPACK_MUTATE_ALONE";

/// What one reader may take of one file. Generous: this is an unoptimised build on a shared machine.
const MOST_TIME: Duration = Duration::from_secs(20);
const MOST_MEMORY: usize = 300 << 20;

/// The readers that a kind of file is for; all others see it now and then, too.
const KINDS: &[(&str, &[&str])] = &[
    ("pdf", &["pdf_open", "pdf_fields", "pdf_fill", "pdf_compare", "scan_look"]),
    ("edoc", &["container", "scan_look"]),
    ("asice", &["container"]),
    ("xml", &["manifest", "asic_manifest", "xades", "canonical", "validate", "trust_list"]),
    ("p7s", &["cms", "validate"]),
    ("tst", &["cms", "validate"]),
    ("der", &["cms"]),
    ("ocsp", &["ocsp"]),
    ("crl", &["crl"]),
    ("csv", &["data"]),
    ("json", &["data"]),
    ("jsonl", &["data"]),
    ("xlsx", &["data", "container"]),
    ("toml", &["form", "data"]),
    ("png", &["scan_look"]),
    ("jpg", &["scan_look"]),
    ("tif", &["scan_look"]),
    ("docx", &["scan_look"]),
    ("ttf", &["font"]),
    ("cmap", &["font"]),
];

#[test]
fn each_reader_has_its_fuzz_target() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let package = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let mut targets: Vec<String> = std::fs::read_dir(folder.join("fuzz_targets"))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    targets.sort_unstable();
    let mut readers: Vec<&str> = READERS.iter().map(|(name, _)| *name).collect();
    readers.sort_unstable();
    assert_eq!(targets, readers);
    for name in readers {
        let target = std::fs::read_to_string(folder.join(format!("fuzz_targets/{name}.rs"))).unwrap();
        assert!(target.contains("|bytes: &[u8]| edocpack::fuzzing::"), "{name}: {target}");
        assert!(package.contains(&format!("name = \"{name}\"")), "{name} is no binary of the fuzz package");
    }
}

#[test]
fn no_damage_is_too_much() {
    if !is_alone("no_damage_is_too_much") {
        return;
    }
    let seconds = setting("EDOCPACK_MUTATE_SECONDS").unwrap_or(4);
    let seed = setting("EDOCPACK_MUTATE_SEED").unwrap_or(1);
    let files = files();
    assert!(files.len() > 50, "fixtures are missing");
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut round = 0;
    while Instant::now() < end {
        let mut chance = Chance::of(seed, round);
        let (path, original) = &files[chance.below(files.len())];
        let other = &files[chance.below(files.len())].1;
        let bytes = mutated(original, other, &mut chance);
        for reader in readers_for(path, &mut chance) {
            let what = format!("{} of {} (seed {seed}, round {round})", reader.0, path.display());
            judge(*reader, &bytes, &what);
        }
        round += 1;
    }
    assert!(round > 0, "no time for a single file");
}

/// What fuzzing found once, and what broken files are known for, stays mended.
#[test]
fn findings_stay_mended() {
    if !is_alone("findings_stay_mended") {
        return;
    }
    let folder = root().join("fuzz/findings");
    for (path, bytes) in files_below(&folder) {
        for reader in READERS {
            judge(*reader, &bytes, &format!("{} of {}", reader.0, path.display()));
        }
    }
}

/// Whether this process runs one test only: time and memory are counted for the whole of it. Otherwise the test is run
/// in a process of its own, and fails here as it does there.
fn is_alone(test: &str) -> bool {
    if std::env::var_os(ALONE).is_some() {
        return true;
    }
    let program = std::env::current_exe().unwrap();
    let own =
        ["--exact", &format!("{}::{test}", module_path!().split_once("::").unwrap().1)].map(str::to_owned);
    let ran = Command::new(program).args(&own).env(ALONE, "1").output().unwrap();
    let printed = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{printed}{}", String::from_utf8_lossy(&ran.stderr));
    assert!(printed.contains("1 passed"), "no such test: {printed}");
    false
}

/// Runs a reader; a panic, a long time or much memory ends the test, and the file is kept for a look.
fn judge((name, reader): Reader, bytes: &[u8], what: &str) {
    let before = memory_now();
    let (start, worked) = (Instant::now(), work_so_far());
    let outcome = catch_unwind(AssertUnwindSafe(|| reader(bytes)));
    let memory = memory_at_most().saturating_sub(before);
    let time =
        work_so_far().zip(worked).map_or_else(|| start.elapsed(), |(now, before)| now.saturating_sub(before));
    let wrong = match outcome {
        Err(_) => Some("a panic".to_owned()),
        Ok(()) if time > MOST_TIME => Some(format!("{time:?}")),
        Ok(()) if memory > MOST_MEMORY => Some(format!("{} MB", memory >> 20)),
        Ok(()) => None,
    };
    if let Some(wrong) = wrong {
        let kept = std::env::temp_dir().join(format!("edocpack-{name}-finding"));
        std::fs::write(&kept, bytes).unwrap();
        panic!("{what}: {wrong}; kept as {}", kept.display());
    }
}

/// The time that processors gave to this process, where the system tells (Linux): on a busy machine, waiting is no
/// fault of a reader.
fn work_so_far() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, numbers) = text.rsplit_once(") ")?;
    // proc(5): utime and stime, the 14th and 15th, in hundredths of a second.
    let times = numbers.split(' ').skip(11).take(2).map(|time| time.parse::<u64>().ok());
    Some(Duration::from_millis(times.sum::<Option<u64>>()? * 10))
}

/// The memory of this process, where the system tells (Linux): and from here on the most of it is counted anew.
fn memory_now() -> usize {
    // proc(5): 5 resets the peak.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    status("VmRSS:")
}

fn memory_at_most() -> usize {
    status("VmHWM:")
}

fn status(key: &str) -> usize {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(key));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    kilobytes.unwrap_or_default() << 10
}

fn readers_for(path: &Path, chance: &mut Chance) -> Vec<&'static Reader> {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    let own = KINDS.iter().find(|(kind, _)| *kind == extension).map_or(&[][..], |(_, own)| own);
    let stranger = chance.below(8) == 0;
    READERS.iter().filter(|(name, _)| own.contains(name) || stranger).collect()
}

/// The damage: flips, cuts, splices with another file, swapped tokens, numbers out of proportion.
fn mutated(original: &[u8], other: &[u8], chance: &mut Chance) -> Vec<u8> {
    const WORDS: &[&[u8]] = &[
        b"/Kids",
        b"/Parent",
        b"/Length 99999999",
        b"/Count -1",
        b"1 0 R",
        b"<<",
        b">>",
        b"[",
        b"]",
        b"endobj",
        b"stream\n",
        b"/Filter/FlateDecode",
        b"/Prev 0",
        b"0000000000",
        b"/V",
        b"null",
        b"/Type/Page",
        b"(",
        b")",
        b"\xff\xff\xff\xff",
        b"\0\0\0\0",
        b"\x7f\xff",
        b"<",
        b"&",
        b"\"",
        b"[[",
        b"{",
        b"PK\x01\x02",
        b"1e308",
    ];
    let mut bytes = original.to_vec();
    for _ in 0..=chance.below(6) {
        if bytes.is_empty() {
            break;
        }
        let at = chance.below(bytes.len());
        match chance.below(9) {
            0 => bytes[at] ^= 1 << chance.below(8),
            1 => bytes[at] = u8::try_from(chance.below(256)).unwrap(),
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at..(at + chance.below(64)).min(bytes.len()))),
            4 if !other.is_empty() => {
                let from = chance.below(other.len());
                let piece = &other[from..(from + chance.below(2000)).min(other.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            5 => {
                let to = (at + chance.below(2000)).min(bytes.len());
                let piece = bytes[at..to].to_vec();
                let where_to = chance.below(bytes.len());
                bytes.splice(where_to..where_to, piece);
            }
            6 => {
                let word = WORDS[chance.below(WORDS.len())];
                let over = (at + chance.below(word.len() + 1)).min(bytes.len());
                bytes.splice(at..over, word.iter().copied());
            }
            7 => number_changed(&mut bytes, at, chance),
            _ => token_swapped(&mut bytes, at, chance),
        }
    }
    bytes
}

/// The next number becomes another.
fn number_changed(bytes: &mut Vec<u8>, at: usize, chance: &mut Chance) {
    let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|n| n + at) else { return };
    let end = bytes[start..].iter().position(|b| !b.is_ascii_digit()).map_or(bytes.len(), |n| n + start);
    let choices = ["0", "-1", "1", "65536", "4294967295", "2147483648", "99999999999999999999", "7"];
    let own = chance.below(400).to_string();
    let new = choices.get(chance.below(choices.len() * 2)).map_or(own.as_str(), |choice| choice);
    bytes.splice(start..end, new.bytes());
}

/// The next two words change places.
fn token_swapped(bytes: &mut Vec<u8>, at: usize, chance: &mut Chance) {
    let tail = bytes[at..(at + 400).min(bytes.len())].to_vec();
    let mut words: Vec<&[u8]> = tail.split(|b| *b == b' ' || *b == b'\n').collect();
    if words.len() > 2 {
        let (a, b) = (chance.below(words.len()), chance.below(words.len()));
        words.swap(a, b);
    }
    let end = (at + 400).min(bytes.len());
    bytes.splice(at..end, words.join(&b' '));
}

/// All committed files that a reader is for, in a fixed order.
fn files() -> Vec<(PathBuf, Vec<u8>)> {
    let folders = ["fixtures", "schemas", "tests", "assets/fonts", "fuzz/seeds", "fuzz/findings"];
    let all = folders.iter().flat_map(|folder| files_below(&root().join(folder)));
    let known = |path: &Path| KINDS.iter().any(|(kind, _)| path.extension().is_some_and(|e| e == *kind));
    all.filter(|(path, bytes)| known(path) && !bytes.is_empty()).collect()
}

fn files_below(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.push((path.clone(), std::fs::read(path).unwrap()));
        }
    }
    found.sort();
    found
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// `SplitMix64`: small, and the same everywhere.
struct Chance(u64);

impl Chance {
    fn of(seed: u64, round: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ round.wrapping_mul(0xd1b5_4a32_d192_ed03))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    /// From 0 up to, and without, `n`.
    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n.max(1) as u64).unwrap()
    }
}
