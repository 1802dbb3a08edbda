//! The names of the files in `META-INF` that hold signatures and time-stamps.

use super::entry_role::META_INF;

/// The form of a signature, by the name of its file. See [`SignatureFile`](super::SignatureFile).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum SignatureForm {
    /// `*signature*.p7s`.
    Cades,
    /// `*evidencerecord*`: proves a time, no signature.
    EvidenceRecord,
    /// `*timestamp*.tst`: proves a time, no signature.
    Timestamp,
    /// `*signatures*.xml`.
    Xades,
}

impl SignatureForm {
    /// Whether a file of this form holds signatures, not only a proof of time.
    pub(crate) fn is_signature(self) -> bool {
        matches!(self, Self::Cades | Self::Xades)
    }

    /// By the patterns of EN 319 162-1, 4.4.3.2 and 4.4.4.2.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        let name = name.strip_prefix(META_INF)?;
        let is = |part: &str, end: &str| name.strip_suffix(end).is_some_and(|stem| stem.contains(part));
        if is("signatures", ".xml") {
            Some(Self::Xades)
        } else if is("signature", ".p7s") {
            Some(Self::Cades)
        } else if is("timestamp", ".tst") {
            Some(Self::Timestamp)
        } else if is("evidencerecord", ".ers") || is("evidencerecord", ".xml") {
            Some(Self::EvidenceRecord)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_the_form() {
        use SignatureForm::*;
        for (name, form) in [
            ("META-INF/signatures0.xml", Some(Xades)),
            ("META-INF/edoc-signatures-S1.xml", Some(Xades)),
            ("META-INF/signature.p7s", Some(Cades)),
            ("META-INF/timestamp001.tst", Some(Timestamp)),
            ("META-INF/evidencerecord.ers", Some(EvidenceRecord)),
            ("META-INF/manifest.xml", None),
            ("META-INF/signature.xml", None),
            ("signatures.xml", None),
        ] {
            assert_eq!(SignatureForm::of_name(name), form, "{name}");
        }
    }
}
