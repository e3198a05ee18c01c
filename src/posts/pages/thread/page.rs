//! The page of a thread, put together.

use super::form::ReplyForm;
use super::replies::take_back;
use super::{Scene, Shown, Typed};
use crate::accounts::model::Person;
use crate::communities::model::ReadPolicy;
use crate::communities::pages::facts;
use crate::error::Reason;
use crate::ids::{AccountId, CommentId};
use crate::membership::model::Accord;
use crate::posts::model::{Comment, ThreadKind};
use crate::posts::pages::views::{
    self, RelatedView, address, community_link, host_of_link, kind_noun, my_vote,
};
use crate::posts::policy;
use crate::posts::queries::ReplyOrder;
use crate::web::layout::{self, Frame, Kind, OpenGraph};
use crate::web::next::login_path;
use crate::web::view::{
    ActionView, CommentView, LinkView, NoticeView, PersonView, PostState, PostView, TabView,
    VoteView, When,
};
use askama::Template;

/// Answers from which on a thread has an outline.
const OUTLINED: usize = 4;

#[derive(Template)]
#[template(path = "posts/pages/thread.html")]
pub(in crate::posts::pages) struct ThreadPage {
    frame: Frame,
    crumbs: Vec<LinkView>,
    title: String,
    lang: Option<String>,
    path: String,
    answered: bool,
    locked: bool,
    when: When,
    edited: Option<When>,
    link: Option<LinkView>,
    origin: Option<LinkView>,
    totals: Option<String>,
    notices: Vec<NoticeView>,
    /// None where the page shows one branch of the thread.
    question: Option<PostView>,
    replies_heading: String,
    orders: Vec<TabView>,
    replies: Vec<PostView>,
    older: Option<String>,
    form: Option<ReplyForm>,
    refusal: Option<String>,
    /// Where somebody joins who could reply then.
    join: Option<String>,
    sign_in: Option<String>,
    outline: Vec<OutlineView>,
    related: Vec<RelatedView>,
    /// None for who may not know of it.
    place: Option<PlaceView>,
}

/// A reply in the outline of a long thread.
struct OutlineView {
    href: String,
    author: String,
    accepted: bool,
    votes: String,
}

/// The community, beside its thread.
struct PlaceView {
    link: LinkView,
    focus: String,
    lang: Option<String>,
    facts: Vec<(&'static str, String)>,
}

impl Scene<'_> {
    pub(super) fn page(
        &self,
        frame: Frame,
        shown: Shown,
        parent: Option<(Comment, Person)>,
        typed: Typed,
    ) -> ThreadPage {
        let post = &self.post;
        let path = post.path();
        let next = shown.replies.next.unwrap_or_default();
        let older = (!next.is_empty()).then(|| self.next_page(shown.branch.as_ref(), &next));
        let (mut question, mut replies) = match &shown.branch {
            Some(_) => (None, self.branch(shown.replies.nodes)),
            None => {
                let (remarks, cards) = self.group(shown.replies.nodes);
                (Some(self.question(remarks)), cards)
            }
        };
        let frame = told_there(frame, question.iter_mut().chain(&mut replies));
        let refusal = self.standing.as_ref().and_then(|standing| {
            let parent = parent.as_ref().map(|(parent, _)| parent);
            policy::may_reply(standing, &self.community, post, parent).err()
        });
        let may_reply = self.standing.is_some() && refusal.is_none();
        // Whoever has typed something is not left without it.
        let has_form = may_reply || !typed.body.is_empty();
        ThreadPage {
            crumbs: self.crumbs(shown.branch.is_some()),
            title: if self.tombstone {
                "Deleted thread".to_owned()
            } else {
                post.title.clone()
            },
            lang: layout::lang(&post.language),
            answered: post.accepted_comment_id.is_some(),
            locked: post.locked_at.is_some(),
            when: When::new(post.published_at, self.now),
            edited: self.edited(),
            link: self.told_link(),
            origin: self.origin(),
            totals: self.totals(),
            notices: self.notices(),
            replies_heading: match &shown.branch {
                Some(_) => "One reply, and what was said to it".to_owned(),
                None => self.heading(),
            },
            orders: match &shown.branch {
                Some(_) => Vec::new(),
                None => self.orders(),
            },
            outline: outline(&replies),
            question,
            replies,
            older,
            form: has_form.then(|| self.form(parent, typed)),
            join: (refusal == Some(Reason::NotMember) && self.community.is_local())
                .then(|| format!("{}/join", self.community.path())),
            refusal: refusal
                .filter(|_| !has_form)
                .map(|reason| reason.to_string()),
            sign_in: self.who.is_none().then(|| login_path(&path)),
            related: self.related.iter().map(RelatedView::clone).collect(),
            place: self.place(),
            frame: self.framed(frame, shown.branch.is_some()),
            path,
        }
    }

