//! Proof of what is seen: a filled file is read again from its bytes and held against the form and the values.
//!
//! Nothing here is shared with the code that writes. What is proved:
//!
//! * the file is the form, byte for byte, and one update (or, where the form is damaged, all its objects);
//! * the update changes the values and looks of the fields that were named, takes out what would make viewers draw
//!   them anew (NeedAppearances, XFA, usage rights), and changes nothing else; what it adds hangs on those looks;
//! * each named field has the value wanted; each of its widgets that can be seen shows it: the letters of its
//!   appearance, read through ToUnicode, are the text, word for word (ends of lines stand for spaces or line ends);
//!   each letter's outline in the embedded font is that of the source face; its ink lies within the box, is not
//!   clipped, painted over or covered by a later annotation, and stands out from what is behind it within the
//!   appearance and from plain areas of the page; buttons are in the state of the value, and that state has ink and differs from the other;
//! * no named field is hidden or in a layer that is off.
//!
//! What is not: that no line, letter or image of the page itself lies under the text, and what a viewer does that
//! ignores appearances.

mod appearance;
mod blank;
mod content;
mod difference;
pub(crate) mod font_table;
mod ground;
mod layers;
mod look;
mod memory;
mod revision;
mod seen;
mod value;
mod why;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use lopdf::{Object, ObjectId};

use self::appearance::{FontTables, normal, picture};
use self::difference::Allowed;
use self::font_table::FontTable;
use self::ground::Ground;
use self::memory::Memory;
use self::revision::{Known, Revision};
use self::value::Wanted;
use self::why::Why;
use super::content::PageView;
use super::default_appearance::Color;
use super::document::Parsed;
use super::field::{Field, Widget};
use super::fill::Permits;
use super::geometry::Rect;
use super::objects::{Place, Spot, catalog};
use super::page_tree::annotations_of;
use super::problem::FillProblem;
use super::template::Template;
use super::value::Value;

const WIDGET: &[&str] = &["AP", "AS"];
const VALUE: &[&str] = &["V", "RV", "I"];

/// Proves that `filled` is the form with these values.
///
/// # Errors
/// [`FillProblem::NotProved`] for each field that is not seen as it should be, and for what is wrong with the file.
pub fn prove(template: &Template, filled: &[u8], values: &[(&str, Value)]) -> Result<(), Vec<FillProblem>> {
    let mut named = Vec::new();
    for (name, value) in values {
        match template.field(name) {
            Some(field) => named.push((field, value)),
            None => return Err(vec![not_proved(Some(name), why::NO_SUCH_FIELD)]),
        }
    }
    Prover::new(template).prove(filled, &named, Permits::default())
}

