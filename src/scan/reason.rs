//! Why a page or a file has its verdict.

use serde::Serialize;

use super::file_format::ImageKind;
use super::incomplete::UnreadableReason;
use super::verdict::Verdict;

/// The reason of a page's verdict. See [`PageClassification`](crate::scan::PageClassification).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub(crate) enum PageReason {
    /// Nothing is painted.
    Blank,
    /// Images, and text that may be invisible.
    DoubtfulText,
    /// Glyphs as paths, drawn by a program: equal glyphs with equal paths.
    DrawnLetters,
    /// Images under text, and more invisible than legible text.
    HiddenAndLiveText,
    /// Images, hardly any legible text, and an invisible text layer.
    HiddenText,
    /// Images in glyphs, over most of the page.
    ImageInGlyphs,
    /// Images over the page and no more text than a header.
    ImageOfPage,
    /// Images on part of the page, as scanners make them, and no text.
    ImageOnly,
    /// Large images and little text.
    LittleText,
    /// Legible text.
    LiveText,
    /// Images over much of the page and no more text than a header.
    MostlyImage,
    /// Text on an image that other pages have under much text.
    #[serde(rename = "on-ground")]
    TextOnSharedImage,
    /// Some of the page was not run.
    #[serde(rename = "not-seen-whole")]
    Incomplete,
    /// Outlines and no text.
    Outlines,
    /// Images on part of the page and no text.
    PictureOnly,
    /// Text over what may be a scan.
    TextOnScan,
}

impl PageReason {
    /// The verdict of this reason.
    pub(crate) fn verdict(self) -> Verdict {
        match self {
            Self::HiddenText | Self::ImageOfPage | Self::ImageOnly => Verdict::Scan,
            Self::Blank | Self::DrawnLetters | Self::LiveText | Self::TextOnSharedImage => Verdict::Digital,
            _ => Verdict::Unknown,
        }
    }

    pub(super) fn is_digital(self) -> bool {
        self.verdict() == Verdict::Digital
    }
}

/// The reason of a file's verdict, where that is not its pages. See
/// [`PageClassification`](crate::scan::PageClassification).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub(crate) enum FileReason {
    /// It needs a password.
    Encrypted,
    /// It is an image.
    Image {
        /// Its format.
        kind: ImageKind,
        /// Width and height in pixels, where they are known.
        size: Option<(u32, u32)>,
        /// The number of its pages.
        pages: usize,
    },
    /// Pictures, and hardly any text.
    OfficeImage {
        /// The largest, in square centimetres.
        area: f64,
        /// Characters of text.
        chars: usize,
    },
    /// Pictures as large as pages, and some text.
    OfficePictures {
        /// The largest, in square centimetres.
        area: f64,
        /// Characters of text.
        chars: usize,
    },
    /// A format that is not read.
    OtherKind,
    /// Files nested in files too deep.
    TooDeep,
    /// More files in it than are classified.
    TooManyFiles {
        /// How many there are.
        files: usize,
    },
    /// It cannot be read.
    Unreadable {
        /// The reason.
        why: UnreadableReason,
    },
    /// XFA without pages of its own.
    Xfa,
}

impl FileReason {
    /// The verdict of this reason.
    pub(crate) fn verdict(&self) -> Verdict {
        match self {
            Self::Image { .. } | Self::OfficeImage { .. } => Verdict::Scan,
            _ => Verdict::Unknown,
        }
    }
}
