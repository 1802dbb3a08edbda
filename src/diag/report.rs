use std::fmt;

use super::{Finding, FindingCode, Lang, Severity};

/// All findings of one check, in the order they were made.
///
/// ```
/// use edocpack::data::{self, DataSource, Limits};
/// use edocpack::diag::Lang;
///
/// let report = data::read(b"", &DataSource::named("empty.csv"), &Limits::default()).unwrap_err();
/// let finding = &report.findings()[0];
/// assert!(report.refuses());
/// assert_eq!(finding.code.to_string(), "D-empty");
/// assert_eq!(finding.message(Lang::En), "The file is empty: 0 bytes.");
/// assert!(finding.hint(Lang::Lv).is_some());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    findings: Vec<Finding>,
}

impl Report {
    /// Adds a finding.
    pub fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Adds all findings of another report.
    pub fn append(&mut self, other: Self) {
        self.findings.extend(other.findings);
    }

    /// The findings, in order.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Whether there are no findings.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// Whether anything in it refuses the record or the file.
    pub fn refuses(&self) -> bool {
        self.findings.iter().any(Finding::refuses)
    }

    /// How many findings have this severity; accepted errors are not counted as errors.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|f| f.severity == severity && (f.refuses() || severity != Severity::Error))
            .count()
    }

    /// Marks the findings with these codes as accepted where their provenance allows it, and returns
    /// those codes that name a finding which cannot be accepted.
    pub fn accept(&mut self, codes: &[FindingCode]) -> Vec<FindingCode> {
        let mut denied = Vec::new();
        for finding in self.findings.iter_mut().filter(|f| codes.contains(&f.code)) {
            if finding.provenance.can_be_accepted() {
                finding.accepted = true;
            } else if !denied.contains(&finding.code) {
                denied.push(finding.code.clone());
            }
        }
        denied
    }
}

/// One finding a line: place, code and message, in English, for programs that pass a report on as an error.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, finding) in self.findings.iter().enumerate() {
            let (line, place) = (if at == 0 { "" } else { "\n" }, finding.origin.describe(Lang::En));
            let colon = if place.is_empty() { "" } else { ": " };
            write!(f, "{line}{place}{colon}{}: {}", finding.code, finding.message(Lang::En))?;
        }
        Ok(())
    }
}

impl std::error::Error for Report {}

impl FromIterator<Finding> for Report {
    fn from_iter<T: IntoIterator<Item = Finding>>(findings: T) -> Self {
        Self { findings: findings.into_iter().collect() }
    }
}

impl Extend<Finding> for Report {
    fn extend<T: IntoIterator<Item = Finding>>(&mut self, findings: T) {
        self.findings.extend(findings);
    }
}

impl IntoIterator for Report {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.findings.into_iter()
    }
}
