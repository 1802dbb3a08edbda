use thiserror::Error;

use super::{scan_policy, screening};
use crate::asic::SharedPrefix;
use crate::diag::{Origin, Report};
use crate::form::{Binding, BoundForm, Form, FormError};
use crate::pdf::{FillOptions, Filler, Template};

/// A form on its PDF, ready to fill: everything that is the same for all applications is done.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::diag::Lang;
/// use edocpack::form::Form;
/// use edocpack::pipeline::{TemplateSource, PackageBuilder};
///
/// let form = Form::embedded("lv.kase.x509")?;
/// let builder = PackageBuilder::new(&form, &TemplateSource::Own)?;
/// println!("{}", press.sample_notice().of(Lang::En));
/// assert_eq!(press.form().id(), "lv.kase.x509");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct PackageBuilder<'f> {
    pub(super) form: &'f Form,
    pub(super) bound: BoundForm,
    pub(super) filler: Filler,
    pub(super) template_name: String,
    /// What every filled form begins with, hashed.
    pub(super) hashed_prefix: Option<SharedPrefix>,
    /// What is to be said of the PDF, and does not refuse it.
    pub(super) template_report: Report,
}

/// The PDF that a form is filled on. See [`PackageBuilder`].
#[derive(Debug, Clone)]
pub enum TemplateSource<'a> {
    /// The one that comes with the definition.
    Own,
    /// One that was handed in, with its binding.
    Given {
        /// The bytes of the PDF.
        pdf: &'a [u8],
        /// Its name, for findings and the record.
        pdf_name: &'a str,
        /// The text of its `binding.toml`.
        binding: &'a str,
        /// The binding's name, for errors.
        binding_name: &'a str,
    },
}

/// Why a press cannot be set up. See [`PackageBuilder`].
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PackageBuilderError {
    /// The definition has no PDF of its own, and none was handed in.
    #[error("the form `{form}` comes without a PDF")]
    NoTemplate {
        /// The form.
        form: String,
    },
    /// The binding cannot be used.
    #[error("unusable binding")]
    Binding(#[from] FormError),
    /// The PDF is refused: it is not this form, or not fit to be filled.
    #[error("the PDF of the form is refused")]
    Refused(Report),
}

impl<'f> PackageBuilder<'f> {
    /// Binds a form to its PDF and prepares to fill it.
    pub fn new(form: &'f Form, given: &TemplateSource<'_>) -> Result<Self, PackageBuilderError> {
        let (bound, paper) = bind(form, given)?;
        let mut found = screening::template(form, &bound, &paper);
        // A PDF that is part of the program is looked at by the tests; any other, here.
        let strange = match given {
            TemplateSource::Given { pdf, .. } => Some(*pdf),
            TemplateSource::Own => form.template().filter(|_| !form.has_built_in_template()),
        };
        if let Some(pdf) = strange {
            found.append(scan_policy::check_file(form, pdf, &paper));
        }
        if found.refuses() {
            return Err(PackageBuilderError::Refused(found));
        }
        let written: Vec<&str> = bound.written_fields().collect();
        let blank: Vec<&str> = bound.blank_fields().map(|(_, field)| field).collect();
        let permits = FillOptions { shrink_to: bound.shrink_to(), ..FillOptions::default() };
        let filler = Filler::with_options(bound.template(), &written, permits)
            .and_then(|filler| filler.keeping_blank(&blank))
            .map_err(|problems| {
                let origin = Origin::file(paper.as_str());
                PackageBuilderError::Refused(
                    problems.iter().map(|problem| problem.finding(origin.clone())).collect(),
                )
            })?;
        let mut notes = found;
        notes.append(bound.template().removed_by_filling(&paper));
        let prefix = filler.constant_prefix().map(|bytes| SharedPrefix::of(&bytes));
        Ok(Self { form, bound, filler, template_name: paper, hashed_prefix: prefix, template_report: notes })
    }

    /// The form.
    pub fn form(&self) -> &'f Form {
        self.form
    }

    /// What is to be said of the form's PDF in every run.
    pub fn template_report(&self) -> &Report {
        &self.template_report
    }

    /// The form on its PDF.
    pub(crate) fn bound(&self) -> &BoundForm {
        &self.bound
    }
}

fn bind(form: &Form, paper: &TemplateSource<'_>) -> Result<(BoundForm, String), PackageBuilderError> {
    let (pdf, pdf_name, binding, binding_name) = match paper {
        TemplateSource::Own => {
            let missing = || PackageBuilderError::NoTemplate { form: form.id().to_owned() };
            let pdf = form.template().ok_or_else(missing)?;
            let binding = form.binding().ok_or_else(missing)??;
            (pdf, form.template_file(), binding, form.binding_file())
        }
        TemplateSource::Given { pdf, pdf_name, binding, binding_name } => {
            (*pdf, *pdf_name, Binding::parse(binding, binding_name)?, (*binding_name).to_owned())
        }
    };
    let refused = |report| PackageBuilderError::Refused(report);
    let template = Template::read(pdf)
        .map_err(|error| refused([error.finding(Origin::file(pdf_name))].into_iter().collect()))?;
    let traits = template.features().clone();
    let bound = BoundForm::new(form, &binding, &binding_name, template, &Origin::file(pdf_name))?;
    let bound = bound.map_err(|unfit| {
        // What the file carries is a reason of its own, and often why its fields differ.
        let mut report = screening::any_template(form, &traits, pdf_name);
        report.append(unfit);
        refused(report)
    })?;
    Ok((bound, pdf_name.to_owned()))
}
