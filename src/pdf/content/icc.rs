//! ICC profiles as colours of the screen: exact enough to tell light from dark, also where a profile inverts its
//! input.
//!
//! Source: ICC.1:2022, clauses 7.2 (header), 7.3 (tags) and 10 (tag types).

use lopdf::Object;

use super::color::{Rgb, xyz_to_rgb};
use super::function::Function;
use super::stream;

/// CMYK profiles of print shops reach 2 MB.
const MOST_BYTES: usize = 4 << 20;
/// The largest table that is read, in values.
const MOST_VALUES: usize = 500_000;

/// A profile.
#[derive(Debug, Clone)]
pub(super) enum IccProfile {
    /// A grayTRC curve.
    Gray(ToneCurve),
    /// Three TRC curves, and the matrix of the colorants to XYZ.
    Matrix { curves: Vec<ToneCurve>, columns: Vec<[f64; 3]> },
    /// A2B tables to Lab or XYZ.
    Lut(Box<IccLut>),
    /// Any other profile: colours are not computed.
    Unknown,
}

#[derive(Debug, Clone)]
pub(super) struct IccLut {
    /// Applied in this order.
    stages: Vec<LutStage>,
    connection_space: ConnectionSpace,
}

#[derive(Debug, Clone)]
enum LutStage {
    Curves(Vec<ToneCurve>),
    /// A colour table; its inputs are reversed, because a profile varies the first one slowest.
    Clut(Function),
    Matrix([f64; 12]),
}

/// The encoding of the profile connection space (PCS) from 0 to 1.
#[derive(Debug, Clone, Copy)]
enum ConnectionSpace {
    Lab,
    /// The 16 bits of version 2, in which 65280 is 100.
    LabV2,
    Xyz,
}

#[derive(Debug, Clone)]
pub(super) enum ToneCurve {
    Gamma(f64),
    Sampled(Vec<f64>),
    /// Parametric curves of types 1 to 4, as g a b c d e f of type 4.
    Parametric([f64; 7]),
}

impl LutStage {
    fn number_count(&self) -> usize {
        match self {
            Self::Curves(curves) => curves.iter().map(ToneCurve::number_count).sum(),
            Self::Clut(table) => table.number_count(),
            Self::Matrix(numbers) => numbers.len(),
        }
    }
}

impl IccProfile {
    /// Reads the stream of an `ICCBased` space; `None` where the profile has another number of components.
    pub(super) fn read(object: &Object, components: usize) -> Option<Self> {
        let bytes = stream::decode(object, MOST_BYTES).map(|decoded| decoded.bytes).unwrap_or_default();
        let space = bytes.get(16..20).unwrap_or_default();
        let wanted = match space {
            b"GRAY" => 1,
            b"RGB " | b"Lab " => 3,
            b"CMYK" => 4,
            _ => return Some(Self::Unknown),
        };
        (wanted == components).then(|| Self::parse(&bytes, components).unwrap_or(Self::Unknown))
    }

    fn parse(bytes: &[u8], components: usize) -> Option<Self> {
        let connection_is_lab = match bytes.get(20..24)? {
            b"Lab " => true,
            b"XYZ " => false,
            _ => return None,
        };
        if let Some(tag) = tag_data(bytes, *b"A2B0") {
            return Some(Self::Lut(Box::new(read_lut(tag, components, connection_is_lab)?)));
        }
        match components {
            1 => Some(Self::Gray(ToneCurve::read(tag_data(bytes, *b"kTRC")?)?.0)),
            3 if !connection_is_lab => {
                let curves =
                    [b"rTRC", b"gTRC", b"bTRC"].map(|name| Some(ToneCurve::read(tag_data(bytes, *name)?)?.0));
                let columns = [b"rXYZ", b"gXYZ", b"bXYZ"].map(|name| {
                    let tag = tag_data(bytes, *name)?;
                    Some([s15_fixed16_at(tag, 8)?, s15_fixed16_at(tag, 12)?, s15_fixed16_at(tag, 16)?])
                });
                Some(Self::Matrix {
                    curves: curves.into_iter().collect::<Option<_>>()?,
                    columns: columns.into_iter().collect::<Option<_>>()?,
                })
            }
            _ => None,
        }
    }

