## Getting in
accounts-sign-in = Anmelden
accounts-sign-in-name = Name oder E-Mail-Adresse
accounts-sign-in-forgot = Ich habe mein Passwort vergessen
accounts-sign-in-register = Konto anlegen
accounts-sign-in-wrong = Der Name oder das Passwort stimmt nicht.
accounts-sign-in-for-thread = Melde dich an, um eine Frage zu stellen oder ein anderes Thema zu beginnen. Danach kommst du auf jene Seite zurück.
accounts-sign-in-for-question = Melde dich an, um in { $place } zu fragen. Danach kommst du auf jene Seite zurück.
accounts-sign-in-for-discussion = Melde dich an, um in { $place } eine Diskussion zu beginnen. Danach kommst du auf jene Seite zurück.
accounts-sign-in-for-article = Melde dich an, um in { $place } einen Artikel zu teilen. Danach kommst du auf jene Seite zurück.
accounts-sign-in-for-link = Melde dich an, um in { $place } einen Link zu teilen. Danach kommst du auf jene Seite zurück.
accounts-sign-in-for-joining = Melde dich an, um bei { $place } Mitglied zu werden. Danach kommst du auf jene Seite zurück.
accounts-sign-in-for-invitation = Melde dich an, um deiner Einladung zu folgen. Danach kommst du auf jene Seite zurück.
accounts-sign-in-for-opening = Melde dich an, um zu öffnen, wofür du gekommen bist. Danach kommst du auf jene Seite zurück.
accounts-sign-in-for-notices = Melde dich an, um zu lesen, was es für dich Neues gibt. Danach kommst du auf jene Seite zurück.
accounts-sign-in-for-messages = Melde dich an, um Nachrichten zu lesen und zu schreiben. Danach kommst du auf jene Seite zurück.
accounts-sign-in-for-settings = Melde dich an, um deine Einstellungen zu ändern. Danach kommst du auf jene Seite zurück.
accounts-sign-in-for-address = Melde dich an, um deine Adresse zu bestätigen. Danach kommst du auf jene Seite zurück.
accounts-sign-in-for-other = Melde dich an, um weiterzumachen. Danach kommst du auf jene Seite zurück.
accounts-code = Code
accounts-code-help = Sechs Ziffern aus deiner App oder einer deiner Ersatzcodes.
accounts-code-lede = Dein Passwort stimmt. Dieses Konto verlangt zusätzlich einen Code.
accounts-code-wrong = Dieser Code stimmt nicht oder ist schon verbraucht. Warte auf den nächsten.
accounts-code-again = Von vorn beginnen
accounts-code-over = Das hat zu lange gedauert. Bitte melde dich noch einmal an.

## Fields of several forms, and what is wrong with them
accounts-name = Name
accounts-name-help = Kleinbuchstaben von a bis z, Ziffern und _. Er bleibt deiner und lässt sich nicht ändern.
accounts-name-length = Ein Name hat { $least } bis { $most } Zeichen.
accounts-name-letters = Ein Name besteht nur aus den Kleinbuchstaben a bis z, Ziffern und _.
accounts-name-start = Ein Name beginnt mit einem Buchstaben oder einer Ziffer.
accounts-name-reserved = Dieser Name ist nicht zu haben; wähl einen anderen.
accounts-name-taken = Dieser Name ist vergeben oder war es einmal; wähl einen anderen.
accounts-email = E-Mail-Adresse
accounts-email-none = Das ist keine E-Mail-Adresse.
accounts-email-taken = Diese Adresse lässt sich hier nicht verwenden; wähl eine andere.
accounts-password = Passwort
accounts-password-new = Neues Passwort
accounts-password-now = Bisheriges Passwort
accounts-password-yours = Dein Passwort
accounts-password-help = Mindestens 10 Zeichen; ein ganzer Satz ist gut.
accounts-password-short = Ein Passwort hat mindestens 10 Zeichen.
accounts-password-long = Ein Passwort hat höchstens 512 Zeichen.
accounts-password-name = Dein Name oder deine E-Mail-Adresse ist als Passwort zu leicht zu erraten.
accounts-password-repeated = Ein einziges Zeichen, immer wieder, ist als Passwort zu leicht zu erraten.
accounts-password-wrong = Das ist nicht dein jetziges Passwort.

