//! From the start URL to the success callback.

use crate::support::{Served, claims, messages};
use serde_json::{Value, json};
use vinculo_sandbox::LinkStatus;

#[tokio::test]
async fn a_user_connects() {
    let served = Served::new().await;
    let token = served.mint(json!({})).await;
    let visit = served
        .consented(
            &token,
            "&locale=en&country_codes=MX&external_id=user-1&access_mode=recurrent",
        )
        .await;
    visit.pick("erebor_mx_retail", "credentials").await;
    let page = visit
        .step(
            "credentials",
            &[("username", "bnk100"), ("password", "full")],
            "success",
        )
        .await;
    assert!(page.contains("Connected") && page.contains("Erebor"));

    let links = served.links("?external_id=user-1").await;
    assert_eq!(links["count"], 1, "the link is made before the callback");
    let link = &links["results"][0];
    let id = link["id"].as_str().unwrap();
    assert_eq!(
        visit.get("done").await.out(),
        format!("your-deeplink-here://success?link={id}&institution=erebor_mx_retail")
    );
    assert_eq!(link["institution"], "erebor_mx_retail");
    assert_eq!(link["status"], "valid");
    assert_eq!(link["refresh_rate"], "7d");
    assert_eq!(link["stale_in"], "300d");
    assert_eq!(link["created_at"], "2025-10-09T08:53:20.000000Z");
    assert_eq!(link["institution_user_id"].as_str().unwrap().len(), 44);

    let by_token = served
        .sandbox
        .links_of_session(claims(&token)["jti"].as_str().unwrap());
    assert_eq!(by_token.len(), 1);
    assert_eq!(by_token[0].id, id);
    assert!(served.sandbox.links_of_session("another").is_empty());
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_link() {
    let served = Served::new().await;
    let token = served.mint(json!({})).await;
    let visit = served.consented(&token, "").await;
    visit.pick("erebor_br_retail", "credentials").await;
    let form = [("username", "bnk100"), ("password", "full")];
    for _ in 0..3 {
        visit.step("credentials", &form, "success").await;
    }
    assert_eq!(served.sandbox.links().len(), 1);
    assert_eq!(
        visit.get("consent").await.inside(),
        format!("{}/success", visit.base),
        "no way back from a link"
    );
    assert_eq!(
        visit.get("leave/consent").await.inside(),
        format!("{}/abandon-survey", visit.base)
    );
    assert_eq!(
        visit.post("abandon-survey", &[]).await.inside(),
        format!("{}/success", visit.base)
    );
}

#[tokio::test]
async fn an_mfa_token_is_asked_again_until_it_is_right() {
    let served = Served::new().await;
    let token = served.mint(json!({})).await;
    let visit = served.consented(&token, "&locale=en").await;
    visit.pick("gotham_mx_business", "credentials").await;
    visit
        .step(
            "credentials",
            &[("username", "mfa_default"), ("password", "pass_valid")],
            "mfa",
        )
        .await;
    let again = visit.step("mfa", &[("token", "999999")], "mfa").await;
    assert!(again.contains("did not take this token"), "{again}");
    assert!(served.sandbox.links().is_empty());
    visit.step("mfa", &[("token", "111111")], "success").await;
    assert!(
        visit
            .get("done")
            .await
            .out()
            .ends_with("&institution=gotham_mx_business")
    );
}

#[tokio::test]
async fn an_institution_without_password_and_a_skipped_picker() {
    let served = Served::new().await;
    let token = served.mint(json!({})).await;
    let visit = served
        .consented(
            &token,
            "&institutions=planet_mx_employment&access_mode=single",
        )
        .await;
    let page = visit.step("consent", &[], "credentials").await;
    assert!(!page.contains("type=\"password\""));
    visit
        .step(
            "credentials",
            &[("username", "BLPM951331IONVGR54")],
            "success",
        )
        .await;
    let link = &served.links("").await["results"][0];
    assert_eq!(link["access_mode"], "single");
    assert_eq!(link["refresh_rate"], Value::Null);
    assert_eq!(link["external_id"], Value::Null);
}

#[tokio::test]
async fn update_mode_keeps_the_link() {
    let served = Served::new().await;
    let token = served.mint(json!({})).await;
    let visit = served
        .consented(&token, "&institutions=erebor_mx_retail")
        .await;
    visit.step("consent", &[], "credentials").await;
    visit
        .step(
            "credentials",
            &[("username", "bnk100"), ("password", "full")],
            "success",
        )
        .await;
    let id = served.sandbox.links()[0].id.clone();

    for (status, page, form) in [
        (
            LinkStatus::Invalid,
            "credentials",
            vec![("username", "bnk100"), ("password", "new")],
        ),
        (LinkStatus::TokenRequired, "mfa", vec![("token", "111111")]),
    ] {
        assert!(served.sandbox.set_link_status(&id, status));
        let token = served.mint(json!({"link_id": id})).await;
        assert_eq!(
            claims(&token)["link"],
            json!({"id": id, "status": status.as_str(), "institution": "erebor_mx_retail"})
        );
        let visit = served.consented(&token, "").await;
        visit.step("consent", &[], page).await;
        visit.step(page, &form, "success").await;
        assert_eq!(
            visit.get("done").await.out(),
            format!("your-deeplink-here://success?link={id}&institution=erebor_mx_retail")
        );
        let links = served.links("").await;
        assert_eq!(
            (&links["count"], &links["results"][0]["status"]),
            (&json!(1), &json!("valid"))
        );
    }
    assert!(
        !served
            .sandbox
            .set_link_status("no-such-link", LinkStatus::Valid)
    );
}

#[tokio::test]
async fn pages_tell_the_app_where_they_are() {
    let served = Served::new().await;
    let token = served.mint(json!({})).await;
    let visit = served.consented(&token, "").await;
    let page = visit.step("consent", &[], "institutions").await;
    assert_eq!(
        messages(&page),
        [
            json!({"eventName": "PAGE_LOAD", "metadata": {"page": "/institutions", "from": "/consent"}})
        ]
    );
    let page = visit
        .step(
            "institutions",
            &[("institution", "erebor_mx_retail")],
            "credentials",
        )
        .await;
    assert_eq!(
        messages(&page),
        [json!({"eventName": "PAGE_LOAD", "metadata":
            {"page": "/credentials", "from": "/institutions", "institution_name": "erebor_mx_retail"}})]
    );
}

#[tokio::test]
async fn the_picker_shows_what_the_start_url_asks_for() {
    let served = Served::new().await;
    let token = served.mint(json!({})).await;
    let visit = served
        .consented(&token, "&country_codes=BR&integration_type=openfinance")
        .await;
    let page = visit.step("consent", &[], "institutions").await;
    let shown: Vec<&str> = page
        .split("name=\"institution\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(
        shown,
        [
            "ofmockbank_br_retail",
            "ofbancodobrasil_br_retail",
            "ofbradesco_br_retail",
            "ofitau_br_retail"
        ]
    );
    visit
        .step(
            "institutions",
            &[("institution", "erebor_mx_retail")],
            "institutions",
        )
        .await;

    let visit = served
        .consented(&token, "&country_codes=CL&locale=en")
        .await;
    let page = visit.step("consent", &[], "institutions").await;
    assert!(page.contains("No institution fits"), "{page}");
}

#[tokio::test]
async fn values_are_escaped_and_the_token_is_nowhere() {
    let served = Served::new().await;
    let company = "<script>alert(1)</script> & \"Co\"";
    let mut widget = crate::support::token_body()["widget"].clone();
    widget["branding"] = json!({"company_name": company});
    let token = served.mint(json!({"widget": widget})).await;
    let location = served.open(&token, "").await.inside();
    let page = served.get(&location).await.page();
    assert!(
        page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Co&quot;"),
        "{page}"
    );
    assert!(!page.contains(&token));
    assert!(!format!("{:?}", served.sandbox).contains(&token));

    let response = served
        .client
        .get(format!("{}{location}", served.origin))
        .send()
        .await
        .unwrap();
    assert_eq!(response.headers()["cache-control"], "no-store");
    assert_eq!(response.headers()["referrer-policy"], "no-referrer");
    assert!(
        response.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .starts_with("default-src 'none'")
    );
}
