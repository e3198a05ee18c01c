//! The page of a thread, put together.

use super::form::ReplyForm;
use super::replies::take_back;
use super::{Scene, Shown, Typed};
use crate::accounts::model::Person;
use crate::activitypub::delivery::Audience;
use crate::activitypub::licences::Licence;
use crate::communities::model::ReadPolicy;
use crate::communities::pages::{facts, preview_of};
use crate::error::Reason;
use crate::ids::AccountId;
use crate::locale::Html;
use crate::posts::model::{Comment, Resource, ReviewResult, ThreadKind};
use crate::posts::pages::views::{
    self, RelatedView, address, community_link, host_of_link, kind_noun, my_vote,
};
use crate::posts::policy;
use crate::posts::queries::{Byline, ReplyOrder, Shelf};
use crate::text::escape;
use crate::web::accent::Accent;
use crate::web::layout::{self, Frame, Kind, OpenGraph};
use crate::web::next::{login_path, register_path};
use crate::web::preview::PreviewPicture;
use crate::web::view::{
    ActionView, CommentView, LinkView, NoticeView, PersonView, PostState, PostView, TabView,
    VoteView, When,
};
use askama::Template;
use chrono::TimeDelta;

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
    /// The same with the words of the title.
    address: String,
    answered: bool,
    locked: bool,
    wiki: bool,
    when: When,
    edited: Option<When>,
    /// By whom, where that is not its author.
    editor: Option<PersonView>,
    link: Option<LinkView>,
    /// What that page says of itself.
    resource: Option<Resource>,
    origin: Option<LinkView>,
    totals: Option<String>,
    /// The communities that it is shared with.
    shared: Vec<LinkView>,
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
    /// Under which licence a reply is written.
    licence: Option<&'static str>,
    /// The licences of what is shown, as they are called, with their addresses.
    licences: Vec<LinkView>,
    /// Whether some of it states none.
    partly: bool,
    sign_in: Option<String>,
    register: Option<String>,
    outline: Vec<OutlineView>,
    related: Vec<RelatedView>,
    duplicates: Vec<LinkView>,
    /// When and by whom it was last said to be right.
    checked: Option<(When, Option<PersonView>)>,
    /// What it was made of and whom it credits, if it was made of another thread.
    credits: Option<Html>,
    /// The articles that were made of it.
    articles: Vec<LinkView>,
    /// The collections of the library that hold it.
    shelves: Vec<LinkView>,
    /// None for who may not know of it.
    place: Option<PlaceView>,
}

/// A reply in the outline of a long thread.
struct OutlineView {
    href: String,
    author: String,
    accepted: bool,
    /// The figure, and the word behind it; empty where there is none.
    votes: String,
    votes_word: String,
}

/// The community, beside its thread.
struct PlaceView {
    link: LinkView,
    focus: String,
    lang: Option<String>,
    facts: Vec<(String, String)>,
}

impl ThreadPage {
    /// Where the thread is read, if its title may be told.
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    fn revisions(&self) -> String {
        format!("{}/revisions", self.path)
    }