## Making an account
accounts-register = Konto anlegen
accounts-register-submit = Konto anlegen
accounts-register-email-help = Dorthin schicken wir einen Link. Bis du ihn benutzt, melde dich mit deinem Namen an.
accounts-register-sign-in = Ich habe schon ein Konto
accounts-register-invited = Konten gibt es hier auf Einladung
accounts-register-invited-text = Auf diesem Server können sich nur Menschen registrieren, die eingeladen sind. Wer sich hier um eine Gemeinschaft kümmert, kann dich einladen und gibt dir dann einen Link. Wenn du ein Konto auf einem anderen Server des Fediverse hast, kannst du von dort aus folgen und schreiben.
accounts-register-closed = Konten legt die Verwaltung an
accounts-register-closed-text = Auf diesem Server kann man sich nicht registrieren. Bitte die Verwaltung um ein Konto. Wenn du ein Konto auf einem anderen Server des Fediverse hast, kannst du von dort aus folgen und schreiben.
accounts-register-communities = Gemeinschaften
accounts-register-about = Über diesen Server
accounts-register-done = Willkommen! Hier heißt du { $name }.
accounts-register-done-mail = Willkommen! Eine Mail mit einem Link ist unterwegs an { $address }: Bestätige damit deine Adresse. Wenn sie nicht ankommt, kannst du dir in den Einstellungen unter „Mail“ einen neuen schicken lassen.
# In a field that people do not see, and programs fill in.
accounts-register-trap = Das hier leer lassen
accounts-register-trapped = Ein Feld, das niemand sieht, war ausgefüllt, wie Programme es tun. Schick das Formular ohne es noch einmal.
accounts-sum-missing = Dein Browser hat die Rechenaufgabe nicht gelöst, die Programme fernhält. Schick das Formular mit eingeschalteten Skripten noch einmal; oder schreib hier, wer du bist und was dich herführt, dann sieht es sich die Verwaltung an.
accounts-apply-lede = Über neue Konten entscheidet die Verwaltung.
accounts-apply-words = Wer du bist und was dich herführt
accounts-apply-words-help = Höchstens 2.000 Zeichen. Das liest die Verwaltung und sonst niemand.
accounts-apply-words-none = Schreib, wer du bist und was dich herführt.
accounts-apply-words-long = Dieser Text hat höchstens { $most } Zeichen.
accounts-apply-submit = Um ein Konto bitten
accounts-apply-done-mail = Danke. Die Verwaltung sieht es sich an; du bekommst eine Mail, sobald es entschieden ist.
accounts-apply-done = Danke. Die Verwaltung sieht es sich an; versuch in ein paar Tagen, ob du dich anmelden kannst.
accounts-email-domain = Adressen dieser Domain werden hier nicht genommen; nimm eine andere.
accounts-setup = Diesen Server einrichten
accounts-setup-lede = Diesen Server verwaltet noch niemand. Leg das erste Konto an; danach gilt dieser Link nicht mehr.
accounts-setup-email-help = Darf leer bleiben.
accounts-setup-submit = Konto für die Verwaltung anlegen

## A new password by a link
accounts-forgot = Ich habe mein Passwort vergessen
accounts-forgot-lede = Gib die E-Mail-Adresse deines Kontos an. Du bekommst einen Link, mit dem du ein neues Passwort wählst.
accounts-forgot-submit = Link schicken
accounts-forgot-done = Wenn jemand hier diese Adresse hat, ist eine Mail mit einem Link unterwegs. Er gilt eine Stunde.
accounts-forgot-held-lede = Dieser Server verschickt keine Mails. Gib die E-Mail-Adresse deines Kontos an und bitte die Verwaltung um den Link, mit dem du ein neues Passwort wählst.
accounts-forgot-held-submit = Link machen lassen
accounts-forgot-held-done = Dieser Server verschickt keine Mails. Wenn jemand hier diese Adresse hat, liegt nun ein Link bei der Verwaltung bereit: Bitte sie darum. Er gilt eine Stunde.
accounts-choose-password = Passwort wählen
accounts-choose-password-lede = Du meldest dich als { $name } an, mit dem Passwort, das du jetzt wählst.
accounts-choose-password-submit = Speichern und anmelden
accounts-choose-password-done = Dein Passwort ist gespeichert, und du bist als { $name } angemeldet; überall sonst bist du abgemeldet.
# Where the account asks for a code besides the password.
accounts-choose-password-code = Dein Passwort ist gespeichert, und { $name } ist überall abgemeldet. Dieses Konto verlangt zusätzlich einen Code.

## Settings
accounts-settings = Einstellungen
accounts-tab-profile = Profil
accounts-tab-pictures = Bilder
accounts-tab-mail = Mail
accounts-tab-feeds = Feeds
accounts-tab-password = Passwort
accounts-tab-codes = Codes
accounts-tab-sessions = Sitzungen
accounts-tab-delete = Konto löschen

