//! Canonical XML 1.0 and 1.1, and exclusive canonical XML, without comments, of a node and all that is in it.

use std::collections::{BTreeMap, BTreeSet};

use super::XmlFault;
use super::read::XML;
use super::scope::Scope;
use super::tree::{Attribute, Element, NodeId, NodeKind, Tree};

/// How a node becomes octets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Canonicalization {
    /// <https://www.w3.org/TR/xml-exc-c14n/>, with the prefixes of `InclusiveNamespaces` (`""` for `#default`).
    Exclusive(Vec<String>),
    /// <https://www.w3.org/TR/xml-c14n>: 1.0.
    Inclusive,
    /// <https://www.w3.org/TR/xml-c14n11>: 1.1.
    Inclusive11,
}

impl Canonicalization {
    /// By its URI; with and without comments are different methods, and only those without are known.
    pub(crate) fn of_uri(uri: &str) -> Option<Self> {
        match uri {
            "http://www.w3.org/2001/10/xml-exc-c14n#" => Some(Self::Exclusive(Vec::new())),
            "http://www.w3.org/TR/2001/REC-xml-c14n-20010315" => Some(Self::Inclusive),
            "http://www.w3.org/2006/12/xml-c14n11" => Some(Self::Inclusive11),
            _ => None,
        }
    }
}

impl Tree {
    /// The canonical form of `apex` and all that is in it, without `left_out`.
    ///
    /// # Errors
    /// [`XmlFault::Inherited`], and [`XmlFault::TooBig`] for a form that is many times larger than its source.
    pub(crate) fn canonical(
        &self,
        apex: NodeId,
        method: &Canonicalization,
        left_out: Option<NodeId>,
    ) -> Result<Vec<u8>, XmlFault> {
        let mut writer = Writer {
            tree: self,
            method,
            left_out,
            rendered: Scope::new(),
            in_scope: Scope::new(),
            out: Vec::new(),
            most: self.size.saturating_mul(8).saturating_add(4096),
        };
        writer.node(apex, self.inherited(apex, method)?)?;
        Ok(writer.out)
    }

    /// What the first element takes over from those around it.
    fn inherited(&self, apex: NodeId, method: &Canonicalization) -> Result<Inherited<'_>, XmlFault> {
        let mut inherited = Inherited::default();
        let mut above = self.parent(apex);
        while let Some(id) = above {
            if let Some(element) = self.element(id) {
                for (prefix, namespace) in &element.declarations {
                    inherited.namespaces.entry(prefix).or_insert(namespace);
                }
                for attribute in element.attributes.iter().filter(|a| *a.namespace == *XML) {
                    let inclusive = !matches!(method, Canonicalization::Exclusive(_));
                    match &*attribute.name {
                        "lang" | "space" if inclusive => {
                            inherited.attributes.entry(&attribute.name).or_insert(attribute);
                        }
                        "lang" | "space" => {}
                        _ => return Err(XmlFault::Inherited),
                    }
                }
            }
            above = self.parent(id);
        }
        Ok(inherited)
    }
}

#[derive(Default)]
struct Inherited<'t> {
    namespaces: BTreeMap<&'t str, &'t str>,
    /// Of the XML namespace, by their names.
    attributes: BTreeMap<&'t str, &'t Attribute>,
}

struct Writer<'t> {
    tree: &'t Tree,
    method: &'t Canonicalization,
    left_out: Option<NodeId>,
    /// What the elements that are open in the output say of prefixes.
    rendered: Scope<&'t str>,
    in_scope: Scope<&'t str>,
    out: Vec<u8>,
    most: usize,
}

/// What is still to be written.
enum Task<'t> {
    Close { element: &'t Element, rendered: usize, in_scope: usize },
    Node(NodeId),
}

impl<'t> Writer<'t> {
    fn node(&mut self, apex: NodeId, inherited: Inherited<'t>) -> Result<(), XmlFault> {
        for (prefix, namespace) in &inherited.namespaces {
            self.in_scope.bind(prefix, namespace);
        }
        let mut inherited = Some(inherited);
        let mut tasks = vec![Task::Node(apex)];
        while let Some(task) = tasks.pop() {
            if self.out.len() > self.most {
                return Err(XmlFault::TooBig);
            }
            let id = match task {
                Task::Node(id) if Some(id) == self.left_out => continue,
                Task::Node(id) => id,
                Task::Close { element, rendered, in_scope } => {
                    self.out.extend_from_slice(b"</");
                    self.qualified(&element.prefix, &element.name);
                    self.out.push(b'>');
                    self.rendered.back_to(rendered);
                    self.in_scope.back_to(in_scope);
                    continue;
                }
            };
            let Some(node) = self.tree.node(id) else { continue };
            match &node.kind {
                NodeKind::Document => self.push_inside(id, &mut tasks),
                NodeKind::Text(text) => self.escaped(text, false),
                NodeKind::Instruction { target, data } => self.instruction(id, target, data),
                NodeKind::Element(element) => {
                    tasks.push(Task::Close {
                        element,
                        rendered: self.rendered.mark(),
                        in_scope: self.in_scope.mark(),
                    });
                    self.start(element, inherited.take());
                    self.push_inside(id, &mut tasks);
                }
            }
        }
        Ok(())
    }

