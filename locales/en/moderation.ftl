## Acts on a thread, a reply or a person
# On buttons.
moderation-remove = Remove
moderation-restore = Restore
moderation-lock = Lock
moderation-unlock = Unlock
moderation-pin = Pin
moderation-unpin = Unpin
moderation-report = Report
moderation-cancel = Cancel
moderation-remove-thread = Remove this thread
moderation-restore-thread = Restore this thread
moderation-lock-thread = Lock this thread
moderation-unlock-thread = Unlock this thread
moderation-lock-branch = Lock the replies to this
moderation-unlock-branch = Unlock the replies to this
moderation-pin-thread = Pin this thread
moderation-unpin-thread = Unpin this thread
moderation-report-thread = Report this thread
moderation-remove-reply = Remove this reply
moderation-restore-reply = Restore this reply
moderation-report-reply = Report this reply
moderation-report-person = Report { $name }
moderation-remove-lede = It will be shown to nobody but its author and the moderators: here, and on other servers too if you moderate this community. Its author is told why. You can restore it.
moderation-restore-lede = It will be shown again.
moderation-lock-lede = Nobody but moderators will be able to reply.
moderation-unlock-lede = Everybody who may reply in this community will be able to again.
moderation-lock-branch-lede = Nobody but moderators will be able to reply to it, or to what is below it. The rest of the thread goes on.
moderation-unlock-branch-lede = Everybody who may reply in this thread will be able to again.
moderation-pin-lede = It will stand above the other threads of the community.
moderation-unpin-lede = It will take its place among the other threads again.
moderation-report-lede = Tells the people who look after this community, and the server of whoever wrote it. Nobody else is told.
moderation-report-person-lede = Tells the administrators of this server, and the server of whoever it is about. Nobody else is told.
# Before the words that are quoted.
moderation-thread-by = The thread by { $name }:
moderation-reply-by = The reply by { $name }:
moderation-removed = It is removed, and its author is told why.
moderation-restored = It is restored.
moderation-locked = The thread is locked.
moderation-unlocked = The thread is open again.
moderation-branch-locked = The replies to it are locked.
moderation-branch-unlocked = It can be replied to again.
moderation-retitle = Change title and tags
moderation-retitle-lede = The words of the thread stay its author’s. What it was called before is kept with who changed it, and its author is told.
moderation-retitle-title = Title
moderation-retitle-tags = Tags
moderation-retitle-submit = Change
moderation-retitled = It is changed, and its author is told.
moderation-about-thread = About the thread “{ $title }”:
moderation-about-reply = About a reply in “{ $title }”:
moderation-move = Move to another community
moderation-move-lede = It goes with all that was said in it; its address stays the same. Tags that the other community does not have are left out. Both logs say so, and its author is told. Moving it back takes it back.
moderation-move-to = Community
moderation-move-submit = Move
moderation-move-choose = Choose one of the communities that you look after.
moderation-move-nowhere = You look after no other community that this thread could go to.
moderation-moved = The thread is in { $place } now, and its author is told.
moderation-moved-to = To { $place }
moderation-moved-to-why = To { $place }: { $reason }
moderation-moved-from = From { $place }
moderation-moved-from-why = From { $place }: { $reason }
moderation-pinned = The thread is pinned.
moderation-unpinned = The thread is no longer pinned.
moderation-report-named = Other servers may know that I report it
moderation-report-named-help = Otherwise they hear of it from this server alone. Whoever it is about is never told.
moderation-reported = Thank you. The moderators have been told.
# $rule: names of automatic rules.
moderation-report-rule = Caught by an automatic rule: { $rule }
moderation-report-rule-edit = A later text of this was kept back by an automatic rule: { $rule }
moderation-person-reported = Thank you. The administrators have been told.
# Behind what was done with something that had been reported.
moderation-resolved-with =
    { $count ->
        [one] The report of it is resolved.
       *[other] The { $count } reports of it are resolved.
    }
moderation-reason = Reason
moderation-reason-log = Everybody can read it in the community's log.
moderation-reason-remove = Its author reads it, and so can everybody in the community's log.
moderation-reason-report = What is wrong with it? The moderators read this.
moderation-reason-long = At most { $most } characters.
moderation-reason-remove-missing = Say why it is removed.
moderation-reason-report-missing = Say what is wrong with it.
moderation-reason-hide-missing = Say why it is hidden.
moderation-remove-branch = Remove all replies below it, too
moderation-reason-warn-missing = Say what for, or choose a rule.
moderation-rule = Which rule it goes against
moderation-rule-none = None of them in particular
moderation-rule-unknown = Choose one of the rules, or none.
moderation-rule-changed = The rules have changed. Choose again.
# Everybody reads it in the log; in the language of the community.
moderation-under-rule = Rule { $number } ({ $rule }): { $reason }
moderation-under-rule-alone = Rule { $number } ({ $rule })
# People of other servers are told; in the language of the community.
moderation-no-reason = No reason was given.

