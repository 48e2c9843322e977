//! What the integrator allows.

use serde::{Deserialize, Serialize};

use super::hosts::{HostSuffixes, NotAHost};

/// Where the webview may go. The default suits the hosted widget with any bank's https pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct NavigationPolicy {
    /// Hosts of the widget, subdomains included. Default: `widget.belvo.io`, where Belvo serves it.
    pub widget_hosts: Vec<String>,
    /// Whether banks are reached by open finance (Brazil): their https pages are first offered to
    /// the bank's app, as Belvo's `App2App` wants it, and load in the webview only if no app claims them.
    #[cfg_attr(feature = "ffi", uniffi(default = false))]
    pub open_finance: bool,
    /// Strict mode: the only https hosts allowed besides the widget's, subdomains included.
    /// `None`, the default, allows any https page, since the list of banks is Belvo's and changes.
    #[cfg_attr(feature = "ffi", uniffi(default = None))]
    pub strict_hosts: Option<Vec<String>>,
    /// Whether plain http to this machine is allowed, for a sandbox. Never in a shipped app.
    #[cfg_attr(feature = "ffi", uniffi(default = false))]
    pub allow_loopback_http: bool,
    /// Whether a callback counts when the engine does not tell which frame it comes from. Then an
    /// iframe can forge one.
    #[cfg_attr(feature = "ffi", uniffi(default = false))]
    pub trust_unknown_frames: bool,
}

impl Default for NavigationPolicy {
    fn default() -> Self {
        Self {
            widget_hosts: vec!["widget.belvo.io".to_owned()],
            open_finance: false,
            strict_hosts: None,
            allow_loopback_http: false,
            trust_unknown_frames: false,
        }
    }
}

/// Why a [`NavigationPolicy`] cannot be used: a mistake in the app's code, to be fixed there.
///
/// Names the entry by its place and never repeats it, so that it is safe to log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[cfg_attr(feature = "ffi", derive(uniffi::Error))]
pub enum PolicyError {
    /// No widget host at all.
    #[error(
        "`widget_hosts` of the navigation policy is empty, so the widget could not be told from \
         other pages; leave it at its default, `widget.belvo.io`"
    )]
    NoWidgetHost,
    /// An entry is more, or less, than a host name.
    #[error(
        "entry {number} of `{setting}` in the navigation policy is not a bare host name; write \
         `{fix}`, without scheme, port, path or `*` (subdomains are included)"
    )]
    NotAHost {
        /// The list: `widget_hosts` or `strict_hosts`.
        setting: String,
        /// The entry's place in the list, counted from 1.
        number: u32,
        /// What to write in its place; an example where it cannot be guessed.
        fix: String,
    },
}

/// The host lists of a policy, checked.
#[derive(Debug)]
pub(super) struct PolicyHosts {
    pub(super) widget: HostSuffixes,
    pub(super) strict: Option<HostSuffixes>,
}

impl PolicyHosts {
    pub(super) fn of(policy: &NavigationPolicy) -> Result<Self, PolicyError> {
        if policy.widget_hosts.is_empty() {
            return Err(PolicyError::NoWidgetHost);
        }
        let strict = policy.strict_hosts.as_deref();
        Ok(Self {
            widget: checked("widget_hosts", &policy.widget_hosts)?,
            strict: strict
                .map(|entries| checked("strict_hosts", entries))
                .transpose()?,
        })
    }
}

fn checked(setting: &str, entries: &[String]) -> Result<HostSuffixes, PolicyError> {
    HostSuffixes::new(entries).map_err(|NotAHost { index, fix }| PolicyError::NotAHost {
        setting: setting.to_owned(),
        number: u32::try_from(index + 1).unwrap_or(u32::MAX),
        fix: fix.unwrap_or_else(|| "bank.example".to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(policy: &NavigationPolicy) -> PolicyError {
        PolicyHosts::of(policy).err().unwrap()
    }

    #[test]
    fn the_default_is_the_hosted_widget_and_any_https_page() {
        let hosts = PolicyHosts::of(&NavigationPolicy::default()).unwrap();
        assert!(hosts.widget.cover("widget.belvo.io"));
        assert!(!hosts.widget.cover("belvo.io"));
        assert!(hosts.strict.is_none());
    }

    #[test]
    fn an_error_names_the_entry_and_the_fix_but_not_what_was_written() {
        let policy = NavigationPolicy {
            strict_hosts: Some(vec![
                "bank.example".to_owned(),
                "https://user:secret@other.example/login".to_owned(),
            ]),
            ..NavigationPolicy::default()
        };
        let error = problem(&policy);
        assert_eq!(
            error,
            PolicyError::NotAHost {
                setting: "strict_hosts".to_owned(),
                number: 2,
                fix: "other.example".to_owned(),
            }
        );
        assert!(error.to_string().contains("write `other.example`"));
        assert!(!error.to_string().contains("secret"));
    }

    #[test]
    fn a_policy_without_a_widget_is_refused() {
        let policy = NavigationPolicy {
            widget_hosts: Vec::new(),
            ..NavigationPolicy::default()
        };
        assert_eq!(problem(&policy), PolicyError::NoWidgetHost);
    }
}
