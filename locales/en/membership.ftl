## How one stands, on the button in the head of a community
membership-control-member = You are a member
# $day is a day without its year.
membership-control-declined = Declined: apply again from { $day }
membership-control-accepted = Invitation accepted
membership-control-applied = You applied
membership-control-asked = Answer a question
membership-control-invited = You are invited
membership-control-join = Join
membership-control-apply = Apply to join
membership-control-how = How to join

## Members who have yet to agree to the rules
membership-agree-title = Please agree to the rules.
membership-agree-read = Read the rules
membership-agree-day = Please read them and agree in the next 24 hours. Until then you go on as before.
# $count is more than one.
membership-agree-days = Please read them and agree in the next { $count } days. Until then you go on as before.
membership-agree-staff = You have not agreed to them yet, as members are asked to.
membership-agree-owed = What you write now is kept and held, and shown when you agree to them.
membership-owed-read = Read the rules and agree
membership-owed-changed = The rules changed on { $day }; agree by { $until }. Until then you go on as before.
membership-owed-changed-held = The rules changed on { $day }; the time to agree was over on { $until }. What you write is held, and shown when you agree.
membership-owed-changed-over = The rules changed on { $day }; the time to agree was over on { $until }.
membership-owed-first = You have not agreed to the rules yet; agree by { $until }. Until then you go on as before.
membership-owed-first-held = You have not agreed to the rules yet; the time to agree was over on { $until }. What you write is held, and shown when you agree.
membership-owed-first-over = You have not agreed to the rules yet; the time to agree was over on { $until }.

## The page for joining
membership-join-title = Join { $community }
membership-join-preview = You see what a stranger sees.
membership-join-preview-threads = Its threads as a stranger sees them
membership-join-preview-back = Back to the settings
membership-join-follows = You left, and still follow this community: what is new in it goes on coming to you.
membership-join-unfollow = Unfollow
membership-joining = Joining
membership-leaving = Leaving
membership-agreeing = Agreeing
membership-rules = Rules
membership-join-asked = What you will be asked
# Behind a question.
membership-join-optional = (need not be answered)
# Below a question: how it is answered.
membership-join-choices = One of: { $choices }
membership-join-tick = You tick it.
membership-join-choose = Choose
membership-join-agree = I have read the rules and agree to them
membership-join-agree-missing = Only who agrees to the rules can be a member.
membership-join-apply = Apply
membership-join-join = Join
membership-join-more = Your answer
membership-join-more-send = Send the answer
membership-join-answers = What you answered
membership-join-unanswered = not answered
membership-join-withdraw = Withdraw the application
membership-join-withdrawn = Your application is withdrawn.
membership-join-answered = The conveners have your answer.
membership-join-applied = Your application is on the conveners' desk.
membership-join-welcome = Welcome: you are a member of { $community }.
membership-sign-in = Sign in to join
membership-sign-in-invited = Sign in if you are invited
membership-make-account = Make an account
membership-no-account = Joining takes an account here, and this server makes none for strangers. Ask those who look after the community for a way in.
membership-no-account-elsewhere = This button is for people with an account here; this server makes none for strangers. With an account on another server you join from there:
membership-no-account-invited = Joining by this invitation takes an account here, and this server makes none for strangers. If you have none, ask whoever invited you how to get one.
membership-open-on = Open it on { $host }

## The ways in, in a sentence
membership-how-at-once = You can join at once.
membership-how-open = Everybody may join.
membership-how-application = You apply, and the conveners decide.
membership-how-invitation = New members are invited by those who are here.
membership-how-domain = People who have confirmed an e-mail address of certain organisations join at once.
membership-how-closed = This community takes no new members.

## Joining with an account on another server
membership-elsewhere = From elsewhere
membership-elsewhere-reading = Only reading?
membership-elsewhere-reading-text = Following is reading, and asks for nothing. With an account on another server of the fediverse, look this address up there and follow it:
membership-elsewhere-joining = Joining from another server
# JOIN and AGREE may be said in the words that src/messages/reading.rs knows.
membership-elsewhere-microblogs = <b>Mastodon and other microblogs:</b> write a private mention: “@{ $address } JOIN”. Or post what you want to say with that mention: it waits, and is shown when you are a member.
# An address follows.
membership-elsewhere-forums = <b>Lemmy and PieFed:</b> post in this community: your post waits, and the message comes by itself. Or send a private message with “JOIN { $name }” to
membership-elsewhere-guildhall = <b>Another Guildhall:</b> open this community there and choose “Join”.
membership-elsewhere-pending = Your follow stays pending?
membership-elsewhere-pending-text = Some servers lose the first word between two that have not met. Cancel it, wait a minute, and follow again. No message either? Write JOIN once more.
membership-elsewhere-server = Only people with an account on this server belong to this community.
membership-elsewhere-no-one = This community takes no new members, and none from other servers either.
membership-elsewhere-invitation = New members are invited. The conveners can invite an account of another server by its name, as in name@server; the invitation comes to that account, and you answer it there.
membership-elsewhere-domain = Whoever joins without an invitation confirms an e-mail address, which takes an account here. The conveners can invite an account of another server by its name, as in name@server.
membership-elsewhere-ask = You need no account here. Say that you want to join; the rules and questions come to you as a message, and you answer by replying to it.
membership-elsewhere-halls = Only members read here. So only those can join from elsewhere whose server keeps it to itself: from another Guildhall, where you open this community and choose “Join”, or from Lemmy, version 1.0 or later, where you follow it: following is applying. Its address is !{ $name }@{ $host }.
membership-elsewhere-others = Mastodon and most other software would show others what is said here, so its people are not let in. Ask the conveners for another way.
membership-elsewhere-others-register = Mastodon and most other software would show others what is said here, so its people are not let in. Make an account here instead.

## What a community says of itself, and what can be seen of it
membership-face-whom = Who it is for
membership-face-nothing = Nobody has written that down yet.
membership-face-not-for = Not for:
membership-face-gives = What you get
membership-face-life = How alive it is
membership-face-samples = Questions that were answered well here:
membership-face-keepers = Who looks after it
membership-signs-month =
    { $members ->
        [one] { $members } member
       *[other] { $members } members
    }; in the last 30 days { $threads ->
        [one] { $threads } new thread
       *[other] { $threads } new threads
    } and { $replies ->
        [one] { $replies } reply
       *[other] { $replies } replies
    }.
# Of a community of another server.
membership-signs-told =
    By its own server: { $followers ->
        [one] { $followers } follower
       *[other] { $followers } followers
    } and { $threads ->
        [one] { $threads } thread
       *[other] { $threads } threads
    }.
membership-signs-told-followers =
    By its own server: { $count ->
        [one] { $count } follower
       *[other] { $count } followers
    }.
membership-signs-told-threads =
    By its own server: { $count ->
        [one] { $count } thread
       *[other] { $count } threads
    }.
membership-signs-arrived =
    What has come to this server of the last 30 days: { $threads ->
        [one] { $threads } new thread
       *[other] { $threads } new threads
    } and { $replies ->
        [one] { $replies } reply
       *[other] { $replies } replies
    }.
