//! How somebody uses a page who has a keyboard and no mouse: what they type goes to the field that has the
//! focus, and Enter presses what has it. Nothing that lies over a page, such as the bar at the foot of a
//! telephone's screen, is in the way of that.

use std::time::Duration;

use fantoccini::Locator;
use fantoccini::elements::Element;
use serde_json::json;

use super::Browser;
use crate::wait_until;

/// The Enter key, as WebDriver writes it: <https://www.w3.org/TR/webdriver2/#keyboard-actions>.
const ENTER: &str = "\u{E007}";
const PATIENCE: Duration = Duration::from_secs(30);

impl Browser {
    /// Whether pages may run scripts from now on. Without them a test still looks at a page with scripts of
    /// its own, as long as those do not wait: axe does.
    pub async fn let_scripts_run(&self, allowed: bool) {
        let parameters = json!({ "value": !allowed });
        self.dev_tools("Emulation.setScriptExecutionDisabled", parameters)
            .await;
    }

    /// All that the page shows, as it is laid out.
    pub async fn shown(&self) -> String {
        let text = self.run("return document.body.innerText", Vec::new()).await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Asserts that the page shows these words.
    pub async fn assert_shows(&self, words: &str) {
        let shown = self.shown().await;
        let at = self.path().await;
        assert!(shown.contains(words), "{at} shows no {words:?}: {shown}");
    }

    /// Asserts that the page does not show these words.
    pub async fn assert_hides(&self, words: &str) {
        let shown = self.shown().await;
        let at = self.path().await;
        assert!(!shown.contains(words), "{at} shows {words:?}: {shown}");
    }

    /// The path of the page that is open.
    pub async fn path(&self) -> String {
        let url = self.driver.current_url().await.expect("a page is open");
        url.path().to_owned()
    }

    /// Writes into the field of this name, in place of what it held.
    pub async fn fill(&self, name: &str, text: &str) {
        let css = format!("main [name='{name}']:not([type=hidden])");
        let field = self.find(Locator::Css(&css)).await;
        field.clear().await.expect("the field can be emptied");
        field.send_keys(text).await.expect("the field can be typed");
    }

    /// Ticks the box of this name.
    pub async fn tick(&self, name: &str) {
        let css = format!("main input[type=checkbox][name='{name}']");
        let field = self.find(Locator::Css(&css)).await;
        field.send_keys(" ").await.expect("the box can be ticked");
        let ticked = field.is_selected().await.expect("it is on the page");
        assert!(ticked, "{name} is ticked");
    }

    /// Picks one of the choices of this name that are all on the page.
    pub async fn pick(&self, name: &str, value: &str) {
        let css = format!("main input[type=radio][name='{name}'][value='{value}']");
        let choice = self.find(Locator::Css(&css)).await;
        choice.send_keys(" ").await.expect("it can be picked");
        let picked = choice.is_selected().await.expect("it is on the page");
        assert!(picked, "{name} is {value}");
    }

    /// Chooses from the list of this name.
    pub async fn choose(&self, name: &str, value: &str) {
        let css = format!("main select[name='{name}']");
        let list = self.find(Locator::Css(&css)).await;
        let chosen = list.select_by_value(value).await;
        chosen.unwrap_or_else(|error| panic!("{name} has no {value}: {error}"));
    }

    /// Presses the button that begins with these words, and waits for the page that comes.
    pub async fn press(&self, words: &str) {
        let button = format!("//main//button[starts-with(normalize-space(.), \"{words}\")]");
        self.enter(&button).await;
    }

    /// Follows the link that begins with these words, and waits for the page that comes.
    pub async fn follow(&self, words: &str) {
        let link = format!("//a[starts-with(normalize-space(.), \"{words}\")]");
        self.enter(&link).await;
    }

    async fn enter(&self, xpath: &str) {
        let element = self.first_displayed(xpath).await;
        let before = self.find(Locator::Css("html")).await;
        element.send_keys(ENTER).await.expect("it takes the focus");
        let what = format!("another page comes after {xpath}");
        wait_until(&what, PATIENCE, async || {
            before.tag_name().await.is_err().then_some(())
        })
        .await;
    }

    async fn find(&self, what: Locator<'_>) -> Element {
        match self.driver.find(what).await {
            Ok(element) => element,
            Err(error) => {
                let (at, shown) = (self.path().await, self.shown().await);
                panic!("{what:?} is not on {at} ({error}): {shown}")
            }
        }
    }

    /// What is in a closed menu cannot be used.
    async fn first_displayed(&self, xpath: &str) -> Element {
        let found = self.driver.find_all(Locator::XPath(xpath)).await;
        for element in found.expect("the page can be searched") {
            if element.is_displayed().await.unwrap_or(false) {
                return element;
            }
        }
        let (at, shown) = (self.path().await, self.shown().await);
        panic!("{xpath} is not on {at}: {shown}")
    }
}