## The pages for moderators
moderation-tabs = Moderation
moderation-tab-reports = Reports
moderation-tab-appeals = Appeals
moderation-tab-team = Messages
moderation-tab-bans = Bans
moderation-tab-mutes = Muted
moderation-tab-record = About a person
moderation-tab-shared = Shared here
moderation-tab-log = Log
moderation-person-unknown = We know nobody of this name.

## The log
moderation-log = Moderation log
moderation-log-title = Moderation log of { $place }
moderation-log-lede = What the people who look after this community did, and why.
moderation-log-lede-server = What the people who look after the communities here did, and why.
moderation-log-none = Nothing has been done here yet.
moderation-log-undone = undone
moderation-log-undo = Take it back
# In place of a name, where the community does not say who of them it was.
moderation-log-team = The team
moderation-log-reversed = reversed on appeal
moderation-log-appeal = Appeal
moderation-log-communities = Logs of communities
moderation-log-one = One community alone
# What was done: $who did it to $what, which is one of the texts below these.
moderation-log-remove = <by>{ $who }</by> removed { $what }
moderation-log-restore = <by>{ $who }</by> restored { $what }
moderation-log-lock = <by>{ $who }</by> locked { $what }
moderation-log-unlock = <by>{ $who }</by> unlocked { $what }
moderation-log-pin = <by>{ $who }</by> pinned { $what }
moderation-log-unpin = <by>{ $who }</by> unpinned { $what }
moderation-log-ban = <by>{ $who }</by> banned { $what }
moderation-log-ban-until = <by>{ $who }</by> banned { $what } until { $until }
moderation-log-unban = <by>{ $who }</by> lifted the ban of { $what }
moderation-log-appoint = <by>{ $who }</by> made a moderator: { $what }
moderation-log-dismiss = <by>{ $who }</by> relieved as moderator: { $what }
moderation-log-hide = <by>{ $who }</by> hid from this community { $what }
moderation-log-show = <by>{ $who }</by> showed again { $what }
moderation-log-retitle = <by>{ $who }</by> changed title or tags of { $what }
moderation-log-move-away = <by>{ $who }</by> moved to another community { $what }
moderation-log-move-here = <by>{ $who }</by> moved here from another community { $what }
moderation-log-warn = <by>{ $who }</by> warned { $what }
moderation-log-unwarn = <by>{ $who }</by> took back the warning of { $what }
moderation-log-mute = <by>{ $who }</by> muted { $what }
moderation-log-mute-until = <by>{ $who }</by> muted { $what } until { $until }
moderation-log-unmute = <by>{ $who }</by> lifted the mute of { $what }
# The object of the sentences above.
moderation-log-reply = a reply
moderation-log-thread = a thread
moderation-log-thread-titled = the thread “{ $title }”
moderation-log-gone = something that is gone
# The same with the community that it was done in.
moderation-log-in = { $what } in { $place }

## Reports
moderation-reports = Reports
moderation-reports-title = Reports in { $place }
moderation-reports-lede = What the moderators are asked to look at, latest first. All that is reported of one thing is settled together.
moderation-reports-none = Nothing waits for you.
# Which reports are listed.
moderation-cases-open = Open
moderation-cases-settled = Settled
# What was reported.
moderation-reported-thread-gone = A thread that its author deleted
moderation-reported-reply = A reply
moderation-reported-reply-in = A reply in “{ $title }”
moderation-reported-person = A person
# The same with who wrote it, and with the community that it stands in.
moderation-reported-of = { $what } by { $who }
moderation-reported-in = { $what } in { $place }
moderation-reported-removed = removed already
moderation-reported-by = Reported by <by>{ $who }</by> { $when }
# A community of another server that those here look after, too.
moderation-reported-through = Passed on by <by>{ $who }</by> { $when }
moderation-reported-by-rule = Reported by an automatic rule { $when }
moderation-case-count =
    { $count ->
        [one] { $count } report
       *[other] { $count } reports
    }
moderation-case-more =
    { $count ->
        [one] And { $count } more.
       *[other] And { $count } more.
    }
# How many reports by the same person, and after how many of them something was done.
moderation-case-record =
    { $made ->
        [one] { $made } report so far, { $heeded } of them heeded
       *[other] { $made } reports so far, { $heeded } of them heeded
    }
# On a sign: who looks at it.
moderation-case-by-you = you are on it
moderation-case-by = { $who } is on it
moderation-case-is-passed-on = passed on to the administrators
moderation-case-somebody = somebody elsewhere
# What came of it, on a sign.
moderation-outcome-acted = dealt with
moderation-outcome-nothing = nothing to do
moderation-outcome-elsewhere = settled elsewhere
moderation-outcome-open = open
moderation-resolution = What was done
moderation-resolution-help = For those who look after it, now and later.
# On buttons.
moderation-case-open = Look closer
moderation-case-acted = Dealt with
moderation-case-nothing = Nothing to do
moderation-case-claim = I am on it
moderation-case-release = Leave it to others
moderation-case-pass-on = Pass on to the administrators
moderation-case-hand-back = Hand back to the community
moderation-case-reopen = Open again
# Each leads to a page that asks for more.
moderation-resolve-remove = Remove…
moderation-case-lock = Lock the thread…
moderation-case-warn = Warn…
moderation-case-mute = Mute…
moderation-case-ban = Ban…
moderation-case-suspend = Suspend the account…
# What was done with a report.
moderation-case-claimed = It is yours to look at.
moderation-case-released = Anybody can look at it again.
moderation-case-noted = Your note is kept.
moderation-case-settled = It is settled, and whoever reported it is told.
moderation-case-reopened = It is open again.
moderation-case-passed-on = The administrators look at it from now on.
moderation-case-handed-back = The community looks at it again.
moderation-case-note-missing = Write something.
moderation-case-no-such-act = This page has no such button.

