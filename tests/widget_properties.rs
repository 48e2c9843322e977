//! What holds for any configuration and any token.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use url::Url;
use vinculo::widget::{
    AccessToken, ConfigReport, ExternalId, TokenLease, WidgetConfig, WidgetConfigBuilder,
};

const TYPES: &[&str] = &["retail", "business", "fiscal", "employment", "gig"];
const RESOURCES: &[&str] = &["ACCOUNTS", "OWNERS", "TAX_STATUS", "EMPLOYMENT_RECORDS"];

/// Any strings at all, in every option.
fn any_builder() -> impl Strategy<Value = WidgetConfigBuilder> {
    let texts = || vec(any::<String>(), 0..4);
    let singles = (
        any::<String>(),
        any::<String>(),
        any::<String>(),
        any::<String>(),
        any::<String>(),
    );
    let lists = (texts(), texts(), texts(), texts());
    let extra = vec((any::<String>(), any::<String>()), 0..4);
    (singles, lists, extra).prop_map(|(single, list, extra)| {
        let builder = WidgetConfig::builder()
            .base_url(single.0)
            .locale(single.1)
            .access_mode(single.2)
            .external_id(single.3)
            .integration_type(single.4)
            .institution_types(list.0)
            .institutions(list.1)
            .country_codes(list.2)
            .resources(list.3);
        extra
            .into_iter()
            .fold(builder, |builder, (name, value)| builder.extra(name, value))
    })
}

prop_compose! {
    /// A query that must come back: name and value of every parameter, in order.
    fn good_options()(
        locale in option::of(select(vec!["es", "en", "pt"])),
        types in subsequence(TYPES, 0..=TYPES.len()),
        institutions in vec("[a-z0-9_]{1,20}", 0..3),
        mode in option::of(select(vec!["single", "recurrent"])),
        external_id in option::of("u[a-z_-]{3,40}"),
        resources in subsequence(RESOURCES, 0..=RESOURCES.len()),
        close in option::of(any::<bool>()),
        survey in option::of(any::<bool>()),
        extra in vec(("x[^\\pC]{1,8}", any::<String>()), 0..3),
    ) -> (WidgetConfigBuilder, Vec<(String, String)>) {
        let mut institutions = institutions;
        institutions.sort();
        institutions.dedup();
        let mut builder = WidgetConfig::builder();
        let mut query: Vec<(String, String)> = Vec::new();
        let mut expect = |name: &str, value: &str| query.push((name.to_owned(), value.to_owned()));
        if let Some(locale) = locale {
            builder = builder.locale(locale);
            expect("locale", locale);
        }
        if !types.is_empty() {
            builder = builder.institution_types(&types);
            expect("institution_types", &types.join(","));
        }
        if !institutions.is_empty() {
            builder = builder.institutions(&institutions);
            expect("institutions", &institutions.join(","));
        }
        if let Some(mode) = mode {
            builder = builder.access_mode(mode);
            expect("access_mode", mode);
        }
        if let Some(id) = external_id {
            builder = builder.external_id(&id);
            expect("external_id", &id);
        }
        if !resources.is_empty() {
            builder = builder.resources(&resources);
            expect("resources", &resources.join(","));
        }
        if let Some(show) = close {
            builder = builder.show_close_dialog(show);
            expect("show_close_dialog", &show.to_string());
        }
        if let Some(show) = survey {
            builder = builder.show_abandon_survey(show);
            expect("show_abandon_survey", &show.to_string());
        }
        for (name, value) in extra {
            builder = builder.extra(&name, &value);
            expect(&name, &value);
        }
        (builder, query)
    }
}