membership-signs-open = The last question has no answer yet.
membership-signs-answered = The last question has an answer.
# $all is more than one, here and below.
membership-signs-answered-none = None of the last { $all } questions has an answer yet.
membership-signs-answered-all = All of the last { $all } questions have an answer.
membership-signs-answered-some =
    { $count ->
        [one] { $count } of the last { $all } questions has an answer.
       *[other] { $count } of the last { $all } questions have an answer.
    }
# The answer. $count is more than one, here and below.
membership-signs-came-hour = It came within an hour.
membership-signs-came-hours = It came within { $count } hours.
membership-signs-came-days = It came within { $count } days.
# Of the questions that have an answer.
membership-signs-half-hour = Half of those had it within an hour.
membership-signs-half-hours = Half of those had it within { $count } hours.
membership-signs-half-days = Half of those had it within { $count } days.

## How somebody stands. $ago is such as “3 hours ago” or a date
membership-invited = You are invited.
membership-invited-by = { $name } invites you.
membership-invite-decline = Decline the invitation
membership-invite-declined = The invitation is declined.
membership-told-member = You are a member.
membership-told-joined = You joined { $ago }.
# What conveners wrote follows.
membership-told-words = This is what they wrote:
membership-told-applied = You applied { $ago }.
membership-told-applied-once = You applied.
membership-told-answered = You answered { $ago }.
membership-told-patience = The conveners decide, and you get a notice.
membership-told-patience-until = The conveners decide, and you get a notice; without a decision the application ends on { $day }.
membership-told-no-mail = A mail about it goes only to an address that is confirmed, and yours is not.
membership-told-confirm-yours = Confirm your address
membership-told-asked = You are asked something.
membership-told-asked-text = Before they decide, the conveners want to know something.
membership-told-dates = You applied { $ago }; without a decision the application ends on { $day }.
membership-told-ended = Your application ended.
membership-told-ended-text = Nobody decided about your application in its time. You can apply again.
membership-told-barred = You cannot join now.
membership-told-confirm = Confirm an address
membership-told-declined = The conveners declined your application.
membership-told-declined-when = They decided { $ago }.
membership-told-not-taken = You were not taken in.
membership-told-not-taken-when = The answer came { $ago }.
membership-told-expelled = You are not a member any more.
membership-told-expelled-when = That was said { $ago }.
membership-told-no-reason = No reason was given.
membership-told-again = You can apply again. The form for it is on this page.
membership-told-again-on = You can apply again on { $day }. From then on the form for it is on this page.
membership-told-again-later = You can apply again later.

## First steps
membership-start-here = Start here
membership-steps = Your first steps
membership-steps-title = Your first steps: { $done } of { $all }
# Before a step.
membership-steps-done = done
membership-steps-join = Join
membership-steps-task = Introduce yourself: who you are and what you are after.
membership-steps-reply = Reply in <thread><bdi>{ $title }</bdi></thread>
membership-steps-write = Start a thread, or reply to somebody.
# Below the one above.
membership-steps-begin = You can <begin>begin a thread</begin> or <answer>answer a question that waits</answer>
membership-steps-answer = You can <answer>answer a question that waits</answer>
membership-steps-first-begin = Your first thread or reply here counts: <begin>begin a thread</begin> or <answer>answer a question that waits</answer>
membership-steps-first-answer = Your first thread or reply here counts: <answer>answer a question that waits</answer>
membership-steps-end = Those were the first steps. From here on: ask when you are stuck, and answer where you can.
membership-steps-welcome = The word of welcome
membership-steps-close = Close
membership-steps-hide = Put this away
membership-steps-closed = Your first steps are put away.

## Rules
membership-rules-title = Rules of { $community }
membership-rules-none = This community has no rules of its own.
membership-rules-unknown = What rules it has is known to its own server.
membership-rules-version = Version { $number }, { $when }
membership-rules-version-link = Version { $number }
# Behind a version.
membership-rules-material = members had to agree again
membership-rules-now = <rules>The rules that hold now are version { $number }</rules>.
membership-rules-same = It says what <before>version { $number }</before> said.
membership-rules-marked = Marked is what <before>version { $number }</before> did not say.
membership-rules-marked-agreed = Marked is what <before>version { $number }</before>, to which you agreed, did not say.
# A time follows.
membership-rules-agreed = You agreed to this
membership-rules-agree = I agree to these rules
membership-rules-thanks = Thank you for agreeing to the rules.
membership-rules-thanks-shown = Thank you. What you wrote meanwhile is shown now.
membership-rules-earlier = What they said before
# Marks a point of the rules.
membership-points-new = new
membership-points-changed = changed
membership-points-before = What it said before
membership-points-gone = No longer among them
membership-points-meanwhile = While you were reading, the rules changed.
membership-points-marked = These points are new or reworded:
membership-points-gone-lede = No longer among them:
membership-points-read = Please read them as they are now.
membership-points-again = If you agree to them, say so once more. Whatever else you typed is kept.

## Leaving
membership-leave = Leave this community
membership-leave-alone = Nobody but you convenes this community, and somebody always has to. When somebody else does, you can leave.
membership-leave-hand-over = Name another convener
membership-leave-reason = Why, if you like to say
membership-leave-reason-help = The conveners read it.
membership-leave-content = What you wrote here
membership-leave-content-none = Choose one of these.
membership-leave-keep = It stays under my name
membership-leave-keep-help = You can still change and delete each of it.
membership-leave-keep-help-closed = Only members read here, so you see nothing of it any more but your own words, and can no longer change them. You can still delete each of it: a list of it is on your profile and on this page then.
membership-leave-anonymise = It stays without my name
membership-leave-anonymise-help = Here it is by “A former member” then, and you can change it no more. Servers that have a copy keep your name on it: no message makes them change an author. Where others wrote your name, it stays.
membership-leave-anonymise-title = Leave { $community } and take your name along?
membership-leave-anonymise-lede = All your threads and replies here, those that you deleted too, are by “A former member” then. Nobody can undo this: you can change and delete none of it any more, also when you join again. Servers that have a copy keep your name on it.
membership-leave-anonymise-button = Leave without my name
membership-leave-delete = Delete it
membership-leave-delete-help = All your threads and replies here are deleted, and the servers that have a copy are told to do the same. Most do; none can be made to. What others replied stays.
membership-leave-delete-title = Leave { $community } and delete what you wrote?
membership-leave-delete-lede = All your threads and replies here are deleted, and the servers that have a copy are told to do the same. Nothing puts all of it back at once. What others replied stays.
membership-leave-delete-button = Leave and delete it
membership-left = You are no member of { $community } any more.
membership-left-keep = What you wrote here stays under your name.
membership-left-anonymise = Your name is being taken from what you wrote here; that can take some minutes.
membership-left-delete = What you wrote here is being deleted; that can take some minutes.
membership-left-list = Only members read what is said here. <list>What you wrote where you read no more</list> you can still delete, and put back.

