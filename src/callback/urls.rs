//! The callback URLs the integrator chose.

/// Where the widget navigates to, as given to Belvo when the token is minted
/// (`widget.callback_urls`). Custom schemes (`myapp://success`) or https (app link, universal
/// link) with a path and query of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct CallbackUrls {
    /// `callback_urls.success`.
    pub success: String,
    /// `callback_urls.exit`.
    pub exit: String,
    /// `callback_urls.event`.
    pub event: String,
}
