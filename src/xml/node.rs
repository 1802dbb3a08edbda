//! An element in its place: two elements that look the same are still two. What a signature refers to is decided by that,
//! not by a name, which can be written twice.

use std::ptr;

use super::tree::Element;
use super::{NodeId, Tree};

/// An element of a tree.
#[derive(Clone, Copy)]
pub(crate) struct XmlNode<'t> {
    tree: &'t Tree,
    id: NodeId,
}

impl Tree {
    /// The element around all others.
    pub(crate) fn root_node(&self) -> Option<XmlNode<'_>> {
        Some(self.node_of(self.root()?))
    }

    fn node_of(&self, id: NodeId) -> XmlNode<'_> {
        XmlNode { tree: self, id }
    }
}

impl<'t> XmlNode<'t> {
    pub(crate) fn is(self, namespace: &str, name: &str) -> bool {
        self.tree.is(self.id, namespace, name)
    }

    /// Its name, without the namespace.
    pub(crate) fn name(self) -> &'t str {
        self.tree.element(self.id).map_or("", |element| element.name())
    }

    /// The value of an attribute without a prefix.
    pub(crate) fn attribute(self, name: &str) -> Option<&'t str> {
        self.tree.attribute(self.id, name)
    }

    /// By what it may be referred to: `Id`, `ID`, `id`, with a prefix (`xml:id`, `wsu:Id`) or without.
    pub(crate) fn ids(self) -> impl Iterator<Item = &'t str> {
        self.tree.element(self.id).into_iter().flat_map(Element::ids)
    }

    /// What stands in it; nothing where elements do.
    pub(crate) fn text(self) -> String {
        self.tree.text(self.id).unwrap_or_default()
    }

    /// The octets that it writes in Base64.
    pub(crate) fn octets(self) -> Option<Vec<u8>> {
        self.tree.octets(self.id)
    }

    pub(crate) fn parent(self) -> Option<Self> {
        let parent = self.tree.parent(self.id)?;
        self.tree.element(parent).map(|_| self.tree.node_of(parent))
    }

    /// The elements around it, the nearest first.
    pub(crate) fn ancestors(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.parent(), |node| node.parent())
    }

    pub(crate) fn children(self) -> impl Iterator<Item = Self> {
        self.tree.children(self.id).map(move |id| self.tree.node_of(id))
    }

    /// The children of this name.
    pub(crate) fn all(self, namespace: &str, name: &str) -> impl Iterator<Item = Self> {
        self.children().filter(move |child| child.is(namespace, name))
    }

    /// The child of this name, if there is exactly one.
    pub(crate) fn only(self, namespace: &str, name: &str) -> Option<Self> {
        let mut all = self.all(namespace, name);
        let first = all.next()?;
        all.next().is_none().then_some(first)
    }

    /// The element itself and everything inside, in order.
    pub(crate) fn subtree(self) -> impl Iterator<Item = Self> {
        let inside = self.tree.descendants(self.id).map(move |id| self.tree.node_of(id));
        std::iter::once(self).chain(inside)
    }

    /// Everything inside, but neither elements of this name nor what is in them.
    pub(crate) fn inside_without(self, namespace: &str, name: &str) -> impl Iterator<Item = Self> {
        let mut left_out: Option<NodeId> = None;
        self.tree.descendants(self.id).map(move |id| self.tree.node_of(id)).filter(move |node| {
            if left_out.is_some_and(|outer| node.tree.holds(outer, node.id)) {
                return false;
            }
            let is = node.is(namespace, name);
            if is {
                left_out = Some(node.id);
            }
            !is
        })
    }
}

/// The same element, not one like it.
impl PartialEq for XmlNode<'_> {
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(self.tree, other.tree) && self.id == other.id
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::TreeLimits;

    fn names<'t>(nodes: impl Iterator<Item = XmlNode<'t>>) -> String {
        nodes.map(XmlNode::name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn elements_are_known_by_their_place() {
        let xml =
            br#"<r t="1"><a Id="1"/><a Id="1"/><c ID="2" xml:id="3">su<!-- -->m</c><b><d><e/></d></b></r>"#;
        let tree = Tree::read(xml, TreeLimits::SIGNATURES).unwrap();
        let root = tree.root_node().unwrap();
        let [first, second] = root.all("", "a").collect::<Vec<_>>()[..] else { panic!() };
        assert!(first != second && first == first);
        assert_eq!(first.ids().chain(second.ids()).collect::<Vec<_>>(), ["1", "1"]);
        assert!(root.only("", "a").is_none() && root.parent().is_none());
        let c = root.only("", "c").unwrap();
        assert_eq!(
            (c.text(), root.text(), c.ids().collect::<Vec<_>>()),
            ("sum".into(), String::new(), vec!["2", "3"])
        );
        assert_eq!(
            (names(root.subtree()), names(root.inside_without("", "d"))),
            ("r a a c b d e".into(), "a a c b".into())
        );
        let e = root.subtree().last().unwrap();
        assert_eq!((names(e.ancestors()), names(e.children())), ("d b r".into(), String::new()));
        assert_eq!((root.attribute("t"), e.octets()), (Some("1"), Some(Vec::new())));
    }
}
