## Reading: people, beside their names
posts-person-bot = bot
posts-person-convener = convener here
posts-person-looks-after = looks after the community
posts-person-moderator = moderator here
posts-person-greeter = greeter here
posts-person-new = new here
# Beside a reply: this person asked the question, or began the thread.
posts-person-asked = asked this
posts-person-began = began this
# What their answers counted for, in a tag or in the whole community.
posts-person-points-in =
    { $count ->
        [one] { $count } point in { $tag }
       *[other] { $count } points in { $tag }
    }
posts-person-points =
    { $count ->
        [one] { $count } point here
       *[other] { $count } points here
    }

## Reading: lists of threads
posts-list-threads = Threads
posts-list-order = Order
posts-list-hot = Hot
posts-list-active = Active
posts-list-new = Newest
posts-list-unanswered = Unanswered
posts-list-top = Top
posts-list-period = Of which time
posts-list-day = Day
posts-list-week = Week
posts-list-month = Month
posts-list-year = Year
posts-list-all-time = All time
posts-list-tag = With the tag { $tag }
posts-list-untagged = Show all
posts-list-no-order = threads cannot be ordered like that
posts-list-none = there is no such list
posts-list-no-page = this page does not exist; start from the first
# Beside the title of a thread.
posts-row-locked = locked
# What a thread is, with the picture of a book.
posts-row-article = article
# What a question without answers is, with the picture of a lock.
posts-row-closed = closed
# Where it stands.
posts-row-in = in { $place }

## Reading: threads about the same, beside a thread
posts-related-replies =
    { $count ->
        [0] no answer yet
        [one] { $count } reply
       *[other] { $count } replies
    }
posts-related-answers =
    { $count ->
        [one] { $count } answer
       *[other] { $count } answers
    }
# $said is one of the two above.
posts-related-in = { $said }, in { $place }
posts-related-accepted = , accepted

## Reading: the front page, for who is not signed in
# The title of the page, as browsers show it.
posts-front-page = { $site }: communities of practice
# A sentence in two halves, each on a line of its own.
posts-front-title = People who do the work,
posts-front-title-rest = answering people who do the work
posts-front-lede = { $site } is a home for communities of practice: people who share a craft ask, answer, and keep what they learnt.
posts-front-open = Everything public can be read without an account.
# The same for pages that link here.
posts-front-described = A home for communities of practice: ask, answer, and keep what was learnt.
posts-front-communities = See the communities
posts-front-new = Read what is new
posts-front-register = Make an account
posts-front-there = Take part from where you already are
posts-front-there-text = You have an account on Mastodon, Lemmy, PieFed or another server of the open social web? You need none here. Search there for the address of a community and follow it.
# The same with the address of a community below it.
posts-front-there-example = You have an account on Mastodon, Lemmy, PieFed or another server of the open social web? You need none here. Search there for the address of a community and follow it:
posts-front-there-then = New questions appear in your timeline. Your replies there are answers here, with your name and your server beside them.
posts-front-listed = Communities
posts-front-all = All communities
posts-front-directory = The directory
posts-front-none = No community has been opened here yet
posts-front-none-text = Whoever has an account can open one, or follow one of another server.
posts-front-card =
    { $followers ->
        [one] { $followers } follower
       *[other] { $followers } followers
    }, { $threads ->
        [one] { $threads } thread
       *[other] { $threads } threads
    }, active { $when }
posts-front-answered = Answered here
posts-front-more = More good threads

## Reading: the front page, for who is signed in, and the lists of all threads
posts-home-new = What is new
posts-home-followed = Your communities
posts-home-local = On this server
posts-home-all = Everything
posts-home-tabs = Which communities
posts-home-tab-local = This server
# How much is new, and whether a question waits that the reader could answer.
posts-home-news =
    { $count ->
        [0] Nothing new for you
        [one] One thing is new for you
       *[other] { $count } things are new for you
    }{ $questions ->
        [0] .
        [one] , and one question waits for an answer.
       *[other] , and questions wait for an answer.
    }
