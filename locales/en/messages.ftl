## What communities say to people of other servers, in the language of the community: Markdown
# AGREE, JOIN, HELP and NO are read by this server: it knows the English words and the German ones (src/messages/reading.rs). A file in another language keeps the English ones.
messages-desk-letter-join = This is how to join “{ $title }”.
messages-desk-letter-join-again = Once more, since no answer came: this is how to join “{ $title }”.
messages-desk-letter-waits = What you sent to “{ $title }” has come and waits: only members write there. It is shown when you are one. On your own server it can be seen meanwhile.
messages-desk-letter-waits-again = Once more, since no answer came: what you sent to “{ $title }” has come and waits: only members write there. It is shown when you are one. On your own server it can be seen meanwhile.
messages-desk-letter-agree = You are a member of “{ $title }” and stay one. Its members are asked to agree to its rules as they are now.
messages-desk-letter-agree-again = Once more, since no answer came: you are a member of “{ $title }” and stay one. Its members are asked to agree to its rules as they are now.
messages-desk-letter-held = What you sent to “{ $title }” waits until you agree to its rules as they are now. On your own server it can be seen meanwhile.
messages-desk-letter-held-again = Once more, since no answer came: what you sent to “{ $title }” waits until you agree to its rules as they are now. On your own server it can be seen meanwhile.
# Behind messages-desk-letter-agree.
messages-desk-letter-until = Until { $day } you go on as before; after that what you write there is kept and held until you agree.
messages-desk-letter-over = What you write there is kept and held until you agree.
messages-desk-letter-rules = Rules
messages-desk-letter-rules-long = The rules are long; read them on the page below.
messages-desk-letter-questions = Questions
# Behind a question.
messages-desk-letter-optional = (may be left out)
messages-desk-letter-tick-required = Only who answers yes to this can apply.
messages-desk-letter-tick = Answer yes or no.
messages-desk-letter-choices = One of: { $choices }
messages-desk-letter-how-agree = To agree, reply to this message with AGREE.
messages-desk-letter-how-join = To join, reply to this message with AGREE.
messages-desk-letter-how-apply = To apply, reply to this message with AGREE.
messages-desk-letter-how-answer = To apply, reply to this message with AGREE and your answers, each behind its number, as in “1: …”.
messages-desk-letter-how-answer-rules = To apply, reply to this message with AGREE and, below it, your answers, each behind its number, as in “1: …”.
messages-desk-letter-how-choose = Of what can be chosen, the number is enough, as in “{ $number }.1”.
messages-desk-letter-page = Or use this page. It is yours alone and works once: { $link }
messages-desk-letter-join-end = If you do not want to, do nothing. After { $days } days this ends by itself; write JOIN to get it again.
messages-desk-letter-agree-end = If you do nothing, you stay a member and read on. This message can be answered for { $days } days; write JOIN to get it again.
messages-desk-welcome = You are a member of “{ $title }” now. If something of yours waited, it is shown there: { $link }
messages-desk-applied = The conveners of “{ $title }” have your application. They decide, and you get a message when they have.
messages-desk-agreed = Thank you: you have agreed to the rules of “{ $title }”.
messages-desk-agreed-shown = Thank you: you have agreed to the rules of “{ $title }”. What you wrote meanwhile is shown now.
messages-desk-answered = The conveners of “{ $title }” have your answer. You get a message when they have decided.
messages-desk-answered-server = The conveners of “{ $title }” have your answer. When they have decided, your own server gives you a notice.
messages-desk-waits = The conveners of “{ $title }” have your application and have yet to decide. You get a message when they have decided.
messages-desk-waits-server = The conveners of “{ $title }” have your application and have yet to decide. When they have decided, your own server gives you a notice.
# What the conveners ask follows.
messages-desk-asks = Before they decide about your application to “{ $title }”, the conveners ask you something. Reply to this message:
# Why follows.
messages-desk-declined = The conveners of “{ $title }” have declined your application. You can apply again: write JOIN. They write:
messages-desk-declined-until = The conveners of “{ $title }” have declined your application. You can apply again from { $day } on: write JOIN then. They write:
messages-desk-expired = Nobody decided about your application to “{ $title }” in its time, so it has ended. You can apply again: write JOIN.
# Said to the server of an applicant, which shows it to them.
messages-desk-nobody-decided = Nobody decided about the application in its time, so it has ended.
messages-desk-member = You are a member of “{ $title }”. Nobody reads what is written to this address; write in the community, or to one of its people.
# Why they cannot join follows.
messages-desk-held = What you sent to “{ $title }” has come and waits: only members write there.
messages-desk-too-soon = You can apply to “{ $title }” again from { $day } on.
messages-desk-invitation = “{ $title }” takes new members by invitation only; ask somebody who is there.
messages-desk-domain = “{ $title }” takes people with an e-mail address of certain organisations, which is shown with an account on its own server.
# Why follows, as a sentence.
messages-desk-barred = You cannot join “{ $title }” now.
messages-desk-not-understood = This was not understood. Nobody reads what is written to this address: it only answers those who want to join “{ $title }”. Reply to the message with the rules with AGREE and, below it, your answers, each behind its number, as in “1: …”. Write JOIN to get that message again.
# What is missing follows, each on a line.
messages-desk-missing = Something is missing before this can go to the conveners of “{ $title }”:
messages-desk-missing-how = Reply once more with AGREE and all your answers, each behind its number, as in “1: …”. Write JOIN to get the questions again.
# What is wrong with the answer to a question that is ticked.
messages-desk-needs-yes = This needs a yes.
messages-desk-question = In “{ $community }” a question waits for an answer: “{ $title }”. { $link }
messages-desk-question-how = You wanted to be asked. If you can help, answer it where you read it. To be asked no more, write HELP NO.
messages-desk-help = Thank you. When one waits too long in “{ $title }”, you are asked about any question, at most { $count } times in a week. Write HELP with other tags to change that, or HELP NO to end it.
messages-desk-help-tags = Thank you. When one waits too long in “{ $title }”, you are asked about questions with the tags { $tags }, at most { $count } times in a week. Write HELP with other tags to change that, or HELP NO to end it.
messages-desk-help-ended = You are asked no more in “{ $title }”.
messages-desk-help-not-understood = That was not understood: { $why }
# “glue, varnish 2” is an example: tags, and how often in a week.
messages-desk-help-how = To be asked about questions in “{ $title }”, write for instance: HELP glue, varnish 2
# Why follows, as a sentence.
messages-desk-help-refused = You cannot be asked in “{ $title }”.
messages-desk-help-where = In which community do you want to be asked? Write its name behind a “!”, as in: HELP !luthiers glue, varnish 2
messages-desk-which = Nobody reads what is written to this address. To join a community of this server, write JOIN and its name, as in “JOIN luthiers”.
# The communities follow, each on a line.
messages-desk-which-of = More than one community of this server waits for an answer of yours:
messages-desk-which-of-line = “{ $title }”: !{ $name }
messages-desk-which-of-how = Begin your answer with the name of the one that you mean, as in “!{ $name } AGREE”.

