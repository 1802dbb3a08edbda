//! Rules and words for findings.

use std::fmt::Arguments;

use super::DefinitionChecker;
use crate::diag::catalogue::definition as words;
use crate::diag::{FindingCode, Provenance, catalogue};
use crate::form::DefinitionFault;
use crate::form::definition::{
    AttachmentsAllowed, Check, ForbiddenLocalParts, ForbiddenWords, Key, Rule, ValueKind,
};

impl DefinitionChecker<'_> {
    pub(super) fn rules(&mut self) {
        let rules = &self.definition.rules;
        self.expect_unique(rules.iter().map(|rule| &*rule.code), "rule", "code");
        for (at, rule) in rules.iter().enumerate() {
            self.rule(rule, format_args!("rule[{at}]"));
        }
    }

    fn rule(&mut self, rule: &Rule, at: Arguments<'_>) {
        let sentence = FindingCode::named(&*rule.code);
        let of_sentence = self.definition.sentences.iter().any(|s| s.id == sentence.rule());
        if rule.provenance == Provenance::Instruction && !of_sentence {
            let fault = DefinitionFault::of(&words::RULE_SENTENCE, format_args!("{at}.code"));
            self.add(fault.with("v", sentence.rule()));
        }
        self.conditions(&rule.when, format_args!("{at}.when"));
        let (name, least) = match &rule.check {
            Check::AtLeastOneOf(_) => ("at_least_one_of", 2),
            Check::Differ(_) => ("differ", 2),
            Check::Forbidden(_) => ("forbidden", 1),
            Check::LocalPart(_) => ("local_part.in", 1),
            Check::NotTogether(_) => ("not_together", 2),
            Check::Ordered(_) => ("ordered", 2),
            Check::Required(_) => ("required", 1),
            Check::Same(_) => ("same", 2),
            Check::StaleAfterMonths(_) => ("stale_after_months", 0),
            Check::Together(_) => ("together", 2),
            Check::WithinDays(_) => ("within_days.of", 2),
            Check::WithoutShapes(_) => ("without_shapes.in", 1),
            Check::WithoutValues(_) => ("without_values.in", 1),
            Check::Words(_) => ("words.in", 1),
        };
        let at_check = format_args!("{at}.{name}");
        let fields = rule.check.fields();
        if fields.len() < least {
            self.add(DefinitionFault::of(&words::TOO_FEW, at_check).with("n", least));
        }
        self.checked_fields(&rule.check, fields, at_check);
        if let Check::WithoutValues(values) = &rule.check {
            let at_of = format_args!("{at}.without_values.of");
            if values.of.is_empty() {
                self.add(DefinitionFault::of(&words::TOO_FEW, at_of).with("n", 1));
            }
            self.checked_fields(&rule.check, &values.of, at_of);
        }
        self.wording(&rule.wording, at, Some(rule.check.arguments()));
    }

    fn checked_fields(&mut self, check: &Check, fields: &[Key], at: Arguments<'_>) {
        for (n, key) in fields.iter().enumerate() {
            let here = format_args!("{at}[{n}]");
            let Some(field) = self.expect_field(key, here) else { continue };
            if fields.iter().take(n).any(|other| other == key) {
                self.add(DefinitionFault::of(&words::TWICE, here).with("v", key));
            }
            match (check, field.kind) {
                // Whether there are some can be asked where the form takes any.
                (
                    Check::Required(_)
                    | Check::Forbidden(_)
                    | Check::AtLeastOneOf(_)
                    | Check::NotTogether(_)
                    | Check::Together(_),
                    ValueKind::Attachment,
                ) if self.definition.document.attachments.policy == AttachmentsAllowed::List => {}
                (_, ValueKind::Blank | ValueKind::Intent | ValueKind::Accept | ValueKind::Attachment) => {
                    self.add(DefinitionFault::of(&words::NO_VALUE, here).with("v", key));
                }
                (Check::LocalPart(_), kind) if kind != ValueKind::Email => {
                    self.add(DefinitionFault::of(&words::NOT_EMAIL, here).with("v", key));
                }
                (
                    Check::Words(_)
                    | Check::Same(_)
                    | Check::Differ(_)
                    | Check::WithoutShapes(_)
                    | Check::WithoutValues(_),
                    ValueKind::Tick | ValueKind::Choice,
                ) => self.add(DefinitionFault::of(&words::NO_TEXT, here).with("v", key)),
                (Check::Ordered(_) | Check::WithinDays(_), kind) if kind != ValueKind::Date => {
                    self.add(DefinitionFault::of(&words::NOT_DATE, here).with("v", key));
                }
                _ => {}
            }
        }
        let exactly_two = matches!(check, Check::Same(_) | Check::WithinDays(_));
        if exactly_two && fields.len() > 2 {
            self.add(DefinitionFault::of(&words::TOO_MANY, at));
        }
        let lists_something = match check {
            Check::Words(ForbiddenWords { any, .. }) | Check::LocalPart(ForbiddenLocalParts { any, .. }) => {
                !any.is_empty() && any.iter().all(|word| !word.trim().is_empty())
            }
            Check::WithoutShapes(shapes) => !shapes.any.is_empty(),
            _ => true,
        };
        if !lists_something {
            let at = at.to_string();
            let at = at.strip_suffix(".in").unwrap_or(&at);
            self.add(DefinitionFault::of(&words::ANY, format_args!("{at}.any")));
        }
    }

    pub(super) fn wordings(&mut self) {
        let wordings = &self.definition.wordings;
        self.expect_unique(wordings.iter().map(|wording| &*wording.code), "wording", "code");
        for (at, wording) in wordings.iter().enumerate() {
            let of_rule = self.definition.rules.iter().any(|rule| *rule.code == *wording.code);
            if of_rule {
                self.add(DefinitionFault::of(&words::OWN_WORDS, format_args!("wording[{at}].code")));
            }
            let known = of_rule
                || catalogue::entry(&wording.code).is_some()
                || self.definition.policy_entry(&wording.code).is_some();
            if !known {
                let known = catalogue::all().map(|entry| entry.code);
                let fault = DefinitionFault::of(&words::CODE, format_args!("wording[{at}].code"));
                self.add(fault.with("v", &wording.code).with_suggestion(&wording.code, known));
            }
            self.wording(&wording.wording, format_args!("wording[{at}]"), None);
        }
    }
}

