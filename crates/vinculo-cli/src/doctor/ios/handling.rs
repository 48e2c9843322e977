//! Whether code takes the links that the app declares.

use super::super::codes::Code;
use super::super::finding::Finding;
use super::super::project::plist::Value;
use super::super::project::{Project, Source, has_extension};
use super::app::{App, DOMAINS, List, URL_TYPES};

/// `SwiftUI`, which serves both kinds of links, with scenes or without. Our own modifier takes them itself.
const SWIFT_UI: &[&str] = &[".onOpenURL", ".vinculoConnect("];
const SCENE: &[&str] = &["openURLContexts"];
const APP_DELEGATE: &[&str] = &[
    "application(_ app: UIApplication, open",
    "open url: URL",
    "openURL:(NSURL",
];
const UNIVERSAL: &[&str] = &[
    "continue userActivity",
    "continueUserActivity:",
    ".onContinueUserActivity",
    "NSUserActivityTypeBrowsingWeb",
];
const COLD_START: &[&str] = &[".urlContexts", ".URLContexts"];

pub(super) fn check(project: &Project, apps: &[App], findings: &mut Vec<Finding>) {
    let in_code = |words: &[&str]| {
        project.mentions(
            |path| has_extension(path, &["swift", "m", "mm"]) && !is_test(path),
            words,
        )
    };
    if let Some(source) = in_code(&["canOpenURL"]) {
        queries(apps, source, findings);
    }
    let takes_schemes = apps.iter().any(App::has_url_types);
    let takes_web = apps.iter().any(App::has_domains);
    if in_code(SWIFT_UI).is_some() || !(takes_schemes || takes_web) {
        return;
    }
    let (scene, delegate, universal) = (in_code(SCENE), in_code(APP_DELEGATE), in_code(UNIVERSAL));
    if (takes_schemes && scene.is_none() && delegate.is_none())
        || (!takes_schemes && universal.is_none())
    {
        let lists = apps
            .iter()
            .flat_map(|app| app.info.iter().chain(&app.entitlements));
        let takes_links = |list: &&&List| {
            list.value.get(URL_TYPES).is_some() || list.value.get(DOMAINS).is_some()
        };
        let declared = lists
            .into_iter()
            .find(takes_links)
            .map_or("", |list| list.source.path.as_str());
        let what = "The app declares links, and no code takes them: iOS opens the app, and the session never hears why.";
        findings.push(
            Finding::in_file(Code::IOS_LINK_NOT_HANDLED, declared, what)
                .say("In UIKit take them in scene(_:openURLContexts:). In SwiftUI add to the root view:")
                .text(".onOpenURL { url in _ = session.openLink(url.absoluteString) }"),
        );
        return;
    }
    let has_scenes = apps
        .iter()
        .flat_map(|app| &app.info)
        .find(|list| has_scene_delegate(&list.value));
    if let Some(source) = delegate.filter(|_| takes_schemes && scene.is_none())
        && let Some(list) = has_scenes
    {
        let what = format!(
            "{} declares scenes, and iOS then hands links to the scene's delegate: application(_:open:options:) is never called.",
            list.source.path
        );
        findings.push(
            Finding::in_file(Code::IOS_SCENE_LINK_NOT_HANDLED, &source.path, what)
                .say("Add to the scene's delegate:")
                .text(
                    "func scene(_ scene: UIScene, openURLContexts contexts: Set<UIOpenURLContext>)",
                ),
        );
    }
    if let Some(source) = scene
        && in_code(COLD_START).is_none()
    {
        let what = "A link that starts the app comes in connectionOptions, and openURLContexts is not called for it: after iOS ended the app \
                    while the user was at the bank, the link is lost.";
        findings.push(
            Finding::in_file(Code::IOS_COLD_START_LINK, &source.path, what)
                .say("In scene(_:willConnectTo:options:) take it too:")
                .text("self.scene(scene, openURLContexts: connectionOptions.urlContexts)"),
        );
    }
}

fn is_test(path: &str) -> bool {
    path.split('/').any(|part| part.ends_with("Tests"))
}

/// A delegate's name; `SwiftUI`'s manifest without one leaves links to the views.
fn has_scene_delegate(info: &Value) -> bool {
    let configurations = info
        .get("UIApplicationSceneManifest")
        .and_then(|manifest| manifest.get("UISceneConfigurations"))
        .map(Value::entries)
        .unwrap_or_default();
    let mut scenes = configurations
        .iter()
        .flat_map(|(_, _, scenes)| scenes.items());
    scenes.any(|scene| scene.get("UISceneDelegateClassName").is_some())
}

fn queries(apps: &[App], code: &Source, findings: &mut Vec<Finding>) {
    for app in apps {
        let Some(list) = app.first_info() else {
            continue;
        };
        if app
            .info
            .iter()
            .any(|list| list.value.get("LSApplicationQueriesSchemes").is_some())
        {
            continue;
        }
        let what = format!(
            "{} asks canOpenURL, which answers no for every scheme that is not announced here.",
            code.path
        );
        let lines = "<key>LSApplicationQueriesSchemes</key>\n<array>\n    <string>scheme-of-the-other-app</string>\n</array>";
        findings.push(
            Finding::in_file(Code::IOS_QUERIES_SCHEMES, &list.source.path, what)
                .say("Announce the schemes that are asked about; Vinculo itself asks about none:")
                .text(lines),
        );
    }
}
