//! Whom a question is brought to, and when its asker may have others asked. Pure.

use super::model::{BUMPS_MAX, Called, Candidate};
use crate::communities::model::Community;
use crate::error::Reason;
use crate::ids::AccountId;
use crate::membership::model::Standing;
use crate::membership::policy::{Right, may_act};
use crate::posts::model::{Post, ThreadKind};
use crate::store::Time;
use chrono::TimeDelta;
use std::cmp::Reverse;

/// Between two times that an asker has others asked.
pub const BUMP_PAUSE: TimeDelta = TimeDelta::days(2);

/// Those who are asked, at most `count`: who has answered under these tags before who has not, then who was
/// asked less lately, then who knows more, then who has waited longest. Nobody over what they allowed, and
/// nobody about tags that they did not name.
pub fn choose(mut all: Vec<Candidate>, tags: &[String], count: usize) -> Vec<AccountId> {
    all.retain(|each| {
        let about = each.tags.is_empty() || each.tags.iter().any(|tag| tags.contains(tag));
        about && each.lately < i64::from(each.per_week)
    });
    all.sort_by_key(|each| {
        let knows = each.expertise > 0;
        (
            !knows,
            each.lately,
            Reverse(each.expertise),
            each.last_called,
            each.account,
        )
    });
    all.truncate(count);
    all.into_iter().map(|each| each.account).collect()
}

/// Saying yes: whoever may answer there as a member.
pub fn may_help(standing: &Standing, community: &Community) -> Result<(), Reason> {
    may_act(standing, community)?;
    match standing.role.is_some() && standing.has(Right::Answer) {
        true => Ok(()),
        false => Err(Reason::NotMember),
    }
}

/// Whether a question is one that others are asked about.
pub fn is_open(post: &Post) -> bool {
    post.kind == ThreadKind::Question
        && post.is_visible()
        && post.locked_at.is_none()
        && post.closed_at.is_none()
        && post.answer_count == 0
}

/// The asker of a question that waits, once it has waited as long as the community sets, some days after the
/// last time, and not too often.
pub fn may_bump(
    standing: &Standing,
    community: &Community,
    (post, after_hours): (&Post, i32),
    called: Called,
    now: Time,
) -> Result<(), Reason> {
    may_act(standing, community)?;
    if post.author_id != standing.account {
        return Err(Reason::NotAuthor);
    }
    if !community.is_local() {
        return Err(Reason::WrongOrigin);
    }
    if post.kind != ThreadKind::Question {
        return Err(Reason::NotAQuestion);
    }
    if !is_open(post) || after_hours == 0 {
        return Err(Reason::NotWaiting);
    }
    let waited = now.since(post.published_at) >= TimeDelta::hours(i64::from(after_hours));
    let paused = called
        .bumped_at
        .is_none_or(|at| now.since(at) >= BUMP_PAUSE);
    match waited && paused && called.bumps < BUMPS_MAX {
        true => Ok(()),
        false => Err(Reason::BumpedEnough),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(id: i64, expertise: i64, lately: i64) -> Candidate {
        Candidate {
            account: AccountId(id),
            tags: Vec::new(),
            per_week: 2,
            lately,
            expertise,
            last_called: None,
        }
    }

    fn chosen(all: Vec<Candidate>, count: usize) -> Vec<i64> {
        let tags = ["glue".to_owned()];
        let chosen = choose(all, &tags, count);
        chosen.into_iter().map(|account| account.0).collect()
    }

    #[test]
    fn who_knows_is_asked_first_and_nobody_is_asked_all_the_time() {
        let all = vec![
            candidate(1, 0, 0),
            candidate(2, 9, 1),
            candidate(3, 1, 0),
            candidate(4, 5, 0),
            candidate(5, 99, 2),
        ];
        assert_eq!(chosen(all.clone(), 3), [4, 3, 2], "5 has had its two");
        assert_eq!(chosen(all, 9), [4, 3, 2, 1]);
    }

    #[test]
    fn nobody_is_asked_about_what_they_did_not_name() {
        let named = |tags: &[&str]| Candidate {
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            ..candidate(1, 3, 0)
        };
        assert!(chosen(vec![named(&["wood"])], 3).is_empty());
        assert_eq!(chosen(vec![named(&["wood", "glue"])], 3), [1]);
        assert_eq!(chosen(vec![named(&[])], 3), [1]);
        let never = Candidate {
            per_week: 0,
            ..candidate(1, 3, 0)
        };
        assert!(chosen(vec![never], 3).is_empty());
    }
}
