//! A text by the kind of its field: the parser of the kind, and how its value is written on the form.

use chrono::NaiveDate;

use super::Value;
use super::asked::Asked;
use crate::diag::Entry;
use crate::diag::catalogue::{document, value};
use crate::form::definition::{Kind, Write};
use crate::values::{
    Day, DayFormat, Email, Iban, IpAddresses, Judged, NameRole, Parsed, PersonName, PersonalCode, Phone,
    RegNo, Remark, Text,
};

/// The value that a text has, or what refuses it; errors that `accepts` allows do not.
pub(super) fn judge(
    asked: &Asked<'_>,
    text: &str,
    as_of: NaiveDate,
    accepts: impl Fn(&Entry) -> bool,
) -> Result<Parsed<Value>, Vec<Remark>> {
    let written = |text: &str| Value::Text(text.to_owned());
    let name = |role| as_value(PersonName::judge(text, role), &accepts, |name| written(name.as_str()));
    let parsed = match asked.kind {
        Kind::Date => day(asked, text, &accepts),
        Kind::Email => as_value(Email::judge(text), &accepts, |email| Value::Text(email.address())),
        Kind::FullName => name(NameRole::Full),
        Kind::GivenName => name(NameRole::Given),
        Kind::Iban => as_value(Iban::judge(text), &accepts, |iban| Value::Text(account(&iban, asked.write))),
        Kind::IpAddresses => as_value(IpAddresses::judge(text), &accepts, |all| Value::Text(all.to_string())),
        Kind::Surname => name(NameRole::Surname),
        Kind::PersonalCode => personal_code(asked, text, as_of, &accepts),
        Kind::Phone => as_value(Phone::judge(text), &accepts, |phone| written(phone.as_str())),
        Kind::RegNo => as_value(RegNo::judge(text), &accepts, |number| written(number.as_str())),
        // The other kinds are read elsewhere; the definition is checked for that.
        _ => return free_text(asked, text, &accepts),
    };
    parsed.and_then(|parsed| within(asked.max, parsed, &accepts))
}

fn as_value<T>(
    judged: Judged<T>,
    accepts: &impl Fn(&Entry) -> bool,
    value: impl FnOnce(T) -> Value,
) -> Result<Parsed<Value>, Vec<Remark>> {
    let parsed = judged.accepting(accepts)?;
    Ok(Parsed { value: value(parsed.value), remarks: parsed.remarks })
}

fn day(
    asked: &Asked<'_>,
    text: &str,
    accepts: &impl Fn(&Entry) -> bool,
) -> Result<Parsed<Value>, Vec<Remark>> {
    let usual = DayFormat::latvian();
    let format = asked.format.unwrap_or(&usual);
    as_value(Day::judge(text, format), accepts, |day| Value::Text(format.write(day)))
}

fn account(iban: &Iban, write: Write) -> String {
    if write == Write::Grouped { iban.grouped() } else { iban.as_str().to_owned() }
}

fn free_text(
    asked: &Asked<'_>,
    text: &str,
    accepts: &impl Fn(&Entry) -> bool,
) -> Result<Parsed<Value>, Vec<Remark>> {
    // What does not look right is not told to be too long as well.
    let max = asked.max.filter(|_| asked.looks.is_empty());
    let judged = Text::judge(text, asked.lines, max);
    let mut parsed = as_value(judged, accepts, |text| Value::Text(text.as_str().to_owned()))?;
    if !asked.verbatim {
        parsed.remarks.retain(|remark| remark.entry != &value::SPACE);
    }
    looking_right(asked, parsed, accepts)
}

/// Holds a text against what it must look like.
fn looking_right(
    asked: &Asked<'_>,
    mut parsed: Parsed<Value>,
    accepts: &impl Fn(&Entry) -> bool,
) -> Result<Parsed<Value>, Vec<Remark>> {
    let Value::Text(text) = &parsed.value else { return Ok(parsed) };
    if !asked.looks.is_empty() && !asked.looks.iter().any(|look| look.fits(text)) {
        let looks = asked.looks.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        parsed.remarks.push(Remark::of(&value::SHAPE).with("list", looks));
        if !accepts(&value::SHAPE) {
            return Err(parsed.remarks);
        }
    }
    within(asked.max.filter(|_| !asked.looks.is_empty()), parsed, accepts)
}

fn personal_code(
    asked: &Asked<'_>,
    text: &str,
    as_of: NaiveDate,
    accepts: &impl Fn(&Entry) -> bool,
) -> Result<Parsed<Value>, Vec<Remark>> {
    let Parsed { value: code, mut remarks } = PersonalCode::judge(text, as_of).accepting(accepts)?;
    // A code that was read has eleven digits and, at most, one more sign that is seen: its dash.
    let dashed = text.chars().any(|c| !c.is_whitespace() && !c.is_ascii_digit());
    let written = match asked.write {
        Write::Digits => code.digits().to_owned(),
        Write::AsGiven if !dashed => code.digits().to_owned(),
        _ => code.dashed(),
    };
    if asked.write == Write::Digits && dashed {
        remarks.push(Remark::of(&document::DASH));
    }
    Ok(Parsed { value: Value::Code(written), remarks })
}

/// Holds the value against the field's limit, as it is written.
fn within(
    max: Option<usize>,
    mut parsed: Parsed<Value>,
    accepts: &impl Fn(&Entry) -> bool,
) -> Result<Parsed<Value>, Vec<Remark>> {
    let (Value::Code(text) | Value::Text(text)) = &parsed.value else { return Ok(parsed) };
    let n = text.chars().count();
    if let Some(max) = max.filter(|&max| n > max) {
        parsed.remarks.push(Remark::of(&value::LEN).with("n", n).with("max", max));
        if !accepts(&value::LEN) {
            return Err(parsed.remarks);
        }
    }
    Ok(parsed)
}
