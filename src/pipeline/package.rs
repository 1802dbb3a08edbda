use std::sync::Arc;

use super::{PackageBuilder, hand_off_sheet, sentences};
use crate::asic::{
    ContainerBuilder, ContainerDraft, ContainerProfile, EntryContent, SharedPrefix, UnsignedContainer,
};
use crate::diag::catalogue::document as words;
use crate::diag::{Bilingual, Finding, Lang, Origin, Report};
use crate::output::handoff;
use crate::output::{
    BlankField, ContainerFacts, EntryFacts, FieldFacts, FileFacts, FindingFacts, FormFacts, NamedAfter,
    PackageName, PackageRecord, Readiness, RowNumber, SchemaVersion, SendFacts, Sha512Text, SourceFacts,
    SupportFacts, TemplateFacts, Tool,
};
use crate::pdf::{self, FillRemark, FilledForm};
use crate::rules::{Application, FileLabel};
use crate::values::{BuildTime, EntryName, MediaType, Sha256Digest};

/// One application, finished: the filled PDF, the container around it, and what is recorded and said of them.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::form::Form;
/// use edocpack::pipeline::{PackageBuilder, PackageOptions, TemplateSource};
/// use edocpack::rules::{self, CheckContext};
/// use edocpack::values::BuildTime;
///
/// let form = Form::open("schemas/forms/lv.paraugs.valde".as_ref())?;
/// let builder = PackageBuilder::new(&form, &TemplateSource::Own)?;
/// let time = BuildTime::parse("2026-11-22T08:00:00Z")?;
/// for example in form.examples()? {
///     let record = example.record();
///     if let Ok(application) = rules::check(&form, &record, &CheckContext::on(example.as_of)) {
///         let package = builder.build(&application, &PackageOptions::of("rows.toml", b"", record.row, time))?;
///         assert!(package.document.bytes().starts_with(b"%PDF-"));
///         assert!(package.container_bytes().starts_with(b"PK"));
///         break;
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Package {
    /// What its files are called.
    pub name: PackageName,
    /// The filled form.
    pub document: FilledForm,
    /// The container around the document, unsigned.
    pub container: UnsignedContainer,
    /// The package record.
    pub record: PackageRecord,
    /// Its bytes.
    pub record_bytes: Vec<u8>,
    /// What was found and did not refuse it.
    pub report: Report,
    /// The path of a picture of the document in the output folder, where one was drawn.
    pub picture: Option<String>,
}

impl Package {
    /// The container, whole. It is kept around the document (see [`UnsignedContainer::segments`]): who writes it to a file need
    /// not put it together.
    pub fn container_bytes(&self) -> Vec<u8> {
        self.container.segments(self.document.bytes()).concat()
    }

    /// The path of its container in the output folder.
    pub fn container_path(&self) -> String {
        self.record.container.file.file.clone()
    }
}

/// Where an application comes from and when it is built.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::asic::ContainerProfile;
/// use edocpack::pipeline::PackageOptions;
/// use edocpack::values::BuildTime;
///
/// let time = BuildTime::parse("2026-11-22T08:00:00Z")?;
/// let by_row = PackageOptions::of("rows.csv", b"the whole file", 7, time);
/// let for_others = PackageOptions { profile: ContainerProfile::Asice, ..by_row };
/// assert!(for_others.attachments.is_empty());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct PackageOptions {
    /// The data file.
    pub source: SourceFacts,
    /// The number of the data file, where a run has several: else rows of two files could share a name.
    pub file_number: Option<u32>,
    /// The time that is stamped on it.
    pub time: BuildTime,
    /// The language of its part of the hand-off sheet.
    pub lang: Lang,
    /// What kind of container it goes into.
    pub profile: ContainerProfile,
    /// Whether the fields are made content of the page.
    pub flatten: bool,
    /// What is put beside the document; the form takes it.
    pub attachments: Arc<[Attachment]>,
}

