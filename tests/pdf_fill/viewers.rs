//! Filled forms as poppler, mupdf and pdfium draw them (`tests/widgets_seen.py`): the output itself, box by box, before
//! and after.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use edocpack::pdf::{FieldKind, FillOptions, FillValue, Filler, Template};

use super::{asked, common, read};

/// Forms and filled forms by name, in folders as the script reads them.
pub(super) struct Drawn {
    folder: tempfile::TempDir,
}

impl Drawn {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for part in ["before", "after", "values"] {
            fs::create_dir(folder.path().join(part)).unwrap();
        }
        Self { folder }
    }

    fn write(&self, part: &str, name: &str, bytes: &[u8]) {
        fs::write(self.folder.path().join(part).join(name), bytes).unwrap();
    }

    pub(super) fn add(&self, name: &str, before: &[u8], after: &[u8], fields: &[&str]) {
        self.write("before", name, before);
        self.write("after", name, after);
        let named: BTreeMap<&str, bool> = fields.iter().map(|field| (*field, true)).collect();
        self.write("values", &format!("{name}.json"), serde_json::to_string(&named).unwrap().as_bytes());
    }

    /// What the script says; `None` where it or a viewer is not installed.
    pub(super) fn looked_at(&self) -> Option<String> {
        common::run_program("pdftoppm", &["-v"])?;
        let python = common::python_of("judges", "pdfium, mupdf and pikepdf")?;
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/widgets_seen.py");
        let part = |part: &str| self.folder.path().join(part).to_str().unwrap().to_owned();
        let (before, after, values) = (part("before"), part("after"), part("values"));
        let args = [script.to_str().unwrap(), "--folder", &before, &after, &values];
        let (said, complained) = asked(python.to_str().unwrap(), &args)?;
        if complained.contains("ModuleNotFoundError") {
            common::missing("a module of the judges", "tests/tools.sh installs it");
            return None;
        }
        assert_ne!(said, "", "{complained}");
        Some(said)
    }
}

/// A value for each field that takes one.
fn values_for(template: &Template) -> Vec<(&str, FillValue)> {
    let locked = |name: &str| name.starts_with("parakstitajs.paraksts");
    let fields = template.fields().iter().filter(|field| !locked(field.name()));
    let text = |field: &edocpack::pdf::Field| {
        let most = field.max_len().map_or(5, |most| most.min(5));
        FillValue::Text("Šķūņi".chars().take(usize::try_from(most).unwrap()).collect())
    };
    let value = |field: &edocpack::pdf::Field| match field.kind() {
        FieldKind::Text => Some(text(field)),
        FieldKind::Checkbox | FieldKind::Radio => {
            Some(field.on_states().next().map_or(FillValue::On, |state| FillValue::State(state.to_owned())))
        }
        FieldKind::Combo | FieldKind::List => {
            field.options().last().map(|option| FillValue::Text(option.export.clone()))
        }
        _ => None,
    };
    fields.filter_map(|field| Some((field.name(), value(field)?))).collect()
}

#[test]
fn every_tick_and_text_is_seen_in_three_viewers() {
    let drawn = Drawn::new();
    for path in [
        super::SAMPLE,
        "fixtures/forms/other-make.pdf",
        "fixtures/forms/unseen.pdf",
        "fixtures/forms/variants/comb.pdf",
        "fixtures/forms/variants/need-appearances.pdf",
        "fixtures/forms/variants/radio-group.pdf",
        "fixtures/forms/variants/two-widgets.pdf",
    ] {
        let form = read(path);
        let template = Template::read(form.as_slice()).unwrap();
        let values = values_for(&template);
        let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
        let filler = Filler::with_options(&template, &names, FillOptions::PERMISSIVE).unwrap();
        let filled = filler.fill(&values).unwrap_or_else(|problems| panic!("{path}: {problems:?}"));
        drawn.add(path.rsplit('/').next().unwrap(), &form, filled.bytes(), &names);
    }
    if let Some(said) = drawn.looked_at() {
        assert!(said.starts_with("forms 7, with a fault 0;"), "{said}");
        assert!(said.trim_end().ends_with("faults: none"), "{said}");
    }
}

/// The judge is not blind: the form itself, taken for its filled copy, shows nothing of what is named.
#[test]
fn a_tick_that_no_viewer_draws_is_found() {
    let form = read(super::SAMPLE);
    let template = Template::read(form.as_slice()).unwrap();
    let filled = Filler::new(&template, &["klients.regnr"]).unwrap();
    let filled = filled.fill(&[("klients.regnr", FillValue::Text("90000000001".into()))]).unwrap();
    // Another object of the same length takes the place of the appearance, so that the value stands and is not drawn.
    let mut bytes = filled.into_bytes();
    let at = bytes.windows(9).rposition(|window| window == b"/Tx BMC\nq").unwrap();
    let end = at + bytes[at..].windows(3).position(|window| window == b"EMC").unwrap();
    bytes[at + 8..end].fill(b' ');
    let drawn = Drawn::new();
    drawn.add("sample.pdf", &form, &bytes, &["klients.regnr"]);
    if let Some(said) = drawn.looked_at() {
        let found = said.lines().filter(|line| line.contains("\tno-ink\t")).count();
        assert_eq!(found, 3, "{said}");
    }
}
