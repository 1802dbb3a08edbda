//! Outlines that no honest font has.

use proptest::prelude::*;

use super::super::{GlyphPath, GlyphShape, ShapeVerdict, UnprovedShape};

const UNDRAWN: ShapeVerdict = ShapeVerdict::Unproved(UnprovedShape::Undrawn);

fn rectangle(path: &mut GlyphPath, [left, bottom, right, top]: [f32; 4]) {
    path.move_to(left, bottom);
    path.line_to(right, bottom);
    path.line_to(right, top);
    path.line_to(left, top);
    path.close();
}

fn bar() -> GlyphPath {
    let mut path = GlyphPath::new(1000.0);
    rectangle(&mut path, [100.0, 0.0, 200.0, 700.0]);
    path
}

fn says(path: &GlyphPath, claimed: char) -> ShapeVerdict {
    GlyphShape::of(path).says(claimed)
}

#[test]
fn points_out_of_bounds_prove_nothing() {
    for far in [f32::NAN, f32::INFINITY, 1e30, -40_000.0] {
        let mut path = bar();
        path.line_to(far, 0.0);
        assert_eq!(says(&path, 'l'), UNDRAWN, "{far}");
    }
    for units in [0.0, -1.0, f64::NAN, 1e9] {
        assert_eq!(says(&GlyphPath::new(units), 'l'), UNDRAWN, "{units}");
    }
}

#[test]
fn too_many_commands_prove_nothing() {
    let mut path = bar();
    (0..3_000).for_each(|n| path.line_to((n % 7) as f32, (n % 11) as f32));
    assert_eq!(says(&path, 'l'), UNDRAWN);
}

#[test]
fn an_outline_beyond_its_ink_proves_nothing() {
    let mut path = bar();
    path.move_to(9_000.0, 9_000.0);
    path.line_to(-9_000.0, -9_000.0);
    path.close();
    assert_eq!(says(&path, 'l'), UNDRAWN);
}

#[test]
fn stripes_between_the_lines_are_met_by_the_lines_across() {
    let mut path = GlyphPath::new(1000.0);
    // What holds the box is drawn, the rest hides between 96 lines.
    rectangle(&mut path, [0.0, 0.0, 40.0, 960.0]);
    for line in 0..95u8 {
        let y = f32::from(line) * 10.0;
        rectangle(&mut path, [40.0, y + 6.0, 600.0, y + 13.0]);
    }
    assert_eq!(says(&path, 'l'), UNDRAWN);
}

#[test]
fn nothing_is_seen_of_a_blank_glyph() {
    let path = GlyphPath::new(1000.0);
    assert_eq!(says(&path, ' '), ShapeVerdict::Agrees);
    assert_eq!(says(&path, '7'), ShapeVerdict::Contradicts { looks_like: ' ' });
}

proptest! {
    #[test]
    fn any_outline_has_a_verdict(
        units in prop_oneof![Just(1000.0), Just(2048.0), any::<f64>()],
        commands in prop::collection::vec((0..5u8, prop::array::uniform6(-1500f32..1500.0)), 0..60),
        claimed in any::<char>(),
    ) {
        let mut path = GlyphPath::new(units);
        for (command, [a, b, c, d, e, f]) in commands {
            match command {
                0 => path.move_to(a, b),
                1 => path.line_to(a, b),
                2 => path.quad_to(a, b, c, d),
                3 => path.curve_to(a, b, c, d, e, f),
                _ => path.close(),
            }
        }
        let shape = GlyphShape::of(&path);
        prop_assert_eq!(shape.says(claimed), GlyphShape::of(&path).says(claimed));
        shape.says('1');
    }
}
