//! A text by the kind of its field: the parser of the kind, and how its value is written on the form.

use chrono::NaiveDate;

use super::field_spec::FieldSpec;
use crate::diag::CatalogueEntry;
use crate::diag::catalogue::{document, value};
use crate::form::FormValue;
use crate::form::definition::{NumberStyle, ValueKind};
use crate::values::{
    CleanText, Day, DayFormat, Email, Iban, IpAddresses, NameRole, ParseOutcome, Parsed, PersonName,
    PersonalCode, Phone, RegNo, Remark,
};

/// The value that a text has, or what refuses it; errors that `accepts` allows do not.
pub(super) fn parse_value(
    spec: &FieldSpec<'_>,
    text: &str,
    as_of: NaiveDate,
    accepts: impl Fn(&CatalogueEntry) -> bool,
) -> Result<Parsed<FormValue>, Vec<Remark>> {
    let written = |text: &str| FormValue::Text(text.to_owned());
    let name =
        |role| into_value(PersonName::parse_outcome(text, role), &accepts, |name| written(name.as_str()));
    let parsed = match spec.kind {
        ValueKind::Date => day(spec, text, &accepts),
        ValueKind::Email => {
            into_value(Email::parse_outcome(text), &accepts, |email| FormValue::Text(email.address()))
        }
        ValueKind::FullName => name(NameRole::Full),
        ValueKind::GivenName => name(NameRole::Given),
        ValueKind::Iban => into_value(Iban::parse_outcome(text), &accepts, |iban| {
            FormValue::Text(account(&iban, spec.write))
        }),
        ValueKind::IpAddresses => {
            into_value(IpAddresses::parse_outcome(text), &accepts, |all| FormValue::Text(all.to_string()))
        }
        ValueKind::Surname => name(NameRole::Surname),
        ValueKind::PersonalCode => personal_code(spec, text, as_of, &accepts),
        ValueKind::Phone => into_value(Phone::parse_outcome(text), &accepts, |phone| written(phone.as_str())),
        ValueKind::RegNo => {
            into_value(RegNo::parse_outcome(text), &accepts, |number| written(number.as_str()))
        }
        // The other kinds are read elsewhere; the definition is checked for that.
        _ => return free_text(spec, text, &accepts),
    };
    parsed.and_then(|parsed| check_length(spec.max, parsed, &accepts))
}

fn into_value<T>(
    outcome: ParseOutcome<T>,
    accepts: &impl Fn(&CatalogueEntry) -> bool,
    value: impl FnOnce(T) -> FormValue,
) -> Result<Parsed<FormValue>, Vec<Remark>> {
    let parsed = outcome.accepting(accepts)?;
    Ok(Parsed { value: value(parsed.value), remarks: parsed.remarks })
}

fn day(
    spec: &FieldSpec<'_>,
    text: &str,
    accepts: &impl Fn(&CatalogueEntry) -> bool,
) -> Result<Parsed<FormValue>, Vec<Remark>> {
    let usual = DayFormat::latvian();
    let format = spec.format.unwrap_or(&usual);
    into_value(Day::parse_outcome(text, format), accepts, |day| FormValue::Text(format.write(day)))
}

fn account(iban: &Iban, write: NumberStyle) -> String {
    if write == NumberStyle::Grouped { iban.grouped() } else { iban.as_str().to_owned() }
}

fn free_text(
    spec: &FieldSpec<'_>,
    text: &str,
    accepts: &impl Fn(&CatalogueEntry) -> bool,
) -> Result<Parsed<FormValue>, Vec<Remark>> {
    // A text of the wrong shape gets no second finding about its length.
    let max = spec.max.filter(|_| spec.shapes.is_empty());
    let outcome = CleanText::parse_outcome(text, spec.lines, max);
    let mut parsed = into_value(outcome, accepts, |text| FormValue::Text(text.as_str().to_owned()))?;
    if !spec.verbatim {
        parsed.remarks.retain(|remark| remark.entry != &value::SPACE);
    }
    check_shapes(spec, parsed, accepts)
}

/// Compares a text with the shapes of its field.
fn check_shapes(
    spec: &FieldSpec<'_>,
    mut parsed: Parsed<FormValue>,
    accepts: &impl Fn(&CatalogueEntry) -> bool,
) -> Result<Parsed<FormValue>, Vec<Remark>> {
    let FormValue::Text(text) = &parsed.value else { return Ok(parsed) };
    if !spec.shapes.is_empty() && !spec.shapes.iter().any(|look| look.matches(text)) {
        let looks = spec.shapes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        parsed.remarks.push(Remark::of(&value::SHAPE).with("list", looks));
        if !accepts(&value::SHAPE) {
            return Err(parsed.remarks);
        }
    }
    check_length(spec.max.filter(|_| !spec.shapes.is_empty()), parsed, accepts)
}

fn personal_code(
    spec: &FieldSpec<'_>,
    text: &str,
    as_of: NaiveDate,
    accepts: &impl Fn(&CatalogueEntry) -> bool,
) -> Result<Parsed<FormValue>, Vec<Remark>> {
    let Parsed { value: code, mut remarks } = PersonalCode::parse_outcome(text, as_of).accepting(accepts)?;
    // A code that was read has eleven digits and, at most, one more sign that is seen: its dash.
    let dashed = text.chars().any(|c| !c.is_whitespace() && !c.is_ascii_digit());
    let written = match spec.write {
        NumberStyle::Digits => code.digits().to_owned(),
        NumberStyle::AsGiven if !dashed => code.digits().to_owned(),
        _ => code.dashed(),
    };
    if spec.write == NumberStyle::Digits && dashed {
        remarks.push(Remark::of(&document::DASH));
    }
    Ok(Parsed { value: FormValue::Code(written), remarks })
}

/// Compares the length of the value, as it is written, with the field's limit.
fn check_length(
    max: Option<usize>,
    mut parsed: Parsed<FormValue>,
    accepts: &impl Fn(&CatalogueEntry) -> bool,
) -> Result<Parsed<FormValue>, Vec<Remark>> {
    let (FormValue::Code(text) | FormValue::Text(text)) = &parsed.value else { return Ok(parsed) };
    let n = text.chars().count();
    if let Some(max) = max.filter(|&max| n > max) {
        parsed.remarks.push(Remark::of(&value::LEN).with("n", n).with("max", max));
        if !accepts(&value::LEN) {
            return Err(parsed.remarks);
        }
    }
    Ok(parsed)
}
