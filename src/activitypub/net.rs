//! The one way out to other servers.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use bytes::Bytes;
use url::Url;

/// What another server answered.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
    pub final_url: Url,
}

#[derive(Debug, thiserror::Error)]
pub enum NetError {
    #[error("refused: {0}")]
    Refused(String),
}

#[async_trait::async_trait]
pub trait Http: Send + Sync {
    async fn get(
        &self,
        url: &Url,
        headers: Vec<(HeaderName, HeaderValue)>,
        cap: usize,
    ) -> Result<Answer, NetError>;
    async fn post(
        &self,
        url: &Url,
        headers: Vec<(HeaderName, HeaderValue)>,
        body: Bytes,
    ) -> Result<Answer, NetError>;
}
