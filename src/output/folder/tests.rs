use std::collections::BTreeMap;
#[cfg(unix)]
use std::error::Error as _;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;

const PACKAGE: [&str; 3] = ["pdf/0007_x.pdf", "edoc-unsigned/0007_x.edoc", "records/0007_x.package.json"];
const CONTENTS: [&[u8]; 3] = [b"%PDF", b"PK", b"{}"];

/// Everything in a folder: what is a file with its bytes, what is a folder with none.
fn everything(root: &Path) -> BTreeMap<String, Option<Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            if fs::symlink_metadata(&path).unwrap().is_dir() {
                found.insert(name, None);
                folders.push(path);
            } else {
                found.insert(name, fs::read(&path).ok());
            }
        }
    }
    found
}

fn files(root: &Path) -> Vec<String> {
    everything(root).into_iter().filter_map(|(name, bytes)| bytes.map(|_| name)).collect()
}

fn place() -> (TempDir, PathBuf) {
    let temp = tempfile::tempdir().unwrap();
    let root = temp.path().join("out");
    (temp, root)
}

#[test]
fn a_package_is_written_whole_and_only_that() {
    let (_temp, root) = place();
    let folder = Folder::open(&root, Overwrite::Refuse).unwrap();
    assert!(!root.exists(), "nothing is made before the first file");
    let plan = folder.plan(PACKAGE).unwrap();
    assert!(!root.exists(), "a plan writes nothing");
    let paths = plan.write(CONTENTS).unwrap();
    assert_eq!(paths.map(|path| fs::read(path).unwrap()), CONTENTS.map(<[u8]>::to_vec));
    let mut expected = PACKAGE.map(str::to_owned).to_vec();
    expected.sort();
    assert_eq!(files(&root), expected);
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_temp, root) = place();
    let path = Folder::open(&root, Overwrite::Refuse).unwrap().write("pdf/x.pdf", b"x").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(&root), 0o700);
    assert_eq!(mode(&root.join("pdf")), 0o700);
    // A file that others could read is not readable to them once it is replaced.
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    Folder::open(&root, Overwrite::Replace).unwrap().write("pdf/x.pdf", b"y").unwrap();
    assert_eq!(mode(&path), 0o600);
}

#[test]
fn what_is_there_stays() {
    let (_temp, root) = place();
    let folder = Folder::open(&root, Overwrite::Refuse).unwrap();
    folder.write("records/0007_x.package.json", b"old").unwrap();
    let before = everything(&root);
    let error = folder.plan(PACKAGE).unwrap_err();
    assert!(matches!(&error, OutputError::Exists { path } if path.ends_with("records/0007_x.package.json")));
    assert!(error.hint().of(crate::diag::Lang::En).contains("--overwrite"));
    assert_eq!(everything(&root), before);
}

#[test]
fn replaces_where_told_to() {
    let (_temp, root) = place();
    Folder::open(&root, Overwrite::Refuse).unwrap().plan(PACKAGE).unwrap().write([b"1", b"2", b"3"]).unwrap();
    let folder = Folder::open(&root, Overwrite::Replace).unwrap();
    folder.plan(PACKAGE).unwrap().write(CONTENTS).unwrap();
    let now: Vec<_> = everything(&root).into_values().flatten().collect();
    assert_eq!(now, [b"PK".to_vec(), b"%PDF".to_vec(), b"{}".to_vec()]);
}

/// Another program takes the last name after the plan was made: the step that names a file sees it.
#[test]
fn the_first_files_go_when_the_last_fails() {
    let (_temp, root) = place();
    let folder = Folder::open(&root, Overwrite::Refuse).unwrap();
    let plan = folder.plan(PACKAGE).unwrap();
    fs::create_dir_all(root.join("records")).unwrap();
    fs::write(root.join(PACKAGE[2]), "theirs").unwrap();
    assert!(matches!(plan.write(CONTENTS), Err(OutputError::Exists { .. })));
    assert_eq!(files(&root), [PACKAGE[2]]);
    assert_eq!(fs::read(root.join(PACKAGE[2])).unwrap(), b"theirs");
}

