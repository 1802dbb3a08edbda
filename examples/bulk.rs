//! What `benches/bulk.sh` measures with.
//!
//! ```text
//! bulk rows N        N applications as CSV, no two alike
//! bulk stages FILE   the CPU time of each stage for one record, and of zlib level 6 on its filled PDF
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    reason = "a measuring instrument may stop"
)]

use std::io::Write as _;
use std::sync::Arc;

use chrono::NaiveDate;
use edocpack::asic::{ContainerBuilder, ContainerProfile, EntryContent, SharedPrefix};
use edocpack::data::{DataContent, DataFile, DataSource, Limits};
use edocpack::form::Form;
use edocpack::output::{FindingFacts, SourceFacts};
use edocpack::pipeline::{PackageBuilder, PackageOptions, TemplateSource};
use edocpack::rules::{CheckContext, Checker};
use edocpack::values::{BuildTime, EntryName, MediaType, Sha256Digest};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["rows", count] => rows(count.parse().expect("a number of rows")),
        ["stages", file] => stages(file),
        _ => println!("bulk rows N | bulk stages FILE.csv"),
    }
}

/// Of three kinds in turn: an institution and a serviced one that get a certificate, and a company that suspends.
fn rows(count: u64) {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    write!(
        out,
        "\u{feff}Klienta veids;Nosaukums;Reģistrācijas Nr.;Lietotāja nosaukums;Lietotāja reģistrācijas numurs;\
         Apturēt x509 sertifikāta darbību;Apturēšanas iemesls;Pārtraukt moduļa lietošanu;Izsniegt jaunu x509 \
         sertifikātu;Sertifikāta saņēmēja vārds;Sertifikāta saņēmēja uzvārds;Sertifikāta saņēmēja personas kods;\
         Sertifikāta saņēmēja tālrunis;Sertifikāta saņēmēja e-pasts;Parakstītājs;Sagatavotājs;Sagatavotāja tālrunis;\
         Sagatavotāja e-pasts\r\n"
    )
    .unwrap();
    for n in 0..count {
        // The new kind of personal code: 32 and nine more digits.
        let code = format!("32{:04}-{:05}", n / 100_000 % 10_000, n % 100_000);
        let row = match n % 3 {
            0 => format!(
                "iestāde;Ezermalas novada {n}. pašvaldība;90000012348;=;=;;;;x;Līga;Bērziņa-Kļaviņa;{code};29123456;\
                 liga{n}@example.lv;Jānis Ķēniņš;Anna Žagare;67000000;anna@example.lv"
            ),
            1 => format!(
                "iestāde;Ezermalas novada {n}. pašvaldība;90000012348;Ezermalas {n}. mūzikas skola;40008000013;;;;x;\
                 Ģirts;Šķēle;{code};+371 26123456;girts{n}@example.lv;Jānis Ķēniņš;Anna Žagare;67000000;anna@example.lv"
            ),
            _ => format!(
                "iestāde;SIA „Šķēle un {n}. Ģirts”;40203123456;=;=;x;\"Sertifikāta atslēga, iespējams, kļuvusi zināma \
                 trešajai personai; lūdzam apturēt darbību nekavējoties.\";;;;;;;;Ņikita Čakste;Ūdris Īve;\
                 +371 29123456;udris@example.lv"
            ),
        };
        write!(out, "{row}\r\n").unwrap();
    }
    out.flush().unwrap();
}

/// Nanoseconds that this thread has had of a processor.
#[cfg(target_os = "linux")]
fn cpu() -> u64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

/// Elsewhere the time that passed must do.
#[cfg(not(target_os = "linux"))]
fn cpu() -> u64 {
    use std::sync::LazyLock;
    use std::time::Instant;
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed().as_nanos() as u64
}

/// Records that are measured; the best of so many rounds counts, for others use the processor too.
const RECORDS: usize = 300;
const ROUNDS: usize = 7;

