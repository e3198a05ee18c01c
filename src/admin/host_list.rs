//! Lists of servers and what is decided about them, as Mastodon writes and reads them: CSV with the columns
//! `#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate`.
//!
//! Severity is `suspend` (a block), `silence` or `noop` (only what the other columns say); `limit` is read as silence,
//! and our own `review` is written and read too, which others take for an error or for nothing.

use super::actions::{is_own, read_host};
use crate::activitypub::peers::{PeerPolicy, without_port};
use crate::activitypub::rules::HostRule;
use std::collections::HashSet;

pub const HEAD: &str =
    "#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate\n";
/// Lines of one list, and bytes.
pub const LINES_MAX: usize = 20_000;
pub const BYTES_MAX: usize = 1_000_000;
/// Faults that are named; who has mended those sees the next.
const FAULTS_MAX: usize = 20;
/// Characters of a reason.
const REASON_MAX: usize = 500;

/// What a list says of one server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub host: String,
    pub policy: PeerPolicy,
    pub reject_media: bool,
    pub reject_reports: bool,
    pub reason: String,
    pub obfuscate: bool,
}

impl Listed {
    /// The rule with this in it, and what a list says nothing of as it was.
    pub fn over(&self, before: Option<&HostRule>) -> HostRule {
        let before = before.cloned().unwrap_or_default();
        HostRule {
            policy: self.policy,
            reason: self.reason.clone(),
            policy_until: None,
            reject_media: self.reject_media,
            reject_reports: self.reject_reports,
            obfuscate: self.obfuscate,
            ..before
        }
    }
}

/// What is wrong in a line, the first one being 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub line: usize,
    pub message: String,
}

impl Fault {
    fn new(line: usize, message: String) -> Self {
        Self { line, message }
    }

    pub fn words(&self) -> String {
        t!(
            "admin-list-fault",
            line = self.line.to_string(),
            message = self.message
        )
    }
}

/// Reads a list; `own` is the name of this server. Either all of it is sound, or nothing is taken.
pub fn read(text: &str, own: &str) -> Result<Vec<Listed>, Vec<Fault>> {
    if text.len() > BYTES_MAX {
        let message = t!("admin-list-long", most = LINES_MAX);
        return Err(vec![Fault::new(1, message)]);
    }
    let text = text.trim_start_matches('\u{feff}');
    let (mut columns, mut listed, mut faults) = (Columns::usual(), Vec::new(), Vec::new());
    let mut seen = HashSet::new();
    let records = records(text).map_err(|line| vec![Fault::new(line, t!("admin-list-quote"))])?;
    for (at, (line, record)) in records.into_iter().enumerate() {
        if at == 0
            && let Some(named) = Columns::named(&record)
        {
            columns = named;
            continue;
        }
        if listed.len() >= LINES_MAX {
            faults.push(Fault::new(line, t!("admin-list-long", most = LINES_MAX)));
            break;
        }
        match columns.read(&record, own) {
            Ok(each) if !seen.insert(each.host.clone()) => {
                faults.push(Fault::new(line, t!("admin-list-twice", host = each.host)));
            }
            Ok(each) => listed.push(each),
            Err(message) => faults.push(Fault::new(line, message)),
        }
        if faults.len() >= FAULTS_MAX {
            break;
        }
    }
    match (faults.is_empty(), listed.is_empty()) {
        (false, _) => Err(faults),
        (true, true) => Err(vec![Fault::new(1, t!("admin-list-empty"))]),
        (true, false) => Ok(listed),
    }
}

/// In which place of a line each thing stands.
struct Columns {
    domain: usize,
    severity: Option<usize>,
    reject_media: Option<usize>,
    reject_reports: Option<usize>,
    comment: Option<usize>,
    obfuscate: Option<usize>,
}

impl Columns {
    fn usual() -> Self {
        Self {
            domain: 0,
            severity: Some(1),
            reject_media: Some(2),
            reject_reports: Some(3),
            comment: Some(4),
            obfuscate: Some(5),
        }
    }

