//! What was written is read again by the independent reader.

use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

use super::*;

fn faces() -> impl Iterator<Item = &'static Face> {
    Family::ALL.into_iter().flat_map(|family| Weight::ALL.map(|weight| Face::of(family, weight)))
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Every letter of a subset: the same outline and advance as in the source, and the letter again from its CID.
fn assert_round_trip(subset: &Subset) {
    let objects = subset.pdf_objects(10);
    let inflated = |index: usize| {
        miniz_oxide::inflate::decompress_to_vec_zlib(objects[index].stream().unwrap()).unwrap()
    };
    let program = inflated(3);
    assert_eq!(program, subset.program());
    let font = EmbeddedFont::read(&program).unwrap();
    assert!(font.is_hint_free());
    let to_unicode = ToUnicode::read(&inflated(4)).unwrap();
    assert_eq!(to_unicode.code_length(), 2);
    assert_eq!(to_unicode.iter().count(), subset.letters().len());

    let face = subset.face();
    for letter in subset.letters().iter().copied() {
        let cid = subset.cid(letter).unwrap();
        assert_eq!(to_unicode.letter(cid), Some(letter));
        let (outline, source) = (font.outline(cid).unwrap(), face.outline(letter).unwrap());
        assert!(same_outline(&outline, &source), "{letter:?} of {face:?}");
        let width = subset.width(cid).unwrap();
        assert_eq!(Some(width), face.advance(letter));
        assert!((font.advance(cid).unwrap() - f64::from(width)).abs() <= 0.5, "{letter:?} of {face:?}");
    }
}

#[test]
fn the_fixed_subsets_round_trip() {
    for face in faces() {
        assert_round_trip(Subset::fixed(face.family(), face.weight()));
    }
}
