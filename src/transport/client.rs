//! The client: built in one place, and with one way to send.

use std::error::Error;
use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Method, Response};
use rustls::ClientConfig;

use super::address::Address;
use super::error::TransportError;
use super::tls;
use crate::backend::{HttpHeader, HttpMethod, HttpRequest, HttpResponse, MAX_ANSWER_BYTES};

/// How long things may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TransportConfig {
    /// For a connection, TLS included.
    pub connect_timeout: Duration,
    /// For everything, from the first step of the connection to the last byte of the answer (reqwest counts connecting in).
    pub timeout: Duration,
}

impl Default for TransportConfig {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(20),
        }
    }
}

/// Sends requests. Clones share the clients inside; needs a tokio runtime with I/O and time.
#[derive(Clone)]
pub struct Transport {
    /// `None` without roots: then https to other machines is refused, and loopback still works.
    outside: Option<Client>,
    loopback: Client,
}

impl Transport {
    /// Builds the clients. Reads the system's root certificates, which takes some milliseconds.
    ///
    /// # Errors
    /// [`TransportError::Unusable`] if the HTTP stack cannot be set up at all.
    pub fn new(config: TransportConfig) -> Result<Self, TransportError> {
        let unusable = TransportError::Unusable;
        let trust = tls::of_the_platform();
        let outside = trust.clone().map(|trust| outside(config, trust));
        let trust = trust.or_else(tls::of_nobody).ok_or(unusable)?;
        Ok(Self {
            outside: outside.transpose()?,
            loopback: loopback(config, trust)?,
        })
    }

    /// Sends a request once and reads the answer, whatever its status.
    ///
    /// # Errors
    /// [`TransportError`], which says whether anything was sent.
    pub async fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let address = Address::of(&request.url)?;
        let client = if address.loopback {
            &self.loopback
        } else {
            self.outside.as_ref().ok_or(TransportError::NoRoots)?
        };
        let mut built = client
            .request(method(request.method), address.url)
            .headers(headers(request)?);
        if let Some(body) = &request.body {
            built = built.body(body.clone());
        }
        read(built.send().await.map_err(understand)?).await
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // reqwest shows proxies here, whose URLs may hold a password.
        f.debug_struct("Transport")
            .field("trusts_https", &self.outside.is_some())
            .finish_non_exhaustive()
    }
}

/// For other machines. [`Address`] lets no plain http through to it: this is the second lock.
fn outside(config: TransportConfig, trust: ClientConfig) -> Result<Client, TransportError> {
    build(client(config, trust).https_only(true))
}

/// For this machine.
fn loopback(config: TransportConfig, trust: ClientConfig) -> Result<Client, TransportError> {
    let client = client(config, trust).no_proxy();
    build(client.dns_resolver(Arc::new(ThisMachine)))
}

