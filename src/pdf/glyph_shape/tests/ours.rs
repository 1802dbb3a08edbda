//! The faces that we write ourselves, which are always here.

use sha2::{Digest as _, Sha256};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::DrawSettings;
use skrifa::{FontRef, MetadataProvider as _};

use super::super::alike::{Relation, SimilarityClass};
use super::super::features::features;
use super::super::likeness::known;
use super::super::parts::Parts;
use super::super::references::{DIMENSIONS, References};
use super::super::{GlyphPath, GlyphShape, ShapeVerdict, UnprovedShape};
use super::CORE;

const FACES: [&[u8]; 6] = [
    include_bytes!("../../../../assets/fonts/LiberationSans-Regular.ttf"),
    include_bytes!("../../../../assets/fonts/LiberationSans-Bold.ttf"),
    include_bytes!("../../../../assets/fonts/LiberationSerif-Regular.ttf"),
    include_bytes!("../../../../assets/fonts/LiberationSerif-Bold.ttf"),
    include_bytes!("../../../../assets/fonts/LiberationMono-Regular.ttf"),
    include_bytes!("../../../../assets/fonts/LiberationMono-Bold.ttf"),
];

fn path(face: &[u8], character: char) -> GlyphPath {
    let font = FontRef::new(face).unwrap();
    let mut path = GlyphPath::new(2048.0);
    let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
    font.outline_glyphs()
        .get(font.charmap().map(character).unwrap())
        .unwrap()
        .draw(settings, &mut path)
        .unwrap();
    path
}

fn shape(face: &[u8], character: char) -> GlyphShape {
    GlyphShape::of(&path(face, character))
}

#[test]
fn honest_glyphs_agree() {
    for (n, face) in FACES.iter().enumerate() {
        for character in CORE.chars() {
            assert_eq!(
                shape(face, character).says(character),
                ShapeVerdict::Agrees,
                "{character} of face {n}"
            );
        }
    }
}

#[test]
fn no_digit_passes_for_another_and_nearly_all_are_told() {
    let (mut told, mut count) = (0, 0);
    for face in FACES {
        for drawn in '0'..='9' {
            let shape = shape(face, drawn);
            for claimed in ('0'..='9').filter(|claimed| *claimed != drawn) {
                let verdict = shape.says(claimed);
                assert_ne!(verdict, ShapeVerdict::Agrees, "{drawn} for {claimed}");
                count += 1;
                told += usize::from(matches!(verdict, ShapeVerdict::Contradicts { .. }));
            }
        }
    }
    assert!(told * 100 >= count * 99, "{told} of {count}");
}

#[test]
fn the_other_character_is_named() {
    let [sans, ..] = FACES;
    let looks = |drawn, claimed| match shape(sans, drawn).says(claimed) {
        ShapeVerdict::Contradicts { looks_like } => looks_like,
        other => panic!("{drawn} for {claimed}: {other:?}"),
    };
    assert_eq!(looks('7', '1'), '7');
    assert_eq!(looks('ē', 'ā'), 'ē');
    assert_eq!(looks('ā', 'a'), 'ā');
    assert_eq!(looks('a', 'ā'), 'a');
    assert_eq!(looks('8', ' '), '8');
    assert_eq!(looks(' ', '8'), ' ');
}

#[test]
fn what_is_drawn_alike_is_one() {
    let [sans, ..] = FACES;
    for (drawn, claimed) in [('0', 'O'), ('l', 'I'), ('c', 'C'), ('A', 'А'), ('–', '-'), (' ', '\u{a0}')] {
        assert_eq!(shape(sans, drawn).says(claimed), ShapeVerdict::Agrees, "{drawn} for {claimed}");
    }
    let unknown = ShapeVerdict::Unproved(UnprovedShape::NoReference);
    assert_eq!(shape(sans, 'Ж').says('Ж'), unknown);
}

#[test]
fn every_letter_has_references() {
    assert!(References::get().characters().is_sorted_by(|a, b| a < b));
    for character in CORE.chars() {
        let look = SimilarityClass::of(character);
        assert!(known().iter().any(|known| look.relation(&known.look) == Relation::Same), "{character}");
    }
    assert_eq!(DIMENSIONS, 32);
}

/// All is integers: a platform that disagrees fails here.
#[test]
fn features_are_the_same_everywhere() {
    let mut digest = Sha256::new();
    for face in FACES {
        for character in CORE.chars() {
            let parts = Parts::of(&path(face, character)).unwrap();
            let features = features(&parts.edges, &parts.whole, 0).unwrap();
            for feature in &features {
                digest.update(feature.to_le_bytes());
            }
            for distance in References::get().distances(&features) {
                digest.update(distance.to_le_bytes());
            }
        }
    }
    let digest: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    insta::assert_snapshot!(digest, @"01242858cd83475c37e9118299e78ccc0ccfc40c3077087aa685a9a9d9fc6ae5");
}
