## Getting in
accounts-sign-in = Sign in
accounts-sign-in-name = Name or e-mail address
accounts-sign-in-forgot = I forgot my password
accounts-sign-in-register = Make an account
accounts-sign-in-wrong = The name or the password is not right.
# What somebody wanted to do who is asked to sign in first.
accounts-sign-in-for-thread = Sign in to ask a question or begin another thread. You come back to that page.
accounts-sign-in-for-question = Sign in to ask in { $place }. You come back to that page.
accounts-sign-in-for-discussion = Sign in to begin a discussion in { $place }. You come back to that page.
accounts-sign-in-for-article = Sign in to share an article in { $place }. You come back to that page.
accounts-sign-in-for-link = Sign in to share a link in { $place }. You come back to that page.
accounts-sign-in-for-joining = Sign in to join { $place }. You come back to that page.
accounts-sign-in-for-invitation = Sign in to join by your invitation. You come back to that page.
accounts-sign-in-for-opening = Sign in to open what you came for. You come back to that page.
accounts-sign-in-for-notices = Sign in to read what is new for you. You come back to that page.
accounts-sign-in-for-messages = Sign in to read and write messages. You come back to that page.
accounts-sign-in-for-settings = Sign in to change your settings. You come back to that page.
accounts-sign-in-for-address = Sign in to confirm your address. You come back to that page.
accounts-sign-in-for-other = Sign in to go on. You come back to that page.
accounts-code = Code
accounts-code-help = Six digits from your app, or one of your recovery codes.
accounts-code-lede = Your password is right. This account asks for a code besides.
accounts-code-wrong = This code is not right, or it has been used already. Wait for the next one.
accounts-code-again = Begin anew
accounts-code-over = That took too long. Please sign in again.

## Fields of several forms, and what is wrong with them
accounts-name = Name
accounts-name-help = Lower-case letters a to z, digits and _. It stays yours and cannot be changed.
accounts-name-length = A name has { $least } to { $most } characters.
accounts-name-letters = A name has only the lower-case letters a to z, digits and _.
accounts-name-start = A name begins with a letter or a digit.
accounts-name-reserved = This name is reserved; choose another one.
accounts-name-taken = This name is taken, or was; choose another one.
accounts-email = E-mail address
accounts-email-none = This is no e-mail address.
accounts-email-taken = This address cannot be used here; choose another one.
accounts-password = Password
accounts-password-new = New password
accounts-password-now = Present password
accounts-password-yours = Your password
accounts-password-help = At least 10 characters; a sentence is good.
accounts-password-short = A password has at least 10 characters.
accounts-password-long = A password has at most 512 characters.
accounts-password-name = Your name or e-mail address is too easy to guess as a password.
accounts-password-repeated = One character repeated is too easy to guess as a password.
accounts-password-wrong = This is not your present password.

## Making an account
accounts-register = Make an account
accounts-register-submit = Make account
accounts-register-email-help = We send a link there. Until you use it, sign in with your name.
accounts-register-sign-in = I have an account already
accounts-register-invited = Accounts are for those who are invited
accounts-register-invited-text = Registration is closed on this server but for people who are invited. Those who look after a community here can invite you: they give you a link. If you have an account on another server of the fediverse, you can follow and write from there.
accounts-register-closed = Accounts are made by the administrators
accounts-register-closed-text = Registration is closed on this server. Ask its administrators for an account. If you have an account on another server of the fediverse, you can follow and write from there.
accounts-register-communities = Communities
accounts-register-about = About this server
accounts-register-done = Welcome! You are { $name } here.
accounts-register-done-mail = Welcome! A mail with a link is on its way to { $address }: use it to confirm your address. If it does not come, your settings can send another one, under Mail.
# In a field that people do not see, and programs fill in.
accounts-register-trap = Leave this empty
accounts-register-trapped = A field that nobody sees was filled in, as programs do. Send the form again without it.
accounts-sum-missing = Your browser has not done the sum that keeps programs out. With scripts switched on, send the form again; or say here who you are and what brings you, and an administrator looks at it.
accounts-apply-lede = An administrator decides about new accounts.
accounts-apply-words = Who you are, and what brings you here
accounts-apply-words-help = At most 2,000 characters. Administrators read it, and nobody else.
accounts-apply-words-none = Say who you are and what brings you here.
accounts-apply-words-long = This text has at most { $most } characters.
accounts-apply-submit = Ask for an account
accounts-apply-done-mail = Thank you. An administrator looks at it; you get a mail when it is decided.
accounts-apply-done = Thank you. An administrator looks at it; try in a few days whether you can sign in.
accounts-email-domain = Addresses of this domain are not taken here; use another one.
accounts-setup = Set up this server
accounts-setup-lede = This server has no administrator yet. Make the first account; this link then works no more.
accounts-setup-email-help = May be left empty.
accounts-setup-submit = Make administrator

