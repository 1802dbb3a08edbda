//! The scan check beside `pdf-inspector`: one process over many PDFs, each tool as a library.
//!
//! `scan-peer ROUNDS FILE…` reads the files, lets each tool look at every page of all of them, ROUNDS times in
//! turn, and prints pages a second of CPU (all threads counted) in the quickest round of each, the ratios, and what
//! loading with `lopdf` alone costs: what else runs on the machine only ever makes a round slower.
//! The other tool is run in two ways: as it looks at every page for scans and no more, and as its documentation begins,
//! `process_pdf`, which also says which pages need recognition of text. ONLY=NAME runs one of them alone: for profiling.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use edocpack::scan::{ScanBudget, classify};
use pdf_inspector::{DetectionConfig, ScanStrategy, detect_pdf_type_mem_with_config, process_pdf_mem};

/// Reads one file to the verdict on each of its pages; how many pages that are.
type Tool = fn(&[u8]) -> usize;

const TOOLS: [(&str, Tool); 4] = [
    ("edocpack", ours),
    ("pdf-inspector, detection", detection),
    ("pdf-inspector, process_pdf", processing),
    ("lopdf, loading alone", loading),
];

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
    if let Ok(only) = std::env::var("ONLY") {
        let (_, tool) = TOOLS.iter().find(|(name, _)| *name == only).expect("ONLY names a tool");
        (0..rounds).for_each(|_| files.iter().for_each(|(_, bytes)| { tool(bytes); }));
        return;
    }
    let mut quickest = TOOLS.map(|_| (f64::INFINITY, f64::INFINITY));
    let mut pages = 0;
    for round in 0..rounds {
        for turn in 0..TOOLS.len() {
            let which = (round + turn) % TOOLS.len();
            // The threads of the one before go to sleep first.
            std::thread::sleep(Duration::from_millis(100));
            let (before, start) = (seconds(), Instant::now());
            let seen: usize = files.iter().map(|(_, bytes)| TOOLS[which].1(bytes)).sum();
            let (cpu, wall) = &mut quickest[which];
            *cpu = cpu.min(seconds() - before);
            *wall = wall.min(start.elapsed().as_secs_f64());
            pages = if which == 0 { seen } else { pages };
        }
    }
    println!("{} files, {pages} pages, the quickest of {rounds} rounds", files.len());
    for ((name, _), (cpu, wall)) in TOOLS.iter().zip(&quickest) {
        println!("{name:27} {:9.0} pages a second of CPU ({cpu:.3} s; {wall:.3} s on the clock)", pages as f64 / cpu);
    }
    let [own, detection, processing, load] = quickest;
    for (name, (cpu, wall)) in [(TOOLS[1].0, detection), (TOOLS[2].0, processing)] {
        println!("edocpack / {name}: {:.1} by CPU, {:.1} by the clock", cpu / own.0, wall / own.1);
    }
    println!("share of loading with lopdf in edocpack: {:.0} %", 100.0 * load.0 / own.0);
}

fn ours(bytes: &[u8]) -> usize {
    classify(bytes, "x.pdf", &ScanBudget::default()).pages.len()
}

fn detection(bytes: &[u8]) -> usize {
    let config = DetectionConfig { strategy: ScanStrategy::Full, ..DetectionConfig::default() };
    catch_unwind(AssertUnwindSafe(|| detect_pdf_type_mem_with_config(bytes, config)))
        .map_or(0, |found| found.map_or(0, |found| found.page_count as usize))
}

fn processing(bytes: &[u8]) -> usize {
    catch_unwind(AssertUnwindSafe(|| process_pdf_mem(bytes)))
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
