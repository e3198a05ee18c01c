//! A real browser without a window: Chromium, led through WebDriver.

mod hands;

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client as Driver, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::net::TcpStream;

use crate::wait_until;
use crate::world::free_port;

const TAGS: [&str; 6] = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
];

/// The screen that a page is looked at on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// CSS pixels.
    pub width: u32,
    pub is_dark: bool,
}

impl Screen {
    /// The four that every page must look right on.
    pub const ALL: [Screen; 4] = [
        Screen {
            width: 360,
            is_dark: false,
        },
        Screen {
            width: 360,
            is_dark: true,
        },
        Screen {
            width: 1280,
            is_dark: false,
        },
        Screen {
            width: 1280,
            is_dark: true,
        },
    ];
}

/// A browser and its driver; both end when this is dropped.
pub struct Browser {
    /// For everything that has no method here: clicks, typing, waiting.
    pub driver: Driver,
    process: DriverProcess,
}

struct DriverProcess(Child);

impl Drop for DriverProcess {
    fn drop(&mut self) {
        let _killed = self.0.kill();
        let _reaped = self.0.wait();
    }
}

impl Browser {
    /// Opens Chromium. Every `*.test` name leads to loopback in it.
    pub async fn open(screen: Screen) -> Browser {
        let port = free_port();
        let path = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let child = Command::new(&path)
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                panic!("{path} cannot be run ({error}); use scripts/test browser")
            });
        let process = DriverProcess(child);
        let address = format!("127.0.0.1:{port}");
        let what = "the browser driver listens";
        wait_until(what, Duration::from_secs(60), async || {
            TcpStream::connect(&address).await.ok()
        })
        .await;
        let driver = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities(screen))
            .connect(&format!("http://{address}"))
            .await
            .expect("the browser starts");
        Browser { driver, process }
    }

    pub async fn goto(&self, url: &str) {
        self.driver
            .goto(url)
            .await
            .unwrap_or_else(|error| panic!("{url}: {error}"));
    }

    /// The HTTP status with which the page came.
    pub async fn status(&self) -> u64 {
        let script = "return performance.getEntriesByType('navigation')[0].responseStatus";
        let status = self.run(script, Vec::new()).await;
        status.as_u64().unwrap_or_default()
    }

    /// Elements that reach beyond the right edge of the screen, as
    /// `main > p.wide (412px)`; empty if the page fits.
    pub async fn overflowing(&self) -> Vec<String> {
        let script = include_str!("browser/overflow.js");
        strings(&self.run(script, Vec::new()).await)
    }

    /// What axe-core finds wrong (WCAG 2.2 A and AA, and what is good practice), as `rule: where`.
    pub async fn axe_violations(&self) -> Vec<String> {
        let path = std::env::var("AXE_PATH").expect("AXE_PATH is set by scripts/test browser");
        let axe = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        self.run(&axe, Vec::new()).await;
        let script = include_str!("browser/axe.js");
        let found = self.driver.execute_async(script, vec![json!(TAGS)]).await;
        strings(&found.expect("axe runs"))
    }

    /// Writes a PNG of what is on the screen.
    pub async fn screenshot(&self, path: &Path) {
        let png = self.driver.screenshot().await.expect("a screenshot");
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).expect("the folder can be made");
        }
        fs::write(path, png).expect("the screenshot can be written");
    }

    /// Writes a PNG of the whole page, however long it is.
    pub async fn full_screenshot(&self, path: &Path) {
        let parameters = json!({"captureBeyondViewport": true});
        let answer = self.dev_tools("Page.captureScreenshot", parameters).await;
        let png = answer["data"].as_str().unwrap_or_default();
        let png = STANDARD.decode(png).expect("the screenshot is base64");
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).expect("the folder can be made");
        }
        fs::write(path, png).expect("the screenshot can be written");
    }

    /// Forgets who was signed in.
    pub async fn forget(&self) {
        let forgotten = self.driver.delete_all_cookies().await;
        forgotten.expect("cookies can be deleted");
    }

    /// Signs in through the page, and asserts that it worked.
    pub async fn sign_in(&self, base: &str, name: &str, password: &str) {
        self.goto(&format!("{base}/login")).await;
        let fill = "const [name, password] = arguments;
            const form = document.querySelector('main form');
            form.elements.name.value = name;
            form.elements.password.value = password;
            form.submit();";
        self.run(fill, vec![json!(name), json!(password)]).await;
        wait_until("the sign-in is done", Duration::from_secs(30), async || {
            let url = self.driver.current_url().await.ok()?;
            (url.path() != "/login").then_some(())
        })
        .await;
    }

    /// Asserts that the page fits the screen and that axe finds nothing.
    pub async fn assert_sound(&self) {
        let url = self.driver.current_url().await.expect("a page is open");
        let overflowing = self.overflowing().await;
        assert!(overflowing.is_empty(), "{url} overflows: {overflowing:#?}");
        let violations = self.axe_violations().await;
        assert!(violations.is_empty(), "axe on {url}: {violations:#?}");
    }

    /// Ends the browser in good order; a dropped one is killed by its driver.
    pub async fn close(self) {
        let Browser { driver, process } = self;
        driver.close().await.expect("the browser closes");
        drop(process);
    }

    /// A command of the DevTools protocol: <https://chromedevtools.github.io/devtools-protocol/>.
    async fn dev_tools(&self, command: &'static str, parameters: Value) -> Value {
        let issued = DevTools {
            command,
            parameters,
        };
        let answer = self.driver.issue_cmd(issued).await;
        answer.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        let result = self.driver.execute(script, arguments).await;
        result.expect("the script runs")
    }
}

/// A command of the DevTools protocol, which Chromium's driver passes on.
#[derive(Debug)]
struct DevTools {
    command: &'static str,
    parameters: Value,
}

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/goog/cdp/execute"))
    }

    fn method_and_body(&self, _: &url::Url) -> (reqwest::Method, Option<String>) {
        let body = json!({"cmd": self.command, "params": self.parameters});
        (reqwest::Method::POST, Some(body.to_string()))
    }
}

fn strings(value: &Value) -> Vec<String> {
    let list = value.as_array().expect("the script returns a list");
    list.iter()
        .map(|entry| entry.as_str().unwrap_or_default().to_owned())
        .collect()
}

fn capabilities(screen: Screen) -> Capabilities {
    let scheme = if screen.is_dark { 0 } else { 1 };
    let mut options = json!({
        "args": [
            "--headless=new",
            // Containers and root have no room for Chromium's own sandbox;
            // only our own pages are opened.
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--no-proxy-server",
            // As on a telephone: a bar beside the page would narrow it, and be missing in pictures.
            "--hide-scrollbars",
            "--host-resolver-rules=MAP *.test 127.0.0.1",
            format!("--blink-settings=preferredColorScheme={scheme}"),
        ],
        // The window cannot be made narrower than 500 pixels, so the
        // screen's width is emulated.
        "mobileEmulation": { "deviceMetrics": {
            "width": screen.width, "height": 900, "pixelRatio": 1.0,
            "mobile": false, "touch": false,
        }},
    });
    if let Ok(binary) = std::env::var("CHROMIUM") {
        options["binary"] = json!(binary);
    }
    let mut capabilities = Capabilities::new();
    capabilities.insert("browserName".to_owned(), json!("chrome"));
    capabilities.insert("goog:chromeOptions".to_owned(), options);
    capabilities
}
