//! The order of the steps: from a person's file to a finished package, and from a finished file back to what it
//! says. No other module knows it.
//!
//! ```text
//! Form + PDF ──Press::set_up──▶ Press            (once a run: bound, screened, ready to fill)
//! bytes ──intake──▶ Record ──Press::check──▶ Application ──Press::package──▶ Package ──▶ files
//! ```

mod before;
mod build;
mod filled;
mod intake;
mod nature;
mod package;
mod packed;
mod press;
mod quotes;
mod screening;
mod sheet;
mod unbuilt;

pub use build::{Build, Built, Input, Refused, Row};
pub use filled::check_filled;
pub use intake::{Intake, intake};
pub use nature::Nature;
pub use package::{Package, Provenance};
pub use packed::check_container;
pub use press::{Paper, Press, PressError};
pub use unbuilt::check_data;
