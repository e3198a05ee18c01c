//! What we say of and for a community, as JSON. Pure.

use crate::accounts::federation::{actor_document, put_pictures};
use crate::activitypub::actors::Actor;
use crate::activitypub::delivery::Audience;
use crate::activitypub::languages::language_name;
use crate::activitypub::vocabulary::{PUBLIC, context};
use crate::app::App;
use crate::communities::model::{
    Community, CommunityTag, JoinPolicy, ListedTag, ReadPolicy, WritePolicy,
};
use crate::locale::in_locale;
use crate::membership::model::has_points;
use crate::text::escape;
use serde_json::{Map, Value, json};

/// Who may start threads, and who may reply: our own properties of a `Group`, each a word of [`WritePolicy`].
pub const POST_POLICY: &str = "postPolicy";
pub const ANSWER_POLICY: &str = "answerPolicy";

/// The Group, with every property that some peer needs and none that some peer fails on
/// (protocol.md §1.2). The moderators are a collection of their own at `attributedTo`.
pub fn group_document(app: &App, community: &Community) -> Value {
    let (row, actor) = (&community.row, &community.actor);
    let public = row.read_policy == ReadPolicy::Public;
    let closed = !matches!(row.read_policy, ReadPolicy::Public | ReadPolicy::Unlisted);
    let mut document = actor_document(app, actor);
    let mut put = |key: &str, value: Value| {
        document.insert(key.to_owned(), value);
    };
    put("type", json!("Group"));
    put("preferredUsername", json!(actor.name));
    put(
        "webfinger",
        json!(format!("{}@{}", actor.name, app.local.host)),
    );
    put("name", json!(community.title()));
    put("url", json!(actor.page()));
    put("sensitive", json!(row.sensitive));
    let restricted = row.post_policy == WritePolicy::Conveners;
    put("postingRestrictedToMods", json!(restricted));
    put(POST_POLICY, json!(row.post_policy.as_str()));
    put(ANSWER_POLICY, json!(row.answer_policy.as_str()));
    // Lemmy takes true for "private" and then refuses every public thread of the community.
    put("manuallyApprovesFollowers", json!(closed));
    put("discoverable", json!(public));
    put("indexable", json!(public));
    put("questionAnswer", json!(true));
    put("defaultPostType", json!("discussion"));
    if row.several_answers {
        put("severalAnswers", json!(true));
    }
    put("newModsWanted", json!(false));
    put("privateMods", json!(false));
    put("genAI", json!(false));
    put("openness", json!(openness(row.join_policy)));
    put("language", languages(&row.language));
    put("tag", json!([]));
    put("lemmy:tagsForPosts", json!([]));
    put("published", json!(row.created_at.wire()));
    let updated = row.edited_at.unwrap_or(row.created_at);
    put("updated", json!(updated.max(row.created_at).wire()));
    if let Some(url) = row.licence.url() {
        put("license", json!(url));
    }
    if public {
        put("members", json!(members_url(actor)));
    }
    if let Some(url) = &actor.moderators_url {
        put("attributedTo", json!(url));
        put("moderators", json!(url));
    }
    if !row.focus.is_empty() {
        put("description", json!(row.focus));
    }
    put_sidebar(app, &mut document, community);
    let (icon, banner) = (row.icon.as_deref(), row.banner.as_deref());
    put_pictures(app, &mut document, icon, banner);
    Value::Object(document)
}

/// The same with the vocabulary of the community: as PieFed and as Lemmy have it (protocol.md §1.2).
pub fn with_tags(mut document: Value, community: &Community, tags: &[CommunityTag]) -> Value {
    let own = tags.iter().map(|tag| {
        let mut item = tag_item(&tag.listed(community));
        if let (Some(item), false) = (item.as_object_mut(), tag.description.is_empty()) {
            item.insert("content".to_owned(), json!(tag.description));
        }
        item
    });
    let lemmys = tags.iter().map(|tag| {
        let listed = tag.listed(community);
        json!({"type": "lemmy:CommunityTag", "id": listed.id, "display_name": listed.name})
    });
    let (own, lemmys): (Vec<Value>, Vec<Value>) = (own.collect(), lemmys.collect());
    if let Some(properties) = document.as_object_mut() {
        properties.insert("tag".to_owned(), json!(own));
        properties.insert("lemmy:tagsForPosts".to_owned(), json!(lemmys));
    }
    document
}

/// A tag of a vocabulary, in the list of its community and in that of a thread.
pub fn tag_item(tag: &ListedTag) -> Value {
    json!({
        "type": "CommunityPostTag",
        "id": tag.id,
        "preferredUsername": tag.name,
        "name": tag.name,
    })
}

/// The collection that says how many members a community of ours has, where everybody may read it.
pub fn members_url(community: &Actor) -> String {
    format!("{}/members/collection", community.ap_id)
}

/// The focus as the first line of the `summary`: microblogs show nothing else of a group.
pub fn focus_html(focus: &str) -> String {
    format!("<p>{}</p>", escape(focus))
}

