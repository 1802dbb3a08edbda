//! The free space on the disk of a folder, and syncing files to it.

use std::path::Path;

use super::Folder;
use crate::output::OutputError;
use crate::output::error::FileOperation;

impl Folder {
    /// How many bytes are free for this person on the disk of the folder; `None` where the system does not say.
    pub fn free_space(&self) -> Option<u64> {
        let there = self.root.ancestors().find(|place| place.is_dir());
        let there = there.unwrap_or(Path::new("."));
        let there = if there.as_os_str().is_empty() { Path::new(".") } else { there };
        available_space(there)
    }

    /// Makes everything that was written on the folder's disk safe there, whoever wrote it: one call for thousands
    /// of files. Returns `false` where the system has no such call: then files must be synchronised one by one.
    ///
    /// # Errors
    /// What the system says.
    pub(crate) fn sync_disk(&self) -> std::io::Result<bool> {
        #[cfg(target_os = "linux")]
        {
            let folder = std::fs::File::open(&self.root)?;
            rustix::fs::syncfs(&folder)?;
            Ok(true)
        }
        #[cfg(not(target_os = "linux"))]
        Ok(false)
    }

    /// Syncs these files to the disk, with one call where the system has it.
    ///
    /// # Errors
    /// [`OutputError::Io`].
    pub fn sync<'a>(&self, files: impl IntoIterator<Item = &'a str>) -> Result<(), OutputError> {
        let failed = |path: &Path, source| OutputError::Io {
            operation: FileOperation::Write,
            path: path.to_owned(),
            source,
        };
        if self.sync_disk().map_err(|source| failed(&self.root, source))? {
            return Ok(());
        }
        for file in files {
            let path = super::path::OutputPath::parse(file, self.name_policy)?.in_folder(&self.root);
            // Windows asks for the right to write.
            let synced =
                std::fs::OpenOptions::new().append(true).open(&path).and_then(|file| file.sync_all());
            synced.map_err(|source| failed(&path, source))?;
        }
        Ok(())
    }
}

#[cfg(unix)]
fn available_space(place: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(place).ok()?;
    Some(disk.f_frsize.saturating_mul(disk.f_bavail))
}

#[cfg(windows)]
fn available_space(place: &Path) -> Option<u64> {
    fs4::available_space(place).ok()
}
