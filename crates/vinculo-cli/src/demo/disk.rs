//! The phone's disk: the outbox, on a thread of its own, in a temporary folder that is removed when the demo ends.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::thread;

use tokio::sync::oneshot;
use vinculo::outbox::{FileStore, Opened, Outbox, OutboxConfig, OutboxError, Recovery, UserKey};

use crate::random;

/// Who is signed in at the phone.
pub(super) const USER: &str = "lumen-user-1";

/// What the thread works on.
#[derive(Default)]
struct State {
    /// Of the app's process, if one is alive.
    outbox: Option<Outbox<FileStore>>,
    /// What it had to say when it was opened, and nobody has read yet.
    news: Vec<String>,
}

type Job = Box<dyn FnOnce(&mut State) + Send>;

/// Jobs are done one after the other, in the order in which they were given.
#[derive(Debug)]
pub(super) struct Disk {
    folder: PathBuf,
    jobs: Sender<Job>,
}

impl Disk {
    /// An empty one, with the outbox open.
    pub(super) fn new() -> io::Result<Self> {
        let folder = std::env::temp_dir().join(format!("vinculo-demo-{}", random::hex(12)));
        fs::create_dir(&folder)?;
        let (jobs, given) = mpsc::channel::<Job>();
        let thread = thread::Builder::new().name("outbox".to_owned());
        thread.spawn(move || {
            let mut state = State::default();
            for job in given {
                job(&mut state);
            }
        })?;
        let disk = Self { folder, jobs };
        disk.begin_process();
        Ok(disk)
    }

    /// The app's process died, and another one opens what lies on disk: nothing else is left of the outbox.
    pub(super) fn begin_process(&self) {
        let file = self.folder.join("outcomes.journal");
        self.give(move |state| {
            // The lock on the file goes first.
            drop(state.outbox.take());
            match open(&file) {
                Ok(opened) => {
                    state.news.extend(found(&opened.recovery));
                    state.outbox = Some(opened.outbox);
                }
                Err(error) => state
                    .news
                    .push(format!("the outbox was not opened: {error}")),
            }
        });
    }

    /// The app's process died.
    pub(super) fn end_process(&self) {
        self.give(|state| drop(state.outbox.take()));
    }

    /// Does something with the outbox, in its turn, which is taken by the call and not when somebody waits for what comes of
    /// it. `None` if no process has it open.
    pub(super) fn with<R, F>(&self, work: F) -> impl Future<Output = Option<R>> + use<R, F>
    where
        R: Send + 'static,
        F: FnOnce(&mut Outbox<FileStore>) -> R + Send + 'static,
    {
        let answer = self.ask(|state| state.outbox.as_mut().map(work));
        async { answer.await.flatten() }
    }

    /// The app has acknowledged an outcome.
    pub(super) fn taken(&self, outcome_id: String) {
        self.give(move |state| {
            if let Some(outbox) = &mut state.outbox {
                // If the disk fails it is remembered for longer than it must be.
                let _ = outbox.taken(&outcome_id);
            }
        });
    }

    /// What opening the outbox brought to light since it was asked last: damage, or an error. Normally nothing.
    pub(super) async fn news(&self) -> Vec<String> {
        let news = self.ask(|state| std::mem::take(&mut state.news));
        news.await.unwrap_or_default()
    }

    fn ask<R, F>(&self, work: F) -> impl Future<Output = Option<R>> + use<R, F>
    where
        R: Send + 'static,
        F: FnOnce(&mut State) -> R + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        self.give(move |state| {
            // Nobody listens any more if the demo is being stopped.
            let _ = answer.send(work(state));
        });
        async { answered.await.ok() }
    }

    /// Takes everything off the disk.
    pub(super) fn remove(&self) {
        self.end_process();
        // Nothing is lost with it but what the demo made up.
        let _ = fs::remove_dir_all(&self.folder);
    }

    fn give(&self, job: impl FnOnce(&mut State) + Send + 'static) {
        // The thread lives as long as the sender.
        let _ = self.jobs.send(Box::new(job));
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        self.remove();
    }
}

