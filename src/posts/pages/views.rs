//! From what queries read to what templates show.

use crate::accounts::model::Person;
use crate::activitypub::licences::Licence;
use crate::communities::model::{Community, WritePolicy};
use crate::locale::Html;
use crate::membership::model::Standing;
use crate::membership::pages::Outside;
use crate::membership::policy::{holds, waits_elsewhere};
use crate::posts::model::{Post, ThreadKind};
use crate::posts::queries::Similar;
use crate::posts::queries::{Byline, Sort, ThreadRow};
use crate::store::Time;
use crate::text::{escape, excerpt, tag_in_path};
use crate::web::layout::{self, Kind, Now};
use crate::web::view::{
    BadgeKind, BadgeView, LinkView, MyVote, NoticeView, PersonView, RowState, RowView, When,
};
use chrono::TimeDelta;

/// Characters of a text under its title in a list.
const START: usize = 180;

/// Who wrote something, for pages of other features, too.
pub fn byline(author: &Byline) -> PersonView {
    PersonView {
        display_name: author.display_name().to_owned(),
        handle: author.handle(),
        href: author.path(),
        host: author.home().map(ToOwned::to_owned),
        standing: author.is_bot().then(|| t!("posts-person-bot")),
        avatar: author.avatar().map(ToOwned::to_owned),
    }
}

pub(super) fn person(person: &Person) -> PersonView {
    PersonView {
        standing: person.account.bot.then(|| t!("posts-person-bot")),
        ..PersonView::from(person)
    }
}

/// A tag as it looks everywhere, for a text that it stands in.
pub(super) fn tag_html(tag: &str) -> Html {
    Html::trusted(format!("<span class=\"tag\">{}</span>", escape(tag)))
}

/// These behind one another, for a text that they stand in.
pub(super) fn listed_html(all: impl Iterator<Item = Html>) -> Html {
    let all: Vec<String> = all.map(|one| one.to_string()).collect();
    Html::trusted(all.join(", "))
}

/// What somebody is told before they write what others do not see at once.
pub(super) struct HeldView {
    pub notice: NoticeView,
    /// What happens when it is sent.
    pub then: String,
}

/// `policy` is who may write such a thing there; `outside` is known of who does not belong to a community of
/// another server.
pub(super) fn held_before(
    by: &Standing,
    community: &Community,
    policy: WritePolicy,
    outside: Option<&Outside>,
) -> Option<HeldView> {
    if holds(by).is_some() {
        return Some(held_for_rules(community));
    }
    let outside = outside.filter(|_| waits_elsewhere(by, community, policy))?;
    let host = &community.actor.host;
    Some(HeldView {
        notice: NoticeView {
            kind: Kind::Warn,
            title: t!("posts-before-waits", host = host),
            text: outside.before(host),
            link: Some(outside.way_in.clone()),
            ..NoticeView::default()
        },
        then: outside.then(host),
    })
}

/// The same for members of a community of another server who have yet to agree to its rules.
pub(super) fn asked_before(notice: NoticeView) -> HeldView {
    HeldView {
        then: format!("{} {}", t!("posts-before-sent"), notice.text),
        notice,
    }
}

/// The same where somebody reads it before others see it.
pub(super) fn read_before() -> HeldView {
    HeldView {
        notice: NoticeView {
            kind: Kind::Info,
            title: t!("posts-before-read"),
            text: t!("posts-before-read-text"),
            ..NoticeView::default()
        },
        then: t!("posts-before-read-then"),
    }
}

fn held_for_rules(community: &Community) -> HeldView {
    let rules = format!("{}/rules", community.path());
    HeldView {
        notice: NoticeView {
            kind: Kind::Warn,
            title: t!("posts-before-held"),
            text: t!("posts-before-held-text"),
            link: Some(LinkView::new(t!("posts-before-held-rules"), rules)),
            ..NoticeView::default()
        },
        then: t!("posts-before-held-then"),
    }
}

