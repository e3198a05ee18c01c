//! Links in messages to threads that are here, too: they lead to our page of it.

use crate::accounts::model::Viewer;
use crate::error::Result;
use crate::messages::model::Message;
use crate::posts::queries::list_known;
use crate::store::Conn;
use crate::text::escape;

/// Links of one page that are looked up.
const LINKS_MAX: usize = 100;

/// Threads with the ids that messages link to, as far as the reader may read them.
pub(super) struct Known(Vec<(String, String)>);

impl Known {
    pub async fn of(conn: &mut Conn, reader: &Viewer, messages: &[Message]) -> Result<Self> {
        let linked = messages.iter().flat_map(|each| addresses(&each.body_html));
        let mut ids: Vec<String> = linked.collect();
        ids.sort();
        ids.dedup();
        ids.truncate(LINKS_MAX);
        Ok(Self(list_known(conn, reader, &ids).await?))
    }

    /// The text with its links led there.
    pub fn lead(&self, html: &str) -> String {
        let led = |html: String, (ap_id, public_id): &(String, String)| {
            let there = format!("href=\"{}\"", escape(ap_id));
            html.replace(&there, &format!("href=\"/post/{public_id}\""))
        };
        self.0.iter().fold(html.to_owned(), led)
    }
}

/// Where its links lead, as ids are written: what is shown here has been made clean, with each address between
/// double quotes.
fn addresses(html: &str) -> impl Iterator<Item = String> {
    let links = html.split("href=\"").skip(1);
    let links = links.filter_map(|rest| rest.split_once('"'));
    links
        .map(|(address, _)| address.replace("&amp;", "&"))
        .filter(|address| address.starts_with("http"))
}
