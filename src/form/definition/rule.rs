use std::fmt;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};

use super::{Key, reading};
use crate::diag::{Bilingual, Provenance, Severity, Wording};
use crate::values::Shape;

/// A rule over the fields of one record.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "RuleText")]
pub struct Rule {
    /// The code of its finding.
    pub code: Arc<str>,
    /// How much a breach weighs.
    pub severity: Severity,
    /// What the rule rests on.
    pub provenance: Provenance,
    /// When it holds; always, where it is empty.
    pub when: When,
    /// What must hold.
    pub check: Check,
    /// The words of its finding.
    pub wording: Arc<Wording>,
}

/// What a rule asks of the fields; a breach is a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Check {
    /// At least one of them is ticked or filled in.
    AtLeastOneOf(Vec<Key>),
    /// No two of them, where they are filled in, are the same.
    Differ(Vec<Key>),
    /// None of them is ticked or filled in.
    Forbidden(Vec<Key>),
    /// The part of an e-mail address before `@` is none of these words.
    LocalPart(LocalPart),
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
    WithoutShapes(Shapes),
    /// They do not repeat what stands in other fields.
    WithoutValues(ValuesOf),
    /// None of these words stands in them.
    Words(Words),
}

/// Two days, and how far they may be apart.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithinDays {
    /// The field of the first day, and that of the second.
    #[serde(rename = "of")]
    pub fields: Vec<Key>,
    /// So many days.
    pub days: u32,
}

/// Texts that do not belong into fields, by what they look like.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shapes {
    /// The fields.
    #[serde(rename = "in")]
    pub fields: Vec<Key>,
    /// What must not stand there as a word of its own.
    pub any: Vec<Shape>,
}

/// Values of some fields that do not belong into others.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValuesOf {
    /// The fields that are looked at.
    #[serde(rename = "in")]
    pub fields: Vec<Key>,
    /// The fields whose words, of three letters or more, must not stand there.
    pub of: Vec<Key>,
}

/// Words that do not belong into fields.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The fields.
    #[serde(rename = "in")]
    pub fields: Vec<Key>,
    /// Beginnings of words, or of several words in a row; case and diacritics aside.
    pub any: Vec<String>,
}

/// Names of shared mailboxes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalPart {
    /// The fields; of kind [`Kind::Email`](super::Kind::Email).
    #[serde(rename = "in")]
    pub fields: Vec<Key>,
    /// The whole part before `@`, figures at its end aside; case and diacritics aside.
    pub any: Vec<String>,
}

/// Conditions, all of which must hold; none always holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(transparent)]
pub struct When {
    #[serde(deserialize_with = "reading::pairs")]
    all: Vec<Condition>,
}

/// A field, and what is expected of it.
pub type Condition = (Key, Expected);

impl When {
    /// The conditions, in the order of the file.
    pub fn conditions(&self) -> &[Condition] {
        &self.all
    }

    /// Whether it always holds.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

/// What a condition expects of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expected {
    /// Ticked or filled in (`true`), or not (`false`).
    Given(bool),
    /// One of these options is chosen.
    Choice(Vec<Key>),
}

impl<'de> Deserialize<'de> for Expected {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visit;

        impl<'de> Visitor<'de> for Visit {
            type Value = Expected;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`true`, `false`, the name of an option, or a list of such names")
            }

            fn visit_bool<E: Error>(self, given: bool) -> Result<Expected, E> {
                Ok(Expected::Given(given))
            }

            fn visit_str<E: Error>(self, option: &str) -> Result<Expected, E> {
                Ok(Expected::Choice(vec![option.into()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Expected, A::Error> {
                let mut options = Vec::new();
                while let Some(option) = seq.next_element()? {
                    options.push(option);
                }
                Ok(Expected::Choice(options))
            }
        }

        from.deserialize_any(Visit)
    }
}

/// A rule as it is written: the check is the one key among several.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleText {
    code: Arc<str>,
    severity: Severity,
    provenance: Provenance,
    #[serde(default)]
    when: When,
    at_least_one_of: Option<Vec<Key>>,
    differ: Option<Vec<Key>>,
    forbidden: Option<Vec<Key>>,
    local_part: Option<LocalPart>,
    not_together: Option<Vec<Key>>,
    ordered: Option<Vec<Key>>,
    required: Option<Vec<Key>>,
    same: Option<Vec<Key>>,
    stale_after_months: Option<u32>,
    together: Option<Vec<Key>>,
    within_days: Option<WithinDays>,
    without_shapes: Option<Shapes>,
    without_values: Option<ValuesOf>,
    words: Option<Words>,
    message: Bilingual,
    #[serde(default)]
    hint: Bilingual,
    #[serde(default)]
    explain: Bilingual,
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
            return Err(format!(
                "the rule `{}` needs exactly one of `at_least_one_of`, `differ`, `forbidden`, `local_part`, \
                 `not_together`, `ordered`, `required`, `same`, `stale_after_months`, `together`, `within_days`, \
                 `without_shapes`, `without_values`, `words`",
                text.code
            ));
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
