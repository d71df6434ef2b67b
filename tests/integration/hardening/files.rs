//! Files of summaries: one process at a time, replaced as a whole, whatever happens in between.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use drawdown::ensemble::{Ensemble, EnsembleSummary, MemoryLimit};
use drawdown::error::{CheckpointError, SummaryError};

/// A folder of one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("drawdown-files-{}-{count}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder.canonicalize().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort_unstable();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn ensemble() -> Ensemble {
    Ensemble::new(&drawdown::example::iraq_2024().unwrap(), 7)
}

fn checkpoint(file: &Path, end: u64) -> Result<EnsembleSummary, CheckpointError> {
    ensemble().run_with_checkpoint(file, 0..end, |_| ControlFlow::Continue(()))
}

/// A child has a copy of every open file until it runs its own program; the lock must not live on in it.
#[cfg(unix)]
#[test]
fn a_run_that_returned_holds_no_lock_while_other_threads_start_children() {
    let folder = Folder::new();
    let file = folder.path("run.summary");
    let is_done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !is_done.load(Ordering::Relaxed) {
                    let child = Command::new("true").stdin(Stdio::null()).spawn();
                    child.unwrap().wait().unwrap();
                }
            });
        }
        let runs: Vec<Result<EnsembleSummary, CheckpointError>> =
            (1..=150).map(|draws| checkpoint(&file, draws)).collect();
        is_done.store(true, Ordering::Relaxed);
        let refused = runs.iter().filter(|run| run.is_err()).count();
        assert_eq!(refused, 0, "of 150 runs, one after another");
    });
}

#[cfg(unix)]
#[test]
fn all_names_of_a_file_have_one_lock_and_links_stay() {
    let folder = Folder::new();
    fs::create_dir(folder.path("below")).unwrap();
    let (file, link) = (folder.path("below/run.summary"), folder.path("link"));
    std::os::unix::fs::symlink("below/run.summary", &link).unwrap(); // to no file yet
    let mut rounds = 0;
    let summary = ensemble().run_with_checkpoint(&link, 0..10, |_| {
        rounds += 1;
        for name in [&file, &link, &folder.path("below/../below/run.summary")] {
            let error = checkpoint(name, 20).unwrap_err();
            assert!(matches!(&error, CheckpointError::InUse { path } if path == name), "{error}");
        }
        ControlFlow::Continue(())
    });
    assert!(rounds > 0);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read(&file).unwrap(), summary.unwrap().to_bytes());
    assert_eq!(checkpoint(&file, 30).unwrap(), ensemble().run(0..30));
    assert_eq!(folder.names(), ["below", "link"]);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_are_an_error() {
    let folder = Folder::new();
    std::os::unix::fs::symlink("b", folder.path("a")).unwrap();
    std::os::unix::fs::symlink("a", folder.path("b")).unwrap();
    let error = checkpoint(&folder.path("a"), 10).unwrap_err();
    assert!(matches!(error, CheckpointError::File { .. }), "{error}");
}

/// What somebody put in the place of the partial file is not written through.
#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_the_partial_file_is_not_followed() {
    let folder = Folder::new();
    let (file, victim) = (folder.path("run.summary"), folder.path("victim"));
    fs::write(&victim, "kept").unwrap();
    std::os::unix::fs::symlink(&victim, folder.path("run.summary.partial")).unwrap();
    checkpoint(&file, 10).unwrap();
    assert_eq!(fs::read_to_string(&victim).unwrap(), "kept");
    assert_eq!(folder.names(), ["run.summary", "run.summary.lock", "victim"]);
}

#[test]
fn a_file_is_replaced_under_the_lock_of_runs() {
    let folder = Folder::new();
    let file = folder.path("run.summary");
    let (first, second) = (ensemble().run(0..10), ensemble().run(10..20));
    first.save(&file).unwrap();
    assert_eq!(EnsembleSummary::load(&file, MemoryLimit::default()).unwrap(), first);
    let merged = EnsembleSummary::replace_file(&file, || {
        let error = second.save(&file).unwrap_err();
        assert!(matches!(error, CheckpointError::InUse { .. }), "{error}");
        assert!(matches!(checkpoint(&file, 10), Err(CheckpointError::InUse { .. })));
        let old = EnsembleSummary::load(&file, MemoryLimit::default())?;
        Ok::<_, CheckpointError>(old.merge(&second).unwrap())
    });
    assert_eq!(merged.unwrap(), ensemble().run(0..20));
    assert_eq!(fs::read(&file).unwrap(), ensemble().run(0..20).to_bytes());
    // What fails leaves the file as it was, and lets the lock go.
    let failed = EnsembleSummary::replace_file(&file, || Err(Failed));
    assert_eq!(failed, Err(Failed));
    assert_eq!(fs::read(&file).unwrap(), ensemble().run(0..20).to_bytes());
    assert_eq!(folder.names(), ["run.summary", "run.summary.lock"]);
    second.save(&file).unwrap();
}

