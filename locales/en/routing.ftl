routing-title = Questions that wait
routing-lede = Without an answer, in all communities that you follow.
routing-questions = Questions
routing-title-of = Questions that wait, { $place }
# Above questions whose askers had others asked.
routing-urgent = Their askers wait most for an answer:
routing-none = Every question is answered
routing-none-text = Nothing waits here.
routing-find = Find communities

## Saying yes to being asked
routing-help = Be asked when you could help
routing-help-text = If you say yes, you get a notice when a question waits too long. Nobody is asked who has not said so, and never twice about one question.
routing-help-tags = Tags that you know
routing-help-tags-help = With commas between them. None: any question.
routing-help-often = At most so often in a week
routing-help-yes = Yes, ask me
routing-help-end = Ask me no more
routing-asked-any =
    { $count ->
        [one] You are asked about any question, at most { $count } time a week.
       *[other] You are asked about any question, at most { $count } times a week.
    }
# $tags are tags with commas between them.
routing-asked-tags =
    { $count ->
        [one] You are asked about { $tags }, at most { $count } time a week.
       *[other] You are asked about { $tags }, at most { $count } times a week.
    }
routing-said-yes = You are asked when a question waits.
routing-said-no = You are not asked any more.
routing-elsewhere = The community is on <bdi>{ $host }</bdi>, which is told and does the asking: its answer, and later the questions, come to your <messages>messages</messages>.
routing-sent = Sent to { $host }. Its answer comes to your messages.
routing-sent-any =
    { $count ->
        [one] You said that you may be asked about any question, at most { $count } time a week.
       *[other] You said that you may be asked about any question, at most { $count } times a week.
    }
# $tags are tags with commas between them.
routing-sent-tags =
    { $count ->
        [one] You said that you may be asked about { $tags }, at most { $count } time a week.
       *[other] You said that you may be asked about { $tags }, at most { $count } times a week.
    }
routing-wrong-often = A number from 1 to { $most }.
routing-wrong-tags = Tags are words of letters, digits, hyphens and underscores, with commas between them.
routing-too-many-tags = At most { $most } tags.

## Having others asked
routing-bumped-alone = It stands above the other questions that wait. There is nobody else to be asked now.
routing-bumped =
    { $count ->
        [one] It stands above the other questions that wait, and { $count } member is asked.
       *[other] It stands above the other questions that wait, and { $count } members are asked.
    }
