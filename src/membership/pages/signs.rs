//! Signs of life of a community, in sentences.

use crate::web::layout::count;

/// How many of the last questions have an answer.
pub(super) fn answered(questions: usize, answered: usize) -> String {
    let number = |n: usize| count(i64::try_from(n).unwrap_or(i64::MAX));
    let all = number(questions);
    match (questions, answered) {
        (1, 0) => "The last question has no answer yet.".to_owned(),
        (1, _) => "The last question has an answer.".to_owned(),
        (_, 0) => format!("None of the last {all} questions has an answer yet."),
        (_, 1) => format!("1 of the last {all} questions has an answer."),
        (_, some) if some >= questions => {
            format!("All of the last {all} questions have an answer.")
        }
        (_, some) => format!(
            "{} of the last {all} questions have an answer.",
            number(some)
        ),
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
