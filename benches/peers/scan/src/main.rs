//! The scan check beside `pdf-inspector`: one process over many PDFs, each tool as a library.
//!
//! `scan-peer ROUNDS FILE…` reads the files, lets each tool look at every page of all of them, ROUNDS times in
//! turn, and prints pages a second of CPU (all threads counted), the ratio, and what loading with `lopdf` alone costs. With
//! ONLY=edocpack in the environment nothing else runs: for profiling.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use edocpack::scan::{Budget, look};
use pdf_inspector::{DetectionConfig, ScanStrategy, detect_pdf_type_mem_with_config};

/// Reads one file to the verdict on each of its pages; how many pages that are.
type Tool = fn(&[u8]) -> usize;

const TOOLS: [(&str, Tool); 3] =
    [("edocpack", ours), ("pdf-inspector", theirs), ("lopdf, loading alone", loading)];

fn main() {
    let mut args = std::env::args().skip(1);
    let rounds: usize = args.next().and_then(|n| n.parse().ok()).expect("usage: scan-peer ROUNDS FILE…");
    let mut files: Vec<(String, Vec<u8>)> = args.map(|path| (path.clone(), std::fs::read(path).unwrap())).collect();
    std::panic::set_hook(Box::new(|_| ()));
    // The first round pays for the start of each, and shows which files both can read.
    files.retain(|(name, bytes)| {
        let pages = TOOLS.map(|(_, tool)| tool(bytes));
        let all = pages.iter().all(|pages| *pages > 0);
        if !all {
            println!("left out, not read by all: {name} {pages:?}");
        }
        all
    });
    if std::env::var_os("ONLY").is_some_and(|only| only == "edocpack") {
        (0..rounds).for_each(|_| files.iter().for_each(|(_, bytes)| { ours(bytes); }));
        return;
    }
    let mut spent = TOOLS.map(|_| (0.0, 0.0));
    let mut pages = 0;
    for round in 0..rounds {
        for turn in 0..TOOLS.len() {
            let which = (round + turn) % TOOLS.len();
            // The threads of the one before go to sleep first.
            std::thread::sleep(Duration::from_millis(100));
            let (before, start) = (seconds(), Instant::now());
            let seen: usize = files.iter().map(|(_, bytes)| TOOLS[which].1(bytes)).sum();
            spent[which].1 += start.elapsed().as_secs_f64();
            spent[which].0 += seconds() - before;
            pages += if which == 0 { seen } else { 0 };
        }
    }
    println!("{} files, {} pages, {rounds} rounds", files.len(), pages / rounds.max(1));
    for ((name, _), (cpu, wall)) in TOOLS.iter().zip(&spent) {
        println!("{name:22} {:9.0} pages a second of CPU ({:.3} s; {:.3} s on the clock)", pages as f64 / cpu, cpu, wall);
    }
    let [(own, own_wall), (other, other_wall), (load, _)] = spent;
    println!("edocpack / pdf-inspector: {:.1} by CPU, {:.1} by the clock (at least 5 is asked)", other / own, other_wall / own_wall);
    println!("share of loading with lopdf in edocpack: {:.0} %", 100.0 * load / own);
}

fn ours(bytes: &[u8]) -> usize {
    look(bytes, "x.pdf", &Budget::default()).pages.len()
}

fn theirs(bytes: &[u8]) -> usize {
    let config = DetectionConfig { strategy: ScanStrategy::Full, ..DetectionConfig::default() };
    catch_unwind(AssertUnwindSafe(|| detect_pdf_type_mem_with_config(bytes, config)))
        .map_or(0, |found| found.map_or(0, |found| found.page_count as usize))
}

fn loading(bytes: &[u8]) -> usize {
    catch_unwind(AssertUnwindSafe(|| lopdf::Document::load_mem(bytes)))
        .map_or(0, |loaded| loaded.map_or(0, |document| document.get_pages().len()))
}

/// CPU time of all threads of this process.
fn seconds() -> f64 {
    let threads = std::fs::read_dir("/proc/self/task").expect("Linux");
    let of = |thread: std::fs::DirEntry| -> Option<f64> {
        let stat = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        Some(stat.split(' ').next()?.parse::<f64>().ok()? / 1e9)
    };
    threads.flatten().filter_map(of).sum()
}
