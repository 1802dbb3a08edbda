//! Outputs that cannot be written: nothing half-written, nothing overwritten, nothing lost.

use std::fs;
#[cfg(unix)]
use std::path::Path;

use super::run::{Run, fixture};

const PDF: &str = "o/pdf/PARAUGS_0001_ezermalas-novada-pasvaldiba_izsniegt.pdf";

fn build(out: &str) -> Run {
    Run::new(&["build", "pieteikums.json", "--out", out]).fixture("fixtures/data/pieteikums.json")
}

#[test]
fn only_one_of_the_files_is_there_and_still_nothing_is_written() {
    for name in [
        PDF,
        "o/lapa.html",
        "o/report.csv",
        "o/records/PARAUGS_0001_ezermalas-novada-pasvaldiba_izsniegt.package.json",
    ] {
        let ran = build("o").file(name, "mans").run().code(2);
        let expected = format!(
            "kļūda: `{name}` jau ir\npadoms: palaišana neko neaizstāj: pārvietojiet šo datni vai norādiet citu mapi\n"
        );
        assert_eq!(ran.stderr, expected);
        assert_eq!(ran.files(), [name, "pieteikums.json"]);
        assert_eq!(ran.text(name), "mans");
    }
}

#[test]
fn the_folder_is_a_file() {
    for out in ["o", "o/dzilak", "o/dzilak/vel"] {
        let ran = build(out).file("o", "mans").run();
        assert_eq!(ran.files(), ["o", "pieteikums.json"]);
        ran.fails("kļūda: `o` nav mape\npadoms: norādiet citu vietu vai pārdēvējiet to, kas traucē\n");
    }
    let ran = Run::new(&["build", "pieteikums.json", "--lang", "en", "--out", "o"])
        .fixture("fixtures/data/pieteikums.json")
        .file("o/pdf", "mine")
        .run();
    assert_eq!(ran.text("o/pdf"), "mine");
    ran.fails("error: `o/pdf` is not a folder\nhint: name another place, or rename what is in the way\n");
}

