accounts-locale = Sprache der Seiten und Mails
accounts-locale-help = Was andere geschrieben haben, bleibt in ihrer Sprache.
accounts-locale-browser = Wie dein Browser es wünscht
accounts-profile-saved = Dein Profil ist gespeichert.
