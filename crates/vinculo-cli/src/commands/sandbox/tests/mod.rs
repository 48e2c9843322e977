//! The sandbox as a phone and a UI test meet it, over real loopback HTTP.

mod control;
mod phone;
mod scenarios;

use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use vinculo_sandbox::SandboxConfig;

use super::reach::Reach;
use crate::commands::wall_ms;

/// What is served, with a slow page that is quick.
struct World {
    origin: String,
    host: String,
}

impl World {
    async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let reach = Reach::new(listener.local_addr().unwrap(), None);
        let mut config = SandboxConfig::new(wall_ms);
        config.slow_page = Duration::from_millis(20);
        let router = super::router(config, &reach).unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self {
            host: reach.address.to_string(),
            origin: reach.origin,
        }
    }

    /// One request with any headers: `line` is its method and path.
    async fn send(&self, line: &str, headers: &str, body: &str) -> Sent {
        let mut stream = TcpStream::connect(&self.host).await.unwrap();
        let length = body.len();
        let request = format!(
            "{line} HTTP/1.1\r\n{headers}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).await.unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        Sent {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            head: head.to_ascii_lowercase(),
            body: body.to_owned(),
        }
    }

    /// The same under the sandbox's own name, as programs do.
    async fn ask(&self, line: &str, body: &str) -> Sent {
        self.send(line, &format!("Host: {}\r\n", self.host), body)
            .await
    }

    async fn put(&self, what: &str, body: &Value) -> Sent {
        self.ask(&format!("PUT /control/{what}"), &body.to_string())
            .await
    }
}

struct Sent {
    status: u16,
    /// In lower case.
    head: String,
    body: String,
}

impl Sent {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}
