//! From names to actors (RFC 7033; protocol.md §1.5).

use super::{Answer, open_json};
use crate::accounts::model::Viewer;
use crate::accounts::queries::person_by_handle;
use crate::activitypub::ids::LocalThing;
use crate::app::App;
use crate::communities::policy::is_known_to;
use crate::communities::queries::community_by_handle;
use crate::error::{Error, Result};
use crate::ids::INSTANCE;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

const TYPE_PROPERTY: &str = "https://www.w3.org/ns/activitystreams#type";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    resource: String,
}

/// `GET /.well-known/webfinger?resource=acct:name@host`; also `acct:!name@host`, a bare address of an
/// actor, and the server itself as `acct:host@host` or its root.
pub async fn webfinger(State(app): State<App>, Query(asked): Query<Asked>) -> Answer {
    if asked.resource.is_empty() {
        return Err(Error::Bad("resource is missing".into()).into());
    }
    let found = find(&app, &asked.resource).await?;
    Ok(open_json(
        "application/jrd+json; charset=utf-8",
        3600,
        &found.document(&app),
    ))
}

/// Who was asked for.
struct Found {
    name: String,
    id: String,
    page: String,
    /// `Person`, `Group`, `Application`.
    kind: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Anybody,
    Person,
    Community,
}

async fn find(app: &App, resource: &str) -> Result<Found> {
    if let Some(thing) = app.local.parse(resource) {
        return match thing {
            LocalThing::Instance => Ok(instance(app)),
            LocalThing::Person(name) => by_name(app, &name, Wanted::Person).await,
            LocalThing::Community(name) => by_name(app, &name, Wanted::Community).await,
            _ => Err(Error::NotFound("person or community")),
        };
    }
    let acct = resource.strip_prefix("acct:").unwrap_or(resource);
    let (wanted, acct) = match acct.strip_prefix('!') {
        Some(rest) => (Wanted::Community, rest),
        None => (Wanted::Anybody, acct.strip_prefix('@').unwrap_or(acct)),
    };
    let (name, host) = acct
        .split_once('@')
        .ok_or(Error::NotFound("person or community"))?;
    if !host.eq_ignore_ascii_case(&app.local.host) {
        return Err(Error::NotFound("person or community"));
    }
    if name.eq_ignore_ascii_case(&app.local.host) {
        return Ok(instance(app));
    }
    by_name(app, &name.to_ascii_lowercase(), wanted).await
}

fn instance(app: &App) -> Found {
    Found {
        name: app.local.host.clone(),
        id: app.local.root.to_string(),
        page: app.local.url("/about"),
        kind: "Application",
    }
}

/// People and communities share their names, so at most one is found.
async fn by_name(app: &App, name: &str, wanted: Wanted) -> Result<Found> {
    let mut conn = app.store.read().await?;
    let host = &app.local.host;
    if wanted != Wanted::Community
        && let Some(person) = person_by_handle(&mut conn, name, host).await?
        && person.id() != INSTANCE
    {
        if person.account.deleted_at.is_some() {
            return Err(Error::Gone("person"));
        }
        return Ok(Found {
            name: person.actor.name.clone(),
            id: person.actor.ap_id.clone(),
            page: person.actor.page().to_owned(),
            kind: if person.account.bot {
                "Service"
            } else {
                "Person"
            },
        });
    }
    let community = match wanted {
        Wanted::Person => None,
        _ => community_by_handle(&mut conn, name, host).await?,
    };
    // Communities for people of this server only, and removed ones, are not here for others.
    let community = community.filter(|each| is_known_to(&Viewer::Anonymous, each));
    let community = community.ok_or(Error::NotFound("person or community"))?;
    if community.row.deleted_at.is_some() {
        return Err(Error::Gone("community"));
    }
    if !community.is_live() {
        return Err(Error::NotFound("person or community"));
    }
    Ok(Found {
        name: community.actor.name.clone(),
        id: community.actor.ap_id.clone(),
        page: community.actor.page().to_owned(),
        kind: "Group",
    })
}

impl Found {
    fn document(&self, app: &App) -> Value {
        json!({
            "subject": format!("acct:{}@{}", self.name, app.local.host),
            "aliases": [self.id],
            "links": [
                {
                    "rel": "http://webfinger.net/rel/profile-page",
                    "type": "text/html",
                    "href": self.page,
                },
                {
                    "rel": "self",
                    "type": "application/activity+json",
                    "href": self.id,
                    "properties": {TYPE_PROPERTY: self.kind},
                },
                {
                    "rel": "http://ostatus.org/schema/1.0/subscribe",
                    "template": app.local.url("/authorize_interaction?uri={uri}"),
                },
            ],
        })
    }
}

/// Where WebFinger is; GoToSocial and Misskey ask when they found nothing there.
pub async fn host_meta(State(app): State<App>) -> Response {
    let template = app.local.url("/.well-known/webfinger?resource={uri}");
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\">\
         <Link rel=\"lrdd\" type=\"application/jrd+json\" template=\"{template}\"/></XRD>\n"
    );
    let headers = [
        (header::CONTENT_TYPE, "application/xrd+xml; charset=utf-8"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::CACHE_CONTROL, "public, max-age=86400"),
    ];
    (headers, document).into_response()
}
