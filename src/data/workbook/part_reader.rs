//! The XML of one part of a workbook, as events.

use std::io::{self, BufRead};

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

use super::refusal::damaged_part;
use crate::data::limit_counters::{CountedUnit, limit_refusal};
use crate::diag::{Origin, Report};

/// Elements within each other; sheets have some 20.
const MAX_DEPTH: u32 = 256;
const LEVELS: CountedUnit = ("elementu līmeņu", "levels of elements");
/// One tag or one text, in bytes: the parser holds it whole.
const MAX_EVENT: u64 = 4 << 20;
const EVENT_BYTES: CountedUnit = ("baitu vienā elementā", "bytes in one element");

/// A part's XML as a stream of events: elements by their local names, and text with its entities
/// resolved. A document type, which no part may have, is damage; so are entities of its own.
pub(in crate::data::workbook) struct PartReader<R> {
    reader: quick_xml::Reader<EventSource<R>>,
    depth: u32,
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
        let mut reader = quick_xml::Reader::from_reader(EventSource { source, left: MAX_EVENT });
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0, buffer: Vec::new(), part: part.to_owned(), file: file.clone() }
    }

    /// Calls `each` with every event, in order, until it stops or the part ends.
    pub(in crate::data::workbook) fn for_each_event(
        &mut self,
        mut each: impl FnMut(PartEvent<'_>) -> ReadStep,
    ) -> Result<(), Report> {
        loop {
            self.buffer.clear();
            self.reader.get_mut().left = MAX_EVENT;
            let Ok(event) = self.reader.read_event_into(&mut self.buffer) else {
                return Err(if self.reader.get_ref().left == 0 {
                    limit_refusal(EVENT_BYTES, MAX_EVENT, &self.file)
                } else {
                    damaged_part(&self.file, &self.part)
                });
            };
            let step = match event {
                Event::Start(_) if self.depth == MAX_DEPTH => {
                    return Err(limit_refusal(LEVELS, MAX_DEPTH.into(), &self.file));
                }
                Event::Start(start) => {
                    self.depth += 1;
                    each(PartEvent::Start(PartElement(start)))
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    each(PartEvent::End(end.local_name().as_ref()))
                }
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

/// The bytes of a part, of which so many may be read until the next event.
struct EventSource<R> {
    source: R,
    left: u64,
}

impl<R: BufRead> io::Read for EventSource<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for EventSource<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.source.fill_buf()
    }

    fn consume(&mut self, read: usize) {
        self.left = self.left.saturating_sub(read as u64);
        self.source.consume(read);
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
