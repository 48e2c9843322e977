//! The activity that links are for, where the package's own screen has the widget: it shows nothing, hands the link on, and is gone.
//!
//! As `singleTask` it comes to lie on top of the widget in the app's task, even if another app opens it without `NEW_TASK`.

use std::collections::BTreeSet;

use super::super::project::manifest::LAUNCHER;
use super::super::project::xml::indented;
use super::app::App;
use super::merged::Merged;

/// As it is proposed.
pub(super) const NAME: &str = "CallbackActivity";
/// Its attributes, besides its name and `android:exported`.
pub(super) const LAUNCH_MODE: &str = "android:launchMode=\"singleTask\"";
/// Likewise.
pub(super) const THEME: &str = "android:theme=\"@android:style/Theme.NoDisplay\"";
/// What there is to say about it.
pub(super) const WHY: &str = "an activity of its own that shows nothing and finishes. As singleTask it comes on top of the widget, whichever app opens it";

/// Whether an activity only passes on what it gets, as far as its theme says.
pub(super) fn shows_nothing(activity: &Merged) -> bool {
    let theme = activity.activity.theme.as_deref();
    theme.is_some_and(|theme| theme.contains("NoDisplay") || theme.contains("Translucent"))
}

/// The app's screens, as far as they are certain.
pub(super) struct Screens<'s> {
    /// What the home screen opens, by itself or by an alias.
    launched: BTreeSet<&'s str>,
    /// Whether there is one by the name that is proposed, which may do something else.
    pub(super) is_taken: bool,
}

impl<'s> Screens<'s> {
    pub(super) fn of(app: &'s App) -> Self {
        let activities = app.activities.iter();
        let launched = activities
            .filter(|activity| activity.has_category(LAUNCHER))
            .filter_map(|activity| Some(app.shown(activity)?.name.as_str()));
        let mut activities = app.activities.iter();
        Self {
            launched: launched.collect(),
            is_taken: activities.any(|activity| activity.short_name() == NAME),
        }
    }

    pub(super) fn is_launcher(&self, activity: &Merged) -> bool {
        self.launched.contains(activity.name.as_str())
    }

    /// For the manifest, and the class.
    pub(super) fn element_and_class(&self, element: &str) -> String {
        let first = self.launched.first().copied();
        let first = first.and_then(|name| name.rsplit('.').next());
        let first = first.unwrap_or("MainActivity");
        format!(
            "{element}\n\n\
             class {NAME} : Activity() {{\n    \
             override fun onCreate(savedInstanceState: Bundle?) {{\n        \
             super.onCreate(savedInstanceState)\n        \
             val verdict = VinculoConnect.onNewIntent(intent, callbackUrls)\n        \
             if (verdict == DeepLinkVerdict.NOT_MINE) startActivity(Intent(intent).setClass(this, {first}::class.java))\n        \
             else if (isTaskRoot) startActivity(Intent(this, {first}::class.java))\n        \
             finish()\n    }}\n}}"
        )
    }
}

/// For the manifest.
pub(super) fn element(filters: &str) -> String {
    format!(
        "<activity\n    android:name=\".{NAME}\"\n    android:exported=\"true\"\n    {LAUNCH_MODE}\n    {THEME}>\n{}\n</activity>",
        indented(filters)
    )
}
