//! Parses single objects, independently of the parser that reads whole files: the proof reads with it what was just
//! written.

use lopdf::{Dictionary, Object, Stream, StringFormat};

use super::font::FontObject;
use super::lexer::{Lexer, Token};

const MAX_NESTING: usize = 64;

/// The next object; `None` where the syntax is wrong.
pub(crate) fn read(lexer: &mut Lexer<'_>) -> Option<Object> {
    let token = lexer.next()?;
    object(lexer, token, 0)
}

fn object(lexer: &mut Lexer<'_>, token: Token, depth: usize) -> Option<Object> {
    if depth > MAX_NESTING {
        return None;
    }
    Some(match token {
        Token::Integer(number) => reference(lexer, number).unwrap_or(Object::Integer(number)),
        #[expect(clippy::cast_possible_truncation, reason = "as the other parser keeps them")]
        Token::Real(number) => Object::Real(number as f32),
        Token::Name(name) => Object::Name(name),
        Token::String(text) => Object::String(text, StringFormat::Literal),
        Token::ArrayOpen => {
            let mut items = Vec::new();
            loop {
                match lexer.next()? {
                    Token::ArrayClose => break Object::Array(items),
                    token => items.push(object(lexer, token, depth + 1)?),
                }
            }
        }
        Token::DictOpen => {
            let mut dict = Dictionary::new();
            loop {
                match lexer.next()? {
                    Token::DictClose => break Object::Dictionary(dict),
                    Token::Name(key) => {
                        let token = lexer.next()?;
                        let value = object(lexer, token, depth + 1)?;
                        // Viewers differ on which of two equal keys they use.
                        if dict.as_hashmap_mut().insert(key, value).is_some() {
                            return None;
                        }
                    }
                    _ => return None,
                }
            }
        }
        Token::Keyword(word) => match word.as_slice() {
            b"true" => Object::Boolean(true),
            b"false" => Object::Boolean(false),
            b"null" => Object::Null,
            _ => return None,
        },
        Token::ArrayClose | Token::DictClose => return None,
    })
}

/// `12 0 R`, where the rest follows the number.
fn reference(lexer: &mut Lexer<'_>, number: i64) -> Option<Object> {
    let mut ahead = lexer.clone();
    let Token::Integer(generation) = ahead.next()? else { return None };
    if !ahead.next()?.is_keyword(b"R") {
        return None;
    }
    let id = (u32::try_from(number).ok()?, u16::try_from(generation).ok()?);
    *lexer = ahead;
    Some(Object::Reference(id))
}

/// The object of a font, to be encrypted.
pub(crate) fn font_object(object: &FontObject) -> Object {
    let text = format!("<<{}>>", object.entries());
    let dict = match read(&mut Lexer::new(text.as_bytes())) {
        Some(Object::Dictionary(dict)) => dict,
        _ => Dictionary::new(),
    };
    match object.stream() {
        None => Object::Dictionary(dict),
        Some(data) => {
            let content = data.to_vec();
            Object::Stream(Stream { dict, content, allows_compression: false, start_position: None })
        }
    }
}
