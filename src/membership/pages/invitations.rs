//! `/c/{name}/settings/invitations`: inviting people, the invitations there are, and who came by which.

use super::members::{find_named, not_found};
use super::{community_header, convened, convened_by, day, done, settings_pages};
use crate::accounts::model::Person;
use crate::accounts::queries::list_people;
use crate::accounts::settings::{self, Registration};
use crate::app::App;
use crate::communities::model::{Community, JoinPolicy};
use crate::communities::pages::{CommunityHeaderView, community_at, community_for};
use crate::error::{Error, Reason, Result};
use crate::ids::AccountId;
use crate::locale::Html;
use crate::membership::actions::{
    DAYS, DAYS_MAX, InvitationForm, Made, USES, USES_MAX, faults_of, invite, judge_inviters,
    withdraw_invitation,
};
use crate::membership::model::MembershipState;
use crate::membership::queries::invitations::{
    Invitation, InvitationId, InvitationKind, list_invitations, list_uses,
};
use crate::membership::queries::list_states;
use crate::store::Conn;
use crate::text::{escape, excerpt};
use crate::web::csrf::{CsrfForm, NoFields};
use crate::web::layout::{Frame, Now};
use crate::web::page::Page;
use crate::web::paging::{ByNumber, pager};
use crate::web::refusal::{Refusal, Sent};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{FieldView, LinkView, OptionView, PagerView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use std::collections::HashMap;

/// Below the community's address.
const HERE: &str = "/settings/invitations";
const PER_PAGE: usize = 25;
/// Characters of a note that the list shows.
const NOTE: usize = 80;

pub fn routes() -> Router<App> {
    Router::new()
        .route(
            "/c/{name}/settings/invitations",
            get(invitations_page).post(invite_submit),
        )
        .route(
            "/c/{name}/settings/invitations/{id}/withdraw",
            post(withdraw_submit),
        )
}

struct InvitationView {
    id: InvitationId,
    /// As in "A link", "ben", "eve@mail.example".
    what: String,
    /// The first words of what was written with it; they tell one link from another.
    note: String,
    by: String,
    when: When,
    /// How it stands, in a sentence.
    state: String,
    open: bool,
    /// Whether it spares people an application that others need.
    skips_queue: bool,
    /// Who came by it, and what became of that.
    came: Vec<(LinkView, String)>,
}

impl InvitationView {
    /// When it was made, to the minute.
    fn made(&self) -> Html {
        Html::trusted(format!(
            "<time datetime=\"{}\">{}</time>",
            escape(&self.when.iso()),
            escape(&self.when.exact())
        ))
    }
}

#[derive(Template)]
#[template(path = "membership/pages/invitations.html")]
struct InvitationsPage {
    frame: Frame,
    header: CommunityHeaderView,
    pages: Vec<TabView>,
    /// What an invitation gives here.
    lede: String,
    /// Whether the community takes nobody, so that nobody can be invited.
    closed: bool,
    /// A link that was just made; it is shown once.
    made: Option<String>,
    fields: Vec<FieldView>,
    invitations: Vec<InvitationView>,
    pager: PagerView,
}

impl InvitationsPage {
    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }
}

/// What becomes of whoever is invited.
fn lede(policy: JoinPolicy) -> String {
    match policy {
        JoinPolicy::Open => t!("membership-invitations-open"),
        JoinPolicy::Application => t!("membership-invitations-application"),
        JoinPolicy::Invitation | JoinPolicy::Domain => t!("membership-invitations-needed"),
        JoinPolicy::Closed => t!("membership-invitations-closed"),
    }
}

fn fields(form: &InvitationForm, registration: Registration, policy: JoinPolicy) -> Vec<FieldView> {
    let number = |name, label: String, help: String, value: &str| {
        FieldView::text(name, label)
            .of_kind("number")
            .help(help)
            .value(value)
    };
    let way = match form.way.as_str() {
        "" => InvitationKind::Link.as_str(),
        way => way,
    };
    let no_account = match registration {
        Registration::Open | Registration::Applied => None,
        Registration::Invited => Some(t!("membership-invitations-accounts-invited")),
        Registration::Closed => Some(t!("membership-invitations-accounts-closed")),
    };
    let mut fields = vec![
        FieldView {
            help: no_account,
            ..FieldView::text("way", t!("membership-invitations-way"))
        }
        .of_kind("radios")
        .value(way)
        .options(vec![
            OptionView::new(
                InvitationKind::Link.as_str(),
                t!("membership-invitations-by-link"),
            )
            .explained(t!("membership-invitations-by-link-help")),
            OptionView::new(
                InvitationKind::Person.as_str(),
                t!("membership-invitations-by-name"),
            )
            .explained(t!("membership-invitations-by-name-help")),
            OptionView::new(
                InvitationKind::Mail.as_str(),
                t!("membership-invitations-by-mail"),
            )
            .explained(t!("membership-invitations-by-mail-help")),
        ]),
        FieldView::text("whom", t!("membership-invitations-whom"))
            .help(t!("membership-invitations-whom-help"))
            .value(&form.whom),
        number(
            "uses",
            t!("membership-invitations-uses"),
            t!(
                "membership-invitations-uses-help",
                most = USES_MAX,
                usual = USES
            ),
            &form.uses,
        ),
        number(
            "days",
            t!("membership-invitations-days"),
            t!(
                "membership-invitations-days-help",
                most = DAYS_MAX,
                usual = DAYS
            ),
            &form.days,
        ),
        FieldView {
            rows: 3,
            ..FieldView::text("words", t!("membership-invitations-words"))
                .of_kind("area")
                .help(t!("membership-invitations-words-help"))
                .value(&form.words)
        },
    ];
    // Elsewhere nobody applies.
    if policy == JoinPolicy::Application {
        fields.push(
            FieldView::text("skips_queue", t!("membership-invitations-skips-queue"))
                .of_kind("tick")
                .value(&form.skips_queue),
        );
    }
    if matches!(registration, Registration::Applied | Registration::Invited) {
        fields.push(
            FieldView::text("may_register", t!("membership-invitations-may-register"))
                .of_kind("tick")
                .value(&form.may_register),
        );
    }
    fields
}

