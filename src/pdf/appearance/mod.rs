//! What a field looks like: appearance streams (ISO 32000-2, 12.5.5 and 12.7.4.3), drawn by us, so that every
//! viewer shows the same.

pub(crate) mod border;
pub(crate) mod button;
pub(crate) mod comb;
pub(crate) mod face_metrics;
pub(crate) mod list_box;
pub(crate) mod multiline;
pub(crate) mod preserved_frame;
pub(crate) mod text;

use lopdf::{Dictionary, Object, Stream};

use super::default_appearance::Color;
use super::field::Rotation;
use super::geometry::{Matrix, Rect};
use super::incremental_update::deflated_stream;
use super::serialize::{number_object, write_number};

/// The least size of text that is drawn, in points.
pub(crate) const SMALLEST_FONT_SIZE: f64 = 4.0;
/// The least size in a box that is too low for any text of the least size, in points.
const SMALLEST_FONT_SIZE_IN_LOW_BOX: f64 = 2.0;
/// The size that automatic text has where there is room enough, in points.
pub(crate) const LARGEST_AUTO_FONT_SIZE: f64 = 12.0;

/// The size of a text, as the form and the kind of field have it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum SizeConstraint {
    /// What fits, comfortable at most.
    Auto,
    /// So many points.
    Fixed(f64),
    /// So many points, or as much less as is needed, down to the least.
    Between {
        /// What the form asks for.
        maximum: f64,
        /// What must be kept.
        minimum: f64,
    },
}

impl SizeConstraint {
    /// The size that counts as not shrunk, where the form names one.
    pub(crate) fn requested(self) -> Option<f64> {
        match self {
            Self::Auto => None,
            Self::Fixed(size) | Self::Between { maximum: size, .. } => Some(size),
        }
    }

    /// The least size that may be drawn.
    pub(crate) fn minimum(self) -> f64 {
        match self {
            Self::Auto => SMALLEST_FONT_SIZE,
            // A form may ask for less than we would choose.
            Self::Fixed(size) => SMALLEST_FONT_SIZE.min(size),
            Self::Between { maximum: most, minimum: least } => least.min(most),
        }
    }
}

/// The box that is drawn in, as the reader of the text sees it: from the origin, turned with the widget.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AppearanceBox {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) rotation: Rotation,
}

impl AppearanceBox {
    pub(crate) fn of(rect: &Rect, rotation: Rotation) -> Self {
        let (width, height) = match rotation {
            Rotation::None | Rotation::Half => (rect.width(), rect.height()),
            Rotation::Quarter | Rotation::ThreeQuarters => (rect.height(), rect.width()),
        };
        Self { width, height, rotation }
    }

    pub(crate) fn rect(&self) -> Rect {
        Rect::of_size(self.width, self.height)
    }

    /// The map from here to the widget's box, moved to the origin.
    pub(crate) fn placement(&self) -> Matrix {
        self.matrix().map_or(Matrix::IDENTITY, Matrix)
    }

    /// The map that turns the drawing; none where nothing turns.
    fn matrix(&self) -> Option<[f64; 6]> {
        let (w, h) = (self.width, self.height);
        match self.rotation {
            Rotation::None => None,
            Rotation::Quarter => Some([0.0, 1.0, -1.0, 0.0, h, 0.0]),
            Rotation::Half => Some([-1.0, 0.0, 0.0, -1.0, w, h]),
            Rotation::ThreeQuarters => Some([0.0, -1.0, 1.0, 0.0, 0.0, w]),
        }
    }
}

/// A content stream in the making: one operator a line.
#[derive(Debug, Default)]
pub(crate) struct ContentBuilder {
    out: Vec<u8>,
}

/// What a colour is for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ColorTarget {
    Fill,
    Stroke,
}

impl ContentBuilder {
    /// An operator with numbers before it.
    pub(crate) fn operator(&mut self, numbers: &[f64], operator: &str) {
        for number in numbers {
            write_number(&mut self.out, *number);
            self.out.push(b' ');
        }
        self.out.extend(operator.as_bytes());
        self.out.push(b'\n');
    }

    /// Whatever else.
    pub(crate) fn raw_line(&mut self, text: &[u8]) {
        self.out.extend(text);
        self.out.push(b'\n');
    }

    pub(crate) fn color(&mut self, color: &Color, paint: ColorTarget) {
        let operator = match (color, paint) {
            (Color::Gray(_), ColorTarget::Fill) => "g",
            (Color::Gray(_), ColorTarget::Stroke) => "G",
            (Color::Rgb(_), ColorTarget::Fill) => "rg",
            (Color::Rgb(_), ColorTarget::Stroke) => "RG",
            (Color::Cmyk(_), ColorTarget::Fill) => "k",
            (Color::Cmyk(_), ColorTarget::Stroke) => "K",
        };
        self.operator(color.components(), operator);
    }

    pub(crate) fn rect(&mut self, rect: &Rect) {
        self.operator(&[rect.x0, rect.y0, rect.width(), rect.height()], "re");
    }

    /// As a form `XObject` that fills the frame. `fonts` are the names and objects of the fonts it uses.
    pub(crate) fn into_form_xobject(self, frame: &AppearanceBox, fonts: Vec<(String, Object)>) -> Stream {
        let mut dict = Dictionary::new();
        dict.set("Type", Object::Name(b"XObject".to_vec()));
        dict.set("Subtype", Object::Name(b"Form".to_vec()));
        dict.set("BBox", [0.0, 0.0, frame.width, frame.height].map(number_object).to_vec());
        if let Some(matrix) = frame.matrix() {
            dict.set("Matrix", matrix.map(number_object).to_vec());
        }
        let mut resources = Dictionary::new();
        if !fonts.is_empty() {
            let mut all = Dictionary::new();
            for (name, font) in fonts {
                all.set(name, font);
            }
            resources.set("Font", Object::Dictionary(all));
        }
        dict.set("Resources", Object::Dictionary(resources));
        deflated_stream(dict, self.out)
    }
}
