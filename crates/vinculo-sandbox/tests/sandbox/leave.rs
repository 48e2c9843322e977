//! Ways out that are not a success.

use serde_json::json;

use crate::support::{Served, messages};

#[tokio::test]
async fn leaving_from_the_first_screen_asks_twice() {
    let served = Served::new().await;
    let token = served.mint(json!({})).await;
    let visit = served.consented(&token, "&locale=en").await;
    let dialog = visit.get("close/consent").await.page();
    assert!(dialog.contains("Are you sure?"), "{dialog}");
    assert!(dialog.contains(&format!("{}/leave/consent", visit.base)));
    assert_eq!(
        visit.get("leave/consent").await.inside(),
        format!("{}/abandon-survey", visit.base)
    );
    let survey = visit.get("abandon-survey").await.page();
    assert!(survey.contains("Why are you leaving?"), "{survey}");
    assert_eq!(
        visit.post("abandon-survey", &[("reason", "1")]).await.out(),
        "your-deeplink-here://exit?meta_data_step=abandon-survey"
    );
}

#[tokio::test]
async fn dialog_and_survey_can_be_switched_off() {
    let served = Served::new().await;
    let token = served.mint(json!({})).await;
    let visit = served.consented(&token, "&show_close_dialog=false").await;
    assert_eq!(
        visit.get("close/consent").await.inside(),
        format!("{}/abandon-survey", visit.base)
    );

    let visit = served.consented(&token, "&show_abandon_survey=false").await;
    visit.get("close/consent").await.page();
    assert_eq!(
        visit.get("leave/consent").await.out(),
        "your-deeplink-here://exit"
    );

    let visit = served
        .consented(&token, "&show_close_dialog=false&show_abandon_survey=false")
        .await;
    assert_eq!(
        visit.get("close/consent").await.out(),
        "your-deeplink-here://exit"
    );
}

#[tokio::test]
async fn an_exit_names_the_institution_once_it_was_picked() {
    let served = Served::new().await;
    let token = served.mint(json!({})).await;
    let visit = served.consented(&token, "").await;
    visit.step("consent", &[], "institutions").await;
    assert_eq!(
        visit.get("leave/institutions").await.out(),
        "your-deeplink-here://exit"
    );
    visit
        .step(
            "institutions",
            &[("institution", "bancoazteca_mx_retail")],
            "credentials",
        )
        .await;
    assert_eq!(
        visit.get("leave/credentials").await.out(),
        "your-deeplink-here://exit?meta_data_institution_name=bancoazteca_mx_retail"
    );
}

#[tokio::test]
async fn wrong_credentials_are_told_on_the_page_and_by_the_exit() {
    let served = Served::new().await;
    let token = served.mint(json!({})).await;
    let visit = served.consented(&token, "&locale=en").await;
    visit.pick("amex_mx_retail", "credentials").await;
    let form = [("username", "user_invalid"), ("password", "pass_invalid")];
    let page = visit.step("credentials", &form, "credentials").await;
    assert!(
        page.contains("role=\"alert\">User name or password are not right"),
        "{page}"
    );
    assert!(!page.contains("user_invalid"), "what was typed is not kept");

    let posted = messages(&page);
    let error = &posted[1];
    assert_eq!(error["eventName"], "ERROR");
    assert_eq!(
        error["meta_data"],
        json!({
            "error_code": "login_error",
            "error_message": "Invalid credentials provided to login to the institution",
            "institution_name": "amex_mx_retail",
            "timestamp": "2025-10-09T08:53:20.000Z",
        })
    );
    assert_eq!(
        messages(&visit.get("credentials").await.page()).len(),
        1,
        "an error is posted once"
    );

    let detail = "last_encountered_error_code=login_error\
                  &last_encountered_error_message=Invalid%20credentials%20provided%20to%20login%20to%20the%20institution\
                  &meta_data_institution_name=amex_mx_retail";
    assert_eq!(
        visit.get("leave/credentials").await.out(),
        format!("your-deeplink-here://exit?{detail}")
    );
    // Back to the first screen, and out of it: the documentation's own example.
    visit.get("consent").await.page();
    assert_eq!(
        visit.post("abandon-survey", &[]).await.out(),
        format!("your-deeplink-here://exit?{detail}&meta_data_step=abandon-survey")
    );
    // The visit is still alive, if the app cancelled the navigation.
    visit
        .step(
            "credentials",
            &[("username", "user_valid"), ("password", "pass_valid")],
            "success",
        )
        .await;
}