posts-home-applied = Your applications
# Behind the name of a community to which one has applied.
posts-home-applied-asked = the conveners ask you something
posts-home-applied-waits = you applied, and the conveners decide
posts-home-for-you = For you
posts-home-notices = All notices
posts-home-answerable = You could answer these
posts-home-unanswered = All unanswered
# Behind the name of a community.
posts-home-active = active { $when }
posts-home-more = Find more
posts-home-follows-none = You follow nothing yet
posts-home-follows-none-text = Follow communities, here and on other servers, and what is said in them appears here.
posts-home-none = No thread fits
posts-home-none-text = Begin one, or look at another list or a longer time.
posts-home-find = Find communities
posts-home-ask = Ask

## Reading: what a new server still needs, for its administrators
posts-steps = This server is new. What to do next:
posts-steps-describe = <settings>Say what this server is for</settings>
posts-steps-describe-text = Visitors read it on this page and under About.
posts-steps-community = <open>Open a community</open>
posts-steps-community-text = People ask and answer in communities.
posts-steps-people = <settings>Open registration</settings> or <account>Make an account for somebody</account>
posts-steps-people-text = You are the only one who has an account here. People of other servers need none.
# Behind a command.
posts-steps-doctor = Run this on the server: it looks for faults, such as a proxy that hides who calls, and names their cures.

## Reading: a community
posts-community-preview = You see what a stranger sees.
posts-community-preview-end = Back to your own view
posts-community-kinds = Kind
posts-community-all-kinds = All
posts-community-questions = Questions
posts-community-discussions = Discussions
posts-community-articles = Articles
posts-community-links = Links
posts-community-no-kind = there is no such kind of thread
posts-community-shared = Shared from other communities
posts-community-shared-some = What is shared here
posts-community-shared-all = All that is shared here
posts-community-about = About this community
posts-community-library = In the library
posts-community-officers = Conveners and moderators
# Beside a name in that list.
posts-community-convener = convener
posts-community-moderator = moderator
posts-community-looks-after = looks after the community
posts-community-elsewhere = Follow from elsewhere
# The address stands below.
posts-community-elsewhere-text = With an account on Mastodon, Lemmy or another server, search there for
posts-community-rules = Rules
posts-community-waiting = Questions that wait
posts-community-tags = Tags
posts-community-standing = Standing
posts-community-modlog = Moderation log
posts-community-begin = Begin a thread
posts-community-all-threads = All threads
posts-community-shut = Members read here
posts-community-shut-text = What is said in this community is for those who belong to it.
posts-community-shut-join = What it is for, and how to join
posts-community-coming = Its threads are on their way
posts-community-coming-text = This server is fetching the latest threads of this community from { $host }. Load the page again in a moment.
posts-community-nothing-came = Nothing has come here yet
posts-community-nothing-came-text = No thread of this community has come to this server. There may be some on { $host }.
posts-community-there = Look at it on { $host }
posts-community-all-answered = Every question is answered
posts-community-all-answered-text = Nothing waits for you here. Look at what is new instead.
posts-community-none-fits = No such thread here
posts-community-none-fits-text = There are others of another kind or tag.
posts-community-none-then = Nothing in this time
posts-community-none-then-text = Look at a longer time, or at what is new.
posts-community-none = No threads here yet
posts-community-none-text = Nobody has begun one.
posts-community-none-text-begin = Nobody has begun. You can: ask what you would ask a colleague.

## Reading: the tags of a community
posts-tags = Tags
posts-tags-of = Tags of { $place }
posts-tags-used =
    { $count ->
        [one] { $count } thread
       *[other] { $count } threads
    }
# Beside a tag that stands in the list of the community.
posts-tags-kept = in the list
posts-tags-muted = left out of your lists
posts-tags-none = No tags yet
posts-tags-none-text = Threads get them when they are written; then each has a page here.
posts-tags-threads = All threads
posts-tags-add = Add a tag to the list
posts-tags-add-button = Add the tag
posts-tags-added = The tag is in the list.
posts-tags-name = Name
posts-tags-purpose = What it is for
posts-tags-purpose-help = One line.

