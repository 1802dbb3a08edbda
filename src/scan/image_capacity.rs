//! How many letters an image can hold at most, by its bytes: nothing is decoded, but nothing can be read that was
//! not stored.
//!
//! Measured on pages of 11-point text drawn at 72 to 300 dpi and compressed (`docs/scan-check.md`): what an empty
//! page costs in each compression, and what a letter costs on top. The lowest costs found are taken, less a third
//! for smaller print, so that the number is an upper bound.

use crate::pdf::content::PaintedImage;

/// Bytes a pixel of an empty image, and bytes a letter for each dpi.
struct CompressionCost {
    empty: f64,
    letter: f64,
}

/// Bytes a letter in compressions that store letters once (JBIG2), or at any quality (JPEG 2000).
const LEAST_BYTES_PER_LETTER: f64 = 3.0;

/// The letters that an image and its mask may hold at most.
pub(super) fn max_letters(raster: &PaintedImage, dpi: f64) -> usize {
    let pixels = |width: u32, height: u32| f64::from(width) * f64::from(height);
    let own =
        max_stored_letters(raster.filter, raster.encoded_length, pixels(raster.width, raster.height), dpi);
    let mask = raster.mask.map(|mask| {
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
