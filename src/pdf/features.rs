//! Features of a PDF file beyond its fields: encryption, signatures, XFA, scripts, attachments and others.

use std::collections::BTreeMap;

use lopdf::{Document, EncryptionState, Object, Permissions};

use super::field::{Field, FieldKind};
use super::lexer::{Lexer, Token};
use super::load::{FileLayout, MAX_STREAM, XrefKind};
use super::objects::{Dict, LocatedDict, MAX_DEPTH, catalog, dict_of, resolve};
use super::page_tree::{PageNode, annotations_of};
use super::{document_scripts, text_string};

/// The features of a PDF file.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::pdf::{Pdf, Xfa};
///
/// let pdf = Pdf::read(std::fs::read("fixtures/forms/unseen.pdf")?)?;
/// let features = pdf.features();
/// assert!(!features.encrypted && features.signatures == 0);
/// assert_eq!(features.xfa, Xfa::None);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct PdfFeatures {
    /// It is encrypted, and was opened without a password or with the one given.
    pub encrypted: bool,
    /// Its permissions forbid filling in forms (ISO 32000-2, table 22), unless it is opened with the owner's password.
    pub(crate) forbids_filling: bool,
    /// The number of signed signature fields.
    pub signatures: usize,
    /// The author's certification (DocMDP, ISO 32000-2, 12.8.2.2): 1 no changes, 2 filling and signing, 3 also
    /// annotations.
    pub certification: Option<u8>,
    /// XFA beside or instead of the AcroForm.
    pub xfa: Xfa,
    /// NeedAppearances: viewers draw the fields anew.
    pub need_appearances: bool,
    /// Adobe's usage rights (UR, UR3), which any change by others invalidates.
    pub usage_rights: bool,
    /// The names in the `EmbeddedFiles` name tree; empty for one without a name.
    pub embedded_files: Vec<String>,
    /// The files of `FileAttachment` annotations, likewise.
    pub attached_files: Vec<String>,
    /// It has associated files (AF).
    pub associated_files: bool,
    /// It is a portfolio (Collection).
    pub collection: bool,
    /// The number of annotations of each subtype on its pages (`Widget`, `Link`, `Stamp`, `FileAttachment`, …).
    pub annotations: BTreeMap<String, usize>,
    /// JavaScript of the document: named scripts, or scripts that run when the document is opened or at an event of
    /// the document or of a page. Fields have their own [`Field::actions`].
    pub javascript: bool,
    /// The texts of those scripts, as far as they could be decoded. They are never run.
    pub scripts: Vec<String>,
    /// An `OpenAction` that is more than a destination.
    pub open_action: bool,
    /// It is linearised for the web.
    pub linearised: bool,
    /// Its last cross-reference section.
    pub xref: XrefKind,
    /// Bytes before `%PDF-`.
    pub header_offset: usize,
    /// The number of revisions: 1, and one for each incremental update.
    pub revisions: usize,
    /// The cross-reference data had to be repaired.
    pub repaired: bool,
    /// It is tagged (`MarkInfo`).
    pub tagged: bool,
    /// Pages, from 0, that paint an image and no text. A hint only: `scan` decides.
    pub image_only_pages: Vec<usize>,
}

/// The XFA of a form. See [`PdfFeatures`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Xfa {
    /// No XFA.
    None,
    /// XFA and an AcroForm of the same fields, which is enough without it.
    Hybrid,
    /// The pages exist only in Adobe's programs.
    Dynamic,
}

impl PdfFeatures {
    /// The number of its annotations of this subtype.
    pub fn annotation_count(&self, subtype: &str) -> usize {
        self.annotations.get(subtype).copied().unwrap_or_default()
    }
}

/// Whether neither filling in forms nor annotating is permitted; revision 2 knows the latter only.
fn forbids_filling(state: &EncryptionState) -> bool {
    const OLDEST_WITH_FILLABLE: i64 = 3;
    let permissions = state.permissions();
    let fillable = state.revision() >= OLDEST_WITH_FILLABLE && permissions.contains(Permissions::FILLABLE);
    !fillable && !permissions.contains(Permissions::ANNOTABLE)
}