## Settings: one's profile
accounts-profile-lede = Das sehen alle in deinem Profil, und auch andere Server zeigen es.
accounts-profile-name = Angezeigter Name
accounts-profile-name-help = Höchstens 64 Zeichen. Leer: dein Name.
accounts-profile-name-long = Ein Name hat höchstens 64 Zeichen.
accounts-profile-name-marks = Ein Name hat keine Zeilenumbrüche, keine unsichtbaren Zeichen und höchstens ein paar Zeichen über einem Buchstaben.
accounts-profile-headline = Was du bist
accounts-profile-headline-help = In einer Zeile, etwa: Ich restauriere Streichinstrumente. Höchstens 120 Zeichen.
accounts-profile-place = Wo du bist
accounts-profile-place-help = So genau, wie du magst. Höchstens 80 Zeichen.
accounts-profile-bio = Über dich
accounts-profile-bio-help = Markdown geht. Höchstens 5000 Zeichen.
accounts-profile-bio-long = Dieser Text hat höchstens 5000 Zeichen.
accounts-profile-expertise = Womit du dich auskennst
accounts-profile-expertise-help = Bis zu 12 Schlagwörter, mit Kommas dazwischen. Daran finden dich Mitglieder deiner Gemeinschaften.
accounts-profile-expertise-many = Es ist Platz für { $most } Schlagwörter.
accounts-profile-expertise-long = Ein Schlagwort hat höchstens { $most } Zeichen; setz Kommas dazwischen.
accounts-profile-offers = Was du anbietest
accounts-profile-offers-help = Etwa Rat, eine Werkstatt, eine zweite Meinung. Höchstens 300 Zeichen.
accounts-profile-seeks = Was du suchst
accounts-profile-seeks-help = Höchstens 300 Zeichen.
accounts-profile-line-long = Hier passen höchstens { $most } Zeichen hin.
accounts-profile-links = Links
accounts-profile-links-help = Bis zu 8, einer in jeder Zeile: eine Bezeichnung, ein Leerzeichen, die Adresse.
accounts-profile-links-many = Es ist Platz für 8 Links.
accounts-profile-links-address = „{ $line }“ endet nicht mit einer Adresse, die mit http oder https beginnt.
accounts-profile-links-label = Eine Bezeichnung hat höchstens 60 Zeichen und keine unsichtbaren.
accounts-profile-language = Sprache
accounts-profile-language-help = Die, in der du meistens schreibst, etwa en, de oder pt-BR.
accounts-profile-language-wrong = Schreib eine Sprache wie en, de oder pt-BR.
accounts-profile-zone = Zeitzone
accounts-profile-zone-help = Etwa Europe/Lisbon. Leer: UTC. Wer sich hier anmeldet, sieht sie; andere Server erfahren sie nicht.
accounts-profile-zone-wrong = Schreib eine Zeitzone wie Europe/Lisbon.
accounts-locale = Sprache der Seiten und Mails
accounts-locale-help = Was andere geschrieben haben, bleibt in ihrer Sprache.
accounts-locale-browser = Wie dein Browser es wünscht
accounts-locale-wrong = Wähl eine Sprache aus der Liste.
accounts-profile-submit = Profil speichern
accounts-profile-saved = Dein Profil ist gespeichert.

