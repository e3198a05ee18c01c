## The page
notifications-title = Notices
notifications-all-read = Mark all as read
notifications-new = new
# Read out behind it: which notice it is.
notifications-read = Mark as read
notifications-none = Nothing yet
notifications-none-text = Answers and replies to what you wrote, mentions of you and decisions about what you asked for appear here.
notifications-ask = Ask something
notifications-find = Find communities
notifications-no-such = there is no such notice

## Parts of notices
# In place of a name, where nobody knows whose it was.
notifications-somebody = Somebody
# In place of the name of whoever took it along when they left.
notifications-former-member = A former member
# A community of another server.
notifications-place-elsewhere = { $place } on { $host }
# Below what moderators did.
notifications-why = Why: { $reason }
notifications-why-not-said = No reason was given.
notifications-until = It ends on { $day }.
# For whoever lost something by it.
notifications-appeal = If you think that this is wrong, you can answer those who look after { $place }.

## What happened. $who is a name, $place a community.
notifications-answer = { $who } answered your question
notifications-reply = { $who } replied to you
notifications-mention = { $who } mentioned you
notifications-in-followed-thread = { $who } wrote in a thread that you follow
notifications-in-followed-tag = { $who } began a thread with a tag that you follow in { $place }
notifications-by-followed-person = { $who }, whom you follow, wrote in { $place }
notifications-in-search = Something new is found by your search “{ $search }”
notifications-in-former-search = Something new was found by a search that you followed
notifications-asked-to-answer = A question waits in { $place }, and you wanted to be asked
notifications-accepted = { $who } accepted your answer
notifications-follow-accepted = You now follow { $place }
notifications-follow-refused = { $place } did not let you follow it
notifications-membership-ended = You are no longer a member of { $place }, and read no more there
# $whom is the name of who was reported.
notifications-reported-person = { $who } reported { $whom }
notifications-reported-person-in = { $who } reported { $whom } in { $place }
notifications-reported-thread = { $who } reported a thread by { $whom }
notifications-reported-thread-in = { $who } reported a thread by { $whom } in { $place }
notifications-reported-reply = { $who } reported a reply by { $whom }
notifications-reported-reply-in = { $who } reported a reply by { $whom } in { $place }
notifications-reported-something = { $who } reported something
notifications-reported-something-in = { $who } reported something in { $place }
# Stands for $who where nobody reported.
notifications-automatic-rule = An automatic rule
notifications-report-acted = What you reported was looked at, and something was done
notifications-report-nothing = What you reported was looked at, and nothing had to be done
notifications-report-settled = What you reported is settled
notifications-message = { $who } wrote to you
notifications-removed = What you wrote in { $place } was removed
notifications-restored = What you wrote in { $place } was restored
notifications-locked = Moderators of { $place } closed your thread to replies
notifications-locked-reply = Moderators of { $place } closed what you wrote to replies
notifications-retitled = Moderators of { $place } gave your thread another title or other tags
notifications-moved = Moderators of { $place } moved your thread to another community
notifications-banned = You were banned from { $place }
notifications-banned-elsewhere = You were banned from { $place }, which ends following it
notifications-unbanned = You are no longer banned from { $place }
notifications-unbanned-elsewhere = You are no longer banned from { $place } and can follow it again
notifications-warned = The moderators of { $place } warn you
notifications-warning-withdrawn = The moderators of { $place } take back that they warned you
notifications-muted = You can read in { $place }, and not write there for now
notifications-unmuted = You can write in { $place } again
notifications-no-convener = { $place } has no convener any more; administrators look after it
notifications-community-removed = Administrators of this server removed { $place }
notifications-community-restored = Administrators of this server restored { $place }
notifications-applied = { $who } wants to join { $place }
notifications-application-answered = { $who } answered what you asked about joining { $place }
notifications-more-asked = The conveners of { $place } ask you something before they decide
notifications-approved = You are a member of { $place } now
notifications-declined = The conveners of { $place } declined your application
notifications-application-expired = Nobody decided about your application to { $place } in time
notifications-came-back = Your application to { $place } came back undecided, since its rules have changed; read them and send it again
notifications-rules-changed = The rules of { $place } have changed; please read them and agree
notifications-post-held = Something that { $who } wrote in { $place } is held
# By a server that does not say who of its people it was.
notifications-invited-by-place = { $place } invites you
notifications-invited = { $who } invites you into { $place }
notifications-introduction-waits = Nobody has replied yet to the introduction of { $who } in { $place }
notifications-reads-no-more = { $who } reads { $place } no more: what their server runs is not known to keep it private
notifications-question-closed = { $who } closed your question
notifications-edit-suggested = { $who } suggests another text for what you wrote
notifications-edit-approved = { $who } took the text that you suggested
notifications-edit-declined = { $who } did not take the text that you suggested
notifications-made-wiki = { $who } lets every member of { $place } edit your thread
notifications-wiki-edited = { $who } edited your thread in { $place }, which every member may edit
notifications-shelf-accepted = { $who } took what you proposed into the library of { $place }
notifications-shelf-declined = { $who } did not take what you proposed into the library of { $place }
# Here $who is another community.
notifications-link-proposed = { $who } wants to work together with { $place }
notifications-link-accepted = { $who } works together with { $place } now
notifications-link-declined = { $who } does not want to work together with { $place }
notifications-link-ended = { $who } works together with { $place } no more
notifications-still-right = Is this in { $place } still right?
notifications-named-convener = { $who } made you a convener of { $place }
notifications-severed = This server does not talk to the server of { $place } any more; you follow it no longer
notifications-severed-from = This server does not talk to the server of { $who } any more; you follow them no longer
notifications-released = What you wrote in { $place } is shown now

## Appeals, and what is said to those who look after a community
notifications-appealed = { $who } appeals against a decision in { $place }
notifications-appeal-decided = Your appeal in { $place } has been decided
notifications-team-message = { $who } wrote to the team of { $place }
notifications-team-answered = The team of { $place } answered you
notifications-appeal-link = Appeal against this
