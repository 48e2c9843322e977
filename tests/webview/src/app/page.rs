//! Hands on the widget's page: clicks its real buttons, types into its real fields.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::json;

use super::App;
use crate::pump;

impl App {
    /// Waits for the page whose path ends so, and clicks there.
    pub(crate) fn click(&mut self, page: &str, selector: &str) {
        self.later_on(page, selector, "element.click()");
    }

    /// Waits for the field on that page, and types.
    pub(crate) fn fill(&mut self, page: &str, selector: &str, text: &str) {
        let fill = format!("element.value = {}; return true;", json!(text));
        self.on_element(page, selector, &fill);
    }

    /// Waits for the page whose path ends so, and runs a script there.
    pub(crate) fn script(&mut self, page: &str, script: &str) {
        self.later_on(page, "body", script);
    }

    /// Waits for the page whose path ends so.
    pub(crate) fn wait_for(&mut self, page: &str) {
        self.see(page, "body");
    }

    /// Waits for something on that page.
    pub(crate) fn see(&mut self, page: &str, selector: &str) {
        self.on_element(page, selector, "return true;");
    }

    /// From the widget's first page to the last, where the account is connected.
    pub(crate) fn connect(&mut self, institution: &str) {
        self.click("/consent", "button.primary");
        self.click("/institutions", &format!("button[value={institution}]"));
        self.log_in();
    }

    /// At the institution.
    pub(crate) fn log_in(&mut self) {
        self.fill("/credentials", "#username", "bnk100");
        self.fill("/credentials", "#password", "full");
        self.click("/credentials", "button.primary");
        self.wait_for("/success");
    }

    /// When the answer is on its way: a page that goes away at once would take it along.
    fn later_on(&mut self, page: &str, selector: &str, script: &str) {
        let later = format!("setTimeout(() => {{ {script} }}, 0); return true;");
        self.on_element(page, selector, &later);
    }

    fn on_element(&mut self, page: &str, selector: &str, then: &str) {
        let script = format!(
            "(() => {{
                if (document.readyState !== 'complete' || !location.pathname.endsWith({})) return false;
                const element = document.querySelector({});
                if (!element) return false;
                {then}
            }})()",
            json!(page),
            json!(selector),
        );
        self.until(&format!("{selector} on {page}"), |app| {
            app.evaluate(&script).as_deref() == Some("true")
        });
    }

    /// The script's value as JSON; none if the page went away meanwhile.
    fn evaluate(&self, script: &str) -> Option<String> {
        // Before its first page wry keeps a script for later, and answers nothing.
        let view = self.view.as_ref().filter(|view| view.begun.get())?;
        let answer = Arc::new(Mutex::new(None));
        let answered = Arc::clone(&answer);
        let lock = |slot: &Mutex<Option<String>>| {
            slot.lock().unwrap_or_else(PoisonError::into_inner).clone()
        };
        view.webview
            .evaluate_script_with_callback(script, move |value| {
                *answered.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
            })
            .expect("WebKit takes a script");
        pump::until(Duration::from_secs(2), || lock(&answer).is_some());
        lock(&answer)
    }
}
