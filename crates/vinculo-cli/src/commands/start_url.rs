//! `vinculo start-url`: the URL that opens the widget.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::Args;
use vinculo::widget::{BuiltUrl, ConfigError, ConfigProblem, StartUrl, WidgetConfigBuilder};

use super::CommandError;
use super::token::{self, TOKEN_VARIABLE};
use crate::json::start_url_json;
use crate::terminal::{Tone, paint, printable};

const AFTER_HELP: &str = "\
The token is taken from standard input (--token-stdin) or from the environment variable VINCULO_ACCESS_TOKEN, never from
an argument: arguments can be seen by every other process of the machine, and stay in the shell's history. Standard input
may hold the token alone, or the whole answer of Belvo's POST /api/token/ or of a backend.

The URL is printed with *** for the token, the external id and extra values, unless --reveal is given. All problems are
told at once, on standard error; with --json they are printed as JSON on standard output.

Exit codes:
  0  the URL was printed, perhaps with warnings
  1  the options break a rule, the token is missing or unusable, or input or output failed
  2  the command line cannot be used

Examples:
  printf %s \"$TOKEN\" | vinculo start-url --token-stdin --locale pt --country-codes BR
  VINCULO_ACCESS_TOKEN=… vinculo start-url --access-mode single --reveal";

/// Arguments of `vinculo start-url`.
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct StartUrlArgs {
    /// Read the access token from standard input
    #[arg(long)]
    pub token_stdin: bool,
    /// Print the URL with the token in it, to open it
    #[arg(long)]
    pub reveal: bool,
    /// One line of JSON: the url and warnings, or errors
    #[arg(long)]
    pub json: bool,
    /// Where the widget lives, if not at Belvo's.
    #[arg(
        long,
        value_name = "URL",
        help = "Where the widget lives: https, or http on loopback [default: https://widget.belvo.io/]"
    )]
    pub base_url: Option<String>,
    /// Language: es, en or pt
    #[arg(long)]
    pub locale: Option<String>,
    /// Kinds of institution: retail, business, fiscal, employment, gig
    #[arg(long, value_name = "TYPES", value_delimiter = ',')]
    pub institution_types: Option<Vec<String>>,
    /// Institutions by Belvo's name, such as `erebor_mx_retail`
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub institutions: Option<Vec<String>>,
    /// Countries, such as BR,MX
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub country_codes: Option<Vec<String>>,
    /// single or recurrent
    #[arg(long, value_name = "MODE")]
    pub access_mode: Option<String>,
    /// Your own opaque id of the user; nothing personal
    #[arg(long, value_name = "ID")]
    pub external_id: Option<String>,
    /// Only institutions that have all of these, such as ACCOUNTS,OWNERS
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub resources: Option<Vec<String>>,
    /// openfinance or credentials
    #[arg(long, value_name = "TYPE")]
    pub integration_type: Option<String>,
    /// Whether leaving asks "are you sure?"
    #[arg(long, value_name = "true|false")]
    pub show_close_dialog: Option<bool>,
    /// Whether leaving shows a survey
    #[arg(long, value_name = "true|false")]
    pub show_abandon_survey: Option<bool>,
    /// A parameter that this version does not know; may be given again
    #[arg(long, value_name = "NAME=VALUE")]
    pub extra: Vec<String>,
    /// Taken only to be refused, by an error that does not repeat it.
    #[arg(long, hide = true, num_args = 0..)]
    access_token: Option<Vec<OsString>>,
    /// As above: who passes the token by mistake, passes it here.
    #[arg(hide = true)]
    misplaced: Vec<OsString>,
}

/// Runs it.
///
/// # Errors
/// If the token cannot be read, or output fails.
pub fn run(args: &StartUrlArgs) -> Result<ExitCode, CommandError> {
    args.refuse_misplaced()?;
    let builder = args.builder()?;
    let token = if args.token_stdin {
        token::from_reader(&mut io::stdin().lock())?
    } else {
        token::from_environment()?
    };
    let built = builder.start_url(token.as_deref());
    let shown = |built: &BuiltUrl| {
        if args.reveal {
            built.url.reveal().to_owned()
        } else {
            built.url.redacted()
        }
    };
    let code = ExitCode::from(u8::from(built.is_err()));
    let mut out = anstream::stdout();
    if args.json {
        let json = match &built {
            Ok(ok) => start_url_json(&built, |_| shown(ok)),
            Err(_) => start_url_json(&built, StartUrl::redacted),
        };
        writeln!(out, "{}", printable(&json.to_string()))?;
        return Ok(code);
    }
    tell(&built)?;
    if let Ok(built) = &built {
        writeln!(out, "{}", printable(&shown(built)))?;
        if !args.reveal && io::stdout().is_terminal() {
            let note =
                "*** hides the token, so this URL opens nothing; add --reveal to print it whole";
            writeln!(anstream::stderr(), "{}", paint(Tone::Dim, note))?;
        }
    }
    Ok(code)
}

