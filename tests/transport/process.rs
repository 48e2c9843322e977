//! This binary once more, with another environment: proxies and root certificates are read from there.

use std::env;
use std::ffi::OsStr;
use std::process::Command;

use crate::server::{get, transport};

const URL: &str = "VINCULO_TRANSPORT_URL";

/// What a process with this environment hears from a URL: a status, or an error's name.
pub(crate) async fn asked<V: AsRef<OsStr>>(url: &str, variables: &[(&str, V)]) -> String {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["--exact", "process::child", "--nocapture"])
        .env(URL, url);
    for name in [
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "NO_PROXY",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
    ] {
        command
            .env_remove(name)
            .env_remove(name.to_ascii_lowercase());
    }
    for (name, value) in variables {
        command.env(name, value);
    }
    let ended = tokio::task::spawn_blocking(move || command.output());
    let output = ended.await.unwrap().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let line = text.lines().find_map(|line| line.split_once("heard: "));
    line.expect("the child says what it heard").1.to_owned()
}

/// The process itself. By itself it does nothing; it is no `#[ignore]`, because an ignored test counts as skipped, and
/// none may be.
#[tokio::test]
async fn child() {
    let Ok(url) = env::var(URL) else { return };
    match transport().send(&get(url)).await {
        Ok(response) => println!("\nheard: {}", response.status()),
        Err(error) => println!("\nheard: {error:?}"),
    }
}

#[tokio::test]
async fn no_proxy_stands_before_this_machine() {
    use crate::server::{Server, say};
    let proxy = Server::start([say(200, ""), say(200, "")]).await;
    let server = Server::start([say(204, "")]).await;
    let variables = [("HTTP_PROXY", proxy.url("")), ("ALL_PROXY", proxy.url(""))];
    assert_eq!(asked(&server.url("/"), &variables).await, "204");
    assert!(proxy.heard().is_empty());

    // Beyond it the person's proxy counts, and what it refuses was never sent.
    let variables = [("HTTPS_PROXY", proxy.url(""))];
    assert_eq!(
        asked("https://backend.example/", &variables).await,
        "Unreachable"
    );
    assert!(
        proxy.heard()[0]
            .text
            .starts_with("CONNECT backend.example:443 ")
    );
}
