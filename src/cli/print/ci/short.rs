//! One line a finding, as compilers and linters print theirs, so that editors and people find the place. Nothing where
//! nothing was found.

use std::io::{self, Write};

use super::{CheckedFile, all_findings, level, line_of, path};
use crate::cli::print::text::in_one_line;
use crate::diag::Lang;

pub(super) fn write(to: &mut dyn Write, checked: &[CheckedFile], lang: Lang) -> io::Result<()> {
    for (one, finding) in all_findings(checked) {
        let place = &finding.place;
        let file = path(place.file.as_deref().unwrap_or(&one.report.file));
        let mut parts = vec![file];
        parts.extend(line_of(finding).map(|n| n.to_string()));
        parts.extend(place.character.map(|n| n.to_string()));
        // A column of a sheet, a key, a field or a page is told in its own words.
        let inner = [&place.column, &place.path, &place.pdf_field, &place.entry]
            .into_iter()
            .flatten()
            .find(|inner| !inner.is_empty());
        let inner = inner.map(|inner| format!(" [{inner}]")).unwrap_or_default();
        let accepted = if finding.accepted { " (accepted)" } else { "" };
        let hint = finding.hint.as_ref().map(|hint| format!(" {}", hint.of(lang))).unwrap_or_default();
        let said = format!("{}{hint}", finding.message.of(lang)).replace('\n', " ");
        let told =
            format!("{}: {} {}{accepted}{inner}: {said}", parts.join(":"), level(finding), finding.code);
        writeln!(to, "{}", in_one_line(&told))?;
    }
    Ok(())
}
