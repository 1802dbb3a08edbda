//! Office documents: one that consists of pictures, with hardly any text, is a scan.

use std::ops::ControlFlow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::file_format::OfficeKind;
use super::incomplete::UnreadableReason;
use super::reason::FileReason;
use crate::asic::{Archive, ArchiveEntry};

/// A quarter of A4 in square centimetres: smaller pictures are illustrations.
const LARGE_PICTURE_CM2: f64 = 150.0;
/// Half of A4, and less than a page within margins: such a picture is a page.
const PAGE_PICTURE_CM2: f64 = 300.0;
/// The most characters of a caption and a header.
const CAPTION_CHARS: usize = 400;
/// Fewer characters than a page of text.
const PAGE_OF_TEXT_CHARS: usize = 1500;
/// Smaller files contain no page, in bytes.
const LEAST_BYTES: u64 = 20_000;
/// More XML of a part is not read, in bytes.
const MOST_XML: u64 = 64 << 20;
/// Deeper elements are ignored.
const DEEPEST: usize = 256;

/// The text and the pictures of a document's parts.
#[derive(Debug, Default, PartialEq)]
struct OfficeContents {
    /// Characters that are shown, without spaces.
    chars: usize,
    /// The areas of pictures in square centimetres.
    pictures: Vec<f64>,
}

/// Why a document is a scan, or may be one; `None` where it is neither.
pub(super) fn classify(archive: &Archive<'_>, kind: OfficeKind) -> Option<FileReason> {
    let unreadable = || Some(FileReason::Unreadable { why: UnreadableReason::Parts });
    let mut facts = OfficeContents::default();
    for entry in archive.entries().iter().filter(|entry| is_part(entry.name(), kind)) {
        if entry.size() > MOST_XML {
            return Some(FileReason::Unreadable { why: UnreadableReason::TooLarge });
        }
        let Some(xml) = entry.read() else { return unreadable() };
        if facts.read(&xml, kind).is_break() {
            return unreadable();
        }
    }
    let is_media = |entry: &&ArchiveEntry<'_>| {
        let name = entry.name();
        (name.contains("/media/") || name.starts_with("Pictures/")) && entry.size() > LEAST_BYTES
    };
    reason_by_contents(&facts, archive.entries().iter().filter(is_media).count())
}

fn reason_by_contents(facts: &OfficeContents, media: usize) -> Option<FileReason> {
    if media == 0 { None } else { reason_by_pictures(&facts.pictures, facts.chars) }
}

/// Compares the areas of pictures, in square centimetres, with the number of characters of text.
pub(super) fn reason_by_pictures(pictures: &[f64], chars: usize) -> Option<FileReason> {
    let area = pictures.iter().copied().fold(0.0, f64::max);
    if area < LARGE_PICTURE_CM2 {
        return None;
    }
    if chars < CAPTION_CHARS {
        return Some(FileReason::OfficeImage { area, chars });
    }
    // With less than a page of text for each large picture, it may be a scan with captions.
    let pages = pictures.iter().filter(|area| **area >= LARGE_PICTURE_CM2).count();
    (area >= PAGE_PICTURE_CM2 || chars < PAGE_OF_TEXT_CHARS * pages.min(20))
        .then_some(FileReason::OfficePictures { area, chars })
}

fn has_extension(name: &str, extension: &str) -> bool {
    name.ends_with(extension)
}

/// Whether an entry is a file embedded in the document.
pub(super) fn is_embedded(name: &str) -> bool {
    name.contains("/embeddings/") && !name.ends_with('/') && !has_extension(name, ".rels")
}

fn is_part(name: &str, kind: OfficeKind) -> bool {
    let under = |folder: &str| {
        name.strip_prefix(folder).is_some_and(|rest| has_extension(rest, ".xml") && !rest.contains("_rels/"))
    };
    match kind {
        OfficeKind::Docx => under("word/") && !name.ends_with("styles.xml"),
        OfficeKind::OpenDocument => name == "content.xml" || name == "styles.xml",
        OfficeKind::Pptx => under("ppt/slides/"),
        OfficeKind::Xlsx => {
            under("xl/worksheets/") || under("xl/drawings/") || name == "xl/sharedStrings.xml"
        }
    }
}

