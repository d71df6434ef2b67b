//! Runs saved in a file: resumed, refused, and killed.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::Duration;

use drawdown::Plan;
use drawdown::ensemble::{Ensemble, EnsembleSummary};
use drawdown::error::CheckpointError;
use serde_json::json;

use super::{doubtful, everything, plan};

/// Beside the file `run.summary`.
const LOCK: &str = "run.summary.lock";

/// A folder of one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("drawdown-checkpoint-{}-{count}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn file(&self) -> PathBuf {
        self.0.join("run.summary")
    }

    /// The lock of the process that uses the file.
    fn lock(&self) -> PathBuf {
        self.0.join(LOCK)
    }

    /// The names of its files, without the lock.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| *name != LOCK).collect();
        names.sort_unstable();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn run_with_checkpoint(
    ensemble: &Ensemble,
    file: &Path,
    draws: std::ops::Range<u64>,
) -> Result<EnsembleSummary, CheckpointError> {
    ensemble.run_with_checkpoint(file, draws, |_| ControlFlow::Continue(()))
}

#[test]
fn a_run_resumes_from_its_file() {
    let (folder, plan) = (Folder::new(), doubtful());
    let (ensemble, file) = (everything(&plan, 1), folder.file());
    let first = run_with_checkpoint(&ensemble, &file, 0..20).unwrap();
    assert_eq!(first, ensemble.run(0..20));
    assert_eq!(fs::read(&file).unwrap(), first.to_bytes());
    // Another range of the same ensemble leaves a gap; the whole range fills it.
    let gap = run_with_checkpoint(&ensemble, &file, 30..40).unwrap();
    assert_eq!(gap.ranges(), [0..20, 30..40]);
    let (mut calls, mut kept_draws) = (Vec::new(), Vec::new());
    let whole = ensemble.run_with_checkpoint(&file, 0..50, |progress| {
        // Each round is saved, or the one before it: saving may be skipped if it takes long.
        let kept = EnsembleSummary::from_bytes(&fs::read(&file).unwrap()).unwrap();
        let ranges = kept.ranges().iter().cloned().map(|range| ensemble.run(range));
        assert_eq!(ranges.reduce(|one, other| one.merge(&other).unwrap()).as_ref(), Some(&kept));
        kept_draws.push(kept.draws());
        assert!(kept.draws() <= progress.summary().draws());
        calls.push((progress.done, progress.total));
        ControlFlow::Continue(())
    });
    assert_eq!(kept_draws[0], 40); // the first round is
    assert!(kept_draws.is_sorted());
    assert_eq!(whole.unwrap().to_bytes(), ensemble.run(0..50).to_bytes());
    // Rounds follow the clock: the second gap may take more than one.
    assert_eq!((calls[0], calls.last()), ((40, 50), Some(&(50, 50))));
    assert_eq!(fs::read(&file).unwrap(), ensemble.run(0..50).to_bytes());
    assert_eq!(folder.names(), ["run.summary"]); // and nothing else is left
    // Nothing left to do: the file stays as it is.
    assert_eq!(run_with_checkpoint(&ensemble, &file, 3..7).unwrap(), ensemble.run(0..50));
    assert_eq!(fs::read(&file).unwrap(), ensemble.run(0..50).to_bytes());
}

#[test]
fn an_interrupted_run_is_saved() {
    let (folder, plan) = (Folder::new(), doubtful());
    let (ensemble, file) = (everything(&plan, 1), folder.file());
    run_with_checkpoint(&ensemble, &file, 10..20).unwrap();
    let part = ensemble.run_with_checkpoint(&file, 0..30, |_| ControlFlow::Break(())).unwrap();
    assert_eq!(part.ranges(), std::slice::from_ref(&(0..20)));
    assert_eq!(fs::read(&file).unwrap(), part.to_bytes());
    let whole = run_with_checkpoint(&ensemble, &file, 0..30).unwrap();
    assert_eq!(whole.to_bytes(), ensemble.run(0..30).to_bytes());
}

#[test]
fn a_run_of_no_draws_is_saved() {
    let (folder, plan) = (Folder::new(), doubtful());
    let (ensemble, file) = (everything(&plan, 1), folder.file());
    assert_eq!(run_with_checkpoint(&ensemble, &file, 5..5).unwrap(), ensemble.empty());
    assert_eq!(fs::read(&file).unwrap(), ensemble.empty().to_bytes());
}

