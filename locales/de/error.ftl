## Why a rule says no
error-suspended = Dein Konto ist gesperrt.
error-banned = Du bist von dieser Gemeinschaft ausgeschlossen.
error-muted = Die Moderation lässt dich hier vorerst nur lesen: Du kannst in dieser Gemeinschaft nicht schreiben.
error-not-author = Das darf nur, wer es geschrieben hat.
error-not-moderator = Das dürfen nur Leitung und Moderation dieser Gemeinschaft.
error-not-convener = Das darf nur die Leitung dieser Gemeinschaft.
error-not-admin = Das darf nur die Verwaltung dieses Servers.
error-not-asker = Eine Antwort annehmen darf nur, wer gefragt hat, oder die Leitung.
error-asker-first = Zuerst wählt, wer gefragt hat; du kannst später eine Antwort annehmen.
error-remote-author = Dieser Text stammt von einem anderen Server und lässt sich nur dort ändern; schreib in einem Beitrag, was du ändern würdest.
error-agreement-owed = Stimm erst den Regeln dieser Gemeinschaft zu.
error-text-changed = Der Text wurde seit diesem Vorschlag geändert.
error-other-account = Das ist für ein anderes Konto hier; melde dich mit jenem an und komm wieder.
error-posting-restricted = Themen beginnen dürfen hier nur Leitung und Moderation.
error-not-member = Das dürfen nur Mitglieder dieser Gemeinschaft.
error-member-already = Du bist schon Mitglied dieser Gemeinschaft.
error-applied-already = Du hast dich schon beworben; die Leitung hat noch nicht entschieden.
error-invitation-needed = Diese Gemeinschaft nimmt neue Mitglieder nur auf Einladung auf.
error-other-domain = Diese Gemeinschaft nimmt Menschen mit einer E-Mail-Adresse bestimmter Domains auf, und du hast keine davon bestätigt.
error-joining-closed = Diese Gemeinschaft nimmt keine neuen Mitglieder auf.
error-applied-too-often = So viele Bewerbungen sind eingegangen, dass gerade keine mehr angenommen wird; versuch es morgen wieder.
error-too-soon = Du kannst dich später wieder bewerben; die Seite sagt, wann.
error-last-convener = Du bist die letzte Person in der Leitung dieser Gemeinschaft; benenne erst eine andere.
error-decided-already = Über diese Bewerbung ist schon entschieden.
error-kept-out = Das Konto ist hier gesperrt oder ausgeschlossen, darum wird nichts davon eingelassen. Das geht erst, wenn das aufgehoben ist.
error-outside-server = Diese Gemeinschaft lesen nur Mitglieder, und nichts davon geht an den Server dieser Person.
error-locked = Dieses Thema ist abgeschlossen; es nimmt keine Beiträge mehr an.
error-closed = Diese Frage ist geschlossen; sie nimmt keine Antworten mehr an.
error-deleted = Das wurde gelöscht.
error-removed = Das wurde von der Moderation entfernt.
error-held = Das wird zurückgehalten und anderen noch nicht gezeigt.
error-too-deep = Hier sind die Beiträge zu tief verschachtelt; antworte weiter oben.
error-not-an-answer = Annehmen lässt sich nur eine Antwort auf eine Frage.
error-not-a-question = Nur Fragen haben Antworten.
error-tag-not-listed = Diese Gemeinschaft benutzt nur die Schlagwörter ihrer eigenen Liste.
error-nothing-to-appeal = Das gilt nicht mehr: Es gibt nichts, wogegen du Einspruch erheben könntest.
error-appealed-already = Du hast dagegen schon Einspruch erhoben. Gegen jede Entscheidung ist einer möglich.
error-appeal-decided = Über diesen Einspruch ist schon endgültig entschieden.
error-own-act = Darüber entscheidet jemand anderes aus dem Team: Der Einspruch gilt dem, was du selbst getan hast.
error-talk-full = Das ist viel für einen Tag. Bitte warte, bis dir geantwortet wird.
error-not-waiting = Diese Frage wartet nicht auf eine Antwort.
error-bumped-enough = Andere lassen sich fragen, wenn sie eine Weile gewartet hat, höchstens zweimal, mit zwei Tagen dazwischen.
error-registration-closed = Auf diesem Server kann man sich nicht registrieren.
error-community-creation-closed = Auf diesem Server darf nur die Verwaltung Gemeinschaften gründen.
error-wrong-origin = Das darf nur der Server ändern, von dem es stammt.
error-peer-blocked = Dieser Server nimmt von jenem nichts an.
error-community-gone = Diese Gemeinschaft gibt es nicht mehr.
error-not-public = In eine öffentliche Gemeinschaft lässt sich nur Öffentliches übernehmen.
error-nothing-public = Kopieren lässt sich nur, was alle lesen dürfen, und diese Gemeinschaft lesen nicht alle.
error-not-private = Was für alle ist, lässt sich nicht in eine Gemeinschaft übernehmen, die nur ihre Mitglieder lesen.
error-cannot-keep-private = Diese Gemeinschaft lesen nur ihre Mitglieder, und die Software deines Servers würde anderen zeigen, was dort gesagt wird.
error-not-for-everybody = Zusammenarbeiten können nur Gemeinschaften, die alle lesen dürfen.
error-not-linked = Diese beiden Gemeinschaften arbeiten nicht zusammen.
error-sharing-restricted = Die Leitung dieser Gemeinschaft teilt deren Themen selbst.
error-oneself = Das kannst du nicht mit dir selbst tun.
error-not-answered = Du hast noch keine Antwort bekommen, und ihr habt keine Gemeinschaft gemeinsam: Mehr kannst du an einem Tag nicht schreiben. Wart auf die Antwort oder schreib morgen wieder.
error-too-many-strangers = Du hast heute vielen geschrieben, mit denen du keine Gemeinschaft gemeinsam hast. Schreib weiteren von ihnen morgen.
error-too-many-begun = Du hast heute begonnen, vielen zu schreiben, die dir noch nie geschrieben haben. Fang morgen mit weiteren an; wem du schon geschrieben hast, kannst du weiter schreiben.
error-foreign-form = Dieses Formular kam nicht von einer Seite dieses Servers, oder es ist veraltet. Geh zurück, lade die Seite neu und schick es noch einmal ab.
error-server-account = Dieses Konto gehört dem Server selbst.
error-last-admin = Das ist die letzte Person, die diesen Server verwaltet; ernenne erst eine andere.
error-last-owner = erst muss dieser Server jemand anderem gehören
error-outranked = Das hat jemand in einem höheren Amt entschieden.
error-screened = Eine Regel dieses Orts lässt das nicht durch.
error-too-much-held = Hier wartet schon so viel von dir darauf, gelesen zu werden, dass heute nichts mehr dazukommt.

