//! Colour spaces and colours, as sRGB near to what viewers show (ISO 32000-2, 8.6).

use std::rc::Rc;

use lopdf::Object;

use super::color_cache::ColorCache;
use super::function::Function;
use super::{icc, stream};
use crate::pdf::lexer::Token;
use crate::pdf::objects::{Dict, ObjectLookup, dict_of, resolve};

/// How deep colour spaces may be based on each other: Pattern on Indexed on Separation on `ICCBased`.
const DEPTH: usize = 6;
/// The largest lookup table of an Indexed space, in bytes: 256 colours of 32 components.
const MOST_TABLE: usize = 8192;

/// A colour of the sRGB screen, components from 0 to 1. See [`PaintColor`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rgb(pub [f64; 3]);

impl Rgb {
    /// Black.
    pub(crate) const BLACK: Self = Self([0.0; 3]);
    /// White.
    pub(crate) const WHITE: Self = Self([1.0; 3]);

    /// Its lightness, from 0 (black) to 1 (white), by the weights of Rec. 709.
    pub(crate) fn lightness(&self) -> f64 {
        let [r, g, b] = self.0;
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn from_gray(g: f64) -> Self {
        Self([g.clamp(0.0, 1.0); 3])
    }

    fn from_rgb(rgb: [f64; 3]) -> Self {
        Self(rgb.map(|n| n.clamp(0.0, 1.0)))
    }

    /// `DeviceCMYK` without a profile (10.4.2.4).
    fn from_cmyk([c, m, y, k]: [f64; 4]) -> Self {
        Self::from_rgb([c, m, y].map(|ink| (1.0 - ink.clamp(0.0, 1.0)) * (1.0 - k.clamp(0.0, 1.0))))
    }
}

/// The colour, or what takes its place, of a fill or a stroke.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub(crate) enum PaintColor {
    /// One colour.
    Solid(Rgb),
    /// One colour of a space that is not computed; viewers may show another.
    Uncertain(Rgb),
    /// A pattern or a shading.
    Pattern,
    /// Nothing: the colorant `None`.
    Invisible,
}

impl PaintColor {
    /// The colour, where it is one.
    pub(crate) fn rgb(&self) -> Option<Rgb> {
        match self {
            Self::Solid(rgb) | Self::Uncertain(rgb) => Some(*rgb),
            Self::Pattern | Self::Invisible => None,
        }
    }
}

/// A colour space.
#[derive(Debug, Clone)]
pub(super) enum ColorSpace {
    Gray,
    Rgb,
    Cmyk,
    CalGray {
        gamma: f64,
    },
    CalRgb {
        gamma: [f64; 3],
    },
    Lab {
        range: [f64; 4],
    },
    Icc {
        components: usize,
        profile: Rc<icc::IccProfile>,
    },
    Indexed {
        base: Rc<ColorSpace>,
        table: Vec<u8>,
    },
    Tint {
        components: usize,
        alternate: Rc<ColorSpace>,
        transform: Rc<Function>,
    },
    /// Separation or `DeviceN` whose colorants are all `None` (8.6.6.4).
    Invisible {
        components: usize,
    },
    Pattern(Option<Rc<ColorSpace>>),
    Unknown,
}

