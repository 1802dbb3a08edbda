//! Fields whose values are text: each read by its kind; then what an empty field takes from another, and `=`.

use chrono::NaiveDate;

use super::Value;
use super::asked::Asked;
use super::judge::judge;
use super::row::{Row, State};
use crate::data::Raw;
use crate::diag::catalogue::document;
use crate::diag::{Code, Entry, Finding, Provenance, Severity};
use crate::form::definition::{Field, Kind};
use crate::values::{Day, DayFormat, Parsed, Remark};

/// Reads every text. What stands by itself comes first, since the rest is taken from it.
pub(super) fn read(row: &mut Row<'_>) {
    let texts = || row.form.fields().iter().enumerate().filter(|(_, field)| field.kind.is_written_text());
    let (texts, form) = (texts().collect::<Vec<_>>(), row.form);
    let mut same = Vec::new();
    for (at, field) in texts.iter().copied() {
        match row.slot(at).map_or(Ok(None), |slot| text_of(slot.raw(), field.kind)) {
            Ok(None) => {}
            Ok(Some(text)) => match field.same_as.as_deref().filter(|_| text.trim() == "=") {
                Some(source) => same.push((at, field, form.position(source))),
                None => read_own(row, at, field, text),
            },
            Err(entry) => row.tell(row.finding(entry, at, field)),
        }
    }
    if row.is_data() {
        for (at, field) in texts {
            complete(row, at, field);
        }
    }
    for (at, field, source) in same {
        if let Some(source) = source {
            take_same(row, at, field, source);
        }
    }
    for (at, field) in row.fields().filter(|(_, field)| field.computed.is_some()) {
        compute(row, at, field);
    }
}

/// A day that follows from another: where none is given it is written, and one that is given must be that.
fn compute<'a>(row: &mut Row<'a>, at: usize, field: &'a Field) {
    let Some(computed) = &field.computed else { return };
    let source = row.form.field(&computed.from);
    let (Some(source), Some(day)) = (source, source.and_then(|source| row.day(source))) else { return };
    let Some(follows) = computed.of(day).map(|date| field.write_day(date)) else { return };
    match row.slot(at).map(|slot| slot.state.clone()) {
        Some(State::Absent) if row.is_data() => row.set(at, State::Is(Value::Text(follows))),
        Some(State::Is(Value::Text(given))) if given != follows => {
            let mut finding = row.finding(&document::COMPUTED, at, field);
            finding.accepted = row.accepted.allows(&finding.code, finding.provenance);
            let finding = finding.with("v", given).with("w", follows);
            row.tell(finding.with_text("from", source.label.clone()));
        }
        _ => {}
    }
}

fn read_own<'a>(row: &mut Row<'a>, at: usize, field: &'a Field, text: &str) {
    let Some(asked) = row.asked(field) else { return };
    let accepts = |entry: &Entry| {
        let (code, provenance) = row.code(entry, field, &asked);
        row.accepted.allows(&code, provenance)
    };
    let (state, remarks) = match judge(&asked, text, row.circumstances.as_of, accepts) {
        Ok(Parsed { value, remarks }) => (State::Is(value), remarks),
        Err(remarks) => (State::Unclear, remarks),
    };
    let mut findings: Vec<Finding> =
        remarks.into_iter().map(|remark| row.remark(remark, at, field, &asked)).collect();
    let refusing = |finding: &Finding| finding.severity == Severity::Error;
    let accepted = |finding: &Finding| row.accepted.allows(&finding.code, finding.provenance);
    // Errors that leave no value cannot be accepted, whatever they rest on.
    let nothing_left = state == State::Unclear && findings.iter().filter(|f| refusing(f)).all(accepted);
    for finding in &mut findings {
        finding.accepted = refusing(finding) && accepted(finding) && !nothing_left;
    }
    row.report.extend(findings);
    row.set(at, state);
}

/// `=`: the value of the other field, read anew where something else is asked of this field.
fn take_same<'a>(row: &mut Row<'a>, at: usize, field: &'a Field, source: usize) {
    let Some(of_source) = row.form.fields().get(source) else { return };
    if !row.is_data() {
        let finding = row.finding(&document::EQUALS, at, field);
        row.tell(finding.with_text("from", of_source.label.clone()));
        return;
    }
    take(row, at, field, source);
}

/// Takes the value of another field; says nothing that was said there.
fn take<'a>(row: &mut Row<'a>, at: usize, field: &'a Field, source: usize) {
    let (Some(of_source), Some(slot)) = (row.form.fields().get(source), row.slot(source)) else { return };
    let state = slot.state.clone();
    let raw = text_of(slot.raw(), of_source.kind);
    let asks_the_same = row
        .asked(field)
        .zip(row.asked(of_source))
        .is_some_and(|(own, other): (Asked<'_>, Asked<'_>)| own.takes_values_of(&other));
    match (raw, &state) {
        (Ok(Some(text)), State::Is(_)) if !asks_the_same => read_own(row, at, field, text),
        // `=` stands for something that is missing: that is said of the other field.
        (_, State::Absent) => {}
        _ => row.set(at, state),
    }
}