## Reading: a tag
posts-tag-threads =
    { $count ->
        [one] { $count } thread.
       *[other] { $count } threads.
    }
# With other names of the tag.
posts-tag-threads-also =
    { $count ->
        [one] { $count } thread.
       *[other] { $count } threads.
    } Also: <bdi>{ $names }</bdi>.
posts-tag-all = All tags
posts-tag-follow = Follow
posts-tag-unfollow = Unfollow
posts-tag-mute = Leave it out of my lists
posts-tag-unmute = Show it in my lists again
posts-tag-none = No thread with the tag “{ $tag }” here
posts-tag-none-text = Look at another order or a longer time, or at all threads.
posts-tag-everywhere = Threads with the tag { $tag }
posts-tag-tend = For those who look after the community
posts-tag-synonyms = Other names of it
posts-tag-synonyms-help = With commas between them. Threads that have one of them get this tag in its place.
posts-tag-listed = It stands in the list of this community
posts-tag-save = Save the tag
posts-tag-saved = The tag is saved.
posts-tag-into = The tag that is meant
posts-tag-into-help = This one becomes another name of it, and its threads get that tag. One that is not there yet is made.
posts-tag-merge = Merge it
posts-tag-merged = The tags are one now; their threads follow in a moment.

## Reading: a person
# Read out before the tags that somebody knows well.
posts-profile-knows = Knows well:
posts-profile-offers = Offers
posts-profile-seeks = Looks for
posts-profile-edit = Edit your profile
posts-profile-message = Message
posts-profile-report = Report
posts-profile-follow = Follow
posts-profile-unfollow = Unfollow
posts-profile-open-on = Open on { $host }
posts-profile-threads = Threads
posts-profile-replies = Replies
# Before the title of a thread.
posts-profile-answer-to = Answer to
posts-profile-reply-in = Reply in
posts-profile-accepted = accepted
posts-profile-none = Nothing here yet.
posts-profile-none-own = You have not written anything here yet. <ask>Ask a question</ask>, or answer one of <waiting>those that wait</waiting>.
posts-profile-none-threads = No thread here yet, but replies.
posts-profile-none-replies = No reply here yet, but threads.
posts-profile-left = What you wrote where you read no more is in <list>a list of its own</list>.
posts-profile-about = About { $name }
posts-profile-here = Here
# Before a month.
posts-profile-since = Here since
posts-profile-known-since = Known here since
posts-profile-place = Place
posts-profile-zone = Time zone
# Above a list of communities and tags, each with its points.
posts-profile-heard = Answers count for
posts-profile-points =
    { $count ->
        [one] { $count } point
       *[other] { $count } points
    }
posts-profile-cares = Looks after
posts-profile-belongs = Member of

## Reading: former texts
posts-revisions = Former texts
posts-revisions-before = This was edited before it came to this server, which has no former text of it. Where it was written there may be one.
posts-revisions-now = As it is now, written { $when }
posts-revisions-then = As it was, written { $when }
posts-revisions-by = by { $who }
# Some of what follows, with commas between it.
posts-revisions-changed = Changed: <bdi>{ $what }</bdi>
posts-revisions-whole = The whole text, as it is shown
posts-revisions-title = title
posts-revisions-text = text
posts-revisions-address = address
posts-revisions-language = language (now { $name })
posts-revisions-language-unknown = language (now unknown)
posts-revisions-tags = tags (now: { $names })
posts-revisions-tags-none = tags (now none)
posts-revisions-around = language, address or tags
posts-revisions-nothing = nothing that shows