    /// By their names in the first line, if that has names.
    fn named(head: &[String]) -> Option<Self> {
        let name = |field: &String| field.trim().trim_start_matches('#').to_lowercase();
        let names: Vec<String> = head.iter().map(name).collect();
        let place = |wanted: &str| names.iter().position(|name| name == wanted);
        Some(Self {
            domain: place("domain")?,
            severity: place("severity"),
            reject_media: place("reject_media"),
            reject_reports: place("reject_reports"),
            comment: place("public_comment"),
            obfuscate: place("obfuscate"),
        })
    }

    fn read(&self, record: &[String], own: &str) -> Result<Listed, String> {
        let field = |place: Option<usize>| {
            let found = place.and_then(|place| record.get(place));
            found.map(|field| field.trim()).unwrap_or_default()
        };
        let domain = field(Some(self.domain));
        if domain.contains('*') {
            return Err(t!("admin-list-obfuscated", host = domain));
        }
        let host = read_host(domain).map(|host| without_port(&host));
        let host = host.filter(|_| !domain.contains('/'));
        let host = host.ok_or_else(|| t!("admin-list-no-name", host = domain))?;
        if is_own(&host, own) {
            return Err(t!("admin-peer-own"));
        }
        let severity = field(self.severity);
        Ok(Listed {
            policy: policy(severity)
                .ok_or_else(|| t!("admin-list-severity", severity = severity))?,
            reject_media: truth(field(self.reject_media))?,
            reject_reports: truth(field(self.reject_reports))?,
            reason: crate::text::one_line(field(self.comment), REASON_MAX),
            obfuscate: truth(field(self.obfuscate))?,
            host,
        })
    }
}

/// A list of names alone is one of blocks.
fn policy(severity: &str) -> Option<PeerPolicy> {
    match severity.to_lowercase().as_str() {
        "suspend" | "" => Some(PeerPolicy::Block),
        "silence" | "limit" => Some(PeerPolicy::Silence),
        "noop" | "none" => Some(PeerPolicy::None),
        "review" => Some(PeerPolicy::Review),
        _ => None,
    }
}

fn severity(policy: PeerPolicy) -> &'static str {
    match policy {
        PeerPolicy::Block => "suspend",
        PeerPolicy::Silence => "silence",
        PeerPolicy::None => "noop",
        PeerPolicy::Review => "review",
    }
}

fn truth(field: &str) -> Result<bool, String> {
    match field.to_lowercase().as_str() {
        "true" | "t" | "1" | "yes" => Ok(true),
        "false" | "f" | "0" | "no" | "" => Ok(false),
        _ => Err(t!("admin-list-truth", word = field)),
    }
}

/// The records of a CSV text with the line each begins in. Empty lines are none. Where a quotation never ends, all
/// that follows would be a part of it and be lost: the line in which it begins.
fn records(text: &str) -> Result<Vec<(usize, Vec<String>)>, usize> {
    let (mut all, mut record, mut field) = (Vec::new(), Vec::new(), String::new());
    let (mut line, mut began, mut quoted) = (1, 1, false);
    let mut opened = 1;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if quoted && rest.peek() == Some(&'"') => {
                rest.next();
                field.push('"');
            }
            '"' => {
                quoted = !quoted;
                opened = line;
            }
            ',' if !quoted => record.push(std::mem::take(&mut field)),
            '\n' => {
                line += 1;
                if quoted {
                    field.push(c);
                    continue;
                }
                record.push(std::mem::take(&mut field));
                all.push((began, std::mem::take(&mut record)));
                began = line;
            }
            _ => field.push(c),
        }
        // Nobody needs to read what is refused anyway.
        if all.len() > LINES_MAX + 1 {
            break;
        }
    }
    if quoted {
        return Err(opened);
    }
    record.push(field);
    all.push((began, record));
    all.retain(|(_, record)| record.iter().any(|field| !field.trim().is_empty()));
    Ok(all)
}

