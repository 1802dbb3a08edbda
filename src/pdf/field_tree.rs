//! Reads the field tree of a document, down to its terminal fields (ISO 32000-2, 12.7.4).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lopdf::{Document, Object};

use super::default_appearance::DefaultAppearance;
use super::document_scripts::javascript_of;
use super::error::PdfError;
use super::field::{
    Action, ChoiceOption, Field, FieldFlags, FieldKind, FieldValue, OnState, Quadding, Rotation, Widget,
};
use super::objects::{Dict, LocatedDict, MAX_DEPTH, ObjectLookup, ObjectPath, catalog, dict_of, resolve};
use super::page_tree::AnnotationPages;
use super::text_string;

const MAX_FIELDS: usize = 100_000;
/// The longest name, in bytes: names grow with each level, and a hostile tree is deep.
const MAX_NAME: usize = 4096;

/// The terminal fields in the order of the tree; several of one name are one field.
pub(crate) fn read(doc: &Document, annotations: &AnnotationPages) -> Result<Vec<Field>, PdfError> {
    let Some(form) = catalog(doc).and_then(|catalog| catalog.child(b"AcroForm")) else {
        return Ok(Vec::new());
    };
    let mut reader = FieldTreeReader {
        annotations,
        form: &form,
        visited: BTreeSet::new(),
        fields: Vec::new(),
        by_name: BTreeMap::new(),
        listed: true,
    };
    let roots = form.children(b"Fields");
    for root in roots {
        reader.read_node(&root, &FieldPath::default())?;
    }
    reader.read_unlisted(doc)?;
    Ok(reader.fields)
}

struct FieldTreeReader<'a> {
    annotations: &'a AnnotationPages,
    form: &'a LocatedDict<'a>,
    visited: BTreeSet<ObjectPath>,
    fields: Vec<Field>,
    by_name: BTreeMap<Arc<str>, usize>,
    /// Whether the current node is below Fields of the AcroForm.
    listed: bool,
}

/// The ancestors of a node from the root, the node itself last.
#[derive(Clone, Default)]
struct FieldPath<'a> {
    name: String,
    nodes: Vec<Dict<'a>>,
}

impl<'a> FieldPath<'a> {
    fn child(&self, node: Dict<'a>) -> Self {
        let mut next = self.clone();
        if let Some(part) = node.string(b"T").map(text_string::decode) {
            if !next.name.is_empty() {
                next.name.push('.');
            }
            next.name.push_str(&part);
        }
        next.nodes.push(node);
        next
    }

    /// An inheritable attribute (ISO 32000-2, 12.7.4.1).
    fn inherited(&self, key: &[u8]) -> Option<&'a Object> {
        self.nodes.iter().rev().find_map(|node| node.get(key))
    }

    fn node_with(&self, key: &[u8]) -> Option<Dict<'a>> {
        self.nodes.iter().rev().copied().find(|node| node.has(key))
    }
}

impl<'a> FieldTreeReader<'a> {
    /// Widgets of pages that are not below Fields. Of one name with a listed field, the listed one is the field.
    fn read_unlisted(&mut self, doc: &'a Document) -> Result<(), PdfError> {
        self.listed = false;
        let listed = self.fields.iter().flat_map(|field| field.widgets.iter().map(|widget| &widget.path));
        let listed: BTreeSet<ObjectPath> = listed.chain(&self.visited).cloned().collect();
        let annotations = self.annotations;
        for path in annotations.keys().filter(|path| !listed.contains(path)) {
            let Some(place) = LocatedDict::at_path(doc, path) else { continue };
            if place.dict.has_name(b"Subtype", b"Widget") {
                let root = root(doc, place);
                self.read_node(&root, &FieldPath::default())?;
            }
        }
        Ok(())
    }

    fn read_node(&mut self, place: &LocatedDict<'a>, above: &FieldPath<'a>) -> Result<(), PdfError> {
        if above.nodes.len() > MAX_DEPTH
            || above.name.len() > MAX_NAME
            || !self.visited.insert(place.path.clone())
        {
            return Ok(());
        }
        let line = above.child(place.dict);
        let kids = place.children(b"Kids");
        if kids.iter().any(|kid| kid.dict.has(b"T")) {
            for kid in &kids {
                self.read_node(kid, &line)?;
            }
            return Ok(());
        }
        let widgets = if kids.is_empty() { self.merged_widget(place) } else { kids };
        self.read_terminal(place, &line, &widgets)
    }

