use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A document as a tree; node 0 is the document itself. Nodes stand in document order, each before all that is in it.
/// Comments are left out: no canonical form that is accepted has them.
#[derive(Debug)]
pub(crate) struct Tree {
    pub(super) nodes: Vec<Node>,
    /// The size of the source in bytes.
    pub(super) size: usize,
    /// Elements by their `Id`; `None` where several have it.
    ids: BTreeMap<Box<str>, Option<NodeId>>,
}

/// Which node of its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NodeId(pub(super) u32);

#[derive(Debug)]
pub(super) struct Node {
    pub(super) kind: NodeKind,
    pub(super) parent: NodeId,
    /// The first node that is neither this one nor in it.
    pub(super) end: u32,
}

#[derive(Debug)]
pub(super) enum NodeKind {
    Document,
    Element(Element),
    Instruction { target: Box<str>, data: Box<str> },
    Text(Box<str>),
}

/// A start tag; no namespace is the empty string.
#[derive(Debug)]
pub(crate) struct Element {
    pub(super) prefix: Box<str>,
    pub(super) name: Box<str>,
    pub(super) namespace: Arc<str>,
    pub(super) attributes: Vec<Attribute>,
    /// What it declares: prefixes (`""` for the default) and their namespaces.
    pub(super) declarations: Vec<(Box<str>, Arc<str>)>,
}

#[derive(Debug)]
pub(super) struct Attribute {
    pub(super) prefix: Box<str>,
    pub(super) name: Box<str>,
    pub(super) namespace: Arc<str>,
    pub(super) value: Box<str>,
}

impl Element {
    pub(crate) fn is(&self, namespace: &str, name: &str) -> bool {
        *self.name == *name && *self.namespace == *namespace
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Values of its attributes `Id`, `ID`, `id`, with a prefix or without.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.attributes.iter().filter(|a| a.name.eq_ignore_ascii_case("id")).map(|a| &*a.value)
    }

    /// The value of an attribute without a prefix.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|a| a.namespace.is_empty() && *a.name == *name)?;
        Some(&found.value)
    }
}

impl Tree {
    pub(super) fn of(nodes: Vec<Node>, size: usize) -> Self {
        let mut ids = BTreeMap::new();
        for (index, node) in (0_u32..).zip(&nodes) {
            let NodeKind::Element(element) = &node.kind else { continue };
            // XML signatures write `Id`; the other spellings count as duplicates of it, so that nobody can mean one
            // element and be taken to mean another.
            let values: BTreeSet<&str> = element.ids().collect();
            for value in values {
                ids.entry(Box::from(value)).and_modify(|id| *id = None).or_insert(Some(NodeId(index)));
            }
        }
        Self { nodes, size, ids }
    }

    /// How many nodes it has, with the document itself.
    pub(crate) fn node_count(&self) -> u32 {
        u32::try_from(self.nodes.len()).unwrap_or(u32::MAX)
    }

    /// The one element with this `Id`; `None` where there is none or several.
    pub(crate) fn by_id(&self, id: &str) -> Option<NodeId> {
        *self.ids.get(id)?
    }

    /// Whether several elements have this `Id`.
    pub(crate) fn is_ambiguous(&self, id: &str) -> bool {
        self.ids.get(id) == Some(&None)
    }

    /// The document: its root and the instructions around it.
    pub(crate) const DOCUMENT: NodeId = NodeId(0);

    /// The root element.
    pub(crate) fn root(&self) -> Option<NodeId> {
        self.children(Self::DOCUMENT).next()
    }

    pub(crate) fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.node(id)?.kind {
            NodeKind::Element(element) => Some(element),
            _ => None,
        }
    }

    pub(crate) fn is(&self, id: NodeId, namespace: &str, name: &str) -> bool {
        self.element(id).is_some_and(|element| element.is(namespace, name))
    }

    pub(crate) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        self.element(id)?.attribute(name)
    }

    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        (id.0 > 0).then(|| self.node(id).map(|node| node.parent)).flatten()
    }

    /// Whether `inner` is `outer` or stands in it.
    pub(crate) fn holds(&self, outer: NodeId, inner: NodeId) -> bool {
        self.node(outer).is_some_and(|node| outer <= inner && inner.0 < node.end)
    }

    /// The elements directly in `id`.
    pub(crate) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.inside(id).filter(|child| self.element(*child).is_some())
    }

    /// The elements directly in `id` of this name.
    pub(crate) fn named<'t>(
        &'t self,
        id: NodeId,
        namespace: &'t str,
        name: &'t str,
    ) -> impl Iterator<Item = NodeId> + 't {
        self.children(id).filter(move |child| self.is(*child, namespace, name))
    }

    /// The one element directly in `id` of this name; `None` where there is none or several.
    pub(crate) fn only(&self, id: NodeId, namespace: &str, name: &str) -> Option<NodeId> {
        let mut found = self.named(id, namespace, name);
        let one = found.next()?;
        found.next().is_none().then_some(one)
    }

    /// All elements in `id`, however deep, in document order.
    pub(crate) fn descendants(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.node(id).map_or(0, |node| node.end);
        (id.0 + 1..end).map(NodeId).filter(|node| self.element(*node).is_some())
    }

    /// The text directly in `id`; `None` where elements stand between.
    pub(crate) fn text(&self, id: NodeId) -> Option<String> {
        let mut text = String::new();
        for child in self.inside(id) {
            match &self.node(child)?.kind {
                NodeKind::Text(piece) => text.push_str(piece),
                NodeKind::Instruction { .. } => {}
                NodeKind::Element(_) | NodeKind::Document => return None,
            }
        }
        Some(text)
    }

    /// The nodes directly in `id`.
    pub(super) fn inside(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.node(id).map_or(0, |node| node.end);
        let mut next = id.0 + 1;
        std::iter::from_fn(move || {
            let child = (next < end).then_some(NodeId(next))?;
            next = self.node(child)?.end;
            Some(child)
        })
    }

    pub(super) fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(usize::try_from(id.0).ok()?)
    }
}

impl Tree {
    /// The octets that the text of `id` writes in Base64, with white space between.
    pub(crate) fn octets(&self, id: NodeId) -> Option<Vec<u8>> {
        let packed: String = self.text(id)?.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        STANDARD.decode(packed).ok()
    }
}
