//! What both databases can do and diesel has no word for.

use diesel::sql_types::{Integer, Text};

diesel::define_sql_function! {
    /// So many characters of a text, from this one on; the first is 1.
    #[sql_name = "substr"]
    fn start_of(text: Text, from: Integer, count: Integer) -> Text;
}
