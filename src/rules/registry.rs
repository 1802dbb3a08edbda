//! An extract of the register of companies: names by registration number.

use crate::data::{CellValue, DataContent, DataError, DataFile, DataSource, Limits, Record};
use crate::diag::catalogue::document;
use crate::diag::{Finding, Report};
use crate::values::Sha256Digest;

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
    pub fn read(content: DataContent, name: &str) -> Result<Self, DataError> {
        let data_file = DataFile::open(content, &DataSource::named(name), &Limits::default())?;
        let mut registry = Self { numbers: Vec::new(), names: String::new(), sha256: data_file.sha256() };
        let mut columns = None;
        for record in data_file.records()? {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_without_its_columns_is_refused() {
        let error = Registry::read(DataContent::Bytes(b"a;b\n1;2\n".to_vec()), "reg.csv").unwrap_err();
        let DataError::Refused(report) = error else { panic!("{error}") };
        assert_eq!(report.findings()[0].code.as_str(), "T-registry");
    }
}
