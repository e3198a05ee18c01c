//! The form for a reply, under the thread.

use super::{Scene, Typed};
use crate::accounts::model::Person;
use crate::posts::model::{Comment, ThreadKind};
use crate::posts::pages::drafts::DraftView;
use crate::posts::pages::views;
use crate::web::view::{FieldView, LinkView, NoticeView, OptionView};

pub(super) struct ReplyForm {
    pub action: String,
    pub heading: String,
    /// Who is replied to, when that is not the thread.
    pub to: Option<LinkView>,
    pub parent: String,
    /// The community as whose the thread is shown, to which whoever writes goes back; mostly empty.
    pub within: String,
    /// That what is written will be held, and why.
    pub held: Option<NoticeView>,
    pub draft: DraftView,
    pub fields: Vec<FieldView>,
    pub kinds: Option<FieldView>,
    pub submit: String,
}

impl ReplyForm {
    pub fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }
}

impl Scene<'_> {
    pub(super) fn form(&self, parent: Option<(Comment, Person)>, typed: Typed) -> ReplyForm {
        let question = self.post.kind == ThreadKind::Question && parent.is_none();
        let (heading, label, submit) = if question {
            (
                t!("posts-form-answer"),
                t!("posts-form-answer-text"),
                t!("posts-form-answer-post"),
            )
        } else {
            (
                t!("posts-form-reply"),
                t!("posts-form-reply-text"),
                t!("posts-form-reply-post"),
            )
        };
        let kind = match typed.kind.as_str() {
            "" => "answer",
            kind => kind,
        };
        let kinds = question.then(|| FieldView {
            options: vec![
                OptionView::new("answer", t!("posts-form-kind-answer")),
                OptionView::new("comment", t!("posts-form-kind-comment")),
            ],
            ..FieldView::text("kind", t!("posts-form-kind")).value(kind)
        });
        let field = FieldView {
            preview_html: typed.preview_html,
            rows: 8,
            pictures: true,
            picture_alt: typed.picture_alt,
            ..FieldView::text("body", label)
        };
        let to = parent.as_ref().map(|(parent, _)| parent.public_id.as_str());
        let draft = DraftView::reply_to(&self.post.public_id, to.unwrap_or_default());
        let draft = match &typed.draft {
            Some(kept) => draft.holding(kept, self.now),
            None => draft,
        };
        ReplyForm {
            draft,
            action: format!("{}/reply", self.post.path()),
            heading,
            to: parent.as_ref().map(|(parent, author)| {
                LinkView::new(author.display_name(), format!("#c-{}", parent.public_id))
            }),
            parent: parent
                .map(|(parent, _)| parent.public_id)
                .unwrap_or_default(),
            within: self.within(),
            held: self.held_before(),
            fields: vec![field.value(typed.body).with_errors(&typed.errors)],
            kinds: kinds.map(|field| field.with_errors(&typed.errors)),
            submit,
        }
    }

    fn held_before(&self) -> Option<NoticeView> {
        let (by, place) = (self.standing.as_ref()?, &self.community);
        let policy = place.row.answer_policy;
        let held = views::held_before(by, place, policy, self.outside.as_ref());
        held.map(|held| held.notice)
            .or_else(|| self.owed.as_ref().map(|owed| owed.notice.clone()))
    }
}
