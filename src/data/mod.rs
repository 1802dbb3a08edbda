//! Data files as people have them, read into [`Record`]s whose every value knows where it stands.

mod record;

pub use record::{Cell, Raw, Record};
