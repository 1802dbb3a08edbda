use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use chrono::{Months, NaiveDate, TimeDelta};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use super::{Conditions, Key, deserialize};
use crate::diag::Bilingual;
use crate::values::{DayFormat, Shape};

/// A part of the form with a heading of its own.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Section")]
pub struct SectionDefinition {
    /// Its name in the definition.
    pub key: Key,
    /// Its heading on the form.
    pub title: Bilingual,
}

/// A field of the form, or a column that says something about the row.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the language, on its own")]
#[schemars(rename = "Field")]
pub struct FieldDefinition {
    /// Its name in the definition and in structured data (`section.name`).
    pub key: Key,
    /// The section it stands in; absent for columns that are not of the form.
    pub section: Option<Key>,
    /// What its values are.
    pub kind: ValueKind,
    /// Its label on the form.
    pub label: Bilingual,
    /// The header of its column in the empty sheet; absent where the sheet has none.
    pub column: Option<Bilingual>,
    /// Other headers it is known under.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What to write, for the empty sheet.
    #[serde(default)]
    pub help: Bilingual,
    /// An example of a value, for the empty sheet.
    pub example: Option<String>,
    /// The sentence (or rule) that findings about its values are put under.
    pub rule: Option<String>,
    /// Other sentences for single problems: the problem's name (`check`, `kind`, …) and the sentence.
    #[serde(default, deserialize_with = "deserialize::deserialize_pairs")]
    #[schemars(with = "BTreeMap<String, String>")]
    pub codes: Vec<(Key, String)>,
    /// How many characters it takes at most.
    pub max: Option<usize>,
    /// How many lines it takes at most, for text that wraps.
    pub lines: Option<usize>,
    /// Whether its text may hold line ends.
    #[serde(default)]
    pub multiline: bool,
    /// Whether its text is to be kept as it is, since it must equal something outside.
    #[serde(default)]
    pub verbatim: bool,
    /// Whether it is printed on the form.
    #[serde(default = "yes")]
    pub printed: bool,
    /// Whether the empty sheet leaves its column out unless asked.
    #[serde(default)]
    pub optional_column: bool,
    /// How a personal code or an account number is written; for those kinds only.
    pub(crate) write: Option<NumberStyle>,
    /// How a day is written; for that kind only.
    #[schemars(with = "Option<String>")]
    pub(crate) format: Option<DayFormat>,
    /// What the text looks like, one of these; for the kind `text` only.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) shapes: Vec<Shape>,
    /// What may be chosen; for choices and intents only.
    #[serde(default)]
    pub(crate) options: Vec<FieldOption>,
    /// Kind and rule by the choice made in another field.
    pub(crate) by: Option<KindByChoice>,
    /// The field whose value `=` stands for.
    pub same_as: Option<Key>,
    /// The value of an empty field.
    pub default: Option<String>,
    /// The field an empty one takes its value from.
    pub(crate) default_from: Option<DefaultFrom>,
    /// From what its value follows; for days only.
    pub(crate) computed: Option<ComputedDay>,
}

fn yes() -> bool {
    true
}

/// What the values of a field are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[schemars(rename = "Kind")]
pub enum ValueKind {
    /// Codes of rules whose breach a person accepts; not printed.
    Accept,
    /// Documents to be attached; what comes of them is the document policy's.
    Attachment,
    /// Never written, by law or instruction.
    Blank,
    /// One of the field's options.
    Choice,
    /// A day of the calendar.
    Date,
    /// One e-mail address.
    Email,
    /// Given name and surname of one person, without initials.
    FullName,
    /// The given name of a person.
    GivenName,
    /// An account number (IBAN).
    Iban,
    /// What the row is for, in words that set ticks; not printed.
    Intent,
    /// IP addresses, networks or ranges of them.
    IpAddresses,
    /// A personal code.
    PersonalCode,
    /// A phone number.
    Phone,
    /// A registration number (taxpayer's code of a body).
    RegNo,
    /// The surname of a person.
    Surname,
    /// Any text.
    Text,
    /// A box to tick.
    Tick,
}

impl ValueKind {
    /// Its name in a definition: `personal_code`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Attachment => "attachment",
            Self::Blank => "blank",
            Self::Choice => "choice",
            Self::Date => "date",
            Self::Email => "email",
            Self::FullName => "full_name",
            Self::GivenName => "given_name",
            Self::Iban => "iban",
            Self::Intent => "intent",
            Self::IpAddresses => "ip_addresses",
            Self::PersonalCode => "personal_code",
            Self::Phone => "phone",
            Self::RegNo => "reg_no",
            Self::Surname => "surname",
            Self::Text => "text",
            Self::Tick => "tick",
        }
    }

    /// Whether its values are written on the form as text.
    pub fn is_written_text(self) -> bool {
        match self {
            Self::Date
            | Self::Email
            | Self::FullName
            | Self::GivenName
            | Self::Iban
            | Self::IpAddresses
            | Self::PersonalCode
            | Self::Phone
            | Self::RegNo
            | Self::Surname
            | Self::Text => true,
            Self::Accept | Self::Attachment | Self::Blank | Self::Choice | Self::Intent | Self::Tick => false,
        }
    }

    /// Whether it says something about the row and is never on the form.
    pub fn is_row_column(self) -> bool {
        matches!(self, Self::Accept | Self::Attachment | Self::Intent)
    }
}

