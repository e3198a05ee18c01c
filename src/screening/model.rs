//! Automatic rules, and what they say of a text.

use crate::ids::{CommentId, CommunityId, PostId};
use crate::membership::model::HoldCause;
use crate::store::Time;
use crate::store::schema::{caught_things, screening_rules};
use crate::{id_type, text_enum};
use diesel::prelude::*;

id_type!(RuleId);
id_type!(
    /// Where a rule holds: the number of a community, or 0 for the whole server.
    Scope
);

impl Scope {
    pub const SERVER: Self = Self(0);

    pub fn of(community: CommunityId) -> Self {
        Self(community.0)
    }
}

text_enum! {
    /// What a rule looks for.
    pub enum Kind {
        /// Words and phrases, whole and in any case; one a line.
        Words = "words",
        /// A regular expression.
        Pattern = "pattern",
        /// Links to these domains and to what lies in them; one a line.
        Domains = "domains",
        /// More than so much in a day by who is known here for less than so long.
        NewAccount = "new_account",
        /// More than so much by one person within a time.
        Burst = "burst",
        /// The same text again, by the same person.
        Repeat = "repeat",
        /// The same text again, by whomever.
        Copies = "copies",
        /// One person in more than so many communities within a time.
        Flood = "flood",
    }
}

impl Kind {
    /// Whether it is a list of lines.
    pub fn has_lines(self) -> bool {
        matches!(self, Self::Words | Self::Domains)
    }

    /// Whether it is known from the text alone.
    pub fn reads_text(self) -> bool {
        self.has_lines() || self == Self::Pattern
    }
}

text_enum! {
    /// What becomes of what a rule caught, from the mildest on.
    pub enum Deed {
        /// It is shown, and those who look after the place are told.
        Report = "report",
        /// Others see it once it was let through.
        Hold = "hold",
        Refuse = "refuse",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = screening_rules)]
pub struct Rule {
    pub id: RuleId,
    pub scope: Scope,
    pub kind: Kind,
    /// What those who look after the place call it.
    pub name: String,
    /// Of rules that read the text: lines, or a pattern.
    pub list: String,
    /// Of the others: more than so many.
    pub amount: i32,
    pub minutes: i32,
    pub deed: Deed,
    /// Said to whose text is refused; empty: what is said usually.
    pub message: String,
    pub created_at: Time,
}

#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = screening_rules)]
pub struct NewRule {
    pub scope: Scope,
    pub kind: Kind,
    pub name: String,
    pub list: String,
    pub amount: i32,
    pub minutes: i32,
    pub deed: Deed,
    pub message: String,
    pub created_at: Time,
}

/// Which rule caught a thread or, with a comment, a reply to it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = caught_things)]
pub struct Caught {
    pub rule_id: RuleId,
    pub rule_name: String,
    pub post_id: PostId,
    pub comment_id: Option<CommentId>,
    pub caught_at: Time,
}

/// What the rules say of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// The rules that caught it.
    pub rules: Vec<(RuleId, String, Deed)>,
    /// What is said where it is refused.
    pub message: String,
    /// Whether it is looked at before others see it, whatever the rules say.
    pub review: bool,
}

impl Verdict {
    pub fn deed(&self) -> Option<Deed> {
        self.rules.iter().map(|(.., deed)| *deed).max()
    }

    pub fn refuses(&self) -> bool {
        self.deed() == Some(Deed::Refuse)
    }

    /// Why it is held, if it is.
    pub fn hold(&self) -> Option<HoldCause> {
        if self.deed() >= Some(Deed::Hold) {
            return Some(HoldCause::Rule);
        }
        self.review.then_some(HoldCause::Review)
    }

    pub fn add(&mut self, rule: &Rule, deed: Deed) {
        if deed == Deed::Refuse && !self.refuses() {
            self.message.clone_from(&rule.message);
        }
        self.rules.push((rule.id, rule.name.clone(), deed));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strictest_deed_counts() {
        use Deed::{Hold, Refuse, Report};
        let verdict = |deeds: &[Deed], review| Verdict {
            rules: deeds
                .iter()
                .map(|deed| (RuleId(1), "Trade".to_owned(), *deed))
                .collect(),
            message: String::new(),
            review,
        };
        for (deeds, review, deed, hold) in [
            (vec![], false, None, None),
            (vec![], true, None, Some(HoldCause::Review)),
            (vec![Report], false, Some(Report), None),
            (vec![Report], true, Some(Report), Some(HoldCause::Review)),
            (vec![Hold, Report], true, Some(Hold), Some(HoldCause::Rule)),
            (
                vec![Hold, Refuse],
                false,
                Some(Refuse),
                Some(HoldCause::Rule),
            ),
        ] {
            let verdict = verdict(&deeds, review);
            assert_eq!(verdict.deed(), deed, "{deeds:?}");
            assert_eq!(verdict.hold(), hold, "{deeds:?}");
        }
    }
}
