//! Mistakes that a compiler must find in `VinculoUI`, each put in by replacing a text that stands there once.

/// One mistake.
pub(super) struct Misuse {
    pub(super) what: &'static str,
    /// The file's name.
    pub(super) file: &'static str,
    pub(super) from: &'static str,
    pub(super) to: &'static str,
    /// In what the compiler says.
    pub(super) says: &'static str,
}

pub(super) const ALL: &[Misuse] = &[
    Misuse {
        what: "a property that WKWebView does not have",
        file: "WidgetPage.swift",
        from: "new.allowsLinkPreview = false",
        to: "new.allowsLinkPreviews = false",
        says: "has no member 'allowsLinkPreviews'",
    },
    Misuse {
        what: "a label that UIApplication.open does not have",
        file: "OutsidePages.swift",
        from: "open(url, options: [:])",
        to: "open(url, with: [:])",
        says: "extra argument 'with'",
    },
    Misuse {
        what: "a method that a session does not have",
        file: "WidgetPage+Navigation.swift",
        from: "session.rendererGone()",
        to: "session.rendererDied()",
        says: "has no member 'rendererDied'",
    },
    Misuse {
        what: "a misspelt method of WKNavigationDelegate, which the SDK would never call",
        file: "WidgetPage+Navigation.swift",
        from: "func webViewWebContentProcessDidTerminate(",
        to: "func webViewWebContentProcessTerminated(",
        says: "does not conform to protocol 'WKNavigationDelegate'",
    },
    Misuse {
        what: "a misspelt label of WKUIDelegate, which the SDK would never call",
        file: "WidgetPage+Panels.swift",
        from: "requestMediaCapturePermissionFor origin",
        to: "requestMediaCapturePermissionForOrigin origin",
        says: "different argument labels from those required by protocol 'WKUIDelegate'",
    },
    Misuse {
        what: "a misspelt method of the sheet's delegate, which the SDK would never call",
        file: "ConnectViewController.swift",
        from: "func presentationControllerDidDismiss(",
        to: "func presentationControllerWasDismissed(",
        says: "does not conform to protocol 'UIAdaptivePresentationControllerDelegate'",
    },
    Misuse {
        what: "a missing method that WKScriptMessageHandler requires",
        file: "PageMessages.swift",
        from: "func userContentController(",
        to: "func pageController(",
        says: "does not conform to protocol 'WKScriptMessageHandler'",
    },
    Misuse {
        what: "a switch without one of its cases",
        file: "ConnectViewController.swift",
        from: "case .isTaken: lifetime.sceneTaken()",
        to: "",
        says: "switch must be exhaustive",
    },
    Misuse {
        what: "a call into the main actor from a thread of the system's choice",
        file: "OutsidePages.swift",
        from: "Task { @MainActor in ended(callback) }",
        to: "ended(callback)",
        says: "main actor-isolated",
    },
    Misuse {
        what: "a session that is ended from a deinit, on whatever thread",
        file: "ConnectViewController.swift",
        from: "Task { @MainActor [lifetime] in lifetime.released() }",
        to: "lifetime.released()",
        says: "main actor-isolated",
    },
    Misuse {
        what: "a result that is not looked at",
        file: "WidgetPage.swift",
        from: "_ = self?.session.openLink(callback.absoluteString)",
        to: "self?.session.openLink(callback.absoluteString)",
        says: "is unused",
    },
];

impl Misuse {
    /// Fails if the sources have moved on, so that nothing would be proven.
    pub(super) fn put_into(&self, text: &str) -> Result<String, String> {
        match text.matches(self.from).count() {
            1 => Ok(text.replace(self.from, self.to)),
            n => Err(format!(
                "{} holds {n} times what is to be replaced for {}",
                self.file, self.what
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_if_the_sources_have_moved_on() {
        let misuse = &ALL[0];
        assert!(misuse.put_into("").is_err());
        assert!(misuse.put_into(&misuse.from.repeat(2)).is_err());
        assert_eq!(misuse.put_into(misuse.from), Ok(misuse.to.to_owned()));
    }
}
