//! Communities are opened with their rules, and people join those they write in.

use super::{Stage, find, wait};
use crate::accounts::model::{Person, Viewer};
use crate::app::App;
use crate::cli::{Failure, say};
use crate::communities::actions::follow;
use crate::communities::model::{Community, FollowState};
use crate::communities::queries::follows::follow_by_pair;
use crate::demo::clock::at;
use crate::demo::house::House;
use crate::demo::play::BEGINNING;
use crate::demo::script::{Place, Role};
use crate::membership::actions::{
    CommunityForm, JoinForm, SettingsForm, join, join_elsewhere, open_community, update_settings,
};
use crate::membership::model::{Channel, MembershipState, rules_hash, split_rules};
use crate::membership::queries::membership_of;
use crate::membership::terms::Request;
use crate::posts::actions::{TagForm, save_tag};

/// Somebody, and a community as their server sees it.
struct Tied<'d> {
    app: &'d App,
    person: Person,
    community: Community,
    belongs: bool,
}

impl<'d> Stage<'d> {
    pub(super) async fn open(&self, place: &Place) -> Result<(), Failure> {
        let app = self.demo.app(&place.at)?;
        let convener = find(app, &place.convener).await?;
        let house = self.script.house(&place.name)?;
        let form = CommunityForm {
            name: place.name.clone(),
            title: place.title.clone(),
            focus: place.focus.clone(),
            description: place.about.trim().to_owned(),
            rules: house.rules.trim().to_owned(),
            language: "en".to_owned(),
            ..CommunityForm::default()
        };
        let opening = open_community(app, &Viewer::System, &convener, &form);
        let community = Box::pin(opening).await?;
        let before = SettingsForm::load(&mut app.store.read().await?, &community).await?;
        let form = SettingsForm {
            accent: house.accent.clone(),
            not_for: house.not_for.clone(),
            offers: house.offers.clone(),
            welcome: house.welcome.clone(),
            first_task: house.first_task.clone(),
            ..before
        };
        let setting = update_settings(app, &Viewer::System, &convener, &community, &form);
        Box::pin(setting).await?;
        name_tags(app, &convener, &community, house).await
    }

    /// Everybody follows all communities, and belongs to those they write in; to those of the other server by a
    /// word over the wire. That is done now: with it the servers meet, and what they ask each other then is tried
    /// again only while it is young.
    pub(super) async fn join(&self) -> Result<(), Failure> {
        let mut tied = Vec::new();
        for role in &self.script.people {
            for place in &self.script.communities {
                tied.push(Box::pin(self.tie(role, place)).await?);
            }
        }
        for each in &tied {
            wait("everybody is taken in", async || is_taken_in(each).await).await?;
        }
        for place in &self.script.communities {
            let writes = |role: &&Role| self.script.writes_in(&role.name, &place.name);
            let members = self.script.people.iter().filter(writes).count();
            let title = &place.title;
            say(format_args!("  {title} has {members} members from both"));
        }
        Ok(())
    }

    async fn tie(&self, role: &Role, place: &Place) -> Result<Tied<'d>, Failure> {
        let (app, person) = self.speaker(&role.name).await?;
        let community = self.place(app, place).await?;
        let belongs = self.script.writes_in(&role.name, &place.name);
        match (belongs, community.is_local()) {
            // They have from the first day.
            _ if role.name == place.convener => {}
            (false, _) => {
                Box::pin(follow(app, &person, &community)).await?;
            }
            (true, true) => {
                let form = JoinForm {
                    agreed: Some(community.row.rules_version),
                    answers: Vec::new(),
                };
                let work = join(app, &person, &community, &form, Channel::Page);
                at(self.now.minus(BEGINNING), Box::pin(work)).await?;
            }
            (true, false) => {
                let rules = split_rules(&self.script.house(&place.name)?.rules);
                let request = Request {
                    rules_agreed: rules_hash(&rules),
                    answers: Vec::new(),
                    invitation: None,
                };
                Box::pin(join_elsewhere(app, &person, &community, &request)).await?;
            }
        }
        Ok(Tied {
            app,
            person,
            community,
            belongs,
        })
    }
}

async fn is_taken_in(tied: &Tied<'_>) -> Result<Option<()>, Failure> {
    let (person, community) = (&tied.person, &tied.community);
    let mut conn = tied.app.store.read().await?;
    let follow = follow_by_pair(&mut conn, person.actor.id, community.actor.id).await?;
    let follows = follow.is_some_and(|follow| follow.state == FollowState::Accepted);
    let membership = membership_of(&mut conn, community.id(), person.id()).await?;
    let member = membership.is_some_and(|found| found.state == MembershipState::Member);
    Ok((follows && (member || !tied.belongs)).then_some(()))
}

/// Before anybody follows, so that the other server reads them with the community.
async fn name_tags(
    app: &App,
    convener: &Person,
    community: &Community,
    house: &House,
) -> Result<(), Failure> {
    for tag in &house.tags {
        let form = TagForm {
            name: tag.name.clone(),
            description: tag.description.clone(),
            synonyms: tag.synonyms.join(", "),
            listed: "on".to_owned(),
        };
        Box::pin(save_tag(app, convener, community, &tag.name, &form)).await?;
    }
    Ok(())
}
