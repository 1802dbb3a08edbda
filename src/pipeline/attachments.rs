//! Attachments, files in the container with the document: those that rows of data name, and whether the form takes them.

use std::io::{self, Read as _};
use std::path::PathBuf;

use super::screening::{self, rule_finding, unfit_to_pack};
use super::{Attachment, PackageBuilder, scan_policy};
use crate::diag::catalogue::document as findings;
use crate::diag::{Bilingual, CatalogueEntry, Finding, Origin, Report, system_error_text};
use crate::form::FormValue;
use crate::pdf;
use crate::rules::Application;
use crate::values::{MediaType, Mismatch, RelativePath, masked_excerpt, regular_file};

/// The folder of a data file, in which its rows may name files.
///
/// ```
/// use edocpack::pipeline::AttachmentDir;
///
/// // Rows of `data/rows.csv` name files in `data`, and nowhere else.
/// let attachment_dir = AttachmentDir::at("data");
/// // Data from standard input have no folder, so that their rows name no files.
/// let none = AttachmentDir::none();
/// ```
#[derive(Debug, Clone, Default)]
pub struct AttachmentDir(Option<PathBuf>);

/// Why an attachment was not read.
enum AttachmentReadError {
    Missing,
    /// It is no file, or may not be read.
    Unreadable(Bilingual),
}

/// The size of the largest attachment.
const MAX_ATTACHMENT_BYTES: u64 = pdf::MAX_FILE as u64;

impl AttachmentDir {
    /// The folder of the data file.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self(Some(folder.into()))
    }

    /// That of data without a folder: from standard input.
    pub fn none() -> Self {
        Self::default()
    }

    fn read(&self, path: &RelativePath) -> Result<Vec<u8>, AttachmentReadError> {
        let unread = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => AttachmentReadError::Missing,
            _ => AttachmentReadError::Unreadable(system_error_text(&error)),
        };
        let Some(folder) = &self.0 else { return Err(AttachmentReadError::Missing) };
        let root = folder.canonicalize().map_err(unread)?;
        let file = path.parts().fold(root.clone(), |folder, part| folder.join(part));
        // A link may lead anywhere.
        let file = file.canonicalize().map_err(unread)?;
        if !file.starts_with(&root) {
            let what =
                Bilingual::fixed("saite ved ārpus datu mapes", "a link leads out of the folder of the data");
            return Err(AttachmentReadError::Unreadable(what));
        }
        let mut bytes = Vec::new();
        regular_file::open(&file)
            .map_err(unread)?
            .take(MAX_ATTACHMENT_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(unread)?;
        Ok(bytes)
    }
}

/// The files that a record names, in its order, and the findings about them; where those refuse, no package is to be
/// built.
pub(crate) fn row_attachments(
    builder: &PackageBuilder<'_>,
    application: &Application,
    attachment_dir: &AttachmentDir,
) -> (Vec<Attachment>, Report) {
    let (mut files, mut report) = (Vec::new(), Report::default());
    for (key, value) in application.values() {
        let FormValue::Files(paths) = value else { continue };
        for path in paths {
            let origin = application.origin_of(key);
            match attachment_dir.read(path) {
                Ok(bytes) => {
                    let found = check_content(builder, &bytes, &path.to_string(), &origin);
                    report.extend(found.into_iter().map(|finding| with_row_origin(finding, application)));
                    files.push(Attachment { name: path.name().clone(), bytes });
                }
                Err(AttachmentReadError::Missing) => {
                    report.push(
                        attachment_finding(builder, &findings::ATTACHED_MISSING, &path.to_string(), origin)
                            .about_field(key.clone()),
                    );
                }
                Err(AttachmentReadError::Unreadable(why)) => {
                    let finding =
                        attachment_finding(builder, &findings::ATTACHED_UNREAD, &path.to_string(), origin);
                    report.push(finding.about_field(key.clone()).with_text("why", why));
                }
            }
        }
    }
    (files, report)
}

/// A finding inside an attachment gets the row that names it: `data.csv:7 › plāns.pdf`, page 2.
fn with_row_origin(mut finding: Finding, application: &Application) -> Finding {
    let (own, data) = (&finding.origin.file, &application.origin().file);
    if own != data {
        finding.origin.file = format!("{data}:{} › {own}", application.row()).into();
    }
    finding
}

impl PackageBuilder<'_> {
    /// Why the form takes no attachment of this name, where it does not; the content is not read.
    pub fn refused_attachment(&self, name: &str) -> Option<Finding> {
        screening::attachment_policy(self.form(), name, Origin::file(name))
    }

    /// Checks an attachment: whether the form takes one of its kind, whether its content is of the type of its name, whether
    /// it is a scan.
    pub fn check_attachment(&self, name: &str, bytes: &[u8]) -> Report {
        match self.refused_attachment(name) {
            Some(refused) => [refused].into_iter().collect(),
            None => check_content(self, bytes, name, &Origin::file(name)),
        }
    }

    /// The findings about an attachment that is too large to be read.
    pub fn too_large_to_attach(&self, name: &str) -> Report {
        let refused = self.refused_attachment(name);
        [refused.unwrap_or_else(|| too_large(self, name, Origin::file(name)))].into_iter().collect()
    }
}

/// What is wrong with the content of a file of a kind that the form takes.
fn check_content(builder: &PackageBuilder<'_>, bytes: &[u8], name: &str, origin: &Origin) -> Report {
    let unread = |lv, en| -> Report {
        let finding = attachment_finding(builder, &findings::ATTACHED_UNREAD, name, origin.clone());
        [finding.with_text("why", Bilingual::fixed(lv, en))].into_iter().collect()
    };
    if bytes.is_empty() {
        return unread("tas ir tukšs", "it is empty");
    }
    if bytes.len() as u64 > MAX_ATTACHMENT_BYTES {
        return [too_large(builder, name, origin.clone())].into_iter().collect();
    }
    let kind = MediaType::of_name(name);
    if let Some(mismatch) = kind.mismatch(bytes) {
        let format = match mismatch {
            Mismatch::Is(format) => Bilingual::same(format.to_owned()),
            Mismatch::IsNot(_) => Bilingual::fixed("kas cits", "something else"),
        };
        let finding = attachment_finding(builder, &findings::ATTACHED_CONTENT, name, origin.clone());
        return [finding.with("kind", kind.as_str()).with_text("what", format)].into_iter().collect();
    }
    if kind == MediaType::PDF {
        let unfit = unfit_to_pack(bytes, name);
        if unfit.refuses() {
            return unfit;
        }
    }
    scan_policy::check_file(builder.form(), bytes, name)
}

fn too_large(builder: &PackageBuilder<'_>, name: &str, origin: Origin) -> Finding {
    let why = Bilingual::fixed("tas ir par lielu, lai to pārbaudītu", "it is too large to be looked at");
    attachment_finding(builder, &findings::ATTACHED_UNREAD, name, origin).with_text("why", why)
}

fn attachment_finding(
    builder: &PackageBuilder<'_>,
    entry: &'static CatalogueEntry,
    name: &str,
    origin: Origin,
) -> Finding {
    let rule = &builder.form().document().attachments.rule;
    rule_finding(builder.form(), entry, entry.code.replacen('*', rule, 1), origin)
        .with("v", masked_excerpt(name))
}
