//! The form that a command speaks of, and files that a person named.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;

use super::args::{DigestArg, Password, ProfileArg, ProfileChoice};
use super::failure::Failure;
use super::near;
use super::print::shell;
use crate::asic::Profile;
use crate::data::{Body, DataError};
use crate::diag::{Bilingual, Lang, Report};
use crate::form::{Form, FormError};
use crate::output::{Folder, OutputError, Overwrite};
use crate::pdf::{Pdf, PdfError};
use crate::pipeline::Shelf;
use crate::pki::DigestAlgorithm;
use crate::rules::Registry;
use crate::values::{EntryName, EntryNameProblem};

/// The form where none is named.
pub(super) const DEFAULT_FORM: &str = "lv.kase.x509";

/// No file that a command reads is larger.
const LARGEST_FILE: u64 = 1 << 30;

/// The form of that id, or in that folder.
pub(super) fn form(named: Option<&str>) -> Result<Form, Failure> {
    unjudged_form(named).map_err(|error| broken_form(&error))
}

/// The same, whatever is wrong with it.
pub(super) fn unjudged_form(named: Option<&str>) -> Result<Form, FormError> {
    let name = named.unwrap_or(DEFAULT_FORM);
    let folder = Path::new(name);
    if Form::embedded_ids().any(|id| id == name) || !folder.exists() {
        Form::embedded(name)
    } else {
        Form::open(if folder.is_file() { folder.parent().unwrap_or(Path::new(".")) } else { folder })
    }
}

pub(super) fn broken_form(error: &FormError) -> Failure {
    let failure = Failure::said(error.message());
    match error {
        FormError::Unknown { .. } => failure.hint(
            "norādiet identifikatoru vai mapi ar form.toml",
            "name an id, or a folder with a form.toml",
        ),
        _ => failure,
    }
}

/// The register extract that a person named; the inner report says why it is refused.
pub(super) fn registry(path: Option<&Path>) -> Result<Result<Option<Arc<Registry>>, Report>, Failure> {
    let Some(path) = path else { return Ok(Ok(None)) };
    match Registry::read(Body::File(open(path)?), &shown(path)) {
        Ok(registry) => Ok(Ok(Some(Arc::new(registry)))),
        Err(DataError::Refused(report)) => Ok(Err(report)),
        Err(error) => Err(unread(path, &error)),
    }
}

/// Data that could not be read to their end.
pub(super) fn unread(path: &Path, error: &DataError) -> Failure {
    match error {
        DataError::Read(error) => unreadable(path, error),
        error => {
            let shown = path.display();
            Failure::new(format!("`{shown}`: dati lasīšanas laikā mainījās"), format!("`{shown}`: {error}"))
        }
    }
}

/// A file a person named, opened.
pub(super) fn open(path: &Path) -> Result<File, Failure> {
    let failed = |error: std::io::Error| unreadable(path, &error);
    let file = File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_dir() {
        return Err(failed(std::io::ErrorKind::IsADirectory.into()));
    }
    Ok(file)
}

/// The bytes of a file a person named; `-` is standard input.
pub(super) fn read_or_stdin(path: &Path) -> Result<Vec<u8>, Failure> {
    if is_stdin(path) { read_on(path, std::io::stdin().lock(), Vec::new()) } else { read(path) }
}

/// Whether a path stands for standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The bytes of a file a person named.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    read_on(path, File::open(path).map_err(|e| unreadable(path, &e))?, Vec::new())
}

/// The bytes of a file a person named; none where they are more than `most`.
pub(super) fn read_up_to(path: &Path, most: usize) -> Result<Option<Vec<u8>>, Failure> {
    let file = File::open(path).map_err(|e| unreadable(path, &e))?;
    if file.metadata().is_ok_and(|there| there.len() > most as u64) {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    file.take(most as u64 + 1).read_to_end(&mut bytes).map_err(|e| unreadable(path, &e))?;
    Ok((bytes.len() <= most).then_some(bytes))
}

/// The bytes of a file, of which the first are read already.
pub(super) fn read_on(path: &Path, from: impl Read, mut bytes: Vec<u8>) -> Result<Vec<u8>, Failure> {
    from.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(|e| unreadable(path, &e))?;
    if bytes.len() as u64 > LARGEST_FILE {
        let shown = path.display();
        return Err(Failure::new(
            format!("datne `{shown}` ir lielāka par 1 GB"),
            format!("the file `{shown}` is larger than 1 GB"),
        ));
    }
    Ok(bytes)
}

/// The text of a file a person named.
pub(super) fn text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read(path)?).map_err(|_| {
        let shown = path.display();
        Failure::new(format!("`{shown}` nav UTF-8 teksts"), format!("`{shown}` is not UTF-8 text"))
    })
}

