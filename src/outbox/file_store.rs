//! A store in a file: the one place of the outbox that touches the disk.
//!
//! Three syncs make its promises: of the file after an append, of the new file before it takes the
//! old one's name, of the directory after it did. On Apple systems the standard library's sync is
//! `F_FULLFSYNC`, which reaches the medium and not just the drive.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use super::store::{Store, StoreError};

/// Far above what an outbox writes; keeps a foreign file from filling the memory.
const MAX_FILE: u64 = 256 * 1024 * 1024;

/// One file in a directory that exists. Beside it lie `<name>.lock`, and `<name>.new` while it is replaced.
///
/// Choose a private directory that is not backed up: Android `noBackupFilesDir`; iOS Application Support of the
/// app itself, with `completeUntilFirstUserAuthentication`. Not an app group's container: iOS kills an
/// app that is suspended while it holds a lock on a file there.
#[derive(Debug)]
pub struct FileStore {
    path: PathBuf,
    directory: PathBuf,
    appending: Option<File>,
    /// Held as long as the store lives; the system frees it when the process dies.
    _lock: File,
}

impl FileStore {
    /// Takes the file at `path` for itself. The file need not exist yet; its directory must.
    ///
    /// # Errors
    /// [`StoreError::InUse`] if another store has it, or whatever the disk says.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let path = path.into();
        let lock = private().open(beside(&path, "lock")).map_err(understand)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::InUse),
            // Some systems have no file locks; the host's promise of one outbox per file must do.
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => return Err(understand(error)),
        }
        Ok(Self {
            directory: directory(&path).to_owned(),
            path,
            appending: None,
            _lock: lock,
        })
    }

    fn appending(&mut self) -> Result<&mut File, StoreError> {
        let file = match self.appending.take() {
            Some(file) => file,
            None => OpenOptions::new()
                .append(true)
                .open(&self.path)
                .map_err(understand)?,
        };
        Ok(self.appending.insert(file))
    }
}

impl Store for FileStore {
    fn read_all(&mut self) -> Result<Vec<u8>, StoreError> {
        let file = match File::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(understand(error)),
        };
        let mut bytes = Vec::new();
        file.take(MAX_FILE + 1)
            .read_to_end(&mut bytes)
            .map_err(understand)?;
        if bytes.len() as u64 > MAX_FILE {
            return Err(understand(ErrorKind::FileTooLarge.into()));
        }
        Ok(bytes)
    }

    fn append(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.appending()?.write_all(bytes).map_err(understand)
    }

    fn sync(&mut self) -> Result<(), StoreError> {
        self.appending()?.sync_all().map_err(understand)
    }

    fn replace(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        // What was open is the old file, which no name leads to any more.
        self.appending = None;
        let new = beside(&self.path, "new");
        write_synced(&new, bytes).map_err(understand)?;
        std::fs::rename(&new, &self.path).map_err(understand)?;
        sync_directory(&self.directory).map_err(understand)
    }
}

/// For a file that only the app's own user may read.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.create(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = private().truncate(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes a rename survive a power cut. Elsewhere than on Unix a directory cannot be opened for that.
#[cfg(unix)]
fn sync_directory(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

#[cfg(not(unix))]
fn sync_directory(_directory: &Path) -> io::Result<()> {
    Ok(())
}

fn directory(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

#[expect(clippy::needless_pass_by_value, reason = "it is the end of the error")]
fn understand(error: io::Error) -> StoreError {
    match error.kind() {
        ErrorKind::PermissionDenied => StoreError::NotAvailable,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::Full,
        kind => StoreError::Io {
            detail: kind.to_string(),
        },
    }
}

/// What cannot be synced shows whether it is tried: `fsync` of `/dev/null` and of a directory of `/proc` fails with
/// `EINVAL`, while writing to the former works. A sync that is left out is an `Ok` here.
#[cfg(all(test, target_os = "linux"))]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn refused() -> StoreError {
        understand(ErrorKind::InvalidInput.into())
    }

    /// A store whose file with this ending is `/dev/null`.
    fn store_on_null(name: &str, ending: &str) -> FileStore {
        let directory = std::env::temp_dir().join(format!("vinculo-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&directory);
        std::fs::create_dir_all(&directory).unwrap();
        std::os::unix::fs::symlink("/dev/null", directory.join(format!("journal{ending}")))
            .unwrap();
        FileStore::open(directory.join("journal")).unwrap()
    }

    fn clean_up(store: FileStore) {
        let directory = store.directory.clone();
        drop(store);
        std::fs::remove_dir_all(directory).unwrap();
    }

    #[test]
    fn sync_syncs_the_file() {
        let mut store = store_on_null("sync", "");
        store.append(b"x").unwrap();
        assert_eq!(store.sync(), Err(refused()));
        clean_up(store);
    }

    #[test]
    fn replace_syncs_the_new_file_before_it_takes_the_name() {
        let mut store = store_on_null("replace", ".new");
        assert_eq!(store.replace(b"x"), Err(refused()));
        assert!(!store.path.exists());
        clean_up(store);
    }

    #[test]
    fn replace_syncs_the_directory_after_it() {
        let mut store = store_on_null("directory", ".other");
        store.replace(b"x").unwrap();
        let real = std::mem::replace(&mut store.directory, PathBuf::from("/proc"));
        assert_eq!(store.replace(b"y"), Err(refused()));
        assert_eq!(store.read_all().unwrap(), b"y", "it was renamed before");
        store.directory = real;
        clean_up(store);
    }
}