/// Says of `=` that it stands for nothing, where nothing else was wrong.
pub(super) fn close(row: &mut Row<'_>) {
    for (at, field) in row.fields().filter(|(_, field)| field.same_as.is_some()) {
        let unclear = row.slot(at).is_some_and(|slot| slot.state == State::Unclear);
        if unclear && !row.report.refuses() {
            let source = field.same_as.as_deref().and_then(|source| row.form.field(source));
            let finding = row.finding(&document::EQUALS_NOTHING, at, field);
            let label = source.map(|source| source.label.clone()).unwrap_or_default();
            row.tell(finding.with_text("from", label));
        }
    }
}

/// Gives an empty field its default.
fn complete<'a>(row: &mut Row<'a>, at: usize, field: &'a Field) {
    if row.slot(at).is_none_or(|slot| slot.state != State::Absent || !slot.is_empty()) {
        return;
    }
    if let Some(default) = &field.default {
        read_own(row, at, field, default);
        return;
    }
    let Some(from) = &field.default_from else { return };
    let Some(source) = row.form.position(&from.field) else { return };
    if row.holds(&from.when) != Some(true) {
        return;
    }
    take(row, at, field, source);
    if row.slot(at).is_some_and(|slot| matches!(slot.state, State::Is(Value::Text(_) | Value::Code(_)))) {
        let finding = row.finding(&document::DEFAULT, at, field);
        let label = row.form.fields().get(source).map(|field| field.label.clone()).unwrap_or_default();
        row.tell(finding.with_text("from", label));
    }
}

/// The text of a value, where a text can be one at all; otherwise what is wrong with its type. A date of a
/// workbook or of TOML is one where dates are wanted.
pub(super) fn text_of(raw: &Raw, kind: Kind) -> Result<Option<&str>, &'static Entry> {
    match raw {
        Raw::Empty | Raw::Unreadable(_) => Ok(None),
        Raw::Text(text) | Raw::Number(text) => Ok(Some(text)),
        Raw::Date(text) if kind == Kind::Date => Ok(Some(text)),
        Raw::Bool(_) => Err(&document::TYPE_BOOL),
        Raw::Date(_) => Err(&document::TYPE_DATE),
        Raw::List(_) => Err(&document::TYPE_LIST),
    }
}

impl Field {
    /// A day as this field has it written.
    fn write_day(&self, date: NaiveDate) -> String {
        let usual = DayFormat::latvian();
        self.format.as_ref().unwrap_or(&usual).write(date.into())
    }
}

impl Row<'_> {
    /// The day that stands in a field.
    pub(super) fn day(&self, field: &Field) -> Option<NaiveDate> {
        let State::Is(Value::Text(text)) = &self.slot_of(&field.key)?.state else { return None };
        let usual = DayFormat::latvian();
        let read = Day::judge(text, field.format.as_ref().unwrap_or(&usual)).accepting(|_| true).ok()?;
        Some(read.value.date())
    }

    /// A remark of a parser as a finding about a field of which this is asked.
    fn remark(&self, remark: Remark, at: usize, field: &Field, asked: &Asked<'_>) -> Finding {
        let entry = self.for_purpose(remark.entry);
        let (code, provenance) = self.code(entry, field, asked);
        let mut finding = self.finding(entry, at, field);
        finding.code = code;
        finding.provenance = provenance;
        let finding = self.worded(finding);
        remark.args.into_iter().fold(finding, |finding, (name, value)| finding.with(name, value))
    }

    /// The code and provenance of a problem in a field: put under the sentence of the field, or under the one
    /// that the field names for that problem.
    fn code(&self, entry: &Entry, field: &Field, asked: &Asked<'_>) -> (Code, Provenance) {
        let Some(problem) = entry.code.strip_prefix("*-") else {
            return (Code::named(entry.code), entry.provenance);
        };
        let rule = field.codes.iter().find(|(of, _)| **of == *problem).map_or(asked.rule, |(_, rule)| rule);
        let code = Code::named(format!("{rule}-{problem}"));
        let provenance = self.form.provenance(entry, code.as_str());
        (code, provenance)
    }

    /// What is put right in data stands wrong in a filled form.
    fn for_purpose(&self, entry: &'static Entry) -> &'static Entry {
        if !self.is_data() && entry == &document::DASH { &document::DASH_FILLED } else { entry }
    }
}
