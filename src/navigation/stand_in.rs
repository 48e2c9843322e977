//! Stands in for the matcher of `callback` until that is merged.

use crate::callback::{Callback, CallbackUrls, Source, WidgetEvent};

/// Takes the configured schemes and nothing more.
#[derive(Debug)]
pub struct CallbackMatcher(Vec<String>);

impl CallbackMatcher {
    /// # Errors
    ///
    /// Never.
    #[must_use]
    pub fn new(urls: &CallbackUrls) -> Result<Self, std::convert::Infallible> {
        Ok(Self(vec![
            urls.success.clone(),
            urls.exit.clone(),
            urls.event.clone(),
        ]))
    }

    /// Any configured URL is an unknown callback.
    #[must_use]
    pub fn parse(&self, url: &str, _seen: Source) -> Option<Callback> {
        let url = url.trim_start_matches(|c: char| c <= ' ');
        self.0
            .iter()
            .any(|own| url.starts_with(own.as_str()))
            .then(|| Callback {
                event: WidgetEvent::Unknown {
                    location: String::new(),
                },
                extra: Vec::new(),
                anomalies: Vec::new(),
            })
    }
}