/// The state of the reader within a part.
#[derive(Default)]
struct ElementState {
    /// Local names of the open elements.
    open_elements: Vec<String>,
    /// The area that was given last.
    area: f64,
    /// Whether the open picture has an image.
    image: bool,
    /// Whether the open run of text is hidden, white or tiny.
    hidden_run: bool,
}

impl OfficeContents {
    fn read(&mut self, xml: &[u8], kind: OfficeKind) -> ControlFlow<()> {
        let mut reader = Reader::from_reader(xml);
        reader.config_mut().check_end_names = false;
        let mut place = ElementState::default();
        loop {
            match reader.read_event() {
                Ok(Event::Start(element)) => {
                    self.start(&element, &mut place);
                    if place.open_elements.len() < DEEPEST {
                        place.open_elements.push(element.local_name().as_ref().to_owned());
                    }
                }
                Ok(Event::Empty(element)) => {
                    self.start(&element, &mut place);
                    self.end(element.local_name().as_ref(), &mut place);
                }
                Ok(Event::End(element)) => {
                    self.end(element.local_name().as_ref(), &mut place);
                    place.open_elements.pop();
                }
                Ok(Event::Text(text)) => self.text(&text, &place, kind),
                Ok(Event::Eof) => return ControlFlow::Continue(()),
                Ok(_) => {}
                Err(_) => return ControlFlow::Break(()),
            }
        }
    }