impl ColorSpace {
    /// The device space of a name, or of its abbreviation in inline images (table 91).
    fn device(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"DeviceGray" | b"G" | b"CalGray" => Self::Gray,
            b"DeviceRGB" | b"RGB" | b"CalRGB" => Self::Rgb,
            b"DeviceCMYK" | b"CMYK" | b"CalCMYK" => Self::Cmyk,
            b"Pattern" => Self::Pattern(None),
            _ => return None,
        })
    }

    /// Reads a colour space object; names are looked up in the resources.
    pub(super) fn read(
        doc: &dyn ObjectLookup,
        object: &Object,
        resources: Option<Dict<'_>>,
        cache: &mut ColorCache,
    ) -> Self {
        Self::read_at(doc, object, resources, 0, cache).unwrap_or(Self::Unknown)
    }

    fn read_at(
        doc: &dyn ObjectLookup,
        object: &Object,
        resources: Option<Dict<'_>>,
        depth: usize,
        cache: &mut ColorCache,
    ) -> Option<Self> {
        if depth > DEPTH {
            return None;
        }
        let object = resolve(doc, object)?;
        let mut deeper = |object: &Object| Self::read_at(doc, object, resources, depth + 1, cache);
        if let Ok(name) = object.as_name() {
            return Self::by_name(doc, name, resources, depth, cache);
        }
        let array = object.as_array().ok()?;
        let parameters = || Some(Dict::new(doc, dict_of(resolve(doc, array.get(1)?)?)?));
        let family = resolve(doc, array.first()?)?.as_name().ok()?;
        Some(match family {
            b"CalGray" => Self::CalGray { gamma: parameters()?.number(b"Gamma").unwrap_or(1.0) },
            b"CalRGB" => {
                let gamma = parameters()?.numbers(b"Gamma").and_then(|g| g.get(..3)?.try_into().ok());
                Self::CalRgb { gamma: gamma.unwrap_or([1.0; 3]) }
            }
            b"Lab" => {
                let range = parameters()?.numbers(b"Range").and_then(|r| r.get(..4)?.try_into().ok());
                Self::Lab { range: range.unwrap_or([-100.0, 100.0, -100.0, 100.0]) }
            }
            b"ICCBased" => {
                let profile = resolve(doc, array.get(1)?)?;
                let components = usize::try_from(parameters()?.integer(b"N")?).ok()?;
                Self::Icc { components, profile: cache.profile(profile, components)? }
            }
            b"Indexed" | b"I" => {
                let base = Rc::new(deeper(array.get(1)?)?);
                let table = resolve(doc, array.get(3)?)?;
                let table = match table.as_str() {
                    Ok(table) => table.to_vec(),
                    Err(_) => stream::decode(table, MOST_TABLE).ok()?.bytes,
                };
                Self::Indexed { base, table }
            }
            b"Separation" | b"DeviceN" => {
                let names = resolve(doc, array.get(1)?)?;
                let names = match names.as_array() {
                    Ok(names) => names.iter().filter_map(|n| resolve(doc, n)?.as_name().ok()).collect(),
                    Err(_) => vec![names.as_name().ok()?],
                };
                let components = names.len();
                if names.iter().all(|name| *name == b"None") {
                    Self::Invisible { components }
                } else {
                    let alternate = Rc::new(deeper(array.get(2)?)?);
                    let transform = cache.function(doc, array.get(3)?, 0)?;
                    Self::Tint { components, alternate, transform }
                }
            }
            b"Pattern" => Self::Pattern(array.get(1).and_then(deeper).map(Rc::new)),
            name => Self::device(name)?,
        })
    }

    /// The space of a name: a device space, which `DefaultGray` and its like in the resources replace (8.6.5.6), or
    /// a resource.
    fn by_name(
        doc: &dyn ObjectLookup,
        name: &[u8],
        resources: Option<Dict<'_>>,
        depth: usize,
        cache: &mut ColorCache,
    ) -> Option<Self> {
        let spaces = resources.and_then(|resources| resources.dict(b"ColorSpace"));
        let default: &[u8] = match name {
            b"DeviceGray" | b"G" => b"DefaultGray",
            b"DeviceRGB" | b"RGB" => b"DefaultRGB",
            b"DeviceCMYK" | b"CMYK" => b"DefaultCMYK",
            b"Pattern" => return Some(Self::Pattern(None)),
            _ => name,
        };
        if let Some(object) = spaces.and_then(|spaces| spaces.entry(default))
            && resolve(doc, object)?.as_name().ok() != Some(name)
        {
            // What a default is based on is not looked up again.
            return Self::read_at(doc, object, None, depth + 1, cache);
        }
        Self::device(name)
    }

    pub(super) fn components(&self) -> usize {
        match self {
            Self::Gray | Self::CalGray { .. } | Self::Indexed { .. } => 1,
            Self::Rgb | Self::CalRgb { .. } | Self::Lab { .. } => 3,
            Self::Cmyk => 4,
            Self::Icc { components, .. } | Self::Tint { components, .. } | Self::Invisible { components } => {
                *components
            }
            Self::Pattern(base) => base.as_ref().map_or(0, |base| base.components()),
            Self::Unknown => 0,
        }
    }

    /// How much it costs to compute a colour, in operators.
    pub(super) fn work(&self) -> usize {
        match self {
            Self::Tint { alternate, transform, .. } => transform.work() + alternate.work(),
            Self::Indexed { base, .. } | Self::Pattern(Some(base)) => base.work(),
            _ => 0,
        }
    }

    /// The initial colour of the space (8.6.5 to 8.6.6).
    pub(super) fn initial_color(&self) -> PaintColor {
        match self {
            Self::Pattern(_) => PaintColor::Pattern,
            Self::Tint { components, .. } => self.color_of(&vec![1.0; *components]),
            Self::Cmyk => PaintColor::Solid(Rgb::BLACK),
            Self::Icc { components: 4, .. } => self.color_of(&[0.0, 0.0, 0.0, 1.0]),
            _ => self.color_of(&vec![0.0; self.components()]),
        }
    }

    /// The colour of these components.
    pub(super) fn color_of(&self, components: &[f64]) -> PaintColor {
        let unsure = PaintColor::Uncertain(Rgb::BLACK);
        let first = components.first().copied().unwrap_or_default();
        match (self, components) {
            (Self::Gray, [g, ..]) => PaintColor::Solid(Rgb::from_gray(*g)),
            (Self::Rgb, [r, g, b, ..]) => PaintColor::Solid(Rgb::from_rgb([*r, *g, *b])),
            (Self::Cmyk, [c, m, y, k, ..]) => PaintColor::Solid(Rgb::from_cmyk([*c, *m, *y, *k])),
            // An sRGB screen has a gamma of about 2.2.
            (Self::CalGray { gamma }, [g, ..]) => {
                PaintColor::Solid(Rgb::from_gray(gamma_to_screen(*g, *gamma)))
            }
            (Self::CalRgb { gamma: [p, q, r] }, [a, b, c, ..]) => PaintColor::Solid(Rgb::from_rgb([
                gamma_to_screen(*a, *p),
                gamma_to_screen(*b, *q),
                gamma_to_screen(*c, *r),
            ])),
            (Self::Lab { range }, [l, a, b, ..]) => PaintColor::Solid(lab_to_rgb(*l, *a, *b, range)),
            (Self::Icc { profile, .. }, _) => match profile.color(components) {
                Some(rgb) => PaintColor::Solid(rgb),
                None => match components {
                    [_] => PaintColor::Uncertain(Rgb::from_gray(first)),
                    [r, g, b] => PaintColor::Uncertain(Rgb::from_rgb([*r, *g, *b])),
                    [c, m, y, k] => PaintColor::Uncertain(Rgb::from_cmyk([*c, *m, *y, *k])),
                    _ => unsure,
                },
            },
            (Self::Indexed { base, table }, _) => {
                let size = base.components();
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
                let index = first.clamp(0.0, 255.0) as usize;
                let entry = table.get(index * size..(index + 1) * size).unwrap_or_default();
                let scaled: Vec<f64> = entry.iter().map(|b| f64::from(*b) / 255.0).collect();
                if scaled.is_empty() { unsure } else { base.color_of(&base.decode_entry(&scaled)) }
            }
            (Self::Tint { alternate, transform, .. }, _) => {
                transform.evaluate(components).map_or(unsure, |mixed| alternate.color_of(&mixed))
            }
            (Self::Invisible { .. }, _) => PaintColor::Invisible,
            (Self::Pattern(Some(base)), [_, ..]) => base.color_of(components),
            (Self::Pattern(_), _) => PaintColor::Pattern,
            (Self::Unknown, components) => match *components {
                [g] => PaintColor::Uncertain(Rgb::from_gray(g)),
                [r, g, b] => PaintColor::Uncertain(Rgb::from_rgb([r, g, b])),
                [c, m, y, k] => PaintColor::Uncertain(Rgb::from_cmyk([c, m, y, k])),
                _ => unsure,
            },
            _ => unsure,
        }
    }

    /// Bytes of the lookup table, from 0 to 1, in the ranges of the base space.
    fn decode_entry(&self, entry: &[f64]) -> Vec<f64> {
        match (self, entry) {
            (Self::Lab { range: [a0, a1, b0, b1] }, [l, a, b]) => {
                vec![l * 100.0, a0 + a * (a1 - a0), b0 + b * (b1 - b0)]
            }
            _ => entry.to_vec(),
        }
    }
}