## Reading: a thread
posts-thread-question = Question
posts-thread-discussion = Discussion
posts-thread-article = Article
posts-thread-link = Link
posts-thread-deleted = Deleted thread
posts-thread-answered = Answered
posts-thread-wiki = members edit this
posts-thread-locked = locked
posts-thread-edited = <revisions>edited</revisions> { $when }
posts-thread-edited-by = <revisions>edited</revisions> { $when } by { $who }
posts-thread-right = said to be right { $when }
posts-thread-right-by = said to be right { $when } by { $who }
posts-thread-shared = shared with <community><bdi>{ $name }</bdi></community>
posts-thread-open-on = Open on { $host }
# The community where a shared thread lives.
posts-thread-from = from { $place }
posts-thread-whole = The whole thread
# The picture of a page that the thread links to.
posts-thread-picture = Its picture
posts-thread-made = Made of this thread: <article><bdi>{ $title }</bdi></article>
posts-thread-licences = Licence of what is written here: { $licences }
posts-thread-licences-partly = Licences of what is written here, where its authors state one: { $licences }
posts-thread-beside = Beside this thread
posts-thread-related = Related
posts-thread-duplicates = Asked there, too
posts-thread-library = In the library
posts-outline = On this page
posts-outline-accepted = , accepted
# Read out behind a figure.
posts-outline-votes =
    { $count ->
        [one] vote
       *[other] votes
    }

## Reading: what an article was made of
posts-credits-both = Made of <source><bdi>{ $title }</bdi></source>, with words by { $people }.
posts-credits-source = Made of <source><bdi>{ $title }</bdi></source>.
posts-credits-people = Made of what others said, with words by { $people }.
posts-credits-none = Made of what others said.

## Reading: how far something has spread
posts-totals-boosts =
    { $count ->
        [one] { $count } boost
       *[other] { $count } boosts
    }
posts-totals-there =
    { $likes ->
        [one] { $likes } like
       *[other] { $likes } likes
    }, { $boosts ->
        [one] { $boosts } boost
       *[other] { $boosts } boosts
    }, by its server
posts-totals-there-likes =
    { $count ->
        [one] { $count } like, by its server
       *[other] { $count } likes, by its server
    }
posts-totals-there-boosts =
    { $count ->
        [one] { $count } boost, by its server
       *[other] { $count } boosts, by its server
    }

## Reading: said above a thread: a title, and what follows it
posts-notice-deleted = Deleted.
posts-notice-deleted-text = Only you see this; you can put it back.
posts-notice-removed = Removed.
posts-notice-removed-text = The moderators took this thread down. Its author and the moderators see it.
posts-notice-why = Why: { $reason }
posts-notice-appeal = If you think that this is wrong, ask for another look.
posts-notice-appeal-to = Write to { $name }
posts-notice-held = Held.
posts-notice-waits = It waits on { $host }.
posts-notice-locked = Locked.
posts-notice-locked-text = It takes no more replies. Moderators may still write.
posts-notice-closed = Closed.
posts-notice-duplicate = Closed as a duplicate.
posts-notice-closed-text = It takes no more answers.
posts-notice-closed-why = It takes no more answers. Why: { $reason }
# A link to the question that this one is a duplicate of.
posts-notice-duplicate-there = a question on { $host }
posts-notice-suggested =
    { $count ->
        [one] { $count } suggested edit waits.
       *[other] { $count } suggested edits wait.
    }
posts-notice-suggested-see = See what would be changed
posts-notice-outdated = Not right any more.
posts-notice-outdated-text = This was said on { $day }.
posts-notice-outdated-by = This was said on { $day } by { $name }.
posts-notice-review = Is this still right?
posts-notice-review-text = It was written some time ago, and you know.
posts-notice-review-say = Say whether it is
posts-coming = { $here } of { $there } replies are here.
posts-coming-now = The others are being fetched now, which goes on when you leave this page.
posts-coming-later = The others are fetched in the background while members here read the thread; until they come they can be read where it lives.
posts-coming-first = Replies are being fetched from { $host }.
posts-coming-first-text = There may be more of them than you see here. It goes on when you leave this page.
posts-coming-again = Load again

