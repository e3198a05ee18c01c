//! Asking the moderators to look at something, from here and from elsewhere, and their answer.

use super::super::model::{NewReport, REPORT_MAX, Report, ReportId, Target};
use super::super::publish::{self, Complaint};
use super::super::{policy, queries};
use super::check_reason;
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::logins::list_admins;
use crate::accounts::queries::{find_person, person_by_ap_id};
use crate::accounts::rate_limits::{Key, begin_write, check_and_count};
use crate::activitypub::actors::Actor;
use crate::activitypub::delivery::Audience;
use crate::activitypub::key_ring::registrable;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, Reason, Result};
use crate::ids::{CommunityId, INSTANCE};
use crate::membership::queries::acting::list_acting_moderators;
use crate::membership::queries::{list_moderators, standing};
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::notifications::queries::{report_cause, update_causes_read};
use crate::posts::actions::arrivals::{Thing, find_thing};
use crate::posts::queries::{find_comment, find_post};
use crate::screening::jobs::ReportCaught;
use crate::store::{Conn, Tx};
use crate::text;
use chrono::TimeDelta;

/// Reports by one account within an hour.
const REPORTS_PER_HOUR: u32 = 20;

/// What a report is about, with everything around it.
struct Matter {
    thing: Option<Thing>,
    community: Option<Community>,
    about: Person,
}

impl Matter {
    fn target(&self) -> Target {
        match &self.thing {
            Some(Thing {
                reply: Some(reply), ..
            }) => Target::Comment(reply.id),
            Some(thing) => Target::Post(thing.post.id),
            None => Target::Account(self.about.id()),
        }
    }