/// A file that is put beside the document. See [`PackageOptions`].
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Its name in the container.
    pub name: EntryName,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl PackageOptions {
    /// A row of the only data file, with a hand-off sheet in Latvian, to go into an EDOC by itself.
    pub fn of(file: &str, bytes: &[u8], row: u32, time: BuildTime) -> Self {
        let source = SourceFacts::of(file, row, Sha256Digest::of(bytes));
        Self {
            source,
            file_number: None,
            time,
            lang: Lang::Lv,
            profile: ContainerProfile::Edoc,
            flatten: false,
            attachments: Arc::default(),
        }
    }
}

impl PackageBuilder<'_> {
    /// Fills the form, proves it, and packs it. The report says why it was refused: text that does not fit, a
    /// letter that no font has.
    pub fn build(&self, application: &Application, provenance: &PackageOptions) -> Result<Package, Report> {
        let (document, told) = self.fill(application)?;
        let document = if provenance.flatten { self.flattened(document, application)? } else { document };
        let name = self.package_name(application, provenance.file_number);
        let container =
            build_container(&name, &document, provenance, application, self.hashed_prefix.as_ref())?;
        let mut report = application.report().clone();
        report.append(told);
        report.extend(self.container_too_large(&container, application));
        let record = self.package_record(application, provenance, &name, &document, &container, &report);
        let record_bytes = record.to_json();
        Ok(Package { name, document, container, record, record_bytes, report, picture: None })
    }

    /// The package's part of the hand-off sheet.
    pub(crate) fn sheet_document(
        &self,
        application: &Application,
        package: &Package,
        lang: Lang,
    ) -> handoff::SheetDocument {
        let said = hand_off_sheet::sheet_document(self, application, &package.name, &package.report, lang);
        handoff::SheetDocument { picture: package.picture.clone(), ..said }
    }

    /// Fills the form and proves it; says what is worth knowing of it. The report of an error says why it was
    /// refused: text that does not fit, a letter that no font has.
    pub fn fill(&self, application: &Application) -> Result<(FilledForm, Report), Report> {
        let values = self.bound.field_values(self.form, application.values(), application.origin())?;
        let filled = self.filler.fill(&values);
        let filled = filled.map_err(|problems| -> Report {
            problems.iter().map(|problem| self.fill_finding(problem, application)).collect()
        })?;
        let told = self.fill_remarks(&filled, application);
        Ok((filled, told))
    }

    fn flattened(&self, document: FilledForm, application: &Application) -> Result<FilledForm, Report> {
        let flattened = document.flattened(self.bound.template());
        flattened.map_err(|problem| [problem.finding(application.origin().clone())].into_iter().collect())
    }

    /// A problem of filling, where it stands in the person's file and under the label the person knows.
    fn fill_finding(&self, problem: &pdf::FillProblem, application: &Application) -> Finding {
        self.finding_at_field(problem.field(), application, |origin| problem.finding(origin))
    }

    /// What is worth knowing of each field as it was filled. What holds for the PDF itself is told once a run, and
    /// its scripts were judged when it was screened.
    fn fill_remarks(&self, document: &FilledForm, application: &Application) -> Report {
        let remarks = document.remarks().iter();
        let of_fields = remarks
            .filter(|remark| remark.field().is_some() && !matches!(remark, FillRemark::UnknownScript { .. }));
        of_fields
            .map(|remark| self.finding_at_field(remark.field(), application, |origin| remark.finding(origin)))
            .collect()
    }

    fn finding_at_field(
        &self,
        field: Option<&str>,
        application: &Application,
        finding: impl FnOnce(Origin) -> Finding,
    ) -> Finding {
        match field.and_then(|name| self.form.field(self.bound.key_of(name)?)) {
            Some(field) => finding(application.origin_of(&field.key))
                .about_field(field.key.clone())
                .with_text("field", field.label.clone()),
            None => finding(application.origin().clone()),
        }
    }

    /// Some more bytes than the files of one application take, as far as it is known before.
    pub(crate) fn estimated_bytes(&self) -> u64 {
        const OWN: u64 = 48 << 10;
        let form = self.bound.template().pdf().bytes().len() as u64;
        form.saturating_add(OWN).saturating_mul(2)
    }

    /// What the files of an application are called.
    pub(crate) fn package_name(&self, application: &Application, file: Option<u32>) -> PackageName {
        let subject = match application.file_label() {
            FileLabel::Public(name) => NamedAfter::Organisation(name),
            FileLabel::Private(word) => NamedAfter::Person(word),
        };
        let actions: Vec<&str> = application.action_words().iter().map(String::as_str).collect();
        PackageName::new(
            RowNumber { file, row: application.row() },
            subject,
            &actions,
            self.bound.is_sample(),
        )
    }

    fn container_too_large(
        &self,
        container: &UnsignedContainer,
        application: &Application,
    ) -> Option<Finding> {
        let largest = self.form.document().largest.as_ref()?;
        let size = container.size();
        (size > largest.bytes).then(|| {
            let mut finding = Finding::of(&words::LARGE, application.origin().clone());
            finding.severity = largest.severity;
            finding.with("n", size).with("max", largest.bytes)
        })
    }

    fn package_record(
        &self,
        application: &Application,
        provenance: &PackageOptions,
        name: &PackageName,
        document: &FilledForm,
        container: &UnsignedContainer,
        report: &Report,
    ) -> PackageRecord {
        let form = self.form_facts();
        let quotes = sentences::RecordSentences::of(self.form, application, &name.pdf());
        PackageRecord {
            schema_version: SchemaVersion,
            tool: Tool::this(),
            build_time: provenance.time.to_string(),
            readiness: Readiness::of(&form.template, &self.sample_notice()),
            form,
            source: provenance.source.clone(),
            document: document_facts(name.pdf(), container),
            container: ContainerFacts {
                file: file_facts(
                    name.container(provenance.profile.extension()),
                    &MediaType::ASIC_E,
                    &container.segments(document.bytes()),
                ),
                entries: container
                    .entries()
                    .iter()
                    .map(|entry| EntryFacts {
                        name: entry.name.clone(),
                        size: entry.size,
                        sha256: Sha256Digest::from_bytes(*entry.sha256.as_bytes()),
                        media_type: entry.media_type.as_ref().map(|m| m.as_str().to_owned()),
                    })
                    .collect(),
            },
            fields: self.field_facts(document),
            blank_by_law: self.blank_facts(),
            findings: report.findings().iter().map(FindingFacts::from).collect(),
            accepted: application.accepted().iter().map(ToString::to_string).collect(),
            not_checked: quotes.not_checked,
            reminders: quotes.reminders,
            remaining_steps: quotes.steps,
            send: self.send_facts(provenance.lang),
            support: self.support_facts(),
        }
    }

    /// What the record and the report say of the form and its PDF.
    pub(crate) fn form_facts(&self) -> FormFacts {
        FormFacts {
            id: self.form.id().to_owned(),
            title: self.form.title_in_form_language().to_owned(),
            edition: self.form.edition().to_owned(),
            instruction_date: self.form.instruction().updated.to_string(),
            definition_sha256: Sha256Digest::from_bytes(*self.form.sha256()),
            template: TemplateFacts {
                file: self.template_name.clone(),
                sha256: Sha256Digest::from_bytes(self.bound.template().sha256()),
                sample: self.bound.is_sample(),
            },
        }
    }

    /// What is said wherever the form is a sample.
    pub fn sample_notice(&self) -> Bilingual {
        let finding = self.form.with_form_wording(Finding::of(&words::SAMPLE, Origin::default()));
        Bilingual { lv: finding.message(Lang::Lv).into(), en: finding.message(Lang::En).into() }
    }

    fn field_facts(&self, document: &FilledForm) -> Vec<FieldFacts> {
        let count = |n: usize| u32::try_from(n).ok().filter(|n| *n > 0);
        let reports = document.fields().iter();
        reports
            .map(|field| {
                let is_text = field.face.is_some();
                let letters = field.drawn.chars().filter(|letter| !letter.is_whitespace()).count();
                FieldFacts {
                    key: self.bound.key_of(&field.name).map(ToString::to_string).unwrap_or_default(),
                    pdf_field: field.name.to_string(),
                    kind: field.kind.to_string(),
                    font_size: (field.size > 0.0).then_some(field.size),
                    lines: count(field.lines),
                    shrunk: field.shrunk,
                    letters: count(letters).filter(|_| is_text),
                    state: (!is_text).then(|| field.drawn.clone()),
                    room: is_text.then(|| (field.space_left * 10.0).floor() / 10.0),
                }
            })
            .collect()
    }

    fn blank_facts(&self) -> Vec<BlankField> {
        let fields =
            self.form.fields().iter().filter(|f| f.kind == crate::form::definition::ValueKind::Blank);
        fields
            .map(|field| BlankField {
                key: field.key.to_string(),
                pdf_field: self.bound.target(&field.key).and_then(|t| t.fields().next()).map(str::to_owned),
                rule: field.rule.clone().unwrap_or_default(),
                // The filler proves it of every file (`Filler::keeping_blank`).
                proved: true,
            })
            .collect()
    }

    fn send_facts(&self, lang: Lang) -> SendFacts {
        let sending = self.form.sending();
        SendFacts {
            channel: sending.channel.as_str().to_owned(),
            addressee: sending.addressee.clone(),
            addressee_reg_no: sending.addressee_reg_no.clone().unwrap_or_default(),
            sub_addressee: sending.sub_addressee.clone().unwrap_or_default(),
            subject: sending.subject.of(lang).to_owned(),
        }
    }

    fn support_facts(&self) -> SupportFacts {
        let support = self.form.support();
        let text = |part: Option<&String>| part.cloned().unwrap_or_default();
        SupportFacts {
            phone: text(support.and_then(|s| s.phone.as_ref())),
            email: text(support.and_then(|s| s.email.as_ref())),
        }
    }
}

