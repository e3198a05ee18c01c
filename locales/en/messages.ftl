## The pages
messages-title = Messages
messages-write = Write
messages-to = Write to
messages-to-help = As in ada or ada@other.example.
messages-to-nobody = We know nobody of this name. Somebody on another server is found by searching for them first.
messages-new = { $count } new
messages-none = No messages yet
messages-none-text = Messages are between two people, here or on other servers. Write to somebody above, or from their profile.
messages-none-between = You have not written to each other yet.
# In place of the name of whoever wrote a message.
messages-you = You
messages-edited = edited
# In place of the words of a message.
messages-deleted = Deleted
messages-delete = Delete…
messages-delete-title = Delete this message?
messages-delete-lede = Its words go, here and, if its server does as it is asked, where it was sent. They cannot be brought back.
messages-delete-submit = Delete
messages-body = Message
messages-body-help = Markdown works. Only the two of you read it, and whoever runs your servers could.
messages-body-empty = Write something first.
messages-body-long = At most { $most } characters.
messages-send = Send

## What communities here say to people of other servers about joining, in the language of the community, as Markdown.
## The words in capitals are read when somebody answers: AGREE, JOIN, HELP, HELP NO, in German also ZUSTIMMEN, BEITRETEN, HELFEN, HELFEN NEIN. A translation leaves them as they are here.
messages-letter-waits = What you sent to “{ $place }” has come and waits: only members write there. It is shown when you are one. On your own server it can be seen meanwhile.
messages-letter-join = This is how to join “{ $place }”.
messages-letter-agree-waits = What you sent to “{ $place }” waits until you agree to its rules as they are now. On your own server it can be seen meanwhile.
messages-letter-agree-until = You are a member of “{ $place }” and stay one. Its members are asked to agree to its rules as they are now. Until { $day } you go on as before; after that what you write there is kept and held until you agree.
messages-letter-agree = You are a member of “{ $place }” and stay one. Its members are asked to agree to its rules as they are now. What you write there is kept and held until you agree.
# The same, sent once more.
messages-letter-again-waits = Once more, since no answer came: what you sent to “{ $place }” has come and waits: only members write there. It is shown when you are one. On your own server it can be seen meanwhile.
messages-letter-again-join = Once more, since no answer came: this is how to join “{ $place }”.
messages-letter-again-agree-waits = Once more, since no answer came: what you sent to “{ $place }” waits until you agree to its rules as they are now. On your own server it can be seen meanwhile.
messages-letter-again-agree-until = Once more, since no answer came: you are a member of “{ $place }” and stay one. Its members are asked to agree to its rules as they are now. Until { $day } you go on as before; after that what you write there is kept and held until you agree.
messages-letter-again-agree = Once more, since no answer came: you are a member of “{ $place }” and stay one. Its members are asked to agree to its rules as they are now. What you write there is kept and held until you agree.
messages-letter-rules = Rules
messages-letter-rules-long = The rules are long; read them on the page below.
messages-letter-questions = Questions
# A question that need not be answered.
messages-letter-optional = { $question } (may be left out)
messages-letter-needs-yes = Only who answers yes to this can apply.
messages-letter-yes-or-no = Answer yes or no.
messages-letter-one-of = One of: { $choices }
messages-letter-to-agree = To agree, reply to this message with AGREE.
messages-letter-to-join = To join, reply to this message with AGREE.
messages-letter-to-apply = To apply, reply to this message with AGREE.
# Where there are questions.
messages-letter-to-apply-answers = To apply, reply to this message with AGREE and your answers, each behind its number, as in “1: …”.
# Where there are rules and questions.
messages-letter-to-apply-rules = To apply, reply to this message with AGREE and, below it, your answers, each behind its number, as in “1: …”.
# $number is that of the first question whose answer is chosen.
messages-letter-choosing = Of what can be chosen, the number is enough, as in “{ $number }.1”.
messages-letter-page = Or use this page. It is yours alone and works once: { $link }
messages-letter-ends = If you do not want to, do nothing. After { $days } days this ends by itself; write JOIN to get it again.
messages-letter-agree-ends = If you do nothing, you stay a member and read on. This message can be answered for { $days } days; write JOIN to get it again.
messages-wrong-yes = This needs a yes.

