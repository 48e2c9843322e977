//! A window of a phone's size, and a picture of what is in it.

use std::cell::RefCell;
use std::fs::{self, File};
use std::path::PathBuf;
use std::rc::Rc;

use cairo::ImageSurface;
use gtk::gio::Cancellable;
use gtk::prelude::*;
use webkit2gtk::{SnapshotOptions, SnapshotRegion, WebView, WebViewExt as _};

use crate::pump;

const WIDTH: i32 = 390;
const HEIGHT: i32 = 844;

/// Closed when dropped.
pub(crate) struct Window {
    window: gtk::Window,
    content: gtk::Box,
}

impl Window {
    pub(crate) fn open() -> Self {
        let window = gtk::Window::new(gtk::WindowType::Toplevel);
        window.set_default_size(WIDTH, HEIGHT);
        let content = gtk::Box::new(gtk::Orientation::Vertical, 0);
        window.add(&content);
        window.show_all();
        Self { window, content }
    }

    /// Where a webview goes.
    pub(crate) fn content(&self) -> &gtk::Box {
        &self.content
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        self.window.close();
    }
}

/// Writes `target/screenshots/NAME.png`, to be looked at; returns its width and height.
pub(crate) fn screenshot(view: &WebView, name: &str) -> (i32, i32) {
    let taken = Rc::new(RefCell::new(None));
    let taking = Rc::clone(&taken);
    view.snapshot(
        SnapshotRegion::Visible,
        SnapshotOptions::empty(),
        Cancellable::NONE,
        move |picture| *taking.borrow_mut() = Some(picture),
    );
    assert!(
        pump::until(pump::LIMIT, || taken.borrow().is_some()),
        "no picture was taken"
    );
    let picture = taken.borrow_mut().take().expect("it was taken");
    let picture = picture.expect("WebKit can draw the page");
    let picture = ImageSurface::try_from(picture).expect("a picture of pixels");
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/screenshots");
    fs::create_dir_all(&dir).expect("target can be written");
    let mut file = File::create(dir.join(format!("{name}.png"))).expect("a file can be written");
    picture
        .write_to_png(&mut file)
        .expect("the picture is written");
    (picture.width(), picture.height())
}