/// What both have in common. HTTP/1.1 alone is [`tls`]'s choice, by ALPN, so that reqwest's own retries, which are HTTP/2's,
/// never come about; and without redirects no referrer does.
///
/// No test sees the `no_…` of compressions: they do nothing unless another package of the program switches reqwest's features
/// on, which would ask for compressed answers, and unpack them.
#[expect(
    clippy::disallowed_methods,
    reason = "the core's HTTP clients are built here"
)]
fn client(config: TransportConfig, trust: ClientConfig) -> ClientBuilder {
    Client::builder()
        .user_agent(concat!("vinculo/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(config.connect_timeout)
        .timeout(config.timeout)
        .redirect(Policy::none())
        .pool_max_idle_per_host(0)
        .no_gzip()
        .no_brotli()
        .no_deflate()
        .no_zstd()
        .tls_backend_preconfigured(trust)
}

fn build(builder: ClientBuilder) -> Result<Client, TransportError> {
    builder.build().map_err(|_| TransportError::Unusable)
}

fn method(method: HttpMethod) -> Method {
    match method {
        HttpMethod::Get => Method::GET,
        HttpMethod::Post => Method::POST,
        HttpMethod::Put => Method::PUT,
    }
}

fn headers(request: &HttpRequest) -> Result<HeaderMap, TransportError> {
    let plain = request.headers.iter();
    let plain = plain.map(|header| (header.name.as_str(), header.value.as_str(), false));
    let auth = request.auth.iter();
    let auth = auth.map(|auth| (auth.name(), auth.reveal(), true));
    let mut headers = HeaderMap::new();
    for (name, value, secret) in plain.chain(auth) {
        let unusable = TransportError::Unusable;
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| unusable)?;
        let mut value = HeaderValue::from_str(value).map_err(|_| unusable)?;
        value.set_sensitive(secret);
        headers.append(name, value);
    }
    Ok(headers)
}

/// Reads at most one byte more than the contract takes: then the answer is refused by its length, and a status such as
/// 503 still counts.
async fn read(mut response: Response) -> Result<HttpResponse, TransportError> {
    let status = response.status().as_u16();
    let headers = response.headers().iter();
    let headers = headers.filter_map(|(name, value)| {
        Some(HttpHeader {
            name: name.as_str().to_owned(),
            value: value.to_str().ok()?.to_owned(),
        })
    });
    let headers = headers.collect();
    let mut body = Vec::new();
    while body.len() <= MAX_ANSWER_BYTES {
        let Some(chunk) = response.chunk().await.map_err(understand)? else {
            break;
        };
        body.extend_from_slice(&chunk);
    }
    body.truncate(MAX_ANSWER_BYTES + 1);
    Ok(HttpResponse::new(status, headers, body))
}

/// The error itself is dropped: it shows the URL.
#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn understand(error: reqwest::Error) -> TransportError {
    if error.is_connect() {
        if is_about_tls(&error) {
            TransportError::NotTrusted
        } else {
            TransportError::Unreachable
        }
    } else if error.is_timeout() {
        TransportError::TimedOut
    } else if error.is_builder() {
        TransportError::Unusable
    } else {
        TransportError::Broken
    }
}

fn is_about_tls(error: &(dyn Error + 'static)) -> bool {
    // An I/O error hides from `source` what it wraps.
    let wrapped = error
        .downcast_ref::<io::Error>()
        .and_then(|error| error.get_ref());
    error.is::<rustls::Error>()
        || wrapped.is_some_and(|error| is_about_tls(error))
        || error.source().is_some_and(is_about_tls)
}

/// Names of loopback are never looked up: a resolver could lead plain http to another machine (RFC 6761 §6.3).
struct ThisMachine;

impl Resolve for ThisMachine {
    fn resolve(&self, _: Name) -> Resolving {
        let v4 = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let v6 = IpAddr::V6(Ipv6Addr::LOCALHOST);
        // The URL's port takes the place of 0.
        let addresses: Addrs = Box::new([v4, v6].into_iter().map(|ip| SocketAddr::new(ip, 0)));
        Box::pin(std::future::ready(Ok(addresses)))
    }
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;
    use crate::backend::AuthHeader;

    #[tokio::test]
    async fn the_client_for_other_machines_speaks_no_plain_http() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let trust = tls::of_nobody().unwrap();
        let config = TransportConfig {
            timeout: Duration::from_secs(5),
            ..TransportConfig::default()
        };
        let refused = outside(config, trust).unwrap().get(url).send().await;
        assert!(refused.unwrap_err().is_builder(), "it was not even begun");
    }

    /// The HTTP stack's own logs and `Debug` print headers, but for these.
    #[test]
    fn the_authentication_is_marked_as_a_secret() {
        let request = HttpRequest {
            method: HttpMethod::Get,
            url: String::new(),
            headers: vec![HttpHeader {
                name: "accept".to_owned(),
                value: "application/json".to_owned(),
            }],
            auth: Some(Arc::new(AuthHeader::bearer("CANARY").unwrap())),
            body: None,
            is_idempotent: true,
        };
        let headers = headers(&request).unwrap();
        assert!(!format!("{headers:?}").contains("CANARY"), "{headers:?}");
        assert_eq!(headers["authorization"], "Bearer CANARY");
        assert!(!headers["accept"].is_sensitive());
    }
}
