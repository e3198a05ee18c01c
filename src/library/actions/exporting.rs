//! Copies of public libraries: begun by those who look after a community, made by a job some threads at a time,
//! and forgotten after some days. The command makes one at once.

use crate::accounts::model::{Person, Viewer};
use crate::activitypub::delivery::Audience;
use crate::activitypub::nodeinfo::GUILDHALL;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, Result};
use crate::ids::{CommunityId, PostId};
use crate::jobs::enqueue;
use crate::library::export::{
    Batch, CollectionCopy, END, Front, REPLIES_MAX, ThreadCopy, manifest, picture_path, read_sums,
};
use crate::library::jobs::MakeExport;
use crate::library::model::{
    Collection, Export, ExportFailure, ExportId, ExportProgress, ExportState, NewExport,
};
use crate::library::policy::{may_curate, may_export};
use crate::library::queries::exports::{
    count_exports, delete_exports, export_by_id, insert_export, list_bylines, list_expired,
    list_exports, list_open_replies, list_open_threads, update_export,
};
use crate::library::queries::reviews::Place;
use crate::library::queries::{list_collections, list_entries};
use crate::locale::{Locale, in_locale};
use crate::media::model::{Hanging, Owner};
use crate::media::queries::list_hanging;
use crate::media::shelf;
use crate::membership::queries::standing;
use crate::posts::model::{Closing, Comment, Post};
use crate::posts::queries::closing::list_closings;
use crate::posts::queries::{Byline, list_accepted_ap_ids, list_credits, list_threads_among};
use crate::store::{Conn, Time};
use crate::text;
use chrono::{DateTime, TimeDelta};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::SeekFrom;
use std::path::{Path, PathBuf};
use tokio::fs;
use tokio::io::{AsyncSeekExt, AsyncWriteExt};

/// Threads in one run of the job, which are one list of the copy.
const BATCH: i64 = 25;
/// Pictures looked up together, and bytes up to which those of one thread are taken along: later ones stay where
/// they are, and the manifest names them.
const KEYS: usize = 200;
const PICTURES_MAX: usize = if cfg!(test) { 2_000 } else { 64 * 1024 * 1024 };
/// With so many bytes a run ends, so that long threads are not all held at once.
const PART_MAX: usize = 64 * 1024 * 1024;
/// For so long a copy is kept once it is ready.
const KEPT: TimeDelta = TimeDelta::days(7);
/// Copies on this server at the same time, and bytes of one.
const EXPORTS_MAX: i64 = 20;
const BYTES_MAX: u64 = 1024 * 1024 * 1024;

const STYLE: &str = include_str!("../export/style.css");

