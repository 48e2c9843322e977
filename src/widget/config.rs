//! How the widget shall start.

use serde::{Deserialize, Serialize};

use super::access_token::AccessToken;
use super::base_url::DEFAULT_BASE_URL;
use super::builder::WidgetConfigBuilder;
use super::country::CountryCode;
use super::external_id::ExternalId;
use super::extra::ExtraParameter;
use super::problem::{ConfigError, ConfigReport};
use super::start_url::StartUrl;
use super::vocabulary::{AccessMode, InstitutionType, IntegrationType, Locale, Resource};

/// Belvo's startup configuration (`003_6a1abbda04ce3e27.txt` §2), without the token. What is left out
/// is Belvo's default; an empty list means all.
///
/// Fields are open, so [`WidgetConfig::start_url`] checks them; [`WidgetConfig::check`] does so
/// early, with doubts besides. From strings: [`WidgetConfig::builder`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct WidgetConfig {
    /// Where the widget lives: [`DEFAULT_BASE_URL`], or a stand-in of your own. https, or http on
    /// loopback.
    #[cfg_attr(feature = "ffi", uniffi(default = "https://widget.belvo.io/"))]
    pub base_url: String,
    /// Language; Belvo's default is Spanish.
    #[cfg_attr(feature = "ffi", uniffi(default = None))]
    pub locale: Option<Locale>,
    /// Kinds of institution to offer.
    #[cfg_attr(feature = "ffi", uniffi(default = []))]
    pub institution_types: Vec<InstitutionType>,
    /// Institutions to offer, by Belvo's name (`erebor_mx_retail`). If one is left, the picker is
    /// skipped.
    #[cfg_attr(feature = "ffi", uniffi(default = []))]
    pub institutions: Vec<String>,
    /// Countries whose institutions are offered.
    #[cfg_attr(feature = "ffi", uniffi(default = []))]
    pub country_codes: Vec<CountryCode>,
    /// Single or recurrent; Belvo's default is recurrent.
    #[cfg_attr(feature = "ffi", uniffi(default = None))]
    pub access_mode: Option<AccessMode>,
    /// Your own opaque id of the user, to find the link again. Strongly advised.
    #[cfg_attr(feature = "ffi", uniffi(default = None))]
    pub external_id: Option<ExternalId>,
    /// Offer only institutions that have all of these.
    #[cfg_attr(feature = "ffi", uniffi(default = []))]
    pub resources: Vec<Resource>,
    /// Open finance or credentials.
    #[cfg_attr(feature = "ffi", uniffi(default = None))]
    pub integration_type: Option<IntegrationType>,
    /// Whether leaving asks "are you sure?"; Belvo's default is yes.
    #[cfg_attr(feature = "ffi", uniffi(default = None))]
    pub show_close_dialog: Option<bool>,
    /// Whether leaving shows a survey; Belvo's default is yes.
    #[cfg_attr(feature = "ffi", uniffi(default = None))]
    pub show_abandon_survey: Option<bool>,
    /// Parameters this version does not know, sent last.
    #[cfg_attr(feature = "ffi", uniffi(default = []))]
    pub extra: Vec<ExtraParameter>,
}

impl Default for WidgetConfig {
    fn default() -> Self {
        Self {
            base_url: DEFAULT_BASE_URL.to_owned(),
            locale: None,
            institution_types: Vec::new(),
            institutions: Vec::new(),
            country_codes: Vec::new(),
            access_mode: None,
            external_id: None,
            resources: Vec::new(),
            integration_type: None,
            show_close_dialog: None,
            show_abandon_survey: None,
            extra: Vec::new(),
        }
    }
}

impl WidgetConfig {
    /// Every problem and every doubt. Call it where the configuration is written, not only where a
    /// user waits.
    #[must_use]
    pub fn check(&self) -> ConfigReport {
        WidgetConfigBuilder::from(self).check()
    }
}

#[cfg_attr(feature = "ffi", uniffi::export)]
impl WidgetConfig {
    /// The URL that opens the widget. Any thread.
    ///
    /// # Errors
    /// [`ConfigError::Rejected`] with every problem.
    pub fn start_url(&self, token: &AccessToken) -> Result<StartUrl, ConfigError> {
        let built = WidgetConfigBuilder::from(self).build()?;
        Ok(StartUrl::write(&built.config, token))
    }
}

impl WidgetConfig {
    /// The start URL of a configuration that came out of the builder.
    pub(crate) fn start_url_of_checked(&self, token: &AccessToken) -> StartUrl {
        StartUrl::write(self, token)
    }

    /// Starts from nothing, with strings or typed values.
    pub fn builder() -> WidgetConfigBuilder {
        WidgetConfigBuilder::default()
    }
}
