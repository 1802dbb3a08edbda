//! A form that takes attachments, and asks for some: files that the rows of data name, beside the data.

use super::run::{Run, codes, fixture, sha256};
use super::unseen::{BINDING, FORM};

/// The form for leave, where study leave takes and needs a confirmation.
fn form() -> String {
    let field = r#"
[[field]]
key = "papers"
kind = "attachment"
label = { lv = "Pielikumi", en = "Attachments" }
column = { lv = "Pielikumi", en = "Attachments" }
rule = "L4"

[[rule]]
code = "L4-missing"
severity = "error"
provenance = "instruction"
when = { "leave.kind" = "study" }
required = ["papers"]
message = { lv = "Nav pievienots mācību iestādes apliecinājums.", en = "The school's confirmation is missing." }
hint = { lv = "Pievienojiet to.", en = "Attach it." }

[[rule]]"#;
    let takes = r#"attachments = { policy = "list", kinds = ["application/pdf", "text/csv"], rule = "L4" }"#;
    let form = FORM.replacen("\n[[rule]]", field, 1);
    let form = form.replace(r#"attachments = { policy = "none", rule = "L4" }"#, takes);
    assert!(form.contains(takes) && form.contains("papers"));
    form
}

const DIGITAL: &str = "fixtures/scans/honest/pdf/writer-one-line.pdf";
const SCAN: &str = "fixtures/scans/adversaries/plain.pdf";

fn leave(args: &[&str], papers: &str) -> Run {
    let pdf = fixture("fixtures/forms/unseen.pdf");
    let csv = format!(
        "Darbinieks;Amats;Veids;No;Līdz;Pamatojums;Pielikumi\n\
         Jānis Ķēniņš;Direktors;mācību;05.07.2027.;06.07.2027.;Kursi;\"{papers}\"\n"
    );
    Run::new(args)
        .file("veidlapa/form.toml", form())
        .file("veidlapa/binding.toml", BINDING.replace("SHA256", &sha256(&pdf)))
        .file("veidlapa/unseen.pdf", pdf)
        .file("dati/x.csv", csv)
        .file("dati/pielikumi/Apliecinājums.pdf", fixture(DIGITAL))
        .file("dati/tabula.csv", "a;b\n1;2\n")
        .file("dati/skenets.pdf", fixture(SCAN))
        .file("dati/viltots.pdf", "PK\x03\x04 no PDF")
        .file("dati/tukss.csv", "")
        .file("svess.pdf", fixture(DIGITAL))
}

const CHECK: [&str; 5] = ["check", "--json", "--form", "veidlapa", "dati/x.csv"];
const BUILD: [&str; 6] = ["build", "--form", "veidlapa", "dati/x.csv", "--out", "o"];

#[test]
fn files_beside_the_data_go_into_the_container() {
    let ran = leave(&BUILD, r"pielikumi\Apliecinājums.pdf; tabula.csv").run().code(0);
    let container = ran.only("o/edoc-unsigned", ".edoc");
    let record = ran.json_in(&ran.only("o/records", ".json"));
    let entries = record["container"]["entries"].as_array().unwrap();
    let entries: Vec<_> =
        entries.iter().map(|e| (e["name"].as_str().unwrap(), e["media_type"].as_str())).collect();
    assert_eq!(
        entries,
        [
            ("mimetype", None),
            ("0002_direktors.pdf", Some("application/pdf")),
            ("Apliecinājums.pdf", Some("application/pdf")),
            ("tabula.csv", Some("text/csv")),
            ("META-INF/manifest.xml", None),
        ]
    );
    let ran = ran.then(&["extract", &container, "-o", "ara"]).code(0);
    assert_eq!(ran.bytes("ara/Apliecinājums.pdf"), fixture(DIGITAL));
    assert_eq!(ran.bytes("ara/tabula.csv"), b"a;b\n1;2\n");
    let ran = ran.then(&["check", "--json", "--form", "veidlapa", &container]).code(0);
    assert_eq!(codes(&ran.json()["findings"]), ["C-unsigned"]);
}

#[test]
fn each_file_that_cannot_be_attached_has_its_own_reason() {
    for (papers, expected) in [
        ("", &["L4-missing"][..]),
        ("pielikumi/Apliecinājums.pdf", &[]),
        ("nav.pdf", &["L4-attached-missing"]),
        ("../svess.pdf", &["L4-attached-name"]),
        ("/etc/passwd", &["L4-attached-name"]),
        (r"C:\x.pdf", &["L4-attached-name"]),
        ("pielikumi/", &["L4-attached-name"]),
        ("attels.png", &["L4-attached-kind"]),
        ("pielikumi/Apliecinājums.pdf;apliecinājums.PDF", &["L4-attached-twice"]),
        ("skenets.pdf", &["L4-scan", "X-page-image"]),
        ("viltots.pdf", &["L4-attached-content"]),
        ("tukss.csv", &["L4-attached-unread"]),
        ("nav.pdf;skenets.pdf", &["L4-attached-missing", "L4-scan", "X-page-image"]),
    ] {
        let ran = leave(&CHECK, papers).run().code(i32::from(!expected.is_empty()));
        let checked = ran.json();
        let errors = checked["findings"].as_array().unwrap().iter().filter(|f| f["severity"] == "error");
        let errors: Vec<&str> = errors.map(|f| f["code"].as_str().unwrap()).collect();
        assert_eq!(errors, expected, "{papers}: {}", ran.stdout);
        let built = leave(&BUILD, papers).run().code(i32::from(!expected.is_empty()));
        assert_eq!(built.files_in("o/edoc-unsigned").len(), usize::from(expected.is_empty()), "{papers}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out_of_the_folder() {
    let link = |from: &'static str, to: &'static str| {
        move |root: &std::path::Path| std::os::unix::fs::symlink(to, root.join(from)).unwrap()
    };
    let ran = leave(&CHECK, "saite.pdf").prepare(link("dati/saite.pdf", "../svess.pdf")).run().code(1);
    assert_eq!(codes(&ran.json()["findings"]), ["L4-attached-unread"]);
    let ran = leave(&CHECK, "saite.pdf")
        .prepare(link("dati/saite.pdf", "pielikumi/Apliecinājums.pdf"))
        .run()
        .code(0);
    assert_eq!(codes(&ran.json()["findings"]), Vec::<String>::new());
}

#[test]
fn what_is_handed_in_for_all_is_looked_at_too() {
    let build = |file| [&BUILD[..], &["--attach", file]].concat();
    let ran = leave(&build("svess.pdf"), "").run().code(0);
    assert_eq!(ran.files_in("o/edoc-unsigned").len(), 1);
    let ran = leave(&build("dati/skenets.pdf"), "").run().code(1);
    assert!(ran.stdout.contains("L4-scan"), "{}", ran.stdout);
    let ran = leave(&build("dati/viltots.pdf"), "").run().code(1);
    assert!(ran.stdout.contains("L4-attached-content"), "{}", ran.stdout);
}

#[test]
fn what_is_packed_and_what_is_found_in_a_container_is_looked_at() {
    let ran = leave(&["check", "--form", "veidlapa", "dati/x.csv"], "skenets.pdf").run().code(1);
    assert!(
        ran.stdout.starts_with("dati/x.csv:2 › skenets.pdf, 1. lappuse: kļūda L4-scan: "),
        "{}",
        ran.stdout
    );

    let ran = leave(&BUILD, "tabula.csv").run().code(0);
    let pdf = ran.only("o/pdf", ".pdf");
    let pack = |more: &[&'static str]| -> Vec<String> {
        let all = ["pack", &pdf].into_iter().chain(more.iter().copied());
        all.chain(["--form", "veidlapa", "-o", "x.edoc", "--overwrite"]).map(str::to_owned).collect()
    };
    let run = |ran: super::run::Ran, args: Vec<String>| {
        ran.then(&args.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let ran = run(ran, pack(&[])).code(1);
    assert!(ran.stdout.contains("L4-missing"), "{}", ran.stdout);
    let ran = run(ran, pack(&["dati/skenets.pdf"])).code(1);
    assert!(ran.stdout.contains("L4-scan"), "{}", ran.stdout);
    let ran = run(ran, pack(&["svess.pdf"])).code(0);

    // Without the form nobody looks; afterwards everybody does.
    let ran = ran.then(&["pack", &pdf, "dati/skenets.pdf", "-o", "y.edoc"]).code(0);
    let ran = ran.then(&["check", "--form", "veidlapa", "y.edoc"]).code(1);
    assert!(ran.stdout.contains("L4-scan"), "{}", ran.stdout);
    let ran = ran.then(&["pack", &pdf, "-o", "z.edoc"]).code(0);
    let ran = ran.then(&["check", "--json", "--form", "veidlapa", "z.edoc"]).code(1);
    assert_eq!(codes(&ran.json()["findings"]), ["C-unsigned", "L4-missing"]);
    // Of the form by itself nobody knows.
    ran.then(&["check", "--form", "veidlapa", &pdf]).code(0);
}
