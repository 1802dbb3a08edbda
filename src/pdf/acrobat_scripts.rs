//! The JavaScript that Acrobat itself writes on fields (`AFNumber_Format(2, 0, …)`), recognized by its text. No
//! script is ever run: what is not one call of a function that is known here is reported and ignored.

use super::field::Field;
use super::value_format::{Separators, ValueFormat};

/// Longer scripts are not parsed, in bytes: one call is far shorter.
const MOST_SCRIPT_BYTES: usize = 4096;

/// What the known scripts of a field define.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct FieldScripts {
    /// The display format of its value.
    pub(crate) format: Option<ValueFormat>,
    /// The least and the greatest value.
    pub(crate) range: Option<(Option<f64>, Option<f64>)>,
    pub(crate) calculation: Option<Calculation>,
    /// The triggers of unknown scripts.
    pub(crate) unknown: Vec<String>,
}

/// `AFSimple_Calculate`: a value calculated from the values of other fields.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Calculation {
    operation: CalculationOperation,
    operands: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CalculationOperation {
    Average,
    Greatest,
    Least,
    Product,
    Sum,
}

impl FieldScripts {
    pub(crate) fn of(field: &Field) -> Self {
        let mut found = Self::default();
        for action in field.actions() {
            let Some(script) = &action.script else { continue };
            let known = ScriptCall::parse(script).is_some_and(|call| found.apply(&call));
            // Acrobat leaves empty scripts.
            if !known && !script.trim().is_empty() && !found.unknown.contains(&action.trigger) {
                found.unknown.push(action.trigger.clone());
            }
        }
        found
    }

    /// Whether a script is known, or empty: Acrobat leaves empty scripts.
    pub(crate) fn is_known(script: &str) -> bool {
        script.trim().is_empty() || ScriptCall::parse(script).is_some_and(|call| Self::default().apply(&call))
    }

    /// Applies a call; whether it is known.
    fn apply(&mut self, call: &ScriptCall) -> bool {
        match call.name.as_str() {
            "AFRange_Validate" => self.range = Some(call.range()),
            "AFSimple_Calculate" => {
                self.calculation = Calculation::of(call);
                return self.calculation.is_some();
            }
            // The keystroke script allows what the format script can show.
            "AFDate_Keystroke"
            | "AFDate_KeystrokeEx"
            | "AFNumber_Keystroke"
            | "AFPercent_Keystroke"
            | "AFSpecial_Keystroke"
            | "AFTime_Keystroke" => {}
            _ => {
                let format = call.format();
                self.format = format.or(self.format.take());
                return call.format().is_some();
            }
        }
        true
    }
}