## Reading: what lets through what is held
posts-held-rules = Others see it when you have agreed to the rules of this community.
posts-held-rules-read = Read the rules and agree
posts-held-member = Others see it when you are a member of this community.
posts-held-member-join = How to join
posts-held-yours = Others see it when its author is a member and has agreed to the rules, or when you let it through.
posts-held-yours-desk = Decide on the desk
posts-held-theirs = Others see it when its author is a member and has agreed to the rules, or the moderators let it through.
posts-held-read = Others see it when you have read it and let it through.
posts-held-review = Others see it when somebody who looks after this community has read it and lets it through.

## Reading: before somebody writes what others do not see at once
posts-before-held = What you write will be held.
posts-before-held-text = You have not agreed to the rules of this community yet. Until you do, nobody sees it but you and those who look after the community.
posts-before-held-rules = Read the rules and agree
posts-before-held-then = It is kept and held: others see it as soon as you have agreed to the rules.
posts-before-read = What you write will be read first.
posts-before-read-text = Others see it when somebody who looks after the community has let it through.
posts-before-read-then = It is kept, and others see it when somebody who looks after the community has read it and lets it through.
posts-before-waits = What you write will wait on { $host }.
posts-before-sent = It is sent to the community’s own server.

## Reading: replies
posts-replies =
    { $count ->
        [0] No replies yet
        [one] { $count } reply
       *[other] { $count } replies
    }
posts-replies-answers =
    { $count ->
        [0] No answers yet
        [one] { $count } answer
       *[other] { $count } answers
    }
posts-replies-branch = One reply, and what was said to it
posts-replies-order = Order of replies
posts-replies-best = Best
posts-replies-oldest = Oldest
posts-replies-newest = Newest
posts-replies-no-order = replies cannot be ordered like that
posts-replies-more = More replies
# What somebody wrote.
posts-reply-answer = Answer
posts-reply-reply = Reply
# Read out behind what can be done with it.
posts-reply-about-answer = , answer by { $name }
posts-reply-about = , reply by { $name }
# The form for them: its heading, its field and its button.
posts-form-answer = Answer
posts-form-answer-text = Your answer
posts-form-answer-post = Post answer
posts-form-reply = Reply
posts-form-reply-text = Your reply
posts-form-reply-post = Post reply
posts-form-kind = What you write
posts-form-kind-answer = It answers the question
posts-form-kind-comment = It is a comment: a detail, a question back
posts-form-to = Reply to <reply><bdi>{ $name }</bdi></reply>
posts-form-licence = What you write here can be used under the licence { $licence }.
# In its place, for who cannot reply.
posts-form-none = Reply
posts-form-none-join = Join the community
posts-form-none-sign-in = Sign in to reply
posts-form-none-register = Make an account
# Behind “Accepted answer”.
posts-answer-chosen = chosen by { $name }
posts-answer-chosen-asker = chosen by { $name }, who asked
# Said above a text that others do not see.
posts-mark-deleted = Deleted; only you see it
posts-mark-removed = Removed by the moderators
posts-mark-held = Held; others do not see it yet
posts-mark-hidden = Not shown in this community
posts-mark-waits = It waits there
# Said in place of a text.
posts-gone-thread = Its author deleted this thread.
posts-gone-deleted = Its author deleted this.
posts-gone-hidden = This community does not show this.
posts-gone-removed = The moderators removed this.

