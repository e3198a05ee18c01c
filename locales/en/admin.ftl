admin-title = Administration
admin-overview = Overview
admin-accounts = Accounts
admin-applications = Requests
admin-communities = Communities
admin-peers = Servers
admin-queues = Queues
admin-mails = Mails
admin-reports = Reports
admin-screening = Automatic rules
admin-log = Log
admin-settings = Settings
admin-entrance = Getting in
admin-looks = Looks
admin-notices = Notices
admin-closing = Closing
admin-find = Find
admin-cancel = Cancel
# On a button where nothing more is known of what it does.
admin-do-it = Do it

## Overview
admin-figures-what = What
admin-figures-many = How many
admin-figure-accounts = Accounts here
admin-figure-communities = Communities here
admin-figure-threads = Threads, with those of other servers
admin-figure-replies = Replies, with those of other servers
admin-figure-peers = Servers we know
admin-figure-failing = Servers that cannot be reached now
admin-figure-received = Activities received and not yet applied
admin-figure-deliveries = Deliveries that wait
admin-figure-due = Jobs that are due
admin-figure-aside = Jobs that were set aside
admin-figure-reports = Open reports
admin-figure-applications = Requests for an account
admin-well = All is well.
# What needs somebody. Two of these are put together by admin-needs-both, the last one ends with admin-needs-all.
admin-needs-reports =
    { $count ->
        [one] { $count } report to look at
       *[other] { $count } reports to look at
    }
admin-needs-applications =
    { $count ->
        [one] { $count } application to decide
       *[other] { $count } applications to decide
    }
admin-needs-jobs =
    { $count ->
        [one] { $count } job was set aside
       *[other] { $count } jobs were set aside
    }
admin-needs-peers =
    { $count ->
        [one] { $count } server is not answering
       *[other] { $count } servers are not answering
    }
admin-needs-both = { $one }; { $other }
admin-needs-all = { $needs }.

## Accounts
admin-accounts-lede = Who signs in here, and people of other servers that are known here; latest first.
admin-accounts-make = Make an account
admin-accounts-none = There is no such account.
# Behind the e-mail address.
admin-accounts-joined = joined { $when }
# Of somebody on another server.
admin-accounts-heard = first heard of { $when }
admin-accounts-people = People
admin-accounts-here = who sign in here
admin-accounts-elsewhere = of other servers
admin-accounts-begins = Name or e-mail address begins with
# Beside the name of an account: what it is.
admin-accounts-administrator = administrator
admin-accounts-moderator = moderator
admin-accounts-owner = owner
admin-accounts-silenced = silenced
admin-accounts-suspended = suspended
admin-accounts-deleted = deleted

## What is done with an account
admin-account-suspend = Suspend
admin-account-silence = Silence
admin-account-unsilence = End silence
admin-account-restore = Restore
admin-account-password = Password link
admin-account-codes = Take codes off
admin-account-admin = Make an administrator
admin-account-owner = Make an owner
admin-account-moderator = Make a moderator
admin-account-member = Make a member
admin-account-delete = Delete
admin-account-suspend-title = Suspend { $name }
admin-account-silence-title = Silence { $name }
admin-account-unsilence-title = End the silence of { $name }
admin-account-restore-title = Restore { $name }
admin-account-password-title = A password link for { $name }
admin-account-codes-title = Take the codes off { $name }
admin-account-admin-title = Make { $name } an administrator
admin-account-owner-title = Make { $name } an owner of this server
admin-account-moderator-title = Make { $name } a moderator of this server
admin-account-member-title = Make { $name } a member
admin-account-delete-title = Delete { $name }
admin-account-password-submit = Make the link
admin-account-delete-submit = Delete for good
admin-account-suspend-text = They are signed out everywhere and cannot sign in until you restore the account; then they are told that it is suspended. What they wrote stays.
admin-account-suspend-text-elsewhere = Nothing new is taken from them here: no threads, replies, votes or messages. What is here stays until somebody removes it. In communities here that only their members read they read no more, and their server is told that they follow those no more; nothing else is told to anybody.
admin-account-silence-text = In communities of this server where they are no member, what they write from now on is held until somebody who looks after the community lets it through. What they write elsewhere is shown, but tells only those who follow them or take part in it. They may read, write and vote as before, and are not told.
admin-account-unsilence-text = What they write is shown at once again. What is held already waits until somebody who looks after its community lets it through.
admin-account-restore-text = They may sign in again.
admin-account-restore-text-elsewhere = What they write is taken again. What they wrote in the meantime is missing. Communities that only their members read they have to follow again.
admin-account-password-text = You get a link with which they choose a new password. It works once and for seven days; links made before work no more. Until it is used the old password stays.
admin-account-codes-text = Their account asks for the password only, until they set up codes again. Do it for somebody who has lost the app and the recovery codes, once you are sure that it is them who ask.
admin-account-admin-text = They will see and change everything that you see on these pages, you included.
admin-account-owner-text = They will be an administrator whom no other administrator can suspend, delete or make anything else. Only owners make owners; you stay one.
admin-account-moderator-text = They will see who has an account, decide who gets one, and silence and suspend people, but no moderators and administrators. Everything else on these pages is not for them, nor is any community.
admin-account-member-text = They will see these pages no more, and keep the offices they have in communities.
admin-account-wrote =
    They wrote { $threads ->
        [one] { $threads } thread
       *[other] { $threads } threads
    } and { $replies ->
        [one] { $replies } reply
       *[other] { $replies } replies
    } here.
