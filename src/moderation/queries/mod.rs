//! Reading and writing acts of moderation and reports.

mod actions;
mod log;
mod reports;

pub use actions::{
    Saved, act_by_id, acts_about, authored_comments, authored_posts, latest_boost, save_action,
    set_undone,
};
pub use log::{LogOf, LogRow, Logged, list_log, list_unnamed_teams};
pub use reports::{
    ReportRow, count_open_reports, find_report, insert_report, list_open_about, list_open_reports,
    open_report_of, update_resolved,
};