/// Proves that nothing stands in these fields of a file: no value, and no ink but border and background.
///
/// # Errors
/// [`FillProblem::NotProved`] for each field that is not blank; [`FillProblem::UnknownField`].
pub fn prove_blank(file: &Template, names: &[&str]) -> Result<(), Vec<FillProblem>> {
    let base = &file.pdf().0;
    let mut problems = Vec::new();
    for name in names {
        let Some(field) = file.field(name) else {
            problems.push(FillProblem::UnknownField { field: Arc::from(*name), suggestion: None });
            continue;
        };
        if let Err(why) = blank::check(&base.doc, field) {
            problems.push(not_proved(Some(name), why));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Proves one form's files; what does not depend on a file is done once.
#[derive(Debug)]
pub(crate) struct Prover {
    template: Template,
    known: Known,
    fonts: BTreeMap<ObjectId, Arc<FontTable>>,
    /// For each widget, the annotations that are drawn after it and overlap it.
    later: BTreeMap<Spot, Vec<Spot>>,
    /// Widgets in layers that are off.
    off: BTreeSet<Spot>,
    /// Streams of no bytes: that they name no filter any more changes nothing.
    empty: Vec<Spot>,
    /// Places of the fields that must be blank in every file.
    blank: Vec<usize>,
    /// What lies under the fields of each page; looked at once it is asked for.
    grounds: Vec<OnceLock<Ground>>,
    memory: Memory,
}

impl Prover {
    pub(crate) fn new(template: &Template) -> Self {
        let base = &template.pdf().0;
        let later = later(base, template.fields());
        Self {
            template: template.clone(),
            known: Known::default(),
            fonts: BTreeMap::new(),
            memory: Memory::of(alone(template.fields(), &later)),
            later,
            off: layers::off(base, template.fields()),
            empty: empty_streams(base),
            blank: Vec::new(),
            grounds: base.pages.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// The same, proving of every file that these fields are blank, as they were proved to be in the form.
    pub(crate) fn keeping_blank(mut self, fields: Vec<usize>) -> Self {
        self.blank = fields;
        self
    }

    /// Reads and proves the objects that every file of the form will begin its update with.
    pub(crate) fn knowing(
        mut self,
        constant: &[u8],
        start: usize,
        fonts: &[u32],
    ) -> Result<Self, FillProblem> {
        let wrong = |why: Why| not_proved(None, why);
        let base = &self.template.pdf().0;
        self.known = Known::read(base, constant, start).map_err(wrong)?;
        let revision = Revision::of_known(base, &self.known).map_err(wrong)?;
        for number in fonts {
            let font = Place::of(&revision, (*number, 0)).ok_or_else(|| wrong(why::FONT_GONE))?;
            let table = FontTable::read(&font.dict).map_err(wrong)?;
            self.fonts.insert((*number, 0), Arc::new(table));
        }
        Ok(self)
    }

    pub(crate) fn prove(
        &self,
        filled: &[u8],
        values: &[(&Field, &Value)],
        permits: Permits,
    ) -> Result<(), Vec<FillProblem>> {
        let base = &self.template.pdf().0;
        let revision = Revision::read(base, filled, &self.known, &self.memory)
            .map_err(|why| vec![not_proved(None, why)])?;
        // Tables of fonts, and what was proved before, hold for the constant objects only.
        let stands = revision.stands_on(&self.known);
        let mut settled = BTreeSet::new();
        let mut open: Vec<(usize, &Field, &Value)> = Vec::new();
        for (field, value) in values {
            let place = self.place(field);
            let proved = place.filter(|_| stands);
            match proved.and_then(|place| self.memory.proved(&revision, place, value, permits)) {
                Some(objects) => settled.extend(objects),
                None => open.push((place.unwrap_or(usize::MAX), field, value)),
            }
        }
        let allowed = self.allowed(open.iter().map(|(_, field, _)| *field));
        allowed.check(&revision, &settled).map_err(|why| vec![not_proved(None, why)])?;
        form_is_settled(base, &revision).map_err(|why| vec![not_proved(None, why)])?;
        let known = if stands { self.fonts.clone() } else { BTreeMap::new() };
        let fonts = FontTables::with(known, base.layout.size);
        let mut problems = Vec::new();
        for (place, field, value) in open {
            match self.field(&revision, &fonts, field, value, permits) {
                Ok(()) if stands => {
                    let is_constant = |id: &ObjectId| self.known.holds(id);
                    self.memory.keep_proof(&revision, &is_constant, (place, field), value, permits);
                }
                Ok(()) => {}
                Err(why) => problems.push(not_proved(Some(field.name()), why)),
            }
        }
        let blank_fields = self.blank.iter().filter_map(|place| self.template.fields().get(*place));
        // What the update does not touch is as blank as in the form.
        let touched =
            |field: &&Field| memory::own_objects(field).iter().any(|id| revision.objects.contains_key(id));
        for field in blank_fields.filter(touched) {
            if let Err(why) = blank::check(&revision, field) {
                problems.push(not_proved(Some(field.name()), why));
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// The place of a field in the form.
    fn place(&self, field: &Field) -> Option<usize> {
        self.template.fields().iter().position(|own| std::ptr::eq(own, field))
    }

    fn allowed<'f>(&self, fields: impl Iterator<Item = &'f Field>) -> Allowed {
        let base = &self.template.pdf().0;
        let mut allowed = Allowed::default();
        if let Some(form) = &base.form {
            allowed.keys(form, &["NeedAppearances", "XFA"]);
        }
        if let Some(root) = catalog(&base.doc).filter(|_| self.template.traits().usage_rights) {
            let perms = root.at(b"Perms");
            let only = perms
                .as_ref()
                .is_some_and(|perms| perms.dict.raw.iter().all(|(key, _)| key == b"UR3" || key == b"UR"));
            match perms {
                Some(perms) if !only => allowed.keys(&perms.spot, &["UR3", "UR"]),
                _ => allowed.keys(&root.spot, &["Perms"]),
            }
        }
        for spot in &self.empty {
            allowed.keys(spot, &["Filter", "DecodeParms"]);
        }
        for field in fields {
            for spot in &field.spots {
                allowed.keys(spot, VALUE);
            }
            for widget in &field.widgets {
                allowed.keys(&widget.spot, WIDGET);
                allowed.keys(&widget.spot, VALUE);
            }
        }
        allowed
    }

    fn field(
        &self,
        revision: &Revision<'_>,
        fonts: &FontTables,
        field: &Field,
        value: &Value,
        permits: Permits,
    ) -> Result<(), Why> {
        let mut wanted = None;
        for spot in &field.spots {
            let dict = Place::at_spot(revision, spot).ok_or(why::FIELD_GONE)?.dict;
            wanted = Some(value::check(field, &dict, value)?);
        }
        let wanted = wanted.ok_or(why::FIELD_GONE)?;
        let mut seen = false;
        for widget in &field.widgets {
            let place = Place::at_spot(revision, &widget.spot).ok_or(why::BOX_GONE)?;
            if !field.spots.contains(&widget.spot) && place.dict.has(b"V") {
                value::check(field, &place.dict, value)?;
            }
            if let Wanted::State(state) = &wanted {
                look::in_unison(&place.dict, state)?;
            }
            if !widget.is_visible() || self.off.contains(&widget.spot) {
                continue;
            }
            seen = true;
            let page = |color: &Color, rect: &Rect| self.ground(widget).shows(color, rect);
            let ink = match &wanted {
                Wanted::State(state) => look::button(&place.dict, fonts, state, &page)?,
                Wanted::Text(text) => look::text(&place.dict, fonts, field, widget, text, &page)?,
                Wanted::Options(options) => look::options(&place.dict, fonts, widget, options, &page)?,
            };
            self.on_page(widget, &ink)?;
            self.uncovered(revision, fonts, widget, &ink)?;
        }
        if seen || permits.unseen { Ok(()) } else { Err(why::UNSEEN) }
    }

    /// Whether a colour is seen in a widget that paints no background of its own.
    pub(crate) fn page_shows(&self, widget: &Widget, color: &Color) -> bool {
        self.ground(widget).shows(color, &widget.rect)
    }

    /// That the page does not end before the ink does.
    fn on_page(&self, widget: &Widget, ink: &[Rect]) -> Result<(), Why> {
        const SLACK: f64 = 0.02;
        let base = &self.template.pdf().0;
        let page = widget.page.and_then(|page| base.pages.get(page)).ok_or(why::OFF_PAGE)?;
        let shown = PageView::of(&base.doc, page).bounds;
        if ink.iter().all(|ink| shown.holds(ink, SLACK)) { Ok(()) } else { Err(why::OFF_PAGE) }
    }

    /// What the page paints under a widget.
    fn ground(&self, widget: &Widget) -> &Ground {
        static PAPER: Ground = Ground::PAPER;
        let page = widget.page.and_then(|page| Some((page, self.grounds.get(page)?)));
        let Some((page, ground)) = page else { return &PAPER };
        ground.get_or_init(|| {
            let widgets = self.template.fields().iter().flat_map(|field| &field.widgets);
            let boxes: Vec<Rect> =
                widgets.filter(|widget| widget.page == Some(page)).map(|widget| widget.rect).collect();
            Ground::of(self.template.pdf(), page, &boxes)
        })
    }

    /// That no annotation drawn later lies over the ink.
    fn uncovered(
        &self,
        revision: &Revision<'_>,
        fonts: &FontTables,
        widget: &Widget,
        ink: &[Rect],
    ) -> Result<(), Why> {
        for spot in self.later.get(&widget.spot).into_iter().flatten() {
            let Some(place) = Place::at_spot(revision, spot) else { continue };
            let Ok(appearance) = normal(&place.dict) else { continue };
            let Ok(over) = picture(&place.dict, appearance, fonts, false) else { continue };
            let hides = |mark: &content::Mark| {
                let shown = mark.clip.map_or(over.frame, |clip| clip.intersect(&over.frame));
                ink.iter().any(|ink| seen::hides(mark, &ink.intersect(&shown)))
            };
            if over.marks.iter().any(hides) {
                return Err(why::OVERLAID);
            }
        }
        Ok(())
    }
}

fn not_proved(field: Option<&str>, why: Why) -> FillProblem {
    FillProblem::NotProved { field: field.map(Arc::from), why }
}

/// That viewers take the appearances as they are.
fn form_is_settled(base: &Parsed, revision: &Revision<'_>) -> Result<(), Why> {
    let form = base.form.as_ref().and_then(|spot| Place::at_spot(revision, spot)).ok_or(why::FORM_GONE)?;
    if form.dict.flag(b"NeedAppearances") {
        return Err(why::DRAWN_ANEW);
    }
    if form.dict.has(b"XFA") {
        return Err(why::XFA_LEFT);
    }
    Ok(())
}

/// The streams without data.
fn empty_streams(base: &Parsed) -> Vec<Spot> {
    let is_empty = |object: &Object| object.as_stream().is_ok_and(|stream| stream.content.is_empty());
    base.doc.objects.iter().filter(|(_, object)| is_empty(object)).map(|(id, _)| Spot::of(*id)).collect()
}

/// The places of the fields that share no object with others, and that no annotation lies over.
fn alone<'f>(fields: &'f [Field], later: &'f BTreeMap<Spot, Vec<Spot>>) -> impl Iterator<Item = usize> + 'f {
    let mut uses: BTreeMap<ObjectId, usize> = BTreeMap::new();
    for id in fields.iter().flat_map(memory::own_objects) {
        *uses.entry(id).or_default() += 1;
    }
    let is_alone = move |field: &Field| {
        memory::own_objects(field).iter().all(|id| uses.get(id) == Some(&1))
            && field.widgets.iter().all(|widget| !later.contains_key(&widget.spot))
    };
    fields.iter().enumerate().filter(move |(_, field)| is_alone(field)).map(|(place, _)| place)
}

/// The annotations of each page that are drawn after a widget and overlap it.
fn later(base: &Parsed, fields: &[Field]) -> BTreeMap<Spot, Vec<Spot>> {
    let widgets: BTreeMap<&Spot, &Widget> =
        fields.iter().flat_map(|field| &field.widgets).map(|widget| (&widget.spot, widget)).collect();
    let mut later: BTreeMap<Spot, Vec<Spot>> = BTreeMap::new();
    for page in &base.pages {
        let drawn: Vec<(Spot, Rect)> = annotations_of(&base.doc, page)
            .into_iter()
            .filter(|annotation| annotation.dict.integer(b"F").unwrap_or_default() & 0b10_0010 == 0)
            .filter_map(|annotation| Some((annotation.spot.clone(), annotation.dict.rect(b"Rect")?)))
            .collect();
        for (order, (spot, rect)) in
            drawn.iter().enumerate().filter(|(_, (spot, _))| widgets.contains_key(spot))
        {
            let over = drawn.iter().skip(order + 1).filter(|(_, other)| other.overlaps(rect));
            let over: Vec<Spot> = over.map(|(spot, _)| spot.clone()).collect();
            if !over.is_empty() {
                later.insert(spot.clone(), over);
            }
        }
    }
    later
}

#[cfg(test)]
mod tests;
