//! The phone's disk: the outbox, on a thread of its own, in a temporary folder that is removed when the demo ends.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::thread;

use tokio::sync::oneshot;
use vinculo::outbox::{FileStore, Outbox, OutboxConfig, OutboxError, UserKey};

use crate::random;

/// What the thread works on: the outbox of the app's process, if one is alive.
type Opened = Option<Outbox<FileStore>>;
type Job = Box<dyn FnOnce(&mut Opened) + Send>;

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
            let mut outbox = None;
            for job in given {
                job(&mut outbox);
            }
        })?;
        let disk = Self { folder, jobs };
        disk.begin_process();
        Ok(disk)
    }

    /// The app's process died, and another one opens what lies on disk: nothing else is left of the outbox.
    pub(super) fn begin_process(&self) {
        let file = self.folder.join("outcomes.journal");
        self.give(move |outbox| {
            // The lock on the file goes first.
            drop(outbox.take());
            *outbox = open(&file).ok();
        });
    }

    /// The app's process died.
    pub(super) fn end_process(&self) {
        self.give(|outbox| drop(outbox.take()));
    }

    /// Does something with the outbox, in its turn. `None` if no process has it open.
    pub(super) async fn with<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Outbox<FileStore>) -> R + Send + 'static,
    ) -> Option<R> {
        let (answer, answered) = oneshot::channel();
        self.give(move |outbox| {
            // Nobody listens any more if the demo is being stopped.
            let _ = answer.send(outbox.as_mut().map(work));
        });
        answered.await.ok().flatten()
    }

    /// Takes everything off the disk.
    pub(super) fn remove(&self) {
        self.end_process();
        // Nothing is lost with it but what the demo made up.
        let _ = fs::remove_dir_all(&self.folder);
    }

    fn give(&self, job: impl FnOnce(&mut Opened) + Send + 'static) {
        // The thread lives as long as the sender.
        let _ = self.jobs.send(Box::new(job));
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        self.remove();
    }
}

fn open(file: &Path) -> Result<Outbox<FileStore>, OutboxError> {
    let config = OutboxConfig::new(UserKey::new("lumen-user-1")?);
    Ok(Outbox::open(FileStore::open(file)?, config)?.outbox)
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
    async fn nothing_stays_behind() {
        let disk = Disk::new().unwrap();
        let folder = disk.folder.clone();
        assert_eq!(disk.with(|outbox| outbox.list().len()).await, Some(0));
        assert!(folder.exists());
        drop(disk);
        assert!(!folder.exists());
    }
}