#[test]
fn the_old_files_come_back_when_the_last_fails() {
    let (_temp, root) = place();
    let folder = Folder::open(&root, Overwrite::Replace).unwrap();
    folder.plan([PACKAGE[0], PACKAGE[1]]).unwrap().write([b"old pdf", b"old edoc"]).unwrap();
    let plan = folder.plan(PACKAGE).unwrap();
    // A folder cannot be replaced by a file.
    fs::create_dir_all(root.join(PACKAGE[2])).unwrap();
    let before = everything(&root);
    assert!(matches!(plan.write(CONTENTS), Err(OutputError::Io { .. })));
    assert_eq!(everything(&root), before);
}

#[test]
fn nothing_is_left_when_a_file_cannot_grow() {
    let (_temp, root) = place();
    let folder = Folder::open(&root, Overwrite::Refuse).unwrap();
    let plan = folder.plan(PACKAGE).unwrap();
    fs::create_dir(&root).unwrap();
    fs::write(root.join("records"), "a file where the folder must be").unwrap();
    assert!(matches!(plan.write(CONTENTS), Err(OutputError::NotAFolder { .. })));
    assert_eq!(files(&root), ["records"]);
}

#[cfg(unix)]
#[test]
#[expect(clippy::print_stdout, reason = "a skipped test says so")]
fn nothing_is_left_when_a_folder_cannot_be_written() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_temp, root) = place();
    let records = root.join("records");
    fs::create_dir_all(&records).unwrap();
    fs::set_permissions(&records, fs::Permissions::from_mode(0o500)).unwrap();
    if fs::write(records.join("probe"), "").is_ok() {
        println!("skipped: this user may write everywhere");
        return;
    }
    let folder = Folder::open(&root, Overwrite::Refuse).unwrap();
    let error = folder.plan(PACKAGE).unwrap().write(CONTENTS).unwrap_err();
    assert!(matches!(&error, OutputError::Io { operation: FileOperation::Write, .. }));
    assert!(error.source().is_some());
    assert!(files(&root).is_empty());
}

#[test]
fn a_path_through_a_file_is_refused_before_anything_is_written() {
    let (temp, root) = place();
    fs::create_dir(&root).unwrap();
    fs::write(root.join("records"), "").unwrap();
    let folder = Folder::open(&root, Overwrite::Replace).unwrap();
    assert!(matches!(folder.plan(PACKAGE), Err(OutputError::NotAFolder { .. })));
    assert_eq!(files(&root), ["records"]);

    let file = temp.path().join("file");
    fs::write(&file, "").unwrap();
    for path in [file.clone(), file.join("out"), file.join("a/b")] {
        assert!(
            matches!(Folder::open(&path, Overwrite::Replace), Err(OutputError::NotAFolder { path }) if path == file)
        );
    }
}

#[test]
fn a_folder_is_not_replaced_by_a_file() {
    let (_temp, root) = place();
    fs::create_dir_all(root.join("lapa.html")).unwrap();
    let folder = Folder::open(&root, Overwrite::Replace).unwrap();
    assert!(matches!(folder.plan(["lapa.html"]), Err(OutputError::NotAFile { .. })));
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_links() {
    use std::os::unix::fs::symlink;
    let (temp, root) = place();
    fs::create_dir(&root).unwrap();
    let theirs = temp.path().join("theirs");
    fs::create_dir(&theirs).unwrap();
    fs::write(theirs.join("file"), "theirs").unwrap();
    symlink(&theirs, root.join("pdf")).unwrap();
    symlink(theirs.join("file"), root.join("lapa.html")).unwrap();
    symlink(theirs.join("nothing"), root.join("report.json")).unwrap();
    let before = everything(&theirs);
    for overwrite in [Overwrite::Refuse, Overwrite::Replace] {
        let folder = Folder::open(&root, overwrite).unwrap();
        for name in ["pdf/x.pdf", "lapa.html", "report.json"] {
            assert!(matches!(folder.write(name, b"ours"), Err(OutputError::Link { .. })), "{name}");
        }
    }
    assert_eq!(everything(&theirs), before);

    // The folder itself may be a link: the person chose it.
    symlink(&theirs, temp.path().join("chosen")).unwrap();
    Folder::open(temp.path().join("chosen"), Overwrite::Refuse).unwrap().write("x", b"x").unwrap();
    assert_eq!(fs::read(theirs.join("x")).unwrap(), b"x");
}

#[test]
fn every_obstacle_is_told_at_once() {
    let (temp, root) = place();
    let folder = Folder::open(&root, Overwrite::Refuse).unwrap();
    folder.write("pdf/a.pdf", b"").unwrap();
    let obstacles = folder.obstacles(["pdf/a.pdf", "../b.pdf", "pdf/c.pdf", "pdf/C.PDF", "pdf/d.pdf"]);
    let told: Vec<String> = obstacles.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            format!("`{}` exists already", root.join("pdf").join("a.pdf").display()),
            "`../b.pdf` cannot be the name of an output: it leaves the folder".to_owned(),
            "`pdf/C.PDF` cannot be the name of an output: it is there twice".to_owned(),
        ]
    );
    assert!(!temp.path().join("b.pdf").exists());
}

