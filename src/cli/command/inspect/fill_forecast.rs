//! What `fill` will do with a field.

use serde_json::{Value, json};

use crate::cli::print::messages::pick;
use crate::diag::{Lang, Origin};
use crate::pdf::{Field, FieldForecast};

/// In words: nothing where the value is filled in as it is.
pub(super) fn words(field: &Field, prospect: &FieldForecast, lang: Lang) -> Vec<String> {
    if let Some(problem) = &prospect.refusal {
        return vec![problem.finding(Origin::default()).message(lang)];
    }
    let mut told = Vec::new();
    if field.flags().read_only() {
        told.push(
            pick(lang, "fill aizpilda arī šo tikai lasāmo lauku", "fill fills it though it is read-only")
                .to_owned(),
        );
    }
    if !field.widgets().iter().any(crate::pdf::Widget::is_visible) {
        told.push(
            pick(
                lang,
                "lauku neviens neredz; fill to aizpilda un par to paziņo",
                "nobody sees the field; fill fills it and says so",
            )
            .to_owned(),
        );
    }
    if !field.is_listed() {
        told.push(pick(lang, "lauka nav veidlapas sarakstā", "the form does not list the field").to_owned());
    }
    told.extend(script_words(prospect, lang));
    if prospect.mark_is_drawn {
        told.push(
            pick(
                lang,
                "atzīmi uzzīmē edocpack: veidlapā tās nav",
                "edocpack draws the mark: the form has none",
            )
            .to_owned(),
        );
    }
    told.extend(size_words(prospect, lang));
    told
}

fn script_words(prospect: &FieldForecast, lang: Lang) -> Vec<String> {
    let mut told = Vec::new();
    if let Some(format) = &prospect.format {
        let pattern = &format.pattern;
        told.push(match (format.kind, lang) {
            ("date", Lang::Lv) => format!("rāda kā datumu vai laiku: {pattern}"),
            ("date", Lang::En) => format!("shown as a date or time: {pattern}"),
            ("digits", Lang::Lv) => format!("rāda pēc parauga: {pattern}"),
            ("digits", Lang::En) => format!("shown by the pattern: {pattern}"),
            (_, Lang::Lv) => format!("rāda kā skaitli: 1234.5 → {pattern}"),
            (_, Lang::En) => format!("shown as a number: 1234.5 → {pattern}"),
        });
    }
    if let Some((least, most)) = prospect.range {
        let bound = |bound: Option<f64>| bound.map_or("…".to_owned(), |bound| bound.to_string());
        let (least, most) = (bound(least), bound(most));
        told.push(match lang {
            Lang::Lv => format!("pieņem no {least} līdz {most}"),
            Lang::En => format!("takes from {least} to {most}"),
        });
    }
    if let Some(made) = &prospect.calculation {
        let (operation, of) = (made.operation, made.operands.join(", "));
        told.push(match lang {
            Lang::Lv => format!("aprēķina no citiem laukiem: {operation}({of})"),
            Lang::En => format!("made of other fields: {operation}({of})"),
        });
    }
    if !prospect.unknown_scripts.is_empty() {
        let when = prospect.unknown_scripts.join(", ");
        told.push(match lang {
            Lang::Lv => format!("nepazīstams skripts netiek izpildīts (notikums: {when})"),
            Lang::En => format!("a script that is not known is not run (event: {when})"),
        });
    }
    told
}

fn size_words(prospect: &FieldForecast, lang: Lang) -> Option<String> {
    let size = prospect.size?;
    let face = prospect.face.unwrap_or_default();
    let least = size.minimum;
    Some(match (size.requested, lang) {
        (None, Lang::Lv) => format!("{face}, lielums pēc ailes, ne mazāk par {least} pt"),
        (None, Lang::En) => format!("{face}, as large as fits, {least} pt at least"),
        (Some(asked), Lang::Lv) if asked > least => {
            format!("{face} {asked} pt; ja neietilpst, līdz {least} pt")
        }
        (Some(asked), Lang::En) if asked > least => {
            format!("{face} {asked} pt; where it does not fit, down to {least} pt")
        }
        (Some(asked), _) => format!("{face} {asked} pt"),
    })
}

/// The same for programs.
pub(super) fn json(field: &Field, prospect: &FieldForecast) -> Value {
    let refused =
        prospect.refusal.as_ref().map(|problem| problem.finding(Origin::default()).code.to_string());
    json!({
        "takes_values": refused.is_none(),
        "refused_as": refused,
        "read_only": field.flags().read_only(),
        "seen": field.widgets().iter().any(crate::pdf::Widget::is_visible),
        "shown_as": prospect.format.as_ref().map(|format| json!({ "kind": format.kind, "pattern": format.pattern })),
        "range": prospect.range.map(|(least, most)| json!({ "least": least, "most": most })),
        "made_of": prospect.calculation.as_ref().map(|made| json!({ "operation": made.operation, "fields": made.operands })),
        "unknown_scripts": prospect.unknown_scripts,
        "face": prospect.face,
        "size": prospect.size.map(|size| json!({ "asked": size.requested, "least": size.minimum })),
        "mark_is_drawn": prospect.mark_is_drawn,
    })
}
