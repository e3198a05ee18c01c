## Why a rule says no
error-suspended = Your account is suspended.
error-banned = You are banned from this community.
error-muted = Moderators have asked you to read only, for now: you cannot write in this community.
error-not-author = Only the author may do that.
error-not-moderator = Only conveners and moderators of this community may do that.
error-not-convener = Only conveners of this community may do that.
error-not-admin = Only administrators of this server may do that.
error-not-asker = Only the person who asked, or a convener, may accept an answer.
error-asker-first = The person who asked chooses first; you can accept an answer later.
error-remote-author = Its author writes on another server, where only they can change it; tell them in a reply what you would change.
error-agreement-owed = Agree to the rules of this community first.
error-text-changed = The text was changed since this was suggested.
error-other-account = This is for another account here; sign in with that one, and come back.
error-posting-restricted = Only conveners and moderators may start threads here.
error-not-member = Only members of this community may do that.
error-member-already = You are a member of this community already.
error-applied-already = You have applied already; the conveners have yet to decide.
error-invitation-needed = This community takes new members by invitation only.
error-other-domain = This community takes people with an e-mail address of certain domains, and you have not confirmed one of those.
error-joining-closed = This community takes no new members.
error-applied-too-often = So many applications have come in that none is taken now; try again tomorrow.
error-too-soon = You can apply again later; the page says when.
error-last-convener = You are the last convener of this community; name another one first.
error-decided-already = This application has been decided already.
error-kept-out = They are suspended or banned here, so nothing of theirs is let in. It can be once that is lifted.
error-outside-server = Only members read this community, and nothing of it goes to their server.
error-locked = This thread is locked; it takes no more replies.
error-closed = This question is closed; it takes no more answers.
error-deleted = This has been deleted.
error-removed = This has been removed by the moderators.
error-held = This is held and not shown to others yet.
error-too-deep = Replies here are nested too deeply; answer further up.
error-not-an-answer = Only an answer to a question can be accepted.
error-not-a-question = Only questions have answers.
error-tag-not-listed = This community uses the tags of its own list only.
error-nothing-to-appeal = This does not hold any more: there is nothing to appeal against.
error-appealed-already = You have appealed against this already. There is one appeal for each decision.
error-appeal-decided = This appeal has been decided already, for good.
error-own-act = Somebody else of the team decides: what is appealed against was your own act.
error-talk-full = That is a lot for one day. Please wait until you are answered.
error-not-waiting = This question does not wait for an answer.
error-bumped-enough = Others can be asked once it has waited a while, twice at most, with two days in between.
error-registration-closed = Registration is closed on this server.
error-community-creation-closed = Only administrators may open communities on this server.
error-wrong-origin = Nobody but the object's own server may change it.
error-peer-blocked = This server does not accept anything from that host.
error-community-gone = This community does not exist any more.
error-not-public = Only public posts can be taken into a public community.
error-nothing-public = Only what everybody may read can be copied, and not everybody reads this community.
error-not-private = What is for everybody cannot be taken into a community that only its members read.
error-cannot-keep-private = Only its members read this community, and the software of your server would show others what is said there.
error-not-for-everybody = Only communities that everybody may read work together.
error-not-linked = These two communities do not work together.
error-sharing-restricted = The conveners of this community share its threads themselves.
error-oneself = You cannot do that to yourself.
error-not-answered = They have not answered yet, and you have no community in common: you have written as much to them as you can in a day. Wait for their answer, or write again tomorrow.
error-too-many-strangers = You have written to many people today with whom you have no community in common. Write to more of them tomorrow.
error-too-many-begun = You have begun to write to many people today who have never written to you. Begin with more of them tomorrow; those you have begun with you can go on writing to.
error-foreign-form = This form did not come from a page of this server, or it is out of date. Go back, load the page again and send it once more.
error-server-account = This account is the server's own.
error-last-admin = This is the last administrator of this server; make another one first.
error-last-owner = somebody else has to own this server first
error-outranked = Somebody with a higher office has decided this.
error-screened = A rule of this place does not let this through.
error-too-much-held = So much of yours waits to be read here that no more is taken today.

