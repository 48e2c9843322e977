//! `POST /api/token/`: claims and errors.

use serde_json::{Value, json};

use crate::support::{Served, claims, token_body};

async fn refused(served: &Served, body: String) -> (u16, Vec<Value>) {
    let response = served.post_token(body).await;
    let status = response.status().as_u16();
    let items: Vec<Value> = response.json().await.unwrap();
    for item in &items {
        let id = item["request_id"].as_str().unwrap();
        assert!(
            id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()),
            "{id}"
        );
        assert!(!item["message"].as_str().unwrap().is_empty());
    }
    (status, items)
}

#[tokio::test]
async fn claims_are_those_of_the_documented_sample() {
    let served = Served::new().await;
    let token = served.mint(json!({})).await;
    let claims = claims(&token);
    assert_eq!(
        claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(),
        1200
    );
    assert_eq!(claims["iat"], 1_760_000_000);
    assert_eq!(claims["token_type"], "access");
    assert_eq!(claims["environment"], "sandbox");
    assert_eq!(
        claims["scopes"],
        json!(["read_institutions", "write_links"])
    );
    assert_eq!(
        claims["fetch_resources"],
        json!(["ACCOUNTS", "TRANSACTIONS", "OWNERS"])
    );
    assert_eq!(claims.get("link"), None);
    assert_ne!(
        token,
        served.mint(json!({})).await,
        "no two tokens are alike"
    );
}

#[tokio::test]
async fn a_field_named_link_is_ignored_without_a_word() {
    let served = Served::new().await;
    let token = served
        .mint(json!({"link": "cb65f82c-dc93-4d3e-8270-9a27528397f5"}))
        .await;
    assert_eq!(claims(&token).get("link"), None);
}

#[tokio::test]
async fn wrong_keys() {
    let served = Served::new().await;
    for field in ["id", "password"] {
        let mut body = token_body();
        body[field] = json!("something else");
        let (status, items) = refused(&served, body.to_string()).await;
        assert_eq!((status, items.len()), (401, 1));
        assert_eq!(items[0]["code"], "authentication_failed");
        assert_eq!(items[0]["message"], "Invalid Secret Keys");
        assert_eq!(items[0].get("field"), None);
    }
}

#[tokio::test]
async fn bodies_that_are_not_json_objects() {
    let served = Served::new().await;
    for (body, code) in [
        ("", "parse_error"),
        ("{\"id\":", "parse_error"),
        ("id=1", "parse_error"),
        ("[]", "invalid"),
    ] {
        let (status, items) = refused(&served, body.to_owned()).await;
        assert_eq!(
            (status, items[0]["code"].as_str().unwrap()),
            (400, code),
            "{body}"
        );
    }
    let huge = format!("{{\"id\":\"{}\"}}", "a".repeat(70_000));
    assert_eq!(served.post_token(huge).await.status(), 413);
}

#[tokio::test]
async fn all_problems_come_at_once() {
    let served = Served::new().await;
    let body = json!({
        "password": null,
        "scopes": " ",
        "link_id": "not-a-uuid",
        "fetch_resources": "ACCOUNTS,OWNERS",
        "fetch_historical": "yes",
        "credentials_storage": "366d",
        "stale_in": "300",
        "external_id": "ab",
        "widget": {"callback_urls": {"success": "no url", "exit": 7, "event": "a://b"}, "branding": []},
    });
    let (status, items) = refused(&served, body.to_string()).await;
    assert_eq!(status, 400);
    let seen: Vec<(&str, &str)> = items
        .iter()
        .map(|item| {
            (
                item["field"].as_str().unwrap(),
                item["code"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("id", "required"),
            ("password", "null"),
            ("scopes", "blank"),
            ("link_id", "invalid"),
            ("fetch_resources", "not_a_list"),
            ("fetch_historical", "invalid"),
            ("credentials_storage", "invalid"),
            ("stale_in", "invalid"),
            ("external_id", "invalid"),
            ("widget.branding", "invalid"),
            ("widget.callback_urls.success", "invalid"),
            ("widget.callback_urls.exit", "invalid"),
        ]
    );
    assert_eq!(items[4]["message"], "Expected a list but got type \"str\".");
    assert_eq!(
        items[0]["request_id"], items[11]["request_id"],
        "one request, one id"
    );
}

#[tokio::test]
async fn single_values() {
    let served = Served::new().await;
    for (field, value, code) in [
        ("scopes", json!("read_institutions, write_links"), "invalid"),
        (
            "fetch_resources",
            json!(["ACCOUNTS", "accounts"]),
            "invalid_choice",
        ),
        ("fetch_resources", json!([1]), "invalid"),
        (
            "link_id",
            json!("cb65f82c-dc93-4d3e-8270-9a27528397f5"),
            "does_not_exist",
        ),
        ("id", json!(5), "invalid"),
        ("widget", json!("x"), "invalid"),
    ] {
        let mut body = token_body();
        body[field] = value.clone();
        let (status, items) = refused(&served, body.to_string()).await;
        assert_eq!((status, items.len()), (400, 1), "{field} {value}");
        assert_eq!(
            (&items[0]["field"], &items[0]["code"]),
            (&json!(field), &json!(code))
        );
    }
    for (field, value) in [
        ("credentials_storage", "nostore"),
        ("credentials_storage", "1d"),
        ("stale_in", "999d"),
    ] {
        served.mint(json!({field: value})).await;
    }
}

#[tokio::test]
async fn other_methods_and_paths() {
    let served = Served::new().await;
    let answer = served.get("/api/token/").await;
    assert_eq!(answer.status, 405);
    assert!(
        answer.body.starts_with("[{") && answer.body.contains("method_not_allowed"),
        "{}",
        answer.body
    );
    let answer = served.get("/api/nothing/").await;
    assert_eq!((answer.status.as_u16(), answer.body.as_str()), (404, ""));
}
