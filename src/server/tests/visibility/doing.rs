//! Every action, tried by everybody: where it is not theirs to do nothing is different afterwards, and
//! where it is, it is done (safety.md M5). A test for each setting of who reads, since each takes its time.

use super::deeds::{Deed, Effect, Proof, Ready, Trial, deeds};
use super::place::{Answer, Asker, Place, fill, missing, send};
use super::ready::{Target, nothing_but, number, prepare, stand_again, thing};
use super::rights::Outcome;
use super::table::{About, Form, ROWS, Row, State, knows, reads};
use super::{Who, assert_none};
use crate::communities::model::ReadPolicy;
use crate::safety;
use crate::server::tests::forms::rows;
use axum::http::StatusCode;
use std::collections::HashMap;

/// The address that a deed is done at.
fn row_of(deed: &Deed) -> &'static Row {
    let mut actions = ROWS.iter().filter(|row| row.form == Form::Action);
    let row = actions.find(|row| row.path == deed.path);
    row.unwrap_or_else(|| panic!("{} is no action in the table of addresses", deed.path))
}

fn is_of_a_community(row: &Row) -> bool {
    let about = [About::Thing, About::Face, About::Care, About::Convene];
    about.contains(&row.about)
}

/// The states in which what it is done to can be.
fn states(row: &Row) -> &'static [State] {
    match row.about {
        About::Thing => &State::ALL,
        _ => &[State::Shown],
    }
}

#[test]
fn every_action_has_its_deed() {
    let actions = ROWS.iter().filter(|row| row.form == Form::Action);
    let actions: Vec<&str> = actions.map(|row| row.path).collect();
    let deeds = deeds();
    let paths: Vec<&str> = deeds.iter().map(|deed| deed.path).collect();
    assert_eq!(paths, actions, "say in visibility/deeds who does what");
    for deed in deeds {
        let path = deed.path;
        match &deed.proof {
            Proof::Told(test) => assert_eq!(safety::find(test), Ok(()), "{path}"),
            Proof::Tried(_) => assert!(is_done_by_somebody(deed), "nobody does {path}"),
            Proof::Absent => {}
        }
    }
}

fn is_done_by_somebody(deed: &Deed) -> bool {
    let states = states(row_of(deed));
    Who::DOERS.iter().any(|who| {
        ReadPolicy::ALL.iter().any(|policy| {
            let done = |state: &State| deed.outcome(*who, *policy, *state) == Outcome::Done;
            states.iter().any(done)
        })
    })
}

/// One deed, and something in each state that it can be done to.
struct Attempt<'a> {
    place: &'a Place,
    policy: ReadPolicy,
    deed: &'static Deed,
    row: &'static Row,
    targets: Vec<(State, Target)>,
}

impl<'a> Attempt<'a> {
    /// None for what is shown elsewhere and takes more than who one is.
    async fn new(place: &'a Place, policy: ReadPolicy, deed: &'static Deed) -> Option<Self> {
        let row = row_of(deed);
        let mut targets = Vec::new();
        for state in states(row) {
            let target = match &deed.proof {
                Proof::Tried(trial) => prepare(place, (deed.path, trial), *state, None).await,
                Proof::Told(_) if !deed.path.contains("{token}") => return None,
                Proof::Absent => Box::pin(thing(place, deed.path, Ready::Thing, *state)).await,
                Proof::Told(_) => nothing_but(place, deed.path),
            };
            targets.push((*state, target));
        }
        Some(Self {
            place,
            policy,
            deed,
            row,
            targets,
        })
    }

    fn outcome(&self, doer: &Asker, state: State) -> Outcome {
        self.deed.outcome(doer.who, self.policy, state)
    }

    async fn send(&self, target: &Target, doer: &Asker) -> Answer {
        let form = match &self.deed.proof {
            Proof::Tried(trial) => trial.form,
            Proof::Told(_) | Proof::Absent => "",
        };
        let path = fill(self.deed.path, &target.id, &target.name);
        send(self.place, doer, &path, &target.fill(form, doer)).await
    }

    fn fault(&self, doer: &Asker, state: State, what: &str) -> String {
        let (path, who) = (self.deed.path, doer.who.word());
        format!("{path}, {} {}, by {who}: {what}", self.policy, state.word())
    }

    /// Whether it is not for this one to know that there is anything.
    fn is_hidden_from(&self, doer: &Asker) -> bool {
        match self.row.about {
            About::Thing => !reads(doer.who, self.policy),
            _ => is_of_a_community(self.row) && !knows(doer.who, self.policy),
        }
    }

    /// What somebody is answered who asks for the same where there is nothing.
    async fn answer_to_nothing(&self, target: &Target, doer: &Asker) -> String {
        let (asked, nowhere) = match self.row.about {
            About::Thing => {
                let id = missing::ID.to_owned();
                (
                    missing::ID,
                    Target {
                        id,
                        ..target.clone()
                    },
                )
            }
            _ => {
                let name = missing::NAME.to_owned();
                (
                    missing::NAME,
                    Target {
                        name,
                        ..target.clone()
                    },
                )
            }
        };
        self.send(&nowhere, doer).await.normal(asked)
    }

