//! A match as the text of a `binding.toml`: what is certain as it is, what is likely to be confirmed, and questions
//! where nothing is known.

use std::fmt::Write as _;

use super::{Certainty, FoundPlacement, KeyMatch, Matching, WriteMethod};
use crate::diag::Lang;
use crate::form::Form;
use crate::form::toml_write::{key, list, on_one_line, quoted};

impl Matching {
    /// The text of the binding, its comments in `lang`. It can be used as it is where the matching is complete;
    /// otherwise it is refused until a person has looked at what is only likely.
    pub(crate) fn binding(&self, form: &Form, pdf: &str, lang: Lang) -> String {
        let say = |lv: &'static str, en: &'static str| lang.choose((lv, en));
        let mut text = String::new();
        let _ = writeln!(text, "# {} {pdf}", say("Veidlapas piesaiste datnei", "The binding of the form to"));
        let _ = writeln!(
            text,
            "# {}\n",
            say(
                "Kurā PDF laukā ieraksta katru vērtību; paskaidrojumi: docs/form-toml.md.",
                "Which field of the PDF each value is written into; explained in docs/form-toml.md."
            )
        );
        let _ = writeln!(text, "schema = 1\nform = {}\nsha256 = \"{}\"", quoted(&self.form), self.sha256);
        if self.is_marked_sample {
            let why = say("lapā rakstīts, ka tas ir paraugs", "the page says that it is a sample");
            let _ = writeln!(text, "sample = true  # {why}");
        }
        if let Some(size) = self.shrink_to {
            let _ = writeln!(text, "shrink_to = {size}");
        }
        self.absent(&mut text, lang);
        self.unused(&mut text, lang);
        text.push_str("\n[fields]\n");
        for one in &self.matches {
            if self.is_surely_absent(one) {
                continue;
            }
            key_line(form, one, &mut text, lang);
        }
        text
    }

    fn absent(&self, text: &mut String, lang: Lang) {
        let absent: Vec<&str> =
            self.matches.iter().filter(|one| self.is_surely_absent(one)).map(|one| &*one.key).collect();
        if !absent.is_empty() {
            let why = match lang {
                Lang::Lv => "PDF šim lauka nav: nav palicis neviens lauks, kas tas varētu būt.",
                Lang::En => "The PDF has no field for this: none is left that it could be.",
            };
            let _ = writeln!(text, "# {why}\nabsent = {}", list(absent));
        }
    }

    fn unused(&self, text: &mut String, lang: Lang) {
        if self.unmatched_fields.is_empty() {
            return;
        }
        let (idle, open) = match lang {
            Lang::Lv => (
                "tikai lasāms vai neredzams",
                "JAUTĀJUMS: vai veidlapai šim laukam nav vērtības? Ja nav, izdzēsiet „# ”.",
            ),
            Lang::En => (
                "read-only or unseen",
                "QUESTION: has the form no value for this field? If so, delete the “# ”.",
            ),
        };
        let hidden = self.unmatched_fields.iter().any(|field| !field.is_not_fillable);
        if hidden {
            let _ = writeln!(text, "# {open}");
        }
        text.push_str("unused = [\n");
        for field in &self.unmatched_fields {
            let words = in_comment(&field.words);
            let mark = if field.is_not_fillable { "" } else { "# " };
            let note = if field.is_not_fillable {
                idle.to_owned()
            } else {
                format!("{}: {words}", field.kind.description().of(lang))
            };
            let _ = writeln!(text, "  {mark}{},  # {note}", quoted(&field.name));
        }
        text.push_str("]\n");
    }
}

/// A key and where it is, with what a person has to look at above it.
fn key_line(form: &Form, one: &KeyMatch, text: &mut String, lang: Lang) {
    let label = form.field(&one.key).map(|field| field.label.of(lang)).unwrap_or_default();
    let Some(found) = &one.found else {
        let (open, absent) = match lang {
            Lang::Lv => (
                "JAUTĀJUMS: kur PDF ir",
                if one.is_blank { " Ja tā nav, ierakstiet atslēgu sarakstā „absent”." } else { "" },
            ),
            Lang::En => (
                "QUESTION: where in the PDF is",
                if one.is_blank { " If nowhere, put the key into the list “absent”." } else { "" },
            ),
        };
        let others = if one.alternatives.is_empty() {
            String::new()
        } else {
            format!(" ({})", in_comment(&one.alternatives.join(", ")))
        };
        let _ = writeln!(
            text,
            "# {open} „{}”?{others}{absent}\n# {} = \"\"",
            in_comment(label),
            quoted(&one.key)
        );
        return;
    };
    if one.certainty == Certainty::Likely {
        let (likely, page, or) = match lang {
            Lang::Lv => ("Iespējams", format!("{}. lappuse", found.page + 1), "varētu būt arī"),
            Lang::En => ("Likely", format!("page {}", found.page + 1), "could also be"),
        };
        let others = if one.alternatives.is_empty() {
            String::new()
        } else {
            format!("; {or} {}", in_comment(&one.alternatives.join(", ")))
        };
        let doubts: Vec<String> = one.doubts.iter().map(|doubt| doubt.words().of(lang).to_owned()).collect();
        let doubts = if doubts.is_empty() { String::new() } else { format!("; {}", doubts.join(", ")) };
        let _ = writeln!(
            text,
            "# {likely}: „{}” → „{}”, {page}{doubts}{others}.",
            in_comment(label),
            in_comment(&found.words)
        );
    }
    let _ = writeln!(
        text,
        "{} = {}",
        quoted(&one.key),
        placement_toml(found, one.certainty == Certainty::Likely)
    );
}

/// A place as the binding writes it.
pub(crate) fn placement_toml(found: &FoundPlacement, confirm: bool) -> String {
    let first = found.fields.first().map(|name| quoted(name)).unwrap_or_default();
    let mut parts: Vec<String> = match &found.method {
        WriteMethod::Text { drop } if drop.is_empty() && !confirm => return first,
        WriteMethod::Text { .. } => vec![format!("field = {first}")],
        WriteMethod::Split { .. } => {
            vec![format!("split = {}", list(found.fields.iter().map(String::as_str)))]
        }
        WriteMethod::Joined => vec![format!("field = {first}"), "join = \" \"".to_owned()],
        WriteMethod::Tick { on } => vec![format!("field = {first}"), format!("on = {}", quoted(on))],
        WriteMethod::Choice { states } => {
            let states: Vec<String> =
                states.iter().map(|(option, state)| format!("{} = {}", key(option), quoted(state))).collect();
            vec![format!("field = {first}"), format!("states = {{ {} }}", states.join(", "))]
        }
    };
    if let WriteMethod::Text { drop } | WriteMethod::Split { drop } = &found.method
        && !drop.is_empty()
    {
        parts.push(format!("drop = {}", quoted(drop)));
    }
    if confirm {
        parts.push("confirm = true".to_owned());
    }
    format!("{{ {} }}", parts.join(", "))
}

/// A text of a file within a comment: one line, cut where it is long.
fn in_comment(text: &str) -> String {
    const LONGEST: usize = 70;
    let line = on_one_line(text);
    if line.chars().count() > LONGEST {
        format!("{}…", line.chars().take(LONGEST).collect::<String>())
    } else {
        line
    }
}
