//! The words of the command's own lines, in both languages: here what several commands say, or one in a line or two;
//! in a file of its own what one says at length.

pub(in crate::cli) mod bind;
pub(in crate::cli) mod diff;
pub(in crate::cli) mod draft;
pub(in crate::cli) mod run;
pub(in crate::cli) mod status;
pub(in crate::cli) mod trust;

use std::path::Path;

use crate::asic::ContainerKind;
use crate::cli::print::shell;
use crate::diag::{Lang, Provenance, Severity};
use crate::form::definition::ValueKind;
use crate::output::{CheckReport, CheckState};
use crate::scan::Verdict;

pub(in crate::cli) fn pick(lang: Lang, lv: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Lv => lv,
        Lang::En => en,
    }
}

pub(in crate::cli) fn severity(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => pick(lang, "kļūda", "error"),
        Severity::Warning => pick(lang, "brīdinājums", "warning"),
        Severity::Info => pick(lang, "ziņa", "note"),
    }
}

pub(in crate::cli) fn accepted_on_the_record(lang: Lang) -> &'static str {
    pick(
        lang,
        "Pārkāpums ir apstiprināts (--accept vai datos).",
        "The breach is accepted (--accept, or in the data).",
    )
}

/// The text of a finding without the names of what it is told with: `{v}` stands for a person's own value.
pub(in crate::cli) fn without_placeholders(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        out.push('…');
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    out + rest
}

pub(in crate::cli) fn accepted(lang: Lang) -> &'static str {
    pick(lang, " (apstiprināts)", " (accepted)")
}

pub(in crate::cli) fn provenance(provenance: Provenance, lang: Lang) -> &'static str {
    match provenance {
        Provenance::Instruction => pick(lang, "instrukcija", "instruction"),
        Provenance::Law => pick(lang, "likums", "law"),
        Provenance::Inferred => pick(lang, "secināts", "inferred"),
        Provenance::Technical => pick(lang, "tehnisks", "technical"),
        Provenance::Integrity => pick(lang, "neskartība", "integrity"),
    }
}

pub(in crate::cli) fn can_be_accepted(lang: Lang) -> &'static str {
    pick(lang, " · var apstiprināt ar --accept", " · can be accepted with --accept")
}

#[cfg(feature = "preview")]
pub(in crate::cli) fn page_of(page: usize, pages: usize, dots: f64, lang: Lang) -> String {
    let dots = dots.round();
    match lang {
        Lang::Lv => format!("{page}. lappuse no {pages}, {dots} punkti collā"),
        Lang::En => format!("page {page} of {pages}, {dots} dots per inch"),
    }
}

pub(in crate::cli) fn what_the_program_does(lang: Lang) -> &'static str {
    pick(lang, "Ko programma dara:", "What the program does:")
}

pub(in crate::cli) fn not_checked(lang: Lang) -> &'static str {
    pick(lang, "Jāpārbauda pašiem:", "Left to you:")
}

pub(in crate::cli) fn codes(lang: Lang) -> &'static str {
    pick(lang, "Kodi:", "Codes:")
}

pub(in crate::cli) fn rules(lang: Lang) -> &'static str {
    pick(lang, "Noteikumi", "Rules")
}

pub(in crate::cli) fn sentences(lang: Lang) -> &'static str {
    pick(lang, "Instrukcijas teikumi", "Sentences of the instruction")
}

pub(in crate::cli) fn not_on_the_form(lang: Lang) -> &'static str {
    pick(lang, "Kolonnas, ko veidlapā nedrukā", "Columns that are not printed on the form")
}

pub(in crate::cli) fn at_most(max: usize, lang: Lang) -> String {
    match lang {
        Lang::Lv => format!("zīmju skaits līdz {max}"),
        Lang::En => format!("up to {max} characters"),
    }
}