## A new password by a link
accounts-forgot = I forgot my password
accounts-forgot-lede = Give the e-mail address of your account. You get a link with which you choose a new password.
accounts-forgot-submit = Send the link
# The same for every address, known or not.
accounts-forgot-done = If somebody here has this address, a mail with a link is on its way. It works for an hour.
# Where the server sends no mail.
accounts-forgot-held-lede = This server sends no mail. Give the e-mail address of your account, and ask an administrator for the link with which you choose a new password.
accounts-forgot-held-submit = Have a link made
accounts-forgot-held-done = This server sends no mail. If somebody here has this address, the administrators have a link for them now: ask one of them for it. It works for an hour.
accounts-choose-password = Choose a password
accounts-choose-password-lede = You sign in as { $name }, with the password that you choose now.
accounts-choose-password-submit = Save and sign in
accounts-choose-password-done = Your password is saved, and you are signed in as { $name }; everywhere else you are signed out.
# Where the account asks for a code besides the password.
accounts-choose-password-code = Your password is saved, and { $name } is signed out everywhere. This account asks for a code besides.

## Settings
accounts-settings = Settings
accounts-tab-profile = Profile
accounts-tab-pictures = Pictures
accounts-tab-mail = Mail
accounts-tab-feeds = Feeds
accounts-tab-password = Password
accounts-tab-codes = Codes
accounts-tab-sessions = Sessions
accounts-tab-delete = Delete account

## Settings: one's profile
accounts-profile-lede = Everybody sees this on your profile, and other servers show it, too.
accounts-profile-name = Shown name
accounts-profile-name-help = At most 64 characters. Empty: your name.
accounts-profile-name-long = A name has at most 64 characters.
accounts-profile-name-marks = A name has no line breaks, no invisible characters and no more than a few marks on a letter.
accounts-profile-headline = What you are
accounts-profile-headline-help = In one line, such as Restorer of bowed instruments. At most 120 characters.
accounts-profile-place = Where you are
accounts-profile-place-help = As precise as you like. At most 80 characters.
accounts-profile-bio = About you
accounts-profile-bio-help = Markdown works. At most 5,000 characters.
accounts-profile-bio-long = This text has at most 5,000 characters.
accounts-profile-expertise = What you know well
accounts-profile-expertise-help = Up to 12 tags, with commas between them. Members of your communities find you by them.
accounts-profile-expertise-many = There is room for { $most } tags.
accounts-profile-expertise-long = A tag has at most { $most } characters; put commas between them.
accounts-profile-offers = What you offer
accounts-profile-offers-help = Such as advice, a workshop, a second opinion. At most 300 characters.
accounts-profile-seeks = What you look for
accounts-profile-seeks-help = At most 300 characters.
# Said of the headline, the place, what one offers and what one looks for.
accounts-profile-line-long = This has at most { $most } characters.
accounts-profile-links = Links
accounts-profile-links-help = Up to 8, one in a line: a label, a space, the address.
accounts-profile-links-many = There is room for 8 links.
accounts-profile-links-address = "{ $line }" does not end in an http or https address.
accounts-profile-links-label = A label has at most 60 characters and no invisible marks.
accounts-profile-language = Language
accounts-profile-language-help = The one you mostly write in, such as en, de or pt-BR.
accounts-profile-language-wrong = Write a language like en, de or pt-BR.
accounts-profile-zone = Time zone
accounts-profile-zone-help = Such as Europe/Lisbon. Empty: UTC. People who sign in here see it; other servers are not told.
accounts-profile-zone-wrong = Write a time zone like Europe/Lisbon.
accounts-locale = Language of pages and mails
accounts-locale-help = What others wrote stays in the language that they wrote it in.
accounts-locale-browser = As your browser asks
accounts-locale-wrong = Choose a language from the list.
accounts-profile-submit = Save profile
accounts-profile-saved = Your profile is saved.

