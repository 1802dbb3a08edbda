//! The most characters that an image can hold, by the bytes it takes: nothing is decoded, but nothing is legible
//! that was not stored.
//!
//! Measured on pages of 11-point text rendered at 72 to 300 dpi and compressed (`docs/scan-check.md`): the bytes of
//! an empty page for each compression, and the bytes that each character adds. The lowest values are taken, less a
//! third for smaller print, so that the number is an upper bound.

use crate::pdf::content::PaintedImage;

/// Bytes per pixel of an empty image, and bytes per character for each dpi.
struct CompressionCost {
    empty: f64,
    letter: f64,
}

/// Bytes per character in compressions that store equal glyphs once (JBIG2), or in any quality (JPEG 2000).
const LEAST_BYTES_PER_LETTER: f64 = 3.0;

/// The most characters that an image and its mask can hold.
pub(super) fn max_letters(image: &PaintedImage, dpi: f64) -> usize {
    let pixels = |width: u32, height: u32| f64::from(width) * f64::from(height);
    let own = max_stored_letters(image.filter, image.encoded_length, pixels(image.width, image.height), dpi);
    let mask = image.mask.map(|mask| {
        max_stored_letters(mask.filter, mask.encoded_length, pixels(mask.width, mask.height), dpi)
    });
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
    let letters = (own + mask.unwrap_or_default()) as usize;
    letters
}

fn max_stored_letters(filter: &str, bytes: usize, pixels: f64, dpi: f64) -> f64 {
    let cost = match filter {
        "DCTDecode" => CompressionCost { empty: 0.0118, letter: 0.17 },
        "FlateDecode" | "LZWDecode" | "RunLengthDecode" => CompressionCost { empty: 0.001, letter: 0.08 },
        _ => CompressionCost { empty: 0.0, letter: 0.0 },
    };
    (bytes as f64 - cost.empty * pixels).max(0.0)
        / (cost.letter * dpi.clamp(50.0, 400.0)).max(LEAST_BYTES_PER_LETTER)
}
