//! Another edition of a form's PDF, before anything is bound to it.

use super::{scan_policy, screening};
use crate::diag::{Origin, Report};
use crate::form::Form;
use crate::pdf::Template;

/// Opens a PDF that a form is to be bound to. Refused is what could never be filled: no form, a scan of one, a signed
/// or encrypted file, files attached where the form takes none.
pub(crate) fn open_edition(form: &Form, pdf: &[u8], name: &str) -> Result<Template, Report> {
    let scan = scan_policy::check_file(form, pdf, name);
    let template = Template::read(pdf).map_err(|error| {
        let mut report: Report = [error.finding(Origin::file(name))].into_iter().collect();
        // A scan has no fields: that it is one is why.
        report.append(scan.clone());
        report
    })?;
    let mut report = screening::any_template(form, template.features(), name);
    report.append(scan);
    if report.refuses() { Err(report) } else { Ok(template) }
}
