//! Proof of a filled file: reads it again from its bytes and compares it with the form and the values.
//!
//! In: a [`Template`], the bytes of the filled file, fields with their values. Out: nothing, or one
//! [`FillProblem::NotProved`] for each field that is not right, and for what is wrong with the file. What is
//! proved:
//!
//! * the file is the form, byte for byte, and one incremental update (or, where the form is damaged, all its
//!   objects);
//! * the update changes values and appearances of the named fields, removes what would make viewers draw them anew
//!   (NeedAppearances, XFA, usage rights), and changes nothing else; every new object is reachable from there only;
//! * each named field has its value; each of its visible widgets shows it: its appearance was run in full, every
//!   operator of it is known, and its characters, read through ToUnicode, are the text, word for word (an end of line
//!   stands for a space or a line end), in the order and the direction in which a person reads them;
//! * each glyph outline in the embedded font equals that of the source face, or the font is the form's own; each
//!   glyph is within the field, not clipped, stretched, painted over or covered by a later annotation, and has contrast
//!   to what is behind it in the appearance and to plain areas of the page;
//! * buttons have the state of the value; what that state shows and the other does not is seen, and not covered;
//! * no named field is hidden, or in optional content that is off.
//!
//! What is not proved: that no line, text or image of the page's own content is under the text, and what a viewer
//! does that ignores appearance streams.
//!
//! The proof has its own reader of updates and its own rules for values and fonts, and judges appearances by the marks
//! that the content interpreter finds, all apart from the code that lays out and writes. It shares with that code the
//! readers below both: the parsed form and its field tree, the lexer and the reader of single objects, the source faces,
//! fonts of the form, display formats of Acrobat's scripts, and for files written anew the parser of whole files. An error
//! in one of those can pass the proof.

// The update, and what it may change.
mod allowed_changes;
mod revision;
// The value of a field, and the appearance of each widget.
mod value;
mod widget;
// The marks of an appearance stream, and their fonts.
mod appearance;
mod fonts;
// Whether the marks are visible.
mod backdrop;
mod covering;
mod legibility;
mod tick;
mod undrawn_annotation;
// Fields that must be blank, and values that are there already.
mod blank;
mod held_value;
// What is not proved twice, and why a proof fails.
mod proof_cache;
mod reason;

pub(crate) use self::held_value::shows_held_value;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use lopdf::{Object, ObjectId};

use self::allowed_changes::AllowedChanges;
use self::backdrop::Backdrop;
use self::covering::{Covering, annotations_above};
use self::fonts::{FileFonts, VerifiedTables};
use self::legibility::TextPlace;
use self::proof_cache::ProofCache;
use self::reason::ProofReason;
use self::revision::{ConstantObjects, Revision};
use self::tick::TickMark;
use self::value::ExpectedAppearance;
use self::widget::TextJudge;
use super::content::{Interpreter, PageView, Point, Rgb};
use super::default_appearance::Color;
use super::document::ParsedPdf;
use super::field::{Field, Widget};
use super::fill::FillOptions;
use super::fill_problem::FillProblem;
use super::fill_value::FillValue;
use super::geometry::Rect;
use super::objects::{Dict, LocatedDict, ObjectLookup, ObjectPath, catalog};
use super::template::Template;

const WIDGET_KEYS: &[&str] = &["AP", "AS"];
const VALUE_KEYS: &[&str] = &["V", "RV", "I"];

/// Proves that `filled` is the form with these values.
///
/// # Errors
/// [`FillProblem::NotProved`] for each field whose value or appearance is wrong, and for what is wrong with the file.
#[cfg(test)]
pub(crate) fn prove(
    template: &Template,
    filled: &[u8],
    values: &[(&str, FillValue)],
) -> Result<(), Vec<FillProblem>> {
    let mut named = Vec::new();
    for (name, value) in values {
        match template.field(name) {
            Some(field) => named.push((field, value)),
            None => return Err(vec![not_proved(Some(name), reason::NO_SUCH_FIELD)]),
        }
    }
    Prover::new(template).prove(filled, &named, FillOptions::default())
}

