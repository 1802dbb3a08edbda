//! Substitutes for fonts that a document does not embed: the built-in faces, and small faces of the rasterizer for
//! italics, symbols and dingbats.

use std::sync::Arc;

use hayro::hayro_interpret::font::{FontData, FontQuery, StandardFont};

use crate::pdf::font::{Face, Family, Weight};

/// The font program for a query, and the index of the face in it.
pub(super) fn substitute_font(query: &FontQuery) -> (FontData, u32) {
    let standard = match query {
        FontQuery::Standard(font) => *font,
        FontQuery::Fallback(wanted) => wanted.pick_standard_font(),
    };
    let face = match standard {
        StandardFont::Courier => (Family::Mono, Weight::Regular),
        StandardFont::CourierBold => (Family::Mono, Weight::Bold),
        StandardFont::Helvetica => (Family::Sans, Weight::Regular),
        StandardFont::HelveticaBold => (Family::Sans, Weight::Bold),
        StandardFont::TimesRoman => (Family::Serif, Weight::Regular),
        StandardFont::TimesBold => (Family::Serif, Weight::Bold),
        StandardFont::CourierOblique
        | StandardFont::CourierBoldOblique
        | StandardFont::HelveticaOblique
        | StandardFont::HelveticaBoldOblique
        | StandardFont::TimesItalic
        | StandardFont::TimesBoldItalic
        | StandardFont::ZapfDingBats
        | StandardFont::Symbol => return standard.get_font_data(),
    };
    (Arc::new(Face::of(face.0, face.1).program()), 0)
}
