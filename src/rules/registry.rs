//! Names held against an extract of the register: a difference is told, with both spellings.

use std::sync::Arc;

use super::FormValue;
use super::record_check::{FieldState, RecordCheck};
use crate::data::{CellValue, DataContent, DataError, DataFile, DataSource, Limits, Record};
use crate::diag::catalogue::document;
use crate::diag::{Finding, Report};
use crate::form::definition::{Key, RegistryPair};
use crate::values::{Sha256Digest, masked_excerpt};

/// An extract of a register: names by registration number. Half a million of them take some thirty megabytes.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::data::DataContent;
/// use edocpack::rules::Registry;
///
/// let table = "regcode;name\n90000012348;Ezermalas novada pašvaldība\n";
/// let registry = Registry::read(DataContent::Bytes(table.into()), "register.csv")?;
/// assert_eq!(registry.name("90000012348"), Some("Ezermalas novada pašvaldība"));
/// assert_eq!(registry.name("90000000000"), None);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registry {
    /// Numbers in order, and where their names begin and end.
    numbers: Vec<(u64, u32, u32)>,
    names: String,
    sha256: Sha256Digest,
}

/// What the columns are called; other columns are passed over.
const NUMBER: [&str; 5] = ["regcode", "regnr", "reg_no", "reģistrācijas nr.", "reģistrācijas numurs"];
const NAME: [&str; 2] = ["name", "nosaukums"];

impl Registry {
    /// Reads a table with the columns `regcode` and `name`, as the open data of the Enterprise Register have them.
    ///
    /// # Errors
    /// [`DataError::Refused`] with what is wrong with the table.
    pub fn read(body: DataContent, name: &str) -> Result<Self, DataError> {
        let survey = DataFile::open(body, &DataSource::named(name), &Limits::default())?;
        let mut registry = Self { numbers: Vec::new(), names: String::new(), sha256: survey.sha256() };
        let mut columns = None;
        for record in survey.records()? {
            let record = record?;
            let (number, named) = match columns {
                Some(columns) => columns,
                None => *columns.insert(columns_of(&record).ok_or_else(|| no_columns(&record))?),
            };
            registry.add(&record, number, named);
        }
        // The first of two rows of one number counts, as in the file.
        registry.numbers.sort_by_key(|(number, start, _)| (*number, *start));
        registry.numbers.dedup_by_key(|(number, ..)| *number);
        Ok(registry)
    }

    fn add(&mut self, record: &Record, number: usize, name: usize) {
        let text = |at: usize| match record.cells.get(at).map(|cell| &cell.value) {
            Some(CellValue::Text(text) | CellValue::Number(text)) => text.trim(),
            _ => "",
        };
        let (Ok(number), name) = (text(number).parse(), text(name)) else { return };
        if name.is_empty() {
            return;
        }
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let start = place(self.names.len());
        self.names.push_str(name);
        self.numbers.push((number, start, place(self.names.len())));
    }

    /// The name of a number.
    pub fn name(&self, number: &str) -> Option<&str> {
        let number: u64 = number.parse().ok()?;
        let at = self.numbers.binary_search_by_key(&number, |(number, ..)| *number).ok()?;
        let (_, start, end) = *self.numbers.get(at)?;
        self.names.get(start as usize..end as usize)
    }

    /// The digest of the file.
    pub fn sha256(&self) -> Sha256Digest {
        self.sha256
    }
}

fn columns_of(record: &Record) -> Option<(usize, usize)> {
    let at = |known: &[&str]| {
        record.cells.iter().position(|cell| known.contains(&cell.name.trim().to_lowercase().as_str()))
    };
    Some((at(&NUMBER)?, at(&NAME)?))
}

fn no_columns(record: &Record) -> DataError {
    let origin = record.origin.at(crate::diag::FileLocation::File);
    DataError::Refused(Report::from_iter([Finding::of(&document::REGISTRY_COLUMNS, origin)]))
}

/// Holds the names of a record against the register. A name that another field says already is not told twice.
pub(super) fn compare(row: &mut RecordCheck<'_>) {
    let Some(registry) = row.circumstances.registry.as_ref().map(Arc::clone) else { return };
    let mut told: Vec<(String, String)> = Vec::new();
    for pair in row.form.registry() {
        let (Some(number), Some(name)) = (text(row, &pair.number), text(row, &pair.name)) else { continue };
        if told.contains(&(number.clone(), name.clone())) {
            continue;
        }
        let finding = match registry.name(&number) {
            None => registry_finding(row, pair, &pair.number, &document::REGISTRY_NONE)
                .map(|f| f.with("v", masked_excerpt(&number))),
            Some(known) if is_same_name(known, &name) => None,
            Some(known) => registry_finding(row, pair, &pair.name, &document::REGISTRY)
                .map(|finding| finding.with("v", masked_excerpt(&name)).with("known", masked_excerpt(known))),
        };
        told.push((number, name));
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

/// Whether two spellings are one: white space and the kind of quotation marks aside, which registers write as they
/// like.
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
    use crate::diag::Lang;
    use crate::form::Form;
    use crate::rules::{CheckContext, check};

    fn registry() -> Registry {
        let text = "regcode;sepa;name;type\n90000012348;x;Ezermalas novada pašvaldība;P\n40203123456;;\"SIA \"\"Šķēle un Ģirts\"\"\";SIA\n";
        Registry::read(DataContent::Bytes(text.as_bytes().to_vec()), "reg.csv").unwrap()
    }

    fn told(name: &str, number: &str) -> Vec<String> {
        let form = Form::embedded("lv.kase.x509").unwrap();
        let csv = format!(
            "Nosaukums;Reģistrācijas Nr.;Lietotāja nosaukums;Lietotāja reģistrācijas numurs;Pārtraukt moduļa lietošanu;Parakstītājs;Sagatavotājs;Sagatavotāja tālrunis\n{name};{number};=;=;x;Jānis Ķēniņš;Anna Žagare;67000000\n"
        );
        let records =
            crate::data::read(csv.as_bytes(), &DataSource::named("d.csv"), &Limits::default()).unwrap();
        let mut circumstances = CheckContext::on(chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap());
        circumstances.registry = Some(Arc::new(registry()));
        let application = check(&form, &records.records[0], &circumstances).unwrap();
        let findings =
            application.report().findings().iter().filter(|f| f.code.as_str().starts_with("S5-reg"));
        findings.map(|f| format!("{}: {}", f.code, f.message(Lang::Lv))).collect()
    }

    #[test]
    fn a_difference_is_told_once_with_both_spellings() {
        assert_eq!(told("Ezermalas novada pašvaldība", "90000012348"), Vec::<String>::new());
        assert_eq!(told("SIA „Šķēle  un Ģirts”", "40203123456"), Vec::<String>::new());
        assert_eq!(
            told("Ezermalas pašvaldība", "90000012348"),
            [
                "S5-registry: Nosaukums „Ezermalas pašvaldība” atšķiras no reģistrā ierakstītā: „Ezermalas novada pašvaldība”."
            ]
        );
        assert_eq!(told("Skola", "40008000013").len(), 1);
        assert!(told("Skola", "40008000013")[0].starts_with("S5-registry-none: "));
    }

    #[test]
    fn a_table_without_its_columns_is_refused() {
        let error = Registry::read(DataContent::Bytes(b"a;b\n1;2\n".to_vec()), "reg.csv").unwrap_err();
        let DataError::Refused(report) = error else { panic!("{error}") };
        assert_eq!(report.findings()[0].code.as_str(), "T-registry");
    }
}
