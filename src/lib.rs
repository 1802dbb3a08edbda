//! Turns completed data into packages that a person can sign.
//!
//! ```text
//! bytes ──data──▶ Record ──form + rules──▶ Application ──pdf──▶ FilledForm ──asic──▶ UnsignedContainer ──output──▶ files
//!                                                       └───────── pipeline::PackageBuilder ─────────┘
//! ```
//!
//! From `Application` on, each arrow is a type that only the step before it can make. Everything that is wrong with the data of a
//! person is collected as [`diag::Finding`]s; what is wrong with the machine or with us is an error of its
//! own module.
//!
//! # Doors
//!
//! | to | begin at |
//! |---|---|
//! | fill any AcroForm, and prove what is seen | [`pdf::Filler`] |
//! | build a container, and read one | [`asic::ContainerBuilder`], [`asic::Archive`] |
//! | look for scanned pages | [`scan::classify`] |
//! | check data by the rules of a form | [`form::Form`], [`rules::check`] |
//! | make one package, or a folder of them | [`pipeline::PackageBuilder`], [`batch::Batch`] |
//! | judge a signature | [`validate::Validator`] |
//!
//! Fill any form:
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use edocpack::pdf::{FieldKind, FillValue, Filler, Template};
//!
//! let template = Template::read(std::fs::read("fixtures/forms/other-make.pdf")?)?;
//! let field = template.fields().iter().find(|field| field.kind() == FieldKind::Text).ok_or("no text field")?;
//! let filler = Filler::new(&template, &[field.name()]).unwrap(); // Err: every problem, not the first
//! let filled = filler.fill(&[(field.name(), FillValue::Text("7".into()))]).unwrap();
//! assert!(filled.bytes().starts_with(b"%PDF-"));
//! # Ok(())
//! # }
//! ```
//!
//! Build a container, and read it:
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use edocpack::asic::{Archive, ContainerBuilder, Limits, check};
//! use edocpack::values::{BuildTime, EntryName, MediaType};
//!
//! let time = BuildTime::parse("2026-11-22T08:00:00Z")?;
//! let pdf = std::fs::read("fixtures/forms/other-make.pdf")?;
//! let name = EntryName::parse("form.pdf").map_err(|problems| format!("{problems:?}"))?;
//! let container = ContainerBuilder::edoc(time).document(name, MediaType::PDF, &pdf)?.finish()?;
//!
//! let archive = Archive::read(container.bytes(), "form.edoc", &Limits::default())?;
//! assert!(!check(&archive).refuses() && !archive.is_signed());
//! # Ok(())
//! # }
//! ```
//!
//! Look for scanned pages:
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use edocpack::scan::{ScanBudget, Verdict, classify};
//!
//! let file = classify(&std::fs::read("fixtures/forms/variants/scan.pdf")?, "scan.pdf", &ScanBudget::default());
//! assert_eq!(file.verdict, Verdict::Scan);
//! # Ok(())
//! # }
//! ```
//!
//! Check by a form:
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use edocpack::data::{self, DataSource, Limits};
//! use edocpack::diag::Lang;
//! use edocpack::form::Form;
//! use edocpack::rules::CheckContext;
//! use edocpack::values::BuildTime;
//!
//! let form = Form::embedded("lv.kase.x509")?;
//! let context = CheckContext::on(BuildTime::parse("2026-11-22T08:00:00Z")?.date());
//! let bytes = std::fs::read("fixtures/data/pieteikums.json")?;
//! for record in data::read(&bytes, &DataSource::named("pieteikums.json"), &Limits::default())? {
//!     match form.check(&record, &context) {
//!         Ok(application) => println!("row {} is right", application.row()),
//!         Err(report) => {
//!             for finding in report.findings() {
//!                 println!("{}: {}", finding.code, finding.message(Lang::En));
//!             }
//!         }
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! A run over many rows is at [`batch::Batch`].

pub mod asic;
pub mod batch;
// For `main.rs`.
#[doc(hidden)]
pub mod cli;
pub mod data;
pub mod diag;
mod draft;
pub mod dsig;
pub mod form;
// For the fuzz targets, which reach inner parts through it.
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
mod lint;
pub mod output;
pub mod pdf;
pub mod pipeline;
pub mod pki;
#[cfg(feature = "preview")]
mod preview;
pub mod rules;
pub mod scan;
mod schema;
pub mod trust;
pub mod validate;
pub mod values;
mod xml;

// A test's file that is shared with the tests under `tests` names the crate as they do.
#[cfg(test)]
extern crate self as edocpack;

/// The README's examples are tested.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
