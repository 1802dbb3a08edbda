//! The help of every command and argument, in both languages, laid over the bare arguments.

use clap::{Command, CommandFactory};

use super::args::Cli;
use super::print::terminal;
use crate::diag::{Bilingual, Lang};

/// The command line with its help in `lang`.
pub(super) fn command(lang: Lang) -> Command {
    let command = Cli::command().help_template(template(lang)).subcommand_help_heading(heading(lang).0);
    let command = command.term_width(terminal::width_of_help());
    localized(command, "", lang)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(help_flag(lang))
        .arg(version_flag(lang))
}

/// The text of a command (`build`) or an argument (`build --out`); commands below `form` are `form show`.
fn text(path: &str) -> Option<&'static Bilingual> {
    TEXTS.iter().find(|(known, _)| *known == path).map(|(_, text)| text)
}

/// What an option is, for a value of it that is none.
pub(super) fn option_help(command: &str, option: &str) -> Option<Bilingual> {
    let text = text(&format!("{command} {option}")).or_else(|| text(&format!("* {option}")))?;
    let said = |lang| format!("{option}: {}", text.of(lang)).into();
    Some(Bilingual { lv: said(Lang::Lv), en: said(Lang::En) })
}

/// The first example of a command, for somebody who left something out.
pub(super) fn example(command: &str) -> Option<Bilingual> {
    let (_, text) = EXAMPLES.iter().find(|(known, _)| *known == command)?;
    let first = |lang| text.of(lang).lines().map(str::trim_start).find(|line| line.starts_with("edocpack "));
    Some(Bilingual {
        lv: format!("piemēram, {}", first(Lang::Lv)?).into(),
        en: format!("for example, {}", first(Lang::En)?).into(),
    })
}

/// Global options and `--help` come after a command's own.
const GLOBAL_ORDER: usize = 100;

fn localized(mut command: Command, path: &str, lang: Lang) -> Command {
    if let Some(about) = text(path) {
        command = command.about(about.of(lang).to_owned());
    }
    if let Some(examples) = EXAMPLES.iter().find(|(known, _)| *known == path).map(|(_, text)| text) {
        command = command.after_help(examples.of(lang).to_owned());
    }
    let arguments: Vec<String> = command.get_arguments().map(|a| a.get_id().to_string()).collect();
    for (order, id) in arguments.into_iter().enumerate() {
        command = command.mut_arg(&id, |argument| {
            let name = argument.get_long().map_or_else(|| id.clone(), |long| format!("--{long}"));
            let help = text(&format!("{path} {name}")).or_else(|| text(&format!("* {name}")));
            let order = if argument.is_global_set() { GLOBAL_ORDER + order } else { order };
            let heading = if name.starts_with("--") { heading(lang).1 } else { heading(lang).2 };
            let placeholder = argument
                .get_value_names()
                .and_then(|names| names.first())
                .map(|name| placeholder(name, lang));
            let argument = argument.help_heading(heading).display_order(order);
            let argument = match placeholder {
                Some(placeholder) => argument.value_name(placeholder),
                None => argument,
            };
            match help {
                Some(help) => argument.help(help.of(lang).to_owned()),
                None => argument,
            }
        });
    }
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    for name in names {
        let below = format!("{path} {name}").trim_start().to_owned();
        command = command.mut_subcommand(&name, |sub| {
            let sub = sub.help_template(template(lang)).subcommand_help_heading(heading(lang).0);
            localized(sub, &below, lang).disable_help_flag(true).arg(help_flag(lang))
        });
    }
    command.subcommand_value_name(match lang {
        Lang::Lv => "KOMANDA",
        Lang::En => "COMMAND",
    })
}

/// What stands for a value in the usage line.
fn placeholder(name: &str, lang: Lang) -> String {
    let latvian = match name {
        "CODE" => "KODS",
        "COMMAND" => "KOMANDA",
        "DATA" => "DATI",
        "DIR" => "MAPE",
        "NEW" => "JAUNAIS",
        "OLD" => "VECAIS",
        "FILE" => "DATNE",
        "[ROLE=]FILE" => "[LOMA=]DATNE",
        "FORM" => "VEIDLAPA",
        "HASH" => "FUNKCIJA",
        "KIND" => "VEIDS",
        "NAME=N" => "ROBEŽA=N",
        "OUT" => "IZVADE",
        "SHELL" => "ČAULA",
        "SIGNED" => "PARAKSTĪTIE",
        "TIME" => "LAIKS",
        "VALUES" => "VĒRTĪBAS",
        "WHAT" => "KO",
        "YYYY-MM-DD" => "GGGG-MM-DD",
        other => other,
    };
    match lang {
        Lang::Lv => latvian.to_owned(),
        Lang::En => name.to_owned(),
    }
}

