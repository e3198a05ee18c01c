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
