//! A thread as search engines read it: where it stands, and a question with its best answers.

use super::{Scene, Shown};
use crate::posts::model::ThreadKind;
use crate::posts::queries::{Byline, ReplyNode};
use crate::text::{excerpt, plain};
use crate::web::structured::in_script;
use chrono::SecondsFormat;
use serde_json::{Value, json};

/// Answers that are told beside the accepted ones.
const SUGGESTED: usize = 3;
/// Characters of a text: what stands on the page need not stand there twice.
const TEXT_MAX: usize = 500;

impl Scene<'_> {
    /// What of the page is told to search engines; nothing of what they are not to keep.
    pub(super) fn structured(&self, site_name: &str, shown: &Shown) -> Option<String> {
        if !self.is_indexed(shown.branch.is_some()) {
            return None;
        }
        let mut graph = vec![self.crumbs_told(site_name)];
        if self.post.kind == ThreadKind::Question {
            graph.extend(self.question_told(&shown.replies.nodes));
        }
        let data = json!({"@context": "https://schema.org", "@graph": graph});
        Some(in_script(&data))
    }

    fn crumbs_told(&self, site_name: &str) -> Value {
        let local = &self.app.local;
        let place = &self.community;
        let steps = [
            (site_name.to_owned(), local.url("/")),
            (place.title().to_owned(), local.url(&place.path())),
            (self.post.title.clone(), local.url(&self.post.page_path())),
        ];
        let steps = steps.into_iter().enumerate().map(|(at, (name, item))| {
            json!({"@type": "ListItem", "position": at + 1, "name": name, "item": item})
        });
        json!({"@type": "BreadcrumbList", "itemListElement": steps.collect::<Vec<Value>>()})
    }

    /// None without an answer, for then it is no page of questions and answers yet, and engines take it for
    /// one that is wrong.
    fn question_told(&self, nodes: &[ReplyNode]) -> Option<Value> {
        let post = &self.post;
        let answers = nodes.iter().filter(|node| {
            let reply = &node.reply;
            node.has_words && reply.parent_id.is_none() && reply.kind.as_str() == "answer"
        });
        let (accepted, others): (Vec<_>, Vec<_>) = answers.partition(|node| node.accepted);
        let told = |nodes: Vec<&ReplyNode>, most: usize| -> Vec<Value> {
            let nodes = nodes.into_iter().take(most);
            nodes.map(|node| self.answer_told(node)).collect()
        };
        let mut question = json!({
            "@type": "Question",
            "name": post.title,
            "text": text_of(&post.body_html, &post.title),
            "answerCount": post.answer_count,
            "upvoteCount": post.score,
            "datePublished": moment(post.published_at.utc()),
            "author": {
                "@type": "Person",
                "name": self.author.display_name(),
                "url": self.app.local.url(&self.author.path()),
            },
        });
        let accepted = told(accepted, SUGGESTED);
        let suggested = told(others, SUGGESTED);
        if accepted.is_empty() && suggested.is_empty() {
            return None;
        }
        let answers = [("acceptedAnswer", accepted), ("suggestedAnswer", suggested)];
        for (key, told) in answers.into_iter().filter(|(_, told)| !told.is_empty()) {
            if let Some(properties) = question.as_object_mut() {
                properties.insert(key.to_owned(), json!(told));
            }
        }
        Some(json!({"@type": "QAPage", "mainEntity": question}))
    }

    fn answer_told(&self, node: &ReplyNode) -> Value {
        let reply = &node.reply;
        let page = self.app.local.url(&self.post.page_path());
        json!({
            "@type": "Answer",
            "text": text_of(&reply.body_html, ""),
            "url": format!("{page}#c-{}", reply.public_id),
            "upvoteCount": reply.score,
            "datePublished": moment(reply.published_at.utc()),
            "author": self.writer_told(&node.author),
        })
    }

    fn writer_told(&self, author: &Byline) -> Value {
        json!({
            "@type": "Person",
            "name": author.display_name(),
            "url": self.app.local.url(&author.path()),
        })
    }
}

/// A text without markup; a question may be all in its title.
fn text_of(html: &str, or: &str) -> String {
    let text = excerpt(&plain(html), TEXT_MAX);
    match text.is_empty() {
        true => or.to_owned(),
        false => text,
    }
}

fn moment(at: chrono::DateTime<chrono::Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
