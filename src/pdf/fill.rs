//! Filling: from values to a proved file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use lopdf::{Dictionary, Object, ObjectId};

use super::appearance::border::Look;
use super::appearance::text::{Layout, Overflow, Run};
use super::appearance::{Canvas, SMALLEST, button, choice, comb, multiline, text};
use super::decision::{Decision, Shown, decide, normal};
use super::default_appearance::Color;
use super::document::catalog;
use super::edits::Edits;
use super::field::{Field, FieldKind, FieldValue, Widget};
use super::font::{FontError, FontObject, Subset};
use super::formatting;
use super::geometry::Rect;
use super::locks::Locks;
use super::objects::{Place, Spot};
use super::plan::{FieldPlan, Types, WidgetPlan};
use super::problem::{FillProblem, similar};
use super::proof::Prover;
use super::remark::FillRemark;
use super::script::{Calculation, Scripts};
use super::serialize::TooDeep;
use super::template::Template;
use super::traits::Xfa;
use super::update::{self, Chunk, Cipher};
use super::value::Value;
use crate::diag::mask_codes_in;

/// What a filler does though a person at a screen could not.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Permits {
    /// Fill fields that are read-only, as programs do that prepare a form for a person.
    pub read_only: bool,
    /// Fill fields that nobody can see: hidden ones, and those without a place on a page.
    pub unseen: bool,
    /// Draw text smaller than the form asks for where it would not fit else, down to this size in points (4 at
    /// least). The report of the field then says `shrunk`.
    pub shrink_to: Option<f64>,
    /// Which letters are embedded.
    pub letters: Letters,
}

/// Which letters of a face are embedded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Letters {
    /// The same for every record of a form, and a second subset for rarer letters: what does not change from record
    /// to record is made, and proved, once.
    #[default]
    Fixed,
    /// Those of the record: the smallest file.
    Own,
}

impl Permits {
    /// For one record of somebody who names fields of any form, whoever may change them on a screen: nothing but
    /// what cannot be shown is refused.
    pub const BY_NAME: Self =
        Self { read_only: true, unseen: true, shrink_to: Some(SMALLEST), letters: Letters::Own };
}

/// Text below this size is reported, in points.
const SMALL: f64 = 6.0;

/// What says how the data of a stream are to be read.
const FILTER: &[&str] = &["Filter", "DecodeParms"];

/// Fills one form with many records. All that does not depend on a record is done once; cheap to share between
/// threads.
#[derive(Debug)]
pub struct Filler {
    template: Template,
    permits: Permits,
    plans: Vec<FieldPlan>,
    by_name: BTreeMap<Arc<str>, usize>,
    /// Values that the form has already and asks viewers to draw: drawn by us where a record leaves them as they are.
    standing: BTreeMap<usize, Value>,
    /// Fields that the form makes of those named.
    calculations: BTreeMap<usize, Calculation>,
    types: Types,
    constant: Chunk,
    /// Objects of the form that change in the same way for every record.
    changed: BTreeMap<ObjectId, Object>,
    /// Those of them that fields of this filler stand in: written with each record.
    mingled: BTreeSet<ObjectId>,
    /// The first object number that the constant objects leave free.
    next: u32,
    prover: Prover,
}

/// A filled form, proved.
#[derive(Clone)]
pub struct Filled {
    bytes: Vec<u8>,
    update_start: usize,
    fields: Vec<FieldReport>,
    remarks: Vec<FillRemark>,
}

/// How a field was filled, for each place where it is seen. `Debug` masks what may be a personal code.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct FieldReport {
    /// The field.
    pub name: Arc<str>,
    /// What it is.
    pub kind: FieldKind,
    /// The text drawn, a line a line; for a button its state.
    pub drawn: String,
    /// How many lines of text.
    pub lines: usize,
    /// The size of the text in points; 0 for a button.
    pub size: f64,
    /// Whether the text is smaller than the form asks for, or than is comfortable where the form leaves it open.
    pub shrunk: bool,
    /// Points left: to the right of one line, below several.
    pub room: f64,
    /// The face (`LiberationSans`); none for a button.
    pub face: Option<&'static str>,
    /// The page, the first is 0.
    pub page: Option<usize>,
    /// The box on the page.
    pub rect: Rect,
}

impl Filler {
    /// Prepares to fill these fields.
    pub fn new(template: &Template, wanted: &[&str]) -> Result<Self, Vec<FillProblem>> {
        Self::with(template, wanted, Permits::default())
    }

