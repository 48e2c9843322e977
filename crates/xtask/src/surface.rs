//! Rules for what is exported, read off the generated Swift: what traps, clashes or says nothing there.

/// Getters of a field, and the spelling of a value: they cannot fail, and a trap costs nothing that a throw would save.
const INFALLIBLE: [&str; 14] = [
    "constructor_httpresponse_new",
    "method_authheader_name",
    "method_authheader_reveal",
    "method_diagnostic_detail",
    "method_diagnostic_name",
    "method_errorcode_name",
    "method_exitcode_name",
    "method_linkhealth_name",
    "method_recovery_detail",
    "method_starturl_redacted",
    "method_starturl_reveal",
    "method_storeerror_text",
    "method_unreadablereason_text",
    "method_warningcode_name",
];

/// `handle` clashes in Swift; the others do in Kotlin, whose objects and exceptions have them already.
const FORBIDDEN: [&str; 4] = ["close", "destroy", "handle", "toString"];

/// One exported function, method or constructor.
#[derive(Debug)]
struct Call<'a> {
    /// Such as `method_outcomeoutbox_append`.
    symbol: &'a str,
    /// The line that declares it.
    line: &'a str,
    /// Its doc comment, and for a method or constructor also its class's.
    doc: String,
}

/// Every broken rule, and how many calls were looked at.
pub(crate) fn check(swift: &str) -> (u64, Vec<String>) {
    let mut broken = Vec::new();
    let calls = calls(swift);
    for call in &calls {
        let mut say = |what: &str| broken.push(format!("`{}` {what}", call.symbol));
        if !call.line.contains("throws") && !INFALLIBLE.contains(&call.symbol) {
            say("returns no `Result`: Swift traps on a panic in it");
        }
        if call.doc.is_empty() {
            say("has no doc comment");
        } else if !call.doc.to_lowercase().contains("thread") {
            say("does not say from which thread it may be called, nor does its class");
        }
        let name = call.line.split_once("func ").map_or("", |(_, rest)| rest);
        let name = name.split('(').next().unwrap_or_default();
        if FORBIDDEN.contains(&name) {
            say("has a name that clashes in Kotlin or Swift");
        }
    }
    for line in errors_with_a_message(swift) {
        broken.push(format!(
            "`{line}`: a field named `message` does not compile in Kotlin"
        ));
    }
    (calls.len() as u64, broken)
}

fn calls(swift: &str) -> Vec<Call<'_>> {
    let mut found = Vec::new();
    let (mut doc, mut class_doc) = (String::new(), String::new());
    let mut declared: Option<(&str, String)> = None;
    let mut in_doc = false;
    for line in swift.lines() {
        let text = line.trim_start();
        if text == "/**" {
            (in_doc, doc) = (true, String::new());
        } else if in_doc {
            in_doc = text != "*/";
            doc.push_str(text);
            doc.push(' ');
        } else if line.starts_with("open class ") {
            class_doc = std::mem::take(&mut doc);
        } else if is_declaration(text) {
            let is_member = !text.starts_with("public func ") || line.starts_with(' ');
            let own = std::mem::take(&mut doc);
            let whole = if own.is_empty() || !is_member {
                own
            } else {
                format!("{own}{class_doc}")
            };
            declared = Some((text, whole));
        } else if let Some(symbol) = symbol(text)
            && let Some((line, doc)) = declared.take()
        {
            found.push(Call { symbol, line, doc });
        } else if line == "}" {
            declared = None;
            doc.clear();
        }
    }
    found
}

fn is_declaration(text: &str) -> bool {
    [
        "open func ",
        "public func ",
        "public static func ",
        "public convenience init",
    ]
    .iter()
    .any(|start| text.starts_with(start))
}

/// The name behind `uniffi_vinculo_fn_` on a line that calls it.
fn symbol(text: &str) -> Option<&str> {
    let name = text.strip_prefix("uniffi_vinculo_fn_")?.split('(').next()?;
    let is_call = ["func_", "method_", "constructor_"]
        .iter()
        .any(|kind| name.starts_with(kind));
    is_call.then_some(name)
}

/// Lines of error enums that declare a field `message`.
fn errors_with_a_message(swift: &str) -> Vec<&str> {
    let mut in_error = false;
    let mut found = Vec::new();
    for line in swift.lines() {
        if line.starts_with("public enum ") || line.starts_with("enum ") {
            in_error = line.contains("Swift.Error");
        } else if line == "}" {
            in_error = false;
        } else if in_error && line.trim_start().starts_with("message:") {
            found.push(line.trim());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const OBJECT: &str = "\
/**
 * Callable from any thread.
 */
open class Box: BoxProtocol {
    /**
     * Opens it.
     */
public static func open()throws  -> Box  {
    return try  lift(try rustCall {
    uniffi_vinculo_fn_constructor_box_open(uniffiCallStatus
    )
})
}
}
";

    fn broken(more: &str) -> Vec<String> {
        check(&format!("{OBJECT}{more}")).1
    }

    #[test]
    fn what_keeps_the_rules_is_counted() {
        assert_eq!(check(OBJECT), (1, Vec::new()));
    }

    #[test]
    fn what_could_trap_or_says_nothing_is_named() {
        let call = |doc: &str, line: &str, symbol: &str| {
            format!("{doc}\n{line} {{\n    uniffi_vinculo_fn_{symbol}(uniffiCallStatus\n}}\n")
        };
        let doc = "/**\n * Any thread.\n */";
        assert!(broken(&call(doc, "public func read() throws", "func_read")).is_empty());
        let traps = broken(&call(doc, "public func read() -> String", "func_read"));
        assert!(
            traps[0].contains("`func_read` returns no `Result`"),
            "{traps:?}"
        );
        let silent = broken(&call("", "public func read() throws", "func_read"));
        assert!(silent[0].contains("no doc comment"), "{silent:?}");
        let vague = "/**\n * Reads.\n */";
        let vague = broken(&call(vague, "public func read() throws", "func_read"));
        assert!(vague[0].contains("which thread"), "{vague:?}");
        let clash = broken(&call(doc, "public func handle() throws", "func_handle"));
        assert!(clash[0].contains("clashes"), "{clash:?}");
    }

    #[test]
    fn an_error_field_called_message_is_named() {
        let enums =
            "public enum E: Swift.Error {\n    case a(\n        message: String\n    )\n}\n";
        assert_eq!(broken(enums).len(), 1);
        assert!(broken(&enums.replace("Swift.Error", "Sendable")).is_empty());
    }
}
