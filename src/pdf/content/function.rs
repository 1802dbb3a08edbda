//! Functions of tint transforms, shadings and ICC tables (ISO 32000-2, 7.10).

use std::rc::Rc;

use lopdf::Object;

use super::color_cache::ColorCache;
use super::stream;
use crate::pdf::lexer::{Lexer, Token};
use crate::pdf::objects::{Dict, ObjectLookup, dict_of};

/// How deep stitching functions and procedures of a calculator may be nested.
const DEPTH: usize = 8;
/// The most instructions of a PostScript calculator.
const MOST_STEPS: usize = 4096;
/// The most bytes of a sampled function or a calculator.
const MOST_BYTES: usize = 1 << 20;
/// The most inputs or outputs; `DeviceN` has at most 32 colorants.
const MOST_VALUES: usize = 32;
/// So much of an evaluation costs as much as an operator.
const STEPS_OF_AN_OPERATOR: usize = 64;
/// The most functions that one is stitched of.
const MOST_PARTS: usize = 1024;
/// The most samples of a function.
const MOST_SAMPLES: usize = 1 << 20;

/// A function of n numbers to m numbers.
#[derive(Debug, Clone)]
pub(super) struct Function {
    domain: Vec<(f64, f64)>,
    range: Vec<(f64, f64)>,
    kind: FunctionType,
    /// How much an evaluation costs, in operators.
    work: usize,
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
        functions: Vec<Rc<Function>>,
        bounds: Vec<f64>,
        encode: Vec<(f64, f64)>,
    },
    Calculator(Vec<CalculatorStep>),
    /// An array of functions, one for each output.
    PerOutput(Vec<Rc<Function>>),
}

impl Function {
    /// Reads a function, which stands at this depth of others.
    pub(super) fn read(
        doc: &dyn ObjectLookup,
        object: &Object,
        depth: usize,
        cache: &mut ColorCache,
    ) -> Option<Self> {
        if depth > DEPTH {
            return None;
        }
        if let Object::Array(functions) = object {
            // Only a function by itself may be an array of others.
            let functions =
                parts(doc, functions, depth, cache).filter(|all| depth == 0 && all.len() <= MOST_VALUES)?;
            let work = functions.iter().map(|function| function.work).sum();
            let kind = FunctionType::PerOutput(functions);
            return Some(Self { domain: vec![], range: vec![], kind, work });
        }
        let dict = Dict::new(doc, dict_of(object)?);
        let domain = pairs(&dict.numbers(b"Domain")?);
        let range = pairs(&dict.numbers(b"Range").unwrap_or_default());
        if domain.is_empty() || domain.len() > MOST_VALUES || range.len() > MOST_VALUES {
            return None;
        }
        let (kind, work) = match dict.integer(b"FunctionType")? {
            0 => read_sampled(&dict, object, &domain, &range)?,
            2 => (read_exponential(&dict)?, 1),
            3 => read_stitching(&dict, depth, cache)?,
            4 => {
                let bytes = stream::decode(object, MOST_BYTES).ok()?.bytes;
                let (steps, count) = parse_calculator(&bytes)?;
                (FunctionType::Calculator(steps), 1 + count / STEPS_OF_AN_OPERATOR)
            }
            _ => return None,
        };
        let function = Self { domain, range, kind, work };
        cache.keep(function.number_count())?;
        Some(function)
    }

    /// How much an evaluation costs, in operators.
    pub(super) fn work(&self) -> usize {
        self.work
    }

