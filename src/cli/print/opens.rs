//! Which programs would open a container, and why not.

use super::words::pick;
use crate::asic::{Opens, Program, opens};
use crate::diag::catalogue::container::SIGNATURE_UNCHECKED;
use crate::diag::{Lang, Report};
use crate::output::{Opening, OpensFacts};

/// One line for each program.
pub(in crate::cli) fn lines(report: &Report, lang: Lang) -> Vec<String> {
    opens(report).map(|(program, opens)| format!("  {}: {}", name(program), verdict(opens, lang))).to_vec()
}

/// All in one line, where a fault of the container keeps a program from opening it, or may.
pub(in crate::cli) fn doubt(report: &Report, lang: Lang) -> Option<String> {
    let all = opens(report);
    let doubtful = all.iter().any(|(_, opens)| match opens {
        Opens::No(_) => true,
        Opens::Unknown(because) => because.is_some_and(|code| code != SIGNATURE_UNCHECKED.code),
        _ => false,
    });
    let told = all.map(|(program, opens)| format!("{} – {}", name(program), verdict(opens, lang)));
    doubtful.then(|| format!("{}: {}", pick(lang, "Kas to atvērs", "What opens it"), told.join("; ")))
}

pub(in crate::cli) fn facts(report: &Report) -> Vec<OpensFacts> {
    let facts = opens(report).map(|(program, opens)| {
        let (opens, because) = match opens {
            Opens::Yes => (Opening::Yes, None),
            Opens::No(code) => (Opening::No, Some(code)),
            Opens::Unknown(because) => (Opening::Unknown, because),
        };
        OpensFacts { program: name(program).to_owned(), opens, because: because.map(str::to_owned) }
    });
    facts.to_vec()
}

fn verdict(opens: Opens, lang: Lang) -> String {
    match opens {
        Opens::Yes => pick(lang, "atvērs", "opens it").to_owned(),
        Opens::No(code) => format!("{} ({code})", pick(lang, "neatvērs", "does not open it")),
        Opens::Unknown(Some(code)) => format!("{} ({code})", pick(lang, "nav zināms", "not known")),
        Opens::Unknown(None) => {
            pick(lang, "nav zināms (nav izmēģināts)", "not known (nobody could try)").to_owned()
        }
    }
}

fn name(program: Program) -> &'static str {
    match program {
        Program::Digidoc4j => "digidoc4j",
        Program::Dss => "EU DSS",
        Program::Eparaksts => "eParaksts",
        Program::Libdigidocpp => "libdigidocpp",
    }
}
