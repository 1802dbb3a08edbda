//! The rules that a form declares over its fields.

use std::sync::Arc;

use chrono::{Months, NaiveDate};

use super::CheckContext;
use super::record_check::{FieldState, RecordCheck};
use crate::diag::{Bilingual, Finding, FindingCode, Origin, Severity};
use crate::form::definition::{
    Check, Conditions, ExpectedValue, FieldDefinition, ForbiddenLocalParts, ForbiddenWords, Key, Rule,
    ValueKind, WithinDays, WithoutShapes, WithoutValues,
};
use crate::form::name_index::fold_name;
use crate::form::{Form, FormValue};
use crate::values::{latin_fold, masked_excerpt};

/// Evaluates every rule over the record. A rule whose condition cannot be evaluated yields no finding: the value that
/// cannot be read has one already.
pub(super) fn check(row: &mut RecordCheck<'_>) {
    for rule in row.form.rules() {
        if row.holds(&rule.when) == Some(true) {
            let breaches = breaches(row, rule);
            row.report.extend(breaches);
        }
    }
}

/// The findings about the age of the definition.
pub(super) fn stale_definition_findings(form: &Form, context: &CheckContext) -> Vec<Finding> {
    let stale = |rule: &Rule| {
        let Check::StaleAfterMonths(months) = rule.check else { return None };
        let checked_on = form.instruction().checked_on;
        let due = checked_on.checked_add_months(Months::new(months))?;
        let finding = rule_finding(rule, Origin::default());
        (context.as_of > due)
            .then(|| finding.with("date", checked_on.format("%d.%m.%Y")).with("months", months))
    };
    if context.report_stale_definition { form.rules().iter().filter_map(stale).collect() } else { Vec::new() }
}

fn breaches(row: &RecordCheck<'_>, rule: &Rule) -> Vec<Finding> {
    let given = |key: &Key| row.is_given(key);
    match &rule.check {
        Check::Required(keys) => row.list_finding(rule, keys.iter().filter(|key| given(key) == Some(false))),
        Check::Forbidden(keys) => row.list_finding(rule, keys.iter().filter(|key| given(key) == Some(true))),
        Check::AtLeastOneOf(keys) => {
            let none = keys.iter().all(|key| given(key) == Some(false));
            if none { row.list_finding(rule, keys.iter()) } else { Vec::new() }
        }
        Check::NotTogether(keys) => {
            let together: Vec<&Key> = keys.iter().filter(|key| given(key) == Some(true)).collect();
            if together.len() > 1 { row.list_finding(rule, together.into_iter()) } else { Vec::new() }
        }
        Check::Together(keys) => {
            let some = keys.iter().any(|key| given(key) == Some(true));
            let missing = keys.iter().filter(|key| given(key) == Some(false));
            if some { row.list_finding(rule, missing) } else { Vec::new() }
        }
        Check::Same(keys) => match keys.as_slice() {
            [first, second] if row.are_same(first, second) == Some(false) => {
                row.list_finding(rule, keys.iter())
            }
            _ => Vec::new(),
        },
        Check::Differ(keys) => {
            let has_twin =
                |key: &&Key| keys.iter().any(|other| other != *key && row.are_same(key, other) == Some(true));
            row.list_finding(rule, keys.iter().filter(has_twin))
        }
        Check::Ordered(keys) => row.out_of_order(rule, keys),
        Check::WithinDays(days) => row.too_far_apart(rule, days),
        Check::WithoutShapes(shapes) => row.forbidden_shapes(rule, shapes),
        Check::WithoutValues(values) => row.repeated_values(rule, values),
        Check::Words(words) => row.forbidden_words(rule, words),
        Check::LocalPart(part) => row.local_parts(rule, part),
        Check::StaleAfterMonths(_) => Vec::new(),
    }
}

/// The labels of fields, as a list.
pub(super) fn labels(fields: &[&FieldDefinition]) -> Bilingual {
    let list = |text: fn(&FieldDefinition) -> &str| {
        fields.iter().map(|field| text(field)).collect::<Vec<_>>().join(", ").into()
    };
    Bilingual { lv: list(|field| &field.label.lv), en: list(|field| &field.label.en) }
}

