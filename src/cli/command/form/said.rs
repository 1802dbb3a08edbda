//! What the commands about forms say, in both languages.

use std::path::Path;

use crate::cli::print::shell;
use crate::cli::print::words::pick;
use crate::diag::Lang;
use crate::pdf::editions::Difference;

pub(super) fn draft_heads(lang: Lang) -> [&'static str; 3] {
    match lang {
        Lang::Lv => ["Lauks", "Atslēga", "Veids"],
        Lang::En => ["Field", "Key", "Kind"],
    }
}

pub(super) fn draft_totals(fields: usize, unused: usize, questions: usize, lang: Lang) -> String {
    match lang {
        Lang::Lv => format!("Lauki: {fields}. Neizmantoti PDF lauki: {unused}. Jautājumi: {questions}."),
        Lang::En => format!("Fields: {fields}. Unused fields of the PDF: {unused}. Questions: {questions}."),
    }
}

/// What to do with a draft.
pub(super) fn draft_next(folder: &Path, is_tried: bool, lang: Lang) -> String {
    let at = shell::word(folder);
    let toml = folder.join("form.toml");
    let toml = toml.display();
    match (is_tried, lang) {
        (true, Lang::Lv) => format!(
            "Apraksts ir mapē {at} un jau darbojas: piemērs ir aizpildīts un iepakots.\n\
             1. Atveriet {toml} un atbildiet uz rindām „JAUTĀJUMS”.\n\
             2. Pārbaudiet:  edocpack form lint {at}\n\
             3. Datu lapa:   edocpack form template {at} --out dati.xlsx\n\
             4. Sagatavojiet: edocpack build dati.xlsx --form {at} --out gatavie"
        ),
        (true, Lang::En) => format!(
            "The definition is in {at} and works already: an example was filled in and packed.\n\
             1. Open {toml} and answer the lines with QUESTION.\n\
             2. Check it:    edocpack form lint {at}\n\
             3. Data sheet:  edocpack form template {at} --out data.xlsx\n\
             4. Build:       edocpack build data.xlsx --form {at} --out ready"
        ),
        (false, Lang::Lv) => format!(
            "Apraksts ir mapē {at}, bet ar šo PDF piemēru aizpildīt neizdevās; kāpēc, teikts augstāk."
        ),
        (false, Lang::En) => format!(
            "The definition is in {at}, but the example could not be filled in on this PDF; why, is said above."
        ),
    }
}

pub(super) fn no_difference(same_file: bool, lang: Lang) -> &'static str {
    match (same_file, lang) {
        (true, Lang::Lv) => "Tā ir viena un tā pati datne.",
        (true, Lang::En) => "They are the same file.",
        (false, Lang::Lv) => "Lauki un drukātais teksts ir tie paši; datnes atšķiras citādi.",
        (false, Lang::En) => "Fields and printed text are the same; the files differ otherwise.",
    }
}

pub(super) fn pages_differ((was, is): (usize, usize), lang: Lang) -> String {
    match lang {
        Lang::Lv => format!("Lappuses: bija {was}, ir {is}."),
        Lang::En => format!("Pages: were {was}, are {is}."),
    }
}

pub(super) fn not_all_read(lang: Lang) -> &'static str {
    pick(
        lang,
        "Daļu drukātā teksta nevar nolasīt (tas ir attēlā vai bez zīmju nozīmes); tā nav salīdzināta.",
        "Some of the printed text cannot be read (it is a picture, or letters without meaning); it was not compared.",
    )
}

pub(super) fn diff_totals(fields: usize, texts: usize, lang: Lang) -> String {
    match lang {
        Lang::Lv => format!("Atšķiras lauki: {fields}, teksta vietas: {texts}."),
        Lang::En => format!("Different: {fields} fields, {texts} places of text."),
    }
}

/// `, page 2` behind what a field is.
pub(super) fn on_page(page: usize, lang: Lang) -> String {
    format!(", {}", page_number(page, lang))
}

pub(super) fn page_number(page: usize, lang: Lang) -> String {
    match lang {
        Lang::Lv => format!("{}. lappuse", page + 1),
        Lang::En => format!("page {}", page + 1),
    }
}

pub(super) fn difference(what: &Difference, lang: Lang) -> String {
    let yes = |is: bool, now: [&'static str; 2], no_more: [&'static str; 2]| {
        let [lv, en] = if is { now } else { no_more };
        pick(lang, lv, en).to_owned()
    };
    match what {
        Difference::Appeared => pick(lang, "jauns", "new").to_owned(),
        Difference::Vanished => pick(lang, "vairs nav", "gone").to_owned(),
        Difference::Kind { was } => {
            format!("{} {}", pick(lang, "cits veids; bija", "another kind; was a"), was.words().of(lang))
        }
        Difference::Label { was, is } => {
            format!("{} „{was}” → „{is}”", pick(lang, "apraksts", "label"))
        }
        Difference::Length { was, is } => {
            let shown = |n: &Option<u32>| n.map_or_else(|| "–".to_owned(), |n| n.to_string());
            format!("{} {} → {}", pick(lang, "zīmju skaits", "characters"), shown(was), shown(is))
        }
        Difference::Multiline { is } => {
            yes(*is, ["tagad vairākas rindas", "several lines now"], ["tagad viena rinda", "one line now"])
        }
        Difference::Moved { was_page, right, up } => moved(*was_page, *right, *up, lang),
        Difference::Options { gone, new } => {
            let mut parts = Vec::new();
            if !gone.is_empty() {
                parts.push(format!(
                    "{}: {}",
                    pick(lang, "vairs nav iespēju", "options gone"),
                    gone.join(", ")
                ));
            }
            if !new.is_empty() {
                parts.push(format!("{}: {}", pick(lang, "jaunas iespējas", "new options"), new.join(", ")));
            }
            parts.join("; ")
        }
        Difference::Preset { is } => yes(
            *is,
            ["tukšajā veidlapā ir vērtība", "the blank form has a value in it"],
            ["tukšajā veidlapā vairs nav vērtības", "the blank form has no value in it any more"],
        ),
        Difference::ReadOnly { is } => {
            yes(*is, ["tagad tikai lasāms", "read-only now"], ["tagad maināms", "no longer read-only"])
        }
        Difference::Renamed { was } => {
            format!("{} {was}", pick(lang, "droši vien pārdēvēts; bija", "probably renamed; was"))
        }
        Difference::Required { is } => {
            yes(*is, ["tagad obligāts", "required now"], ["vairs nav obligāts", "no longer required"])
        }
        Difference::Resized { wider, higher } => format!(
            "{} {} × {} pt",
            pick(lang, "cits lielums:", "another size:"),
            signed(*wider),
            signed(*higher)
        ),
        Difference::Scripts => pick(lang, "cits skripts", "another script").to_owned(),
    }
}

fn moved(was_page: usize, right: f64, up: f64, lang: Lang) -> String {
    let from = page_number(was_page, lang);
    let (right, up) = (signed(right), signed(up));
    match lang {
        Lang::Lv => format!("pārvietots ({from}; pa labi {right} pt, uz augšu {up} pt)"),
        Lang::En => format!("moved ({from}; right {right} pt, up {up} pt)"),
    }
}

/// With its sign, to a point.
fn signed(n: f64) -> String {
    format!("{:+.0}", n + 0.0)
}
