//! Start URLs, byte by byte, and the names of what is wrong.

use vinculo::widget::{
    AccessMode, AccessToken, ConfigProblem, ConfigReport, CountryCode, ExternalId, ExtraParameter,
    InstitutionType, IntegrationType, Locale, Resource, WidgetConfig, WidgetConfigBuilder,
};

#[expect(clippy::unwrap_used, reason = "a helper of tests")]
fn token(text: &str) -> AccessToken {
    AccessToken::new(text.to_owned()).unwrap()
}

fn names(problems: &[ConfigProblem]) -> Vec<(&str, &str)> {
    problems
        .iter()
        .map(|problem| (problem.field.as_str(), problem.rule.as_str()))
        .collect()
}

/// Every problem and warning of the options alone.
fn report(builder: &WidgetConfigBuilder) -> ConfigReport {
    builder.check()
}

#[test]
fn the_sample_of_the_documentation() {
    // `003_6a1abbda04ce3e27.txt` §2, joined to one line (belvo.md §3).
    let built = WidgetConfig::builder()
        .locale("es")
        .institution_types(["retail"])
        .institutions(["ofbradesco_br_retail"])
        .country_codes(["BR"])
        .access_mode("recurrent")
        .external_id("HJLSI-897809")
        .resources(["OWNERS", "ACCOUNTS"])
        .integration_type("openfinance")
        .start_url(Some("ACCESS"))
        .unwrap();
    assert_eq!(
        built.url.reveal(),
        "https://widget.belvo.io/?access_token=ACCESS&locale=es&institution_types=retail\
         &institutions=ofbradesco_br_retail&country_codes=BR&access_mode=recurrent\
         &external_id=HJLSI-897809&resources=OWNERS,ACCOUNTS&integration_type=openfinance"
    );
    assert_eq!(
        names(&built.warnings),
        [("locale", "open_finance_needs_pt")]
    );
}

#[test]
fn typed_values_give_the_same_url_as_strings() {
    let config = WidgetConfig {
        base_url: "http://127.0.0.1:8787/widget".to_owned(),
        locale: Some(Locale::Pt),
        institution_types: vec![InstitutionType::Retail, InstitutionType::Business],
        institutions: vec!["ofitau_br_retail".to_owned()],
        country_codes: vec![
            CountryCode::Br,
            CountryCode::Other {
                code: "PE".to_owned(),
            },
        ],
        access_mode: Some(AccessMode::Single),
        external_id: Some(ExternalId::parse("user_1").unwrap()),
        resources: vec![Resource::TaxStatus],
        integration_type: Some(IntegrationType::Credentials),
        show_close_dialog: Some(false),
        show_abandon_survey: Some(true),
        extra: vec![ExtraParameter {
            name: "mode".to_owned(),
            value: "web app/é,&".to_owned(),
        }],
    };
    let expected = "http://127.0.0.1:8787/widget?access_token=a.b-c_d~e%2Bf%2Fg%3D&locale=pt\
                    &institution_types=retail,business&institutions=ofitau_br_retail\
                    &country_codes=BR,PE&access_mode=single&external_id=user_1\
                    &resources=TAX_STATUS&integration_type=credentials&show_close_dialog=false\
                    &show_abandon_survey=true&mode=web%20app%2F%C3%A9%2C%26";
    let url = config.start_url(&token("a.b-c_d~e+f/g=")).unwrap();
    assert_eq!(url.reveal(), expected);

    let built = WidgetConfig::builder()
        .base_url(&config.base_url)
        .locale(Locale::Pt)
        .institution_types(&config.institution_types)
        .institutions(&config.institutions)
        .country_codes(&config.country_codes)
        .access_mode("single")
        .external_id(ExternalId::parse("user_1").unwrap())
        .resources(["TAX_STATUS"])
        .integration_type("credentials")
        .show_close_dialog(false)
        .show_abandon_survey(true)
        .extra("mode", "web app/é,&")
        .build()
        .unwrap();
    assert_eq!(built.config, config);
    assert_eq!(
        names(&built.warnings),
        [("country_codes", "unlisted_country")]
    );
}