    /// Who may read it. What was said while everybody could is by now for those who can today.
    fn audience(&self) -> Audience {
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
        by: &Actor,
        ap_id: Option<String>,
        reason: String,
    ) -> NewReport {
        let thing = self.thing.as_ref();
        NewReport {
            ap_id,
            reporter_actor_id: Some(by.id),
            community_id: self.community.as_ref().map(Community::id),
            post_id: thing.map(|thing| thing.post.id),
            comment_id: thing
                .and_then(|thing| thing.reply.as_ref())
                .map(|reply| reply.id),
            account_id: Some(self.about.id()),
            reason,
            created_at: app.now(),
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

/// Somebody here reports a thread, reply or person. The same again while the first is open adds nothing.
pub async fn report(
    app: &App,
    by: &Person,
    viewer: &Viewer,
    target: Target,
    reason: &str,
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
    if queries::open_report_of(&mut tx, by.actor.id, target, None)
        .await?
        .is_some()
    {
        return Ok(());
    }
    let id = tell_servers(&mut tx, app, by, &matter, &reason).await?;
    let new = matter.new_report(app, &by.actor, Some(id), reason);
    if let Some(report) = queries::insert_report(&mut tx, &new).await? {
        tell_those_in_charge(&mut tx, app, &report, matter.community.as_ref()).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// An automatic rule reports what it caught, in the name of this server. The same again while the first is open adds
/// nothing, and what has gone meanwhile needs no report.
pub async fn report_caught(app: &App, caught: &ReportCaught) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let system = &Viewer::System;
    let Some(post) = find_post(&mut tx, system, caught.post).await? else {
        return Ok(());
    };
    let reply = match caught.comment {
        Some(id) => find_comment(&mut tx, system, id).await?,
        None => None,
    };
    if reply.is_none() && caught.comment.is_some() {
        return Ok(());
    }
    let matter = matter_of(&mut tx, Thing { post, reply }).await?;
    let by = find_person(&mut tx, INSTANCE).await?;
    let language = matter.community.as_ref().map(|place| &place.row.language);
    let language = app.languages.of(language.map_or("", |code| code.as_str()));
    let reason = in_locale(language, || match caught.edit {
        true => t!("moderation-report-rule-edit", rule = caught.rule),
        false => t!("moderation-report-rule", rule = caught.rule),
    });
    let reason = text::one_line(&reason, REPORT_MAX);
    let target = matter.target();
    let open = queries::open_report_of(&mut tx, by.actor.id, target, Some(&reason)).await?;
    if open.is_some() {
        return Ok(());
    }
    let new = matter.new_report(app, &by.actor, None, reason);
    if let Some(report) = queries::insert_report(&mut tx, &new).await? {
        tell_those_in_charge(&mut tx, app, &report, matter.community.as_ref()).await?;
    }
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

async fn tell_servers(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    matter: &Matter,
    reason: &str,
) -> Result<String> {
    let instance = find_person(tx, INSTANCE).await?;
    let mut moderators = Vec::new();
    if let Some(community) = matter
        .community
        .as_ref()
        .filter(|community| community.is_local())
    {
        let all = list_acting_moderators(tx, community, app.now()).await?;
        moderators.extend(
            all.into_iter()
                .filter(|(person, _)| !person.actor.local)
                .map(|(p, _)| p.actor.ap_id),
        );
    }
    let complaint = Complaint {
        by,
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
pub async fn receive_report(app: &App, by: &Actor, reported: &Reported) -> Result<()> {
    let reason: String = reported
        .reason
        .chars()
        .filter(|c| *c != '\0')
        .take(REPORT_MAX)
        .collect();
    let (matter, open) = {
        let mut conn = app.store.read().await?;
        let matter = recognise(&mut conn, &reported.objects).await?;
        let matter = matter.ok_or(Error::NotFound("thread, reply or person"))?;
        let target = matter.target();
        let open = queries::open_report_of(&mut conn, by.id, target, Some(&reason)).await?;
        (matter, open)
    };
    if open.is_some() {
        return Ok(());
    }
    if let Some(limit) = limit_reached(app, by).await? {
        metrics::counter!("guildhall_reports_dropped_total", "limit" => limit).increment(1);
        tracing::warn!(
            report = reported.id,
            reporter = by.ap_id,
            "a report was dropped: this {limit} has sent as many today as it may"
        );
        return Ok(());
    }
    let mut tx = app.store.begin().await?;
    let new = matter.new_report(app, by, Some(reported.id.clone()), reason);
    if let Some(report) = queries::insert_report(&mut tx, &new).await? {
        tell_those_in_charge(&mut tx, app, &report, matter.community.as_ref()).await?;
    }
    tx.commit().await?;
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

async fn recognise(conn: &mut Conn, objects: &[String]) -> Result<Option<Matter>> {
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

/// Conveners and moderators of the community who sign in here, and the administrators.
async fn tell_those_in_charge(
    tx: &mut Tx,
    app: &App,
    report: &Report,
    community: Option<&Community>,
) -> Result<()> {
    let mut in_charge = list_admins(tx).await?;
    if let Some(community) = community {
        let moderators = list_acting_moderators(tx, community, app.now()).await?;
        in_charge.extend(moderators.iter().map(|(person, _)| person.id()));
    }
    in_charge.sort();
    in_charge.dedup();
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

/// What was reported of a thread or reply of this community is settled by what was done with it, once for all
/// who reported it. Says how many open reports there were. Whoever calls this has judged the act.
pub(super) async fn resolve_about(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    community: CommunityId,
    what: Target,
    reason: &str,
) -> Result<usize> {
    let open = queries::list_open_about(tx, what).await?;
    let resolution = match reason {
        "" => "Removed.".to_owned(),
        reason => format!("Removed. {reason}"),
    };
    resolve(tx, app, by, Some(community), &open, &resolution).await?;
    Ok(open.len())
}

/// Of reports of one community, or of none: what those in charge were told of them need not be read any more,
/// by whoever settled them or by others.
async fn resolve(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    community: Option<CommunityId>,
    ids: &[ReportId],
    resolution: &str,
) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let now = app.now();
    queries::update_resolved(tx, ids, by.id(), resolution, now).await?;
    let mut told = list_admins(tx).await?;
    told.push(by.id());
    if let Some(community) = community {
        // Also who may not act on it now: they were told before.
        let moderators = list_moderators(tx, community).await?;
        told.extend(moderators.iter().map(|(person, _)| person.id()));
    }
    let causes: Vec<String> = ids.iter().map(|id| report_cause(id.0)).collect();
    update_causes_read(tx, &told, &causes, now).await?;
    Ok(())
}

/// Closes a report. Those of a community are its moderators' and the administrators'.
pub async fn resolve_report(
    app: &App,
    by: &Person,
    viewer: &Viewer,
    id: ReportId,
    resolution: &str,
) -> Result<Report> {
    let resolution = check_reason(resolution)?;
    let mut tx = app.store.begin().await?;
    let report = queries::find_report(&mut tx, id)
        .await?
        .ok_or(Error::NotFound("report"))?;
    may_see(&mut tx, app, by, viewer, report.community_id).await?;
    let community = report.community_id;
    resolve(&mut tx, app, by, community, &[id], &resolution).await?;
    tx.commit().await?;
    Ok(report)
}

/// Whether somebody may work on the reports of a community or, with None, of the server.
pub async fn may_see(
    conn: &mut Conn,
    app: &App,
    by: &Person,
    viewer: &Viewer,
    community: Option<CommunityId>,
) -> Result<()> {
    if policy::may_resolve_for_server(viewer).is_ok() {
        return Ok(());
    }
    let Some(community) = community else {
        return Err(Reason::NotAdmin.into());
    };
    let community = find_community(conn, community).await?;
    let standing = standing(conn, by, &community, app.now()).await?;
    policy::may_resolve(&standing)?;
    Ok(())
}
