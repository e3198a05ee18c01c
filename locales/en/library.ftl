## The library of a community, and one of its collections
library-title = Library of { $place }
library-heading = Library
library-all = All collections
library-new = New collection
library-review = To be checked
library-export = Take a copy
library-pinned = pinned
library-answers = questions and answers
library-shut = Members read here
library-shut-text = What is said in this community is for those who belong to it.
library-shut-join = What it is for, and how to join
library-none = No collections yet
library-none-text = Here those who look after the community put its best threads in order for others to find.
library-none-make = Make one
library-none-threads = All threads
library-proposals = Proposed by members
# Below a thread: who proposes it for which collection.
library-proposed-by = Proposed by { $author } for <collection><bdi>{ $title }</bdi></collection>
# The same where nothing is known of them any more.
library-proposed = Proposed for <collection><bdi>{ $title }</bdi></collection>
# Buttons. The title of the thread is read out behind each.
library-proposed-why = Why (optional; whoever proposed it is told)
library-proposed-accept = Take in
library-proposed-decline = Do not take in
library-proposed-accepted = It is in the collection.
library-proposed-declined = It is not taken in.
library-proposed-undecided = say whether it is taken in
library-edit = Change
library-answered-by = Answered by { $author }
library-whole-answer = The whole answer
library-question = The question
library-empty = There is nothing in it yet.

## Making a collection
library-new-title = New collection, { $place }
library-new-submit = Make the collection
library-new-done = The collection is made.
library-new-many = A library has at most { $most } collections.
library-field-title = Title
library-field-title-none = Give it a title.
library-field-title-long = At most { $most } characters.
library-field-introduction = Introduction
library-field-introduction-help = Markdown works. What one finds here, and where to begin.
library-field-introduction-long = At most { $most } characters.
library-field-kind = What is in it
library-field-kind-threads = Threads
library-field-kind-threads-help = You put them in from their pages, and in order here.
library-field-kind-answers = Questions and answers
library-field-kind-answers-help = Each question is shown with the answer that was accepted. It begins with the best ones.
library-field-kind-wrong = Choose threads or answers.
library-field-tag = Only questions with this tag
library-field-tag-help = May be empty. For questions and answers.
library-field-tag-wrong = A tag is one word of letters, digits, hyphens and underscores.

## Changing a collection
library-edit-title = Change a collection, { $place }
library-edit-heading = Change the collection
library-edit-back = The collection
library-edit-done = The collection is saved.
library-edit-meanwhile = Somebody has changed the collection since you opened it. Look at it first, or save once more to put yours in its place.
library-edit-position = Place among the collections
library-edit-position-help = The smallest number comes first.
library-edit-position-wrong = A number from 0 to 9999.
library-edit-pinned = It stands before the others
library-edit-featured = It is named on the front page of the community
library-edit-sections = Sections
library-edit-sections-text = A section without a title is left out; what stood in it stands in the one before.
library-edit-sections-many = At most { $most } sections.
library-edit-section = Section { $number }
library-edit-section-title-long = The title of a section has at most { $most } characters.
library-edit-section-position = Place among the sections
library-edit-entries = What is in it
# Both bold words are what stands on the page of a thread: a menu, and what is chosen in it.
library-edit-entries-none = Nothing yet. Threads are put in from their own pages: <b>Moderate</b>, <b>Put into the library</b>.
library-edit-entry-gone = A thread that is not shown any more
library-edit-entry-proposed = proposed
library-edit-entry-section = Section
library-edit-entry-first = Before the first section
library-edit-entry-position = Place in its section
library-edit-entry-note = Said beside it
library-edit-entry-note-long = A note has at most { $most } characters.
library-edit-entry-out = Take it out
library-edit-more = More answered questions
library-edit-fill = Add the best questions with an accepted answer that are not in it
library-edit-tag-help = May be empty.
library-edit-submit = Save

## Taking a collection away
library-delete-link = Delete the collection…
library-delete = Delete this collection?
library-delete-lede = The threads in it stay where they are. Its introductions and its order are gone for good.
library-delete-submit = Delete the collection
library-delete-done = The collection “{ $title }” is deleted.

## Putting a thread into a collection, or proposing it for one
library-shelve-title = Into the library
library-shelve = Put into the library
library-shelve-lede = It stands there behind what is in the collection; its place can be changed there.
library-shelve-submit = Put it there
library-shelve-done = The thread is in the library.
library-propose = Propose for the library
library-propose-lede = Those who look after the community decide whether it is taken in.
library-propose-submit = Propose it
library-propose-done = It is proposed. Those who look after the community decide about it.
library-shelve-none = There are no collections yet.
library-shelve-make = Make one
library-shelve-back = Back to the thread
library-shelve-collection = Collection
library-shelve-collection-wrong = Choose one of the collections.
library-shelve-collection-full = A collection has at most { $most } threads.
library-shelve-collection-waiting = So many proposals wait for this collection that none is taken now.
library-shelve-collection-yours = { $most } of your proposals wait for this collection; propose more when they are decided.
library-shelve-note = Said beside it
library-shelve-note-help = In one line why it is worth reading. May be empty.
library-shelve-note-long = At most { $most } characters.

