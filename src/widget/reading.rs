//! Options become values, or findings.

use std::collections::HashSet;

use super::base_url::{self, DEFAULT_BASE_URL};
use super::builder::WidgetConfigBuilder;
use super::config::WidgetConfig;
use super::country::CountryCode;
use super::external_id::{ExternalId, broken_rules};
use super::extra::ExtraParameter;
use super::finding::Findings;
use super::rule::{Field, Rule};
use super::vocabulary::{InstitutionType, IntegrationType, Locale, Word};

/// What Belvo reads from the token request (`belvo.md` §2.1) and not from the widget's URL.
const TOKEN_PARAMETERS: [&str; 9] = [
    "id",
    "password",
    "scopes",
    "link_id",
    "fetch_resources",
    "fetch_historical",
    "credentials_storage",
    "stale_in",
    "widget",
];

impl WidgetConfigBuilder {
    /// Reads every option. What is wrong becomes a finding and is left out of the configuration, which
    /// is therefore of use only when there was no problem.
    pub(super) fn read(&self, findings: &mut Findings) -> WidgetConfig {
        let config = WidgetConfig {
            base_url: one(
                findings,
                Field::BaseUrl,
                self.base_url.as_deref(),
                base_url::read,
            )
            .map_or_else(|| DEFAULT_BASE_URL.to_owned(), String::from),
            locale: one(findings, Field::Locale, self.locale.as_deref(), Word::read),
            institution_types: many(
                findings,
                Field::InstitutionTypes,
                self.institution_types.as_deref(),
                Word::read,
            ),
            institutions: many(
                findings,
                Field::Institutions,
                self.institutions.as_deref(),
                institution,
            ),
            country_codes: many(
                findings,
                Field::CountryCodes,
                self.country_codes.as_deref(),
                CountryCode::read,
            ),
            access_mode: one(
                findings,
                Field::AccessMode,
                self.access_mode.as_deref(),
                Word::read,
            ),
            external_id: self.read_external_id(findings),
            resources: many(
                findings,
                Field::Resources,
                self.resources.as_deref(),
                Word::read,
            ),
            integration_type: one(
                findings,
                Field::IntegrationType,
                self.integration_type.as_deref(),
                Word::read,
            ),
            show_close_dialog: self.show_close_dialog,
            show_abandon_survey: self.show_abandon_survey,
            extra: self.extra.clone(),
        };
        for parameter in &config.extra {
            if let Err(rule) = check_extra(parameter) {
                findings.problem(Field::Extra, rule, Some(&parameter.name));
            }
        }
        self.doubt(&config, findings);
        config
    }

    fn read_external_id(&self, findings: &mut Findings) -> Option<ExternalId> {
        let text = self.external_id.as_deref()?;
        for rule in broken_rules(text) {
            findings.problem(Field::ExternalId, rule, None);
        }
        ExternalId::read(text).ok()
    }

    /// What works and is likely a mistake.
    fn doubt(&self, config: &WidgetConfig, findings: &mut Findings) {
        for country in &config.country_codes {
            if let CountryCode::Other { code } = country {
                findings.warning(Field::CountryCodes, Rule::UnlistedCountry, Some(code));
            }
        }
        if config
            .external_id
            .as_ref()
            .is_some_and(ExternalId::looks_like_phone)
        {
            findings.warning(Field::ExternalId, Rule::LooksLikePhone, None);
        }
        if config.integration_type == Some(IntegrationType::Openbanking) {
            findings.warning(
                Field::IntegrationType,
                Rule::OutdatedValue,
                Some("openbanking"),
            );
        }
        if !means_open_finance(config) {
            return;
        }
        // A locale that could not be read is a problem already.
        if config.locale != Some(Locale::Pt) && config.locale.is_some() == self.locale.is_some() {
            let value = self.locale.as_deref();
            findings.warning(Field::Locale, Rule::OpenFinanceNeedsPt, value);
        }
        let other = config
            .institution_types
            .iter()
            .find(|kind| !matches!(kind, InstitutionType::Retail | InstitutionType::Business));
        if let Some(kind) = other {
            let value = Some(kind.as_str());
            findings.warning(Field::InstitutionTypes, Rule::OpenFinanceTypes, value);
        }
    }
}

/// Brazil's regulated flow: said so, or an institution of it (`ofbradesco_br_retail`).
fn means_open_finance(config: &WidgetConfig) -> bool {
    matches!(
        config.integration_type,
        Some(IntegrationType::Openfinance | IntegrationType::Openbanking)
    ) || config
        .institutions
        .iter()
        .any(|name| name.starts_with("of"))
}

fn one<T>(
    findings: &mut Findings,
    field: Field,
    text: Option<&str>,
    read: impl Fn(&str) -> Result<T, Rule>,
) -> Option<T> {
    let text = text?;
    read(text)
        .map_err(|rule| findings.problem(field, rule, Some(text)))
        .ok()
}

/// Each item is reported by itself; a repetition is reported where it repeats.
fn many<T>(
    findings: &mut Findings,
    field: Field,
    texts: Option<&[String]>,
    read: impl Fn(&str) -> Result<T, Rule>,
) -> Vec<T> {
    if texts.is_some_and(<[String]>::is_empty) {
        findings.problem(field, Rule::EmptyList, None);
    }
    let mut seen = HashSet::new();
    let mut values = Vec::new();
    for text in texts.unwrap_or_default() {
        match read(text) {
            Err(rule) => findings.problem(field, rule, Some(text)),
            Ok(_) if !seen.insert(text) => findings.problem(field, Rule::Duplicate, Some(text)),
            Ok(value) => values.push(value),
        }
    }
    values
}

fn institution(text: &str) -> Result<String, Rule> {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    if text.is_empty() || !text.bytes().all(allowed) {
        return Err(Rule::Malformed);
    }
    Ok(text.to_owned())
}

/// Names are compared without regard to case: `Locale` beside `locale` is a mistake all the same.
fn check_extra(parameter: &ExtraParameter) -> Result<(), Rule> {
    let name = parameter.name.as_str();
    let is = |known: &str| known.eq_ignore_ascii_case(name);
    if Field::ALL.into_iter().any(|field| is(field.as_str())) {
        Err(Rule::ReservedName)
    } else if TOKEN_PARAMETERS.into_iter().any(is) {
        Err(Rule::TokenParameter)
    } else if name.trim().is_empty() {
        Err(Rule::Malformed)
    } else {
        Ok(())
    }
}