admin-account-delete-text =
    What they wrote ({ $threads ->
        [one] { $threads } thread
       *[other] { $threads } threads
    }, { $replies ->
        [one] { $replies } reply
       *[other] { $replies } replies
    } and all messages) is deleted, here and on other servers as far as they follow suit. What others replied stays, and their votes stay counted.
admin-account-delete-final = Nobody can undo this, and the name is never given again.
# The names of communities, with commas between them.
admin-account-delete-convened = Nobody else convenes { $names }.
admin-account-successor = Who convenes them instead
admin-account-successor-help = The name of somebody here. Empty: administrators look after them.
admin-account-name = Their name, to make sure
admin-account-name-wrong = Type { $name }, which is their name.
admin-account-suspended = { $name } is suspended.
admin-account-silenced = { $name } is silenced.
admin-account-unsilenced = { $name } is silenced no more.
admin-account-restored = { $name } is restored.
admin-account-is-admin = { $name } is now an administrator.
admin-account-is-owner = { $name } is now an owner.
admin-account-is-moderator = { $name } is now a moderator.
admin-account-is-member = { $name } is now a member.
admin-account-deleted = { $name } is deleted.
admin-account-linked = { $name } has a new link.
admin-account-codes-off = { $name } needs no codes any more.
## Who asks for an account
admin-applications-lede = Who asks for an account, oldest first. What is not decided within 90 days is forgotten.
admin-applications-none = Nobody asks for an account.
admin-application-approve = Make the account
admin-application-decline = Decline
admin-application-words = What they are told by mail; may stay empty
admin-application-approved = { $name } has an account now.
admin-application-declined = The request of { $name } is declined.
## What was done with accounts
admin-log-lede = What those who look after this server did with accounts, latest first.
admin-log-none = Nothing was done yet.
# Who did it, where a command did.
admin-log-command = A command
admin-log-made = { $by } made the account { $whom }.
admin-log-admitted = { $by } gave { $whom } the account that was asked for.
admin-log-declined = { $by } declined the account { $whom }.
admin-log-silenced = { $by } silenced { $whom }.
admin-log-unsilenced = { $by } ended the silence of { $whom }.
admin-log-suspended = { $by } suspended { $whom }.
admin-log-restored = { $by } restored { $whom }.
admin-log-link = { $by } made a password link for { $whom }.
admin-log-password = { $by } set a password for { $whom }.
admin-log-codes-off = { $by } took the codes off { $whom }.
admin-log-deleted = { $by } deleted { $whom }.
admin-log-owner = { $by } made { $whom } an owner.
admin-log-admin = { $by } made { $whom } an administrator.
admin-log-moderator = { $by } made { $whom } a moderator.
admin-log-member = { $by } made { $whom } a member.