## What can go wrong: told as a sentence that begins with a capital letter and ends with a full stop
error-signed-out = sign in first
error-invalid = some fields need another look
error-too-many = this was more than is taken in a short time; try again in { $patience }
error-too-large = this is more than the server takes at once; send less
error-disk-full = the disk of this server is full; nothing was saved
error-closed-for-now = this server is closed for a while; please come back in a few minutes
error-too-slow = this took too long; try again
error-changed-meanwhile = this has changed meanwhile; look at it again
error-codes-asked-already = codes are asked for already
error-role-changed = what they are has just changed; look once more
error-not-proposed = they propose it no more
error-replies-full = there are as many saved replies as there may be; delete one first
error-accepted-meanwhile = another answer was accepted meanwhile
error-suggestions-full = so many suggestions wait here that none is taken now
error-text-changed-meanwhile = the text was changed since you began; look at it in another tab, take from it what is to stay, and send yours again
error-applications-full = so many applications wait here that none is taken now
error-database = the database failed
error-database-away = the database cannot be reached
error-internal = something went wrong here
error-send-again = please send it again
error-address-taken = this address belongs to another account here; sign in with that one, or give this account another address

# How long to wait, behind “in”: error-too-many and web-refused-too-many-text.
error-minutes =
    { $count ->
        [one] a minute
       *[other] { $count } minutes
    }
error-hours =
    { $count ->
        [one] an hour
       *[other] { $count } hours
    }

## What stands in the way for now
error-copy-under-way = a copy is being made already
error-copies-full = there are many copies on this server; make one when some of them are gone

## What is not here
# Of what there is no text of its own for, $what is an English word; a language may leave it out.
error-no-thread = there is no such thread
error-no-community = there is no such community
error-no-reply = there is no such reply
error-no-answer = there is no such answer
error-no-held = there is no such held thread or reply
error-no-person = there is no such person
error-no-collection = there is no such collection
error-no-tag = there is no such tag
error-no-page = there is no such page
error-no-former-text = there is no such former text
error-no-account = there is no such account
error-no-server = there is no such server
error-no-application = there is no such application
error-no-suggestion = there is no such suggestion
error-no-notice = there is no such notice
error-no-report = there is no such report
error-no-message = there is no such message
error-no-draft = there is no such draft
error-no-invitation = there is no such invitation
error-no-session = there is no such session
error-no-step = that took too long; please sign in again
error-no-address-link = there is no such link: each works once and for seven days. Your settings can send a new one, under Mail
error-no-password-link = there is no such link: each works once and not for long. Ask for a new one where you sign in, or whoever gave it to you
error-no-setup-link = there is no such set-up link: each works once, for seven days, and only while this server has no administrator. As long as it has none, the command guildhall setup prints a new one
error-no-mail-link = there is no such link: perhaps it was cut short; your settings have the same switches
error-no-person-to-write-to = there is no such person to write to
error-no-copy = there is no such copy
error-no-form = there is no such form
error-no-job = there is no such job
error-no-job-aside = there is no such job that was set aside
error-no-library = there is no such library
error-no-line = there is no such line
error-no-link = there is no such link between these communities
error-no-steps = there is no such list of first steps
error-no-login = there is no such login
error-no-actor = there is no such person or community
error-no-proposal = there is no such proposal
error-no-rules = there is no such rules
error-no-saved-reply = there is no such saved reply
error-no-saved = there is no such saved thread or reply
error-no-rule = there is no such rule
error-no-schedule = there is no such schedule
error-no-search = there is no such search
error-no-server-of-this-name = there is no such server of this name
error-no-shared-thread = there is no such shared thread
error-no-thread-or-reply = there is no such thread or reply
error-no-thread-reply-person = there is no such thread, reply or person
error-no-version = there is no such version
error-no-used-link = there is no such link: it was used, or a later message has another one
error-no-open-invitation = there is no such invitation: it was used up or withdrawn, its time is over, or whoever made it may not invite any more. Ask the conveners for another one
error-no-such = there is no such { $what }
error-gone-thread = this thread has been deleted
error-gone-reply = this reply has been deleted
error-gone-community = this community has been deleted
error-gone-person = this person has been deleted
error-gone-account = this account has been deleted
error-gone-feed = this feed of this key has been deleted
error-gone = this { $what } has been deleted

## What stands in the way
error-introductions-there = there is an introductions thread already; another one is chosen in the settings
