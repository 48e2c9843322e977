//! Percent-encoding of one value.

/// Appends `value` to `out`; everything but unreserved characters (`A-Z a-z 0-9 - . _ ~`,
/// RFC 3986 §2.3) is escaped with upper-case digits.
pub(super) fn push_encoded(out: &mut String, value: &str) {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F',
    ];
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(DIGITS[usize::from(byte >> 4)]);
            out.push(DIGITS[usize::from(byte & 15)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unreserved_characters_stay() {
        let mut out = String::new();
        push_encoded(&mut out, "aZ09-._~ +/=,&?#%\n\u{e9}\u{1f600}");
        assert_eq!(
            out,
            "aZ09-._~%20%2B%2F%3D%2C%26%3F%23%25%0A%C3%A9%F0%9F%98%80"
        );
    }
}
