//! Reading and writing acts of moderation, reports and cases.

mod actions;
mod cases;
mod log;
mod reports;

pub use actions::{
    Saved, act_by_id, acts_about, authored_comments, authored_posts, is_lifted,
    list_removals_among, save_action, set_undone, took_away, took_branch,
};
pub use cases::{
    CaseRow, CasesOf, Nearby, PastAct, Told, case_row, count_open_cases, find_case, insert_case,
    insert_note, list_acts_against, list_cases, list_cases_beside, list_nearby, list_notes,
    open_case_about, update_claim, update_for_server, update_reopened, update_settled,
};
pub use log::{LogOf, LogRow, Logged, list_log, list_reversed, list_unnamed_teams};
pub use reports::{
    Name, Record, Reporter, Reporting, insert_report, list_ids_in, list_records, list_reporters,
    list_reports_in, open_report_of, report_by_ap_id, update_case, update_resolved,
};