## Settings: mail and one's address
accounts-mail-lede = Wo du Mails liest und was du auf diesem Weg erfahren möchtest.
accounts-mail-told = Was du per Mail erfährst
accounts-mail-when = Schick mir eine Mail, wenn
accounts-mail-save = Speichern
accounts-mail-saved = Gespeichert.
accounts-address = Deine Adresse
accounts-address-send = Link schicken
accounts-address-send-again = Link noch einmal schicken
accounts-address-change = Adresse ändern
accounts-address-own = Das ist schon deine Adresse.
accounts-address-none-waits = Es gibt keine Adresse zu bestätigen.
accounts-address-refused = Mails an { $address } kommen zurück: Der Mailserver sagt, dass dort niemand liest. Wir schicken nichts anderes mehr dorthin, bis du einen Link benutzt, den der Knopf unten verschickt, und so zeigst, dass du dort liest; oder gib eine andere Adresse an.
accounts-address-confirmed = Deine Adresse ist { $address }. Sie ist bestätigt.
accounts-address-becomes-sent = Deine Adresse ist { $address }. Sie wird zu { $new }, sobald du den Link benutzt, der dorthin geschickt wurde.
accounts-address-becomes-unsent = Deine Adresse ist { $address }. Sie wird zu { $new }, sobald du einen Link benutzt, den der Knopf unten dorthin schickt.
accounts-address-becomes-held = Deine Adresse ist { $address }. Sie wird zu { $new }, sobald du den Link benutzt, den die Verwaltung für dich hat.
accounts-address-no-mail = Deine Adresse ist { $address }. Dieser Server verschickt keine Mails, darum kannst du sie nicht bestätigen und bekommst keine.
accounts-address-given-sent = Du hast die Adresse { $address } angegeben und noch nicht bestätigt: Benutze den Link, der dorthin geschickt wurde. Bis dahin bekommst du keine anderen Mails, nur einen Link für ein neues Passwort, wenn du darum bittest.
accounts-address-given-unsent = Du hast die Adresse { $address } angegeben und noch nicht bestätigt: Benutze einen Link, den der Knopf unten dorthin schickt. Bis dahin bekommst du keine anderen Mails, nur einen Link für ein neues Passwort, wenn du darum bittest.
accounts-address-given-held = Du hast die Adresse { $address } angegeben. Sie wird deine, sobald du den Link benutzt, den die Verwaltung für dich hat.
accounts-address-none = Wir kennen keine Adresse von dir, darum bekommst du keine Mails.
accounts-address-asked = Eine Mail mit einem Link ist unterwegs. Deine Adresse ändert sich, sobald du ihn benutzt.
accounts-address-asked-held = Dieser Server verschickt keine Mails. Bei der Verwaltung liegt nun ein Link für dich bereit: Bitte sie darum. Deine Adresse ändert sich, sobald du ihn benutzt.
accounts-address-again = Ein neuer Link ist unterwegs an { $address }.
accounts-address-again-held = Dieser Server verschickt keine Mails. Bei der Verwaltung liegt nun ein neuer Link für { $address } bereit: Bitte sie darum.
accounts-verify = Adresse bestätigen
accounts-verify-lede = { $address } wird die Adresse von { $name } auf diesem Server: zum Anmelden und für die Mails, die du möchtest.
accounts-verify-submit = Bestätigen
accounts-verify-done = Deine Adresse ist bestätigt.
accounts-verify-done-held = Das ist jetzt deine Adresse. Bestätigt ist sie, sobald dieser Server Mails verschickt.

## The link in mails that stops them
accounts-unsubscribe = Diese Mails abbestellen
accounts-unsubscribe-done = Erledigt
accounts-unsubscribe-none = Du bekommst keine solchen Mails mehr
accounts-unsubscribe-settings = Einstellungen für Mails

## Settings: feeds
accounts-feeds-lede = Programme, die Feeds lesen (Atom, JSON Feed), zeigen, was es auf diesem Server Neues gibt.
accounts-feeds-public = Was öffentlich ist, braucht keinen Schlüssel
accounts-feeds-public-text = Jede Gemeinschaft, jede Person und jede Suche hat einen Feed: Häng <code>/feed.atom</code> oder <code>/feed.json</code> an die Adresse ihrer Seite. Mit <code>?tag=</code> bleiben nur die Themen mit einem Schlagwort.
accounts-feeds-key = Dein Schlüssel
accounts-feeds-key-text = Mit <code>key=</code> und deinem Schlüssel in der Adresse zeigt ein Feed, was du in diesem Moment lesen darfst. Wer den Schlüssel hat, liest dasselbe und kann sonst nichts damit tun. Ein neues Passwort nimmt ihn weg.
accounts-feeds-made = <b>Das ist dein Schlüssel.</b> Er wird nur dieses eine Mal gezeigt; ein früherer gilt nicht mehr. Neues aus allem, dem du folgst:
accounts-feeds-since = Du hast schon einen (angelegt: { $when }). Er lässt sich nicht noch einmal zeigen.
accounts-feeds-make = Schlüssel anlegen
accounts-feeds-make-new = Neuen Schlüssel anlegen
accounts-feeds-revoke = Schlüssel abschaffen
accounts-feeds-revoked = Der Schlüssel ist abgeschafft: Niemand liest mehr damit.
## Settings: codes besides the password
accounts-codes-lede = Mit einer App, die Codes macht, kommt niemand herein, der nur dein Passwort kennt.
accounts-codes-off = Dieses Konto verlangt nur dein Passwort. Jede App für Einmalcodes (TOTP) ist geeignet.
accounts-codes-begin = Codes einrichten
accounts-codes-begun = Gib das in deine App ein
accounts-codes-begun-text = Tippe danach den Code ein, den sie zeigt. Bis dahin ändert sich nichts.
accounts-codes-secret = Der Schlüssel für die App
accounts-codes-open = Eine App auf diesem Gerät öffnen
accounts-codes-confirm = Ab jetzt Codes verlangen
accounts-codes-recovery = <b>Das sind deine Ersatzcodes.</b> Jeder lässt dich einmal herein, falls dir die App abhandenkommt. Sie werden nur jetzt gezeigt: Druck sie aus oder schreib sie auf. Überall sonst bist du abgemeldet.
accounts-codes-on = Dieses Konto verlangt einen Code (eingerichtet: { $when }).
accounts-codes-left =
    { $count ->
        [0] Es sind keine Ersatzcodes mehr übrig: Mach dir neue.
        [one] Es ist noch { $count } Ersatzcode übrig.
       *[other] Es sind noch { $count } Ersatzcodes übrig.
    }
