use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diag::Bilingual;
use crate::values::Sha256Digest;

use super::facts::masked;
use super::schema::to_json_bytes;
use super::{FileFacts, FindingFacts, FormFacts, SchemaVersion, SentenceFacts, TemplateFacts, Tool};

/// The record of one package, `OUT/records/NAME.package.json`: what was made from what, and what is still
/// to be done.
///
/// It says *that* a field was written and how, never *what*: no value of the form is in it, so it can go
/// with the package into a document management system without carrying personal data along.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "edocpack: record of a package", extend("allOf" = sample_is_never_ready()))]
#[non_exhaustive]
pub struct PackageRecord {
    /// The version of this layout.
    pub(crate) schema_version: SchemaVersion<1>,
    /// The program that made the package.
    pub(crate) tool: Tool,
    /// When it was made: UTC, RFC 3339, whole seconds.
    #[schemars(extend("format" = "date-time"))]
    pub build_time: String,
    /// How far the package has come.
    #[serde(flatten)]
    pub(crate) readiness: Readiness,
    /// The form.
    pub(crate) form: FormFacts,
    /// Where the data came from.
    pub source: SourceFacts,
    /// The filled PDF: the one file that people open and sign.
    pub(crate) document: FileFacts,
    /// The unsigned container, for systems that add a signature to an existing container.
    pub(crate) container: ContainerFacts,
    /// Which fields were written and how; never their values.
    pub(crate) fields: Vec<FieldFacts>,
    /// Fields that the rules forbid to fill in, and the proof that they are empty.
    pub(crate) blank_by_law: Vec<BlankField>,
    /// What was found in the data and did not refuse it.
    pub findings: Vec<FindingFacts>,
    /// Codes that a person accepted for this run or row.
    pub accepted: Vec<String>,
    /// Rules that no program can check: a person must.
    pub(crate) not_checked: Vec<SentenceFacts>,
    /// What the person must know for what this application asks. Without anybody's name.
    pub(crate) reminders: Vec<SentenceFacts>,
    /// What remains to be done, in order.
    pub(crate) remaining_steps: Vec<SentenceFacts>,
    /// Where the signed document goes.
    pub(crate) send: SendFacts,
    /// Whom to ask.
    pub(crate) support: SupportFacts,
}

impl PackageRecord {
    /// The bytes of the file: UTF-8, indented, a line feed at the end.
    pub fn to_json(&self) -> Vec<u8> {
        to_json_bytes(self)
    }
}

/// What the types cannot say in the schema: a sample is never ready, and the reason is given.
fn sample_is_never_ready() -> serde_json::Value {
    serde_json::json!([{
        "if": { "properties": { "state": { "const": "sample" } } },
        "then": { "properties": { "ready_to_sign": { "const": false } }, "required": ["not_ready_because"] },
        "else": { "properties": {
            "form": { "properties": { "template": { "properties": { "sample": { "const": false } } } } }
        } }
    }])
}

/// How far the package has come, and whether it may go on from here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Readiness {
    /// `unsigned`, or `sample` for what is built on a sample form.
    state: PackageState,
    /// Whether a person may sign the document now.
    ready_to_sign: bool,
    /// Why not, where not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    not_ready_because: Option<Bilingual>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "State")]
enum PackageState {
    /// Built on the official form, not signed: it must not be sent yet.
    Unsigned,
    /// Built on a sample form: it must be neither signed nor sent.
    Sample,
}

impl Readiness {
    /// Follows from the template alone: nothing built on a sample is ever ready, and `notice` says why.
    pub(crate) fn of(template: &TemplateFacts, notice: &Bilingual) -> Self {
        if template.sample {
            Self {
                state: PackageState::Sample,
                ready_to_sign: false,
                not_ready_because: Some(notice.clone()),
            }
        } else {
            Self { state: PackageState::Unsigned, ready_to_sign: true, not_ready_because: None }
        }
    }

    /// Whether a person may sign the document now.
    #[cfg(test)]
    pub(crate) fn ready_to_sign(&self) -> bool {
        self.ready_to_sign && !self.is_sample()
    }

    /// Whether it is built on a sample form.
    pub(crate) fn is_sample(&self) -> bool {
        self.state == PackageState::Sample
    }
}

/// Where the data of a package came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SourceFacts {
    /// The name of the file, without the folders it lies in; personal codes in it are masked when it is written.
    #[serde(serialize_with = "masked")]
    pub file: String,
    /// The row as a spreadsheet counts, or the number of the record; it also begins the names of the outputs.
    pub row: u32,
    /// The digest of the whole data file.
    pub sha256: Sha256Digest,
}

impl SourceFacts {
    /// Of a row in a file that a person named, wherever it lies.
    pub fn of(file: &str, row: u32, sha256: Sha256Digest) -> Self {
        let name = Path::new(file).file_name().map_or_else(|| file.into(), |name| name.to_string_lossy());
        Self { file: name.into_owned(), row, sha256 }
    }
}