#[test]
fn the_least_configuration_is_the_token_alone() {
    let url = WidgetConfig::default().start_url(&token("t")).unwrap();
    assert_eq!(url.reveal(), "https://widget.belvo.io/?access_token=t");
}

#[test]
fn every_problem_is_told_at_once_in_the_order_of_the_url() {
    let error = WidgetConfig::builder()
        .extra("", "v")
        .extra("Locale", "v")
        .extra("link_id", "v")
        .extra("scopes", "v")
        .integration_type("open")
        .resources(Vec::<String>::new())
        .external_id("ab")
        .access_mode("Single")
        .country_codes(["br", "BRA", "BR", "BR"])
        .institutions(["Erebor", "erebor_mx_retail", "erebor_mx_retail"])
        .institution_types(["shops"])
        .locale("PT")
        .base_url("http://widget.belvo.io")
        .start_url(None)
        .unwrap_err();
    assert_eq!(
        names(error.problems()),
        [
            ("base_url", "not_https"),
            ("access_token", "missing"),
            ("locale", "wrong_case"),
            ("institution_types", "unknown_value"),
            ("institutions", "malformed"),
            ("institutions", "duplicate"),
            ("country_codes", "wrong_case"),
            ("country_codes", "malformed"),
            ("country_codes", "duplicate"),
            ("access_mode", "wrong_case"),
            ("external_id", "too_short"),
            ("resources", "empty_list"),
            ("integration_type", "unknown_value"),
            ("extra", "malformed"),
            ("extra", "reserved_name"),
            ("extra", "token_parameter"),
            ("extra", "token_parameter"),
        ]
    );
    let text = error.to_string();
    assert!(
        text.contains(
            "locale `PT`: wrong_case. Write it exactly so (Belvo minds the case): es, en, pt."
        ),
        "{text}"
    );
}

#[test]
fn warnings_stand_beside_problems() {
    let report = report(
        &WidgetConfig::builder()
            .integration_type("openbanking")
            .external_id("5512345678")
            .country_codes(["PE"])
            .institution_types(["fiscal", "gig", "retail"])
            .access_mode("never"),
    );
    assert_eq!(names(&report.problems), [("access_mode", "unknown_value")]);
    assert_eq!(
        names(&report.warnings),
        [
            ("locale", "open_finance_needs_pt"),
            ("institution_types", "open_finance_types"),
            ("country_codes", "unlisted_country"),
            ("external_id", "looks_like_phone"),
            ("integration_type", "outdated_value"),
        ]
    );
}

#[test]
fn open_finance_is_quiet_in_portuguese_and_not_told_twice_of_a_broken_locale() {
    let base = WidgetConfig::builder().institutions(["ofitau_br_retail"]);
    assert!(report(&base.clone().locale("pt")).warnings.is_empty());
    let broken = report(&base.locale("xx"));
    assert_eq!(names(&broken.problems), [("locale", "unknown_value")]);
    assert!(broken.warnings.is_empty());
    let elsewhere = WidgetConfig::builder()
        .locale("es")
        .institutions(["erebor_mx_retail"]);
    assert!(report(&elsewhere).warnings.is_empty());
}

#[test]
fn a_typed_configuration_is_checked_too() {
    let config = WidgetConfig {
        country_codes: vec![CountryCode::Other {
            code: "bra".to_owned(),
        }],
        institutions: vec!["of bradesco".to_owned()],
        ..WidgetConfig::default()
    };
    let error = config.start_url(&token("t")).unwrap_err();
    let expected = [
        ("institutions", "malformed"),
        ("country_codes", "malformed"),
    ];
    assert_eq!(names(error.problems()), expected);
    assert_eq!(names(&config.check().problems), expected);
}

#[test]
fn what_is_written_down_is_redacted() {
    let built = WidgetConfig::builder()
        .external_id("user_1")
        .extra("mode", "hidden")
        .start_url(Some("secret"))
        .unwrap();
    let expected = "https://widget.belvo.io/?access_token=***&external_id=***&mode=***";
    assert_eq!(built.url.redacted(), expected);
    assert_eq!(built.url.to_string(), expected);
    assert_eq!(format!("{:?}", built.url), format!("StartUrl({expected})"));
}
