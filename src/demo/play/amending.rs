//! What was said is changed later: other words that somebody suggested, questions that were asked before, and
//! articles made of what came out.

use super::{DECIDED, Said, Stage, comment_on, here, keyed, post_on};
use crate::app::App;
use crate::cli::{Failure, say};
use crate::demo::clock::at;
use crate::demo::script::{Closed, Edit, Reply, wrong};
use crate::posts::actions::{
    ClosingDraft, Decision, SuggestionDraft, close_question, decide_suggestion, suggest_edit,
};
use crate::posts::model::Drawn;
use crate::posts::queries::suggestions::list_open;
use crate::store::Time;

impl<'d> Stage<'d> {
    /// Other words for replies, and questions that are closed; the first that have are looked for last.
    pub(super) async fn amend(&self, said: &[Said<'d>]) -> Result<(), Failure> {
        let (mut edited, mut closed) = (Vec::new(), Vec::new());
        for thread in said {
            for (index, line) in thread.line.replies.iter().enumerate() {
                if let Some(edit) = &line.edit {
                    let id = thread.replies.get(&index).ok_or_else(|| wrong(&edit.by))?;
                    Box::pin(self.edit(thread, line, edit, id)).await?;
                    edited.push(id);
                }
            }
            if let Some(closing) = &thread.line.closed {
                let first = keyed(said, &closing.duplicate_of)?;
                Box::pin(self.close(thread, closing, first)).await?;
                closed.push(&thread.post);
            }
        }
        for id in &edited {
            self.everywhere(id, edited_on).await?;
        }
        for id in &closed {
            self.everywhere(id, closed_on).await?;
        }
        let (edited, closed) = (edited.len(), closed.len());
        say(format_args!(
            "  {edited} suggested edits are taken, {closed} questions closed"
        ));
        Ok(())
    }

    /// Suggested by one person and taken by the author, who is on the same server.
    async fn edit(
        &self,
        thread: &Said<'d>,
        line: &Reply,
        edit: &Edit,
        id: &str,
    ) -> Result<(), Failure> {
        let (app, editor) = self.speaker(&edit.by).await?;
        let post = here(post_on(app, &thread.post).await?, &thread.post)?;
        let reply = here(comment_on(app, id).await?, id)?;
        let draft = SuggestionDraft {
            title: String::new(),
            body: reply.body.replacen(&edit.find, &edit.put, 1),
            note: edit.note.clone(),
        };
        let when = self.began(thread.line).plus(edit.after.0);
        let work = suggest_edit(app, &editor, (post.id, Some(reply.id)), &draft);
        at(when, Box::pin(work)).await?;
        let waiting = list_open(&mut app.store.read().await?, post.id).await?;
        let waiting = waiting
            .iter()
            .find(|each| each.comment_id == Some(reply.id));
        let suggestion = waiting.ok_or_else(|| wrong(&edit.find))?.id;
        let (app, author) = self.speaker(&line.by).await?;
        let which = (post.id, suggestion);
        let work = decide_suggestion(app, &author, which, Decision::Approve, "");
        at(when.plus(DECIDED), Box::pin(work)).await?;
        Ok(())
    }

    async fn close(
        &self,
        thread: &Said<'d>,
        closing: &Closed,
        first: &Said<'d>,
    ) -> Result<(), Failure> {
        let (app, closer) = self.speaker(&closing.by).await?;
        let post = here(post_on(app, &thread.post).await?, &thread.post)?;
        let first = here(post_on(app, &first.post).await?, &first.post)?;
        let draft = ClosingDraft {
            reason: closing.reason.clone(),
            duplicate_of: first.path(),
        };
        let when = self.began(thread.line).plus(closing.after.0);
        let work = close_question(app, &closer, post.id, &draft);
        at(when, Box::pin(work)).await?;
        Ok(())
    }

    /// Begins the threads that are made of others, which are said by now.
    pub(super) async fn distil(&self, said: &mut Vec<Said<'d>>) -> Result<(), Failure> {
        let mut made = Vec::new();
        for line in &self.script.threads {
            let Some(basis) = &line.made_of else {
                continue;
            };
            let source = keyed(said, &basis.thread)?;
            let (app, _) = self.speaker(&line.by).await?;
            let thread = here(post_on(app, &source.post).await?, &source.post)?.id;
            let mut replies = Vec::new();
            for index in &basis.replies {
                let id = source.replies.get(index);
                let id = id.ok_or_else(|| wrong(&basis.thread))?;
                replies.push(here(comment_on(app, id).await?, id)?.id);
            }
            let drawn = Drawn { thread, replies };
            made.push(Box::pin(self.start(line, Some(drawn))).await?);
        }
        for article in &made {
            self.everywhere(&article.post, post_on).await?;
        }
        let count = made.len();
        say(format_args!("  {count} articles are made of threads"));
        said.extend(made);
        Ok(())
    }
}

async fn edited_on(app: &App, ap_id: &str) -> Result<Option<Time>, Failure> {
    let reply = comment_on(app, ap_id).await?;
    Ok(reply.and_then(|reply| reply.edited_at))
}

async fn closed_on(app: &App, ap_id: &str) -> Result<Option<Time>, Failure> {
    let post = post_on(app, ap_id).await?;
    Ok(post.and_then(|post| post.closed_at))
}
