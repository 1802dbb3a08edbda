//! `META-INF/manifest.xml` as OpenDocument 1.2 has it: the container's type, and each data file with its own.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesStart, Event};

use crate::values::{EntryName, MediaType};
use crate::xml::{XmlElement, XmlEvent, XmlFault, XmlReader};

/// The name of its entry.
pub(super) const NAME: &str = "META-INF/manifest.xml";
pub(super) const NAMESPACE: &str = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
/// libdigidocpp refuses 1.3.
pub(super) const VERSION: &str = "1.2";

/// The manifest of a container of `container_type` with these data files, in their order.
pub(super) fn write<'a>(
    container_type: &str,
    files: impl IntoIterator<Item = (&'a EntryName, &'a MediaType)>,
) -> std::io::Result<Vec<u8>> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = BytesStart::new("manifest:manifest")
        .with_attributes([("xmlns:manifest", NAMESPACE), ("manifest:version", VERSION)]);
    let end = root.to_end().into_owned();
    xml.write_event(Event::Start(root))?;
    xml.write_event(Event::Empty(file_entry("/", container_type)))?;
    for (name, media_type) in files {
        xml.write_event(Event::Empty(file_entry(name.as_str(), media_type.as_str())))?;
    }
    xml.write_event(Event::End(end))?;
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

fn file_entry(path: &str, media_type: &str) -> BytesStart<'static> {
    BytesStart::new("manifest:file-entry")
        .with_attributes([("manifest:full-path", path), ("manifest:media-type", media_type)])
}

/// More than a container may have files.
const MAX_FILE_ENTRIES: usize = 10_000;

/// A manifest, parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Manifest {
    /// The root element, where it is not the one of the format.
    pub(super) unexpected_root: Option<String>,
    pub(super) version: Option<String>,
    /// Whether attributes stand outside the namespace (some readers see them all the same).
    pub(super) unqualified_attributes: bool,
    /// The file entries, in their order: path and media type.
    pub(super) file_entries: Vec<(String, String)>,
    /// The first element that is not of the format.
    pub(super) unknown_element: Option<String>,
    /// The paths that it says are encrypted.
    pub(super) encrypted_paths: Vec<String>,
}

impl Manifest {
    pub(super) fn read(mut xml: XmlReader<'_>) -> Result<Self, XmlFault> {
        let mut manifest = Self {
            unexpected_root: None,
            version: None,
            unqualified_attributes: false,
            file_entries: Vec::new(),
            unknown_element: None,
            encrypted_paths: Vec::new(),
        };
        let mut depth = 0;
        while let Some(node) = xml.next()? {
            match node {
                XmlEvent::Start(element) => {
                    if depth == 0 && !element.is(NAMESPACE, "manifest") {
                        manifest.unexpected_root = Some(element.name);
                        xml.read_to_end()?;
                        return Ok(manifest);
                    }
                    if depth == 0 {
                        manifest.version = manifest.attribute(&element, "version");
                    } else if depth == 1 && element.is(NAMESPACE, "file-entry") {
                        let path = manifest.attribute(&element, "full-path").unwrap_or_default();
                        let media_type = manifest.attribute(&element, "media-type").unwrap_or_default();
                        if manifest.file_entries.len() == MAX_FILE_ENTRIES {
                            return Err(XmlFault::TooBig);
                        }
                        manifest.file_entries.push((path, media_type));
                    } else if depth == 2 && element.is(NAMESPACE, "encryption-data") {
                        manifest
                            .encrypted_paths
                            .extend(manifest.file_entries.last().map(|(path, _)| path.clone()));
                    // Nor is there anything else; how a file is encrypted no longer matters.
                    } else if depth > 0 && manifest.encrypted_paths.is_empty() {
                        manifest.unknown_element.get_or_insert(element.name);
                    }
                    depth += 1;
                }
                XmlEvent::End => depth -= 1,
                XmlEvent::Text(_) => {}
            }
        }
        Ok(manifest)
    }

    /// The media type it gives `path`.
    pub(super) fn media_type(&self, path: &str) -> Option<&str> {
        self.file_entries.iter().find(|(p, _)| p == path).map(|(_, media_type)| media_type.as_str())
    }

    fn attribute(&mut self, element: &XmlElement, name: &str) -> Option<String> {
        let value = element.attribute(NAMESPACE, name);
        let bare = element.attribute("", name);
        self.unqualified_attributes |= value.is_none() && bare.is_some();
        value.or(bare).map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Manifest {
        XmlReader::read(bytes, 9).and_then(Manifest::read).unwrap()
    }

    #[test]
    fn reads_what_it_wrote() {
        let (name, media_type) =
            (EntryName::parse("a & b's Ķ.pdf").unwrap(), MediaType::parse("a/b").unwrap());
        let manifest = read(&write("t/r", [(&name, &media_type)]).unwrap());
        assert_eq!(manifest.version.as_deref(), Some("1.2"));
        assert_eq!((&manifest.unexpected_root, manifest.unqualified_attributes), (&None, false));
        assert_eq!(
            (manifest.media_type("/"), manifest.media_type(name.as_str())),
            (Some("t/r"), Some("a/b"))
        );
    }

    #[test]
    fn another_document_is_named_by_its_root() {
        assert_eq!(read(b"<html/>").unexpected_root.as_deref(), Some("html"));
    }

    #[test]
    fn lists_the_root_and_each_file_and_escapes() {
        let name = EntryName::parse("a & b's Ķ.pdf").unwrap();
        let media_type = MediaType::parse("application/pdf").unwrap();
        let xml = write("application/vnd.etsi.asic-e+zip", [(&name, &media_type)]).unwrap();
        insta::assert_snapshot!(String::from_utf8(xml).unwrap(), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
          <manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.etsi.asic-e+zip"/>
          <manifest:file-entry manifest:full-path="a &amp; b&apos;s Ķ.pdf" manifest:media-type="application/pdf"/>
        </manifest:manifest>
        "#);
    }
}
