//! Navigations.

use serde_json::Value;
use vinculo::PrivateText;
use vinculo::navigation::{Frame, Navigation};

use super::{Fields, JsonProblem, Object, text_from};

/// Reads the fields of a navigation and leaves the rest to the caller, who may have fields of its own there.
///
/// # Errors
/// If a field is of another form, or an origin is given for another frame than `sub`.
pub fn navigation_from(fields: &mut Fields<'_>) -> Result<Navigation, JsonProblem> {
    let url = text_from(fields, "url", "url_parts")?;
    let name = fields.text("frame")?.unwrap_or("main");
    let origin = fields.text("origin")?.map(str::to_owned);
    let frame = match frame_named(name, origin.clone()) {
        Some(Frame::Sub { origin }) => Frame::Sub { origin },
        Some(_) if origin.is_some() => {
            return Err(fields.problem("origin", "is known for the frame `sub` only"));
        }
        Some(frame) => frame,
        None => {
            return Err(fields.problem("frame", "must be one of: main, sub, popup, unknown"));
        }
    };
    Ok(Navigation {
        url: url.into(),
        frame,
        redirect: fields.flag("redirect")?,
        post: fields.flag("post")?,
        user_gesture: fields.flag("user_gesture")?,
    })
}

/// The JSON form of a navigation.
#[must_use]
pub fn navigation_json(navigation: &Navigation) -> Value {
    let (frame, origin) = match &navigation.frame {
        Frame::Main => (None, None),
        Frame::Sub { origin } => (Some("sub"), origin.as_ref().map(PrivateText::as_str)),
        Frame::Popup => (Some("popup"), None),
        Frame::Unknown => (Some("unknown"), None),
    };
    Object::named("url", navigation.url.as_str())
        .with_some("frame", frame)
        .with_some("origin", origin)
        .with_some("redirect", navigation.redirect)
        .with_some("post", navigation.post)
        .with_some("user_gesture", navigation.user_gesture)
        .into()
}

/// `main`, `sub` (with `origin`), `popup` or `unknown`.
#[must_use]
pub fn frame_named(name: &str, origin: Option<String>) -> Option<Frame> {
    Some(match name {
        "main" => Frame::Main,
        "sub" => Frame::Sub {
            origin: origin.map(Into::into),
        },
        "popup" => Frame::Popup,
        "unknown" => Frame::Unknown,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(value: &Value) -> Result<Navigation, JsonProblem> {
        let mut fields = Fields::of(value, "")?;
        let navigation = navigation_from(&mut fields)?;
        fields.end()?;
        Ok(navigation)
    }

    #[test]
    fn what_is_written_is_read_again() {
        for value in [
            json!({"url": "https://a.example/"}),
            json!({"url": "tel:1", "frame": "sub", "origin": "https://b.example", "user_gesture": true}),
            json!({"url": "x:y", "frame": "popup", "redirect": false, "post": true}),
            json!({"url": "", "frame": "unknown"}),
        ] {
            assert_eq!(navigation_json(&read(&value).unwrap()), value);
        }
    }

    #[test]
    fn a_frame_nobody_knows_and_an_origin_of_the_page_are_refused() {
        for value in [
            json!({"url": "x:y", "frame": "top"}),
            json!({"url": "x:y", "origin": "https://b.example"}),
            json!({"url": "x:y", "gesture": true}),
            json!({"frame": "main"}),
        ] {
            assert!(read(&value).is_err(), "{value}");
        }
    }
}
