//! Untrusted XML, event by event: UTF-8 only, no DOCTYPE, no entities but the five, no control characters, bounded depth.
//! `quick_xml` lets more through than the specification does; what it does not check and we rely on is checked here and
//! in `well_formed`.

use std::collections::BTreeSet;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use super::XmlFault;
use super::well_formed::{declares_utf8, decode, is_forbidden_char, malformed, referenced_char};

/// More attributes of one element, or a longer namespace, is in no container; each is copied where it is used.
const MOST_ATTRIBUTES: usize = 1_000;
const LONGEST_NAMESPACE: usize = 1_000;

/// What comes next in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum XmlEvent {
    Start(XmlElement),
    Text(String),
    End,
}

/// A start tag with its namespaces resolved; no namespace is the empty string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct XmlElement {
    pub(crate) namespace: String,
    pub(crate) name: String,
    attributes: Vec<(String, String, String)>,
}

impl XmlElement {
    pub(crate) fn is(&self, namespace: &str, name: &str) -> bool {
        self.namespace == namespace && self.name == name
    }

    /// The value of an attribute; an attribute without a prefix has the namespace `""`.
    pub(crate) fn attribute(&self, namespace: &str, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(ns, n, _)| ns == namespace && n == name)
            .map(|(_, _, value)| value.as_str())
    }
}

/// Reads a document node by node. Ends well only when exactly one root element was opened and closed.
pub(crate) struct XmlReader<'x> {
    text: &'x str,
    reader: NsReader<&'x [u8]>,
    depth: u64,
    max_depth: u64,
    root_count: usize,
}

impl<'x> XmlReader<'x> {
    /// Elements may stand `deepest` deep in each other.
    pub(crate) fn read(bytes: &'x [u8], deepest: u64) -> Result<Self, XmlFault> {
        let text = decode(bytes)?;
        let mut reader = NsReader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_comments = true;
        Ok(Self { text, reader, depth: 0, max_depth: deepest, root_count: 0 })
    }

    /// The next start, text or end; `None` at the end of the document.
    pub(crate) fn next(&mut self) -> Result<Option<XmlEvent>, XmlFault> {
        loop {
            let event = self.reader.read_event().map_err(|_| self.malformed())?;
            match event {
                Event::Start(start) => {
                    self.depth += 1;
                    self.root_count += usize::from(self.depth == 1);
                    if self.depth > self.max_depth {
                        return Err(XmlFault::TooDeep);
                    }
                    if self.root_count > 1 {
                        return Err(self.malformed());
                    }
                    return self.element(&start).map(|element| Some(XmlEvent::Start(element)));
                }
                Event::End(_) => {
                    self.depth = self.depth.checked_sub(1).ok_or_else(|| self.malformed())?;
                    return Ok(Some(XmlEvent::End));
                }
                Event::Text(text) => {
                    let text = text.xml10_content();
                    if self.depth > 0 {
                        return Ok(Some(XmlEvent::Text(text.into_owned())));
                    }
                    if !text.trim().is_empty() {
                        return Err(self.malformed());
                    }
                }
                Event::CData(data) if self.depth > 0 => {
                    return Ok(Some(XmlEvent::Text(data.xml10_content().into_owned())));
                }
                Event::GeneralRef(reference) if self.depth > 0 => {
                    let c = referenced_char(&reference).ok_or_else(|| self.malformed())??;
                    return Ok(Some(XmlEvent::Text(c.into())));
                }
                Event::Decl(decl) => {
                    if !declares_utf8(&decl, self.text).ok_or_else(|| self.malformed())? {
                        return Err(XmlFault::NotUtf8);
                    }
                }
                Event::DocType(_) => return Err(XmlFault::Doctype),
                Event::Comment(_) | Event::PI(_) => {}
                Event::Eof if self.depth == 0 && self.root_count == 1 => return Ok(None),
                _ => return Err(self.malformed()),
            }
        }
    }

    /// Reads to the end for the sake of its faults.
    pub(crate) fn read_to_end(mut self) -> Result<(), XmlFault> {
        while self.next()?.is_some() {}
        Ok(())
    }

