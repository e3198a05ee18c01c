//! GET with redirects, each hop checked and signed anew.

use async_trait::async_trait;
use http::header::{ACCEPT, LOCATION};
use http::{HeaderMap, HeaderValue, StatusCode};
use url::Url;

use super::client::DEADLINE;
use super::{Answer, Headers, Http, MAX_DOCUMENT_BYTES, NetError};

/// The most redirects that are followed, as in Mastodon.
pub const MAX_HOPS: u8 = 3;

/// Whoever asks judges every hop as if it were the first, since a redirect may lead anywhere.
#[async_trait]
pub trait Hops: Sync {
    type Error: From<NetError>;

    /// The headers for one hop, or why it may not be made. It is asked for each, so that no server gets a
    /// signature it could use at another.
    async fn headers(&self, hop: &Url) -> Result<Headers, Self::Error>;
}

/// GETs `url` and follows up to `most` redirects, at most [`MAX_HOPS`].
///
/// `hops` and `http` judge every hop as if it were the first. The last answer is returned whatever its
/// status, but [`NetError::BadRedirect`] where it redirects once more. All hops together have one deadline.
pub async fn get_following<H: Hops>(
    http: &dyn Http,
    url: &Url,
    hops: &H,
    accept: &HeaderValue,
    most: u8,
) -> Result<Answer, H::Error> {
    let chain = follow(http, url, hops, accept, most.min(MAX_HOPS));
    tokio::time::timeout(DEADLINE, chain)
        .await
        .unwrap_or_else(|_| Err(NetError::Timeout.into()))
}

async fn follow<H: Hops>(
    http: &dyn Http,
    url: &Url,
    hops: &H,
    accept: &HeaderValue,
    mut left: u8,
) -> Result<Answer, H::Error> {
    let mut url = url.clone();
    loop {
        let mut headers = hops.headers(&url).await?;
        headers.push((ACCEPT, accept.clone()));
        let answer = http.get(&url, headers, MAX_DOCUMENT_BYTES).await?;
        if !is_redirect(answer.status) {
            return Ok(answer);
        }
        left = left.checked_sub(1).ok_or(NetError::BadRedirect)?;
        url = location(&url, &answer.headers).ok_or(NetError::BadRedirect)?;
    }
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::SEE_OTHER
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT
    )
}

/// Where the answer points; a relative reference is taken from `from`.
fn location(from: &Url, headers: &HeaderMap) -> Option<Url> {
    let mut values = headers.get_all(LOCATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return None;
    };
    let target = from.join(value.to_str().ok()?).ok()?;
    matches!(target.scheme(), "https" | "http").then_some(target)
}
