//! The document, its signing and sending.

use super::DefinitionChecker;
use crate::diag::Bilingual;
use crate::diag::catalogue::definition as words;
use crate::form::DefinitionFault;
use crate::form::definition::{ActionWord, AttachmentsAllowed, ValueKind};

impl DefinitionChecker<'_> {
    pub(super) fn document(&mut self) {
        let (document, signing) = (&self.definition.document, &self.definition.signing);
        let rules = [
            (&document.per_container.rule, "document.per_container.rule"),
            (&document.attachments.rule, "document.attachments.rule"),
            (&document.scans.rule, "document.scans.rule"),
            (&signing.signers.rule, "signing.signers.rule"),
            (&signing.time_stamp.rule, "signing.time_stamp.rule"),
            (&self.definition.sending.rule, "sending.rule"),
        ];
        let person = signing.signer.iter().map(|person| (&person.rule, "signing.signer.rule"));
        let signature = signing.signature.iter().map(|asked| (&asked.rule, "signing.signature.rule"));
        let support = self.definition.support.iter().map(|support| (&support.rule, "support.rule"));
        for (rule, at) in rules.into_iter().chain(person).chain(signature).chain(support) {
            self.expect_rule(rule, format_args!("{at}"));
        }
        for (count, at) in [
            (document.per_container.count, "document.per_container.count"),
            (signing.signers.count, "signing.signers.count"),
        ] {
            if count == 0 {
                self.add(DefinitionFault::of(&words::AT_LEAST_ONE, at));
            }
        }
        let attachments = &document.attachments;
        if (attachments.policy == AttachmentsAllowed::List) == attachments.kinds.is_empty() {
            self.add(DefinitionFault::of(&words::KINDS, "document.attachments.kinds"));
        }
        if let Some(person) = &signing.signer
            && let Some(field) = self.expect_field(&person.field, format_args!("signing.signer.field"))
            && field.kind != ValueKind::FullName
        {
            self.add(DefinitionFault::of(&words::FULL_NAME, "signing.signer.field"));
        }
        for (at, pair) in self.definition.registry.iter().enumerate() {
            self.expect_rule(&pair.rule, format_args!("registry[{at}].rule"));
            for (key, kind, name) in
                [(&pair.number, ValueKind::RegNo, "number"), (&pair.name, ValueKind::Text, "name")]
            {
                let field = self.expect_field(key, format_args!("registry[{at}].{name}"));
                if field.is_some_and(|field| field.kind != kind) {
                    let what = if kind == ValueKind::RegNo {
                        Bilingual::fixed("lauku ar reģistrācijas numuru", "A registration number")
                    } else {
                        Bilingual::fixed("lauku ar tekstu", "A text")
                    };
                    let fault = DefinitionFault::of(&words::REGISTRY, format_args!("registry[{at}].{name}"));
                    self.add(fault.with_text("what", what));
                }
            }
        }
        self.expect_both_or_neither(&self.definition.sending.subject, format_args!("sending.subject"));
        self.naming();
    }

    fn naming(&mut self) {
        let naming = &self.definition.document.name;
        if let Some(field) = self.expect_field(&naming.label, format_args!("document.name.label"))
            && !matches!(field.kind, ValueKind::Text)
        {
            self.add(DefinitionFault::of(&words::NAMING, "document.name.label"));
        }
        let is_slug = |word: &str| {
            !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        };
        for (at, private) in naming.private.iter().enumerate() {
            self.conditions(&private.when, format_args!("document.name.private[{at}].when"));
            if !is_slug(&private.label) {
                let key = format_args!("document.name.private[{at}].label");
                self.add(DefinitionFault::of(&words::SLUG, key));
            }
        }
        for (key, word) in &naming.actions {
            let at = format_args!("document.name.actions.\"{key}\"");
            match word {
                ActionWord::Tick(_) => self.expect_tick(key, at),
                ActionWord::Choice(options) => {
                    if let Some(field) = self.expect_field(key, at) {
                        for (option, _) in options {
                            self.expect_option(field, option, at);
                        }
                    }
                }
            }
            if !word.words().all(is_slug) {
                self.add(DefinitionFault::of(&words::SLUG, at));
            }
        }
    }
}