## What they are told who have answered, and who wait
messages-welcome = You are a member of “{ $place }” now. If something of yours waited, it is shown there: { $link }
messages-applied = The conveners of “{ $place }” have your application. They decide, and you get a message when they have.
messages-agreed = Thank you: you have agreed to the rules of “{ $place }”.
messages-agreed-shown = Thank you: you have agreed to the rules of “{ $place }”. What you wrote meanwhile is shown now.
messages-more-taken = The conveners of “{ $place }” have your answer. You get a message when they have decided.
messages-more-taken-server = The conveners of “{ $place }” have your answer. When they have decided, your own server gives you a notice.
messages-waits = The conveners of “{ $place }” have your application and have yet to decide. You get a message when they have decided.
messages-waits-server = The conveners of “{ $place }” have your application and have yet to decide. When they have decided, your own server gives you a notice.
# Before what they ask.
messages-more-asked = Before they decide about your application to “{ $place }”, the conveners ask you something. Reply to this message:
# Before what they write.
messages-declined = The conveners of “{ $place }” have declined your application. You can apply again: write JOIN. They write:
messages-declined-until = The conveners of “{ $place }” have declined your application. You can apply again from { $day } on: write JOIN then. They write:
messages-expired = Nobody decided about your application to “{ $place }” in its time, so it has ended. You can apply again: write JOIN.
# Said to the server of whoever applied.
messages-nobody-decided = Nobody decided about the application in its time, so it has ended.
# $address: the address of what they wrote.
messages-held = What you wrote in “{ $place }” waits until somebody who looks after it has read it: { $address } You need not do anything.
messages-not-shown = What you wrote in “{ $place }” is not shown there: { $address } The reason that was given:
messages-member-already = You are a member of “{ $place }”. Nobody reads what is written to this address; write in the community, or to one of its people.

## Why they cannot join
messages-barred-waits = What you sent to “{ $place }” has come and waits: only members write there.
messages-barred-too-soon = You can apply to “{ $place }” again from { $day } on.
messages-barred-invitation = “{ $place }” takes new members by invitation only; ask somebody who is there.
messages-barred-domain = “{ $place }” takes people with an e-mail address of certain organisations, which is shown with an account on its own server.
# $reason is a sentence, such as error-joining-closed.
messages-barred = You cannot join “{ $place }” now. { $reason }

## What is said to what was not understood
messages-not-understood = This was not understood. Nobody reads what is written to this address: it only answers those who want to join “{ $place }”. Reply to the message with the rules with AGREE and, below it, your answers, each behind its number, as in “1: …”. Write JOIN to get that message again.
# Before a list of what is missing, and behind it.
messages-missing = Something is missing before this can go to the conveners of “{ $place }”:
messages-missing-again = Reply once more with AGREE and all your answers, each behind its number, as in “1: …”. Write JOIN to get the questions again.
messages-which-community = Nobody reads what is written to this address. To join a community of this server, write JOIN and its name, as in “JOIN luthiers”.
# Before a list of communities, and behind it; $name is that of the first.
messages-which-of = More than one community of this server waits for an answer of yours:
messages-which-of-line = “{ $place }”: !{ $name }
messages-which-of-again = Begin your answer with the name of the one that you mean, as in “!{ $name } AGREE”.

## What came of a report
# Before the words of those who look after the community.
messages-report-acted = What you reported in “{ $place }” was looked at, and something was done.
messages-report-nothing = What you reported in “{ $place }” was looked at, and nothing had to be done.