## Making an account, and its link
admin-link-title = A link for { $name }
admin-link-text = Give this link to { $name }, who chooses a password with it.
admin-link-field = The link
admin-link-once = It works once and for seven days, and is shown only now. Whoever has it gets the account: hand it to nobody else.
admin-link-back = Back to the accounts
admin-new-title = Make an account
admin-new-text = You get a link with which they choose a password. Registration may stay closed.
admin-new-name = Name
admin-new-name-help = Lower-case letters a to z, digits and _. It can never be changed.
admin-new-email = E-mail address
admin-new-email-help = They may sign in with it instead of the name. It may be left out.
admin-new-role = What they are
admin-new-role-member = Member
admin-new-role-moderator = Moderator
admin-new-role-admin = Administrator
admin-new-submit = Make the account

## Communities
admin-communities-lede = The communities of this server, and those of others that are known here; latest first.
admin-communities-begins = Name begins with
admin-communities-none = There is no such community.
# Beside the name of a community: what became of it.
admin-communities-removed = removed
admin-communities-deleted = deleted
admin-communities-facts =
    { $title }: { $threads ->
        [one] { $threads } thread
       *[other] { $threads } threads
    }, { $replies ->
        [one] { $replies } reply
       *[other] { $replies } replies
    }, { $followers ->
        [one] { $followers } follower
       *[other] { $followers } followers
    }
admin-community-remove = Remove
admin-community-restore = Restore
admin-community-convener = Name a convener
admin-community-remove-title = Remove { $name }
admin-community-restore-title = Restore { $name }
admin-community-convener-title = A convener for { $name }
admin-community-convener-submit = Make a convener
admin-community-remove-text =
    The community with its { $threads ->
        [one] { $threads } thread
       *[other] { $threads } threads
    } and { $replies ->
        [one] { $replies } reply
       *[other] { $replies } replies
    } will be shown to nobody, and nobody can write in it. Nothing is deleted: you can restore it.
admin-community-remove-told = Who convenes it is told, and so are the servers of those who follow it.
admin-community-remove-text-elsewhere =
    The community with its { $threads ->
        [one] { $threads } thread
       *[other] { $threads } threads
    } and { $replies ->
        [one] { $replies } reply
       *[other] { $replies } replies
    } that are kept here will be shown to nobody on this server, and nothing new is taken from it. You can restore it.
admin-community-remove-told-elsewhere = Its own server and all others keep it as it is, and are told nothing.
admin-community-restore-text = The community and all that stands in it is shown again.
admin-community-restore-told = Who convenes it is told, and so are the servers that were told that it was removed. Some programs do not bring back what they took away.
admin-community-restore-text-elsewhere = The community and all that stands in it is shown again on this server.
admin-community-restore-missing = What was written there in the meantime is missing.
admin-community-reason = Why
admin-community-reason-help = Those who convene it and other servers can read it. At most 500 characters.
admin-community-person = Name
admin-community-person-help = Somebody with an account here, by name. Who convenes it now still does.
admin-community-nobody = Nobody here has this name.
admin-community-removed = { $name } is removed.
admin-community-restored = { $name } is restored.
admin-community-convened = { $person } convenes { $name } now.