## Making an article of a thread
library-distil-title = Make an article
library-distil = Make an article of this thread
library-distil-lede = Shorten, order and complete what was said. Whoever began the thread, and everybody whose reply is ticked, is named under the article, and each links to the other.
library-distil-words = Whose words it uses
library-distil-accepted = Accepted answer by { $author }
library-distil-answer = Answer by { $author }
library-distil-comment = Comment by { $author }
library-distil-take = Begin anew with the words of these
library-distil-field-title = Title
library-distil-field-body = Text
library-distil-field-tags = Tags
library-distil-field-tags-help = Up to 8, with commas between them.
library-distil-submit = Post the article

## Threads that have grown old
library-queue-title = To be checked in { $place }
library-queue = To be checked
library-queue-lede = Threads that were written some time ago, and of which nobody has said since whether they are still right. Those who answered have been asked.
# The bold word is one of the pages of the settings.
library-queue-none = Nothing waits. After how long something does is said in the settings, under <b>Library</b>.
library-queue-outdated = not right any more
# When comes from locale-….
library-queue-since = waits since { $when }
# A button. The title of the thread is read out behind it.
library-queue-check = Check
library-check = Is it still right?
library-check-lede = Read it once more, with its answers. What you say is shown on the thread with your name and the date.
library-check-right = Yes, still right
library-check-updated = It is again: I have changed it
library-check-outdated = Not any more
library-check-edit = Change the words
library-check-back = Back to the thread
library-check-unsaid = say whether it is still right
library-check-right-done = Thank you. The thread says that it is still right.
library-check-updated-done = Thank you. The thread says that it is right again.
library-check-outdated-done = Thank you. The thread says that it is not right any more.

## Copies to take along
library-export-title = A copy of { $place }
library-export-heading = A copy of the library
library-export-lede = One archive with everything here that everybody may read: all collections and threads as pages that are read without a server, the same as JSON, and a list with a hash of every file.
library-export-cut = Of the pictures of one thread those beyond 64 MiB are left out; manifest.json names them.
library-export-shut = Not everybody reads this community, so there is nothing to copy.
library-export-submit = Make a copy
library-export-replaces = It takes the place of the one there is.
library-export-begun = A copy is being made.
library-export-running = A copy is being made.
library-export-running-text = It goes on when you leave this page; load it again to see how far it is.
library-export-running-again = Load again
library-export-ready = The copy of { $day } is ready.
library-export-ready-text =
    { $threads ->
        [one] It has { $threads } thread and { $size } MiB, and is kept until { $until }.
       *[other] It has { $threads } threads and { $size } MiB, and is kept until { $until }.
    }
library-export-ready-get = Download
library-export-stuck = The copy of { $day } did not come to its end.
library-export-stuck-text = Make it anew.
library-export-failed = The copy of { $day } was given up.
library-export-failed-shut = The community is not for everybody to read any more.
library-export-failed-lost = What was made of it so far is not on this machine; make it anew.
library-export-failed-large = It would be larger than a copy may be; ask the administrators for one.

## The pages in a copy, in the language of the community
library-copy-collections = Collections
library-copy-threads = All threads
library-copy-threads-page = Threads, page { $number }
library-copy-page = Page { $number }
library-copy-page-before = The page before
library-copy-about = A copy of { $address }, made on { $day }. It holds what everybody could read then. Each thread and reply names its licence. The same is beside each page as JSON; SHA256SUMS has a hash of every file.
# Above a thread, an accepted answer or another reply: who wrote it, their address, when, and under which licence.
library-copy-by =
    { $kind ->
        [question] question by <bdi>{ $name }</bdi> ({ $address }), { $day }. { $licence }. <source>Where it was written</source>
        [discussion] discussion by <bdi>{ $name }</bdi> ({ $address }), { $day }. { $licence }. <source>Where it was written</source>
        [article] article by <bdi>{ $name }</bdi> ({ $address }), { $day }. { $licence }. <source>Where it was written</source>
        [link] link by <bdi>{ $name }</bdi> ({ $address }), { $day }. { $licence }. <source>Where it was written</source>
        [accepted] Accepted answer by <bdi>{ $name }</bdi> ({ $address }), { $day }. { $licence }. <source>Where it was written</source>
       *[reply] <bdi>{ $name }</bdi> ({ $address }), { $day }. { $licence }. <source>Where it was written</source>
    }
library-copy-tags = Tags: { $tags }
# { $reason } is a sentence of whoever closed the question, or nothing.
library-copy-closed = Closed. { $reason }
library-copy-duplicate = Closed as a duplicate of <question>{ $address }</question>. { $reason }
library-copy-more = There are more replies, which are not in this copy.
