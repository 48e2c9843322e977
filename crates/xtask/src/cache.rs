//! Where large things are kept that several clones share: outside of the work tree, made once, used until they change.

use std::path::PathBuf;

/// `VINCULO_CACHE`, else the user's cache folder. May not exist yet.
pub(crate) fn dir() -> Result<PathBuf, String> {
    let named = |name| std::env::var_os(name).map(PathBuf::from);
    named("VINCULO_CACHE")
        .or_else(|| named("XDG_CACHE_HOME").map(|cache| cache.join("vinculo")))
        .or_else(|| named("HOME").map(|home| home.join(".cache/vinculo")))
        .filter(|dir| dir.is_absolute())
        .ok_or_else(|| "no cache folder: set VINCULO_CACHE to the absolute path of one".to_owned())
}