## Servers
admin-peers-lede = The servers this one talks to.
admin-peers-host = Server
admin-peers-show = Show
admin-peers-none = This server has met no other yet. It meets one when somebody here follows a community there, or somebody there follows one here.
# How a server is, beside its name.
admin-peer-healthy = healthy
admin-peer-never = never spoken to
admin-peer-failing = failing since { $since }
admin-peer-blocked = blocked
# $host is the domain above it that is blocked.
admin-peer-blocked-with = blocked with { $host }
# What is known of a server; behind each stands when.
admin-peer-met = Met
admin-peer-heard = Last heard from
admin-peer-reached = Last reached
admin-peer-failed = First failure
admin-peer-next = Next try
admin-peer-next-now = now
admin-peer-next-soon = in less than a minute
admin-peer-error = Last failure: { $error }
admin-peer-retry = Try again now
admin-peer-retried = What waits for this server is tried again now.
admin-peer-block = Block
admin-peer-block-covers = A block covers { $name } on every port and every server below its name. Nothing is taken from there and nothing is sent there.
admin-peer-block-ends-nothing = We have had nothing to do with it yet.
admin-peer-block-ends =
    It would end { $followers ->
        [one] { $followers } follow
       *[other] { $followers } follows
    } by people there and { $follows ->
        [one] { $follows } follow
       *[other] { $follows } follows
    } by people here, which do not come back when it is lifted, and take back { $deliveries ->
        [one] { $deliveries } delivery that waits
       *[other] { $deliveries } deliveries that wait
    }. What was written there stays until somebody removes it: { $threads ->
        [one] { $threads } thread
       *[other] { $threads } threads
    } and { $replies ->
        [one] { $replies } reply
       *[other] { $replies } replies
    }.
admin-peer-is-blocked = { $name } is blocked: nothing is taken from there and nothing is sent there.
admin-peer-is-blocked-with = { $name } is blocked with { $host }: nothing is taken from there and nothing is sent there.
admin-peer-why = Why: { $note }
# Leads to the page of the domain that is blocked.
admin-peer-above = Block of { $host }
admin-peer-allow = Allow it again
admin-peer-allowed = { $name } is allowed again.
admin-peer-note = Why
admin-peer-note-help = For administrators only. At most 500 characters.
admin-peer-block-submit = Block this server
admin-peer-block-done = { $name } is blocked.
admin-peer-severed = Follows that a block ended
admin-peer-severed-who = Who
admin-peer-severed-whom = Followed
admin-peer-severed-when = Ended
admin-peer-lower = { $name } is blocked with { $host }: allow { $host }, or nothing changes.
admin-peer-no-name = This is no server's name, like other.example.
admin-peer-own = This is your own server, or a domain that it lies in.

## What is decided about a server, besides a plain block
admin-peer-allowed-but = The follows that the block ended do not come back by themselves: people follow anew, and the other server is told which ended.
admin-peer-block-members =
    { $members ->
        [one] { $members } member of a community belongs to the other side.
       *[other] { $members } members of communities belong to the other side.
    } They stay on the list of members here, and lose what they read there.
admin-peer-severed-file = Take the list along (CSV)
admin-rule = What holds for this server
admin-rule-policy = Rule
admin-rule-none = Nothing special
admin-rule-none-help = Other limits below hold all the same.
admin-rule-silence = Silence
admin-rule-silence-help = Threads from there stand in their community, and in no list of everything. Its people cannot call those here who do not follow them.
admin-rule-review = Review
admin-rule-review-help = What its people write in communities here waits for who looks after those.
admin-rule-block = Block
admin-rule-block-help = Nothing is taken from there and nothing is sent there; follows end.
admin-rule-policy-wrong = Choose one of these.
admin-rule-media = Take no pictures or films that hang on what is written there
admin-rule-reports = Take no reports from there
admin-rule-listed = On the list of servers that are talked to where only those are
admin-rule-pace = Activities a minute
admin-rule-pace-help = Where this server may send more or less than others. Empty: as others.
admin-rule-pace-wrong = A number from 1 to { $most }, or nothing.
admin-rule-reason = Reason
admin-rule-reason-help = It goes into lists that you give to others.
admin-rule-note = Note
admin-rule-days = Days
admin-rule-days-help = After so many days all of this ends by itself. Empty: it holds until you change it.
admin-rule-days-wrong = A number from 1 to { $most }, or nothing.
admin-rule-submit = Let this hold
admin-rule-done = This holds for { $name } now.
admin-rule-unlisted = Only listed servers are talked to, and this one is not on the list.
admin-rule-is-silenced = It is silenced.
admin-rule-is-reviewed = It is under review: what its people write in communities here waits.
admin-rule-because = Reason: { $reason }
admin-rule-until = Until { $until }.