/// Focus, description and rules in one text: other servers have one place for all. The `source` is
/// without the focus, which forums read from `description`.
fn put_sidebar(app: &App, document: &mut Map<String, Value>, community: &Community) {
    let row = &community.row;
    // Whoever asks for the document, people read it who read the rest of what the community says of itself.
    let language = app.languages.of(&row.language);
    let heading = in_locale(language, || t!("communities-rules"));
    let lead = match row.focus.is_empty() {
        true => String::new(),
        false => focus_html(&row.focus),
    };
    let (html, markdown) = match (row.description.is_empty(), !has_points(&row.rules)) {
        (true, true) if lead.is_empty() => return,
        (true, true) => {
            document.insert("summary".to_owned(), json!(lead));
            return;
        }
        (false, true) => (row.description_html.clone(), row.description.clone()),
        (_, false) => (
            format!(
                "{}<h2>{}</h2>{}",
                row.description_html,
                escape(&heading),
                row.rules_html
            ),
            format!("{}\n\n## {heading}\n\n{}", row.description, row.rules)
                .trim_start()
                .to_owned(),
        ),
    };
    document.insert("summary".to_owned(), json!(lead + &html));
    document.insert(
        "source".to_owned(),
        json!({"content": markdown, "mediaType": "text/markdown"}),
    );
    document.insert("mediaType".to_owned(), json!("text/html"));
}

/// Mobilizon's words.
fn openness(policy: JoinPolicy) -> &'static str {
    match policy {
        JoinPolicy::Open => "open",
        JoinPolicy::Application | JoinPolicy::Domain => "moderated",
        JoinPolicy::Invitation | JoinPolicy::Closed => "invite_only",
    }
}

fn languages(code: &str) -> Value {
    match language_name(code) {
        Some(name) => json!([{"identifier": code, "name": name}]),
        None => json!([]),
    }
}

/// How many follow, and not who.
pub fn followers_document(app: &App, followers_url: &str, total: i64) -> Value {
    json!({
        "@context": context(&app.local.url("/context.json")),
        "id": followers_url,
        "type": "Collection",
        "totalItems": total,
        "items": [],
    })
}

/// A Follow, as it stands alone and inside Accept, Reject and Undo: all four properties, always.
pub fn follow(id: &str, follower: &str, target: &str) -> Value {
    json!({"id": id, "type": "Follow", "actor": follower, "object": target})
}

/// An activity about a Follow: what we decided of theirs, or that we take ours back.
pub fn about_follow(
    app: &App,
    kind: &str,
    id: &str,
    actor: &str,
    to: &str,
    follow: Value,
) -> Value {
    json!({
        "@context": context(&app.local.url("/context.json")),
        "id": id,
        "type": kind,
        "actor": actor,
        "to": [to],
        "object": follow,
        "published": app.now().wire(),
    })
}

/// The Follow on its own, ready to go out.
pub fn follow_document(app: &App, id: &str, follower: &str, target: &str) -> Value {
    let mut document = follow(id, follower, target);
    if let Some(properties) = document.as_object_mut() {
        let context = context(&app.local.url("/context.json"));
        properties.insert("@context".to_owned(), context);
        properties.insert("to".to_owned(), json!([target]));
        properties.insert("published".to_owned(), json!(app.now().wire()));
    }
    document
}

/// The envelope in which a community passes an activity on (FEP-1b12). `inner` goes in as it is.
pub fn announce(app: &App, community: &Actor, id: &str, inner: &Value) -> Value {
    let followers: Vec<&str> = community.followers_url.as_deref().into_iter().collect();
    json!({
        "@context": context(&app.local.url("/context.json")),
        "id": id,
        "type": "Announce",
        "actor": community.ap_id,
        "to": [community.ap_id, PUBLIC],
        "cc": followers,
        "audience": community.ap_id,
        "published": app.now().wire(),
        "object": inner,
    })
}

/// What a convener, or the community itself, says about the community: that it has changed, or who
/// moderates it. Stands inside an [`announce`], so it has no context of its own.
pub fn community_activity(
    app: &App,
    kind: &str,
    id: &str,
    actor: &str,
    community: &Actor,
    object: Value,
) -> Value {
    json!({
        "id": id,
        "type": kind,
        "actor": actor,
        "object": object,
        "to": [PUBLIC],
        "cc": [community.ap_id],
        "audience": community.ap_id,
        "published": app.now().wire(),
    })
}

/// What is said of a community that not everybody reads goes to its followers and names the public
/// nowhere (protocol.md §3.9).
pub fn addressed(community: &Community, mut activity: Value) -> Value {
    if community.audience() == Audience::Public {
        return activity;
    }
    if let Some(properties) = activity.as_object_mut() {
        let group = std::iter::once(community.actor.ap_id.as_str());
        let followers = community.actor.followers_url.as_deref();
        let to: Vec<&str> = group.chain(followers).collect();
        properties.insert("to".to_owned(), json!(to));
        properties.insert("cc".to_owned(), json!([]));
    }
    activity
}

/// A document without its context, to go inside another.
pub fn embedded(mut document: Value) -> Value {
    if let Some(properties) = document.as_object_mut() {
        properties.remove("@context");
    }
    document
}

/// An activity made to stand alone.
pub fn alone(app: &App, mut activity: Value) -> Value {
    if let Some(properties) = activity.as_object_mut() {
        let context = context(&app.local.url("/context.json"));
        properties.insert("@context".to_owned(), context);
    }
    activity
}
