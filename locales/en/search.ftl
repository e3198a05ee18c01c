search-title = Search
search-field = Search
search-button = Search
# What the form on the page is for.
search-again = Search again
search-help = Words in threads, their tags and replies and in the library, names of people and communities. For those who are signed in also handles and addresses of other servers, such as !name@server.

## How to narrow a search. What stands before a colon, and question, answered and their like behind it, is typed so in every language.
search-narrow = How to narrow a search
search-narrow-phrase = "hide glue"
search-narrow-phrase-text = these words, one behind the other
search-narrow-beginning = lamin*
search-narrow-beginning-text = words that begin so, from three letters on
search-narrow-tag = tag:repair
search-narrow-tag-text = threads with this tag
search-narrow-author = author:name community:name
search-narrow-author-text = by somebody, or in one community; name@server for those of other servers
search-narrow-kind-text = or discussion, article, link, answer, comment
search-narrow-state-text = or unanswered, accepted
search-narrow-day-text = written on that day or later, and before one
search-narrow-language-text = in this language

## What was found
search-communities = Communities
search-people = People
search-library = Library
# Above threads that have not all the words that were looked for, below replies that have.
search-threads-partly = Threads with some of the words
search-replies-more = Look on in replies
search-threads = Threads
search-replies = Replies
search-what = What to search
search-kinds = Of which kind
search-kind-all = All kinds
search-kind-questions = Questions
search-kind-discussions = Discussions
search-kind-articles = Articles
search-kind-links = Links
search-kind-answers = Answers
search-kind-comments = Comments
search-states = In which state
search-state-any = Any state
search-state-answered = Answered
search-state-unanswered = Unanswered
search-state-accepted = Accepted
# What something in a list is.
search-answer = Answer
search-comment = Comment
# Behind a title: its community.
search-in = in { $place }
search-behind = Search is being made ready: what is older may not be found yet.
# “Older” is web-older.
search-tired = There is a lot to look through, and only the newest of it was. “Older” looks on.
search-ask-head = Not what you meant?
search-ask = Ask this as a question
search-ask-text = The words you searched for become the title.
search-find = Find communities

## Where nothing was found, and which words were looked for
search-nothing-other = Other words may find something. Or ask: somebody may know.
search-nothing-page = There is nothing on this page
search-nothing-asked = Nothing here is as you asked
search-none-asked = None is as you asked.
search-nothing-word = There is no word to look for
search-nothing-word-text = A word has letters or digits.
search-nothing-any = Nothing here has any of these words
search-none-any = None has any of these words.
search-partly-any = Nothing has all of these words. Here is what has some of them.
search-nothing-words = Nothing was found for these words
# $words are those that were looked for one by one, put together by the texts below; $count is how many.
search-nothing-words-text =
    { $count ->
        [one] Nothing has all of them, and nothing has { $words }.
       *[other] Nothing has all of them, and nothing has any of { $words }.
    }
search-none-words =
    { $count ->
        [one] None has all of these words, and none has { $words }.
       *[other] None has all of these words, and none has any of { $words }.
    }
search-partly-words =
    { $count ->
        [one] Nothing has all of these words. Here is what has { $words }.
       *[other] Nothing has all of these words. Here is what has some of { $words }.
    }
search-word = “{ $word }”
# Words are put together from the first to the last but one, then with the last.
search-word-next = { $before }, { $word }
search-word-last = { $before } and { $word }
search-cut = Only the first { $most } words were looked for.

## What cannot be looked for
search-long = At most { $most } characters.
# $names are English words with commas between them, which are typed so.
search-wrong-name = { $filter }: takes one of { $names }.
search-wrong-day = { $filter }: takes a day, such as { $filter }:2026-03-31.
search-wrong-language = lang: takes the code of a language, such as lang:de.

## Handles and addresses of other servers
search-abroad-signed-out = People, communities and threads on other servers are looked up for those who are signed in.
search-abroad-sign-in = Sign in
search-abroad-site = You came here from another site.
search-abroad-now = Look it up now
search-abroad-nothing = Its server has nothing there that can be shown here, or cannot be reached now.
search-abroad-too-often = You have asked other servers for a lot within the hour. Try again later.
search-interaction = From another server
search-interaction-nothing = This is no address of a person, a community, a thread or a reply.
search-interaction-site = Another site sent you here for this. Looking it up asks its server.
search-interaction-here = Search here
search-interaction-look-up = Look it up

## Following a search
search-follow = Follow this search
search-follow-text = You are told, once a day at most, when something new is found.
search-no-list = There is no such list.
search-followed-already = You are told when something new is found by this search.
search-followed-now = You are told when something new is found by this search, once a day at most.
search-followed = Searches that you follow
search-followed-lede = You are told, once a day at most, when something new is found by one. Nobody else sees this list.
search-followed-else = What else you follow
search-followed-saved = What you saved
# What a search lists.
search-followed-threads = threads
search-followed-replies = replies
search-followed-since = since { $when }
search-followed-end = Unfollow
search-followed-ended = You follow it no more.
search-followed-most = You can follow { $most } searches. What was written before you followed one is not told, nor what comes to fit later.
search-followed-none = You follow no search yet
search-followed-none-text = Search for something, and follow the search below its results.
search-followed-find = Search
search-unfollowable-empty = Write what to look for; then it can be followed.
search-unfollowable-long = Searches of up to { $most } characters can be followed.
search-unfollowable-state = What is new has no answers yet: follow the search without this state.
search-unfollowable-before = What ends on a day has nothing new: follow the search without “before:”.
search-unfollowable-kind = This search lists nothing of that kind.
search-unfollowable-many = You follow { $most } searches. End one of them, then you can follow this one.
