//! `GET /api/links/`, and who may ask.

use serde_json::{Value, json};
use vinculo_sandbox::{Sandbox, SandboxConfig, SecretKeys};

use crate::support::Served;

async fn connect(served: &Served, external_id: &str) -> String {
    let token = served.mint(json!({})).await;
    let visit = served
        .consented(
            &token,
            &format!("&institutions=erebor_mx_retail&external_id={external_id}"),
        )
        .await;
    visit.step("consent", &[], "credentials").await;
    visit
        .step(
            "credentials",
            &[("username", "bnk100"), ("password", "full")],
            "success",
        )
        .await;
    served.sandbox.links().last().unwrap().id.clone()
}

#[tokio::test]
async fn pages_of_ten_with_absolute_addresses() {
    let served = Served::new().await;
    for _ in 0..12 {
        connect(&served, "user-a").await;
    }
    let other = connect(&served, "user-b").await;

    let first = served.links("?external_id=user-a").await;
    assert_eq!(
        (&first["count"], &first["previous"]),
        (&json!(12), &Value::Null)
    );
    assert_eq!(first["results"].as_array().unwrap().len(), 10);
    let next = first["next"].as_str().unwrap();
    assert_eq!(
        next,
        format!("{}/api/links/?external_id=user-a&page=2", served.origin)
    );
    let second = served
        .links(next.split_once("/api/links/").unwrap().1)
        .await;
    assert_eq!(second["results"].as_array().unwrap().len(), 2);
    assert_eq!(second["next"], Value::Null);
    assert!(second["previous"].as_str().unwrap().ends_with("&page=1"));

    let all = served.links("?page_size=5000").await;
    assert_eq!(all["results"].as_array().unwrap().len(), 13);
    assert_eq!(all["results"][0]["id"], json!(other), "newest first");
    assert_eq!(
        all["results"][0]["institution_user_id"],
        all["results"][1]["institution_user_id"]
    );
    assert_eq!(
        served.links("?external_id__in=user-b,user-c").await["count"],
        1
    );
    assert_eq!(served.links("?status=invalid").await["count"], 0);
    assert_eq!(served.links("?page=0").await[0]["code"], "not_found");
}

#[tokio::test]
async fn one_link() {
    let served = Served::new().await;
    let id = connect(&served, "user-a").await;
    let link = served.links(&format!("{id}/")).await;
    assert_eq!(
        (&link["id"], &link["external_id"]),
        (&json!(id), &json!("user-a"))
    );
    assert_eq!(
        served.links("cb65f82c-dc93-4d3e-8270-9a27528397f5/").await[0]["code"],
        "not_found"
    );
}

#[tokio::test]
async fn an_id_that_looks_personal_cannot_be_found_again() {
    let served = Served::new().await;
    connect(&served, "76109277673").await;
    assert_eq!(served.links("?external_id=76109277673").await["count"], 0);
    assert_eq!(
        served.links("").await["results"][0]["external_id"],
        Value::Null
    );
}

#[tokio::test]
async fn the_keys_are_asked_for() {
    let served = Served::new().await;
    let keys = SecretKeys::fake();
    for path in ["/api/", "/api/links/", "/api/links/x/"] {
        let url = format!("{}{path}", served.origin);
        let answer = served.get(path).await;
        assert_eq!(answer.status, 401);
        assert!(
            answer.body.contains("\"authentication_failed\""),
            "{}",
            answer.body
        );
        let wrong = served
            .client
            .get(&url)
            .basic_auth(keys.id(), Some("wrong"))
            .send()
            .await
            .unwrap();
        assert_eq!(wrong.status(), 401);
    }
    let right = served
        .client
        .get(format!("{}/api/", served.origin))
        .basic_auth(keys.id(), Some(keys.password()));
    assert_eq!(right.send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn debug_shows_no_secret() {
    let served = Served::new().await;
    let id = connect(&served, "user-a").await;
    let keys = SecretKeys::new("the-id", "the-password");
    let mut config = SandboxConfig::new(|| 0);
    config.keys = keys;
    let shown = format!(
        "{config:?} {:?} {:?}",
        Sandbox::new(config.clone()),
        served.sandbox.links()
    );
    assert!(
        !shown.contains("the-id") && !shown.contains("the-password") && !shown.contains(&id),
        "{shown}"
    );
}

#[tokio::test]
async fn only_loopback_is_served() {
    let sandbox = Sandbox::new(SandboxConfig::new(|| 0));
    let listener = tokio::net::TcpListener::bind("0.0.0.0:0").await.unwrap();
    let error = sandbox.serve(listener).await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
}