#[test]
fn a_file_of_something_else_is_refused_and_left_alone() {
    let (folder, plan) = (Folder::new(), doubtful());
    let (ensemble, file) = (everything(&plan, 1), folder.file());
    let other_plan = super::awaited();
    let mut later_layout = ensemble.run(0..5).to_bytes();
    later_layout[super::mirror::MAGIC.len() - 2] = b'1';
    let mut altered = ensemble.run(0..5).to_bytes();
    altered[100] ^= 1;
    let cut_off = ensemble.run(0..5).to_bytes();
    for (bytes, message) in [
        (b"month,strength\n".to_vec(), "cannot be used: not a summary of an ensemble"),
        (Vec::new(), "cannot be used: not a summary of an ensemble"),
        (
            cut_off[..cut_off.len() / 2].to_vec(),
            "cannot be used: the summary is incomplete or was altered",
        ),
        (altered, "cannot be used: the summary is incomplete or was altered"),
        (later_layout, "cannot be used: this version of drawdown cannot read the summary's layout"),
        (
            everything(&plan, 2).run(0..5).to_bytes(),
            "belongs to another run: one summary has seed 2, the other seed 1",
        ),
        (
            everything(&other_plan, 1).run(0..5).to_bytes(),
            "belongs to another run: the summaries are of different plans",
        ),
        (
            Ensemble::new(&plan, 1).run(0..5).to_bytes(),
            "belongs to another run: the summaries differ in variants, groups, joint deadlines, sensitivities or uncertainty",
        ),
    ] {
        fs::write(&file, &bytes).unwrap();
        let error = run_with_checkpoint(&ensemble, &file, 0..10).unwrap_err();
        assert_eq!(explained(&error), format!("{}: {message}", file.display()));
        assert!(fs::read(&file).unwrap() == bytes, "{message}: the file was changed");
    }
    assert_eq!(folder.names(), ["run.summary"]);
}

#[cfg(unix)]
/// An error with what is behind it, which its own message does not repeat.
fn explained(error: &CheckpointError) -> String {
    format!("{error}: {}", std::error::Error::source(error).unwrap())
}

#[test]
fn a_file_that_cannot_be_read_or_written_is_reported() {
    let (folder, plan) = (Folder::new(), doubtful());
    let ensemble = Ensemble::new(&plan, 1);
    let refused =
        |file: &Path| explained(&run_with_checkpoint(&ensemble, file, 0..10).unwrap_err());
    // No such folder.
    let file = folder.0.join("nowhere/run.summary");
    assert_eq!(
        refused(&file),
        format!(
            "{}: cannot be read or written: No such file or directory (os error 2)",
            file.display()
        )
    );
    // A file is no folder.
    fs::write(folder.0.join("file"), b"").unwrap();
    let file = folder.0.join("file/run.summary");
    assert_eq!(
        refused(&file),
        format!("{}: cannot be read or written: Not a directory (os error 20)", file.display())
    );
    // A folder is no file.
    let file = folder.0.join("folder");
    fs::create_dir(&file).unwrap();
    assert_eq!(
        refused(&file),
        format!("{}: cannot be read or written: Is a directory (os error 21)", file.display())
    );
    // What is in the way of the new bytes: the old ones stay whole.
    let file = folder.file();
    run_with_checkpoint(&ensemble, &file, 0..5).unwrap();
    let kept = fs::read(&file).unwrap();
    fs::create_dir(folder.0.join("run.summary.partial")).unwrap();
    assert_eq!(
        refused(&file),
        format!("{}: cannot be read or written: Is a directory (os error 21)", file.display())
    );
    assert_eq!(fs::read(&file).unwrap(), kept);
}

/// Two runs on one file would each lose what the other did.
#[test]
fn a_file_in_use_is_refused_and_left_alone() {
    let (folder, plan) = (Folder::new(), doubtful());
    let (ensemble, file) = (everything(&plan, 1), folder.file());
    let in_use = |refused: Result<EnsembleSummary, CheckpointError>| {
        let error = refused.unwrap_err();
        assert!(matches!(&error, CheckpointError::InUse { path } if *path == file), "{error:?}");
        let message = format!("{}: in use by another process", file.display());
        assert_eq!(error.to_string(), message);
    };
    // While the lock is held, before there is a file and after.
    let lock = fs::File::create(folder.lock()).unwrap();
    lock.try_lock().unwrap();
    in_use(run_with_checkpoint(&ensemble, &file, 0..5));
    assert!(folder.names().is_empty());
    lock.unlock().unwrap();
    let kept = run_with_checkpoint(&ensemble, &file, 0..5).unwrap();
    assert_eq!(folder.names(), ["run.summary"]);
    let lock = fs::File::create(folder.lock()).unwrap();
    lock.try_lock().unwrap();
    in_use(run_with_checkpoint(&ensemble, &file, 0..10));
    in_use(run_with_checkpoint(&ensemble, &file, 0..10)); // whoever is refused does not take the lock away
    assert_eq!(fs::read(&file).unwrap(), kept.to_bytes());
    drop(lock);
    // By another run of the same process.
    let mut rounds = 0;
    let whole = ensemble.run_with_checkpoint(&file, 0..10, |_| {
        in_use(run_with_checkpoint(&ensemble, &file, 0..20));
        rounds += 1;
        ControlFlow::Continue(())
    });
    assert_eq!((whole.unwrap(), rounds), (ensemble.run(0..10), 1));
    assert_eq!(folder.names(), ["run.summary"]);
    // Another file in the same folder is not locked.
    let lock = fs::File::create(folder.lock()).unwrap();
    lock.try_lock().unwrap();
    assert_eq!(
        run_with_checkpoint(&ensemble, &folder.0.join("other"), 0..5).unwrap(),
        ensemble.run(0..5)
    );
}