    /// How many numbers it keeps.
    pub(super) fn number_count(&self) -> usize {
        match self {
            Self::Unknown => 0,
            Self::Gray(curve) => curve.number_count(),
            Self::Matrix { curves, .. } => curves.iter().map(ToneCurve::number_count).sum(),
            Self::Lut(lut) => lut.stages.iter().map(LutStage::number_count).sum(),
        }
    }

    /// The colour of the screen; `None` where it cannot be computed.
    pub(super) fn color(&self, components: &[f64]) -> Option<Rgb> {
        match self {
            Self::Unknown => None,
            Self::Gray(curve) => {
                let y = curve.evaluate(*components.first()?);
                Some(xyz_to_rgb([0.9642 * y, y, 0.8249 * y]))
            }
            Self::Matrix { curves, columns } => {
                let mut sum = [0.0; 3];
                for ((value, curve), column) in components.iter().zip(curves).zip(columns) {
                    let linear = curve.evaluate(*value);
                    for (sum, part) in sum.iter_mut().zip(column) {
                        *sum += linear * part;
                    }
                }
                Some(xyz_to_rgb(sum))
            }
            Self::Lut(table) => table.color(components),
        }
    }
}

impl IccLut {
    fn color(&self, components: &[f64]) -> Option<Rgb> {
        let mut values = components.to_vec();
        for stage in &self.stages {
            values = match stage {
                LutStage::Curves(curves) => {
                    values.iter().zip(curves).map(|(v, curve)| curve.evaluate(*v)).collect()
                }
                LutStage::Clut(grid) => {
                    values.reverse();
                    grid.evaluate(&values)?
                }
                LutStage::Matrix([a, b, c, d, e, f, g, h, i, x, y, z]) => match *values.as_slice() {
                    [p, q, r] => {
                        vec![a * p + b * q + c * r + x, d * p + e * q + f * r + y, g * p + h * q + i * r + z]
                    }
                    _ => return None,
                },
            };
        }
        let [p, q, r] = *values.as_slice() else { return None };
        let from_lab = |l: f64, a: f64, b: f64| {
            let m = (l + 16.0) / 116.0;
            let solve = |x: f64| if x >= 6.0 / 29.0 { x * x * x } else { 108.0 / 841.0 * (x - 4.0 / 29.0) };
            xyz_to_rgb([0.9642 * solve(m + a / 500.0), solve(m), 0.8249 * solve(m - b / 200.0)])
        };
        Some(match self.connection_space {
            ConnectionSpace::Lab => from_lab(p * 100.0, q * 255.0 - 128.0, r * 255.0 - 128.0),
            ConnectionSpace::LabV2 => {
                let full = 65_535.0 / 65_280.0;
                from_lab(p * full * 100.0, q * full * 255.0 - 128.0, r * full * 255.0 - 128.0)
            }
            ConnectionSpace::Xyz => xyz_to_rgb([p, q, r].map(|n| n * (1.0 + 32_767.0 / 32_768.0))),
        })
    }
}

impl ToneCurve {
    fn number_count(&self) -> usize {
        match self {
            Self::Gamma(_) => 1,
            Self::Sampled(values) => values.len(),
            Self::Parametric(numbers) => numbers.len(),
        }
    }

