//! The order of the steps: from a person's file to a finished package, and from a finished file back to what it
//! says. No other module knows it; [`batch`](crate::batch) does it for many.
//!
//! ```text
//! Form + PDF ──Press::set_up──▶ Press            (once a run: bound, screened, ready to fill)
//! bytes ──intake──▶ Record ──Press::check──▶ Application ──Press::package──▶ Package ──▶ files
//! ```

mod attached;
mod check_container;
mod check_data;
mod earlier;
mod edition;
mod fill_one;
mod filled;
mod hand_off;
mod intake;
mod nature;
mod package;
mod press;
mod quotes;
mod scanned;
mod screening;
mod signing;
pub mod status;

pub use attached::{Shelf, attached};
pub use check_container::check_container;
pub use check_data::check_data;
pub(crate) use earlier::{SaidOnce, Twins};
pub use edition::edition;
pub use fill_one::fill_one;
pub use filled::check_filled;
pub(crate) use filled::record as filled_record;
pub use hand_off::SheetFacts;
pub use intake::{Intake, intake};
pub use nature::Nature;
pub use package::{Attachment, Package, Provenance};
pub use press::{Paper, Press, PressError};
pub use screening::unfit_to_pack;
pub use signing::signers_of;
