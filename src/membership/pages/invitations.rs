//! `/c/{name}/settings/invitations`: inviting people, the invitations there are, and who came by which.

use super::members::{find_named, not_found};
use super::{community_header, convened, convened_by, done, settings_pages};
use crate::accounts::model::Person;
use crate::accounts::queries::list_people;
use crate::accounts::settings::{self, Registration};
use crate::app::App;
use crate::communities::model::{Community, JoinPolicy};
use crate::communities::pages::{CommunityHeaderView, community_at, community_for};
use crate::error::{Error, Reason, Result};
use crate::ids::AccountId;
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
use crate::text::excerpt;
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
    /// How it stands, in a few words.
    state: String,
    open: bool,
    /// Whether it spares people an application that others need.
    skips_queue: bool,
    /// Who came by it, and what became of that.
    came: Vec<(LinkView, &'static str)>,
}

#[derive(Template)]
#[template(path = "membership/pages/invitations.html")]
struct InvitationsPage {
    frame: Frame,
    header: CommunityHeaderView,
    pages: Vec<TabView>,
    /// What an invitation gives here.
    lede: &'static str,
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
fn lede(policy: JoinPolicy) -> &'static str {
    match policy {
        JoinPolicy::Open => {
            "Everybody may join here. An invitation shows the way and says who asks."
        }
        JoinPolicy::Application => {
            "Whoever is invited sees what this community is for and its rules, and applies; or joins at once, if you say so below."
        }
        JoinPolicy::Invitation | JoinPolicy::Domain => {
            "Whoever is invited sees what this community is for and its rules, agrees, and joins."
        }
        JoinPolicy::Closed => "This community takes no new members, so nobody can be invited.",
    }
}

fn fields(form: &InvitationForm, registration: Registration, policy: JoinPolicy) -> Vec<FieldView> {
    let number = |name, label: &str, help: String, value: &str| {
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
        Registration::Open => None,
        Registration::Invited => Some(
            "Whoever has no account here makes one only by an invitation that lets them, below.",
        ),
        Registration::Closed => Some(
            "By a link and by e-mail only those come who have an account here; accounts are made by the administrators.",
        ),
    };
    let mut fields = vec![
        FieldView {
            help: no_account.map(ToOwned::to_owned),
            ..FieldView::text("way", "How")
        }
        .of_kind("radios")
            .value(way)
            .options(vec![
                OptionView::new(InvitationKind::Link.as_str(), "A link to hand out")
                    .explained("Whoever has it can use it."),
                OptionView::new(InvitationKind::Person.as_str(), "Somebody by name")
                    .explained("They get a notice here, or are told on their own server."),
                OptionView::new(InvitationKind::Mail.as_str(), "By e-mail")
                    .explained("They get a link that works for them alone."),
            ]),
        FieldView::text("whom", "Name or e-mail address")
            .help("Empty for a link. A name here, or name@server for somebody elsewhere.")
            .value(&form.whom),
        number(
            "uses",
            "How many may come by the link",
            format!("From 1 to {USES_MAX}. Left empty: {USES}."),
            &form.uses,
        ),
        number(
            "days",
            "For how many days",
            format!("From 1 to {DAYS_MAX}. Left empty: {DAYS}."),
            &form.days,
        ),
        FieldView {
            rows: 3,
            ..FieldView::text("words", "A note")
                .of_kind("area")
                .help("Whoever is invited reads it. It also tells your links apart in the list below.")
                .value(&form.words)
        },
    ];
    // Elsewhere nobody applies.
    if policy == JoinPolicy::Application {
        fields.push(
            FieldView::text("skips_queue", "They need not apply: they join at once")
                .of_kind("tick")
                .value(&form.skips_queue),
        );
    }
    if registration == Registration::Invited {
        fields.push(
            FieldView::text("may_register", "Whoever has no account here may make one")
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
            (InvitationKind::Link, _) => "A link".to_owned(),
            (InvitationKind::Mail, _) if invitation.address.is_empty() => "By e-mail".to_owned(),
            (InvitationKind::Mail, _) => format!("To {}", invitation.address),
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
fn became(state: Option<MembershipState>) -> &'static str {
    match state {
        Some(MembershipState::Member) => "joined",
        Some(MembershipState::Applied | MembershipState::MoreAsked) => "applied",
        Some(MembershipState::Declined) => "was declined",
        Some(MembershipState::Expired) => "applied, and nobody decided in time",
        Some(MembershipState::Left | MembershipState::Invited) | None => "is not a member",
    }
}

/// `judged` says whether whoever made it may invite, as of now.
fn state(app: &App, invitation: &Invitation, judged: Option<&Result<(), Reason>>) -> String {
    let uses = format!("{} of {} used", invitation.used, invitation.uses_max);
    let end = invitation.expires_at.utc().format("%-d %B %Y");
    if invitation.declined_at.is_some() {
        return format!("{uses}, declined");
    }
    if invitation.withdrawn_at.is_some() {
        return format!("{uses}, withdrawn");
    }
    if !invitation.is_open(app.now()) {
        return format!("{uses}, over");
    }
    match judged {
        Some(Ok(())) => format!("{uses}, open until {end}"),
        Some(Err(Reason::JoiningClosed)) => {
            format!("{uses}, ended: this community takes no new members")
        }
        Some(Err(_)) | None => {
            format!("{uses}, ended: whoever made it may not invite people any more")
        }
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
            return Ok(done(&app, &community, HERE, "They are invited."));
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
    Ok(done(&app, &community, HERE, "The invitation is withdrawn."))
}
