//! The trial of a draft: its example is checked, filled in and packed. A value that is refused is made shorter, or left
//! out.

use std::sync::Arc;

use super::draft_form::{DraftField, DraftForm};
use super::{DraftOptions, write};
use crate::data::{CellValue, Record};
use crate::diag::{Report, Severity};
use crate::form::Form;
use crate::form::definition::ValueKind;
use crate::pdf::Template;
use crate::pipeline::{PackageBuilder, PackageBuilderError, PackageOptions, TemplateSource};
use crate::rules::{Application, CheckContext, Purpose, check};

/// What the last try of the example gave.
#[derive(Debug, Default)]
pub(super) struct Trial {
    /// The codes of the findings about the example; none where it could not be filled in.
    pub(super) codes: Option<Vec<String>>,
    /// Those about the example without its required values.
    pub(super) codes_without_required: Vec<String>,
    pub(super) report: Report,
}

/// Tries the example until it fits, or until there is nothing left to change.
pub(super) fn run_until_valid(draft: &mut DraftForm, pdf: &[u8], options: &DraftOptions<'_>) -> Trial {
    // The draft was made of this PDF: it can be read.
    let Ok(template) = Template::read(pdf) else { return Trial::default() };
    // Each time at least one value becomes shorter.
    let most = 4 * draft.fields.len() + 2;
    let mut last = Trial::default();
    for _ in 0..most {
        let form = write::form(draft, options);
        let binding = write::binding(draft, &template, options);
        match run_once(draft, &form, &binding, pdf, options) {
            Ok(trial) => return trial,
            Err(report) => {
                let keys: Vec<String> = refused_keys(&report);
                last = Trial { report, ..Trial::default() };
                if !shorten(draft, &keys) {
                    break;
                }
            }
        }
    }
    last
}

/// The fields of the findings that refuse.
fn refused_keys(report: &Report) -> Vec<String> {
    let errors = report.findings().iter().filter(|finding| finding.severity == Severity::Error);
    errors.filter_map(|finding| finding.field.as_ref()).map(ToString::to_string).collect()
}

/// Makes the values of these fields shorter; `false` where none has one.
fn shorten(draft: &mut DraftForm, keys: &[String]) -> bool {
    let mut some = false;
    for entry in draft.fields.iter_mut().filter(|entry| keys.contains(&entry.key)) {
        some |= entry.example.value().is_some();
        entry.example.reject();
        if entry.example.value().is_none() {
            // A value that no example can show is not required of people either.
            entry.required = false;
        }
    }
    some
}

fn run_once(
    draft: &DraftForm,
    form: &str,
    binding: &str,
    pdf: &[u8],
    options: &DraftOptions<'_>,
) -> Result<Trial, Report> {
    let faulty = |error: &crate::form::FormError| match error {
        crate::form::FormError::Faults(faulty) => faulty.report(),
        _ => Report::default(),
    };
    let form = Form::parse(form, "form.toml").map_err(|error| faulty(&error))?;
    let given = TemplateSource::Given { pdf, pdf_name: options.file, binding, binding_name: "binding.toml" };
    let builder = PackageBuilder::new(&form, &given).map_err(|error| match error {
        PackageBuilderError::Refused(report) => report,
        PackageBuilderError::Binding(error) => faulty(&error),
        PackageBuilderError::NoTemplate { .. } => Report::default(),
    })?;
    let context = CheckContext::on(options.time.date()).with_purpose(Purpose::Example);
    let application = check(&form, &record(draft, &form, |_| true), &context)?;
    let package_options = PackageOptions::of("example.json", b"", 1, options.time);
    builder.build(&application, &package_options)?;
    let bare = check(&form, &record(draft, &form, |entry| !entry.required), &context);
    let mut report = builder.template_report().clone();
    report.append(application.report().clone());
    Ok(Trial {
        codes: Some(codes(application.report())),
        codes_without_required: codes(bare.as_ref().map_or_else(|report| report, Application::report)),
        report,
    })
}

fn codes(report: &Report) -> Vec<String> {
    report.findings().iter().map(|finding| finding.code.to_string()).collect()
}

/// The example as a record.
fn record(draft: &DraftForm, form: &Form, is_in: impl Fn(&DraftField) -> bool) -> Record {
    let values = draft.fields.iter().filter(|entry| is_in(entry)).filter_map(|entry| {
        let value = entry.example.value()?;
        let value =
            if entry.guess.kind == ValueKind::Tick { CellValue::Bool(true) } else { CellValue::text(value) };
        Some((Arc::from(entry.key.as_str()), value))
    });
    Record::of_values(form.file(), values)
}
