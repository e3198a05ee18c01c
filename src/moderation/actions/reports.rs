//! Asking the moderators to look at something: from here, from elsewhere, and by an automatic rule.

use super::super::model::{Case, NewCase, NewReport, REPORT_MAX, Report, ReportSource, Target};
use super::super::publish::{self, Complaint};
use super::super::{policy, queries};
use crate::accounts::actions::DESK;
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::logins::list_admins;
use crate::accounts::queries::{find_person, person_by_actor, person_by_ap_id, person_by_handle};
use crate::accounts::rate_limits::{Key, begin_write, check_and_count};
use crate::activitypub::actors::Actor;
use crate::activitypub::delivery::Audience;
use crate::activitypub::key_ring::registrable;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, Reason, Result};
use crate::ids::INSTANCE;
use crate::locale::in_locale;
use crate::membership::queries::acting::list_acting_moderators;
use crate::membership::queries::standing;
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::notifications::queries::report_cause;
use crate::posts::actions::arrivals::{Thing, find_thing};
use crate::posts::queries::{find_comment, find_post};
use crate::screening::jobs::ReportCaught;
use crate::store::{Conn, Tx};
use crate::text;
use chrono::TimeDelta;

/// Reports by one account within an hour.
const REPORTS_PER_HOUR: u32 = 20;

/// What a report is about, with everything around it.
pub(super) struct Matter {
    pub thing: Option<Thing>,
    pub community: Option<Community>,
    pub about: Person,
}

impl Matter {
    pub fn target(&self) -> Target {
        match &self.thing {
            Some(Thing {
                reply: Some(reply), ..
            }) => Target::Comment(reply.id),
            Some(thing) => Target::Post(thing.post.id),
            None => Target::Account(self.about.id()),
        }
    }

    /// Who may read it. What was said while everybody could is by now for those who can today.
    pub fn audience(&self) -> Audience {
        let (Some(thing), Some(community)) = (&self.thing, &self.community) else {
            return Audience::Public;
        };
        let reply = thing.reply.as_ref();
        match reply.map_or(thing.post.audience, |reply| reply.audience) {
            Audience::Public => community.audience(),
            own => own,
        }
    }

    fn new_report(
        &self,
        app: &App,
        by: Option<&Actor>,
        ap_id: Option<String>,
        reason: String,
    ) -> NewReport {
        let thing = self.thing.as_ref();
        NewReport {
            ap_id,
            reporter_actor_id: by.map(|by| by.id),
            community_id: self.community.as_ref().map(Community::id),
            post_id: thing.map(|thing| thing.post.id),
            comment_id: thing
                .and_then(|thing| thing.reply.as_ref())
                .map(|reply| reply.id),
            account_id: Some(self.about.id()),
            reason,
            created_at: app.now(),
            source: match by {
                Some(_) => ReportSource::Person,
                None => ReportSource::Rule,
            },
            named: false,
        }
    }
}

async fn matter_of(conn: &mut Conn, thing: Thing) -> Result<Matter> {
    Ok(Matter {
        community: Some(find_community(conn, thing.post.community_id).await?),
        about: find_person(conn, thing.author_id()).await?,
        thing: Some(thing),
    })
}

/// Somebody here reports a thread, reply or person, and is named to no other server. The same again while the
/// first is open adds nothing.
pub async fn report(
    app: &App,
    by: &Person,
    viewer: &Viewer,
    target: Target,
    reason: &str,
) -> Result<()> {
    make_report(app, by, viewer, target, (reason, false)).await
}

/// The same by somebody who wants other servers to know that it was they.
pub async fn report_by_name(
    app: &App,
    by: &Person,
    viewer: &Viewer,
    target: Target,
    reason: &str,
) -> Result<()> {
    make_report(app, by, viewer, target, (reason, true)).await
}

