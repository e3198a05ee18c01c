//! What people do with pictures. Each is made and on the disk before its transaction begins, and gets its name
//! in it, so that what fails, for want of room too, changes nothing.

use super::jobs::TakeDown;
use super::model::{Added, Change, NewAttachment, Owner, PictureRow, SentFile, Shape, name_of};
use super::shelf::{self, Draft};
use super::{policy, queries};
use crate::accounts::actions::tell_profile;
use crate::accounts::model::{Person, Viewer};
use crate::accounts::policy::may_administer;
use crate::accounts::queries::{find_person, update_pictures as update_own_pictures};
use crate::accounts::rate_limits::{Key, begin_write, check_and_count};
use crate::accounts::settings::{Looks, set_looks};
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::communities::queries::local::{lock_community, update_pictures};
use crate::error::{Error, Reason, Result};
use crate::ids::{AccountId, INSTANCE, digits};
use crate::jobs::{Plan, enqueue_with};
use crate::membership::actions::tell_community;
use crate::membership::policy::may_update_community;
use crate::membership::queries::standing;
use crate::store::{Conn, Time, Tx};
use crate::text::{self, Picture};
use crate::web::accent::Accent;
use chrono::TimeDelta;
use std::time::Duration;

/// For so long a picture waits for the text that it is to stand in.
const LOOSE: TimeDelta = TimeDelta::days(1);
/// For so long the pictures of what its author took back are kept, as it may be put back.
const REGRET: TimeDelta = TimeDelta::days(1);
/// So many pictures of one person are looked at in an hour, whatever comes of it: reading one takes a processor
/// for a while, and there is one place for that.
const TRIES: u32 = 120;
/// Pictures taken down in one transaction.
const BATCH: i64 = 100;
/// Hashes looked up together.
const PART: usize = 200;
/// A file without a row is one that was being stored, if it is younger.
const SETTLED: Duration = Duration::from_secs(24 * 60 * 60);

/// A picture that is on the disk and not yet stored.
struct Prepared {
    field: &'static str,
    row: PictureRow,
    draft: Draft,
}

/// Takes a picture for a text that is being written. 422 for the field where it is none, or where it is more
/// than anybody may send or keep; 429 where there are too many at once; 507 where the disk is full.
pub async fn add_picture(app: &App, by: &Person, sent: &SentFile) -> Result<Added> {
    let prepared = prepare(app, by, sent, Shape::Whole, policy::FIELD).await?;
    let mut tx = begin_write(app, by.id()).await?;
    let added = store(&mut tx, app, by, prepared).await?;
    tx.commit().await?;
    Ok(added)
}

async fn prepare(
    app: &App,
    by: &Person,
    sent: &SentFile,
    shape: Shape,
    field: &'static str,
) -> Result<Prepared> {
    if !by.is_live() {
        return Err(Reason::Suspended.into());
    }
    let limits = &app.config.media;
    policy::may_send(limits, field, sent.size)?;
    {
        // Nothing is read for somebody who has no room for it.
        let mut conn = app.store.read().await?;
        let kept = queries::kept_by(&mut conn, by.id()).await?;
        policy::may_keep(limits, field, &kept, 0)?;
    }
    let tries = Key::account("picture", by.id());
    check_and_count(app, &tries, TRIES, TimeDelta::hours(1)).await?;
    let made = app.pictures.make(sent.bytes.clone(), shape, field).await?;
    let number = |number: u32| i32::try_from(number).map_err(Error::internal);
    let (width, height) = (number(made.width)?, number(made.height)?);
    let bytes = i64::try_from(made.bytes.len()).map_err(Error::internal)?;
    let draft = shelf::draft(app, made.bytes).await?;
    Ok(Prepared {
        field,
        row: PictureRow {
            hash: draft.hash.clone(),
            media_type: made.media_type,
            bytes,
            width,
            height,
            stored_at: app.now(),
        },
        draft,
    })
}

async fn store(tx: &mut Tx, app: &App, by: &Person, prepared: Prepared) -> Result<Added> {
    let Prepared { field, row, draft } = prepared;
    let kept = queries::kept_by(tx, by.id()).await?;
    let more = u64::try_from(row.bytes).unwrap_or(0);
    policy::may_keep(&app.config.media, field, &kept, more)?;
    queries::upsert_picture(tx, &row).await?;
    shelf::keep(app, draft).await?;
    let key = digits(app.chance());
    let now = app.now();
    let new = NewAttachment {
        key: key.clone(),
        hash: row.hash,
        uploader_id: by.id(),
        created_at: now,
        goes_at: Some(now.plus(LOOSE)),
    };
    queries::insert_attachment(tx, &new).await?;
    let name = name_of(&key, row.media_type);
    Ok(Added { key, name })
}