## Reading: what can be done with a thread or a reply
posts-act-reply = Reply
posts-act-follow = Follow
posts-act-unfollow = Unfollow
posts-act-save = Save
posts-act-bump = Have others asked
posts-act-edit = Edit
posts-act-suggest = Suggest an edit
posts-act-former = Former texts
posts-act-close = Close…
posts-act-reopen = Open again
posts-act-wiki = Let members edit
posts-act-wiki-end = Let only the author edit
posts-act-delete = Delete…
posts-act-undelete = Put back
posts-act-share = Share…
posts-act-distil = Make an article of it
posts-act-propose = Propose for the library
posts-act-report = Report
posts-act-accept = Accept
posts-act-unaccept = Take back acceptance
posts-act-to-comment = Turn into a comment
posts-act-distinguish = Speak for the team
posts-act-plain = Speak for yourself
posts-act-to-answer = Turn into an answer
# For those who look after the community.
posts-care-remove = Remove…
posts-care-restore = Restore…
posts-care-lock = Lock…
posts-care-unlock = Unlock…
posts-care-lock-branch = Lock the replies to it…
posts-care-unlock-branch = Unlock the replies to it…
posts-care-pin = Pin…
posts-care-unpin = Unpin…
posts-care-shelve = Put into the library…
posts-care-retitle = Change title and tags…
posts-care-move = Move to another community…
posts-care-warn = Warn the author…
posts-care-ban = Ban the author…
posts-care-hide-in = Hide from { $place }…
posts-care-show-in = Show again in { $place }…

## Writing
posts-write-new = New thread
posts-write-where = In which community?
posts-write-where-titled = In which community? Your title goes with you.
posts-write-nowhere = There is no community here yet. Follow one of another server, or open one.
# Communities that one follows, above their list.
posts-write-followed = You follow
posts-write-local = On this server
posts-write-all = All communities
posts-write-kinds = What kind of thread
posts-write-kind-question = I have a question
posts-write-kind-discussion = I want to discuss
posts-write-kind-article = I wrote something
posts-write-kind-link = I found a link
posts-write-kind-unknown = there is no such kind of thread
# What the page is called, and its button, for each kind of thread.
posts-write-question = Ask a question
posts-write-question-post = Post question
posts-write-discussion = Begin a discussion
posts-write-discussion-post = Post discussion
posts-write-article = Share an article
posts-write-article-post = Post article
posts-write-link = Share a link
posts-write-link-post = Post link
# Above threads that may have the answer already.
posts-write-similar = Is it one of these?
posts-write-licence = What you write here can be used under the licence { $licence }.
posts-write-help = Help
posts-write-well = What gets good answers
posts-write-well-one = One question in one thread
posts-write-well-now = What you do now, and what made you doubt it
posts-write-well-tried = What you have tried, and what happened
posts-write-rules = Rules of <bdi>{ $place }</bdi>
posts-write-then = What happens then
posts-write-then-open = Everybody who follows the community sees it, on other servers, too.
posts-write-then-shut = Those who read this community see it, and nobody else.
posts-write-then-answers = You get a notice when somebody answers, and mark the answer that helped.

# Why somebody cannot begin a thread in a community, and where they can go instead.
posts-write-not-member = Its members begin the threads. See what it is for and join it; then you can.
posts-write-not-member-there = Its members begin the threads. Its page says how you can follow or join it.
posts-write-not-restricted = Its threads are begun by the people who look after it. You can reply to them, or ask in another community.
posts-write-not-banned = You can read it. Its moderation log says who decided that and why; write to its conveners if you think they are wrong.
posts-write-not-muted = Your notices say why, and until when; write to its conveners if you think they are wrong.
posts-write-not-suspended = You can read everything. Write to the administrators if you think they are wrong.
posts-write-not-here = You can ask in another community.
posts-write-not-join = Join the community
posts-write-not-read = Read the community
posts-write-not-find = Find another community
posts-write-not-there = Open it on { $host }
posts-write-not-modlog = Moderation log
posts-write-not-conveners = Conveners
posts-write-not-admins = Administrators

## Writing: fields
posts-field-title-question = Your question in one sentence
posts-field-title = Title
posts-field-url = Address
posts-field-text = Text
posts-field-tags = Tags
posts-field-tags-help = Up to { $most }, with commas between them.
posts-field-tags-empty = Threads here get tags from the list of this community, in which there are none yet.
posts-field-tags-used = Up to { $most }, with commas between them. Used here: { $names }.
posts-field-tags-listed = Up to { $most }, with commas between them. From the list of this community: { $names }.
posts-field-tags-among = Up to { $most }, with commas between them. From the list of this community: { $names } and others.
posts-field-language = Language of the text
posts-field-language-own = As in my settings

