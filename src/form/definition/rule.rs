use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};

use super::{Key, deserialize};
use crate::diag::catalogue::definition as words;
use crate::diag::{Bilingual, Provenance, Severity, Wording};
use crate::form::toml_read;
use crate::values::Shape;

/// A rule over the fields of one record.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "RuleText")]
pub(crate) struct Rule {
    /// The code of its finding.
    pub code: Arc<str>,
    /// How much a breach weighs.
    pub severity: Severity,
    /// What the rule rests on.
    pub provenance: Provenance,
    /// When it holds; always, where it is empty.
    pub when: Conditions,
    /// What must hold.
    pub check: Check,
    /// The words of its finding.
    pub wording: Arc<Wording>,
}

/// What a rule asks of the fields; a breach is a finding. See [`Rule`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum Check {
    /// At least one of them is ticked or filled in.
    AtLeastOneOf(Vec<Key>),
    /// No two of them, where they are filled in, are the same.
    Differ(Vec<Key>),
    /// None of them is ticked or filled in.
    Forbidden(Vec<Key>),
    /// The part of an e-mail address before `@` is none of these words.
    LocalPart(ForbiddenLocalParts),
    /// No two of them are ticked or filled in.
    NotTogether(Vec<Key>),
    /// No day, of those that are given, is before one that stands ahead of it here.
    Ordered(Vec<Key>),
    /// All of them are ticked or filled in.
    Required(Vec<Key>),
    /// The two, where both are filled in, are the same.
    Same(Vec<Key>),
    /// No more than so many months have passed since the definition was last compared with the source.
    StaleAfterMonths(u32),
    /// All of them are ticked or filled in, or none.
    Together(Vec<Key>),
    /// The second day is no more than so many days after the first.
    WithinDays(WithinDays),
    /// Nothing in them looks like one of these.
    WithoutShapes(WithoutShapes),
    /// They do not repeat what stands in other fields.
    WithoutValues(WithoutValues),
    /// None of these words stands in them.
    Words(ForbiddenWords),
}

/// Two days, and how far they may be apart.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WithinDays {
    /// The field of the first day, and that of the second.
    #[serde(rename = "of")]
    pub fields: Vec<Key>,
    /// So many days.
    pub days: u32,
}

/// Texts that do not belong into fields, by what they look like.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Shapes")]
pub(crate) struct WithoutShapes {
    /// The fields.
    #[serde(rename = "in")]
    pub fields: Vec<Key>,
    /// What must not stand there as a word of its own.
    #[schemars(with = "Vec<String>")]
    pub any: Vec<Shape>,
}

/// Values of some fields that do not belong into others.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ValuesOf")]
pub(crate) struct WithoutValues {
    /// The fields that are looked at.
    #[serde(rename = "in")]
    pub fields: Vec<Key>,
    /// The fields whose words, of three letters or more, must not stand there.
    pub of: Vec<Key>,
}

/// Words that do not belong into fields.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Words")]
pub(crate) struct ForbiddenWords {
    /// The fields.
    #[serde(rename = "in")]
    pub fields: Vec<Key>,
    /// Beginnings of words, or of several words in a row; case and diacritics aside.
    pub any: Vec<String>,
}

/// Names of shared mailboxes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "LocalPart")]
pub(crate) struct ForbiddenLocalParts {
    /// The fields; of kind [`Kind::Email`](super::Kind::Email).
    #[serde(rename = "in")]
    pub fields: Vec<Key>,
    /// The whole part before `@`, figures at its end aside; case and diacritics aside.
    pub any: Vec<String>,
}

/// Conditions, all of which must hold; none always holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(rename = "When")]
pub(crate) struct Conditions {
    #[serde(deserialize_with = "deserialize::deserialize_pairs")]
    #[schemars(with = "BTreeMap<String, ExpectedValue>")]
    all: Vec<Condition>,
}

/// A field, and what is expected of it.
pub(crate) type Condition = (Key, ExpectedValue);

impl Conditions {
    /// The conditions, in the order of the file.
    pub(crate) fn conditions(&self) -> &[Condition] {
        &self.all
    }

    /// Whether it always holds.
    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

/// What a condition expects of a field. See [`Rule`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum ExpectedValue {
    /// Ticked or filled in (`true`), or not (`false`).
    Given(bool),
    /// One of these options is chosen.
    Choice(Vec<Key>),
}

impl JsonSchema for ExpectedValue {
    fn schema_name() -> Cow<'static, str> {
        "Expected".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "`true`: ticked or filled in; `false`: not; a text: that option; a list: one of these.",
            "anyOf": [
                { "type": "boolean" },
                { "type": "string" },
                { "type": "array", "items": { "type": "string" } },
            ],
        })
    }
}

