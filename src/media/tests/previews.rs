//! The picture that other places show with a link: only one that they get as nobody.

use super::{png, sent, status};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::tests::browser::{Answer, Browser};
use crate::communities::model::{Community, ReadPolicy};
use crate::media::actions::{add_picture, change_looks, change_own_pictures, change_pictures};
use crate::media::model::Change;
use crate::membership::actions::CommunityForm;
use crate::moderation::actions::{Grounds, remove};
use crate::moderation::model::Target;
use crate::posts::actions::{ThreadDraft, start_thread};
use crate::posts::model::{Post, ThreadKind};
use crate::posts::tests::stage::Stage;
use scraper::{Html, Selector};

fn told(page: &Answer, property: &str) -> Option<String> {
    let html = Html::parse_document(&page.body);
    let css = Selector::parse(&format!("meta[property=\"og:{property}\"]")).unwrap();
    let content = html.select(&css).next()?.attr("content")?;
    Some(content.to_owned())
}

/// The last part of the address of the picture; it is one that everybody gets.
async fn preview(stage: &Stage, browser: &mut Browser, path: &str) -> Option<String> {
    let page = browser.get(path).await;
    let url = told(&page, "image")?;
    let name = url.strip_prefix("https://guild.example/media/").unwrap();
    assert_eq!(status(stage, &stage.visitor(), name).await, 200, "{path}");
    Some(name.to_owned())
}

fn new_picture(side: u32) -> Change {
    Change::Replace(sent(&png(side, side)))
}

/// A thread with a picture in it, and the name of that.
async fn pictured(stage: &Stage, who: &Person, place: &Community, around: &str) -> (Post, String) {
    let added = add_picture(stage, who, &sent(&png(40, 30))).await.unwrap();
    let picture = format!("![A bent \"rib\"](/media/{})", added.name);
    let draft = ThreadDraft {
        title: "Which rib?".into(),
        body: around.replace("PICTURE", &picture),
        ..ThreadDraft::default()
    };
    let thread = start_thread(stage, who, place.id(), ThreadKind::Question, &draft).await;
    (thread.unwrap(), added.name)
}

async fn closed(stage: &Stage, who: &Person, name: &str, read: ReadPolicy) -> Community {
    let form = CommunityForm {
        read: read.to_string(),
        join: "invitation".into(),
        ..CommunityForm::default()
    };
    stage.open(who, name, form).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_to_a_thread_comes_with_its_first_picture() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let (thread, name) = pictured(&stage, &ada, &place, "This one:\n\nPICTURE").await;
    let mut visitor = stage.visitor();
    let page = visitor.get(&thread.path()).await;
    let url = format!("https://guild.example/media/{name}");
    for (property, expected) in [
        ("image", url.as_str()),
        ("image:type", "image/png"),
        ("image:width", "40"),
        ("image:height", "30"),
        ("image:alt", "A bent \"rib\""),
    ] {
        assert_eq!(
            told(&page, property).as_deref(),
            Some(expected),
            "{property}"
        );
    }
    // What is folded away is not shown beside a link to it.
    let folded = "::: spoiler The answer\nPICTURE\n:::";
    let (hidden, _) = pictured(&stage, &ada, &place, folded).await;
    let page = visitor.get(&hidden.path()).await;
    assert!(page.has("A bent"), "{}", page.body);
    assert_eq!(told(&page, "image"), None);

    let (what, why) = (Target::Post(thread.id), Grounds::from("Off topic."));
    remove(&stage.app, &ada, what, &why).await.unwrap();
    let mut convener = stage.signed_in("ada").await;
    assert_eq!(preview(&stage, &mut convener, &thread.path()).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_picture_of_its_own_a_page_has_that_of_its_community_or_server() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Which glue?").await;
    let mut visitor = stage.visitor();
    let of_it = thread.path();
    let paths = ["/", "/about", "/c/luthiers", "/u/ada", of_it.as_str()];
    for path in paths {
        assert_eq!(preview(&stage, &mut visitor, path).await, None, "{path}");
    }

    let (stay, mark) = (Change::Stay, new_picture(9));
    change_looks(&stage, &Viewer::System, "pine", &mark, &stay)
        .await
        .unwrap();
    let of_server = preview(&stage, &mut visitor, "/").await.unwrap();
    for path in paths {
        let shown = preview(&stage, &mut visitor, path).await;
        assert_eq!(shown.as_ref(), Some(&of_server), "{path}");
    }

    change_pictures(&stage, &ada, &place, &new_picture(12), &stay)
        .await
        .unwrap();
    let of_place = preview(&stage, &mut visitor, "/c/luthiers").await.unwrap();
    assert_ne!(of_place, of_server);
    let of_thread = preview(&stage, &mut visitor, &of_it).await.unwrap();
    assert_eq!(of_thread, of_place);
    // A banner is more to look at than a mark.
    change_pictures(&stage, &ada, &place, &stay, &new_picture(15))
        .await
        .unwrap();
    let banner = preview(&stage, &mut visitor, "/c/luthiers").await.unwrap();
    assert_ne!(banner, of_place);

    change_own_pictures(&stage, &ada, &new_picture(18), &stay)
        .await
        .unwrap();
    let face = preview(&stage, &mut visitor, "/u/ada").await.unwrap();
    assert_ne!(face, of_server);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_for_everybody_gives_no_picture_to_a_link() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let stay = Change::Stay;
    let vault = closed(&stage, &ada, "vault", ReadPolicy::Members).await;
    let (inside, _) = pictured(&stage, &ada, &vault, "PICTURE").await;
    let house = closed(&stage, &ada, "house", ReadPolicy::Server).await;
    let (at_home, _) = pictured(&stage, &ada, &house, "PICTURE").await;
    for place in [&vault, &house] {
        change_pictures(&stage, &ada, place, &new_picture(9), &stay)
            .await
            .unwrap();
    }
    let mut member = stage.signed_in("ada").await;
    // Of that one everybody may know who has its address, but not what is said in it.
    let mark = preview(&stage, &mut member, "/c/vault").await;
    assert!(mark.is_some());
    assert_eq!(preview(&stage, &mut member, &inside.path()).await, mark);
    for path in ["/c/house", &at_home.path()] {
        let page = member.get(path).await;
        assert!(page.has("og:title"), "{}", page.body);
        assert_eq!(told(&page, "image"), None, "{path}");
    }
}
