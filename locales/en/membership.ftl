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
membership-field-rules-change = If you change them
membership-field-rules-change-editorial = They say the same in other words
membership-field-rules-change-editorial-help = Nobody has to agree again.
membership-field-rules-change-material = They say something else
membership-field-rules-change-material-help = All members are asked to agree again.
membership-field-grace-days = Days for agreeing to changed rules
membership-field-grace-days-help = So long members go on as before. Afterwards what they write is held until they agree. With 0 it is held at once.
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
membership-desk-held-text = On this server nobody but its author and you sees it. It is shown by itself when its author is a member and has agreed to the rules.
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
membership-desk-held-parent = What it replies to is held. It follows when that is let through.
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
membership-about-modlog = What moderators did, and why
