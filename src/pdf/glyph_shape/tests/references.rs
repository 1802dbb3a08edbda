//! Writes the features that `assets/shapes/make.py` makes references of.

use std::fs;

use rayon::prelude::*;

use super::super::GlyphPath;
use super::super::alike::{Composition, MARKED};
use super::super::features::features;
use super::super::parts::{Marked, Parts};
use super::faces::{FaceFile, Use};
use super::{PLAIN, SIGNS};

#[test]
#[ignore = "writes target/glyph-features.bin from the faces of this machine"]
fn features_of_reference_faces() {
    let faces: Vec<FaceFile> = FaceFile::all();
    let wanted = |face: &&FaceFile| face.used_as == Use::Reference && face.style() != "thin";
    let characters = [PLAIN, SIGNS, MARKED].concat();
    let of_face = |face: &FaceFile| -> Vec<u8> {
        face.outlines(&characters).iter().flat_map(|(character, path)| records(*character, path)).collect()
    };
    let faces: Vec<&FaceFile> = faces.iter().filter(wanted).collect();
    let bytes: Vec<u8> = faces.par_iter().flat_map(|face| of_face(face)).collect();
    fs::create_dir_all("target").unwrap();
    fs::write("target/glyph-features.bin", bytes).unwrap();
    println!("{} faces", faces.len());
}

/// A record for each part: its character or mark in UTF-16, and its features.
fn records(character: char, path: &GlyphPath) -> Vec<u8> {
    let Ok(parts) = Parts::of(path) else { return Vec::new() };
    let letter = Composition::of(character);
    let split = |marked: Option<Marked>, base, mark, ground: fn(&Marked) -> i32| {
        marked.map(|marked| vec![(base, marked.base, 0), (mark, marked.mark, ground(&marked))])
    };
    let above = |base, mark| split(parts.above, base, mark, |marked| marked.base.top);
    let whole = vec![(character, parts.whole, 0)];
    let parted = match (character, letter.mark) {
        ('i', _) => [whole, above('ı', '\u{307}').unwrap_or_default()].concat(),
        ('j', _) => [whole, above('ȷ', '\u{307}').unwrap_or_default()].concat(),
        (_, None) => whole,
        (_, Some(mark)) if letter.is_marked_below() => {
            split(parts.below, letter.base, mark, |marked| marked.base.bottom).unwrap_or_default()
        }
        // A ring touches its letter in half of the faces.
        ('Å' | 'å', Some(mark)) => above(letter.base, mark).unwrap_or(whole),
        (_, Some(mark)) => above(letter.base, mark).unwrap_or_default(),
    };
    let record = |(label, bounds, ground)| {
        let numbers = features(&parts.edges, &bounds, ground)?.into_iter().flat_map(i16::to_le_bytes);
        let label = u16::try_from(u32::from(label)).ok()?;
        Some(label.to_le_bytes().into_iter().chain(numbers).collect::<Vec<u8>>())
    };
    parted.into_iter().filter_map(record).flatten().collect()
}
