//! Update mode.

use vinculo::callback::LinkId;
use vinculo::session::{Ending, Mode};

use super::is_diagnosed;
use crate::phone::{LINK, OTHER_LINK, Phone, config, success_url};

#[test]
fn update_mode_reports_another_link() {
    for (link, other) in [(LINK, false), (OTHER_LINK, true)] {
        let mut config = config();
        config.mode = Mode::Update {
            link: LinkId::new(LINK),
        };
        let mut phone = Phone::open_with(config);
        phone.go(&success_url(link));
        assert_eq!(is_diagnosed(&phone, "other_link"), other);
        phone.recorded();
        assert!(
            matches!(phone.finished().ending, Ending::Connected { other_link, .. } if other_link == other)
        );
    }
}
