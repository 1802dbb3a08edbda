//! Workbooks: the first visible sheet, read straight from the parts of the file.
//!
//! Readers of our own, since a file may be hostile: a part is expanded only as far as the limits allow, and no
//! allocation is sized by a count that the file declares.

pub(super) mod ods;
mod package;
mod part_reader;
mod refusal;
pub(super) mod xlsx;

use super::record::masked;
use crate::diag::catalogue::data;
use crate::diag::{Finding, Origin, Report};

/// Says which sheet was read, where there are others that a person sees.
fn report_other_sheets(name: &str, others: &[String], file: &Origin, report: &mut Report) {
    if others.is_empty() {
        return;
    }
    let others = others.iter().map(|name| masked(name)).collect::<Vec<_>>().join(", ");
    let finding = Finding::of(&data::SHEETS, file.clone());
    report.push(finding.with("sheet", masked(name)).with("others", others));
}