    fn push_inside(&self, id: NodeId, tasks: &mut Vec<Task<'t>>) {
        let from = tasks.len();
        tasks.extend(self.tree.inside(id).map(Task::Node));
        if let Some(added) = tasks.get_mut(from..) {
            added.reverse();
        }
    }

    fn start(&mut self, element: &'t Element, first: Option<Inherited<'t>>) {
        self.out.push(b'<');
        self.qualified(&element.prefix, &element.name);
        for (prefix, namespace) in &element.declarations {
            self.in_scope.bind(prefix, namespace);
        }
        let mut wanted: BTreeSet<&str> = match self.method {
            Canonicalization::Exclusive(prefixes) => {
                let own = element.attributes.iter().map(|a| &*a.prefix).filter(|prefix| !prefix.is_empty());
                let named = prefixes.iter().map(String::as_str);
                own.chain([&*element.prefix])
                    .chain(named.filter(|p| self.in_scope.get(p).is_some()))
                    .collect()
            }
            _ => element.declarations.iter().map(|(prefix, _)| &**prefix).collect(),
        };
        if let (Some(first), false) = (&first, matches!(self.method, Canonicalization::Exclusive(_))) {
            wanted.extend(first.namespaces.keys());
        }
        wanted.remove("xml");
        for prefix in wanted {
            self.declaration(prefix);
        }
        let mut attributes: Vec<&Attribute> = element.attributes.iter().collect();
        if let Some(first) = first {
            let has =
                |name: &str| element.attributes.iter().any(|a| *a.namespace == *XML && *a.name == *name);
            attributes.extend(first.attributes.into_iter().filter(|(name, _)| !has(name)).map(|(_, a)| a));
        }
        attributes.sort_by_key(|a| (&*a.namespace, &*a.name));
        for attribute in attributes {
            self.out.push(b' ');
            self.qualified(&attribute.prefix, &attribute.name);
            self.out.extend_from_slice(b"=\"");
            self.escaped(&attribute.value, true);
            self.out.push(b'"');
        }
        self.out.push(b'>');
    }

    /// Writes what `prefix` is bound to, unless an element around says the same.
    fn declaration(&mut self, prefix: &str) {
        let bound = self.in_scope.get(prefix).copied().unwrap_or_default();
        // Without a declaration the default namespace is none.
        let before = self.rendered.get(prefix).copied().or(prefix.is_empty().then_some(""));
        if before == Some(bound) {
            return;
        }
        self.rendered.bind(prefix, bound);
        self.out.extend_from_slice(b" xmlns");
        if !prefix.is_empty() {
            self.out.push(b':');
            self.out.extend_from_slice(prefix.as_bytes());
        }
        self.out.extend_from_slice(b"=\"");
        self.escaped(bound, true);
        self.out.push(b'"');
    }

    /// Outside of the root each stands in a line of its own.
    fn instruction(&mut self, id: NodeId, target: &str, data: &str) {
        let outside = self.tree.parent(id) == Some(Tree::DOCUMENT);
        let root = self.tree.root();
        if outside && root.is_some_and(|root| root < id) {
            self.out.push(b'\n');
        }
        self.out.extend_from_slice(b"<?");
        self.out.extend_from_slice(target.as_bytes());
        if !data.is_empty() {
            self.out.push(b' ');
            self.out.extend_from_slice(data.as_bytes());
        }
        self.out.extend_from_slice(b"?>");
        if outside && root.is_some_and(|root| id < root) {
            self.out.push(b'\n');
        }
    }

    fn qualified(&mut self, prefix: &str, name: &str) {
        if !prefix.is_empty() {
            self.out.extend_from_slice(prefix.as_bytes());
            self.out.push(b':');
        }
        self.out.extend_from_slice(name.as_bytes());
    }

    fn escaped(&mut self, text: &str, in_attribute: bool) {
        for byte in text.bytes() {
            let written: &[u8] = match byte {
                b'&' => b"&amp;",
                b'<' => b"&lt;",
                b'>' if !in_attribute => b"&gt;",
                b'"' if in_attribute => b"&quot;",
                b'\t' if in_attribute => b"&#x9;",
                b'\n' if in_attribute => b"&#xA;",
                b'\r' => b"&#xD;",
                _ => {
                    self.out.push(byte);
                    continue;
                }
            };
            self.out.extend_from_slice(written);
        }
    }
}
