//! Functions of tint transforms, shadings and ICC tables (ISO 32000-2, 7.10).

use lopdf::Object;

use super::stream;
use crate::pdf::lexer::{Lexer, Token};
use crate::pdf::objects::{Dict, ObjectLookup, dict_of, resolve};

/// How deep stitching functions and procedures of a calculator may be nested.
const DEPTH: usize = 8;
/// The most instructions of a PostScript calculator.
const MOST_STEPS: usize = 4096;
/// The most bytes of a sampled function or a calculator.
const MOST_BYTES: usize = 1 << 20;
/// The most inputs or outputs; `DeviceN` has at most 32 colorants.
const MOST_VALUES: usize = 32;

/// A function of n numbers to m numbers.
#[derive(Debug, Clone)]
pub(super) struct Function {
    domain: Vec<(f64, f64)>,
    range: Vec<(f64, f64)>,
    kind: FunctionType,
}

#[derive(Debug, Clone)]
enum FunctionType {
    Sampled {
        size: Vec<usize>,
        encode: Vec<(f64, f64)>,
        decode: Vec<(f64, f64)>,
        samples: Vec<f64>,
    },
    Exponential {
        c0: Vec<f64>,
        c1: Vec<f64>,
        exponent: f64,
    },
    Stitching {
        functions: Vec<Function>,
        bounds: Vec<f64>,
        encode: Vec<(f64, f64)>,
    },
    Calculator(Vec<CalculatorStep>),
    /// An array of functions, one for each output.
    PerOutput(Vec<Function>),
}

impl Function {
    pub(super) fn read(doc: &dyn ObjectLookup, object: &Object) -> Option<Self> {
        Self::read_at(doc, object, 0)
    }

    fn read_at(doc: &dyn ObjectLookup, object: &Object, depth: usize) -> Option<Self> {
        if depth > DEPTH {
            return None;
        }
        let object = resolve(doc, object)?;
        if let Object::Array(functions) = object {
            let all = functions.iter().take(MOST_VALUES).map(|f| Self::read_at(doc, f, depth + 1));
            return Some(Self {
                domain: vec![],
                range: vec![],
                kind: FunctionType::PerOutput(all.collect::<Option<_>>()?),
            });
        }
        let dict = Dict::new(doc, dict_of(object)?);
        let domain = pairs(&dict.numbers(b"Domain")?);
        let range = pairs(&dict.numbers(b"Range").unwrap_or_default());
        if domain.is_empty() || domain.len() > MOST_VALUES || range.len() > MOST_VALUES {
            return None;
        }
        let kind = match dict.integer(b"FunctionType")? {
            0 => read_sampled(&dict, object, &domain, &range)?,
            2 => FunctionType::Exponential {
                c0: dict.numbers(b"C0").unwrap_or_else(|| vec![0.0]),
                c1: dict.numbers(b"C1").unwrap_or_else(|| vec![1.0]),
                exponent: dict.number(b"N")?,
            },
            3 => FunctionType::Stitching {
                functions: dict
                    .array(b"Functions")?
                    .iter()
                    .take(256)
                    .map(|f| Self::read_at(doc, f, depth + 1))
                    .collect::<Option<_>>()?,
                bounds: dict.numbers(b"Bounds")?,
                encode: pairs(&dict.numbers(b"Encode")?),
            },
            4 => {
                let bytes = stream::decode(object, MOST_BYTES).ok()?.bytes;
                FunctionType::Calculator(parse_calculator(&bytes)?)
            }
            _ => return None,
        };
        Some(Self { domain, range, kind })
    }

    /// A function of three outputs over a grid of samples; inputs and outputs from 0 to 1, the first input varies
    /// fastest.
    pub(super) fn from_samples(size: &[usize], samples: Vec<f64>) -> Self {
        let unit = |count: usize| vec![(0.0, 1.0); count];
        let kind = FunctionType::Sampled {
            encode: size.iter().map(|n| (0.0, *n as f64 - 1.0)).collect(),
            decode: unit(3),
            size: size.to_vec(),
            samples,
        };
        Self { domain: unit(size.len()), range: Vec::new(), kind }
    }

