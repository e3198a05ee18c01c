//! `/c/{name}/settings/screening`: the automatic rules of a community, for its conveners. The page of the server's
//! own, in `admin`, is made of the same parts.

use super::actions::{
    AMOUNT_MAX, MESSAGE_MAX, MINUTES_MAX, NAME_MAX, RULES_MAX, RuleForm, Whose, change_list,
    delete_rule, make_rule, try_rules,
};
use super::model::{Deed, Kind, Rule, RuleId, Scope};
use super::queries::{list_rules, rule_by_id};
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::CommunityHeaderView;
use crate::error::{Error, FieldError, Result};
use crate::membership::pages::{convened, convened_by, done, head_again, settings_pages};
use crate::store::Conn;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::SignedIn;
use crate::web::view::{FieldView, OptionView, TabView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;

/// Below the community's address.
const HERE: &str = "/settings/screening";

pub fn routes() -> Router<App> {
    Router::new()
        .route(
            "/c/{name}/settings/screening",
            get(rules_form).post(rules_submit),
        )
        .route("/c/{name}/settings/screening/try", post(try_submit))
        .route("/c/{name}/settings/screening/{id}", post(change_submit))
        .route("/c/{name}/settings/screening/{id}/list", get(list_text))
}

/// What is done with a rule that is there.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ChangeForm {
    /// `save` or `delete`.
    pub what: String,
    pub list: String,
}

/// A text to try the rules on.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TryForm {
    pub text: String,
}

/// A rule as a page shows it.
pub struct RuleView {
    pub id: RuleId,
    pub name: String,
    /// What it looks for, and what becomes of that.
    pub said: String,
    /// Lines or a pattern, where it has any.
    pub list: Option<String>,
    pub has_lines: bool,
    pub message: String,
    pub error: Option<String>,
}

/// What a rule says of a text.
pub struct TriedView {
    pub name: String,
    pub said: String,
    pub caught: bool,
}

/// The parts of a page with rules.
pub struct RulesView {
    /// Where its forms lead.
    pub path: String,
    pub rules: Vec<RuleView>,
    /// Of a new rule.
    pub fields: Vec<FieldView>,
    pub tried: Vec<TriedView>,
    /// That there are no rules to try.
    pub tried_none: bool,
    /// What the rules are tried on.
    pub text: String,
}

impl RulesView {
    pub fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }

    pub async fn read(conn: &mut Conn, scope: Scope, path: String) -> Result<Self> {
        let rules = list_rules(conn, scope, RULES_MAX).await?;
        Ok(Self {
            path,
            rules: rules.into_iter().map(rule_view).collect(),
            fields: fields(&RuleForm::default(), &[]),
            tried: Vec::new(),
            tried_none: false,
            text: String::new(),
        })
    }

    /// With what was typed for a new rule, and what is wrong with it.
    #[must_use]
    pub fn with_new(self, form: &RuleForm, errors: &[FieldError]) -> Self {
        Self {
            fields: fields(form, errors),
            ..self
        }
    }

    /// With what was typed into the list of a rule, and what is wrong with it.
    #[must_use]
    pub fn with_list(mut self, id: RuleId, list: &str, errors: &[FieldError]) -> Self {
        if let Some(view) = self.rules.iter_mut().find(|view| view.id == id) {
            view.list = Some(list.to_owned());
            view.error = errors.first().map(|error| error.message.to_string());
        }
        self
    }

    /// With what the rules say of a text.
    #[must_use]
    pub fn with_tried(self, text: &str, tried: Vec<(Rule, Option<bool>)>) -> Self {
        Self {
            tried_none: tried.is_empty(),
            tried: tried.into_iter().map(tried_view).collect(),
            text: text.to_owned(),
            ..self
        }
    }
}

fn rule_view(rule: Rule) -> RuleView {
    RuleView {
        id: rule.id,
        said: format!("{} {}", looks_for(&rule), deed_said(rule.deed)),
        has_lines: rule.kind.has_lines(),
        list: rule.kind.reads_text().then_some(rule.list),
        name: rule.name,
        message: rule.message,
        error: None,
    }
}

fn tried_view((rule, found): (Rule, Option<bool>)) -> TriedView {
    TriedView {
        said: match found {
            Some(true) => deed_said(rule.deed),
            Some(false) => t!("screening-tried-not"),
            None => t!("screening-tried-depends"),
        },
        caught: found == Some(true),
        name: rule.name,
    }
}

