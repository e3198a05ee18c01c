//! `/c/{name}/library/new`, taking a collection away, and deciding about what is proposed.

use super::{HERE, curated, done};
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::CommunityHeaderView;
use crate::error::{Error, FieldError, Result};
use crate::library::actions::{
    CollectionForm, decide_proposal, delete_collection, make_collection,
};
use crate::library::model::{EntryId, TITLE_MAX};
use crate::library::queries::collection_by_slug;
use crate::membership::pages::community_header;
use crate::web::confirm::ConfirmPage;
use crate::web::csrf::{CsrfForm, NoFields};
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{FieldView, LinkView, OptionView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/c/{name}/library/new", get(new_form).post(new_submit))
        .route("/c/{name}/library/proposals/{id}", post(proposal_submit))
        .route(
            "/c/{name}/library/{slug}/delete",
            get(delete_form).post(delete_submit),
        )
}

#[derive(Template)]
#[template(path = "library/pages/new.html")]
struct NewPage {
    frame: Frame,
    header: CommunityHeaderView,
    title: FieldView,
    introduction: FieldView,
    kind: FieldView,
    tag: FieldView,
    /// What is wrong, with where.
    problems: Vec<FieldView>,
}

impl NewPage {
    fn new(
        frame: Frame,
        header: CommunityHeaderView,
        form: &CollectionForm,
        errors: &[FieldError],
    ) -> Self {
        let kinds = vec![
            OptionView::new("threads", t!("library-field-kind-threads"))
                .explained(t!("library-field-kind-threads-help")),
            OptionView::new("answers", t!("library-field-kind-answers"))
                .explained(t!("library-field-kind-answers-help")),
        ];
        let kind = match form.kind.as_str() {
            "" => "threads",
            kind => kind,
        };
        let title = title_field(&form.title).with_errors(errors);
        let introduction = introduction_field(&form.introduction).with_errors(errors);
        let kind = FieldView::text("kind", t!("library-field-kind"))
            .of_kind("radios")
            .value(kind)
            .options(kinds)
            .with_errors(errors);
        let tag = FieldView::text("tag", t!("library-field-tag"))
            .value(&form.tag)
            .help(t!("library-field-tag-help"))
            .with_errors(errors);
        let all = [&title, &introduction, &kind, &tag];
        let wrong = all.into_iter().filter(|field| field.error.is_some());
        Self {
            problems: wrong.cloned().collect(),
            frame: frame.unlisted(),
            header,
            title,
            introduction,
            kind,
            tag,
        }
    }
}

pub(super) fn title_field(value: &str) -> FieldView {
    FieldView {
        maxlength: u32::try_from(TITLE_MAX).ok(),
        ..FieldView::text("title", t!("library-field-title"))
            .value(value)
            .required()
    }
}

pub(super) fn introduction_field(value: &str) -> FieldView {
    FieldView::text("introduction", t!("library-field-introduction"))
        .of_kind("area")
        .value(value)
        .help(t!("library-field-introduction-help"))
}

async fn new_form(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    Path(name): Path<String>,
) -> Result<Page<NewPage>> {
    let community = {
        let mut conn = app.store.read().await?;
        curated(&app, &mut conn, &user, &name).await?
    };
    let header = head(&app, &user, &community).await?;
    let form = CollectionForm::default();
    Ok(Page(NewPage::new(frame, header, &form, &[])))
}

pub(super) async fn head(
    app: &App,
    user: &SignedIn,
    community: &Community,
) -> Result<CommunityHeaderView> {
    let mut conn = app.store.read().await?;
    let viewer = MaybeSignedIn(Some(user.clone()));
    community_header(app, &mut conn, community, &viewer, HERE).await
}

async fn new_submit(
    State(app): State<App>,
    frame: Frame,
    Path(name): Path<String>,
    sent: Sent<CollectionForm>,
) -> Result<Response> {
    let answer = make(&app, frame.clone(), &name, &sent).await;
    or_kept(&app, frame, &sent.form.introduction, answer)
}

async fn make(
    app: &App,
    frame: Frame,
    name: &str,
    sent: &Sent<CollectionForm>,
) -> Result<Response> {
    let user = sent.who()?;
    let community = {
        let mut conn = app.store.read().await?;
        curated(app, &mut conn, user, name).await?
    };
    let form = &sent.form;
    let error = match make_collection(app, &user.person, community.id(), form).await {
        Ok(made) => {
            let path = format!("{}{}", community.path(), made.below());
            return Ok(done(app, &path, &t!("library-new-done")));
        }
        Err(error) => error,
    };
    let refusal = Refusal::of(app, error)?;
    let header = head(app, user, &community).await?;
    let page = NewPage::new(refusal.framed(frame), header, form, &refusal.fields);
    Ok(refusal.answer(page))
}

async fn delete_form(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    Path((name, slug)): Path<(String, String)>,
) -> Result<Page<ConfirmPage>> {
    let mut conn = app.store.read().await?;
    let community = curated(&app, &mut conn, &user, &name).await?;
    let collection = collection_by_slug(&mut conn, community.id(), &slug).await?;
    let collection = collection.ok_or(Error::NotFound("collection"))?;
    let back = format!("{}{}", community.path(), collection.below());
    Ok(Page(ConfirmPage {
        frame: frame.unlisted(),
        crumbs: vec![LinkView::new(&collection.title, &back)],
        title: t!("library-delete"),
        lede: t!("library-delete-lede"),
        quote: collection.title,
        action: format!("{back}/delete"),
        hidden: Vec::new(),
        submit: t!("library-delete-submit"),
        back,
    }))
}

async fn delete_submit(
    State(app): State<App>,
    user: SignedIn,
    Path((name, slug)): Path<(String, String)>,
    CsrfForm(NoFields {}): CsrfForm<NoFields>,
) -> Result<Response> {
    let community = {
        let mut conn = app.store.read().await?;
        curated(&app, &mut conn, &user, &name).await?
    };
    let gone = delete_collection(&app, &user.person, community.id(), &slug).await?;
    let path = format!("{}{HERE}", community.path());
    let text = t!("library-delete-done", title = gone.title);
    Ok(done(&app, &path, &text))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct DecisionForm {
    /// `accept` or `decline`.
    decision: String,
    /// May be empty.
    reason: String,
}

async fn proposal_submit(
    State(app): State<App>,
    user: SignedIn,
    Path((name, id)): Path<(String, String)>,
    CsrfForm(form): CsrfForm<DecisionForm>,
) -> Result<Response> {
    let community = {
        let mut conn = app.store.read().await?;
        curated(&app, &mut conn, &user, &name).await?
    };
    let id: i64 = id.parse().map_err(|_| Error::NotFound("proposal"))?;
    let take_in = match form.decision.as_str() {
        "accept" => true,
        "decline" => false,
        _ => return Err(Error::Bad(t!("library-proposed-undecided").into())),
    };
    let by = &user.person;
    decide_proposal(&app, by, community.id(), EntryId(id), take_in, &form.reason).await?;
    let text = match take_in {
        true => t!("library-proposed-accepted"),
        false => t!("library-proposed-declined"),
    };
    Ok(done(&app, &format!("{}{HERE}", community.path()), &text))
}