impl RecordCheck<'_> {
    /// Whether all conditions hold; `None` where one depends on a value that cannot be read.
    pub(super) fn holds(&self, when: &Conditions) -> Option<bool> {
        let mut sure = true;
        for (key, expected) in when.conditions() {
            let holds = match (expected, self.slot_of(key).map(|slot| &slot.state)) {
                (ExpectedValue::Given(expected), _) => self.is_given(key).map(|given| given == *expected),
                (ExpectedValue::Choice(options), Some(FieldState::Value(FormValue::Choice(chosen)))) => {
                    Some(options.contains(chosen))
                }
                (ExpectedValue::Choice(_), Some(FieldState::Unresolved)) => None,
                (ExpectedValue::Choice(_), _) => Some(false),
            };
            match holds {
                Some(false) => return Some(false),
                Some(true) => {}
                None => sure = false,
            }
        }
        sure.then_some(true)
    }

    /// Whether a field is ticked or filled in; `None` for a tick that cannot be read.
    fn is_given(&self, key: &Key) -> Option<bool> {
        let field = self.form.field(key)?;
        match &self.slot_of(key)?.state {
            FieldState::Absent if field.kind == ValueKind::Attachment => self.context.has_attachments(),
            FieldState::Absent => Some(false),
            FieldState::Unresolved => field.kind.is_written_text().then_some(true),
            FieldState::Value(FormValue::Tick(on)) => Some(*on),
            FieldState::Value(_) => Some(true),
        }
    }

    /// Whether two values are the same but for spaces, case and marks; `None` where one of them is missing.
    fn are_same(&self, first: &Key, second: &Key) -> Option<bool> {
        let (first, second) = (self.text(first)?, self.text(second)?);
        Some(first == second || fold_name(first) == fold_name(second))
    }

    fn text(&self, key: &Key) -> Option<&str> {
        match &self.slot_of(key)?.state {
            FieldState::Value(FormValue::Text(text) | FormValue::Code(text)) => Some(text),
            _ => None,
        }
    }

    /// One finding that lists fields; none where there are none.
    fn list_finding<'k>(&self, rule: &Rule, keys: impl Iterator<Item = &'k Key>) -> Vec<Finding> {
        let fields: Vec<&FieldDefinition> = keys.filter_map(|key| self.form.field(key)).collect();
        let mut finding = match fields.as_slice() {
            [] => return Vec::new(),
            [one] => self.finding_about_field(rule, one),
            _ => self.rule_breach(rule, self.record_origin()),
        };
        finding = finding.with_text("list", labels(&fields));
        vec![finding]
    }

    /// One finding for each day that is earlier than one before it in the list.
    fn out_of_order(&self, rule: &Rule, keys: &[Key]) -> Vec<Finding> {
        let days: Vec<(&Key, NaiveDate)> =
            keys.iter().filter_map(|key| Some((key, self.day(self.form.field(key)?)?))).collect();
        let wrong = days.windows(2).filter_map(|pair| match pair {
            [(earlier, first), (later, second)] if second < first => Some([*earlier, *later]),
            _ => None,
        });
        wrong.flat_map(|pair| self.list_finding(rule, pair.into_iter())).collect()
    }

    fn too_far_apart(&self, rule: &Rule, within: &WithinDays) -> Vec<Finding> {
        let days: Option<Vec<NaiveDate>> =
            within.fields.iter().map(|key| self.day(self.form.field(key)?)).collect();
        let apart = match days.as_deref() {
            Some([first, second]) => (*second - *first).num_days(),
            _ => return Vec::new(),
        };
        if apart <= i64::from(within.days) {
            return Vec::new();
        }
        let findings = self.list_finding(rule, within.fields.iter());
        findings.into_iter().map(|finding| finding.with("days", apart)).collect()
    }

    fn forbidden_shapes(&self, rule: &Rule, shapes: &WithoutShapes) -> Vec<Finding> {
        let found = shapes.fields.iter().filter_map(|key| {
            let text = self.text(key)?;
            let shape = shapes.any.iter().find(|shape| shape.occurs_in(text))?;
            Some(self.finding_about_field(rule, self.form.field(key)?).with("v", shape))
        });
        found.collect()
    }

    /// One finding for each field that repeats a word of another.
    fn repeated_values(&self, rule: &Rule, values: &WithoutValues) -> Vec<Finding> {
        let of: Vec<(&FieldDefinition, Vec<String>)> = (values.of.iter())
            .filter_map(|key| Some((self.form.field(key)?, long_words(self.text(key)?))))
            .collect();
        let found = values.fields.iter().filter_map(|key| {
            let words = long_words(self.text(key)?);
            let (field, _) = of.iter().find(|(_, sought)| words.iter().any(|word| sought.contains(word)))?;
            Some(self.finding_about_field(rule, self.form.field(key)?).with_text("from", field.label.clone()))
        });
        found.collect()
    }

    fn forbidden_words(&self, rule: &Rule, words: &ForbiddenWords) -> Vec<Finding> {
        let fields = words.fields.iter().filter(|key| !self.is_reported_elsewhere(key, &words.fields));
        let found = fields.filter_map(|key| {
            let found = found_words(self.text(key)?, &words.any);
            (!found.is_empty()).then(|| (key, found.join(", ")))
        });
        found
            .filter_map(|(key, found)| {
                Some(self.finding_about_field(rule, self.form.field(key)?).with("v", masked_excerpt(&found)))
            })
            .collect()
    }

    fn local_parts(&self, rule: &Rule, part: &ForbiddenLocalParts) -> Vec<Finding> {
        let fields = part.fields.iter().filter(|key| !self.is_reported_elsewhere(key, &part.fields));
        let found = fields.filter_map(|key| {
            let address = self.text(key)?;
            let (local, _) = address.rsplit_once('@')?;
            let local = fold_name(local.trim_end_matches(|c: char| c.is_ascii_digit()));
            part.any.iter().any(|word| fold_name(word) == local).then_some((key, address))
        });
        found
            .filter_map(|(key, address)| {
                Some(self.finding_about_field(rule, self.form.field(key)?).with("v", masked_excerpt(address)))
            })
            .collect()
    }

    /// Whether a field has its value from another that is looked at too.
    fn is_reported_elsewhere(&self, key: &Key, fields: &[Key]) -> bool {
        let source = self.form.field(key).and_then(|field| field.same_as.as_ref());
        source.is_some_and(|source| {
            fields.contains(source) && self.text(key).is_some() && self.text(key) == self.text(source)
        })
    }

    /// The finding of a rule about one field.
    fn finding_about_field(&self, rule: &Rule, field: &FieldDefinition) -> Finding {
        let origin =
            self.form.position(&field.key).map_or_else(|| self.record_origin(), |at| self.origin(at));
        self.rule_breach(rule, origin)
            .about_field(Arc::clone(&field.key))
            .with_text("label", field.label.clone())
    }

    fn rule_breach(&self, rule: &Rule, origin: Origin) -> Finding {
        let mut finding = rule_finding(rule, origin);
        finding.accepted =
            finding.severity == Severity::Error && self.accepted.allows(&finding.code, finding.provenance);
        finding
    }
}

