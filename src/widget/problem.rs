//! What is wrong with a configuration, told all at once.

use std::error::Error;
use std::fmt;

/// One problem or doubt. Every field is safe to log: a token, an external id, an extra value and
/// anything that could be personal is never shown.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct ConfigProblem {
    /// The option, such as `institution_types`.
    pub field: String,
    /// The offending value, where it may be shown.
    pub value: Option<String>,
    /// Stable name of the broken rule, such as `wrong_case`.
    pub rule: String,
    /// What to do, as a sentence.
    pub fix: String,
}

impl fmt::Display for ConfigProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.field)?;
        if let Some(value) = &self.value {
            write!(f, " `{value}`")?;
        }
        write!(f, ": {}. {}", self.rule, self.fix)
    }
}

impl Error for ConfigProblem {}

/// What a check found, in the order of the URL. Without problems the configuration works.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct ConfigReport {
    /// What must be put right.
    pub problems: Vec<ConfigProblem>,
    /// What works, and is likely a mistake.
    pub warnings: Vec<ConfigProblem>,
}

/// The configuration cannot be used. Put every problem right; it is a mistake in the app's code,
/// so trying again does not help.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Error))]
pub enum ConfigError {
    /// At least one option breaks a rule.
    Rejected {
        /// Every problem, in the order of the URL; at least one.
        problems: Vec<ConfigProblem>,
        /// Doubts besides.
        warnings: Vec<ConfigProblem>,
    },
}

impl ConfigError {
    /// Every problem, in the order of the URL.
    #[must_use]
    pub fn problems(&self) -> &[ConfigProblem] {
        let Self::Rejected { problems, .. } = self;
        problems
    }

    /// Doubts besides.
    #[must_use]
    pub fn warnings(&self) -> &[ConfigProblem] {
        let Self::Rejected { warnings, .. } = self;
        warnings
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the widget's configuration cannot be used")?;
        for problem in self.problems() {
            write!(f, "; {problem}")?;
        }
        Ok(())
    }
}

impl Error for ConfigError {}