## Invitations
membership-invitations = Invitations
membership-invitations-title = Invitations into { $community }
membership-invitations-open = Everybody may join here. An invitation shows the way and says who asks.
membership-invitations-application = Whoever is invited sees what this community is for and its rules, and applies; or joins at once, if you say so below.
membership-invitations-needed = Whoever is invited sees what this community is for and its rules, agrees, and joins.
membership-invitations-closed = This community takes no new members, so nobody can be invited.
# Leads to the settings.
membership-invitations-who = Who may join
membership-invitations-link = The link
membership-invitations-link-text = It is shown only now. Whoever has it can use it: give it to whom you mean.
membership-invitations-way = How
membership-invitations-accounts-invited = Whoever has no account here makes one only by an invitation that lets them, below.
membership-invitations-accounts-closed = By a link and by e-mail only those come who have an account here; accounts are made by the administrators.
membership-invitations-by-link = A link to hand out
membership-invitations-by-link-help = Whoever has it can use it.
membership-invitations-by-name = Somebody by name
membership-invitations-by-name-help = They get a notice here, or are told on their own server.
membership-invitations-by-mail = By e-mail
membership-invitations-by-mail-help = They get a link that works for them alone.
membership-invitations-whom = Name or e-mail address
membership-invitations-whom-help = Empty for a link. A name here, or name@server for somebody elsewhere.
membership-invitations-uses = How many may come by the link
membership-invitations-uses-help = From 1 to { $most }. Left empty: { $usual }.
membership-invitations-days = For how many days
membership-invitations-days-help = From 1 to { $most }. Left empty: { $usual }.
membership-invitations-words = A note
membership-invitations-words-help = Whoever is invited reads it. It also tells your links apart in the list below.
membership-invitations-skips-queue = They need not apply: they join at once
membership-invitations-may-register = Whoever has no account here may make one
membership-invitations-invite = Invite
membership-invitations-done = They are invited.
membership-invitations-list = Who came by which
membership-invitations-none = Nobody has been invited yet.
# What an invitation is, in the list of them.
membership-invitations-a-link = A link
membership-invitations-a-mail = By e-mail
membership-invitations-to = To { $address }
membership-invitations-made = Made by { $who }, { $when }.
membership-invitations-is-open = { $used } of { $all } used, open until { $day }.
membership-invitations-is-over = { $used } of { $all } used, over.
membership-invitations-is-declined = { $used } of { $all } used, declined.
membership-invitations-is-withdrawn = { $used } of { $all } used, withdrawn.
membership-invitations-is-ended = { $used } of { $all } used, ended: this community takes no new members.
membership-invitations-is-barred = { $used } of { $all } used, ended: whoever made it may not invite people any more.
membership-invitations-skips = Joins without applying.
# Names follow, each with what became of the person.
membership-invitations-came = Came by it:
membership-invitations-joined = joined
membership-invitations-applied = applied
membership-invitations-declined = was declined
membership-invitations-expired = applied, and nobody decided in time
membership-invitations-no-member = is not a member
# What is withdrawn follows, for those who do not see it.
membership-invitations-withdraw = Withdraw
membership-invitations-withdrawn = The invitation is withdrawn.

## The page behind a link that was sent to somebody of another server
membership-linked-yours = This page is for <bdi>{ $handle }</bdi> alone, and works once.
membership-linked-again = Members are asked to agree to the rules as they are now.
membership-linked-again-waits = What you sent waits until then.
membership-linked-waits = What you sent to this community waits and is shown when you are a member.
membership-linked-community = What the community is
membership-linked-agree = Agree
membership-linked-until = If you do not want to, do nothing: on { $day } this page ends by itself.
membership-linked-welcome = Welcome: { $handle } is a member of { $community }.
membership-linked-thanks = Thank you: you have agreed to the rules.
membership-linked-tells = This page tells <bdi>{ $handle }</bdi> how they stand; keep its address to yourself.
membership-linked-see = See the community
membership-linked-waiting = The conveners decide; you get a message when they have.
membership-linked-waiting-server = The conveners decide; your own server gives you a notice when they have.
membership-linked-asked = The question came to you as a message: answer it with a reply.
membership-linked-member = What you write to the community from your server is shown here.
membership-linked-why = They wrote to you why.
membership-linked-why-server = Your own server shows you what they wrote.
membership-linked-again-on = You can apply again on { $day }: write JOIN for another link, or use the page for joining of your own server if that is a Guildhall, too.
membership-linked-again-now = You can apply again: write JOIN for another link, or use the page for joining of your own server if that is a Guildhall, too.
membership-linked-no-member = You are not a member.
membership-linked-used = This link was used. Write JOIN for another one if you want to join.

## Communities of other servers, as their members and applicants here see them
membership-abroad-host = This community is on <bdi>{ $host }</bdi>.
membership-abroad-member = You belong to it from here.
membership-abroad-joining = You join it from here; its conveners see your profile and your answers.
membership-abroad-sign-in = What it asks of new members is shown when you are signed in.
membership-abroad-nothing = There is nothing to send now; what stands in the way is said above.
membership-abroad-more = If its conveners want to know more before they decide, they write to you: it comes to your <messages>messages</messages>.
membership-abroad-steps = <bdi>{ $host }</bdi> counts which of them you have done; here they are only named.
membership-abroad-welcome = Its word of welcome and first steps, if it has any, are on its own server.
membership-abroad-marked = Marked is what the rules to which you agreed did not say.
membership-abroad-rules = The rules by themselves, with what they said before
membership-abroad-agree = Agree to the rules
membership-abroad-agreed = You have agreed to the rules; { $host } has been told.
membership-abroad-silent = Nothing that is said in it has come to this server yet.
membership-abroad-closed = What is said in it is for its members.
membership-abroad-look = Look at it on { $host }
membership-abroad-sent = Your request has been sent to { $host }. This page shows the answer when it comes.
membership-abroad-done = Done. The server of the community has been told.
membership-abroad-question-changed = This question has changed. Answer it as it is now.
membership-abroad-not-taken = What you sent last, which was not taken
membership-abroad-take-back = Take it back
membership-abroad-earlier = { $host } has one application of yours, whichever way you sent it: here, by a message, or on its own page.
# $why is sentences of another server.
membership-abroad-missing = What you sent last was not added to it: { $why } To change it, withdraw the application and apply again.
membership-abroad-accepted = You accepted the invitation { $ago }.
membership-abroad-accepted-once = You accepted the invitation.
membership-abroad-asked = You asked to join { $ago }.
membership-abroad-asked-once = You asked to join.
membership-abroad-awaited = Nobody has to decide about it. The answer of { $host } is awaited: load the page again in a moment.
membership-abroad-asks = They asked you something.
membership-abroad-asks-text = Before they decide, those who look after the community want to know something. Answer their message.
membership-abroad-message = See the message
membership-abroad-came-back = The rules have changed meanwhile.
membership-abroad-came-back-text = Nothing has been decided about your application. Read the rules as they are now, agree, and send it again: your answers are in the form.
membership-abroad-away = Its server does not answer now.
membership-abroad-away-text = What it asks of new members is known only to { $host }. Try again in a while.
membership-changed-title = Its rules have changed: read and agree.
membership-changed-read = Read and agree
membership-changed-until = Until { $day } you go on as before; after that what you write waits on { $host } until you agree.
membership-changed-waits = What you write waits on { $host } until you agree.
membership-changed-asks = { $host } asks its members to agree to them.
membership-changed-held = You have not agreed to the rules of this community: it is held there until you agree. People on this server see this already; those of { $host } and of other servers see it then, or when those who look after the community let it through.
membership-changed-held-members = You have not agreed to the rules of this community: it is held there until you agree. Members on this server see this already; those of { $host } and of other servers see it then, or when those who look after the community let it through.
# Said to the server of somebody who applies here: what is wrong with an answer.
membership-answer-wrong = Question { $number }: { $why }
# Over an answer to a question that conveners asked in words that are not there any more.
membership-asked-afterwards = What was asked afterwards