    /// The outputs for these inputs; `None` where their number is wrong or a result is no number.
    pub(super) fn evaluate(&self, inputs: &[f64]) -> Option<Vec<f64>> {
        let clamped: Vec<f64> = if self.domain.is_empty() {
            inputs.to_vec()
        } else {
            inputs.iter().zip(&self.domain).map(|(x, domain)| clamp(*x, *domain)).collect()
        };
        let first = clamped.first().copied()?;
        let mut outputs = match &self.kind {
            FunctionType::Sampled { size, encode, decode, samples } => {
                multilinear(&clamped, &self.domain, size, encode, decode, samples)?
            }
            FunctionType::Exponential { c0, c1, exponent } => {
                let power = first.powf(*exponent);
                c0.iter().zip(c1).map(|(a, b)| a + power * (b - a)).collect()
            }
            FunctionType::Stitching { functions, bounds, encode } => {
                let index = bounds.iter().filter(|bound| first >= **bound).count().min(functions.len() - 1);
                let domain = self.domain.first()?;
                let low = index.checked_sub(1).map_or(Some(domain.0), |i| bounds.get(i).copied())?;
                let high = bounds.get(index).copied().unwrap_or(domain.1);
                functions.get(index)?.evaluate(&[rescale(first, (low, high), *encode.get(index)?)])?
            }
            FunctionType::Calculator(steps) => {
                let mut stack = clamped;
                run_calculator(steps, &mut stack)?;
                let wanted = self.range.len().min(stack.len());
                stack.split_off(stack.len() - wanted)
            }
            FunctionType::PerOutput(functions) => {
                let each = functions.iter().map(|f| f.evaluate(inputs)?.first().copied());
                each.collect::<Option<_>>()?
            }
        };
        for (output, range) in outputs.iter_mut().zip(&self.range) {
            *output = clamp(*output, *range);
        }
        outputs.iter().all(|output| output.is_finite()).then_some(outputs)
    }
}

fn clamp(x: f64, (low, high): (f64, f64)) -> f64 {
    x.max(low).min(high)
}

fn rescale(x: f64, from: (f64, f64), to: (f64, f64)) -> f64 {
    let empty = (from.1 - from.0).abs() < f64::EPSILON;
    if empty { to.0 } else { to.0 + (x - from.0) * (to.1 - to.0) / (from.1 - from.0) }
}

fn pairs(numbers: &[f64]) -> Vec<(f64, f64)> {
    numbers.as_chunks::<2>().0.iter().map(|[a, b]| (*a, *b)).collect()
}

fn read_sampled(
    dict: &Dict<'_>,
    object: &Object,
    domain: &[(f64, f64)],
    range: &[(f64, f64)],
) -> Option<FunctionType> {
    let size: Vec<usize> = dict
        .numbers(b"Size")?
        .iter()
        .map(|n| if (1.0..=65_536.0).contains(n) { to_index(*n) } else { 0 })
        .collect();
    let bits =
        usize::try_from(dict.integer(b"BitsPerSample")?).ok().filter(|bits| (1..=32).contains(bits))?;
    let total = size.iter().try_fold(range.len(), |all, n| all.checked_mul(*n))?;
    if size.len() != domain.len() || size.len() > 4 || total == 0 || total.checked_mul(bits)? > MOST_BYTES * 8
    {
        return None;
    }
    let data = stream::decode(object, MOST_BYTES).ok()?.bytes;
    let scale = ((1u64 << bits) - 1) as f64;
    let samples = (0..total).map(|n| bits_at(&data, n * bits, bits) / scale).collect();
    let last = |n: &usize| (0.0, *n as f64 - 1.0);
    Some(FunctionType::Sampled {
        encode: dict.numbers(b"Encode").map_or_else(|| size.iter().map(last).collect(), |e| pairs(&e)),
        decode: dict.numbers(b"Decode").map_or_else(|| range.to_vec(), |d| pairs(&d)),
        size,
        samples,
    })
}

fn to_index(n: f64) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates; callers clamp")]
    let index = n as usize;
    index
}

fn bits_at(data: &[u8], from: usize, count: usize) -> f64 {
    let bit = |at: usize| u64::from(data.get(at / 8).copied().unwrap_or_default() >> (7 - at % 8) & 1);
    (from..from + count).fold(0u64, |value, at| value << 1 | bit(at)) as f64
}

/// Multilinear interpolation between the samples around the inputs.
fn multilinear(
    inputs: &[f64],
    domain: &[(f64, f64)],
    size: &[usize],
    encode: &[(f64, f64)],
    decode: &[(f64, f64)],
    samples: &[f64],
) -> Option<Vec<f64>> {
    let outputs = decode.len();
    let mut places = Vec::with_capacity(size.len());
    for (((x, domain), encode), size) in inputs.iter().zip(domain).zip(encode).zip(size) {
        let at = clamp(rescale(*x, *domain, *encode), (0.0, *size as f64 - 1.0));
        let low = to_index(at.floor()).min(size - 1);
        places.push((low, (low + 1).min(size - 1), at - low as f64));
    }
    if places.len() != size.len() {
        return None;
    }
    let mut found = vec![0.0; outputs];
    for corner in 0..1usize << places.len() {
        let (mut index, mut stride, mut weight) = (0usize, 1usize, 1.0);
        for (n, ((low, high, share), size)) in places.iter().zip(size).enumerate() {
            let upper = corner >> n & 1 == 1;
            index += stride * if upper { high } else { low };
            weight *= if upper { *share } else { 1.0 - share };
            stride *= size;
        }
        if weight > 0.0 {
            for (n, sum) in found.iter_mut().enumerate() {
                *sum += weight * samples.get(index * outputs + n)?;
            }
        }
    }
    Some(found.iter().zip(decode).map(|(sample, (low, high))| low + sample * (high - low)).collect())
}