    /// The same filler, which also proves of every file that these fields are blank: no value, and no ink but border
    /// and background.
    ///
    /// # Errors
    /// [`FillProblem::NotProved`] for each that is not blank in the form already; [`FillProblem::UnknownField`].
    pub fn keeping_blank(mut self, names: &[&str]) -> Result<Self, Vec<FillProblem>> {
        super::proof::prove_blank(&self.template, names)?;
        let places = self.template.fields().iter().enumerate();
        let blank =
            places.filter(|(_, field)| names.contains(&field.name())).map(|(place, _)| place).collect();
        self.prover = self.prover.keeping_blank(blank);
        Ok(self)
    }

    /// Prepares to fill these fields, with more permitted.
    pub fn with(template: &Template, wanted: &[&str], permits: Permits) -> Result<Self, Vec<FillProblem>> {
        let mut problems = Vec::new();
        let mut types = Types::new(permits.letters);
        let mut plans: Vec<FieldPlan> = Vec::new();
        let doc = &template.pdf().0.doc;
        let locks = Locks::of(doc, template.fields());
        if template.traits().certification == Some(1) {
            problems.push(FillProblem::Certified);
        }
        let places: BTreeMap<&str, usize> =
            template.fields().iter().enumerate().rev().map(|(place, field)| (field.name(), place)).collect();
        let mut named: Vec<usize> = Vec::new();
        for name in wanted {
            match places.get(name) {
                Some(place) => named.push(*place),
                None => problems.push(unknown(template, name)),
            }
        }
        // In the order of the form, whatever the order of the names: the bytes must not depend on it.
        named.sort_unstable();
        named.dedup();
        let made = calculated(template, &named, &locks, permits);
        let mut by_name = BTreeMap::new();
        let mut standing = BTreeMap::new();
        let mut calculations = BTreeMap::new();
        for (place, field) in template.fields().iter().enumerate() {
            let wanted = named.binary_search(&place).is_ok();
            let stands = standing_value(template, field);
            let calculation = made.get(&place);
            match refusal(field, &locks, permits).filter(|_| wanted) {
                Some(problem) => problems.push(problem),
                None if wanted || stands.is_some() || calculation.is_some() => {
                    if wanted {
                        by_name.insert(Arc::clone(&field.name), plans.len());
                    }
                    calculations.extend(calculation.map(|calculation| (plans.len(), calculation.clone())));
                    standing.extend(stands.map(|value| (plans.len(), value)));
                    plans.push(FieldPlan::of(template, place, field, &mut types));
                }
                None => {}
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut filler = Self {
            template: template.clone(),
            permits,
            plans,
            by_name,
            standing,
            calculations,
            types,
            constant: Chunk::default(),
            changed: BTreeMap::new(),
            mingled: BTreeSet::new(),
            next: template.pdf().0.layout.size,
            prover: Prover::new(template),
        };
        filler.write_constants().map_err(|TooDeep| vec![too_deep()])?;
        let fixed = filler.types.all.iter().filter(|kind| kind.subset.is_some());
        let fonts: Vec<u32> = fixed.map(|kind| kind.font).collect();
        let start = update::start(&template.pdf().0);
        filler.prover =
            filler.prover.knowing(filler.constant.bytes(), start, &fonts).map_err(|problem| vec![problem])?;
        Ok(filler)
    }

    /// The form.
    pub fn template(&self) -> &Template {
        &self.template
    }

    /// What every filled file begins with: the form, and the objects that are the same for all records. `None` where
    /// the form has to be written anew.
    pub fn beginning(&self) -> Option<Vec<u8>> {
        let base = &self.template.pdf().0;
        if base.layout.mended || base.layout.junk > 0 {
            return None;
        }
        let mut bytes = base.bytes.to_vec();
        bytes.resize(update::start(base), b'\n');
        bytes.extend_from_slice(self.constant.bytes());
        Some(bytes)
    }

    /// Fills the form with one record. Fields of the filler that are not named stay as they are.
    pub fn fill(&self, values: &[(&str, Value)]) -> Result<Filled, Vec<FillProblem>> {
        let mut problems = Vec::new();
        let mut given: BTreeMap<usize, &Value> = BTreeMap::new();
        for (name, value) in values {
            match self.by_name.get(*name) {
                None => problems.push(unknown(&self.template, name)),
                Some(index) if given.contains_key(index) => {
                    problems.push(FillProblem::GivenTwice { field: Arc::from(*name) });
                }
                Some(index) => {
                    given.insert(*index, value);
                }
            }
        }
        let computed = self.computed(&given);
        given.extend(computed.iter().map(|(index, value)| (*index, value)));
        let mut drawings = Vec::new();
        let left: Vec<usize> =
            self.standing.keys().copied().filter(|index| !given.contains_key(index)).collect();
        given.extend(left.iter().filter_map(|index| Some((*index, self.standing.get(index)?))));
        for (index, value) in given {
            let Some((plan, field)) = self.planned(index) else { continue };
            match self.drawing(index, plan, field, value) {
                Ok(mut drawing) => {
                    if left.contains(&index) && matches!(value, Value::Text(text) if text.is_empty()) {
                        // It stays without a value.
                        drawing.decision.value = None;
                    }
                    drawings.push(drawing);
                }
                // What the form shows of an old value is not ours to mend, as long as it shows something.
                Err(_) if left.contains(&index) && field.widgets().iter().all(|w| w.has_appearance) => {}
                Err(found) => problems.extend(found),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut filled = self.write(&drawings)?;
        let named = drawings.iter().filter(|drawing| !left.contains(&drawing.index));
        filled.remarks =
            named.flat_map(|drawing| drawing.remarks(computed.contains_key(&drawing.index))).collect();
        filled.remarks.extend(self.remarks());
        Ok(filled)
    }

    /// The values that the form makes of those given; only where at least one of them is a number.
    fn computed(&self, given: &BTreeMap<usize, &Value>) -> BTreeMap<usize, Value> {
        /// Sums of sums; a form that goes further is left to its viewer.
        const ROUNDS: usize = 8;
        let mut found: BTreeMap<usize, Value> = BTreeMap::new();
        for _ in 0..ROUNDS.min(self.calculations.len()) {
            for (index, calculation) in
                self.calculations.iter().filter(|(index, _)| !given.contains_key(index))
            {
                let mut is_new = false;
                let mut numbers = Vec::new();
                for (place, field) in self.template.fields().iter().enumerate() {
                    if !calculation.needs(field.name()) {
                        continue;
                    }
                    let plan = self.plans.iter().position(|plan| plan.field == place);
                    let wanted = plan.and_then(|plan| given.get(&plan).copied().or_else(|| found.get(&plan)));
                    let number = match (wanted, field.value()) {
                        (Some(Value::Text(text)), _) | (None, Some(FieldValue::Text(text))) => {
                            formatting::number(text)
                        }
                        _ => None,
                    };
                    is_new |= wanted.is_some() && number.is_some();
                    numbers.extend(number);
                }
                if let Some(value) = calculation.value(&numbers).filter(|_| is_new) {
                    found.insert(*index, Value::Text(value));
                }
            }
        }
        found
    }

    /// What is to be said of the file as a whole.
    fn remarks(&self) -> impl Iterator<Item = FillRemark> {
        let layout = &self.template.pdf().0.layout;
        let traits = self.template.traits();
        let told = [
            (traits.xfa == Xfa::Hybrid, FillRemark::Xfa),
            (traits.usage_rights, FillRemark::UsageRights),
            (layout.mended || layout.junk > 0, FillRemark::Rewritten),
        ];
        told.into_iter().filter(|(is, _)| *is).map(|(_, remark)| remark)
    }

    fn planned(&self, index: usize) -> Option<(&FieldPlan, &Field)> {
        let plan = self.plans.get(index)?;
        Some((plan, self.template.fields().get(plan.field)?))
    }

    fn write_constants(&mut self) -> Result<(), TooDeep> {
        let template = self.template.clone();
        let base = &template.pdf().0;
        let cipher = Cipher::of(base);
        for kind in &mut self.types.all {
            let Some(subset) = kind.subset else { continue };
            kind.font = self.next;
            for object in subset.pdf_objects(self.next) {
                self.constant.push_font(&object, cipher)?;
                self.next = self.next.max(object.number().saturating_add(1));
            }
        }
        let mut edits = Edits::of(&base.doc);
        if let Some(form) = &base.form {
            // Viewers must show what we drew, not draw anew; and an XFA beside the AcroForm would keep old values.
            edits.remove(form, "NeedAppearances");
            edits.remove(form, "XFA");
        }
        if template.traits().usage_rights {
            remove_usage_rights(&base.doc, &mut edits);
        }
        for id in empty_streams(&template) {
            for key in FILTER {
                edits.remove(&Spot::of(id), key);
            }
        }
        self.changed = edits.finish();
        let fields = self.plans.iter().filter_map(|plan| template.fields().get(plan.field));
        let spots = fields.flat_map(|f| f.spots.iter().chain(f.widgets.iter().map(|widget| &widget.spot)));
        self.mingled = spots.map(|spot| spot.id).filter(|id| self.changed.contains_key(id)).collect();
        for (id, object) in self.changed.iter().filter(|(id, _)| !self.mingled.contains(id)) {
            self.constant.push(*id, object, cipher)?;
        }
        Ok(())
    }

    /// Lays out one field.
    fn drawing<'a>(
        &'a self,
        index: usize,
        plan: &'a FieldPlan,
        field: &'a Field,
        value: &'a Value,
    ) -> Result<Drawing<'a>, Vec<FillProblem>> {
        let decision = decide(field, value).map_err(|problem| vec![problem])?;
        let mut layouts = Vec::new();
        let mut problems: Vec<FillProblem> = Vec::new();
        for (widget, plan) in field.widgets().iter().zip(&plan.widgets) {
            match self.layout(field, widget, plan, &decision.shown) {
                Ok(layout) => layouts.push(layout),
                // Two widgets with one fault: it is said once.
                Err(problem) if problems.contains(&problem) => {}
                Err(problem) => problems.push(problem),
            }
        }
        if problems.is_empty() {
            Ok(Drawing { index, plan, field, value, decision, layouts })
        } else {
            Err(problems)
        }
    }

    fn layout(
        &self,
        field: &Field,
        widget: &Widget,
        plan: &WidgetPlan,
        shown: &Shown,
    ) -> Result<Option<Layout>, FillProblem> {
        let name = || Arc::clone(&field.name);
        let Some(setting) = plan.setting(&self.types, widget, field, self.permits) else { return Ok(None) };
        let text: String = match shown {
            Shown::State(_) => return Ok(None),
            Shown::Text(text) => text.clone(),
            Shown::List(_) => field.options.iter().map(|option| option.display.as_str()).collect(),
        };
        let letters = setting.metrics.face.missing(&text.replace('\n', ""));
        if !letters.is_empty() && matches!(shown, Shown::Text(_)) {
            return Err(FillProblem::MissingLetters { field: name(), letters });
        }
        // Nobody sees it: nothing to lay out.
        if widget.rect.is_empty() {
            return Ok(None);
        }
        let laid_out = match shown {
            Shown::List(chosen) => {
                let options: Vec<String> = field
                    .options
                    .iter()
                    // What the face lacks may stand in an option that is not chosen: left out there.
                    .map(|option| option.display.chars().filter(|c| !letters.contains(c)).collect())
                    .collect();
                if chosen
                    .iter()
                    .any(|i| field.options.get(*i).is_some_and(|o| o.display.contains(&letters[..])))
                {
                    return Err(FillProblem::MissingLetters { field: name(), letters });
                }
                let options: Vec<&str> = options.iter().map(String::as_str).collect();
                choice::list(&setting, &options, chosen, field.top_index)
            }
            _ if field.is_comb() => comb::cells(&setting, &text, field.max_len().unwrap_or(1)),
            _ if field.is_multiline() => multiline::block(&setting, &text),
            _ => text::line(&setting, &text),
        };
        laid_out.map(Some).map_err(|overflow| {
            let (Overflow::Wide { over, fits } | Overflow::High { over, fits }) = overflow;
            FillProblem::TooLong { field: name(), over, fits, length: text.chars().count() }
        })
    }

    fn write(&self, drawings: &[Drawing<'_>]) -> Result<Filled, Vec<FillProblem>> {
        let base = &self.template.pdf().0;
        let cipher = Cipher::of(base);
        let mut next = self.next;
        let mut fonts = Chunk::default();
        let overflows = self.overflows(drawings, &mut next, &mut fonts, cipher)?;
        let mut pen = Pen {
            filler: self,
            overflows,
            edits: Edits::upon(&base.doc, &self.changed),
            made: Vec::new(),
            next,
        };
        let mut reports = Vec::new();
        for drawing in drawings {
            pen.field(drawing, &mut reports);
        }
        let Pen { edits, made, next, .. } = pen;
        let mut record = Chunk::default();
        let written = (|| {
            let mut changed = edits.finish();
            for id in &self.mingled {
                if let Some(object) = self.changed.get(id) {
                    changed.entry(*id).or_insert_with(|| object.clone());
                }
            }
            for (id, object) in changed {
                record.push(id, &object, cipher)?;
            }
            record.extend(fonts);
            for (number, object) in made {
                record.push((number, 0), &object, cipher)?;
            }
            if base.layout.mended || base.layout.junk > 0 {
                update::rewrite(base, &self.constant, &record, next)
            } else {
                update::append(base, &self.constant, &record, next)
            }
        })();
        let appended = written.map_err(|TooDeep| vec![too_deep()])?;
        let values: Vec<(&Field, &Value)> =
            drawings.iter().map(|drawing| (drawing.field, drawing.value)).collect();
        self.prover.prove(&appended.bytes, &values, self.permits)?;
        Ok(Filled {
            bytes: appended.bytes,
            update_start: appended.start,
            fields: reports,
            remarks: Vec::new(),
        })
    }

    /// Subsets for the letters that the fixed ones lack; without fixed ones, for all.
    fn overflows(
        &self,
        drawings: &[Drawing<'_>],
        next: &mut u32,
        chunk: &mut Chunk,
        cipher: Cipher<'_>,
    ) -> Result<Vec<Option<Extra>>, Vec<FillProblem>> {
        let mut all = Vec::new();
        for (place, kind) in self.types.all.iter().enumerate() {
            let letters = drawings
                .iter()
                .flat_map(|drawing| drawing.plan.widgets.iter().zip(&drawing.layouts))
                .filter(|(plan, _)| plan.face == place)
                .filter_map(|(_, layout)| layout.as_ref())
                .flat_map(|layout| layout.pieces.iter().flat_map(|piece| piece.text.chars()));
            let letters: BTreeSet<char> =
                letters.filter(|c| kind.subset.is_none_or(|fixed| fixed.cid(*c).is_none())).collect();
            let subset = (!letters.is_empty()).then(|| Subset::of(kind.metrics.face, letters));
            let subset = subset.transpose().map_err(|error| vec![font_problem(&error)])?;
            let extra = match subset {
                None => None,
                Some(subset) => {
                    let font = *next;
                    for object in subset.pdf_objects(font) {
                        chunk.push_font(&object, cipher).map_err(|TooDeep| vec![too_deep()])?;
                        *next = (*next).max(object.number().saturating_add(1));
                    }
                    let suffix = if kind.subset.is_some() { "x" } else { "" };
                    Some(Extra { subset, name: format!("{}{suffix}", kind.name), font })
                }
            };
            all.push(extra);
        }
        Ok(all)
    }
}

/// A field with all that will be drawn of it.
struct Drawing<'a> {
    /// Its place among the filler's plans.
    index: usize,
    plan: &'a FieldPlan,
    field: &'a Field,
    value: &'a Value,
    decision: Decision,
    /// For each widget; none where there is no text to draw.
    layouts: Vec<Option<Layout>>,
}

impl Drawing<'_> {
    /// What is to be said of the field.
    fn remarks(&self, calculated: bool) -> Vec<FillRemark> {
        let field = || Arc::clone(&self.field.name);
        let mut remarks = Vec::new();
        if calculated {
            remarks.push(FillRemark::Calculated { field: field() });
        } else if self.field.flags().read_only() {
            remarks.push(FillRemark::ReadOnly { field: field() });
        }
        if !self.field.widgets().iter().any(Widget::is_visible) {
            remarks.push(FillRemark::Unseen { field: field() });
        }
        let seen = self.field.widgets().iter().zip(&self.layouts).filter(|(widget, _)| widget.is_visible());
        let small = seen
            .filter_map(|(_, layout)| layout.as_ref())
            .filter(|l| l.lines > 0 && (l.shrunk || l.size < SMALL));
        if let Some(size) = small.map(|layout| layout.size).min_by(f64::total_cmp) {
            remarks.push(FillRemark::Small { field: field(), size });
        }
        if self.field.actions().next().is_some() {
            let triggers = Scripts::of(self.field).unknown;
            if !triggers.is_empty() {
                remarks.push(FillRemark::Script { field: field(), triggers });
            }
            match (&self.decision.shown, self.value) {
                (Shown::Text(shown), Value::Text(given))
                    if *shown != normal(given) && self.field.options().is_empty() =>
                {
                    remarks.push(FillRemark::Formatted { field: field(), shown: shown.clone() });
                }
                _ => {}
            }
        }
        remarks
    }
}

/// A subset of rarer letters, for one record.
struct Extra {
    subset: Subset,
    name: String,
    font: u32,
}

/// Writes drawings into objects.
struct Pen<'a> {
    filler: &'a Filler,
    overflows: Vec<Option<Extra>>,
    edits: Edits<'a>,
    made: Vec<(u32, Object)>,
    next: u32,
}

impl Pen<'_> {
    fn field(&mut self, drawing: &Drawing<'_>, reports: &mut Vec<FieldReport>) {
        let Drawing { plan, field, decision, layouts, .. } = drawing;
        for spot in &field.spots {
            self.value(spot, decision);
        }
        for ((widget, plan), layout) in field.widgets().iter().zip(&plan.widgets).zip(layouts) {
            // A value that a broken form keeps in the widget as well must not contradict the field's.
            let stray = !field.spots.contains(&widget.spot)
                && self.edits.current(&widget.spot).is_some_and(|dict| dict.has(b"V"));
            if stray {
                self.value(&widget.spot, decision);
            }
            let (drawn, face) = match (&decision.shown, layout) {
                (Shown::State(state), _) => (self.button(field, widget, plan, state), None),
                (_, Some(layout)) => self.text(field, widget, plan, layout, decision.red),
                (_, None) => (String::new(), None),
            };
            reports.push(FieldReport {
                name: Arc::clone(&field.name),
                kind: field.kind(),
                drawn,
                lines: layout.as_ref().map_or(0, |layout| layout.lines),
                size: layout.as_ref().map_or(0.0, |layout| layout.size),
                shrunk: layout.as_ref().is_some_and(|layout| layout.shrunk),
                room: layout.as_ref().map_or(0.0, |layout| layout.room),
                face,
                page: widget.page,
                rect: widget.rect,
            });
        }
    }