    /// A field whose dictionary is also its widget.
    fn merged_widget(&self, place: &LocatedDict<'a>) -> Vec<LocatedDict<'a>> {
        let is_widget = place.dict.has_name(b"Subtype", b"Widget")
            || place.dict.has(b"Rect")
            || self.annotations.contains_key(&place.path);
        if is_widget { vec![place.clone()] } else { Vec::new() }
    }

    fn read_terminal(
        &mut self,
        place: &LocatedDict<'a>,
        line: &FieldPath<'a>,
        places: &[LocatedDict<'a>],
    ) -> Result<(), PdfError> {
        // Some forms have the attributes of a field in its only widget.
        let mut wide = line.clone();
        if let ([only], true) = (places, line.inherited(b"FT").is_none()) {
            wide.nodes.push(only.dict);
        }
        let field = self.build_field(place, &wide, places);
        if !self.listed {
            let is_field = field.kind != FieldKind::Unknown && !field.name.is_empty();
            let same = self.by_name.get(&field.name).and_then(|index| self.fields.get(*index));
            // Some programs list a copy of the field that is on no page.
            let is_copied = |same: &Field| {
                same.kind == field.kind && same.widgets.iter().all(|widget| widget.page.is_none())
            };
            if !is_field || same.is_some_and(|same| same.listed && !is_copied(same)) {
                return Ok(());
            }
        }
        if let Some(same) = self.by_name.get(&field.name).and_then(|index| self.fields.get_mut(*index)) {
            // Fields of one name are one field (12.7.4.2).
            if same.kind == field.kind {
                same.widgets.extend(field.widgets);
                same.paths.extend(field.paths);
                for state in field.states {
                    if !same.states.contains(&state) {
                        same.states.push(state);
                    }
                }
                return Ok(());
            }
        } else {
            self.by_name.insert(Arc::clone(&field.name), self.fields.len());
        }
        self.fields.push(field);
        if self.fields.len() > MAX_FIELDS {
            return Err(PdfError::TooLarge { what: "the number of fields", limit: MAX_FIELDS });
        }
        Ok(())
    }

    fn build_field(
        &self,
        place: &LocatedDict<'a>,
        line: &FieldPath<'a>,
        places: &[LocatedDict<'a>],
    ) -> Field {
        let doc = place.dict.doc;
        let flags = line.node_with(b"Ff").and_then(|node| node.integer(b"Ff")).unwrap_or_default();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "32 flags")]
        let flags = FieldFlags(flags as u32);
        let kind = kind(line.inherited(b"FT"), flags);
        let options = options(doc, line.inherited(b"Opt"));
        let mut widgets: Vec<Widget> = places.iter().map(|widget| self.build_widget(widget, line)).collect();
        name_buttons_without_appearance(kind, &mut widgets);
        let states = states(&widgets, &options);
        let value = |key| {
            let object = line.inherited(key).or_else(|| {
                let [only, ..] = places else { return None };
                only.dict.get(key)
            })?;
            value(doc, kind, object)
        };
        let max_len = line.node_with(b"MaxLen").and_then(|node| node.integer(b"MaxLen"));
        let quadding = line.node_with(b"Q").or_else(|| self.form.dict.has(b"Q").then_some(self.form.dict));
        let quadding = match quadding.and_then(|node| node.integer(b"Q")) {
            Some(1) => Quadding::Centre,
            Some(2) => Quadding::Right,
            _ => Quadding::Left,
        };
        let signed = kind == FieldKind::Signature
            && line.inherited(b"V").and_then(dict_of).is_some_and(|v| v.has(b"Contents"));
        Field {
            name: line.name.as_str().into(),
            kind,
            flags,
            alternate_name: place.dict.text(b"TU"),
            max_len: max_len.and_then(|n| u32::try_from(n).ok()).filter(|_| kind == FieldKind::Text),
            value: value(b"V").or_else(|| appearance_state(kind, &widgets)),
            default_value: value(b"DV"),
            actions: if places.iter().any(|p| p.path == place.path) {
                Vec::new()
            } else {
                actions(&place.dict)
            },
            top_index: place.dict.integer(b"TI").and_then(|n| usize::try_from(n).ok()).unwrap_or_default(),
            options: if matches!(kind, FieldKind::Combo | FieldKind::List) { options } else { Vec::new() },
            paths: vec![place.path.clone()],
            listed: self.listed,
            states,
            quadding,
            signed,
            widgets,
        }
    }

    fn build_widget(&self, place: &LocatedDict<'a>, line: &FieldPath<'a>) -> Widget {
        let dict = &place.dict;
        let parse = |node: &Dict<'_>| node.string(b"DA").map(DefaultAppearance::parse).unwrap_or_default();
        let nodes = std::iter::once(dict).chain(line.nodes.iter().rev());
        let default_appearance =
            nodes.map(parse).fold(DefaultAppearance::default(), |inner, outer| inner.or(&outer));
        let default_appearance = default_appearance.or(&parse(&self.form.dict));
        let resources = || {
            std::iter::once(dict)
                .chain(line.nodes.iter().rev())
                .chain([&self.form.dict])
                .filter_map(|n| n.dict(b"DR"))
        };
        let fonts = default_appearance.font.as_deref().and_then(|font| {
            let named = |fonts: &Dict<'a>| fonts.dict(font).is_some_and(|font| font.has(b"BaseFont"));
            Some((font, resources().filter_map(|dr| dr.dict(b"Font")).find(named)?))
        });
        let base_font = fonts.and_then(|(font, fonts)| fonts.dict(font)?.name(b"BaseFont"));
        let font_id = fonts.and_then(|(font, fonts)| fonts.reference(font));
        let mk = dict.dict(b"MK");
        let rotation = mk.and_then(|mk| mk.integer(b"R")).map_or(0, |r| r.rem_euclid(360));
        let normal = dict.dict(b"AP").and_then(|ap| ap.get(b"N"));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "32 flags")]
        let flags = dict.integer(b"F").unwrap_or_default() as u32;
        Widget {
            page: self.annotations.get(&place.path).copied(),
            rect: dict.rect(b"Rect").unwrap_or_default(),
            flags,
            rotation: match rotation {
                90 => Rotation::Quarter,
                180 => Rotation::Half,
                270 => Rotation::ThreeQuarters,
                _ => Rotation::None,
            },
            default_appearance,
            base_font: base_font.map(text_string::name),
            font_id,
            states: on_states(dict),
            state: dict.name(b"AS").map(<[u8]>::to_vec),
            has_appearance: normal.is_some(),
            off_page: false,
            in_hidden_layer: false,
            actions: actions(dict),
            path: place.path.clone(),
        }
    }
}

