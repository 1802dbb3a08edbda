use super::format::Format;
use crate::data::workbook::package::{Package, broken};
use crate::data::workbook::xml::{Node, Step};
use crate::diag::{Bilingual, Report};

/// What a workbook says about its sheets, before any cell is read.
pub(super) struct Workbook {
    /// The first visible sheet.
    pub(super) sheet: Sheet,
    /// The names of the other visible ones.
    pub(super) others: Vec<String>,
    /// Whether days are counted from 1904 (old workbooks of Macs).
    pub(super) from_1904: bool,
    /// The part of the texts that cells share.
    pub(super) strings: Option<String>,
    /// How each style shows a number.
    pub(super) formats: Vec<Format>,
}

pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) part: String,
}

impl Workbook {
    pub(super) fn read(package: &mut Package<'_>) -> Result<Self, Report> {
        let main = main_part(package)?;
        let links = Link::all_of(package, &main)?;
        let of_kind = |kind: &str| links.iter().find(|link| link.kind == kind).map(|link| link.part.clone());

        let mut from_1904 = false;
        let mut sheets = Vec::new();
        package.xml(&main)?.walk(|node| {
            match node {
                Node::Start(e) if e.name() == "workbookPr" => from_1904 = e.is("date1904"),
                Node::Start(e) if e.name() == "sheet" => {
                    let visible = e.attribute("state").is_none_or(|state| state == "visible");
                    let link = e.attribute("id").and_then(|id| links.iter().find(|link| link.id == id));
                    let sheet = link.filter(|link| link.kind == "worksheet" && visible);
                    sheets.extend(sheet.map(|link| Sheet {
                        name: e.attribute("name").unwrap_or_default(),
                        part: link.part.clone(),
                    }));
                }
                _ => {}
            }
            Step::Next
        })?;

        let mut sheets = sheets.into_iter();
        let Some(sheet) = sheets.next() else {
            let why = Bilingual::fixed("tajā nav nevienas redzamas lapas", "it has no visible sheet");
            return Err(broken(package.file, why));
        };
        let formats =
            of_kind("styles").map_or_else(|| Ok(Vec::new()), |part| Format::all_of(package, &part))?;
        Ok(Self {
            sheet,
            others: sheets.map(|sheet| sheet.name).collect(),
            from_1904,
            strings: of_kind("sharedStrings"),
            formats,
        })
    }
}

/// The part of the workbook itself; what is in the file instead, where there is none.
fn main_part(package: &mut Package<'_>) -> Result<String, Report> {
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
        let links = Link::all_of(package, "")?;
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
    Err(broken(package.file, why))
}

/// A relationship from one part to another.
struct Link {
    id: String,
    /// The last word of its type: transitional and strict workbooks differ in what stands before.
    kind: String,
    part: String,
}

impl Link {
    fn all_of(package: &mut Package<'_>, part: &str) -> Result<Vec<Self>, Report> {
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let mut links = Vec::new();
        package.xml(&Package::relationships_of(part))?.walk(|node| {
            if let Node::Start(e) = node
                && e.name() == "Relationship"
                && e.attribute("TargetMode").is_none_or(|mode| mode != "External")
                && let (Some(id), Some(kind), Some(target)) =
                    (e.attribute("Id"), e.attribute("Type"), e.attribute("Target"))
            {
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                links.push(Self { id, kind, part: resolved(&folder, &target) });
            }
            Step::Next
        })?;
        Ok(links)
    }
}

/// The part that `target` names, seen from `folder`.
fn resolved(folder: &str, target: &str) -> String {
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
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl/worksheets", "../styles.xml"), "xl/styles.xml");
        assert_eq!(resolved("", "./xl/../../workbook.xml"), "workbook.xml");
        assert_eq!(Package::relationships_of("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
        assert_eq!(Package::relationships_of(""), "_rels/.rels");
    }
}
