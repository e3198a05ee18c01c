following-title = What you follow
following-lede = You are told of what is new in it. Nobody else sees this list. Communities that you follow are on the front page.
following-mails = Mails about it
following-searches = Searches that you follow
following-none = You follow nothing yet
following-none-text = Follow a thread, a tag or a person on their page, and you are told of what is new.
following-find = Find communities
# What something in the list is.
following-thread = thread
following-tag = tag
following-person = person
following-unreadable = It cannot be read any more.
# Behind the name of a tag: its community.
following-in = in <bdi>{ $place }</bdi>
following-end = Unfollow
following-ended = You follow it no more.

## What came of following or not
following-thread-on = You are told of replies to this thread.
following-thread-off = You follow this thread no more.
following-person-on = You are told of what they write, where you read it. They do not learn of it.
following-person-off = You follow them no more.
following-tag-on = You are told of threads with this tag.
following-tag-muted = Threads with this tag are left out of your lists.
following-tag-off = You neither follow nor mute this tag.
following-no-choice = there is no such choice

## Saving
following-saved-title = What you saved
following-saved-lede = Nobody else sees this list or your notes.
following-saved-none = You saved nothing yet
following-saved-none-text = Save a thread or an answer below it, with a note for yourself.
# Before the title of the thread.
following-saved-reply = Reply in
following-saved-thread = Thread
following-saved-when = saved { $when }
following-saved-remove = Remove
following-saved-removed = It is saved no more.
following-save = Save
following-save-this = Save this
following-save-button = Save it
following-save-done = It is saved.
following-note = Your note
following-note-field = A note for yourself
following-note-help = Nobody else reads it. It may be empty.
following-note-button = Save the note
following-note-long = At most { $most } characters.
