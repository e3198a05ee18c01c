//! All federation tests, in one binary because linking is what costs.

#[cfg(test)]
use federation_tests::stage;

#[cfg(test)]
mod banned;
#[cfg(test)]
mod blocked;
#[cfg(test)]
mod boosts;
#[cfg(test)]
mod canary;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod forum_peer;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod hostile_acts;
#[cfg(test)]
mod hostile_bodies;
#[cfg(test)]
mod hostile_peer;
#[cfg(test)]
mod hostile_stage;
#[cfg(test)]
mod linked;
#[cfg(test)]
mod mail;
#[cfg(test)]
mod membership;
#[cfg(test)]
mod microblog_peer;
#[cfg(test)]
mod pictures;
#[cfg(test)]
mod private;
#[cfg(test)]
mod reported;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod standing;
#[cfg(test)]
mod team_elsewhere;
#[cfg(test)]
mod three_servers;
#[cfg(test)]
mod three_stage;
