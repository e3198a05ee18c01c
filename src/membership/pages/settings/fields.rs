//! The fields of the settings, part by part.

use super::sections::Section;
use crate::activitypub::languages::{LANGUAGES, language_said};
use crate::activitypub::licences::Licence;
use crate::membership::actions::{AS_JOINING, CommunityForm, SettingsForm, WholeForm};
use crate::web::view::{FieldView, OptionView};

/// Of a community that is being opened: what has to be known at first.
pub(super) fn of_a_new_one(form: &CommunityForm) -> Vec<FieldView> {
    let name = FieldView::text("name", t!("membership-field-name"))
        .help(t!("membership-field-name-help"))
        .value(&form.name)
        .required();
    let name = FieldView {
        maxlength: Some(30),
        ..name
    };
    let mut joiners = joiners();
    // Which domains those are is said later.
    joiners.retain(|option| option.value != "domain");
    let rules = area("rules", t!("membership-field-rules"), &form.rules, 8)
        .help(t!("membership-field-rules-first-help"));
    let mut fields = vec![name];
    fields.extend(words(form));
    fields.extend([
        rules,
        radios(
            "read",
            t!("membership-field-read"),
            or(&form.read, "public"),
            readers(),
        ),
        radios(
            "join",
            t!("membership-field-join"),
            or(&form.join, "open"),
            joiners,
        ),
    ]);
    fields.extend(written(form, AS_JOINING, writers_at_first));
    fields
}

/// Of one part of the settings. `threads` are those to choose from.
pub(super) fn of(
    section: Section,
    form: &WholeForm,
    threads: &[(String, String)],
) -> Vec<FieldView> {
    let (texts, settings) = (&form.texts, &form.settings);
    match section {
        Section::About => about(texts, settings),
        Section::Joining => joining(settings),
        Section::Writing => writing(texts, settings),
        Section::Rules => rules(texts, settings),
        Section::Before => before(settings),
        Section::Welcome => welcome(settings, threads),
        Section::Tags => tags(settings),
        Section::Asking => asking(settings),
        Section::Library => library(settings),
        Section::Belonging => belonging(settings),
    }
}

/// For threads that are not among those to choose from. Each is named after the field to which it adds.
pub(super) fn others(section: Section) -> Vec<FieldView> {
    if section != Section::Welcome {
        return Vec::new();
    }
    vec![
        line(
            "introductions_other",
            t!("membership-field-introductions"),
            "",
        )
        .help(t!("membership-field-introductions-other-help")),
        line("start_here_other", t!("membership-field-start-here"), "")
            .help(t!("membership-field-start-here-other-help")),
    ]
}

fn words(form: &CommunityForm) -> Vec<FieldView> {
    vec![
        line("title", t!("membership-field-title"), &form.title).required(),
        line("focus", t!("membership-field-focus"), &form.focus)
            .help(t!("membership-field-focus-help")),
        area(
            "description",
            t!("membership-field-description"),
            &form.description,
            8,
        )
        .help(t!("membership-field-markdown")),
        select(
            "language",
            t!("membership-field-language"),
            &form.language,
            languages(),
        ),
    ]
}

fn about(texts: &CommunityForm, settings: &SettingsForm) -> Vec<FieldView> {
    let mut fields = words(texts);
    fields.push(
        line("accent", t!("membership-field-accent"), &settings.accent)
            .help(t!("membership-field-accent-help")),
    );
    fields
}

fn joining(form: &SettingsForm) -> Vec<FieldView> {
    vec![
        radios("read", t!("membership-field-read"), &form.read, readers())
            .help(t!("membership-field-read-help")),
        radios("join", t!("membership-field-join"), &form.join, joiners()),
        line("domains", t!("membership-field-domains"), &form.domains)
            .help(t!("membership-field-domains-help")),
        number(
            "reapply_days",
            t!("membership-field-reapply-days"),
            &form.reapply_days,
        )
        .help(t!("membership-field-reapply-days-help")),
    ]
}