## Being asked about questions that wait
messages-helper-asked = In “{ $place }” a question waits for an answer: “{ $title }”. { $link }
messages-helper-asked-end = You wanted to be asked. If you can help, answer it where you read it. To be asked no more, write HELP NO.
messages-helper-any =
    { $count ->
        [one] Thank you. When one waits too long in “{ $place }”, you are asked about any question, at most once in a week. Write HELP with other tags to change that, or HELP NO to end it.
       *[other] Thank you. When one waits too long in “{ $place }”, you are asked about any question, at most { $count } times in a week. Write HELP with other tags to change that, or HELP NO to end it.
    }
messages-helper-tags =
    { $count ->
        [one] Thank you. When one waits too long in “{ $place }”, you are asked about questions with the tags { $tags }, at most once in a week. Write HELP with other tags to change that, or HELP NO to end it.
       *[other] Thank you. When one waits too long in “{ $place }”, you are asked about questions with the tags { $tags }, at most { $count } times in a week. Write HELP with other tags to change that, or HELP NO to end it.
    }
messages-helper-ended = You are asked no more in “{ $place }”.
messages-helper-ended-all = You are asked no more in any community of this server.
# $problems is one sentence or more.
messages-helper-not-understood = That was not understood: { $problems }
messages-helper-example = To be asked about questions in “{ $place }”, write for instance: HELP glue, varnish 2
messages-helper-refused = You cannot be asked in “{ $place }”. { $reason }
messages-helper-where = In which community do you want to be asked? Write its name behind a “!”, as in: HELP !luthiers glue, varnish 2

## Why a post was not taken. Behind each that ends with a colon stands an address.
messages-refused-banned = Your post was not taken into “{ $place }”: you are banned there.
messages-refused-banned-log = Your post was not taken into “{ $place }”: you are banned there. Its moderation log says who decided that and why:
messages-refused-members = Your post was not taken into “{ $place }”: only its members begin threads there.
messages-refused-conveners = Your post was not taken into “{ $place }”: only its conveners and moderators begin threads there.
messages-refused-answer = You can follow it and answer in its threads:
messages-refused-follow = You can follow it and read along:
messages-refused-closed = Nobody else reads it, and it takes no new members. What it is for is said here:
messages-refused-join = Only members read it. What it is for, and how to join, is said here:
# $why is a sentence, such as error-invitation-needed.
messages-why-not = You asked to follow “{ $place }”. { $why } What it is for, and how to join it with an account on { $host } or on another Guildhall server, is said here:

## Bans. Behind each that ends with a colon stands an address.
messages-banned = You are banned from “{ $place }”: what you write to it is not taken.
messages-banned-until = You are banned from “{ $place }” until { $day }, { $time } UTC: what you write to it is not taken.
messages-banned-why = The reason that was given: { $reason }
messages-banned-no-reason = No reason was given.
messages-banned-log = Its moderation log says who decided that:
messages-unbanned = You are no longer banned from “{ $place }”:

## An invitation, written in the name of whoever invites
messages-invitation = I invite you into “{ $place }”, a community on { $host }.
messages-invitation-page = What it is for, its rules, and how you join from where you are: { $link }

## Appeals, and what is said to those who look after a community
messages-banned-appeal = If you think that this is wrong, answer this message and say why, once; or say it on this page, which is for you alone:
messages-appeal-taken = Your appeal is with those who look after “{ $place }”. You will be told what comes of it.
messages-appeal-not-taken = What you wrote to those who look after “{ $place }” was not taken: { $why }
messages-appeal-upheld = Your appeal in “{ $place }” has been decided: it stands. What you are told:
messages-appeal-reversed = Your appeal in “{ $place }” has been decided: it was taken back. What you are told:
messages-team-passed = Those who look after “{ $place }” have your message. They answer here.
messages-team-join = To join “{ $place }”, write JOIN.
messages-team-answer = Those who look after “{ $place }” answer you:
messages-team-again = Reply to this message to write to them again.
