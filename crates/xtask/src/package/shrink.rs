//! After R8 in full mode, with the rules of the AAR alone, an app still works; and each rule is needed.

use std::path::{Path, PathBuf};

use super::consumer::Apps;
use super::contents::extract;
use super::sandbox::Sandbox;
use super::{empty_dir, files_below, projects, read, write};
use crate::process::{outside, run};
use crate::sizes;
use crate::tally::Tally;

/// Counts one for the app with all rules, and one for each rule.
pub(crate) fn check(apps: &Apps, sandbox: &Sandbox) -> Result<Tally, String> {
    let dir = empty_dir("shrink")?;
    let (_, rules) = android_jars(apps, &dir)?;
    let compiler = R8 {
        apps,
        rules: &rules,
        out: &dir,
    };
    let desktop = desktop_jars(apps, &dir)?;

    let mut passed = 0;
    for result in compiler.run("each", "app.pro", &desktop)? {
        let jar = dir.join(format!("{}.jar", result.number));
        let works = result.is_shrunk && apps.connect(&jar.display().to_string(), sandbox).is_ok();
        match (result.number, works) {
            (0, false) => {
                return Err("the app does not work after R8, with all our rules".to_owned());
            }
            (0, true) => println!("shrunk with all rules, it connects an account"),
            (_, false) => println!("needed: {}", result.rule),
            (_, true) => return Err(format!("no check needs the rule {}", result.rule)),
        }
        passed += 1;
    }
    Tally::of_passed(passed).proven()
}

/// What an app for Android gets that uses all of our Android part: the bytes of its dex, all that we bring along included.
pub(crate) fn dex(apps: &Apps) -> Result<u64, String> {
    let dir = android(apps, "dex", "app.pro")?;
    let unpacked = dir.join("app");
    extract(&dir.join("0.zip"), &unpacked)?;
    // A second file, `classes2.dex`, would mean 64,000 methods.
    sizes::weigh(&unpacked.join("classes.dex"))
}

/// The desktop app as jars.
fn desktop_jars(apps: &Apps, dir: &Path) -> Result<Vec<PathBuf>, String> {
    apps.desktop()?
        .into_iter()
        .map(|file| {
            if file.is_file() {
                return Ok(file);
            }
            let jar = dir.join("app.jar");
            let mut zip = outside("jar");
            zip.arg("--create")
                .arg("--file")
                .arg(&jar)
                .arg("-C")
                .arg(&file)
                .arg(".");
            run(&mut zip).map(|()| jar)
        })
        .collect()
}

/// R8 once over what an Android app gets; where the result is.
fn android(apps: &Apps, mode: &str, own: &str) -> Result<PathBuf, String> {
    let out = empty_dir(&format!("android-{mode}"))?;
    let (jars, rules) = android_jars(apps, &out)?;
    let compiler = R8 {
        apps,
        rules: &rules,
        out: &out,
    };
    compiler.run_once(mode, &own_rules(own, &out)?, &jars)?;
    Ok(out)
}

/// What an Android app gets as jars, and the rules of our AAR.
fn android_jars(apps: &Apps, dir: &Path) -> Result<(Vec<PathBuf>, PathBuf), String> {
    let mut jars = Vec::new();
    let mut rules = Err("the app got no AAR of ours".to_owned());
    for file in apps.android()? {
        let name = file.file_stem().unwrap_or_default().to_owned();
        if file.extension().is_none_or(|end| end != "aar") {
            jars.push(file);
            continue;
        }
        let aar = dir.join(&name);
        extract(&file, &aar)?;
        jars.push(aar.join("classes.jar"));
        if name.to_string_lossy().starts_with(super::AAR) {
            rules = Ok(aar.join("proguard.txt"));
        }
    }
    rules.map(|rules| (jars, rules))
}

/// The app's own rules, with those that other AARs bring along.
fn own_rules(name: &str, dir: &Path) -> Result<String, String> {
    let mut rules = read(&projects().join("shrink").join(name))?;
    for file in files_below(dir)? {
        let is_others = file.file_name().is_some_and(|name| name == "proguard.txt")
            && !file.to_string_lossy().starts_with(super::AAR);
        if is_others {
            rules.push_str(&read(&dir.join(&file))?);
            rules.push('\n');
        }
    }
    let file = dir.join(name);
    write(&file, &rules)?;
    Ok(file.display().to_string())
}

/// R8 with our rules, of an app's jars.
struct R8<'a> {
    apps: &'a Apps,
    rules: &'a Path,
    out: &'a Path,
}

struct Attempt {
    number: u32,
    rule: String,
    is_shrunk: bool,
}

impl R8<'_> {
    /// `mode` is explained in `Shrink.java`, `own` names the app's own rules, or is where they are.
    fn run(&self, mode: &str, own: &str, program: &[PathBuf]) -> Result<Vec<Attempt>, String> {
        println!("R8, {mode}: some seconds for each set of rules");
        let dir = projects().join("shrink");
        let mut java = outside("java");
        java.arg("-Xmx2g").arg("-cp").arg(self.apps.tool("r8.jar"));
        java.arg(dir.join("Shrink.java")).arg(mode).arg(self.rules);
        java.arg(dir.join(own))
            .arg(self.apps.tool("android-all.jar"));
        java.arg(self.out).args(program);
        let done = java
            .output()
            .map_err(|e| format!("java could not be started: {e}"))?;
        if !done.status.success() {
            return Err(format!(
                "R8 could not be run: {}",
                String::from_utf8_lossy(&done.stderr)
            ));
        }
        eprint!("{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8_lossy(&done.stdout)
            .lines()
            .map(|line| attempt(line).ok_or_else(|| format!("R8 said: {line}")))
            .collect()
    }

    /// The same with all rules alone.
    fn run_once(&self, mode: &str, own: &str, program: &[PathBuf]) -> Result<(), String> {
        match self.run(mode, own, program)?.as_slice() {
            [result] if result.is_shrunk => Ok(()),
            _ => Err(format!(
                "R8 does not take the AAR and what it brings along ({mode})"
            )),
        }
    }
}

/// The classes of the AAR, and those of other libraries that are reached from them, in a jar.
pub(crate) fn reached(apps: &Apps) -> Result<PathBuf, String> {
    Ok(android(apps, "once", "reached.pro")?.join("0.jar"))
}

/// `shrunk 3 -keep …`
fn attempt(line: &str) -> Option<Attempt> {
    let (verdict, rest) = line.split_once(' ')?;
    let (number, rule) = rest.split_once(' ')?;
    Some(Attempt {
        number: number.parse().ok()?,
        rule: rule.to_owned(),
        is_shrunk: verdict == "shrunk",
    })
}
