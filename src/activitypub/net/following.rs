//! GET with redirects, each hop checked and signed anew.

use http::header::{ACCEPT, LOCATION};
use http::{HeaderMap, HeaderValue, StatusCode};
use url::Url;

use super::client::DEADLINE;
use super::{Answer, Headers, Http, MAX_DOCUMENT_BYTES, NetError};

/// The most redirects that are followed, as in Mastodon.
pub const MAX_HOPS: u8 = 3;

/// GETs `url` and follows up to `hops` redirects, at most [`MAX_HOPS`].
///
/// `sign` makes the headers for one hop; it is asked again for each, so that no
/// server gets a signature it could use at another. `http` judges every hop as
/// if it were the first. The last answer is returned whatever its status, but
/// [`NetError::BadRedirect`] where it redirects once more. All hops together
/// have one deadline.
pub async fn get_following(
    http: &dyn Http,
    url: &Url,
    sign: impl Fn(&Url) -> Headers + Send + Sync,
    accept: &HeaderValue,
    hops: u8,
) -> Result<Answer, NetError> {
    let chain = async {
        let mut url = url.clone();
        let mut left = hops.min(MAX_HOPS);
        loop {
            let mut headers = sign(&url);
            headers.push((ACCEPT, accept.clone()));
            let answer = http.get(&url, headers, MAX_DOCUMENT_BYTES).await?;
            if !is_redirect(answer.status) {
                return Ok(answer);
            }
            left = left.checked_sub(1).ok_or(NetError::BadRedirect)?;
            url = location(&url, &answer.headers).ok_or(NetError::BadRedirect)?;
        }
    };
    tokio::time::timeout(DEADLINE, chain)
        .await
        .unwrap_or(Err(NetError::Timeout))
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