/// Proves that these fields of a file are blank: no value, and no visible mark but border and background.
///
/// # Errors
/// [`FillProblem::NotProved`] for each field that is not blank; [`FillProblem::UnknownField`].
pub(crate) fn prove_blank(file: &Template, names: &[&str]) -> Result<(), Vec<FillProblem>> {
    let base = &file.pdf().0;
    let mut interpreter = Interpreter::of_update(&base.doc, base);
    let mut problems = Vec::new();
    for name in names {
        let Some(field) = file.field(name) else {
            problems.push(FillProblem::UnknownField { field: Arc::from(*name), suggestion: None });
            continue;
        };
        if let Err(why) = blank::check(&base.doc, &mut interpreter, field) {
            problems.push(not_proved(Some(name), why));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Proves the files of one form; what does not depend on a file is computed once.
#[derive(Debug)]
pub(crate) struct Prover {
    template: Template,
    constant: ConstantObjects,
    fonts: VerifiedTables,
    /// For each widget, the annotations that are painted after it and overlap it.
    annotations_above: BTreeMap<ObjectPath, Vec<ObjectPath>>,
    /// Streams without data: a file written anew may leave out their Filter.
    empty_streams: Vec<ObjectPath>,
    /// Indices of the fields that must be blank in every file.
    blank_fields: Vec<usize>,
    /// What a viewer shows of each page.
    page_bounds: Vec<Rect>,
    /// The backdrop of each page's fields, computed when it is first needed.
    backdrops: Vec<OnceLock<Backdrop>>,
    cache: ProofCache,
}

/// A filled file that is being proved.
struct FilledFile<'r> {
    revision: &'r Revision<'r>,
    interpreter: Interpreter<'r>,
    fonts: FileFonts<'r>,
}

impl Prover {
    pub(crate) fn new(template: &Template) -> Self {
        let base = &template.pdf().0;
        let annotations_above = annotations_above(base, template.fields());
        Self {
            template: template.clone(),
            constant: ConstantObjects::default(),
            fonts: BTreeMap::new(),
            cache: ProofCache::for_fields(unshared_fields(template.fields(), &annotations_above)),
            annotations_above,
            empty_streams: empty_streams(base),
            blank_fields: Vec::new(),
            page_bounds: base.pages.iter().map(|page| PageView::of(&base.doc, page).bounds).collect(),
            backdrops: base.pages.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// Also proves of every file that these fields are blank, which was proved of the form before.
    pub(crate) fn with_blank_fields(mut self, fields: Vec<usize>) -> Self {
        self.blank_fields = fields;
        self
    }

    /// Reads and proves the constant objects, with which the update of every file of the form begins.
    pub(crate) fn with_constant_objects(
        mut self,
        constant: &[u8],
        start: usize,
        fonts: &[u32],
    ) -> Result<Self, FillProblem> {
        let wrong = |why: ProofReason| not_proved(None, why);
        let base = &self.template.pdf().0;
        self.constant = ConstantObjects::read(base, constant, start).map_err(wrong)?;
        let revision = Revision::of_constant_objects(base, &self.constant).map_err(wrong)?;
        for number in fonts {
            let font = LocatedDict::indirect(&revision, (*number, 0));
            let font = font.ok_or_else(|| wrong(reason::FONT_GONE))?;
            let table = fonts::read_verified(&font.dict).map_err(wrong)?;
            self.fonts.insert((*number, 0), Arc::new(table));
        }
        Ok(self)
    }

    pub(crate) fn prove(
        &self,
        filled: &[u8],
        values: &[(&Field, &FillValue)],
        options: FillOptions,
    ) -> Result<(), Vec<FillProblem>> {
        let base = &self.template.pdf().0;
        let revision = Revision::read(base, filled, &self.constant, &self.cache)
            .map_err(|why| vec![not_proved(None, why)])?;
        // Font tables and cached proofs hold where the file has the constant objects.
        let has_constants = revision.includes(&self.constant);
        let mut settled = BTreeSet::new();
        let mut open: Vec<(usize, &Field, &FillValue)> = Vec::new();
        for (field, value) in values {
            let place = self.field_index(field);
            let proved = place.filter(|_| has_constants);
            match proved.and_then(|place| self.cache.find_proof(&revision, place, value, options)) {
                Some(objects) => settled.extend(objects),
                None => open.push((place.unwrap_or(usize::MAX), field, value)),
            }
        }
        let allowed = self.allowed_changes(open.iter().map(|(_, field, _)| *field));
        allowed.check(&revision, &settled).map_err(|why| vec![not_proved(None, why)])?;
        check_need_appearances(base, &revision).map_err(|why| vec![not_proved(None, why)])?;
        let mut interpreter = Interpreter::of_update(&revision, base);
        for (id, table) in self.fonts.iter().filter(|_| has_constants) {
            interpreter.share_font(*id, table);
        }
        let mut file = FilledFile { revision: &revision, interpreter, fonts: FileFonts::of(&revision) };
        let mut problems = Vec::new();
        for (place, field, value) in open {
            match self.prove_field(&mut file, field, value, options) {
                Ok(()) if has_constants => {
                    let is_constant = |id: &ObjectId| self.constant.contains(id);
                    self.cache.insert_proof(&revision, &is_constant, (place, field), value, options);
                }
                Ok(()) => {}
                Err(why) => problems.push(not_proved(Some(field.name()), why)),
            }
        }
        let blank_fields = self.blank_fields.iter().filter_map(|place| self.template.fields().get(*place));
        // A field whose objects are not in the update is as blank as in the form.
        let touched = |field: &&Field| {
            proof_cache::field_objects(field).iter().any(|id| revision.objects.contains_key(id))
        };
        for field in blank_fields.filter(touched) {
            if let Err(why) = blank::check(&revision, &mut file.interpreter, field) {
                problems.push(not_proved(Some(field.name()), why));
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// The index of a field in the form.
    fn field_index(&self, field: &Field) -> Option<usize> {
        self.template.fields().iter().position(|own| std::ptr::eq(own, field))
    }

    fn allowed_changes<'f>(&self, fields: impl Iterator<Item = &'f Field>) -> AllowedChanges {
        let base = &self.template.pdf().0;
        let mut allowed = AllowedChanges::default();
        if let Some(form) = &base.acro_form {
            allowed.allow_keys(form, &["NeedAppearances", "XFA"]);
        }
        if let Some(root) = catalog(&base.doc).filter(|_| self.template.features().usage_rights) {
            let perms = root.child(b"Perms");
            let only = perms
                .as_ref()
                .is_some_and(|perms| perms.dict.raw.iter().all(|(key, _)| key == b"UR3" || key == b"UR"));
            match perms {
                Some(perms) if !only => allowed.allow_keys(&perms.path, &["UR3", "UR"]),
                _ => allowed.allow_keys(&root.path, &["Perms"]),
            }
        }
        for path in &self.empty_streams {
            allowed.allow_keys(path, &["Filter", "DecodeParms"]);
        }
        for field in fields {
            for path in &field.paths {
                allowed.allow_keys(path, VALUE_KEYS);
            }
            for widget in &field.widgets {
                allowed.allow_keys(&widget.path, WIDGET_KEYS);
                allowed.allow_keys(&widget.path, VALUE_KEYS);
            }
        }
        allowed
    }

    fn prove_field<'r>(
        &'r self,
        file: &mut FilledFile<'r>,
        field: &Field,
        value: &FillValue,
        options: FillOptions,
    ) -> Result<(), ProofReason> {
        let mut wanted = None;
        for path in &field.paths {
            let dict = LocatedDict::at_path(file.revision, path).ok_or(reason::FIELD_GONE)?.dict;
            wanted = Some(value::check(field, &dict, value)?);
        }
        let wanted = wanted.ok_or(reason::FIELD_GONE)?;
        let mut seen = false;
        for widget in &field.widgets {
            let place = LocatedDict::at_path(file.revision, &widget.path).ok_or(reason::WIDGET_GONE)?;
            if !field.paths.contains(&widget.path) && place.dict.has(b"V") {
                value::check(field, &place.dict, value)?;
            }
            if let ExpectedAppearance::State(state) = &wanted {
                widget::check_state_name(&place.dict, state)?;
            }
            if !widget.is_visible() {
                continue;
            }
            seen = true;
            self.check_appearance(file, &place.dict, (field, widget), &wanted)?;
        }
        if seen || options.invisible { Ok(()) } else { Err(reason::NO_VISIBLE_WIDGET) }
    }

    /// Checks that a widget shows what is wanted, and that nothing hides it.
    fn check_appearance<'r>(
        &'r self,
        file: &mut FilledFile<'r>,
        dict: &Dict<'r>,
        (field, widget): (&Field, &Widget),
        wanted: &ExpectedAppearance,
    ) -> Result<(), ProofReason> {
        if let ExpectedAppearance::State(state) = wanted {
            return self.check_button(file, dict, (field, widget), state);
        }
        let backdrop = self.backdrop(widget);
        if backdrop.is_cut() {
            return Err(reason::GROUND_UNKNOWN);
        }
        let backdrop = backdrop.under(&widget.rect);
        let ground = |rect: &Rect| Rgb(backdrop.color_under(rect).rgb());
        let place = TextPlace { rect: widget.rect, page: self.page_bounds(widget)?, ground: &ground };
        let mut judge = TextJudge { interpreter: &mut file.interpreter, fonts: &mut file.fonts };
        let ink = match wanted {
            ExpectedAppearance::Text(text) => judge.check_text(dict, (field, widget), text, &place)?,
            ExpectedAppearance::Options(options) => judge.check_options(dict, widget, options, &place)?,
            ExpectedAppearance::State(_) => Vec::new(),
        };
        if !self.annotations_above.contains_key(&widget.path) {
            return Ok(());
        }
        let covering = self.covering(file.revision, &mut file.interpreter, field, widget);
        if !covering.is_empty() && ink.iter().any(|ink| covering.hides_ink(ink)) {
            return Err(reason::COVERED_BY_ANNOTATION);
        }
        Ok(())
    }

    /// Checks that a button shows the state of the value, where it has that state.
    fn check_button<'r>(
        &'r self,
        file: &mut FilledFile<'r>,
        dict: &Dict<'r>,
        (field, widget): (&Field, &Widget),
        state: &[u8],
    ) -> Result<(), ProofReason> {
        let has = dict.dict(b"AP").and_then(|ap| ap.dict(b"N")).is_some_and(|states| states.has(state));
        if !has || state == b"Off" {
            return Ok(());
        }
        if !tick::are_states_direct(dict) {
            return Err(reason::STATES_BY_REFERENCE);
        }
        let mark = self.tick(&mut file.interpreter, dict, widget, state)?;
        self.check_on_page(widget, &[mark.bounds()])?;
        let covering = self.covering(file.revision, &mut file.interpreter, field, widget);
        if covering.is_empty() || mark.is_mostly_seen(&|point| covering.hides(point)) {
            Ok(())
        } else {
            Err(reason::COVERED_BY_ANNOTATION)
        }
    }

    fn tick<'r>(
        &self,
        interpreter: &mut Interpreter<'r>,
        dict: &Dict<'r>,
        widget: &Widget,
        state: &[u8],
    ) -> Result<TickMark, ProofReason> {
        let backdrop = self.backdrop(widget);
        if backdrop.is_cut() {
            return Err(reason::GROUND_UNKNOWN);
        }
        let backdrop = backdrop.under(&widget.rect);
        let below = |point: Point| Some(Rgb(backdrop.color_at(point).rgb()));
        TickMark::of(interpreter, dict, state, self.page_bounds(widget)?, &below)
    }

    /// Whether the form's own drawing of a state shows a mark that its Off state does not show.
    pub(crate) fn proves_mark(&self, widget: &Widget, state: &[u8]) -> bool {
        let base = &self.template.pdf().0;
        let mut interpreter = Interpreter::of_update(&base.doc, base);
        let place = LocatedDict::at_path(&base.doc, &widget.path);
        place.is_some_and(|place| self.tick(&mut interpreter, &place.dict, widget, state).is_ok())
    }

    /// The colour that the form's own Off state gives to the middle of a widget, where it has one that is known.
    pub(crate) fn off_color(&self, widget: &Widget) -> Option<Color> {
        let base = &self.template.pdf().0;
        let mut interpreter = Interpreter::of_update(&base.doc, base);
        let place = LocatedDict::at_path(&base.doc, &widget.path)?;
        let backdrop = self.backdrop(widget).under(&widget.rect);
        let below = |point: Point| Some(Rgb(backdrop.color_at(point).rgb()));
        let bounds = self.page_bounds(widget).ok()?;
        tick::off_color(&mut interpreter, &place.dict, bounds, &below).map(|color| Color::Rgb(color.0))
    }

    /// Whether the icon of a note lies over a widget.
    pub(crate) fn has_note_above(&self, widget: &Widget) -> bool {
        let doc = &self.template.pdf().0.doc;
        let above = self.annotations_above.get(&widget.path).into_iter().flatten();
        above.filter_map(|path| LocatedDict::at_path(doc, path)).any(|above| covering::is_note(&above.dict))
    }

    /// What is painted over a widget. Another widget of the same field in the same state hides nothing of it.
    fn covering<'r>(
        &'r self,
        revision: &'r dyn ObjectLookup,
        interpreter: &mut Interpreter<'r>,
        field: &Field,
        widget: &Widget,
    ) -> Covering {
        let above = self.annotations_above.get(&widget.path).into_iter().flatten();
        let Ok(bounds) = self.page_bounds(widget) else { return Covering::default() };
        let at = |path: &ObjectPath| LocatedDict::at_path(revision, path);
        let own_state = at(&widget.path).and_then(|own| own.dict.name(b"AS"));
        let is_same = |other: &LocatedDict<'_>| {
            field.widgets.iter().any(|own| own.path == other.path) && other.dict.name(b"AS") == own_state
        };
        Covering::of(interpreter, above.filter_map(at).filter(|other| !is_same(other)), bounds)
    }

    /// Whether a colour has contrast to the page under a widget without a background.
    pub(crate) fn contrasts_with_page(&self, widget: &Widget, color: &Color) -> bool {
        self.backdrop(widget).under(&widget.rect).contrasts(color, &widget.rect)
    }

    /// Checks that the marks are within the page.
    fn check_on_page(&self, widget: &Widget, ink: &[Rect]) -> Result<(), ProofReason> {
        const SLACK: f64 = 0.02;
        let shown = self.page_bounds(widget)?;
        if ink.iter().all(|ink| shown.contains(ink, SLACK)) { Ok(()) } else { Err(reason::OFF_PAGE) }
    }

    /// What a viewer shows of the page that a widget is on.
    fn page_bounds(&self, widget: &Widget) -> Result<Rect, ProofReason> {
        widget.page.and_then(|page| self.page_bounds.get(page)).copied().ok_or(reason::OFF_PAGE)
    }

    /// The backdrop of the page that a widget is on.
    fn backdrop(&self, widget: &Widget) -> &Backdrop {
        static WHITE: Backdrop = Backdrop::WHITE;
        let page = widget.page.and_then(|page| Some((page, self.backdrops.get(page)?)));
        let Some((page, backdrop)) = page else { return &WHITE };
        backdrop.get_or_init(|| {
            let widgets = self.template.fields().iter().flat_map(|field| &field.widgets);
            let boxes: Vec<Rect> =
                widgets.filter(|widget| widget.page == Some(page)).map(|widget| widget.rect).collect();
            Backdrop::read(self.template.pdf(), page, &boxes)
        })
    }
}

