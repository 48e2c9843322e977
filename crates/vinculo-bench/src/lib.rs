//! What is measured: the core's work, and the same work done another way.
//!
//! ```text
//! cases ──► benches/core.rs       times them, by criterion
//!       ──► src/main.rs           rounds of that, Node for MX's dispatcher, allocations; the tables of docs/benchmarks.md
//!       ──► tests/                runs each once, and holds their allocations against a committed table
//! ```
//!
//! To measure something new, add a [`Case`] in `cases`; to set a goal for it, a line in `report::goals`.

#![expect(
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a benchmark that cannot be set up must stop, or it would measure something else"
)]

pub mod cases;
pub mod inputs;
pub mod phone;

use std::path::Path;

/// Something to measure.
pub struct Case {
    /// What it is measured together with.
    pub group: &'static str,
    /// Unique in its group, of `[a-z0-9-]`: criterion names files by it.
    pub name: String,
    /// What one call does, for a reader.
    pub about: String,
    /// How many bytes or entries one call works on, where its cost grows with that.
    pub size: Option<usize>,
    /// Whether it is Vinculo's work, or what stands beside it.
    pub ours: bool,
    /// Whether the same call always allocates the same: not so where a file, a growing collection, or a JSON object is in play.
    pub allocates_alike: bool,
    make: Make,
}

type Make = Box<dyn Fn(&Path) -> Body>;

/// A call to measure.
pub enum Body {
    /// It can be called any number of times.
    Steady(Call),
    /// Each call needs fresh input, whose making is not measured.
    Fresh(Box<dyn FnMut() -> Call>),
}

/// What is timed.
pub type Call = Box<dyn FnMut()>;

impl Case {
    /// The name in criterion's results.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}/{}", self.group, self.name)
    }

    /// Sets it up. Files go below `directory`.
    #[must_use]
    pub fn body(&self, directory: &Path) -> Body {
        (self.make)(directory)
    }

    /// Hands one call to `measure`, after another that warms it up.
    pub fn once(&self, directory: &Path, measure: impl FnOnce(&mut dyn FnMut())) {
        match self.body(directory) {
            Body::Steady(mut call) => {
                call();
                measure(&mut call);
            }
            Body::Fresh(mut make) => {
                make()();
                measure(&mut make());
            }
        }
    }

    fn steady(
        group: &'static str,
        name: impl Into<String>,
        about: impl Into<String>,
        make: impl Fn() -> Call + 'static,
    ) -> Self {
        Self::new(group, name, about, move |_| Body::Steady(make()))
    }

    fn new(
        group: &'static str,
        name: impl Into<String>,
        about: impl Into<String>,
        make: impl Fn(&Path) -> Body + 'static,
    ) -> Self {
        Self {
            group,
            name: name.into(),
            about: about.into(),
            size: None,
            ours: true,
            allocates_alike: true,
            make: Box::new(make),
        }
    }

    fn of_size(mut self, size: usize) -> Self {
        self.size = Some(size);
        self
    }

    fn beside(mut self) -> Self {
        self.ours = false;
        self
    }

    fn allocating_variously(mut self) -> Self {
        self.allocates_alike = false;
        self
    }
}