    /// A curve, and its length in bytes.
    fn read(tag: &[u8]) -> Option<(Self, usize)> {
        match tag.get(..4)? {
            b"curv" => {
                let count = usize::try_from(u32_at(tag, 8)?).ok()?;
                let curve = match count {
                    0 => Self::Gamma(1.0),
                    1 => Self::Gamma(f64::from(u16_at(tag, 12)?) / 256.0),
                    2..=65_536 => {
                        let sample = |n| Some(f64::from(u16_at(tag, 12 + 2 * n)?) / 65_535.0);
                        Self::Sampled((0..count).map(sample).collect::<Option<_>>()?)
                    }
                    _ => return None,
                };
                Some((curve, 12 + 2 * count))
            }
            b"para" => {
                let count = *[1, 3, 4, 5, 7].get(usize::from(u16_at(tag, 8)?))?;
                let mut given = [0.0; 7];
                for (n, slot) in given.iter_mut().take(count).enumerate() {
                    *slot = s15_fixed16_at(tag, 12 + 4 * n)?;
                }
                let [g, a, b, c, d, e, f] = given;
                let curve = match count {
                    1 => Self::Gamma(g),
                    3 => Self::Parametric([g, a, b, 0.0, -b / a, 0.0, 0.0]),
                    4 => Self::Parametric([g, a, b, 0.0, -b / a, c, c]),
                    5 => Self::Parametric([g, a, b, c, d, 0.0, 0.0]),
                    _ => Self::Parametric([g, a, b, c, d, e, f]),
                };
                Some((curve, 12 + 4 * count))
            }
            _ => None,
        }
    }

    fn evaluate(&self, x: f64) -> f64 {
        let x = x.clamp(0.0, 1.0);
        let y = match self {
            Self::Gamma(gamma) => x.powf(*gamma),
            Self::Sampled(samples) => interpolate(samples, x),
            Self::Parametric([g, a, b, c, d, e, f]) => {
                if x >= *d {
                    (a * x + b).max(0.0).powf(*g) + e
                } else {
                    c * x + f
                }
            }
        };
        if y.is_finite() { y.clamp(0.0, 1.0) } else { 0.0 }
    }
}

fn interpolate(samples: &[f64], x: f64) -> f64 {
    let place = x * (samples.len().saturating_sub(1)) as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to the length")]
    let low = place as usize;
    let at = |n: usize| samples.get(n).or(samples.last()).copied().unwrap_or_default();
    at(low) + (at(low + 1) - at(low)) * (place - low as f64)
}

fn read_lut(tag: &[u8], inputs: usize, lab: bool) -> Option<IccLut> {
    let count = |at: usize| tag.get(at).map(|n| usize::from(*n));
    if count(8)? != inputs || count(9)? != 3 {
        return None;
    }
    let old = |connection| if lab { connection } else { ConnectionSpace::Xyz };
    match tag.get(..4)? {
        b"mft1" => {
            let grid = count(10)?;
            let byte = |at: usize| Some(f64::from(*tag.get(at)?) / 255.0);
            let stages = lut8_lut16_stages(inputs, grid, (256, 256), 48, byte)?;
            Some(IccLut { stages, connection_space: old(ConnectionSpace::Lab) })
        }
        b"mft2" => {
            let lengths = (usize::from(u16_at(tag, 48)?), usize::from(u16_at(tag, 50)?));
            let word = |at: usize| Some(f64::from(u16_at(tag, 52 + 2 * at)?) / 65_535.0);
            let stages = lut8_lut16_stages(inputs, count(10)?, lengths, 0, word)?;
            Some(IccLut { stages, connection_space: old(ConnectionSpace::LabV2) })
        }
        b"mAB " => Some(IccLut {
            stages: lut_a_to_b_stages(tag, inputs)?,
            connection_space: old(ConnectionSpace::Lab),
        }),
        _ => None,
    }
}

/// Input curves, a colour table and output curves (lut8Type, lut16Type). The matrix of these types is for XYZ
/// inputs only.
fn lut8_lut16_stages(
    inputs: usize,
    grid: usize,
    (entries_in, entries_out): (usize, usize),
    from: usize,
    value: impl Fn(usize) -> Option<f64>,
) -> Option<Vec<LutStage>> {
    let values = |from: usize, count: usize| (from..from + count).map(&value).collect::<Option<Vec<f64>>>();
    let curves = |from: usize, entries: usize, count: usize| {
        (0..count)
            .map(|n| values(from + n * entries, entries).map(ToneCurve::Sampled))
            .collect::<Option<Vec<_>>>()
    };
    let cells = clut_length(grid, inputs)?;
    let grid_at = from + inputs * entries_in;
    Some(vec![
        LutStage::Curves(curves(from, entries_in, inputs)?),
        LutStage::Clut(Function::from_samples(&vec![grid; inputs], values(grid_at, cells)?)),
        LutStage::Curves(curves(grid_at + cells, entries_out, 3)?),
    ])
}