impl DefinitionChecker<'_> {
    /// A problem that some kind of value has, or a fault.
    pub(super) fn expect_problem(&mut self, problem: &str, at: Arguments<'_>) {
        if catalogue::entry(&format!("*-{problem}")).is_none() {
            let known = catalogue::all().filter_map(|entry| entry.code.strip_prefix("*-"));
            self.add(
                DefinitionFault::of(&words::PROBLEM, at).with("v", problem).with_suggestion(problem, known),
            );
        }
    }
}

impl Check {
    /// The fields it looks at, in the order of the file.
    pub(crate) fn fields(&self) -> &[Key] {
        match self {
            Self::AtLeastOneOf(fields)
            | Self::Differ(fields)
            | Self::Forbidden(fields)
            | Self::NotTogether(fields)
            | Self::Ordered(fields)
            | Self::Required(fields)
            | Self::Same(fields)
            | Self::Together(fields) => fields,
            Self::LocalPart(part) => &part.fields,
            Self::WithinDays(days) => &days.fields,
            Self::WithoutShapes(shapes) => &shapes.fields,
            Self::WithoutValues(values) => &values.fields,
            Self::Words(words) => &words.fields,
            Self::StaleAfterMonths(_) => &[],
        }
    }

    /// The `{names}` that its wording may use.
    pub(crate) fn arguments(&self) -> &'static [&'static str] {
        match self {
            Self::LocalPart(_) | Self::WithoutShapes(_) | Self::Words(_) => &["label", "v"],
            Self::WithinDays(_) => &["list", "days"],
            Self::WithoutValues(_) => &["label", "from"],
            Self::StaleAfterMonths(_) => &["date", "months"],
            _ => &["list"],
        }
    }
}