## Settings: mail and one's address
accounts-mail-lede = Where you read mail, and what you want to be told there.
accounts-mail-told = What you are told by mail
# The list below it is that of mail-occasion-answer and its like.
accounts-mail-when = Send me a mail when
accounts-mail-save = Save
accounts-mail-saved = Saved.
accounts-address = Your address
accounts-address-send = Send the link
accounts-address-send-again = Send the link again
accounts-address-change = Change my address
accounts-address-own = This is your address already.
accounts-address-none-waits = There is no address to confirm.
accounts-address-refused = Mails to { $address } come back: the mail server says that nobody reads there. We send no other mail there until you use a link that the button below sends, which shows that you read there; or give another address.
accounts-address-confirmed = Your address is { $address }. It is confirmed.
accounts-address-becomes-sent = Your address is { $address }. It becomes { $new } once you use the link that was sent there.
accounts-address-becomes-unsent = Your address is { $address }. It becomes { $new } once you use a link that the button below sends there.
accounts-address-becomes-held = Your address is { $address }. It becomes { $new } once you use the link that the administrators have for you.
accounts-address-no-mail = Your address is { $address }. This server sends no mail, so you cannot confirm it and get none.
accounts-address-given-sent = You gave the address { $address } and have not confirmed it: use the link that was sent there. Until then you get no other mail, but a link for a new password if you ask for one.
accounts-address-given-unsent = You gave the address { $address } and have not confirmed it: use a link that the button below sends there. Until then you get no other mail, but a link for a new password if you ask for one.
accounts-address-given-held = You gave the address { $address }, which becomes yours once you use the link that the administrators have for you.
accounts-address-none = We know no address of yours, so you get no mail.
accounts-address-asked = A mail with a link is on its way. Your address changes once you use it.
accounts-address-asked-held = This server sends no mail. The administrators have a link for you now: ask one of them for it. Your address changes once you use it.
accounts-address-again = A new link is on its way to { $address }.
accounts-address-again-held = This server sends no mail. The administrators have a new link for { $address } now: ask one of them for it.
accounts-verify = Confirm your address
accounts-verify-lede = { $address } becomes the address of { $name } on this server: for signing in, and for the mails you want.
accounts-verify-submit = Confirm
accounts-verify-done = Your address is confirmed.
accounts-verify-done-held = This is your address now. It is confirmed once this server sends mail.

## The link in mails that stops them
accounts-unsubscribe = Stop these mails
accounts-unsubscribe-done = Done
accounts-unsubscribe-none = You get no more of these mails
accounts-unsubscribe-settings = Settings for mail