proptest! {
    #[test]
    fn any_strings_end_in_a_url_or_in_problems_with_a_fix(
        builder in any_builder(),
        token in any::<String>(),
    ) {
        match builder.start_url(Some(&token)) {
            Ok(built) => prop_assert!(Url::parse(built.url.reveal()).is_ok()),
            Err(error) => {
                prop_assert!(!error.problems().is_empty());
                for problem in error.problems().iter().chain(error.warnings()) {
                    prop_assert!(problem.fix.ends_with('.'));
                    prop_assert!(!problem.fix.contains("  "), "{}", problem.fix);
                    prop_assert!(!problem.field.is_empty() && !problem.rule.is_empty());
                }
            }
        }
    }

    #[test]
    fn the_url_gives_back_exactly_what_went_in(
        (builder, mut query) in good_options(),
        token in "[A-Za-z0-9_.~+/=-]{1,200}",
    ) {
        let built = builder.start_url(Some(&token)).unwrap();
        query.insert(0, ("access_token".to_owned(), token));
        let url = Url::parse(built.url.reveal()).unwrap();
        let read: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        prop_assert_eq!(read, query);
        // Nothing was left for the parser to repair, and a second pass changes nothing.
        prop_assert_eq!(url.as_str(), built.url.reveal());
        let config = builder.build().unwrap().config;
        let again = config.start_url(&AccessToken::new(url.query_pairs().next().unwrap().1.into_owned()).unwrap());
        prop_assert_eq!(again.unwrap(), (*built.url).clone());
    }

    #[test]
    fn the_token_is_in_nothing_that_is_written_down(
        builder in any_builder(),
        (good, _) in good_options(),
        token in "[A-Za-z0-9_.-]{24,80}",
    ) {
        let access = AccessToken::new(token.clone()).unwrap();
        let built = good.start_url(Some(&token)).unwrap();
        let refused = builder.start_url(Some(&token));
        // A token put where it does not belong, in every option that could take it.
        let misplaced = WidgetConfig::builder()
            .base_url(format!("https://widget.belvo.io/?access_token={token}"))
            .external_id(format!("!{token}"))
            .start_url(Some(&format!("{token}\n")));
        let written = format!("{access:?} {built:?} {} {refused:?} {misplaced:?} {}",
            built.url, misplaced.as_ref().unwrap_err());
        prop_assert!(!written.contains(&token));
        prop_assert!(built.url.reveal().contains(&token));
    }

    #[test]
    fn any_bytes_as_a_token_or_an_answer_give_a_value(bytes in vec(any::<u8>(), 0..400)) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let _ = AccessToken::from_answer(&text);
        let _ = AccessToken::new(text);
    }

    #[test]
    fn any_claims_give_hints_or_none(payload in "[A-Za-z0-9_-]{0,200}") {
        let token = AccessToken::new(format!("h.{payload}.s")).unwrap();
        let _ = (token.environment(), token.expires_at_wall_ms(), token.updates_link());
    }

    #[test]
    fn an_accepted_external_id_has_the_documented_form(text in ".{0,40}") {
        if let Ok(id) = ExternalId::parse(&text) {
            prop_assert_eq!(id.as_str(), text.as_str());
            prop_assert!(text.len() >= 3);
            prop_assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
        }
    }

    #[test]
    fn a_uuid_is_always_an_external_id(parts in any::<u128>()) {
        let hex = format!("{parts:032x}");
        let dashed = format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]);
        for id in [hex.to_uppercase(), hex, dashed] {
            let ConfigReport { problems, warnings } = WidgetConfig::builder().external_id(&id).check();
            prop_assert!(problems.is_empty() && warnings.is_empty(), "{}", id);
        }
    }

    #[test]
    fn time_left_never_exceeds_the_lease_and_never_grows(
        start in any::<i64>(), lease in any::<i64>(), exp in option::of(any::<i64>()),
        mono in any::<i64>(), wall in any::<i64>(), step in 0..i64::MAX,
    ) {
        let token = TokenLease::new(start, lease, exp);
        let left = token.remaining_ms(mono, wall);
        prop_assert!((0..=lease.max(0)).contains(&left));
        prop_assert_eq!(token.is_usable(mono, wall), left > 0);
        if mono >= start {
            let later = token.remaining_ms(mono.saturating_add(step), wall.saturating_add(step));
            prop_assert!(later <= left);
        }
    }
}