## Writing in a community of another server without belonging to it
membership-outside-before-joined = Only members write in this community. People on this server see what you send at once; those of { $host } and of other servers see it when you have joined.
membership-outside-before-taken = Only members write in this community. People on this server see what you send at once; those of { $host } and of other servers see it when you are taken in.
membership-outside-before-later = Only members write in this community. People on this server see what you send at once; those of { $host } and of other servers see it only if you are taken in later.
membership-outside-then-joined = People on this server see it at once. It is sent to { $host } and waits there: people there and on other servers see it when you have joined.
membership-outside-then-taken = People on this server see it at once. It is sent to { $host } and waits there: people there and on other servers see it when you are taken in.
membership-outside-then-later = People on this server see it at once. It is sent to { $host } and waits there: people there and on other servers see it only if you are taken in later.
membership-outside-after-joined = Only members write in this community. People on this server see this already; those of { $host } and of other servers see it when you have joined, or when those who look after it there let it through.
membership-outside-after-taken = Only members write in this community. People on this server see this already; those of { $host } and of other servers see it when you are taken in, or when those who look after it there let it through.
membership-outside-after-later = Only members write in this community. People on this server see this already; those of { $host } and of other servers see it only if you are taken in later, or when those who look after it there let it through.
membership-outside-declined = You were not taken in; you can apply again.
membership-outside-declined-until = You were not taken in; you can apply again on { $day }.
membership-outside-application = See how your application stands
membership-outside-standing = See how you stand
membership-outside-apply = Apply again
membership-outside-join = Join the community

## Desk, members, settings

membership-settings = Settings
membership-settings-of = Settings of { $title }
# A link that shows a page as it is for people who do not belong.
membership-settings-stranger = See it as a stranger does
membership-settings-next = What is best done next
membership-settings-all = All settings
membership-settings-save = Save settings
membership-settings-saved = The settings are saved.
membership-settings-next-rules = Write the rules
membership-settings-next-rules-text = Three short ones are enough. Whoever joins agrees to them.
membership-settings-next-questions = Ask something of those who apply
membership-settings-next-questions-text = One or two questions tell you who comes.
membership-settings-next-introductions = Make an introductions thread
membership-settings-next-introductions-text = New members say hello in it, which is their first step.
membership-settings-next-invitations = Invite people
membership-settings-next-invitations-text = Hand out a link, or invite them by name or e-mail.

## The parts of the settings: what each is called, and how it stands or what it is about
membership-settings-about = Name and description
membership-settings-about-none = Nothing says yet in one line who it is for.
membership-settings-about-lede = Everybody who follows this community, on other servers too, gets what you change.
membership-settings-pictures = Pictures
membership-settings-pictures-text = A mark for lists, and a picture for the head of its pages.
membership-settings-joining = Who may read and join
membership-settings-joining-lede = How open this community is.
membership-settings-writing = Who may write
# Both are such as membership-settings-writing-readers.
membership-settings-writing-is = Threads: { $post }. Replies: { $answer }.
membership-settings-writing-readers = everybody who reads
membership-settings-writing-members = members
membership-settings-writing-conveners = conveners and moderators
membership-settings-writing-lede = Reading comes first: only who may read can write.
membership-settings-screening = Automatic rules
membership-settings-screening-text = What is reported, held or refused by itself.
membership-settings-rules = Rules
membership-settings-rules-is =
    { $count ->
        [one] Version { $version }, with { $count } point.
       *[other] Version { $version }, with { $count } points.
    }
membership-settings-rules-lede = Whoever joins agrees to them.
membership-settings-questions = Questions
membership-settings-questions-are =
    { $count ->
        [one] { $count } question.
       *[other] { $count } questions.
    }
# There are no rules, or no questions.
membership-settings-none = None yet.
membership-settings-before = What people see before they join
membership-settings-before-text = Who it is not for, what members get, a note to applicants.
membership-settings-before-lede = It stands on the page for joining, beside the description and the rules.
membership-settings-welcome = Welcome and first steps
membership-settings-welcome-text = A word of welcome, the first task, introductions, greeters.
membership-settings-welcome-lede = New members find it on the page for joining, where their first steps are.
membership-settings-tags = Tags and waiting questions
membership-settings-tags-text = Which tags threads may have, and who is asked about questions.
membership-settings-tags-lede = How threads are sorted, so that they are found and answered.
membership-settings-schedules = Recurring threads
membership-settings-schedules-text = Threads that begin by themselves, once or again and again.
membership-settings-asking = Asking and answering
membership-settings-asking-text = What a good question holds, and who says that it is answered.
membership-settings-asking-lede = What a good question holds, and who says that it is answered.
membership-settings-library = Library
membership-settings-library-text = Licence, who may propose threads, what is asked about again.
membership-settings-library-lede = What has been said here, put in order for those who look for it.
membership-settings-belonging = Where it belongs
membership-settings-belonging-text = The community above, related ones, the badge of the host.
membership-settings-belonging-lede = Communities above and beside this one, and the organisation behind it.
membership-settings-linked = Linked communities
membership-settings-linked-text = Communities that this one works together with.
membership-settings-invitations = Invitations
membership-settings-invitations-text = By a link, by name, by e-mail; and who came by which.
membership-settings-conveners = Conveners
membership-settings-conveners-text = Who convenes, naming one more, handing over.
membership-settings-figures = Figures
membership-settings-figures-text = How many came, stayed and left.

## How a community is read and joined, said one behind the other
membership-settings-read-public = Everybody reads.
membership-settings-read-unlisted = Everybody reads who has the address.
membership-settings-read-members = Members read.
membership-settings-read-server = Whoever signs in on this server reads.
membership-settings-join-open = Everybody may join.
membership-settings-join-application = Whoever applies and is approved joins.
membership-settings-join-invitation = Whoever is invited joins.
membership-settings-join-domain = People of certain e-mail domains join.
membership-settings-join-closed = Nobody joins.

## One part of the settings
# Title of the page of one part: its name, then the community's.
membership-settings-part-of = { $part }, { $title }
membership-settings-see-tags = The tags, with what each is for
membership-settings-see-rules = The rules, with what they said before
membership-settings-see-library = The library
# Behind the choice of the thread in which members introduce themselves: makes it.
membership-settings-make-one = Make one
membership-settings-make-one-first = Save first what you have typed here.
membership-settings-other-threads = A thread that is not in the lists

## What came of saving the rules, said one sentence behind the other
membership-settings-rules-same = The rules say what they said before, so nothing is published.
membership-settings-rules-published = Version { $number } of the rules is published.
membership-settings-rules-gone = There are none now.
membership-settings-rules-editorial = Nobody has to agree again.
membership-settings-rules-nobody = There is nobody else to agree to it.
membership-settings-rules-asked-until =
    { $count ->
        [one] { $count } member is asked to agree to it; they go on as before until { $day }.
       *[other] { $count } members are asked to agree to it; they go on as before until { $day }.
    }
