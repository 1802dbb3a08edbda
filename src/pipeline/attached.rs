//! Files beside the document: those that rows of data name, and whether a form takes what is in them.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::PathBuf;

use super::screening::{self, ruled, unfit_to_pack};
use super::{Attachment, Press, scanned};
use crate::diag::catalogue::document as words;
use crate::diag::{Bilingual, Entry, Finding, Origin, Report, said_by_system};
use crate::form::Value;
use crate::pdf;
use crate::rules::Application;
use crate::values::{MediaType, Mismatch, RelativePath, shown};

/// The folder of a data file, in which its rows may name files.
///
/// ```
/// use edocpack::pipeline::Shelf;
///
/// // Rows of `data/rows.csv` name files in `data`, and nowhere else.
/// let shelf = Shelf::at("data");
/// // What comes from standard input has no folder, so that its rows name no files.
/// let none = Shelf::none();
/// ```
#[derive(Debug, Clone, Default)]
pub struct Shelf(Option<PathBuf>);

/// Why a file was not taken from a shelf.
enum NotTaken {
    /// It is not there.
    Missing,
    /// Something else is there, or nothing that may be read.
    Unread(Bilingual),
}

/// No attachment is larger.
const LARGEST: u64 = pdf::MAX_FILE as u64;

impl Shelf {
    /// The folder where the data file stands.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self(Some(folder.into()))
    }

    /// Of data that stand nowhere: from standard input.
    pub fn none() -> Self {
        Self::default()
    }

    fn take(&self, path: &RelativePath) -> Result<Vec<u8>, NotTaken> {
        let unread = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => NotTaken::Missing,
            _ => NotTaken::Unread(said_by_system(&error)),
        };
        let Some(folder) = &self.0 else { return Err(NotTaken::Missing) };
        let root = folder.canonicalize().map_err(unread)?;
        let file = path.parts().fold(root.clone(), |folder, part| folder.join(part));
        // A link may lead anywhere.
        let file = file.canonicalize().map_err(unread)?;
        if !file.starts_with(&root) {
            let what =
                Bilingual::fixed("saite ved ārpus datu mapes", "a link leads out of the folder of the data");
            return Err(NotTaken::Unread(what));
        }
        // Before it is opened: to open a pipe may wait for ever.
        if !file.metadata().map_err(unread)?.is_file() {
            return Err(NotTaken::Unread(Bilingual::fixed("tā nav datne", "it is no file")));
        }
        let mut bytes = Vec::new();
        File::open(file).map_err(unread)?.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unread)?;
        Ok(bytes)
    }
}

/// The files that a record names, in its order, and what is to be said of them; where that refuses, no package is to be
/// made.
pub fn attached(press: &Press<'_>, application: &Application, shelf: &Shelf) -> (Vec<Attachment>, Report) {
    let (mut files, mut report) = (Vec::new(), Report::default());
    for (key, value) in application.values() {
        let Value::Files(paths) = value else { continue };
        for path in paths {
            let origin = application.origin_of(key);
            match shelf.take(path) {
                Ok(bytes) => {
                    let found = content(press, &bytes, &path.to_string(), &origin);
                    report.extend(found.into_iter().map(|finding| of_row(finding, application)));
                    files.push(Attachment { name: path.name().clone(), bytes });
                }
                Err(NotTaken::Missing) => {
                    report.push(
                        told(press, &words::ATTACHED_MISSING, &path.to_string(), origin).about(key.clone()),
                    );
                }
                Err(NotTaken::Unread(why)) => {
                    let finding = told(press, &words::ATTACHED_UNREAD, &path.to_string(), origin);
                    report.push(finding.about(key.clone()).with_text("why", why));
                }
            }
        }
    }
    (files, report)
}

/// A finding inside an attachment also says whose it is: `data.csv:7 › plāns.pdf`, page 2.
fn of_row(mut finding: Finding, application: &Application) -> Finding {
    let (own, data) = (&finding.origin.file, &application.origin().file);
    if own != data {
        finding.origin.file = format!("{data}:{} › {own}", application.row()).into();
    }
    finding
}

impl Press<'_> {
    /// Why the form takes no file of this name beside the document, where it does not; the file is not looked at.
    pub fn refused_attachment(&self, name: &str) -> Option<Finding> {
        screening::attachment(self.form(), name, Origin::file(name))
    }

    /// What is to be said of a file that somebody puts beside the document, or that was found there: the form takes
    /// none, or none of its kind; it is not what its name says; it is a scan.
    pub fn attachment(&self, name: &str, bytes: &[u8]) -> Report {
        match self.refused_attachment(name) {
            Some(refused) => [refused].into_iter().collect(),
            None => content(self, bytes, name, &Origin::file(name)),
        }
    }

    /// The same of a file that is too large to be looked into.
    pub fn too_large_to_attach(&self, name: &str) -> Report {
        let refused = self.refused_attachment(name);
        [refused.unwrap_or_else(|| too_large(self, name, Origin::file(name)))].into_iter().collect()
    }
}

/// What is wrong with the content of a file whose kind is taken.
fn content(press: &Press<'_>, bytes: &[u8], name: &str, origin: &Origin) -> Report {
    let unread = |lv, en| -> Report {
        let finding = told(press, &words::ATTACHED_UNREAD, name, origin.clone());
        [finding.with_text("why", Bilingual::fixed(lv, en))].into_iter().collect()
    };
    if bytes.is_empty() {
        return unread("tas ir tukšs", "it is empty");
    }
    if bytes.len() as u64 > LARGEST {
        return [too_large(press, name, origin.clone())].into_iter().collect();
    }
    let kind = MediaType::of_name(name);
    if let Some(mismatch) = kind.mismatch(bytes) {
        let format = match mismatch {
            Mismatch::Is(format) => Bilingual::same(format.to_owned()),
            Mismatch::IsNot(_) => Bilingual::fixed("kas cits", "something else"),
        };
        let finding = told(press, &words::ATTACHED_CONTENT, name, origin.clone());
        return [finding.with("kind", kind.as_str()).with_text("what", format)].into_iter().collect();
    }
    if kind == MediaType::PDF {
        let unfit = unfit_to_pack(bytes, name);
        if unfit.refuses() {
            return unfit;
        }
    }
    scanned::file(press.form(), bytes, name)
}

fn too_large(press: &Press<'_>, name: &str, origin: Origin) -> Finding {
    let why = Bilingual::fixed("tas ir par lielu, lai to pārbaudītu", "it is too large to be looked at");
    told(press, &words::ATTACHED_UNREAD, name, origin).with_text("why", why)
}

fn told(press: &Press<'_>, entry: &'static Entry, name: &str, origin: Origin) -> Finding {
    let rule = &press.form().document().attachments.rule;
    ruled(press.form(), entry, entry.code.replacen('*', rule, 1), origin).with("v", shown(name))
}
