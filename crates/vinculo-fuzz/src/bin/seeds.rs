//! `seeds DIR`: writes the first inputs of every target to `DIR/NAME/`, made from `vectors/`.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(dir) = std::env::args_os().nth(1) else {
        eprintln!("seeds: say where to; `seeds target/fuzz/seeds`");
        return ExitCode::from(2);
    };
    match write(Path::new(&dir)) {
        Ok(count) => {
            println!("{count} seeds");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("seeds: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(dir: &Path) -> std::io::Result<usize> {
    let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors");
    let mut count = 0;
    for target in vinculo_fuzz::ALL {
        let own = dir.join(target.name);
        std::fs::create_dir_all(&own)?;
        for seed in vinculo_fuzz::seeds::of(target.name, &vectors)? {
            let mut hasher = DefaultHasher::new();
            seed.hash(&mut hasher);
            std::fs::write(own.join(format!("{:016x}", hasher.finish())), seed)?;
            count += 1;
        }
    }
    Ok(count)
}
