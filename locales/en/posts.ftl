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