impl Calculation {
    pub(crate) fn operation(&self) -> &'static str {
        match self.operation {
            CalculationOperation::Average => "AVG",
            CalculationOperation::Greatest => "MAX",
            CalculationOperation::Least => "MIN",
            CalculationOperation::Product => "PRD",
            CalculationOperation::Sum => "SUM",
        }
    }

    pub(crate) fn operands(&self) -> &[String] {
        &self.operands
    }

    fn of(call: &ScriptCall) -> Option<Self> {
        let operation = match call.text(0)? {
            "AVG" => CalculationOperation::Average,
            "MAX" => CalculationOperation::Greatest,
            "MIN" => CalculationOperation::Least,
            "PRD" => CalculationOperation::Product,
            "SUM" => CalculationOperation::Sum,
            _ => return None,
        };
        let names = match call.args.get(1)? {
            ScriptArgument::List(names) => names.clone(),
            ScriptArgument::Text(names) => names.split(',').map(|name| name.trim().to_owned()).collect(),
            _ => return None,
        };
        Some(Self { operation, operands: names })
    }

    /// Whether a field is an operand: by its name, or by that of an ancestor.
    pub(crate) fn depends_on(&self, name: &str) -> bool {
        self.operands.iter().any(|wanted| {
            name.strip_prefix(wanted.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }

    /// The calculated value as a text; `None` where there are no operands.
    pub(crate) fn evaluate(&self, numbers: &[f64]) -> Option<String> {
        let first = *numbers.first()?;
        #[expect(clippy::cast_precision_loss, reason = "a count of fields")]
        let count = numbers.len() as f64;
        let value = match self.operation {
            CalculationOperation::Average => numbers.iter().sum::<f64>() / count,
            CalculationOperation::Greatest => numbers.iter().copied().fold(first, f64::max),
            CalculationOperation::Least => numbers.iter().copied().fold(first, f64::min),
            CalculationOperation::Product => numbers.iter().product(),
            CalculationOperation::Sum => numbers.iter().sum(),
        };
        // Rounded to six decimals, as in Acrobat; never -0.
        let value = (value * 1e6).round() / 1e6 + 0.0;
        value.is_finite().then(|| value.to_string())
    }
}

/// One call of a function with constant arguments.
#[derive(Debug, PartialEq)]
struct ScriptCall {
    name: String,
    args: Vec<ScriptArgument>,
}

#[derive(Debug, PartialEq)]
enum ScriptArgument {
    Boolean(bool),
    List(Vec<String>),
    Number(f64),
    Text(String),
}

impl ScriptCall {
    /// `None` where the script is anything else.
    fn parse(script: &str) -> Option<Self> {
        let script = script.trim().trim_end_matches([';', ' ', '\r', '\n', '\t']);
        let (name, rest) = script.split_once('(').filter(|_| script.len() <= MOST_SCRIPT_BYTES)?;
        let name = name.trim();
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let mut rest = ArgumentReader(rest.strip_suffix(')').filter(|_| is_name)?.trim());
        let mut args = Vec::new();
        while !rest.0.is_empty() {
            if !args.is_empty() {
                rest.expect_token(",")?;
            }
            args.push(rest.argument()?);
        }
        Some(Self { name: name.to_owned(), args })
    }

    fn integer(&self, place: usize) -> Option<usize> {
        match self.args.get(place)? {
            // Larger numbers are no argument of any of the functions.
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
            ScriptArgument::Number(n) if (0.0..=20.0).contains(n) && n.fract() == 0.0 => Some(*n as usize),
            _ => None,
        }
    }

    fn number(&self, place: usize) -> Option<f64> {
        match self.args.get(place)? {
            ScriptArgument::Number(n) => Some(*n),
            ScriptArgument::Text(text) => text.trim().parse().ok().filter(|n: &f64| n.is_finite()),
            _ => None,
        }
    }

    fn text(&self, place: usize) -> Option<&str> {
        match self.args.get(place)? {
            ScriptArgument::Text(text) => Some(text),
            _ => None,
        }
    }

    fn flag(&self, place: usize) -> bool {
        match self.args.get(place) {
            Some(ScriptArgument::Boolean(flag)) => *flag,
            Some(ScriptArgument::Number(n)) => *n != 0.0,
            _ => false,
        }
    }

    fn range(&self) -> (Option<f64>, Option<f64>) {
        let bound = |place: usize| self.number(place + 1).filter(|_| self.flag(place));
        (bound(0), bound(2))
    }

    fn format(&self) -> Option<ValueFormat> {
        let listed = |formats: &[&str]| Some(ValueFormat::Date((*formats.get(self.integer(0)?)?).to_owned()));
        Some(match self.name.as_str() {
            "AFNumber_Format" => ValueFormat::Number {
                decimals: self.integer(0)?,
                separators: Separators::of(self.integer(1)?)?,
                negative: self.integer(2)?,
                currency: self.text(4).unwrap_or_default().to_owned(),
                currency_first: self.flag(5),
            },
            "AFPercent_Format" => ValueFormat::Percent {
                decimals: self.integer(0)?,
                separators: Separators::of(self.integer(1)?)?,
                sign_first: self.flag(2),
            },
            "AFDate_FormatEx" | "AFTime_FormatEx" => ValueFormat::Date(self.text(0)?.to_owned()),
            "AFDate_Format" => listed(&[
                "m/d",
                "m/d/yy",
                "mm/dd/yy",
                "mm/yy",
                "d-mmm",
                "d-mmm-yy",
                "dd-mmm-yy",
                "yy-mm-dd",
                "mmm-yy",
                "mmmm-yy",
                "mmm d, yyyy",
                "mmmm d, yyyy",
                "m/d/yy h:MM tt",
                "m/d/yy HH:MM",
            ])?,
            "AFTime_Format" => listed(&["HH:MM", "h:MM tt", "HH:MM:ss", "h:MM:ss tt"])?,
            "AFSpecial_Format" => ValueFormat::Digits(match self.integer(0)? {
                0 => &["99999"],
                1 => &["99999-9999"],
                2 => &["(999) 999-9999", "999-9999"],
                3 => &["999-99-9999"],
                _ => return None,
            }),
            _ => return None,
        })
    }
}

/// The rest of the arguments.
struct ArgumentReader<'a>(&'a str);

impl ArgumentReader<'_> {
    fn expect_token(&mut self, word: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(word)?.trim_start();
        Some(())
    }

    fn argument(&mut self) -> Option<ScriptArgument> {
        let word = self.0.len()
            - self.0.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "+-.".contains(c)).len();
        let (head, rest) = self.0.split_at(word);
        match head {
            "true" | "false" => {
                self.0 = rest.trim_start();
                Some(ScriptArgument::Boolean(head == "true"))
            }
            "new" => {
                self.0 = rest.trim_start();
                self.expect_token("Array")?;
                self.expect_token("(")?;
                self.list(")")
            }
            "" if self.0.starts_with('[') => {
                self.expect_token("[")?;
                self.list("]")
            }
            "" => self.text().map(ScriptArgument::Text),
            number => {
                let number: f64 = number.parse().ok().filter(|n: &f64| n.is_finite())?;
                self.0 = rest.trim_start();
                Some(ScriptArgument::Number(number))
            }
        }
    }

    fn list(&mut self, end: &str) -> Option<ScriptArgument> {
        let mut items = Vec::new();
        while self.expect_token(end).is_none() {
            if !items.is_empty() {
                self.expect_token(",")?;
            }
            items.push(self.text()?);
        }
        Some(ScriptArgument::List(items))
    }

    fn text(&mut self) -> Option<String> {
        let quote = self.0.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let mut text = String::new();
        let mut letters = self.0.char_indices().skip(1);
        while let Some((at, letter)) = letters.next() {
            match letter {
                '\\' => match letters.next()?.1 {
                    'u' => {
                        let code: String = letters.by_ref().take(4).map(|(_, digit)| digit).collect();
                        text.push(char::from_u32(u32::from_str_radix(&code, 16).ok()?)?);
                    }
                    escaped @ ('\\' | '"' | '\'') => text.push(escaped),
                    _ => return None,
                },
                letter if letter == quote => {
                    self.0 = self.0.get(at + 1..)?.trim_start();
                    return Some(text);
                }
                letter => text.push(letter),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(script: &str) -> FieldScripts {
        let mut scripts = FieldScripts::default();
        if !ScriptCall::parse(script).is_some_and(|call| scripts.apply(&call)) {
            scripts.unknown.push("F".into());
        }
        scripts
    }

    fn shown(script: &str, value: &str) -> Option<String> {
        of(script).format.unwrap().apply(value).map(|shown| shown.text)
    }

    #[test]
    fn what_acrobat_writes_is_known() {
        let number = "AFNumber_Format(2, 2, 0, 0, \"\\u20ac \", true);";
        assert_eq!(shown(number, "-1234567,891").as_deref(), Some("-€ 1.234.567,89"));
        assert_eq!(
            shown("AFNumber_Format(0, 1, 2, 0, ' EUR', false)", "-1234.5").as_deref(),
            Some("(1235 EUR)")
        );
        assert_eq!(shown("AFPercent_Format(1, 0)", "0.256").as_deref(), Some("25.6%"));
        assert_eq!(shown("AFDate_FormatEx(\"dd.mm.yyyy\");\r\n", "1.2.2026").as_deref(), Some("01.02.2026"));
        assert_eq!(shown("AFDate_Format(11)", "nov 22, 2026").as_deref(), Some("November 22, 2026"));
        assert_eq!(shown("AFTime_Format(1)", "3:05 pm").as_deref(), Some("3:05 pm"));
        assert_eq!(shown("AFSpecial_Format(2);", "2025550123").as_deref(), Some("(202) 555-0123"));
        assert_eq!(of("AFNumber_Keystroke(2, 0, 0, 0, '', true)"), FieldScripts::default());
        assert_eq!(of("AFRange_Validate(true, 1, false, 0)").range, Some((Some(1.0), None)));
    }

    #[test]
    fn whatever_else_is_not() {
        for script in [
            "AFNumber_Format(2, 0, 0, 0, \"\", true); app.alert(1)",
            "AFNumber_Format(2, 0, 0, 0, x, true)",
            "AFNumber_Format(2, 9, 0, 0, \"\", true)",
            "AFDate_FormatEx(\"dd\" + \"mm\")",
            "event.value = 1",
            "if (true) AFNumber_Format(2, 0)",
            "(((((",
            "",
        ] {
            assert_eq!(of(script).unknown, ["F"], "{script}");
        }
    }

    #[test]
    fn sums_are_made_of_fields_and_of_those_below_them() {
        let sum = of("AFSimple_Calculate(\"SUM\", new Array (\"a\", \"b.c\"))").calculation.unwrap();
        assert!(
            sum.depends_on("a")
                && sum.depends_on("a.x")
                && sum.depends_on("b.c")
                && !sum.depends_on("b")
                && !sum.depends_on("ab")
        );
        assert_eq!(sum.evaluate(&[0.1, 0.2]).as_deref(), Some("0.3"));
        assert_eq!(sum.evaluate(&[]), None);
        let mean = of("AFSimple_Calculate('AVG', 'a, b')").calculation.unwrap();
        assert_eq!(mean.evaluate(&[1.0, 2.0]).as_deref(), Some("1.5"));
        assert!(of("AFSimple_Calculate('LOG', 'a')").calculation.is_none());
    }
}