/// The uppermost ancestor of a node.
fn root<'a>(doc: &'a Document, place: LocatedDict<'a>) -> LocatedDict<'a> {
    let mut top = place;
    for _ in 0..MAX_DEPTH {
        let above = top.dict.reference(b"Parent").and_then(|id| LocatedDict::indirect(doc, id));
        // A page is no field.
        let Some(above) = above
            .filter(|above| above.dict.has(b"T") || above.dict.has(b"Kids") && !above.dict.has(b"Annots"))
        else {
            break;
        };
        top = above;
    }
    top
}

fn kind(ft: Option<&Object>, flags: FieldFlags) -> FieldKind {
    let bit = |position: u32| flags.0 >> (position - 1) & 1 == 1;
    match ft.and_then(|ft| ft.as_name().ok()) {
        Some(b"Tx") => FieldKind::Text,
        Some(b"Btn") if bit(17) => FieldKind::PushButton,
        Some(b"Btn") if bit(16) => FieldKind::Radio,
        Some(b"Btn") => FieldKind::Checkbox,
        Some(b"Ch") if bit(18) => FieldKind::Combo,
        Some(b"Ch") => FieldKind::List,
        Some(b"Sig") => FieldKind::Signature,
        _ => FieldKind::Unknown,
    }
}

fn options(doc: &dyn ObjectLookup, opt: Option<&Object>) -> Vec<ChoiceOption> {
    let text = |object: &Object| match resolve(doc, object)? {
        Object::String(bytes, _) => Some(text_string::decode(bytes)),
        Object::Name(bytes) => Some(text_string::name(bytes)),
        _ => None,
    };
    let items = opt.and_then(|opt| opt.as_array().ok()).map(Vec::as_slice).unwrap_or_default();
    let option = |item: &Object| {
        let (export, display) = match resolve(doc, item)? {
            Object::Array(pair) => (text(pair.first()?)?, text(pair.get(1)?)?),
            single => (text(single)?, text(single)?),
        };
        Some(ChoiceOption { export, display })
    };
    items.iter().filter_map(option).collect()
}