impl StartUrlArgs {
    fn refuse_misplaced(&self) -> Result<(), CommandError> {
        if self.access_token.is_none() && self.misplaced.is_empty() {
            return Ok(());
        }
        Err(CommandError {
            what: "start-url takes options only, and no token among them".to_owned(),
            means:
                "no URL was written; if it was a token, every process of this machine could see it"
                    .to_owned(),
            fix: format!(
                "pass the token by --token-stdin or the variable {TOKEN_VARIABLE}, and mint a new one"
            ),
            code: 2,
        })
    }

    fn builder(&self) -> Result<WidgetConfigBuilder, CommandError> {
        let mut builder = WidgetConfigBuilder::default();
        if let Some(url) = &self.base_url {
            builder = builder.base_url(url);
        }
        if let Some(locale) = &self.locale {
            builder = builder.locale(locale);
        }
        if let Some(types) = &self.institution_types {
            builder = builder.institution_types(types);
        }
        if let Some(names) = &self.institutions {
            builder = builder.institutions(names);
        }
        if let Some(codes) = &self.country_codes {
            builder = builder.country_codes(codes);
        }
        if let Some(mode) = &self.access_mode {
            builder = builder.access_mode(mode);
        }
        if let Some(id) = &self.external_id {
            builder = builder.external_id(id);
        }
        if let Some(resources) = &self.resources {
            builder = builder.resources(resources);
        }
        if let Some(integration) = &self.integration_type {
            builder = builder.integration_type(integration);
        }
        if let Some(show) = self.show_close_dialog {
            builder = builder.show_close_dialog(show);
        }
        if let Some(show) = self.show_abandon_survey {
            builder = builder.show_abandon_survey(show);
        }
        for extra in &self.extra {
            // The value may be anything, so it is never repeated.
            let (name, value) = extra.split_once('=').ok_or_else(|| CommandError {
                what: "--extra is not NAME=VALUE".to_owned(),
                means: "nobody can tell the parameter's name, so no URL was written".to_owned(),
                fix: "write --extra NAME=VALUE, once for each parameter".to_owned(),
                code: 2,
            })?;
            builder = builder.extra(name, value);
        }
        Ok(builder)
    }
}

/// Every problem and doubt, on standard error.
fn tell(built: &Result<BuiltUrl, ConfigError>) -> io::Result<()> {
    let (problems, warnings) = match built {
        Ok(built) => (&[][..], &built.warnings[..]),
        Err(error) => (error.problems(), error.warnings()),
    };
    let mut out = anstream::stderr();
    if !problems.is_empty() {
        let label = paint(Tone::Bad, "error:");
        writeln!(
            out,
            "{label} the widget cannot be started with these options"
        )?;
        writeln!(out, "  this means: no URL was written")?;
        writeln!(
            out,
            "  what to do: put right what follows, all of it, and run it again"
        )?;
    }
    for problem in problems {
        writeln!(out, "{}", problem_text(Tone::Bad, "problem", problem))?;
    }
    for warning in warnings {
        writeln!(out, "{}", problem_text(Tone::Warn, "warning", warning))?;
    }
    Ok(())
}

fn problem_text(tone: Tone, label: &str, problem: &ConfigProblem) -> String {
    let value = problem.value.as_ref();
    let value = value.map(|value| format!(" `{value}`")).unwrap_or_default();
    let here = if problem.field == "access_token" && problem.rule == "missing" {
        format!(" Here: --token-stdin, or the variable {TOKEN_VARIABLE}.")
    } else {
        String::new()
    };
    let fix = format!("{}{here}", problem.fix);
    let head = printable(&format!("{}{value}: {}", problem.field, problem.rule));
    format!(
        "{} {head}\n    {}",
        paint(tone, &format!("{label}:")),
        printable(&fix)
    )
}
