#![allow(clippy::print_stdout, clippy::cast_precision_loss, reason = "the measurements print tables")]

mod faces;
mod hostile;
mod measured;
mod ours;
mod references;

/// Letters and digits that are drawn in one piece.
const PLAIN: &str =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzĄąĘęĮįŲųÇçŞşŢţȘșȚțďťľĽĐđĦħŁłØøÆæŒœßẞÞþð";
const SIGNS: &str = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~«»“”„‘’‚–—…•·€£§°±×÷©®™µ½№";
/// Digits, letters, Latvian letters: what is swapped for what.
const CORE: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzĀČĒĢĪĶĻŅŠŪŽāčēģīķļņšūž";
