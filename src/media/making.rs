//! Makes a picture of ours from what somebody sent. What it is, its bytes say and not its name; how large it is,
//! its head says, which is read before room is made for it; and what comes out is written anew, so that nothing
//! of the file is left but what one sees.

use super::model::{PictureType, Shape};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{
    DynamicImage, GenericImageView, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits,
    Rgba,
};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Pixels of what is sent (safety.md M-01).
const PIXELS_MAX: u64 = 40_000_000;
/// Bytes that a picture may need while it is read, itself included.
const ROOM_MAX: u64 = 256 * 1024 * 1024;
/// Of these for its pixels alone; the rest is for the reader.
const PLANE_MAX: u64 = 192 * 1024 * 1024;
/// The longer side of a picture in a text.
pub(super) const WHOLE_MAX: u32 = 2_048;
const SQUARE: u32 = 400;
const STRIP: (u32, u32) = (1_500, 500);
/// From so many bytes on, a picture that hides nothing behind it is kept as a photograph.
const PNG_MAX: usize = 1024 * 1024;
const QUALITY: u8 = 85;

/// What is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub media_type: PictureType,
    pub bytes: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// Why there is no picture, as whoever sent it should read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("{}", t!("media-unreadable"))]
    Unreadable,
    #[error("{}", t!("media-moving"))]
    Moving,
    #[error("{}", t!("media-pixels"))]
    TooLarge,
}

/// The picture in this shape. A reader that breaks over what it is given has read nothing.
pub fn make(bytes: &[u8], shape: Shape) -> Result<Made, Fault> {
    catch_unwind(AssertUnwindSafe(|| make_unguarded(bytes, shape)))
        .unwrap_or(Err(Fault::Unreadable))
}

fn make_unguarded(bytes: &[u8], shape: Shape) -> Result<Made, Fault> {
    let format = image::guess_format(bytes).map_err(|_| Fault::Unreadable)?;
    if moves(bytes, format)? {
        return Err(Fault::Moving);
    }
    let whole = read(bytes, format)?;
    let cut = cut(whole, shape);
    let drawn = matches!(format, ImageFormat::Png | ImageFormat::Gif);
    write(cut, drawn)
}

/// Only the four formats whose readers are compiled in come this far.
fn moves(bytes: &[u8], format: ImageFormat) -> Result<bool, Fault> {
    Ok(match format {
        ImageFormat::Png => {
            let reader = PngDecoder::with_limits(Cursor::new(bytes), limits()).map_err(fault)?;
            reader.is_apng().map_err(fault)?
        }
        ImageFormat::WebP => {
            let reader = WebPDecoder::new(Cursor::new(bytes)).map_err(fault)?;
            reader.has_animation()
        }
        ImageFormat::Gif => gif_frames(bytes) > 1,
        ImageFormat::Jpeg => false,
        _ => return Err(Fault::Unreadable),
    })
}

/// Pictures in a GIF, counted up to two without reading any of them.
fn gif_frames(bytes: &[u8]) -> usize {
    let table = |flags: u8| match flags & 0x80 {
        0 => 0,
        _ => 3 << (usize::from(flags & 7) + 1),
    };
    let byte = |at: usize| bytes.get(at).copied();
    let Some(flags) = byte(10) else { return 0 };
    let mut at = 13 + table(flags);
    let mut frames = 0;
    while frames < 2 {
        at = match byte(at) {
            // An extension: its kind, then blocks.
            Some(0x21) => at + 2,
            Some(0x2c) => {
                frames += 1;
                let Some(flags) = byte(at + 9) else { break };
                at + 11 + table(flags)
            }
            _ => break,
        };
        // Each block says how long it is; the last one is empty.
        while let Some(length) = byte(at) {
            at += 1 + usize::from(length);
            if length == 0 {
                break;
            }
        }
    }
    frames
}

fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(ROOM_MAX);
    limits
}

fn fault(error: ImageError) -> Fault {
    match error {
        ImageError::Limits(_) => Fault::TooLarge,
        _ => Fault::Unreadable,
    }
}

fn read(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, Fault> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(fault)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width).saturating_mul(u64::from(height));
    if pixels > PIXELS_MAX || decoder.total_bytes() > PLANE_MAX {
        return Err(Fault::TooLarge);
    }
    // What tells which side is up goes with the rest of what cameras write, so the picture is turned.
    let up = decoder.orientation();
    let mut image = DynamicImage::from_decoder(decoder).map_err(fault)?;
    if let Ok(up) = up
        && up != Orientation::NoTransforms
    {
        // Turning it takes as much room once more.
        image = shrunk(image, 2 * WHOLE_MAX);
        image.apply_orientation(up);
    }
    Ok(image)
}

