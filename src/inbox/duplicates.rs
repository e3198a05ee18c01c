//! Questions on other servers that some here were closed as duplicates of: they are brought in, so that readers of
//! either see the other, and search finds the first one.

use super::lookup::resolve;
use crate::accounts::model::Viewer;
use crate::activitypub::fetch::with_budget;
use crate::app::App;
use crate::error::Result;
use crate::jobs::Job;
use crate::posts::actions::settle_duplicate;
use crate::posts::jobs::FindDuplicate;
use crate::posts::queries::closing::closing_of;
use crate::posts::queries::find_post;
use activitypub_federation::config::Data;

/// Requests that one of them may cause.
const REQUESTS: u32 = 10;

impl Job for FindDuplicate {
    const KIND: &'static str = "find_duplicate";

    async fn run(self, data: &Data<App>) -> Result<()> {
        let closing = {
            let mut conn = data.store.read().await?;
            let post = find_post(&mut conn, &Viewer::System, self.post).await?;
            // Somebody may have opened it again meanwhile.
            match post.filter(|post| post.duplicate_of_id.is_none()) {
                Some(post) => closing_of(&mut conn, &post).await?,
                None => None,
            }
        };
        let url = closing.map(|closing| closing.duplicate_url);
        let Some(url) = url.filter(|url| !url.is_empty()) else {
            return Ok(());
        };
        let sought = Box::pin(resolve(data, &Viewer::Anonymous, &url));
        match with_budget(REQUESTS, sought).await {
            Ok(found) => settle_duplicate(data, self.post, &found.path).await,
            Err(error) if error.may_pass() => Err(error),
            Err(error) => {
                tracing::info!(url, reason = %error, "the other question was not to be had");
                Ok(())
            }
        }
    }
}
