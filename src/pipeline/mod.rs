//! The order of the steps: from a person's file to a finished package, and from a finished file back to what it
//! says. No other module knows it; [`batch`](crate::batch) does it for many.
//!
//! ```text
//! Form + PDF ──Press::set_up──▶ Press            (once a run: bound, screened, ready to fill)
//! bytes ──intake──▶ Record ──Press::check──▶ Application ──Press::package──▶ Package ──▶ files
//! ```

mod attached;
mod before;
mod edition;
mod filled;
mod filling;
mod intake;
mod nature;
mod package;
mod packed;
mod press;
mod quotes;
mod scanned;
mod screening;
mod sheet;
mod signing;
pub mod status;
mod unbuilt;

pub use attached::{Shelf, attached};
pub(crate) use before::{SaidOnce, Twins};
pub use edition::edition;
pub use filled::check_filled;
pub(crate) use filled::record as filled_record;
pub use filling::fill_one;
pub use intake::{Intake, intake};
pub use nature::Nature;
pub use package::{Attachment, Package, Provenance};
pub use packed::check_container;
pub use press::{Paper, Press, PressError};
pub use screening::unfit_to_pack;
pub use sheet::SheetFacts;
pub use signing::signers_of;
pub use unbuilt::check_data;
