//! A workbook as a ZIP of parts.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Cursor};

use zip::ZipArchive;
use zip::result::ZipError;

use super::part_reader::PartReader;
use super::refusal::{damaged_part, ratio_refusal, workbook_refusal};
use crate::data::limit_counters::check_limit;
use crate::data::{Limits, refusal};
use crate::diag::catalogue::data;
use crate::diag::{Bilingual, Finding, Origin, Report};

/// The parts of a workbook: a ZIP whose directory is looked at before anything is expanded.
pub(in crate::data::workbook) struct WorkbookPackage<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Entry by part name. Part names do not tell case apart (ECMA-376 part 2, 6.2.2.3), and some writers put
    /// backslashes.
    parts: BTreeMap<String, usize>,
    pub(in crate::data::workbook) file: &'a Origin,
    pub(in crate::data::workbook) limits: &'a Limits,
    /// How many bytes may still be expanded.
    expansion_left: u64,
}

/// A part larger than this, in bytes, must keep the ratio of expansion: small ones may be anything.
const RATIO_CHECKED_FROM: u64 = 1 << 20;

impl<'a> WorkbookPackage<'a> {
    pub(in crate::data::workbook) fn open(
        bytes: &'a [u8],
        file: &'a Origin,
        limits: &'a Limits,
    ) -> Result<Self, Report> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
            workbook_refusal(
                file,
                Bilingual::fixed("datne ir bojāta vai nepilnīga", "the file is damaged or incomplete"),
            )
        })?;
        check_limit(
            archive.len() as u64,
            limits.workbook_parts as u64,
            ("darbgrāmatas daļu", "parts"),
            file,
        )?;
        let mut parts = BTreeMap::new();
        let mut twice = archive.has_duplicate_names();
        for at in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(at) {
                twice |= parts.insert(normalized_part_name(&name), at).is_some();
            }
        }
        if twice {
            // Programs differ in which of the two they show.
            let why =
                Bilingual::fixed("tajā ir divas daļas ar vienu nosaukumu", "it has two parts of one name");
            return Err(workbook_refusal(file, why));
        }
        Ok(Self { archive, parts, file, limits, expansion_left: limits.expanded_bytes })
    }

    pub(in crate::data::workbook) fn has(&self, part: &str) -> bool {
        self.parts.contains_key(&normalized_part_name(part))
    }

    /// A part as XML.
    pub(in crate::data::workbook) fn open_part<'p>(
        &'p mut self,
        part: &str,
    ) -> Result<PartReader<impl BufRead + use<'p, 'a>>, Report> {
        let file = self.file;
        let damaged = || damaged_part(file, part);
        let at = *self.parts.get(&normalized_part_name(part)).ok_or_else(damaged)?;
        let entry = self.archive.by_index(at).map_err(|error| match error {
            ZipError::UnsupportedArchive(_) | ZipError::InvalidPassword => {
                refusal(Finding::of(&data::WORKBOOK_LOCKED, file.clone()))
            }
            _ => damaged(),
        })?;
        // Nothing is expanded beyond the declared size: the ZIP reader itself fails there.
        let (size, packed) = (entry.size(), entry.compressed_size().max(1));
        let out_of_proportion = size > RATIO_CHECKED_FROM && size / packed > self.limits.expansion_ratio;
        self.expansion_left = match self.expansion_left.checked_sub(size) {
            Some(left) if !out_of_proportion => left,
            _ => return Err(ratio_refusal(file, part)),
        };
        Ok(PartReader::new(BufReader::new(entry), part, file))
    }

    /// The file of `part`'s relationships.
    pub(in crate::data::workbook) fn relationships_of(part: &str) -> String {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        format!("{folder}{slash}_rels/{name}.rels")
    }
}

fn normalized_part_name(part: &str) -> String {
    part.replace('\\', "/").trim_start_matches('/').to_lowercase()
}