/// A value under a gamma, encoded for the screen.
fn gamma_to_screen(value: f64, gamma: f64) -> f64 {
    let linear = value.clamp(0.0, 1.0).powf(if gamma.is_finite() && gamma > 0.0 { gamma } else { 1.0 });
    linear.powf(1.0 / 2.2)
}

fn lab_to_rgb(l: f64, a: f64, b: f64, [a0, a1, b0, b1]: &[f64; 4]) -> Rgb {
    let m = (l.clamp(0.0, 100.0) + 16.0) / 116.0;
    let solve = |x: f64| if x >= 6.0 / 29.0 { x * x * x } else { 108.0 / 841.0 * (x - 4.0 / 29.0) };
    let (a, b) = (a.max(*a0).min(*a1), b.max(*b0).min(*b1));
    xyz_to_rgb([0.9642 * solve(m + a / 500.0), solve(m), 0.8249 * solve(m - b / 200.0)])
}

/// CIE XYZ relative to D50 (the PCS of ICC profiles) to sRGB.
pub(super) fn xyz_to_rgb([x, y, z]: [f64; 3]) -> Rgb {
    let linear = [
        3.1339 * x - 1.6169 * y - 0.4906 * z,
        -0.9788 * x + 1.9161 * y + 0.0335 * z,
        0.0719 * x - 0.2290 * y + 1.4052 * z,
    ];
    Rgb::from_rgb(linear.map(|n| {
        let n = n.clamp(0.0, 1.0);
        if n <= 0.003_130_8 { 12.92 * n } else { 1.055 * n.powf(1.0 / 2.4) - 0.055 }
    }))
}