async fn invitations_page(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    Path(name): Path<String>,
    Query(asked): Query<ByNumber>,
) -> Result<Page<InvitationsPage>> {
    let mut conn = app.store.read().await?;
    let (community, header) = convened(&app, &mut conn, &user, &name, HERE).await?;
    let form = InvitationForm::default();
    let page = page(&app, &mut conn, frame, (&community, header), &form, asked).await?;
    Ok(Page(page))
}

async fn page(
    app: &App,
    conn: &mut Conn,
    frame: Frame,
    (community, header): (&Community, CommunityHeaderView),
    form: &InvitationForm,
    asked: ByNumber,
) -> Result<InvitationsPage> {
    let registration = settings::load(app, conn).await?.registration;
    let found = list_invitations(conn, community.id(), asked.turn(), PER_PAGE).await?;
    let policy = community.row.join_policy;
    let invitations = views(app, conn, community, &found.rows, frame.now).await?;
    let path = format!("{}{HERE}", community.path());
    Ok(InvitationsPage {
        frame: frame.unlisted(),
        header,
        pages: settings_pages(community, HERE),
        lede: lede(policy),
        closed: policy == JoinPolicy::Closed,
        made: None,
        fields: fields(form, registration, policy),
        pager: pager(&path, &found, |invitation| invitation.id.0),
        invitations,
    })
}

async fn views(
    app: &App,
    conn: &mut Conn,
    community: &Community,
    invitations: &[Invitation],
    now: Now,
) -> Result<Vec<InvitationView>> {
    let inviters: Vec<AccountId> = invitations.iter().map(|each| each.by_id).collect();
    let judged = judge_inviters(conn, app, community, &inviters).await?;
    let ids: Vec<InvitationId> = invitations.iter().map(|each| each.id).collect();
    let uses = list_uses(conn, &ids).await?;
    let mut people: Vec<AccountId> = uses.iter().map(|(_, who, _)| *who).collect();
    let states = list_states(conn, community.id(), &people).await?;
    let states: HashMap<AccountId, MembershipState> = states.into_iter().collect();
    for invitation in invitations {
        people.push(invitation.by_id);
        people.extend(invitation.invitee_id);
    }
    let people = list_people(conn, &people).await?;
    let people: HashMap<AccountId, Person> = people
        .into_iter()
        .map(|person| (person.id(), person))
        .collect();
    let handle = |id: AccountId| people.get(&id).map(Person::handle).unwrap_or_default();
    let applied = community.row.join_policy == JoinPolicy::Application;
    let view = |invitation: &Invitation| InvitationView {
        id: invitation.id,
        what: match (invitation.kind, invitation.invitee_id) {
            (InvitationKind::Link, _) => t!("membership-invitations-a-link"),
            (InvitationKind::Mail, _) if invitation.address.is_empty() => {
                t!("membership-invitations-a-mail")
            }
            (InvitationKind::Mail, _) => {
                t!("membership-invitations-to", address = invitation.address)
            }
            (InvitationKind::Person, who) => who.map(handle).unwrap_or_default(),
        },
        note: excerpt(&invitation.words, NOTE),
        by: handle(invitation.by_id),
        when: When::new(invitation.created_at, now),
        state: state(app, invitation, judged.get(&invitation.by_id)),
        open: invitation.is_open(app.now()),
        skips_queue: invitation.skips_queue && applied,
        came: uses
            .iter()
            .filter(|(id, _, _)| *id == invitation.id)
            .filter_map(|(_, who, _)| people.get(who))
            .filter(|person| person.is_live())
            .map(|person| {
                let link = LinkView::new(person.handle(), person.path());
                (link, became(states.get(&person.id()).copied()))
            })
            .collect(),
    };
    Ok(invitations.iter().map(view).collect())
}