/// A process that opened the lock before it was removed and locks it afterwards still excludes others.
#[test]
fn a_lock_that_was_removed_is_not_held() {
    let (folder, plan) = (Folder::new(), doubtful());
    let (ensemble, file) = (everything(&plan, 1), folder.file());
    let mut second = None;
    let first = ensemble.run_with_checkpoint(&file, 0..5, |_| {
        second = fs::File::create(folder.lock()).ok(); // as a second run does first
        ControlFlow::Continue(())
    });
    assert_eq!(first.unwrap().draws(), 5);
    // The first has ended: the second locks what it opened, and resumes. A third must wait.
    if second.unwrap().try_lock().is_ok() {
        assert!(folder.lock().exists(), "a lock on no file");
    }
}

/// A partial file that a killed run left does not matter.
#[test]
fn a_half_written_file_is_written_over() {
    let (folder, plan) = (Folder::new(), doubtful());
    let (ensemble, file) = (everything(&plan, 1), folder.file());
    fs::write(folder.lock(), b"").unwrap();
    fs::write(folder.0.join("run.summary.partial"), vec![7; 1_000_000]).unwrap();
    assert_eq!(run_with_checkpoint(&ensemble, &file, 0..5).unwrap(), ensemble.run(0..5));
    assert_eq!(folder.names(), ["run.summary"]);
}

/// Names the file in which the process that is killed saves its run.
const FILE: &str = "DRAWDOWN_TEST_CHECKPOINT";
/// The draws of that run; it saves after every few of them.
const DRAWS: u64 = 600;
const STEP: u64 = 3;

/// Twenty years of a plan with some contingents.
fn slow() -> Plan {
    let contingent = |contributor: &str, host: &str| json!({ "contributor": contributor, "host": host, "strength": { "low": 50, "high": 900 } });
    plan(json!({
        "through": "2042-12",
        "contingent": [contingent("USA", "IRQ"), contingent("USA", "KWT"), contingent("GBR", "IRQ")],
        "phase": [{ "name": "all", "target": "remainder", "deadline": "2040-12" }],
        "hazard": [{ "name": "storm", "monthly_chance": 0.05, "lasts": { "low": 1, "best": 2, "high": 9 } }],
    }))
}

/// What the killed process does; nothing if it is not given a file. Each run is saved at its end.
#[test]
fn the_process_to_be_killed_runs_and_saves() {
    let Some(file) = std::env::var_os(FILE) else { return };
    let plan = slow();
    let ensemble = Ensemble::new(&plan, 2_024);
    for end in (STEP..=DRAWS).step_by(usize::try_from(STEP).unwrap()) {
        run_with_checkpoint(&ensemble, Path::new(&file), 0..end).unwrap();
    }
}

#[test]
fn a_run_killed_again_and_again_comes_to_the_same_bytes() {
    let (folder, plan) = (Folder::new(), slow());
    let (ensemble, file) = (Ensemble::new(&plan, 2_024), folder.file());
    let name = "ensemble::checkpoint::the_process_to_be_killed_runs_and_saves";
    let (mut done, mut grew) = (0, 0);
    // Twelve times, and on a busy machine more often, until draws were done.
    for kill in 0..100_u64 {
        if kill >= 12 && grew > 1 {
            break;
        }
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", name, "--test-threads", "1"])
            .env(FILE, &file)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // At any moment: while it reads, runs or writes.
        sleep(Duration::from_micros(40_000 + 2_000 * kill + kill * kill * 7_919 % 140_000));
        child.kill().unwrap(); // SIGKILL
        child.wait().unwrap();
        match fs::read(&file) {
            Ok(bytes) => {
                let kept = EnsembleSummary::from_bytes(&bytes).expect("a whole summary");
                assert_eq!(kept.to_bytes(), bytes);
                assert_eq!(kept.ranges(), std::slice::from_ref(&(0..kept.draws())));
                assert!(kept.draws() >= done, "{} draws after {done}", kept.draws());
                grew += u32::from(kept.draws() > done);
                done = kept.draws();
            }
            Err(error) => assert_eq!((error.kind(), done), (std::io::ErrorKind::NotFound, 0)),
        }
    }
    // The kills hit a run that was under way.
    assert!(grew > 1, "the process never saved between kills: {done} draws");
    let part = run_with_checkpoint(&ensemble, &file, 0..done).unwrap();
    assert_eq!(part.to_bytes(), ensemble.run(0..done).to_bytes());
    let whole = run_with_checkpoint(&ensemble, &file, 0..DRAWS).unwrap();
    assert!(whole.to_bytes() == ensemble.run(0..DRAWS).to_bytes());
    assert!(fs::read(&file).unwrap() == whole.to_bytes());
    assert_eq!(folder.names(), ["run.summary"]);
}