/// Begins a copy, in the place of the one there was. Errors: the reasons of
/// [`may_export`](crate::library::policy::may_export), and `Conflict` while one is made.
pub async fn begin_export(app: &App, by: &Person, community: CommunityId) -> Result<Export> {
    let (mut tx, community, _) = super::begin(app, by, community).await?;
    may_export(&community)?;
    let before = list_exports(&mut tx, community.id()).await?;
    if before.iter().any(|export| export.is_under_way(app.now())) {
        return Err(Error::Conflict("a copy is being made already"));
    }
    let old: Vec<ExportId> = before.iter().map(|export| export.id).collect();
    delete_exports(&mut tx, &old).await?;
    if count_exports(&mut tx).await? >= EXPORTS_MAX {
        return Err(Error::Conflict(
            "there are many copies on this server; make one when some of them are gone",
        ));
    }
    let now = app.now();
    let (after_at, after_id) = beginning();
    let new = NewExport {
        community_id: community.id(),
        asked_by: by.id(),
        state: ExportState::Running,
        done: 0,
        total: community.row.post_count,
        pages: 0,
        after_at,
        after_id,
        written: 0,
        listed: 0,
        failure: String::new(),
        created_at: now,
        expires_at: now.plus(KEPT),
    };
    let export = insert_export(&mut tx, &new).await?;
    enqueue(&mut tx, app, &MakeExport { export: export.id }).await?;
    // Before the commit: later nothing would say that these files are there.
    for id in old {
        remove_files(app, id).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(export)
}

fn beginning() -> Place {
    (Time::new(DateTime::UNIX_EPOCH), PostId(0))
}

/// Where copies lie.
fn folder(app: &App) -> PathBuf {
    app.config.server.data_dir.join("exports")
}

/// The file of a copy, and the list of what is in it while it is made.
fn file_of(app: &App, id: ExportId) -> PathBuf {
    folder(app).join(format!("{id}.tar"))
}

fn sums_of(app: &App, id: ExportId) -> PathBuf {
    folder(app).join(format!("{id}.sums"))
}

async fn remove_files(app: &App, id: ExportId) -> Result<()> {
    for path in [file_of(app, id), sums_of(app, id)] {
        match fs::remove_file(&path).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::internal(error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// One part of the work, and the next one as a job. What a run wrote that was cut off is written over.
pub async fn make_export(app: &App, id: ExportId) -> Result<()> {
    let mut conn = app.store.read().await?;
    let export = export_by_id(&mut conn, id).await?;
    let Some(export) = export.filter(Export::is_running) else {
        return Ok(());
    };
    let community = find_community(&mut conn, export.community_id).await?;
    if may_export(&community).is_err() {
        drop(conn);
        return give_up(app, &export, ExportFailure::Shut).await;
    }
    fs::create_dir_all(folder(app))
        .await
        .map_err(Error::internal)?;
    let place = (export.after_at, export.after_id);
    let page = export.pages.saturating_add(1);
    let part = read_part(&mut conn, app, &community, place, page).await?;
    drop(conn);
    if !is_whole(app, &export).await? {
        return give_up(app, &export, ExportFailure::Lost).await;
    }
    let progress = match part {
        Some(part) => grow(app, &export, &part).await?,
        None => finish(app, &export, &community).await?,
    };
    if length(progress.written) > BYTES_MAX {
        return give_up(app, &export, ExportFailure::Large).await;
    }
    let is_running = progress.state == ExportState::Running;
    let mut tx = app.store.begin().await?;
    let is_kept = update_export(&mut tx, &export, &progress).await?;
    if is_kept && is_running {
        enqueue(&mut tx, app, &MakeExport { export: id }).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    if is_kept && !is_running {
        // Not before: a last run that was cut off needs it once more.
        let _ = fs::remove_file(sums_of(app, id)).await;
    }
    Ok(())
}

/// Whether the files are as long as they are said to be. Another machine may have begun them, or the database was
/// restored without them.
async fn is_whole(app: &App, export: &Export) -> Result<bool> {
    let wanted = [
        (file_of(app, export.id), export.written),
        (sums_of(app, export.id), export.listed),
    ];
    for (path, stored) in wanted {
        let there = match fs::metadata(&path).await {
            Ok(found) => found.len(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => 0,
            Err(error) => return Err(Error::internal(error)),
        };
        if there < length(stored) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn length(stored: i64) -> u64 {
    u64::try_from(stored).unwrap_or(0)
}

async fn give_up(app: &App, export: &Export, why: ExportFailure) -> Result<()> {
    let progress = ExportProgress {
        state: ExportState::Failed,
        failure: why.as_str().to_owned(),
        ..export.progress()
    };
    let mut tx = app.store.begin().await?;
    update_export(&mut tx, export, &progress).await?;
    tx.commit().await?;
    remove_files(app, export.id).await
}

/// A copy speaks the language of its community, whoever asks for it.
fn locale_of(app: &App, community: &Community) -> Locale {
    app.languages.of(&community.row.language)
}

/// Some threads as files.
struct Part {
    batch: Batch,
    count: usize,
    last: Place,
}

async fn read_part(
    conn: &mut Conn,
    app: &App,
    community: &Community,
    place: Place,
    page: i32,
) -> Result<Option<Part>> {
    let posts = list_open_threads(conn, community.id(), place, BATCH).await?;
    if posts.is_empty() {
        return Ok(None);
    }
    let writers: Vec<_> = posts.iter().map(|post| post.author_id).collect();
    let authors = list_bylines(conn, &writers).await?;
    let ids: Vec<PostId> = posts.iter().map(|post| post.id).collect();
    let accepted = list_accepted_ap_ids(conn, &ids).await?;
    let credits = list_credits(conn, &posts.iter().collect::<Vec<_>>()).await?;
    let closings = list_closings(conn, &ids).await?;
    let closings: HashMap<PostId, Closing> = closings.into_iter().collect();
    let (root, now) = (community.actor.name.as_str(), app.now());
    let locale = locale_of(app, community);
    let mut batch = Batch::default();
    let (mut taken, mut last) = (0, place);
    for post in &posts {
        if batch.bytes.len() > PART_MAX {
            break;
        }
        (taken, last) = (taken + 1, (post.published_at, post.id));
        let Some(author) = authors.get(&post.author_id) else {
            continue;
        };
        let replies = list_open_replies(conn, post.id).await?;
        let said = (post, replies.as_slice());
        let pictures = add_pictures(conn, app, said, (&mut batch, root)).await?;
        let accepted = accepted.get(&post.id).map(Vec::as_slice);
        let copy = ThreadCopy {
            community,
            post,
            author,
            replies: &replies,
            accepted: accepted.unwrap_or_default(),
            pictures: &pictures,
            credits: credits.get(&post.id),
            closing: closings.get(&post.id),
        };
        let path = |kind: &str| format!("threads/{}.{kind}", post.public_id);
        let html = in_locale(locale, || copy.html()).map_err(Error::internal)?;
        add(&mut batch, root, &path("html"), &html, now)?;
        add(
            &mut batch,
            root,
            &path("json"),
            &format!("{:#}\n", copy.json()),
            now,
        )?;
    }
    let posts = posts.get(..taken).unwrap_or(&posts);
    let html = in_locale(locale, || Front::list(community, posts, page, now).html());
    let html = html.map_err(Error::internal)?;
    add(
        &mut batch,
        root,
        &format!("threads/page-{page}.html"),
        &html,
        now,
    )?;
    Ok(Some(Part {
        batch,
        count: taken,
        last,
    }))
}

/// Takes the pictures along that hang on a thread and its replies, and says how they are called.
async fn add_pictures(
    conn: &mut Conn,
    app: &App,
    (post, replies): (&Post, &[(Comment, Byline)]),
    (batch, root): (&mut Batch, &str),
) -> Result<Vec<String>> {
    let hangs_here = |hanging: &Hanging| match hanging.attachment.owner() {
        Some(Owner::Post(id)) => id == post.id,
        Some(Owner::Comment(id)) => replies.iter().any(|(reply, _)| reply.id == id),
        _ => false,
    };
    let mut keys = keys_in(&post.body_html);
    keys.extend(
        replies
            .iter()
            .flat_map(|(reply, _)| keys_in(&reply.body_html)),
    );
    keys.sort();
    keys.dedup();
    let mut names = Vec::new();
    let before = batch.bytes.len();
    for some in keys.chunks(KEYS) {
        let found = list_hanging(conn, some).await?;
        for hanging in found.iter().filter(|hanging| hangs_here(hanging)) {
            let name = hanging.name();
            if batch.bytes.len().saturating_sub(before) > PICTURES_MAX {
                batch.leave_out(&picture_path(&name));
                continue;
            }
            let Some(bytes) = shelf::read(app, &hanging.picture.hash).await? else {
                continue;
            };
            let added = batch.add(root, &picture_path(&name), &bytes, app.now());
            added.map_err(Error::internal)?;
            names.push(name);
        }
    }
    Ok(names)
}

fn keys_in(html: &str) -> Vec<String> {
    let shown = text::pictures_in(html).into_iter();
    shown.map(|picture| picture.key).collect()
}

fn add(batch: &mut Batch, root: &str, path: &str, text: &str, at: Time) -> Result<()> {
    let added = batch.add(root, path, text.as_bytes(), at);
    added.map_err(Error::internal)
}

async fn grow(app: &App, export: &Export, part: &Part) -> Result<ExportProgress> {
    let (file, sums) = (file_of(app, export.id), sums_of(app, export.id));
    let written = put(&file, length(export.written), &part.batch.bytes).await?;
    let listed = put(&sums, length(export.listed), part.batch.sums.as_bytes()).await?;
    let (after_at, after_id) = part.last;
    let count = i64::try_from(part.count).unwrap_or(0);
    Ok(ExportProgress {
        done: export.done.saturating_add(count),
        pages: export.pages.saturating_add(1),
        after_at,
        after_id,
        written,
        listed,
        ..export.progress()
    })
}

/// Writes behind what is whole, and says how much is then.
async fn put(path: &Path, at: u64, bytes: &[u8]) -> Result<i64> {
    let mut options = fs::OpenOptions::new();
    let options = options.create(true).truncate(false).write(true);
    let mut file = options.open(path).await.map_err(Error::internal)?;
    file.set_len(at).await.map_err(Error::internal)?;
    file.seek(SeekFrom::Start(at))
        .await
        .map_err(Error::internal)?;
    file.write_all(bytes).await.map_err(Error::internal)?;
    file.sync_all().await.map_err(Error::internal)?;
    let added = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    Ok(i64::try_from(at.saturating_add(added)).unwrap_or(i64::MAX))
}

/// Everything that is in it once.
async fn finish(app: &App, export: &Export, community: &Community) -> Result<ExportProgress> {
    let sums = match fs::read(sums_of(app, export.id)).await {
        Ok(bytes) => bytes,
        // There was no thread.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(Error::internal(error)),
    };
    let whole = sums.get(..usize::try_from(export.listed).unwrap_or(0));
    let sums = String::from_utf8_lossy(whole.unwrap_or(&sums)).into_owned();
    let end = {
        let mut conn = app.store.read().await?;
        read_end(&mut conn, app, community, export.pages, sums).await?
    };
    let written = put(&file_of(app, export.id), length(export.written), &end).await?;
    Ok(ExportProgress {
        state: ExportState::Ready,
        written,
        expires_at: app.now().plus(KEPT),
        ..export.progress()
    })
}

/// The first page, the collections, the manifest and the end of the archive.
async fn read_end(
    conn: &mut Conn,
    app: &App,
    community: &Community,
    pages: i32,
    mut sums: String,
) -> Result<Vec<u8>> {
    let (root, now) = (community.actor.name.as_str(), app.now());
    let mut batch = Batch::default();
    let collections = list_collections(conn, community.id(), &[Audience::Public]).await?;
    for one in &collections {
        add_collection(conn, app, (community, one), &mut batch).await?;
    }
    let html = in_locale(locale_of(app, community), || {
        Front::first(community, &collections, pages, now).html()
    });
    let html = html.map_err(Error::internal)?;
    add(&mut batch, root, "index.html", &html, now)?;
    add(&mut batch, root, "style.css", STYLE, now)?;
    sums.push_str(&batch.sums);
    let about = about(community, now);
    let (manifest, lines) = manifest(&about, &read_sums(&sums));
    add(&mut batch, root, "manifest.json", &manifest, now)?;
    add(&mut batch, root, "SHA256SUMS", &lines, now)?;
    let mut bytes = batch.bytes;
    bytes.extend_from_slice(&END);
    Ok(bytes)
}

fn about(community: &Community, now: Time) -> Value {
    json!({
        "software": GUILDHALL,
        "version": env!("CARGO_PKG_VERSION"),
        "id": community.actor.ap_id,
        "name": community.title(),
        "focus": community.row.focus,
        "language": community.row.language,
        "license": community.row.licence.url(),
        "made": now.wire(),
        "repliesOfOneThreadAtMost": REPLIES_MAX,
    })
}

async fn add_collection(
    conn: &mut Conn,
    app: &App,
    (community, collection): (&Community, &Collection),
    batch: &mut Batch,
) -> Result<()> {
    let now = app.now();
    let mut entries = list_entries(conn, collection.id).await?;
    entries.retain(|entry| !entry.is_proposed());
    let ids: Vec<PostId> = entries.iter().map(|entry| entry.post_id).collect();
    let threads = list_threads_among(conn, &Viewer::Anonymous, community.id(), &ids).await?;
    let seen = entries.iter().filter_map(|entry| {
        let thread = threads.iter().find(|thread| thread.id == entry.post_id)?;
        Some((entry.section, thread, entry.note.as_str()))
    });
    let copy = CollectionCopy {
        community,
        collection,
        threads: seen.collect(),
    };
    let root = community.actor.name.as_str();
    let path = |kind: &str| format!("collections/{}.{kind}", collection.slug);
    let html = in_locale(locale_of(app, community), || copy.html());
    let html = html.map_err(Error::internal)?;
    add(batch, root, &path("html"), &html, now)?;
    add(
        batch,
        root,
        &path("json"),
        &format!("{:#}\n", copy.json()),
        now,
    )
}

/// A whole copy into a file that must not be there yet, however large, for the command. Says how many threads
/// it holds.
pub async fn export_to(app: &App, community: &Community, path: &Path) -> Result<i64> {
    may_export(community)?;
    let taken = fs::try_exists(path).await.map_err(Error::internal)?;
    if taken {
        return Err(Error::Conflict(
            "the file is there already; choose another name",
        ));
    }
    let (mut place, mut page, mut written, mut count) = (beginning(), 1, 0, 0);
    let mut sums = String::new();
    let mut conn = app.store.read().await?;
    while let Some(part) = read_part(&mut conn, app, community, place, page).await? {
        written = length(put(path, written, &part.batch.bytes).await?);
        sums.push_str(&part.batch.sums);
        place = part.last;
        page = page.saturating_add(1);
        count += i64::try_from(part.count).unwrap_or(0);
    }
    let end = read_end(&mut conn, app, community, page.saturating_sub(1), sums).await?;
    put(path, written, &end).await?;
    Ok(count)
}

/// The file of a copy that is ready, for who looks after the community. It is gone where another machine made
/// it.
pub async fn find_export_file(
    app: &App,
    by: &Person,
    community: &Community,
    id: ExportId,
) -> Result<(Export, fs::File)> {
    let missing = || Error::NotFound("copy");
    let export = {
        let mut conn = app.store.read().await?;
        let standing = standing(&mut conn, by, community, app.now()).await?;
        may_curate(&standing, community)?;
        may_export(community)?;
        export_by_id(&mut conn, id).await?
    };
    let own = |export: &Export| export.community_id == community.id();
    let ready = |export: &Export| export.state == ExportState::Ready && own(export);
    let export = export.filter(ready).ok_or_else(missing)?;
    match fs::File::open(file_of(app, id)).await {
        Ok(file) => Ok((export, file)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(missing()),
        Err(error) => Err(Error::internal(error)),
    }
}

/// Forgets the copies that are over, with their files.
pub async fn forget_exports(app: &App) -> Result<()> {
    let over = {
        let mut conn = app.store.read().await?;
        list_expired(&mut conn, app.now()).await?
    };
    for id in &over {
        remove_files(app, *id).await?;
    }
    let mut tx = app.store.begin().await?;
    delete_exports(&mut tx, &over).await?;
    tx.commit().await?;
    Ok(())
}