membership-settings-rules-asked-now =
    { $count ->
        [one] { $count } member is asked to agree to it; from now on what they write waits until they agree.
       *[other] { $count } members are asked to agree to it; from now on what they write waits until they agree.
    }
membership-settings-rules-late = Whoever had not agreed to the rules before has no longer than they had for those.

## Opening a community
membership-opening = Open a community
membership-opening-lede = You will convene it: welcome people, set its rules and choose who helps you. All but its name can be changed later.
membership-opening-button = Open community
membership-opening-done = Your community is open.

## Fields of the settings
membership-field-name = Name
membership-field-name-help = Lower-case letters a to z, digits and _. It is in every address and cannot be changed.
membership-field-rules = Rules
membership-field-rules-first-help = Markdown works. Three short ones with numbers are enough to begin with, and they can wait.
membership-field-rules-help = Markdown works. Short ones with numbers are read. What you change is published as the next version, and what they said before stays readable.
membership-field-read = Who may read
membership-field-read-help = It holds for threads that begin from now on. Those that are there stay as they are, with the replies that come to them: lock a thread to end that.
membership-field-join = Who may join
membership-field-introductions = The introductions thread
membership-field-introductions-other-help = Its address.
membership-field-start-here = Threads to start with
membership-field-start-here-other-help = Their addresses, with spaces between them.
membership-field-title = Title
membership-field-focus = In one line
membership-field-focus-help = Who this is for and what they get. At most 200 characters.
membership-field-description = Description
membership-field-markdown = Markdown works.
membership-field-language = Language
membership-field-language-any = Any language
membership-field-accent = Accent colour
membership-field-accent-help = Of links, buttons and the stripe at the top: ink, varnish, pine, plum, ochre, or a colour such as #8a3315, which is made darker or lighter where it could not be read. Empty for the usual one.
membership-field-domains = E-mail domains whose people join at once
membership-field-domains-help = Only for certain e-mail domains. With commas between them, as in example.org. People confirm their address by mail.
membership-field-reapply-days = Days before somebody who was declined may apply again
membership-field-reapply-days-help = It holds for those who were declined already, too. Only people of another Guildhall server have been told a day, and wait until that.
membership-field-post-policy = Who may start threads
membership-field-answer-policy = Who may reply
membership-field-hold-first = First contributions to read before others see them
membership-field-hold-first-help = So many of everybody wait on the desk until somebody who looks after the community lets them through. 0: none.
membership-field-hold-links = Links by newcomers
membership-field-hold-links-no = are shown at once
membership-field-hold-links-yes = wait on the desk, as long as their author has written fewer than three times here
membership-field-hold-all = Everything else
membership-field-hold-all-no = is shown at once
membership-field-hold-all-yes = waits on the desk, whoever wrote it
membership-field-rules-change = If you change them
membership-field-rules-change-editorial = They say the same in other words
membership-field-rules-change-editorial-help = Nobody has to agree again.
membership-field-rules-change-material = They say something else
membership-field-rules-change-material-help = All members are asked to agree again.
membership-field-grace-days = Days for agreeing to changed rules
membership-field-grace-days-help = So long members go on as before. Afterwards what they write is held until they agree. With 0 it is held at once.
membership-field-team-unnamed = Names in the moderation log
membership-field-team-unnamed-no = It says who acted
membership-field-team-unnamed-yes = It says “The team”
membership-field-team-unnamed-help = Those who look after the community always see who it was. Other servers are told it, too.
membership-field-not-for = Who it is not for
membership-field-not-for-help = In one line.
membership-field-offers = What members get
membership-field-applicants-note = A note to applicants
membership-field-applicants-note-help = How long a decision takes, and what you look at.
membership-field-welcome = A word of welcome
membership-field-welcome-help = Markdown works. New members read it.
membership-field-first-task = The first task
membership-field-first-task-help = Without one they introduce themselves.
membership-field-greeters = Greeters
membership-field-greeters-help = Names of members, with commas between them. They look after those who are new.
membership-field-newcomer-contributions = Contributions that make a newcomer a member
membership-field-newcomer-contributions-help = 0: nobody begins as a newcomer.
# No thread.
membership-field-introductions-none = None
membership-field-start-here-none = There are no threads yet.
membership-field-start-here-help = Pinned ones first, then the latest.
membership-field-tags = Which tags threads may have
membership-field-tags-free = Any tag
membership-field-tags-free-help = What is typed becomes a tag. You merge what means the same.
membership-field-tags-listed = Tags of your list
membership-field-tags-listed-help = Only you and those who look after the community with you add to it. Of threads from other servers only these tags are kept.
membership-field-tags-required = Whether threads need a tag
membership-field-tags-required-no = A thread may have none
membership-field-tags-required-yes = A thread needs at least one
membership-field-tags-required-yes-help = Threads that come from other servers without one are taken all the same.
membership-field-ask-after-hours = Hours without an answer after which members are asked
membership-field-ask-after-hours-help = Only those who said yes to that are asked, once about a question. 0: nobody is.
membership-field-ask-people = How many are asked
membership-field-ask-people-help = At most 10. Those who have answered under its tags come first, and nobody is asked more often than they allow.
membership-field-time-zone = Time zone
membership-field-time-zone-help = By which threads begin that you plan. As in Europe/Lisbon; what is planned already keeps its next time.
membership-field-licence = Licence of what people here write
membership-field-licence-help = It holds for what is written from now on; what is there keeps what held when it was written. What people of other servers write has what they say of it.
membership-field-propose = Who may propose threads for it
membership-field-propose-nobody = Nobody but conveners and moderators
membership-field-propose-members = Members, too
membership-field-propose-members-help = What they propose is shown when you have taken it in.
membership-field-review = What is asked about again after some time
membership-field-review-help = Kinds of threads and tags, each with days: question:365, article:180, #varnish:90. Who answered is asked whether it is still right. Empty for nothing.
membership-field-parent = Part of
membership-field-parent-help = The name of a community here that you convene, too.
membership-field-related = Related communities
membership-field-related-help = As name or name@server, with commas between them.
membership-field-staff-domain = E-mail domain of the host organisation
membership-field-staff-domain-help = People who have confirmed an address of it get the badge.
membership-field-staff-badge = The badge
membership-field-staff-badge-help = As in “Library staff”.
membership-field-question-template = What the form for a question begins with
membership-field-question-template-help = Markdown: headings for what belongs into it, and hints. Whoever leaves it as it is has written nothing.
membership-field-discussion-template = The form for a discussion
membership-field-article-template = The form for an article
membership-field-link-template = The form for a link
membership-field-accept-days = Days in which only the asker accepts an answer
membership-field-accept-days-help = Afterwards those who look after the community may, too. 0: at once.
membership-field-several-answers = Accepted answers
membership-field-several-answers-no = One
membership-field-several-answers-no-help = The next one takes its place.
membership-field-several-answers-yes = Several
membership-field-several-answers-yes-help = Each stays until it is taken back.

