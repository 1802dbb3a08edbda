//! Signatures validated with trust material: `--trust`, `--require`, `--at`, and `trust`. The fixtures are of
//! `fixtures/signed/kinds`, whose authority is `ca.crt`.

use super::run::{Ran, Run};

const KINDS: &str = "fixtures/signed/kinds";

/// `check` of a container of those, with that authority trusted to issue certificates and to give times.
fn check(file: &str, more: &[&str]) -> Ran {
    let trust = ["--trust", "ca=ca.crt", "--trust", "tsa=ca.crt"];
    run(file, &[&trust[..], more].concat())
}

fn run(file: &str, more: &[&str]) -> Ran {
    let args = [&["check", "--no-form", "--at", "2026-12-02T00:00:00Z", file], more].concat();
    Run::new(&args).fixture(&format!("{KINDS}/{file}")).fixture(&format!("{KINDS}/ca.crt")).run()
}

#[test]
fn what_is_valid_is_called_so_only_with_trust_material() {
    let ran = check("derigs.edoc", &["--lang", "lv"]).code(0);
    insta::assert_snapshot!(ran.stdout, @r#"
    derigs.edoc, datne „META-INF/signatures0.xml” konteinerā: ziņa V-valid: Paraksts ir derīgs: JĀNIS ĶĒNIŅŠ (PNOLV-010101-*****), vai kvalificēts, nav zināms; parakstīts ne vēlāk kā 2026-12-01 10:22:44 UTC. Parakstītās datnes: pieteikums.pdf.
    derigs.edoc: kļūdu nav, paraksts derīgs (ieraksti: 1, kļūdas: 0, brīdinājumi: 0)
    Paraksti vērtēti 2026-12-02 00:00 UTC pēc norādītajiem sertifikātiem.
    "#);
    insta::assert_snapshot!(check("derigs.edoc", &["--lang", "en"]).code(0).stdout, @r#"
    derigs.edoc, file "META-INF/signatures0.xml" in the container: note V-valid: The signature is valid: JĀNIS ĶĒNIŅŠ (PNOLV-010101-*****), whether qualified is not known; signed not later than 2026-12-01 10:22:44 UTC. Files that are signed: pieteikums.pdf.
    derigs.edoc: no errors, the signature is valid (records: 1, errors: 0, warnings: 0)
    Signatures validated as of 2026-12-02 00:00 UTC by the certificates that were named.
    "#);
    let ran = run("derigs.edoc", &["--lang", "lv"]).code(0);
    assert!(!ran.stdout.contains("derīgs,") && !ran.stdout.contains("ir derīgs"), "{}", ran.stdout);
    insta::assert_snapshot!(ran.stdout, @r#"
    derigs.edoc, datne „META-INF/signatures0.xml” konteinerā: ziņa V-intact: NAV PĀRBAUDĪTS LĪDZ GALAM: parakstītās datnes (pieteikums.pdf) kopš parakstīšanas nav mainītas. Sertifikātā rakstīts: JĀNIS ĶĒNIŅŠ (PNOLV-010101-*****); izdevējs: C=LV, O=Testa sertifikāti (neīsti), CN=edocpack test CA (not real); parakstītāja norādītais laiks: 2026-11-22 09:30:00 UTC; laika zīmogs: 2026-12-01 10:22:44 UTC. Ka tā ir taisnība, nav apstiprināts.
        Pirms sūtīšanas pārbaudiet parakstu eParakstītājā vai portālā eparaksts.lv; šeit pārbaudei līdz galam norādiet uzticamības sarakstu ar --trust.
    derigs.edoc: kļūdu nav; paraksts NAV PĀRBAUDĪTS LĪDZ GALAM (ieraksti: 1, kļūdas: 0, brīdinājumi: 0)
    "#);
    insta::assert_snapshot!(run("derigs.edoc", &["--lang", "en"]).code(0).stdout, @r#"
    derigs.edoc, file "META-INF/signatures0.xml" in the container: note V-intact: NOT VALIDATED TO THE END: the signed files (pieteikums.pdf) are unchanged since signing. The certificate says: JĀNIS ĶĒNIŅŠ (PNOLV-010101-*****); issuer: C=LV, O=Testa sertifikāti (neīsti), CN=edocpack test CA (not real); time claimed by the signer: 2026-11-22 09:30:00 UTC; time-stamp: 2026-12-01 10:22:44 UTC. That this is true is not confirmed.
        Before sending, validate the signature in eParakstītājs or at eparaksts.lv; to go on here, name a trust list with --trust.
    derigs.edoc: no errors; the signature was NOT VALIDATED TO THE END (records: 1, errors: 0, warnings: 0)
    "#);
}

#[test]
fn facts_for_machines_tell_a_claim_from_a_signer() {
    let found = run("derigs.edoc", &["--json"]).code(0).json();
    let one = &found["signatures"][0];
    assert_eq!((&one["integrity"], &one["indication"]), (&"intact".into(), &"INDETERMINATE".into()));
    assert_eq!(
        (&one["sub_indication"], &one["signer"]["claimed"]),
        (&"NO_CERTIFICATE_CHAIN_FOUND".into(), &true.into())
    );
    assert!(one["times"].get("proven").is_none() && one["times"].get("stamped").is_some(), "{one}");
    assert_eq!(found["state"], "signed");
    let found = check("derigs.edoc", &["--json"]).code(0).json();
    let one = &found["signatures"][0];
    assert_eq!((&one["indication"], &one["signer"]["claimed"]), (&"TOTAL-PASSED".into(), &false.into()));
    assert!(one["times"].get("proven").is_some() && one.get("sub_indication").is_none(), "{one}");
    assert_eq!(
        (&found["state"], &found["validation"]["at"]),
        (&"valid".into(), &"2026-12-02T00:00:00Z".into())
    );
}

#[test]
fn with_trust_material_everything_but_valid_refuses() {
    for (file, expected) in [
        ("bez-datu-formata.edoc", "V-indeterminate"),
        ("divas-politikas.bdoc", "V-failed"),
        ("laika-atzime-atsaukts.bdoc", "V-revoked"),
        ("brainpool.edoc", "V-unknown"),
    ] {
        let ran = check(file, &["--json"]).code(1);
        assert!(ran.stdout.contains(expected), "{file}: {}", ran.stdout);
    }
    // Intact is enough where the user says so; what is not known to be intact is not.
    check("bez-datu-formata.edoc", &["--require", "intact"]).code(0);
    check("brainpool.edoc", &["--require", "intact"]).code(1);
    run("brainpool.edoc", &[]).code(0);
    run("brainpool.edoc", &["--require", "intact"]).code(1);
}

#[test]
fn what_is_asked_for_refuses_what_is_less() {
    let ran = check("derigs.edoc", &["--require", "qualified", "--json"]).code(1);
    assert!(ran.stdout.contains("V-not-qualified"), "{}", ran.stdout);
    check("derigs.edoc", &["--require", "valid"]).code(0);
    // Nobody signed it.
    let ran = Run::new(&["pack", "letter.txt", "-o", "x.edoc"]).file("letter.txt", "hello").run().code(0);
    let ran = ran.then(&["check", "--no-form", "x.edoc"]).code(0);
    let ran = ran.then(&["check", "--no-form", "--require", "intact", "--json", "x.edoc"]).code(1);
    assert!(ran.stdout.contains("V-unsigned"), "{}", ran.stdout);
    // Without trust material nothing can be valid.
    let ran = run("derigs.edoc", &["--require", "valid", "--lang", "en"]);
    ran.fails(
        "error: without a trust list it cannot be told whether a signature is valid\nhint: name one with --trust LIST.xml, or ask for --require intact only\n",
    );
}

#[test]
fn nobody_accepts_a_signature_that_is_not_valid() {
    for code in ["V-failed", "V-policy"] {
        check("divas-politikas.bdoc", &["--accept", code]).code(1);
    }
}

#[test]
fn trust_shows_what_a_set_contains() {
    let ran =
        Run::new(&["trust", "tsa=ca.crt", "--lang", "en"]).fixture(&format!("{KINDS}/ca.crt")).run().code(0);
    insta::assert_snapshot!(ran.stdout, @r#"
    ca.crt: certificate (tsa) C=LV, O=Testa sertifikāti (neīsti), CN=edocpack test CA (not real), valid 2026-01-01 to 2036-01-01
    "#);
    let ran = ran.then(&["trust", "tsa=ca.crt", "--json"]).code(0);
    assert_eq!(ran.json()["certificates"][0]["role"], "tsa");
    let ran = ran.then(&["trust", "--lang", "en"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.starts_with("error: no trust material is named\nhint: "), "{}", ran.stderr);
}

#[test]
fn the_set_can_be_named_once_by_the_user() {
    let folder = "config/edocpack";
    let ran = Run::new(&["check", "--no-form", "--at", "2026-12-02T00:00:00Z", "--json", "derigs.edoc"])
        .fixture(&format!("{KINDS}/derigs.edoc"))
        .file(&format!("{folder}/ca.crt"), std::fs::read(format!("{KINDS}/ca.crt")).unwrap())
        .file(&format!("{folder}/trust.toml"), "trust = [\"ca=ca.crt\", \"tsa=ca.crt\"]\n")
        .run()
        .code(0);
    assert_eq!(ran.json()["state"], "valid");
    let ran = ran.then(&["trust", "--json"]).code(0);
    assert_eq!(ran.json()["certificates"].as_array().unwrap().len(), 2);
}

#[test]
fn what_is_no_trust_material_is_named() {
    let ran = Run::new(&["trust", "letter.txt", "--lang", "en"]).file("letter.txt", "hello").run();
    ran.fails("error: `letter.txt` is neither a certificate (PEM, DER) nor a trust list (TS 119 612)\n");
    let ran = Run::new(&["trust", "list.xml", "--lang", "en"]).file("list.xml", "<a/>").run();
    ran.fails(
        "error: the trust list `list.xml` is not to be believed: not a trust list: its root is another element\nhint: who may sign it is named by --lotl-signer (with the list of lists), or by --list-signer\n",
    );
}

/// The lists and signers of another program, where they are at hand.
#[test]
fn genuine_applications_are_valid_by_their_list() {
    let cases = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases/signatures");
    if !cases.is_dir() {
        println!("skipped: no cases/signatures");
        return;
    }
    let path = |name: &str| cases.join(name).to_str().unwrap().to_owned();
    let (list, signer) = (path("pki/www/LV_TESTS.xml"), path("pki/tl.crt"));
    let ran = Run::new(&["trust", &list, "--list-signer", &signer, "--lang", "en"]).run().code(0);
    assert!(ran.stdout.contains("trust list LV") && ran.stdout.contains("services: 3"), "{}", ran.stdout);
    for (file, code) in [
        ("good/0002-kenins.edoc", 0),
        ("good/0003-kenins-LTA.edoc", 0),
        ("good/0004-cakste.edoc", 0),
        ("good/0005-laudama.edoc", 0),
        ("dd-0003-2sig.edoc", 0),
        ("dd-0004-seal.edoc", 0),
        ("dd-0005-LTA.edoc", 0),
        ("dd-odd.edoc", 0),
        ("others/pyasice-0002.edoc", 0),
        ("others/xadesjs-0002.edoc", 1),
        ("impersonation.edoc", 1),
        ("signature-value-changed.edoc", 1),
    ] {
        let file = path(file);
        let at = "2026-12-02T00:00:00Z";
        let args =
            ["check", "--no-form", "--json", "--at", at, "--trust", &list, "--list-signer", &signer, &file];
        let ran = Run::new(&args).run().code(code);
        assert_eq!(ran.json()["state"], if code == 0 { "valid" } else { "refused" }, "{file}");
        if code == 1 && !file.contains("others") {
            Run::new(&["check", "--no-form", "--at", at, &file]).run().code(1);
        }
    }
}

/// The form asks for a person's qualified signature and a qualified time-stamp; only a list tells which are.
#[test]
fn what_the_form_asks_for_is_more_than_valid() {
    let check = |file: &str, more: &[&str]| {
        let args = ["check", "--at", "2026-12-02T00:00:00Z", "--trust", "saraksts.xml", "--list-signer"];
        let args = [&args[..], &["saraksta-parakstitajs.crt", file], more].concat();
        let fixtures = ["saraksts.xml", "saraksta-parakstitajs.crt", file];
        let run = |run: Run, file: &&str| run.fixture(&format!("fixtures/signed/listed/{file}"));
        fixtures.iter().fold(Run::new(&args), run).run()
    };
    let lines = |ran: &Ran| {
        let told = ran.stdout.lines().filter(|line| line.contains("S18-") || line.starts_with("    Parakst"));
        told.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(lines(&check("kvalificets.edoc", &["--lang", "lv"]).code(0)), "");
    insta::assert_snapshot!(lines(&check("zimogs.edoc", &["--lang", "lv"]).code(1)), @r#"
        Parakstiet dokumentu ar personas parakstu (eID karte vai eParaksts).
    zimogs.edoc: kļūda S18-qualified-signature: Paraksts ir derīgs, bet šim pieteikumam nepietiek: vajadzīgs personas kvalificēts paraksts, bet šis ir: kvalificēts elektroniskais zīmogs.
        Parakstiet ar kvalificētu elektronisko parakstu (eID karte, eParaksts mobile).
    "#);
    insta::assert_snapshot!(lines(&check("bez-ierices.edoc", &["--lang", "lv"]).code(1)), @r#"
    bez-ierices.edoc: kļūda S18-qualified-signature: Paraksts ir derīgs, bet šim pieteikumam nepietiek: vajadzīgs personas kvalificēts paraksts, bet šis ir: uzlabots elektroniskais paraksts ar kvalificētu sertifikātu.
        Parakstiet ar kvalificētu elektronisko parakstu (eID karte, eParaksts mobile).
    "#);
    insta::assert_snapshot!(lines(&check("laika-zimogs.edoc", &["--lang", "lv"]).code(1)), @r#"
    laika-zimogs.edoc: kļūda S18-qualified-time-stamp: Paraksts ir derīgs, bet šim pieteikumam nepietiek: kvalificēta laika zīmoga tam nav.
        Parakstiet no jauna ar kvalificētu laika zīmogu (eParakstītājs to pievieno).
    "#);
    insta::assert_snapshot!(lines(&check("bez-laika-zimoga.edoc", &["--lang", "lv"]).code(1)), @r#"
    bez-laika-zimoga.edoc: brīdinājums S18-time-stamp: Parakstam nav laika zīmoga.
        Parakstiet no jauna un pievienojiet laika zīmogu.
    "#);
    // Who asks for less is told all the same.
    let ran = check("laika-zimogs.edoc", &["--require", "valid", "--lang", "en"]).code(0);
    assert!(ran.stdout.contains("warning S18-qualified-time-stamp"), "{}", ran.stdout);
}

/// A document time-stamp of a PDF proves when the signature before it was there; one over something else proves nothing.
#[test]
fn a_document_time_stamp_proves_the_time_of_the_signature_before_it() {
    let check = |file: &str| {
        let args =
            ["check", "--json", "--no-form", "--at", "2026-12-02T00:00:00Z", "--trust", "saraksts.xml"];
        let args = [&args[..], &["--list-signer", "saraksta-parakstitajs.crt", file]].concat();
        let fixtures = ["saraksts.xml", "saraksta-parakstitajs.crt", file];
        let run = |run: Run, file: &&str| run.fixture(&format!("fixtures/signed/listed/{file}"));
        fixtures.iter().fold(Run::new(&args), run).run().code(1).json()
    };
    let one = &check("dokumenta-zimogs.pdf")["signatures"][0];
    // No status is in it.
    assert_eq!((&one["integrity"], &one["sub_indication"]), (&"intact".into(), &"TRY_LATER".into()), "{one}");
    assert_eq!(one["times"]["proven"], "2026-11-22T10:16:00Z", "{one}");
    assert_eq!(one["times"]["qualified"], true, "{one}");
    let one = &check("dokumenta-zimogs-cits.pdf")["signatures"][0];
    assert_eq!(
        (&one["indication"], &one["sub_indication"]),
        (&"TOTAL-FAILED".into(), &"HASH_FAILURE".into())
    );
    assert!(
        one["times"].get("proven").is_none() && one["findings"].to_string().contains("V-stamp-imprint"),
        "{one}"
    );
}
