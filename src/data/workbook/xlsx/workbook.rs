//! `workbook.xml`: which sheet is read, and the parts that it needs.

use super::number_format::NumberFormat;
use crate::data::limit_counters::{CountedUnit, check_limit};
use crate::data::workbook::package::WorkbookPackage;
use crate::data::workbook::part_reader::{PartEvent, ReadStep};
use crate::data::workbook::refusal::workbook_refusal;
use crate::diag::{Bilingual, Report};

const SHEETS: CountedUnit = ("darbgrāmatas lapu", "sheets");
const RELATIONSHIPS: CountedUnit = ("darbgrāmatas saišu", "relationships");

/// What a workbook says about its sheets, before any cell is read.
pub(super) struct Workbook {
    /// The first visible sheet.
    pub(super) sheet: WorkbookSheet,
    /// The names of the other visible ones.
    pub(super) other_sheets: Vec<String>,
    /// Whether days are counted from 1904 (old workbooks of Macs).
    pub(super) date_1904: bool,
    /// The part of the texts that cells share.
    pub(super) shared_strings_part: Option<String>,
    /// How each style shows a number.
    pub(super) formats: Vec<NumberFormat>,
}

pub(super) struct WorkbookSheet {
    pub(super) name: String,
    pub(super) part: String,
}

impl Workbook {
    pub(super) fn read(package: &mut WorkbookPackage<'_>) -> Result<Self, Report> {
        let main = main_part(package)?;
        let links = Relationship::read_all(package, &main)?;
        let of_kind = |kind: &str| links.iter().find(|link| link.kind == kind).map(|link| link.part.clone());

        let mut from_1904 = false;
        let mut sheets = Vec::new();
        let (mut count, max) = (0, package.limits.workbook_parts);
        package.open_part(&main)?.for_each_event(|node| {
            match node {
                PartEvent::Start(e) if e.name() == "workbookPr" => from_1904 = e.is_true("date1904"),
                PartEvent::Start(e) if e.name() == "sheet" => {
                    count += 1;
                    if count > max {
                        return ReadStep::Stop;
                    }
                    let visible = e.attribute("state").is_none_or(|state| state == "visible");
                    let link = e.attribute("id").and_then(|id| links.iter().find(|link| link.id == id));
                    let sheet = link.filter(|link| link.kind == "worksheet" && visible);
                    sheets.extend(sheet.map(|link| WorkbookSheet {
                        name: e.attribute("name").unwrap_or_default(),
                        part: link.part.clone(),
                    }));
                }
                _ => {}
            }
            ReadStep::Next
        })?;

        check_limit(count as u64, max as u64, SHEETS, package.file)?;
        let mut sheets = sheets.into_iter();
        let Some(sheet) = sheets.next() else {
            let why = Bilingual::fixed("tajā nav nevienas redzamas lapas", "it has no visible sheet");
            return Err(workbook_refusal(package.file, why));
        };
        let formats = of_kind("styles")
            .map_or_else(|| Ok(Vec::new()), |part| NumberFormat::read_all(package, &part))?;
        Ok(Self {
            sheet,
            other_sheets: sheets.map(|sheet| sheet.name).collect(),
            date_1904: from_1904,
            shared_strings_part: of_kind("sharedStrings"),
            formats,
        })
    }
}

/// The part of the workbook itself; what is in the file instead, where there is none.
fn main_part(package: &mut WorkbookPackage<'_>) -> Result<String, Report> {
    let has = |part| package.has(part);
    let why = if has("word/document.xml") {
        Bilingual::fixed("tas ir Word dokuments", "it is a Word document")
    } else if has("content.xml") && has("META-INF/manifest.xml") {
        Bilingual::fixed(
            "tas ir OpenDocument dokuments (piemēram, .ods)",
            "it is an OpenDocument document (.ods, for example)",
        )
    } else if has("xl/workbook.bin") {
        Bilingual::fixed("tā ir bināra darbgrāmata (.xlsb)", "it is a binary workbook (.xlsb)")
    } else if has("_rels/.rels") {
        let links = Relationship::read_all(package, "")?;
        match links.into_iter().find(|link| link.kind == "officeDocument") {
            Some(link) if package.has(&link.part) => return Ok(link.part),
            _ => Bilingual::fixed("tajā nav pašas darbgrāmatas", "the workbook itself is missing in it"),
        }
    } else {
        Bilingual::fixed(
            "tā nav Excel darbgrāmata, bet cita ZIP datne",
            "it is not a workbook but another ZIP file",
        )
    };
    Err(workbook_refusal(package.file, why))
}

/// A relationship from one part to another.
struct Relationship {
    id: String,
    /// The last word of its type: transitional and strict workbooks differ in what stands before.
    kind: String,
    part: String,
}

impl Relationship {
    fn read_all(package: &mut WorkbookPackage<'_>, part: &str) -> Result<Vec<Self>, Report> {
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let (mut links, max, file) = (Vec::new(), package.limits.workbook_parts, package.file);
        package.open_part(&WorkbookPackage::relationships_of(part))?.for_each_event(|node| {
            if let PartEvent::Start(e) = node
                && e.name() == "Relationship"
                && e.attribute("TargetMode").is_none_or(|mode| mode != "External")
                && let (Some(id), Some(kind), Some(target)) =
                    (e.attribute("Id"), e.attribute("Type"), e.attribute("Target"))
            {
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                links.push(Self { id, kind, part: resolve_target(&folder, &target) });
            }
            if links.len() > max { ReadStep::Stop } else { ReadStep::Next }
        })?;
        check_limit(links.len() as u64, max as u64, RELATIONSHIPS, file)?;
        Ok(links)
    }
}

/// The part that `target` names, seen from `folder`.
fn resolve_target(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').filter(|step| !step.is_empty()).collect()
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_folder() {
        assert_eq!(resolve_target("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve_target("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve_target("xl/worksheets", "../styles.xml"), "xl/styles.xml");
        assert_eq!(resolve_target("", "./xl/../../workbook.xml"), "workbook.xml");
        assert_eq!(WorkbookPackage::relationships_of("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
        assert_eq!(WorkbookPackage::relationships_of(""), "_rels/.rels");
    }
}