    fn value(&mut self, spot: &Spot, decision: &Decision) {
        match &decision.value {
            Some(value) => self.edits.set(spot, "V", value.clone()),
            None => self.edits.remove(spot, "V"),
        }
        // A formatted value would contradict the plain one.
        self.edits.remove(spot, "RV");
        if let Some(chosen) = &decision.chosen {
            let is_list = matches!(decision.shown, Shown::List(_));
            let has = self.edits.current(spot).is_some_and(|dict| dict.has(b"I"));
            let places: Option<Vec<Object>> =
                chosen.iter().map(|place| i64::try_from(*place).ok().map(Object::Integer)).collect();
            match places.filter(|places| !places.is_empty()) {
                Some(places) if is_list || has => self.edits.set(spot, "I", Object::Array(places)),
                _ => self.edits.remove(spot, "I"),
            }
        }
    }

    fn text(
        &mut self,
        field: &Field,
        widget: &Widget,
        plan: &WidgetPlan,
        layout: &Layout,
        red: bool,
    ) -> (String, Option<&'static str>) {
        const RED: Color = Color::Rgb([1.0, 0.0, 0.0]);
        let color = if red { RED } else { plan.color };
        let types = &self.filler.types;
        let (Some(kind), Some(setting)) =
            (types.all.get(plan.face), plan.setting(types, widget, field, self.filler.permits))
        else {
            return (String::new(), None);
        };
        let extra = self.overflows.get(plan.face).and_then(Option::as_ref);
        let mut canvas = Canvas::default();
        plan.look.draw(&mut canvas, &plan.frame);
        if let Some(cells) = field.max_len().filter(|_| field.is_comb()) {
            comb::draw_cells(&mut canvas, &setting, cells);
        }
        text::draw(&mut canvas, &setting, layout, &color, |text| runs(text, kind, extra));
        let mut fonts = Vec::new();
        if kind.subset.is_some() {
            fonts.push((kind.name.clone(), Object::Reference((kind.font, 0))));
        }
        let rare = |c: char| kind.subset.is_none_or(|fixed| fixed.cid(c).is_none());
        if let Some(extra) = extra.filter(|_| layout.pieces.iter().any(|piece| piece.text.chars().any(rare)))
        {
            fonts.push((extra.name.clone(), Object::Reference((extra.font, 0))));
        }
        let form = canvas.into_form(&plan.frame, fonts);
        let normal = self.make(Object::Stream(form));
        let mut appearance = Dictionary::new();
        appearance.set("N", normal);
        self.edits.set(&widget.spot, "AP", Object::Dictionary(appearance));
        let lines: Vec<&str> = layout.pieces.iter().map(|piece| piece.text.as_str()).collect();
        (lines.join(if field.is_comb() { "" } else { "\n" }), Some(kind.metrics.face.name()))
    }

