//! Reading and writing acts of moderation and reports.

mod actions;
mod log;
mod reports;

pub use actions::{
    Saved, acts_about, authored_comments, authored_posts, is_lifted, list_removals_among,
    save_action, set_undone, took_away, took_branch,
};
pub use log::{LogOf, LogRow, Logged, list_log};
pub use reports::{
    ReportRow, count_open_reports, find_report, insert_report, list_open_about, list_open_reports,
    open_report_of, update_resolved,
};