fn rule_finding(rule: &Rule, origin: Origin) -> Finding {
    let code = FindingCode::named(&*rule.code);
    Finding::declared(code, rule.severity, rule.provenance, Arc::clone(&rule.wording), origin)
}

/// The words of three letters or digits and more, case and diacritics aside.
fn long_words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).map(fold_name);
    words.filter(|word| word.chars().count() >= 3).collect()
}

/// The words of `text` that begin with one of these, as they stand there; several in a row are one.
fn found_words<'t>(text: &'t str, any: &[String]) -> Vec<&'t str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let folded: Vec<String> = words.iter().map(|word| folded_with_stops(word)).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let begins = |sought: &String| begins_with(folded.get(at..).unwrap_or_default(), sought);
        match any.iter().filter_map(begins).max() {
            Some(count) => {
                found.extend(words.iter().skip(at).take(count));
                at += count;
            }
            None => at += 1,
        }
    }
    found
}

/// How many of the words the sought ones are: all but the last must be equal, the last may go on.
fn begins_with(words: &[String], sought: &str) -> Option<usize> {
    let sought: Vec<String> = sought.split_whitespace().map(folded_with_stops).collect();
    let (last, before) = sought.split_last()?;
    let head = words.get(..before.len())?;
    let tail = words.get(before.len())?;
    (head == before && tail.starts_with(last.as_str())).then_some(sought.len())
}

/// A word without case and diacritics; a full stop at the end of an abbreviation stays.
fn folded_with_stops(word: &str) -> String {
    let mut folded = latin_fold(word);
    folded.retain(|c| c != ' ');
    if word.ends_with('.') {
        folded.push('.');
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_words_by_their_beginnings() {
        let any = ["zvērināt", "tiesu izpildītāj", "ZTI", "iecirk", "Nr."].map(str::to_owned);
        for (text, expected) in [
            ("Jānis Bērziņš", &[][..]),
            ("Zvērināta tiesu izpildītāja Anna Kļava", &["Zvērināta", "tiesu", "izpildītāja"][..]),
            ("ZTI Jānis Bērziņš, 12. iecirknis, Nr. 5", &["ZTI", "iecirknis,", "Nr."][..]),
            ("Henrijs Tiesa", &[][..]),
            ("ZVERINATS Henriks", &["ZVERINATS"][..]),
        ] {
            assert_eq!(found_words(text, &any), expected, "{text}");
        }
    }
}