/// What kind of value a field takes.
pub(in crate::cli) fn kind(kind: ValueKind, lang: Lang) -> &'static str {
    match kind {
        ValueKind::Accept => pick(lang, "apstiprināmie kodi", "accepted codes"),
        ValueKind::Attachment => pick(lang, "pielikumi", "attachments"),
        ValueKind::Blank => pick(lang, "neaizpilda", "left blank"),
        ValueKind::Choice => pick(lang, "izvēle", "choice"),
        ValueKind::Date => pick(lang, "datums", "date"),
        ValueKind::Email => pick(lang, "e-pasta adrese", "e-mail address"),
        ValueKind::FullName => pick(lang, "vārds un uzvārds", "full name"),
        ValueKind::GivenName => pick(lang, "vārds", "given name"),
        ValueKind::Iban => pick(lang, "konta numurs (IBAN)", "account number (IBAN)"),
        ValueKind::IpAddresses => pick(lang, "IP adreses", "IP addresses"),
        ValueKind::Intent => pick(lang, "darbības", "actions"),
        ValueKind::PersonalCode => pick(lang, "personas kods", "personal code"),
        ValueKind::Phone => pick(lang, "tālruņa numurs", "phone number"),
        ValueKind::RegNo => pick(lang, "reģistrācijas numurs", "registration number"),
        ValueKind::Surname => pick(lang, "uzvārds", "surname"),
        ValueKind::Text => pick(lang, "teksts", "text"),
        ValueKind::Tick => pick(lang, "atzīme", "tick"),
    }
}

pub(in crate::cli) fn container(kind: ContainerKind, lang: Lang) -> &'static str {
    match kind {
        ContainerKind::AsicECades => pick(lang, "ASiC-E ar CAdES", "ASiC-E with CAdES"),
        ContainerKind::AsicEXades => pick(lang, "EDOC / ASiC-E ar XAdES", "EDOC / ASiC-E with XAdES"),
        ContainerKind::AsicS => "ASiC-S",
        ContainerKind::Hashcode => {
            pick(lang, "ASiC-E ar kontrolsummām datņu vietā", "ASiC-E with digests instead of its files")
        }
        ContainerKind::OldEdoc => pick(lang, "vecais eDoc (OPC), nav ASiC-E", "old eDoc (OPC), not ASiC-E"),
        _ => pick(lang, "ZIP arhīvs", "ZIP archive"),
    }
}

pub(in crate::cli) fn signed(signed: bool, lang: Lang) -> &'static str {
    if signed {
        pick(
            lang,
            "ir paraksts (paraksta vērtība nav pārbaudīta)",
            "has a signature (its value was not checked)",
        )
    } else {
        pick(lang, "nav parakstīts", "not signed")
    }
}

pub(in crate::cli) fn pages(n: usize, lang: Lang) -> String {
    match lang {
        Lang::Lv => format!("lappušu skaits {n}"),
        Lang::En => format!("pages: {n}"),
    }
}

pub(in crate::cli) fn bytes(n: usize, lang: Lang) -> String {
    match lang {
        Lang::Lv if n % 10 == 1 && n % 100 != 11 => format!("{n} baits"),
        Lang::Lv => format!("{n} baiti"),
        Lang::En if n == 1 => "1 byte".to_owned(),
        Lang::En => format!("{n} bytes"),
    }
}

pub(in crate::cli) fn fields(n: usize, lang: Lang) -> String {
    match lang {
        Lang::Lv => format!("Lauku skaits: {n}"),
        Lang::En => format!("Fields: {n}"),
    }
}

pub(in crate::cli) fn written(path: &Path, lang: Lang) -> String {
    match lang {
        Lang::Lv => format!("uzrakstīts: {}", path.display()),
        Lang::En => format!("written: {}", path.display()),
    }
}

/// What to do with an empty sheet.
pub(in crate::cli) fn fill_in_next(sheet: &Path, lang: Lang) -> String {
    match lang {
        Lang::Lv => format!("Tālāk: aizpildiet to un pārbaudiet ar edocpack check {}", shell::quote(sheet)),
        Lang::En => format!("Next: fill it in, then edocpack check {}", shell::quote(sheet)),
    }
}