accounts-codes-change = Ersatzcodes, und Codes abschalten
accounts-codes-renew = Neue Ersatzcodes machen
accounts-codes-end = Codes abschalten
accounts-codes-ended = Dieses Konto verlangt nur noch dein Passwort.

## Settings: password, sessions, and the end of the account
accounts-change-password-lede = Ein neues Passwort meldet dich überall sonst ab.
accounts-change-password-submit = Passwort ändern
accounts-change-password-done = Dein Passwort ist geändert, und du bist überall sonst abgemeldet.
accounts-sessions-lede = Wo du angemeldet bist. Beende, was du nicht kennst, und ändere dann dein Passwort.
accounts-session = Angemeldet: { $began }, zuletzt benutzt: { $seen }
accounts-session-here = Angemeldet: { $began }, zuletzt benutzt: { $seen }; hier bist du gerade
accounts-session-end = Diese Sitzung beenden
accounts-session-ended = Die Sitzung ist beendet.
accounts-sessions-end-others = Überall sonst abmelden
accounts-sessions-ended-others = Du bist überall sonst abgemeldet.
accounts-browser-on = { $browser } unter { $system }
accounts-browser-some = Ein Browser
accounts-browser-unnamed = Ein Programm ohne Namen
accounts-delete-lede = Alles, was du geschrieben hast, wird gelöscht: Themen, Antworten, Kommentare und Nachrichten, hier und auf anderen Servern, soweit sie mitziehen. Was andere dazu geschrieben haben, bleibt, ebenso deine Stimmen, ohne deinen Namen. Niemand kann deinen Namen je wieder benutzen. Niemand kann das rückgängig machen, auch die Verwaltung nicht.
accounts-delete-successor = Deine Nachfolge
accounts-delete-successor-help = Außer dir leitet niemand { $places }. Wer von diesem Server soll das übernehmen? Wenn du niemanden nennst, tut es die Verwaltung.
accounts-delete-successor-unknown = Unter diesem Namen gibt es hier keine Person, die das übernehmen könnte.
accounts-delete-submit = Mein Konto endgültig löschen
accounts-delete-done = Dein Konto ist gelöscht.
accounts-delete-elsewhere = Löschen kann das Konto nur sein eigener Server.

## Whose name stands with what people wrote who took their names away. Said in the language of the server, once.
accounts-former = Ein früheres Mitglied
accounts-former-bio = Was hier steht, stammt von Menschen, die eine Gemeinschaft verlassen und ihren Namen mitgenommen haben.

## What is wrong with the settings of the server
accounts-site-name-wrong = Der Name hat 1 bis 60 Zeichen und keine Zeilenumbrüche.
accounts-site-description-long = Die Beschreibung hat höchstens 300 Zeichen.
accounts-site-about-long = Dieser Text hat höchstens 20.000 Zeichen.
accounts-site-rules-long = Die Regeln haben höchstens 20.000 Zeichen.
accounts-site-registration-wrong = Wähl, ob sich niemand, wer eingeladen ist, oder alle registrieren können.
accounts-site-creation-wrong = Wähl, ob die Verwaltung oder alle Gemeinschaften gründen können.
accounts-site-sum-wrong = Wähl aus, ob Browser eine Rechenaufgabe lösen.
accounts-site-domain-none = { $domain } ist keine Domain.
accounts-site-domains-many = Hier ist Platz für { $most } Domains.
accounts-site-text-long = Dieser Text hat höchstens { $most } Zeichen.
accounts-site-day-wrong = Schreib einen Tag der nächsten zwölf Monate, etwa 2026-12-31.
