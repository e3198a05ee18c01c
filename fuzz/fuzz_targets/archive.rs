//! A backup that somebody brings along.
#![no_main]

use guildhall::backup::verify;
use libfuzzer_sys::fuzz_target;
use std::io::Write;

fuzz_target!(|data: &[u8]| {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(data).expect("room for it");
    file.flush().expect("room for it");
    let _ = verify(file.path());
});