## Choices of the settings
membership-field-read-public = Everybody
membership-field-read-public-help = It is in lists and searches, and people of other servers can follow it.
membership-field-read-unlisted = Everybody who has the address
membership-field-read-unlisted-help = It is in no list and found by no stranger.
membership-field-read-members = Members
membership-field-read-members-help = What is written among members cannot be opened to others later.
membership-field-read-server = Whoever signs in on this server
membership-field-read-server-help = Other servers learn nothing of it. It cannot be opened to others later.
membership-field-join-open = Everybody
membership-field-join-open-help = Whoever agrees to the rules is a member at once.
membership-field-join-application = Whoever applies and is approved
membership-field-join-application-help = You ask what you want to know, and decide.
membership-field-join-invitation = Whoever is invited
membership-field-join-invitation-help = You hand out links, or invite people by name or e-mail.
membership-field-join-domain = People of certain e-mail domains
membership-field-join-domain-help = Whoever has confirmed such an address is a member at once.
membership-field-join-closed = Nobody
membership-field-join-closed-help = Members stay; nobody can be invited.
membership-field-write-readers = Everybody who may read, on other servers too
membership-field-write-members = Members
membership-field-write-conveners = Conveners and moderators
membership-field-write-as-joining = Members where they apply or are invited, else everybody who may read

## Who looks after a community, and who belongs to it
membership-members-of = Members of { $title }
membership-members-staff = Who looks after this community
membership-members-staff-untold = Its server has not told us who.
membership-members-open-there = Open it on { $host }
membership-members-staff-none = Nobody does now. <about>The administrators of this server</about> can help.
membership-members-lay-down = Lay down my office
# A button; read out before a name.
membership-members-dismiss = Dismiss
membership-members-appoint = Appoint
membership-members-shut = Who else belongs to it is shown to its members.
membership-members-how-to-join = What it is for, and how to join
membership-members = Members
membership-members-sought = Name, server, or what they know, offer or look for
membership-members-find = Find
membership-members-which = Which members
membership-members-know = What they know well
membership-members-not-found = No member is found by this.
membership-members-show-all = Show all
membership-members-none = Nobody is in the list yet.
membership-members-hidden = not in the list, shown to conveners
membership-members-since = member since { $when }
# Stands before what somebody offers.
membership-members-offers = Offers
# Stands before what somebody looks for.
membership-members-seeks = Looks for
membership-members-listed = Members find you here, with what <settings>your profile</settings> says.
membership-members-unlisted = You are not in this list; only conveners see you here.
membership-members-take-out = Take me out of the list
membership-members-put-in = Put me into the list
membership-members-listed-done = You are in the list of members.
membership-members-unlisted-done = You are no longer in the list of members; conveners still see you.

## What somebody is in a community, beside their name
membership-members-looks-after = looks after the community
membership-members-convener-here = convener here
membership-members-moderator-here = moderator here
membership-members-member-here = member here
membership-members-convener = convener
membership-members-moderator = moderator
membership-members-greeter = greeter
membership-members-newcomer = new here

## Which members are shown
membership-members-all = All
membership-members-conveners = Conveners
membership-members-moderators = Moderators
membership-members-greeters = Greeters
membership-members-plain = Members
membership-members-newcomers = Newcomers

## Giving offices
# Buttons; read out before a name.
membership-members-make-moderator = Make moderator
membership-members-make-greeter = Make greeter
membership-members-make-member = Make member
membership-members-not-new = No longer new here
membership-members-person = Make somebody a moderator
membership-members-person-help = A member: their name here, or name@server for somebody elsewhere.
membership-members-moderates-done = Done: they moderate this community now.
membership-members-greets-done = Done: they greet those who are new now.
membership-members-member-done = Done: they are a member like the others now.
membership-members-dismissed = Done: they no longer moderate this community.
membership-members-not-member = They are not a member of this community. Invite them, or wait until they have joined; then they can be given an office.
membership-members-nobody = Nobody of this name was found.
membership-no-role = there is no such role
# The reason is said in English.
membership-members-not-asked = They could not be asked for on their server: { $reason }. Is the name right?
membership-members-lay-down-title = Lay down your office?
membership-members-lay-down-lede = You stay a member like the others. Only a convener can give you an office again.

## Conveners
membership-conveners = Conveners
membership-conveners-of = Conveners of { $title }
membership-conveners-none = Nobody convenes it now.
membership-conveners-lede = Somebody always looks after a community: the last convener leaves only after naming another.
membership-conveners-button = Name a convener
membership-conveners-resign-text = You can also just step down: you stay a member, and the others convene.
membership-conveners-resign = Step down
membership-conveners-resign-title = Step down?
membership-conveners-resign-lede = You stay a member like the others, and the other conveners look after the community. Only they can make you a convener again.
membership-conveners-resigned = Done: you are a member like the others.
membership-conveners-person = Make somebody a convener
membership-conveners-person-help = The name of a member on this server. They may do all that you may.
membership-conveners-steps-down = Hand over: I am a member like the others then
membership-conveners-named = Done: they convene this community.
membership-conveners-handed-over = Done: they convene this community now, and you do not.
membership-conveners-elsewhere = Only somebody with an account on this server can convene.
membership-conveners-sure-title = Make @{ $name } a convener?
# One of the next two stands behind it.
membership-conveners-sure-lede = They may do all that you may: decide who joins, remove what is written, change the rules and the settings, and name others.
membership-conveners-sure-stays = Only they themselves can lay that down again.
membership-conveners-sure-hands-over = You are a member like the others then, and only they can make you a convener again.
membership-conveners-sure-button = Make them a convener
membership-conveners-hand-over-title = Hand over to @{ $name }?
membership-conveners-hand-over-button = Hand over

## Questions to applicants
membership-questions-of = Questions of { $title }
membership-questions = Questions to applicants
membership-questions-lede = Few and short ones are answered. A question without words is left out. When you have saved, there is room for another one.
membership-questions-one = Question { $number }
membership-questions-label = What you ask
# Before the kinds of answers, such as membership-questions-text.
membership-questions-kind = It is answered with
membership-questions-text = A text
membership-questions-choice = A choice
membership-questions-tick = A tick
membership-questions-choices = What can be chosen, with commas between (only for a choice)
membership-questions-help = Help
membership-questions-required = It needs an answer
membership-questions-save = Save questions
membership-questions-saved = The questions are saved.

## Communities within one
membership-tree-of = Communities within { $title }
membership-tree = Communities within this one
membership-tree-part-of = Part of <parent><bdi>{ $title }</bdi></parent>.
membership-tree-within-that = All communities within that one
membership-tree-none = There are none that you can see.
# Read out right behind the name of a community.
membership-tree-within = , within { $title }
membership-tree-each = Each has members and rules of its own.
# Names membership-settings-belonging and membership-field-parent.
membership-tree-how = Who convenes another community here, too, makes it a part of this one in its own settings: <b>Where it belongs</b>, <b>Part of</b>.