#[test]
fn of_many_writers_one_wins() {
    let (_temp, root) = place();
    let folder = Folder::open(&root, Overwrite::Refuse).unwrap();
    let written: Vec<_> = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..8_u8)
            .map(|n| {
                scope.spawn({
                    let folder = &folder;
                    move || folder.write("a/b", &[n; 9999]).map(|_| n)
                })
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).collect()
    });
    let won: Vec<u8> = written.iter().filter_map(|result| result.as_ref().ok().copied()).collect();
    assert_eq!(won.len(), 1);
    assert!(written.iter().all(|result| matches!(result, Ok(_) | Err(OutputError::Exists { .. }))));
    assert_eq!(fs::read(root.join("a/b")).unwrap(), vec![won[0]; 9999]);
    assert_eq!(files(&root), ["a/b"]);
}

#[test]
fn one_run_holds_a_folder() {
    let (_temp, root) = place();
    let folder = Folder::open(&root, Overwrite::Refuse).unwrap();
    let lock = folder.lock().unwrap();
    assert!(matches!(folder.lock(), Err(OutputError::Locked { path }) if path == root));
    drop(lock);
    assert!(files(&root).is_empty());
    drop(folder.lock().unwrap());
}

#[test]
fn a_sweep_takes_what_a_killed_run_left_and_nothing_else() {
    let (_temp, root) = place();
    let folder = Folder::open(&root, Overwrite::Refuse).unwrap();
    folder.plan(PACKAGE).unwrap().write(CONTENTS).unwrap();
    for kept in ["part", ".edocpack-notes", "pdf/x.part"] {
        fs::write(root.join(kept), "").unwrap();
    }
    let before = everything(&root);
    for left in [".edocpack-a.part", "pdf/.edocpack-b.part", "records/.edocpack-c.old"] {
        fs::write(root.join(left), "").unwrap();
    }
    fs::create_dir(root.join(".edocpack-d.part")).unwrap();
    let lock = folder.lock().unwrap();
    assert_eq!(lock.remove_temporary_files().unwrap(), 3);
    drop(lock);
    fs::remove_dir(root.join(".edocpack-d.part")).unwrap();
    assert_eq!(everything(&root), before);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_is_written_is_read(
        name in "([a-z0-9_]{1,8}/){0,2}[a-z0-9_]{1,8}\\.[a-z]{1,4}",
        bytes in proptest::collection::vec(any::<u8>(), 0..5000),
        other in proptest::collection::vec(any::<u8>(), 0..5000),
        durable in any::<bool>(),
    ) {
        // Names such as `con.txt` are refused, rightly.
        prop_assume!(OutputPath::parse(&name, NamePolicy::Ascii).is_ok());
        let durability = if durable { Durability::Synced } else { Durability::Buffered };
        let (_temp, root) = place();
        let new = Folder::open(&root, Overwrite::Refuse).unwrap().with_durability(durability);
        let path = new.write(&name, &bytes).unwrap();
        prop_assert_eq!(&fs::read(&path).unwrap(), &bytes);
        prop_assert!(new.write(&name, &other).is_err());
        prop_assert_eq!(&fs::read(&path).unwrap(), &bytes);
        let again = Folder::open(&root, Overwrite::Replace).unwrap().with_durability(durability);
        again.write(&name, &other).unwrap();
        prop_assert_eq!(fs::read(&path).unwrap(), other);
        prop_assert_eq!(files(&root), vec![name]);
    }
}
