/// Whether Windows does not allow a file of this name: it ends with a dot or a space, or is the name of a device, with
/// any extension (`NUL.txt`). See „Naming Files, Paths, and Namespaces” of Microsoft.
pub(crate) fn is_invalid_on_windows(name: &str) -> bool {
    name.ends_with(['.', ' ']) || is_device(name)
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_uppercase();
    match stem.as_bytes() {
        b"CON" | b"PRN" | b"AUX" | b"NUL" | b"CONIN$" | b"CONOUT$" => true,
        [b'C', b'O', b'M', n] | [b'L', b'P', b'T', n] => n.is_ascii_digit(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_invalid_on_windows;

    #[test]
    fn devices_and_ends_are_known() {
        for lost in ["CON", "nul.txt", "Com1.a.b", "LPT9", "aux .pdf", "a.", "a ", "..."] {
            assert!(is_invalid_on_windows(lost), "{lost}");
        }
        for kept in ["con1.txt", "console.pdf", "a.nul", "COM.txt", "COM10", ".a", " a"] {
            assert!(!is_invalid_on_windows(kept), "{kept}");
        }
    }
}
