//! The tool's own HTTP client, for what the core's transport does not speak: pages of the web, which the demo's webview
//! shows, and Belvo's API, which a backend asks. All of it on loopback, to the sandbox. The contract between an app and its
//! backend goes through `vinculo::transport`.

use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, Method, Response};

/// Far above any page of the sandbox.
const BODY_LIMIT: usize = 1024 * 1024;
const TIMEOUT: Duration = Duration::from_secs(10);

/// A client that follows no redirect, since each is a navigation of its own to be decided.
#[derive(Clone, Debug)]
pub(crate) struct Http {
    client: Client,
}

/// What came back.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: Option<String>,
    pub(crate) security_policy: Option<String>,
    pub(crate) location: Option<String>,
    pub(crate) body: Vec<u8>,
}

/// Why nothing came back. Says nothing of the address, which may hold a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HttpProblem {
    /// Nobody answers there.
    Unreachable,
    /// It took too long.
    TimedOut,
    /// Longer than a megabyte.
    TooLong,
}

/// The body of a request, and what it is.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    pub(crate) content_type: String,
    pub(crate) bytes: Vec<u8>,
}

/// A name and a password, for HTTP Basic. No `Debug`.
pub(crate) struct Basic<'a> {
    pub(crate) user: &'a str,
    pub(crate) password: &'a str,
}

impl Http {
    /// The client. Proxies of the environment are passed over: nothing here leaves the machine.
    #[expect(
        clippy::disallowed_methods,
        reason = "the tool's one HTTP client is built here"
    )]
    pub(crate) fn new() -> Result<Self, reqwest::Error> {
        // Beside the core's transport reqwest has TLS, and asks for its provider even where nothing but http is spoken.
        // Which one a program takes is the program's choice, and this is the program. An error says: chosen already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .timeout(TIMEOUT)
            .build()?;
        Ok(Self { client })
    }

    pub(crate) async fn get(
        &self,
        url: &str,
        auth: Option<Basic<'_>>,
    ) -> Result<Answer, HttpProblem> {
        let mut request = self.client.get(url);
        if let Some(Basic { user, password }) = auth {
            request = request.basic_auth(user, Some(password));
        }
        read(request.send().await).await
    }

    /// A request of the contract, whole: the core's transport keeps what its answer says to itself.
    #[cfg(test)]
    pub(crate) async fn send(
        &self,
        request: &vinculo::backend::HttpRequest,
    ) -> Result<Answer, HttpProblem> {
        let method = request.method.as_str().as_bytes();
        let method = Method::from_bytes(method).map_err(|_| HttpProblem::Unreachable)?;
        let mut built = self.client.request(method, &request.url);
        for header in &request.headers {
            built = built.header(&header.name, &header.value);
        }
        if let Some(auth) = &request.auth {
            built = built.header(auth.name(), auth.reveal());
        }
        let body = request.body.clone().unwrap_or_default();
        read(built.body(body).send().await).await
    }

    pub(crate) async fn post(&self, url: &str, body: Body) -> Result<Answer, HttpProblem> {
        let request = self
            .client
            .request(Method::POST, url)
            .header("content-type", body.content_type)
            .body(body.bytes);
        read(request.send().await).await
    }
}

async fn read(answer: Result<Response, reqwest::Error>) -> Result<Answer, HttpProblem> {
    let mut answer = answer.map_err(|error| problem(&error))?;
    let header = |name: &str| {
        let value = answer.headers().get(name)?;
        value.to_str().ok().map(str::to_owned)
    };
    let mut out = Answer {
        status: answer.status().as_u16(),
        content_type: header("content-type"),
        security_policy: header("content-security-policy"),
        location: header("location"),
        body: Vec::new(),
    };
    while let Some(chunk) = answer.chunk().await.map_err(|error| problem(&error))? {
        if out.body.len() + chunk.len() > BODY_LIMIT {
            return Err(HttpProblem::TooLong);
        }
        out.body.extend_from_slice(&chunk);
    }
    Ok(out)
}

fn problem(error: &reqwest::Error) -> HttpProblem {
    if error.is_timeout() {
        HttpProblem::TimedOut
    } else {
        HttpProblem::Unreachable
    }
}