## What can go wrong: told as a sentence that begins with a capital letter and ends with a full stop
error-signed-out = melde dich erst an
error-invalid = einige Felder brauchen noch einen Blick
error-too-many = das war mehr, als in kurzer Zeit angenommen wird; versuch es in { $patience } wieder
error-too-large = das ist mehr, als der Server auf einmal annimmt; schick weniger
error-disk-full = die Platte dieses Servers ist voll; es wurde nichts gespeichert
error-closed-for-now = dieser Server ist gerade geschlossen; komm bitte in ein paar Minuten wieder
error-too-slow = das hat zu lange gedauert; versuch es noch einmal
error-changed-meanwhile = das hat sich inzwischen geändert; sieh es dir noch einmal an
error-codes-asked-already = Codes werden schon verlangt
error-role-changed = was diese Person hier ist, hat sich eben geändert; sieh noch einmal nach
error-not-proposed = sie schlagen es nicht mehr vor
error-replies-full = es gibt schon so viele gespeicherte Antworten wie möglich; lösch erst eine
error-accepted-meanwhile = inzwischen wurde eine andere Antwort angenommen
error-suggestions-full = hier warten schon so viele Vorschläge, dass gerade keiner mehr angenommen wird
error-text-changed-meanwhile = der Text wurde geändert, seit du begonnen hast; schau ihn dir in einem anderen Tab an, übernimm daraus, was bleiben soll, und schick deinen noch einmal ab
error-applications-full = hier warten so viele Anfragen, dass gerade keine mehr angenommen wird
error-database = die Datenbank hat versagt
error-database-away = die Datenbank ist nicht erreichbar
error-internal = hier ist etwas schiefgegangen
error-send-again = bitte schick es noch einmal ab
error-address-taken = diese Adresse gehört einem anderen Konto hier; melde dich mit jenem an oder gib diesem Konto eine andere Adresse

error-minutes =
    { $count ->
        [one] einer Minute
       *[other] { $count } Minuten
    }
error-hours =
    { $count ->
        [one] einer Stunde
       *[other] { $count } Stunden
    }

## What stands in the way for now
error-copy-under-way = eine Kopie wird schon erstellt
error-copies-full = auf diesem Server liegen schon viele Kopien; erstell eine, wenn einige davon weg sind

