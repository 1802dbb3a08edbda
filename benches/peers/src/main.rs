//! Our containers beside those of the crates `asic-e` and `asice`: who opens what, and what packing costs.
//!
//! `peers bench` packs 1,000 containers of one document of 97 KB with each, SHA-256 included, and prints the ratio
//! of CPU time. `peers open FILE…` prints for each file whether `asic-e`, `asice` and edocpack open it.

use std::process::ExitCode;

use edocpack::asic::{Archive, ContainerBuilder, Limits, check};
use edocpack::values::{BuildTime, EntryName, MediaType, Sha256Digest};

const CONTAINERS: usize = 1_000;
const DOCUMENT: usize = 97 << 10;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.split_first() {
        Some((command, [])) if command == "bench" => bench(),
        Some((command, files)) if command == "open" => open(files),
        _ => {
            eprintln!("usage: peers bench | peers open FILE…");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn bench() {
    let document = document();
    // One of each first, so that nobody pays for the start.
    (ours(&document), theirs(&document));
    let measure = |pack: fn(&[u8]) -> usize| {
        let before = cpu();
        let bytes: usize = (0..CONTAINERS).map(|_| pack(&document)).sum();
        (cpu() - before, bytes)
    };
    let (own, own_bytes) = measure(ours);
    let (other, other_bytes) = measure(theirs);
    println!("edocpack: {own:.3} s of CPU, {own_bytes} bytes; asic-e, which deflates: {other:.3} s, {other_bytes} bytes");
    println!("ratio {:.3} of {CONTAINERS} containers of {DOCUMENT} bytes each (at most 0.5 is asked)", own / other);
}

/// Bytes as a PDF has them, compressed already, the same at every run.
fn document() -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut bytes = b"%PDF-1.7\n".to_vec();
    while bytes.len() < DOCUMENT {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend(state.to_le_bytes());
    }
    bytes.truncate(DOCUMENT);
    bytes
}

fn ours(document: &[u8]) -> usize {
    let draft = ContainerBuilder::edoc(BuildTime::from_unix(1_763_812_800).unwrap())
        .document(EntryName::parse("pieteikums.pdf").unwrap(), MediaType::PDF, document)
        .unwrap();
    draft.finish().unwrap().bytes().len()
}

fn theirs(document: &[u8]) -> usize {
    std::hint::black_box(Sha256Digest::of(document));
    let mut container = asic_e::Container::new();
    container.add_file("pieteikums.pdf", "application/pdf", document.to_vec()).unwrap();
    container.to_bytes().unwrap().len()
}

/// CPU time of this thread in seconds.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux");
    stat.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}

fn open(files: &[String]) {
    for file in files {
        let bytes = std::fs::read(file).unwrap();
        let word = |opened: bool| if opened { "opens" } else { "refuses" };
        let own = Archive::read(&bytes, file.as_str(), &Limits::default());
        let own = own.is_ok_and(|archive| !check(&archive).refuses());
        println!(
            "{file}\t{}\t{}\t{}",
            word(asic_e::Container::from_bytes(&bytes).is_ok()),
            word(asice::Container::from_bytes(&bytes).is_ok()),
            word(own)
        );
    }
}

#[cfg(test)]
mod tests {
    use edocpack::asic::ContainerProfile;
    use edocpack::pki::DigestAlgorithm;

    use super::*;

    #[test]
    fn others_open_what_we_write_and_find_it_the_same() {
        let document = document();
        for profile in [
            ContainerProfile::Edoc,
            ContainerProfile::Asice,
            ContainerProfile::AsicECades(DigestAlgorithm::Sha256),
            ContainerProfile::AsicECades(DigestAlgorithm::Sha384),
            ContainerProfile::AsicECades(DigestAlgorithm::Sha512),
        ] {
            for name in ["pieteikums.pdf", "Pieteikums Ķēniņš+1 (2) & 'x'.pdf"] {
                let container = ContainerBuilder::new(profile, BuildTime::from_unix(1_763_812_800).unwrap())
                    .document(EntryName::parse(name).unwrap(), MediaType::PDF, &document)
                    .unwrap()
                    .attachment(EntryName::parse("b.txt").unwrap(), MediaType::of_name("b.txt"), b"text")
                    .unwrap()
                    .finish()
                    .unwrap();
                let old = asic_e::Container::from_bytes(container.bytes()).unwrap();
                let new = asice::Container::from_bytes(container.bytes()).unwrap();
                let old: Vec<_> =
                    old.data_files().iter().map(|f| (&f.name, &f.mime_type, &f.content)).collect();
                let new: Vec<_> =
                    new.data_files().iter().map(|f| (&f.name, &f.mime_type, &f.content)).collect();
                assert_eq!(old, new);
                let [(first, media_type, content), _] = old.as_slice() else { panic!("{}", old.len()) };
                assert_eq!((first.as_str(), media_type.as_str()), (name, "application/pdf"));
                assert!(**content == document);
            }
        }
    }
}
