//! Tokens that are missing, unknown, too old or used up.

use serde_json::json;
use vinculo_sandbox::ErrorCallback;

use crate::support::{Served, messages};

const ERROR: &str = "error=ACCESS_TOKEN_NOT_VALID\
                     &error_message=The%20access%20token%20was%20not%20provided%20or%20is%20not%20valid";
const TEN_MINUTES_MS: i64 = 600_000;

#[tokio::test]
async fn a_token_works_for_ten_minutes() {
    let served = Served::new().await;
    let token = served.mint(json!({})).await;
    served.wait(TEN_MINUTES_MS - 1);
    served.open(&token, "").await.inside();
    served.wait(1);
    assert_eq!(
        served.open(&token, "").await.out(),
        format!("your-deeplink-here://exit?{ERROR}")
    );
}

#[tokio::test]
async fn a_token_that_dies_within_a_visit() {
    let served = Served::new().await;
    let token = served.mint(json!({})).await;
    let visit = served.consented(&token, "").await;
    visit.pick("erebor_mx_retail", "credentials").await;
    served.wait(TEN_MINUTES_MS);
    let answer = visit
        .post(
            "credentials",
            &[("username", "bnk100"), ("password", "full")],
        )
        .await;
    assert_eq!(answer.out(), format!("your-deeplink-here://exit?{ERROR}"));
    assert!(served.sandbox.links().is_empty());
}

#[tokio::test]
async fn a_used_token_is_dead_for_every_visit() {
    let served = Served::new().await;
    let token = served.mint(json!({})).await;
    let (first, second) = (
        served.consented(&token, "").await,
        served.consented(&token, "").await,
    );
    assert_ne!(first.base, second.base);
    first.pick("erebor_mx_retail", "credentials").await;
    second.pick("erebor_mx_retail", "credentials").await;
    let form = [("username", "bnk100"), ("password", "full")];
    first.step("credentials", &form, "success").await;
    assert_eq!(
        second.post("credentials", &form).await.out(),
        format!("your-deeplink-here://exit?{ERROR}")
    );
    assert_eq!(
        served.open(&token, "").await.out(),
        format!("your-deeplink-here://exit?{ERROR}")
    );
    assert_eq!(served.sandbox.links().len(), 1);
    assert!(
        first
            .get("done")
            .await
            .out()
            .starts_with("your-deeplink-here://success?link="),
        "its own visit ends well"
    );
}

#[tokio::test]
async fn the_error_can_go_to_the_event_url() {
    let served = Served::with(|config| config.error_callback = ErrorCallback::Event).await;
    let token = served.mint(json!({})).await;
    served.wait(TEN_MINUTES_MS);
    assert_eq!(
        served.open(&token, "").await.out(),
        format!("your-deeplink-here://error?{ERROR}")
    );
}

#[tokio::test]
async fn an_unknown_token_gets_a_page() {
    let served = Served::new().await;
    let real = served.mint(json!({})).await;
    let forged = format!("{}x", &real[..real.len() - 1]);
    for address in [
        "/widget/".to_owned(),
        "/widget/?access_token=".to_owned(),
        format!("/widget/?access_token={forged}&locale=en"),
    ] {
        let page = served.get(&address).await.page();
        let posted = messages(&page);
        assert_eq!(posted.len(), 1);
        assert_eq!(posted[0]["eventName"], "ERROR");
        assert_eq!(posted[0]["request_id"].as_str().unwrap().len(), 36);
        assert_eq!(
            posted[0]["meta_data"]["error_code"],
            "ACCESS_TOKEN_NOT_VALID"
        );
        assert_eq!(
            posted[0]["meta_data"]["timestamp"],
            "2025-10-09T08:53:20.000Z"
        );
        assert!(!page.contains(&forged));
    }
    assert_eq!(
        served.get("/widget/invalid-token").await.out(),
        format!("belvowidget://exit?{ERROR}")
    );
}

#[tokio::test]
async fn an_unknown_visit_gets_a_page() {
    let served = Served::new().await;
    for page in [
        "consent",
        "done",
        "leave/consent",
        "close/consent",
        "return",
        "success",
    ] {
        let answer = served.get(&format!("/widget/v/nothing/{page}")).await;
        assert_eq!(answer.status, 404, "{page}");
        assert!(answer.body.contains("<h1>"), "{page}");
    }
}
