//! Opening and running communities, and who looks after them.

mod agreeing;
mod asked;
mod asking;
mod changing;
mod communities;
mod deciding;
mod elsewhere;
mod figures;
mod invites;
mod inviting;
mod joining;
mod leaving;
mod linked;
mod linking;
mod mails;
mod members;
mod moderators;
mod offices;
mod private;
mod problems;
mod related;
mod removal;
mod reporting;
mod roles;
mod rules;
mod settings;
mod steps;
mod waiting;

pub use agreeing::{agree_elsewhere, note_rules, rules_to_agree, tell_of_rules};
pub use asked::{QUESTIONS_MAX, QuestionForm, parse_questions, update_questions};
pub use asking::{Addressee, Call, addressee, answer_link, ask_anew, call_for, former_addressee};
pub use changing::{WholeForm, update_community, update_settings, update_whole};
pub use communities::{AS_JOINING, CommunityForm, open_community, tell_update as tell_community};
pub use deciding::{Decision, decide, expire, forget_reply, open_application_of, save_reply};
pub use elsewhere::{
    answer_join, candidate_elsewhere, check_leaving_elsewhere, end_belonging, follows_by_join,
    is_asked_by_join, join_elsewhere, leave_by_unfollowing, leave_elsewhere, leave_elsewhere_with,
    note_question, settle_join, take_join, take_leave,
};
pub use figures::write_looks;
pub use invites::{
    decline_invitation, runs_guildhall, say_invite, take_decline, take_invite, take_invite_back,
};
pub use inviting::{
    DAYS, DAYS_MAX, InvitationForm, Made, Opened, USES, USES_MAX, faults_of, given_by,
    invitation_that_is_open, invite, judge_inviters, may_register_by, open_invitation,
    own_invitation, register_by, send_invitation, withdraw_invitation,
};
pub use joining::{
    ANSWERS, JoinForm, Joined, PATIENCE_DAYS, answer_more, candidate, check_answer, join,
    join_invited, withdraw,
};
pub use leaving::{leave_communities, name_convener, others_convene};
pub use linked::{take_answer, take_offer, take_offer_back};
pub use linking::{accept_link, end_link, is_linked, propose_link, set_sharing};
pub use mails::{mail_desk_again, send_about};
pub use members::{
    REASON_MAX, check_leaving, end_newcoming, leave, leave_with, release_after, release_after_all,
};
pub use moderators::{appoint, dismiss, save_remote_moderators};
pub use offices::{hand_over, judge_naming, step_down};
pub use private::{
    check_readers, close_doors, end_reading, judge_follow, judge_server, leave_with_follow,
    shut_out, tell_why_not,
};
pub use problems::Problems;
pub use removal::{remove_community, restore_community};
pub use reporting::{is_told_by_server, note_answer, note_application, report_application};
pub use roles::{choose_listing, give_role};
pub use rules::{agree, ask_members, check_seen, rules_have_changed, send_rules};
pub use settings::{SettingsForm, set_introductions};
pub use steps::{close_steps, note_reply_to, note_written, tend_newcomers};
pub use waiting::{Waiting, note_released, tell_of_waiting};

use crate::accounts::model::Person;
use crate::activitypub::delivery::Inbox;
use crate::activitypub::recipients::{self, Recipient};
use crate::app::App;
use crate::communities::actions::{Saying, say};
use crate::communities::documents::{addressed, alone, announce, community_activity};
use crate::communities::model::Community;
use crate::error::Result;
use crate::store::Tx;
use serde_json::Value;

/// Says what `person` did to `community` to its followers on forum software: wrapped by the community,
/// the inner activity stored too, since NodeBB and others fetch it by its id. Returns all followers,
/// for whoever has something else to tell the others.
async fn announce_to_forums(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    community: &Community,
    kind: &'static str,
    properties: &[(&str, &str)],
    object: Value,
) -> Result<Vec<Recipient>> {
    let id = app.mint_activity_id(kind);
    let actor = &person.actor;
    let mut inner = community_activity(app, kind, &id, &actor.ap_id, &community.actor, object);
    for (key, value) in properties {
        if let Some(inner) = inner.as_object_mut() {
            inner.insert((*key).to_owned(), Value::from(*value));
        }
    }
    let inner = addressed(community, inner);
    let outer_id = app.mint_activity_id("announce");
    let outer = addressed(
        community,
        announce(app, &community.actor, &outer_id, &inner),
    );
    let inner = alone(app, inner);
    let about = &community.actor.ap_id;
    let said = Saying {
        id: &id,
        kind,
        actor: actor.id,
        object: about,
        audience: community.audience(),
        document: &inner,
    };
    say(tx, app, said, Vec::new()).await?;
    let followers = recipients::followers(tx, community.actor.id).await?;
    let announced = Saying {
        id: &outer_id,
        kind: "Announce",
        actor: community.actor.id,
        object: about,
        audience: community.audience(),
        document: &outer,
    };
    say(tx, app, announced, inboxes(&followers, true)).await?;
    Ok(followers)
}

fn inboxes(followers: &[Recipient], forums: bool) -> Vec<Inbox> {
    let wanted = followers.iter().filter(|to| to.is_forum() == forums);
    wanted.map(|to| to.inbox.clone()).collect()
}