fn not_proved(field: Option<&str>, why: ProofReason) -> FillProblem {
    FillProblem::NotProved { field: field.map(Arc::from), why }
}

/// Checks that viewers will use the appearance streams: no NeedAppearances, no XFA.
fn check_need_appearances(base: &ParsedPdf, revision: &Revision<'_>) -> Result<(), ProofReason> {
    let form = base
        .acro_form
        .as_ref()
        .and_then(|path| LocatedDict::at_path(revision, path))
        .ok_or(reason::FORM_GONE)?;
    if form.dict.flag(b"NeedAppearances") {
        return Err(reason::NEED_APPEARANCES_SET);
    }
    if form.dict.has(b"XFA") {
        return Err(reason::XFA_PRESENT);
    }
    Ok(())
}

/// The streams without data.
fn empty_streams(base: &ParsedPdf) -> Vec<ObjectPath> {
    let is_empty = |object: &Object| object.as_stream().is_ok_and(|stream| stream.content.is_empty());
    base.doc
        .objects
        .iter()
        .filter(|(_, object)| is_empty(object))
        .map(|(id, _)| ObjectPath::object(*id))
        .collect()
}

/// The indices of the fields that share no object with other fields and have no annotation above them.
fn unshared_fields<'f>(
    fields: &'f [Field],
    later: &'f BTreeMap<ObjectPath, Vec<ObjectPath>>,
) -> impl Iterator<Item = usize> + 'f {
    let mut uses: BTreeMap<ObjectId, usize> = BTreeMap::new();
    for id in fields.iter().flat_map(proof_cache::field_objects) {
        *uses.entry(id).or_default() += 1;
    }
    let is_alone = move |field: &Field| {
        proof_cache::field_objects(field).iter().all(|id| uses.get(id) == Some(&1))
            && field.widgets.iter().all(|widget| !later.contains_key(&widget.path))
    };
    fields.iter().enumerate().filter(move |(_, field)| is_alone(field)).map(|(place, _)| place)
}

#[cfg(test)]
mod tests;
