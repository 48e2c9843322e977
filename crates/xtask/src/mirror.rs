//! Where Debian's packages come from.

use crate::process::{output, outside};

/// Public, and what Debian's own installer writes: for a machine whose apt asks a list of mirrors, which `debootstrap` cannot.
const OF_DEBIAN: &str = "https://deb.debian.org/debian";

/// The mirror that this machine's apt uses, by http; Debian's own where it uses none.
pub(crate) fn debian() -> Result<String, String> {
    let format = ["indextargets", "--format", "$(REPO_URI)"];
    let mut command = outside("apt-get");
    let listed = output(command.args(format).arg("Created-By: Packages"));
    let listed = listed.ok_or("`apt-get indextargets` failed: is this a Debian?")?;
    Ok(of(&listed).to_owned())
}

fn of(listed: &str) -> &str {
    listed
        .lines()
        .find(|uri| uri.starts_with("http") && !uri.contains("security"))
        .unwrap_or(OF_DEBIAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_security_archive_is_no_mirror() {
        let listed = "http://a.example/debian-security\nhttp://b.example/debian\n";
        assert_eq!(of(listed), "http://b.example/debian");
        assert_eq!(of("mirror+file:/etc/apt/mirrors/debian.list\n"), OF_DEBIAN);
    }
}
