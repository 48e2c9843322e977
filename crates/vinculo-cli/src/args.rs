//! The command line as typed values.

use clap::{Args, Parser, Subcommand};
use vinculo::callback::{CallbackMatcher, CallbackUrls};

use crate::commands::CommandError;
use crate::commands::decide::DecideArgs;
use crate::commands::parse::ParseArgs;
use crate::commands::sandbox::SandboxArgs;
use crate::commands::start_url::StartUrlArgs;
use crate::commands::vectors::VectorsArgs;
use crate::demo::DemoArgs;
use crate::doctor::DoctorArgs;

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  done, and something was not as it should be (each command's --help says what)
  2  the command line cannot be used

Colours are shown on a terminal; NO_COLOR=1 turns them off.";

/// Tools for Belvo's hosted Connect widget: what a callback means, where a webview may go, how the widget starts.
#[derive(Debug, Parser)]
#[command(name = "vinculo", version, after_help = EXIT_CODES, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Tell what callback URLs of the widget mean
    Parse(ParseArgs),
    /// Tell where a webview may go
    Decide(DecideArgs),
    /// Write the URL that opens the widget
    StartUrl(StartUrlArgs),
    /// Run golden vector files
    Vectors(VectorsArgs),
    /// Show a connect session on a phone, and what the core decides
    Demo(DemoArgs),
    /// Serve a local stand-in for Belvo: API, widget and bank
    Sandbox(SandboxArgs),
    /// Say what an app's project lacks, with the fix
    Doctor(DoctorArgs),
}

/// The callback URLs that the token was minted for.
#[derive(Debug, Args)]
#[command(next_help_heading = "Callback URLs")]
pub struct CallbackUrlArgs {
    /// `callback_urls.success` of the token request
    #[arg(long, value_name = "URL", default_value = "your-url-here://success")]
    pub success: String,
    /// `callback_urls.exit`
    #[arg(long, value_name = "URL", default_value = "your-url-here://exit")]
    pub exit: String,
    /// `callback_urls.event`
    #[arg(long, value_name = "URL", default_value = "your-url-here://error")]
    pub event: String,
}

impl CallbackUrlArgs {
    /// The URLs.
    #[must_use]
    pub fn urls(&self) -> CallbackUrls {
        CallbackUrls {
            success: self.success.clone(),
            exit: self.exit.clone(),
            event: self.event.clone(),
        }
    }

    /// The matcher of these URLs.
    ///
    /// # Errors
    /// If one of them could never match.
    pub fn matcher(&self) -> Result<CallbackMatcher, CommandError> {
        matcher(&self.urls())
    }
}

/// The matcher of these URLs.
///
/// # Errors
/// If one of them could never match.
pub fn matcher(urls: &CallbackUrls) -> Result<CallbackMatcher, CommandError> {
    CallbackMatcher::new(urls).map_err(|error| CommandError {
        what: error.to_string(),
        means: "no URL could ever match these, so nothing was read".to_owned(),
        fix: "give --success, --exit and --event as the token request has them, such as myapp://success"
            .to_owned(),
        code: 2,
    })
}
