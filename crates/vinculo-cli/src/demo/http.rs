//! All HTTP that the demo sends: from the pretended phone to the sandbox, on loopback.

use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, Method, Response};

/// Far above any page of the sandbox.
const BODY_LIMIT: usize = 1024 * 1024;
const TIMEOUT: Duration = Duration::from_secs(10);

/// A client that follows no redirect, since each is a navigation of its own to be decided.
#[derive(Clone, Debug)]
pub(super) struct Http {
    client: Client,
}

/// What came back.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) content_type: Option<String>,
    pub(super) security_policy: Option<String>,
    pub(super) location: Option<String>,
    pub(super) body: Vec<u8>,
}

/// Why nothing came back. Says nothing of the address, which may hold a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HttpProblem {
    /// Nobody answers there.
    Unreachable,
    /// It took too long.
    TimedOut,
    /// Longer than a megabyte.
    TooLong,
}

/// The body of a request, and what it is.
#[derive(Clone, Debug)]
pub(super) struct Body {
    pub(super) content_type: String,
    pub(super) bytes: Vec<u8>,
}

/// A name and a password, for HTTP Basic. No `Debug`.
pub(super) struct Basic<'a> {
    pub(super) user: &'a str,
    pub(super) password: &'a str,
}

impl Http {
    /// The client. Proxies of the environment are passed over: nothing here leaves the machine.
    #[expect(
        clippy::disallowed_methods,
        reason = "the demo's one HTTP client is built here"
    )]
    pub(super) fn new() -> Result<Self, reqwest::Error> {
        let client = Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .timeout(TIMEOUT)
            .build()?;
        Ok(Self { client })
    }

    pub(super) async fn get(
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

    pub(super) async fn post(&self, url: &str, body: Body) -> Result<Answer, HttpProblem> {
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