/// An instruction of a PostScript calculator (7.10.5).
#[derive(Debug, Clone, PartialEq)]
enum CalculatorStep {
    Number(f64),
    Operator(Vec<u8>),
    If(Vec<CalculatorStep>),
    IfElse(Vec<CalculatorStep>, Vec<CalculatorStep>),
}

fn parse_calculator(bytes: &[u8]) -> Option<Vec<CalculatorStep>> {
    let mut lexer = Lexer::new(bytes);
    if !lexer.next()?.is_keyword(b"{") {
        return None;
    }
    let mut left = MOST_STEPS;
    parse_block(&mut lexer, 0, &mut left)
}

fn parse_block(lexer: &mut Lexer<'_>, depth: usize, left: &mut usize) -> Option<Vec<CalculatorStep>> {
    if depth > DEPTH {
        return None;
    }
    let mut steps = Vec::new();
    let mut blocks: Vec<Vec<CalculatorStep>> = Vec::new();
    loop {
        *left = left.checked_sub(1)?;
        let token = lexer.next()?;
        if let Some(number) = token.number() {
            steps.push(CalculatorStep::Number(number));
            continue;
        }
        let Token::Keyword(word) = token else { return None };
        match word.as_slice() {
            b"{" => blocks.push(parse_block(lexer, depth + 1, left)?),
            b"}" => return Some(steps),
            b"if" => steps.push(CalculatorStep::If(blocks.pop()?)),
            b"ifelse" => {
                let otherwise = blocks.pop()?;
                steps.push(CalculatorStep::IfElse(blocks.pop()?, otherwise));
            }
            _ => steps.push(CalculatorStep::Operator(word)),
        }
    }
}

/// Runs a calculator, which has no loops. Booleans are 0 and 1.
fn run_calculator(steps: &[CalculatorStep], stack: &mut Vec<f64>) -> Option<()> {
    for step in steps {
        if stack.len() > 100 {
            return None;
        }
        match step {
            CalculatorStep::Number(number) => stack.push(*number),
            CalculatorStep::If(then) => {
                if stack.pop()? != 0.0 {
                    run_calculator(then, stack)?;
                }
            }
            CalculatorStep::IfElse(then, otherwise) => {
                let branch = if stack.pop()? == 0.0 { otherwise } else { then };
                run_calculator(branch, stack)?;
            }
            CalculatorStep::Operator(word) => apply_operator(word, stack)?,
        }
    }
    Some(())
}

#[expect(clippy::float_cmp, reason = "as the language defines it")]
fn apply_operator(word: &[u8], stack: &mut Vec<f64>) -> Option<()> {
    let truth = |yes: bool| f64::from(u8::from(yes));
    #[expect(clippy::cast_possible_truncation, reason = "saturates")]
    let whole = |n: f64| n as i64;
    let value = match word {
        b"pop" => return stack.pop().map(|_| ()),
        b"exch" => {
            let (b, a) = (stack.pop()?, stack.pop()?);
            stack.extend([b, a]);
            return Some(());
        }
        b"dup" => *stack.last()?,
        b"copy" => {
            let count = to_index(stack.pop()?);
            let from = stack.len().checked_sub(count)?;
            stack.extend_from_within(from..);
            return Some(());
        }
        b"index" => {
            let back = to_index(stack.pop()?);
            *stack.get(stack.len().checked_sub(back.checked_add(1)?)?)?
        }
        b"roll" => {
            let (by, count) = (whole(stack.pop()?), to_index(stack.pop()?));
            let from = stack.len().checked_sub(count)?;
            let part = stack.get_mut(from..)?;
            if !part.is_empty() {
                let by = by.rem_euclid(i64::try_from(count).ok()?);
                part.rotate_right(usize::try_from(by).ok()?);
            }
            return Some(());
        }
        b"true" => 1.0,
        b"false" => 0.0,
        b"abs" | b"neg" | b"ceiling" | b"floor" | b"round" | b"truncate" | b"sqrt" | b"sin" | b"cos"
        | b"ln" | b"log" | b"cvi" | b"cvr" | b"not" => {
            let x = stack.pop()?;
            match word {
                b"abs" => x.abs(),
                b"neg" => -x,
                b"ceiling" => x.ceil(),
                b"floor" => x.floor(),
                b"round" => (x + 0.5).floor(),
                b"truncate" | b"cvi" => x.trunc(),
                b"sqrt" => x.sqrt(),
                b"sin" => x.to_radians().sin(),
                b"cos" => x.to_radians().cos(),
                b"ln" => x.ln(),
                b"log" => x.log10(),
                b"not" => truth(x == 0.0),
                _ => x,
            }
        }
        _ => {
            let (b, a) = (stack.pop()?, stack.pop()?);
            match word {
                b"add" => a + b,
                b"sub" => a - b,
                b"mul" => a * b,
                b"div" => a / b,
                b"idiv" => (a / b).trunc(),
                b"mod" => a % b,
                b"exp" => a.powf(b),
                b"atan" => a.atan2(b).to_degrees().rem_euclid(360.0),
                b"eq" => truth(a == b),
                b"ne" => truth(a != b),
                b"gt" => truth(a > b),
                b"ge" => truth(a >= b),
                b"lt" => truth(a < b),
                b"le" => truth(a <= b),
                b"and" => (whole(a) & whole(b)) as f64,
                b"or" => (whole(a) | whole(b)) as f64,
                b"xor" => (whole(a) ^ whole(b)) as f64,
                b"bitshift" => {
                    let by = u32::try_from(whole(b).unsigned_abs()).ok()?;
                    let shifted = if b >= 0.0 { whole(a).checked_shl(by) } else { whole(a).checked_shr(by) };
                    shifted.unwrap_or_default() as f64
                }
                _ => return None,
            }
        }
    };
    stack.push(value);
    Some(())
}

