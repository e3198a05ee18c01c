# Appeals, and what is said to those who look after a community.

team-words-missing = Write something.
team-words-long = At most { $most } characters.
team-somebody = Somebody
team-no-such-act = This page has no such button.

## What an appeal is against. The name of the community follows.
team-act-remove-thread = A thread was removed in
team-act-remove-reply = A reply was removed in
team-act-lock-thread = A thread was locked in
team-act-lock-reply = What hangs on a reply was locked in
team-act-ban = A ban from
team-act-mute = Reading and not writing for a while in
team-act-warn = A warning in
team-act-other = A decision in
team-act-until = until { $day }

## The page of whoever appeals
team-appeal-title = Appeal
team-appeal-lede = Say why you think that this is wrong. Somebody else than who decided it looks at it where the team has somebody else. There is one appeal for each decision, and what comes of it is final.
team-appeal-yours = This page is for <bdi>{ $handle }</bdi> alone.
team-appeal-body = Why it is wrong
team-appeal-body-help = Only those who look after the community read it.
team-appeal-submit = Send the appeal
team-appeal-made = Your appeal is made. You will be told what comes of it.
team-appeal-said = What was said
team-appeal-answer = What the team answered
team-appeal-over = This does not hold any more: there is nothing to appeal against.
team-ruling-open = not decided yet
team-ruling-upheld = it stands
team-ruling-reversed = it was taken back

## The pages of those who decide
team-appeals = Appeals
team-appeals-title = Appeals in { $place }
team-appeals-lede = Who was removed, locked or banned can say once why that is wrong. Somebody else than who acted decides.
team-appeals-open = Open
team-appeals-decided = Decided
team-appeals-none = There is none.
team-decide-title = An appeal by { $who }
team-decide-act = What it is against
team-decide-by = Decided by
team-the-reply = The reply
team-decide-message = What they are told
team-decide-message-help = They read it with the decision, and not by whom it is. It cannot be changed later.
team-decide-reverse = Take it back
team-decide-uphold = Let it stand
team-decided = The appeal is decided, and whoever made it is told.
team-decided-by = Decided by
# In the log, as the reason.
team-reversed-reason = Taken back on appeal

## Writing to those who look after a community
team-contact = Write to the team
team-contact-title = The team of { $place }
team-contact-lede = All who look after this community read it, and nobody else. One of them answers here.
team-contact-body = Your message
team-contact-body-help = To report something that somebody wrote, use “Report” there.
team-contact-submit = Send
team-contact-sent = The team has your message.
team-contact-appeal = Appeal against the ban
team-line-you = You
team-line-team = The team
team-line-by = { $who }, for the team
team-line-erased = (its author has deleted their account)

## The team room
team-talks = Messages to the team
team-talks-title = Messages to the team of { $place }
team-talks-lede = What people write to all who look after this community. Whoever wrote is answered by the community, and not told who of you it was.
team-talks-open = Open
team-talks-closed = Closed
team-talks-none = There is none.
team-talk-waits = waits
team-talk-assigned = with { $who }
team-talk-title = With { $who }
team-talk-is-closed = closed
team-talk-answer = Answer
team-talk-answer-help = They read it as an answer of { $place }.
team-talk-send = Send
team-talk-take = I take it
team-talk-leave = Leave it to others
team-talk-close = Close
team-talk-reopen = Open again
team-talk-answered = Your answer is sent.
team-talk-taken = It is yours now.
team-talk-left = It is left to the others.
team-talk-closed = Conversation { $number } is closed.
team-talk-reopened = It is open again.
