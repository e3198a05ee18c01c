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
posts-reply-kind-unknown = A reply is an answer or a comment.

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
posts-shared-lede = Threads of communities that this one works together with. Each has its home there, and is answered from either side.
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
posts-wrong-tags = Tags are words of letters, digits and hyphens, up to { $most } characters.
posts-wrong-tag = A tag is a word of letters, digits and hyphens, up to { $most } characters.
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
