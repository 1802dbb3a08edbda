use crate::pki::DigestAlgorithm;

/// Who is going to sign a container.
///
/// ```
/// use edocpack::asic::ContainerProfile;
/// use edocpack::pki::DigestAlgorithm;
///
/// assert_eq!(ContainerProfile::Edoc.extension(), "edoc");
/// assert_eq!(ContainerProfile::AsicECades(DigestAlgorithm::Sha256).extension(), "asice");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ContainerProfile {
    /// A `CAdES` signer, who signs an `ASiCManifest` with digests of the data files by this algorithm.
    AsicECades(DigestAlgorithm),
    /// The same as [`ContainerProfile::Edoc`], under the name that is usual outside Latvia.
    Asice,
    /// A `XAdES` signer, who signs the data files; their programs delete other files in `META-INF`.
    Edoc,
}

impl ContainerProfile {
    /// How the name of such a file ends, without the dot. The form of e-adrese lists `.edoc` and not `.asice`.
    pub fn extension(self) -> &'static str {
        match self {
            Self::AsicECades(_) | Self::Asice => "asice",
            Self::Edoc => "edoc",
        }
    }
}
