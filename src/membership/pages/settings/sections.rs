//! `/c/{name}/settings/about` and its neighbours: what conveners set, part by part. A form changes what it
//! shows, and nothing else.

use super::fields;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::CommunityHeaderView;
use crate::error::Result;
use crate::membership::actions::{WholeForm, update_whole};
use crate::membership::model::has_points;
use crate::membership::pages::{
    convened, convened_by, done, grace_end, head_again, part_title, settings_pages,
};
use crate::membership::queries::count_to_be_asked;
use crate::membership::queries::pulse::list_titles;
use crate::membership::queries::rules::version_by_number;
use crate::membership::queries::settings::list_threads_offered;
use crate::store::Conn;
use crate::web::layout::{Frame, Now};
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{FieldView, LinkView, TabView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;

/// What is sent: some fields have several values.
type Typed = Vec<(String, String)>;

/// A part of the settings, with a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    About,
    Joining,
    Writing,
    Rules,
    Before,
    Welcome,
    Tags,
    Asking,
    Library,
    Belonging,
}

impl Section {
    const ALL: [Self; 10] = [
        Self::About,
        Self::Joining,
        Self::Writing,
        Self::Rules,
        Self::Before,
        Self::Welcome,
        Self::Tags,
        Self::Asking,
        Self::Library,
        Self::Belonging,
    ];

    /// As in its address.
    fn word(self) -> &'static str {
        match self {
            Self::About => "about",
            Self::Joining => "joining",
            Self::Writing => "writing",
            Self::Rules => "rules",
            Self::Before => "before",
            Self::Welcome => "welcome",
            Self::Tags => "tags",
            Self::Asking => "asking",
            Self::Library => "library",
            Self::Belonging => "belonging",
        }
    }

    fn title(self) -> String {
        part_title(&self.below())
    }

    fn lede(self) -> String {
        match self {
            Self::About => t!("membership-settings-about-lede"),
            Self::Joining => t!("membership-settings-joining-lede"),
            Self::Writing => t!("membership-settings-writing-lede"),
            Self::Rules => t!("membership-settings-rules-lede"),
            Self::Before => t!("membership-settings-before-lede"),
            Self::Welcome => t!("membership-settings-welcome-lede"),
            Self::Tags => t!("membership-settings-tags-lede"),
            Self::Asking => t!("membership-settings-asking-lede"),
            Self::Library => t!("membership-settings-library-lede"),
            Self::Belonging => t!("membership-settings-belonging-lede"),
        }
    }

    /// The names of its fields.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::About => &["title", "focus", "description", "language", "accent"],
            Self::Joining => &["read", "join", "domains", "reapply_days"],
            Self::Writing => &[
                "post_policy",
                "answer_policy",
                "hold_first",
                "hold_links",
                "hold_all",
            ],
            Self::Rules => &["rules", "rules_change", "grace_days", "team_unnamed"],
            Self::Before => &["not_for", "offers", "applicants_note"],
            Self::Welcome => &[
                "welcome",
                "first_task",
                "introductions",
                "start_here",
                "greeters",
                "newcomer_contributions",
            ],
            Self::Tags => &[
                "tags",
                "tags_required",
                "ask_after_hours",
                "ask_people",
                "time_zone",
            ],
            Self::Asking => &[
                "question_template",
                "discussion_template",
                "article_template",
                "link_template",
                "accept_days",
                "several_answers",
            ],
            Self::Library => &["licence", "propose", "review"],
            Self::Belonging => &["parent", "related", "staff_domain", "staff_badge"],
        }
    }

    /// Below the community's address.
    fn below(self) -> String {
        format!("/settings/{}", self.word())
    }

    /// The form with what was typed into the fields of this part.
    fn filled(self, mut form: WholeForm, sent: &[(String, String)]) -> WholeForm {
        for name in self.names() {
            if let (Some(typed), Some(field)) = (typed(sent, name), form.field(name)) {
                *field = typed;
            }
        }
        form
    }
}