/// What became of somebody who came by an invitation.
fn became(state: Option<MembershipState>) -> String {
    match state {
        Some(MembershipState::Member) => t!("membership-invitations-joined"),
        Some(MembershipState::Applied | MembershipState::MoreAsked) => {
            t!("membership-invitations-applied")
        }
        Some(MembershipState::Declined) => t!("membership-invitations-declined"),
        Some(MembershipState::Expired) => t!("membership-invitations-expired"),
        Some(MembershipState::Left | MembershipState::Invited) | None => {
            t!("membership-invitations-no-member")
        }
    }
}

/// `judged` says whether whoever made it may invite, as of now.
fn state(app: &App, invitation: &Invitation, judged: Option<&Result<(), Reason>>) -> String {
    let (used, all) = (invitation.used, invitation.uses_max);
    if invitation.declined_at.is_some() {
        return t!("membership-invitations-is-declined", used = used, all = all);
    }
    if invitation.withdrawn_at.is_some() {
        return t!(
            "membership-invitations-is-withdrawn",
            used = used,
            all = all
        );
    }
    if !invitation.is_open(app.now()) {
        return t!("membership-invitations-is-over", used = used, all = all);
    }
    match judged {
        Some(Ok(())) => t!(
            "membership-invitations-is-open",
            used = used,
            all = all,
            day = day(invitation.expires_at)
        ),
        Some(Err(Reason::JoiningClosed)) => {
            t!("membership-invitations-is-ended", used = used, all = all)
        }
        Some(Err(_)) | None => t!("membership-invitations-is-barred", used = used, all = all),
    }
}

async fn invite_submit(
    State(app): State<App>,
    frame: Frame,
    Path(name): Path<String>,
    sent: Sent<InvitationForm>,
) -> Result<Response> {
    let (form, link) = match make(&app, &sent, &name).await {
        Ok((community, Made::Person | Made::Mail)) => {
            return Ok(done(
                &app,
                &community,
                HERE,
                &t!("membership-invitations-done"),
            ));
        }
        // What is known only now is answered with, and not kept in a cookie for the next page.
        Ok((_, Made::Link(link))) => (InvitationForm::default(), link),
        Err(error) => {
            let refusal = Refusal::of(&app, error)?;
            let frame = refusal.framed(frame);
            let mut page = again(&app, frame, &name, sent.viewer(), &sent.form).await?;
            page.fields = page
                .fields
                .into_iter()
                .map(|field| field.with_errors(&refusal.fields))
                .collect();
            return Ok(refusal.answer(page));
        }
    };
    let mut page = again(&app, frame, &name, sent.viewer(), &form).await?;
    page.made = Some(link);
    Ok(Page(page).into_response())
}

async fn again(
    app: &App,
    frame: Frame,
    name: &str,
    viewer: &MaybeSignedIn,
    form: &InvitationForm,
) -> Result<InvitationsPage> {
    let mut conn = app.store.read().await?;
    let (community, header) = match &viewer.0 {
        Some(user) => convened(app, &mut conn, user, name, HERE).await?,
        None => {
            let community = community_for(app, &mut conn, &viewer.viewer(), name).await?;
            let header = community_header(app, &mut conn, &community, viewer, HERE).await?;
            let policy = community.row.join_policy;
            // Whoever was signed out meanwhile gets their words back, and no list.
            return Ok(InvitationsPage {
                frame: frame.unlisted(),
                header,
                pages: Vec::new(),
                lede: lede(policy),
                closed: false,
                made: None,
                fields: fields(form, Registration::Open, policy),
                invitations: Vec::new(),
                pager: PagerView::default(),
            });
        }
    };
    let first = ByNumber::default();
    page(app, &mut conn, frame, (&community, header), form, first).await
}

async fn make(app: &App, sent: &Sent<InvitationForm>, name: &str) -> Result<(Community, Made)> {
    let user = sent.who()?;
    let community = convened_by(app, user, name).await?;
    let form = &sent.form;
    let named = form.way == InvitationKind::Person.as_str() && !form.whom.trim().is_empty();
    let invitee = match named {
        true => {
            let found = find_named(app, user, &form.whom).await;
            match found.map_err(|error| not_found(error, "whom")) {
                // All that is wrong is told at once.
                Err(Error::Invalid(mut wrong)) => {
                    wrong.extend(faults_of(form));
                    return Err(Error::Invalid(wrong));
                }
                found => Some(found?),
            }
        }
        false => None,
    };
    let made = invite(app, &user.person, &community, form, invitee.as_ref()).await?;
    Ok((community, made))
}

async fn withdraw_submit(
    State(app): State<App>,
    user: SignedIn,
    Path((name, id)): Path<(String, String)>,
    CsrfForm(NoFields {}): CsrfForm<NoFields>,
) -> Result<Response> {
    let id = id.parse().map_err(|_| Error::NotFound("invitation"))?;
    let community = {
        let mut conn = app.store.read().await?;
        community_at(&app, &mut conn, &name).await?
    };
    withdraw_invitation(&app, &user.person, &community, InvitationId(id)).await?;
    let text = t!("membership-invitations-withdrawn");
    Ok(done(&app, &community, HERE, &text))
}
