//! The options of a run.

use std::num::NonZeroUsize;
use std::sync::Arc;

use super::form_files::FormFiles;
use super::progress::PreviewRenderer;
use super::shard::Shard;
use crate::asic::ContainerProfile;
use crate::data::Limits;
use crate::diag::Lang;
use crate::pipeline::{Attachment, PackageBuilder};
use crate::rules::CheckContext;
use crate::values::{BuildTime, Sha256Digest};

/// What a run of many records needs besides the data.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::num::NonZeroUsize;
/// use std::sync::Arc;
///
/// use edocpack::asic::ContainerProfile;
/// use edocpack::batch::{Batch, FormFiles, Input, NoProgress, RunEnd, RunMode, Shard};
/// use edocpack::data::{DataContent, Limits};
/// use edocpack::diag::Lang;
/// use edocpack::form::Form;
/// use edocpack::output::{Folder, Overwrite};
/// use edocpack::pipeline::{AttachmentDir, PackageBuilder, TemplateSource};
/// use edocpack::rules::CheckContext;
/// use edocpack::values::BuildTime;
///
/// let form = Form::embedded("lv.kase.x509")?;
/// let time = BuildTime::parse("2026-11-22T08:00:00Z")?;
/// let batch = Batch {
///     builder: &PackageBuilder::new(&form, &TemplateSource::Own)?,
///     context: CheckContext::on(time.date()),
///     deny_warnings: false,
///     fail_fast: false,
///     time,
///     lang: Lang::En,
///     profile: ContainerProfile::Edoc,
///     flatten: false,
///     preview: None,
///     attachments: Arc::default(),
///     limits: Limits::default(),
///     jobs: NonZeroUsize::MIN,
///     shard: Shard::WHOLE,
///     mode: RunMode::Begin,
///     replace: false,
///     registry: None,
///     form_files: FormFiles::default(),
/// };
/// # let place = tempfile::tempdir()?;
/// let out = Folder::open(place.path().join("out"), Overwrite::Refuse)?;
/// let body = DataContent::File(std::fs::File::open("fixtures/data/pieteikumi.csv")?);
/// let input = Input { name: "pieteikumi.csv".into(), body, attachment_dir: AttachmentDir::none() };
/// let finished = batch.run(vec![input], &out, &NoProgress)?;
/// assert_eq!(finished.end, RunEnd::Done);
/// assert!(finished.totals.built > 0 && out.path().join("lapa.html").exists());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct Batch<'a> {
    /// The form on its PDF.
    pub builder: &'a PackageBuilder<'a>,
    /// The day of the rules, and the findings that are accepted.
    pub context: CheckContext,
    /// Whether warnings refuse a record.
    pub deny_warnings: bool,
    /// Whether the first refused row ends the run.
    pub fail_fast: bool,
    /// The time in outputs.
    pub time: BuildTime,
    /// The language of the hand-off sheet, of `report.csv` and of the table of refused rows.
    pub lang: Lang,
    /// The profile of the containers.
    pub profile: ContainerProfile,
    /// Whether fields become content of the page.
    pub flatten: bool,
    /// Draws the picture that is written beside each PDF; none where no pictures are written.
    pub preview: Option<&'a dyn PreviewRenderer>,
    /// Files that go into every container beside its document, where the form takes attachments.
    pub attachments: Arc<[Attachment]>,
    /// Limits of the data files.
    pub limits: Limits,
    /// The number of threads.
    pub jobs: NonZeroUsize,
    /// Which of the rows are done: all, or every N-th.
    pub shard: Shard,
    /// What to do with an interrupted run in the folder.
    pub mode: RunMode,
    /// Whether another run in the folder is moved aside; else it is an error.
    pub replace: bool,
    /// The digest of the register extract that names are compared with.
    pub registry: Option<Sha256Digest>,
    /// Where the form was read, for the journal.
    pub form_files: FormFiles,
}

/// What to do with an interrupted run. See [`Batch`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RunMode {
    /// Begin a run; an interrupted run in the folder is an error.
    #[default]
    Begin,
    /// Resume it; begin a run where there is none.
    Resume,
}