/// What was typed into the field of this name; none where it was not sent. A thread whose address was typed
/// comes before the one that was chosen, and to those that were ticked.
fn typed(sent: &[(String, String)], name: &str) -> Option<String> {
    let other = format!("{name}_other");
    let own = |(key, _): &&(String, String)| key == name || *key == other;
    let values: Vec<&str> = sent.iter().filter(own).map(|(_, v)| v.as_str()).collect();
    let last = values.last()?;
    let said: Vec<&str> = values
        .iter()
        .copied()
        .filter(|value| !value.trim().is_empty())
        .collect();
    let typed = match name {
        "start_here" => said.join(" "),
        "introductions" => said.last().copied().unwrap_or_default().to_owned(),
        _ => (*last).to_owned(),
    };
    // Browsers end lines in another way than everybody else.
    Some(typed.replace("\r\n", "\n"))
}

pub fn routes() -> Router<App> {
    let mut router = Router::new();
    for section in Section::ALL {
        let form = move |app, user, frame, name| section_form(section, app, user, frame, name);
        let submit = move |app, frame, name, sent| section_submit(section, app, frame, name, sent);
        router = router.route(
            &format!("/c/{{name}}/settings/{}", section.word()),
            get(form).post(submit),
        );
    }
    router
}

#[derive(Template)]
#[template(path = "membership/pages/settings/section.html")]
struct SectionPage {
    frame: Frame,
    header: CommunityHeaderView,
    /// All parts of the settings.
    pages: Vec<TabView>,
    title: String,
    lede: String,
    /// Where one sees what comes of it.
    shown: Option<LinkView>,
    /// Where a thread is made that there is none of yet.
    make: Option<LinkView>,
    action: String,
    fields: Vec<FieldView>,
    others: Vec<FieldView>,
}

impl SectionPage {
    fn new(
        section: Section,
        frame: Frame,
        (header, pages): (CommunityHeaderView, Vec<TabView>),
        form: &WholeForm,
        threads: &[(String, String)],
    ) -> Self {
        let path = &header.path;
        let shown = match section {
            Section::Joining | Section::Before => Some(LinkView::new(
                t!("membership-settings-stranger"),
                format!("{path}/join?as=stranger"),
            )),
            Section::Tags => Some(LinkView::new(
                t!("membership-settings-see-tags"),
                format!("{path}/tags"),
            )),
            Section::Rules => Some(LinkView::new(
                t!("membership-settings-see-rules"),
                format!("{path}/rules"),
            )),
            Section::Library => Some(LinkView::new(
                t!("membership-settings-see-library"),
                format!("{path}/library"),
            )),
            _ => None,
        };
        // Also where the one that is set has gone.
        let set = |(id, _): &(String, String)| *id == form.settings.introductions;
        let bare = section == Section::Welcome && !threads.iter().any(set);
        Self {
            frame: frame.unlisted(),
            title: section.title(),
            lede: section.lede(),
            shown,
            make: bare.then(|| {
                let href = format!("{path}/settings/introductions");
                LinkView::new(t!("membership-settings-make-one"), href)
            }),
            action: format!("{path}{}", section.below()),
            fields: fields::of(section, form, threads),
            others: fields::others(section),
            header,
            pages,
        }
    }

    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }
}

async fn section_form(
    section: Section,
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    Path(name): Path<String>,
) -> Result<Page<SectionPage>> {
    let mut conn = app.store.read().await?;
    let here = section.below();
    let (community, header) = convened(&app, &mut conn, &user, &name, &here).await?;
    let form = WholeForm::load(&mut conn, &community).await?;
    let threads = choices(&mut conn, section, &community, &form).await?;
    let head = (header, settings_pages(&community, &here));
    Ok(Page(SectionPage::new(
        section, frame, head, &form, &threads,
    )))
}

/// The threads to choose from: what is chosen, pinned ones, the latest.
async fn choices(
    conn: &mut Conn,
    section: Section,
    community: &Community,
    form: &WholeForm,
) -> Result<Vec<(String, String)>> {
    if section != Section::Welcome {
        return Ok(Vec::new());
    }
    let settings = &form.settings;
    let chosen: Vec<String> = settings
        .start_here
        .split([',', ' '])
        .chain([settings.introductions.as_str()])
        .filter(|id| !id.is_empty())
        .map(str::to_owned)
        .collect();
    let mut threads = list_threads_offered(conn, community.id()).await?;
    for chosen in list_titles(conn, community.id(), &chosen).await? {
        if !threads.contains(&chosen) {
            threads.push(chosen);
        }
    }
    Ok(threads)
}

