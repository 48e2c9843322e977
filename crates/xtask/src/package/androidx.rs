//! `AndroidX` as Maven can resolve it. A published POM names a few libraries; what these need Gradle reads from their modules. Maven
//! reads their POMs, which ask for exact versions that contradict each other, so it gets the list that the build has.

use super::publish::property;
use super::{kotlin, read};

/// What comes after the libraries of `vinculo-compose`.
const OTHERS: &str = "<!-- For the demo app. -->";

/// All libraries of `vinculo-android`, as dependencies of a POM.
pub(crate) fn dependencies() -> Result<String, String> {
    list("androidx")
}

fn list(module: &str) -> Result<String, String> {
    let list = read(&kotlin().join(module).join("pom.xml"))?;
    let properties = read(&kotlin().join("pom.xml"))?;
    list_of(&list, &properties)
}

/// A published POM with all libraries in the place of those of `AndroidX` that it names.
pub(crate) fn spelt_out(pom: &str) -> Result<String, String> {
    let parts: Vec<&str> = pom.split_inclusive("</dependency>").collect();
    let is_androidx = |part: &&str| part.contains("<groupId>androidx.");
    if !parts.iter().any(is_androidx) {
        return Ok(pom.to_owned());
    }
    let others: String = parts
        .iter()
        .copied()
        .filter(|part| !is_androidx(part))
        .collect();
    let mut list = dependencies()?;
    if pom.contains("<groupId>androidx.compose") {
        list.push_str(&self::list("androidx-compose")?);
    }
    Ok(others.replacen("</dependencies>", &format!("{list}</dependencies>"), 1))
}

fn list_of(list: &str, properties: &str) -> Result<String, String> {
    let (_, after) = list
        .split_once("<dependencies>")
        .ok_or("androidx/pom.xml lists no dependencies")?;
    let (inner, _) = after
        .split_once(OTHERS)
        .or_else(|| after.split_once("</dependencies>"))
        .ok_or("androidx/pom.xml does not end its list")?;
    let mut text = inner.replace("<scope>provided</scope>", "");
    while let Some((_, rest)) = text.split_once("${") {
        let (name, _) = rest
            .split_once('}')
            .ok_or("androidx/pom.xml has half a property")?;
        let value = property(properties, name).ok_or_else(|| format!("pom.xml has no {name}"))?;
        text = text.replace(&format!("${{{name}}}"), value);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_its_versions() {
        let list = "<dependencies><version>${a.b}</version><scope>provided</scope></dependencies>";
        let properties = "<a.b>1.2</a.b>";
        assert_eq!(
            list_of(list, properties),
            Ok("<version>1.2</version>".to_owned())
        );
        assert!(list_of(list, "").is_err());
    }

    #[test]
    fn a_pom_without_them_stays_as_it_is() {
        let pom = "<dependency><groupId>x</groupId></dependency></dependencies>";
        assert_eq!(spelt_out(pom).as_deref(), Ok(pom));
    }
}
