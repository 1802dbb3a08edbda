//! `edocpack form schema`: by what an editor completes and checks.

use crate::cli::args::{SchemaArgs, SchemaOf};
use crate::cli::failure::Failure;
use crate::cli::{Outcome, chosen, print};
use crate::schema::{self, Of};

pub(super) fn run(args: &SchemaArgs) -> Result<Outcome, Failure> {
    let of = match args.of {
        SchemaOf::Data => None,
        SchemaOf::Form => Some(Of::Form),
        SchemaOf::Binding => Some(Of::Binding),
        SchemaOf::Examples => Some(Of::Examples),
        SchemaOf::Record => Some(Of::PackageRecord),
        SchemaOf::Report => Some(Of::RunReport),
        SchemaOf::Check => Some(Of::Check),
    };
    let text = match of {
        Some(of) => of.text(),
        None => schema::record(&chosen::form(args.form.as_deref())?),
    };
    print::bytes(text.as_bytes())?;
    Ok(Outcome::Done)
}
