//! Why a workbook is refused.

use crate::data::refusal;
use crate::diag::catalogue::data;
use crate::diag::{Bilingual, Finding, Origin, Report};

/// A workbook that cannot be read, and why.
pub(super) fn workbook_refusal(file: &Origin, why: Bilingual) -> Report {
    refusal(Finding::of(&data::WORKBOOK, file.clone()).with_text("why", why))
}

/// A part that is missing or is not the XML that it should be.
pub(super) fn damaged_part(file: &Origin, part: &str) -> Report {
    let why = Bilingual {
        lv: format!("tās daļa „{part}” ir bojāta").into(),
        en: format!("its part “{part}” is damaged").into(),
    };
    workbook_refusal(file, why)
}

/// A part that expands to more than the limits allow.
pub(super) fn ratio_refusal(file: &Origin, part: &str) -> Report {
    refusal(Finding::of(&data::WORKBOOK_BOMB, file.clone()).with("part", part))
}