/// A thread in a list; `mixed` where the list has several communities.
pub(super) fn row(thread: &ThreadRow, now: Now, mixed: bool) -> RowView {
    let place = &thread.community;
    let start = excerpt(&thread.start, START);
    let mut badges = Vec::new();
    if thread.locked_at.is_some() {
        badges.push(BadgeView {
            icon: Some("lock"),
            ..BadgeView::new(t!("posts-row-locked"), BadgeKind::Plain)
        });
    }
    if let Some(host) = thread.url.as_deref().and_then(host_of_link) {
        badges.push(BadgeView {
            icon: Some("link"),
            ..BadgeView::new(host, BadgeKind::Plain)
        });
    }
    RowView {
        state: row_state(thread),
        title: thread.title.clone(),
        lang: layout::lang(&thread.language),
        href: thread.path(),
        text: (!start.is_empty()).then_some(start),
        author: byline(&thread.author),
        when: When::new(thread.published_at, now),
        votes: Some(thread.score),
        pinned: thread.pinned_at.is_some(),
        badges,
        tags: tags(&thread.tags, &place.path()),
        community: mixed.then(|| {
            let host = place
                .home()
                .map_or(String::new(), |host| format!(" @{host}"));
            let name = format!("{}{host}", place.title());
            LinkView::new(t!("posts-row-in", place = name), place.path())
        }),
    }
}

/// How a thread stands in a list. A closed question without an answer waits for none.
pub fn row_state(thread: &ThreadRow) -> RowState {
    match thread.kind {
        ThreadKind::Question if thread.is_answered => RowState::Accepted {
            answers: thread.answer_count,
        },
        ThreadKind::Question if thread.closed_at.is_some() && thread.answer_count == 0 => {
            RowState::Read {
                icon: "lock",
                word: t!("posts-row-closed"),
            }
        }
        ThreadKind::Question => RowState::Question {
            answers: thread.answer_count,
        },
        ThreadKind::Article => RowState::Read {
            icon: "book",
            word: t!("posts-row-article"),
        },
        ThreadKind::Discussion | ThreadKind::Link => RowState::Talk {
            replies: thread.comment_count,
        },
    }
}

/// Links to other sites show where they lead.
pub(super) fn host_of_link(url: &str) -> Option<String> {
    url::Url::parse(url).ok()?.host_str().map(ToOwned::to_owned)
}

pub(super) fn tags(tags: &[String], community: &str) -> Vec<LinkView> {
    tags.iter()
        .map(|tag| LinkView::new(tag, format!("{community}/tag/{}", tag_in_path(tag))))
        .collect()
}

/// Fields of an address; empty ones are left out.
pub(super) fn query(fields: &[(&str, &str)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(fields.iter().filter(|(_, value)| !value.is_empty()));
    query.finish()
}

/// A path with its query, if there is any.
pub(super) fn address(path: &str, fields: &[(&str, &str)]) -> String {
    let query = query(fields);
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    }
}

pub(super) fn my_vote(value: i16) -> MyVote {
    match value {
        1 => MyVote::Up,
        -1 => MyVote::Down,
        _ => MyVote::None,
    }
}

pub(super) fn kind_noun(kind: ThreadKind) -> String {
    match kind {
        ThreadKind::Question => t!("posts-thread-question"),
        ThreadKind::Discussion => t!("posts-thread-discussion"),
        ThreadKind::Article => t!("posts-thread-article"),
        ThreadKind::Link => t!("posts-thread-link"),
    }
}

/// Where a community stands in the crumbs above its threads.
pub(super) fn community_link(community: &Community) -> LinkView {
    let host = if community.is_local() {
        String::new()
    } else {
        format!(" @{}", community.actor.host)
    };
    LinkView::new(format!("{}{host}", title_of(community)), community.path())
}

