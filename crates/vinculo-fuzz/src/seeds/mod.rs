//! The first inputs of each target, made from `vectors/`.

mod answers;
mod journals;
mod lives;
mod options;
mod texts;
mod vectors;

use std::io;
use std::path::Path;

use vectors::Vectors;

/// The seeds of a target; none for a name that is no target's.
///
/// # Errors
/// If `vectors/` cannot be read.
pub fn of(target: &str, vectors: &Path) -> io::Result<Vec<Vec<u8>>> {
    let vectors = Vectors::read(vectors)?;
    Ok(match target {
        "callback_url" | "reference" => texts::callbacks(&vectors),
        "page_message" => texts::page_messages(&vectors),
        "navigation" => texts::navigations(&vectors),
        "start_url" => options::seeds(&vectors),
        "session" => lives::seeds(&vectors),
        "snapshot" => texts::snapshots(&vectors),
        "journal" => journals::seeds(),
        "backend_answer" => answers::seeds(),
        "vector_file" => texts::vector_files(&vectors),
        _ => Vec::new(),
    })
}