/// One line of a list.
pub fn written(host: &str, rule: &HostRule) -> String {
    let fields = [
        host.to_owned(),
        severity(rule.policy).to_owned(),
        rule.reject_media.to_string(),
        rule.reject_reports.to_string(),
        rule.reason.clone(),
        rule.obfuscate.to_string(),
    ];
    csv_line(&fields)
}

/// What would be taken for a formula by a spreadsheet is kept from being one.
pub fn csv_line(fields: &[String]) -> String {
    let quoted: Vec<String> = fields.iter().map(|field| quote(field)).collect();
    format!("{}\n", quoted.join(","))
}

fn quote(field: &str) -> String {
    let field = match field.starts_with(['=', '+', '-', '@']) {
        true => format!("'{field}"),
        false => field.to_owned(),
    };
    match field.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<(usize, String)> {
        let faults = read(text, "guild.example").unwrap_err();
        let plain = |text: String| text.replace(['\u{2068}', '\u{2069}'], "");
        let faults = faults.into_iter();
        faults
            .map(|fault| (fault.line, plain(fault.message)))
            .collect()
    }

    #[test]
    fn a_list_of_mastodon_is_read_and_written_as_it_was() {
        let list = format!(
            "{HEAD}evil.test,suspend,true,true,\"Spam, and \"\"worse\"\"\",false\n\
             loud.test,silence,false,false,,true\npics.test,noop,true,false,,false\n"
        );
        let listed = read(&list, "guild.example").unwrap();
        let policies: Vec<PeerPolicy> = listed.iter().map(|each| each.policy).collect();
        assert_eq!(
            policies,
            [PeerPolicy::Block, PeerPolicy::Silence, PeerPolicy::None]
        );
        assert_eq!(listed[0].reason, "Spam, and \"worse\"");
        let again: String = listed
            .iter()
            .map(|each| written(&each.host, &each.over(None)))
            .collect();
        assert_eq!(format!("{HEAD}{again}"), list);
        let names = read("evil.test\n\r\nEVIL.example\r\n", "guild.example").unwrap();
        assert_eq!(names[1].host, "evil.example");
        let turned = read("severity,domain\nsilence,a.test\n", "guild.example").unwrap();
        assert_eq!(turned[0].policy, PeerPolicy::Silence);
    }

    #[test]
    fn what_is_wrong_with_a_list_is_named_with_its_line() {
        let list = "#domain,#severity\ngood.test,suspend\nex*mple.test,suspend\n\
            not a host,suspend\nother.test,banish\ngood.test,silence\nguild.example,suspend\n";
        let lines: Vec<usize> = faults(list).iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [3, 4, 5, 6, 7]);
        let named = faults("a.test,suspend,perhaps\n");
        assert!(named[0].1.contains("perhaps"), "{named:?}");
        assert_eq!(faults("").len(), 1);
        assert_eq!(faults(&"a b\n".repeat(1000)).len(), FAULTS_MAX);
        assert_eq!(faults(&"x".repeat(BYTES_MAX + 1)).len(), 1);
        let long: String = (0..=LINES_MAX).map(|n| format!("h{n}.test\n")).collect();
        assert_eq!(faults(&long).len(), 1);
        let inside = "a.test,suspend,,,\"two\nlines\"\nb c,suspend\n";
        assert_eq!(faults(inside)[0].0, 3);
    }

    #[test]
    fn a_quotation_that_never_ends_swallows_no_servers() {
        let open = "a.test,suspend,,,fine\nb.test,suspend,,,\"spam\nc.test,suspend\n";
        let lines: Vec<usize> = faults(open).iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2]);
    }

    #[test]
    fn nothing_that_goes_out_is_a_formula() {
        assert_eq!(csv_line(&["=1+1".into(), "b".into()]), "'=1+1,b\n");
    }
}
