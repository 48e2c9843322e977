//! Collects options before they are checked.

use std::fmt;
use std::sync::Arc;

use super::access_token::{AccessToken, AccessTokenError};
use super::config::WidgetConfig;
use super::extra::ExtraParameter;
use super::finding::Findings;
use super::problem::{ConfigError, ConfigProblem, ConfigReport};
use super::rule::{Field, Rule};
use super::start_url::StartUrl;

/// Collects options as strings (from a file, a command line, a vector) or as typed values, and
/// checks them all at once. Nothing fails before [`WidgetConfigBuilder::build`].
#[must_use]
#[derive(Clone, Default)]
#[cfg_attr(
    feature = "ffi",
    derive(uniffi::Record),
    uniffi(name = "WidgetOptions")
)]
pub struct WidgetConfigBuilder {
    /// Where the widget lives.
    #[cfg_attr(feature = "ffi", uniffi(default))]
    pub(super) base_url: Option<String>,
    /// `es`, `en` or `pt`.
    #[cfg_attr(feature = "ffi", uniffi(default))]
    pub(super) locale: Option<String>,
    /// Kinds of institution to offer.
    #[cfg_attr(feature = "ffi", uniffi(default))]
    pub(super) institution_types: Option<Vec<String>>,
    /// Institutions to offer, by Belvo's name.
    #[cfg_attr(feature = "ffi", uniffi(default))]
    pub(super) institutions: Option<Vec<String>>,
    /// Countries whose institutions are offered.
    #[cfg_attr(feature = "ffi", uniffi(default))]
    pub(super) country_codes: Option<Vec<String>>,
    /// `single` or `recurrent`.
    #[cfg_attr(feature = "ffi", uniffi(default))]
    pub(super) access_mode: Option<String>,
    /// Your own opaque id of the user.
    #[cfg_attr(feature = "ffi", uniffi(default))]
    pub(super) external_id: Option<String>,
    /// Offer only institutions that have all of these.
    #[cfg_attr(feature = "ffi", uniffi(default))]
    pub(super) resources: Option<Vec<String>>,
    /// `openfinance` or `credentials`.
    #[cfg_attr(feature = "ffi", uniffi(default))]
    pub(super) integration_type: Option<String>,
    /// Whether leaving asks "are you sure?".
    #[cfg_attr(feature = "ffi", uniffi(default))]
    pub(super) show_close_dialog: Option<bool>,
    /// Whether leaving shows a survey.
    #[cfg_attr(feature = "ffi", uniffi(default))]
    pub(super) show_abandon_survey: Option<bool>,
    /// Parameters this version does not know; sent last.
    #[cfg_attr(feature = "ffi", uniffi(default))]
    pub(super) extra: Vec<ExtraParameter>,
}

/// A configuration that breaks no rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "ffi",
    derive(uniffi::Record),
    uniffi(name = "BuiltWidgetConfig")
)]
pub struct Built {
    /// The configuration.
    pub config: WidgetConfig,
    /// What works, and is likely a mistake; in the order of the URL.
    pub warnings: Vec<ConfigProblem>,
}

/// A start URL made in one go.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "ffi",
    derive(uniffi::Record),
    uniffi(name = "BuiltStartUrl")
)]
pub struct BuiltUrl {
    /// The URL.
    pub url: Arc<StartUrl>,
    /// What works, and is likely a mistake; in the order of the URL.
    pub warnings: Vec<ConfigProblem>,
}

impl WidgetConfigBuilder {
    /// Checks everything.
    ///
    /// # Errors
    /// [`ConfigError::Rejected`] with every problem, in the order of the URL.
    pub fn build(&self) -> Result<Built, ConfigError> {
        let mut findings = Findings::default();
        let config = self.read(&mut findings);
        let warnings = findings.into_warnings()?;
        Ok(Built { config, warnings })
    }

    /// Checks everything together with a token, which may be absent like any other option.
    ///
    /// # Errors
    /// [`ConfigError::Rejected`] with every problem, in the order of the URL.
    pub fn start_url(&self, access_token: Option<&str>) -> Result<BuiltUrl, ConfigError> {
        let mut findings = Findings::default();
        let token = AccessToken::new(access_token.unwrap_or_default().to_owned());
        if let Err(error) = &token {
            let rule = match error {
                AccessTokenError::Missing => Rule::Missing,
                _ => Rule::Malformed,
            };
            findings.problem(Field::AccessToken, rule, None);
        }
        let config = self.read(&mut findings);
        let ConfigReport { problems, warnings } = findings.into_report();
        match token {
            Ok(token) if problems.is_empty() => Ok(BuiltUrl {
                url: Arc::new(StartUrl::write(&config, &token)),
                warnings,
            }),
            _ => Err(ConfigError::Rejected { problems, warnings }),
        }
    }