    /// Those who may not, and those to whom it is so already.
    async fn in_vain(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for doer in self.place.doers() {
            let mut nothing: Option<String> = None;
            for (state, target) in &self.targets {
                let expected = self.outcome(doer, *state);
                if expected == Outcome::Done {
                    continue;
                }
                let answer = self.send(target, doer).await;
                if let Some(what) = wrong(&answer, expected) {
                    faults.push(self.fault(doer, *state, &what));
                }
                if !self.is_hidden_from(doer) {
                    continue;
                }
                if nothing.is_none() {
                    nothing = Some(self.answer_to_nothing(target, doer).await);
                }
                let asked = match self.row.about {
                    About::Thing => &target.id,
                    _ => &target.name,
                };
                let there = answer.normal(asked);
                if nothing.as_ref() != Some(&there) {
                    let what = format!("{there}\nis not\n{}", nothing.as_deref().unwrap());
                    faults.push(self.fault(doer, *state, &what));
                }
            }
        }
        faults
    }

    /// Those who may, each with something of their own to do it to.
    async fn with_effect(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let Proof::Tried(trial) = &self.deed.proof else {
            return faults;
        };
        for doer in self.place.doers() {
            for (state, _) in &self.targets {
                if self.outcome(doer, *state) == Outcome::Done {
                    faults.extend(Box::pin(self.done(trial, doer, *state)).await);
                }
            }
        }
        faults
    }

    async fn done(&self, trial: &Trial, doer: &Asker, state: State) -> Option<String> {
        stand_again(self.place, doer).await;
        let what = (self.deed.path, trial);
        let target = prepare(self.place, what, state, Some(doer)).await;
        let before = self.count(trial, &target, doer).await;
        let answer = self.send(&target, doer).await;
        let after = self.count(trial, &target, doer).await;
        let step = match trial.effect {
            Effect::More(_) => 1,
            Effect::Less(_) => -1,
        };
        if let Some(what) = wrong(&answer, Outcome::Done) {
            return Some(self.fault(doer, state, &what));
        }
        let what = format!("{before} became {after}: {:?}", trial.effect);
        (after - before != step).then(|| self.fault(doer, state, &what))
    }

    async fn count(&self, trial: &Trial, target: &Target, doer: &Asker) -> i64 {
        let (Effect::More(what) | Effect::Less(what)) = trial.effect;
        let query = target.fill(&format!("SELECT count(*) AS n FROM {what}"), doer);
        number(self.place, &query).await
    }
}

/// What is wrong with an answer, if anything. Whatever came of it, nobody else is to be answered with it.
fn wrong(answer: &Answer, expected: Outcome) -> Option<String> {
    let status = answer.status();
    let right = match expected {
        Outcome::Refused => matches!(status.as_u16(), 401 | 403 | 404 | 410),
        Outcome::Same => status == StatusCode::SEE_OTHER,
        Outcome::Done => status == StatusCode::SEE_OTHER || status == StatusCode::OK,
    };
    if !right {
        return Some(format!("{expected:?}, and {status}: {}", answer.body()));
    }
    answer
        .is_shared()
        .then(|| format!("kept by all: {}", answer.kept()))
}

/// All deeds of these rows: first what is done in vain, in a world that stays as it is, then the rest.
async fn walk(policy: ReadPolicy, of_a_community: bool) {
    let place = Box::pin(Place::of(&[policy])).await;
    let mut attempts = Vec::new();
    for deed in deeds() {
        if is_of_a_community(row_of(deed)) == of_a_community {
            attempts.extend(Box::pin(Attempt::new(&place, policy, deed)).await);
        }
    }
    let mut faults = Vec::new();
    let before = rows(&place.stage.store).await;
    for attempt in &attempts {
        faults.extend(Box::pin(attempt.in_vain()).await);
    }
    let after = rows(&place.stage.store).await;
    faults.extend(differences(&before, &after));
    assert_none(faults);
    let mut faults = Vec::new();
    for attempt in &attempts {
        faults.extend(Box::pin(attempt.with_effect()).await);
    }
    assert_none(faults);
}

/// Rows that were not there before, and those that are there no more.
fn differences(before: &[String], after: &[String]) -> Vec<String> {
    let mut counts: HashMap<&String, i32> = HashMap::new();
    for row in after {
        *counts.entry(row).or_default() += 1;
    }
    for row in before {
        *counts.entry(row).or_default() -= 1;
    }
    let changed = counts.into_iter().filter(|(_, count)| *count != 0);
    let said = |(row, count): (&String, i32)| format!("{count:+} {row}");
    changed.map(said).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_does_what_is_theirs_in_a_public_community() {
    Box::pin(walk(ReadPolicy::Public, true)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_does_what_is_theirs_in_an_unlisted_community() {
    Box::pin(walk(ReadPolicy::Unlisted, true)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_does_what_is_theirs_in_a_community_of_members() {
    Box::pin(walk(ReadPolicy::Members, true)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_does_what_is_theirs_in_a_community_of_this_server() {
    Box::pin(walk(ReadPolicy::Server, true)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_does_what_is_theirs_on_the_server() {
    Box::pin(walk(ReadPolicy::Public, false)).await;
}
