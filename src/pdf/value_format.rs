//! Display formats of Acrobat's own scripts: V is the value as it was given, the appearance shows it formatted.
//! Source: Acrobat's `aform.js` as the «JavaScript for Acrobat API Reference» and real forms describe it
//! (`AFNumber_Format`, `AFPercent_Format`, `AFDate_FormatEx`, `AFSpecial_Format`).

/// A display format.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ValueFormat {
    /// A date or time, in a pattern of `util.printd` (`dd.mm.yyyy`).
    Date(String),
    /// Digits in one of these patterns; `9` is a digit.
    Digits(&'static [&'static str]),
    Number {
        decimals: usize,
        separators: Separators,
        /// The style of negative numbers: 0 minus, 1 red, 2 parentheses, 3 parentheses and red.
        negative: usize,
        currency: String,
        currency_first: bool,
    },
    Percent {
        decimals: usize,
        separators: Separators,
        sign_first: bool,
    },
}

/// Of thousands, and of decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Separators {
    thousands: &'static str,
    decimals: char,
}

/// A formatted value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FormattedValue {
    pub(crate) text: String,
    pub(crate) red: bool,
}

impl Separators {
    /// `sepStyle` of Acrobat's functions.
    pub(crate) fn of(style: usize) -> Option<Self> {
        let (thousands, decimals) = *[(",", '.'), ("", '.'), (".", ','), ("", ','), ("'", '.')].get(style)?;
        Some(Self { thousands, decimals })
    }
}

impl ValueFormat {
    /// The formatted value; `None` where it is no value of this format.
    pub(crate) fn apply(&self, value: &str) -> Option<FormattedValue> {
        let plain = |text: String| FormattedValue { text, red: false };
        if value.trim().is_empty() {
            return Some(plain(String::new()));
        }
        match self {
            Self::Date(format) => DateTimeParts::parse(value, format)?.format(format).map(plain),
            Self::Digits(patterns) => {
                patterns.iter().find_map(|pattern| fill_pattern(value, pattern)).map(plain)
            }
            Self::Number { decimals, separators, negative, currency, currency_first } => {
                let number = parse_number(value)?;
                let is_negative = number < 0.0;
                let brackets = is_negative && matches!(negative, 2 | 3);
                let minus = is_negative && *negative == 0;
                let figures = group_digits(number.abs(), *decimals, *separators);
                let (before, after) =
                    if *currency_first { (currency.as_str(), "") } else { ("", currency.as_str()) };
                let text = format!(
                    "{}{}{before}{figures}{after}{}",
                    if minus { "-" } else { "" },
                    if brackets { "(" } else { "" },
                    if brackets { ")" } else { "" },
                );
                Some(FormattedValue { text, red: is_negative && matches!(negative, 1 | 3) })
            }
            Self::Percent { decimals, separators, sign_first } => {
                let number = parse_number(value)? * 100.0;
                let minus = if number < 0.0 { "-" } else { "" };
                let figures = group_digits(number.abs(), *decimals, *separators);
                Some(plain(if *sign_first {
                    format!("{minus}%{figures}")
                } else {
                    format!("{minus}{figures}%")
                }))
            }
        }
    }

    /// The format of a value, for messages.
    pub(crate) fn pattern_text(&self) -> String {
        match self {
            Self::Date(format) => format.clone(),
            Self::Digits(patterns) => patterns.join(" / "),
            Self::Number { .. } | Self::Percent { .. } => "1234.56".to_owned(),
        }
    }
}

/// A number with a point or a comma before its decimals; no separators of thousands, which could be either.
pub(crate) fn parse_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_plain = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        && digits.chars().filter(|c| !c.is_ascii_digit()).count() <= 1
        && digits.chars().any(|c| c.is_ascii_digit());
    let number: f64 = text.replace(',', ".").parse().ok().filter(|_| is_plain)?;
    // Beyond 15 digits a double would show other digits than were given.
    (number.abs() < 1e15).then_some(number)
}

fn group_digits(number: f64, decimals: usize, separators: Separators) -> String {
    // Halves are rounded away from zero, as in Acrobat, not to even.
    let power = 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
    let scaled = number * power;
    let rounded = if scaled < 1e15 { (scaled + scaled * f64::EPSILON).round() / power } else { number };
    let plain = format!("{rounded:.decimals$}");
    let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push_str(separators.thousands);
        }
        text.push(digit);
    }
    if !rest.is_empty() {
        text.push(separators.decimals);
        text.push_str(rest);
    }
    text
}

