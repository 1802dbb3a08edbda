//! Appearance streams of fields (ISO 32000-2, 12.5.5 and 12.7.4.3), drawn here, so that every viewer shows the
//! same.
//!
//! In: a text or a state, the widget's rectangle with its border and background, a face and a font size. Out: a
//! form `XObject`, or a [`TextOverflow`].

// What is behind the text.
pub(crate) mod border;
pub(crate) mod preserved_frame;
// Text: metrics, then settings, layout and drawing of one line, then the other kinds of fields.
pub(crate) mod comb;
pub(crate) mod face_metrics;
pub(crate) mod list_box;
pub(crate) mod multiline;
pub(crate) mod text;
// Check boxes and radio buttons.
pub(crate) mod button;

use lopdf::{Dictionary, Object, Stream};

use super::default_appearance::Color;
use super::field::Rotation;
use super::geometry::{Matrix, Rect};
use super::incremental_update::deflated_stream;
use super::serialize::{number_object, write_number};

/// The smallest font size, in points.
pub(crate) const SMALLEST_FONT_SIZE: f64 = 4.0;
/// The smallest font size in a box that is too low for the former, in points.
const SMALLEST_FONT_SIZE_IN_LOW_BOX: f64 = 2.0;
/// The largest automatic font size, in points.
pub(crate) const LARGEST_AUTO_FONT_SIZE: f64 = 12.0;

/// The font size that the form and the kind of field allow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum SizeConstraint {
    /// The largest size that fits, up to [`LARGEST_AUTO_FONT_SIZE`].
    Auto,
    /// This size, in points.
    Fixed(f64),
    /// The largest size that fits between these, in points.
    Between {
        /// The size of the form.
        maximum: f64,
        /// The smallest size allowed.
        minimum: f64,
    },
}

impl SizeConstraint {
    /// The size of the form, if it names one; a smaller one counts as shrunk.
    pub(crate) fn requested(self) -> Option<f64> {
        match self {
            Self::Auto => None,
            Self::Fixed(size) | Self::Between { maximum: size, .. } => Some(size),
        }
    }

    /// The smallest size that may be drawn.
    pub(crate) fn minimum(self) -> f64 {
        match self {
            Self::Auto => SMALLEST_FONT_SIZE,
            // A form may have a smaller size than the smallest one here.
            Self::Fixed(size) => SMALLEST_FONT_SIZE.min(size),
            Self::Between { maximum: most, minimum: least } => least.min(most),
        }
    }
}

/// The box of an appearance in reading direction: from the origin, rotated with the widget (R of MK).
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

    /// The matrix from this box to the widget's rectangle, moved to the origin.
    pub(crate) fn placement(&self) -> Matrix {
        self.matrix().map_or(Matrix::IDENTITY, Matrix)
    }

    /// Matrix of the appearance; `None` where nothing is rotated.
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

/// Builds a content stream, one operator a line.
#[derive(Debug, Default)]
pub(crate) struct ContentBuilder {
    out: Vec<u8>,
}

/// Whether a colour is for filling or stroking.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ColorTarget {
    Fill,
    Stroke,
}

impl ContentBuilder {
    /// An operator with numbers as operands.
    pub(crate) fn operator(&mut self, numbers: &[f64], operator: &str) {
        for number in numbers {
            write_number(&mut self.out, *number);
            self.out.push(b' ');
        }
        self.out.extend(operator.as_bytes());
        self.out.push(b'\n');
    }

    /// A line as it is.
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

    /// A form `XObject` with the box as `BBox`. `fonts` are resource names and objects of the fonts in use.
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
