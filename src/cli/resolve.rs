//! What a person chose by options: the form, its PDF and binding, the register, the kind of container.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;

use super::args::{DigestArg, PasswordArgs, ProfileArg, ProfileChoice};
use super::failure::Failure;
use super::files;
use super::print::shell;
use crate::asic::ContainerProfile;
use crate::data::{DataContent, DataError};
use crate::diag::{Bilingual, Lang, Report};
use crate::form::{Form, FormError};
use crate::pdf::{Pdf, PdfError};
use crate::pipeline::AttachmentDir;
use crate::pki::DigestAlgorithm;
use crate::rules::Registry;
use crate::values::{EntryName, EntryNameProblem};

/// The form where none is named.
pub(super) const DEFAULT_FORM: &str = "lv.kase.x509";

/// The form of that id, or in that folder.
pub(super) fn form(named: Option<&str>) -> Result<Form, Failure> {
    unchecked_form(named).map_err(|error| form_failure(&error))
}

/// The same, whatever is wrong with it.
pub(super) fn unchecked_form(named: Option<&str>) -> Result<Form, FormError> {
    let name = named.unwrap_or(DEFAULT_FORM);
    let folder = Path::new(name);
    if Form::embedded_ids().any(|id| id == name) || !folder.exists() {
        Form::embedded(name)
    } else {
        Form::open(if folder.is_file() { folder.parent().unwrap_or(Path::new(".")) } else { folder })
    }
}

pub(super) fn form_failure(error: &FormError) -> Failure {
    let failure = Failure::from_message(error.message());
    match error {
        FormError::Unknown { .. } => failure.hint(
            "norādiet identifikatoru vai mapi ar form.toml",
            "name an id, or a folder with a form.toml",
        ),
        FormError::Read { source, .. } if source.kind() == std::io::ErrorKind::NotFound => failure.hint(
            "veidlapa ir mape ar form.toml; no PDF to izveido edocpack form new",
            "a form is a folder with a form.toml; edocpack form new makes one of a PDF",
        ),
        _ => failure,
    }
}

/// The register extract that a person named; the inner report says why it is refused.
pub(super) fn registry(path: Option<&Path>) -> Result<Result<Option<Arc<Registry>>, Report>, Failure> {
    let Some(path) = path else { return Ok(Ok(None)) };
    match Registry::read(DataContent::File(files::open(path)?), &files::shown(path)) {
        Ok(registry) => Ok(Ok(Some(Arc::new(registry)))),
        Err(DataError::Refused(report)) => Ok(Err(report)),
        Err(error) => Err(files::data_failure(path, &error)),
    }
}

/// The PDF that a person named, opened with the password where one is given.
pub(super) fn pdf(path: &Path, password: &PasswordArgs) -> Result<Result<Pdf, PdfError>, Failure> {
    read_pdf(files::read(path)?, password)
}

/// A PDF from wherever it was taken, opened with the password where one is given.
pub(super) fn read_pdf(bytes: Vec<u8>, password: &PasswordArgs) -> Result<Result<Pdf, PdfError>, Failure> {
    let Some(file) = &password.password_file else { return Ok(Pdf::read(bytes)) };
    let text = files::read(file)?;
    let text = String::from_utf8_lossy(&text);
    Ok(Pdf::read_with_password(bytes, text.lines().next().unwrap_or_default()))
}

/// The folder of a data file, in which its rows may name files.
pub(super) fn attachment_dir(data: &Path) -> AttachmentDir {
    match data.parent() {
        _ if data.as_os_str() == "-" => AttachmentDir::none(),
        Some(folder) if !folder.as_os_str().is_empty() => AttachmentDir::at(folder),
        _ => AttachmentDir::at("."),
    }
}

/// The binding of a form's template that was handed in: as named; else `FORM.binding.toml` for `FORM.pdf`, or
/// `binding.toml`, beside it.
pub(super) fn binding_path(
    template: &Path,
    named: Option<&Path>,
    form: Option<&str>,
) -> Result<PathBuf, Failure> {
    if let Some(named) = named {
        return Ok(named.to_owned());
    }
    let own = template.with_extension("binding.toml");
    let common = template.with_file_name("binding.toml");
    [own, common].into_iter().find(|path| path.is_file()).ok_or_else(|| {
        let (shown, word) = (template.display(), shell::quote(template));
        let binding = template.with_extension("binding.toml");
        let binding = binding.display();
        let form = form.unwrap_or(DEFAULT_FORM);
        Failure::new(
            format!("veidlapai `{shown}` nav lauku piesaistes"),
            format!("the form `{shown}` has no binding of its fields"),
        )
        .hint(
            format!("sagatavojiet to: edocpack form bind {form} {word} --write"),
            format!("make it: edocpack form bind {form} {word} --write"),
        )
        .hint(
            format!("ja tā jau ir, tai jābūt blakus kā `{binding}` vai `binding.toml`"),
            format!("where there is one, put it beside it as `{binding}` or `binding.toml`"),
        )
    })
}

/// The kind of container that was asked for.
pub(super) fn profile(choice: ProfileChoice) -> ContainerProfile {
    match choice.profile {
        ProfileArg::Edoc => ContainerProfile::Edoc,
        ProfileArg::Asice => ContainerProfile::Asice,
        ProfileArg::AsicECades => ContainerProfile::AsicECades(match choice.digest {
            DigestArg::Sha256 => DigestAlgorithm::Sha256,
            DigestArg::Sha384 => DigestAlgorithm::Sha384,
            DigestArg::Sha512 => DigestAlgorithm::Sha512,
        }),
    }
}

/// What a file is called inside a container: its own name, in composed letters.
pub(super) fn entry_name(path: &Path) -> Result<EntryName, Failure> {
    if path.is_dir() {
        return Err(files::unreadable(path, &std::io::ErrorKind::IsADirectory.into()));
    }
    let shown = path.display();
    let name: String =
        path.file_name().map(|name| name.to_string_lossy().nfc().collect()).unwrap_or_default();
    EntryName::parse(&name).map_err(|problems| {
        let problems: Vec<Bilingual> = problems.iter().map(EntryNameProblem::words).collect();
        let list = |lang| problems.iter().map(|problem| problem.of(lang)).collect::<Vec<_>>().join("; ");
        Failure::new(
            format!("`{shown}` konteinerā nevar ievietot ar šādu nosaukumu: {}", list(Lang::Lv)),
            format!("`{shown}` cannot be put into a container under this name: {}", list(Lang::En)),
        )
        .hint("pārdēvējiet datni", "rename the file")
    })
}
