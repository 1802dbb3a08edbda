//! Which programs open a container, by its findings. Source of each list: see the list.

use crate::diag::catalogue::container as c;
use crate::diag::{CatalogueEntry, Report, Severity, catalogue};

/// A program that opens containers. See [`reader_support`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ReaderProgram {
    /// The Java library of Estonia.
    Digidoc4j,
    /// The library of the European Commission.
    Dss,
    /// The Latvian programs and services. Not tried on faulty containers.
    Eparaksts,
    /// The C++ library of Estonia, 4.5.
    Libdigidocpp,
}

/// Whether a program opens a container. To open is not to call it valid. See [`reader_support`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReaderSupport {
    /// It does not, because of the finding with this code.
    No(&'static str),
    /// Not known: because of the finding with this code, or because the program could not be tried.
    Unknown(Option<&'static str>),
    /// It does.
    Yes,
}

/// Whether each program opens the container that `report` is about:
///
/// | program | source |
/// |---|---|
/// | libdigidocpp | measured |
/// | digidoc4j | its own tests |
/// | DSS | its source: any ZIP with `META-INF` |
/// | eParaksts | unknown, but for files that are no containers |
///
/// A program may still refuse a signature for what is in it: of a signed container only DSS is known to open it.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::asic::{Archive, Limits, ReaderSupport, check, reader_support};
///
/// let bytes = std::fs::read("fixtures/scans/adversaries/container.edoc")?;
/// let report = check(&Archive::read(&bytes, "container.edoc", &Limits::default())?);
/// for (program, opens) in reader_support(&report) {
///     println!("{program:?} opens it: {}", opens == ReaderSupport::Yes);
/// }
/// # Ok(())
/// # }
/// ```
pub fn reader_support(report: &Report) -> [(ReaderProgram, ReaderSupport); 4] {
    let has = |entry: &CatalogueEntry| report.findings().iter().any(|f| f.code.as_str() == entry.code);
    let fault = report.findings().iter().find(|f| f.severity >= Severity::Error);
    let fault = fault.and_then(|finding| Some(catalogue::entry(finding.code.as_str())?.code));
    // DSS opens whatever its signatures are like.
    let is_about_signatures = |code: &str| code.starts_with("E-") || code.starts_with("V-");
    let sound = |program| {
        let mut faults = report.findings().iter().filter(|f| f.severity >= Severity::Error);
        faults.all(|f| program == ReaderProgram::Dss && is_about_signatures(f.code.as_str()))
    };
    let unsigned = has(&c::UNSIGNED);
    [ReaderProgram::Digidoc4j, ReaderProgram::Dss, ReaderProgram::Eparaksts, ReaderProgram::Libdigidocpp].map(
        |program| {
            // The rules were measured on ASiC-E; Estonian programs have others for ASiC-S, looser and stricter. Of CAdES
            // they know nothing in either.
            let simple = has(&c::ASIC_S) && !has(&c::CADES) && program != ReaderProgram::Dss;
            let opens = match refused_by(program).iter().find(|entry| has(entry)) {
                _ if has(&c::DDOC) && program == ReaderProgram::Digidoc4j => ReaderSupport::Yes,
                _ if simple && sound(program) && has(&c::TIMESTAMP_ONLY) => match program {
                    ReaderProgram::Eparaksts => ReaderSupport::Unknown(None),
                    _ => ReaderSupport::Yes,
                },
                _ if simple => ReaderSupport::Unknown(Some(c::ASIC_S.code)),
                Some(entry) => ReaderSupport::No(entry.code),
                None if !sound(program) => ReaderSupport::Unknown(fault),
                None => match program {
                    ReaderProgram::Dss => ReaderSupport::Yes,
                    ReaderProgram::Digidoc4j | ReaderProgram::Libdigidocpp if unsigned => ReaderSupport::Yes,
                    ReaderProgram::Digidoc4j | ReaderProgram::Libdigidocpp => {
                        ReaderSupport::Unknown(Some(c::SIGNATURE_UNCHECKED.code))
                    }
                    ReaderProgram::Eparaksts => ReaderSupport::Unknown(None),
                },
            };
            (program, opens)
        },
    )
}

/// The findings with which each program is known to refuse a container.
fn refused_by(program: ReaderProgram) -> &'static [&'static CatalogueEntry] {
    match program {
        ReaderProgram::Digidoc4j => DIGIDOC4J,
        ReaderProgram::Dss => DSS,
        ReaderProgram::Eparaksts => NOT_CONTAINER,
        ReaderProgram::Libdigidocpp => LIBDIGIDOCPP,
    }
}

