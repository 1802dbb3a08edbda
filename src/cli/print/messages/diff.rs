//! The messages of `form diff`.

use super::pick;
use crate::diag::Lang;
use crate::pdf::template_diff::FieldDifference;

pub(in crate::cli) fn no_difference(same_file: bool, lang: Lang) -> &'static str {
    match (same_file, lang) {
        (true, Lang::Lv) => "Tā ir viena un tā pati datne.",
        (true, Lang::En) => "They are the same file.",
        (false, Lang::Lv) => "Lauki un drukātais teksts ir tie paši; datnes atšķiras citādi.",
        (false, Lang::En) => "Fields and printed text are the same; the files differ otherwise.",
    }
}

pub(in crate::cli) fn pages_differ((was, is): (usize, usize), lang: Lang) -> String {
    match lang {
        Lang::Lv => format!("Lappuses: bija {was}, ir {is}."),
        Lang::En => format!("Pages: were {was}, are {is}."),
    }
}

pub(in crate::cli) fn not_all_read(lang: Lang) -> &'static str {
    pick(
        lang,
        "Daļu drukātā teksta nevar nolasīt (tas ir attēlā vai bez zīmju nozīmes); tā nav salīdzināta.",
        "Some of the printed text cannot be read (it is a picture, or letters without meaning); it was not compared.",
    )
}

pub(in crate::cli) fn totals(fields: usize, texts: usize, lang: Lang) -> String {
    match lang {
        Lang::Lv => format!("Atšķiras lauki: {fields}, teksta vietas: {texts}."),
        Lang::En => format!("Different: {fields} fields, {texts} places of text."),
    }
}

/// `, page 2` behind what a field is.
pub(in crate::cli) fn on_page(page: usize, lang: Lang) -> String {
    format!(", {}", page_number(page, lang))
}

pub(in crate::cli) fn page_number(page: usize, lang: Lang) -> String {
    match lang {
        Lang::Lv => format!("{}. lappuse", page + 1),
        Lang::En => format!("page {}", page + 1),
    }
}

pub(in crate::cli) fn difference(what: &FieldDifference, lang: Lang) -> String {
    let yes = |is: bool, now: [&'static str; 2], no_more: [&'static str; 2]| {
        let [lv, en] = if is { now } else { no_more };
        pick(lang, lv, en).to_owned()
    };
    match what {
        FieldDifference::Added => pick(lang, "jauns", "new").to_owned(),
        FieldDifference::Removed => pick(lang, "vairs nav", "gone").to_owned(),
        FieldDifference::Kind { was } => {
            format!(
                "{} {}",
                pick(lang, "cits veids; bija", "another kind; was a"),
                was.description().of(lang)
            )
        }
        FieldDifference::AlternateName { was, is } => {
            format!("{} „{was}” → „{is}”", pick(lang, "apraksts", "label"))
        }
        FieldDifference::Length { was, is } => {
            let shown = |n: &Option<u32>| n.map_or_else(|| "–".to_owned(), |n| n.to_string());
            format!("{} {} → {}", pick(lang, "zīmju skaits", "characters"), shown(was), shown(is))
        }
        FieldDifference::Multiline { is } => {
            yes(*is, ["tagad vairākas rindas", "several lines now"], ["tagad viena rinda", "one line now"])
        }
        FieldDifference::Moved { was_page, right, up } => moved(*was_page, *right, *up, lang),
        FieldDifference::Options { removed: gone, added: new } => {
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
        FieldDifference::Preset { is } => yes(
            *is,
            ["tukšajā veidlapā ir vērtība", "the blank form has a value in it"],
            ["tukšajā veidlapā vairs nav vērtības", "the blank form has no value in it any more"],
        ),
        FieldDifference::ReadOnly { is } => {
            yes(*is, ["tagad tikai lasāms", "read-only now"], ["tagad maināms", "no longer read-only"])
        }
        FieldDifference::Renamed { was } => {
            format!("{} {was}", pick(lang, "droši vien pārdēvēts; bija", "probably renamed; was"))
        }
        FieldDifference::Required { is } => {
            yes(*is, ["tagad obligāts", "required now"], ["vairs nav obligāts", "no longer required"])
        }
        FieldDifference::Resized { wider, higher } => format!(
            "{} {} × {} pt",
            pick(lang, "cits lielums:", "another size:"),
            signed(*wider),
            signed(*higher)
        ),
        FieldDifference::Scripts => pick(lang, "cits skripts", "another script").to_owned(),
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
    match n.round() {
        0.0 => "0".to_owned(),
        n => format!("{n:+}"),
    }
}

#[cfg(test)]
mod tests {
    use super::signed;

    #[test]
    fn nothing_has_no_sign() {
        assert_eq!([signed(-0.4), signed(0.4), signed(-1.6), signed(181.6)], ["0", "0", "-2", "+182"]);
    }
}
