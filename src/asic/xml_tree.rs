//! An XML document as a whole, in which an element is known by where it stands: two elements that look the same are
//! still two. What a signature refers to is decided by that, not by a name, which can be written twice.

use std::ptr;

use crate::xml::{XmlElement, XmlEvent, XmlFault, XmlReader};

/// More elements than as many references as are read take, with all that each of them has inside.
const MOST_ELEMENTS: usize = 200_000;

/// The elements in the order in which they begin.
pub(super) struct XmlTree(Vec<Part>);

struct Part {
    element: XmlElement,
    /// What stands right in it, without what stands in elements inside.
    text: String,
    parent: Option<usize>,
    /// The place behind the last element inside.
    end: usize,
}

/// An element in its place.
#[derive(Clone, Copy)]
pub(super) struct XmlNode<'t> {
    tree: &'t XmlTree,
    at: usize,
    part: &'t Part,
}

impl XmlTree {
    pub(super) fn read(mut xml: XmlReader<'_>) -> Result<Self, XmlFault> {
        let mut parts: Vec<Part> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        while let Some(node) = xml.next()? {
            match node {
                XmlEvent::Start(_) if parts.len() == MOST_ELEMENTS => return Err(XmlFault::TooBig),
                XmlEvent::Start(element) => {
                    let (parent, at) = (open.last().copied(), parts.len());
                    parts.push(Part { element, text: String::new(), parent, end: at });
                    open.push(at);
                }
                XmlEvent::Text(text) => {
                    if let Some(part) = open.last().and_then(|at| parts.get_mut(*at)) {
                        part.text.push_str(&text);
                    }
                }
                XmlEvent::End => {
                    let end = parts.len();
                    if let Some(part) = open.pop().and_then(|at| parts.get_mut(at)) {
                        part.end = end;
                    }
                }
            }
        }
        Ok(Self(parts))
    }

    /// The element around all others.
    pub(super) fn root(&self) -> Option<XmlNode<'_>> {
        self.node(0)
    }

    fn node(&self, at: usize) -> Option<XmlNode<'_>> {
        Some(XmlNode { tree: self, at, part: self.0.get(at)? })
    }
}

impl<'t> XmlNode<'t> {
    pub(super) fn is(self, namespace: &str, name: &str) -> bool {
        self.part.element.is(namespace, name)
    }

    /// Its name, without the namespace.
    pub(super) fn name(self) -> &'t str {
        &self.part.element.name
    }

    /// The value of an attribute without a prefix.
    pub(super) fn attribute(self, name: &str) -> Option<&'t str> {
        self.part.element.attribute("", name)
    }

    /// By what it may be referred to: `Id`, `ID`, `id`, with a prefix (`xml:id`, `wsu:Id`) or without.
    pub(super) fn ids(self) -> impl Iterator<Item = &'t str> {
        let attributes = self.part.element.attributes();
        attributes.filter(|(_, name, _)| name.eq_ignore_ascii_case("id")).map(|(_, _, value)| value)
    }

    pub(super) fn text(self) -> &'t str {
        &self.part.text
    }

    pub(super) fn parent(self) -> Option<Self> {
        self.tree.node(self.part.parent?)
    }

    /// The elements around it, the nearest first.
    pub(super) fn ancestors(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.parent(), |node| node.parent())
    }

    pub(super) fn children(self) -> impl Iterator<Item = Self> {
        let inside = (self.at + 1 < self.part.end).then(|| self.tree.node(self.at + 1)).flatten();
        std::iter::successors(inside, move |node| {
            (node.part.end < self.part.end).then(|| self.tree.node(node.part.end)).flatten()
        })
    }

    /// The children of this name.
    pub(super) fn all(self, namespace: &str, name: &str) -> impl Iterator<Item = Self> {
        self.children().filter(move |child| child.is(namespace, name))
    }

    /// The child of this name, if there is exactly one.
    pub(super) fn only(self, namespace: &str, name: &str) -> Option<Self> {
        let mut all = self.all(namespace, name);
        let first = all.next()?;
        all.next().is_none().then_some(first)
    }

    /// The element itself and everything inside, in order.
    pub(super) fn subtree(self) -> impl Iterator<Item = Self> {
        (self.at..self.part.end).filter_map(|at| self.tree.node(at))
    }

    /// Everything inside, but neither elements of this name nor what is in them.
    pub(super) fn inside_without(self, namespace: &str, name: &str) -> impl Iterator<Item = Self> {
        let mut at = self.at + 1;
        std::iter::from_fn(move || {
            while at < self.part.end {
                let node = self.tree.node(at)?;
                if node.is(namespace, name) {
                    at = node.part.end;
                } else {
                    at += 1;
                    return Some(node);
                }
            }
            None
        })
    }
}

/// The same element, not one like it.
impl PartialEq for XmlNode<'_> {
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(self.tree, other.tree) && self.at == other.at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(xml: &str) -> XmlTree {
        XmlTree::read(XmlReader::read(xml.as_bytes(), 9).unwrap()).unwrap()
    }

    fn names<'t>(nodes: impl Iterator<Item = XmlNode<'t>>) -> String {
        nodes.map(XmlNode::name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn an_element_is_known_by_its_place() {
        let tree =
            tree("<r><a Id='1'><b/></a><a Id='1'/>t<c xml:id='2' x:ID='3' xmlns:x='u'>s<d/>u</c>w</r>");
        let root = tree.root().unwrap();
        assert_eq!(names(root.children()), "a a c");
        assert_eq!(names(root.subtree()), "r a b a c d");
        assert_eq!(names(root.inside_without("", "a")), "c d");
        let [first, second] = root.all("", "a").collect::<Vec<_>>()[..] else { panic!() };
        assert!(first != second && first == root.children().next().unwrap());
        assert_eq!(
            (first.ids().collect::<Vec<_>>(), second.ids().collect::<Vec<_>>()),
            (vec!["1"], vec!["1"])
        );
        assert!(root.only("", "a").is_none());
        let c = root.only("", "c").unwrap();
        assert_eq!((c.text(), root.text(), c.ids().collect::<Vec<_>>()), ("su", "tw", vec!["2", "3"]));
        assert_eq!(names(c.only("", "d").unwrap().ancestors()), "c r");
        assert_eq!((names(second.children()), names(second.subtree())), (String::new(), "a".into()));
    }

    #[test]
    fn it_is_bounded() {
        let xml = |n: usize| format!("<r>{}</r>", "<a/>".repeat(n));
        let read = |xml: &str| XmlTree::read(XmlReader::read(xml.as_bytes(), 9).unwrap()).err();
        assert_eq!(read(&xml(MOST_ELEMENTS - 1)), None);
        assert_eq!(read(&xml(MOST_ELEMENTS)), Some(XmlFault::TooBig));
    }
}
