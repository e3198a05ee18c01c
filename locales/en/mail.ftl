## When mails come. Which of them, people choose in their settings: “Send me a mail when …”
mail-occasion-answer = somebody answers a question of yours
mail-occasion-mention = somebody mentions you
mail-occasion-followed = something is new in a thread, a tag, a search or by a person that you follow
mail-occasion-decision = an application of yours is decided, or you are asked something about it
mail-occasion-rules = the rules of a community of yours change and you are asked to agree
mail-occasion-desk = something waits on the desk of a community you look after
mail-occasion-moderation = moderators did something about you, or about what you wrote
# Before they are stopped by the link in one of them.
mail-told-answer = You get a mail when somebody answers a question of yours.
mail-told-mention = You get a mail when somebody mentions you.
mail-told-followed = You get a mail when something is new in a thread, a tag, a search or by a person that you follow.
mail-told-decision = You get a mail when an application of yours is decided, or you are asked something about it.
mail-told-rules = You get a mail when the rules of a community of yours change and you are asked to agree.
mail-told-desk = You get a mail when something waits on the desk of a community you look after.
mail-told-moderation = You get a mail when moderators did something about you, or about what you wrote.
# And afterwards.
mail-stopped-answer = We do not write any more when somebody answers a question of yours. You can change that in your settings.
mail-stopped-mention = We do not write any more when somebody mentions you. You can change that in your settings.
mail-stopped-followed = We do not write any more when something is new in a thread, a tag, a search or by a person that you follow. You can change that in your settings.
mail-stopped-decision = We do not write any more when an application of yours is decided, or you are asked something about it. You can change that in your settings.
mail-stopped-rules = We do not write any more when the rules of a community of yours change and you are asked to agree. You can change that in your settings.
mail-stopped-desk = We do not write any more when something waits on the desk of a community you look after. You can change that in your settings.
mail-stopped-moderation = We do not write any more when moderators did something about you, or about what you wrote. You can change that in your settings.

## Around every mail
# A link; in plain text its address stands behind it.
mail-stop = Stop these mails
# A community of another server.
mail-place-elsewhere = { $place } on { $host }

## Confirming an address
mail-verify-subject = Confirm your address for { $host }
mail-verify = You are { $name } on { $host } and gave us this address. Please confirm that it is yours.
mail-verify-link = Confirm this address
mail-verify-after = The link works once and for seven days. If it was not you who gave us the address, do nothing: nothing else is sent here, unless somebody asks for a new password with this address.
mail-verify-why = You get this because somebody entered this address on { $host }.

## A new password
mail-reset-subject = Choose a new password for { $host }
mail-reset = Somebody, probably you, asked for a new password of { $name } on { $host }.
mail-reset-link = Choose a new password
mail-reset-after = The link works once and for one hour. Choosing a password signs you out everywhere. If you did not ask for it, do nothing: your password stays as it is.
mail-reset-why = You get this because this is the address of { $name } on { $host }.
## An account that somebody asked for
mail-admitted-subject = Your account on { $host }
mail-admitted = Your account on { $host } is there: sign in as { $name }, with the password that you chose.
mail-admitted-link = Sign in
mail-not-admitted-subject = Your request on { $host }
mail-not-admitted = You asked for the account { $name } on { $host }. The administrators decided not to make it.
mail-not-admitted-words = You asked for the account { $name } on { $host }. The administrators decided not to make it, and say:
mail-admission-why = You get this because somebody asked for an account on { $host } with this address.

## Notices. What has no title is about a community that not everybody reads.
mail-answered-subject = { $by } answered “{ $title }”
mail-answered-subject-private = Your question was answered
mail-answered = { $by } answered your question “{ $title }”:
mail-answered-link = Read the answer
mail-answered-why = You get this because you asked.
mail-mentioned-subject = { $by } mentioned you in “{ $title }”
mail-mentioned-subject-private = You were mentioned
mail-mentioned = { $by } mentioned you in “{ $title }”.
mail-mentioned-link = Read it
mail-mentioned-why = You get this because you were named.
mail-followed-subject = { $by } wrote in “{ $title }”
mail-followed-subject-private = Something is new in what you follow
mail-followed = { $by } wrote in “{ $title }”.
mail-begun-subject = { $by } began “{ $title }”
mail-begun-tag = { $by } began a thread with a tag that you follow, “{ $title }”:
mail-begun-person = { $by }, whom you follow, began a thread, “{ $title }”:
mail-found = Something new is found by your search “{ $search }”.
mail-followed-link = Read it
mail-followed-after = What you follow, and the end of it: { $address }
mail-followed-why = You get this because you follow it.

## An invitation
mail-invitation-subject = { $by } invites you to { $place }
mail-invitation-subject-private = An invitation to a community on { $host }
mail-invitation = { $by } invites you to { $place }, a community on { $host }.
mail-invitation-link = Look at the invitation
mail-invitation-after = If you do not want to join, do nothing.
mail-invitation-why = You get this once, because { $by } entered this address on { $host }.

## New rules
mail-rules-subject = The rules of { $place } have changed
mail-rules-subject-private = The rules of a community have changed
mail-rules = The rules of { $place } have changed.
mail-rules-until = Please read them and agree. You go on as before until { $day }.
mail-rules-now = Please read them and agree. Until you do, what you write is held.
mail-rules-link = Read the rules
mail-rules-why = You get this because you are a member of the community.

## Applications
mail-asked-subject = A question about your application to { $place }
mail-asked-subject-private = A question about your application
mail-asked = Before they decide about your application to { $place }, the conveners want to know something.
# Before what they ask.
mail-asked-words = Before they decide about your application to { $place }, the conveners want to know something:
mail-asked-link = Read it and answer
mail-approved-subject = Your application to { $place } was approved
mail-approved = Your application to { $place } was approved.
# Before what was said to it.
mail-approved-words = Your application to { $place } was approved:
mail-approved-link = Go to the community
mail-declined-subject = Your application to { $place } was declined
mail-declined = Your application to { $place } was declined.
mail-declined-words = Your application to { $place } was declined:
mail-declined-link = Look at the community
mail-decided-subject-private = Your application was decided
mail-decided-elsewhere = What was said to it stands where you applied.
mail-applied-why = You get this because you applied.
mail-judged-subject = Moderators decided something about you
mail-judged-link = See what it is about
mail-judged-why = You get this because it is about you, or about what you wrote.

## The desk of a community
# $waiting is such as “2 applications and 1 held post”.
mail-desk-subject = { $waiting } on the desk of { $place }
mail-desk-subject-private = Something waits on your desk
mail-desk = On the desk of { $place } there is something to decide: { $waiting }.
mail-desk-link = Go to the desk
mail-desk-why = You get this because you look after the community.