/// The numbers among the operands of a colour operator.
pub(super) fn component_operands(operands: &[Token]) -> Vec<f64> {
    operands.iter().filter_map(Token::number).collect()
}

#[cfg(test)]
mod tests {
    use lopdf::{Document, dictionary};

    use super::*;

    fn lightness(object: &Object, components: &[f64]) -> Option<f64> {
        let ink =
            ColorSpace::read(&Document::new(), object, None, &mut ColorCache::default()).color_of(components);
        ink.rgb().map(|rgb| (rgb.lightness() * 1000.0).round() / 1000.0)
    }

    #[test]
    fn every_family_has_a_white_and_a_black() {
        let name = |name: &str| Object::Name(name.into());
        let inverted = dictionary! {
            "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 1,
            "C0" => vec![1.into()], "C1" => vec![0.into()],
        };
        let separation: Object =
            vec![name("Separation"), name("Spot"), name("DeviceGray"), inverted.into()].into();
        let lab: Object = vec![name("Lab"), dictionary! { "WhitePoint" => vec![] }.into()].into();
        let table = Object::String(vec![0, 255], lopdf::StringFormat::Literal);
        let indexed: Object = vec![name("Indexed"), name("DeviceGray"), 1.into(), table].into();
        let cal: Object =
            vec![name("CalRGB"), dictionary! { "Gamma" => vec![Object::Real(2.2); 3] }.into()].into();
        for (space, white, black) in [
            (name("DeviceGray"), vec![1.0], vec![0.0]),
            (name("DeviceRGB"), vec![1.0; 3], vec![0.0; 3]),
            (name("DeviceCMYK"), vec![0.0; 4], vec![0.0, 0.0, 0.0, 1.0]),
            (separation, vec![0.0], vec![1.0]),
            (lab, vec![100.0, 0.0, 0.0], vec![0.0; 3]),
            (indexed, vec![1.0], vec![0.0]),
            (cal, vec![1.0; 3], vec![0.0; 3]),
        ] {
            assert!(lightness(&space, &white).unwrap() > 0.995, "{space:?}");
            assert!(lightness(&space, &black).unwrap() < 0.01, "{space:?}");
        }
    }

    #[test]
    fn a_space_may_paint_nothing_or_be_unknown() {
        let none = vec![Object::Name(b"Separation".to_vec()), Object::Name(b"None".to_vec())].into();
        assert_eq!(
            ColorSpace::read(&Document::new(), &none, None, &mut ColorCache::default()).color_of(&[1.0]),
            PaintColor::Invisible
        );
        let unknown = ColorSpace::read(
            &Document::new(),
            &Object::Name(b"Cs1".to_vec()),
            None,
            &mut ColorCache::default(),
        );
        assert_eq!(unknown.color_of(&[1.0]), PaintColor::Uncertain(Rgb::WHITE));
    }

    #[test]
    fn a_space_based_on_itself_ends() {
        let mut doc = Document::new();
        let id = doc.new_object_id();
        doc.set_object(id, vec![Object::Name(b"Pattern".to_vec()), id.into()]);
        assert!(matches!(
            ColorSpace::read(&doc, &id.into(), None, &mut ColorCache::default()),
            ColorSpace::Pattern(_)
        ));
    }
}
