//! placeholder

pub mod font;