    /// How many numbers it keeps, without those of the functions in it.
    pub(super) fn number_count(&self) -> usize {
        let own = 2 * (self.domain.len() + self.range.len()) + 8;
        own + match &self.kind {
            FunctionType::Sampled { samples, .. } => samples.len(),
            FunctionType::Exponential { c0, c1, .. } => c0.len() + c1.len(),
            FunctionType::Stitching { functions, .. } => 4 * functions.len(),
            FunctionType::Calculator(_) => 8 * STEPS_OF_AN_OPERATOR * self.work,
            FunctionType::PerOutput(functions) => functions.len(),
        }
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
        Self { domain: unit(size.len()), range: Vec::new(), kind, work: 1 }
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
                let index = bounds.iter().filter(|bound| first >= **bound).count();
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

/// The functions of an array, at least one.
fn parts(
    doc: &dyn ObjectLookup,
    functions: &[Object],
    depth: usize,
    cache: &mut ColorCache,
) -> Option<Vec<Rc<Function>>> {
    if functions.is_empty() || functions.len() > MOST_PARTS {
        return None;
    }
    functions.iter().map(|function| cache.function(doc, function, depth + 1)).collect()
}

fn read_exponential(dict: &Dict<'_>) -> Option<FunctionType> {
    let values = |key: &[u8], default: f64| match dict.has(key) {
        true => dict.numbers(key).filter(|values| values.len() <= MOST_VALUES),
        false => Some(vec![default]),
    };
    Some(FunctionType::Exponential {
        c0: values(b"C0", 0.0)?,
        c1: values(b"C1", 1.0)?,
        exponent: dict.number(b"N")?,
    })
}

fn read_stitching(dict: &Dict<'_>, depth: usize, cache: &mut ColorCache) -> Option<(FunctionType, usize)> {
    let functions = parts(dict.doc, dict.array(b"Functions")?, depth, cache)?;
    let bounds = dict.numbers(b"Bounds").filter(|bounds| bounds.len() + 1 == functions.len())?;
    let encode = dict.numbers(b"Encode").filter(|encode| encode.len() >= 2 * functions.len())?;
    let encode = pairs(encode.get(..2 * functions.len())?);
    let deepest = functions.iter().map(|function| function.work).max().unwrap_or(0);
    let work = 1 + functions.len() / STEPS_OF_AN_OPERATOR + deepest;
    Some((FunctionType::Stitching { functions, bounds, encode }, work))
}

fn read_sampled(
    dict: &Dict<'_>,
    object: &Object,
    domain: &[(f64, f64)],
    range: &[(f64, f64)],
) -> Option<(FunctionType, usize)> {
    let size: Vec<usize> = dict
        .numbers(b"Size")?
        .iter()
        .map(|n| if (1.0..=65_536.0).contains(n) { to_index(*n) } else { 0 })
        .collect();
    let bits =
        usize::try_from(dict.integer(b"BitsPerSample")?).ok().filter(|bits| (1..=32).contains(bits))?;
    let total = size.iter().try_fold(range.len(), |all, n| all.checked_mul(*n))?;
    if size.len() != domain.len() || size.len() > 4 || total == 0 || total > MOST_SAMPLES {
        return None;
    }
    let data = stream::decode(object, MOST_BYTES).ok()?.bytes;
    let scale = ((1u64 << bits) - 1) as f64;
    let samples = (0..total).map(|n| bits_at(&data, n * bits, bits) / scale).collect();
    let last = |n: &usize| (0.0, *n as f64 - 1.0);
    let given = |key: &[u8], all: usize| pairs(&dict.numbers(key).unwrap_or_default()).into_iter().take(all);
    let mut encode: Vec<_> = given(b"Encode", size.len()).collect();
    encode.extend(size.iter().skip(encode.len()).map(last));
    let mut decode: Vec<_> = given(b"Decode", range.len()).collect();
    decode.extend(range.iter().skip(decode.len()));
    let work = 1 + (range.len() << size.len()) / STEPS_OF_AN_OPERATOR;
    Some((FunctionType::Sampled { encode, decode, size, samples }, work))
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

/// The instructions, and how many they are with those of inner blocks.
fn parse_calculator(bytes: &[u8]) -> Option<(Vec<CalculatorStep>, usize)> {
    let mut lexer = Lexer::new(bytes);
    if !lexer.next()?.is_keyword(b"{") {
        return None;
    }
    let mut left = MOST_STEPS;
    let steps = parse_block(&mut lexer, 0, &mut left)?;
    Some((steps, MOST_STEPS - left))
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
        Function::read(&Document::new(), &object.into(), 0, &mut ColorCache::default()).unwrap()
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
            let object = stream(dict, program.as_bytes()).into();
            assert!(Function::read(&doc, &object, 0, &mut ColorCache::default()).is_none(), "{program}");
        }
    }

    /// Stitched of 256 times the same one, which is stitched so too: read once each, however many ways lead there.
    #[test]
    fn what_is_shared_is_read_once() {
        let mut doc = Document::new();
        let half = dictionary! { "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 1 };
        let mut id = doc.add_object(half);
        for _ in 0..DEPTH {
            id = doc.add_object(dictionary! {
                "FunctionType" => 3, "Domain" => vec![0.into(), 1.into()],
                "Functions" => vec![Object::from(id); 256],
                "Bounds" => (1..256_i64).map(Object::from).collect::<Vec<_>>(),
                "Encode" => (0..512_i64).map(|n| Object::from(n % 2)).collect::<Vec<_>>(),
            });
        }
        let mut cache = ColorCache::default();
        let function = cache.function(&doc, &id.into(), 0).unwrap();
        assert_eq!((function.evaluate(&[0.5]), function.work()), (Some(vec![0.5]), 1 + DEPTH * (1 + 4)));
        let one_more = dictionary! {
            "FunctionType" => 3, "Domain" => vec![0.into(), 1.into()], "Functions" => vec![Object::from(id)],
            "Bounds" => Vec::<Object>::new(), "Encode" => vec![0.into(), 1.into()],
        };
        let id = doc.add_object(one_more);
        assert!(ColorCache::default().function(&doc, &id.into(), 0).is_none(), "too deep");
        let own = doc.new_object_id();
        doc.set_object(own, vec![Object::from(own)]);
        assert!(ColorCache::default().function(&doc, &own.into(), 0).is_none(), "in itself");
    }

    #[test]
    fn all_functions_together_are_bounded() {
        let mut doc = Document::new();
        let mut cache = ColorCache::default();
        let mut read = || {
            let dict = dictionary! {
                "FunctionType" => 0, "Domain" => vec![0.into(), 1.into()], "Range" => (0..32_i64).map(|n| Object::from(n % 2)).collect::<Vec<_>>(),
                "Size" => vec![65_536.into()], "BitsPerSample" => 1,
            };
            let id = doc.add_object(stream(dict, &[]));
            cache.function(&doc, &id.into(), 0).is_some()
        };
        assert_eq!((0..9).filter(|_| read()).count(), 5);
    }
}
