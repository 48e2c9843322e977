//! What is newer than our oldest iOS is used under `#available`. Only Apple's compiler knows of iOS's releases, so this reads: the
//! stubs say `@available(iOS 16.4, *)` of such a member, and a line that names it must have `#available(iOS 16.4` just above.

/// As in `Package.swift`.
const OLDEST: (u32, u32) = (15, 0);

/// How many lines above a use its `#available` may be.
const ABOVE: usize = 3;

/// How many uses of newer members are guarded. Fails at the first that is not, and at a member that nobody uses.
pub(super) fn check(stubs: &[String], sources: &[(String, String)]) -> Result<u64, String> {
    let mut guarded = 0;
    for (version, member) in stubs.iter().flat_map(|stub| newer(stub)) {
        let mut uses = 0;
        for (file, text) in sources {
            uses += uses_of(member, version, text).map_err(|line| {
                format!("{file}:{line}: `{member}` needs `if #available(iOS {version}, *)`")
            })?;
        }
        if uses == 0 {
            return Err(format!("the stubs declare `{member}`, which nothing uses"));
        }
        guarded += uses;
    }
    Ok(guarded)
}

/// Release and name of each member that is newer than our oldest iOS.
fn newer(stub: &str) -> Vec<(&str, &str)> {
    stub.lines()
        .filter_map(|line| {
            let (_, rest) = line.split_once("@available(iOS ")?;
            let (version, declaration) = rest.split_once(", *)")?;
            let is_newer = parse(version)? > OLDEST;
            is_newer.then_some((version, name(declaration)?))
        })
        .collect()
}

fn parse(version: &str) -> Option<(u32, u32)> {
    let (major, minor) = version.split_once('.').unwrap_or((version, "0"));
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// `open var isInspectable: Bool { … }` → `isInspectable`.
fn name(declaration: &str) -> Option<&str> {
    let (_, rest) = ["var ", "func ", "class ", "struct ", "enum ", "let "]
        .iter()
        .find_map(|keyword| declaration.split_once(keyword))?;
    rest.split(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
}

/// Counts guarded uses; the error is the number of a line without a guard.
fn uses_of(member: &str, version: &str, text: &str) -> Result<u64, usize> {
    let lines: Vec<&str> = text.lines().collect();
    let guard = format!("#available(iOS {version},");
    let mut uses = 0;
    for (at, line) in lines.iter().enumerate() {
        let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
        if line.trim_start().starts_with("//") || !words.any(|word| word == member) {
            continue;
        }
        let above = &lines[at.saturating_sub(ABOVE)..at];
        if !above.iter().any(|line| line.contains(&guard)) {
            return Err(at + 1);
        }
        uses += 1;
    }
    Ok(uses)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STUB: &str = "@available(iOS 15, *) open var old: Int { 0 }\n\
        @available(iOS 16.4, *) open var isInspectable: Bool { get { false } set {} }\n";

    fn run(source: &str) -> Result<u64, String> {
        check(
            &[STUB.to_owned()],
            &[("A.swift".to_owned(), source.to_owned())],
        )
    }

    #[test]
    fn a_guarded_use_is_counted() {
        let source = "if #available(iOS 16.4, *) {\n    new.isInspectable = true\n}\n";
        assert_eq!(run(source), Ok(1));
    }

    #[test]
    fn a_use_without_a_guard_or_with_another_is_named() {
        let expected = "A.swift:2: `isInspectable` needs `if #available(iOS 16.4, *)`";
        for guard in ["do {", "if #available(iOS 16, *) {"] {
            let source = format!("{guard}\n    new.isInspectable = true\n}}\n");
            assert_eq!(run(&source), Err(expected.to_owned()));
        }
    }

    #[test]
    fn what_nothing_uses_does_not_stay() {
        assert!(run("// isInspectable\n").is_err_and(|problem| problem.contains("nothing uses")));
    }
}