## Figures
membership-figures-of = Figures of { $title }
membership-figures = Figures
membership-figures-lede = How often something happened. Days are counted in UTC, and nobody's name is kept with a figure.
membership-figures-period = Period
membership-figures-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
membership-figures-year = A year
# Heads of a table: what happened, and to how many people of which kind.
membership-figures-what = What
membership-figures-local = People here
membership-figures-remote = Of other servers
membership-figures-all = All
membership-figures-reasons = What people wrote who left
# What happened, as rows of that table.
membership-figures-seen = Looked at the page for joining
membership-figures-visitors = Visitors who looked without signing in
membership-figures-applied = Applied
membership-figures-withdrawn = Withdrew
membership-figures-approved = Approved
membership-figures-declined = Declined
membership-figures-agreed = Agreed to rules
membership-figures-joined = Joined
membership-figures-introduced = Introduced themselves
membership-figures-first-contribution = Wrote for the first time
membership-figures-first-reply = Got a first reply
membership-figures-week-four = Wrote in their fourth week
membership-figures-held = Posts held
membership-figures-released = Posts let through
membership-figures-left = Left
membership-figures-left-why = Left and said why

## Communities that work together
membership-linking-of = Linked communities, { $title }
membership-linking = Linked communities
membership-linking-lede = Two communities that work together name each other, and their members share threads: a shared thread keeps its one home and is answered from either side. Each keeps its own members, rules and moderators.
membership-linking-waits = Only members reply here. What others answer from a linked community waits until they join, or until somebody who looks after this one lets it through.
membership-linking-none = There are none yet.
membership-linking-accept = Work together
# Read out behind membership-linking-accept.
membership-linking-accept-with = with { $title }
membership-linking-decline = Decline
membership-linking-sharing = Who shares threads of this community with them:
# Read out behind who does so, such as “Members”.
membership-linking-share-with = share with { $title }
membership-linking-members = Members
membership-linking-conveners = Conveners and moderators
membership-linking-nobody = Nobody
membership-linking-end = End it…
membership-linking-take-back = Take it back
membership-linking-propose-another = Propose it to another one
membership-linking-propose = Propose it
membership-linking-community = The other community
membership-linking-community-help = Its name here, or name@server. It has to be open for everybody to read, and on a Guildhall server.
membership-linking-words = A word to its conveners
# How it stands; behind it stands since when.
membership-linking-is-proposed = You proposed it; their conveners have yet to answer.
membership-linking-is-asked = Their conveners propose it.
membership-linking-is-linked = You work together.
membership-linking-is-declined = Declined.
membership-linking-is-ended = Ended. What was shared stays.
membership-linking-linked-done = You work together now.
membership-linking-proposed-done = It is proposed; their conveners see it on their page.
membership-linking-ended-done = Done: nothing is open between the two.
membership-linking-no-sharing = nobody is called that
membership-linking-nothing = there is nothing that is called so
membership-linking-saved = Saved.
membership-linking-sure-title = Work together with { $title } no more?
membership-linking-sure-lede = Nothing more is shared in either direction. What was shared stays where it is shown, and can be proposed anew.
membership-linking-sure-button = End it

## What is wrong with a field of a form
membership-wrong-number = A number from { $least } to { $most }.
membership-wrong-long = This has at most { $most } characters.
membership-wrong-many = At most { $most }.
membership-wrong-time-zone = A time zone looks like Europe/Lisbon.
membership-wrong-read = Choose public, unlisted, members or server.
membership-wrong-join = Choose open, application, invitation, domain or closed.
membership-wrong-domains = Domains look like example.org.
membership-wrong-domains-none = Name the domains whose people may come in.
membership-wrong-related = Communities are named name or name@server.
membership-wrong-related-itself = A community is not related to itself.
membership-wrong-staff-domain = A domain looks like example.org.
membership-wrong-propose = Choose nobody or members.
membership-wrong-licence = Choose one of { $known }.
membership-wrong-accent = Choose ink, varnish, pine, plum or ochre, or write a colour such as #8a3315.
membership-wrong-yes-or-no = Choose yes or no.
membership-wrong-tags = Choose free or listed.
# $kinds are words of the form, such as question or article.
membership-wrong-review = “{ $part }” is none: write { $kinds } or a #tag, a colon, and days from 1 to { $most }.
membership-wrong-read-later = What was written here was written for those who read it now, and cannot be shown to others. Open another community for what others may read.
membership-wrong-thread = There is no such thread in this community; choose one, or give its address.
membership-wrong-parent = There is no community of this name here.
membership-wrong-parent-convened = Only who convenes both can make one a part of the other.
membership-wrong-parent-itself = A community cannot be a part of itself, nor of one that is a part of it.
membership-wrong-parent-levels = This would make too many levels of communities within communities.
membership-wrong-greeter = “{ $name }” is not a member of this community.
membership-wrong-called = There is no community called { $address }.
# The reason is said in English.
membership-wrong-called-not-now = { $address } could not be found now: { $reason }. Try again later, or leave it out.
membership-wrong-name-taken = This name is taken; choose another one.
membership-wrong-read-choose = Choose who may read.
membership-wrong-join-choose = Choose who may join.
membership-wrong-join-domain = Which e-mail domains may come in is said in the settings. Choose another way for the time until then.
membership-wrong-title = The title has 1 to { $most } characters.
membership-wrong-line-long = This line has at most { $most } characters.
membership-wrong-text-long = This text has at most { $most } characters.
membership-wrong-language = Choose a language from the list.
membership-wrong-post-policy = Choose who may start threads.
membership-wrong-answer-policy = Choose who may reply.
membership-wrong-rules-change = Say whether members have to agree again.
membership-wrong-questions-many = There are at most { $most } questions.
membership-wrong-question-long = A question has at most { $most } characters.
membership-wrong-question-kind = A question is text, choice or tick.
membership-wrong-question-help = Its help has at most { $most } characters.
membership-wrong-question-choices = Give 2 to { $most } choices, with commas between them.
membership-wrong-link-nobody = Name a community.
membership-wrong-link-software = Its server runs other software. Only communities on Guildhall servers work together; follow it instead, or name it as related.
membership-wrong-link-already = This has been proposed already, or they work together; see below.
membership-wrong-link-words = At most { $most } characters.
membership-wrong-link-today = So much has been proposed to others today that no more is sent before tomorrow.
membership-wrong-link-full = { $title } works together with as many communities as it can.
membership-wrong-reason-long = The reason has at most { $most } characters.
# Said to conveners and other servers where administrators give no reason.
membership-removed-why = Decided by the administrators of { $host }
membership-wrong-ask = Write what you want to know.
membership-wrong-decline = Say why; the applicant reads it.
membership-wrong-reply = Write the reply that is to be saved.
membership-wrong-way = Choose one.
membership-wrong-mail = This is no e-mail address.
membership-wrong-whom = Name somebody.
membership-wrong-whom-link = A link is for whoever has it. Choose how you invite them, or leave this empty.
membership-wrong-whom-member = They are a member already.
membership-wrong-whom-kept-out = They are banned or suspended.
membership-wrong-whom-applied = They have applied; their application is on the desk.
membership-wrong-whom-closed = This community is for people of this server only.
membership-wrong-tick = This has to be ticked.
membership-wrong-choice = Choose one.
membership-wrong-choice-other = Choose one of these.
membership-wrong-answer-none = This needs an answer.
membership-wrong-answer-long = An answer has at most { $most } characters.
membership-wrong-answer-too-long = This answer is too long.
membership-wrong-rules-changed = The rules have changed in the meantime. Please read what is new in them, then agree.
membership-wrong-not-agreed = Only who agrees to the rules can be a member.

## What waits on the desk of a community, as mails about it say it
membership-desk-applications =
    { $count ->
        [one] { $count } application
       *[other] { $count } applications
    }
