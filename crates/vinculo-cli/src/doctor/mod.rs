//! `vinculo doctor`: reads an app's project, and says what it lacks to use Vinculo, or what is dangerous in it.
//!
//! ```text
//! folder ─► project::* (files, parsed into types) ─► android::*, ios::* (pure checks) ─► findings ─► report
//! ```
//!
//! It runs nothing of the project and asks nobody on the network. Each rule's reason is in `docs/doctor.md`.

mod android;
pub mod callback;
mod codes;
mod finding;
mod ios;
pub mod project;
mod report;

use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::commands::CommandError;
use crate::terminal::printable;
use callback::Callback;
pub use codes::Code;
pub use finding::{Edit, Finding, Fix, Severity};
use project::{MAX_FILE_BYTES, Project, Source};
pub use report::Report;

const AFTER_HELP: &str = "\
Read are the files that Gradle and Xcode read: manifests, build files, version catalogues, property lists, entitlements,
project files, and code only for a few words. Nothing is run and nothing is fetched. What is computed is called unknown, and not judged.
Every rule, with its reason: docs/doctor.md.

Exit codes:
  0  no error was found
  1  an error was found (with --strict: or a warning), or the output could not be written
  2  the command line cannot be used, or the folder holds no such project

Examples:
  vinculo doctor android ~/bank-app --callback com.example.bank://success --callback com.example.bank://exit
  vinculo doctor ios ~/bank-ios --callback https://app.example.com/belvo/success --strict --json";

/// Arguments of `vinculo doctor`.
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct DoctorArgs {
    /// Which kind of project it is
    #[arg(value_enum)]
    pub platform: Platform,
    /// The folder of the project
    #[arg(value_name = "PROJECT_DIR")]
    pub folder: PathBuf,
    /// A callback URL of the token request; repeat it. Without any, all links of the app are looked at
    #[arg(long = "callback", value_name = "URL")]
    pub callbacks: Vec<String>,
    /// A copy of the website's assetlinks.json, if it is not in the project (Android)
    #[arg(long, value_name = "FILE")]
    pub assetlinks: Option<PathBuf>,
    /// A copy of the website's apple-app-site-association, likewise (iOS)
    #[arg(long, value_name = "FILE")]
    pub aasa: Option<PathBuf>,
    /// Leave out findings of this code; repeat it
    #[arg(long, value_name = "CODE")]
    pub allow: Vec<String>,
    /// Exit with 1 for warnings too
    #[arg(long)]
    pub strict: bool,
    /// One JSON object instead of text
    #[arg(long)]
    pub json: bool,
}

/// Which kind of project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Platform {
    /// Gradle, with Android's plugin
    Android,
    /// Xcode
    #[value(name = "ios")]
    Ios,
}

/// What cannot be read from a project.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The callback URLs of the token request.
    pub callbacks: Vec<Callback>,
    /// The website's file for Android.
    pub assetlinks: Option<Source>,
    /// The website's file for Apple.
    pub aasa: Option<Source>,
}

impl Platform {
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Android => "android",
            Self::Ios => "ios",
        }
    }

    fn wanted(self) -> fn(&str) -> bool {
        match self {
            Self::Android => android::wanted,
            Self::Ios => ios::wanted,
        }
    }
}

/// Looks at a project. `None` if no app of the platform is in it.
#[must_use]
pub fn examine(platform: Platform, project: &Project, options: &Options) -> Option<Vec<Finding>> {
    let mut findings = match platform {
        Platform::Android => android::check(project, options)?,
        Platform::Ios => ios::check(project, options)?,
    };
    findings.splice(0..0, project.problems.iter().cloned());
    // Two apps or modules of one project may meet the same file.
    let mut known = HashSet::new();
    findings.retain(|finding| known.insert(finding.clone()));
    findings.sort_by_key(|finding| finding.code.severity);
    Some(findings)
}

/// Runs it.
///
/// # Errors
/// If the project or an option cannot be read, or the output cannot be written.
pub fn run(args: &DoctorArgs) -> Result<ExitCode, CommandError> {
    let options = options(args)?;
    let project =
        Project::read(&args.folder, args.platform.wanted()).map_err(|error| CommandError {
            what: format!("{} cannot be read: {error}", args.folder.display()),
            means: "no project was looked at".to_owned(),
            fix: "give the folder that holds the project".to_owned(),
            code: 2,
        })?;
    let mut findings = examine(args.platform, &project, &options).ok_or_else(|| no_app(args))?;
    findings.retain(|finding| !args.allow.iter().any(|code| code == finding.code.name));
    let report = Report {
        platform: args.platform,
        folder: args.folder.display().to_string(),
        findings,
    };
    let mut out = anstream::stdout();
    if args.json {
        writeln!(out, "{}", printable(&report.json().to_string()))?;
    } else {
        write!(out, "{}", report.text())?;
    }
    let fails =
        report.count(Severity::Error) > 0 || (args.strict && report.count(Severity::Warning) > 0);
    Ok(ExitCode::from(u8::from(fails)))
}

fn options(args: &DoctorArgs) -> Result<Options, CommandError> {
    for code in &args.allow {
        if !Code::ALL.iter().any(|known| known.name == code) {
            return Err(CommandError {
                what: format!("--allow {code}: there is no such code"),
                means: "nothing was looked at".to_owned(),
                fix: "take a code as the report prints it, such as android-abi-without-library"
                    .to_owned(),
                code: 2,
            });
        }
    }
    let callbacks: Result<Vec<Callback>, CommandError> = args
        .callbacks
        .iter()
        .map(|url| Callback::read(url))
        .collect();
    Ok(Options {
        callbacks: callbacks?,
        assetlinks: args.assetlinks.as_deref().map(website_file).transpose()?,
        aasa: args.aasa.as_deref().map(website_file).transpose()?,
    })
}

fn website_file(path: &Path) -> Result<Source, CommandError> {
    let refused = |why: String| CommandError {
        what: format!("{} cannot be read: {why}", path.display()),
        means: "nothing was looked at".to_owned(),
        fix: "give a copy of the file that the website serves".to_owned(),
        code: 2,
    };
    let metadata = fs::metadata(path).map_err(|error| refused(error.to_string()))?;
    if !metadata.is_file() || metadata.len() > MAX_FILE_BYTES as u64 {
        return Err(refused("it is no file, or larger than 4 MiB".to_owned()));
    }
    let text = fs::read_to_string(path).map_err(|error| refused(error.to_string()))?;
    Ok(Source::new(path.display().to_string(), text))
}

fn no_app(args: &DoctorArgs) -> CommandError {
    let (what, fix) = match args.platform {
        Platform::Android => (
            "an Android app",
            "give the folder that holds settings.gradle or settings.gradle.kts",
        ),
        Platform::Ios => (
            "an iOS app",
            "give the folder that holds the .xcodeproj, or the app's Info.plist",
        ),
    };
    CommandError {
        what: format!("{} does not hold {what}", args.folder.display()),
        means: "nothing was looked at".to_owned(),
        fix: fix.to_owned(),
        code: 2,
    }
}
