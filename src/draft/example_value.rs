//! Values that show what goes into a field. They are tried before they are written: one that does not fit is made
//! shorter, or left out.

use chrono::NaiveDate;

use super::guess::Guess;
use crate::form::definition::ValueKind;
use crate::pdf::DisplayFormat;
use crate::values::{Day, DayFormat};

/// An example that may still become shorter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ExampleValue {
    /// The value, and those that are tried if it does not do, the last first.
    candidates: Vec<String>,
}

impl ExampleValue {
    /// Tried in this order.
    pub(super) fn of(tried: impl IntoIterator<Item = String>) -> Self {
        let mut candidates: Vec<String> = tried.into_iter().filter(|value| !value.is_empty()).collect();
        candidates.reverse();
        candidates.dedup();
        Self { candidates }
    }

    /// The value; `None` where none was found that does.
    pub(super) fn value(&self) -> Option<&str> {
        self.candidates.last().map(String::as_str)
    }

    /// The value will not do.
    pub(super) fn reject(&mut self) {
        self.candidates.pop();
    }
}

/// Examples for a field of text.
pub(super) fn of_text(
    guess: &Guess,
    shows: Option<&DisplayFormat>,
    max: Option<usize>,
    language: &str,
) -> ExampleValue {
    let short = |text: &str| text.chars().take(max.unwrap_or(usize::MAX)).collect::<String>();
    let is_latvian = language == "lv";
    let fixed = |text: &str| ExampleValue::of([text.to_owned()]);
    match guess.kind {
        ValueKind::Date => {
            let format = guess.format.as_deref().and_then(|format| format.parse::<DayFormat>().ok());
            let day = NaiveDate::from_ymd_opt(2026, 12, 1).map(Day::from);
            ExampleValue::of(format.zip(day).map(|(format, day)| format.write(day)))
        }
        ValueKind::Email => ExampleValue::of(["anna@example.org".to_owned(), "a@b.lv".to_owned()]),
        ValueKind::FullName => ExampleValue::of(["Anna Ozola".to_owned(), "Ia Ose".to_owned()]),
        ValueKind::GivenName => ExampleValue::of(["Anna".to_owned(), "Ia".to_owned()]),
        ValueKind::Surname => ExampleValue::of(["Ozola".to_owned(), "Ose".to_owned()]),
        ValueKind::Iban => fixed("LV80BANK0000435195001"),
        ValueKind::IpAddresses => fixed("192.0.2.1"),
        ValueKind::PersonalCode => fixed("010101-00000"),
        ValueKind::Phone => fixed("67000000"),
        ValueKind::RegNo => fixed("90000012348"),
        _ => match (&guess.shape, shows) {
            (Some(shape), _) => ExampleValue::of([in_shape(shape)]),
            (None, Some(DisplayFormat::Number)) => ExampleValue::of(["12".to_owned(), "1".to_owned()]),
            (None, Some(DisplayFormat::Date(format))) => ExampleValue::of([moment(format)]),
            _ => {
                let word = if is_latvian { "Paraugs" } else { "Example" };
                ExampleValue::of([short(word), "A".to_owned(), "1".to_owned()])
            }
        },
    }
}

/// `###-##-####` with figures.
fn in_shape(shape: &str) -> String {
    let mut figures = "1234567890".chars().cycle();
    shape.chars().map(|c| if c == '#' { figures.next().unwrap_or('0') } else { c }).collect()
}

/// A moment in the letters of Acrobat's scripts.
fn moment(format: &str) -> String {
    let parts = [
        ("yyyy", "2026"),
        ("yy", "26"),
        ("mmmm", "March"),
        ("mmm", "Mar"),
        ("mm", "03"),
        ("m", "3"),
        ("dd", "17"),
        ("d", "17"),
        ("HH", "09"),
        ("H", "9"),
        ("hh", "09"),
        ("h", "9"),
        ("MM", "30"),
        ("ss", "00"),
        ("tt", "am"),
    ];
    let (mut text, mut rest) = (String::new(), format);
    while let Some(first) = rest.chars().next() {
        let known = parts.iter().find_map(|(letters, value)| Some((rest.strip_prefix(letters)?, *value)));
        if let Some((after, value)) = known {
            text.push_str(value);
            rest = after;
        } else {
            text.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_becomes_shorter_until_none_is_left() {
        let mut sample = of_text(&Guess::certain(ValueKind::Text), None, Some(4), "lv");
        assert_eq!(sample.value(), Some("Para"));
        sample.reject();
        assert_eq!(sample.value(), Some("A"));
        sample.reject();
        sample.reject();
        assert_eq!(sample.value(), None);
    }

    #[test]
    fn an_example_is_as_the_form_shows_it() {
        assert_eq!(in_shape("(###) ###-####"), "(123) 456-7890");
        assert_eq!(moment("m/d/yy h:MM tt"), "3/17/26 9:30 am");
    }
}