## Many servers at once
admin-hosts = Many servers at once
admin-hosts-link = Lists, waves of spam and what came lately
admin-hosts-lede = Lists that come and go, who is talked to at all, and what to do when much comes at once.
admin-listed = Who is talked to
admin-listed-on = Only servers on the list are talked to. Put one on it on its own page.
admin-listed-off = Every server is talked to that is not blocked.
admin-listed-begin = Talk to listed servers only
admin-listed-end = Talk to all again
admin-listed-on-done = Only listed servers are talked to now. Follows stay, and nothing goes or comes while their servers are not listed.
admin-listed-off-done = Every server is talked to again that is not blocked.
admin-wave = Wave of spam
admin-wave-text = While a wave is watched, what people of other servers write in communities here waits for who looks after those, if they were not known here before it began.
admin-wave-goes-on = A wave is watched: whoever was not known before { $since } waits, until { $until }. { $reason }
admin-wave-hours = Began so many hours ago
admin-wave-hours-help = Whoever was known before that is heard as always.
admin-wave-hours-wrong = A number from 0 to { $most }.
admin-wave-days = Watch it for so many days
admin-wave-days-wrong = A number from 1 to { $most }.
admin-wave-reason = Note
admin-wave-begin = Watch it
admin-wave-renew = Watch it anew
admin-wave-end = It is over
admin-wave-begun = From now on what new people write waits.
admin-wave-ended = New people are heard again. What waits goes on waiting until somebody decides.
admin-newcomers-purge = Take away all that new people wrote
admin-newcomers-effect =
    Since the wave began, people who were not known before wrote { $threads ->
        [one] { $threads } thread
       *[other] { $threads } threads
    } and { $replies ->
        [one] { $replies } reply
       *[other] { $replies } replies
    }, shown or waiting. All of it goes.
admin-recent = What came from one server lately
admin-recent-text = Takes away for good what people of a server wrote and this one received in the last hours. What came before stays.
admin-recent-hours = Hours
admin-recent-hours-wrong = A number from 1 to { $most }.
admin-recent-look = Show what would go
admin-recent-title = What came from { $host } lately
admin-recent-effect =
    In the last { $hours ->
        [one] hour
       *[other] { $hours } hours
    } { $threads ->
        [one] { $threads } thread
       *[other] { $threads } threads
    } and { $replies ->
        [one] { $replies } reply
       *[other] { $replies } replies
    } came from { $host } and the servers below its name. All of it goes; what came before stays.

## Lists of servers
admin-list = List of servers
admin-list-take = Take a list in
admin-list-give = Take the list along (CSV)
admin-list-lede = Paste a list as Mastodon gives it. You see what it changes before anything does.
admin-list-field = List
admin-list-help = One server a line: domain, severity, reject_media, reject_reports, public_comment, obfuscate. At most { $most } servers; a longer one is taken in with the command peer import.
admin-list-look = Look at it
admin-list-wrong = Nothing was taken. This is wrong:
# A line of a list with what is wrong in it. $message is a sentence.
admin-list-fault = Line { $line }: { $message }
admin-list-long = A list has at most { $most } servers.
admin-list-quote = A quotation mark opens here and none closes it.
admin-list-empty = There is no server in it.
admin-list-twice = { $host } stands in it twice.
admin-list-obfuscated = { $host } is a name with parts left out; what it stands for cannot be known.
admin-list-no-name = “{ $host }” is no server's name, like other.example.
admin-list-severity = “{ $severity }” is no severity: suspend, silence or noop.
admin-list-truth = “{ $word }” is neither true nor false.
admin-list-effect =
    { $servers ->
        [one] { $servers } server
       *[other] { $servers } servers
    }: { $blocked } to block, { $silenced } to silence, { $other } with other limits.
admin-list-changes = { $same } of them are so already; of { $changed } something else holds now, which the list replaces.
admin-list-ends =
    { $follows ->
        [0] No follow that we know of ends by it.
        [one] It ends { $follows } follow at least, which does not come back by itself.
       *[other] It ends { $follows } follows at least, which do not come back by themselves.
    }
admin-list-submit = Take it in
admin-list-begun = The list is being taken in.
admin-list-under-way = The list is being taken in
admin-list-taken = The list is taken in
admin-list-again = Look again