pub(in crate::cli) fn packed_unsigned(lang: Lang) -> &'static str {
    pick(
        lang,
        "Konteiners nav parakstīts; nesūtiet to, kamēr tas nav parakstīts.",
        "The container is not signed; do not send it until it is.",
    )
}

pub(in crate::cli) fn left_inside(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Lv => format!("nav izņemta: {name}"),
        Lang::En => format!("not taken out: {name}"),
    }
}

/// Said of a container that is in order itself.
pub(in crate::cli) fn only_the_form_refuses(lang: Lang) -> &'static str {
    pick(
        lang,
        "Konteiners pats ir kārtībā; kļūdas ir pēc veidlapas noteikumiem (bez tiem: --no-form).",
        "The container itself is in order; the errors are by the rules of the form (without them: --no-form).",
    )
}

fn fields_not_proved(fields: usize, lang: Lang) -> String {
    let one = fields % 10 == 1 && fields % 100 != 11;
    match (lang, one) {
        (Lang::Lv, true) => format!("{fields} lauks nav pierādīts"),
        (Lang::Lv, false) => format!("{fields} lauki nav pierādīti"),
        (Lang::En, _) if fields == 1 => "1 field not proved".to_owned(),
        (Lang::En, _) => format!("{fields} fields not proved"),
    }
}

/// What a check came to.
pub(in crate::cli) fn verdict(checked: &CheckReport, errors: usize, warnings: usize, lang: Lang) -> String {
    let CheckReport { file: name, records, .. } = checked;
    let found = match checked.unproved_fields() {
        0 => pick(lang, "kļūdu nav", "no errors").to_owned(),
        fields => fields_not_proved(fields, lang),
    };
    let verdict = match checked.state {
        CheckState::Refused => pick(lang, "noraidīts", "refused").to_owned(),
        CheckState::Sample => {
            found
                + pick(
                    lang,
                    ", bet tas ir PARAUGS: neparakstiet un nesūtiet",
                    ", but a SAMPLE: do not sign or send",
                )
        }
        CheckState::Unsigned => {
            found + pick(lang, ", bet NAV PARAKSTĪTS: nesūtiet", ", but UNSIGNED: do not send")
        }
        CheckState::Signed => {
            found
                + pick(
                    lang,
                    "; paraksts NAV PĀRBAUDĪTS LĪDZ GALAM",
                    "; the signature was NOT VALIDATED TO THE END",
                )
        }
        CheckState::Valid => found + pick(lang, ", paraksts derīgs", ", the signature is valid"),
        _ => found,
    };
    match lang {
        Lang::Lv => {
            format!("{name}: {verdict} (ieraksti: {records}, kļūdas: {errors}, brīdinājumi: {warnings})")
        }
        Lang::En => format!("{name}: {verdict} (records: {records}, errors: {errors}, warnings: {warnings})"),
    }
}

/// What a file is, in the scan check's eyes.
pub(in crate::cli) fn scan_verdict(name: &str, verdict: Verdict, lang: Lang) -> String {
    let verdict = match verdict {
        Verdict::Digital => pick(lang, "nav skenēta", "no scan"),
        Verdict::Mixed => pick(lang, "daļēji SKENĒTA", "partly SCANNED"),
        Verdict::Scan => pick(lang, "SKENĒTA", "SCANNED"),
        _ => pick(lang, "nevar noteikt, jāskatās cilvēkam", "cannot be told, a person must look"),
    };
    format!("{name}: {verdict}")
}

pub(in crate::cli) fn lint_totals(errors: usize, warnings: usize, lang: Lang) -> String {
    match (errors, warnings, lang) {
        (0, 0, Lang::Lv) => "Apraksts ir kārtībā.".to_owned(),
        (0, 0, Lang::En) => "The definition is in order.".to_owned(),
        (_, _, Lang::Lv) => format!("Kļūdas: {errors}. Brīdinājumi: {warnings}."),
        (_, _, Lang::En) => format!("Errors: {errors}. Warnings: {warnings}."),
    }
}
