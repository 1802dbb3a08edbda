//! Writers that fail, folders that cannot be written, disks that are full.

#[cfg(unix)]
use std::fs;

#[cfg(unix)]
use super::sheets::rows;
use crate::run::Run;

#[test]
#[cfg(target_os = "linux")]
fn a_full_standard_output_is_told_and_the_packages_stand() {
    for args in [&["build", "d.csv", "--out", "o"][..], &["build", "d.csv", "--out", "o", "--json"]] {
        let ran = Run::new(args)
            .file("d.csv", format!("{}x;1;=;=;x;J;A;1\n", rows(3)))
            .under(&["sh", "-c", "exec \"$@\" > /dev/full", "sh"])
            .run()
            .code(2);
        assert!(ran.stderr.contains("standarta izvadē"), "{}", ran.stderr);
        assert_eq!(ran.files_in("o/records").len(), 3, "nothing is lost");
    }
}

#[test]
#[cfg(unix)]
fn past_the_limit_of_file_sizes_nothing_half_is_left() {
    // In blocks of 512 bytes: a PDF does not fit.
    let ran = Run::new(&["build", "d.csv", "--out", "o"])
        .file("d.csv", rows(20))
        .under(&["sh", "-c", "ulimit -f 100; exec \"$@\"", "sh"])
        .run()
        .code(2);
    assert!(ran.stderr.contains("robež"), "{}", ran.stderr);
    assert_eq!(ran.files_in("o/pdf"), Vec::<String>::new());
    // Without the limit it goes on.
    let ran = ran.then(&["build", "d.csv", "--out", "o", "--resume"]).code(0);
    assert_eq!(ran.files_in("o/pdf").len(), 20);
}

#[test]
#[cfg(unix)]
fn a_folder_that_cannot_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let run =
        Run::new(&["build", "d.csv", "--out", "o/x"]).file("d.csv", rows(2)).folder("o").prepare(|root| {
            fs::set_permissions(root.join("o"), fs::Permissions::from_mode(0o500)).unwrap();
        });
    let mut probe = std::path::PathBuf::new();
    let run = run.prepare(|root| probe = root.join("o/probe"));
    if fs::write(&probe, "").is_ok() {
        println!("skipped: this user may write anywhere");
        return;
    }
    let ran = run.run().code(2);
    assert!(ran.stderr.contains("nav tiesību"), "{}", ran.stderr);
    fs::set_permissions(ran.path("o"), fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
#[cfg(target_os = "linux")]
fn a_folder_that_is_none_is_told() {
    Run::new(&["build", "d.csv", "--out", "/proc/edocpack-none"]).file("d.csv", rows(2)).run().code(2);
}

#[test]
fn a_workbook_that_would_burst_is_refused_before_it_is_expanded() {
    let bomb = bomb();
    let ran = Run::new(&["build", "b.xlsx", "--out", "o"]).file("b.xlsx", bomb).run().code(1);
    assert!(ran.stdout.contains("D-workbook-bomb"), "{}", ran.stdout);
    assert_eq!(ran.files(), ["b.xlsx"]);
}

/// A workbook whose sheet says of itself that it is a gigabyte.
fn bomb() -> Vec<u8> {
    use std::io::{Cursor, Write as _};
    use zip::write::SimpleFileOptions;
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, text) in [
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#,
        ),
        (
            "_rels/.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    let blank = vec![b' '; 1 << 20];
    for _ in 0..64 {
        zip.write_all(&blank).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
