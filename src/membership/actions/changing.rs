//! Changing a community: its texts, its settings and its questions, in one transaction of which its followers hear
//! once.

use super::asked::{read_questions, write_questions};
use super::communities::{CommunityForm, change_of, tell_update, validate};
use super::linking::end_all_links;
use super::problems::Problems;
use super::related::find_related;
use super::rules::publish_rules;
use super::settings::{SettingsForm, check, judge, write};
use crate::accounts::model::{Person, Viewer};
use crate::app::App;
use crate::communities::model::{Community, ReadPolicy};
use crate::communities::queries::find_community;
use crate::communities::queries::local::{CommunityTexts, lock_community, update_texts};
use crate::error::{Reason, Result};
use crate::jobs::enqueue;
use crate::membership::jobs::CloseDoors;
use crate::membership::model::{RulesChange, split_rules};
use crate::membership::policy;
use crate::membership::queries::settings::{list_questions, replace_questions};
use crate::membership::queries::standing;
use crate::store::{Conn, Json, Tx};

/// All that conveners set of a community, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WholeForm {
    pub texts: CommunityForm,
    pub settings: SettingsForm,
    /// As commands write them.
    pub questions: String,
}

impl WholeForm {
    pub async fn load(conn: &mut Conn, community: &Community) -> Result<Self> {
        Ok(Self {
            texts: CommunityForm::from(community),
            settings: SettingsForm::load(conn, community).await?,
            questions: write_questions(&list_questions(conn, community.id()).await?),
        })
    }

    /// What is typed into the field of this name; none where there is no such field.
    pub fn field(&mut self, name: &str) -> Option<&mut String> {
        let (texts, settings) = (&mut self.texts, &mut self.settings);
        Some(match name {
            "questions" => &mut self.questions,
            "title" => &mut texts.title,
            "focus" => &mut texts.focus,
            "description" => &mut texts.description,
            "rules" => &mut texts.rules,
            "rules_change" => &mut texts.rules_change,
            "language" => &mut texts.language,
            "post_policy" => &mut texts.post_policy,
            "answer_policy" => &mut texts.answer_policy,
            "read" => &mut settings.read,
            "join" => &mut settings.join,
            "not_for" => &mut settings.not_for,
            "offers" => &mut settings.offers,
            "applicants_note" => &mut settings.applicants_note,
            "grace_days" => &mut settings.grace_days,
            "reapply_days" => &mut settings.reapply_days,
            "domains" => &mut settings.domains,
            "newcomer_contributions" => &mut settings.newcomer_contributions,
            "welcome" => &mut settings.welcome,
            "first_task" => &mut settings.first_task,
            "introductions" => &mut settings.introductions,
            "start_here" => &mut settings.start_here,
            "greeters" => &mut settings.greeters,
            "staff_domain" => &mut settings.staff_domain,
            "staff_badge" => &mut settings.staff_badge,
            "parent" => &mut settings.parent,
            "related" => &mut settings.related,
            "question_template" => &mut settings.question_template,
            "discussion_template" => &mut settings.discussion_template,
            "article_template" => &mut settings.article_template,
            "link_template" => &mut settings.link_template,
            "accept_days" => &mut settings.accept_days,
            "several_answers" => &mut settings.several_answers,
            "tags" => &mut settings.tags,
            "tags_required" => &mut settings.tags_required,
            "ask_after_hours" => &mut settings.ask_after_hours,
            "ask_people" => &mut settings.ask_people,
            "time_zone" => &mut settings.time_zone,
            "propose" => &mut settings.propose,
            "licence" => &mut settings.licence,
            "review" => &mut settings.review,
            "team_unnamed" => &mut settings.team_unnamed,
            "hold_first" => &mut settings.hold_first,
            "hold_links" => &mut settings.hold_links,
            "hold_all" => &mut settings.hold_all,
            "accent" => &mut settings.accent,
            _ => return None,
        })
    }
}

/// Changes texts and tells the followers. `form.name` is ignored. Other rules are published as their next
/// version.
pub async fn update_community(
    app: &App,
    person: &Person,
    community: &Community,
    form: &CommunityForm,
) -> Result<Community> {
    let viewer = Viewer::Account {
        id: person.id(),
        admin: false,
    };
    let changes = Changes {
        texts: Some(form),
        ..Changes::default()
    };
    change(app, (&viewer, person), community, changes).await
}