impl<'de> Deserialize<'de> for ExpectedValue {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct ExpectedValueVisitor;

        impl<'de> Visitor<'de> for ExpectedValueVisitor {
            type Value = ExpectedValue;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`true`, `false`, the name of an option, or a list of such names")
            }

            fn visit_bool<E: Error>(self, given: bool) -> Result<ExpectedValue, E> {
                Ok(ExpectedValue::Given(given))
            }

            fn visit_str<E: Error>(self, option: &str) -> Result<ExpectedValue, E> {
                Ok(ExpectedValue::Choice(vec![option.into()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<ExpectedValue, A::Error> {
                let mut options = Vec::new();
                while let Some(option) = seq.next_element()? {
                    options.push(option);
                }
                Ok(ExpectedValue::Choice(options))
            }
        }

        from.deserialize_any(ExpectedValueVisitor)
    }
}

/// A rule as it is written: the check is the one key among several.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("oneOf" = one_check()))]
struct RuleText {
    /// The code of its finding; a rule of the instruction bears the id of its sentence.
    code: Arc<str>,
    /// How much a breach weighs.
    severity: Severity,
    /// What the rule rests on.
    provenance: Provenance,
    /// When it holds; always, where it is left out.
    #[serde(default)]
    when: Conditions,
    /// At least one of these fields is ticked or filled in.
    at_least_one_of: Option<Vec<Key>>,
    /// No two of these values are the same.
    differ: Option<Vec<Key>>,
    /// None of these fields is ticked or filled in.
    forbidden: Option<Vec<Key>>,
    /// No e-mail address there has one of these names before `@`.
    local_part: Option<ForbiddenLocalParts>,
    /// No two of these fields are ticked or filled in.
    not_together: Option<Vec<Key>>,
    /// None of these dates is before the one ahead of it.
    ordered: Option<Vec<Key>>,
    /// All of these fields are ticked or filled in.
    required: Option<Vec<Key>>,
    /// The two values are the same.
    same: Option<Vec<Key>>,
    /// So many months after `checked_on` have not yet passed.
    stale_after_months: Option<u32>,
    /// All of these fields are ticked or filled in, or none.
    together: Option<Vec<Key>>,
    /// The second date is no more than so many days after the first.
    within_days: Option<WithinDays>,
    /// No word there looks like one of these.
    without_shapes: Option<WithoutShapes>,
    /// No word of some fields stands in others.
    without_values: Option<WithoutValues>,
    /// None of these words begins a word there.
    words: Option<ForbiddenWords>,
    /// What is wrong.
    message: Bilingual,
    /// What to do.
    #[serde(default)]
    hint: Bilingual,
    /// Why, at length.
    #[serde(default)]
    explain: Bilingual,
}

/// The checks, by the names of their keys.
const CHECKS: [&str; 14] = [
    "at_least_one_of",
    "differ",
    "forbidden",
    "local_part",
    "not_together",
    "ordered",
    "required",
    "same",
    "stale_after_months",
    "together",
    "within_days",
    "without_shapes",
    "without_values",
    "words",
];

/// That a rule has one of them, in the terms of a schema.
fn one_check() -> Vec<serde_json::Value> {
    CHECKS.iter().map(|check| serde_json::json!({ "required": [check] })).collect()
}

impl JsonSchema for Rule {
    fn schema_name() -> Cow<'static, str> {
        "Rule".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        RuleText::json_schema(generator)
    }
}

impl TryFrom<RuleText> for Rule {
    type Error = String;

    fn try_from(text: RuleText) -> Result<Self, String> {
        let checks = [
            text.at_least_one_of.map(Check::AtLeastOneOf),
            text.differ.map(Check::Differ),
            text.forbidden.map(Check::Forbidden),
            text.local_part.map(Check::LocalPart),
            text.not_together.map(Check::NotTogether),
            text.ordered.map(Check::Ordered),
            text.required.map(Check::Required),
            text.same.map(Check::Same),
            text.stale_after_months.map(Check::StaleAfterMonths),
            text.together.map(Check::Together),
            text.within_days.map(Check::WithinDays),
            text.without_shapes.map(Check::WithoutShapes),
            text.without_values.map(Check::WithoutValues),
            text.words.map(Check::Words),
        ];
        let mut checks = checks.into_iter().flatten();
        let (Some(check), None) = (checks.next(), checks.next()) else {
            let checks = format!("`{}`", CHECKS.join("`, `"));
            return Err(toml_read::custom_error(&words::CHECKS, &[("v", &text.code), ("list", &checks)]));
        };
        Ok(Self {
            code: text.code,
            severity: text.severity,
            provenance: text.provenance,
            when: text.when,
            check,
            wording: Arc::new(Wording { message: text.message, hint: text.hint, explain: text.explain }),
        })
    }
}