fn writing(texts: &CommunityForm, settings: &SettingsForm) -> Vec<FieldView> {
    let mut fields = written(texts, "readers", writers);
    fields.extend([
        number(
            "hold_first",
            t!("membership-field-hold-first"),
            &settings.hold_first,
        )
        .help(t!("membership-field-hold-first-help")),
        radios(
            "hold_links",
            t!("membership-field-hold-links"),
            or(&settings.hold_links, "no"),
            vec![
                OptionView::new("no", t!("membership-field-hold-links-no")),
                OptionView::new("yes", t!("membership-field-hold-links-yes")),
            ],
        ),
        radios(
            "hold_all",
            t!("membership-field-hold-all"),
            or(&settings.hold_all, "no"),
            vec![
                OptionView::new("no", t!("membership-field-hold-all-no")),
                OptionView::new("yes", t!("membership-field-hold-all-yes")),
            ],
        ),
    ]);
    fields
}

fn written(form: &CommunityForm, usual: &str, choices: fn() -> Vec<OptionView>) -> Vec<FieldView> {
    vec![
        select(
            "post_policy",
            t!("membership-field-post-policy"),
            or(&form.post_policy, usual),
            choices(),
        ),
        select(
            "answer_policy",
            t!("membership-field-answer-policy"),
            or(&form.answer_policy, usual),
            choices(),
        ),
    ]
}

fn rules(texts: &CommunityForm, settings: &SettingsForm) -> Vec<FieldView> {
    vec![
        area("rules", t!("membership-field-rules"), &texts.rules, 8)
            .help(t!("membership-field-rules-help")),
        radios(
            "rules_change",
            t!("membership-field-rules-change"),
            &texts.rules_change,
            changes(),
        ),
        number(
            "grace_days",
            t!("membership-field-grace-days"),
            &settings.grace_days,
        )
        .help(t!("membership-field-grace-days-help")),
        radios(
            "team_unnamed",
            t!("membership-field-team-unnamed"),
            or(&settings.team_unnamed, "no"),
            vec![
                OptionView::new("no", t!("membership-field-team-unnamed-no")),
                OptionView::new("yes", t!("membership-field-team-unnamed-yes")),
            ],
        )
        .help(t!("membership-field-team-unnamed-help")),
    ]
}

fn before(form: &SettingsForm) -> Vec<FieldView> {
    vec![
        line("not_for", t!("membership-field-not-for"), &form.not_for)
            .help(t!("membership-field-not-for-help")),
        area("offers", t!("membership-field-offers"), &form.offers, 4)
            .help(t!("membership-field-markdown")),
        area(
            "applicants_note",
            t!("membership-field-applicants-note"),
            &form.applicants_note,
            4,
        )
        .help(t!("membership-field-applicants-note-help")),
    ]
}

fn welcome(form: &SettingsForm, threads: &[(String, String)]) -> Vec<FieldView> {
    vec![
        area("welcome", t!("membership-field-welcome"), &form.welcome, 4)
            .help(t!("membership-field-welcome-help")),
        area(
            "first_task",
            t!("membership-field-first-task"),
            &form.first_task,
            3,
        )
        .help(t!("membership-field-first-task-help")),
        introductions(form, threads),
        start_here(form, threads),
        line("greeters", t!("membership-field-greeters"), &form.greeters)
            .help(t!("membership-field-greeters-help")),
        number(
            "newcomer_contributions",
            t!("membership-field-newcomer-contributions"),
            &form.newcomer_contributions,
        )
        .help(t!("membership-field-newcomer-contributions-help")),
    ]
}

/// The one thread in which members introduce themselves.
fn introductions(form: &SettingsForm, threads: &[(String, String)]) -> FieldView {
    let none = OptionView::new("", t!("membership-field-introductions-none"));
    let mut options: Vec<OptionView> = std::iter::once(none).chain(options(threads)).collect();
    keep_chosen(&mut options, [form.introductions.as_str()]);
    select(
        "introductions",
        t!("membership-field-introductions"),
        &form.introductions,
        options,
    )
}

