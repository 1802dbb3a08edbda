//! The fields of a draft, collected from the fields of a PDF and the words printed near them.

use std::collections::BTreeSet;

use super::draft_form::{
    DraftChoice, DraftField, DraftForm, DraftSection, DraftTarget, UnusedField, UnusedReason,
};
use super::example_value::{self, ExampleValue};
use super::guess::{Guess, GuessInput};
use super::naming::{UniqueNames, cut, slug, trim_label};
use crate::form::definition::ValueKind;
use crate::form::matching;
use crate::pdf::page_text::{DocumentText, FieldLabel};
use crate::pdf::{Field, FieldKind, Template, Widget};

/// The longest label, in characters.
const LABEL: usize = 100;

/// Adds every field that can be filled in to the draft, in the order of reading; the others are listed as unused.
pub(super) fn collect_fields(draft: &mut DraftForm, template: &Template, printed: &DocumentText) {
    FieldCollector { template, printed, draft, seen: BTreeSet::new(), keys: UniqueNames::default() }
        .collect();
}

/// Collects the fields of a draft, one by one.
struct FieldCollector<'a> {
    template: &'a Template,
    printed: &'a DocumentText,
    draft: &'a mut DraftForm,
    seen: BTreeSet<usize>,
    keys: UniqueNames,
}

impl<'a> FieldCollector<'a> {
    fn collect(&mut self) {
        let (printed, template) = (self.printed, self.template);
        for beside in printed.field_labels() {
            let Some(field) = template.fields().get(beside.field()) else { continue };
            if self.seen.insert(beside.field()) {
                self.seen.extend(beside.cells().iter().copied());
                self.field(beside.field(), field, beside);
            }
        }
        for (number, field) in template.fields().iter().enumerate() {
            if field.kind() != FieldKind::PushButton && !self.seen.contains(&number) {
                self.unused(field, UnusedReason::Unseen);
            }
        }
    }

    fn unused(&mut self, field: &Field, why: UnusedReason) {
        self.draft.unused.push(UnusedField { name: field.name().to_owned(), why });
    }

    fn field(&mut self, number: usize, field: &'a Field, beside: &FieldLabel) {
        if field.flags().read_only() {
            return self.unused(field, UnusedReason::ReadOnly);
        }
        if field.widgets().iter().all(Widget::is_never_visible) {
            return self.unused(field, UnusedReason::Unseen);
        }
        match field.kind() {
            FieldKind::Text if beside.cells().len() > 1 => self.cells(field, beside),
            FieldKind::Signature => {
                let place = DraftTarget::Field(field.name().to_owned());
                let entry = self.entry(field, beside, None, Guess::certain(ValueKind::Blank), place);
                self.draft.fields.push(entry);
            }
            FieldKind::Combo | FieldKind::List if !choices_of(field).is_empty() => {
                let place = DraftTarget::Choice { field: field.name().to_owned() };
                let mut entry = self.entry(field, beside, None, Guess::certain(ValueKind::Choice), place);
                entry.options = choices_of(field);
                entry.example =
                    ExampleValue::of(entry.options.iter().take(3).map(|option| option.label.clone()));
                self.draft.fields.push(entry);
            }
            // A list that takes a text of one's own, and offers none.
            FieldKind::Combo | FieldKind::Text => self.text(field, beside),
            FieldKind::Checkbox | FieldKind::Radio => self.buttons(number, field, beside),
            _ => self.unused(field, UnusedReason::NoState),
        }
    }

    fn text(&mut self, field: &'a Field, beside: &FieldLabel) {
        let max = max_chars(field);
        let language = self.draft.language;
        let clues = GuessInput {
            page_text: beside.text().unwrap_or_default(),
            label: field.alternate_name().unwrap_or_default(),
            name: field.name(),
            max,
            multiline: field.is_multiline(),
            script_format: field.display_format(),
            language,
        };
        let guess = Guess::of(&clues);
        let sample = example_value::of_text(&guess, clues.script_format.as_ref(), max, language);
        let mut entry = self.entry(field, beside, None, guess, DraftTarget::Field(field.name().to_owned()));
        entry.max = max;
        entry.multiline = field.is_multiline() && entry.guess.kind == ValueKind::Text;
        entry.example = sample;
        self.draft.fields.push(entry);
    }

    /// A row of boxes that take one character each.
    fn cells(&mut self, field: &'a Field, beside: &FieldLabel) {
        let fields = beside.cells().iter().filter_map(|cell| self.template.fields().get(*cell));
        let names: Vec<String> = fields.map(|field| field.name().to_owned()).collect();
        let max = Some(names.len());
        let language = self.draft.language;
        let clues = GuessInput {
            page_text: beside.text().unwrap_or_default(),
            max,
            language,
            ..GuessInput::default()
        };
        let mut guess = Guess::of(&clues);
        // A date or a code in boxes is written without its signs; that is for a person to decide.
        if guess.kind != ValueKind::Text {
            guess = Guess {
                alternative: Some((guess.kind, guess.confidence.min(69))),
                ..Guess::certain(ValueKind::Text)
            };
        }
        let sample = example_value::of_text(&guess, None, max, language);
        let mut entry = self.entry(field, beside, beside.text(), guess, DraftTarget::Split(names));
        entry.max = max;
        entry.example = sample;
        self.draft.fields.push(entry);
    }

