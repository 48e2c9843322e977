//! `vinculo decide`: where a webview may go.

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::Value;
use vinculo::callback::CallbackUrls;
use vinculo::navigation::{Decision, Frame, Navigation, NavigationPolicy, Navigator};

use super::parse::{Answers, hint};
use super::{CommandError, Line, Lines, render};
use crate::args::{CallbackUrlArgs, matcher};
use crate::json::{Fields, Object, decision_json, navigation_from, policy_from};

const AFTER_HELP: &str = "\
Without URL arguments, navigations are read from standard input, one JSON object a line, in the form of
vectors/README.md: {\"url\":\"…\",\"frame\":\"main|sub|popup|unknown\",\"origin\":\"…\",\"redirect\":true,\"post\":true,
\"user_gesture\":true}, all but url optional, and a \"policy\" where the line has one of its own, which replaces the
policy of the command line as a whole. Every line is answered, in order; one that cannot be read by
{\"error\":\"…\",\"line\":N}.

Exit codes:
  0  every navigation was decided (blocking one is a decision)
  1  a line could not be read, or input or output failed
  2  the command line cannot be used

Examples:
  vinculo decide 'https://bank.example/login' --open-finance
  echo '{\"url\":\"tel:+5511999990000\",\"frame\":\"sub\"}' | vinculo decide";

/// Arguments of `vinculo decide`.
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct DecideArgs {
    /// URLs to decide on; none: navigations from standard input
    #[arg(value_name = "URL")]
    pub urls: Vec<OsString>,
    /// JSON lines on a terminal too
    #[arg(long)]
    pub json: bool,
    /// The callback URLs that are ours.
    #[command(flatten)]
    pub callback_urls: CallbackUrlArgs,
    /// How the URL arguments are navigated to.
    #[command(flatten)]
    pub navigation: NavigationArgs,
    /// What the integrator allows.
    #[command(flatten)]
    pub policy: PolicyArgs,
}

/// How URL arguments are navigated to. What is left out is unknown to the engine.
#[derive(Debug, Args)]
#[command(next_help_heading = "Navigation, for URL arguments")]
pub struct NavigationArgs {
    /// The frame that would show it
    #[arg(long, value_enum, default_value = "main")]
    pub frame: FrameName,
    /// Origin of the iframe's document, with `--frame sub`
    #[arg(long)]
    pub origin: Option<String>,
    /// A server redirect led here
    #[arg(long, num_args = 0..=1, default_missing_value = "true", require_equals = true)]
    pub redirect: Option<bool>,
    /// It is a POST
    #[arg(long, num_args = 0..=1, default_missing_value = "true", require_equals = true)]
    pub post: Option<bool>,
    /// The user tapped
    #[arg(long, num_args = 0..=1, default_missing_value = "true", require_equals = true)]
    pub gesture: Option<bool>,
}

/// The frame of a navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FrameName {
    /// The page itself
    Main,
    /// An iframe
    Sub,
    /// A new window
    Popup,
    /// The engine does not tell
    Unknown,
}

/// What the integrator allows.
#[derive(Debug, Args)]
#[command(next_help_heading = "Policy")]
pub struct PolicyArgs {
    /// Host of the widget, subdomains included; may be given again [default: widget.belvo.io]
    #[arg(long, value_name = "HOST")]
    pub widget_host: Vec<String>,
    /// Banks are reached by open finance: offer their pages to an app first
    #[arg(long)]
    pub open_finance: bool,
    /// Allow only this https host besides the widget's, subdomains included; may be given again
    #[arg(long, value_name = "HOST")]
    pub strict_host: Vec<String>,
    /// Allow plain http to this machine, for a sandbox
    #[arg(long)]
    pub allow_loopback_http: bool,
    /// Believe a callback whose frame the engine does not name
    #[arg(long)]
    pub trust_unknown_frames: bool,
}

/// Runs it.
///
/// # Errors
/// If callback URLs or policy cannot be used, or input or output fails.
pub fn run(args: &DecideArgs) -> Result<ExitCode, CommandError> {
    let urls = args.callback_urls.urls();
    let navigator = navigator(&urls, &args.policy.policy())?;
    let mut out = Answers::new(args.json);
    let mut all_read = true;
    if args.urls.is_empty() {
        hint("reading navigations from the terminal, one JSON object a line; Ctrl-D ends");
        for (index, line) in Lines::new(io::stdin().lock()).enumerate() {
            let line = line.map_err(|error| CommandError::input(&error))?;
            let decided = decide_line(&line, &navigator, &urls);
            all_read &= decided.is_ok();
            write(&mut out, decided, index + 1)?;
        }
    }
    for url in &args.urls {
        let decision = navigator.decide(&args.navigation.of(&url.to_string_lossy())?);
        write(&mut out, Ok(decision), 0)?;
    }
    Ok(ExitCode::from(u8::from(!all_read)))
}

impl PolicyArgs {
    fn policy(&self) -> NavigationPolicy {
        let default = NavigationPolicy::default();
        let given = |hosts: &Vec<String>| (!hosts.is_empty()).then(|| hosts.clone());
        NavigationPolicy {
            widget_hosts: given(&self.widget_host).unwrap_or(default.widget_hosts),
            open_finance: self.open_finance,
            strict_hosts: given(&self.strict_host),
            allow_loopback_http: self.allow_loopback_http,
            trust_unknown_frames: self.trust_unknown_frames,
        }
    }
}

impl NavigationArgs {
    fn of(&self, url: &str) -> Result<Navigation, CommandError> {
        let origin = self.origin.clone().map(Into::into);
        let frame = match self.frame {
            FrameName::Sub => Frame::Sub { origin },
            _ if origin.is_some() => {
                return Err(CommandError {
                    what: "--origin is given without --frame sub".to_owned(),
                    means: "only the document of an iframe has an origin of its own here"
                        .to_owned(),
                    fix: "add --frame sub, or leave --origin out".to_owned(),
                    code: 2,
                });
            }
            FrameName::Main => Frame::Main,
            FrameName::Popup => Frame::Popup,
            FrameName::Unknown => Frame::Unknown,
        };
        Ok(Navigation {
            url: url.into(),
            frame,
            redirect: self.redirect,
            post: self.post,
            user_gesture: self.gesture,
        })
    }
}

fn navigator(urls: &CallbackUrls, policy: &NavigationPolicy) -> Result<Navigator, CommandError> {
    Navigator::new(policy, matcher(urls)?).map_err(|error| CommandError {
        what: error.to_string(),
        means: "the policy cannot be used, so nothing was decided".to_owned(),
        fix: "correct --widget-host or --strict-host".to_owned(),
        code: 2,
    })
}

fn decide_line(
    line: &Line,
    navigator_of_args: &Navigator,
    urls_of_args: &CallbackUrls,
) -> Result<Decision, String> {
    if line.cut {
        return Err("the line is longer than 1 MiB".to_owned());
    }
    let value: Value = serde_json::from_str(&line.text).map_err(|error| {
        format!(
            "not JSON ({:?} error at column {})",
            error.classify(),
            error.column()
        )
    })?;
    let read = || {
        let mut fields = Fields::of(&value, "")?;
        let navigation = navigation_from(&mut fields)?;
        let policy = fields.object("policy")?.map(policy_from).transpose()?;
        fields.end()?;
        Ok((navigation, policy))
    };
    let (navigation, policy) =
        read().map_err(|problem: crate::json::JsonProblem| problem.to_string())?;
    let Some(policy) = policy else {
        return Ok(navigator_of_args.decide(&navigation));
    };
    let urls = policy.callback_urls.as_ref().unwrap_or(urls_of_args);
    let own =
        navigator(urls, &policy.navigation).map_err(|error| format!("`policy`: {}", error.what))?;
    Ok(own.decide(&navigation))
}

fn write(out: &mut Answers, decided: Result<Decision, String>, line: usize) -> io::Result<()> {
    match decided {
        Ok(decision) => out.write(|| decision_json(&decision), || render::decision(&decision)),
        Err(error) => out.write(
            || Object::named("error", &error).with("line", line).into(),
            || render::unreadable(&error, line),
        ),
    }
}