/// A file a person named that cannot be read.
pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    let shown = path.display();
    match error.kind() {
        std::io::ErrorKind::NotFound if is_stdin(path) => {
            Failure::new("šeit nevar lasīt no standarta ievades", "standard input cannot be read here")
                .hint("norādiet datni", "name a file")
        }
        std::io::ErrorKind::NotFound => {
            Failure::new(format!("nav datnes `{shown}`"), format!("there is no file `{shown}`"))
                .hints(near::hints(path))
        }
        std::io::ErrorKind::IsADirectory => Failure::new(
            format!("`{shown}` ir mape, nevis datne"),
            format!("`{shown}` is a folder, not a file"),
        )
        .hint("norādiet datni šajā mapē", "name a file in it"),
        std::io::ErrorKind::PermissionDenied => {
            Failure::new(format!("datni `{shown}` nav atļauts lasīt"), format!("`{shown}` may not be read"))
                .hint("pārbaudiet datnes un mapes tiesības", "look at the permissions of file and folder")
        }
        _ => {
            Failure::by_system(&format!("nevar nolasīt `{shown}`"), &format!("cannot read `{shown}`"), error)
        }
    }
}

/// The PDF that a person named, opened with the password where one is given.
pub(super) fn pdf(path: &Path, password: &Password) -> Result<Result<Pdf, PdfError>, Failure> {
    opened(read(path)?, password)
}

/// A PDF from wherever it was taken, opened with the password where one is given.
pub(super) fn opened(bytes: Vec<u8>, password: &Password) -> Result<Result<Pdf, PdfError>, Failure> {
    let Some(file) = &password.password_file else { return Ok(Pdf::read(bytes)) };
    let text = read(file)?;
    let text = String::from_utf8_lossy(&text);
    Ok(Pdf::read_with_password(bytes, text.lines().next().unwrap_or_default()))
}

/// The folder of a data file, in which its rows may name files.
pub(super) fn shelf(data: &Path) -> Shelf {
    match data.parent() {
        _ if data.as_os_str() == "-" => Shelf::none(),
        Some(folder) if !folder.as_os_str().is_empty() => Shelf::at(folder),
        _ => Shelf::at("."),
    }
}

/// A path as it is shown.
pub(super) fn shown(path: &Path) -> Arc<str> {
    path.display().to_string().into()
}

/// The binding of a form's template that was handed in: as named; else `FORM.binding.toml` for `FORM.pdf`, or
/// `binding.toml`, beside it.
pub(super) fn binding_beside(
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
        let (shown, word) = (template.display(), shell::word(template));
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
pub(super) fn profile(choice: ProfileChoice) -> Profile {
    match choice.profile {
        ProfileArg::Edoc => Profile::Edoc,
        ProfileArg::Asice => Profile::Asice,
        ProfileArg::AsicECades => Profile::AsicECades(match choice.digest {
            DigestArg::Sha256 => DigestAlgorithm::Sha256,
            DigestArg::Sha384 => DigestAlgorithm::Sha384,
            DigestArg::Sha512 => DigestAlgorithm::Sha512,
        }),
    }
}

/// What a file is called inside a container: its own name, in composed letters.
pub(super) fn entry_name(path: &Path) -> Result<EntryName, Failure> {
    if path.is_dir() {
        return Err(unreadable(path, &std::io::ErrorKind::IsADirectory.into()));
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

/// The folder and the name of an output that a person named, in letters of their own choice.
pub(super) fn output(path: &Path, overwrite: Overwrite) -> Result<(Folder, String), Failure> {
    let name = path.file_name().and_then(|name| name.to_str()).ok_or_else(|| {
        let shown = path.display();
        Failure::new(
            format!("`{shown}` nav datnes nosaukums"),
            format!("`{shown}` is not the name of a file"),
        )
    })?;
    let folder = Folder::open(path.parent().unwrap_or(Path::new("")), overwrite)
        .map_err(|error| not_written(&error))?
        .of_foreign_names();
    Ok((folder, name.to_owned()))
}

/// Writes an output that a person named.
pub(super) fn write(path: &Path, bytes: &[u8], overwrite: Overwrite) -> Result<(), Failure> {
    let (folder, name) = output(path, overwrite)?;
    folder.write(&name, bytes).map(|_| ()).map_err(|error| not_written(&error))
}

/// An output that could not be written.
pub(super) fn not_written(error: &OutputError) -> Failure {
    let hint = error.hint();
    Failure::said(error.message()).hint(hint.lv, hint.en)
}
