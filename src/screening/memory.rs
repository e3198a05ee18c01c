//! Keeps rules that were made ready. Each is kept with the version of its scope, which is read with every text, so
//! that no process goes by rules that were changed by another.

use super::model::{Rule, Scope};
use super::reading::Ready;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Scopes whose rules are kept; with more, all are made ready anew.
const SCOPES_MAX: usize = 200;

/// The rules of a scope at one version.
#[derive(Debug)]
pub struct Screen {
    pub version: i64,
    pub rules: Vec<Ready>,
}

impl Screen {
    pub fn new(version: i64, rules: Vec<Rule>) -> Self {
        Self {
            version,
            rules: rules.into_iter().map(Ready::new).collect(),
        }
    }
}

#[derive(Debug, Default)]
pub struct Screens(Mutex<HashMap<Scope, Arc<Screen>>>);

impl Screens {
    fn kept(&self) -> MutexGuard<'_, HashMap<Scope, Arc<Screen>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Those of this version, if they are kept.
    pub fn find(&self, scope: Scope, version: i64) -> Option<Arc<Screen>> {
        let kept = self.kept();
        let screen = kept.get(&scope)?;
        (screen.version == version).then(|| Arc::clone(screen))
    }

    pub fn keep(&self, scope: Scope, screen: Arc<Screen>) {
        let mut kept = self.kept();
        if kept.len() >= SCOPES_MAX && !kept.contains_key(&scope) {
            kept.clear();
        }
        kept.insert(scope, screen);
    }
}