## What people of other servers are told who did not ask, in the language of the community: HTML. $page is a link
messages-refused-banned = Your post was not taken into “{ $title }”: you are banned there.
messages-refused-banned-log = Your post was not taken into “{ $title }”: you are banned there. Its moderation log says who decided that and why: { $page }
# How else they can take part follows.
messages-refused-members = Your post was not taken into “{ $title }”: only its members begin threads there.
messages-refused-staff = Your post was not taken into “{ $title }”: only its conveners and moderators begin threads there.
messages-refused-answer = You can follow it and answer in its threads: { $page }
messages-refused-read = You can follow it and read along: { $page }
messages-refused-join = Only members read it. What it is for, and how to join, is said here: { $page }
messages-refused-closed = Nobody else reads it, and it takes no new members. What it is for is said here: { $page }
# $why is a sentence.
messages-refused-follow = You asked to follow “{ $title }”. { $why } What it is for, and how to join it with an account on { $host } or on another Guildhall server, is said here: { $page }
messages-banned = You are banned from “{ $title }”: what you write to it is not taken.
messages-banned-until = You are banned from “{ $title }” until { $day }, { $time } UTC: what you write to it is not taken.
messages-banned-reason = The reason that was given: { $reason }
messages-banned-no-reason = No reason was given.
messages-banned-log = Its moderation log says who decided that: { $page }
messages-banned-no-more = You are no longer banned from “{ $title }”: { $page }

## An invitation, in the name of whoever invites: Markdown
messages-invitation = I invite you into “{ $title }”, a community on { $host }.
messages-invitation-page = What it is for, its rules, and how you join from where you are: { $link }
