//! Compares the names of a record with an extract of the register: a difference gives a finding with both spellings.

use std::sync::Arc;

use super::record_check::{FieldState, RecordCheck};
use crate::diag::Finding;
use crate::diag::catalogue::document;
use crate::form::FormValue;
use crate::form::definition::{Key, RegistryPair};
use crate::values::masked_excerpt;

/// Compares each pair of a number and a name that the form declares; the same pair in several fields gives one finding.
pub(super) fn compare(row: &mut RecordCheck<'_>) {
    let Some(registry) = row.context.registry.as_ref().map(Arc::clone) else { return };
    let mut compared: Vec<(String, String)> = Vec::new();
    for pair in row.form.registry() {
        let (Some(number), Some(name)) = (text(row, &pair.number), text(row, &pair.name)) else { continue };
        if compared.contains(&(number.clone(), name.clone())) {
            continue;
        }
        let finding = match registry.name(&number) {
            None => registry_finding(row, pair, &pair.number, &document::REGISTRY_NONE)
                .map(|f| f.with("v", masked_excerpt(&number))),
            Some(known) if is_same_name(known, &name) => None,
            Some(known) => registry_finding(row, pair, &pair.name, &document::REGISTRY)
                .map(|finding| finding.with("v", masked_excerpt(&name)).with("known", masked_excerpt(known))),
        };
        compared.push((number, name));
        if let Some(finding) = finding {
            row.add_finding(finding);
        }
    }
}

/// The text of a field; a personal code stands in no register of companies.
fn text(row: &RecordCheck<'_>, key: &Key) -> Option<String> {
    match &row.slot_of(key)?.state {
        FieldState::Value(FormValue::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

fn registry_finding(
    row: &RecordCheck<'_>,
    pair: &RegistryPair,
    key: &Key,
    entry: &'static crate::diag::CatalogueEntry,
) -> Option<Finding> {
    let field = row.form.field(key)?;
    let origin = row.form.position(key).map_or_else(|| row.record_origin(), |at| row.origin(at));
    let finding = Finding::of(entry, origin).under_rule(&pair.rule).about_field(Arc::clone(&field.key));
    Some(row.with_form_wording(finding).with_text("label", field.label.clone()))
}

/// Whether two spellings are equal but for white space and the kind of quotation marks, which registers do not keep.
fn is_same_name(a: &str, b: &str) -> bool {
    let plain = |text: &str| -> String {
        let marked = text.chars().map(|c| {
            if matches!(c, '„' | '“' | '”' | '«' | '»' | '″' | '\'' | '’') { '"' } else { c }
        });
        marked.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    a == b || plain(a) == plain(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{DataContent, DataSource, Limits};
    use crate::diag::Lang;
    use crate::form::Form;
    use crate::rules::{CheckContext, Registry, check};

    fn registry() -> Registry {
        let text = "regcode;sepa;name;type\n90000012348;x;Ezermalas novada pašvaldība;P\n40203123456;;\"SIA \"\"Šķēle un Ģirts\"\"\";SIA\n";
        Registry::read(DataContent::Bytes(text.as_bytes().to_vec()), "reg.csv").unwrap()
    }

    fn findings(name: &str, number: &str) -> Vec<String> {
        let form = Form::embedded("lv.kase.x509").unwrap();
        let csv = format!(
            "Nosaukums;Reģistrācijas Nr.;Lietotāja nosaukums;Lietotāja reģistrācijas numurs;Pārtraukt moduļa lietošanu;Parakstītājs;Sagatavotājs;Sagatavotāja tālrunis\n{name};{number};=;=;x;Jānis Ķēniņš;Anna Žagare;67000000\n"
        );
        let records =
            crate::data::read(csv.as_bytes(), &DataSource::named("d.csv"), &Limits::default()).unwrap();
        let mut context = CheckContext::on(chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap());
        context.registry = Some(Arc::new(registry()));
        let application = check(&form, &records.records[0], &context).unwrap();
        let findings =
            application.report().findings().iter().filter(|f| f.code.as_str().starts_with("S5-reg"));
        findings.map(|f| format!("{}: {}", f.code, f.message(Lang::Lv))).collect()
    }

    #[test]
    fn a_difference_is_told_once_with_both_spellings() {
        assert_eq!(findings("Ezermalas novada pašvaldība", "90000012348"), Vec::<String>::new());
        assert_eq!(findings("SIA „Šķēle  un Ģirts”", "40203123456"), Vec::<String>::new());
        assert_eq!(
            findings("Ezermalas pašvaldība", "90000012348"),
            [
                "S5-registry: Nosaukums „Ezermalas pašvaldība” atšķiras no reģistrā ierakstītā: „Ezermalas novada pašvaldība”."
            ]
        );
        assert_eq!(findings("Skola", "40008000013").len(), 1);
        assert!(findings("Skola", "40008000013")[0].starts_with("S5-registry-none: "));
    }
}
