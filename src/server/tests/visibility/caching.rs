//! What browsers and proxies may keep of every answer, at every address (safety.md P-13, S-21).

use super::place::{Answer, Asker, Place, ask, community, fill};
use super::table::{About, Form, ROWS, Row, State};
use super::{Who, assert_none, questions, ways};
use crate::communities::model::ReadPolicy;

/// Those whose answers differ most.
const ASKERS: [Who; 6] = [
    Who::Visitor,
    Who::Stranger,
    Who::Member,
    Who::Admin,
    Who::Server,
    Who::Ally,
];

/// What only the server that signed may have.
const FOR_ONE: &str = "private, no-store";

/// One address, and the way in which it is asked.
struct Asked {
    row: &'static Row,
    path: String,
    document: bool,
}

/// The paths of a row about everything that is there: of threads and replies those that are shown and those
/// that are gone.
fn paths(place: &Place, row: &Row) -> Vec<String> {
    let filled: Vec<String> = match row.about {
        About::Thing => {
            let states = [State::Shown, State::Deleted];
            let written = place.written.iter();
            let written = written.filter(|each| states.contains(&each.state));
            let ids = written.map(|each| each.id_for(row.path));
            ids.map(|id| fill(row.path, id, "")).collect()
        }
        About::Face | About::Inside | About::Care | About::Convene => {
            let names = ReadPolicy::ALL.iter().map(|policy| community(*policy));
            names.map(|name| fill(row.path, "1", &name)).collect()
        }
        About::Nothing | About::Lists | About::Admin => vec![fill(row.path, "1", "wes")],
    };
    let asked = |path: &String| {
        let questions = questions(row.path).iter();
        let paths = questions.map(|question| format!("{path}{question}"));
        paths.collect::<Vec<_>>()
    };
    filled.iter().flat_map(asked).collect()
}

fn all_asked(place: &Place) -> Vec<Asked> {
    let mut all = Vec::new();
    for row in ROWS {
        for path in paths(place, row) {
            for document in [false, true] {
                let path = path.clone();
                all.push(Asked {
                    row,
                    path,
                    document,
                });
            }
        }
    }
    all
}

impl Asked {
    fn is_asked_by(&self, asker: &Asker) -> bool {
        ways(self.row.form, asker.who).contains(&self.document)
    }

    async fn by(&self, place: &Place, asker: &Asker) -> Answer {
        ask(place, asker, &self.path, self.document).await
    }

    /// What is wrong with how this answer may be kept, where `open` is what a visitor gets.
    fn faults(&self, asker: &Asker, answer: &Answer, open: &Answer) -> Vec<&'static str> {
        let kept = answer.kept();
        let mut faults = Vec::new();
        let mut hold = |holds: bool, what: &'static str| {
            if !holds {
                faults.push(what);
            }
        };
        hold(!kept.is_empty(), "says nothing of how long it is good for");
        let same = answer.status() == open.status() && answer.body() == open.body();
        if answer.is_shared() {
            hold(same, "is kept by all and is not the same for all");
            hold(!answer.sets_cookies(), "is kept by all with its cookies");
        }
        if self.row.form == Form::Both {
            hold(
                answer.varies_by("accept"),
                "does not vary by what is accepted",
            );
        }
        if asker.who.is_server() && !same {
            let nothing = self.row.about == About::Nothing && kept == "no-store";
            let alone = kept == FOR_ONE || nothing;
            hold(alone, "is for one server and may be kept");
        }
        let of_communities = [About::Thing, About::Face, About::Inside];
        if self.document && of_communities.contains(&self.row.about) {
            hold(answer.varies_by("signature"), "does not vary by who signs");
        }
        // What everybody gets alike need not be kept apart.
        let for_all = self.row.path == "/media/{id}" && answer.is_shared() && same;
        if !self.document && !for_all {
            hold(answer.varies_by("cookie"), "does not vary by cookies");
            let secret = self.row.path.contains("{token}");
            let personal = asker.who.signs_in_here() || answer.sets_cookies() || secret;
            hold(
                !personal || kept.contains("private"),
                "is somebody's own and may be kept by all",
            );
        }
        faults
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_in_between_keeps_what_is_not_for_all() {
    let place = Box::pin(Place::new()).await;
    let visitor = place.askers().find(|asker| asker.who == Who::Visitor);
    let visitor = visitor.unwrap();
    let mut faults = Vec::new();
    let (mut private, mut shared) = (0, 0);
    for asked in all_asked(&place) {
        let askers = place.askers().filter(|each| ASKERS.contains(&each.who));
        let askers: Vec<&Asker> = askers.filter(|each| asked.is_asked_by(each)).collect();
        if askers.is_empty() {
            continue;
        }
        let open = asked.by(&place, visitor).await;
        for asker in askers {
            let answer = asked.by(&place, asker).await;
            for fault in asked.faults(asker, &answer, &open) {
                let (who, form) = (
                    asker.who.word(),
                    if asked.document { "document" } else { "page" },
                );
                faults.push(format!(
                    "{} ({form}) for {who}: {fault}: {}",
                    asked.path,
                    answer.kept()
                ));
            }
            shared += i32::from(answer.is_shared());
            private += i32::from(answer.kept() == FOR_ONE);
        }
    }
    assert_none(faults);
    // There were answers of both kinds to look at.
    assert!(shared > 50 && private > 10, "{shared} and {private}");
}