## Settings: feeds
accounts-feeds-lede = Programs that read feeds (Atom, JSON Feed) show what is new on this server.
accounts-feeds-public = What is public needs no key
accounts-feeds-public-text = Every community, every person and every search has a feed: put <code>/feed.atom</code> or <code>/feed.json</code> behind the address of its page. <code>?tag=</code> leaves the threads with one tag.
accounts-feeds-key = Your key
accounts-feeds-key-text = With <code>key=</code> and your key in its address, a feed shows what you may read at that moment. Whoever has the key reads the same, and can do nothing else with it. A new password takes it away.
accounts-feeds-made = <b>This is your key.</b> It is shown this once; a former one does not work any more. What is new where you follow:
accounts-feeds-since = You have had one since { $when }. It cannot be shown again.
accounts-feeds-make = Make a key
accounts-feeds-make-new = Make a new key
accounts-feeds-revoke = Take the key away
accounts-feeds-revoked = The key is taken away: nobody reads with it any more.
## Settings: codes besides the password
accounts-codes-lede = With an app that makes codes, nobody gets in who knows only your password.
accounts-codes-off = This account asks for your password and nothing else. Any app for one-time codes (TOTP) will do.
accounts-codes-begin = Set up codes
accounts-codes-begun = Enter this into your app
accounts-codes-begun-text = Then type the code that it shows. Until you have done that, nothing changes.
accounts-codes-secret = The key for the app
accounts-codes-open = Open an app on this device
accounts-codes-confirm = Ask for codes from now on
accounts-codes-recovery = <b>These are your recovery codes.</b> Each gets you in once, should you lose the app. They are shown only now: print them, or write them down. Wherever else you were signed in, you are signed out.
accounts-codes-on = This account has asked for a code since { $when }.
accounts-codes-left =
    { $count ->
        [0] There are no recovery codes left: make new ones.
        [one] There is { $count } recovery code left.
       *[other] There are { $count } recovery codes left.
    }
accounts-codes-change = Recovery codes, and turning codes off
accounts-codes-renew = Make new recovery codes
accounts-codes-end = Turn codes off
accounts-codes-ended = This account asks for your password only.

## Settings: password, sessions, and the end of the account
accounts-change-password-lede = A new password signs you out everywhere else.
accounts-change-password-submit = Change password
accounts-change-password-done = Your password is changed, and you are signed out everywhere else.
accounts-sessions-lede = Where you are signed in. End what you do not know, then change your password.
accounts-session = Signed in { $began }, last used { $seen }
# The session in which the page is read.
accounts-session-here = Signed in { $began }, last used { $seen }; this one
accounts-session-end = End this session
accounts-session-ended = The session is ended.
accounts-sessions-end-others = Sign out everywhere else
accounts-sessions-ended-others = You are signed out everywhere else.
# As in “Firefox on Linux”.
accounts-browser-on = { $browser } on { $system }
accounts-browser-some = A browser
accounts-browser-unnamed = An unnamed program
accounts-delete-lede = Everything you wrote is deleted: threads, answers, comments and messages, here and on other servers as far as they follow suit. What others replied stays, and so do your votes, without your name. Nobody can ever use your name again. Nobody can undo this, the administrators included.
accounts-delete-successor = Your successor
# $places is a list of communities with commas between them.
accounts-delete-successor-help = Nobody but you convenes { $places }. Name somebody of this server who takes over; if you name nobody, the administrators do.
accounts-delete-successor-unknown = Nobody here who could do it has this name.
accounts-delete-submit = Delete my account for good
accounts-delete-done = Your account is deleted.
accounts-delete-elsewhere = Only the account's own server can delete it.

## Whose name stands with what people wrote who took their names away. Said in the language of the server, once.
accounts-former = A former member
accounts-former-bio = What stands here was written by people who left a community and took their names away.

## What is wrong with the settings of the server
accounts-site-name-wrong = The name has 1 to 60 characters and no line breaks.
accounts-site-description-long = The description has at most 300 characters.
accounts-site-about-long = This text has at most 20,000 characters.
accounts-site-rules-long = The rules have at most 20,000 characters.
accounts-site-registration-wrong = Choose closed, invited or open.
accounts-site-creation-wrong = Choose administrators or everyone.
accounts-site-sum-wrong = Choose whether browsers do a sum.
accounts-site-domain-none = { $domain } is no domain.
accounts-site-domains-many = There is room for { $most } domains.
accounts-site-text-long = This text has at most { $most } characters.
accounts-site-day-wrong = Write a day of the next twelve months, such as 2026-12-31.
