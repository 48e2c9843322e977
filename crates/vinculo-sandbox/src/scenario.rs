//! What a session comes to when nobody is there to tap: for an app's own UI tests.

use std::fmt;
use std::str::FromStr;

/// How a session goes. Everything but [`Manual`](Self::Manual) plays itself, by the pages, redirects and callbacks that a
/// user at the widget would cause. Names are stable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scenario {
    /// Whoever holds the phone decides.
    #[default]
    Manual,
    /// An account is connected.
    Connect,
    /// An account is connected, with some seconds on each page.
    ConnectSlowly,
    /// The user leaves on the first page.
    Exit,
    /// The user fails to log in, and leaves.
    ExitWithError,
    /// The user fails to log in, the widget sends its error event, and the page stays.
    Error,
    /// The user picks a disabled institution, the widget warns, and the page stays.
    Warning,
    /// No token of the session is taken.
    TokenNotValid,
    /// The first token of the session is not taken; with the next an account is connected.
    TokenNotValidOnce,
    /// Open finance: to the bank's own site, and back from it with an account.
    Bank,
    /// Open finance: the bank refuses.
    BankRefuses,
    /// An account is connected, and the success callback never comes.
    ConnectLost,
    /// The widget answers nothing for as long as the client waits.
    Blank,
    /// The widget answers 500.
    Http500,
    /// The first page takes [`slow_page`](crate::SandboxConfig::slow_page); then an account is connected.
    SlowPage,
}

impl Scenario {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Manual,
        Self::Connect,
        Self::ConnectSlowly,
        Self::Exit,
        Self::ExitWithError,
        Self::Error,
        Self::Warning,
        Self::TokenNotValid,
        Self::TokenNotValidOnce,
        Self::Bank,
        Self::BankRefuses,
        Self::ConnectLost,
        Self::Blank,
        Self::Http500,
        Self::SlowPage,
    ];

    /// The stable name, which [`FromStr`] takes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Connect => "connect",
            Self::ConnectSlowly => "connect_slowly",
            Self::Exit => "exit",
            Self::ExitWithError => "exit_with_error",
            Self::Error => "error",
            Self::Warning => "warning",
            Self::TokenNotValid => "token_not_valid",
            Self::TokenNotValidOnce => "token_not_valid_once",
            Self::Bank => "bank",
            Self::BankRefuses => "bank_refuses",
            Self::ConnectLost => "connect_lost",
            Self::Blank => "blank",
            Self::Http500 => "http_500",
            Self::SlowPage => "slow_page",
        }
    }

    /// One line on what happens, for people.
    #[must_use]
    pub fn summary(self) -> &'static str {
        match self {
            Self::Manual => "Whoever holds the phone decides.",
            Self::Connect => "An account is connected.",
            Self::ConnectSlowly => "An account is connected, with some seconds on each page.",
            Self::Exit => "The user leaves on the first page.",
            Self::ExitWithError => "The user fails to log in, and leaves.",
            Self::Error => {
                "The user fails to log in, the widget sends an error event, and the page stays."
            }
            Self::Warning => {
                "The user picks a disabled institution, the widget warns, and the page stays."
            }
            Self::TokenNotValid => "No token of the session is taken.",
            Self::TokenNotValidOnce => {
                "The first token is not taken; with the next an account is connected."
            }
            Self::Bank => "Open finance: to the bank's own site, and back from it with an account.",
            Self::BankRefuses => "Open finance: the bank refuses.",
            Self::ConnectLost => "An account is connected, and the success callback never comes.",
            Self::Blank => "The widget answers nothing for as long as the client waits.",
            Self::Http500 => "The widget answers 500.",
            Self::SlowPage => "The first page takes long; then an account is connected.",
        }
    }

    /// Whether the pages of a visit go on by themselves.
    pub(crate) fn plays_itself(self) -> bool {
        self != Self::Manual
    }
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Scenario {
    type Err = UnknownScenario;

    fn from_str(name: &str) -> Result<Self, UnknownScenario> {
        Self::ALL
            .into_iter()
            .find(|scenario| scenario.name() == name)
            .ok_or(UnknownScenario)
    }
}

/// There is no scenario of that name. Says which there are, and does not repeat what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownScenario;

impl fmt::Display for UnknownScenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("there is no scenario of that name; known are ")?;
        for (at, scenario) in Scenario::ALL.into_iter().enumerate() {
            let comma = if at == 0 { "" } else { ", " };
            write!(f, "{comma}{scenario}")?;
        }
        Ok(())
    }
}

impl std::error::Error for UnknownScenario {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_back_and_no_other() {
        for scenario in Scenario::ALL {
            assert_eq!(scenario.name().parse(), Ok(scenario));
            assert!(UnknownScenario.to_string().contains(scenario.name()));
        }
        for name in ["", "Exit", "exit ", "http500", "SECRET"] {
            assert_eq!(name.parse::<Scenario>(), Err(UnknownScenario), "{name}");
            assert!(name.is_empty() || !UnknownScenario.to_string().contains("SECRET"));
        }
    }
}
