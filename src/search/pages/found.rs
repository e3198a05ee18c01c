//! What was found, as the page shows it, and the links that narrow it.

use crate::communities::model::Community;
use crate::library::model::Collection;
use crate::posts::model::ReplyKind;
use crate::posts::pages::row_state;
use crate::posts::queries::ThreadRow;
use crate::search::actions::{ReplyOf, Shown};
use crate::search::model::{Kind, Marked, Operator, Query, State};
use crate::web::layout::{self, Now};
use crate::web::next::encoded;
use crate::web::view::{LinkView, PersonView, RowView, TabView, When};

/// A thread, and the part of its text in which stands what was looked for.
pub(super) struct ThreadView {
    pub row: RowView,
    pub text: Vec<Marked>,
}

pub(super) struct ReplyView {
    pub title: String,
    pub href: String,
    pub noun: String,
    pub lang: Option<String>,
    pub text: Vec<Marked>,
    pub author: Option<PersonView>,
    pub when: When,
    pub votes: String,
}

pub(super) fn community_link(community: &Community) -> LinkView {
    LinkView::new(
        format!("{} (!{})", community.title(), community.handle()),
        community.path(),
    )
}

pub(super) fn collection_link((found, place): &(Collection, Community)) -> (LinkView, String) {
    let href = format!("{}{}", place.path(), found.below());
    let link = LinkView::new(&found.title, href);
    (link, t!("search-in", place = place.title()))
}

pub(super) fn reply_view(found: Shown<ReplyOf>, now: Now) -> ReplyView {
    let (reply, author) = found.what;
    ReplyView {
        title: reply.thread_title,
        href: format!("/comment/{}", reply.public_id),
        noun: match reply.kind {
            ReplyKind::Answer => t!("search-answer"),
            ReplyKind::Comment => t!("search-comment"),
        },
        lang: layout::lang(&reply.language),
        text: found.text,
        author: author.as_ref().map(PersonView::from),
        when: When::new(reply.published_at, now),
        votes: t!("web-votes", count = reply.score),
    }
}

pub(super) fn thread_view(found: Shown<ThreadRow>, now: Now) -> ThreadView {
    let thread = found.what;
    let row = RowView {
        state: row_state(&thread),
        lang: layout::lang(&thread.language),
        href: thread.path(),
        text: None,
        author: PersonView {
            display_name: thread.author.display_name().to_owned(),
            handle: thread.author.handle(),
            href: thread.author.path(),
            host: thread.author.home().map(str::to_owned),
            standing: None,
            avatar: thread.author.avatar().map(str::to_owned),
        },
        when: When::new(thread.published_at, now),
        votes: Some(thread.score),
        pinned: false,
        badges: Vec::new(),
        tags: Vec::new(),
        community: Some(LinkView::new(
            t!("search-in", place = thread.community.title()),
            thread.community.path(),
        )),
        title: thread.title,
    };
    ThreadView {
        row,
        text: found.text,
    }
}

/// Links that leave one kind.
pub(super) fn kind_filters(sought: &Query, on_replies: bool) -> Vec<TabView> {
    let label = |kind| match kind {
        Kind::Question => t!("search-kind-questions"),
        Kind::Discussion => t!("search-kind-discussions"),
        Kind::Article => t!("search-kind-articles"),
        Kind::Link => t!("search-kind-links"),
        Kind::Answer => t!("search-kind-answers"),
        Kind::Comment => t!("search-kind-comments"),
    };
    let current = sought.filters.kind;
    let link = |label, value: &str, is_current| {
        let href = narrowed(sought, on_replies, Operator::Kind, value);
        TabView::new(label, href, is_current)
    };
    let kinds = Kind::ALL
        .into_iter()
        .filter(|kind| kind.is_reply() == on_replies);
    let kinds = kinds.map(|kind| link(label(kind), kind.name(), current == Some(kind)));
    let all = link(t!("search-kind-all"), "", current.is_none());
    std::iter::once(all).chain(kinds).collect()
}

/// Links that leave what is answered, and so on.
pub(super) fn state_filters(sought: &Query, on_replies: bool) -> Vec<TabView> {
    let label = |state| match state {
        State::Answered => t!("search-state-answered"),
        State::Unanswered => t!("search-state-unanswered"),
        State::Accepted => t!("search-state-accepted"),
    };
    let current = sought.filters.is;
    let link = |label, value: &str, is_current| {
        let href = narrowed(sought, on_replies, Operator::Is, value);
        TabView::new(label, href, is_current)
    };
    let states = State::ALL.into_iter();
    let states = states.filter(|state| !on_replies || *state == State::Accepted);
    let states = states.map(|state| link(label(state), state.name(), current == Some(state)));
    let any = link(t!("search-state-any"), "", current.is_none());
    std::iter::once(any).chain(states).collect()
}

fn narrowed(sought: &Query, on_replies: bool, operator: Operator, value: &str) -> String {
    let q = sought.with(operator, value);
    let tab = if on_replies { "&tab=replies" } else { "" };
    format!("/search?q={}{tab}", encoded(&q))
}