    /// Sets the state of a button; where its form has no drawing of that state, draws it.
    fn button(&mut self, field: &Field, widget: &Widget, plan: &WidgetPlan, state: &[u8]) -> String {
        let own = widget.states.iter().any(|known| known == state);
        // Where nothing is drawn at all, a box of its own shows the state; a radio button cannot know that it is meant.
        let is_on =
            state != b"Off" && (own || (widget.states.is_empty() && field.kind() == FieldKind::Checkbox));
        let shown: &[u8] = if is_on { state } else { b"Off" };
        if is_on && !self.has_state(widget, state) {
            self.draw_states(widget, plan, state);
        }
        self.edits.set(&widget.spot, "AS", Object::Name(shown.to_vec()));
        super::text_string::name(shown)
    }

    fn has_state(&mut self, widget: &Widget, state: &[u8]) -> bool {
        let doc = &self.filler.template.pdf().0.doc;
        let normal = Place::at_spot(doc, &widget.spot).and_then(|at| at.dict.dict(b"AP")?.dict(b"N"));
        normal.is_some_and(|normal| normal.has(state))
    }

    fn draw_states(&mut self, widget: &Widget, plan: &WidgetPlan, state: &[u8]) {
        let doc = &self.filler.template.pdf().0.doc;
        let at = Place::at_spot(doc, &widget.spot);
        let appearance = at.as_ref().and_then(|at| at.dict.dict(b"AP"));
        let normal = appearance.and_then(|ap| ap.get(b"N")).and_then(|n| n.as_dict().ok()).cloned();
        let mut appearance = appearance.map(|ap| ap.raw.clone()).unwrap_or_default();
        let mut normal = normal.unwrap_or_default();
        for (name, mark) in [(state, Some((plan.mark, plan.color))), (b"Off".as_slice(), None)] {
            if normal.has(name) {
                continue;
            }
            let mut canvas = Canvas::default();
            button::draw(&mut canvas, &plan.frame, &plan.look, mark);
            let drawn = self.make(Object::Stream(canvas.into_form(&plan.frame, Vec::new())));
            normal.set(name, drawn);
        }
        appearance.set("N", Object::Dictionary(normal));
        self.edits.set(&widget.spot, "AP", Object::Dictionary(appearance));
    }

