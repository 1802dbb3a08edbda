//! What in a definition is unused, or contradicts itself.

use crate::diag::FindingCode;
use crate::diag::catalogue::definition as findings;
use crate::form::definition::{Check, Conditions, Enforcement, Key, Rule};
use crate::form::{DefinitionFault, Form};

pub(super) fn faults(form: &Form) -> Vec<DefinitionFault> {
    let mut faults = Vec::new();
    for (at, section) in form.sections().iter().enumerate() {
        if !form.fields().iter().any(|field| field.section.as_ref() == Some(&section.key)) {
            let fault = DefinitionFault::of(&findings::IDLE_SECTION, format!("section[{at}].key"));
            faults.push(fault.with("v", &section.key));
        }
    }
    for (at, sentence) in form.sentences().iter().enumerate() {
        let is = |enforced| sentence.enforced.iter().position(|one| *one == enforced);
        // That the PDF is the form of this title its fingerprint and its fields say.
        let is_title = form.sentence_text(sentence) == form.title_in_form_language();
        if let Some(n) = is(Enforcement::Machine).filter(|_| !is_title && !is_named(form, &sentence.id)) {
            let fault =
                DefinitionFault::of(&findings::IDLE_SENTENCE, format!("sentence[{at}].enforced[{n}]"));
            faults.push(fault.with("v", &sentence.id));
        }
        let quoted = || form.reminders().iter().any(|reminder| reminder.quote.contains(&sentence.id));
        if let Some(n) = is(Enforcement::Reminder).filter(|_| !quoted()) {
            let fault = DefinitionFault::of(&findings::NOT_QUOTED, format!("sentence[{at}].enforced[{n}]"));
            faults.push(fault.with("v", &sentence.id));
        }
    }
    contradictions(form, &mut faults);
    faults
}

/// Whether a field, a rule or the document policy rests on the sentence.
fn is_named(form: &Form, id: &str) -> bool {
    let of_fields = form.fields().iter().any(|field| {
        let by = field.by.iter().flat_map(|by| &by.cases).filter_map(|(_, case)| case.rule.as_deref());
        field
            .rule
            .as_deref()
            .into_iter()
            .chain(by)
            .chain(field.codes.iter().map(|(_, rule)| rule.as_str()))
            .any(|rule| rule == id)
    });
    let of_rules = form.rules().iter().any(|rule| FindingCode::named(&*rule.code).rule() == id);
    let (document, signing) = (form.document(), form.signing());
    let policy = [&document.per_container.rule, &document.attachments.rule, &document.scans.rule];
    let signed = [&signing.signers.rule, &signing.time_stamp.rule, &form.sending().rule];
    let more = document.typed.iter().chain(&document.signed_as_pdf).map(|required| &required.rule);
    let person = signing.signer.iter().map(|person| &person.rule);
    let signature = signing.signature.iter().map(|asked| &asked.rule);
    let mut named = policy.into_iter().chain(signed).chain(more).chain(person).chain(signature);
    of_fields || of_rules || named.any(|rule| rule == id)
}

/// Fields that one rule requires and another forbids under the same conditions.
fn contradictions(form: &Form, faults: &mut Vec<DefinitionFault>) {
    for (at, rule) in form.rules().iter().enumerate() {
        let Check::Forbidden(forbidden) = &rule.check else { continue };
        for (n, key) in forbidden.iter().enumerate() {
            let requires =
                |other: &&Rule| matches!(&other.check, Check::Required(keys) if keys.contains(key));
            let clash = form
                .rules()
                .iter()
                .filter(requires)
                .find(|other| implies(&rule.when, &other.when) || implies(&other.when, &rule.when));
            if let Some(other) = clash {
                let fault =
                    DefinitionFault::of(&findings::CONTRADICTION, format!("rule[{at}].forbidden[{n}]"));
                faults.push(fault.with("v", key).with("by", format_args!("{}, {}", other.code, rule.code)));
            }
        }
    }
}

/// Whether the one always holds where the other does.
fn implies(narrow: &Conditions, wide: &Conditions) -> bool {
    let conditions: &[(Key, _)] = narrow.conditions();
    wide.conditions().iter().all(|condition| conditions.contains(condition))
}