/// No program opens these.
static NOT_CONTAINER: &[&CatalogueEntry] = &[&c::NOT_ZIP, &c::PLAIN_ZIP];

/// By its source: any ZIP with `META-INF`, and no other XML than its own signatures.
static DSS: &[&CatalogueEntry] = &[&c::NOT_ZIP, &c::PLAIN_ZIP, &c::DDOC];

/// By the tests of digidoc4j.
static DIGIDOC4J: &[&CatalogueEntry] = &[
    &c::NOT_ZIP,
    &c::PLAIN_ZIP,
    &c::OLD_EDOC,
    &c::MIMETYPE_MISSING,
    &c::MIMETYPE_TYPE,
    &c::DUPLICATE,
    &c::MANIFEST_TWICE,
    &c::CADES,
];

/// Measured with libdigidocpp 4.5.
static LIBDIGIDOCPP: &[&CatalogueEntry] = &[
    &c::NOT_ZIP,
    &c::PLAIN_ZIP,
    &c::OLD_EDOC,
    &c::MIMETYPE_MISSING,
    &c::MIMETYPE_PLACE,
    &c::MIMETYPE_TYPE,
    &c::MANIFEST_MISSING,
    &c::MANIFEST_TWICE,
    &c::MANIFEST_VERSION,
    &c::MANIFEST_NO_ROOT,
    &c::DIRECTORY_ENTRY,
    &c::CADES,
    &c::DUPLICATE,
    &c::NAME_ABSOLUTE,
    &c::NAME_TRAVERSAL,
    &c::NAME_BACKSLASH,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Finding, Origin};

    fn of(entries: &[&'static CatalogueEntry]) -> [ReaderSupport; 4] {
        let report = entries.iter().map(|entry| Finding::of(entry, Origin::default())).collect();
        reader_support(&report).map(|(_, opens)| opens)
    }

    #[test]
    fn each_program_is_judged_by_its_own_rules() {
        use ReaderSupport::{No, Unknown, Yes};
        let untried = Unknown(None);
        assert_eq!(of(&[&c::UNSIGNED]), [Yes, Yes, untried, Yes]);
        let signed = Unknown(Some("C-signature-unchecked"));
        assert_eq!(of(&[&c::SIGNATURE_UNCHECKED]), [signed, Yes, untried, signed]);
        assert_eq!(of(&[&c::UNSIGNED, &c::CRC]), [Unknown(Some("C-crc")); 4]);
        let (unknown, version) = (Unknown(Some("C-manifest-version")), No("C-manifest-version"));
        assert_eq!(of(&[&c::MANIFEST_VERSION, &c::UNSIGNED]), [unknown, unknown, unknown, version]);
        let simple = Unknown(Some("C-asic-s"));
        assert_eq!(of(&[&c::ASIC_S, &c::SIGNATURE_UNCHECKED]), [simple, Yes, simple, simple]);
        assert_eq!(of(&[&c::ASIC_S, &c::TIMESTAMP_ONLY]), [Yes, Yes, untried, Yes]);
        let (cades, ddoc) = (No("C-cades"), Unknown(Some("C-ddoc")));
        assert_eq!(of(&[&c::CADES, &c::SIGNATURE_UNCHECKED]), [cades, Yes, untried, cades]);
        assert_eq!(of(&[&c::ASIC_S, &c::CADES, &c::SIGNATURE_UNCHECKED]), [cades, Yes, untried, cades]);
        assert_eq!(of(&[&c::DDOC]), [Yes, No("C-ddoc"), ddoc, ddoc]);
        assert_eq!(
            of(&[&c::OLD_EDOC]),
            [No("C-old-edoc"), Unknown(Some("C-old-edoc")), Unknown(Some("C-old-edoc")), No("C-old-edoc")]
        );
    }
}