## What is not here
error-no-thread = dieses Thema gibt es nicht
error-no-community = diese Gemeinschaft gibt es nicht
error-no-reply = diesen Beitrag gibt es nicht
error-no-answer = diese Antwort gibt es nicht
error-no-held = hier wird nichts dergleichen zurückgehalten
error-no-person = diese Person gibt es nicht
error-no-collection = diese Sammlung gibt es nicht
error-no-tag = dieses Schlagwort gibt es nicht
error-no-page = diese Seite gibt es nicht
error-no-former-text = diesen früheren Text gibt es nicht
error-no-account = dieses Konto gibt es nicht
error-no-server = diesen Server gibt es nicht
error-no-application = diese Bewerbung gibt es nicht
error-no-suggestion = diesen Vorschlag gibt es nicht
error-no-notice = diesen Hinweis gibt es nicht
error-no-report = diese Meldung gibt es nicht
error-no-message = diese Nachricht gibt es nicht
error-no-draft = diesen Entwurf gibt es nicht
error-no-invitation = diese Einladung gibt es nicht
error-no-session = diese Sitzung gibt es nicht
error-no-step = das hat zu lange gedauert; bitte melde dich noch einmal an
error-no-address-link = diesen Link gibt es nicht: Jeder gilt einmal und sieben Tage lang. In deinen Einstellungen kannst du dir unter „Mail“ einen neuen schicken lassen
error-no-password-link = diesen Link gibt es nicht: Jeder gilt einmal und nicht lange. Bitte um einen neuen, wo du dich anmeldest oder wo du ihn bekommen hast
error-no-setup-link = diesen Link zum Einrichten gibt es nicht: Jeder gilt einmal, sieben Tage lang und nur, solange diesen Server niemand verwaltet. Bis dahin gibt der Befehl guildhall setup einen neuen aus
error-no-mail-link = diesen Link gibt es nicht: Vielleicht wurde er abgeschnitten; in deinen Einstellungen stehen dieselben Schalter
error-no-person-to-write-to = unter diesem Namen gibt es niemanden zum Schreiben
error-no-copy = diese Kopie gibt es nicht
error-no-form = dieses Formular gibt es nicht
error-no-job = diesen Auftrag gibt es nicht
error-no-job-aside = diesen beiseitegelegten Auftrag gibt es nicht
error-no-library = diese Bibliothek gibt es nicht
error-no-line = diese Zeile gibt es nicht
error-no-link = zwischen diesen Gemeinschaften gibt es keine Verbindung
error-no-steps = diese Liste erster Schritte gibt es nicht
error-no-login = diese Anmeldung gibt es nicht
error-no-actor = diese Person oder Gemeinschaft gibt es nicht
error-no-proposal = diesen Vorschlag gibt es nicht
error-no-rules = diese Regeln gibt es nicht
error-no-saved-reply = diese gespeicherte Antwort gibt es nicht
error-no-saved = das hast du dir nicht gemerkt
error-no-rule = diese Regel gibt es nicht
error-no-schedule = diesen Plan gibt es nicht
error-no-search = diese Suche gibt es nicht
error-no-server-of-this-name = einen Server dieses Namens gibt es nicht
error-no-shared-thread = dieses geteilte Thema gibt es nicht
error-no-thread-or-reply = dieses Thema oder diesen Beitrag gibt es nicht
error-no-thread-reply-person = dieses Thema, diesen Beitrag oder diese Person gibt es nicht
error-no-version = diese Fassung gibt es nicht
error-no-used-link = diesen Link gibt es nicht: Er wurde schon benutzt, oder eine spätere Nachricht hat einen anderen
error-no-open-invitation = diese Einladung gibt es nicht: Sie ist aufgebraucht oder zurückgezogen, ihre Zeit ist um, oder wer sie gemacht hat, darf nicht mehr einladen. Bitte die Leitung um eine neue
error-no-such = das gibt es nicht
error-gone-thread = dieses Thema wurde gelöscht
error-gone-reply = dieser Beitrag wurde gelöscht
error-gone-community = diese Gemeinschaft wurde gelöscht
error-gone-person = diese Person wurde gelöscht
error-gone-account = dieses Konto wurde gelöscht
error-gone-feed = den Feed mit diesem Schlüssel gibt es nicht mehr
error-gone = das wurde gelöscht

## What stands in the way
error-introductions-there = es gibt schon ein Thema zum Vorstellen; ein anderes wählst du in den Einstellungen
