//! XML of somebody else, read warily: UTF-8 only, no DOCTYPE, no entities but the five, no control characters, bounded
//! depth and number of nodes. `quick_xml` lets more through than the specification does; what it does not look at and
//! we rely on is looked at here.

use std::collections::BTreeSet;
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::XmlFault;
use super::scope::Scope;
use super::tree::{Attribute, Element, Node, NodeId, NodeKind, Tree};
use super::well_formed::{declares_utf8, decode, is_forbidden_char, malformed, referenced_char};

/// The namespace of the prefix `xml`.
pub(super) const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// Attributes and declarations of one element.
const MOST_ATTRIBUTES: usize = 500;

/// How large a tree may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TreeLimits {
    /// How deep elements may stand in each other.
    pub(crate) depth: u64,
    /// Elements, texts and instructions.
    pub(crate) nodes: u32,
}

impl TreeLimits {
    /// Of a file of signatures: the largest have some 10 000 nodes, and 10 000 references some 150 000.
    pub(crate) const SIGNATURES: Self = Self { depth: 100, nodes: 200_000 };
    /// Of a trust list: the largest of the Union have some 200 000 nodes.
    pub(crate) const TRUST_LIST: Self = Self { depth: 100, nodes: 2_000_000 };
}

impl Tree {
    /// Reads a document.
    ///
    /// # Errors
    /// Where it is not well-formed, or not of the kind described above.
    pub(crate) fn read(bytes: &[u8], limits: TreeLimits) -> Result<Self, XmlFault> {
        Builder::new(decode(bytes)?, limits).build()
    }
}

struct Builder<'x> {
    text: &'x str,
    reader: Reader<&'x [u8]>,
    nodes: Vec<Node>,
    /// The elements that are open, each with the bindings before it.
    open: Vec<(NodeId, usize)>,
    scope: Scope<Arc<str>>,
    none: Arc<str>,
    roots: usize,
    limits: TreeLimits,
}

impl<'x> Builder<'x> {
    fn new(text: &'x str, limits: TreeLimits) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_comments = true;
        let none: Arc<str> = "".into();
        let mut scope = Scope::new();
        scope.bind("xml", XML.into());
        scope.bind("", Arc::clone(&none));
        let document = Node { kind: NodeKind::Document, parent: NodeId(0), end: 0 };
        Self {
            text,
            reader,
            nodes: vec![document],
            open: vec![(NodeId(0), 0)],
            scope,
            none,
            roots: 0,
            limits,
        }
    }

    fn build(mut self) -> Result<Tree, XmlFault> {
        let mut first = true;
        loop {
            let event = self.reader.read_event().map_err(|_| self.malformed())?;
            let inside = self.open.len() > 1;
            match event {
                Event::Start(start) => self.start(&start)?,
                Event::End(_) if inside => self.close(),
                Event::Text(text) if inside => self.text(&text.xml10_content())?,
                Event::Text(text) if text.xml10_content().trim_matches(is_space).is_empty() => {}
                Event::CData(data) if inside => self.text(&data.xml10_content())?,
                Event::GeneralRef(reference) if inside => {
                    let c = referenced_char(&reference).ok_or_else(|| self.malformed())??;
                    self.text(c.encode_utf8(&mut [0; 4]))?;
                }
                Event::Decl(decl) if first => {
                    if !declares_utf8(&decl, self.text).ok_or_else(|| self.malformed())? {
                        return Err(XmlFault::NotUtf8);
                    }
                }
                Event::DocType(_) => return Err(XmlFault::Doctype),
                Event::Comment(_) => {}
                Event::PI(instruction) => {
                    let target = instruction.target().to_owned();
                    if target.eq_ignore_ascii_case("xml") || target.is_empty() {
                        return Err(self.malformed());
                    }
                    let data = instruction.content().trim_start_matches(is_space);
                    let data = line_ends(data).into();
                    self.push(NodeKind::Instruction { target: target.into(), data })?;
                }
                Event::Eof if !inside && self.roots == 1 => break,
                _ => return Err(self.malformed()),
            }
            first = false;
        }
        self.close();
        Ok(Tree::of(self.nodes, self.text.len()))
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), XmlFault> {
        if u64::try_from(self.open.len()).unwrap_or(u64::MAX) > self.limits.depth {
            return Err(XmlFault::TooDeep);
        }
        if self.open.len() == 1 {
            self.roots += 1;
            if self.roots > 1 {
                return Err(self.malformed());
            }
        }
        let mark = self.scope.mark();
        let (declarations, written) = self.attributes_of(start)?;
        for (prefix, namespace) in &declarations {
            self.scope.bind(prefix, Arc::clone(namespace));
        }
        let (prefix, name) = self.split(start.name().into_inner())?;
        let namespace = self.namespace(&prefix)?;
        let mut attributes: Vec<Attribute> = Vec::with_capacity(written.len());
        let mut known = BTreeSet::new();
        for (prefix, name, value) in written {
            let namespace = if prefix.is_empty() { Arc::clone(&self.none) } else { self.namespace(&prefix)? };
            // A prefix may hide that an attribute is there twice.
            if !known.insert((Arc::clone(&namespace), name.clone())) {
                return Err(self.malformed());
            }
            attributes.push(Attribute { prefix, name, namespace, value });
        }
        let id =
            self.push(NodeKind::Element(Element { prefix, name, namespace, attributes, declarations }))?;
        self.open.push((id, mark));
        Ok(())
    }