fn open(file: &Path) -> Result<Opened<FileStore>, OutboxError> {
    let config = OutboxConfig::new(UserKey::new(USER)?);
    Outbox::open(FileStore::open(file)?, config)
}

/// What a reader of the timeline should know of what lay on disk.
fn found(recovery: &Recovery) -> Vec<String> {
    let counted = [
        (recovery.cut_bytes, "bytes at its end were cut"),
        (recovery.damaged, "records are damaged"),
        (recovery.unreadable, "records are of a later release"),
        (recovery.held, "entries are another user's"),
        (recovery.purged, "entries of another user were deleted"),
    ];
    let counted = counted.into_iter().filter(|(count, _)| *count > 0);
    let mut found: Vec<String> = counted
        .map(|(count, what)| format!("the outbox: {count} {what}"))
        .collect();
    if let Some(error) = &recovery.rewrite_failed {
        found.push(format!("the outbox could not be repaired yet: {error}"));
    }
    found
}

#[cfg(test)]
mod tests {
    use vinculo::session::{Ending, FailReason, Now, Outcome};

    use super::*;

    fn outcome() -> Outcome {
        Outcome {
            id: "session-1.1".into(),
            session_id: "session-1".into(),
            sequence: 1,
            ending: Ending::Failed {
                reason: FailReason::TokenRefused,
            },
        }
    }

    #[tokio::test]
    async fn an_outcome_outlives_the_process() {
        let disk = Disk::new().unwrap();
        let now = Now {
            wall_ms: 0,
            mono_ms: 0,
        };
        let stored = disk.with(move |outbox| outbox.append(&outcome(), now).is_ok());
        assert_eq!(stored.await, Some(true));
        disk.with(|outbox| outbox.failed("session-1.1")).await;
        disk.end_process();
        assert_eq!(disk.with(|outbox| outbox.pending().len()).await, None);
        disk.begin_process();
        let pending = disk.with(|outbox| outbox.pending()).await.unwrap();
        assert_eq!(pending[0].outcome, outcome());
        assert_eq!(pending[0].attempts, 0, "memory is gone with the process");
    }

    #[tokio::test]
    async fn what_opening_brings_to_light_is_told_once() {
        let disk = Disk::new().unwrap();
        assert!(disk.news().await.is_empty());
        // Its file is made by the first outcome.
        let now = Now {
            wall_ms: 0,
            mono_ms: 0,
        };
        disk.with(move |outbox| outbox.append(&outcome(), now).is_ok())
            .await;
        disk.end_process();
        // The thread is done with the file when it answers.
        assert!(disk.news().await.is_empty());
        let file = disk.folder.join("outcomes.journal");
        let mut journal = fs::OpenOptions::new().append(true).open(&file).unwrap();
        io::Write::write_all(&mut journal, b"half a record").unwrap();
        drop(journal);
        disk.begin_process();
        assert_eq!(
            disk.news().await,
            ["the outbox: 13 bytes at its end were cut"]
        );
        assert!(disk.news().await.is_empty());

        disk.end_process();
        assert!(disk.news().await.is_empty());
        fs::write(&file, b"something else").unwrap();
        disk.begin_process();
        let news = disk.news().await;
        assert!(
            news[0].starts_with("the outbox was not opened: "),
            "{news:?}"
        );
        assert_eq!(disk.with(|outbox| outbox.list().len()).await, None);
    }

    #[tokio::test]
    async fn nothing_stays_behind() {
        let disk = Disk::new().unwrap();
        let folder = disk.folder.clone();
        assert_eq!(disk.with(|outbox| outbox.list().len()).await, Some(0));
        assert!(folder.exists());
        drop(disk);
        assert!(!folder.exists());
    }
}