/// The container.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ContainerFacts {
    /// The container as a file.
    #[serde(flatten)]
    pub file: FileFacts,
    /// What is in it, in the order of the archive.
    pub entries: Vec<EntryFacts>,
}

/// One entry of the container.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct EntryFacts {
    /// Its name in the archive.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its SHA-256.
    pub sha256: Sha256Digest,
    /// Its media type; left out for what has none, such as `mimetype` itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
}

/// How one field was written. Not what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct FieldFacts {
    /// The field's key in the definition.
    pub key: String,
    /// Its fully qualified name in the PDF.
    pub pdf_field: String,
    /// What kind of a field it is in the PDF: `text`, `checkbox`, `radio`, `choice`.
    pub kind: String,
    /// The size of the letters in points; left out for what has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub font_size: Option<f64>,
    /// The number of lines the text takes; left out for what has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<u32>,
    /// Whether the letters were made smaller so that the text fits.
    pub shrunk: bool,
    /// How many letters are drawn and were proved to be seen; left out for what has none. The text itself is in the
    /// document only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letters: Option<u32>,
    /// The state that is shown, for a box or a radio button.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// The points left to the right of a line, or below several; left out for what has no text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<f64>,
}

/// A field that must stay empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct BlankField {
    /// The field's key in the definition.
    pub key: String,
    /// Its fully qualified name in the PDF; left out where the template has no such field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pdf_field: Option<String>,
    /// The rule that says so.
    pub rule: String,
    /// That the finished PDF was read again and the field seen to be empty, value and appearance.
    pub proved: bool,
}

/// Where the signed document goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct SendFacts {
    /// The way, for example `e-adrese`.
    pub channel: String,
    /// Who gets it.
    pub addressee: String,
    /// The addressee's registration number.
    pub addressee_reg_no: String,
    /// The sub-addressee, exactly as the instruction writes it.
    pub sub_addressee: String,
    /// The subject of the message.
    pub subject: String,
}

/// Whom to ask. Not where to send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct SupportFacts {
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
}

#[cfg(test)]
pub(super) mod tests {

    use super::*;
    use crate::diag::{CatalogueEntry, FileLocation, Finding, Origin, Provenance, Severity};
    use crate::output::{FindingFacts, Sha512Text};

    static CHECK: CatalogueEntry = CatalogueEntry {
        code: "*-check",
        severity: Severity::Error,
        provenance: Provenance::Technical,
        message: ("Numura {n} kontrolcipars nav pareizs.", "The check digit of {n} is wrong."),
        hint: ("Salīdziniet ar apliecību.", "Compare with the certificate."),
        explain: ("", ""),
    };

    fn sha256(bytes: &[u8]) -> Sha256Digest {
        Sha256Digest::of(bytes)
    }

    fn file(path: &str, media_type: &str, bytes: &[u8]) -> FileFacts {
        FileFacts {
            file: path.to_owned(),
            media_type: media_type.to_owned(),
            size: bytes.len() as u64,
            sha256: sha256(bytes),
            sha512: Some(Sha512Text::of(bytes)),
        }
    }

    pub(crate) fn form(sample: bool) -> FormFacts {
        FormFacts {
            id: "lv.kase.x509".to_owned(),
            title: "Pieteikums".to_owned(),
            edition: "2025-03-17".to_owned(),
            instruction_date: "2025-03-17".to_owned(),
            definition_sha256: sha256(b"form.toml"),
            template: TemplateFacts { file: "embedded".to_owned(), sha256: sha256(b"form.pdf"), sample },
        }
    }

    pub(crate) fn accepted_finding() -> FindingFacts {
        let origin = Origin::file("pieteikumi.xlsx").at(FileLocation::Cell {
            row: 7,
            column: 1,
            header: "Reģistrācijas Nr.".into(),
        });
        // A careless caller: the value is not masked.
        let mut finding = Finding::of(&CHECK, origin)
            .under_rule("S5")
            .about_field("client.reg_no")
            .with("n", "010101-00000");
        finding.accepted = true;
        FindingFacts::from(&finding)
    }

