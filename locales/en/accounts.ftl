accounts-locale = Language of pages and mails
accounts-locale-help = What others wrote stays in the language that they wrote it in.
accounts-locale-browser = As your browser asks
accounts-profile-saved = Your profile is saved.