## Writing: drafts
posts-drafts = Drafts
posts-drafts-lede = What you began to write. Nobody else sees it. The latest { $most } are kept, each for { $days } days after you last wrote on it.
posts-drafts-none = Nothing is waiting
posts-drafts-none-text = What you begin to write is kept here until you post it.
posts-drafts-ask = Ask something
# What a draft is to become, and in which community or thread.
posts-draft-question = Question in { $place }
posts-draft-discussion = Discussion in { $place }
posts-draft-article = Article in { $place }
posts-draft-link = Link in { $place }
posts-draft-reply = Reply in “{ $thread }”
posts-draft-edit = Edit in “{ $thread }”
posts-draft-question-gone = Question; where it was to stand is gone
posts-draft-discussion-gone = Discussion; where it was to stand is gone
posts-draft-article-gone = Article; where it was to stand is gone
posts-draft-link-gone = Link; where it was to stand is gone
posts-draft-reply-gone = Reply; where it was to stand is gone
posts-draft-edit-gone = Edit; where it was to stand is gone
posts-draft-save = Save draft
posts-draft-kept = Your draft is kept.
posts-draft-throw = Throw away
posts-draft-thrown = The draft is thrown away.
# Above a form that holds what was kept, with how long ago that was.
posts-draft-yours = Your draft.
posts-draft-yours-text = You wrote this { $when }; nobody else sees it.
posts-draft-other = You have a draft.
posts-draft-other-text = You began another one here. It stays as it is, and this one is not kept.
posts-draft-all = All your drafts
posts-draft-no-form = there is no such form

## Writing: another text, taking back, replying
posts-edit = Edit
posts-edit-former = The former text is kept and can be read by everybody.
posts-edit-save = Save
posts-edit-leave = Leave as it is
posts-delete-thread = Delete this thread?
posts-delete-thread-text = Nobody but you will see it, and other servers are told to delete it. Its replies stay. You can put it back; its pictures are deleted for good after a day.
posts-delete-reply = Delete this reply?
posts-delete-reply-text = Nobody but you will see it, and other servers are told to delete it. What was said to it stays. You can put it back; its pictures are deleted for good after a day.
posts-delete-button = Delete
# What one wrote where one reads no more
posts-left = What you wrote where you read no more
posts-left-lede = You left these communities, or may not read in them now. Of what is said there you see nothing but your own words: you can delete them and put them back.
posts-left-none = Nothing here.
posts-left-is-deleted = Deleted
posts-left-back = Put back
posts-left-deleted = Deleted. Other servers are told to do the same.
posts-left-put-back = It is back where you wrote it.
posts-reply-kind-unknown = A reply is an answer or a comment.
posts-team-unclear = A reply is the word of the team or it is not.

## Writing: suggested edits
posts-suggest = Suggest an edit
posts-suggest-lede = Its author and those who look after the community see it, and take it or not. If they do, you are named as who wrote it.
posts-suggest-note = Why
posts-suggest-note-help = One line, for who decides.
posts-suggest-button = Suggest
posts-suggest-done = Your text is suggested. Its author and those who look after the community can take it.
posts-suggested = Suggested edits
posts-suggested-none = Nothing waits
posts-suggested-none-text = Other texts that members suggest for this thread and its replies appear here.
posts-suggested-back = Back to the thread
# What a suggested text is for: a link to it.
posts-suggested-reply = For a reply
posts-suggested-thread = For the thread itself
posts-suggested-by = by { $person }, { $when }
posts-suggested-why = Why: <bdi>{ $note }</bdi>
posts-suggested-title = Title: <b><bdi>{ $title }</bdi></b>
posts-suggested-outdated = The text was changed since this was suggested, so it cannot be taken as it is.
posts-suggested-reason = Why not, if you do not take it; who suggested it reads that
posts-suggested-take = Take it
posts-suggested-decline = Do not take it
posts-suggested-withdraw = Take it back
posts-suggested-taken = The text is taken.
posts-suggested-not-taken = The text is not taken.
posts-suggested-withdrawn = Your suggestion is taken back.
posts-suggested-unclear = take it, or do not
posts-suggested-declined = What you suggested and was not taken
# $label is posts-suggested-reply or posts-suggested-thread.
posts-suggested-not = <what>{ $label }</what>, suggested { $when }
posts-suggested-not-since = <what>{ $label }</what>, suggested { $when }. Why not: <bdi>{ $reason }</bdi>
posts-wiki-unclear = members edit it, or do not

