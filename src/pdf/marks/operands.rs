//! The operators of content streams, and whether their operands are those of the standard (ISO 32000-2, annex A).

use crate::pdf::lexer::Token;

/// Whether an operator is known, with operands that all viewers understand.
pub(super) fn are_standard(word: &[u8], operands: &[Token]) -> bool {
    let numbers =
        |count: usize| operands.len() == count && operands.iter().all(|operand| operand.number().is_some());
    match word {
        b"q" | b"Q" | b"h" | b"W" | b"W*" | b"n" | b"f" | b"F" | b"f*" | b"S" | b"s" | b"B" | b"B*"
        | b"b" | b"b*" | b"BT" | b"ET" | b"T*" | b"EMC" | b"BX" | b"EX" => operands.is_empty(),
        b"w" | b"J" | b"j" | b"M" | b"i" | b"g" | b"G" | b"Tc" | b"Tw" | b"Tz" | b"TL" | b"Ts" | b"Tr" => {
            numbers(1)
        }
        b"m" | b"l" | b"Td" | b"TD" | b"d0" => numbers(2),
        b"rg" | b"RG" => numbers(3),
        b"re" | b"v" | b"y" | b"k" | b"K" => numbers(4),
        b"c" | b"cm" | b"Tm" | b"d1" => numbers(6),
        b"ri" | b"gs" | b"sh" | b"Do" | b"cs" | b"CS" | b"MP" | b"BMC" => {
            matches!(operands, [Token::Name(_)])
        }
        b"Tf" => matches!(operands, [Token::Name(_), size] if size.number().is_some()),
        b"Tj" | b"'" => matches!(operands, [Token::String(_)]),
        b"\"" => matches!(operands, [a, b, Token::String(_)] if a.number().is_some() && b.number().is_some()),
        b"TJ" => {
            matches!(operands, [Token::ArrayOpen, items @ .., Token::ArrayClose] if items.iter().all(is_shown))
        }
        b"d" => {
            matches!(operands, [Token::ArrayOpen, .., Token::ArrayClose, phase] if phase.number().is_some())
        }
        b"sc" | b"SC" | b"scn" | b"SCN" | b"BDC" | b"DP" => !operands.is_empty(),
        _ => false,
    }
}

/// An item of `TJ`.
fn is_shown(item: &Token) -> bool {
    matches!(item, Token::String(_)) || item.number().is_some()
}
