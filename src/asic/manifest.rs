//! `META-INF/manifest.xml` as OpenDocument 1.2 has it: the container's type, and each data file with its own.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesStart, Event};

use super::stand_in::{EntryName, MediaType};

/// Where it stands in a container.
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

#[cfg(test)]
mod tests {
    use super::*;

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