    /// Declarations of namespaces, and attributes with their prefix, name and value.
    #[expect(clippy::type_complexity, reason = "two lists that are used at once")]
    fn attributes_of(
        &self,
        start: &BytesStart<'_>,
    ) -> Result<(Vec<(Box<str>, Arc<str>)>, Vec<(Box<str>, Box<str>, Box<str>)>), XmlFault> {
        let (mut declarations, mut attributes) = (Vec::new(), Vec::new());
        let mut known = BTreeSet::new();
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| self.malformed())?;
            let key = attribute.key.into_inner();
            if known.len() == MOST_ATTRIBUTES {
                return Err(XmlFault::TooBig);
            }
            // A raw `<` is not allowed in a value.
            if attribute.value.contains('<') || !known.insert(key.to_owned()) {
                return Err(self.malformed());
            }
            let value = attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|_| XmlFault::Doctype)?;
            if value.chars().any(is_forbidden_char) {
                return Err(XmlFault::Control);
            }
            let (prefix, name) = self.split(key)?;
            match (&*prefix, &*name) {
                ("", "xmlns") if *value != *XML && *value != *XMLNS => {
                    declarations.push(("".into(), Arc::from(&*value)));
                }
                ("xmlns", "xml") if *value == *XML => {}
                ("xmlns", declared)
                    if declared != "xmlns" && declared != "xml" && !value.is_empty() && *value != *XML =>
                {
                    declarations.push((declared.into(), Arc::from(&*value)));
                }
                ("", "xmlns") | ("xmlns", _) => return Err(self.malformed()),
                _ => attributes.push((prefix, name, value.into())),
            }
        }
        Ok((declarations, attributes))
    }

    fn split(&self, name: &str) -> Result<(Box<str>, Box<str>), XmlFault> {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let is_name = |part: &str| {
            part.starts_with(|c: char| c.is_alphabetic() || c == '_')
                && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '\u{b7}'))
        };
        // The letters of XML names are not quite those of Unicode; what is signed has none of the others.
        if !is_name(local) || (name.contains(':') && !is_name(prefix)) {
            return Err(self.malformed());
        }
        Ok((prefix.into(), local.into()))
    }

    fn namespace(&self, prefix: &str) -> Result<Arc<str>, XmlFault> {
        self.scope.get(prefix).cloned().ok_or_else(|| self.malformed())
    }

    fn text(&mut self, text: &str) -> Result<(), XmlFault> {
        if text.is_empty() {
            return Ok(());
        }
        self.push(NodeKind::Text(text.into())).map(|_| ())
    }

    fn push(&mut self, kind: NodeKind) -> Result<NodeId, XmlFault> {
        let id = u32::try_from(self.nodes.len())
            .ok()
            .filter(|id| *id < self.limits.nodes)
            .ok_or(XmlFault::TooBig)?;
        let parent = self.open.last().map_or(NodeId(0), |(parent, _)| *parent);
        self.nodes.push(Node { kind, parent, end: id + 1 });
        Ok(NodeId(id))
    }

    fn close(&mut self) {
        let end = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        let Some((id, mark)) = self.open.pop() else { return };
        self.scope.back_to(mark);
        if let Some(node) = usize::try_from(id.0).ok().and_then(|index| self.nodes.get_mut(index)) {
            node.end = end;
        }
    }

    fn malformed(&self) -> XmlFault {
        malformed(self.text, self.reader.buffer_position())
    }
}

/// Line ends as XML reads them (XML 1.0, 2.11).
fn line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}