#[tokio::test]
async fn incomplete_and_malformed_credentials() {
    let served = Served::new().await;
    let token = served.mint(json!({})).await;
    let visit = served.consented(&token, "&locale=en").await;
    visit.pick("erebor_mx_retail", "credentials").await;
    let page = visit
        .step("credentials", &[("username", "bnk100")], "credentials")
        .await;
    assert!(page.contains("Fill in all fields"), "{page}");
    assert_eq!(
        messages(&page).len(),
        1,
        "nothing was sent, so nothing failed"
    );
    let same = [
        ("username", "1234567890abcdefg"),
        ("password", "1234567890abcdefg"),
    ];
    visit.step("credentials", &same, "credentials").await;
    assert_eq!(
        visit.get("leave/credentials").await.out(),
        "your-deeplink-here://exit?last_encountered_error_code=validation_error\
         &last_encountered_error_message=Bad%20request&meta_data_institution_name=erebor_mx_retail"
    );
}

#[tokio::test]
async fn a_disabled_institution_warns_and_the_picker_goes_on() {
    let served = Served::new().await;
    let token = served.mint(json!({})).await;
    let visit = served.consented(&token, "&locale=en").await;
    let page = visit.step("consent", &[], "institutions").await;
    assert!(page.contains("Temporarily unavailable"));
    assert_eq!(
        page.matches("data-message=").count(),
        2,
        "only the disabled ones speak"
    );
    assert!(
        page.contains("&quot;WARNING&quot;") && page.contains("institution_disabled"),
        "{page}"
    );
    assert_eq!(
        visit
            .post("institutions", &[("institution", "banamex_mx_retail")])
            .await
            .out(),
        "your-deeplink-here://warning?warning=institution_disabled\
         &warning_message=The%20institution%20is%20temporarily%20unavailable."
    );
    visit
        .step(
            "institutions",
            &[("institution", "erebor_mx_retail")],
            "credentials",
        )
        .await;

    // Alone in the list, it is not walked into.
    let visit = served
        .consented(&token, "&institutions=banamex_mx_retail")
        .await;
    visit.step("consent", &[], "institutions").await;
}

#[tokio::test]
async fn https_callbacks_keep_their_query() {
    let served = Served::new().await;
    let widget = json!({"callback_urls": {
        "success": "https://app.example/cb?belvo=success",
        "exit": "https://app.example/cb?belvo=exit",
        "event": "https://app.example/cb?belvo=event",
    }});
    let token = served.mint(json!({"widget": widget})).await;
    let visit = served.consented(&token, "").await;
    assert_eq!(
        visit
            .post("institutions", &[("institution", "banamex_mx_retail")])
            .await
            .out(),
        "https://app.example/cb?belvo=event&warning=institution_disabled\
         &warning_message=The%20institution%20is%20temporarily%20unavailable."
    );
    assert_eq!(
        visit.post("abandon-survey", &[]).await.out(),
        "https://app.example/cb?belvo=exit&meta_data_step=abandon-survey"
    );
    visit.pick("erebor_mx_retail", "credentials").await;
    visit
        .step(
            "credentials",
            &[("username", "bnk100"), ("password", "full")],
            "success",
        )
        .await;
    let id = &served.sandbox.links()[0].id;
    assert_eq!(
        visit.get("done").await.out(),
        format!("https://app.example/cb?belvo=success&link={id}&institution=erebor_mx_retail")
    );
}

#[tokio::test]
async fn without_callback_urls_the_old_scheme_serves() {
    let served = Served::new().await;
    let token = served.mint(json!({"widget": null})).await;
    let visit = served.consented(&token, "").await;
    assert_eq!(
        visit.get("leave/institutions").await.out(),
        "belvowidget://exit"
    );
}
