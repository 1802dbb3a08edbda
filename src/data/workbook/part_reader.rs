//! The XML of one part of a workbook, as events.

use std::io::BufRead;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

use super::refusal::damaged_part;
use crate::diag::{Origin, Report};

/// A part's XML as a stream of events: elements by their local names, and text with its entities
/// resolved. A document type, which no part may have, is damage; so are entities of its own.
pub(in crate::data::workbook) struct PartReader<R> {
    reader: quick_xml::Reader<R>,
    buffer: Vec<u8>,
    part: String,
    file: Origin,
}

pub(in crate::data::workbook) enum PartEvent<'b> {
    Start(PartElement<'b>),
    End(&'b str),
    Text(&'b str),
    /// The end of the part.
    Eof,
}

/// How [`PartReader::for_each_event`] goes on after an event.
pub(in crate::data::workbook) enum ReadStep {
    /// The next event.
    Next,
    /// Return; the part can be read on from here.
    Stop,
    /// The part is not what the format allows.
    Damaged,
}

/// The start of an element.
pub(in crate::data::workbook) struct PartElement<'b>(BytesStart<'b>);

impl<R: BufRead> PartReader<R> {
    pub(in crate::data::workbook) fn new(source: R, part: &str, file: &Origin) -> Self {
        let mut reader = quick_xml::Reader::from_reader(source);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), part: part.to_owned(), file: file.clone() }
    }

    /// Calls `each` with every event, in order, until it stops or the part ends.
    pub(in crate::data::workbook) fn for_each_event(
        &mut self,
        mut each: impl FnMut(PartEvent<'_>) -> ReadStep,
    ) -> Result<(), Report> {
        loop {
            self.buffer.clear();
            let Ok(event) = self.reader.read_event_into(&mut self.buffer) else {
                return Err(damaged_part(&self.file, &self.part));
            };
            let step = match event {
                Event::Start(start) => each(PartEvent::Start(PartElement(start))),
                Event::End(end) => each(PartEvent::End(end.local_name().as_ref())),
                Event::Text(text) => each(PartEvent::Text(&text.xml10_content())),
                Event::CData(text) => each(PartEvent::Text(&text.xml10_content())),
                Event::GeneralRef(entity) => match resolve_xml_entity(&entity) {
                    Some(text) => each(PartEvent::Text(text)),
                    None => match entity.resolve_char_ref() {
                        Ok(Some(c)) => each(PartEvent::Text(c.encode_utf8(&mut [0; 4]))),
                        _ => ReadStep::Damaged,
                    },
                },
                Event::DocType(_) => ReadStep::Damaged,
                Event::Eof => match each(PartEvent::Eof) {
                    ReadStep::Next => ReadStep::Stop,
                    step => step,
                },
                _ => ReadStep::Next,
            };
            match step {
                ReadStep::Next => {}
                ReadStep::Stop => return Ok(()),
                ReadStep::Damaged => return Err(damaged_part(&self.file, &self.part)),
            }
        }
    }
}

impl PartElement<'_> {
    pub(in crate::data::workbook) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// An attribute by its local name, its entities resolved.
    pub(in crate::data::workbook) fn attribute(&self, name: &str) -> Option<String> {
        let found =
            self.0.attributes().with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name)?;
        Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
    }

    /// An attribute by its name with its usual prefix.
    pub(in crate::data::workbook) fn qualified_attribute(&self, name: &str) -> Option<String> {
        let found = self.0.attributes().with_checks(false).flatten().find(|a| a.key.as_ref() == name)?;
        Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
    }

    /// An attribute that is a truth value.
    pub(in crate::data::workbook) fn is_true(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| matches!(value.as_str(), "1" | "true"))
    }
}