/// The on states of a widget: of its normal appearance, or else of its down appearance.
fn on_states(widget: &Dict<'_>) -> Vec<Vec<u8>> {
    let Some(ap) = widget.dict(b"AP") else { return Vec::new() };
    let of = |key: &[u8]| -> Vec<Vec<u8>> {
        let Some(Object::Dictionary(states)) = ap.get(key) else { return Vec::new() };
        states.iter().map(|(name, _)| name.clone()).filter(|name| name != b"Off").collect()
    };
    let normal = of(b"N");
    if normal.is_empty() { of(b"D") } else { normal }
}

/// Names the on states of a group of radio buttons that have no appearance: AS, or else the index of the button, as
/// programs that write forms do. Other buttons share one on state, which is named when it is set.
fn name_buttons_without_appearance(kind: FieldKind, widgets: &mut [Widget]) {
    if kind != FieldKind::Radio || widgets.iter().any(|widget| !widget.states.is_empty()) {
        return;
    }
    for (index, widget) in widgets.iter_mut().enumerate() {
        let own = widget.state.clone().filter(|state| state != b"Off" && !state.is_empty());
        widget.states = vec![own.unwrap_or_else(|| index.to_string().into_bytes())];
    }
}

/// The on states of a field in the order of its widgets, with their entries in Opt: Opt has one entry for each
/// widget, and the state is often its index (12.7.5.2.3).
fn states(widgets: &[Widget], options: &[ChoiceOption]) -> Vec<OnState> {
    let mut states: Vec<OnState> = Vec::new();
    for (index, widget) in widgets.iter().enumerate() {
        for raw in &widget.states {
            if states.iter().any(|state| state.raw == *raw) {
                continue;
            }
            let name = text_string::name(raw);
            let by_number = name.parse::<usize>().ok().and_then(|n| options.get(n));
            let export = by_number.or_else(|| options.get(index)).map(|option| option.export.clone());
            states.push(OnState { raw: raw.clone(), name, export });
        }
    }
    states
}

fn value(doc: &dyn ObjectLookup, kind: FieldKind, object: &Object) -> Option<FieldValue> {
    let text = |object: &Object| match resolve(doc, object)? {
        Object::String(bytes, _) => Some(text_string::decode(bytes)),
        // A long text may be a stream (12.7.5.3).
        Object::Stream(stream) => {
            let bytes = stream.get_plain_content_with_limit(super::load::MAX_STREAM).ok()?;
            Some(text_string::decode(&bytes))
        }
        Object::Name(bytes) => Some(text_string::name(bytes)),
        _ => None,
    };
    match kind {
        FieldKind::Text => text(object).map(|text| FieldValue::Text(normalize_line_ends(&text))),
        FieldKind::Checkbox | FieldKind::Radio => text(object).map(|state| match state.as_str() {
            "Off" | "" => FieldValue::Off,
            _ => FieldValue::On(state),
        }),
        FieldKind::Combo | FieldKind::List => {
            let chosen = match object {
                Object::Array(all) => all.iter().filter_map(text).collect(),
                single => vec![text(single)?],
            };
            Some(FieldValue::Choices(chosen))
        }
        _ => None,
    }
}

/// The state of a button's appearance, where the field has no V.
fn appearance_state(kind: FieldKind, widgets: &[Widget]) -> Option<FieldValue> {
    if !matches!(kind, FieldKind::Checkbox | FieldKind::Radio) {
        return None;
    }
    let on = widgets.iter().filter_map(|widget| widget.state.as_deref()).find(|state| *state != b"Off");
    Some(on.map_or(FieldValue::Off, |state| FieldValue::On(text_string::name(state))))
}

/// The text with line ends as `\n`.
fn normalize_line_ends(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

fn actions(dict: &Dict<'_>) -> Vec<Action> {
    let mut actions = Vec::new();
    if let Some(action) = dict.dict(b"A") {
        actions.push(Action { trigger: "A".into(), script: javascript_of(&action) });
    }
    if let Some(additional) = dict.dict(b"AA") {
        for (key, object) in additional.raw {
            let action = resolve(dict.doc, object).and_then(dict_of);
            let script = action.and_then(|raw| javascript_of(&Dict::new(dict.doc, raw)));
            actions.push(Action { trigger: text_string::name(key), script });
        }
    }
    actions
}