fn cut(image: DynamicImage, shape: Shape) -> DynamicImage {
    let (width, height) = image.dimensions();
    match shape {
        Shape::Whole if width <= WHOLE_MAX && height <= WHOLE_MAX => image,
        Shape::Whole => {
            let image = shrunk(image, 2 * WHOLE_MAX);
            image.resize(WHOLE_MAX, WHOLE_MAX, FilterType::CatmullRom)
        }
        Shape::Square => {
            let side = width.min(height).clamp(1, SQUARE);
            let image = shrunk(image, WHOLE_MAX);
            image.resize_to_fill(side, side, FilterType::CatmullRom)
        }
        Shape::Strip => {
            let (most, high) = STRIP;
            let wide = width.min(height.saturating_mul(most / high)).clamp(3, most);
            let image = shrunk(image, 2 * WHOLE_MAX);
            image.resize_to_fill(wide, wide / 3, FilterType::CatmullRom)
        }
    }
}

/// What is far larger than it is to be, made smaller without the room that doing it well takes.
fn shrunk(image: DynamicImage, most: u32) -> DynamicImage {
    let (width, height) = image.dimensions();
    match width > most || height > most {
        true => image.thumbnail(most, most),
        false => image,
    }
}

/// Photographs as JPEG; what was drawn, and what one sees through, as PNG.
fn write(image: DynamicImage, drawn: bool) -> Result<Made, Fault> {
    let seen_through = image.color().has_alpha() && !is_opaque(&image);
    if drawn || seen_through {
        let kept = match seen_through {
            true => DynamicImage::ImageRgba8(image.into_rgba8()),
            false => DynamicImage::ImageRgb8(image.into_rgb8()),
        };
        let mut bytes = Vec::new();
        let written = kept.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png);
        written.map_err(fault)?;
        if seen_through || bytes.len() <= PNG_MAX {
            return Ok(made(&kept, PictureType::Png, bytes));
        }
        return photograph(&kept);
    }
    photograph(&DynamicImage::ImageRgb8(image.into_rgb8()))
}

fn photograph(image: &DynamicImage) -> Result<Made, Fault> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    image.write_with_encoder(encoder).map_err(fault)?;
    Ok(made(image, PictureType::Jpeg, bytes))
}

fn made(image: &DynamicImage, media_type: PictureType, bytes: Vec<u8>) -> Made {
    Made {
        media_type,
        bytes,
        width: image.width(),
        height: image.height(),
    }
}