fn start_here(form: &SettingsForm, threads: &[(String, String)]) -> FieldView {
    let mut options: Vec<OptionView> = options(threads).collect();
    let chosen = form.start_here.split([',', ' ']);
    keep_chosen(&mut options, chosen.filter(|thread| !thread.is_empty()));
    let field = FieldView::text("start_here", t!("membership-field-start-here"))
        .of_kind("checks")
        .value(&form.start_here)
        .options(options);
    match threads.is_empty() {
        true => field.help(t!("membership-field-start-here-none")),
        false => field.help(t!("membership-field-start-here-help")),
    }
}

fn options(threads: &[(String, String)]) -> impl Iterator<Item = OptionView> {
    threads.iter().map(|(id, title)| OptionView::new(id, title))
}

/// What was chosen stays among the options, also where nothing of it can be seen any more.
fn keep_chosen<'a>(options: &mut Vec<OptionView>, chosen: impl IntoIterator<Item = &'a str>) {
    for one in chosen {
        if !options.iter().any(|option| option.value == one) {
            options.push(OptionView::new(one, one));
        }
    }
}

fn tags(form: &SettingsForm) -> Vec<FieldView> {
    let rules = vec![
        OptionView::new("free", t!("membership-field-tags-free"))
            .explained(t!("membership-field-tags-free-help")),
        OptionView::new("listed", t!("membership-field-tags-listed"))
            .explained(t!("membership-field-tags-listed-help")),
    ];
    let needed = vec![
        OptionView::new("no", t!("membership-field-tags-required-no")),
        OptionView::new("yes", t!("membership-field-tags-required-yes"))
            .explained(t!("membership-field-tags-required-yes-help")),
    ];
    vec![
        radios(
            "tags",
            t!("membership-field-tags"),
            or(&form.tags, "free"),
            rules,
        ),
        radios(
            "tags_required",
            t!("membership-field-tags-required"),
            or(&form.tags_required, "no"),
            needed,
        ),
        number(
            "ask_after_hours",
            t!("membership-field-ask-after-hours"),
            &form.ask_after_hours,
        )
        .help(t!("membership-field-ask-after-hours-help")),
        number(
            "ask_people",
            t!("membership-field-ask-people"),
            &form.ask_people,
        )
        .help(t!("membership-field-ask-people-help")),
        line(
            "time_zone",
            t!("membership-field-time-zone"),
            &form.time_zone,
        )
        .help(t!("membership-field-time-zone-help")),
    ]
}

fn library(form: &SettingsForm) -> Vec<FieldView> {
    vec![
        radios(
            "licence",
            t!("membership-field-licence"),
            &form.licence,
            licences(),
        )
        .help(t!("membership-field-licence-help")),
        radios(
            "propose",
            t!("membership-field-propose"),
            &form.propose,
            proposers(),
        ),
        line("review", t!("membership-field-review"), &form.review)
            .help(t!("membership-field-review-help")),
    ]
}

fn belonging(form: &SettingsForm) -> Vec<FieldView> {
    vec![
        line("parent", t!("membership-field-parent"), &form.parent)
            .help(t!("membership-field-parent-help")),
        line("related", t!("membership-field-related"), &form.related)
            .help(t!("membership-field-related-help")),
        line(
            "staff_domain",
            t!("membership-field-staff-domain"),
            &form.staff_domain,
        )
        .help(t!("membership-field-staff-domain-help")),
        line(
            "staff_badge",
            t!("membership-field-staff-badge"),
            &form.staff_badge,
        )
        .help(t!("membership-field-staff-badge-help")),
    ]
}

fn asking(form: &SettingsForm) -> Vec<FieldView> {
    let template = |name: &'static str, label: String, value: &str| area(name, label, value, 6);
    vec![
        template(
            "question_template",
            t!("membership-field-question-template"),
            &form.question_template,
        )
        .help(t!("membership-field-question-template-help")),
        template(
            "discussion_template",
            t!("membership-field-discussion-template"),
            &form.discussion_template,
        ),
        template(
            "article_template",
            t!("membership-field-article-template"),
            &form.article_template,
        ),
        template(
            "link_template",
            t!("membership-field-link-template"),
            &form.link_template,
        ),
        number(
            "accept_days",
            t!("membership-field-accept-days"),
            &form.accept_days,
        )
        .help(t!("membership-field-accept-days-help")),
        radios(
            "several_answers",
            t!("membership-field-several-answers"),
            or(&form.several_answers, "no"),
            vec![
                OptionView::new("no", t!("membership-field-several-answers-no"))
                    .explained(t!("membership-field-several-answers-no-help")),
                OptionView::new("yes", t!("membership-field-several-answers-yes"))
                    .explained(t!("membership-field-several-answers-yes-help")),
            ],
        ),
    ]
}