pub(super) fn title_of(community: &Community) -> &str {
    if community.row.title.is_empty() {
        &community.actor.name
    } else {
        &community.row.title
    }
}

/// What people call a licence, where one is stated.
pub(super) fn stated(licence: Licence) -> Option<&'static str> {
    licence.url().map(|_| licence.name())
}

/// A thread that may be about the same, with what tells whether it helps.
#[derive(Clone)]
pub(super) struct RelatedView {
    pub title: String,
    pub href: String,
    pub lang: Option<String>,
    pub is_answered: bool,
    pub said: String,
}

pub(super) fn related(found: Vec<Similar>) -> Vec<RelatedView> {
    let view = |similar: Similar| {
        let said = match (similar.answers, similar.replies) {
            // Only a question waits for an answer.
            (0, 0) if similar.kind != ThreadKind::Question => kind_noun(similar.kind),
            (0, replies) => t!("posts-related-replies", count = replies),
            (answers, _) => t!("posts-related-answers", count = answers),
        };
        let said = match &similar.elsewhere {
            Some(place) => t!("posts-related-in", said = said, place = place),
            None => said,
        };
        RelatedView {
            href: similar.path(),
            lang: layout::lang(&similar.language),
            is_answered: similar.is_answered,
            said,
            title: similar.title,
        }
    };
    found.into_iter().map(view).collect()
}

/// The first words of a thread, for those who link to it.
pub(super) fn description(post: &Post) -> String {
    let text = excerpt(&post.body_text, 200);
    if text.is_empty() {
        post.title.clone()
    } else {
        text
    }
}

/// The orders of a list, as words in addresses.
pub(super) const SORTS: [&str; 5] = ["hot", "active", "new", "unanswered", "top"];

/// What one of them is called.
pub(super) fn sort_name(word: &str) -> String {
    match word {
        "hot" => t!("posts-list-hot"),
        "active" => t!("posts-list-active"),
        "new" => t!("posts-list-new"),
        "unanswered" => t!("posts-list-unanswered"),
        _ => t!("posts-list-top"),
    }
}

/// The times that the best threads of a list can be of, as words in addresses, with their days.
pub(super) const PERIODS: [(&str, i64); 5] = [
    ("day", 1),
    ("week", 7),
    ("month", 30),
    ("year", 365),
    ("all", 0),
];

/// What one of them is called.
pub(super) fn period_name(word: &str) -> String {
    match word {
        "day" => t!("posts-list-day"),
        "week" => t!("posts-list-week"),
        "month" => t!("posts-list-month"),
        "year" => t!("posts-list-year"),
        _ => t!("posts-list-all-time"),
    }
}

/// None for words that name no order.
pub(super) fn sort(word: &str, period: &str, now: Time) -> Option<Sort> {
    match word {
        "" | "hot" => Some(Sort::Hot),
        "active" => Some(Sort::Active),
        "new" => Some(Sort::New),
        "unanswered" => Some(Sort::Unanswered),
        "top" => {
            let period = if period.is_empty() { "all" } else { period };
            let (_, days) = PERIODS.iter().find(|(word, _)| *word == period)?;
            let since = (*days > 0).then(|| now.minus(TimeDelta::days(*days)));
            Some(Sort::Top { since })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_have_words_and_other_words_are_none() {
        let now = Time::new(chrono::DateTime::from_timestamp(1_700_000_000, 0).unwrap());
        for word in SORTS {
            assert!(sort(word, "", now).is_some(), "{word}");
        }
        assert_eq!(sort("top", "all", now), Some(Sort::Top { since: None }));
        for (word, period) in [("best", ""), ("top", "decade"), ("HOT", "")] {
            assert_eq!(sort(word, period, now), None);
        }
        assert_eq!(
            address("/c/a", &[("tag", "a&b"), ("sort", "")]),
            "/c/a?tag=a%26b"
        );
        assert_eq!(address("/c/a", &[("tag", "")]), "/c/a");
    }
}
