//! Communities that conveners call related to theirs: found once, by name, and kept as a name and a link.

use crate::accounts::model::{Person, Viewer};
use crate::accounts::rate_limits::{Key, check_and_count};
use crate::app::App;
use crate::communities::federation::resolve_handle;
use crate::communities::model::Community;
use crate::communities::queries::community_by_handle;
use crate::error::{Error, Result};
use crate::membership::model::Related;
use crate::membership::queries::settings::settings_of;
use chrono::TimeDelta;

/// Those of these addresses that the community did not name before are looked up, elsewhere too, which
/// counts for whoever asks. Errors: `Invalid` for `related`, `TooMany`.
pub(super) async fn find_related(
    app: &App,
    viewer: &Viewer,
    by: &Person,
    community: &Community,
    addresses: &[String],
) -> Result<Vec<Related>> {
    let known = {
        let mut conn = app.store.read().await?;
        settings_of(&mut conn, community.id()).await?.related.0
    };
    let mut related = Vec::new();
    for address in addresses {
        let one = match known.iter().find(|one| one.address == *address) {
            Some(one) => one.clone(),
            None => look_up(app, viewer, by, address).await?,
        };
        if one.ap_id == community.actor.ap_id {
            return Err(wrong(t!("membership-wrong-related-itself")));
        }
        if !related
            .iter()
            .any(|other: &Related| other.ap_id == one.ap_id)
        {
            related.push(one);
        }
    }
    Ok(related)
}

async fn look_up(app: &App, viewer: &Viewer, by: &Person, address: &str) -> Result<Related> {
    let found = find_called(app, viewer, by, address, "related").await?;
    Ok(Related {
        address: address.to_owned(),
        title: found.title().to_owned(),
        page: found.actor.page().to_owned(),
        ap_id: found.actor.ap_id,
    })
}

/// The community of this address, `name` or `name@server`, looked up elsewhere too, which counts for whoever
/// asks. Errors: `Invalid` for `field`, `TooMany`.
pub(super) async fn find_called(
    app: &App,
    viewer: &Viewer,
    by: &Person,
    address: &str,
    field: &'static str,
) -> Result<Community> {
    let own = format!("@{}", app.local.host);
    let here = address.strip_suffix(&own).unwrap_or(address);
    let found = match here.contains('@') {
        false => {
            let mut conn = app.store.read().await?;
            let found = community_by_handle(&mut conn, here, &app.local.host).await?;
            found.ok_or(Error::NotFound("community"))
        }
        true => {
            if *viewer != Viewer::System {
                let limit = app.config.rate_limits.lookups_per_account;
                let key = Key::account("lookup", by.id());
                check_and_count(app, &key, limit, TimeDelta::hours(1)).await?;
            }
            let found = resolve_handle(app, &format!("!{address}")).await;
            found.and_then(|found| found.community().ok_or(Error::NotFound("community")))
        }
    };
    match found {
        Ok(found) if found.is_live() => Ok(found),
        Ok(_) | Err(Error::NotFound(_) | Error::Gone(_)) => {
            let message = t!("membership-wrong-called", address = address);
            Err(Error::invalid(field, message))
        }
        Err(Error::Peer { message, .. }) => {
            let message = t!(
                "membership-wrong-called-not-now",
                address = address,
                reason = message
            );
            Err(Error::invalid(field, message))
        }
        Err(error) => Err(error),
    }
}

fn wrong(message: String) -> Error {
    Error::invalid("related", message)
}