    fn record(sample: bool) -> PackageRecord {
        let form = form(sample);
        let notice = Bilingual::fixed("PARAUGS: neparakstiet.", "SAMPLE: do not sign.");
        let pdf = file("pdf/0007_zti_izsniegt.pdf", "application/pdf", b"%PDF");
        PackageRecord {
            schema_version: SchemaVersion,
            tool: Tool::this(),
            build_time: "2026-11-22T10:00:00Z".to_owned(),
            readiness: Readiness::of(&form.template, &notice),
            form,
            source: SourceFacts { file: "pieteikumi.xlsx".to_owned(), row: 7, sha256: sha256(b"data") },
            container: ContainerFacts {
                file: file("edoc-unsigned/0007_zti_izsniegt.edoc", "application/vnd.etsi.asic-e+zip", b"PK"),
                entries: vec![
                    EntryFacts {
                        name: "mimetype".to_owned(),
                        size: 31,
                        sha256: sha256(b"application/vnd.etsi.asic-e+zip"),
                        media_type: None,
                    },
                    EntryFacts {
                        name: "0007_zti_izsniegt.pdf".to_owned(),
                        size: pdf.size,
                        sha256: pdf.sha256,
                        media_type: Some(pdf.media_type.clone()),
                    },
                ],
            },
            document: pdf,
            fields: vec![
                FieldFacts {
                    key: "client.name".to_owned(),
                    pdf_field: "klients.nosaukums".to_owned(),
                    kind: "text".to_owned(),
                    font_size: Some(9.5),
                    lines: Some(2),
                    shrunk: true,
                    letters: Some(42),
                    state: None,
                    room: Some(3.5),
                },
                FieldFacts {
                    key: "actions.issue_new".to_owned(),
                    pdf_field: "darbiba.izsniegt".to_owned(),
                    kind: "checkbox".to_owned(),
                    font_size: None,
                    lines: None,
                    shrunk: false,
                    letters: None,
                    state: Some("Yes".to_owned()),
                    room: None,
                },
            ],
            blank_by_law: vec![BlankField {
                key: "signer.date".to_owned(),
                pdf_field: Some("parakstitajs.datums".to_owned()),
                rule: "S18".to_owned(),
                proved: true,
            }],
            findings: vec![accepted_finding()],
            accepted: vec!["S5-check".to_owned()],
            not_checked: vec![SentenceFacts {
                rule: Some("S21".to_owned()),
                text: Bilingual::fixed("Vai parakstītājam ir tiesības.", "Whether the signer may sign."),
            }],
            reminders: vec![],
            remaining_steps: vec![SentenceFacts {
                rule: None,
                text: Bilingual::fixed("Parakstiet.", "Sign."),
            }],
            send: SendFacts {
                channel: "e-adrese".to_owned(),
                addressee: "Valsts kase".to_owned(),
                addressee_reg_no: "90000050138".to_owned(),
                sub_addressee: "KLIENTU APKALPOŠANA".to_owned(),
                subject: "Pieteikums".to_owned(),
            },
            support: SupportFacts { phone: "67094368".to_owned(), email: "ekase@kase.gov.lv".to_owned() },
        }
    }

    #[test]
    fn a_record_reads_back_and_hides_codes() {
        for sample in [false, true] {
            let record = record(sample);
            let json = String::from_utf8(record.to_json()).unwrap();
            assert_eq!(serde_json::from_str::<PackageRecord>(&json).unwrap(), record);
            assert!(json.ends_with("}\n") && !json.contains("null"));
            assert!(json.contains("010101-*****") && !json.contains("00000\""), "{json}");
        }
    }

    #[test]
    fn a_code_in_the_name_of_the_data_file_is_not_written() {
        let mut record = record(false);
        record.source.file = "zti 010101-00000.xlsx".to_owned();
        let json: serde_json::Value = serde_json::from_slice(&record.to_json()).unwrap();
        assert_eq!(json["source"]["file"], "zti 010101-*****.xlsx");
    }

    #[test]
    fn nothing_built_on_a_sample_is_ready() {
        let json: serde_json::Value = serde_json::from_slice(&record(true).to_json()).unwrap();
        assert_eq!(json["state"], "sample");
        assert_eq!(json["ready_to_sign"], false);
        assert_eq!(json["not_ready_because"]["lv"], "PARAUGS: neparakstiet.");
        let json: serde_json::Value = serde_json::from_slice(&record(false).to_json()).unwrap();
        assert_eq!((&json["state"], &json["ready_to_sign"]), (&"unsigned".into(), &true.into()));
        assert!(json.get("not_ready_because").is_none());
        // A record that was changed by hand does not make a sample ready.
        let forged = String::from_utf8(record(true).to_json())
            .unwrap()
            .replace("\"ready_to_sign\": false", "\"ready_to_sign\": true");
        assert!(!serde_json::from_str::<PackageRecord>(&forged).unwrap().readiness.ready_to_sign());
    }

    #[test]
    fn a_finding_is_told_with_place_and_hint() {
        insta::assert_snapshot!(serde_json::to_string_pretty(&accepted_finding()).unwrap(), @r#"
        {
          "code": "S5-check",
          "rule": "S5",
          "severity": "error",
          "provenance": "technical",
          "accepted": true,
          "field": "client.reg_no",
          "place": {
            "file": "pieteikumi.xlsx",
            "row": 7,
            "column": "B",
            "header": "Reģistrācijas Nr.",
            "words": {
              "lv": "pieteikumi.xlsx, 7. rinda, kolonna B „Reģistrācijas Nr.”",
              "en": "pieteikumi.xlsx, row 7, column B \"Reģistrācijas Nr.\""
            }
          },
          "message": {
            "lv": "Numura 010101-***** kontrolcipars nav pareizs.",
            "en": "The check digit of 010101-***** is wrong."
          },
          "hint": {
            "lv": "Salīdziniet ar apliecību.",
            "en": "Compare with the certificate."
          }
        }
        "#);
    }
}
