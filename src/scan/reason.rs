//! Why a page or a file has its verdict.

use serde::Serialize;

use super::file_format::ImageKind;
use super::incomplete::UnreadableReason;
use super::verdict::Verdict;

/// Why a page has its verdict. See [`PageLook`](crate::scan::PageLook).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub(crate) enum PageReason {
    /// Nothing is painted.
    Blank,
    /// Images, and text of which it cannot be told whether it is seen.
    DoubtfulText,
    /// Letters as curves, drawn by a program: the same ones again and again.
    DrawnLetters,
    /// Images under text, and more hidden text than live.
    HiddenAndLiveText,
    /// Images, hardly any text, and a hidden text layer.
    HiddenText,
    /// Glyphs that are images, over most of the page.
    ImageInGlyphs,
    /// Images over the page and no more text than a header.
    ImageOfPage,
    /// Images on part of the page, as scanners make them, and no text.
    ImageOnly,
    /// Large images and little text.
    LittleText,
    /// Text that can be read.
    LiveText,
    /// Images over much of the page and no more text than a header.
    MostlyImage,
    /// Text on an image that other pages have under full text.
    #[serde(rename = "on-ground")]
    TextOnSharedImage,
    /// Something kept the page from being seen whole.
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
    /// The verdict that it gives.
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

/// Why a file has its verdict, where that is not a matter of its pages. See
/// [`PageLook`](crate::scan::PageLook).
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
        /// How many pages it has.
        pages: usize,
    },
    /// Pictures with next to no text.
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
    /// A kind that cannot be looked into.
    OtherKind,
    /// Files inside of files inside of files.
    TooDeep,
    /// More files inside than are looked at.
    TooManyFiles {
        /// How many there are.
        files: usize,
    },
    /// It cannot be read.
    Unreadable {
        /// What is wrong.
        why: UnreadableReason,
    },
    /// XFA without pages of its own.
    Xfa,
}

impl FileReason {
    /// The verdict that it gives.
    pub(crate) fn verdict(&self) -> Verdict {
        match self {
            Self::Image { .. } | Self::OfficeImage { .. } => Verdict::Scan,
            _ => Verdict::Unknown,
        }
    }
}