## Taking away for good
admin-purge = Take away for good
admin-purge-lede = For what must not stay here: no word and no picture of it is kept, and it does not come back.
admin-purge-of = Address
admin-purge-of-help = Of a thread, a reply or a person, here or elsewhere; or a name like @ada@other.example.
admin-purge-look = Show what would go
admin-purge-unknown = There is no such thread, reply or person here.
admin-purge-thread = Take this thread away for good?
admin-purge-thread-effect =
    “{ $title }” by { $who }, with { $replies ->
        [one] { $replies } reply
       *[other] { $replies } replies
    } in it and { $pictures ->
        [one] { $pictures } picture
       *[other] { $pictures } pictures
    } on it.
admin-purge-reply = Take this reply away for good?
admin-purge-reply-effect =
    A reply by { $who }, with { $pictures ->
        [one] { $pictures } picture
       *[other] { $pictures } pictures
    }. What others replied to it stays.
admin-purge-person = Take this person away for good?
admin-purge-person-effect =
    { $who }, with { $threads ->
        [one] { $threads } thread
       *[other] { $threads } threads
    } and { $replies ->
        [one] { $replies } reply
       *[other] { $replies } replies
    }. Nothing more is taken from them. What others replied stays.
admin-purge-for-good = This cannot be undone. Text, former versions, pictures and what search finds go; servers that had it from here are told to delete it. A record stays that says what it was and why it went, without what it said.
admin-purge-reason = Why
admin-purge-reason-help = For administrators only; do not repeat what it said. At most 500 characters.
admin-purge-no-reason = Say why.
admin-purge-submit = Take it away for good
admin-purge-begun = It is gone, or goes in the next minutes where it is much.
admin-purged = What went
admin-purged-none = Nothing yet.
admin-purged-thread = Thread
admin-purged-reply = Reply
admin-purged-person = Person

## Queues
admin-queues-lede = What waits to be sent, and what could not be done.
admin-queues-waiting = Deliveries that wait
admin-queues-waiting-none = Nothing waits.
admin-queues-server = Server
admin-queues-deliveries = Deliveries
admin-queues-oldest = Oldest
admin-queues-search = Search
admin-queues-search-done = Everything can be found.
admin-queues-search-due =
    { $count ->
        [one] { $count } thread or reply waits.
       *[other] { $count } threads and replies wait.
    }
admin-queues-search-text = They are made ready in the background, the newest first, and are not found as they are now before.
admin-queues-aside = Jobs that were set aside
admin-queues-aside-none = None.
# Behind the kind of a job.
admin-queues-job =
    number { $id }, { $tries ->
        [one] { $tries } try
       *[other] { $tries } tries
    }
admin-queues-job-aside =
    number { $id }, { $tries ->
        [one] { $tries } try
       *[other] { $tries } tries
    }, set aside { $when }
admin-queues-payload = What it was to do
admin-queues-retry = Try again
admin-queues-retried = The job is tried again now.

## Mails
admin-mails-lede = What was written to people in the last thirty days, and what became of it.
admin-mails-unconfigured = <b>No mail is sent.</b> There is no mail server in the configuration (mail.host). Hand over the links that people wait for yourself, in a way that only they can read.
admin-mails-none = None.
# Behind what a mail is about: to whom, when, and what became of it.
admin-mails-line = to <bdi>{ $recipient }</bdi>, { $when }; { $state }
admin-mails-body = What it says
# Read out behind that.
admin-mails-body-of = : { $about }, to { $recipient }
# What became of a mail.
admin-mails-waits = waits
admin-mails-waits-after =
    { $tries ->
        [one] waits after { $tries } try
       *[other] waits after { $tries } tries
    }
admin-mails-sent = sent
admin-mails-failed =
    { $tries ->
        [one] given up after { $tries } try
       *[other] given up after { $tries } tries
    }
admin-mails-dropped = not sent
admin-mails-unsent = not sent: there is no mail server
# What a mail is about whose subject is not known.
admin-mails-verify = verify
admin-mails-reset = reset
admin-mails-invitation = invitation
admin-mails-admission = An account that was asked for
admin-mails-decision = decision
admin-mails-answer = answer
admin-mails-mention = mention
admin-mails-followed = followed
admin-mails-rules = rules
admin-mails-desk = desk
admin-mails-moderation = act of moderation