fn template(lang: Lang) -> &'static str {
    match lang {
        Lang::Lv => "{about-with-newline}\nLietošana: {usage}\n\n{all-args}{after-help}\n",
        Lang::En => "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}\n",
    }
}

/// Headings: commands, options, arguments.
fn heading(lang: Lang) -> (&'static str, &'static str, &'static str) {
    match lang {
        Lang::Lv => ("Komandas", "Iespējas", "Argumenti"),
        Lang::En => ("Commands", "Options", "Arguments"),
    }
}

fn help_flag(lang: Lang) -> clap::Arg {
    let help = match lang {
        Lang::Lv => "parāda šo palīdzību",
        Lang::En => "show this help",
    };
    clap::Arg::new("help")
        .long("help")
        .short('h')
        .action(clap::ArgAction::Help)
        .help(help)
        .help_heading(heading(lang).1)
        .display_order(2 * GLOBAL_ORDER)
}

fn version_flag(lang: Lang) -> clap::Arg {
    let help = match lang {
        Lang::Lv => "parāda versiju",
        Lang::En => "show the version",
    };
    clap::Arg::new("version")
        .long("version")
        .short('V')
        .action(clap::ArgAction::Version)
        .help(help)
        .help_heading(heading(lang).1)
        .display_order(2 * GLOBAL_ORDER)
}

