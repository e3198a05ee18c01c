//! Accepted answers, for collections of questions.

use crate::accounts::model::Viewer;
use crate::ids::{CommentId, CommunityId, PostId};
use crate::posts::queries::{Byline, sight};
use crate::q;
use crate::store::schema::{accounts, actors, comments, posts};
use crate::store::{Conn, start_of};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// Characters that are shown of an answer.
const START: i32 = 700;

/// The answer that was accepted to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerLine {
    pub post_id: PostId,
    pub id: CommentId,
    pub public_id: String,
    pub language: String,
    /// The first characters of its plain text.
    pub start: String,
    pub author: Byline,
}

type Row = (PostId, CommentId, String, String, String, Byline);

impl AnswerLine {
    fn new((post_id, id, public_id, language, start, author): Row) -> Self {
        Self {
            post_id,
            id,
            public_id,
            language,
            start,
            author,
        }
    }

    pub fn path(&self) -> String {
        format!("/comment/{}", self.public_id)
    }
}

/// Those to these questions of one community that the viewer may read.
pub async fn list_accepted_answers(
    conn: &mut Conn,
    viewer: &Viewer,
    community: CommunityId,
    questions: &[PostId],
) -> QueryResult<Vec<AnswerLine>> {
    if questions.is_empty() {
        return Ok(Vec::new());
    }
    let audiences = sight(conn, viewer, community).await?.audiences();
    let rows: Vec<Row> = q!(conn, {
        comments::table
            .inner_join(posts::table)
            .inner_join(accounts::table.inner_join(actors::table))
            .filter(posts::id.eq_any(questions))
            .filter(posts::community_id.eq(community))
            .filter(posts::accepted_comment_id.eq(comments::id.nullable()))
            .filter(comments::audience.eq_any(&audiences))
            .filter(comments::deleted_at.is_null())
            .filter(comments::removed_at.is_null())
            .filter(comments::held_at.is_null())
            .select((
                posts::id,
                comments::id,
                comments::public_id,
                comments::language,
                start_of(comments::body_text, 1_i32, START),
                Byline::as_select(),
            ))
            .load(conn)
            .await?
    });
    Ok(rows.into_iter().map(AnswerLine::new).collect())
}