## The page of what was reported of one thing
moderation-case-title = Case { $number }
moderation-case-parent = It answers
moderation-case-thing = It says
moderation-case-replies = It was answered
moderation-case-thread = It stands in
moderation-case-reasons = What was reported
moderation-case-before = What was before
moderation-case-act-remove = Something they wrote was removed
moderation-case-act-lock = A thread of theirs was locked
moderation-case-act-ban = They were banned
moderation-case-act-mute = They were muted
moderation-case-act-warn = They were warned
moderation-case-history = What was done
moderation-case-history-none = Nothing yet.
moderation-case-told = Those who reported it were told
moderation-case-note = A note for the others
moderation-case-note-help = Only those read it who look after this, and never whom it is about.
moderation-case-note-submit = Keep the note
moderation-case-message = A message to whoever reported it
moderation-case-message-help = They are told that it is settled in any case, and not by whom.
moderation-case-event-note = { $who } wrote
moderation-case-event-claimed = { $who } took it
moderation-case-event-released = { $who } left it to others
moderation-case-event-settled = { $who } settled it
moderation-case-event-reopened = { $who } opened it again
moderation-case-event-passed-on = { $who } passed it on to the administrators
moderation-case-event-handed-back = { $who } handed it back to the community

## Bans
moderation-bans = Bans
moderation-bans-title = Bans in { $place }
moderation-bans-lede = Who may not take part in this community.
moderation-bans-none = Nobody is banned.
# Right behind a name.
moderation-bans-until = , until { $until }
moderation-unban = Lift the ban
# Read out behind that.
moderation-unban-of = of { $name }
moderation-unbanned = The ban is lifted.
moderation-ban = Warn, mute or ban somebody
moderation-ban-person = Name
moderation-ban-person-help = As in ada or ada@other.example.
moderation-ban-reason-help = Everybody can read it in the log.
moderation-ban-days = Days
moderation-ban-days-help = Empty: until you lift it. A warning has no end.
moderation-ban-days-wrong = A number from 1 to { $most }.
moderation-ban-past = This time has passed.
moderation-ban-sweep = Remove everything they wrote here
moderation-ban-submit = Do it
moderation-banned = The ban stands.
moderation-measure = What is done
moderation-measure-warn = Warn: they are told, and nothing else follows
moderation-measure-mute = Mute: they read and do not write
moderation-measure-ban = Ban: they take no part
moderation-measure-unknown = Choose one of these.
moderation-muted = They can read, and not write here.
moderation-warned = They are told.

## Who reads and does not write
moderation-mutes = Muted
moderation-mutes-title = Muted in { $place }
moderation-mutes-lede = Who reads in this community and does not write for now.
moderation-mutes-none = Nobody is muted.
moderation-unmute = Let them write
moderation-unmuted = They can write again.

## What was done about a person
moderation-record = About a person
moderation-record-title = About a person in { $place }
moderation-record-lede = What was done about somebody and what they wrote here, latest first. Only those who look after the community see it together like this.
moderation-record-show = Show
moderation-record-none = Nothing was done about them here.
moderation-unwarn = Take the warnings back
moderation-unwarned = The warnings are taken back.

## What other communities share with one
moderation-shared = Shared with this community
moderation-hide-thread = Hide this thread from { $place }?
moderation-hide-reply = Hide this reply from { $place }?
moderation-hide-lede = This community shows it no more. At its home, and in all other communities, it stays as it is.
moderation-hide = Hide it
moderation-hidden = It is hidden from this community.
moderation-show-thread = Show this thread in { $place } again?
moderation-show-reply = Show this reply in { $place } again?
moderation-show-lede = It is shown here as it is at its home.
moderation-show = Show it again
moderation-shown = It is shown here again.

## The introductions thread
moderation-introductions = An introductions thread
moderation-introductions-title = An introductions thread, { $place }
moderation-introductions-lede = New members say hello in it. It is pinned above the other threads, and you can edit it like any other.
# What the thread says unless somebody has other words; in the language of the community.
moderation-introductions-usual-title = Introduce yourself
moderation-introductions-usual = Say hello: who you are, what you do, and what you hope to find here. Whoever has been here for a while answers.
moderation-introductions-name = Title
moderation-introductions-words = First words
moderation-introductions-words-help = Markdown works.
moderation-introductions-submit = Make it
moderation-introductions-made = “{ $title }” is made and pinned. Saying hello in it is a first step of new members.