fn build_container(
    name: &PackageName,
    document: &FilledForm,
    provenance: &PackageOptions,
    application: &Application,
    prefix: Option<&SharedPrefix>,
) -> Result<UnsignedContainer, Report> {
    let refused = |why: String| -> Report {
        [Finding::of(&words::NOT_PACKED, application.origin().clone()).with("why", why)].into_iter().collect()
    };
    let entry = EntryName::parse(&name.pdf_file()).map_err(|problems| {
        refused(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
    })?;
    let builder = ContainerBuilder::new(provenance.profile, provenance.time);
    // What all documents of the form begin with has been hashed already.
    let content = match prefix {
        Some(prefix) => EntryContent::with_prefix(prefix, document.bytes()),
        None => EntryContent::of(document.bytes()),
    };
    let draft = builder.document(entry, MediaType::PDF, content);
    let draft = provenance.attachments.iter().fold(draft, |draft, file| {
        draft?.attachment(file.name.clone(), MediaType::of_name(file.name.as_str()), &file.bytes)
    });
    draft.and_then(ContainerDraft::finish_without_document).map_err(|error| refused(error.to_string()))
}

/// The digests of the document, as they were computed for the container.
fn document_facts(file: String, container: &UnsignedContainer) -> FileFacts {
    let document = container.document();
    FileFacts {
        file,
        media_type: document.media_type.as_str().to_owned(),
        size: document.size,
        sha256: document.sha256,
        sha512: Some(Sha512Text::from(document.sha512)),
    }
}

fn file_facts(file: String, media_type: &MediaType, pieces: &[&[u8]]) -> FileFacts {
    FileFacts {
        file,
        media_type: media_type.as_str().to_owned(),
        size: pieces.iter().map(|piece| piece.len() as u64).sum(),
        sha256: Sha256Digest::of_pieces(pieces),
        // Only of the document: a container is not sent before it is signed, and then it is another.
        sha512: None,
    }
}
