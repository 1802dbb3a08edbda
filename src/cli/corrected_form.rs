//! The form that corrected rows are built on: that of the run which they join.

use std::path::{Path, PathBuf};

use super::args::FormChoice;
use super::failure::Failure;
use super::{files, resolve};
use crate::batch::{self, FormOfRun, Input};
use crate::data::Limits;
use crate::form::Form;
use crate::output::{Folder, FormFacts, TemplateFacts};
use crate::values::Sha256Digest;

/// The form and the PDF that the options name; for corrected rows, what they do not name is that of their run.
pub(super) fn form_choice(
    asked: &FormChoice,
    inputs: &[Input],
    folder: &Folder,
) -> Result<FormChoice, Failure> {
    let run = batch::form_of_run(folder).map_err(|error| Failure::from_batch(&error))?;
    let Some(run) = run else { return Ok(asked.clone()) };
    let corrected = batch::are_corrected(inputs, &Limits::default());
    // A file that cannot be read is reported when the run reads it.
    if !corrected.unwrap_or(false) {
        return Ok(asked.clone());
    }
    let FormOfRun { form, files } = run;
    let mut choice = asked.clone();
    match &choice.form {
        None => choice.form = definition(files.definition, &form)?,
        // The run reports which form it is of.
        Some(named) if resolve::form(Some(named))?.id() != form.id => return Ok(choice),
        Some(_) => {}
    }
    if choice.template.is_none() {
        choice.template = files.template.map(PathBuf::from);
        choice.binding = files.binding.map(PathBuf::from);
        if let Some(template) = &choice.template {
            check_template(template, &form.template)?;
        }
    }
    Ok(choice)
}

/// The form's folder, or its id where it comes with the program.
fn definition(folder: Option<String>, form: &FormFacts) -> Result<Option<String>, Failure> {
    if folder.is_some() || Form::embedded_ids().any(|id| id == form.id) {
        return Ok(folder.or_else(|| Some(form.id.clone())).filter(|named| named != resolve::DEFAULT_FORM));
    }
    let id = &form.id;
    let message = Failure::new(
        format!("šī palaišana ir par veidlapu `{id}`"),
        format!("this run is of the form `{id}`"),
    );
    Err(message.hint("norādiet to ar --form MAPE", "name it with --form DIR"))
}

/// Fails where the PDF of the run is not where it was, or was changed.
fn check_template(path: &Path, template: &TemplateFacts) -> Result<(), Failure> {
    let shown = path.display();
    let failure = if !path.is_file() {
        Failure::new(
            format!("veidlapas `{shown}`, uz kuras ir šī palaišana, tur vairs nav"),
            format!("the form `{shown}` that this run is on is not there any more"),
        )
    } else if Sha256Digest::of(&files::read(path)?) != template.sha256 {
        Failure::new(
            format!("veidlapa `{shown}`, uz kuras ir šī palaišana, kopš tās ir mainīta"),
            format!("the form `{shown}` that this run is on was changed since"),
        )
    } else {
        return Ok(());
    };
    let sha256 = template.sha256;
    Err(failure.hint(
        format!("norādiet to pašu PDF ar --template (SHA-256 {sha256})"),
        format!("name the same PDF with --template (SHA-256 {sha256})"),
    ))
}