/// A curves, colour table, M curves, matrix and B curves, each at its offset (lutAToBType).
fn lut_a_to_b_stages(tag: &[u8], inputs: usize) -> Option<Vec<LutStage>> {
    let offset = |at: usize| usize::try_from(u32_at(tag, at)?).ok();
    let curves = |at: usize, count: usize| {
        let mut rest = tag.get(at..)?;
        let mut curves = Vec::new();
        for _ in 0..count {
            let (curve, length) = ToneCurve::read(rest)?;
            curves.push(curve);
            rest = rest.get(length.next_multiple_of(4)..).unwrap_or_default();
        }
        Some(LutStage::Curves(curves))
    };
    let (b, matrix, m, grid, a) = (offset(12)?, offset(16)?, offset(20)?, offset(24)?, offset(28)?);
    let mut stages = Vec::new();
    if a != 0 {
        stages.push(curves(a, inputs)?);
    }
    if grid != 0 {
        let mut size: Vec<usize> = tag.get(grid..grid + inputs)?.iter().map(|n| usize::from(*n)).collect();
        let cells =
            size.iter().try_fold(3usize, |all, n| all.checked_mul(*n)).filter(|n| *n <= MOST_VALUES)?;
        let wide = *tag.get(grid + 16)? == 2;
        let value = |n: usize| {
            if wide {
                Some(f64::from(u16_at(tag, grid + 20 + 2 * n)?) / 65_535.0)
            } else {
                Some(f64::from(*tag.get(grid + 20 + n)?) / 255.0)
            }
        };
        size.reverse();
        stages.push(LutStage::Clut(Function::from_samples(
            &size,
            (0..cells).map(value).collect::<Option<_>>()?,
        )));
    }
    if m != 0 {
        stages.push(curves(m, 3)?);
    }
    if matrix != 0 {
        let mut numbers = [0.0; 12];
        for (n, slot) in numbers.iter_mut().enumerate() {
            *slot = s15_fixed16_at(tag, matrix + 4 * n)?;
        }
        stages.push(LutStage::Matrix(numbers));
    }
    stages.push(curves(b, 3)?);
    Some(stages)
}

/// The number of values of a colour table with this many points in each dimension.
fn clut_length(grid: usize, inputs: usize) -> Option<usize> {
    let cells = (0..inputs).try_fold(3usize, |all, _| all.checked_mul(grid))?;
    (grid > 1 && cells <= MOST_VALUES).then_some(cells)
}

fn tag_data(bytes: &[u8], name: [u8; 4]) -> Option<&[u8]> {
    let count = usize::try_from(u32_at(bytes, 128)?).ok()?.min(100);
    let entry = (0..count).map(|n| 132 + 12 * n).find(|at| bytes.get(*at..*at + 4) == Some(&name))?;
    let offset = usize::try_from(u32_at(bytes, entry + 4)?).ok()?;
    let length = usize::try_from(u32_at(bytes, entry + 8)?).ok()?;
    bytes.get(offset..offset.checked_add(length)?)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_be_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes)
}

/// An s15Fixed16Number.
fn s15_fixed16_at(bytes: &[u8], at: usize) -> Option<f64> {
    u32_at(bytes, at).map(|n| f64::from(n.cast_signed()) / 65_536.0)
}

#[cfg(test)]
mod tests {
    use lopdf::{Stream, dictionary};

    use super::*;

