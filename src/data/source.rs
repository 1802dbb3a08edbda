use std::sync::Arc;

use super::DataFormat;
use crate::diag::Origin;

/// A data file by its name, and its format where the person named one.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::data::{self, DataFormat, Limits, DataSource};
///
/// let nameless = DataSource::named("-").with_format(DataFormat::Csv);
/// assert_eq!(data::read(b"a;b\n1;2\n", &nameless, &Limits::default())?.format, DataFormat::Csv);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataSource {
    /// The file as the person named it, for findings.
    pub name: Arc<str>,
    /// The format the person named; `None` to tell it from the extension, else from the content.
    pub format: Option<DataFormat>,
}

impl DataSource {
    /// A file whose format its name or content decides.
    pub fn named(name: impl AsRef<str>) -> Self {
        Self { name: name.as_ref().into(), format: None }
    }

    /// The same with a format that the person named.
    #[must_use]
    pub fn with_format(self, format: DataFormat) -> Self {
        Self { format: Some(format), ..self }
    }

    /// The file as a whole, for a finding.
    pub(super) fn origin(&self) -> Origin {
        Origin::file(Arc::clone(&self.name))
    }

    /// The extension in small letters, empty where there is none.
    pub(super) fn extension(&self) -> String {
        let file = self.name.rsplit(['/', '\\']).next().unwrap_or_default();
        file.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
    }
}