## Writing: closing a question
posts-close-title = Close a question
posts-close = Close this question
posts-close-lede = It takes no more answers; what was answered stays, and can be talked about. You can open it again.
posts-close-reason = Why
posts-close-reason-help = One line, shown above the question.
posts-close-of = It is a duplicate of
posts-close-of-help = The address of the other question: of this community, of another one, or on another server.
posts-close-button = Close

## Writing: sharing with another community
posts-share-title = Share { $thread }
posts-share = Share this thread
posts-share-lede = It stays here, with all that is said in it. The other community shows it beside its own threads, and its people answer it, too.
posts-share-with = With which community
posts-share-choose = Choose one of these.
posts-share-button = Share it
posts-share-done = It is shared with { $place } now.
posts-shared-title = Shared with { $place }
posts-shared = Shared with this community
posts-shared-lede = Threads of other communities that were shared with this one. Each has its home there, and is answered from either side.
posts-shared-none = Nothing is shared here yet
posts-shared-none-text = What communities that work together with this one share with it stands here.
posts-shared-threads = Threads of this community
# In a list: the community that a shared thread is from.
posts-shared-from = from { $place }
# For moderators: which of what is shared they hide.
posts-shared-care = What this community shows of it
posts-shared-hidden = hidden
posts-shared-show = Show again…
posts-shared-hide = Hide…

## Writing: what is wrong with a field
posts-wrong-empty = Write something first.
posts-wrong-unchanged = Change something first.
posts-wrong-article-empty = An article needs a text.
posts-wrong-untitled = Give it a title.
posts-wrong-long = At most { $most } characters.
posts-wrong-draft-long = This is too long to be kept.
posts-wrong-reply-gone = One of the replies has gone meanwhile; look at what is ticked.
posts-wrong-language = This is no language that we know, like en or pt-BR.
posts-wrong-url-none = Give the address of what you found.
posts-wrong-url-long = This address is too long.
posts-wrong-url = This is no web address; it begins with https:// or http://.
posts-wrong-tags-none = A thread needs a tag here.
posts-wrong-tags-many = At most { $most } tags.
posts-wrong-tags = Tags are words of letters, digits, hyphens and underscores, up to { $most } characters.
posts-wrong-tag = A tag is a word of letters, digits, hyphens and underscores, up to { $most } characters.
posts-wrong-tag-same = This is the same tag.
posts-wrong-synonyms = At most { $most } other names.
posts-wrong-list-full = A list of tags has at most { $most }.
# Of the other question, when one is closed as a duplicate.
posts-wrong-no-reason = Say why, or which question it is a duplicate of.
posts-wrong-other-none = Give the address of the other question.
posts-wrong-other-missing = There is no such question here.
posts-wrong-other-same = This is the question itself.
posts-wrong-other-kind = This is no question.
posts-wrong-other-circle = That one is closed as a duplicate of this.
posts-wrong-other-secret = Not everybody who reads this question may read that one.

## Writing: whose words an article has
# Below an article that was made of others' words, where other servers show it: $source is the thread, $people are names.
posts-made = Made of { $source }, with words by { $people }.
posts-made-of = Made of { $source }.
posts-made-by = With words by { $people }.
posts-made-by-others = With words of others.
