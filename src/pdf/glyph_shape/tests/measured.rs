//! How often honest glyphs are refused and swapped ones seen, over the faces of this machine.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::super::alike::{MARKED, Relation, SimilarityClass};
use super::super::{GlyphShape, ShapeVerdict};
use super::faces::{FaceFile, Use};
use super::{CORE, PLAIN, SIGNS};

/// Verdicts on honest glyphs, and on the same glyphs under another name.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    honest: [usize; 3],
    swaps: [usize; 3],
}

/// A character, the verdicts, and what its honest glyph was refused for.
type Judged = (char, Tally, String);

impl Tally {
    fn add(&mut self, other: &Self) {
        for n in 0..3 {
            self.honest[n] += other.honest[n];
            self.swaps[n] += other.swaps[n];
        }
    }

    fn row(&self, name: &str) -> String {
        let [agreed, refused, unproved] = self.honest;
        let [missed, seen, unclear] = self.swaps;
        let share = |part: usize, whole: usize| part as f64 * 100.0 / whole.max(1) as f64;
        let (honest, swaps) = (agreed + refused + unproved, missed + seen + unclear);
        format!(
            "| {name} | {honest} | {refused} | {:.2} % | {swaps} | {:.2} % | {:.2} % | {:.3} % |",
            share(unproved, honest),
            share(seen, swaps),
            share(unclear, swaps),
            share(missed, swaps)
        )
    }
}

const HEAD: &str = "| | honest glyphs | refused | unproved | swaps | seen | unproved | agreed |\n|---|---|---|---|---|---|---|---|";

#[test]
#[ignore = "draws every face of this machine; prints the tables of assets/shapes/README.md"]
fn honest_and_swapped_glyphs() {
    let faces = FaceFile::all();
    let known = [PLAIN, SIGNS, MARKED].concat();
    let measured: Vec<(&FaceFile, Vec<Judged>)> = faces
        .par_iter()
        .filter(|face| face.used_as != Use::Ignored)
        .map(|face| (face, of_face(face, &known)))
        .collect();
    for used_as in [Use::Reference, Use::Related, Use::Margin, Use::Seen, Use::HeldOut, Use::Ornamental] {
        let mut by_style = BTreeMap::<&str, Tally>::new();
        let mut by_kind = BTreeMap::<&str, Tally>::new();
        let mut count = 0;
        for (face, tallies) in measured.iter().filter(|(face, _)| face.used_as == used_as) {
            count += 1;
            for (character, tally, refused) in tallies {
                by_kind.entry(kind(*character)).or_default().add(tally);
                if CORE.contains(*character) {
                    by_style.entry(face.style()).or_default().add(tally);
                }
                if !refused.is_empty() && used_as != Use::Ornamental {
                    println!("refused: {} {character} {refused}", face.name);
                }
            }
        }
        println!("\n{used_as:?}: {count} faces\n{HEAD}");
        by_kind.iter().chain(&by_style).for_each(|(name, tally)| println!("{}", tally.row(name)));
    }
}

fn of_face(face: &FaceFile, characters: &str) -> Vec<Judged> {
    let outlines = face.outlines(characters);
    outlines.iter().map(|(character, path)| judged(*character, &GlyphShape::of(path))).collect()
}

fn judged(character: char, shape: &GlyphShape) -> Judged {
    let mut tally = Tally::default();
    let own = SimilarityClass::of(character);
    let verdict = shape.says(character);
    // A face that leaves a letter blank shows nothing, as is said.
    if shape.says(' ') == ShapeVerdict::Agrees {
        return (character, tally, String::new());
    }
    tally.honest[column(verdict)] += 1;
    for claimed in
        CORE.chars().filter(|claimed| own.relation(&SimilarityClass::of(*claimed)) == Relation::Different)
    {
        tally.swaps[column(shape.says(claimed))] += 1;
    }
    let refused = match verdict {
        ShapeVerdict::Contradicts { looks_like } => format!("looks like {looks_like}"),
        _ => String::new(),
    };
    (character, tally, refused)
}

fn column(verdict: ShapeVerdict) -> usize {
    match verdict {
        ShapeVerdict::Agrees => 0,
        ShapeVerdict::Contradicts { .. } => 1,
        ShapeVerdict::Unproved(_) => 2,
    }
}

#[test]
#[ignore = "prints how long a glyph takes (with --release)"]
fn microseconds_a_glyph() {
    let faces = FaceFile::all();
    for name in ["LiberationSans-Regular", "DejaVuSerif-Bold", "NotoSans-Italic"] {
        let Some(face) = faces.iter().find(|face| face.name == name) else {
            println!("skipped: no {name}");
            continue;
        };
        for (what, characters) in [("digits and letters", PLAIN), ("letters with marks", MARKED)] {
            let outlines = face.outlines(characters);
            #[expect(clippy::disallowed_methods, reason = "measures")]
            let start = std::time::Instant::now();
            for _ in 0..100 {
                for (character, path) in &outlines {
                    std::hint::black_box(GlyphShape::of(path).says(*character));
                }
            }
            println!("{name}, {what}: {} µs", start.elapsed().as_micros() / (100 * outlines.len() as u128));
        }
    }
}

fn kind(character: char) -> &'static str {
    match character {
        '0'..='9' => "digits",
        'A'..='Z' => "capital letters",
        'a'..='z' => "small letters",
        _ if CORE.contains(character) => "Latvian letters",
        _ if SIGNS.contains(character) => "signs",
        _ => "other letters",
    }
}
