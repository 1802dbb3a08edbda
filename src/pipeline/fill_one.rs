//! One form filled by its definition, and nothing around it.

use super::{PackageBuilder, ReadRecords, read_records};
use crate::data::Limits;
use crate::diag::catalogue::pdf as findings;
use crate::diag::{Finding, Origin, Report};
use crate::pdf::FilledForm;
use crate::rules::{CheckContext, Checker};

/// Fills the form with the only record of a data file, and returns it with all findings.
///
/// # Errors
/// All that is wrong with the data, by the rules of the form; more or fewer records than one; values that do not fit
/// the form's PDF.
pub fn fill_one(
    builder: &PackageBuilder<'_>,
    bytes: &[u8],
    name: &str,
    context: &CheckContext,
    limits: &Limits,
) -> Result<(FilledForm, Report), Report> {
    let ReadRecords { records, mut report, purpose } = read_records(builder, bytes, name, limits)?;
    let [record] = records.as_slice() else {
        report.push(Finding::of(&findings::RECORDS, Origin::file(name)).with("n", records.len()));
        return Err(report);
    };
    let checker = Checker::new(builder.form(), context.clone().with_purpose(purpose));
    report.append(checker.column_findings(record));
    report.accept(&context.accept);
    let application = match checker.check(record) {
        Ok(application) => application,
        Err(found) => {
            report.append(found);
            return Err(report);
        }
    };
    report.append(application.report().clone());
    if report.refuses() {
        return Err(report);
    }
    match builder.fill(&application) {
        Ok((filled, remarks)) => {
            report.append(remarks);
            Ok((filled, report))
        }
        Err(found) => {
            report.append(found);
            Err(report)
        }
    }
}
