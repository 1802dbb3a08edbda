//! The [`PackageBuilder`] of a command: the form and the PDF that its options name.

use std::path::{Path, PathBuf};

use super::args::FormChoice;
use super::failure::Failure;
use super::print::shell;
use super::{files, resolve};
use crate::batch::FormFiles;
use crate::diag::Report;
use crate::form::Form;
use crate::pipeline::{PackageBuilder, PackageBuilderError, TemplateSource};

/// The PDF and binding that were named, read.
pub(super) struct SuppliedTemplate {
    pdf: Vec<u8>,
    pdf_name: String,
    binding: String,
    binding_path: PathBuf,
    binding_name: String,
}

/// Reads the PDF and the binding that the options name; `None` for the form's own.
pub(super) fn supplied_template(choice: &FormChoice) -> Result<Option<SuppliedTemplate>, Failure> {
    let Some(template) = &choice.template else { return Ok(None) };
    let pdf = files::read(template)?;
    let binding_path = resolve::binding_path(template, choice.binding.as_deref(), choice.form.as_deref())?;
    let binding = files::text(&binding_path)?;
    let file_name =
        template.file_name().map_or_else(|| template.display().to_string(), |n| n.to_string_lossy().into());
    Ok(Some(SuppliedTemplate {
        pdf,
        pdf_name: file_name,
        binding,
        binding_name: binding_path.display().to_string(),
        binding_path,
    }))
}

/// Where all of it was read, so that rows can be corrected on the same form. A path that is no Unicode text is left out.
pub(super) fn form_files(choice: &FormChoice, template: Option<&SuppliedTemplate>) -> FormFiles {
    let kept = |path: &Path| std::path::absolute(path).ok()?.to_str().map(str::to_owned);
    let folder = choice.form.as_deref().map(Path::new).filter(|path| path.exists());
    FormFiles {
        definition: folder.and_then(kept),
        template: choice.template.as_deref().and_then(kept),
        binding: template.and_then(|template| kept(&template.binding_path)),
    }
}

/// The options that name the same form and PDF, for a command line that a person may copy: ` --form … --template …`.
pub(super) fn form_options(choice: &FormChoice) -> String {
    let form = choice.form.as_deref().filter(|form| *form != resolve::DEFAULT_FORM).map(Path::new);
    let template = choice.template.as_deref();
    let named = [("form", form), ("template", template), ("binding", choice.binding.as_deref())];
    named.into_iter().filter_map(|(name, path)| Some(format!(" --{name} {}", shell::quote(path?)))).collect()
}

/// Makes the builder. The inner report has the reasons where the PDF of the form is refused.
pub(super) fn create<'f>(
    form: &'f Form,
    template: Option<&SuppliedTemplate>,
) -> Result<Result<PackageBuilder<'f>, Report>, Failure> {
    let template = match template {
        None => TemplateSource::Own,
        Some(named) => TemplateSource::Given {
            pdf: &named.pdf,
            pdf_name: &named.pdf_name,
            binding: &named.binding,
            binding_name: &named.binding_name,
        },
    };
    match PackageBuilder::new(form, &template) {
        Ok(builder) => Ok(Ok(builder)),
        Err(PackageBuilderError::Refused(report)) => Ok(Err(report)),
        Err(PackageBuilderError::Binding(error)) => Err(resolve::form_failure(&error)),
        Err(error @ PackageBuilderError::NoTemplate { .. }) => {
            Err(Failure::new(format!("veidlapai `{}` nav sava PDF", form.id()), error.to_string())
                .hint("norādiet --template VEIDLAPA.pdf", "name it with --template FORM.pdf"))
        }
    }
}
