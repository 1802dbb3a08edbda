use super::Form;
use super::definition::InstructionSentence;
use crate::diag::{Bilingual, FindingCode, Provenance, Severity, Wording, catalogue};

/// All that is known about a code.
#[derive(Debug, Clone)]
pub(crate) struct Explanation<'f> {
    /// The code that was asked for.
    pub code: FindingCode,
    /// How much it weighs; `None` for a sentence by itself.
    pub severity: Option<Severity>,
    /// What it rests on; `None` for a sentence by itself.
    pub provenance: Option<Provenance>,
    /// What its finding says, with `{names}` where values stand; `None` for a sentence by itself.
    pub wording: Option<Wording>,
    /// The sentence of the instruction it is taken from.
    pub sentence: Option<&'f InstructionSentence>,
}

impl Form {
    /// What is known about the code of a finding, a rule or a sentence; `None` where it is none of these.
    pub(crate) fn explain(&self, code: &str) -> Option<Explanation<'_>> {
        let named = FindingCode::named(code);
        let sentence = self.sentence(code).or_else(|| self.sentence(named.rule()));
        let entry = self.definition.policy_entry(code).or_else(|| catalogue::entry(code));
        let rule = self.rule(code);
        let wording = rule
            .map(|rule| &rule.wording)
            .or_else(|| self.wording(code))
            .map(|wording| Wording::clone(wording))
            .or_else(|| entry.map(catalogue::CatalogueEntry::wording));
        if wording.is_none() && self.sentence(code).is_none() {
            return None;
        }
        Some(Explanation {
            code: FindingCode::named(code),
            severity: rule.map(|rule| rule.severity).or(entry.map(|entry| entry.severity)),
            provenance: rule.map(|rule| rule.provenance).or(entry.map(|entry| self.provenance(entry, code))),
            wording,
            sentence,
        })
    }
}

impl Form {
    /// What a finding of that kind rests on under this code. Only the definition knows what its instruction says:
    /// a problem of a value rests on it where the sentence says so (`firm`).
    pub(crate) fn provenance(&self, entry: &catalogue::CatalogueEntry, code: &str) -> Provenance {
        let problem = entry.code.strip_prefix("*-");
        let under = problem.and_then(|problem| code.strip_suffix(problem)?.strip_suffix('-'));
        let (Some(problem), Some(sentence)) = (problem, under) else { return entry.provenance };
        let firm = self.sentence(sentence).is_some_and(|s| s.firm.iter().any(|of| of == problem));
        match entry.provenance {
            _ if firm => Provenance::Instruction,
            Provenance::Instruction => Provenance::Inferred,
            other => other,
        }
    }
}

impl catalogue::CatalogueEntry {
    /// The entry's words as a form definition would have them.
    fn wording(&self) -> Wording {
        let text = |(lv, en)| Bilingual::fixed(lv, en);
        Wording { message: text(self.message), hint: text(self.hint), explain: text(self.explain) }
    }
}

impl Form {
    /// The codes that the form words itself besides its rules.
    pub fn worded_codes(&self) -> impl Iterator<Item = &str> {
        self.definition.wordings.iter().map(|worded| worded.code.as_str())
    }
}