pub(crate) fn read(doc: &Document, layout: &FileLayout, pages: &[PageNode], fields: &[Field]) -> PdfFeatures {
    let empty = lopdf::Dictionary::new();
    let root = catalog(doc).map_or(Dict::new(doc, &empty), |catalog| catalog.dict);
    let form = root.dict(b"AcroForm");
    let perms = root.dict(b"Perms");
    let mut annotations = BTreeMap::new();
    let mut page_script = false;
    let mut scripts = document_scripts::document_scripts(&root);
    let mut attached_files = Vec::new();
    for page in pages {
        if let Some(page) = LocatedDict::indirect(doc, page.id) {
            page_script |= has_additional_script(&page.dict);
            scripts.extend(document_scripts::additional_action_scripts(&page.dict));
        }
        for annotation in annotations_of(doc, page) {
            let subtype = annotation.dict.name(b"Subtype").map(text_string::name).unwrap_or_default();
            if subtype == "FileAttachment" {
                let file = annotation.dict.dict(b"FS");
                attached_files
                    .push(file.and_then(|file| document_scripts::file_name(&file)).unwrap_or_default());
            }
            *annotations.entry(subtype).or_insert(0) += 1;
        }
    }
    let open_action = root.dict(b"OpenAction");
    PdfFeatures {
        encrypted: doc.encryption_state.is_some(),
        forbids_filling: doc.encryption_state.as_ref().is_some_and(forbids_filling),
        signatures: fields.iter().filter(|field| field.is_signed()).count(),
        certification: certification(perms.as_ref()),
        xfa: xfa(&root, fields),
        need_appearances: form.is_some_and(|form| form.flag(b"NeedAppearances")),
        usage_rights: perms.is_some_and(|perms| perms.has(b"UR3") || perms.has(b"UR")),
        embedded_files: document_scripts::embedded_files(&root),
        attached_files,
        associated_files: root.array(b"AF").is_some_and(|files| !files.is_empty()),
        collection: root.has(b"Collection"),
        annotations,
        javascript: !document_scripts::named_scripts(&root).is_empty()
            || page_script
            || has_additional_script(&root)
            || open_action.is_some_and(|a| runs_javascript(&a, 0)),
        scripts,
        open_action: open_action.is_some_and(|action| !action.has_name(b"S", b"GoTo")),
        linearised: doc.linearization.is_some(),
        xref: layout.xref,
        header_offset: layout.header_offset,
        revisions: doc.revision_count(),
        repaired: layout.repaired,
        tagged: root.dict(b"MarkInfo").is_some_and(|mark| mark.flag(b"Marked")),
        image_only_pages: (0..pages.len())
            .filter(|index| pages.get(*index).is_some_and(|page| is_image_only(doc, page)))
            .collect(),
    }
}

/// The kind of XFA of a document with these fields.
pub(crate) fn document_xfa(doc: &Document, fields: &[Field]) -> Xfa {
    catalog(doc).map_or(Xfa::None, |catalog| xfa(&catalog.dict, fields))
}

fn xfa(root: &Dict<'_>, fields: &[Field]) -> Xfa {
    if !root.dict(b"AcroForm").is_some_and(|form| form.has(b"XFA")) {
        return Xfa::None;
    }
    let usable = |field: &Field| field.kind != FieldKind::Signature && !field.widgets.is_empty();
    if root.flag(b"NeedsRendering") || !fields.iter().any(usable) { Xfa::Dynamic } else { Xfa::Hybrid }
}

/// P of the certifying signature's DocMDP transform; 2 where it is missing.
fn certification(perms: Option<&Dict<'_>>) -> Option<u8> {
    let signature = perms?.dict(b"DocMDP")?;
    let level = signature
        .dicts(b"Reference")
        .filter(|reference| reference.has_name(b"TransformMethod", b"DocMDP"))
        .find_map(|reference| reference.dict(b"TransformParams")?.integer(b"P"));
    u8::try_from(level.unwrap_or(2)).ok()
}

/// Whether a dictionary's AA runs a script.
fn has_additional_script(holder: &Dict<'_>) -> bool {
    let Some(additional) = holder.dict(b"AA") else { return false };
    additional.raw.iter().any(|(_, object)| {
        resolve(holder.doc, object)
            .and_then(dict_of)
            .is_some_and(|raw| runs_javascript(&Dict::new(holder.doc, raw), 0))
    })
}

/// Whether an action, or a following one (Next), is JavaScript.
fn runs_javascript(action: &Dict<'_>, depth: usize) -> bool {
    if action.has_name(b"S", b"JavaScript") {
        return true;
    }
    depth < MAX_DEPTH
        && match action.get(b"Next") {
            Some(Object::Dictionary(raw)) => runs_javascript(&Dict::new(action.doc, raw), depth + 1),
            // One level of arrays is enough here, and bounds the work for a tree of arrays.
            Some(Object::Array(_)) => action.dicts(b"Next").any(|next| next.has_name(b"S", b"JavaScript")),
            _ => false,
        }
}

fn is_image_only(doc: &Document, page: &PageNode) -> bool {
    let resources = page.resources.as_ref().and_then(|r| resolve(doc, r)).and_then(dict_of);
    let Some(objects) = resources.and_then(|raw| Dict::new(doc, raw).dict(b"XObject")) else { return false };
    let is_image =
        |name: &[u8]| objects.dict(name).is_some_and(|object| object.has_name(b"Subtype", b"Image"));
    if !objects.raw.iter().any(|(name, _)| is_image(name)) {
        return false;
    }
    let Ok(content) = doc.get_page_content_with_limit(page.id, MAX_STREAM) else { return false };
    let mut image = false;
    let mut last = None;
    for token in Lexer::new(&content) {
        match &token {
            Token::Keyword(word) => match word.as_slice() {
                b"Tj" | b"TJ" | b"'" | b"\"" | b"BI" => return false,
                // A form XObject may have text: then the page may not be an image only.
                b"Do" => match last {
                    Some(Token::Name(ref name)) if is_image(name) => image = true,
                    _ => return false,
                },
                _ => {}
            },
            _ => last = Some(token),
        }
    }
    image
}
