//! Fields whose values are text: each read by its kind; then what an empty field takes from another, and `=`.

use chrono::NaiveDate;

use super::computed_dates;
use super::field_spec::FieldSpec;
use super::parse_value::parse_value;
use super::record_check::{FieldState, RecordCheck};
use crate::data::CellValue;
use crate::diag::catalogue::document;
use crate::diag::{CatalogueEntry, Finding, FindingCode, Provenance, Severity};
use crate::form::FormValue;
use crate::form::definition::{FieldDefinition, ValueKind};
use crate::values::{Day, DayFormat, Parsed, Remark};

/// Reads every text. What stands by itself comes first, since the rest is taken from it.
pub(super) fn read(row: &mut RecordCheck<'_>) {
    let texts = || row.form.fields().iter().enumerate().filter(|(_, field)| field.kind.is_written_text());
    let (texts, form) = (texts().collect::<Vec<_>>(), row.form);
    let mut same = Vec::new();
    for (at, field) in texts.iter().copied() {
        match row.slot(at).map_or(Ok(None), |slot| text_of(slot.raw(), field.kind)) {
            Ok(None) => {}
            Ok(Some(text)) => match field.same_as.as_deref().filter(|_| text.trim() == "=") {
                Some(source) => same.push((at, field, form.position(source))),
                None => read_field_text(row, at, field, text),
            },
            Err(entry) => row.add_finding(row.finding(entry, at, field)),
        }
    }
    if row.is_data() {
        for (at, field) in texts {
            apply_default(row, at, field);
        }
    }
    for (at, field, source) in same {
        if let Some(source) = source {
            copy_value(row, at, field, source);
        }
    }
    for (at, field) in row.fields().filter(|(_, field)| field.computed.is_some()) {
        computed_dates::compute(row, at, field);
    }
}

fn read_field_text<'a>(row: &mut RecordCheck<'a>, at: usize, field: &'a FieldDefinition, text: &str) {
    let Some(spec) = row.field_spec(field) else { return };
    let accepts = |entry: &CatalogueEntry| {
        let (code, provenance) = row.code(entry, field, &spec);
        row.accepted.allows(&code, provenance)
    };
    let (state, remarks) = match parse_value(&spec, text, row.context.as_of, accepts) {
        Ok(Parsed { value, remarks }) => (FieldState::Value(value), remarks),
        Err(remarks) => (FieldState::Unresolved, remarks),
    };
    let mut findings: Vec<Finding> =
        remarks.into_iter().map(|remark| row.remark_finding(remark, at, field, &spec)).collect();
    let refusing = |finding: &Finding| finding.severity == Severity::Error;
    let accepted = |finding: &Finding| row.accepted.allows(&finding.code, finding.provenance);
    // Errors that leave no value cannot be accepted, whatever they rest on.
    let nothing_left =
        state == FieldState::Unresolved && findings.iter().filter(|f| refusing(f)).all(accepted);
    for finding in &mut findings {
        finding.accepted = refusing(finding) && accepted(finding) && !nothing_left;
    }
    row.report.extend(findings);
    row.set(at, state);
}

/// `=`: the value of the other field, parsed again where the specification of this field differs.
fn copy_value<'a>(row: &mut RecordCheck<'a>, at: usize, field: &'a FieldDefinition, source: usize) {
    let Some(of_source) = row.form.fields().get(source) else { return };
    if !row.is_data() {
        let finding = row.finding(&document::EQUALS, at, field);
        row.add_finding(finding.with_text("from", of_source.label.clone()));
        return;
    }
    copy_or_reread(row, at, field, source);
}

/// Takes the value of another field, without repeating its findings.
fn copy_or_reread<'a>(row: &mut RecordCheck<'a>, at: usize, field: &'a FieldDefinition, source: usize) {
    let (Some(of_source), Some(slot)) = (row.form.fields().get(source), row.slot(source)) else { return };
    let state = slot.state.clone();
    let raw = text_of(slot.raw(), of_source.kind);
    let asks_the_same = row
        .field_spec(field)
        .zip(row.field_spec(of_source))
        .is_some_and(|(own, other): (FieldSpec<'_>, FieldSpec<'_>)| own.takes_values_of(&other));
    match (raw, &state) {
        (Ok(Some(text)), FieldState::Value(_)) if !asks_the_same => read_field_text(row, at, field, text),
        // `=` stands for something that is missing: the other field has that finding.
        (_, FieldState::Absent) => {}
        _ => row.set(at, state),
    }
}

