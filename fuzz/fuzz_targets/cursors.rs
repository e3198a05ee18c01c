//! Places in lists, as they stand in addresses.
#![no_main]

use guildhall::posts::queries::{Cursor, Sort};
use guildhall::web::paging::{read_number, read_place, write_place};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let sorts = [
        Sort::Hot,
        Sort::New,
        Sort::Active,
        Sort::Top { since: None },
        Sort::Unanswered,
    ];
    for sort in sorts {
        if let Ok(cursor) = Cursor::parse(sort, text) {
            let again = Cursor::parse(sort, &cursor.encode()).expect("what was written is read");
            assert_eq!(cursor, again);
        }
    }
    if let Ok((at, number)) = read_place(text) {
        let again = read_place(&write_place(at, number)).expect("what was written is read");
        assert_eq!(again, (at, number));
    }
    let _ = read_number(text);
});