    fn licence_links(&self) -> Html {
        views::listed_html(self.licences.iter().map(|link| {
            let (href, label) = (escape(&link.href), escape(&link.label));
            Html::trusted(format!(
                "<a href=\"{href}\" rel=\"license noopener\">{label}</a>"
            ))
        }))
    }
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
        let frame = Frame {
            structured: self.structured(&frame.site_name, &shown),
            ..frame
        };
        let (licences, partly) = self.licences(&shown);
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
        let here = address(&path, &[("within", &self.within())]);
        ThreadPage {
            crumbs: self.crumbs(shown.branch.is_some()),
            title: if self.tombstone {
                t!("posts-thread-deleted")
            } else {
                post.title.clone()
            },
            lang: layout::lang(&post.language),
            answered: post.accepted_comment_id.is_some(),
            locked: post.locked_at.is_some(),
            wiki: post.wiki && !self.tombstone,
            when: When::new(post.published_at, self.now),
            edited: self.edited(),
            editor: self.editor.clone(),
            link: self.told_link(),
            resource: self.resource(),
            origin: self.origin(),
            totals: self.totals(),
            shared: self.shared.iter().map(community_link).collect(),
            notices: self.notices(),
            replies_heading: match &shown.branch {
                Some(_) => t!("posts-replies-branch"),
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
            licence: views::stated(self.community.row.licence),
            licences,
            partly,
            refusal: refusal
                .filter(|_| !has_form)
                .map(|reason| reason.to_string()),
            sign_in: self.who.is_none().then(|| login_path(&here)),
            register: (self.who.is_none() && frame.may_register).then(|| register_path(&here)),
            related: self.related.iter().map(RelatedView::clone).collect(),
            duplicates: self.duplicates.clone(),
            checked: self.checked(),
            credits: self.credited(),
            articles: self.articles(),
            shelves: self.shelves(),
            place: self.place(),
            frame: self.framed(frame, shown.branch.is_some()),
            address: match self.tombstone {
                true => path.clone(),
                false => post.page_path(),
            },
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
        Some(LinkView::new(t!("posts-thread-open-on", host = host), url))
    }

    fn resource(&self) -> Option<Resource> {
        let known = self.post.resource.as_ref().filter(|_| !self.tombstone)?;
        Some(known.0.clone())
    }

    fn next_page(&self, branch: Option<&Comment>, next: &str) -> String {
        let path = self.post.path();
        let within = self.within();
        if let Some(branch) = branch {
            let under = branch.public_id.as_str();
            let fields = [
                ("under", under),
                ("after", next),
                ("within", within.as_str()),
            ];
            return address(&path, &fields);
        }
        let order = if self.order == ReplyOrder::of(self.post.kind) {
            ""
        } else {
            self.order.as_str()
        };
        address(
            &path,
            &[("order", order), ("after", next), ("within", &within)],
        )
    }

    fn crumbs(&self, branch: bool) -> Vec<LinkView> {
        let mut crumbs = Vec::new();
        let own = self.known.then(|| community_link(&self.community));
        match &self.beside {
            Some(beside) => {
                crumbs.push(community_link(&beside.community));
                crumbs.extend(own.map(|own| {
                    let label = t!("posts-thread-from", place = own.label);
                    LinkView::new(label, own.href)
                }));
            }
            None => crumbs.extend(own),
        }
        if branch {
            let whole = address(&self.post.path(), &[("within", &self.within())]);
            crumbs.push(LinkView::new(t!("posts-thread-whole"), whole));
        }
        crumbs
    }

    /// Of the thread and the replies on this page whose words are shown.
    fn licences(&self, shown: &Shown) -> (Vec<LinkView>, bool) {
        let nodes = shown.replies.nodes.iter().filter(|node| node.has_words);
        let mut all: Vec<Licence> = nodes.map(|node| node.reply.licence).collect();
        if shown.branch.is_none() && !self.tombstone {
            all.push(self.post.licence);
        }
        all.sort();
        all.dedup();
        let links = all.iter().filter_map(|each| {
            let url = each.url()?;
            Some(LinkView::new(each.name(), url))
        });
        (links.collect(), all.contains(&Licence::Unstated))
    }

    fn checked(&self) -> Option<(When, Option<PersonView>)> {
        let fresh = self.freshness.as_ref().filter(|_| !self.tombstone)?;
        let (result, at) = fresh.checked?;
        let by = fresh.by.as_ref().map(views::byline);
        (result != ReviewResult::Outdated).then(|| (When::new(at, self.now), by))
    }

    /// That it is not right any more, or whether it is.
    pub(super) fn review(&self) -> Option<NoticeView> {
        let fresh = self.freshness.as_ref().filter(|_| self.post.is_visible())?;
        let path = format!("{}/review", self.post.path());
        let here = LinkView::new(t!("posts-notice-review-say"), path);
        let link = self.reviews.then_some(here);
        let outdated = fresh
            .checked
            .filter(|(said, _)| *said == ReviewResult::Outdated);
        if let Some((_, at)) = outdated {
            let day = self.now.date(at);
            return Some(NoticeView {
                kind: Kind::Warn,
                title: t!("posts-notice-outdated"),
                text: match fresh.by.as_ref().map(Byline::display_name) {
                    Some(name) => t!("posts-notice-outdated-by", day = day, name = name),
                    None => t!("posts-notice-outdated-text", day = day),
                },
                link,
                progress: None,
            });
        }
        let due = fresh.is_due(self.now.at) && link.is_some();
        due.then(|| NoticeView {
            kind: Kind::Info,
            title: t!("posts-notice-review"),
            text: t!("posts-notice-review-text"),
            link,
            progress: None,
        })
    }

    fn credited(&self) -> Option<Html> {
        let credits = self.credits.as_ref().filter(|_| !self.tombstone)?;
        let people = credits.people.iter().map(views::byline);
        let people = views::listed_html(people.map(|one| one.html()));
        Some(match (&credits.source, credits.people.is_empty()) {
            (Some(source), false) => t_html!(
                "posts-credits-both",
                source => source.path(),
                title = source.title,
                people = people,
            ),
            (Some(source), true) => t_html!(
                "posts-credits-source",
                source => source.path(),
                title = source.title,
            ),
            (None, false) => t_html!("posts-credits-people", people = people),
            (None, true) => t_html!("posts-credits-none"),
        })
    }

    fn articles(&self) -> Vec<LinkView> {
        let link = |(id, title): &(String, String)| LinkView::new(title, format!("/post/{id}"));
        self.articles.iter().map(link).collect()
    }

    fn shelves(&self) -> Vec<LinkView> {
        let path = self.community.path();
        let link = |shelf: &Shelf| LinkView::new(&shelf.title, format!("{path}{}", shelf.below()));
        let shown = self.shelves.iter().filter(|_| self.post.is_visible());
        shown.map(link).collect()
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
        let canonical = post.page(&self.app.local);
        Frame {
            og: (!self.tombstone).then(|| OpenGraph {
                title: post.title.clone(),
                description: views::description(post),
                url: canonical.clone(),
                kind: "article",
                picture: self.preview(),
            }),
            noindex: frame.noindex || !self.is_indexed(branch),
            creator: (!self.tombstone).then(|| self.creator()),
            canonical: Some(canonical),
            alternate_json: Some(post.ap_id.clone()),
            accent: match self.known {
                true => Accent::kept(&self.community.row.accent),
                false => frame.accent,
            },
            ..frame
        }
    }

    /// Its first picture where everybody may read it, else that of the community.
    fn preview(&self) -> Option<PreviewPicture> {
        let (local, post) = (&self.app.local, &self.post);
        let is_open = post.audience == Audience::Public && post.is_visible();
        let own = is_open.then(|| PreviewPicture::in_text(local, &post.body_html));
        own.flatten().or_else(|| preview_of(local, &self.community))
    }

    /// Whether search engines may keep the page: copies are kept where the thread lives, and in its own community.
    pub(super) fn is_indexed(&self, branch: bool) -> bool {
        let post = &self.post;
        let open = self.community.row.read_policy == ReadPolicy::Public
            && post.audience == Audience::Public;
        !branch && self.beside.is_none() && post.local && post.is_visible() && open
    }

    /// Its author, as microblogs find them.
    fn creator(&self) -> String {
        let actor = &self.author.actor;
        format!("@{}@{}", actor.name, actor.host)
    }

    pub(super) fn origin(&self) -> Option<LinkView> {
        let page = self.post.page_url.as_ref().unwrap_or(&self.post.ap_id);
        let host = &self.author.actor.host;
        (!self.post.local).then(|| LinkView::new(t!("posts-thread-open-on", host = host), page))
    }

    /// How far it has spread. What only its own server knows is told as its own.
    fn totals(&self) -> Option<String> {
        let post = &self.post;
        if self.tombstone {
            return None;
        }
        if post.local {
            let shares = post.share_count;
            return (shares > 0).then(|| t!("posts-totals-boosts", count = shares));
        }
        told_totals(
            post.up_votes,
            post.origin_like_count,
            post.origin_share_count,
        )
    }

    fn heading(&self) -> String {
        let post = &self.post;
        match post.kind {
            ThreadKind::Question => t!("posts-replies-answers", count = post.answer_count),
            _ => t!("posts-replies", count = post.comment_count),
        }
    }

    fn orders(&self) -> Vec<TabView> {
        let label = |order| match order {
            ReplyOrder::Best => t!("posts-replies-best"),
            ReplyOrder::Oldest => t!("posts-replies-oldest"),
            ReplyOrder::Newest => t!("posts-replies-newest"),
        };
        let question = self.post.kind == ThreadKind::Question;
        ReplyOrder::ALL
            .iter()
            .filter(|order| question || **order != ReplyOrder::Best)
            .map(|order| {
                let within = self.within();
                let fields = [("order", order.as_str()), ("within", within.as_str())];
                let href = address(&self.post.path(), &fields);
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
            team: false,
            when: When::new(post.published_at, self.now),
            edited: None,
            totals: None,
            html: post.body_html.clone(),
            lang: layout::lang(&post.language),
            state: if self.tombstone {
                PostState::Removed(t!("posts-gone-thread"))
            } else {
                PostState::Plain
            },
            told: None,
            votes: (!self.tombstone).then(|| VoteView {
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

    /// Whether somebody asked this here and has got no answer in a day.
    fn waits_long(&self, viewer: AccountId) -> bool {
        let post = &self.post;
        let open = post.kind == ThreadKind::Question
            && post.is_visible()
            && post.locked_at.is_none()
            && post.closed_at.is_none()
            && post.answer_count == 0;
        let waited = self.now.at.since(post.published_at) >= TimeDelta::days(1);
        open && waited && post.author_id == viewer && self.community.is_local()
    }

    fn thread_actions(&self) -> Vec<ActionView> {
        let (post, path) = (&self.post, self.post.path());
        let Some(standing) = &self.standing else {
            return Vec::new();
        };
        let mut actions = Vec::new();
        if policy::may_reply(standing, &self.community, post, None).is_ok() {
            actions.push(ActionView::link(t!("posts-act-reply"), "reply", "#reply"));
        }
        if post.is_visible() {
            actions.push(follow_button(&path, self.followed));
            let href = format!("{path}/save");
            actions.push(ActionView::link(t!("posts-act-save"), "pin", href));
        }
        if self.waits_long(standing.account) {
            let href = format!("{path}/bump");
            actions.push(ActionView::button(t!("posts-act-bump"), "people", href));
        }
        if policy::may_edit_post(standing, &self.community, post).is_ok() {
            let href = format!("{path}/edit");
            actions.push(ActionView::link(t!("posts-act-edit"), "edit", href));
        } else if self.may_suggest(post.author_id, post.local) {
            let href = format!("{path}/suggest");
            actions.push(ActionView::link(t!("posts-act-suggest"), "edit", href));
        }
        let closed_by = self.closing.as_ref().map(|(closing, _)| closing.by_id);
        if policy::may_close(standing, &self.community, post, closed_by).is_ok() {
            actions.push(match post.closed_at {
                None => ActionView::link(t!("posts-act-close"), "lock", format!("{path}/close")),
                Some(_) => {
                    ActionView::button(t!("posts-act-reopen"), "undo", format!("{path}/reopen"))
                }
            });
        }
        if policy::may_set_wiki(standing, &self.community, post).is_ok() {
            let (label, word) = match post.wiki {
                true => (t!("posts-act-wiki-end"), "off"),
                false => (t!("posts-act-wiki"), "on"),
            };
            let href = format!("{path}/wiki?wiki={word}");
            actions.push(ActionView::button(label, "people", href));
        }
        if policy::may_delete_post(standing, post).is_ok() {
            actions.push(take_back(&path, post.deleted_at.is_some()));
        }
        if self.shareable {
            let href = format!("{path}/share");
            actions.push(ActionView::link(t!("posts-act-share"), "people", href));
        }
        if policy::may_distil(standing, &self.community, post).is_ok() {
            let href = format!("{path}/distil");
            actions.push(ActionView::link(t!("posts-act-distil"), "book", href));
        }
        if self.proposes && post.is_visible() {
            let href = format!("{path}/library");
            actions.push(ActionView::link(t!("posts-act-propose"), "book", href));
        }
        if post.author_id != standing.account {
            let href = format!("{path}/report");
            actions.push(ActionView::link(t!("posts-act-report"), "flag", href));
        }
        actions
    }

    fn thread_care(&self) -> Vec<ActionView> {
        let beside = self.care_beside(None);
        if !self.moderates() && !self.hides() {
            return beside.into_iter().collect();
        }
        let (post, path) = (&self.post, self.post.path());
        let either = |holds: bool, lift: (String, &str), hold: (String, &str), icon| {
            let (label, below) = if holds { lift } else { hold };
            ActionView::link(label, icon, format!("{path}/{below}"))
        };
        let mut care = vec![either(
            post.removed_at.is_some(),
            (t!("posts-care-restore"), "restore"),
            (t!("posts-care-remove"), "remove"),
            "remove",
        )];
        care.extend(beside);
        if !self.moderates() {
            return care;
        }
        care.extend([
            either(
                post.locked_at.is_some(),
                (t!("posts-care-unlock"), "unlock"),
                (t!("posts-care-lock"), "lock"),
                "lock",
            ),
            either(
                post.pinned_at.is_some(),
                (t!("posts-care-unpin"), "unpin"),
                (t!("posts-care-pin"), "pin"),
                "pin",
            ),
        ]);
        let others = post.author_id != self.own_id();
        if others && post.local && self.community.is_local() && post.is_visible() {
            let href = format!("{path}/retitle");
            care.push(ActionView::link(t!("posts-care-retitle"), "edit", href));
        }
        let open = post.audience == Audience::Public;
        if self.community.is_local() && open && post.is_visible() {
            let href = format!("{path}/move");
            care.push(ActionView::link(t!("posts-care-move"), "undo", href));
        }
        if self.community.is_local() && post.is_visible() {
            let href = format!("{path}/library");
            care.push(ActionView::link(t!("posts-care-shelve"), "book", href));
        }
        if others {
            let handle = self.author.handle();
            care.extend(self.warn(&handle, ("post", post.public_id.as_str())));
            care.push(self.ban(&handle));
        }
        care
    }
}

/// What its own server says of likes and boosts, where that is more than what is here: what it said a while
/// ago may be less by now.
pub(super) fn told_totals(
    up_votes: i64,
    likes: Option<i64>,
    shares: Option<i64>,
) -> Option<String> {
    let likes = likes.filter(|n| *n > up_votes);
    let shares = shares.filter(|n| *n > 0);
    Some(match (likes, shares) {
        (Some(likes), Some(boosts)) => t!("posts-totals-there", likes = likes, boosts = boosts),
        (Some(likes), None) => t!("posts-totals-there-likes", count = likes),
        (None, Some(boosts)) => t!("posts-totals-there-boosts", count = boosts),
        (None, None) => return None,
    })
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
    let line = |reply: &PostView| {
        let votes = reply.votes.as_ref();
        let word = |votes: &VoteView| t!("posts-outline-votes", count = votes.score);
        OutlineView {
            href: format!("#{}", reply.id),
            author: reply.author.display_name.clone(),
            accepted: matches!(reply.state, PostState::Accepted(_)),
            votes: votes.map(VoteView::figure).unwrap_or_default(),
            votes_word: votes.map(word).unwrap_or_default(),
        }
    };
    replies.iter().map(line).collect()
}

fn follow_button(path: &str, followed: bool) -> ActionView {
    match followed {
        true => {
            let href = format!("{path}/follow?end=1");
            ActionView::button(t!("posts-act-unfollow"), "bell", href)
        }
        false => {
            let href = format!("{path}/follow");
            ActionView::button(t!("posts-act-follow"), "bell", href)
        }
    }
}
