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
membership-abroad-leave = What you wrote in it stays under your name; you can still change and delete each of it.
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
