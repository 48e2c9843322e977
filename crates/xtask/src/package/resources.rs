//! What an app's build finds in the AAR besides classes: resources, their list, and what goes into the app's manifest.

use std::fs;
use std::path::Path;

use super::{files_below, read};

/// What the manifest must say, and what is wrong if it does not.
const MANIFEST: [(&str, &str); 5] = [
    ("dev.vinculo.android.ConnectActivity", "has no screen"),
    (
        "android:exported=\"false\"",
        "lets other apps start the screen",
    ),
    (
        "android:configChanges=\"orientation|",
        "has the page loaded anew when the phone is turned",
    ),
    (
        "android.permission.INTERNET",
        "does not ask for the network",
    ),
    (
        "android.support.customtabs.action.CustomTabsService",
        "does not see who shows web pages",
    ),
];

pub(crate) fn faults(aar: &Path, classes: &Path) -> Result<Vec<String>, String> {
    let mut faults = manifest_faults(&read(&aar.join("AndroidManifest.xml"))?);
    faults.extend(list_faults(&read(&aar.join("R.txt"))?));
    faults.extend(class_faults(classes)?);
    Ok(faults)
}

fn manifest_faults(manifest: &str) -> Vec<String> {
    let mut faults: Vec<String> = MANIFEST
        .iter()
        .filter(|(part, _)| !manifest.contains(part))
        .map(|(_, fault)| format!("the manifest of the AAR {fault}"))
        .collect();
    if manifest.contains("android:exported=\"true\"") {
        faults.push("the manifest of the AAR exports something".to_owned());
    }
    faults
}

/// An app's build makes classes `R` of it, so it must hold ours, and nobody else's.
fn list_faults(list: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if !list.contains("int style VinculoTheme 0x0") {
        faults.push("R.txt does not list our resources".to_owned());
    }
    for line in list.lines() {
        let name = line.split(' ').nth(2).unwrap_or_default();
        if !name.to_lowercase().starts_with("vinculo") {
            faults.push(format!("R.txt lists {name}, which is not ours"));
        }
    }
    faults
}

/// The app's build makes the classes `R`; numbers that are compiled into ours would be other resources there.
fn class_faults(classes: &Path) -> Result<Vec<String>, String> {
    let mut faults = Vec::new();
    let mut asks = false;
    for file in files_below(classes)? {
        let name = file.to_string_lossy();
        if name.starts_with("dev/vinculo/android/R.") || name.starts_with("dev/vinculo/android/R$")
        {
            faults.push(format!("{name} is for the app's build to make"));
        }
        let bytes = fs::read(classes.join(&file)).map_err(|e| e.to_string())?;
        let wanted = b"dev/vinculo/android/R$string";
        asks |= bytes.windows(wanted.len()).any(|part| part == wanted);
    }
    if !asks {
        faults.push("no class asks `R` for a text: the numbers are compiled in".to_owned());
    }
    Ok(faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_app_would_stumble_over_is_found() {
        assert_eq!(manifest_faults("").len(), MANIFEST.len());
        assert_eq!(
            list_faults("int style VinculoTheme 0x0\n"),
            Vec::<String>::new()
        );
        assert_eq!(
            list_faults("int style VinculoTheme 0x0\nint id accessibility_action 0x0").len(),
            1
        );
        assert_eq!(list_faults("").len(), 1);
    }
}
