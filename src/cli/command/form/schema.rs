//! `edocpack form schema`: by what an editor completes and checks.

use crate::cli::args::{SchemaArgs, SchemaOf};
use crate::cli::failure::Failure;
use crate::cli::{Outcome, print, resolve};
use crate::schema::{self, SchemaKind};

pub(super) fn run(args: &SchemaArgs) -> Result<Outcome, Failure> {
    let of = match args.of {
        SchemaOf::Data => None,
        SchemaOf::Form => Some(SchemaKind::Form),
        SchemaOf::Binding => Some(SchemaKind::Binding),
        SchemaOf::Examples => Some(SchemaKind::Examples),
        SchemaOf::Record => Some(SchemaKind::PackageRecord),
        SchemaOf::Report => Some(SchemaKind::RunReport),
        SchemaOf::Check => Some(SchemaKind::Check),
    };
    let text = match of {
        Some(of) => of.text(),
        None => schema::record_schema(&resolve::form(args.form.as_deref())?),
    };
    print::bytes(text.as_bytes())?;
    Ok(Outcome::Done)
}
