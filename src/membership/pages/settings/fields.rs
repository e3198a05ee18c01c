//! The fields of the settings, part by part.

use super::sections::Section;
use crate::activitypub::languages::LANGUAGES;
use crate::activitypub::licences::Licence;
use crate::membership::actions::{AS_JOINING, CommunityForm, SettingsForm, WholeForm};
use crate::web::view::{FieldView, OptionView};

/// Of a community that is being opened: what has to be known at first.
pub(super) fn of_a_new_one(form: &CommunityForm) -> Vec<FieldView> {
    let name = FieldView::text("name", "Name")
        .help("Lower-case letters a to z, digits and _. It is in every address and cannot be changed.")
        .value(&form.name)
        .required();
    let name = FieldView {
        maxlength: Some(30),
        ..name
    };
    let mut joiners = joiners();
    // Which domains those are is said later.
    joiners.retain(|option| option.value != "domain");
    let rules = area("rules", "Rules", &form.rules, 8).help(
        "Markdown works. Three short ones with numbers are enough to begin with, and they can wait.",
    );
    let mut fields = vec![name];
    fields.extend(words(form));
    fields.extend([
        rules,
        radios("read", "Who may read", or(&form.read, "public"), readers()),
        radios("join", "Who may join", or(&form.join, "open"), joiners),
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
        Section::Writing => writing(texts),
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
        line("introductions_other", "The introductions thread", "").help("Its address."),
        line("start_here_other", "Threads to start with", "")
            .help("Their addresses, with spaces between them."),
    ]
}

fn words(form: &CommunityForm) -> Vec<FieldView> {
    vec![
        line("title", "Title", &form.title).required(),
        line("focus", "In one line", &form.focus)
            .help("Who this is for and what they get. At most 200 characters."),
        area("description", "Description", &form.description, 8).help("Markdown works."),
        select("language", "Language", &form.language, languages()),
    ]
}

fn about(texts: &CommunityForm, settings: &SettingsForm) -> Vec<FieldView> {
    let mut fields = words(texts);
    fields.push(line("accent", "Accent colour", &settings.accent).help(
        "Of links, buttons and the stripe at the top: ink, varnish, pine, plum, ochre, or a colour such as #8a3315, which is made darker or lighter where it could not be read. Empty for the usual one.",
    ));
    fields
}

fn joining(form: &SettingsForm) -> Vec<FieldView> {
    vec![
        radios("read", "Who may read", &form.read, readers()).help(
            "It holds for threads that begin from now on. Those that are there stay as they are, with the replies that come to them: lock a thread to end that.",
        ),
        radios("join", "Who may join", &form.join, joiners()),
        line("domains", "E-mail domains whose people join at once", &form.domains)
            .help("Only for certain e-mail domains. With commas between them, as in example.org. People confirm their address by mail."),
        number(
            "reapply_days",
            "Days before somebody who was declined may apply again",
            &form.reapply_days,
        )
        .help("It holds for those who were declined already, too. Only people of another Guildhall server have been told a day, and wait until that."),
    ]
}

fn writing(form: &CommunityForm) -> Vec<FieldView> {
    written(form, "readers", writers)
}

fn written(form: &CommunityForm, usual: &str, choices: fn() -> Vec<OptionView>) -> Vec<FieldView> {
    vec![
        select(
            "post_policy",
            "Who may start threads",
            or(&form.post_policy, usual),
            choices(),
        ),
        select(
            "answer_policy",
            "Who may reply",
            or(&form.answer_policy, usual),
            choices(),
        ),
    ]
}

fn rules(texts: &CommunityForm, settings: &SettingsForm) -> Vec<FieldView> {
    vec![
        area("rules", "Rules", &texts.rules, 8).help(
            "Markdown works. Short ones with numbers are read. What you change is published as the next version, and what they said before stays readable.",
        ),
        radios(
            "rules_change",
            "If you change them",
            &texts.rules_change,
            changes(),
        ),
        number(
            "grace_days",
            "Days for agreeing to changed rules",
            &settings.grace_days,
        )
        .help("So long members go on as before. Afterwards what they write is held until they agree. With 0 it is held at once."),
    ]
}

fn before(form: &SettingsForm) -> Vec<FieldView> {
    vec![
        line("not_for", "Who it is not for", &form.not_for).help("In one line."),
        area("offers", "What members get", &form.offers, 4).help("Markdown works."),
        area(
            "applicants_note",
            "A note to applicants",
            &form.applicants_note,
            4,
        )
        .help("How long a decision takes, and what you look at."),
    ]
}

fn welcome(form: &SettingsForm, threads: &[(String, String)]) -> Vec<FieldView> {
    vec![
        area("welcome", "A word of welcome", &form.welcome, 4)
            .help("Markdown works. New members read it."),
        area("first_task", "The first task", &form.first_task, 3)
            .help("Without one they introduce themselves."),
        introductions(form, threads),
        start_here(form, threads),
        line("greeters", "Greeters", &form.greeters)
            .help("Names of members, with commas between them. They look after those who are new."),
        number(
            "newcomer_contributions",
            "Contributions that make a newcomer a member",
            &form.newcomer_contributions,
        )
        .help("0: nobody begins as a newcomer."),
    ]
}

/// The one thread in which members introduce themselves.
fn introductions(form: &SettingsForm, threads: &[(String, String)]) -> FieldView {
    let none = OptionView::new("", "None");
    let mut options: Vec<OptionView> = std::iter::once(none).chain(options(threads)).collect();
    keep_chosen(&mut options, [form.introductions.as_str()]);
    select(
        "introductions",
        "The introductions thread",
        &form.introductions,
        options,
    )
}

fn start_here(form: &SettingsForm, threads: &[(String, String)]) -> FieldView {
    let mut options: Vec<OptionView> = options(threads).collect();
    let chosen = form.start_here.split([',', ' ']);
    keep_chosen(&mut options, chosen.filter(|thread| !thread.is_empty()));
    let field = FieldView::text("start_here", "Threads to start with")
        .of_kind("checks")
        .value(&form.start_here)
        .options(options);
    match threads.is_empty() {
        true => field.help("There are no threads yet."),
        false => field.help("Pinned ones first, then the latest."),
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
        OptionView::new("free", "Any tag").explained(
            "What is typed becomes a tag. You merge what means the same.",
        ),
        OptionView::new("listed", "Tags of your list").explained(
            "Only you and those who look after the community with you add to it. Of threads from other servers only these tags are kept.",
        ),
    ];
    let needed = vec![
        OptionView::new("no", "A thread may have none"),
        OptionView::new("yes", "A thread needs at least one")
            .explained("Threads that come from other servers without one are taken all the same."),
    ];
    vec![
        radios(
            "tags",
            "Which tags threads may have",
            or(&form.tags, "free"),
            rules,
        ),
        radios(
            "tags_required",
            "Whether threads need a tag",
            or(&form.tags_required, "no"),
            needed,
        ),
        number(
            "ask_after_hours",
            "Hours without an answer after which members are asked",
            &form.ask_after_hours,
        )
        .help("Only those who said yes to that are asked, once about a question. 0: nobody is."),
        number("ask_people", "How many are asked", &form.ask_people)
            .help("At most 10. Those who have answered under its tags come first, and nobody is asked more often than they allow."),
        line("time_zone", "Time zone", &form.time_zone)
            .help("By which threads begin that you plan. As in Europe/Lisbon; what is planned already keeps its next time."),
    ]
}

fn library(form: &SettingsForm) -> Vec<FieldView> {
    vec![
        radios("licence", "Licence of what people here write", &form.licence, licences()).help(
            "It holds for what is written from now on; what is there keeps what held when it was written. What people of other servers write has what they say of it.",
        ),
        radios(
            "propose",
            "Who may propose threads for it",
            &form.propose,
            proposers(),
        ),
        line("review", "What is asked about again after some time", &form.review).help(
            "Kinds of threads and tags, each with days: question:365, article:180, #varnish:90. Who answered is asked whether it is still right. Empty for nothing.",
        ),
    ]
}

fn belonging(form: &SettingsForm) -> Vec<FieldView> {
    vec![
        line("parent", "Part of", &form.parent)
            .help("The name of a community here that you convene, too."),
        line("related", "Related communities", &form.related)
            .help("As name or name@server, with commas between them."),
        line(
            "staff_domain",
            "E-mail domain of the host organisation",
            &form.staff_domain,
        )
        .help("People who have confirmed an address of it get the badge."),
        line("staff_badge", "The badge", &form.staff_badge).help("As in “Library staff”."),
    ]
}

fn asking(form: &SettingsForm) -> Vec<FieldView> {
    let template = |name: &'static str, label: &str, value: &str| area(name, label, value, 6);
    vec![
        template(
            "question_template",
            "What the form for a question begins with",
            &form.question_template,
        )
        .help("Markdown: headings for what belongs into it, and hints. Whoever leaves it as it is has written nothing."),
        template(
            "discussion_template",
            "The form for a discussion",
            &form.discussion_template,
        ),
        template(
            "article_template",
            "The form for an article",
            &form.article_template,
        ),
        template("link_template", "The form for a link", &form.link_template),
        number(
            "accept_days",
            "Days in which only the asker accepts an answer",
            &form.accept_days,
        )
        .help("Afterwards those who look after the community may, too. 0: at once."),
        radios(
            "several_answers",
            "Accepted answers",
            or(&form.several_answers, "no"),
            vec![
                OptionView::new("no", "One").explained("The next one takes its place."),
                OptionView::new("yes", "Several").explained("Each stays until it is taken back."),
            ],
        ),
    ]
}

fn line(name: &'static str, label: &str, value: &str) -> FieldView {
    FieldView::text(name, label).value(value)
}

fn number(name: &'static str, label: &str, value: &str) -> FieldView {
    line(name, label, value).of_kind("number")
}

fn area(name: &'static str, label: &str, value: &str, rows: u32) -> FieldView {
    FieldView {
        rows,
        ..line(name, label, value).of_kind("area")
    }
}

fn select(name: &'static str, label: &str, value: &str, options: Vec<OptionView>) -> FieldView {
    line(name, label, value).of_kind("select").options(options)
}

fn radios(name: &'static str, label: &str, value: &str, options: Vec<OptionView>) -> FieldView {
    line(name, label, value).of_kind("radios").options(options)
}

fn or<'a>(typed: &'a str, usual: &'a str) -> &'a str {
    match typed {
        "" => usual,
        typed => typed,
    }
}

fn languages() -> Vec<OptionView> {
    let any = OptionView::new("", "Any language");
    let known = LANGUAGES
        .iter()
        .map(|(code, name)| OptionView::new(*code, *name));
    std::iter::once(any).chain(known).collect()
}

fn readers() -> Vec<OptionView> {
    vec![
        OptionView::new("public", "Everybody")
            .explained("It is in lists and searches, and people of other servers can follow it."),
        OptionView::new("unlisted", "Everybody who has the address")
            .explained("It is in no list and found by no stranger."),
        OptionView::new("members", "Members")
            .explained("What is written among members cannot be opened to others later."),
        OptionView::new("server", "Whoever signs in on this server")
            .explained("Other servers learn nothing of it. It cannot be opened to others later."),
    ]
}

fn joiners() -> Vec<OptionView> {
    vec![
        OptionView::new("open", "Everybody")
            .explained("Whoever agrees to the rules is a member at once."),
        OptionView::new("application", "Whoever applies and is approved")
            .explained("You ask what you want to know, and decide."),
        OptionView::new("invitation", "Whoever is invited")
            .explained("You hand out links, or invite people by name or e-mail."),
        OptionView::new("domain", "People of certain e-mail domains")
            .explained("Whoever has confirmed such an address is a member at once."),
        OptionView::new("closed", "Nobody").explained("Members stay; nobody can be invited."),
    ]
}

fn writers() -> Vec<OptionView> {
    vec![
        OptionView::new("readers", "Everybody who may read, on other servers too"),
        OptionView::new("members", "Members"),
        OptionView::new("conveners", "Conveners and moderators"),
    ]
}

/// The form cannot know yet who may join.
fn writers_at_first() -> Vec<OptionView> {
    let label = "Members where they apply or are invited, else everybody who may read";
    let mut writers = writers();
    writers.insert(0, OptionView::new(AS_JOINING, label));
    writers
}

fn licences() -> Vec<OptionView> {
    let option =
        |each: &Licence| OptionView::new(each.as_str(), each.name()).explained(each.meaning());
    Licence::ALL.iter().map(option).collect()
}

fn proposers() -> Vec<OptionView> {
    vec![
        OptionView::new("nobody", "Nobody but conveners and moderators"),
        OptionView::new("members", "Members, too")
            .explained("What they propose is shown when you have taken it in."),
    ]
}

fn changes() -> Vec<OptionView> {
    vec![
        OptionView::new("", "They say the same in other words")
            .explained("Nobody has to agree again."),
        OptionView::new("material", "They say something else")
            .explained("All members are asked to agree again."),
    ]
}