/// How a personal code or an account number is written on the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[schemars(rename = "Write")]
pub(crate) enum NumberStyle {
    /// A personal code as in the data: with the dash where it was typed with one.
    AsGiven,
    /// An account number without spaces.
    Compact,
    /// A personal code with the dash, `DDDDDD-DDDDD`.
    Dashed,
    /// A personal code as eleven digits, without the dash.
    Digits,
    /// An account number in groups of four.
    Grouped,
}

impl NumberStyle {
    /// How values of a kind are written where a definition does not say.
    pub(crate) fn default_for(kind: ValueKind) -> Self {
        if kind == ValueKind::Iban { Self::Compact } else { Self::Dashed }
    }

    /// Whether values of that kind can be written so.
    pub(crate) fn applies_to(self, kind: ValueKind) -> bool {
        match self {
            Self::AsGiven | Self::Dashed | Self::Digits => kind == ValueKind::PersonalCode,
            Self::Compact | Self::Grouped => kind == ValueKind::Iban,
        }
    }
}

/// One of the things that may be chosen.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Choice")]
pub(crate) struct FieldOption {
    /// Its name in the definition and in structured data.
    pub value: Key,
    /// What a person writes.
    pub label: Bilingual,
    /// Other words for it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The tick it sets; for intents only.
    pub sets: Option<Key>,
    /// What is written into a field of text; the label in the form's language, where it is not said.
    pub printed: Option<String>,
}

impl FieldOption {
    /// Every name it is known under.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        [&*self.value, &*self.label.lv, &*self.label.en]
            .into_iter()
            .chain(self.aliases.iter().map(String::as_str))
    }
}

/// Kind and rule of a field by the choice made in another. See [`FieldDefinition`].
#[derive(Debug, Clone)]
pub(crate) struct KindByChoice {
    /// The field of the choice.
    pub field: Key,
    /// What holds for each option; the others leave the field as it is.
    pub cases: Vec<(Key, KindCase)>,
}

/// What a field is for one option of a choice.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Case")]
pub(crate) struct KindCase {
    /// The kind then.
    pub kind: ValueKind,
    /// The sentence then.
    pub rule: Option<String>,
    /// How a personal code is written then.
    pub write: Option<NumberStyle>,
}

/// Where an empty field takes its value from.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DefaultFrom {
    /// The field.
    pub field: Key,
    /// When it does; always, where it is empty.
    #[serde(default)]
    pub when: Conditions,
}

/// A day that follows from another.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Computed")]
pub(crate) struct ComputedDay {
    /// The field with the other day.
    pub from: Key,
    /// So many years later.
    #[serde(default)]
    pub years: i32,
    /// And so many months.
    #[serde(default)]
    pub months: i32,
    /// And so many days; added last.
    #[serde(default)]
    pub days: i32,
}

impl ComputedDay {
    /// The day that follows; a day that its month lacks becomes the month's last. `None` beyond the calendar.
    pub(crate) fn of(&self, day: NaiveDate) -> Option<NaiveDate> {
        let months = self.years.checked_mul(12)?.checked_add(self.months)?;
        let by = Months::new(months.unsigned_abs());
        let moved = if months < 0 { day.checked_sub_months(by) } else { day.checked_add_months(by) };
        moved?.checked_add_signed(TimeDelta::days(self.days.into()))
    }
}

impl JsonSchema for KindByChoice {
    fn schema_name() -> Cow<'static, str> {
        "By".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Kind and rule by the choice made in another field: every key but `field` is an option.",
            "type": "object",
            "properties": { "field": { "description": "The field of the choice.", "type": "string" } },
            "required": ["field"],
            "additionalProperties": generator.subschema_for::<KindCase>(),
        })
    }
}

impl<'de> Deserialize<'de> for KindByChoice {
    /// `{ field = "KEY", OPTION = { kind = … }, … }`: every key but `field` is an option.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Cases;

        impl<'de> Visitor<'de> for Cases {
            type Value = KindByChoice;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table with `field` and one table for each option")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<KindByChoice, A::Error> {
                let (mut field, mut cases) = (None, Vec::new());
                while let Some(key) = map.next_key::<Key>()? {
                    if &*key == "field" {
                        field = Some(map.next_value()?);
                    } else {
                        cases.push((key, map.next_value()?));
                    }
                }
                let field = field.ok_or_else(|| A::Error::missing_field("field"))?;
                Ok(KindByChoice { field, cases })
            }
        }

        from.deserialize_map(Cases)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_named_as_a_definition_writes_it() {
        let schema = serde_json::to_value(schemars::schema_for!(ValueKind)).unwrap();
        let names: Vec<&str> =
            schema["oneOf"].as_array().unwrap().iter().filter_map(|one| one["const"].as_str()).collect();
        assert_eq!(names.len(), 17);
        for name in names {
            let kind: ValueKind = serde_json::from_value(name.into()).unwrap();
            assert_eq!(kind.name(), name);
        }
    }
}