fn is_opaque(image: &DynamicImage) -> bool {
    image
        .pixels()
        .all(|(_, _, Rgba([_, _, _, alpha]))| alpha == u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::tests::{gif, jpeg, png, with_chunk};
    use image::codecs::gif::GifEncoder;
    use image::{Frame, RgbImage, RgbaImage};

    fn type_of(bytes: &[u8]) -> ImageFormat {
        image::guess_format(bytes).unwrap()
    }

    /// M-01.
    #[test]
    fn a_picture_that_claims_to_be_huge_is_refused_before_room_is_made_for_it() {
        // Only the head says so: there is next to nothing behind it.
        let mut bomb = png(8, 8);
        for at in [16, 20] {
            bomb[at..at + 4].copy_from_slice(&65_535_u32.to_be_bytes());
        }
        let sum = crc(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&sum.to_be_bytes());
        assert_eq!(make(&bomb, Shape::Whole), Err(Fault::TooLarge));

        let mut bomb = gif(1);
        bomb[6..10].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
        assert_eq!(make(&bomb, Shape::Whole), Err(Fault::TooLarge));
    }

    /// The sum that ends a part of a PNG.
    fn crc(bytes: &[u8]) -> u32 {
        let mut sum = u32::MAX;
        for byte in bytes {
            sum ^= u32::from(*byte);
            for _ in 0..8 {
                let odd = sum & 1 == 1;
                sum >>= 1;
                if odd {
                    sum ^= 0xedb8_8320;
                }
            }
        }
        !sum
    }

    /// M-01.
    #[test]
    fn what_moves_is_refused_however_many_pictures_it_has() {
        assert_eq!(gif_frames(&gif(1)), 1);
        assert_eq!(gif_frames(&gif(500)), 2);
        assert!(make(&gif(1), Shape::Whole).is_ok());
        assert_eq!(make(&gif(2), Shape::Whole), Err(Fault::Moving));
        assert_eq!(make(&gif(500), Shape::Whole), Err(Fault::Moving));
    }

    /// M-02.
    #[test]
    fn nothing_is_left_of_what_a_camera_wrote() {
        let told = b"GPS 48.2082 16.3738, serial 31337";
        let mut photo = jpeg(40, 20);
        // A part for applications, behind the mark that begins the file.
        let mut part = vec![0xff, 0xe1, 0, 0];
        part.extend_from_slice(b"Exif\0\0");
        part.extend_from_slice(told);
        let length = u16::try_from(part.len() - 2).unwrap();
        part[2..4].copy_from_slice(&length.to_be_bytes());
        photo.splice(2..2, part);
        let text = [b"Comment\0".as_slice(), told].concat();
        let drawing = with_chunk(&png(40, 20), *b"tEXt", &text, crc);
        for sent in [photo, drawing] {
            assert!(holds(&sent, told), "it was there");
            let made = make(&sent, Shape::Whole).unwrap();
            assert!(!holds(&made.bytes, told));
            assert!(!holds(&made.bytes, b"Exif") && !holds(&made.bytes, b"tEXt"));
            assert_eq!((made.width, made.height), (40, 20));
        }
    }

    fn holds(bytes: &[u8], part: &[u8]) -> bool {
        bytes.windows(part.len()).any(|window| window == part)
    }

    #[test]
    fn a_picture_is_turned_as_its_camera_was_held() {
        let mut exif =
            b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let mut part = vec![0xff, 0xe1];
        part.extend_from_slice(&length);
        part.append(&mut exif);
        let mut photo = jpeg(40, 20);
        photo.splice(2..2, part);
        let made = make(&photo, Shape::Whole).unwrap();
        assert_eq!((made.width, made.height), (20, 40));
    }

    /// M-03.
    #[test]
    fn what_is_two_things_at_once_comes_out_as_a_picture_alone() {
        let script = b"<script>alert(1)</script>";
        let archive = b"PK\x03\x04 also an archive";
        for behind in [script.as_slice(), archive.as_slice()] {
            for picture in [png(8, 8), jpeg(8, 8), gif(1)] {
                let both = [picture.as_slice(), behind].concat();
                let made = make(&both, Shape::Whole).unwrap();
                assert!(!holds(&made.bytes, behind));
                let format = type_of(&made.bytes);
                assert_eq!(format.to_mime_type(), made.media_type.as_str());
            }
        }
        let others: [&[u8]; 6] = [
            b"",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            b"<!doctype html><script>alert(1)</script>",
            b"%PDF-1.7 GIF89a",
            b"GIF89a/*\x00\x00*/=1;alert(1)",
            b"BM\x00\x00\x00\x00",
        ];
        for other in others {
            assert_eq!(make(other, Shape::Whole), Err(Fault::Unreadable));
        }
    }

    /// M-05: every beginning of a picture, and pictures with a byte changed, are read or refused.
    #[test]
    fn broken_pictures_break_nothing() {
        for whole in [png(24, 24), jpeg(24, 24), gif(1)] {
            for end in 0..whole.len() {
                let _ = make(&whole[..end], Shape::Whole);
            }
            for at in 0..whole.len() {
                let mut changed = whole.clone();
                changed[at] ^= 0x5a;
                if let Ok(made) = make(&changed, Shape::Whole) {
                    let pixels = u64::from(made.width) * u64::from(made.height);
                    assert!(pixels <= u64::from(WHOLE_MAX).pow(2));
                }
            }
            assert!(make(&whole, Shape::Whole).is_ok());
        }
    }

    #[test]
    fn pictures_are_no_larger_than_they_are_shown() {
        let cases = [
            ((3_000, 1_500), Shape::Whole, (2_048, 1_024)),
            ((300, 1_500), Shape::Whole, (300, 1_500)),
            ((9_000, 3), Shape::Whole, (2_048, 1)),
            ((900, 700), Shape::Square, (400, 400)),
            ((50, 70), Shape::Square, (50, 50)),
            ((4_500, 2_000), Shape::Strip, (1_500, 500)),
            ((600, 600), Shape::Strip, (600, 200)),
        ];
        for ((width, height), shape, expected) in cases {
            let made = make(&png(width, height), shape).unwrap();
            assert_eq!(
                (made.width, made.height),
                expected,
                "{width} {height} {shape:?}"
            );
        }
    }

    #[test]
    fn photographs_stay_photographs_and_what_one_sees_through_stays_so() {
        assert_eq!(
            make(&jpeg(9, 9), Shape::Whole).unwrap().media_type,
            PictureType::Jpeg
        );
        assert_eq!(
            make(&png(9, 9), Shape::Whole).unwrap().media_type,
            PictureType::Png
        );
        let mut clear = Vec::new();
        RgbaImage::from_pixel(9, 9, Rgba([1, 2, 3, 40]))
            .write_to(&mut Cursor::new(&mut clear), ImageFormat::WebP)
            .unwrap();
        let made = make(&clear, Shape::Whole).unwrap();
        assert_eq!(made.media_type, PictureType::Png);
        let read = image::load_from_memory(&made.bytes).unwrap();
        assert!(!is_opaque(&read));
        // A drawing that is in truth a photograph is kept as one.
        let noise = RgbImage::from_fn(1_200, 1_200, |x, y| {
            let seed = x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(2_246_822_519);
            let [a, b, c, _] = seed.wrapping_mul(3_266_489_917).to_le_bytes();
            image::Rgb([a, b, c])
        });
        let mut sent = Vec::new();
        noise
            .write_to(&mut Cursor::new(&mut sent), ImageFormat::Png)
            .unwrap();
        assert!(sent.len() > PNG_MAX);
        assert_eq!(
            make(&sent, Shape::Whole).unwrap().media_type,
            PictureType::Jpeg
        );
    }

    #[test]
    fn a_gif_is_counted_as_its_reader_counts_it() {
        let mut bytes = Vec::new();
        let mut encoder = GifEncoder::new(&mut bytes);
        for shade in [10, 200] {
            let frame = RgbaImage::from_pixel(5, 5, Rgba([shade, 0, 0, 255]));
            encoder.encode_frame(Frame::new(frame)).unwrap();
        }
        drop(encoder);
        assert_eq!(gif_frames(&bytes), 2);
    }
}
