//! Help, mistakes in the arguments, manual pages and completions, in both languages.

use std::process::{Command, Stdio};

use super::run::Run;
use super::tools::ask;
use crate::common::installed;

/// Every command, as its help is asked for.
const COMMANDS: [&[&str]; 16] = [
    &[],
    &["build"],
    &["check"],
    &["fill"],
    &["scan-check"],
    &["inspect"],
    &["export"],
    &["explain"],
    &["form"],
    &["form", "bind"],
    &["form", "list"],
    &["form", "show"],
    &["form", "template"],
    &["completions"],
    &["man"],
    &["verify"],
];

fn help(command: &[&str], lang: &str) -> String {
    let ran = Run::new(&[command, &["--help", "--lang", lang]].concat()).run().code(0);
    assert_eq!(ran.stderr, "");
    ran.stdout
}

#[test]
fn the_help_of_the_program() {
    let latvian = help(&[], "lv");
    insta::assert_snapshot!(latvian, @r#"
    No aizpildītiem datiem sagatavo dokumentus, ko cilvēks var parakstīt: pārbauda datus pēc veidlapas
    noteikumiem, aizpilda PDF un ievieto to EDOC konteinerā. Neko neparaksta un nekur nesūta.

    Lietošana: edocpack [IESPĒJAS] <KOMANDA>

    Komandas:
      build        No datiem sagatavo PDF, neparakstītu konteineru, paketes ierakstu un lapu
                   parakstītājam.
      check        Pārbauda datus, aizpildītu PDF vai konteineru; neko neraksta. [arī: verify]
      merge        Savieno daļas (--shard) vienā pārskatā, parakstītāja lapā un kļūdu tabulā.
      status       Pēc parakstīšanas: kuras paketes ir parakstītas, kas tās parakstījis un vai dokuments
                   nav mainīts.
      trust        Rāda, ko satur uzticamības materiāls (saraksti, sertifikāti) un cik ilgi tas der.
      pack         Ievieto gatavus dokumentus neparakstītā konteinerā.
      extract      Izņem datnes no konteinera.
      fill         Aizpilda vienu PDF veidlapu: jebkuru pēc lauku nosaukumiem vai, ar --form, pēc tās
                   noteikumiem.
      scan-check   Pārbauda, vai datne nav skenēta: spriedums un iemesli katrai lappusei.
      inspect      Parāda, kas ir PDF veidlapā vai konteinerā.
      export       Izraksta aizpildītas PDF veidlapas vērtības kā JSON, ko pieņem „fill”.
      preview      Uzzīmē PDF (arī konteinerā esoša) lappusi tādu, kādu to redzēs cilvēks.
      explain      Izskaidro kodu un citē instrukcijas teikumu, uz kura tas balstās.
      form         Veidlapu apraksti.
      completions  Izdrukā skriptu, ar kuru čaula papildina komandas.
      man          Izdrukā programmas vai komandas rokasgrāmatas lapu.

    Iespējas:
          --lang <lv|en>    ziņojumu valoda: lv (noklusējums) vai en
          --format <VEIDS>  izvades veids: human vai json; komandām build, check un form lint arī junit
                            un github; check un form lint arī sarif un short
          --json            tas pats, kas --format json
      -h, --help            parāda šo palīdzību
      -V, --version         parāda versiju

    Piemēri:
      edocpack pieteikumi.csv                      sagatavo visu mapē blakus datiem
      edocpack check pieteikumi.csv                tikai pārbauda
      edocpack form template --out jauns.xlsx      tukša lapa aizpildīšanai
      edocpack explain S18                         kāpēc tā

    Izejas kods: 0 izdarīts; 1 dati vai datne noraidīti; 2 programma nevarēja darboties; 130 vai 143
    apturēta (Ctrl-C, SIGTERM).
    "#);
    insta::assert_snapshot!(help(&[], "en"), @r#"
    Turns completed data into documents that a person can sign: checks the data against the rules of the
    form, fills its PDF, and puts it into an EDOC container. It signs nothing and sends nothing.

    Usage: edocpack [OPTIONS] <COMMAND>

    Commands:
      build        From data, make the PDF, the unsigned container, the package record and the hand-off
                   sheet.
      check        Check data, a filled PDF or a container; writes nothing. [alias: verify]
      merge        Put shards together: one report, one hand-off sheet, one table of refused rows.
      status       After signing: which packages of a run are signed, by whom, and whether the document
                   is unchanged.
      trust        Show what trust material contains (lists, certificates), and how long it is to be
                   relied on.
      pack         Put finished documents into an unsigned container.
      extract      Take the files out of a container.
      fill         Fill one PDF form: any by its field names or, with --form, by its definition.
      scan-check   Is it a scan? A verdict and reasons for each page.
      inspect      Show what is inside a PDF form or a container.
      export       Write the values of a filled PDF form as the JSON that fill takes.
      preview      Draw a page of a PDF, also of one in a container, as a person will see it.
      explain      Explain a code and quote the sentence of the instruction it rests on.
      form         Form definitions.
      completions  Print a shell completion script.
      man          Print the manual page of the program or of a command.

    Options:
          --lang <lv|en>   language of the messages: lv (default) or en
          --format <KIND>  kind of output: human or json; for build, check and form lint also junit and
                           github; for check and form lint also sarif and short
          --json           short for --format json
      -h, --help           show this help
      -V, --version        show the version

    Examples:
      edocpack applications.csv                    make everything, in a folder beside the data
      edocpack check applications.csv              only check
      edocpack form template --out new.xlsx        an empty sheet to fill in
      edocpack explain S18                         why so

    Exit code: 0 done; 1 data or file refused; 2 could not run; 130 or 143 stopped (Ctrl-C, SIGTERM).
    "#);
    assert_eq!(Run::new(&[]).run().code(0).stdout, latvian, "no arguments at all");
    assert_eq!(Run::new(&["help"]).run().code(0).stdout, latvian);
    assert_eq!(Run::new(&["-h"]).run().code(0).stdout, latvian);
    assert_eq!(Run::new(&[]).env("EDOCPACK_LANG", "en").run().code(0).stdout, help(&[], "en"));
}

#[test]
fn the_help_of_build() {
    insta::assert_snapshot!(help(&["build"], "lv"), @r"
        No datiem sagatavo PDF, neparakstītu konteineru, paketes ierakstu un lapu parakstītājam.

        Lietošana: edocpack build [IESPĒJAS] <DATI>...

        Argumenti:
          <DATI>...  dati: CSV, XLSX, ODS, JSON, JSON Lines, TOML vai citā programmā aizpildīts veidlapas
                     PDF; „-” ir standarta ievade

        Iespējas:
              --form <VEIDLAPA>     veidlapas identifikators vai mape ar form.toml; noklusējums:
                                    lv.kase.x509
              --template <PDF>      oficiālās veidlapas PDF iebūvētā parauga vietā
              --binding <TOML>      šī PDF lauku piesaiste; noklusējums: blakus esoša VEIDLAPA.binding.toml
                                    (ja PDF ir VEIDLAPA.pdf) vai binding.toml
              --accept <KODS>       apstiprina secināta vai tehniska noteikuma pārkāpumu (piemēram, A1); tas
                                    paliek paketes ierakstā
              --deny-warnings       noraida arī tad, ja ir tikai brīdinājumi
              --as-of <GGGG-MM-DD>  diena, ko noteikumi uzskata par šodienu
              --registry <CSV>      reģistra izraksts (CSV ar kolonnām regcode un name), ar ko salīdzina
                                    nosaukumus; atšķirība ir brīdinājums
          -o, --out <MAPE>          izvades mape; noklusējums: mape blakus datiem
              --replace             ja mapē jau ir cita palaišana, visu tās izvadi vispirms pārvieto uz
                                    ieprieksejie/N šajā mapē
              --profile <VEIDS>     konteinera veids: edoc (noklusējums), asice (tas pats ar citu
                                    paplašinājumu) vai asic-e-cades
              --digest <FUNKCIJA>   kontrolsummas CAdES konteinerā: sha256 (noklusējums), sha384 vai sha512
              --build-time <LAIKS>  laiks, ko ieraksta izvadēs (RFC 3339 vai sekundes kopš 1970. gada)
              --attach <DATNE>      pielikums; veidlapa, kas pielikumus nepieņem, to noraida ar instrukcijas
                                    teikumu
          -j, --jobs <N>            cik pavedienos strādāt; noklusējums: visos procesoros
              --fail-fast           beidz pie pirmās rindas ar kļūdu
              --resume              turpina pārtrauktu palaišanu; rezultāts ir tāds pats kā nepārtrauktai
              --shard <K/N>         tikai K-tā no N daļām, darbam vairākos datoros; pēc tam: edocpack merge
              --flatten             pārvērš laukus lapas saturā: izskatās tāpat, bet neko vairs nevar mainīt
              --preview             blakus katram PDF ieliek tā pirmās lappuses attēlu un parāda to lapā
                                    parakstītājam
              --lang <lv|en>        ziņojumu valoda: lv (noklusējums) vai en
              --format <VEIDS>      izvades veids: human vai json; komandām build, check un form lint arī
                                    junit un github; check un form lint arī sarif un short
              --json                tas pats, kas --format json
          -h, --help                parāda šo palīdzību

        Piemēri:
          edocpack build pieteikumi.csv --out gatavie
          edocpack build dati.json --template veidlapa.pdf --out gatavie
          edocpack build gatavie/refused.csv --out gatavie      pievieno izlabotās rindas
    ");
    insta::assert_snapshot!(help(&["build"], "en"), @r#"
        From data, make the PDF, the unsigned container, the package record and the hand-off sheet.

        Usage: edocpack build [OPTIONS] <DATA>...

        Arguments:
          <DATA>...  data: CSV, XLSX, ODS, JSON, JSON Lines, TOML, or a PDF of the form filled in with
                     another program; - is standard input

        Options:
              --form <FORM>         id of an embedded form, or a folder with a form.toml; default:
                                    lv.kase.x509
              --template <PDF>      the official form's PDF, in place of the embedded sample
              --binding <TOML>      the binding of that PDF's fields; default: NAME.binding.toml (for
                                    NAME.pdf) or binding.toml beside it
              --accept <CODE>       accept the breach of an inferred or technical rule (such as A1), on the
                                    record
              --deny-warnings       refuse also where there are only warnings
              --as-of <YYYY-MM-DD>  the day that is "today" for the rules
              --registry <CSV>      a register extract (CSV with the columns regcode and name) to compare
                                    names with; a difference is a warning
          -o, --out <DIR>           folder for the outputs; default: a folder beside the data
              --replace             where another run is in the folder already, first move all its output to
                                    ieprieksejie/N in that folder
              --profile <KIND>      kind of container: edoc (default), asice (the same under another
                                    extension) or asic-e-cades
              --digest <HASH>       digests of a CAdES container: sha256 (default), sha384 or sha512
              --build-time <TIME>   the time stamped on outputs (RFC 3339, or seconds since 1970)
              --attach <FILE>       an attachment; a form that takes none refuses it with the sentence of
                                    its instruction
          -j, --jobs <N>            how many threads do the work; default: all processors
              --fail-fast           end at the first row with an error
              --resume              go on with an interrupted run; the result is that of an undisturbed one
              --shard <K/N>         only part K of N, to spread the work over machines; then: edocpack merge
              --flatten             make the fields content of the page: it looks the same, and nothing is
                                    left to change
              --preview             put a picture of its first page beside each PDF, and show it on the
                                    hand-off sheet
              --lang <lv|en>        language of the messages: lv (default) or en
              --format <KIND>       kind of output: human or json; for build, check and form lint also junit
                                    and github; for check and form lint also sarif and short
              --json                short for --format json
          -h, --help                show this help

        Examples:
          edocpack build applications.csv --out ready
          edocpack build data.json --template form.pdf --out ready
          edocpack build ready/refused.csv --out ready          adds the mended rows
    "#);
    assert_eq!(Run::new(&["help", "build"]).run().code(0).stdout, help(&["build"], "lv"));
}

#[test]
fn no_help_is_half_in_another_language() {
    for command in COMMANDS {
        let latvian = help(command, "lv");
        for word in [
            "Usage",
            "Options",
            "Arguments",
            "Commands",
            "Examples",
            "FILE",
            "DATA",
            "FORM",
            "CODE",
            "default",
            "alias",
            "COMMAND",
        ] {
            assert!(!latvian.contains(word), "{command:?}: „{word}” in\n{latvian}");
        }
        assert!(latvian.contains("Lietošana: edocpack"), "{latvian}");
        let english = help(command, "en");
        assert!(english.contains("Usage: edocpack"), "{english}");
        // The names of the official form and of its functions stay as they are.
        let stray = english.chars().filter(|letter| "āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ".contains(*letter)).count();
        assert_eq!(stray, 0, "{english}");
    }
}

#[test]
fn help_is_readable_in_a_narrow_window() {
    for lang in ["lv", "en"] {
        for command in COMMANDS {
            let args = [command, &["--help", "--lang", lang]].concat();
            let text = Run::new(&args).env("COLUMNS", "40").run().code(0).stdout;
            let (described, _) =
                text.split_once("\nPiemēr").or_else(|| text.split_once("\nExample")).unwrap_or((&text, ""));
            for line in described.lines() {
                assert!(line.chars().count() <= 40, "{command:?}: {line}");
            }
        }
    }
}

/// A terminal of no width is none.
#[test]
fn help_has_its_usual_width_where_none_can_be_had() {
    let usual = help(&["build"], "lv");
    for columns in ["0", "7", "", "daudz", "400"] {
        let ran = Run::new(&["build", "--help"]).env("COLUMNS", columns).run().code(0);
        assert_eq!(ran.stdout, usual, "{columns}");
    }
}

#[test]
fn mistakes_are_told_with_what_to_do() {
    let cases = [
        (
            &["foo"][..],
            "kļūda: nav ne komandas, ne datnes `foo`\npadoms: vai bija domāts `form`?\npadoms: skatiet edocpack --help\n",
        ),
        (
            &["biuld", "x"],
            "kļūda: nav ne komandas, ne datnes `biuld`\npadoms: vai bija domāts `build`?\npadoms: skatiet edocpack --help\n",
        ),
        (
            &["build"],
            "kļūda: trūkst: <DATI>...\npadoms: piemēram, edocpack build pieteikumi.csv --out gatavie\npadoms: skatiet edocpack build --help\n",
        ),
        (
            &["build", "--repalce", "x"],
            "kļūda: nezināma iespēja `--repalce`\npadoms: vai bija domāts `--replace`?\npadoms: skatiet edocpack build --help\n",
        ),
        (
            &["check", "--out", "x"],
            "kļūda: nezināma iespēja `--out`\npadoms: skatiet edocpack check --help\n",
        ),
        (
            &["fill"],
            "kļūda: trūkst: --out <PDF>, <VĒRTĪBAS>\npadoms: piemēram, edocpack fill --template veidlapa.pdf vertibas.json --out aizpildita.pdf\npadoms: skatiet edocpack fill --help\n",
        ),
        (
            &["fill", "x"],
            "kļūda: trūkst: --out <PDF>\npadoms: piemēram, edocpack fill --template veidlapa.pdf vertibas.json --out aizpildita.pdf\npadoms: skatiet edocpack fill --help\n",
        ),
        (
            &["build", "x", "--out"],
            "kļūda: `--out <MAPE>` vajag vērtību\npadoms: --out: izvades mape; noklusējums: mape blakus datiem\npadoms: skatiet edocpack build --help\n",
        ),
        (
            &["build", "x", "--out", "a", "--out", "b"],
            "kļūda: `--out` norādīts vairākkārt\npadoms: skatiet edocpack build --help\n",
        ),
        (
            &["build", "x", "--binding", "b"],
            "kļūda: trūkst: --template <PDF>\npadoms: piemēram, edocpack build pieteikumi.csv --out gatavie\npadoms: skatiet edocpack build --help\n",
        ),
        (
            &["check", "x", "--json", "--format", "human"],
            "kļūda: `--json` nevar būt kopā ar `--format`\npadoms: skatiet edocpack check --help\n",
        ),
        (
            &["--lang", "de", "man"],
            "kļūda: `--lang` nevar būt `de`\npadoms: der: lv, en\npadoms: skatiet edocpack man --help\n",
        ),
        (&["form"], "kļūda: nav norādīta komanda\npadoms: skatiet edocpack form --help\n"),
        (
            &["form", "shw"],
            "kļūda: nav komandas `shw`\npadoms: vai bija domāts `show`?\npadoms: skatiet edocpack form --help\n",
        ),
        (
            &["form", "lst"],
            "kļūda: nav komandas `lst`\npadoms: vai bija domāts `lint` vai `list`?\npadoms: skatiet edocpack form --help\n",
        ),
        (
            &["build", "x", "--jobs", "0"],
            "kļūda: `--jobs` nevar būt `0`\npadoms: --jobs: cik pavedienos strādāt; noklusējums: visos procesoros\npadoms: skatiet edocpack build --help\n",
        ),
        (
            &["build", "x", "--jobs", "-1"],
            "kļūda: `--jobs` nevar būt `-1`\npadoms: --jobs: cik pavedienos strādāt; noklusējums: visos procesoros\npadoms: skatiet edocpack build --help\n",
        ),
        (
            &["form", "template", "--out", "lapa.doc"],
            "kļūda: lapu ar paplašinājumu `.doc` programma neraksta\npadoms: der: .csv, .json, .toml, .xlsx; citam nosaukumam norādiet arī --format\n",
        ),
        (
            &["pack", ".", "--out", "x.edoc"],
            "kļūda: `.` ir mape, nevis datne\npadoms: norādiet datni šajā mapē\n",
        ),
        (
            &["pack", "-", "--out", "x.edoc"],
            "kļūda: šeit nevar lasīt no standarta ievades\npadoms: norādiet datni\n",
        ),
        (
            &["form", "list", "vel"],
            "kļūda: lieks arguments `vel`\npadoms: skatiet edocpack form list --help\n",
        ),
        (
            &["form", "show", "nav"],
            "kļūda: nav veidlapas `nav`; iebūvētās: `lv.kase.x509`\npadoms: norādiet identifikatoru vai mapi ar form.toml\n",
        ),
        (
            &["form", "template", "--format", "xls"],
            "kļūda: `--format` nevar būt `xls`\npadoms: der: csv, xlsx, json, toml\npadoms: skatiet edocpack form template --help\n",
        ),
        (
            &["completions", "korn"],
            "kļūda: `<ČAULA>` nevar būt `korn`\npadoms: der: bash, elvish, fish, powershell, zsh\npadoms: skatiet edocpack completions --help\n",
        ),
        (&["man", "nav"], "kļūda: nav komandas `nav`\npadoms: skatiet edocpack --help\n"),
    ];
    for (args, expected) in cases {
        Run::new(args).run().fails(expected);
    }
    Run::new(&["--lang", "en", "foo"])
        .run()
        .fails("error: `foo` is neither a command nor a file\nhint: did you mean `form`?\nhint: see edocpack --help\n");
    Run::new(&["foo"])
        .env("EDOCPACK_LANG", "en")
        .run()
        .fails("error: `foo` is neither a command nor a file\nhint: did you mean `form`?\nhint: see edocpack --help\n");
}

#[test]
fn the_version() {
    let expected = format!("edocpack {}\n", env!("CARGO_PKG_VERSION"));
    Run::new(&["--version"]).run().code(0).says(&expected);
    Run::new(&["version"]).run().code(0).says(&expected);
    Run::new(&["-V"]).run().code(0).says(&expected);
}

#[test]
fn data_alone_means_build_beside_them() {
    let ran = Run::new(&["dati/pieteikums.json"])
        .file("dati/pieteikums.json", super::run::fixture("fixtures/data/pieteikums.json"))
        .run();
    let ran = ran.code(0);
    assert!(ran.stdout.ends_with("Tālāk atveriet: dati/pieteikums-edoc/lapa.html\n"));
    assert_eq!(ran.files_in("dati/pieteikums-edoc").len(), 7, "the journal is one");
    // A file that bears the name of a command is reached by its path.
    let ran = Run::new(&["./check"])
        .file("check", super::run::fixture("fixtures/data/pieteikums.json"))
        .run()
        .code(0);
    assert!(ran.path("check-edoc/lapa.html").is_file());
}

#[test]
fn completions_for_each_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = Run::new(&["completions", shell]).run().code(0).stdout;
        for word in ["edocpack", "build", "overwrite", "explain"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let zsh = Run::new(&["completions", "zsh", "--lang", "en"]).run().code(0).stdout;
    assert!(zsh.contains("folder for the outputs"));
}

/// What a shell says to a script; `None` where it is not installed.
fn shell(program: &str, args: &[&str]) -> Option<String> {
    let output = installed(program, Command::new(program).args(args).stdin(Stdio::null()).output())?;
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
#[cfg(unix)]
fn shells_complete_what_is_begun() {
    let folder = tempfile::tempdir().unwrap();
    for lang in ["lv", "en"] {
        let script = |name: &str| {
            let path = folder.path().join(format!("{name}.{lang}"));
            std::fs::write(&path, Run::new(&["completions", name, "--lang", lang]).run().code(0).stdout)
                .unwrap();
            path.to_str().unwrap().to_owned()
        };
        let begun = r#"source "$1"
            COMP_WORDS=(edocpack form te); COMP_CWORD=2; _edocpack edocpack te form; echo "${COMPREPLY[*]}"
            COMP_WORDS=(edocpack check --den); COMP_CWORD=2; _edocpack edocpack --den check; echo "${COMPREPLY[*]}"
            COMP_WORDS=(edocpack --lang l); COMP_CWORD=2; _edocpack edocpack l --lang; echo "${COMPREPLY[*]}"
            COMP_WORDS=(edocpack form show lv); COMP_CWORD=3; _edocpack edocpack lv show; echo "${COMPREPLY[*]}"
            COMP_WORDS=(edocpack build --form lv); COMP_CWORD=3; _edocpack edocpack lv --form; echo "${COMPREPLY[*]}""#;
        let bash = shell("bash", &["-c", begun, "bash", &script("bash")]).expect("bash");
        assert_eq!(bash, "template\n--deny-warnings\nlv\nlv.kase.x509\nlv.kase.x509\n");
        let begun = r#"autoload -U compinit; compinit -D -u; source "$1"; whence -w _edocpack; print $_comps[edocpack]"#;
        if let Some(zsh) = shell("zsh", &["-fc", begun, "zsh", &script("zsh")]) {
            assert_eq!(zsh, "_edocpack: function\n_edocpack\n");
        }
        let begun = r#"source $argv[1]; complete -C "edocpack form te"; complete -C "edocpack check --den""#;
        if let Some(fish) = shell("fish", &["--no-config", "-c", begun, &script("fish")]) {
            let words: Vec<&str> = fish.lines().filter_map(|line| line.split('\t').next()).collect();
            assert_eq!(words, ["template", "--deny-warnings"]);
        }
    }
}

#[test]
fn manual_pages_are_rendered_without_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    for (at, command) in COMMANDS.iter().filter(|command| **command != ["verify"]).enumerate() {
        // One language each is enough: the pages are made alike.
        let lang = ["lv", "en"][at % 2];
        let page = folder.path().join("page.1");
        std::fs::write(
            &page,
            Run::new(&[&["man"], *command, &["--lang", lang]].concat()).run().code(0).stdout,
        )
        .unwrap();
        let page = page.to_str().unwrap();
        let checked = ask("groff", &["-man", "-Kutf8", "-Tutf8", "-ww", "-z", page]);
        assert!(checked.is_none_or(|said| said.content && said.text.is_empty()), "{command:?}");
    }
}

#[test]
fn examples_keep_their_lines_in_manual_pages() {
    let page = Run::new(&["man", "build"]).run().code(0).stdout;
    let (_, examples) = page.split_once(".SH PIEMĒRI\n.nf\n").unwrap();
    let (lines, _) = examples.split_once("\n.fi").unwrap();
    assert!(
        lines.lines().count() > 1 && lines.lines().all(|line| line.starts_with("  edocpack build")),
        "{lines}"
    );
}

#[test]
fn a_manual_page_for_the_program_and_each_command() {
    for command in COMMANDS.iter().filter(|command| **command != ["verify"]) {
        for (lang, headings) in [
            ("lv", ["NOSAUKUMS", "LIETOŠANA", "APRAKSTS", "IESPĒJAS"]),
            ("en", ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS"]),
        ] {
            let page = Run::new(&[&["man"], *command, &["--lang", lang]].concat()).run().code(0).stdout;
            let name = [&["edocpack"], *command].concat().join("-");
            assert!(page.contains(&format!(".TH {name} 1 ")), "{page}");
            for heading in headings {
                assert!(page.contains(&format!(".SH {heading}\n")), "{name}: {heading}");
            }
        }
    }
}
