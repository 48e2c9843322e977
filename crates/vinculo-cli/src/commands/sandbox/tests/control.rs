//! The control API and its page, and who may use them.

use serde_json::json;
use vinculo_sandbox::Scenario;

use super::World;

#[tokio::test]
async fn what_is_set_holds_and_is_told() {
    let world = World::new().await;
    let state = world.ask("GET /control", "").await.json();
    assert_eq!(state["scenario"], "manual");
    assert_eq!(state["times"], json!(null));
    assert_eq!(state["trouble"], "none");
    assert_eq!(
        state["known"]["scenarios"],
        json!(Scenario::ALL.map(Scenario::name))
    );

    let set = world
        .put("scenario", &json!({"scenario": "exit", "times": 2}))
        .await;
    assert_eq!(set.status, 200);
    for scenario in Scenario::ALL.map(Scenario::name) {
        let set = world.put("scenario", &json!({"scenario": scenario})).await;
        assert_eq!(set.json()["scenario"], scenario);
    }
    let known = state["known"]["troubles"].as_array().unwrap();
    assert_eq!(known.len(), 5);
    for trouble in known {
        let set = world.put("backend", &json!({"trouble": trouble})).await;
        assert_eq!(set.json()["trouble"], *trouble);
    }
    let set = world
        .put("scenario", &json!({"scenario": "exit", "times": 2}))
        .await;
    assert_eq!(set.json()["times"], 2);
    let state = world.ask("GET /control", "").await.json();
    assert_eq!(
        (&state["scenario"], &state["times"]),
        (&json!("exit"), &json!(2))
    );
}

#[tokio::test]
async fn the_backend_is_in_the_trouble_that_was_set() {
    let world = World::new().await;
    let user = format!(
        "Host: {}\r\nAuthorization: Bearer lumen-user-1\r\n",
        world.host
    );
    for (trouble, status) in [("failing", 500), ("signed_out", 401), ("none", 200)] {
        world.put("backend", &json!({"trouble": trouble})).await;
        let links = world.send("GET /backend/v1/links", &user, "").await;
        assert_eq!(links.status, status, "{trouble}");
    }
}

#[tokio::test]
async fn what_is_not_known_is_refused_with_the_list_and_changes_nothing() {
    let world = World::new().await;
    world.put("scenario", &json!({"scenario": "bank"})).await;
    world.put("backend", &json!({"trouble": "slow"})).await;
    for (what, body, error) in [
        ("scenario", json!({"scenario": "Exit"}), "unknown_scenario"),
        ("backend", json!({"trouble": "down"}), "unknown_trouble"),
    ] {
        let refused = world.put(what, &body).await;
        assert_eq!(refused.status, 400, "{what}");
        assert_eq!(refused.json()["error"], error);
        let known = refused.json()["known"].as_array().unwrap().len();
        assert_eq!(known, if what == "scenario" { 15 } else { 5 });
    }
    for (what, body) in [
        ("scenario", json!({})),
        ("scenario", json!({"scenario": "exit", "times": 0})),
        ("scenario", json!({"scenario": "exit", "times": -1})),
        ("scenario", json!({"scenario": "exit", "time": 1})),
        ("scenario", json!("exit")),
        ("backend", json!({"trouble": null})),
    ] {
        let refused = world.put(what, &body).await;
        assert_eq!(refused.status, 400, "{body}");
        assert_eq!(refused.json()["error"], "malformed", "{body}");
    }
    assert_eq!(world.ask("POST /control/scenario", "{}").await.status, 405);
    let state = world.ask("GET /control", "").await.json();
    assert_eq!(
        (&state["scenario"], &state["trouble"]),
        (&json!("bank"), &json!("slow"))
    );
}

#[tokio::test]
async fn the_page_works_by_its_forms_alone() {
    let world = World::new().await;
    let page = world.ask("GET /control/", "").await;
    assert_eq!(page.status, 200);
    assert!(
        page.head.contains("frame-ancestors 'none'"),
        "{}",
        page.head
    );
    assert!(!page.body.contains("<script"));
    for name in Scenario::ALL {
        assert!(page.body.contains(&format!("value=\"{name}\"")), "{name}");
    }
    assert!(page.body.contains("value=\"manual\" checked"));
    assert_eq!(world.ask("GET /control/control.css", "").await.status, 200);

    let form = format!(
        "Host: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n",
        world.host
    );
    for (body, says) in [
        (
            "scenario=exit&times=1",
            "<strong>exit</strong>, the next one only",
        ),
        (
            "scenario=blank&times=3",
            "<strong>blank</strong>, the next 3 of them",
        ),
        (
            "scenario=error&times=",
            "<strong>error</strong>, until another is chosen",
        ),
        ("trouble=failing", "<strong>failing</strong>"),
    ] {
        let sent = world.send("POST /control/", &form, body).await;
        assert_eq!(sent.status, 303, "{body}");
        let page = world.ask("GET /control/", "").await.body;
        assert!(page.contains(says), "{body}: {page}");
    }
    for body in [
        "scenario=nothing",
        "scenario=exit&times=0",
        "",
        "scenario=exit&trouble=slow",
    ] {
        let sent = world.send("POST /control/", &form, body).await;
        assert_eq!(sent.status, 400, "{body}");
    }
    let page = world.ask("GET /control/", "").await.body;
    assert!(page.contains("<strong>error</strong>") && page.contains("<strong>failing</strong>"));
}

/// A page of another site in the developer's browser.
#[tokio::test]
async fn nobody_else_drives_it() {
    let world = World::new().await;
    let port = world.host.split(':').nth(1).unwrap().to_owned();
    for path in [
        "/control",
        "/control/",
        "/widget/",
        "/backend/v1/links",
        "/api/",
        "/nothing",
    ] {
        for name in ["evil.example".to_owned(), format!("evil.example:{port}")] {
            let sent = world
                .send(&format!("GET {path}"), &format!("Host: {name}\r\n"), "")
                .await;
            assert_eq!(sent.status, 403, "{path} under {name}");
        }
        let own = world
            .send(
                &format!("GET {path}"),
                &format!("Host: localhost:{port}\r\n"),
                "",
            )
            .await;
        assert_ne!(own.status, 403, "{path}");
    }
    let body = r#"{"scenario":"exit"}"#;
    let sent = world
        .send("PUT /control/scenario", "Host: evil.example\r\n", body)
        .await;
    assert_eq!(sent.status, 403);

    let own = format!(
        "Host: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n",
        world.host
    );
    for foreign in [
        "Sec-Fetch-Site: cross-site\r\n",
        "Origin: https://evil.example\r\n",
        "Origin: null\r\n",
    ] {
        let headers = format!("{own}{foreign}");
        let sent = world
            .send("POST /control/", &headers, "scenario=exit")
            .await;
        assert_eq!(sent.status, 403, "{foreign}");
    }
    let state = world.ask("GET /control", "").await.json();
    assert_eq!(state["scenario"], "manual");
    let headers = format!(
        "{own}Sec-Fetch-Site: same-origin\r\nOrigin: {}\r\n",
        world.origin
    );
    let sent = world
        .send("POST /control/", &headers, "scenario=exit")
        .await;
    assert_eq!(sent.status, 303);
}
