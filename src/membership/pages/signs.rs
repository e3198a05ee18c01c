//! Signs of life of a community, in sentences.

/// How many of the last questions have an answer.
pub(super) fn answered(questions: usize, answered: usize) -> String {
    match (questions, answered) {
        (1, 0) => t!("membership-signs-open"),
        (1, _) => t!("membership-signs-answered"),
        (all, 0) => t!("membership-signs-answered-none", all = all),
        (all, some) if some >= all => t!("membership-signs-answered-all", all = all),
        (all, some) => t!("membership-signs-answered-some", count = some, all = all),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_in_whole_sentences() {
        for (questions, some, said) in [
            (1, 0, "The last question has no answer yet."),
            (1, 1, "The last question has an answer."),
            (3, 0, "None of the last 3 questions has an answer yet."),
            (3, 1, "1 of the last 3 questions has an answer."),
            (3, 2, "2 of the last 3 questions have an answer."),
            (3, 3, "All of the last 3 questions have an answer."),
        ] {
            assert_eq!(answered(questions, some), said);
        }
    }
}
