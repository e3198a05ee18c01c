//! Suggesting another text for what somebody else wrote, taking it or not, and threads that members edit.

use super::{find_comment, find_post, views};
use crate::accounts::queries::list_people;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, FieldError, Result};
use crate::ids::AccountId;
use crate::media::model::Owner;
use crate::membership::model::Standing;
use crate::membership::queries::standing;
use crate::posts::actions::{
    Decision, SuggestionDraft, decide_suggestion, preview, set_wiki, suggest_edit,
};
use crate::posts::model::{Comment, Post, Suggestion, TITLE_MAX};
use crate::posts::queries::suggestions::{list_declined, list_open};
use crate::posts::{policy, queries};
use crate::store::Conn;
use crate::text::{Piece, word_diff};
use crate::web::csrf::CsrfForm;
use crate::web::flash;
use crate::web::layout::{self, Frame, Now};
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::SignedIn;
use crate::web::view::{EmptyView, FieldView, LinkView, PersonView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

/// Suggestions on the page; the others come once these are decided.
const SHOWN: usize = 10;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(
            "/post/{id}/suggest",
            get(thread_suggest_form).post(thread_suggest),
        )
        .route(
            "/comment/{id}/suggest",
            get(reply_suggest_form).post(reply_suggest),
        )
        .route(
            "/post/{id}/suggestions",
            get(suggestions_show).post(suggestion_decide),
        )
        .route("/post/{id}/wiki", post(wiki_set))
}

#[derive(Template)]
#[template(path = "posts/pages/suggest.html")]
struct SuggestPage {
    frame: Frame,
    back: LinkView,
    action: String,
    fields: Vec<FieldView>,
}

impl SuggestPage {
    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SuggestForm {
    title: String,
    body: String,
    note: String,
    preview: String,
}

/// What another text is suggested for.
struct About {
    post: Post,
    reply: Option<Comment>,
}

impl About {
    async fn thread(app: &App, who: &SignedIn, id: &str) -> Result<Self> {
        let mut conn = app.store.read().await?;
        let post = find_post(&mut conn, &who.viewer(), id).await?;
        Ok(Self { post, reply: None })
    }

    async fn reply(app: &App, who: &SignedIn, id: &str) -> Result<Self> {
        let mut conn = app.store.read().await?;
        let reply = find_comment(&mut conn, &who.viewer(), id).await?;
        let post = queries::find_post(&mut conn, &who.viewer(), reply.post_id).await?;
        Ok(Self {
            post: post.ok_or(Error::NotFound("thread"))?,
            reply: Some(reply),
        })
    }

    /// Where one comes back to.
    fn back(&self) -> String {
        match &self.reply {
            Some(reply) => reply.path_on(&self.post),
            None => self.post.path(),
        }
    }

    /// Where the text would stand.
    fn place(&self) -> Owner {
        match &self.reply {
            Some(reply) => Owner::Comment(reply.id),
            None => Owner::Post(self.post.id),
        }
    }

    fn action(&self) -> String {
        match &self.reply {
            Some(reply) => format!("/comment/{}/suggest", reply.public_id),
            None => format!("{}/suggest", self.post.path()),
        }
    }

    fn page(
        &self,
        frame: Frame,
        form: &SuggestForm,
        errors: &[FieldError],
        preview_html: Option<String>,
    ) -> SuggestPage {
        let title = FieldView {
            maxlength: u32::try_from(TITLE_MAX).ok(),
            ..FieldView::text("title", t!("posts-field-title")).required()
        };
        let title = title.value(&form.title).with_errors(errors);
        let body = FieldView {
            rows: 14,
            preview_html,
            ..FieldView::text("body", t!("posts-field-text")).value(&form.body)
        };
        let note = FieldView::text("note", t!("posts-suggest-note"))
            .help(t!("posts-suggest-note-help"))
            .value(&form.note);
        let mut fields = Vec::new();
        if self.reply.is_none() {
            fields.push(title);
        }
        fields.extend([body.with_errors(errors), note.with_errors(errors)]);
        SuggestPage {
            frame: frame.unlisted(),
            back: LinkView::new(&self.post.title, self.back()),
            action: self.action(),
            fields,
        }
    }

    /// Nobody is offered a form that they could not send, nor shown a text that they may not change.
    async fn judge(&self, app: &App, who: &SignedIn) -> Result<()> {
        let mut conn = app.store.read().await?;
        let (community, standing) = judging(app, &mut conn, who, &self.post).await?;
        policy::may_suggest(&standing, &community, &self.post, self.reply.as_ref())?;
        Ok(())
    }