/// The pictures that a text of this person shows; `places` are where it stands already, and what it is made of.
pub async fn pictures_for(
    conn: &mut Conn,
    by: AccountId,
    places: &[Owner],
    markdown: &str,
) -> Result<Vec<Picture>> {
    let keys = text::pictures_named(markdown);
    let all = queries::list_hanging(conn, &keys).await?;
    let shown = all
        .iter()
        .filter(|hanging| policy::may_show(&hanging.attachment, by, places));
    Ok(shown.map(|hanging| hanging.shown()).collect())
}

/// A picture that a text takes over from one that it is made of: the same file under a key of its own, so that it
/// stays where the other text goes.
#[derive(Debug, Clone)]
pub struct TakenOver {
    /// Its key where it hangs already.
    pub former: String,
    pub key: String,
    row: PictureRow,
}

/// The pictures in a rendered text that hang in one of these places. The same text of the same person gets the same
/// keys for them, so that a form that is sent twice says the same twice.
pub async fn list_taken_over(
    conn: &mut Conn,
    by: AccountId,
    places: &[Owner],
    html: &str,
) -> Result<Vec<TakenOver>> {
    let shown = text::pictures_in(html).into_iter();
    let keys: Vec<String> = shown.map(|picture| picture.key).collect();
    let all = queries::list_hanging(conn, &keys).await?;
    let there = all.into_iter().filter(|hanging| {
        let owner = hanging.attachment.owner();
        owner.is_some_and(|owner| places.contains(&owner))
    });
    let taken = there.map(|hanging| TakenOver {
        key: shelf::key_of(&[
            hanging.attachment.key.as_str(),
            by.0.to_string().as_str(),
            html,
        ]),
        former: hanging.attachment.key,
        row: hanging.picture,
    });
    Ok(taken.collect())
}

/// Keeps what was taken over until the text hangs it. 422 for the field where it is more than anybody may keep.
pub async fn take_over(
    tx: &mut Tx,
    app: &App,
    by: AccountId,
    taken: &[TakenOver],
    field: &'static str,
) -> Result<()> {
    if taken.is_empty() {
        return Ok(());
    }
    let kept = queries::kept_by(tx, by).await?;
    let bytes: i64 = taken.iter().map(|each| each.row.bytes).sum();
    let more = u64::try_from(bytes).unwrap_or(0);
    policy::may_keep(&app.config.media, field, &kept, more)?;
    let now = app.now();
    for each in taken {
        queries::upsert_picture(tx, &each.row).await?;
        let new = NewAttachment {
            key: each.key.clone(),
            hash: each.row.hash.clone(),
            uploader_id: by,
            created_at: now,
            goes_at: Some(now.plus(LOOSE)),
        };
        queries::insert_attachment(tx, &new).await?;
    }
    Ok(())
}

/// Hangs the pictures that a rendered text shows where it stands now.
pub async fn hang_shown(tx: &mut Tx, by: AccountId, owner: Owner, html: &str) -> Result<()> {
    let shown = text::pictures_in(html).into_iter();
    let keys: Vec<String> = shown.map(|picture| picture.key).collect();
    queries::hang(tx, &keys, by, owner).await?;
    Ok(())
}

/// The pictures in what somebody has begun to write stay until then, if it is not posted before.
pub async fn keep_for_draft(tx: &mut Tx, by: AccountId, markdown: &str, until: Time) -> Result<()> {
    let keys = text::pictures_named(markdown);
    queries::set_loose_going(tx, &keys, by, until).await?;
    Ok(())
}

/// What was begun is written otherwise, or thrown away: its pictures wait no longer than others that stand in no
/// text.
pub async fn let_go_of_draft(tx: &mut Tx, by: AccountId, markdown: &str, now: Time) -> Result<()> {
    keep_for_draft(tx, by, markdown, now.plus(LOOSE)).await
}

/// The pictures of what its author took back go after a while, and stay if it is put back before.
pub async fn note_fate(tx: &mut Tx, owner: Owner, deleted: bool, now: Time) -> Result<()> {
    let at = deleted.then(|| now.plus(REGRET));
    queries::set_going(tx, owner, at).await?;
    Ok(())
}