fn looks_for(rule: &Rule) -> String {
    let (amount, minutes) = (rule.amount, rule.minutes);
    match rule.kind {
        Kind::Words => t!("screening-looks-words"),
        Kind::Pattern => t!("screening-looks-pattern"),
        Kind::Domains => t!("screening-looks-domains"),
        Kind::NewAccount => t!("screening-looks-new", amount = amount, minutes = minutes),
        Kind::Burst => t!("screening-looks-burst", amount = amount, minutes = minutes),
        Kind::Repeat => t!("screening-looks-repeat", amount = amount, minutes = minutes),
        Kind::Copies => t!("screening-looks-copies", amount = amount, minutes = minutes),
        Kind::Flood => t!("screening-looks-flood", amount = amount, minutes = minutes),
    }
}

fn deed_said(deed: Deed) -> String {
    match deed {
        Deed::Report => t!("screening-does-report"),
        Deed::Hold => t!("screening-does-hold"),
        Deed::Refuse => t!("screening-does-refuse"),
    }
}

fn kinds() -> Vec<OptionView> {
    vec![
        OptionView::new("words", t!("screening-kind-words")),
        OptionView::new("pattern", t!("screening-kind-pattern")),
        OptionView::new("domains", t!("screening-kind-domains")),
        OptionView::new("new_account", t!("screening-kind-new")),
        OptionView::new("burst", t!("screening-kind-burst")),
        OptionView::new("repeat", t!("screening-kind-repeat")),
        OptionView::new("copies", t!("screening-kind-copies")),
        OptionView::new("flood", t!("screening-kind-flood")),
    ]
}

fn deeds() -> Vec<OptionView> {
    vec![
        OptionView::new("report", t!("screening-deed-report")),
        OptionView::new("hold", t!("screening-deed-hold")),
        OptionView::new("refuse", t!("screening-deed-refuse")),
    ]
}

fn fields(form: &RuleForm, errors: &[FieldError]) -> Vec<FieldView> {
    let or = |typed: &str, usual: &str| match typed {
        "" => usual.to_owned(),
        typed => typed.to_owned(),
    };
    let name = FieldView {
        maxlength: u32::try_from(NAME_MAX).ok(),
        ..FieldView::text("name", t!("screening-field-name"))
            .help(t!("screening-field-name-help"))
            .value(&form.name)
            .required()
    };
    let message = FieldView {
        maxlength: u32::try_from(MESSAGE_MAX).ok(),
        ..FieldView::text("message", t!("screening-field-message"))
            .help(t!("screening-field-message-help"))
            .value(&form.message)
    };
    let list = FieldView {
        rows: 6,
        ..FieldView::text("list", t!("screening-field-list"))
            .of_kind("area")
            .help(t!("screening-field-list-help"))
            .value(&form.list)
    };
    let all = vec![
        name,
        FieldView::text("kind", t!("screening-field-kind"))
            .of_kind("select")
            .value(or(&form.kind, "words"))
            .options(kinds()),
        list,
        FieldView::text("amount", t!("screening-field-amount"))
            .of_kind("number")
            .help(t!("screening-field-amount-help", most = AMOUNT_MAX))
            .value(&form.amount),
        FieldView::text("minutes", t!("screening-field-minutes"))
            .of_kind("number")
            .help(t!("screening-field-minutes-help", most = MINUTES_MAX))
            .value(&form.minutes),
        FieldView::text("deed", t!("screening-field-deed"))
            .of_kind("select")
            .value(or(&form.deed, "hold"))
            .options(deeds()),
        message,
    ];
    all.into_iter()
        .map(|field| field.with_errors(errors))
        .collect()
}

#[derive(Template)]
#[template(path = "screening/screening.html")]
struct ScreeningPage {
    frame: Frame,
    header: CommunityHeaderView,
    /// The other parts of the settings.
    pages: Vec<TabView>,
    view: RulesView,
}

impl ScreeningPage {
    /// Where is set what is looked at whatever the rules say.
    fn review(&self) -> String {
        format!("{}/settings/writing", self.header.path)
    }
}

async fn read(conn: &mut Conn, community: &Community) -> Result<RulesView> {
    let path = format!("{}{HERE}", community.path());
    RulesView::read(conn, Scope::of(community.id()), path).await
}

async fn rules_form(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    Path(name): Path<String>,
) -> Result<Page<ScreeningPage>> {
    let mut conn = app.store.read().await?;
    let (community, header) = convened(&app, &mut conn, &user, &name, HERE).await?;
    Ok(Page(ScreeningPage {
        frame: frame.unlisted(),
        header,
        pages: settings_pages(&community, HERE),
        view: read(&mut conn, &community).await?,
    }))
}

/// The page once more, where what was sent was not taken or is only to be looked at.
async fn again<T>(
    app: &App,
    frame: Frame,
    community: &Community,
    name: &str,
    sent: &Sent<T>,
) -> Result<ScreeningPage> {
    let (header, pages) = head_again(app, sent.viewer(), name, HERE).await?;
    let mut conn = app.store.read().await?;
    Ok(ScreeningPage {
        frame: frame.unlisted(),
        header,
        pages,
        view: read(&mut conn, community).await?,
    })
}