# Counted up to so many and no further.
membership-desk-applications-more = { $count } or more applications
membership-desk-held =
    { $count ->
        [one] { $count } held post
       *[other] { $count } held posts
    }
membership-desk-held-more = { $count } or more held posts
# Both are such as “2 applications”.
membership-desk-both = { $applications } and { $held }

## The page of the desk
membership-desk-of = Desk of { $title }
membership-desk-applied = Applications
# Before a colon and what is wrong with it.
membership-desk-words-to = What you write to { $name }
membership-desk-applied-none = Nobody waits to join.
membership-desk-who-may-join = Who may join, and how
membership-desk-applied-wait =
    { $count ->
        [one] { $count } application waits, the oldest first.
       *[other] { $count } applications wait, the oldest first.
    }
# Counted up to so many and no further.
membership-desk-applied-wait-more = { $count } or more applications wait, the oldest first.
# Behind a name.
membership-desk-applied-when = applied { $when }
membership-desk-waits-for-them = you wait for their answer
membership-desk-all-invitations = All invitations
membership-desk-not-answered = not answered
membership-desk-history = What happened before
membership-desk-reason = A question or a reason
membership-desk-reason-help = They read it. Declining and asking need one.
membership-desk-saved = Or a saved reply
membership-desk-saved-none = None
# Buttons; read out before a name.
membership-desk-approve = Approve
membership-desk-ask = Ask
membership-desk-decline = Decline
membership-desk-choose = Choose whether to approve, to ask or to decline.
membership-desk-approved = They are a member now.
membership-desk-asked = They are asked.
membership-desk-declined = The application is declined.
membership-desk-held-title = Held
membership-desk-held-none = Nothing is held. What people write before they are members, or before they agree to the rules, waits here.
membership-desk-held-text = On this server nobody but its author and you sees it. It is shown by itself when its author is a member and has agreed to the rules. What waits to be read is shown when you let it through.
membership-desk-held-wait =
    { $count ->
        [one] { $count } held post waits, the oldest first.
       *[other] { $count } held posts wait, the oldest first.
    }
membership-desk-held-wait-more = { $count } or more held posts wait, the oldest first.
# In place of a title.
membership-desk-held-reply = A reply
membership-desk-held-member = Its author is not a member.
membership-desk-held-rules = Its author has not agreed to the rules.
membership-desk-held-silenced = The administrators of this server have silenced its author, who is not a member. It is shown once you let it through.
membership-desk-held-parent = What it replies to is held. It follows when that is let through.
membership-desk-held-host = The server of its author is under review. It waits until you decide.
membership-desk-held-wave = Its author was not known here before a wave of spam began. It waits until you decide.
membership-desk-held-review = This community reads it before others see it.
# $rules: names of automatic rules.
membership-desk-held-rule = An automatic rule caught it: { $rules }.
membership-desk-held-reason = Why it is not shown
membership-desk-held-reason-help = Its author reads this.
membership-desk-held-decline = Do not show it
membership-desk-held-declined = It is not shown. Its author is told why.
membership-desk-edits = Later texts
membership-desk-edits-text = Their authors changed what they wrote on other servers, and an automatic rule caught what it says now. Here the former text is shown until you decide.
membership-desk-edit-show = Show this text
membership-desk-edit-drop = Keep the former
membership-desk-edit-shown = The later text is shown.
membership-desk-edit-dropped = The former text stays.
membership-desk-held-seen = On { $host }, the server of its author, it can be seen meanwhile.
membership-desk-release = Let it through
membership-desk-released = It is shown now.
membership-desk-decided = Decided
membership-desk-replies = Saved replies
membership-desk-replies-text = All who decide here share them.
membership-desk-reply-delete = Delete
# Read out behind “Delete”.
membership-desk-reply-which = the saved reply: { $start }
membership-desk-reply-new = New saved reply
membership-desk-reply-save = Save reply
membership-desk-reply-saved = The reply is saved.
membership-desk-reply-deleted = The saved reply is deleted.
membership-desk-figures = Figures: how many applied, joined and left

## By which invitation somebody came. The time is such as “yesterday”.
membership-desk-came-link = Came by an invitation of { $by }: a link, made { $when }.
membership-desk-came-link-words = Came by an invitation of { $by }: a link (“{ $words }”), made { $when }.
membership-desk-came-person = Came by an invitation of { $by }: in their name, made { $when }.
membership-desk-came-mail = Came by an invitation of { $by }: by e-mail, made { $when }.

## What happened to somebody's belonging, behind their name; a colon and the reason may follow, or a comma and when
membership-desk-event-applied = applied
membership-desk-event-applied-by = applied by { $name }
membership-desk-event-more-asked = was asked more
membership-desk-event-more-asked-by = was asked more by { $name }
membership-desk-event-answered = answered
membership-desk-event-answered-by = answered by { $name }
membership-desk-event-invited = was invited
membership-desk-event-invited-by = was invited by { $name }
membership-desk-event-approved = approved
membership-desk-event-approved-by = approved by { $name }
membership-desk-event-declined = declined
membership-desk-event-declined-by = declined by { $name }
membership-desk-event-withdrawn = withdrew the application
membership-desk-event-withdrawn-by = withdrew the application by { $name }
membership-desk-event-expired = the application ended without a decision
membership-desk-event-expired-by = the application ended without a decision by { $name }
membership-desk-event-joined = joined
membership-desk-event-joined-by = joined by { $name }
membership-desk-event-left = left
membership-desk-event-left-by = left by { $name }
# The role follows behind a colon.
membership-desk-event-role = became
membership-desk-event-role-by = became by { $name }
membership-desk-role-convener = convener
membership-desk-role-moderator = moderator
membership-desk-role-greeter = greeter
membership-desk-role-member = member
membership-desk-role-newcomer = newcomer
# In place of a name, as in “declined by …”.
membership-desk-administrator = an administrator
# When follows, such as “yesterday”.
membership-desk-asked-afterwards = asked afterwards, { $when }
membership-desk-asked-afterwards-by = asked afterwards by { $name }, { $when }

## What deciding should know of the server of somebody who applies where only members read
membership-desk-reads-nothing = They can be a member and read nothing.
membership-desk-reads-nothing-text = The software of { $host } would not keep private what is said here, so nothing is sent there.
membership-desk-first-from = They would be the first member from { $host }, which runs { $software }.
membership-desk-first-from-text = Everything that is said here is sent there from then on, and the administrators of { $host } can read all of it.

## The page about a community
membership-about-of = About { $title }
membership-about = What this is about
membership-about-none = Nobody has described this community yet.
membership-about-rules = Rules
membership-about-rules-page = The rules by themselves, with what they said before
membership-about-open = Take part from where you are
# An address follows.
membership-about-open-text = With an account on another server of the fediverse, look this address up there and follow it:
membership-about-shut = Taking part
membership-about-shut-text = Only its members read and follow it.
membership-about-how-to-join = What it is for, and how to join
# Read out: the column beside the page.
membership-about-facts = Facts
membership-about-figures = In figures
membership-about-opened = Opened
membership-about-related = Related communities
membership-about-care = Care
membership-about-staff = Who looks after it
membership-about-contact = Write to the team
membership-about-modlog = What moderators did, and why