    fn make(&mut self, object: Object) -> Object {
        let number = self.next;
        self.next = self.next.saturating_add(1);
        self.made.push((number, object));
        Object::Reference((number, 0))
    }
}

/// A text as runs of codes: the rarer letters are in a font of their own.
fn runs(text: &str, kind: &super::plan::Type, extra: Option<&Extra>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for letter in text.chars() {
        let common = kind.subset.and_then(|fixed| fixed.cid(letter)).map(|cid| (cid, kind.name.as_str()));
        let rare = || extra.and_then(|extra| Some((extra.subset.cid(letter)?, extra.name.as_str())));
        // A letter in neither was refused before.
        let Some((cid, font)) = common.or_else(rare) else { continue };
        match runs.last_mut() {
            Some(run) if run.font == font => run.codes.extend(cid.to_be_bytes()),
            _ => runs.push(Run { font: font.to_owned(), codes: cid.to_be_bytes().to_vec() }),
        }
    }
    runs
}

/// The value that a field has already, where the form leaves the drawing of it to viewers (NeedAppearances): once
/// that request is taken out, nobody else would draw it. So too the border and background of a blank field that has
/// no appearance.
fn standing_value(template: &Template, field: &Field) -> Option<Value> {
    let asked = template.traits().need_appearances && field.widgets().iter().any(Widget::is_visible);
    if !asked || field.is_password() || field.is_file_select() {
        return None;
    }
    match field.value() {
        Some(FieldValue::Text(text)) if !text.trim().is_empty() => Some(Value::Text(text.clone())),
        Some(FieldValue::Choices(all)) if !all.is_empty() => Some(Value::Choices(all.clone())),
        _ if matches!(field.kind(), FieldKind::Text | FieldKind::Combo) => {
            let doc = &template.pdf().0.doc;
            let bare = |widget: &Widget| {
                let at = Place::at_spot(doc, &widget.spot).filter(|_| !widget.has_appearance);
                at.is_some_and(|at| Look::of(&at.dict).is_seen())
            };
            field.widgets().iter().any(bare).then(|| Value::Text(String::new()))
        }
        _ => None,
    }
}