async fn rules_submit(
    State(app): State<App>,
    frame: Frame,
    Path(name): Path<String>,
    sent: Sent<RuleForm>,
) -> Result<Response> {
    let answer = submit(&app, frame.clone(), &name, &sent).await;
    or_kept(&app, frame, &sent.form.list, answer)
}

async fn submit(app: &App, frame: Frame, name: &str, sent: &Sent<RuleForm>) -> Result<Response> {
    let error = match make(app, sent, name).await {
        Ok(community) => return Ok(done(app, &community, HERE, &t!("screening-made"))),
        Err(error) => error,
    };
    // Whoever may not see the rules is told so and shown nothing of them.
    let community = convened_by(app, sent.who()?, name).await?;
    let refusal = Refusal::of(app, error)?;
    let page = again(app, refusal.framed(frame), &community, name, sent).await?;
    let view = page.view.with_new(&sent.form, &refusal.fields);
    Ok(refusal.answer(ScreeningPage { view, ..page }))
}

async fn make(app: &App, sent: &Sent<RuleForm>, name: &str) -> Result<Community> {
    let user = sent.who()?;
    let community = convened_by(app, user, name).await?;
    let by = (&user.person, &user.viewer());
    make_rule(app, by, Whose::Community(&community), &sent.form).await?;
    Ok(community)
}

async fn change_submit(
    State(app): State<App>,
    frame: Frame,
    Path((name, id)): Path<(String, String)>,
    sent: Sent<ChangeForm>,
) -> Result<Response> {
    let answer = change(&app, frame.clone(), (&name, &id), &sent).await;
    or_kept(&app, frame, &sent.form.list, answer)
}

async fn change(
    app: &App,
    frame: Frame,
    (name, id): (&str, &str),
    sent: &Sent<ChangeForm>,
) -> Result<Response> {
    let community = convened_by(app, sent.who()?, name).await?;
    let id = parse_id(id)?;
    let error = match apply_change(app, Whose::Community(&community), id, sent).await {
        Ok(text) => return Ok(done(app, &community, HERE, &text)),
        Err(error) => error,
    };
    let refusal = Refusal::of(app, error)?;
    let page = again(app, refusal.framed(frame), &community, name, sent).await?;
    let view = page.view.with_list(id, &sent.form.list, &refusal.fields);
    Ok(refusal.answer(ScreeningPage { view, ..page }))
}

/// The number of a rule in an address.
pub fn parse_id(id: &str) -> Result<RuleId> {
    let id = id.parse().map_err(|_| Error::NotFound("rule"))?;
    Ok(RuleId(id))
}

/// Does with a rule what was sent; says what was done.
pub async fn apply_change(
    app: &App,
    whose: Whose<'_>,
    id: RuleId,
    sent: &Sent<ChangeForm>,
) -> Result<String> {
    let user = sent.who()?;
    let by = (&user.person, &user.viewer());
    match sent.form.what.as_str() {
        "delete" => {
            delete_rule(app, by, whose, id).await?;
            Ok(t!("screening-deleted"))
        }
        "save" => {
            change_list(app, by, whose, id, &sent.form.list).await?;
            Ok(t!("screening-changed"))
        }
        _ => Err(Error::Bad(t!("screening-no-change").into())),
    }
}

async fn try_submit(
    State(app): State<App>,
    frame: Frame,
    Path(name): Path<String>,
    sent: Sent<TryForm>,
) -> Result<Response> {
    let community = convened_by(&app, sent.who()?, &name).await?;
    let page = again(&app, frame, &community, &name, &sent).await?;
    let text = &sent.form.text;
    let mut conn = app.store.read().await?;
    let tried = try_rules(&mut conn, &app, Scope::of(community.id()), text).await?;
    let view = page.view.with_tried(text, tried);
    Ok(Page(ScreeningPage { view, ..page }).into_response())
}

/// The lines of a rule as they can be kept, or pasted elsewhere.
async fn list_text(
    State(app): State<App>,
    user: SignedIn,
    Path((name, id)): Path<(String, String)>,
) -> Result<Response> {
    let community = convened_by(&app, &user, &name).await?;
    let mut conn = app.store.read().await?;
    list_of(&mut conn, Scope::of(community.id()), parse_id(&id)?).await
}

/// The same for the rules of the server.
pub async fn list_of(conn: &mut Conn, scope: Scope, id: RuleId) -> Result<Response> {
    let rule = rule_by_id(conn, scope, id).await?;
    let rule = rule.filter(|rule| rule.kind.reads_text());
    let rule = rule.ok_or(Error::NotFound("rule"))?;
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"list.txt\"",
        ),
    ];
    Ok((headers, format!("{}\n", rule.list)).into_response())
}