/// Microseconds for one record.
fn best(mut work: impl FnMut()) -> f64 {
    let times = (0..ROUNDS).map(|_| {
        let before = cpu();
        work();
        cpu() - before
    });
    times.min().unwrap() as f64 / RECORDS as f64 / 1_000.0
}

fn stages(file: &str) {
    let form = Form::embedded("lv.kase.x509").unwrap();
    let press = PackageBuilder::new(&form, &TemplateSource::Own).unwrap();
    let bytes = std::fs::read(file).unwrap();
    // The file's own length must not count: as many records as are measured.
    let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
    let end = ends.take(RECORDS + 1).last().unwrap();
    let bytes = bytes[..end].to_vec();
    let survey =
        DataFile::open(DataContent::Bytes(bytes), &DataSource::named("bench.csv"), &Limits::default())
            .unwrap();
    let records: Vec<_> = survey.records().unwrap().map(Result::unwrap).collect();
    assert_eq!(records.len(), RECORDS, "at least {RECORDS} rows");
    let circumstances = CheckContext::on(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap());
    let checker = Checker::new(&form, circumstances);
    let time = BuildTime::from_unix(1_795_334_400).unwrap();
    let provenance = |row| PackageOptions {
        source: SourceFacts { file: "bench.csv".to_owned(), row, sha256: survey.sha256() },
        file_number: None,
        time,
        lang: edocpack::diag::Lang::Lv,
        flatten: false,
        profile: ContainerProfile::Edoc,
        attachments: Arc::default(),
    };
    let applications: Vec<_> = records.iter().map(|record| checker.check(record).unwrap()).collect();
    let packages: Vec<_> =
        applications.iter().map(|a| press.build(a, &provenance(a.row())).unwrap()).collect();

    let read = best(|| survey.records().unwrap().for_each(|record| drop(record.unwrap())));
    let check = best(|| records.iter().for_each(|record| drop(checker.check(record).unwrap())));
    let package = best(|| {
        for application in &applications {
            drop(press.build(application, &provenance(application.row())).unwrap());
        }
    });
    let report = best(|| {
        for package in &packages {
            let findings: Vec<FindingFacts> =
                package.report.findings().iter().map(FindingFacts::from).collect();
            drop(serde_json::to_vec(&(findings, Sha256Digest::of(&package.record_bytes))).unwrap());
        }
    });
    // Parts of `package`, for whoever wants to know where it goes.
    let fill = best(|| {
        for application in &applications {
            drop(press.fill(application).unwrap());
        }
    });
    let prefix = SharedPrefix::of(form.template().unwrap());
    let pack = best(|| {
        for package in &packages {
            let name = EntryName::parse(&package.name.pdf_file()).unwrap();
            let content = EntryContent::with_prefix(&prefix, package.document.bytes());
            let draft = ContainerBuilder::new(ContainerProfile::Edoc, time)
                .document(name, MediaType::PDF, content)
                .unwrap();
            std::hint::black_box(Sha256Digest::of(draft.finish().unwrap().bytes()));
        }
    });
    let json = best(|| packages.iter().for_each(|package| drop(package.record.to_json())));
    let zlib = best(|| {
        for package in &packages {
            let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::new(6));
            encoder.write_all(package.document.bytes()).unwrap();
            drop(encoder.finish().unwrap());
        }
    });
    let all = read + check + package + report;
    println!("microseconds of CPU for one record, in memory (best of {ROUNDS} rounds of {RECORDS}):");
    for (stage, time) in [
        ("read", read),
        ("check", check),
        ("package", package),
        ("  fill and prove", fill),
        ("  container and digests", pack),
        ("  record", json),
        ("row of the report", report),
        ("all", all),
        ("zlib level 6 (zlib-rs) on the filled PDF", zlib),
    ] {
        println!("  {stage:<42} {time:>8.1}");
    }
    let size = packages.iter().map(|package| package.document.bytes().len()).sum::<usize>() / RECORDS;
    println!("  the filled PDF has {size} bytes; all / zlib = {:.3}", all / zlib);
}
