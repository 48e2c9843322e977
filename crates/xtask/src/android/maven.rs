//! What comes from Maven: the compiled test, what it needs, and JNA as apps get it.

use std::fs;
use std::path::PathBuf;

use super::{make_dir, out_dir};
use crate::process::{outside, root, run};

/// The test, compiled together with the generated Kotlin that is committed.
pub(super) struct Test {
    dir: PathBuf,
}

impl Test {
    pub(super) fn compile() -> Result<Self, String> {
        let dir = out_dir()?.join("jvm");
        // The compiler keeps classes whose source is gone.
        let _ = fs::remove_dir_all(dir.join("classes"));
        println!("compiling the Kotlin: a first run fetches 100 MB into ~/.m2");
        let mut maven = outside("mvn");
        maven.args(["--batch-mode", "--quiet", "-Dstyle.color=never"]);
        maven.arg(format!("-Dout={}", dir.display()));
        run(maven
            .arg("compile")
            .current_dir(root().join("tests/android")))?;
        Ok(Self { dir })
    }

    /// For a JVM.
    pub(super) fn class_path(&self) -> String {
        let dir = self.dir.display();
        format!("{dir}/classes:{dir}/dependency/*")
    }

    /// JNA's AAR, unpacked.
    pub(super) fn jna_aar(&self) -> Result<PathBuf, String> {
        let dir = self.dir.join("jna");
        make_dir(&dir)?;
        let mut jar = outside("jar");
        run(jar
            .arg("xf")
            .arg(self.dir.join("jna.aar"))
            .current_dir(&dir))?;
        Ok(dir)
    }
}
