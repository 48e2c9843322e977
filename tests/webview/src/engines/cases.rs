//! The pages of `cases.tsv`.

/// One page.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) setting: Setting,
    /// What it does, in Markdown.
    pub(crate) what: String,
    pub(crate) body: String,
}

/// How the webview is set. Chromium, as Playwright drives it, always opens windows and never follows a custom scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Setting {
    /// As the engine comes; callbacks are denied.
    Default,
    /// Scripts may open windows without a gesture.
    Popups,
    /// Callbacks pass.
    Allow,
}

pub(crate) fn all() -> Vec<Case> {
    include_str!("../../cases.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(read)
        .collect()
}

fn read(line: &str) -> Case {
    let columns: Vec<&str> = line.splitn(4, '\t').collect();
    let [name, setting, what, body] = columns[..] else {
        panic!("cases.tsv has four columns: {line}");
    };
    let setting = match setting {
        "-" => Setting::Default,
        "popups" => Setting::Popups,
        "allow" => Setting::Allow,
        other => panic!("cases.tsv knows no setting `{other}`"),
    };
    Case {
        name: name.to_owned(),
        setting,
        what: what.to_owned(),
        body: body.to_owned(),
    }
}
