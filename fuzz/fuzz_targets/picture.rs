//! What people send as pictures. Reading one may fail; it neither breaks nor takes more than it may.
#![no_main]

use guildhall::media::making::make;
use guildhall::media::model::Shape;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for shape in [Shape::Whole, Shape::Square, Shape::Strip] {
        let Ok(made) = make(data, shape) else {
            continue;
        };
        assert!(made.width <= 2_048 && made.height <= 2_048);
        let again = make(&made.bytes, shape).expect("what we made can be read");
        assert_eq!(again.media_type, made.media_type);
    }
});
