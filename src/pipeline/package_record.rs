//! The record of a package: facts about what was built, without a value of the form.

use super::{PackageBuilder, PackageOptions, sentences};
use crate::asic::UnsignedContainer;
use crate::diag::{Lang, Report};
use crate::form::definition::ValueKind;
use crate::output::{
    BlankField, ContainerFacts, EntryFacts, FieldFacts, FileFacts, FindingFacts, FormFacts, PackageName,
    PackageRecord, Readiness, SchemaVersion, SendFacts, Sha512Text, SupportFacts, TemplateFacts, Tool,
};
use crate::pdf::FilledForm;
use crate::rules::Application;
use crate::values::{MediaType, Sha256Digest};

impl PackageBuilder<'_> {
    pub(super) fn package_record(
        &self,
        application: &Application,
        options: &PackageOptions,
        name: &PackageName,
        document: &FilledForm,
        container: &UnsignedContainer,
        report: &Report,
    ) -> PackageRecord {
        let form = self.form_facts();
        let sentences = sentences::RecordSentences::of(self.form, application, &name.pdf());
        PackageRecord {
            schema_version: SchemaVersion,
            tool: Tool::this(),
            build_time: options.time.to_string(),
            readiness: Readiness::of(&form.template, &self.sample_notice()),
            form,
            source: options.source.clone(),
            document: document_facts(name.pdf(), container),
            container: ContainerFacts {
                file: file_facts(
                    name.container(options.profile.extension()),
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
            not_checked: sentences.not_checked,
            reminders: sentences.reminders,
            remaining_steps: sentences.steps,
            send: self.send_facts(options.lang),
            support: self.support_facts(),
        }
    }

    /// The facts about the form and its PDF for the record and the report.
    pub fn form_facts(&self) -> FormFacts {
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
        let fields = self.form.fields().iter().filter(|f| f.kind == ValueKind::Blank);
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
