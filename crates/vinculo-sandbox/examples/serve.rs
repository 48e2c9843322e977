//! Serves the sandbox on a free port: `cargo run -p vinculo-sandbox --example serve`.

use std::error::Error;
use std::time::{SystemTime, UNIX_EPOCH};

use tokio::net::TcpListener;
use vinculo_sandbox::{Sandbox, SandboxConfig, SecretKeys};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::new(SandboxConfig::new(wall_ms));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let keys = SecretKeys::fake();
    println!(
        "Belvo sandbox on http://{}/api/ and …/widget/",
        listener.local_addr()?
    );
    println!("keys: id {}, password {}", keys.id(), keys.password());
    sandbox.serve(listener).await?;
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the host's one clock")]
fn wall_ms() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
