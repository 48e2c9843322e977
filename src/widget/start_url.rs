//! The URL that opens the widget.

use std::fmt;

use super::access_token::AccessToken;
use super::config::WidgetConfig;
use super::encode::push_encoded;
use super::rule::Field;

/// The URL that opens the widget, with the token in it.
///
/// `Debug` and `Display` hide the token, the external id and extra values;
/// [`StartUrl::reveal`] is for the webview alone. Any thread.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Object))]
pub struct StartUrl {
    full: String,
    redacted: String,
}

impl StartUrl {
    /// Writes a configuration that has been checked, in the order of Belvo's documentation.
    pub(super) fn write(config: &WidgetConfig, token: &AccessToken) -> Self {
        let mut writer = Writer::new(&config.base_url);
        writer.secret(Field::AccessToken.as_str(), token.reveal());
        writer.word(Field::Locale, config.locale);
        writer.list(Field::InstitutionTypes, &config.institution_types);
        writer.list(Field::Institutions, &config.institutions);
        writer.list(Field::CountryCodes, &config.country_codes);
        writer.word(Field::AccessMode, config.access_mode);
        if let Some(id) = &config.external_id {
            writer.secret(Field::ExternalId.as_str(), id.as_str());
        }
        writer.list(Field::Resources, &config.resources);
        writer.word(Field::IntegrationType, config.integration_type);
        writer.flag(Field::ShowCloseDialog, config.show_close_dialog);
        writer.flag(Field::ShowAbandonSurvey, config.show_abandon_survey);
        for extra in &config.extra {
            writer.secret(&extra.name, &extra.value);
        }
        writer.url
    }

    /// The whole URL, for the webview. Never log it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.full
    }
}

#[cfg_attr(feature = "ffi", uniffi::export)]
impl StartUrl {
    /// The URL with `***` for the token, the external id and extra values: safe to log.
    #[must_use]
    pub fn redacted(&self) -> String {
        self.redacted.clone()
    }
}

#[cfg(feature = "ffi")]
#[uniffi::export]
impl StartUrl {
    /// The whole URL, for the webview. Never log it.
    #[uniffi::method(name = "reveal")]
    fn reveal_owned(&self) -> String {
        self.full.clone()
    }
}

impl fmt::Display for StartUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.redacted)
    }
}

impl fmt::Debug for StartUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StartUrl({})", self.redacted)
    }
}

/// Writes the URL and its redacted twin side by side, so that nothing has to be searched for later.
struct Writer {
    url: StartUrl,
    separator: char,
}

impl Writer {
    fn new(base_url: &str) -> Self {
        Self {
            url: StartUrl {
                full: base_url.to_owned(),
                redacted: base_url.to_owned(),
            },
            separator: '?',
        }
    }

    fn name(&mut self, name: &str) {
        for out in [&mut self.url.full, &mut self.url.redacted] {
            out.push(self.separator);
            push_encoded(out, name);
            out.push('=');
        }
        self.separator = '&';
    }

    fn secret(&mut self, name: &str, value: &str) {
        self.name(name);
        push_encoded(&mut self.url.full, value);
        self.url.redacted.push_str("***");
    }

    fn word(&mut self, field: Field, value: Option<impl AsRef<str>>) {
        if let Some(value) = value {
            self.list(field, &[value]);
        }
    }

    fn flag(&mut self, field: Field, value: Option<bool>) {
        self.word(
            field,
            value.map(|value| if value { "true" } else { "false" }),
        );
    }

    /// Joined by literal commas, as Belvo's samples are. An empty list is left out: it means all.
    fn list(&mut self, field: Field, values: &[impl AsRef<str>]) {
        if values.is_empty() {
            return;
        }
        self.name(field.as_str());
        for (index, value) in values.iter().enumerate() {
            for out in [&mut self.url.full, &mut self.url.redacted] {
                if index > 0 {
                    out.push(',');
                }
                push_encoded(out, value.as_ref());
            }
        }
    }
}