fn fill_pattern(value: &str, pattern: &str) -> Option<String> {
    let mut digits = value.chars().filter(char::is_ascii_digit);
    if value.chars().any(|c| !c.is_ascii_digit() && !" ()-+.".contains(c)) {
        return None;
    }
    let text: Option<String> =
        pattern.chars().map(|c| if c == '9' { digits.next() } else { Some(c) }).collect();
    text.filter(|_| digits.next().is_none())
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// A date and a time; parts that a pattern lacks are 1 or 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct DateTimeParts {
    year: u32,
    month: u32,
    day: u32,
    hour: u32,
    minute: u32,
    second: u32,
}

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
enum PatternPart {
    /// A pattern letter, and how often it is repeated.
    Letter(char, usize),
    Literal(char),
}

/// The parts of a pattern; `None` for unknown letters.
fn pattern_parts(format: &str) -> Option<Vec<PatternPart>> {
    let mut pieces: Vec<PatternPart> = Vec::new();
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        match (letter, pieces.last_mut()) {
            ('\\', _) => pieces.push(PatternPart::Literal(letters.next()?)),
            (c, Some(PatternPart::Letter(last, count))) if *last == c => *count += 1,
            ('m' | 'd' | 'y' | 'H' | 'h' | 'M' | 's' | 't', _) => pieces.push(PatternPart::Letter(letter, 1)),
            (c, _) if c.is_ascii_alphabetic() => return None,
            (c, _) => pieces.push(PatternPart::Literal(c)),
        }
    }
    Some(pieces)
}

