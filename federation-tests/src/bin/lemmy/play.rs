//! The steps of a run: each is tried, timed and noted, and the run goes on after one that failed.

use std::any::Any;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};

/// Why a step did not succeed.
#[derive(Debug)]
pub enum Trouble {
    Failed(String),
    /// What it needs did not come about in an earlier step.
    NotTried(String),
    /// Lemmy does not do this; no fault of ours.
    Known(String),
}

pub type Outcome<T = ()> = Result<T, Trouble>;

impl From<String> for Trouble {
    fn from(reason: String) -> Self {
        Self::Failed(reason)
    }
}

/// What an earlier step should have given.
pub fn need<T: Copy>(thing: Option<T>, what: &str) -> Outcome<T> {
    thing.ok_or_else(|| Trouble::NotTried(format!("{what} is not there")))
}

/// The same for the path of a page here.
pub fn need_path<'a>(thing: &'a Option<String>, what: &str) -> Outcome<&'a str> {
    need(thing.as_deref(), what)
}

/// Fails the step unless something holds.
pub fn check(holds: bool, otherwise: impl Into<String>) -> Outcome {
    if holds {
        Ok(())
    } else {
        Err(Trouble::Failed(otherwise.into()))
    }
}

struct Row {
    part: String,
    step: String,
    trouble: Option<Trouble>,
    took: Duration,
}

/// The record of a run.
#[derive(Default)]
pub struct Play {
    part: String,
    rows: Vec<Row>,
}

impl Play {
    pub fn part(&mut self, name: &str) {
        println!("\n{name}");
        name.clone_into(&mut self.part);
    }

    /// Tries one step. What the harness panics with is a failure of this step only.
    pub async fn step<T>(
        &mut self,
        step: &str,
        work: impl Future<Output = Outcome<T>>,
    ) -> Option<T> {
        let started = Instant::now();
        let outcome = caught(work).await;
        let took = started.elapsed();
        let (value, trouble) = match outcome {
            Ok(value) => (Some(value), None),
            Err(trouble) => (None, Some(trouble)),
        };
        let row = Row {
            part: self.part.clone(),
            step: step.to_owned(),
            trouble,
            took,
        };
        println!("{}", line(&row));
        self.rows.push(row);
        value
    }

    /// A step that fails because of Lemmy, for a reason we know. Should it succeed, so much the better.
    pub async fn step_that_lemmy_fails<T>(
        &mut self,
        step: &str,
        reason: &str,
        work: impl Future<Output = Outcome<T>>,
    ) -> Option<T> {
        let work = async {
            let outcome = caught(work).await;
            outcome.map_err(|trouble| match trouble {
                Trouble::Failed(_) => Trouble::Known(reason.to_owned()),
                other => other,
            })
        };
        self.step(step, work).await
    }

    /// Prints what did not succeed once more, and the sums. True if everything did.
    pub fn finish(&self) -> bool {
        let count = |wanted: &str| self.rows.iter().filter(|row| word(row) == wanted).count();
        let mut part = "";
        println!("\nwhat did not succeed:");
        for row in self.rows.iter().filter(|row| row.trouble.is_some()) {
            if part != row.part {
                part = &row.part;
                println!("{part}");
            }
            println!("{}", line(row));
        }
        println!(
            "\n{} steps: {} ok, {} failed, {} not tried, {} that Lemmy fails",
            self.rows.len(),
            count("ok"),
            count("FAILED"),
            count("not tried"),
            count("Lemmy's"),
        );
        self.rows
            .iter()
            .all(|row| matches!(row.trouble, None | Some(Trouble::Known(_))))
    }
}

fn word(row: &Row) -> &'static str {
    match row.trouble {
        None => "ok",
        Some(Trouble::Failed(_)) => "FAILED",
        Some(Trouble::NotTried(_)) => "not tried",
        Some(Trouble::Known(_)) => "Lemmy's",
    }
}

fn line(row: &Row) -> String {
    let head = format!(
        "  {:<9} {:>6.1} s  {}",
        word(row),
        row.took.as_secs_f64(),
        row.step
    );
    match &row.trouble {
        None => head,
        Some(Trouble::Failed(reason) | Trouble::NotTried(reason) | Trouble::Known(reason)) => {
            let reason: String = reason.chars().take(400).collect();
            format!("{head}\n                      {reason}")
        }
    }
}

/// Runs a future and turns a panic inside of it into a failure.
async fn caught<T>(work: impl Future<Output = Outcome<T>>) -> Outcome<T> {
    let mut work = pin!(work);
    poll_fn(|context| {
        match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context))) {
            Ok(poll) => poll,
            // It is not polled again.
            Err(panic) => Poll::Ready(Err(Trouble::Failed(message_of(panic.as_ref())))),
        }
    })
    .await
}

fn message_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("a panic without words").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_step_that_panics_or_fails_does_not_end_the_run() {
        let mut play = Play::default();
        play.part("a part");
        let none: Option<()> = play.step("panics", async { panic!("too bad") }).await;
        assert!(none.is_none());
        let none = play
            .step("fails", async { check(false, "no such luck") })
            .await;
        assert!(none.is_none());
        let lost: Option<i64> = None;
        let none = play.step("needs", async { need(lost, "the thread") }).await;
        assert!(none.is_none());
        assert_eq!(play.step("succeeds", async { Ok(7) }).await, Some(7));
        let none = play
            .step_that_lemmy_fails("known", "it never could", async { check(false, "no") })
            .await;
        assert!(none.is_none());
        assert!(!play.finish());
        let words: Vec<_> = play.rows.iter().map(word).collect();
        assert_eq!(words, ["FAILED", "FAILED", "not tried", "ok", "Lemmy's"]);
    }
}
