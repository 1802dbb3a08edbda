//! Whether two objects are equal, without following references.
//!
//! Strings are equal in either notation, dictionaries in any order of keys, streams whatever their Length is. Of numbers
//! and texts the caller says what is equal: the value to the last bit, or what two programs make of it.

use lopdf::{Dictionary, Object};

use super::objects::{PathStep, number};
use super::text_string;

/// Deeper than any object that a parser lets through.
const NESTING: usize = 256;

/// Keys of the dictionary at a path within an object.
pub(crate) type KeysAtPath<'a> = (&'a [PathStep], &'static [&'static str]);

/// Whether two values that are neither arrays, dictionaries nor streams are equal.
type ScalarEquality = fn(&Object, &Object) -> bool;

/// Whether two objects have the same value.
pub(crate) fn equal_objects(a: &Object, b: &Object) -> bool {
    equal_except(a, b, &[])
}

/// Whether two objects have the same value, except for keys at these paths.
pub(crate) fn equal_except(a: &Object, b: &Object, except: &[KeysAtPath<'_>]) -> bool {
    equal(a, b, except, is_same_value, 0)
}

/// Whether two parsers read the same object: to them, numbers may differ in the last digits.
pub(crate) fn equal_readings(a: &Object, b: &Object) -> bool {
    let scalars = |a: &Object, b: &Object| match (a, b) {
        (Object::String(a, _), Object::String(b, _)) => a == b,
        (a, b) => nearly_equal_scalars(a, b),
    };
    equal(a, b, &[], scalars, 0)
}

fn equal(a: &Object, b: &Object, except: &[KeysAtPath<'_>], scalars: ScalarEquality, depth: usize) -> bool {
    if depth > NESTING {
        return false;
    }
    match (a, b) {
        (Object::Dictionary(a), Object::Dictionary(b)) => {
            equal_dictionaries((a, b), except, b"", scalars, depth)
        }
        (Object::Stream(a), Object::Stream(b)) => {
            a.content == b.content
                && equal_dictionaries((&a.dict, &b.dict), except, b"Length", scalars, depth)
        }
        (Object::Array(a), Object::Array(b)) => {
            let mut items = a.iter().zip(b).enumerate();
            a.len() == b.len()
                && items.all(|(at, (a, b))| {
                    let below = descend(except, |step| matches!(step, PathStep::Item(item) if *item == at));
                    equal(a, b, &below, scalars, depth + 1)
                })
        }
        (a, b) => scalars(a, b),
    }
}

fn equal_dictionaries(
    (a, b): (&Dictionary, &Dictionary),
    except: &[KeysAtPath<'_>],
    but: &[u8],
    scalars: ScalarEquality,
    depth: usize,
) -> bool {
    let is_left_out = |key: &[u8]| {
        let mut here = except.iter().filter(|(path, _)| path.is_empty());
        key == but || here.any(|(_, keys)| keys.iter().any(|left_out| left_out.as_bytes() == key))
    };
    let count = |dict: &Dictionary| dict.iter().filter(|(key, _)| !is_left_out(key)).count();
    count(a) == count(b)
        && a.iter().filter(|(key, _)| !is_left_out(key)).all(|(key, value)| {
            let below = descend(except, |step| matches!(step, PathStep::Key(name) if name == key));
            b.get(key).is_ok_and(|other| equal(value, other, &below, scalars, depth + 1))
        })
}

/// The paths that begin with a step, without that step.
fn descend<'a>(paths: &[KeysAtPath<'a>], is_step: impl Fn(&PathStep) -> bool) -> Vec<KeysAtPath<'a>> {
    let below = |(path, keys): &KeysAtPath<'a>| {
        let (step, rest) = path.split_first()?;
        is_step(step).then_some((rest, *keys))
    };
    paths.iter().filter_map(below).collect()
}

fn is_same_value(a: &Object, b: &Object) -> bool {
    match (a, b) {
        (Object::String(a, _), Object::String(b, _)) => a == b,
        #[expect(
            clippy::float_cmp,
            reason = "what is not changed is printed so that it reads as the same number"
        )]
        (Object::Real(a), Object::Real(b)) => a == b,
        // A real without decimals is written, and read again, as an integer.
        #[expect(clippy::cast_precision_loss, clippy::float_cmp, reason = "as above")]
        (Object::Real(real), Object::Integer(integer)) | (Object::Integer(integer), Object::Real(real)) => {
            *integer as f32 == *real
        }
        (a, b) => a == b,
    }
}

/// Whether two values are equal that two programs wrote: numbers as far as programs write them, texts in any encoding.
pub(crate) fn nearly_equal_scalars(a: &Object, b: &Object) -> bool {
    match (a, b) {
        (Object::Integer(a), Object::Integer(b)) => a == b,
        (Object::Integer(_) | Object::Real(_), Object::Integer(_) | Object::Real(_)) => {
            matches!((number(a), number(b)), (Some(a), Some(b)) if nearly_equal(a, b))
        }
        (Object::String(a, _), Object::String(b, _)) => a == b || is_same_text(a, b),
        _ => a == b,
    }
}

/// Programs write coordinates with four to six digits.
pub(crate) fn nearly_equal(a: f64, b: f64) -> bool {
    (a - b).abs() <= 0.000_6 + a.abs() * 2e-6
}

/// The same text in two encodings, and complete in both.
fn is_same_text(a: &[u8], b: &[u8]) -> bool {
    let wide = |bytes: &[u8]| bytes.starts_with(&[0xfe, 0xff]) || bytes.starts_with(&[0xff, 0xfe]);
    let torn = |bytes: &[u8]| wide(bytes) && !bytes.len().is_multiple_of(2);
    let text = text_string::decode(a);
    let clear = !text.contains(char::REPLACEMENT_CHARACTER) && !torn(a) && !torn(b);
    clear && text == text_string::decode(b)
}

#[cfg(test)]
mod tests {
    use lopdf::{StringFormat, dictionary};

    use super::*;

    #[test]
    fn what_is_written_otherwise_is_the_same_value() {
        let text = |format| Object::String(b"abc".to_vec(), format);
        let a: Object = dictionary! { "A" => 1, "B" => vec![2.into(), text(StringFormat::Literal)] }.into();
        let b: Object =
            dictionary! { "B" => vec![2.0.into(), text(StringFormat::Hexadecimal)], "A" => 1 }.into();
        assert!(equal_objects(&a, &b));
        let other: Object = dictionary! { "A" => 1, "B" => vec![2.000_01.into(), "abc".into()] }.into();
        assert!(!equal_objects(&a, &other) && !equal_readings(&a, &other), "a name is no string");
        let near: Object =
            dictionary! { "A" => 1, "B" => vec![2.000_01.into(), text(StringFormat::Literal)] }.into();
        assert!(!equal_objects(&a, &near) && equal_readings(&a, &near));
    }

    #[test]
    fn only_the_keys_at_a_path_are_left_out() {
        let form = |value: i64, other: i64| -> Object {
            dictionary! { "K" => vec![dictionary! { "V" => value, "T" => other }.into()], "V" => other }
                .into()
        };
        let path = [PathStep::Key(b"K".to_vec()), PathStep::Item(0)];
        let except: [KeysAtPath<'_>; 1] = [(&path, &["V"])];
        assert!(equal_except(&form(1, 5), &form(2, 5), &except));
        assert!(!equal_except(&form(1, 5), &form(1, 6), &except));
        assert!(!equal_objects(&form(1, 5), &form(2, 5)));
    }
}
