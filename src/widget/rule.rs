//! The names of fields and rules, and what to do about each.

use super::vocabulary::{AccessMode, InstitutionType, IntegrationType, Locale, Resource, listed};

/// A field of the configuration, in the order of the URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    BaseUrl,
    AccessToken,
    Locale,
    InstitutionTypes,
    Institutions,
    CountryCodes,
    AccessMode,
    ExternalId,
    Resources,
    IntegrationType,
    ShowCloseDialog,
    ShowAbandonSurvey,
    Extra,
}

impl Field {
    pub(super) const ALL: [Self; 13] = [
        Self::BaseUrl,
        Self::AccessToken,
        Self::Locale,
        Self::InstitutionTypes,
        Self::Institutions,
        Self::CountryCodes,
        Self::AccessMode,
        Self::ExternalId,
        Self::Resources,
        Self::IntegrationType,
        Self::ShowCloseDialog,
        Self::ShowAbandonSurvey,
        Self::Extra,
    ];

    /// The stable name, as in vectors and (but for `base_url` and `extra`) in the URL.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::BaseUrl => "base_url",
            Self::AccessToken => "access_token",
            Self::Locale => "locale",
            Self::InstitutionTypes => "institution_types",
            Self::Institutions => "institutions",
            Self::CountryCodes => "country_codes",
            Self::AccessMode => "access_mode",
            Self::ExternalId => "external_id",
            Self::Resources => "resources",
            Self::IntegrationType => "integration_type",
            Self::ShowCloseDialog => "show_close_dialog",
            Self::ShowAbandonSurvey => "show_abandon_survey",
            Self::Extra => "extra",
        }
    }

    /// The values it takes, where they are a closed set.
    fn words(self) -> String {
        match self {
            Self::Locale => listed::<Locale>(),
            Self::InstitutionTypes => listed::<InstitutionType>(),
            Self::AccessMode => listed::<AccessMode>(),
            Self::Resources => listed::<Resource>(),
            Self::IntegrationType => listed::<IntegrationType>(),
            Self::CountryCodes => "two upper-case letters such as BR or MX".to_owned(),
            _ => "the documented values".to_owned(),
        }
    }
}

/// A rule that a value breaks, or a doubt about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    NotHttps,
    Missing,
    Malformed,
    UnknownValue,
    WrongCase,
    EmptyList,
    Duplicate,
    TooShort,
    BadCharacters,
    LooksLikeCpf,
    LooksLikeCnpj,
    LooksLikeCurp,
    LooksLikeRfc,
    LooksLikeEmail,
    LooksLikePhone,
    ReservedName,
    TokenParameter,
    OpenFinanceNeedsPt,
    OpenFinanceTypes,
    UnlistedCountry,
    OutdatedValue,
}

impl Rule {
    /// The stable name, as in vectors.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::NotHttps => "not_https",
            Self::Missing => "missing",
            Self::Malformed => "malformed",
            Self::UnknownValue => "unknown_value",
            Self::WrongCase => "wrong_case",
            Self::EmptyList => "empty_list",
            Self::Duplicate => "duplicate",
            Self::TooShort => "too_short",
            Self::BadCharacters => "bad_characters",
            Self::LooksLikeCpf => "looks_like_cpf",
            Self::LooksLikeCnpj => "looks_like_cnpj",
            Self::LooksLikeCurp => "looks_like_curp",
            Self::LooksLikeRfc => "looks_like_rfc",
            Self::LooksLikeEmail => "looks_like_email",
            Self::LooksLikePhone => "looks_like_phone",
            Self::ReservedName => "reserved_name",
            Self::TokenParameter => "token_parameter",
            Self::OpenFinanceNeedsPt => "open_finance_needs_pt",
            Self::OpenFinanceTypes => "open_finance_types",
            Self::UnlistedCountry => "unlisted_country",
            Self::OutdatedValue => "outdated_value",
        }
    }

    /// What to do, as a sentence.
    pub(super) fn fix(self, field: Field) -> String {
        let text = match self {
            Self::NotHttps => "Use an https URL; plain http is for a stand-in on localhost only.",
            Self::Missing => {
                "Ask your backend for a token (Belvo's POST /api/token/) and pass its `access` value."
            }
            Self::Malformed => return malformed(field).to_owned(),
            Self::UnknownValue => return format!("Use one of: {}.", field.words()),
            Self::WrongCase => {
                return format!(
                    "Write it exactly so (Belvo minds the case): {}.",
                    field.words()
                );
            }
            Self::EmptyList => "Leave the option out to mean all, or name at least one value.",
            Self::Duplicate => "Name each value once.",
            Self::TooShort => "Use at least 3 characters.",
            Self::BadCharacters => {
                "Use letters, digits, `-` and `_` only, such as your own user id or a UUID."
            }
            Self::LooksLikeCpf => return personal("a CPF"),
            Self::LooksLikeCnpj => return personal("a CNPJ"),
            Self::LooksLikeCurp => return personal("a CURP"),
            Self::LooksLikeRfc => return personal("an RFC"),
            Self::LooksLikeEmail => return personal("an e-mail address"),
            Self::LooksLikePhone => {
                "If this is a phone number, use your own opaque user id instead: Belvo silently drops \
                 an external_id that looks personal. If it is your own number, carry on."
            }
            Self::ReservedName => "Set it by its own option, not as an extra parameter.",
            Self::TokenParameter => {
                "Have your backend send it when it mints the token (Belvo's POST /api/token/); the \
                 widget's URL does not take it."
            }
            Self::OpenFinanceNeedsPt => {
                "Set locale to pt: Belvo's open finance in Brazil is in Portuguese only, and without \
                 a locale the widget speaks Spanish."
            }
            Self::OpenFinanceTypes => {
                "Name only retail and business: open finance in Brazil has no other institutions."
            }
            Self::UnlistedCountry => {
                "Check the country with Belvo: its texts name BR, MX, CO and CL only."
            }
            Self::OutdatedValue => "Use openfinance, its name since 2024.",
        };
        text.to_owned()
    }
}

fn malformed(field: Field) -> &'static str {
    match field {
        Field::BaseUrl => {
            "Use a URL such as https://widget.belvo.io/ without user, query or fragment."
        }
        Field::AccessToken => {
            "Pass the `access` value of the token answer as it is, without quotes or white space."
        }
        Field::Institutions => {
            "Use Belvo's institution name, lower case with underscores, such as erebor_mx_retail."
        }
        Field::CountryCodes => "Use two upper-case letters, such as BR or MX.",
        Field::Extra => "Give the extra parameter a name.",
        _ => "Write the value as Belvo's startup configuration describes it.",
    }
}

fn personal(what: &str) -> String {
    format!(
        "This looks like {what}. Use your own opaque user id instead: Belvo silently drops an \
         external_id that looks personal, and the link can then not be found again."
    )
}