#[cfg(test)]
mod tests {
    use lopdf::{Dictionary, Document, Stream, dictionary};

    use super::*;

    fn read(object: impl Into<Object>) -> Function {
        Function::read(&Document::new(), &object.into()).unwrap()
    }

    fn stream(dict: Dictionary, bytes: &[u8]) -> Stream {
        Stream::new(dict, bytes.to_vec())
    }

    #[test]
    fn exponential_and_stitched() {
        let half = dictionary! {
            "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 1,
            "C0" => vec![0.into(), 1.into()], "C1" => vec![1.into(), 0.into()],
        };
        assert_eq!(read(half.clone()).evaluate(&[0.25]), Some(vec![0.25, 0.75]));
        assert_eq!(read(half.clone()).evaluate(&[7.0]), Some(vec![1.0, 0.0]));
        let both = dictionary! {
            "FunctionType" => 3, "Domain" => vec![0.into(), 1.into()], "Bounds" => vec![Object::Real(0.5)],
            "Encode" => vec![0.into(), 1.into(), 1.into(), 0.into()],
            "Functions" => vec![half.clone().into(), half.into()],
        };
        assert_eq!(read(both.clone()).evaluate(&[0.25]), Some(vec![0.5, 0.5]));
        assert_eq!(read(both).evaluate(&[1.0]), Some(vec![0.0, 1.0]));
    }

    #[test]
    fn sampled_between_the_samples() {
        let dict = dictionary! {
            "FunctionType" => 0, "Domain" => vec![0.into(), 1.into()],
            "Range" => vec![0.into(), 1.into(), 0.into(), 1.into()], "Size" => vec![2.into()], "BitsPerSample" => 8,
        };
        assert_eq!(read(stream(dict, &[0, 255, 255, 0])).evaluate(&[0.5]), Some(vec![0.5, 0.5]));
    }

    #[test]
    fn a_calculator_computes() {
        let calculate = |program: &str, inputs: &[f64]| {
            let domain: Vec<Object> = inputs.iter().flat_map(|_| [(-9).into(), 9.into()]).collect();
            let dict = dictionary! { "FunctionType" => 4, "Domain" => domain, "Range" => vec![(-99).into(), 99.into()] };
            read(stream(dict, program.as_bytes())).evaluate(inputs)
        };
        assert_eq!(calculate("{1 exch sub}", &[0.25]), Some(vec![0.75]));
        assert_eq!(calculate("{dup 2 gt {pop 7}{3 mul} ifelse}", &[2.0]), Some(vec![6.0]));
        assert_eq!(calculate("{3 1 roll sub mul}", &[2.0, 5.0, 4.0]), Some(vec![-12.0]));
        assert_eq!(calculate("{1 index exch 2 copy add 4 1 roll pop pop pop}", &[1.0, 2.0]), Some(vec![3.0]));
        assert_eq!(calculate("{pop pop}", &[1.0]), None);
    }

    #[test]
    fn what_is_broken_or_loops_is_none() {
        let doc = Document::new();
        for program in ["", "{", "1 2 add", "{{{{{{{{{{{{}}}}}}}}}}}}"] {
            let dict = dictionary! { "FunctionType" => 4, "Domain" => vec![0.into(), 1.into()] };
            assert!(Function::read(&doc, &stream(dict, program.as_bytes()).into()).is_none(), "{program}");
        }
    }
}