    /// Every problem and every doubt.
    #[must_use]
    pub fn check(&self) -> ConfigReport {
        let mut findings = Findings::default();
        self.read(&mut findings);
        findings.into_report()
    }
}

/// One setter an option. Setting it again replaces it, but for [`WidgetConfigBuilder::extra`].
impl WidgetConfigBuilder {
    /// Where the widget lives, if not at Belvo's: https, or http on loopback.
    pub fn base_url(mut self, url: impl AsRef<str>) -> Self {
        self.base_url = text(url);
        self
    }

    /// Language: `es`, `en` or `pt`.
    pub fn locale(mut self, locale: impl AsRef<str>) -> Self {
        self.locale = text(locale);
        self
    }

    /// Kinds of institution to offer.
    pub fn institution_types<T: AsRef<str>>(mut self, types: impl IntoIterator<Item = T>) -> Self {
        self.institution_types = texts(types);
        self
    }

    /// Institutions to offer, by Belvo's name.
    pub fn institutions<T: AsRef<str>>(mut self, names: impl IntoIterator<Item = T>) -> Self {
        self.institutions = texts(names);
        self
    }

    /// Countries whose institutions are offered.
    pub fn country_codes<T: AsRef<str>>(mut self, codes: impl IntoIterator<Item = T>) -> Self {
        self.country_codes = texts(codes);
        self
    }

    /// `single` or `recurrent`.
    pub fn access_mode(mut self, mode: impl AsRef<str>) -> Self {
        self.access_mode = text(mode);
        self
    }

    /// Your own opaque id of the user.
    pub fn external_id(mut self, id: impl AsRef<str>) -> Self {
        self.external_id = text(id);
        self
    }

    /// Offer only institutions that have all of these.
    pub fn resources<T: AsRef<str>>(mut self, resources: impl IntoIterator<Item = T>) -> Self {
        self.resources = texts(resources);
        self
    }

    /// `openfinance` or `credentials`.
    pub fn integration_type(mut self, integration: impl AsRef<str>) -> Self {
        self.integration_type = text(integration);
        self
    }

    /// Whether leaving asks "are you sure?".
    pub fn show_close_dialog(mut self, show: bool) -> Self {
        self.show_close_dialog = Some(show);
        self
    }

    /// Whether leaving shows a survey.
    pub fn show_abandon_survey(mut self, show: bool) -> Self {
        self.show_abandon_survey = Some(show);
        self
    }

    /// Adds a parameter this version does not know; sent last, in the order added.
    pub fn extra(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.extra.push(ExtraParameter {
            name: name.into(),
            value: value.into(),
        });
        self
    }
}

/// So that typed configurations are checked by the same rules. An empty list counts as left out.
impl From<&WidgetConfig> for WidgetConfigBuilder {
    fn from(config: &WidgetConfig) -> Self {
        let list = |texts: Option<Vec<String>>| texts.filter(|texts| !texts.is_empty());
        Self {
            base_url: text(&config.base_url),
            locale: config.locale.and_then(text),
            institution_types: list(texts(&config.institution_types)),
            institutions: list(texts(&config.institutions)),
            country_codes: list(texts(&config.country_codes)),
            access_mode: config.access_mode.and_then(text),
            external_id: config.external_id.as_ref().and_then(text),
            resources: list(texts(&config.resources)),
            integration_type: config.integration_type.and_then(text),
            show_close_dialog: config.show_close_dialog,
            show_abandon_survey: config.show_abandon_survey,
            extra: config.extra.clone(),
        }
    }
}

/// Unchecked text could hold anything, so nothing is shown.
impl fmt::Debug for WidgetConfigBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WidgetConfigBuilder")
            .finish_non_exhaustive()
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "every caller stores an option that is set"
)]
fn text(value: impl AsRef<str>) -> Option<String> {
    Some(value.as_ref().to_owned())
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "every caller stores an option that is set"
)]
fn texts<T: AsRef<str>>(values: impl IntoIterator<Item = T>) -> Option<Vec<String>> {
    Some(
        values
            .into_iter()
            .map(|value| value.as_ref().to_owned())
            .collect(),
    )
}