    fn edited(&self) -> Option<When> {
        let at = self.post.edited_at.filter(|_| !self.tombstone)?;
        Some(When::new(at, self.now))
    }

    /// What the thread links to.
    fn told_link(&self) -> Option<LinkView> {
        let url = self.post.url.as_ref().filter(|_| !self.tombstone)?;
        let host = host_of_link(url)?;
        Some(LinkView::new(format!("Open on {host}"), url))
    }

    fn next_page(&self, branch: Option<&Comment>, next: &str) -> String {
        let path = self.post.path();
        if let Some(branch) = branch {
            return address(&path, &[("under", &branch.public_id), ("after", next)]);
        }
        let order = if self.order == ReplyOrder::of(self.post.kind) {
            ""
        } else {
            self.order.as_str()
        };
        address(&path, &[("order", order), ("after", next)])
    }

    fn crumbs(&self, branch: bool) -> Vec<LinkView> {
        let mut crumbs = Vec::new();
        if self.known {
            crumbs.push(community_link(&self.community));
        }
        if branch {
            crumbs.push(LinkView::new("The whole thread", self.post.path()));
        }
        crumbs
    }

    /// How much is said there now is for who reads there now, whoever may read this thread.
    fn place(&self) -> Option<PlaceView> {
        let community = &self.community;
        self.known.then(|| PlaceView {
            link: community_link(community),
            focus: community.row.focus.clone(),
            lang: layout::lang(&community.row.language),
            facts: match self.sight.admits(community.audience()) {
                true => facts(community),
                false => Vec::new(),
            },
        })
    }

    fn framed(&self, frame: Frame, branch: bool) -> Frame {
        let post = &self.post;
        let own = self.app.local.url(&post.path());
        let origin = post.page_url.clone().unwrap_or_else(|| post.ap_id.clone());
        let canonical = if post.local { own } else { origin };
        Frame {
            og: (!self.tombstone).then(|| OpenGraph {
                title: post.title.clone(),
                description: views::description(post),
                url: canonical.clone(),
                kind: "article",
            }),
            noindex: frame.noindex
                || branch
                || !post.local
                || !post.is_visible()
                || self.community.row.read_policy != ReadPolicy::Public,
            canonical: Some(canonical),
            alternate_json: Some(post.ap_id.clone()),
            ..frame
        }
    }

    fn origin(&self) -> Option<LinkView> {
        let page = self.post.page_url.as_ref().unwrap_or(&self.post.ap_id);
        let host = &self.author.actor.host;
        (!self.post.local).then(|| LinkView::new(format!("Open on {host}"), page))
    }

    /// How far it has spread. What only its own server knows is told as its own.
    fn totals(&self) -> Option<String> {
        let post = &self.post;
        if self.tombstone {
            return None;
        }
        if post.local {
            return (post.share_count > 0).then(|| boosts(post.share_count));
        }
        told_totals(
            post.up_votes,
            post.origin_like_count,
            post.origin_share_count,
        )
    }

    fn notices(&self) -> Vec<NoticeView> {
        let post = &self.post;
        let notice = |kind, title: &str, text: String| NoticeView {
            kind,
            title: title.to_owned(),
            text,
            ..NoticeView::default()
        };
        let mut notices = Vec::new();
        if post.deleted_at.is_some() && !self.tombstone {
            let text = "Only you see this; you can put it back.".to_owned();
            notices.push(notice(Kind::Warn, "Deleted.", text));
        }
        if post.removed_at.is_some() {
            let text =
                "The moderators took this thread down. Its author and the moderators see it.";
            let appeal = self.appeal_of(post.author_id);
            let why = self.why(None, appeal.is_some());
            let text = format!("{text} {why}").trim_end().to_owned();
            notices.push(NoticeView {
                link: appeal,
                ..notice(Kind::Bad, "Removed.", text)
            });
        }
        if post.held_at.is_some() {
            let (text, link) = self.held_until(post.author_id);
            notices.push(NoticeView {
                link,
                ..notice(Kind::Warn, "Held.", text.to_owned())
            });
        }
        let policy = self.community.row.post_policy;
        let waits = self.waits_there(post.author_id, policy, post.published_at);
        if let Some(outside) = waits.filter(|_| post.is_visible()) {
            let host = &self.community.actor.host;
            let title = format!("It waits on {host}.");
            notices.push(NoticeView {
                link: Some(outside.way_in.clone()),
                ..notice(Kind::Warn, &title, outside.after(host))
            });
        }
        if post.locked_at.is_some() {
            let text = "It takes no more replies. Moderators may still write.".to_owned();
            notices.push(notice(Kind::Info, "Locked.", text));
        }
        notices.extend(self.elsewhere());
        notices
    }