/// Reports `=` that stands for nothing, where nothing else is wrong.
pub(super) fn report_unresolved_equals(row: &mut RecordCheck<'_>) {
    for (at, field) in row.fields().filter(|(_, field)| field.same_as.is_some()) {
        let unclear = row.slot(at).is_some_and(|slot| slot.state == FieldState::Unresolved);
        if unclear && !row.report.refuses() {
            let source = field.same_as.as_deref().and_then(|source| row.form.field(source));
            let finding = row.finding(&document::EQUALS_NOTHING, at, field);
            let label = source.map(|source| source.label.clone()).unwrap_or_default();
            row.add_finding(finding.with_text("from", label));
        }
    }
}

/// Gives an empty field its default.
fn apply_default<'a>(row: &mut RecordCheck<'a>, at: usize, field: &'a FieldDefinition) {
    if row.slot(at).is_none_or(|slot| slot.state != FieldState::Absent || !slot.is_empty()) {
        return;
    }
    if let Some(default) = &field.default {
        read_field_text(row, at, field, default);
        return;
    }
    let Some(from) = &field.default_from else { return };
    let Some(source) = row.form.position(&from.field) else { return };
    if row.holds(&from.when) != Some(true) {
        return;
    }
    copy_or_reread(row, at, field, source);
    if row
        .slot(at)
        .is_some_and(|slot| matches!(slot.state, FieldState::Value(FormValue::Text(_) | FormValue::Code(_))))
    {
        let finding = row.finding(&document::DEFAULT, at, field);
        let label = row.form.fields().get(source).map(|field| field.label.clone()).unwrap_or_default();
        row.add_finding(finding.with_text("from", label));
    }
}

/// The text of a value, where a text can be one at all; otherwise what is wrong with its type. A date of a
/// workbook or of TOML is one where dates are wanted.
pub(super) fn text_of(raw: &CellValue, kind: ValueKind) -> Result<Option<&str>, &'static CatalogueEntry> {
    match raw {
        CellValue::Empty | CellValue::Unreadable(_) => Ok(None),
        CellValue::Text(text) | CellValue::Number(text) => Ok(Some(text)),
        CellValue::Date(text) if kind == ValueKind::Date => Ok(Some(text)),
        CellValue::Bool(_) => Err(&document::TYPE_BOOL),
        CellValue::Date(_) => Err(&document::TYPE_DATE),
        CellValue::List(_) => Err(&document::TYPE_LIST),
    }
}

impl RecordCheck<'_> {
    /// The day that stands in a field.
    pub(super) fn day(&self, field: &FieldDefinition) -> Option<NaiveDate> {
        let FieldState::Value(FormValue::Text(text)) = &self.slot_of(&field.key)?.state else { return None };
        let usual = DayFormat::latvian();
        let read =
            Day::parse_outcome(text, field.format.as_ref().unwrap_or(&usual)).accepting(|_| true).ok()?;
        Some(read.value.date())
    }

    /// A remark of a parser as a finding about a field with this specification.
    fn remark_finding(
        &self,
        remark: Remark,
        at: usize,
        field: &FieldDefinition,
        spec: &FieldSpec<'_>,
    ) -> Finding {
        let entry = self.for_purpose(remark.entry);
        let (code, provenance) = self.code(entry, field, spec);
        let mut finding = self.finding(entry, at, field);
        finding.code = code;
        finding.provenance = provenance;
        let finding = self.with_form_wording(finding);
        remark.args.into_iter().fold(finding, |finding, (name, value)| finding.with(name, value))
    }

    /// The code and provenance of a problem in a field: put under the sentence of the field, or under the one
    /// that the field names for that problem.
    fn code(
        &self,
        entry: &CatalogueEntry,
        field: &FieldDefinition,
        spec: &FieldSpec<'_>,
    ) -> (FindingCode, Provenance) {
        let Some(problem) = entry.code.strip_prefix("*-") else {
            return (FindingCode::named(entry.code), entry.provenance);
        };
        let rule = field.codes.iter().find(|(of, _)| **of == *problem).map_or(spec.rule, |(_, rule)| rule);
        let code = FindingCode::named(format!("{rule}-{problem}"));
        let provenance = self.form.provenance(entry, code.as_str());
        (code, provenance)
    }

    /// In a filled form, what would be corrected in data is an error.
    fn for_purpose(&self, entry: &'static CatalogueEntry) -> &'static CatalogueEntry {
        if !self.is_data() && entry == &document::DASH { &document::DASH_FILLED } else { entry }
    }
}
