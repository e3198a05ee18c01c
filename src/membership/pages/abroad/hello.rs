//! What a community of another server said to somebody here who became a member.

use super::super::welcome::first_task;
use crate::accounts::settings::links;
use crate::activitypub::ids::same_origin;
use crate::app::App;
use crate::communities::model::Community;
use crate::error::Result;
use crate::membership::queries::pulse::list_arrived;
use crate::membership::terms::{Named, Welcome};
use crate::store::Conn;
use crate::text;
use crate::web::view::LinkView;

pub(super) struct HelloView {
    /// Whether it said anything.
    pub is_said: bool,
    pub html: String,
    /// What they do first.
    pub task: String,
    /// Where.
    pub introductions: Option<LinkView>,
    pub start_here: Vec<LinkView>,
}

pub(super) async fn hello(
    app: &App,
    conn: &mut Conn,
    community: &Community,
    welcome: &Welcome,
) -> Result<HelloView> {
    let named = welcome.start_here.iter().chain(&welcome.introductions);
    let ids: Vec<String> = named.map(|thread| thread.id.clone()).collect();
    let arrived = list_arrived(conn, community.id(), &ids).await?;
    let link = |thread: &Named| {
        let here = arrived.iter().find(|(ap_id, _)| *ap_id == thread.id);
        let href = match here {
            Some((_, public_id)) => format!("/post/{public_id}"),
            // A server leads to its own pages only.
            None if same_origin(&thread.page, &community.actor.ap_id) => thread.page.clone(),
            None => return None,
        };
        (!thread.title.is_empty()).then(|| LinkView::new(&thread.title, href))
    };
    Ok(HelloView {
        is_said: !welcome.is_empty(),
        html: text::render(&welcome.words, &links(app)).html,
        task: first_task(&welcome.first_task),
        introductions: welcome.introductions.as_ref().and_then(link),
        start_here: welcome.start_here.iter().filter_map(link).collect(),
    })
}