#[derive(Debug, PartialEq, Eq)]
struct Failed;

impl From<CheckpointError> for Failed {
    fn from(_: CheckpointError) -> Self {
        Self
    }
}

/// A folder in the place of the file cannot be renamed over: nothing is left of the attempt.
#[test]
fn what_is_written_when_replacing_fails_is_removed() {
    let folder = Folder::new();
    let file = folder.path("run.summary");
    fs::create_dir(&file).unwrap();
    fs::write(file.join("inside"), "kept").unwrap();
    let error = ensemble().run(0..5).save(&file).unwrap_err();
    assert!(matches!(error, CheckpointError::File { .. }), "{error}");
    assert_eq!(folder.names(), ["run.summary", "run.summary.lock"]);
}

#[test]
fn a_file_of_something_else_is_refused_by_its_first_bytes() {
    let folder = Folder::new();
    let file = folder.path("large");
    let large = fs::File::create(&file).unwrap();
    large.set_len(1 << 40).unwrap(); // a terabyte of zeros, of which no disk holds any
    let error = EnsembleSummary::load(&file, MemoryLimit::default()).unwrap_err();
    let CheckpointError::NotASummary { source, .. } = error else { panic!("{error}") };
    assert_eq!(source, SummaryError::NotASummary);
    let begun = ensemble().run_with_checkpoint(&file, 0..5, |_| ControlFlow::Continue(()));
    assert!(matches!(begun, Err(CheckpointError::NotASummary { .. })));
}

#[test]
fn a_summary_is_read_only_as_far_as_memory_allows() {
    let folder = Folder::new();
    let file = folder.path("run.summary");
    let summary = ensemble().run(0..100);
    summary.save(&file).unwrap();
    let needed = 32 * fs::metadata(&file).unwrap().len();
    assert_eq!(EnsembleSummary::load(&file, MemoryLimit::new(needed)).unwrap(), summary);
    let error = EnsembleSummary::load(&file, MemoryLimit::new(needed - 1)).unwrap_err();
    let CheckpointError::NotASummary { source, .. } = error else { panic!("{error}") };
    let SummaryError::Memory(error) = source else { panic!("{source}") };
    assert_eq!((error.needed, error.limit), (needed, needed - 1));
    // A terabyte that begins as a summary does.
    let grown = fs::File::options().write(true).open(&file).unwrap();
    grown.set_len(1 << 40).unwrap();
    let error = EnsembleSummary::load(&file, MemoryLimit::default()).unwrap_err();
    assert!(error.to_string().ends_with("run.summary: cannot be used"));
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(
        source,
        "this needs 32768.0 GiB of memory, and the limit is 4.0 GiB; read it with a higher limit"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn what_never_ends_is_read_only_as_far_as_memory_allows() {
    let error = EnsembleSummary::load(Path::new("/dev/zero"), MemoryLimit::default()).unwrap_err();
    assert!(matches!(
        error,
        CheckpointError::NotASummary { source: SummaryError::NotASummary, .. }
    ));
}

/// Names the file that a process of [`processes_that_save_in_one_file_lose_nothing`] saves its draws in, and which.
const FILE: &str = "DRAWDOWN_TEST_SHARED_FILE";

/// What each of the processes does; nothing if it is not given a file.
#[test]
fn a_process_that_adds_its_draws_to_a_file() {
    let Some(given) = std::env::var_os(FILE) else { return };
    let given = given.into_string().unwrap();
    let (own, file) = given.split_once(' ').unwrap();
    let (own, file): (u64, &Path) = (own.parse().unwrap(), Path::new(file));
    for step in 0..5 {
        let first = (own * 5 + step) * 4;
        let more = ensemble().run(first..first + 4);
        loop {
            let added = EnsembleSummary::replace_file(file, || {
                match EnsembleSummary::load(file, MemoryLimit::default()) {
                    Ok(old) => Ok(old.merge(&more).unwrap()),
                    Err(CheckpointError::File { source, .. })
                        if source.kind() == std::io::ErrorKind::NotFound =>
                    {
                        Ok(more.clone())
                    }
                    Err(error) => Err(error),
                }
            });
            match added {
                Ok(_) => break,
                Err(CheckpointError::InUse { .. }) => std::thread::yield_now(),
                Err(error) => panic!("{error}"),
            }
        }
    }
}

#[test]
fn processes_that_save_in_one_file_lose_nothing() {
    let folder = Folder::new();
    let file = folder.path("run.summary");
    let module = module_path!().split_once("::").unwrap().1;
    let test = format!("{module}::a_process_that_adds_its_draws_to_a_file");
    let children: Vec<_> = (0..4)
        .map(|own| {
            Command::new(std::env::current_exe().unwrap())
                .args(["--exact", &test, "--test-threads", "1"])
                .env(FILE, format!("{own} {}", file.display()))
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let all = EnsembleSummary::load(&file, MemoryLimit::default()).unwrap();
    assert_eq!(all, ensemble().run(0..80));
}
