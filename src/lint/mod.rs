//! Whether a definition is right, as far as that can be known without data: whether it can be read, its parts fit each
//! other and its PDF, its examples give the codes they name, and nothing in it is unused or contradicts itself.
//!
//! In: a form that was read, or the error of reading it. Out: a [`Lint`], the findings with their lines. `contradictions`, then
//! `values`, then `examples`.

mod contradictions;
mod examples;
mod values;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::diag::catalogue::definition as findings;
use crate::diag::{FileLocation, Finding, Origin, Report};
use crate::form::{Binding, DefinitionFault, FaultyFile, Form, FormError};
use crate::pdf::Template;
use crate::pipeline::{PackageBuilder, PackageBuilderError, TemplateSource};
use crate::values::Sha256Digest;

/// The findings about a definition, and the texts they point into.
#[derive(Debug, Default)]
pub(crate) struct Lint {
    report: Report,
    texts: Vec<(Arc<str>, Arc<str>)>,
}

/// What the definition is checked against besides itself. See [`Lint`].
#[derive(Debug, Clone, Default)]
pub(crate) struct LintOptions<'a> {
    /// The SHA-256 that its PDF must have.
    pub pdf_sha256: Option<Sha256Digest>,
    /// Another PDF and binding than its own.
    pub template: Option<TemplateSource<'a>>,
}

impl Lint {
    /// Checks a definition that was read, or reports why it could not be.
    ///
    /// # Errors
    /// What is no fault of the definition: no such form, a file that the machine cannot read.
    pub(crate) fn of(form: Result<Form, FormError>, against: &LintOptions<'_>) -> Result<Self, FormError> {
        let mut lint = Self::default();
        match form {
            Ok(form) => lint.check_form(&form, against),
            Err(FormError::Faults(faulty)) => lint.add(&faulty),
            Err(other) => return Err(other),
        }
        Ok(lint)
    }

    /// All that was found: file by file, in the order of the lines.
    pub(crate) fn report(&self) -> &Report {
        &self.report
    }

    /// The line of a finding with a mark under its place; `None` where it is about no line.
    pub(crate) fn excerpt(&self, finding: &Finding) -> Option<String> {
        let FileLocation::Line { line, column } = finding.origin.location else { return None };
        let (_, text) = self.texts.iter().find(|(file, _)| *file == finding.origin.file)?;
        crate::form::source_snippet(text, usize::try_from(line).ok()?, usize::try_from(column).ok()?)
    }

    fn add(&mut self, faulty: &FaultyFile) {
        let file: Arc<str> = faulty.file().into();
        if !self.texts.iter().any(|(known, _)| *known == file) {
            self.texts.push((file, faulty.text().into()));
        }
        self.report.append(faulty.report());
    }

    /// The faults of an error; anything else is a finding about the file as a whole.
    fn add_error(&mut self, error: &FormError, file: &str) {
        match error {
            FormError::Faults(faulty) => self.add(faulty),
            other => {
                let finding = Finding::of(&findings::UNFIT, Origin::file(file));
                self.report.push(finding.with_text("why", other.message()));
            }
        }
    }

    fn check_form(&mut self, form: &Form, against: &LintOptions<'_>) {
        let mut faults = contradictions::faults(form);
        let of_values = values::faults(form);
        // A default that cannot be used is found in every example again.
        let is_default = |fault: &DefinitionFault| fault.code() == findings::DEFAULT.code;
        let examples_count = !of_values.iter().any(is_default);
        faults.extend(of_values);
        match form.examples() {
            Ok(examples) => {
                faults.extend(examples::rules_without_example(form, &examples));
                self.add(&form.faulty_file(faults));
                if examples_count {
                    self.add(&form.faulty_examples_file(examples::faults(form, &examples)));
                }
            }
            Err(error) => {
                self.add(&form.faulty_file(faults));
                self.add_error(&error, &form.file_beside("examples.toml"));
            }
        }
        if let Some(TemplateSource::Given { pdf, pdf_name, binding, binding_name }) = &against.template {
            let binding = Binding::parse(binding, binding_name);
            self.check_template(form, against, pdf, pdf_name, binding, binding_name);
        } else if let (Some(pdf), Some(binding)) = (form.template(), form.binding()) {
            let (pdf_name, file) = (form.file_beside(form.template_file()), form.binding_file());
            self.check_template(form, against, pdf, &pdf_name, binding, &file);
        }
    }

    /// The PDF and its binding.
    fn check_template(
        &mut self,
        form: &Form,
        against: &LintOptions<'_>,
        pdf: &[u8],
        pdf_name: &str,
        binding: Result<Binding, FormError>,
        file: &str,
    ) {
        let origin = Origin::file(pdf_name);
        let own = Sha256Digest::of(pdf);
        if against.pdf_sha256.as_ref().is_some_and(|wanted| *wanted != own) {
            self.report.push(Finding::of(&findings::PINNED, origin.clone()).with("v", own));
        }
        let template = match Template::read(pdf) {
            Ok(template) => template,
            Err(error) => return self.report.push(error.finding(origin)),
        };
        let binding = match binding {
            Ok(binding) => binding,
            Err(error) => return self.add_error(&error, file),
        };
        let faulty = binding.faults(form, &template, file);
        self.add(&faulty);
        if faulty.report().refuses() {
            return;
        }
        // All that is found when a run begins: scripts, signatures, fields that cannot be filled.
        let template = against.template.clone().unwrap_or(TemplateSource::Own);
        match PackageBuilder::new(form, &template) {
            Ok(builder) => self.report.append(builder.template_report().clone()),
            Err(PackageBuilderError::Refused(report)) => self.report.append(report),
            Err(PackageBuilderError::Binding(error)) => self.add_error(&error, file),
            Err(_) => {}
        }
    }
}