    fn start(&mut self, element: &BytesStart<'_>, place: &mut ElementState) {
        let value = |key: &str| attribute(element, key);
        match element.local_name().as_ref() {
            // English Metric Units: 360,000 a centimetre.
            "extent" | "ext" => {
                if let (Some(width), Some(height)) = (emu(value("cx")), emu(value("cy"))) {
                    place.area = width * height;
                }
            }
            "frame" => {
                if let (Some(width), Some(height)) = (length(value("width")), length(value("height"))) {
                    place.area = width * height;
                }
            }
            "shape" => {
                let style = value("style").unwrap_or_default();
                let part = |name: &str| {
                    let parts = style.split(';').filter_map(|part| part.split_once(':'));
                    length(
                        parts.filter(|(key, _)| key.trim() == name).map(|(_, v)| v.trim().to_owned()).next(),
                    )
                };
                if let (Some(width), Some(height)) = (part("width"), part("height")) {
                    place.area = width * height;
                }
            }
            "blip" | "imagedata" => place.image = true,
            "image" => self.pictures.push(place.area),
            // The background picture of a slide or a page.
            "bg" | "background" => place.area = f64::INFINITY,
            "r" => place.hidden_run = false,
            "vanish" => place.hidden_run |= value("val").is_none_or(|on| on != "0" && on != "false"),
            "color" => {
                place.hidden_run |= value("val").is_some_and(|color| color.eq_ignore_ascii_case("ffffff"));
            }
            // Half-points.
            "sz" => {
                let size = value("val").and_then(|size| size.parse::<f64>().ok());
                place.hidden_run |= size.is_some_and(|size| size < 5.0);
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str, place: &mut ElementState) {
        if matches!(name, "pic" | "drawing" | "shape" | "pict" | "bg" | "background")
            && std::mem::take(&mut place.image)
        {
            self.pictures.push(if place.area.is_finite() { place.area } else { PAGE_PICTURE_CM2 * 2.0 });
        }
        if name == "r" {
            place.hidden_run = false;
        }
    }

    fn text(&mut self, text: &str, place: &ElementState, kind: OfficeKind) {
        let shown = match kind {
            OfficeKind::OpenDocument => place.open_elements.iter().any(|name| name == "body"),
            _ => place.open_elements.last().is_some_and(|name| matches!(name.as_str(), "t" | "v")),
        };
        if shown && !place.hidden_run {
            self.chars += text.chars().filter(|c| !c.is_whitespace()).count();
        }
    }
}

fn attribute(element: &BytesStart<'_>, key: &str) -> Option<String> {
    let attributes = element.attributes().flatten();
    attributes
        .filter(|attribute| attribute.key.local_name().as_ref() == key)
        .map(|attribute| attribute.value.into_owned())
        .next()
}

/// A length in English Metric Units, in centimetres.
fn emu(text: Option<String>) -> Option<f64> {
    let units: f64 = text?.trim().parse().ok()?;
    (0.0..1e12).contains(&units).then_some(units / 360_000.0)
}

/// A length with its unit, in centimetres; without one in pixels.
fn length(text: Option<String>) -> Option<f64> {
    let text = text?;
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    let number: f64 = digits.trim().parse().ok()?;
    let unit = match text.get(digits.len()..)? {
        "cm" => 1.0,
        "mm" => 0.1,
        "in" => 2.54,
        "pt" => 2.54 / 72.0,
        "pc" => 2.54 / 6.0,
        _ => 2.54 / 96.0,
    };
    (0.0..1e6).contains(&number).then_some(number * unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(xml: &str, kind: OfficeKind) -> (usize, Vec<i64>) {
        let mut facts = OfficeContents::default();
        assert!(facts.read(xml.as_bytes(), kind).is_continue());
        #[expect(clippy::cast_possible_truncation)]
        (facts.chars, facts.pictures.iter().map(|area| area.round() as i64).collect())
    }

    #[test]
    fn word_counts_visible_text() {
        let xml = r#"<w:document><w:r><w:t>Seen text</w:t></w:r>
            <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>
            <w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>white</w:t></w:r>
            <w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:t>tiny</w:t></w:r>
            <w:r><w:drawing><wp:inline><wp:extent cx="7200000" cy="10080000"/>
            <pic:pic><a:blip r:embed="rId1"/><a:ext cx="7200000" cy="10080000"/></pic:pic></wp:inline></w:drawing></w:r>
            <w:pict><v:shape style="width:144pt;height:72pt"><v:imagedata r:id="rId2"/></v:shape></w:pict></w:document>"#;
        assert_eq!(facts(xml, OfficeKind::Docx), (8, vec![560, 13]));
    }

    #[test]
    fn open_document_and_slides() {
        let xml = r#"<office:document-content><office:automatic-styles>no</office:automatic-styles><office:body>
            <text:p>Two words</text:p><draw:frame svg:width="21cm" svg:height="29.7cm"><draw:image/></draw:frame>
            </office:body></office:document-content>"#;
        assert_eq!(facts(xml, OfficeKind::OpenDocument), (8, vec![624]));
        let xml = r#"<p:sld><p:bg><p:bgPr><a:blipFill><a:blip r:embed="rId2"/></a:blipFill></p:bgPr></p:bg>
            <p:pic><p:blipFill><a:blip/></p:blipFill><p:spPr><a:xfrm><a:ext cx="360000" cy="720000"/></a:xfrm></p:spPr></p:pic>
            <a:t>Title</a:t></p:sld>"#;
        assert_eq!(facts(xml, OfficeKind::Pptx), (5, vec![600, 2]));
    }

    #[test]
    fn pictures_are_weighed_against_text() {
        let judged = |chars, pictures: &[f64]| {
            reason_by_contents(&OfficeContents { chars, pictures: pictures.to_vec() }, pictures.len())
        };
        assert!(matches!(judged(100, &[600.0]), Some(FileReason::OfficeImage { .. })));
        assert!(matches!(judged(1000, &[200.0]), Some(FileReason::OfficePictures { .. })));
        assert!(matches!(judged(9000, &[600.0]), Some(FileReason::OfficePictures { .. })));
        assert_eq!(judged(9000, &[200.0, 200.0]), None);
        assert_eq!(judged(10, &[20.0]), None);
        assert_eq!(reason_by_contents(&OfficeContents { chars: 0, pictures: vec![600.0] }, 0), None);
    }
}