/// Streams without data that claim a filter: no filter makes anything of nothing, and readers complain of them. In a
/// form that asks for new appearances nobody has read them so far.
fn empty_streams(template: &Template) -> impl Iterator<Item = ObjectId> + '_ {
    let asked = template.traits().need_appearances;
    let objects = template.pdf().0.doc.objects.iter().filter(move |_| asked);
    objects.filter(|(_, object)| is_empty_but_filtered(object)).map(|(id, _)| *id)
}

/// Whether an object is a stream of no bytes that names a filter.
fn is_empty_but_filtered(object: &Object) -> bool {
    object.as_stream().is_ok_and(|stream| stream.content.is_empty() && stream.dict.has(b"Filter"))
}

/// The fields that the form makes of those named, by their places: those that may be filled, and are not named.
fn calculated(
    template: &Template,
    named: &[usize],
    locks: &Locks,
    permits: Permits,
) -> BTreeMap<usize, Calculation> {
    let permits = Permits { read_only: true, ..permits };
    let fields = template.fields();
    let candidates: Vec<(usize, Calculation)> = fields
        .iter()
        .enumerate()
        .filter(|(place, field)| field.kind() == FieldKind::Text && named.binary_search(place).is_err())
        .filter(|(_, field)| field.actions().any(|action| action.trigger == "C" && action.script.is_some()))
        .filter(|(_, field)| refusal(field, locks, permits).is_none())
        .filter_map(|(place, field)| Some((place, Scripts::of(field).calculation?)))
        .collect();
    let mut found: BTreeMap<usize, Calculation> = BTreeMap::new();
    loop {
        let before = found.len();
        for (place, calculation) in &candidates {
            let known = named.iter().chain(found.keys()).filter_map(|place| fields.get(*place));
            if !found.contains_key(place) && known.into_iter().any(|field| calculation.needs(field.name())) {
                found.insert(*place, calculation.clone());
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

fn unknown(template: &Template, name: &str) -> FillProblem {
    let suggestion = similar(name, template.fields().iter().map(|field| &field.name));
    FillProblem::UnknownField { field: Arc::from(name), suggestion }
}

/// Why a field is not filled, whatever the value.
fn refusal(field: &Field, locks: &Locks, permits: Permits) -> Option<FillProblem> {
    let name = || Arc::clone(&field.name);
    let takes_none =
        matches!(field.kind(), FieldKind::PushButton | FieldKind::Signature | FieldKind::Unknown);
    if takes_none || field.is_password() || field.is_file_select() {
        return Some(FillProblem::WrongKind { field: name(), kind: field.kind(), given: "any" });
    }
    if locks.forbid(field.name()) {
        return Some(FillProblem::Locked { field: name() });
    }
    if field.flags().read_only() && !permits.read_only {
        return Some(FillProblem::ReadOnly { field: name() });
    }
    if !field.widgets().iter().any(Widget::is_visible) && !permits.unseen {
        return Some(FillProblem::Unseen { field: name() });
    }
    None
}

fn remove_usage_rights(doc: &lopdf::Document, edits: &mut Edits<'_>) {
    let Some(root) = catalog(doc) else { return };
    let Some(perms) = root.at(b"Perms") else { return };
    let others = perms.dict.raw.iter().any(|(key, _)| key != b"UR3" && key != b"UR");
    if others {
        edits.remove(&perms.spot, "UR3");
        edits.remove(&perms.spot, "UR");
    } else {
        edits.remove(&root.spot, "Perms");
    }
}

fn too_deep() -> FillProblem {
    FillProblem::NotProved { field: None, why: "an object of the form is nested too deep".into() }
}

fn font_problem(error: &FontError) -> FillProblem {
    FillProblem::NotProved { field: None, why: error.to_string() }
}

impl Filled {
    /// The file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The file, taken.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Where the update begins: all before it is the form as it was. 0 where the form had to be written anew,
    /// because its structure is damaged or it has bytes before its header.
    pub fn update_start(&self) -> usize {
        self.update_start
    }

    /// How each field was filled, in the order of the form.
    pub fn fields(&self) -> &[FieldReport] {
        &self.fields
    }

    /// What a person should know of it, field by field and then of the file as a whole.
    pub fn remarks(&self) -> &[FillRemark] {
        &self.remarks
    }
}

impl fmt::Debug for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Filled")
            .field("bytes", &self.bytes.len())
            .field("update_start", &self.update_start)
            .field("fields", &self.fields)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for FieldReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FieldReport")
            .field("name", &self.name)
            .field("kind", &self.kind)
            .field("drawn", &mask_codes_in(&self.drawn))
            .field("lines", &self.lines)
            .field("size", &self.size)
            .field("shrunk", &self.shrunk)
            .field("room", &self.room)
            .field("face", &self.face)
            .field("page", &self.page)
            .field("rect", &self.rect)
            .finish()
    }
}

impl Chunk {
    fn push_font(&mut self, object: &FontObject, cipher: Cipher<'_>) -> Result<(), TooDeep> {
        let id = (object.number(), 0);
        if cipher.is_none() {
            self.push_raw(id, &object.body());
            return Ok(());
        }
        self.push(id, &super::read_object::font_object(object), cipher)
    }
}
