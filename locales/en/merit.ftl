## What somebody's answers count for in a community
merit-title = Standing, { $place }
merit-heading = Standing
merit-own = What your answers and accepted edits in this community count for: { $points }. A change takes a minute or two to show.
merit-visitor = What somebody's answers count for in this community. Who signs in sees theirs here.
merit-tags = By tag
# Behind a tag: points, and what they are for.
merit-tag =
    { $points ->
        [one] { $points } point
       *[other] { $points } points
    }: { $answers ->
        [one] { $answers } answer
       *[other] { $answers } answers
    }, { $accepted } accepted
merit-tag-edits =
    { $points ->
        [one] { $points } point
       *[other] { $points } points
    }: { $answers ->
        [one] { $answers } answer
       *[other] { $answers } answers
    }, { $accepted } accepted; { $edits ->
        [one] { $edits } accepted edit
       *[other] { $edits } accepted edits
    }
merit-answers = Answer by answer
merit-answers-none = No answers of yours here yet.
merit-edits = Accepted edits
# Behind an answer or an edit: each reason with the points for it. Those of an answer stand together, with “; ” between them.
merit-accepted = accepted: +{ $points }
merit-ups =
    { $count ->
        [one] { $count } vote for it: +{ $points }
       *[other] { $count } votes for it: +{ $points }
    }
merit-downs =
    { $count ->
        [one] { $count } vote against it: −{ $points }
       *[other] { $count } votes against it: −{ $points }
    }
merit-uncounted =
    { $count ->
        [one] { $count } more vote: 0, by the rules below
       *[other] { $count } more votes: 0, by the rules below
    }
merit-edit-uncounted = accepted: 0, by the rules below

## The rules
merit-rules = How it is counted
merit-rule-points = An answer that somebody else accepted counts { $accepted }; each vote for an answer { $up }, each vote against it −1.
merit-rule-oneself = What you do for your own answers counts nothing; nor does an acceptance of your answer to your own question.
merit-rule-one = Of acceptances by one and the same person { $accepted } count, and their votes on { $votes } of your answers; on { $mutual } where you vote for theirs as well.
merit-rule-outside = Of votes of people who do not belong here { $outside } count for each answer, and of one other server { $host }.
merit-rule-edits = An edit of somebody else's words that was suggested and accepted counts { $points }; of those that one person accepted { $most } count, and none that one accepted oneself.
merit-rule-banned = Votes of people who are banned for good count nothing.
merit-rule-gone = What is deleted, removed or waiting for a moderator counts nothing while it is. No sum goes below 0, and none is made over communities.