    /// One box is a tick; several are a choice.
    fn buttons(&mut self, number: usize, field: &'a Field, beside: &FieldLabel) {
        let mut states: Vec<(String, String)> = Vec::new();
        for (at, widget) in field.widgets().iter().enumerate() {
            let words =
                self.printed.label_of_widget(number, at).and_then(FieldLabel::text).unwrap_or_default();
            for state in widget.on_states() {
                if !states.iter().any(|(known, _)| *known == state) {
                    states.push((state, words.to_owned()));
                }
            }
        }
        let name = field.name().to_owned();
        match states.as_slice() {
            [] => self.unused(field, UnusedReason::NoState),
            [(on, _)] => {
                let place = DraftTarget::Tick { field: name, on: on.clone() };
                let mut entry = self.entry(field, beside, None, Guess::certain(ValueKind::Tick), place);
                entry.example = ExampleValue::of(["x".to_owned()]);
                self.draft.fields.push(entry);
            }
            _ => {
                let options = options(states.iter().map(|(state, words)| (state.as_str(), words.as_str())));
                // The words beside the first button are those of its option.
                let is_of_group = |text: &&str| {
                    let text = trim_label(text);
                    !text.is_empty() && !options.iter().any(|option| option.label == text)
                };
                let label = field.alternate_name().filter(is_of_group);
                let around = || beside.surrounding_text().iter().map(String::as_str).find(is_of_group);
                let named = || matching::is_meaningful(&name).then(|| name.rsplit('.').next()).flatten();
                let label = label.or_else(around).or_else(named).or(beside.heading()).unwrap_or(&name);
                let label = label.to_owned();
                let place = DraftTarget::Choice { field: name };
                let mut entry =
                    self.entry(field, beside, Some(&label), Guess::certain(ValueKind::Choice), place);
                entry.help = String::new();
                entry.example = ExampleValue::of(options.iter().take(3).map(|option| option.label.clone()));
                entry.options = options;
                self.draft.fields.push(entry);
            }
        }
    }

    /// A field, with what all have: a key, a section, a label.
    fn entry(
        &mut self,
        field: &'a Field,
        beside: &FieldLabel,
        said: Option<&str>,
        guess: Guess,
        place: DraftTarget,
    ) -> DraftField {
        let section = self.section(beside);
        let printed =
            said.or(beside.text()).map(|text| without_date(trim_label(text))).filter(|text| !text.is_empty());
        let own = field.alternate_name().map(trim_label).filter(|text| !text.is_empty());
        let words = printed.or(own);
        let last = field.name().rsplit('.').next().unwrap_or_default();
        let label = words.map_or_else(|| cut(last, LABEL), |words| cut(words, LABEL));
        let label = if label.is_empty() { format!("{}", self.draft.fields.len() + 1) } else { label };
        let help = own
            .filter(|own| Some(*own) != printed && words.is_some())
            .map(|own| cut(own, 300))
            .unwrap_or_default();
        let key = self.keys.key(&format!("{section}.{}", slug(&label, 4, "field")));
        let starred = |text: Option<&str>| {
            text.is_some_and(|text| text.trim_end().trim_end_matches(':').ends_with('*'))
        };
        let required = guess.kind != ValueKind::Blank
            && (field.flags().required() || starred(beside.text()) || starred(field.alternate_name()));
        DraftField {
            key,
            section,
            label,
            is_nameless: words.is_none(),
            column: String::new(),
            help,
            guess,
            max: None,
            multiline: false,
            required,
            options: Vec::new(),
            target: place,
            example: ExampleValue::of([]),
        }
    }

    /// The key of the section that the heading above begins.
    fn section(&mut self, beside: &FieldLabel) -> String {
        let heading = beside.heading().map(trim_label).filter(|heading| !heading.is_empty());
        let title = heading.map_or_else(|| self.draft.title.clone(), |heading| cut(heading, LABEL));
        if let Some(part) = self.draft.sections.iter().find(|part| part.title == title) {
            return part.key.clone();
        }
        let base = if heading.is_some() { slug(&title, 2, "part") } else { "form".to_owned() };
        let key = self.keys.key(&base);
        self.draft.sections.push(DraftSection { key: key.clone(), title });
        key
    }
}

/// A label without how a date is written: `No (dd.mm.gggg.)` is `No`.
fn without_date(label: &str) -> &str {
    let Some((words, way)) = label.strip_suffix(')').and_then(|label| label.rsplit_once('(')) else {
        return label;
    };
    let is_way =
        |c: char| matches!(c.to_ascii_lowercase(), 'd' | 'm' | 'y' | 'g' | 'j' | '.' | '/' | '-' | ' ');
    let is_date = way.len() >= 6 && way.chars().all(is_way) && !trim_label(words).is_empty();
    if is_date { trim_label(words) } else { label }
}

/// The most characters that a field takes.
fn max_chars(field: &Field) -> Option<usize> {
    field.max_len().and_then(|max| usize::try_from(max).ok()).filter(|max| *max > 0)
}

/// What a list offers, without its empty entries.
fn choices_of(field: &Field) -> Vec<DraftChoice> {
    let is_said = |text: &str| text.chars().any(char::is_alphanumeric);
    let entries =
        field.options().iter().filter(|entry| is_said(&entry.display) && !entry.export.trim().is_empty());
    options(entries.map(|entry| (entry.export.as_str(), entry.display.as_str())))
}

/// Options with names of their own; of states that are said twice the first.
fn options<'t>(states: impl Iterator<Item = (&'t str, &'t str)>) -> Vec<DraftChoice> {
    let mut names = UniqueNames::default();
    let mut options: Vec<DraftChoice> = Vec::new();
    for (state, words) in states {
        if options.iter().any(|option| option.state == state) {
            continue;
        }
        let words = trim_label(words);
        let label = cut(if words.is_empty() { state } else { words }, LABEL);
        let label = names.of(options.len(), &label);
        let value = names.of(options.len(), &slug(&label, 4, "option"));
        options.push(DraftChoice { value, label, state: state.to_owned() });
    }
    options
}