async fn section_submit(
    section: Section,
    State(app): State<App>,
    frame: Frame,
    Path(name): Path<String>,
    sent: Sent<Typed>,
) -> Result<Response> {
    let error = match change(&app, section, &sent, &name, frame.now).await {
        Ok((community, said)) => return Ok(done(&app, &community, &section.below(), &said)),
        Err(error) => error,
    };
    let refusal = Refusal::of(&app, error)?;
    let head = head_again(&app, sent.viewer(), &name, &section.below()).await?;
    // Whoever may not see what is set gets back what they typed, and nothing else.
    let form = section.filled(WholeForm::default(), &sent.form);
    let threads = choices_again(&app, section, sent.viewer(), &name, &form).await?;
    let mut page = SectionPage::new(section, refusal.framed(frame), head, &form, &threads);
    let fields = page.fields.into_iter();
    page.fields = fields
        .map(|field| field.with_errors(&refusal.fields))
        .collect();
    Ok(refusal.answer(page))
}

/// The same for a form that comes back: titles are for who convenes.
async fn choices_again(
    app: &App,
    section: Section,
    viewer: &MaybeSignedIn,
    name: &str,
    form: &WholeForm,
) -> Result<Vec<(String, String)>> {
    let Some(user) = &viewer.0 else {
        return Ok(Vec::new());
    };
    let Ok(community) = convened_by(app, user, name).await else {
        return Ok(Vec::new());
    };
    let mut conn = app.store.read().await?;
    choices(&mut conn, section, &community, form).await
}

/// Changes it, and says what came of that.
async fn change(
    app: &App,
    section: Section,
    sent: &Sent<Typed>,
    name: &str,
    now: Now,
) -> Result<(Community, String)> {
    let user = sent.who()?;
    let community = convened_by(app, user, name).await?;
    let before = {
        let mut conn = app.store.read().await?;
        WholeForm::load(&mut conn, &community).await?
    };
    let form = section.filled(before.clone(), &sent.form);
    let (viewer, by) = (user.viewer(), &user.person);
    let changed = update_whole(app, &viewer, by, &community, &before, &form).await?;
    let said = match section {
        Section::Rules => said_of_rules(app, &community, &changed, &form, now).await?,
        _ => t!("membership-settings-saved"),
    };
    Ok((changed, said))
}

/// Which version is published, and who is asked to agree to it until when.
async fn said_of_rules(
    app: &App,
    before: &Community,
    after: &Community,
    form: &WholeForm,
    now: Now,
) -> Result<String> {
    let number = after.row.rules_version;
    if number == before.row.rules_version {
        return Ok(match form.texts.rules_change.as_str() {
            "" => t!("membership-settings-saved"),
            _ => t!("membership-settings-rules-same"),
        });
    }
    let mut conn = app.store.read().await?;
    let version = version_by_number(&mut conn, after.id(), number).await?;
    let published = t!("membership-settings-rules-published", number = number);
    if version.is_none_or(|version| !version.has_points()) {
        let gone = t!("membership-settings-rules-gone");
        return Ok(format!("{published} {gone}"));
    }
    if after.row.binding_version != Some(number) {
        let nobody = t!("membership-settings-rules-editorial");
        return Ok(format!("{published} {nobody}"));
    }
    let asked = count_to_be_asked(&mut conn, after.id(), number).await?;
    if asked == 0 {
        let nobody = t!("membership-settings-rules-nobody");
        return Ok(format!("{published} {nobody}"));
    }
    let until = match grace_end(after).filter(|end| *end > app.now()) {
        Some(end) => t!(
            "membership-settings-rules-asked-until",
            count = asked,
            day = now.date(end)
        ),
        None => t!("membership-settings-rules-asked-now", count = asked),
    };
    let late = match before.row.binding_version {
        Some(former) if has_points(&before.row.rules) => {
            count_to_be_asked(&mut conn, after.id(), former).await?
        }
        _ => 0,
    };
    Ok(match late {
        0 => format!("{published} {until}"),
        _ => {
            let late = t!("membership-settings-rules-late");
            format!("{published} {until} {late}")
        }
    })
}