impl DateTimeParts {
    /// Parses a value in the order of the pattern, with any separators.
    fn parse(value: &str, format: &str) -> Option<Self> {
        let mut words = value
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect::<Vec<_>>()
            .into_iter();
        let mut moment = Self { year: 2000, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
        let mut afternoon = None;
        for piece in pattern_parts(format)? {
            let PatternPart::Letter(letter, count) = piece else { continue };
            if letter == 'd' && count > 2 {
                // The name of the day follows from the date.
                if let Some(word) = words.as_slice().first()
                    && DAYS.iter().any(|day| day.to_lowercase().starts_with(word.as_str()))
                {
                    words.next();
                }
                continue;
            }
            let word = words.next()?;
            let number = || word.parse::<u32>().ok().filter(|_| word.len() <= 4);
            match letter {
                'm' => {
                    let named = || {
                        let named = |month: &&str| word.len() >= 3 && month.to_lowercase().starts_with(&word);
                        u32::try_from(MONTHS.iter().position(named)? + 1).ok()
                    };
                    moment.month = number().or_else(named)?;
                }
                'd' => moment.day = number()?,
                'y' => {
                    let year = number()?;
                    moment.year = match word.len() {
                        4 => year,
                        // As in Acrobat: 50 and more are in the past century.
                        2 => year + if year < 50 { 2000 } else { 1900 },
                        _ => return None,
                    };
                }
                'H' | 'h' => moment.hour = number()?,
                'M' => moment.minute = number()?,
                's' => moment.second = number()?,
                _ => afternoon = Some(word.starts_with('p')),
            }
        }
        if let Some(afternoon) = afternoon {
            moment.hour = moment.hour % 12 + if afternoon { 12 } else { 0 };
        }
        (words.next().is_none() && moment.is_valid()).then_some(moment)
    }

    fn is_valid(&self) -> bool {
        (1..=12).contains(&self.month)
            && (1..=self.days_of_month()).contains(&self.day)
            && self.hour < 24
            && self.minute < 60
            && self.second < 60
    }

    fn days_of_month(&self) -> u32 {
        let leap =
            self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        match self.month {
            2 => 28 + u32::from(leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    /// The day of the week, Sunday first (Sakamoto).
    fn weekday(&self) -> usize {
        const OFFSETS: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        let year = if self.month < 3 { self.year.saturating_sub(1) } else { self.year };
        let offset = OFFSETS.get(self.month as usize - 1).copied().unwrap_or_default();
        ((year + year / 4 - year / 100 + year / 400 + offset + self.day) % 7) as usize
    }

    fn format(&self, format: &str) -> Option<String> {
        let mut text = String::new();
        for piece in pattern_parts(format)? {
            let (letter, count) = match piece {
                PatternPart::Literal(letter) => {
                    text.push(letter);
                    continue;
                }
                PatternPart::Letter(letter, count) => (letter, count),
            };
            let month = MONTHS.get(self.month as usize - 1)?;
            let day = DAYS.get(self.weekday())?;
            let of_twelve = (self.hour + 11) % 12 + 1;
            let two = |number: u32| if count == 1 { number.to_string() } else { format!("{number:02}") };
            text.push_str(&match (letter, count) {
                ('m', 3) => month.get(..3)?.to_owned(),
                ('m', 4) => (*month).to_owned(),
                ('d', 3) => day.get(..3)?.to_owned(),
                ('d', 4) => (*day).to_owned(),
                ('m', 1 | 2) => two(self.month),
                ('d', 1 | 2) => two(self.day),
                ('y', 2) => format!("{:02}", self.year % 100),
                ('y', 4) => format!("{:04}", self.year),
                ('H', 1 | 2) => two(self.hour),
                ('h', 1 | 2) => two(of_twelve),
                ('M', 1 | 2) => two(self.minute),
                ('s', 1 | 2) => two(self.second),
                ('t', 1) => if self.hour < 12 { "a" } else { "p" }.to_owned(),
                ('t', 2) => if self.hour < 12 { "am" } else { "pm" }.to_owned(),
                _ => return None,
            });
        }
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(format: &str, value: &str) -> Option<String> {
        ValueFormat::Date(format.to_owned()).apply(value).map(|shown| shown.text)
    }

    #[test]
    fn dates_are_read_in_the_order_of_their_format() {
        assert_eq!(date("dd.mm.yyyy", "22/11/2026").as_deref(), Some("22.11.2026"));
        assert_eq!(date("yyyy-mm-dd", "2026-11-22").as_deref(), Some("2026-11-22"));
        assert_eq!(date("dddd, d mmm yy", "sunday 22 november 26").as_deref(), Some("Sunday, 22 Nov 26"));
        assert_eq!(date("m/d/yy h:MM tt", "11/22/26 12:07 am").as_deref(), Some("11/22/26 12:07 am"));
        assert_eq!(date("H\\h MM", "9 05").as_deref(), Some("9h 05"));
        for wrong in ["2026-11-22", "31.11.2026", "29.02.2027", "22.11.", "22.11.2026 5", "rīt", "22.11.226"]
        {
            assert_eq!(date("dd.mm.yyyy", wrong), None, "{wrong}");
        }
        assert_eq!(date("dd.mm.yyyy", " ").as_deref(), Some(""));
        assert_eq!(date("qq", "1"), None);
    }

    #[test]
    fn numbers_are_not_guessed_at() {
        assert_eq!(
            (parse_number("1234,5"), parse_number("-.5"), parse_number("+7.")),
            (Some(1234.5), Some(-0.5), Some(7.0))
        );
        for wrong in ["1.234,5", "1 234", "12a", "-", "", "1e5", "inf", "--1", "9999999999999999"] {
            assert_eq!(parse_number(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        let shown = |value: &str| {
            let separators = Separators::of(0).unwrap();
            group_digits(parse_number(value).unwrap(), 2, separators)
        };
        assert_eq!(shown("1.005"), "1.01");
        assert_eq!(shown("2.675"), "2.68");
        assert_eq!(shown("999999.995"), "1,000,000.00");
        assert_eq!(shown("0"), "0.00");
    }

    #[test]
    fn a_negative_sum_can_be_red() {
        let format = |negative| ValueFormat::Number {
            decimals: 0,
            separators: Separators::of(4).unwrap(),
            negative,
            currency: String::new(),
            currency_first: true,
        };
        assert_eq!(format(1).apply("-1234"), Some(FormattedValue { text: "1'234".into(), red: true }));
        assert_eq!(format(3).apply("-12"), Some(FormattedValue { text: "(12)".into(), red: true }));
        assert_eq!(format(3).apply("12"), Some(FormattedValue { text: "12".into(), red: false }));
        let zip = ValueFormat::Digits(&["99999"]);
        assert_eq!(zip.apply("1234"), None);
        assert_eq!(zip.apply("12345").unwrap().text, "12345");
        assert_eq!(zip.apply("1234a5"), None);
    }
}