async fn make_report(
    app: &App,
    by: &Person,
    viewer: &Viewer,
    target: Target,
    (reason, named): (&str, bool),
) -> Result<()> {
    let reason = text::one_line(reason, REPORT_MAX + 1);
    if reason.is_empty() {
        return Err(Error::invalid(
            "reason",
            t!("moderation-reason-report-missing"),
        ));
    }
    if reason.chars().count() > REPORT_MAX {
        return Err(Error::invalid(
            "reason",
            t!("moderation-reason-long", most = REPORT_MAX),
        ));
    }
    if !by.is_live() {
        return Err(Reason::Suspended.into());
    }
    let key = Key::account("report", by.id());
    check_and_count(app, &key, REPORTS_PER_HOUR, TimeDelta::hours(1)).await?;
    let mut tx = begin_write(app, by.id()).await?;
    let matter = find_matter(&mut tx, viewer, target).await?;
    if matter.about.id() == by.id() {
        return Err(Reason::Oneself.into());
    }
    if let Some(community) = &matter.community {
        policy::may_report(&standing(&mut tx, by, community, app.now()).await?)?;
    }
    if queries::open_report_of(&mut tx, Some(by.actor.id), target, None)
        .await?
        .is_some()
    {
        return Ok(());
    }
    let id = tell_servers(&mut tx, app, by, &matter, (reason.as_str(), named)).await?;
    let new = NewReport {
        named,
        ..matter.new_report(app, Some(&by.actor), Some(id), reason)
    };
    file(&mut tx, app, &new, &matter).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// An automatic rule reports a thread or reply, or somebody, in the transaction in which it found out. `why` says
/// which rule and what it found, for those in charge; the same while the first is open adds nothing. Whose it is
/// learns nothing of it, and no other server is told.
pub async fn report_by_rule(tx: &mut Tx, app: &App, what: Target, why: &str) -> Result<()> {
    let reason = text::one_line(why, REPORT_MAX);
    if queries::open_report_of(tx, None, what, Some(&reason))
        .await?
        .is_some()
    {
        return Ok(());
    }
    let matter = find_matter(tx, &Viewer::System, what).await?;
    let new = matter.new_report(app, None, None, reason);
    file(tx, app, &new, &matter).await?;
    Ok(())
}

/// Keeps a report, once, with the others of the same thing. Those in charge are told of the first of them. None:
/// it has come before.
async fn file(tx: &mut Tx, app: &App, new: &NewReport, matter: &Matter) -> Result<Option<Report>> {
    let Some(report) = queries::insert_report(tx, new).await? else {
        return Ok(None);
    };
    let (case, is_new) = open_case(tx, app, matter).await?;
    queries::update_case(tx, report.id, case.id).await?;
    if is_new {
        tell_those_in_charge(tx, app, &report, matter).await?;
    }
    Ok(Some(report))
}

/// The open case about something, and whether it was opened for this.
async fn open_case(tx: &mut Tx, app: &App, matter: &Matter) -> Result<(Case, bool)> {
    let (target, about) = (matter.target(), matter.about.id());
    if let Some(case) = queries::open_case_about(tx, target, about).await? {
        return Ok((case, false));
    }
    let thing = matter.thing.as_ref();
    let new = NewCase {
        community_id: matter.community.as_ref().map(Community::id),
        post_id: thing.map(|thing| thing.post.id),
        comment_id: thing
            .and_then(|thing| thing.reply.as_ref())
            .map(|reply| reply.id),
        account_id: about,
        for_server: matter.community.is_none(),
        report_count: 0,
        opened_at: app.now(),
        words: String::new(),
        message: String::new(),
    };
    if let Some(case) = queries::insert_case(tx, &new).await? {
        return Ok((case, true));
    }
    // Somebody else opened it in this moment.
    let case = queries::open_case_about(tx, target, about).await?;
    Ok((case.ok_or(Error::NotFound("report"))?, false))
}

/// An automatic rule reports what it caught, in the language of the place. What has gone meanwhile needs no report.
pub async fn report_caught(app: &App, caught: &ReportCaught) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let what = caught
        .comment
        .map_or(Target::Post(caught.post), Target::Comment);
    let matter = match find_matter(&mut tx, &Viewer::System, what).await {
        Err(Error::NotFound(_)) => return Ok(()),
        found => found?,
    };
    let language = matter.community.as_ref().map(|place| &place.row.language);
    let language = app.languages.of(language.map_or("", |code| code.as_str()));
    let reason = in_locale(language, || match caught.edit {
        true => t!("moderation-report-rule-edit", rule = caught.rule),
        false => t!("moderation-report-rule", rule = caught.rule),
    });
    report_by_rule(&mut tx, app, what, &reason).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// What the reporter may read; of anything else they are told that there is nothing.
async fn find_matter(tx: &mut Tx, viewer: &Viewer, target: Target) -> Result<Matter> {
    match target {
        Target::Post(id) => {
            let post = find_post(tx, viewer, id)
                .await?
                .ok_or(Error::NotFound("thread"))?;
            matter_of(tx, Thing { post, reply: None }).await
        }
        Target::Comment(id) => {
            let reply = find_comment(tx, viewer, id)
                .await?
                .ok_or(Error::NotFound("reply"))?;
            let post = find_post(tx, viewer, reply.post_id).await?;
            let post = post.ok_or(Error::NotFound("reply"))?;
            matter_of(
                tx,
                Thing {
                    post,
                    reply: Some(reply),
                },
            )
            .await
        }
        Target::Account(id) => Ok(Matter {
            thing: None,
            community: None,
            about: find_person(tx, id).await?,
        }),
    }
}

/// The desk of this server, which speaks for whoever is not named.
pub(super) async fn desk(tx: &mut Tx, app: &App) -> Result<Person> {
    let desk = person_by_handle(tx, DESK, &app.local.host).await?;
    desk.ok_or(Error::NotFound("desk"))
}

/// Ids of those who look after a community of ours and live elsewhere, but whom a report is about.
pub(super) async fn moderators_elsewhere(
    tx: &mut Tx,
    app: &App,
    community: Option<&Community>,
    about: &Person,
) -> Result<Vec<String>> {
    let Some(community) = community.filter(|community| community.is_local()) else {
        return Ok(Vec::new());
    };
    let all = list_acting_moderators(tx, community, app.now()).await?;
    let elsewhere = all
        .into_iter()
        .filter(|(person, _)| !person.actor.local && person.id() != about.id());
    Ok(elsewhere.map(|(person, _)| person.actor.ap_id).collect())
}

async fn tell_servers(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    matter: &Matter,
    (reason, named): (&str, bool),
) -> Result<String> {
    let instance = find_person(tx, INSTANCE).await?;
    let desk = desk(tx, app).await?;
    let moderators =
        moderators_elsewhere(tx, app, matter.community.as_ref(), &matter.about).await?;
    let complaint = Complaint {
        by: if named { &by.actor } else { &desk.actor },
        instance: &instance.actor,
        community: matter.community.as_ref(),
        about: &matter.about,
        thing: matter.thing.as_ref().map(Thing::ap_id),
        reason,
        moderators: &moderators,
        audience: matter.audience(),
    };
    publish::reported(tx, app, &complaint).await
}

/// A report of another server goes on to those who look after the community from elsewhere.
async fn pass_on(tx: &mut Tx, app: &App, by: &Actor, matter: &Matter, reason: &str) -> Result<()> {
    let moderators =
        moderators_elsewhere(tx, app, matter.community.as_ref(), &matter.about).await?;
    if moderators.is_empty() {
        return Ok(());
    }
    let desk = desk(tx, app).await?;
    let complaint = Complaint {
        by: &desk.actor,
        instance: &desk.actor,
        community: matter.community.as_ref(),
        about: &matter.about,
        thing: matter.thing.as_ref().map(Thing::ap_id),
        reason,
        moderators: &moderators,
        audience: matter.audience(),
    };
    publish::passed_on(tx, app, &complaint, &by.host).await
}

/// A report from another server, as far as it was read.
#[derive(Debug, Clone)]
pub struct Reported {
    pub id: String,
    /// Ids of what may be meant, in the order of the report.
    pub objects: Vec<String>,
    pub reason: String,
}

/// Keeps a report from elsewhere, once; the same words about the same thing while the first are open add
/// nothing. A thread or reply counts before a person, wherever it stands. `NotFound` where nothing of it
/// is here. What is more than an actor or a server may report in a day is dropped: it would bury what
/// others report (safety.md B-05).
///
/// `through` is the community elsewhere that passed it on to those here who look after it. That somebody reports only
/// they can say themselves, so it is kept as the community's.
pub async fn receive_report(
    app: &App,
    by: &Actor,
    through: Option<&Community>,
    reported: &Reported,
) -> Result<()> {
    let reason: String = reported
        .reason
        .chars()
        .filter(|c| *c != '\0')
        .take(REPORT_MAX)
        .collect();
    let from = through.map_or(by, |group| &group.actor);
    let (matter, open) = {
        let mut conn = app.store.read().await?;
        let matter = recognise(&mut conn, &reported.objects).await?;
        let matter = matter.ok_or(Error::NotFound("thread, reply or person"))?;
        match through {
            Some(group) => judge_group(&mut conn, app, group, &matter).await?,
            None => judge_reporter(&mut conn, app, by, &matter).await?,
        }
        let (who, target) = (Some(from.id), matter.target());
        let open = queries::open_report_of(&mut conn, who, target, Some(&reason)).await?;
        (matter, open)
    };
    if open.is_some() {
        return Ok(());
    }
    if let Some(limit) = limit_reached(app, from).await? {
        metrics::counter!("guildhall_reports_dropped_total", "limit" => limit).increment(1);
        tracing::warn!(
            report = reported.id,
            reporter = from.ap_id,
            "a report was dropped: this {limit} has sent as many today as it may"
        );
        return Ok(());
    }
    let mut tx = app.store.begin().await?;
    let id = Some(reported.id.clone());
    let mut new = matter.new_report(app, Some(from), id, reason.clone());
    if through.is_some() {
        new.source = ReportSource::Community;
    }
    if file(&mut tx, app, &new, &matter).await?.is_some() && through.is_none() {
        pass_on(&mut tx, app, by, &matter, &reason).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Whom we keep out does not come in with a report (safety.md B-04).
async fn judge_reporter(conn: &mut Conn, app: &App, by: &Actor, matter: &Matter) -> Result<()> {
    let Some(person) = person_by_actor(conn, by.id).await? else {
        return Ok(());
    };
    if !person.is_live() {
        return Err(Reason::Suspended.into());
    }
    if let Some(community) = &matter.community {
        policy::may_report(&standing(conn, &person, community, app.now()).await?)?;
    }
    Ok(())
}

async fn judge_group(conn: &mut Conn, app: &App, group: &Community, matter: &Matter) -> Result<()> {
    let own = matter.community.as_ref();
    let own = own.filter(|community| community.id() == group.id());
    let is_looked_after = match own {
        Some(community) => {
            let acting = list_acting_moderators(conn, community, app.now()).await?;
            acting.iter().any(|(person, _)| person.actor.local)
        }
        None => false,
    };
    policy::may_bring_report(own.is_some(), is_looked_after)?;
    Ok(())
}

/// Counts a report from elsewhere. Whose limit it is beyond: its actor's or its server's.
async fn limit_reached(app: &App, by: &Actor) -> Result<Option<&'static str>> {
    let limits = &app.config.rate_limits;
    let actor = Key::text("report-by", &by.ap_id);
    let server = Key::text("report-from", registrable(&by.host));
    for (whose, key, limit) in [
        ("actor", actor, limits.reports_per_actor),
        ("server", server, limits.reports_per_server),
    ] {
        match check_and_count(app, &key, limit, TimeDelta::days(1)).await {
            Err(Error::TooMany { .. }) => return Ok(Some(whose)),
            counted => counted?,
        }
    }
    Ok(None)
}

/// What the first of these ids is the id of that is known here: a thread or reply before a person.
pub(super) async fn recognise(conn: &mut Conn, objects: &[String]) -> Result<Option<Matter>> {
    for id in objects {
        if let Some(thing) = find_thing(conn, id).await? {
            return Ok(Some(matter_of(conn, thing).await?));
        }
    }
    for id in objects {
        if let Some(about) = person_by_ap_id(conn, id).await? {
            return Ok(Some(Matter {
                thing: None,
                community: None,
                about,
            }));
        }
    }
    Ok(None)
}

/// Conveners and moderators of the community who sign in here, and the administrators; but whom it is about, who
/// learns nothing of it.
async fn tell_those_in_charge(
    tx: &mut Tx,
    app: &App,
    report: &Report,
    matter: &Matter,
) -> Result<()> {
    let mut in_charge = list_admins(tx).await?;
    if let Some(community) = &matter.community {
        let moderators = list_acting_moderators(tx, community, app.now()).await?;
        in_charge.extend(moderators.iter().map(|(person, _)| person.id()));
    }
    in_charge.sort();
    in_charge.dedup();
    in_charge.retain(|who| *who != matter.about.id());
    let cause = report_cause(report.id.0);
    for recipient in in_charge {
        let notice = NewNotice {
            recipient,
            kind: NoticeKind::Report,
            cause: &cause,
            by: report.reporter_actor_id,
            community: report.community_id,
            post: report.post_id,
            comment: report.comment_id,
        };
        notify(tx, app, &notice).await?;
    }
    Ok(())
}