    async fn form(&self, app: &App, frame: Frame, who: &SignedIn) -> Result<Page<SuggestPage>> {
        self.judge(app, who).await?;
        let (title, body) = match &self.reply {
            Some(reply) => (String::new(), reply.body.clone()),
            None => (self.post.title.clone(), self.post.body.clone()),
        };
        let form = SuggestForm {
            title,
            body,
            ..SuggestForm::default()
        };
        Ok(Page(self.page(frame, &form, &[], None)))
    }

    async fn submit(
        &self,
        app: &App,
        frame: Frame,
        who: &SignedIn,
        form: &SuggestForm,
    ) -> Result<Response> {
        if !form.preview.is_empty() {
            self.judge(app, who).await?;
            let html = preview(app, &who.person, &[self.place()], &form.body).await?;
            return Ok(Page(self.page(frame, form, &[], Some(html))).into_response());
        }
        let draft = SuggestionDraft {
            title: form.title.clone(),
            body: form.body.clone(),
            note: form.note.clone(),
        };
        let about = (self.post.id, self.reply.as_ref().map(|reply| reply.id));
        match suggest_edit(app, &who.person, about, &draft).await {
            Ok(()) => {
                let jar = flash::set(app, CookieJar::new(), &t!("posts-suggest-done"));
                Ok((jar, Redirect::to(&self.back())).into_response())
            }
            Err(error) => {
                let refusal = Refusal::of(app, error)?;
                let framed = refusal.framed(frame);
                let page = self.page(framed, form, &refusal.fields, None);
                Ok(refusal.answer(page))
            }
        }
    }
}

async fn judging(
    app: &App,
    conn: &mut Conn,
    who: &SignedIn,
    post: &Post,
) -> Result<(Community, Standing)> {
    let community = find_community(conn, post.community_id).await?;
    let standing = standing(conn, &who.person, &community, app.now()).await?;
    Ok((community, standing))
}

async fn thread_suggest_form(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Page<SuggestPage>> {
    let about = About::thread(&app, &who, &id).await?;
    about.form(&app, frame, &who).await
}

async fn reply_suggest_form(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Page<SuggestPage>> {
    let about = About::reply(&app, &who, &id).await?;
    about.form(&app, frame, &who).await
}

async fn thread_suggest(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
    sent: Sent<SuggestForm>,
) -> Result<Response> {
    let answer = async {
        let who = sent.who()?;
        let about = About::thread(&app, who, &id).await?;
        about.submit(&app, frame.clone(), who, &sent.form).await
    };
    let answer = answer.await;
    or_kept(&app, frame, &sent.form.body, answer)
}

async fn reply_suggest(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
    sent: Sent<SuggestForm>,
) -> Result<Response> {
    let answer = async {
        let who = sent.who()?;
        let about = About::reply(&app, who, &id).await?;
        about.submit(&app, frame.clone(), who, &sent.form).await
    };
    let answer = answer.await;
    or_kept(&app, frame, &sent.form.body, answer)
}

#[derive(Template)]
#[template(path = "posts/pages/suggestions.html")]
struct SuggestionsPage {
    frame: Frame,
    back: LinkView,
    action: String,
    lang: Option<String>,
    suggestions: Vec<SuggestionView>,
    declined: Vec<DeclinedView>,
    empty: EmptyView,
}

/// What the viewer suggested and was not taken.
struct DeclinedView {
    what: LinkView,
    when: When,
    /// May be empty.
    reason: String,
}

struct SuggestionView {
    id: i64,
    what: LinkView,
    by: Option<PersonView>,
    when: When,
    note: String,
    /// The new title, if another is suggested.
    title: Option<String>,
    diff: Vec<Piece>,
    /// Whether the text is another by now.
    outdated: bool,
    decides: bool,
    mine: bool,
}

/// What waits in a thread: for who decides, and what oneself suggested.
async fn suggestions_show(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Page<SuggestionsPage>> {
    let viewer = who.viewer();
    let mut conn = app.store.read().await?;
    let thread = find_post(&mut conn, &viewer, &id).await?;
    let (community, standing) = judging(&app, &mut conn, &who, &thread).await?;
    let open = list_open(&mut conn, thread.id).await?;
    let declined = list_declined(&mut conn, thread.id, who.person.id()).await?;
    let both = open.iter().chain(&declined);
    let replies: Vec<_> = both.filter_map(|each| each.comment_id).collect();
    let place = community.id();
    let (_, replies) = queries::list_things_in(&mut conn, &viewer, place, &[], &replies).await?;
    let writers: Vec<AccountId> = open.iter().map(|each| each.by_id).collect();
    let people = list_people(&mut conn, &writers).await?;
    let view = |each: &Suggestion| {
        let by = people.iter().find(|person| person.id() == each.by_id);
        let reply = match each.comment_id {
            Some(id) => Some(replies.iter().find(|reply| reply.id == id)?),
            None => None,
        };
        let may = policy::may_take_suggestion(&standing, &community, &thread, reply, each.by_id);
        let by = by.map(views::person);
        shown(
            each,
            by,
            (&thread, reply),
            (may.is_ok(), who.person.id()),
            frame.now,
        )
    };
    let suggestions = open.iter().filter_map(view).take(SHOWN).collect();
    let was_declined = |each: &Suggestion| {
        let reply = match each.comment_id {
            Some(id) => Some(replies.iter().find(|reply| reply.id == id)?),
            None => None,
        };
        Some(DeclinedView {
            what: what_for(&thread, reply),
            when: When::new(each.created_at, frame.now),
            reason: each.reason.clone(),
        })
    };
    let declined = declined.iter().filter_map(was_declined).collect();
    Ok(Page(SuggestionsPage {
        back: LinkView::new(&thread.title, thread.path()),
        action: format!("{}/suggestions", thread.path()),
        lang: layout::lang(&thread.language),
        suggestions,
        declined,
        frame: frame.unlisted(),
        empty: EmptyView {
            icon: "edit",
            title: t!("posts-suggested-none"),
            text: t!("posts-suggested-none-text"),
            number: None,
            links: vec![LinkView::new(t!("posts-suggested-back"), thread.path())],
        },
    }))
}

fn what_for(thread: &Post, reply: Option<&Comment>) -> LinkView {
    match reply {
        Some(reply) => LinkView::new(t!("posts-suggested-reply"), reply.path_on(thread)),
        None => LinkView::new(t!("posts-suggested-thread"), thread.path()),
    }
}

fn shown(
    suggestion: &Suggestion,
    by: Option<PersonView>,
    (thread, reply): (&Post, Option<&Comment>),
    (decides, me): (bool, AccountId),
    now: Now,
) -> Option<SuggestionView> {
    let mine = suggestion.by_id == me;
    if !decides && !mine {
        return None;
    }
    let (body, version) = match reply {
        Some(reply) => (&reply.body, &reply.version_id),
        None => (&thread.body, &thread.version_id),
    };
    let renamed = reply.is_none() && suggestion.title != thread.title;
    Some(SuggestionView {
        id: suggestion.id,
        what: what_for(thread, reply),
        by,
        when: When::new(suggestion.created_at, now),
        note: suggestion.note.clone(),
        title: renamed.then(|| suggestion.title.clone()),
        diff: word_diff(body, &suggestion.body),
        outdated: *version != suggestion.based_on,
        decides,
        mine,
    })
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct DecideForm {
    suggestion: String,
    /// `approve`, `decline` or `withdraw`.
    decision: String,
    reason: String,
}

async fn suggestion_decide(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    CsrfForm(form): CsrfForm<DecideForm>,
) -> Result<Response> {
    let thread = {
        let mut conn = app.store.read().await?;
        find_post(&mut conn, &who.viewer(), &id).await?
    };
    let number = form.suggestion.parse();
    let number = number.map_err(|_| Error::NotFound("suggestion"))?;
    let (decision, said) = match form.decision.as_str() {
        "approve" => (Decision::Approve, t!("posts-suggested-taken")),
        "decline" => (Decision::Decline, t!("posts-suggested-not-taken")),
        "withdraw" => (Decision::Withdraw, t!("posts-suggested-withdrawn")),
        _ => return Err(Error::Bad(t!("posts-suggested-unclear").into())),
    };
    let about = (thread.id, number);
    decide_suggestion(&app, &who.person, about, decision, &form.reason).await?;
    let jar = flash::set(&app, CookieJar::new(), &said);
    let path = format!("{}/suggestions", thread.path());
    Ok((jar, Redirect::to(&path)).into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct WikiForm {
    /// `on` or `off`.
    wiki: String,
}

/// It may stand in the address, for forms that are one button.
async fn wiki_set(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<WikiForm>,
    CsrfForm(form): CsrfForm<WikiForm>,
) -> Result<Redirect> {
    let word = match form.wiki.as_str() {
        "" => asked.wiki,
        _ => form.wiki,
    };
    let wiki = match word.as_str() {
        "on" => true,
        "off" => false,
        _ => return Err(Error::Bad(t!("posts-wiki-unclear").into())),
    };
    let thread = {
        let mut conn = app.store.read().await?;
        find_post(&mut conn, &who.viewer(), &id).await?
    };
    set_wiki(&app, &who.person, thread.id, wiki).await?;
    Ok(Redirect::to(&thread.path()))
}