/// Changes the settings and tells the followers. `viewer` is the program itself for commands; `by` says it
/// to other servers. Errors: `Invalid` for the fields of [`SettingsForm`].
pub async fn update_settings(
    app: &App,
    viewer: &Viewer,
    by: &Person,
    community: &Community,
    form: &SettingsForm,
) -> Result<Community> {
    let changes = Changes {
        settings: Some(form),
        ..Changes::default()
    };
    change(app, (viewer, by), community, changes).await
}

/// The same of what is not as it was `before`: texts, settings and questions at once. All that is wrong with any of
/// them is told together, and then nothing is changed.
pub async fn update_whole(
    app: &App,
    viewer: &Viewer,
    by: &Person,
    community: &Community,
    before: &WholeForm,
    form: &WholeForm,
) -> Result<Community> {
    let changes = Changes {
        texts: (form.texts != before.texts).then_some(&form.texts),
        settings: (form.settings != before.settings).then_some(&form.settings),
        questions: (form.questions != before.questions).then_some(&form.questions),
    };
    if form == before && community.is_local() {
        let mut conn = app.store.read().await?;
        may_update(&mut conn, app, (viewer, by), community).await?;
        return Ok(community.clone());
    }
    change(app, (viewer, by), community, changes).await
}

/// What is changed, as it is typed.
#[derive(Debug, Clone, Copy, Default)]
struct Changes<'f> {
    texts: Option<&'f CommunityForm>,
    settings: Option<&'f SettingsForm>,
    questions: Option<&'f String>,
}

async fn change(
    app: &App,
    who: (&Viewer, &Person),
    community: &Community,
    changes: Changes<'_>,
) -> Result<Community> {
    if !community.is_local() {
        return Err(Reason::WrongOrigin.into());
    }
    let mut problems = Problems::default();
    let written = match changes.texts {
        Some(form) => problems.take(validate(app, form, false))?,
        None => None,
    };
    let asked = match changes.questions {
        Some(typed) => problems.take(read_questions(community, typed))?,
        None => None,
    };
    let mut checked = changes
        .settings
        .map(|form| check(community, form, &mut problems));
    // Nobody else makes us ask other servers; what is true when it is written is judged then.
    may_update(&mut app.store.read().await?, app, who, community).await?;
    if let Some(checked) = &mut checked {
        let (viewer, by) = who;
        let related = find_related(app, viewer, by, community, &checked.related).await;
        if let Some(related) = problems.take(related)? {
            checked.settings.related = Json(related);
        }
    }
    let mut tx = app.store.begin().await?;
    may_update(&mut tx, app, who, community).await?;
    let before = lock_community(&mut tx, community.id()).await?;
    let greeters = match &mut checked {
        Some(checked) => judge(&mut tx, app, who, &before, checked, &mut problems).await?,
        None => Vec::new(),
    };
    problems.end()?;
    if let Some(checked) = &checked {
        write(&mut tx, app, checked, greeters).await?;
    }
    if let Some(questions) = &asked {
        replace_questions(&mut tx, community.id(), questions).await?;
    }
    if let (Some(texts), Some(form)) = (&written, changes.texts) {
        write_texts(&mut tx, app, who.1, &before, texts, form).await?;
    }
    let changed = find_community(&mut tx, community.id()).await?;
    tell_update(&mut tx, app, who.1, &changed).await?;
    if before.row.read_policy == ReadPolicy::Public && changed.row.read_policy != ReadPolicy::Public
    {
        end_all_links(&mut tx, app, changed.id()).await?;
    }
    if before.is_open_to_read() && !changed.is_open_to_read() {
        let job = CloseDoors {
            community: changed.id(),
        };
        enqueue(&mut tx, app, &job).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(changed)
}

async fn may_update(
    conn: &mut Conn,
    app: &App,
    (viewer, by): (&Viewer, &Person),
    community: &Community,
) -> Result<()> {
    if *viewer != Viewer::System {
        let standing = standing(conn, by, community, app.now()).await?;
        policy::may_update_community(&standing)?;
    }
    Ok(())
}

async fn write_texts(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    before: &Community,
    texts: &CommunityTexts,
    form: &CommunityForm,
) -> Result<()> {
    update_texts(tx, before.id(), texts, app.now()).await?;
    if split_rules(&before.row.rules) != split_rules(&texts.rules) {
        let change = change_of(form).unwrap_or(RulesChange::Editorial);
        publish_rules(tx, app, by, before, &texts.rules, change).await?;
    }
    Ok(())
}