fn line(name: &'static str, label: String, value: &str) -> FieldView {
    FieldView::text(name, label).value(value)
}

fn number(name: &'static str, label: String, value: &str) -> FieldView {
    line(name, label, value).of_kind("number")
}

fn area(name: &'static str, label: String, value: &str, rows: u32) -> FieldView {
    FieldView {
        rows,
        ..line(name, label, value).of_kind("area")
    }
}

fn select(name: &'static str, label: String, value: &str, options: Vec<OptionView>) -> FieldView {
    line(name, label, value).of_kind("select").options(options)
}

fn radios(name: &'static str, label: String, value: &str, options: Vec<OptionView>) -> FieldView {
    line(name, label, value).of_kind("radios").options(options)
}

fn or<'a>(typed: &'a str, usual: &'a str) -> &'a str {
    match typed {
        "" => usual,
        typed => typed,
    }
}

fn languages() -> Vec<OptionView> {
    let any = OptionView::new("", t!("membership-field-language-any"));
    let known = LANGUAGES
        .iter()
        .filter_map(|(code, _)| Some(OptionView::new(*code, language_said(code)?)));
    std::iter::once(any).chain(known).collect()
}

fn readers() -> Vec<OptionView> {
    vec![
        OptionView::new("public", t!("membership-field-read-public"))
            .explained(t!("membership-field-read-public-help")),
        OptionView::new("unlisted", t!("membership-field-read-unlisted"))
            .explained(t!("membership-field-read-unlisted-help")),
        OptionView::new("members", t!("membership-field-read-members"))
            .explained(t!("membership-field-read-members-help")),
        OptionView::new("server", t!("membership-field-read-server"))
            .explained(t!("membership-field-read-server-help")),
    ]
}

fn joiners() -> Vec<OptionView> {
    vec![
        OptionView::new("open", t!("membership-field-join-open"))
            .explained(t!("membership-field-join-open-help")),
        OptionView::new("application", t!("membership-field-join-application"))
            .explained(t!("membership-field-join-application-help")),
        OptionView::new("invitation", t!("membership-field-join-invitation"))
            .explained(t!("membership-field-join-invitation-help")),
        OptionView::new("domain", t!("membership-field-join-domain"))
            .explained(t!("membership-field-join-domain-help")),
        OptionView::new("closed", t!("membership-field-join-closed"))
            .explained(t!("membership-field-join-closed-help")),
    ]
}

fn writers() -> Vec<OptionView> {
    vec![
        OptionView::new("readers", t!("membership-field-write-readers")),
        OptionView::new("members", t!("membership-field-write-members")),
        OptionView::new("conveners", t!("membership-field-write-conveners")),
    ]
}

/// The form cannot know yet who may join.
fn writers_at_first() -> Vec<OptionView> {
    let label = t!("membership-field-write-as-joining");
    let mut writers = writers();
    writers.insert(0, OptionView::new(AS_JOINING, label));
    writers
}

fn licences() -> Vec<OptionView> {
    let option =
        |each: &Licence| OptionView::new(each.as_str(), each.said()).explained(each.meaning());
    Licence::ALL.iter().map(option).collect()
}

fn proposers() -> Vec<OptionView> {
    vec![
        OptionView::new("nobody", t!("membership-field-propose-nobody")),
        OptionView::new("members", t!("membership-field-propose-members"))
            .explained(t!("membership-field-propose-members-help")),
    ]
}

fn changes() -> Vec<OptionView> {
    vec![
        OptionView::new("", t!("membership-field-rules-change-editorial"))
            .explained(t!("membership-field-rules-change-editorial-help")),
        OptionView::new("material", t!("membership-field-rules-change-material"))
            .explained(t!("membership-field-rules-change-material-help")),
    ]
}