    /// Why the thread, or one of its replies, was removed: for those who still see it. What may follow from it is
    /// said where there is somebody to write to.
    pub(super) fn why(&self, reply: Option<CommentId>, appeals: bool) -> String {
        let removal = self.removals.iter().rfind(|(what, _, _)| *what == reply);
        let reason = removal.map_or("", |(_, reason, _)| reason.as_str());
        let why = if reason.is_empty() {
            String::new()
        } else {
            format!("Why: {reason}")
        };
        if !appeals {
            return why;
        }
        let stop = if why.is_empty() || why.ends_with(['.', '!', '?']) {
            ""
        } else {
            "."
        };
        let way = "If you think that this is wrong, ask for another look.";
        format!("{why}{stop} {way}").trim_start().to_owned()
    }

    /// Whom the viewer writes to, of what they wrote themselves.
    pub(super) fn appeal_of(&self, author: AccountId) -> Option<LinkView> {
        self.appeal.clone().filter(|_| author == self.own_id())
    }

    /// What lets through what is held of somebody, and where the viewer can do something about it.
    pub(super) fn held_until(&self, author: AccountId) -> (&'static str, Option<LinkView>) {
        let path = self.community.path();
        let link = |label: &str, below: &str| Some(LinkView::new(label, format!("{path}/{below}")));
        match &self.standing {
            Some(own) if own.account == author && own.accord == Accord::Owed => (
                "Others see it when you have agreed to the rules of this community.",
                link("Read the rules and agree", "rules"),
            ),
            Some(own) if own.account == author && own.role.is_none() => (
                "Others see it when you are a member of this community.",
                link("How to join", "join"),
            ),
            Some(own) if own.may_moderate() && self.community.is_local() => (
                "Others see it when its author is a member and has agreed to the rules, or when you let it through.",
                link("Decide on the desk", "desk#held"),
            ),
            _ => (
                "Others see it when its author is a member and has agreed to the rules, or the moderators let it through.",
                None,
            ),
        }
    }

    /// How much of the conversation is here. What we hold and do not show counts as being here.
    fn elsewhere(&self) -> Option<NoticeView> {
        let there = self.post.origin_reply_count.unwrap_or(0);
        let here = self.kept.max(self.post.comment_count);
        (there > here).then(|| NoticeView {
            kind: Kind::Info,
            title: format!(
                "{} of {} replies are here.",
                layout::count(here),
                layout::count(there)
            ),
            text: "The others are fetched in the background while members here read the thread; until they come they can be read where it lives."
                .to_owned(),
            link: self.origin(),
            progress: Some((here, there)),
        })
    }

    fn heading(&self) -> String {
        let post = &self.post;
        let (count, one, many) = match post.kind {
            ThreadKind::Question => (post.answer_count, "answer", "answers"),
            _ => (post.comment_count, "reply", "replies"),
        };
        match count {
            0 => format!("No {many} yet"),
            1 => format!("1 {one}"),
            _ => format!("{} {many}", layout::count(count)),
        }
    }

    fn orders(&self) -> Vec<TabView> {
        let label = |order| match order {
            ReplyOrder::Best => "Best",
            ReplyOrder::Oldest => "Oldest",
            ReplyOrder::Newest => "Newest",
        };
        let question = self.post.kind == ThreadKind::Question;
        ReplyOrder::ALL
            .iter()
            .filter(|order| question || **order != ReplyOrder::Best)
            .map(|order| {
                let href = address(&self.post.path(), &[("order", order.as_str())]);
                TabView::new(label(*order), href, *order == self.order)
            })
            .collect()
    }

