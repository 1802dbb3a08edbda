//! A definition in a folder of its own.

use std::borrow::Cow;
use std::io;
use std::path::Path;

use super::definition::Definition;
use super::{DefinitionFault, DefinitionFiles, Form, FormError, toml_read};
use crate::diag::catalogue::definition as words;
use crate::values::regular_file;

/// The name of the definition in its folder.
const DEFINITION: &str = "form.toml";
/// The name of its examples.
const EXAMPLES: &str = "examples.toml";
/// No definition written by a person comes near this.
const MAX_TEXT_SIZE: u64 = 4 << 20;
/// A form's PDF, likewise.
const MAX_PDF_SIZE: u64 = 64 << 20;

impl Form {
    /// Opens the definition in a folder: its `form.toml`, and beside it the template and binding that it
    /// names and the `examples.toml`, where they are there.
    pub fn open(folder: &Path) -> Result<Self, FormError> {
        let path = folder.join(DEFINITION);
        let text = read_text(&path)?;
        let file = path.display().to_string();
        let definition: Definition = toml_read::read(&text, &file)?;
        // A name that is no plain file name is a fault, reported with the others below; it is not opened.
        let named = definition.template.filter(|t| is_plain_name(&t.file) && is_plain_name(&t.binding));
        let mut files = DefinitionFiles {
            examples: optional_file(read_text(&folder.join(EXAMPLES)))?,
            ..DefinitionFiles::default()
        };
        if let Some(names) = named {
            let missing = |error, key: &str, name: &str| match error {
                FormError::Read { source, .. } if source.kind() == io::ErrorKind::NotFound => {
                    FormError::faults(
                        &file,
                        &text,
                        vec![DefinitionFault::of(&words::FILE, key).with("v", name)],
                    )
                }
                other => other,
            };
            let pdf = read_up_to(&folder.join(&names.file), MAX_PDF_SIZE);
            let pdf = pdf.map_err(|error| missing(error, "template.file", &names.file))?;
            let binding = read_text(&folder.join(&names.binding));
            let binding = binding.map_err(|error| missing(error, "template.binding", &names.binding))?;
            files.template = Some(Cow::Owned(pdf));
            files.binding = Some(Cow::Owned(binding));
        }
        Self::with_files(&text, &file, files)
    }
}

/// Whether a name stays in the definition's folder.
pub(super) fn is_plain_name(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':', '\0'])
}

fn optional_file(read: Result<String, FormError>) -> Result<Option<Cow<'static, str>>, FormError> {
    match read {
        Ok(text) => Ok(Some(Cow::Owned(text))),
        Err(FormError::Read { source, .. }) if source.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn read_text(path: &Path) -> Result<String, FormError> {
    String::from_utf8(read_up_to(path, MAX_TEXT_SIZE)?).map_err(|error| FormError::Read {
        path: path.to_owned(),
        source: io::Error::new(io::ErrorKind::InvalidData, error.utf8_error()),
    })
}

fn read_up_to(path: &Path, limit: u64) -> Result<Vec<u8>, FormError> {
    regular_file::read_up_to(path, limit)
        .map_err(|source| FormError::Read { path: path.to_owned(), source })?
        .ok_or_else(|| FormError::TooLarge { path: path.to_owned(), limit })
}
