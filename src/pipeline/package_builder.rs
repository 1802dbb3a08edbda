use thiserror::Error;

use super::{scan_policy, screening};
use crate::asic::SharedPrefix;
use crate::diag::catalogue::document as findings;
use crate::diag::{Bilingual, Finding, Lang, Origin, Report};
use crate::form::{Binding, BoundForm, Form, FormError};
use crate::pdf::{FillOptions, Filler, Template};

/// A form bound to its PDF, ready to build packages: what is the same for all applications is done once.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::diag::Lang;
/// use edocpack::form::Form;
/// use edocpack::pipeline::{TemplateSource, PackageBuilder};
///
/// let form = Form::embedded("lv.kase.x509")?;
/// let builder = PackageBuilder::new(&form, &TemplateSource::Own)?;
/// println!("{}", builder.sample_notice().of(Lang::En));
/// assert_eq!(builder.form().id(), "lv.kase.x509");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct PackageBuilder<'f> {
    pub(super) form: &'f Form,
    pub(super) bound: BoundForm,
    pub(super) filler: Filler,
    pub(super) template_name: String,
    /// The bytes that every filled form begins with, hashed.
    pub(super) hashed_prefix: Option<SharedPrefix>,
    /// Findings about the PDF that do not refuse it.
    pub(super) template_report: Report,
}

/// The PDF that a form is filled on. See [`PackageBuilder`].
#[derive(Debug, Clone)]
pub enum TemplateSource<'a> {
    /// The one that comes with the definition.
    Own,
    /// Another one, with its binding.
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

/// Why a builder cannot be made. See [`PackageBuilder`].
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PackageBuilderError {
    /// The definition has no PDF of its own, and none was given.
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
        let (bound, template_name) = bind(form, given)?;
        let mut report = screening::template(form, &bound, &template_name);
        // A PDF that is part of the program is checked by the tests; any other, here.
        let foreign = match given {
            TemplateSource::Given { pdf, .. } => Some(*pdf),
            TemplateSource::Own => form.template().filter(|_| !form.has_built_in_template()),
        };
        if let Some(pdf) = foreign {
            report.append(scan_policy::check_file(form, pdf, &template_name));
        }
        if report.refuses() {
            return Err(PackageBuilderError::Refused(report));
        }
        let written: Vec<&str> = bound.written_fields().collect();
        let blank: Vec<&str> = bound.blank_fields().map(|(_, field)| field).collect();
        let options = FillOptions { shrink_to: bound.shrink_to(), ..FillOptions::default() };
        let filler = Filler::with_options(bound.template(), &written, options)
            .and_then(|filler| filler.keeping_blank(&blank))
            .map_err(|problems| {
                let origin = Origin::file(template_name.as_str());
                PackageBuilderError::Refused(
                    problems.iter().map(|problem| problem.finding(origin.clone())).collect(),
                )
            })?;
        report.append(bound.template().removed_by_filling(&template_name));
        let hashed_prefix = filler.constant_prefix().map(|bytes| SharedPrefix::of(&bytes));
        Ok(Self { form, bound, filler, template_name, hashed_prefix, template_report: report })
    }

    /// The form.
    pub fn form(&self) -> &'f Form {
        self.form
    }

    /// Findings about the form's PDF, the same in every run.
    pub fn template_report(&self) -> &Report {
        &self.template_report
    }

    /// The form on its PDF.
    pub(crate) fn bound(&self) -> &BoundForm {
        &self.bound
    }

    /// The notice shown wherever the form is a sample.
    pub fn sample_notice(&self) -> Bilingual {
        let finding = self.form.with_form_wording(Finding::of(&findings::SAMPLE, Origin::default()));
        Bilingual { lv: finding.message(Lang::Lv).into(), en: finding.message(Lang::En).into() }
    }
}

fn bind(form: &Form, source: &TemplateSource<'_>) -> Result<(BoundForm, String), PackageBuilderError> {
    let (pdf, pdf_name, binding, binding_name) = match source {
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
    let features = template.features().clone();
    let bound = BoundForm::new(form, &binding, &binding_name, template, &Origin::file(pdf_name))?;
    let bound = bound.map_err(|unfit| {
        // What else the file carries is a reason of its own, and often why its fields differ.
        let mut report = screening::any_template(form, &features, pdf_name);
        report.append(unfit);
        refused(report)
    })?;
    Ok((bound, pdf_name.to_owned()))
}