## Reports
admin-reports-lede = What is reported anywhere on this server, latest first.
admin-screening-lede = What these rules look for is reported, held or refused in every community, whoever writes it but administrators. In communities of other servers nothing can be held: it is refused there.

## Settings
admin-settings-lede = What this server is called, and who may do what on it.
admin-settings-name = Name of this place
admin-settings-description = In a sentence or two
admin-settings-description-help = What this place is and for whom. Visitors read it first.
admin-settings-about = About
admin-settings-about-help = Markdown. It stands on the page about this server.
admin-settings-rules = Rules
admin-settings-rules-help = Markdown. What holds in every community here; short and numbered is read.
admin-settings-registration = Who may get an account
admin-settings-registration-closed = Only whom an administrator gives one
admin-settings-registration-invited = Also whom conveners invite into their communities
admin-settings-registration-applied = Whoever asks, and is approved by an administrator
admin-settings-registration-open = Everybody
admin-settings-opening = Who may open communities
admin-settings-opening-admins = Administrators
admin-settings-opening-everyone = Everybody with an account
admin-settings-submit = Save settings
admin-settings-saved = The settings are saved.
## What is asked of whoever makes an account
admin-entrance-text = Who may make an account is said under Settings. Here is what they are asked for besides. Accounts that administrators make are not asked for any of it.
admin-entrance-sum = A sum against programs
admin-entrance-sum-help = The browser works for about a second while the form is filled in; nobody else is asked, and nothing has to be read or clicked. Whose browser cannot do it says who they are, and an administrator decides.
admin-entrance-sum-off = Browsers do no sum
admin-entrance-sum-on = Browsers do a sum before an account is made
admin-entrance-allowed = E-mail addresses only of these domains
admin-entrance-allowed-help = One on each line; those below them are meant, too. Empty: of all.
admin-entrance-denied = No e-mail addresses of these domains
admin-entrance-denied-help = As above. It holds also where an address is changed later.
## What the server tells everybody
admin-notices-announcement = Announcement
admin-notices-announcement-help = Stands above every page until somebody has read it. Plain text, at most 500 characters; empty for none. A changed one is shown again to everybody.
admin-notices-last-day = Its last day
admin-notices-last-day-help = As in 2026-12-31 (UTC). Empty: until you take it away.
admin-notices-terms = Terms
admin-notices-terms-help = Markdown works. What holds between people here and you, as the law asks where you are. Linked from every page.
admin-notices-contact = Contact
admin-notices-contact-help = Markdown works. Who you are and how you are reached, also by people without an account. Linked from every page.

## Closing the server for a while
admin-closing-text = While the server is closed, everybody but administrators is told to come back in a few minutes. They may still sign in, so that you can.
admin-closing-servers = Other servers are told the same and send again what they had to say, so that nothing of it is lost. What waits to be sent is sent all the same.
admin-closing-state = The server is
admin-closing-open = open
admin-closing-closed = closed
admin-closing-words = What people are told
admin-closing-words-help = Why, and until when. At most 300 characters; empty for a plain sentence.
admin-closing-is-closed = The server is closed.
admin-closing-is-open = The server is open.

## Looks
admin-looks-lede = The colour and the pictures by which people know this place. Pictures are JPEG, PNG, WebP or GIF, and still.
admin-looks-accent = Accent colour
admin-looks-accent-help = Of links, buttons and the stripe at the top: ink, varnish, pine, plum, ochre, or a colour such as #8a3315, which is made darker or lighter where it could not be read. Empty for the usual one. A community can have its own.
admin-looks-logo = Mark
admin-looks-logo-help = It is cut to a square and stands beside the name at the top of every page, and in tabs of browsers.
admin-looks-banner = Banner
admin-looks-banner-help = It is cut to three times as wide as high and stands above what visitors read first.
admin-looks-submit = Save looks
admin-looks-saved = It is saved.
