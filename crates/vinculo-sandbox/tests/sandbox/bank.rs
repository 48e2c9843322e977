//! Open finance: out to the bank's site and returned.

use reqwest::Method;
use serde_json::json;
use tokio::net::TcpListener;

use crate::support::{Served, Visit, messages};

async fn at_the_handover<'a>(served: &'a Served, token: &str) -> Visit<'a> {
    let visit = served
        .consented(
            token,
            "&locale=pt&institutions=ofmockbank_br_retail&integration_type=openfinance",
        )
        .await;
    visit.step("consent", &[], "handover").await;
    visit
}

#[tokio::test]
async fn the_user_authorises_at_the_bank() {
    let served = Served::new().await;
    let token = served.mint(json!({})).await;
    let visit = at_the_handover(&served, &token).await;
    let bank = visit.post("handover", &[]).await.out();
    assert!(bank.starts_with("/bank/") && !bank.contains(&token));
    let page = served.get(&bank).await.page();
    assert!(
        page.contains("Mockbank") && page.contains("Autorizar"),
        "{page}"
    );
    assert!(served.sandbox.links().is_empty());

    let returned = served
        .send(Method::POST, &bank, &[("decision", "authorise")])
        .await
        .out();
    assert_eq!(returned, format!("{}/return", visit.base));
    assert_eq!(
        served.get(&returned).await.inside(),
        format!("{}/success", visit.base)
    );
    let id = served.sandbox.links()[0].id.clone();
    assert_eq!(
        visit.get("done").await.out(),
        format!("your-deeplink-here://success?link={id}&institution=ofmockbank_br_retail")
    );
    assert_eq!(
        served.get(&returned).await.inside(),
        format!("{}/success", visit.base),
        "coming back twice is one link"
    );
    assert_eq!(served.sandbox.links().len(), 1);
}

#[tokio::test]
async fn the_user_refuses_at_the_bank() {
    let served = Served::new().await;
    let token = served.mint(json!({})).await;
    let visit = at_the_handover(&served, &token).await;
    let bank = visit.post("handover", &[]).await.out();
    let end = served
        .send(Method::POST, &bank, &[("decision", "refuse")])
        .await
        .out();
    assert_eq!(
        end,
        "/api/consents/callback/#error_description=risk_analysis_denied"
    );
    let page = served.get("/api/consents/callback/").await.page();
    assert!(
        page.contains("O banco disse não") && !page.contains("your-deeplink-here"),
        "no callback leads out"
    );
    visit.get("return").await.inside();
    assert!(served.sandbox.links().is_empty());
}

#[tokio::test]
async fn coming_back_without_having_been_there_connects_nothing() {
    let served = Served::new().await;
    let token = served.mint(json!({})).await;
    let visit = at_the_handover(&served, &token).await;
    assert_eq!(
        visit.get("return").await.inside(),
        format!("{}/handover", visit.base)
    );
    assert!(served.sandbox.links().is_empty());

    let first = visit.post("handover", &[]).await.out();
    let second = visit.post("handover", &[]).await.out();
    assert_ne!(first, second);
    assert_eq!(
        served.get(&first).await.status,
        404,
        "only the latest request stands"
    );
    assert_eq!(
        served
            .send(Method::POST, &first, &[("decision", "authorise")])
            .await
            .status,
        404
    );
    served.get(&second).await.page();
}

#[tokio::test]
async fn the_bank_must_be_reached_within_a_minute() {
    let served = Served::new().await;
    let token = served.mint(json!({})).await;
    let visit = at_the_handover(&served, &token).await;
    served.wait(60_000);
    visit.post("handover", &[]).await.out();
    visit.get("handover").await.page();
    served.wait(60_001);
    let page = visit.step("handover", &[], "handover").await;
    assert!(
        page.contains("Passou tempo demais") && !page.contains("Ir para o banco"),
        "{page}"
    );
    let posted = messages(&page);
    assert_eq!(posted[1]["meta_data"]["error_code"], "session_expired_ob");
    assert_eq!(
        visit.get("leave/handover").await.out(),
        "your-deeplink-here://exit?last_encountered_error_code=session_expired_ob\
         &meta_data_institution_name=ofmockbank_br_retail"
    );
}

#[tokio::test]
async fn a_token_that_dies_at_the_bank() {
    let served = Served::new().await;
    let token = served.mint(json!({})).await;
    let visit = at_the_handover(&served, &token).await;
    let bank = visit.post("handover", &[]).await.out();
    served.wait(600_000);
    let returned = served
        .send(Method::POST, &bank, &[("decision", "authorise")])
        .await
        .out();
    assert_eq!(
        served.get(&returned).await.inside(),
        format!("{}/handover", visit.base)
    );
    assert!(
        visit
            .get("handover")
            .await
            .page()
            .contains("Passou tempo demais")
    );
    assert!(served.sandbox.links().is_empty());
}

#[tokio::test]
async fn the_bank_can_stand_on_another_origin() {
    let listeners = [
        TcpListener::bind("127.0.0.1:0").await.unwrap(),
        TcpListener::bind("127.0.0.1:0").await.unwrap(),
    ];
    let [widget, bank] = listeners
        .each_ref()
        .map(|one| format!("http://{}", one.local_addr().unwrap()));
    let [widget_listener, bank_listener] = listeners;
    let served = Served::on(widget_listener, |config| {
        config.bank_origin.clone_from(&bank);
        config.widget_origin.clone_from(&widget);
    });
    let serving = served.sandbox.clone();
    tokio::spawn(async move { serving.serve_bank(bank_listener).await });

    let token = served.mint(json!({})).await;
    let visit = at_the_handover(&served, &token).await;
    let page = visit.post("handover", &[]).await.out();
    assert!(page.starts_with(&format!("{bank}/bank/")), "{page}");
    served.send(Method::GET, &page, &[]).await.page();
    served
        .send(Method::GET, &format!("{bank}/bank/bank.css"), &[])
        .await
        .page();
    assert_eq!(
        served
            .send(Method::GET, &format!("{bank}/widget/"), &[])
            .await
            .status,
        404,
        "no widget at the bank"
    );
    let returned = served
        .send(Method::POST, &page, &[("decision", "authorise")])
        .await
        .out();
    assert_eq!(returned, format!("{widget}{}/return", visit.base));
    assert_eq!(
        served.send(Method::GET, &returned, &[]).await.inside(),
        format!("{}/success", visit.base)
    );
}
