//! Which programs would open a container, and why not.

use super::messages::pick;
use crate::asic::{ReaderProgram, ReaderSupport, reader_support};
use crate::diag::catalogue::container::SIGNATURE_UNCHECKED;
use crate::diag::{Lang, Report};
use crate::output::{Compatibility, CompatibilityFacts};

/// One line for each program.
pub(in crate::cli) fn lines(report: &Report, lang: Lang) -> Vec<String> {
    reader_support(report)
        .map(|(program, opens)| format!("  {}: {}", name(program), verdict(opens, lang)))
        .to_vec()
}

/// All in one line, where a fault of the container keeps a program from opening it, or may.
pub(in crate::cli) fn doubtful_line(report: &Report, lang: Lang) -> Option<String> {
    let all = reader_support(report);
    let doubtful = all.iter().any(|(_, opens)| match opens {
        ReaderSupport::No(_) => true,
        // What is wrong with a signature is told by its verdict; who opens the file is no comfort then.
        ReaderSupport::Unknown(because) => {
            because.is_some_and(|code| code != SIGNATURE_UNCHECKED.code && !code.starts_with("V-"))
        }
        _ => false,
    });
    let told = all.map(|(program, opens)| format!("{} – {}", name(program), verdict(opens, lang)));
    doubtful.then(|| format!("{}: {}", pick(lang, "Kas to atvērs", "What opens it"), told.join("; ")))
}

pub(in crate::cli) fn compatibility_facts(report: &Report) -> Vec<CompatibilityFacts> {
    let facts = reader_support(report).map(|(program, opens)| {
        let (opens, because) = match opens {
            ReaderSupport::Yes => (Compatibility::Yes, None),
            ReaderSupport::No(code) => (Compatibility::No, Some(code)),
            ReaderSupport::Unknown(because) => (Compatibility::Unknown, because),
        };
        CompatibilityFacts { program: name(program).to_owned(), opens, because: because.map(str::to_owned) }
    });
    facts.to_vec()
}

fn verdict(opens: ReaderSupport, lang: Lang) -> String {
    match opens {
        ReaderSupport::Yes => pick(lang, "atvērs", "opens it").to_owned(),
        ReaderSupport::No(code) => format!("{} ({code})", pick(lang, "neatvērs", "does not open it")),
        ReaderSupport::Unknown(Some(code)) => format!("{} ({code})", pick(lang, "nav zināms", "not known")),
        ReaderSupport::Unknown(None) => {
            pick(lang, "nav zināms (nav izmēģināts)", "not known (nobody could try)").to_owned()
        }
    }
}

fn name(program: ReaderProgram) -> &'static str {
    match program {
        ReaderProgram::Digidoc4j => "digidoc4j",
        ReaderProgram::Dss => "EU DSS",
        ReaderProgram::Eparaksts => "eParaksts",
        ReaderProgram::Libdigidocpp => "libdigidocpp",
    }
}