#[test]
fn a_folder_stands_where_a_file_should() {
    let ran = build("o").folder("o/lapa.html").run();
    assert_eq!(ran.files(), ["pieteikums.json"]);
    ran.fails(
        "kļūda: `o/lapa.html` nav datne, un to nevar aizstāt ar datni\npadoms: norādiet citu vietu vai pārdēvējiet to, kas traucē\n",
    );
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_but_the_folder_itself_may_be_one() {
    use std::os::unix::fs::symlink;
    let link = |folder: &Path| {
        fs::create_dir_all(folder.join("o")).unwrap();
        fs::write(folder.join("cita.html"), "mana").unwrap();
        symlink("../cita.html", folder.join("o/lapa.html")).unwrap();
    };
    for args in [&[][..], &["--replace"]] {
        let ran = Run::new(&[&["build", "pieteikums.json", "--out", "o"], args].concat())
            .fixture("fixtures/data/pieteikums.json")
            .prepare(link)
            .run();
        assert_eq!(ran.text("cita.html"), "mana");
        ran.fails(
            "kļūda: `o/lapa.html` ir saite, un caur saitēm nekas netiek rakstīts\npadoms: norādiet mapi, kurā nav saišu, vai izdzēsiet saiti\n",
        );
    }
    let ran =
        build("o").folder("cita").prepare(|folder| symlink("cita", folder.join("o")).unwrap()).run().code(0);
    assert_eq!(ran.files_in("cita").len(), 7, "the journal is one");
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written() {
    use std::os::unix::fs::PermissionsExt as _;
    let read_only = |folder: &Path| {
        fs::create_dir(folder.join("o")).unwrap();
        fs::set_permissions(folder.join("o"), fs::Permissions::from_mode(0o555)).unwrap();
        // The tests' own folder must be open to whoever runs the program.
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    };
    let run = build("o").prepare(read_only);
    // Root may write everywhere: then the program runs as nobody.
    let as_nobody = ["setpriv", "--reuid=65534", "--clear-groups"];
    let is_root = super::tools::ask("id", &["-u"]).is_some_and(|said| said.text.trim() == "0");
    let run = if is_root {
        let version = [&as_nobody[1..], &[env!("CARGO_BIN_EXE_edocpack"), "--version"]].concat();
        if super::tools::ask(as_nobody[0], &version).is_none_or(|said| !said.content) {
            println!("skipped: nobody may not run the program here");
            return;
        }
        run.under(&as_nobody)
    } else {
        run
    };
    let ran = run.run();
    let files = ran.files();
    fs::set_permissions(ran.path("o"), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(files, ["pieteikums.json"]);
    ran.fails(
        "kļūda: nevar rakstīt mapē `o`: nav tiesību\npadoms: pārbaudiet, vai šajā mapē drīkstat rakstīt un vai datne nav \
         atvērta citā programmā\n",
    );
}

/// The system cuts a write short: the error is told, and what was half written is gone.
#[cfg(unix)]
#[test]
fn a_writer_that_fails_half_way_leaves_nothing() {
    // In blocks of 512 bytes, less than the PDF has.
    let ran = build("o").under(&["sh", "-c", "ulimit -f 40; exec \"$@\"", "sh"]).run();
    assert_eq!(ran.files(), ["pieteikums.json"], "nothing is left, temporary files included");
    ran.fails(&format!(
        "kļūda: nevar uzrakstīt `{PDF}`: datne pārsniedz sistēmas robežu\npadoms: atbrīvojiet vietu vai norādiet mapi citā diskā\n"
    ));
}

/// The second of three files fails: the first is not left behind.
#[cfg(unix)]
#[test]
fn a_package_is_written_whole_or_not_at_all() {
    let ran = build("o").run().code(0);
    let size = |name: &str| ran.bytes(name).len();
    let (pdf, edoc) = (size(PDF), size(&ran.only("o/edoc-unsigned", ".edoc")));
    assert!(pdf < edoc);
    // A limit between the two, where one of 512 bytes is to be found there.
    let blocks = pdf.div_ceil(512);
    assert!(blocks * 512 < edoc, "the container is {edoc} bytes, the PDF {pdf}");
    let ran =
        build("o").under(&["sh", "-c", &format!("ulimit -f {blocks}; exec \"$@\""), "sh"]).run().code(2);
    assert_eq!(ran.files(), ["pieteikums.json"]);
    assert!(ran.stderr.contains(".edoc`: datne pārsniedz sistēmas robežu"), "{}", ran.stderr);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk() {
    build("/dev/full")
        .run()
        .fails("kļūda: `/dev/full` nav mape\npadoms: norādiet citu vietu vai pārdēvējiet to, kas traucē\n");
    let ran = Run::new(&["fill", "--template", "sample.pdf", "v.json", "--out", "/dev/full", "--overwrite"])
        .fixture("schemas/forms/lv.kase.x509/sample.pdf")
        .file("v.json", "{}")
        .run();
    ran.fails(
        "kļūda: `/dev/full` nav datne, un to nevar aizstāt ar datni\npadoms: norādiet citu vietu vai pārdēvējiet to, kas traucē\n",
    );
    for args in
        ["check pieteikums.json", "explain S18", "form show", "completions bash", "man", "--help", "-V"]
    {
        let command = format!("exec \"$@\" {args} >/dev/full");
        let ran =
            Run::new(&[]).fixture("fixtures/data/pieteikums.json").under(&["sh", "-c", &command, "sh"]).run();
        ran.fails("kļūda: nevar rakstīt standarta izvadē: diskā nav vietas\n");
    }
}

/// Not even the error can be written: the exit code still tells it.
#[cfg(target_os = "linux")]
#[test]
fn an_error_that_cannot_be_written() {
    let ran = Run::new(&[]).under(&["sh", "-c", "exec \"$@\" check nav.csv 2>/dev/full", "sh"]).run();
    ran.fails("");
}

/// `edocpack form show | head -1`: the reader went away, and that is no error.
#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let ran =
        Run::new(&[]).under(&["sh", "-c", "\"$@\" form show 2>err | head -1; cat err", "sh"]).run().code(0);
    assert!(ran.stdout.starts_with("lv.kase.x509 ·"));
    assert_eq!(ran.stdout.lines().count(), 1);
    // One that reads nothing at all: several times, for a pipe may still take all that is written.
    for args in ["--help", "--version", "man build", "form schema", "help form"] {
        let script = format!("for n in 1 2 3 4 5; do \"$@\" {args} 2>>err | :; done; cat err");
        Run::new(&[]).under(&["bash", "-c", &script, "bash"]).run().code(0).says("");
    }
}

#[test]
fn a_filled_form_is_not_overwritten_either() {
    let fill = |args: &[&str]| {
        Run::new(&[&["fill", "--template", "sample.pdf", "v.json", "--out", "o.pdf"], args].concat())
            .fixture("schemas/forms/lv.kase.x509/sample.pdf")
            .file("v.json", "{\"klients.nosaukums\": \"Ezermala\"}")
            .file("o.pdf", "mans")
            .run()
    };
    let ran = fill(&[]);
    assert_eq!(ran.text("o.pdf"), "mans");
    ran.fails("kļūda: `o.pdf` jau ir\npadoms: norādiet citu vietu vai, ja esošo drīkst aizstāt, lietojiet --overwrite\n");
    let ran = fill(&["--overwrite"]).code(0).says("uzrakstīts: o.pdf\n");
    assert!(ran.bytes("o.pdf").starts_with(&fixture("schemas/forms/lv.kase.x509/sample.pdf")));
}
