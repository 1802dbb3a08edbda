//! The glyphs of a page that a person reads, and the upright lines between its cells.

use super::turn::Turn;
use crate::pdf::content::{Around, Glyph, Ink, Paint, Path, Raster, Shading, Source, TextMode, Visitor};
use crate::pdf::geometry::Rect;

/// More upright lines than these are not looked at: a drawing, no table.
const MOST_WALLS: usize = 4000;
/// A line thinner than this is a line, in points.
const THIN: f64 = 2.5;
/// A wall is at least as high.
const LEAST_WALL: f64 = 6.0;
/// Smaller letters are not read, in points.
const SMALLEST: f64 = 2.5;
/// Letters lighter than this are read on a darker ground only.
const WHITE: f64 = 0.93;
/// What is darker than this is a ground for them.
const DARK: f64 = 0.8;
/// More grounds than these are not remembered.
const MOST_GROUNDS: usize = 1000;

/// A glyph as seen.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    pub(super) text: String,
    pub(super) rect: Rect,
    pub(super) baseline: f64,
    pub(super) size: f64,
    pub(super) bold: bool,
}

/// An upright line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wall {
    pub(super) x: f64,
    pub(super) y0: f64,
    pub(super) y1: f64,
}

/// Collects them from a page.
pub(super) struct Collector {
    turn: Turn,
    letters: Vec<Letter>,
    walls: Vec<Wall>,
    grounds: Vec<Rect>,
    unreadable: usize,
}

impl Collector {
    pub(super) fn new(turn: Turn) -> Self {
        Self { turn, letters: Vec::new(), walls: Vec::new(), grounds: Vec::new(), unreadable: 0 }
    }

    pub(super) fn finish(self) -> (Vec<Letter>, Vec<Wall>, usize) {
        (self.letters, self.walls, self.unreadable)
    }

    fn ground(&mut self, rect: Rect) {
        if self.grounds.len() < MOST_GROUNDS {
            self.grounds.push(rect);
        }
    }

    /// Whether ink is seen of it. White letters on white paper are read by programs only.
    fn is_seen(&self, glyph: &Glyph<'_>, rect: &Rect) -> bool {
        let on_ground = || self.grounds.iter().any(|ground| ground.holds(rect, rect.height()));
        let inked = |paint: &Paint| {
            let white = paint.ink.color().is_some_and(|color| color.lightness() > WHITE);
            paint.ink != Ink::Nothing && paint.alpha > 0.08 && (!white || on_ground())
        };
        match glyph.mode {
            TextMode::Invisible => false,
            TextMode::Fill => inked(&glyph.fill),
            TextMode::Stroke => inked(&glyph.stroke),
            TextMode::FillStroke => inked(&glyph.fill) || inked(&glyph.stroke),
        }
    }

    fn wall(&mut self, x: f64, y0: f64, y1: f64) {
        let wall = Wall { x, y0: y0.min(y1), y1: y0.max(y1) };
        if wall.y1 - wall.y0 >= LEAST_WALL && self.walls.len() < MOST_WALLS {
            self.walls.push(wall);
        }
    }
}

impl Visitor for Collector {
    fn glyph(&mut self, glyph: &Glyph<'_>, around: &Around<'_>) {
        let is_field = matches!(around.source, Source::Annotation { widget: true, .. });
        let rect = self.turn.rect(&glyph.quad.bounds());
        if is_field || !around.shown || glyph.size < SMALLEST || !self.is_seen(glyph, &rect) {
            return;
        }
        // Text that runs another way is no label.
        let [a, b, _, d] = glyph.quad.0.map(|corner| self.turn.point(corner));
        let level = (b.1 - a.1).abs() <= (b.0 - a.0).abs() * 0.05 && b.0 >= a.0 && d.1 > a.1;
        if !level {
            return;
        }
        let text = match glyph.text {
            Some(text) => text.to_owned(),
            None if glyph.is_space() => " ".to_owned(),
            None => {
                self.unreadable += 1;
                return;
            }
        };
        let name = glyph.font.name().to_ascii_lowercase();
        let bold = ["bold", "black", "heavy", "demi"].iter().any(|word| name.contains(word));
        let baseline = self.turn.point(glyph.origin).1;
        self.letters.push(Letter { text, rect, baseline, size: glyph.size, bold });
    }

    fn path(&mut self, path: &Path<'_>, around: &Around<'_>) {
        if !around.shown || path.segments > 200 {
            return;
        }
        let bounds = self.turn.rect(&path.bounds);
        if path.fill.is_some_and(|(paint, _)| is_dark(&paint)) && bounds.height() > THIN {
            self.ground(bounds);
        }
        if bounds.width() <= THIN {
            self.wall(f64::midpoint(bounds.x0, bounds.x1), bounds.y0, bounds.y1);
        } else if path.stroke.is_some() {
            for part in path.outline.parts() {
                for (from, to) in part.iter().zip(part.iter().skip(1)) {
                    let (from, to) = (self.turn.point(*from), self.turn.point(*to));
                    if (from.0 - to.0).abs() < 0.5 {
                        self.wall(from.0, from.1, to.1);
                    }
                }
            }
        }
    }

    fn raster(&mut self, raster: &Raster, _: &Around<'_>) {
        self.ground(self.turn.rect(&raster.quad.bounds()));
    }

    fn shading(&mut self, _: &Shading, around: &Around<'_>) {
        self.ground(self.turn.rect(around.clip.bounds()));
    }
}

fn is_dark(paint: &Paint) -> bool {
    paint.alpha > 0.3 && paint.ink.color().is_none_or(|color| color.lightness() < DARK)
}
