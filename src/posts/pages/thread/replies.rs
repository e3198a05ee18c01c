//! Replies as cards and comments, and what this viewer may do with each.

use super::Scene;
use super::page::told_totals;
use crate::error::Reason;
use crate::membership::model::Standing;
use crate::posts::model::{ReplyKind, ThreadKind};
use crate::posts::pages::views::{self, address, my_vote};
use crate::posts::policy;
use crate::posts::queries::ReplyNode;
use crate::web::layout;
use crate::web::view::{
    ActionView, CommentView, MarkView, PersonView, PostState, PostView, VoteView, When,
};

/// Comments shown under an answer before the rest is folded.
const OPEN_COMMENTS: usize = 5;
/// How far replies stand in at most.
const MAX_INDENT: i32 = 6;

impl Scene<'_> {
    /// Replies to the thread as cards, each with what is below it; comments on a question apart.
    pub(super) fn group(&self, nodes: Vec<ReplyNode>) -> (Vec<CommentView>, Vec<PostView>) {
        let question = self.post.kind == ThreadKind::Question;
        let mut remarks = Vec::new();
        let mut cards: Vec<(PostView, Vec<CommentView>)> = Vec::new();
        let mut on_question = false;
        for node in nodes {
            let top = node.reply.depth == 1;
            if top {
                on_question = question && node.reply.kind == ReplyKind::Comment;
            }
            if on_question {
                remarks.push(self.comment(&node, node.reply.depth));
            } else if top {
                cards.push((self.card(&node), Vec::new()));
            } else if let Some((_, below)) = cards.last_mut() {
                below.push(self.comment(&node, node.reply.depth - 1));
            }
        }
        let cards = cards.into_iter().map(|(card, below)| {
            // A conversation is read whole; what is said about an answer can wait.
            let (comments, folded) = if question {
                self.fold(below)
            } else {
                (below, Vec::new())
            };
            PostView {
                comments,
                folded,
                ..card
            }
        });
        (remarks, cards.collect())
    }

    /// One reply as a card, with all that hangs on it and is on this page.
    pub(super) fn branch(&self, nodes: Vec<ReplyNode>) -> Vec<PostView> {
        let mut nodes = nodes.into_iter();
        let Some(root) = nodes.next() else {
            return Vec::new();
        };
        let depth = root.reply.depth;
        let comments = nodes.map(|node| self.comment(&node, node.reply.depth - depth));
        vec![PostView {
            comments: comments.collect(),
            // What does not fit is on the next page of this very branch.
            more: None,
            ..self.card(&root)
        }]
    }

    /// The one that somebody wants to see is not folded away.
    pub(super) fn fold(
        &self,
        mut comments: Vec<CommentView>,
    ) -> (Vec<CommentView>, Vec<CommentView>) {
        let wanted = format!("c-{}", self.at);
        let rest = comments.split_off(comments.len().min(OPEN_COMMENTS));
        if rest.iter().any(|comment| comment.id == wanted) {
            comments.extend(rest);
            return (comments, Vec::new());
        }
        (comments, rest)
    }

    fn card(&self, node: &ReplyNode) -> PostView {
        let reply = &node.reply;
        let state = match self.gone(node) {
            Some(said) => PostState::Removed(said),
            None if node.accepted && !self.hides_beside(reply.id) => {
                PostState::Accepted(self.accepted.get(&reply.id).cloned().unwrap_or_default())
            }
            None => match self.mark(node) {
                Some(mark) => PostState::Held(mark),
                None => PostState::Plain,
            },
        };
        PostView {
            id: format!("c-{}", reply.public_id),
            noun: noun(reply.kind),
            leads: false,
            author: self.byline(node),
            team: reply.distinguished_at.is_some(),
            when: When::new(reply.published_at, self.now),
            edited: reply.edited_at.map(|at| When::new(at, self.now)),
            totals: totals(node),
            html: reply.body_html.clone(),
            lang: layout::lang(&reply.language),
            state,
            told: None,
            votes: self.votes(node, false),
            tags: Vec::new(),
            actions: self.reply_actions(node),
            care: self.reply_care(node),
            more: self.more(node),
            comments: Vec::new(),
            folded: Vec::new(),
        }
    }

    fn comment(&self, node: &ReplyNode, depth: i32) -> CommentView {
        let reply = &node.reply;
        CommentView {
            id: format!("c-{}", reply.public_id),
            depth: usize::try_from(depth.clamp(1, MAX_INDENT)).unwrap_or(1),
            told: None,
            gone: self.gone(node),
            mark: self.mark(node).filter(|_| node.has_words),
            author: self.byline(node),
            team: reply.distinguished_at.is_some(),
            html: reply.body_html.clone(),
            lang: layout::lang(&reply.language),
            when: When::new(reply.published_at, self.now),
            edited: reply.edited_at.map(|at| When::new(at, self.now)),
            totals: totals(node),
            votes: self.votes(node, true),
            actions: self.reply_actions(node),
            care: self.reply_care(node),
            more: self.more(node),
        }
    }

    /// Said above words that others do not see.
    fn mark(&self, node: &ReplyNode) -> Option<MarkView> {
        let reply = &node.reply;
        let plain = |badge: String| MarkView {
            badge,
            ..MarkView::default()
        };
        match (reply.deleted_at, reply.removed_at, reply.held_at) {
            (Some(_), _, _) => Some(plain(t!("posts-mark-deleted"))),
            (_, Some(_), _) => {
                let link = self.appeal_of(reply.author_id);
                Some(MarkView {
                    text: self.why(Some(reply.id), link.is_some()),
                    link,
                    ..plain(t!("posts-mark-removed"))
                })
            }
            (_, _, Some(_)) => {
                let (text, link) = self.held_until(reply.author_id, Some(reply.id));
                Some(MarkView {
                    text,
                    link,
                    ..plain(t!("posts-mark-held"))
                })
            }
            _ if self.hides_beside(reply.id) => Some(plain(t!("posts-mark-hidden"))),
            _ => {
                let policy = self.community.row.answer_policy;
                let at = (reply.published_at, reply.passed_on_at);
                let waits = self.waits_there(reply.author_id, policy, at)?;
                Some(MarkView {
                    text: waits.text,
                    link: waits.link,
                    ..plain(t!("posts-mark-waits"))
                })
            }
        }
    }

    fn byline(&self, node: &ReplyNode) -> PersonView {
        PersonView {
            standing: self.beside_reply(node),
            ..views::byline(&node.author)
        }
    }

    /// Beside answers also what their author's answers counted for, where it says something.
    fn beside_reply(&self, node: &ReplyNode) -> Option<String> {
        let author = node.reply.author_id;
        let said = self.standing_of(author, node.author.is_bot(), true);
        let merit = self.merits.get(&author);
        let merit = merit.filter(|_| node.reply.kind == ReplyKind::Answer && node.has_words);
        let all: Vec<String> = said.into_iter().chain(merit.cloned()).collect();
        (!all.is_empty()).then(|| all.join(", "))
    }

    /// Everybody sees the figure; who may vote gets the buttons.
    fn votes(&self, node: &ReplyNode, small: bool) -> Option<VoteView> {
        let reply = &node.reply;
        let may = reply.is_visible() && self.may_vote(reply.author_id == self.own_id());
        let path = format!("/comment/{}/vote", reply.public_id);
        node.has_words.then(|| VoteView {
            id: format!("v-{}", reply.public_id),
            action: may.then_some(path),
            score: reply.score,
            mine: my_vote(node.my_vote),
            small,
        })
    }

    /// Nobody votes on their own words.
    pub(super) fn may_vote(&self, own: bool) -> bool {
        let may = |by: &Standing| policy::may_vote_post(by, &self.community, &self.post).is_ok();
        !own && self.standing.as_ref().is_some_and(may)
    }

    fn more(&self, node: &ReplyNode) -> Option<String> {
        let within = self.within();
        let under = [
            ("under", node.reply.public_id.as_str()),
            ("within", within.as_str()),
        ];
        node.more.then(|| address(&self.post.path(), &under))
    }

    /// What this viewer may do; the actions judge again.
    fn reply_actions(&self, node: &ReplyNode) -> Vec<ActionView> {
        let mut actions = Vec::new();
        let reply = &node.reply;
        let path = format!("/comment/{}", reply.public_id);
        let name = node.author.display_name();
        let about = match reply.kind {
            ReplyKind::Answer => t!("posts-reply-about-answer", name = name),
            ReplyKind::Comment => t!("posts-reply-about", name = name),
        };
        if let Some(standing) = &self.standing {
            self.add_actions(&mut actions, standing, node, &path);
        }
        if reply.edited_at.is_some() && node.has_words {
            let href = format!("{path}/revisions");
            actions.push(ActionView::link(t!("posts-act-former"), "clock", href));
        }
        actions
            .into_iter()
            .map(|action| action.about(about.as_str()))
            .collect()
    }

    fn add_actions(
        &self,
        actions: &mut Vec<ActionView>,
        standing: &Standing,
        node: &ReplyNode,
        path: &str,
    ) {
        let (reply, post) = (&node.reply, &self.post);
        let mine = reply.author_id == standing.account;
        let question = post.kind == ThreadKind::Question;
        // What was said to the answers of a closed question goes on.
        let judged = policy::may_reply(standing, &self.community, post, None);
        let open = matches!(judged, Ok(()) | Err(Reason::Closed));
        if reply.is_visible() && open {
            let within = self.within();
            let fields = [
                ("reply", reply.public_id.as_str()),
                ("within", within.as_str()),
            ];
            let here = address(&post.path(), &fields);
            let label = t!("posts-act-reply");
            actions.push(ActionView::link(label, "reply", here + "#reply"));
        }
        let chooses = question
            && reply.kind == ReplyKind::Answer
            && policy::may_unaccept(standing, &self.community, post, self.now.at).is_ok();
        if chooses && node.accepted {
            let href = format!("{path}/unaccept");
            actions.push(ActionView::button(t!("posts-act-unaccept"), "undo", href));
        } else if chooses && reply.is_visible() {
            let href = format!("{path}/accept");
            actions.push(ActionView::button(t!("posts-act-accept"), "check", href));
        }
        if mine && reply.is_visible() {
            let href = format!("{path}/edit");
            actions.push(ActionView::link(t!("posts-act-edit"), "edit", href));
        }
        if reply.is_visible() && self.may_suggest(reply.author_id, reply.local) {
            let href = format!("{path}/suggest");
            actions.push(ActionView::link(t!("posts-act-suggest"), "edit", href));
        }
        if mine && reply.is_visible() && post.is_visible() && standing.may_moderate() {
            let (label, word) = match reply.distinguished_at {
                Some(_) => (t!("posts-act-plain"), "off"),
                None => (t!("posts-act-distinguish"), "on"),
            };
            let href = format!("{path}/distinguish?team={word}");
            actions.push(ActionView::button(label, "people", href));
        }
        if mine {
            actions.push(take_back(path, reply.deleted_at.is_some()));
        }
        if question && reply.depth == 1 && reply.is_visible() && (mine || standing.may_moderate()) {
            let (label, kind) = match reply.kind {
                ReplyKind::Answer => (t!("posts-act-to-comment"), "comment"),
                ReplyKind::Comment => (t!("posts-act-to-answer"), "answer"),
            };
            let href = format!("{path}/convert?kind={kind}");
            actions.push(ActionView::button(label, "talk", href));
        }
        if reply.is_visible() {
            let href = format!("{path}/save");
            actions.push(ActionView::link(t!("posts-act-save"), "pin", href));
        }
        if !mine && reply.is_visible() {
            let href = format!("{path}/report");
            actions.push(ActionView::link(t!("posts-act-report"), "flag", href));
        }
    }

    fn reply_care(&self, node: &ReplyNode) -> Vec<ActionView> {
        let reply = &node.reply;
        let mut care: Vec<ActionView> = self.care_beside(Some(reply)).into_iter().collect();
        if !self.moderates() && !self.hides() {
            return care;
        }
        let path = format!("/comment/{}", reply.public_id);
        if reply.removed_at.is_some() {
            let href = format!("{path}/restore");
            care.push(ActionView::link(t!("posts-care-restore"), "plus", href));
        } else if reply.deleted_at.is_none() {
            care.push(ActionView::link(
                t!("posts-care-remove"),
                "remove",
                format!("{path}/remove"),
            ));
        }
        if self.moderates() && reply.deleted_at.is_none() {
            let (label, below) = match reply.locked_at {
                Some(_) => (t!("posts-care-unlock-branch"), "unlock"),
                None => (t!("posts-care-lock-branch"), "lock"),
            };
            care.push(ActionView::link(label, "lock", format!("{path}/{below}")));
        }
        if self.moderates() && reply.author_id != self.own_id() {
            let handle = node.author.handle();
            care.extend(self.warn(&handle, ("comment", reply.public_id.as_str())));
            care.push(self.ban(&handle));
        }
        care
    }

    /// Said in place of the words that this viewer may not read.
    fn gone(&self, node: &ReplyNode) -> Option<String> {
        if node.has_words {
            return None;
        }
        Some(match node.reply.deleted_at {
            Some(_) => t!("posts-gone-deleted"),
            None if self.hides_beside(node.reply.id) => t!("posts-gone-hidden"),
            None => t!("posts-gone-removed"),
        })
    }

    /// To the form for a warning, with the name and what it is about filled in. Communities of other servers know no
    /// warnings.
    pub(super) fn warn(&self, handle: &str, what: (&str, &str)) -> Option<ActionView> {
        let path = format!("{}/bans", self.community.path());
        let href = address(&path, &[("person", handle), ("act", "warn"), what]);
        let link = || ActionView::link(t!("posts-care-warn"), "flag", href + "#ban");
        self.community.is_local().then(link)
    }

    /// To the page of bans, with the name filled in.
    pub(super) fn ban(&self, handle: &str) -> ActionView {
        let path = format!("{}/bans", self.community.path());
        let href = address(&path, &[("person", handle)]);
        ActionView::link(t!("posts-care-ban"), "lock", href + "#ban")
    }
}

fn noun(kind: ReplyKind) -> String {
    match kind {
        ReplyKind::Answer => t!("posts-reply-answer"),
        ReplyKind::Comment => t!("posts-reply-reply"),
    }
}

pub(super) fn take_back(path: &str, deleted: bool) -> ActionView {
    if deleted {
        ActionView::button(t!("posts-act-undelete"), "plus", format!("{path}/undelete"))
    } else {
        ActionView::link(t!("posts-act-delete"), "remove", format!("{path}/delete"))
    }
}

/// How far it has spread, as its own server tells.
fn totals(node: &ReplyNode) -> Option<String> {
    let reply = &node.reply;
    if reply.local || !node.has_words {
        return None;
    }
    told_totals(
        reply.up_votes,
        reply.origin_like_count,
        reply.origin_share_count,
    )
}