    fn question(&self, remarks: Vec<CommentView>) -> PostView {
        let post = &self.post;
        let may_vote = self.may_vote(post.author_id == self.own_id());
        let (comments, folded) = self.fold(remarks);
        PostView {
            id: "thread".to_owned(),
            noun: kind_noun(post.kind),
            leads: true,
            author: PersonView {
                standing: self.standing_of(self.author.id(), self.author.account.bot, false),
                ..views::person(&self.author)
            },
            when: When::new(post.published_at, self.now),
            edited: None,
            totals: None,
            html: post.body_html.clone(),
            lang: layout::lang(&post.language),
            state: if self.tombstone {
                PostState::Removed("Its author deleted this thread.".to_owned())
            } else {
                PostState::Plain
            },
            told: None,
            votes: Some(VoteView {
                id: "v-thread".to_owned(),
                action: may_vote.then(|| format!("{}/vote", post.path())),
                score: post.score,
                mine: my_vote(self.vote),
                small: false,
            }),
            // They lead to the community.
            tags: if self.tombstone || !self.known {
                Vec::new()
            } else {
                views::tags(&post.tags.0, &self.community.path())
            },
            actions: self.thread_actions(),
            care: self.thread_care(),
            more: None,
            comments,
            folded,
        }
    }

    fn thread_actions(&self) -> Vec<ActionView> {
        let (post, path) = (&self.post, self.post.path());
        let Some(standing) = &self.standing else {
            return Vec::new();
        };
        let mut actions = Vec::new();
        if policy::may_reply(standing, &self.community, post, None).is_ok() {
            actions.push(ActionView::link("Reply", "reply", "#reply"));
        }
        if policy::may_edit_post(standing, &self.community, post).is_ok() {
            actions.push(ActionView::link("Edit", "edit", format!("{path}/edit")));
        }
        if policy::may_delete_post(standing, post).is_ok() {
            actions.push(take_back(&path, post.deleted_at.is_some()));
        }
        if post.author_id != standing.account {
            let href = format!("{path}/report");
            actions.push(ActionView::link("Report", "flag", href));
        }
        actions
    }

    fn thread_care(&self) -> Vec<ActionView> {
        if !self.moderates() && !self.hides() {
            return Vec::new();
        }
        let (post, path) = (&self.post, self.post.path());
        let either = |holds: bool, lift: (&str, &str), hold: (&str, &str), icon| {
            let (label, below) = if holds { lift } else { hold };
            ActionView::link(label, icon, format!("{path}/{below}"))
        };
        let mut care = vec![either(
            post.removed_at.is_some(),
            ("Restore…", "restore"),
            ("Remove…", "remove"),
            "remove",
        )];
        if !self.moderates() {
            return care;
        }
        care.extend([
            either(
                post.locked_at.is_some(),
                ("Unlock…", "unlock"),
                ("Lock…", "lock"),
                "lock",
            ),
            either(
                post.pinned_at.is_some(),
                ("Unpin…", "unpin"),
                ("Pin…", "pin"),
                "pin",
            ),
        ]);
        if post.author_id != self.own_id() {
            care.push(self.ban(&self.author.handle()));
        }
        care
    }
}

fn boosts(shares: i64) -> String {
    layout::counted(shares, "boost", "boosts")
}

/// What its own server says of likes and boosts, where that is more than what is here: what it said a while
/// ago may be less by now.
pub(super) fn told_totals(
    up_votes: i64,
    likes: Option<i64>,
    shares: Option<i64>,
) -> Option<String> {
    let likes = likes.filter(|n| *n > up_votes);
    let likes = likes.map(|likes| layout::counted(likes, "like", "likes"));
    let shares = shares.filter(|n| *n > 0).map(boosts);
    let told: Vec<String> = likes.into_iter().chain(shares).collect();
    (!told.is_empty()).then(|| format!("{}, by its server", told.join(", ")))
}

/// What came of the last step is told at the reply that it was about, if that is on this page.
fn told_there<'a>(frame: Frame, mut posts: impl Iterator<Item = &'a mut PostView>) -> Frame {
    let told = frame.flash.clone().filter(|flash| !flash.at.is_empty());
    let Some(flash) = told else {
        return frame;
    };
    match posts.any(|post| post.tell(&flash.at, &flash.text)) {
        true => Frame {
            flash: None,
            ..frame
        },
        false => frame,
    }
}

fn outline(replies: &[PostView]) -> Vec<OutlineView> {
    if replies.len() < OUTLINED {
        return Vec::new();
    }
    let line = |reply: &PostView| OutlineView {
        href: format!("#{}", reply.id),
        author: reply.author.display_name.clone(),
        accepted: matches!(reply.state, PostState::Accepted(_)),
        votes: reply
            .votes
            .as_ref()
            .map(VoteView::figure)
            .unwrap_or_default(),
    };
    replies.iter().map(line).collect()
}
