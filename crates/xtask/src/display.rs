//! A display that nobody sees.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use crate::process::outside;

/// An X server of our own on a free number. Ended when dropped.
pub(crate) struct Display {
    server: Child,
    name: String,
}

impl Display {
    pub(crate) fn open() -> Result<Self, String> {
        // It picks a free number and writes it to the descriptor named, here its standard output. Should this program be
        // killed, it ends with the last window.
        let mut server = outside("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "800x900x24"])
            .args(["-nolisten", "tcp", "-terminate"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("`Xvfb` could not be started: {error}"))?;
        let mut number = String::new();
        if let Some(stdout) = server.stdout.take() {
            // An end of output without a number is an empty text.
            let _ = BufReader::new(stdout).read_line(&mut number);
        }
        let display = Self {
            name: format!(":{}", number.trim()),
            server,
        };
        if display.name.len() > 1 {
            Ok(display)
        } else {
            Err("`Xvfb` opened no display; run it by hand to see why".to_owned())
        }
    }

    /// Lets a command open its windows here, drawn without a graphics card.
    pub(crate) fn shown_on<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("DISPLAY", &self.name)
            .env("GDK_BACKEND", "x11")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env_remove("WAYLAND_DISPLAY")
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
