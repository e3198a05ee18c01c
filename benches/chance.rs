//! Chance that is the same in every run, and the shapes that people's doings have.

/// SplitMix64.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    /// From 0 to below 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Few are chosen often and many seldom (Zipf's law with exponent 1): the first of `count`
    /// twice as often as the second.
    pub fn zipf(&mut self, count: usize) -> usize {
        let picked = (count as f64 + 1.0).powf(self.unit());
        (picked as usize - 1).min(count - 1)
    }

    /// A length as texts have it: log-normal, from 40 to 2,000, half of them below 180.
    pub fn length(&mut self) -> usize {
        let normal = (0..12).map(|_| self.unit()).sum::<f64>() - 6.0;
        (180.0 * (0.9 * normal).exp()).clamp(40.0, 2000.0) as usize
    }

    /// Words until there are so many characters.
    pub fn words(&mut self, length: usize) -> String {
        let mut text = String::with_capacity(length + 12);
        while text.len() < length {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(WORDS[self.below(WORDS.len())]);
        }
        text
    }
}

const WORDS: [&str; 96] = [
    "the",
    "soil",
    "of",
    "a",
    "bed",
    "with",
    "compost",
    "should",
    "be",
    "dark",
    "and",
    "crumbly",
    "when",
    "you",
    "plant",
    "leeks",
    "in",
    "spring",
    "I",
    "would",
    "wait",
    "until",
    "night",
    "frost",
    "is",
    "over",
    "but",
    "my",
    "neighbour",
    "sows",
    "beans",
    "every",
    "year",
    "before",
    "that",
    "works",
    "too",
    "if",
    "they",
    "are",
    "covered",
    "what",
    "do",
    "others",
    "think",
    "about",
    "mulch",
    "made",
    "from",
    "straw",
    "or",
    "leaves",
    "snails",
    "love",
    "it",
    "so",
    "we",
    "tried",
    "copper",
    "rings",
    "which",
    "helped",
    "for",
    "two",
    "weeks",
    "then",
    "rain",
    "came",
    "water",
    "less",
    "often",
    "at",
    "root",
    "not",
    "on",
    "leaf",
    "tomatoes",
    "need",
    "light",
    "roof",
    "against",
    "blight",
    "potassium",
    "nitrogen",
    "graft",
    "apple",
    "scion",
    "quince",
    "stock",
    "knife",
    "sharp",
    "clean",
    "cut",
    "wax",
    "patience",
    "harvest",
];