/// The pictures of what is gone for good go now.
pub async fn forget_pictures_on(tx: &mut Tx, app: &App, owner: Owner) -> Result<()> {
    queries::set_going(tx, owner, Some(app.now())).await?;
    take_down_soon(tx, app).await
}

/// Takes away up to `limit` pictures of somebody who is gone; says how many.
pub async fn forget_pictures_of(
    tx: &mut Tx,
    app: &App,
    uploader: AccountId,
    limit: i64,
) -> Result<usize> {
    let going = queries::set_going_by(tx, uploader, app.now(), limit).await?;
    if going > 0 {
        take_down_soon(tx, app).await?;
    }
    Ok(going)
}

async fn take_down_soon(tx: &mut Tx, app: &App) -> Result<()> {
    let plan = Plan {
        unique_key: Some("take_down".to_owned()),
        ..Plan::default()
    };
    enqueue_with(tx, app, &TakeDown {}, plan).await
}

/// Changes somebody's own pictures and tells the servers that show them.
pub async fn change_own_pictures(
    app: &App,
    person: &Person,
    avatar: &Change,
    banner: &Change,
) -> Result<()> {
    let avatar = read_change(app, person, avatar, Shape::Square, "avatar").await?;
    let banner = read_change(app, person, banner, Shape::Strip, "banner").await?;
    let mut tx = begin_write(app, person.id()).await?;
    let before = find_person(&mut tx, person.id()).await?;
    let owner = Owner::Account(person.id());
    let (old_avatar, old_banner) = (before.account.avatar.clone(), before.account.banner.clone());
    let avatar = settle(&mut tx, app, (person, owner), avatar, old_avatar).await?;
    let banner = settle(&mut tx, app, (person, owner), banner, old_banner).await?;
    let names = [&avatar, &banner];
    take_down_others(&mut tx, app, owner, names).await?;
    update_own_pictures(&mut tx, person.id(), avatar.as_deref(), banner.as_deref()).await?;
    let after = find_person(&mut tx, person.id()).await?;
    if after.account != before.account {
        tell_profile(&mut tx, app, &after).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Changes how the pages of this server look: their accent, as it is typed, the mark, and the banner above what
/// visitors read first. Pictures are the server's own, whoever sends them. Errors: `Refused` for who does not
/// administer it, and `Invalid` for the fields.
pub async fn change_looks(
    app: &App,
    by: &Viewer,
    accent: &str,
    logo: &Change,
    banner: &Change,
) -> Result<()> {
    may_administer(by)?;
    let accent = Accent::parse(accent);
    let accent = accent.ok_or_else(|| Error::invalid("accent", t!("media-accent")))?;
    let server = {
        let mut conn = app.store.read().await?;
        find_person(&mut conn, INSTANCE).await?
    };
    let logo = read_change(app, &server, logo, Shape::Square, "logo").await?;
    let banner = read_change(app, &server, banner, Shape::Strip, "banner").await?;
    let mut tx = app.store.begin().await?;
    let before = find_person(&mut tx, INSTANCE).await?.account;
    let owner = Owner::Account(INSTANCE);
    let logo = settle(&mut tx, app, (&server, owner), logo, before.avatar).await?;
    let banner = settle(&mut tx, app, (&server, owner), banner, before.banner).await?;
    take_down_others(&mut tx, app, owner, [&logo, &banner]).await?;
    update_own_pictures(&mut tx, INSTANCE, logo.as_deref(), banner.as_deref()).await?;
    let looks = Looks {
        accent,
        logo,
        banner,
    };
    set_looks(&mut tx, app, &looks).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Changes a community's pictures and tells its followers. Errors: `Refused` for who does not convene it.
pub async fn change_pictures(
    app: &App,
    by: &Person,
    community: &Community,
    icon: &Change,
    banner: &Change,
) -> Result<()> {
    if !community.is_local() {
        return Err(Reason::WrongOrigin.into());
    }
    judge(&mut app.store.read().await?, app, by, community).await?;
    let icon = read_change(app, by, icon, Shape::Square, "icon").await?;
    let banner = read_change(app, by, banner, Shape::Strip, "banner").await?;
    let mut tx = begin_write(app, by.id()).await?;
    judge(&mut tx, app, by, community).await?;
    let before = lock_community(&mut tx, community.id()).await?;
    let owner = Owner::Community(community.id());
    let (old_icon, old_banner) = (before.row.icon.clone(), before.row.banner.clone());
    let icon = settle(&mut tx, app, (by, owner), icon, old_icon).await?;
    let banner = settle(&mut tx, app, (by, owner), banner, old_banner).await?;
    let names = [&icon, &banner];
    take_down_others(&mut tx, app, owner, names).await?;
    if icon != before.row.icon || banner != before.row.banner {
        let (icon, banner) = (icon.as_deref(), banner.as_deref());
        update_pictures(&mut tx, community.id(), icon, banner, app.now()).await?;
        let after = find_community(&mut tx, community.id()).await?;
        tell_community(&mut tx, app, by, &after).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

async fn judge(conn: &mut Conn, app: &App, by: &Person, community: &Community) -> Result<()> {
    let standing = standing(conn, by, community, app.now()).await?;
    may_update_community(&standing)?;
    Ok(())
}

/// What comes of a change, before anything is written.
enum Coming {
    Stays,
    Goes,
    Comes(Box<Prepared>),
}

async fn read_change(
    app: &App,
    by: &Person,
    change: &Change,
    shape: Shape,
    field: &'static str,
) -> Result<Coming> {
    Ok(match change {
        Change::Stay => Coming::Stays,
        Change::Remove => Coming::Goes,
        Change::Replace(sent) => {
            Coming::Comes(Box::new(prepare(app, by, sent, shape, field).await?))
        }
    })
}

/// The name that the picture has afterwards.
async fn settle(
    tx: &mut Tx,
    app: &App,
    (by, owner): (&Person, Owner),
    coming: Coming,
    old: Option<String>,
) -> Result<Option<String>> {
    let prepared = match coming {
        Coming::Stays => return Ok(old),
        Coming::Goes => return Ok(None),
        Coming::Comes(prepared) => prepared,
    };
    let added = store(tx, app, by, *prepared).await?;
    queries::hang(tx, &[added.key], by.id(), owner).await?;
    Ok(Some(added.name))
}

async fn take_down_others(
    tx: &mut Tx,
    app: &App,
    owner: Owner,
    names: [&Option<String>; 2],
) -> Result<()> {
    let keys = names.into_iter().flatten();
    let keys = keys.filter_map(|name| name.split_once('.'));
    let keys: Vec<String> = keys.map(|(key, _)| key.to_owned()).collect();
    queries::replace(tx, owner, &keys, app.now()).await?;
    take_down_soon(tx, app).await
}

/// Takes down every picture whose time is over, and the files that hang nowhere then.
pub async fn take_down_due(app: &App) -> Result<()> {
    loop {
        let mut tx = app.store.begin().await?;
        let mut hashes = queries::take_down(&mut tx, app.now(), BATCH).await?;
        let more = i64::try_from(hashes.len()).unwrap_or(BATCH) >= BATCH;
        hashes.sort();
        hashes.dedup();
        for hash in &hashes {
            // The row is locked until the commit: nobody stores the same picture anew in between.
            if queries::delete_unhung(&mut tx, hash).await? {
                shelf::remove(app, hash).await?;
            }
        }
        tx.commit().await?;
        if !more {
            return Ok(());
        }
        tokio::task::yield_now().await;
    }
}

/// Removes files that nothing says are there, such as one whose transaction was cut off.
pub async fn remove_strays(app: &App) -> Result<()> {
    remove_strays_of(app, SETTLED).await
}

pub(super) async fn remove_strays_of(app: &App, age: Duration) -> Result<()> {
    let old = shelf::list_old(app, age).await?;
    for part in old.chunks(PART) {
        let known = {
            let mut conn = app.store.read().await?;
            queries::list_known(&mut conn, part).await?
        };
        for hash in part.iter().filter(|hash| !known.contains(hash)) {
            remove_stray(app, hash).await?;
        }
    }
    Ok(())
}

async fn remove_stray(app: &App, hash: &str) -> Result<()> {
    let row = PictureRow {
        hash: hash.to_owned(),
        media_type: super::model::PictureType::Png,
        bytes: 0,
        width: 0,
        height: 0,
        stored_at: app.now(),
    };
    let mut tx = app.store.begin().await?;
    if queries::hold_unknown(&mut tx, &row).await? {
        shelf::remove(app, hash).await?;
    }
    // What held its place is taken back with the transaction.
    drop(tx);
    Ok(())
}