macro_rules! texts {
    ($($(#[$when:meta])? $path:literal: $lv:literal, $en:literal;)*) => {
        &[$($(#[$when])? ($path, Bilingual::fixed($lv, $en))),*]
    };
}

static TEXTS: &[(&str, Bilingual)] = texts! {
    "": "No aizpildītiem datiem sagatavo dokumentus, ko cilvēks var parakstīt: pārbauda datus pēc veidlapas noteikumiem, aizpilda PDF un ievieto to EDOC konteinerā. Neko neparaksta un nekur nesūta.",
        "Turns completed data into documents that a person can sign: checks the data against the rules of the form, fills its PDF, and puts it into an EDOC container. It signs nothing and sends nothing.";
    "* --lang": "ziņojumu valoda: lv (noklusējums) vai en", "language of the messages: lv (default) or en";
    "* --format": "izvades veids: human vai json; komandām build, check un form lint arī junit un github; check un form lint arī sarif un short",
        "kind of output: human or json; for build, check and form lint also junit and github; for check and form lint also sarif and short";
    "* --json": "tas pats, kas --format json", "short for --format json";
    "* --form": "veidlapas identifikators vai mape ar form.toml; noklusējums: lv.kase.x509",
        "id of an embedded form, or a folder with a form.toml; default: lv.kase.x509";
    "* --template": "oficiālās veidlapas PDF iebūvētā parauga vietā", "the official form's PDF, in place of the embedded sample";
    "* --binding": "šī PDF lauku piesaiste; noklusējums: blakus esoša VEIDLAPA.binding.toml (ja PDF ir VEIDLAPA.pdf) vai binding.toml",
        "the binding of that PDF's fields; default: NAME.binding.toml (for NAME.pdf) or binding.toml beside it";
    "* --accept": "apstiprina secināta vai tehniska noteikuma pārkāpumu (piemēram, A1); tas paliek paketes ierakstā",
        "accept the breach of an inferred or technical rule (such as A1), on the record";
    "* --deny-warnings": "noraida arī tad, ja ir tikai brīdinājumi", "refuse also where there are only warnings";
    "* --as-of": "diena, ko noteikumi uzskata par šodienu", "the day that is \"today\" for the rules";
    "* --registry": "reģistra izraksts (CSV ar kolonnām regcode un name), ar ko salīdzina nosaukumus; atšķirība ir brīdinājums",
        "a register extract (CSV with the columns regcode and name) to compare names with; a difference is a warning";
    "* --flatten": "pārvērš laukus lapas saturā: izskatās tāpat, bet neko vairs nevar mainīt",
        "make the fields content of the page: it looks the same, and nothing is left to change";
    "* --overwrite": "aizstāj esošās izvades datnes", "replace outputs that exist";

    "build": "No datiem sagatavo PDF, neparakstītu konteineru, paketes ierakstu un lapu parakstītājam.",
        "From data, make the PDF, the unsigned container, the package record and the hand-off sheet.";
    "build data": "dati: CSV, XLSX, ODS, JSON, JSON Lines, TOML vai citā programmā aizpildīts veidlapas PDF; „-” ir standarta ievade",
        "data: CSV, XLSX, ODS, JSON, JSON Lines, TOML, or a PDF of the form filled in with another program; - is standard input";
    "build --out": "izvades mape; noklusējums: mape blakus datiem", "folder for the outputs; default: a folder beside the data";
    "build --replace": "ja mapē jau ir cita palaišana, visu tās izvadi vispirms pārvieto uz ieprieksejie/N šajā mapē",
        "where another run is in the folder already, first move all its output to ieprieksejie/N in that folder";
    "build --build-time": "laiks, ko ieraksta izvadēs (RFC 3339 vai sekundes kopš 1970. gada)",
        "the time stamped on outputs (RFC 3339, or seconds since 1970)";
    "build --attach": "pielikums; veidlapa, kas pielikumus nepieņem, to noraida ar instrukcijas teikumu",
        "an attachment; a form that takes none refuses it with the sentence of its instruction";

    "build --jobs": "cik pavedienos strādāt; noklusējums: visos procesoros", "how many threads do the work; default: all processors";
    "build --fail-fast": "beidz pie pirmās rindas ar kļūdu", "end at the first row with an error";
    "build --resume": "turpina pārtrauktu palaišanu; rezultāts ir tāds pats kā nepārtrauktai",
        "go on with an interrupted run; the result is that of an undisturbed one";
    "build --shard": "tikai K-tā no N daļām, darbam vairākos datoros; pēc tam: edocpack merge",
        "only part K of N, to spread the work over machines; then: edocpack merge";

    "merge": "Savieno daļas (--shard) vienā pārskatā, parakstītāja lapā un kļūdu tabulā.",
        "Put shards together: one report, one hand-off sheet, one table of refused rows.";
    "merge out": "mape, kurā ir visu daļu izvades", "the folder with the outputs of all shards";

    #[cfg(feature = "preview")]
    "build --preview": "blakus katram PDF ieliek tā pirmās lappuses attēlu un parāda to lapā parakstītājam",
        "put a picture of its first page beside each PDF, and show it on the hand-off sheet";

    "check": "Pārbauda datus, aizpildītu PDF vai konteineru; neko neraksta.",
        "Check data, a filled PDF or a container; writes nothing.";
    "check files": "datu datne, PDF vai .edoc/.asice; „-” ir standarta ievade", "a data file, a PDF, or an .edoc/.asice; - is standard input";
    "check --no-form": "bez veidlapas: tikai konteinera uzbūve un tas, ko nosedz paraksti",
        "without a form: only how a container is built and what its signatures cover";

    "trust": "Rāda, ko satur uzticamības materiāls (saraksti, sertifikāti) un cik ilgi tas der.",
        "Show what trust material contains (lists, certificates), and how long it is to be relied on.";
    "trust files": "uzticamības saraksti (TS 119 612) un sertifikāti; ja nav norādīti, tad konfigurācijā nosauktie",
        "trust lists (TS 119 612) and certificates; where none is named, those of the configuration";
    "trust --check": "izejas kods 1, ja kādam sarakstam līdz nākamajam palikušas mazāk par 14 dienām", "exit code 1 where a list has less than 14 days to its next one";

    "status": "Pēc parakstīšanas: kuras paketes ir parakstītas, kas tās parakstījis un vai dokuments nav mainīts.",
        "After signing: which packages of a run are signed, by whom, and whether the document is unchanged.";
    "status out": "izvades mape, ko izveidoja „build” (tajā ir mape records)", "the output folder that build made (it has a folder records)";
    "status signed": "parakstītās datnes (.edoc, .asice, .pdf) vai mapes ar tām", "signed files (.edoc, .asice, .pdf), or folders with them";

    "pack": "Ievieto gatavus dokumentus neparakstītā konteinerā.", "Put finished documents into an unsigned container.";
    "pack files": "dokuments; pēc tā pielikumi, ja veidlapa tos pieņem", "the document; after it attachments, where the form takes them";
    "pack --out": "konteiners", "the container";
    "pack --form": "veidlapa, kuras noteikumi par pielikumiem jāievēro; bez tās noteikumu nav",
        "the form whose policy on attachments holds; without it there is none";
    "pack --build-time": "laiks, ko ieraksta konteinerā (RFC 3339 vai sekundes kopš 1970. gada)",
        "the time stamped on the container (RFC 3339, or seconds since 1970)";
    "* --trust": "uzticamības saraksts (TS 119 612) vai sertifikāts (PEM, DER; lomu norāda ca=, tsa= vai ocsp= priekšā); var atkārtot",
        "a trust list (TS 119 612) or a certificate (PEM, DER; its role before it: ca=, tsa= or ocsp=); may be repeated";
    "* --lotl-signer": "sertifikāts, ar ko parakstīts sarakstu saraksts", "a certificate by which the list of lists is signed";
    "* --list-signer": "sertifikāts, ar ko parakstīts saraksts, ja sarakstu saraksta nav", "a certificate by which a list is signed, where there is no list of lists";
    "* --at": "laiks, kurā parakstus vērtēt (RFC 3339); noklusējums: tagad", "the time of validation (RFC 3339); default: now";
    "* --require": "kādam parakstam jābūt vismaz: intact (neskartam), valid (derīgam) vai qualified (kvalificētam); arī neparakstītu noraida",
        "what a signature has to be at least: intact, valid or qualified; what is unsigned is refused too";
    "* --limit": "cik daudz no konteinera lasīt, piemēram, entry=2G; noklusējumi: archive=4G, directory=16M, entries=1000, \
        entry=256M, total=1G, ratio=100, ratio-from=1M, name=200, xml=16M, depth=64",
        "how much of a container is read, for example entry=2G; defaults: archive=4G, directory=16M, entries=1000, \
        entry=256M, total=1G, ratio=100, ratio-from=1M, name=200, xml=16M, depth=64";
    "* --profile": "konteinera veids: edoc (noklusējums), asice (tas pats ar citu paplašinājumu) vai asic-e-cades",
        "kind of container: edoc (default), asice (the same under another extension) or asic-e-cades";
    "* --digest": "kontrolsummas CAdES konteinerā: sha256 (noklusējums), sha384 vai sha512",
        "digests of a CAdES container: sha256 (default), sha384 or sha512";

    "extract": "Izņem datnes no konteinera.", "Take the files out of a container.";
    "extract file": "konteiners; „-” ir standarta ievade", "the container; - is standard input";
    "extract --out": "mape, kurā tās ierakstīt", "the folder to put them into";

    "fill": "Aizpilda vienu PDF veidlapu: jebkuru pēc lauku nosaukumiem vai, ar --form, pēc tās noteikumiem.",
        "Fill one PDF form: any by its field names or, with --form, by its definition.";
    "fill values": "JSON: lauka pilnais nosaukums un vērtība; ar --form – datu datne ar vienu ierakstu; „-” ir standarta ievade",
        "JSON: fully qualified field name and value; with --form, a data file of one record; - is standard input";
    "fill --form": "veidlapa, pēc kuras noteikumiem aizpildīt: identifikators vai mape ar form.toml; bez tās – pēc lauku nosaukumiem",
        "the form by whose rules to fill: an id, or a folder with a form.toml; without it, by field names";
    "fill --template": "veidlapas PDF", "the form's PDF";
    "fill --out": "aizpildītais PDF", "the filled PDF";

    "* --password-file": "datne, kuras pirmā rinda ir šifrēta PDF parole", "a file whose first line is the password of an encrypted PDF";

    "scan-check": "Pārbauda, vai datne nav skenēta: spriedums un iemesli katrai lappusei.",
        "Is it a scan? A verdict and reasons for each page.";
    "scan-check files": "PDF, attēls, DOCX, ODT, RTF, XLSX, PPTX, konteiners vai arhīvs; „-” ir standarta ievade",
        "a PDF, picture, DOCX, ODT, RTF, XLSX, PPTX, container or archive; - is standard input";
    "scan-check --strict": "noraida arī to, ko var noteikt tikai cilvēks",
        "refuse also what only a person can tell";

    "inspect": "Parāda, kas ir PDF veidlapā vai konteinerā.", "Show what is inside a PDF form or a container.";
    "inspect file": "PDF vai konteiners; „-” ir standarta ievade", "a PDF or a container; - is standard input";

    "export": "Izraksta aizpildītas PDF veidlapas vērtības kā JSON, ko pieņem „fill”.",
        "Write the values of a filled PDF form as the JSON that fill takes.";
    "export file": "aizpildīta PDF veidlapa; „-” ir standarta ievade", "a filled PDF form; - is standard input";

    #[cfg(feature = "preview")]
    "preview": "Uzzīmē PDF (arī konteinerā esoša) lappusi tādu, kādu to redzēs cilvēks.",
        "Draw a page of a PDF, also of one in a container, as a person will see it.";
    #[cfg(feature = "preview")]
    "preview file": "PDF vai konteiners; „-” ir standarta ievade", "a PDF or a container; - is standard input";
    #[cfg(feature = "preview")]
    "preview --page": "kuru lappusi (noklusējums: 1)", "which page (default: 1)";
    #[cfg(feature = "preview")]
    "preview --dpi": "punkti collā, 10–1200 (noklusējums: 150)", "dots per inch, 10 to 1200 (default: 150)";
    #[cfg(feature = "preview")]
    "preview --out": "attēls; „-” ir standarta izvade", "the picture; - is standard output";

    "explain": "Izskaidro kodu un citē instrukcijas teikumu, uz kura tas balstās.",
        "Explain a code and quote the sentence of the instruction it rests on.";
    "explain code": "kods, piemēram, S18 vai S12-pk-check", "a code such as S18 or S12-pk-check";

    "form": "Veidlapu apraksti.", "Form definitions.";
    "form bind": "Atrod veidlapas laukus citā PDF izdevumā un sagatavo piesaisti.",
        "Find the fields of a form in another edition of its PDF, and make the binding.";
    "form bind form": "veidlapa: identifikators vai mape ar form.toml", "the form: an id, or a folder with a form.toml";
    "form bind pdf": "veidlapas PDF, kurā meklēt laukus", "the PDF of the form to look for the fields in";
    "form bind --write": "ieraksta piesaisti; bez tā tikai parāda tabulu", "write the binding; without it, only show the table";
    "form bind --out": "piesaistes datne; noklusējums: blakus PDF, ar paplašinājumu .binding.toml", "the binding's file; default: beside the PDF, with the extension .binding.toml";
    "form diff": "Parāda, kas veidlapas jaunajā izdevumā ir citādi: lauki un drukātais teksts.",
        "Show what is different in a new edition of a form: fields and printed text.";
    "form diff old": "iepriekšējais PDF", "the PDF so far";
    "form diff new": "jaunais PDF", "the new PDF";
    "form lint": "Pārbauda veidlapas aprakstu: form.toml, piesaisti, PDF un piemērus.",
        "Check a form definition: form.toml, binding, PDF and examples.";
    "form lint form": "veidlapa: identifikators vai mape ar form.toml; noklusējums: lv.kase.x509",
        "the form: an id, or a folder with a form.toml; default: lv.kase.x509";
    "form lint --pdf-sha256": "kontrolsumma, kurai jābūt veidlapas PDF: vai tas vēl ir tas pats",
        "the fingerprint that the form's PDF must have: whether it is still the same one";
    "form list": "Uzskaita iebūvētās veidlapas.", "List the embedded forms.";
    "form new": "No PDF veidlapas izveido pirmo aprakstu, kas jau darbojas; ko PDF nepasaka, to jautā.",
        "Make a first definition from a PDF form, ready to run; what the PDF does not tell is asked.";
    "form new pdf": "veidlapas PDF", "the form's PDF";
    "form new --out": "mape, kurā ierakstīt aprakstu", "the folder for the definition";
    "form new --id": "veidlapas identifikators; noklusējums: pēc PDF nosaukuma", "the id of the form; default: after the PDF's name";
    "form show": "Parāda veidlapu: sadaļas, laukus un noteikumus ar instrukcijas teikumiem.",
        "Show a form: its sections, fields, and rules with the sentences of the instruction.";
    "form show form": "veidlapa; noklusējums: lv.kase.x509", "the form; default: lv.kase.x509";
    "form template": "Izveido tukšu datu lapu ar vienu piemēru.", "Make an empty data sheet with one example.";
    "form template form": "veidlapa; noklusējums: lv.kase.x509", "the form; default: lv.kase.x509";
    "form template --format": "lapas veids: csv, xlsx, json vai toml; noklusējums: pēc datnes nosaukuma, citādi csv",
        "kind of sheet: csv, xlsx, json or toml; default: as the file's name says, else csv";
    "form template --out": "datne; ja tās nav, raksta standarta izvadē", "file; without it, standard output";

    "form schema": "Izdrukā JSON shēmu, pēc kuras redaktors papildina un pārbauda datus vai veidlapas aprakstu.",
        "Print a JSON Schema, by which an editor completes and checks data or a definition.";
    "form schema form": "veidlapa, kuras datu shēmu izdrukāt; noklusējums: lv.kase.x509",
        "the form whose data the schema is for; default: lv.kase.x509";
    "form schema --of": "kā shēma: data (veidlapas dati; noklusējums), form (form.toml), binding (binding.toml), examples (examples.toml), record (paketes ieraksts), report (report.json) vai check (check --json)",
        "schema of what: data (of the form; default), form (form.toml), binding (binding.toml), examples (examples.toml), record (of a package), report (report.json) or check (check --json)";

    "completions": "Izdrukā skriptu, ar kuru čaula papildina komandas.", "Print a shell completion script.";
    "completions shell": "bash, zsh, fish, elvish vai powershell", "bash, zsh, fish, elvish or powershell";
    "man": "Izdrukā programmas vai komandas rokasgrāmatas lapu.", "Print the manual page of the program or of a command.";
    "man command": "komanda, piemēram, build vai form show", "a command, such as build or form show";
};

static EXAMPLES: &[(&str, Bilingual)] = texts! {
    "": "Piemēri:\n  edocpack pieteikumi.csv                      sagatavo visu mapē blakus datiem\n  edocpack check pieteikumi.csv                tikai pārbauda\n  edocpack form template --out jauns.xlsx      tukša lapa aizpildīšanai\n  edocpack explain S18                         kāpēc tā\n\nIzejas kods: 0 izdarīts; 1 dati vai datne noraidīti; 2 programma nevarēja darboties; 130 vai 143 apturēta (Ctrl-C, SIGTERM).",
        "Examples:\n  edocpack applications.csv                    make everything, in a folder beside the data\n  edocpack check applications.csv              only check\n  edocpack form template --out new.xlsx        an empty sheet to fill in\n  edocpack explain S18                         why so\n\nExit code: 0 done; 1 data or file refused; 2 could not run; 130 or 143 stopped (Ctrl-C, SIGTERM).";
    "build": "Piemēri:\n  edocpack build pieteikumi.csv --out gatavie\n  edocpack build dati.json --template veidlapa.pdf --out gatavie\n  edocpack build gatavie/refused.csv --out gatavie      pievieno izlabotās rindas",
        "Examples:\n  edocpack build applications.csv --out ready\n  edocpack build data.json --template form.pdf --out ready\n  edocpack build ready/refused.csv --out ready          adds the mended rows";
    "check": "Piemēri:\n  edocpack check pieteikumi.csv\n  edocpack check --json aizpildits.pdf\n  edocpack check gatavie/edoc-unsigned/*.edoc\n  edocpack check --no-form sanemts.asice\n  edocpack check dati/*.json --format sarif --deny-warnings > edocpack.sarif",
        "Examples:\n  edocpack check applications.csv\n  edocpack check --json filled.pdf\n  edocpack check ready/edoc-unsigned/*.edoc\n  edocpack check --no-form received.asice\n  edocpack check data/*.json --format sarif --deny-warnings > edocpack.sarif";
    "merge": "Piemēri:\n  edocpack build lieli.csv --shard 1/2 --out gatavie     pirmajā datorā\n  edocpack build lieli.csv --shard 2/2 --out gatavie     otrajā datorā\n  edocpack merge gatavie                                 kad abas mapes ir vienā",
        "Examples:\n  edocpack build large.csv --shard 1/2 --out ready       on the first machine\n  edocpack build large.csv --shard 2/2 --out ready       on the second\n  edocpack merge ready                                   once both folders are one";
    "form bind": "Piemēri:\n  edocpack form bind lv.kase.x509 jauna.pdf\n  edocpack form bind lv.kase.x509 jauna.pdf --write\n\nNeko nepieņem klusi: kas ir tikai iespējams, to piesaistē jāapstiprina cilvēkam.\nIzejas kods: 0 viss ir droši; 1 kaut kas jāapskata vai PDF noraidīts.",
        "Examples:\n  edocpack form bind lv.kase.x509 new.pdf\n  edocpack form bind lv.kase.x509 new.pdf --write\n\nNothing is guessed silently: what is only likely must be confirmed by a person.\nExit code: 0 all is certain; 1 something to look at, or the PDF was refused.";
    "trust": "Piemēri:\n  edocpack trust lv-tl.xml --list-signer saraksta-parakstitajs.crt\n  edocpack trust --check",
        "Examples:\n  edocpack trust lv-tl.xml --list-signer list-signer.crt\n  edocpack trust --check";
    "status": "Piemērs:\n  edocpack status gatavie parakstitie/*.edoc",
        "Example:\n  edocpack status ready signed/*.edoc";
    "pack": "Piemēri:\n  edocpack pack ligums.pdf -o ligums.edoc\n  edocpack pack ligums.pdf --profile asic-e-cades -o ligums.asice",
        "Examples:\n  edocpack pack contract.pdf -o contract.edoc\n  edocpack pack contract.pdf --profile asic-e-cades -o contract.asice";
    "fill": "Piemēri:\n  edocpack fill --template veidlapa.pdf vertibas.json --out aizpildita.pdf\n  edocpack fill --form lv.kase.x509 pieteikums.json --out pieteikums.pdf",
        "Examples:\n  edocpack fill --template form.pdf values.json --out filled.pdf\n  edocpack fill --form lv.kase.x509 application.json --out application.pdf";
    "extract": "Piemērs:\n  edocpack extract parakstits.edoc --out saturs",
        "Example:\n  edocpack extract signed.edoc --out content";
    "scan-check": "Piemēri:\n  edocpack scan-check pielikums.pdf\n  edocpack scan-check --json --strict pielikumi/*",
        "Examples:\n  edocpack scan-check attachment.pdf\n  edocpack scan-check --json --strict attachments/*";
    "inspect": "Piemēri:\n  edocpack inspect veidlapa.pdf\n  edocpack inspect --json parakstits.edoc",
        "Examples:\n  edocpack inspect form.pdf\n  edocpack inspect --json signed.edoc";
    "preview": "Piemēri:\n  edocpack preview aizpildita.pdf -o lappuse.png\n  edocpack preview parakstits.edoc --page 2 -o lappuse.png",
        "Examples:\n  edocpack preview filled.pdf -o page.png\n  edocpack preview signed.edoc --page 2 -o page.png";
    "export": "Piemērs:\n  edocpack export aizpildita.pdf > vertibas.json",
        "Example:\n  edocpack export filled.pdf > values.json";
    "explain": "Piemēri:\n  edocpack explain S18\n  edocpack explain S12-pk-check\n  edocpack explain L2 --form mana-veidlapa",
        "Examples:\n  edocpack explain S18\n  edocpack explain S12-pk-check\n  edocpack explain L2 --form my-form";
    "form": "Piemēri:\n  edocpack form list\n  edocpack form show lv.kase.x509",
        "Examples:\n  edocpack form list\n  edocpack form show lv.kase.x509";
    "form list": "Piemērs:\n  edocpack form list --json",
        "Example:\n  edocpack form list --json";
    "form diff": "Piemēri:\n  edocpack form diff veca.pdf jauna.pdf\n  edocpack form diff veca.pdf jauna.pdf --json\n\nIzejas kods: 0 atšķirību nav; 1 ir atšķirības.",
        "Examples:\n  edocpack form diff old.pdf new.pdf\n  edocpack form diff old.pdf new.pdf --json\n\nExit code: 0 no difference; 1 there are differences.";
    "form lint": "Piemēri:\n  edocpack form lint mana-veidlapa\n  edocpack form lint mana-veidlapa --deny-warnings\n  edocpack form lint mana-veidlapa --format github\n\nIzejas kods: 0 apraksts ir pareizs; 1 tajā ir kļūdas.",
        "Examples:\n  edocpack form lint my-form\n  edocpack form lint my-form --deny-warnings\n  edocpack form lint my-form --format github\n\nExit code: 0 the definition is right; 1 it has faults.";
    "form new": "Piemēri:\n  edocpack form new veidlapa.pdf -o mana-veidlapa\n  edocpack form template mana-veidlapa --out dati.xlsx\n  edocpack build dati.xlsx --form mana-veidlapa --out gatavie",
        "Examples:\n  edocpack form new form.pdf -o my-form\n  edocpack form template my-form --out data.xlsx\n  edocpack build data.xlsx --form my-form --out ready";
    "form show": "Piemēri:\n  edocpack form show\n  edocpack form show mana-veidlapa",
        "Examples:\n  edocpack form show\n  edocpack form show my-form";
    "form template": "Piemēri:\n  edocpack form template --out jauns.xlsx\n  edocpack form template mana-veidlapa --format toml --out dati.toml",
        "Examples:\n  edocpack form template --out new.xlsx\n  edocpack form template my-form --format toml --out data.toml";
    "form schema": "Piemēri:\n  edocpack form schema mana-veidlapa > dati.schema.json\n  edocpack form schema --of form > form.schema.json",
        "Examples:\n  edocpack form schema my-form > data.schema.json\n  edocpack form schema --of form > form.schema.json";
    "completions": "Piemēri:\n  edocpack completions zsh > ~/.zfunc/_edocpack\n  edocpack completions fish > ~/.config/fish/completions/edocpack.fish\n  echo 'source <(edocpack completions bash)' >> ~/.bashrc",
        "Examples:\n  edocpack completions zsh > ~/.zfunc/_edocpack\n  edocpack completions fish > ~/.config/fish/completions/edocpack.fish\n  echo 'source <(edocpack completions bash)' >> ~/.bashrc";
    "man": "Piemēri:\n  edocpack man | man -l -\n  edocpack man form template > edocpack-form-template.1",
        "Examples:\n  edocpack man | man -l -\n  edocpack man form template > edocpack-form-template.1";
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_argument_has_help() {
        fn look(command: &Command, path: &str) {
            assert!(command.get_about().is_some(), "no help: `{path}`");
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "no help: `{path}` `{}`", argument.get_id());
            }
            for sub in command.get_subcommands() {
                look(sub, &format!("{path} {}", sub.get_name()));
            }
        }
        for lang in [Lang::Lv, Lang::En] {
            let mut command = command(lang);
            command.build();
            look(&command, "");
            command.debug_assert();
        }
    }

    #[test]
    fn every_command_has_examples_that_can_be_run() {
        fn look(command: &Command, path: &str, lang: Lang) {
            let shown = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            let lines: Vec<&str> =
                shown.lines().filter_map(|line| line.strip_prefix("  edocpack ")).collect();
            assert!(lines.iter().any(|line| line.starts_with(path)), "no examples: `{path}`");
            for line in lines {
                // What stands behind the command is told apart by several spaces, or goes elsewhere.
                let words = line.split("  ").next().unwrap_or(line);
                let words = words.split(['>', '|']).next().unwrap_or(words);
                let args = ["edocpack"].into_iter().chain(words.split_whitespace()).map(Into::into);
                let args: Vec<std::ffi::OsString> = args.collect();
                let parsed = super::super::usage::parse(&args, lang);
                assert!(parsed.is_ok(), "`{path}`: edocpack {line}");
            }
            for sub in command.get_subcommands() {
                look(sub, format!("{path} {}", sub.get_name()).trim_start(), lang);
            }
        }
        for lang in [Lang::Lv, Lang::En] {
            look(&command(lang), "", lang);
        }
    }

    #[test]
    fn no_help_is_left_over() {
        fn collect(command: &Command, path: &str, paths: &mut Vec<String>) {
            paths.push(path.to_owned());
            for argument in command.get_arguments() {
                let name =
                    argument.get_long().map_or_else(|| argument.get_id().to_string(), |l| format!("--{l}"));
                paths.push(format!("{path} {name}"));
                paths.push(format!("* {name}"));
            }
            for sub in command.get_subcommands() {
                collect(sub, format!("{path} {}", sub.get_name()).trim_start(), paths);
            }
        }
        let mut paths = Vec::new();
        collect(&Cli::command(), "", &mut paths);
        for (path, _) in TEXTS.iter().chain(EXAMPLES) {
            assert!(paths.iter().any(|known| known == path), "help of nothing: `{path}`");
        }
    }
}
