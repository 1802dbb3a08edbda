//! The forms that are part of the program.

use std::borrow::Cow;

use super::{DefinitionFiles, Form, FormError};

struct EmbeddedForm {
    id: &'static str,
    definition: &'static str,
    template: &'static [u8],
    binding: &'static str,
    examples: &'static str,
}

static EMBEDDED_FORMS: &[EmbeddedForm] = &[EmbeddedForm {
    id: "lv.kase.x509",
    definition: include_str!("../../schemas/forms/lv.kase.x509/form.toml"),
    template: include_bytes!("../../schemas/forms/lv.kase.x509/sample.pdf"),
    binding: include_str!("../../schemas/forms/lv.kase.x509/sample.binding.toml"),
    examples: include_str!("../../schemas/forms/lv.kase.x509/examples.toml"),
}];

impl Form {
    /// The embedded form of that id.
    pub fn embedded(id: &str) -> Result<Self, FormError> {
        let form = EMBEDDED_FORMS.iter().find(|form| form.id == id).ok_or_else(|| FormError::Unknown {
            id: id.to_owned(),
            known: Self::embedded_ids().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", "),
        })?;
        let files = DefinitionFiles {
            template: Some(Cow::Borrowed(form.template)),
            binding: Some(Cow::Borrowed(form.binding)),
            examples: Some(Cow::Borrowed(form.examples)),
        };
        Self::with_files(form.definition, &format!("{id}/form.toml"), files)
    }

    /// The ids of the embedded forms.
    pub fn embedded_ids() -> impl Iterator<Item = &'static str> {
        EMBEDDED_FORMS.iter().map(|form| form.id)
    }
}
