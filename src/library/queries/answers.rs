//! Accepted answers, for collections of questions.

use crate::accounts::model::Viewer;
use crate::ids::{CommentId, CommunityId, PostId};
use crate::posts::model::ReplyKind;
use crate::posts::queries::{Byline, sight};
use crate::q;
use crate::store::schema::{accepted_answers, accounts, actors, comments};
use crate::store::{Conn, columns, start_of};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// Characters that are shown of an answer.
const START: i32 = 700;

/// An answer that was accepted to a question.
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

/// Those to these questions of one community that the viewer may read, the one that was accepted first in front.
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
        accepted_answers::table
            .inner_join(comments::table)
            .inner_join(accounts::table.on(accounts::id.eq(comments::author_id)))
            .inner_join(actors::table.on(actors::id.eq(accounts::actor_id)))
            .filter(accepted_answers::post_id.eq_any(questions))
            .filter(comments::kind.eq(ReplyKind::Answer))
            .filter(comments::audience.eq_any(&audiences))
            .filter(comments::deleted_at.is_null())
            .filter(comments::removed_at.is_null())
            .filter(comments::held_at.is_null())
            .order((accepted_answers::accepted_at.asc(), comments::ap_id.asc()))
            .select((
                accepted_answers::post_id,
                comments::id,
                comments::public_id,
                comments::language,
                start_of(comments::body_text, 1_i32, START),
                columns::<Byline>(),
            ))
            .load(conn)
            .await?
    });
    Ok(rows.into_iter().map(AnswerLine::new).collect())
}
