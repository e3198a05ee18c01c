//! Pictures that come with a text: each is put at its end, from where its writer moves it.

use crate::app::App;
use crate::error::Result;
use crate::media::actions::add_picture;
use crate::media::model::{Owner, SentFile};
use crate::media::policy::FIELD;
use crate::posts::actions::preview;
use crate::text::picture_markdown;
use crate::web::refusal::Sent;
use crate::web::session::SignedIn;

/// A form with a text that shows pictures.
pub(super) trait Illustrated {
    /// The text as typed.
    fn text(&mut self) -> &mut String;

    /// What is said of the picture for who does not see it.
    fn said(&mut self) -> &mut String;
}

/// Puts the pictures that came with a form into its text. Where one is refused, the text stays as it was.
pub(super) async fn take_pictures<T: Illustrated>(
    app: &App,
    sent: &mut Sent<T>,
    files: &[SentFile],
) -> Result<()> {
    for file in files.iter().filter(|file| file.field == FIELD) {
        let person = sent.who()?.person.clone();
        let added = add_picture(app, &person, file).await?;
        let alt = std::mem::take(sent.form.said());
        let text = sent.form.text();
        if !text.trim().is_empty() {
            text.truncate(text.trim_end().len());
            text.push_str("\n\n");
        }
        text.push_str(&picture_markdown(&added.name, &alt));
        text.push('\n');
    }
    Ok(())
}

/// The text as it would look, where the button for that was pressed.
pub(super) async fn preview_if(
    asked: bool,
    app: &App,
    who: &SignedIn,
    place: Option<Owner>,
    body: &str,
) -> Result<Option<String>> {
    match asked {
        true => Ok(Some(
            preview(app, &who.person, place.as_slice(), body).await?,
        )),
        false => Ok(None),
    }
}
