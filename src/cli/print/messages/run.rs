//! The messages of a run over many records, and of its progress.

use std::path::Path;

use super::pick;
use crate::batch::{Replaced, Shard};
use crate::cli::print::shell;
use crate::diag::{Bilingual, Lang, mask_codes_in};
use crate::output::RunTotals;

pub(in crate::cli) fn totals(totals: &RunTotals, lang: Lang) -> String {
    let RunTotals { built, refused, warnings, .. } = *totals;
    let nothing = built == 0;
    let mut parts = Vec::new();
    match lang {
        Lang::Lv if nothing => parts.push("Nekas nav sagatavots.".to_owned()),
        Lang::Lv => parts.push(format!("Sagatavoti pieteikumi: {built}.")),
        Lang::En if nothing => parts.push("Nothing was made.".to_owned()),
        Lang::En => parts.push(format!("Applications made: {built}.")),
    }
    // A file that was refused as a whole has no rows to count.
    if !nothing || refused > 0 {
        let (rows, told) = match lang {
            Lang::Lv => ("Rindas ar kļūdām", "Brīdinājumi"),
            Lang::En => ("Rows with errors", "Warnings"),
        };
        parts.push(format!("{rows}: {refused}. {told}: {warnings}."));
    }
    parts.join(" ")
}

/// Where the earlier run is, and which of its files somebody may miss.
pub(in crate::cli) fn replaced(replaced: &Replaced, out: &Path, lang: Lang) -> String {
    let Replaced { to, documents, changed, left } = replaced;
    let to = out.join(to);
    let to = to.display();
    let mut lines = vec![match lang {
        Lang::Lv => format!("Iepriekšējās palaišanas dokumenti ({documents}) ir mapē {to}"),
        Lang::En => format!("The documents of the earlier run ({documents}) are in {to}"),
    }];
    let mut list = |names: &[String], lv, en| {
        if !names.is_empty() {
            let names = names.iter().map(|name| mask_codes_in(name)).collect::<Vec<_>>();
            lines.push(format!("  {}: {}", pick(lang, lv, en), Bilingual::list(&names).of(lang)));
        }
    };
    list(changed, "kopš tās mainīts, varbūt parakstīts", "changed since, perhaps signed");
    list(
        left,
        "nav nevienas palaišanas izvade vai ir labots, un atstāts savā vietā",
        "not written by a run, or mended, and left in place",
    );
    lines.join("\n")
}

pub(in crate::cli) fn stopped(lang: Lang) -> &'static str {
    pick(
        lang,
        "Apturēts. Turpiniet ar to pašu komandu un --resume.",
        "Stopped. Go on with the same command and --resume.",
    )
}

/// `options` are those that choose the form, as they were given.
pub(in crate::cli) fn correct_rows(table: &Path, out: &Path, options: &str, lang: Lang) -> String {
    let (shown, table, out) = (table.display(), shell::quote(table), shell::quote(out));
    match lang {
        Lang::Lv => format!(
            "Rindas ar kļūdām ir datnē {shown} (tajā ir jūsu dati, arī personas kodi). Izlabojiet tās un palaidiet:\n  edocpack build {table}{options} --out {out}"
        ),
        Lang::En => format!(
            "The rows with errors are in {shown} (it holds your own data, personal codes included). Mend them and run:\n  edocpack build {table}{options} --out {out}"
        ),
    }
}

pub(in crate::cli) fn shard_done(shard: Shard, out: &Path, options: &str, lang: Lang) -> String {
    let out = shell::quote(out);
    match lang {
        Lang::Lv => format!("Daļa {shard} ir pabeigta. Kad pabeigtas visas: edocpack merge {out}{options}"),
        Lang::En => format!("Shard {shard} is done. When all are: edocpack merge {out}{options}"),
    }
}

pub(in crate::cli) fn so_far(done: u32, rows: u32, lang: Lang) -> String {
    match lang {
        Lang::Lv => format!("rindas: {done} no {rows}"),
        Lang::En => format!("rows: {done} of {rows}"),
    }
}

/// What stands by the numbers of the bar.
pub(in crate::cli) fn rate_labels(lang: Lang) -> (&'static str, &'static str) {
    match lang {
        Lang::Lv => ("rindas/s", "atlicis"),
        Lang::En => ("rows/s", "left"),
    }
}

pub(in crate::cli) fn open_next(path: &Path, lang: Lang) -> String {
    match lang {
        Lang::Lv => format!("Tālāk atveriet: {}", path.display()),
        Lang::En => format!("Open next: {}", path.display()),
    }
}
