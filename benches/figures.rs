//! From measurements to what is printed.

use std::time::Duration;

/// A Markdown table, printed when it is whole.
pub struct Table {
    title: String,
    rows: Vec<Vec<String>>,
    notes: Vec<String>,
}

impl Table {
    pub fn new(title: &str, columns: &[&str]) -> Table {
        Table {
            title: title.to_owned(),
            rows: vec![columns.iter().map(|name| (*name).to_owned()).collect()],
            notes: Vec::new(),
        }
    }

    pub fn row(&mut self, cells: Vec<String>) {
        assert_eq!(cells.len(), self.rows[0].len(), "a cell for each column");
        eprintln!("  {}", cells.join(" | "));
        self.rows.push(cells);
    }

    pub fn note(&mut self, text: String) {
        self.notes.push(text);
    }

    pub fn print(&self) {
        println!("\n### {}\n", self.title);
        for (at, cells) in self.rows.iter().enumerate() {
            println!("| {} |", cells.join(" | "));
            if at == 0 {
                println!("|---{}|", "|---:".repeat(cells.len() - 1));
            }
        }
        if !self.notes.is_empty() {
            println!();
        }
        for note in &self.notes {
            println!("- {note}");
        }
    }
}

/// Durations of the same thing.
#[derive(Clone, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    pub fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    pub fn add_all(&mut self, others: Times) {
        self.0.extend(others.0);
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The time that this share of them do not exceed; 0.5 is the median.
    pub fn quantile(&self, share: f64) -> Duration {
        assert!(!self.0.is_empty(), "nothing was measured");
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let at = (share * sorted.len() as f64).ceil() as usize;
        sorted[at.clamp(1, sorted.len()) - 1]
    }

    /// How many were longer.
    pub fn above(&self, limit: Duration) -> usize {
        self.0.iter().filter(|time| **time > limit).count()
    }

    pub fn median(&self) -> Duration {
        self.quantile(0.5)
    }

    pub fn max(&self) -> Duration {
        self.quantile(1.0)
    }
}

impl Extend<Duration> for Times {
    fn extend<I: IntoIterator<Item = Duration>>(&mut self, times: I) {
        self.0.extend(times);
    }
}

/// Milliseconds, as exact as makes sense.
pub fn ms(time: Duration) -> String {
    rounded(time.as_secs_f64() * 1000.0)
}

pub fn seconds(time: Duration) -> String {
    rounded(time.as_secs_f64())
}

/// Milliseconds for each of so many.
pub fn ms_each(time: Duration, count: usize) -> String {
    rounded(time.as_secs_f64() * 1000.0 / count as f64)
}

pub fn per_second(count: usize, time: Duration) -> String {
    rounded(count as f64 / time.as_secs_f64())
}

pub fn mb(bytes: u64) -> String {
    rounded(bytes as f64 / 1e6)
}

pub fn kb(bytes: usize) -> String {
    rounded(bytes as f64 / 1e3)
}

/// Three digits that count.
pub fn rounded(value: f64) -> String {
    match value.abs() {
        0.0 => "0".to_owned(),
        size if size < 1.0 => format!("{value:.3}"),
        size if size < 10.0 => format!("{value:.2}"),
        size if size < 100.0 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}