    fn element(&self, start: &BytesStart<'_>) -> Result<XmlElement, XmlFault> {
        let resolver = self.reader.resolver();
        let (namespace, name) = resolver.resolve_element(start.name());
        let namespace = self.namespace(&namespace)?;
        let name = name.into_inner().to_owned();
        let mut attributes: Vec<(String, String, String)> = Vec::new();
        // Sets instead of the parser's own check, which compares each attribute with all before it.
        let (mut written, mut resolved) = (BTreeSet::new(), BTreeSet::new());
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| self.malformed())?;
            if written.len() == MOST_ATTRIBUTES {
                return Err(XmlFault::TooBig);
            }
            if !written.insert(attribute.key.into_inner().to_owned()) {
                return Err(self.malformed());
            }
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            let (namespace, name) = resolver.resolve_attribute(attribute.key);
            let (namespace, name) = (self.namespace(&namespace)?, name.into_inner().to_owned());
            // A raw `<` is not allowed in a value, and a prefix may hide that an attribute is there twice.
            if attribute.value.contains('<') || !resolved.insert((namespace.clone(), name.clone())) {
                return Err(self.malformed());
            }
            let value = attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|_| XmlFault::Doctype)?;
            if value.chars().any(is_forbidden_char) {
                return Err(XmlFault::Control);
            }
            attributes.push((namespace, name, value.into_owned()));
        }
        Ok(XmlElement { namespace, name, attributes })
    }

    fn namespace(&self, resolved: &ResolveResult<'_>) -> Result<String, XmlFault> {
        match resolved {
            ResolveResult::Bound(namespace) if namespace.into_inner().len() > LONGEST_NAMESPACE => {
                Err(XmlFault::TooBig)
            }
            ResolveResult::Bound(namespace) => Ok(namespace.into_inner().to_owned()),
            ResolveResult::Unbound => Ok(String::new()),
            ResolveResult::Unknown(_) => Err(self.malformed()),
        }
    }

    fn malformed(&self) -> XmlFault {
        malformed(self.text, self.reader.buffer_position())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(xml: &str) -> Option<XmlFault> {
        XmlReader::read(xml.as_bytes(), 64).and_then(XmlReader::read_to_end).err()
    }

    #[test]
    fn reads_names_attributes_and_text() {
        let xml =
            "\u{feff}<?xml version='1.0'?><a:r xmlns:a='urn:a' x='1 &amp; &#65;' a:x='2'>t&lt;<b/></a:r>";
        let mut reader = XmlReader::read(xml.as_bytes(), 64).unwrap();
        let Some(XmlEvent::Start(root)) = reader.next().unwrap() else { panic!() };
        assert!(root.is("urn:a", "r"));
        assert_eq!((root.attribute("", "x"), root.attribute("urn:a", "x")), (Some("1 & A"), Some("2")));
        assert_eq!(reader.next(), Ok(Some(XmlEvent::Text("t".into()))));
        assert_eq!(reader.next(), Ok(Some(XmlEvent::Text("<".into()))));
        assert!(matches!(reader.next(), Ok(Some(XmlEvent::Start(b))) if b.is("", "b")));
        assert_eq!(
            [reader.next(), reader.next(), reader.next()],
            [Ok(Some(XmlEvent::End)), Ok(Some(XmlEvent::End)), Ok(None)]
        );
    }

    #[test]
    fn what_must_not_be_read_is_refused() {
        use XmlFault::*;
        let line = |line| Some(Malformed { line });
        for (xml, expected) in [
            ("<a/>", None),
            ("<?xml version='1.0' encoding='utf-8'?>\n<!-- c --><a>ķ</a>\n", None),
            ("", line(1)),
            ("text", line(1)),
            ("<a>", line(1)),
            ("<a/>\n<b/>", line(2)),
            ("<a></b>", line(1)),
            ("<a/>text", line(1)),
            ("<p:a/>", line(1)),
            ("<a p:x='1'/>", line(1)),
            ("<a x='1' x='2'/>", line(1)),
            ("<a xmlns:p='u' xmlns:q='u' p:x='1' q:x='2'/>", line(1)),
            ("<a x='<'/>", line(1)),
            ("<!DOCTYPE a><a/>", Some(Doctype)),
            ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", Some(Doctype)),
            ("<a>&b;</a>", Some(Doctype)),
            ("<a x='&b;'/>", Some(Doctype)),
            ("<a>\u{1}</a>", Some(Control)),
            ("<a>&#1;</a>", Some(Control)),
            ("<a x='&#x2;'/>", Some(Control)),
            ("<?xml version='1.0' encoding='windows-1257'?><a>ķ</a>", Some(NotUtf8)),
        ] {
            assert_eq!(fault(xml), expected, "{xml}");
        }
        assert_eq!(XmlReader::read(b"\xff\xfe<\0", 64).err(), Some(NotUtf8));
        assert_eq!(fault(&format!("{}{}", "<a>".repeat(65), "</a>".repeat(65))), Some(TooDeep));
        let attributes = |n| (0..n).map(|n| format!(" x{n}=''")).collect::<String>();
        assert_eq!(fault(&format!("<a{}/>", attributes(1_000))), None);
        assert_eq!(fault(&format!("<a{}/>", attributes(1_001))), Some(TooBig));
        assert_eq!(fault(&format!("<a xmlns='{}'/>", "n".repeat(1_001))), Some(TooBig));
        assert_eq!(fault(&format!("{}{}", "<a>".repeat(64), "</a>".repeat(64))), None);
    }

    #[test]
    fn many_elements_of_many_attributes_take_no_quadratic_walk() {
        let attributes: String = (0..1_000).map(|n| format!(" x{n}=''")).collect();
        let xml = format!("<a>{}</a>", format!("<b{attributes}/>").repeat(20));
        assert_eq!(fault(&xml), None);
        assert_eq!(fault(&xml.replacen("x999=", "x1=", 1)), Some(XmlFault::Malformed { line: 1 }));
    }
}