    fn profile(space: &[u8], connection: &[u8], tags: &[(&[u8; 4], Vec<u8>)]) -> Object {
        let mut head = vec![0; 128];
        head[16..20].copy_from_slice(space);
        head[20..24].copy_from_slice(connection);
        head.extend(u32::try_from(tags.len()).unwrap().to_be_bytes());
        let mut data = Vec::new();
        for (name, bytes) in tags {
            head.extend_from_slice(*name);
            let at = 132 + 12 * tags.len() + data.len();
            head.extend(u32::try_from(at).unwrap().to_be_bytes());
            head.extend(u32::try_from(bytes.len()).unwrap().to_be_bytes());
            data.extend_from_slice(bytes);
        }
        head.extend(data);
        Stream::new(dictionary! {}, head).into()
    }

    fn curve(samples: &[u16]) -> Vec<u8> {
        let mut bytes = b"curv\0\0\0\0".to_vec();
        bytes.extend(u32::try_from(samples.len()).unwrap().to_be_bytes());
        bytes.extend(samples.iter().flat_map(|n| n.to_be_bytes()));
        bytes
    }

    fn lightness(object: &Object, components: &[f64]) -> Option<f64> {
        Some(IccProfile::read(object, components.len())?.color(components)?.lightness())
    }

    #[test]
    fn a_curve_may_turn_black_into_white() {
        let plain = profile(b"GRAY", b"XYZ ", &[(b"kTRC", curve(&[]))]);
        let inverted = profile(b"GRAY", b"XYZ ", &[(b"kTRC", curve(&[65_535, 0]))]);
        assert!(lightness(&plain, &[0.0]).unwrap() < 0.01 && lightness(&plain, &[1.0]).unwrap() > 0.99);
        assert!(lightness(&inverted, &[0.0]).unwrap() > 0.99 && lightness(&inverted, &[1.0]).unwrap() < 0.01);
    }

    #[test]
    fn a_matrix_adds_up_to_white() {
        let column = |xyz: [f64; 3]| {
            let mut bytes = b"XYZ \0\0\0\0".to_vec();
            #[expect(clippy::cast_possible_truncation)]
            bytes.extend(xyz.iter().flat_map(|n| ((n * 65_536.0) as i32).to_be_bytes()));
            bytes
        };
        let gamma = || curve(&[0x0233]);
        let srgb = profile(
            b"RGB ",
            b"XYZ ",
            &[
                (b"rTRC", gamma()),
                (b"gTRC", gamma()),
                (b"bTRC", gamma()),
                (b"rXYZ", column([0.4361, 0.2225, 0.0139])),
                (b"gXYZ", column([0.3851, 0.7169, 0.0971])),
                (b"bXYZ", column([0.1431, 0.0606, 0.7141])),
            ],
        );
        assert!(lightness(&srgb, &[1.0; 3]).unwrap() > 0.99);
        assert!((lightness(&srgb, &[0.5; 3]).unwrap() - 0.5).abs() < 0.02);
        assert!(lightness(&srgb, &[1.0; 4]).is_none());
    }

    #[test]
    fn a_table_is_looked_up() {
        // lut8Type: colorants from 0 to 255, two grid points in each dimension; only black lowers the lightness.
        let mut table = b"mft1\0\0\0\0\x04\x03\x02\0".to_vec();
        table.extend([0; 36]);
        let ramp: Vec<u8> = (0..=255).collect();
        (0..4).for_each(|_| table.extend(&ramp));
        for _ in 0..8 {
            table.extend([[255, 128, 128], [20, 128, 128]].concat());
        }
        (0..3).for_each(|_| table.extend(&ramp));
        let cmyk = profile(b"CMYK", b"Lab ", &[(b"A2B0", table)]);
        // In the profile the first colorant varies slowest, the last fastest.
        assert!(lightness(&cmyk, &[1.0, 0.0, 0.0, 0.0]).unwrap() > 0.98);
        assert!(lightness(&cmyk, &[0.0, 0.0, 0.0, 1.0]).unwrap() < 0.1);
    }

    #[test]
    fn nonsense_is_unknown() {
        assert!(lightness(&Object::Null, &[0.0]).is_none());
        assert!(lightness(&profile(b"RGB ", b"XYZ ", &[(b"rTRC", vec![1, 2, 3])]), &[0.0; 3]).is_none());
    }
}
