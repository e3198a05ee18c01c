## The frame around every page
web-skip = Skip to content
web-to-front-page = { $site }, front page
web-front-page = Front page
web-search-site = Search { $site }
web-search = Search
# The part of the frame that is about whoever is signed in.
web-you = You
web-ask = Ask
web-notices = Notices
web-notices-new =
    { $count ->
        [0] Notices
       *[other] Notices, { $count } new
    }
web-messages-new =
    { $count ->
        [0] Messages
       *[other] Messages, { $count } new
    }
# Stands right behind the word for notices.
web-so-many-new = , { $count } new
web-account-of = Account: { $name }
web-profile = Profile
web-drafts = Drafts
web-following = What you follow
web-saved = What you saved
web-settings = Settings
web-administration = Administration
web-sign-out = Sign out
web-sign-in = Sign in
web-sign-up = Sign up
web-about-this-place = About this place
web-about = About
web-rules = Rules
web-communities = Communities
web-modlog = Moderation log
web-api = API
web-source = Source
web-feed = Feed
web-privacy = Privacy
web-terms = Terms
web-contact = Contact
# Takes an announcement away.
web-announcement-read = I have read this
web-runs-guildhall = { $site } runs Guildhall { $version }.
web-theme = Theme
web-theme-system = As the system
web-theme-light = Light
web-theme-dark = Dark
web-compact = Compact
web-language = Language
# The bar at the bottom of a phone.
web-main = Main
web-home = Home
web-me = Me

## Lists
web-crumbs = Where you are
web-pages = Pages
web-newer = Newer
web-older = Older
web-pinned = pinned
web-team = team
# Under or beside a figure: how a question stands, or how many answers or replies there are.
web-row-open = no answer yet
web-row-answers =
    { $count ->
        [one] answer
       *[other] answers
    }
web-row-replies =
    { $count ->
        [one] reply
       *[other] replies
    }
# Read out behind the number of answers.
web-row-accepted = , one accepted
web-votes =
    { $count ->
        [one] { $count } vote
       *[other] { $count } votes
    }

## Posts and comments
web-vote-up = Vote up
web-vote-down = Vote down
# Read out before a figure.
web-votes-are = Votes:
web-moderate = Moderate
# Read out before a name: what it is that this person wrote, such as “Answer by”.
web-by = { $what } by
web-edited = edited { $when }
# Stands right behind a name and a time.
web-comment-edited = , edited { $when }
web-accepted-answer = Accepted answer
web-comments = Comments
web-more-comments =
    { $count ->
        [one] { $count } more comment
       *[other] { $count } more comments
    }
web-the-other-comments = More comments
web-more-replies = More replies below this

## Forms
web-problems = Some fields need another look
web-cancel = Cancel
web-preview = Preview
web-editor = Formatting
web-editor-bold = Bold
web-editor-italic = Italic
web-editor-link = Link
web-editor-code = Code
web-editor-quote = Quote
web-editor-list = List
web-picture = Add a picture
web-picture-file = File
web-picture-help = JPEG, PNG, WebP or GIF, and still. Where it was taken and with what is not kept.
web-picture-alt = What it shows, for those who do not see it
web-picture-attach = Put it into the text
web-picture-now = As it is now
web-picture-remove = Take it away
web-picture-asks = What does the picture show? This is for those who do not see it.
web-picture-goes = The picture is on its way…
web-picture-stands = The picture stands in the text.
web-picture-fails = The picture was not taken. Try again in a while.
# How much of how much is done.
web-progress = { $done } of { $all }

## When something cannot be done
web-quote-number = If you report it, quote this number: <b>{ $number }</b>
web-quote-this = If you report it, quote this number: { $number }
web-error = This did not work
web-error-nothing = There is nothing here
web-error-nothing-text = The address may be mistyped, or what was here has gone.
web-error-deleted = This has been deleted
web-error-removed = This has been removed
web-error-signed-out = Sign in first
web-error-signed-out-text = This is for people who have signed in here.
web-error-refused = This is not allowed
web-error-too-many = Too many attempts
web-error-bad = This request cannot be understood
web-error-bad-text = This page cannot be asked for like that. Go back, or begin at the front page.
web-error-unsaved = Nothing can be saved just now
web-error-closed = Closed for a while
web-error-ours = Something went wrong
web-refused = This was not taken.
web-refused-signed-out = You are not signed in any more.
web-refused-signed-out-text = What you wrote is below. Sign in in another tab, then send it from here.
web-refused-out-of-date = This page was out of date.
web-refused-out-of-date-text = What you wrote is below. Look at it once more and send it again.
web-refused-too-many = That was a lot in a short time.
# How long to wait, such as “9 minutes”, comes from error-minutes and its like.
web-refused-too-many-text = What you wrote is below. Send it again in { $patience }.
web-refused-unsaved = Nothing can be saved just now.
web-refused-unsaved-text = What you wrote is below. Keep this page open and send it again later.
web-refused-ours = This could not be saved.
web-refused-ours-text = The fault is ours. What you wrote is below; send it again in a while. If you report it, quote this number: { $number }
web-kept-title = Not saved
web-kept = This could not be saved
web-kept-text = What you wrote, to be copied
# What nobody sees who goes by the links and forms of a page.
web-bad-address = This address holds characters that no address of ours has.
web-bad-page = This page does not exist; start from the first.
web-bad-form = Only forms are taken here.
web-bad-field = A field of this form is no text.
web-bad-nul = No field may hold a NUL character.
