## Reading: people, beside their names
posts-person-bot = Bot
posts-person-convener = leitet hier
posts-person-looks-after = kümmert sich um die Gemeinschaft
posts-person-moderator = moderiert hier
posts-person-greeter = empfängt hier Neue
posts-person-new = neu hier
posts-person-asked = hat das gefragt
posts-person-began = hat das begonnen
posts-person-points-in =
    { $count ->
        [one] { $count } Punkt in { $tag }
       *[other] { $count } Punkte in { $tag }
    }
posts-person-points =
    { $count ->
        [one] { $count } Punkt hier
       *[other] { $count } Punkte hier
    }

## Reading: lists of threads
posts-list-threads = Themen
posts-list-order = Reihenfolge
posts-list-hot = Beliebt
posts-list-active = Aktiv
posts-list-new = Neueste
posts-list-unanswered = Unbeantwortet
posts-list-top = Beste
posts-list-period = Aus welcher Zeit
posts-list-day = Tag
posts-list-week = Woche
posts-list-month = Monat
posts-list-year = Jahr
posts-list-all-time = Alle Zeiten
posts-list-tag = Mit dem Schlagwort { $tag }
posts-list-untagged = Alle zeigen
posts-list-no-order = so lassen sich Themen nicht ordnen
posts-list-none = diese Liste gibt es nicht
posts-list-no-page = diese Seite gibt es nicht; fang bei der ersten an
posts-row-locked = abgeschlossen
posts-row-article = Artikel
posts-row-closed = geschlossen
posts-row-in = in { $place }

## Reading: threads about the same, beside a thread
posts-related-replies =
    { $count ->
        [0] noch keine Antwort
        [one] { $count } Beitrag
       *[other] { $count } Beiträge
    }
posts-related-answers =
    { $count ->
        [one] { $count } Antwort
       *[other] { $count } Antworten
    }
posts-related-in = { $said }, in { $place }
posts-related-accepted = , angenommen

## Reading: the front page, for who is not signed in
posts-front-page = { $site }: Praxisgemeinschaften
posts-front-title = Fragen aus der Praxis,
posts-front-title-rest = Antworten aus der Praxis
posts-front-lede = { $site } ist das Zuhause von Praxisgemeinschaften: Menschen, die ein Handwerk teilen, fragen, antworten und bewahren, was sie gelernt haben.
posts-front-open = Alles Öffentliche lässt sich ohne Konto lesen.
posts-front-described = Ein Zuhause für Praxisgemeinschaften: fragen, antworten und bewahren, was gelernt wurde.
posts-front-communities = Gemeinschaften ansehen
posts-front-new = Neues lesen
posts-front-register = Konto anlegen
posts-front-there = Mach mit, von wo du schon bist
posts-front-there-text = Du hast ein Konto auf Mastodon, Lemmy, PieFed oder einem anderen Server des offenen sozialen Netzes? Dann brauchst du hier keins. Such dort nach der Adresse einer Gemeinschaft und folge ihr.
posts-front-there-example = Du hast ein Konto auf Mastodon, Lemmy, PieFed oder einem anderen Server des offenen sozialen Netzes? Dann brauchst du hier keins. Such dort nach der Adresse einer Gemeinschaft und folge ihr:
posts-front-there-then = Neue Fragen erscheinen in deiner Timeline. Was du dort antwortest, steht hier als Antwort, mit deinem Namen und deinem Server daneben.
posts-front-listed = Gemeinschaften
posts-front-all = Alle Gemeinschaften
posts-front-directory = Zum Verzeichnis
posts-front-none = Hier wurde noch keine Gemeinschaft gegründet
posts-front-none-text = Wer ein Konto hat, kann eine gründen oder einer auf einem anderen Server folgen.
posts-front-card =
    { $followers ->
        [one] { $followers } folgt
       *[other] { $followers } folgen
    }, { $threads ->
        [one] { $threads } Thema
       *[other] { $threads } Themen
    }, aktiv { $when }
posts-front-answered = Hier beantwortet
posts-front-more = Weitere gute Themen

## Reading: the front page, for who is signed in, and the lists of all threads
posts-home-new = Neues
posts-home-followed = Deine Gemeinschaften
posts-home-local = Auf diesem Server
posts-home-all = Alles
posts-home-tabs = Welche Gemeinschaften
posts-home-tab-local = Dieser Server
posts-home-news =
    { $count ->
        [0] Nichts Neues für dich
        [one] Eine Sache ist neu für dich
       *[other] { $count } Dinge sind neu für dich
    }{ $questions ->
        [0] .
        [one] , und eine Frage wartet auf eine Antwort.
       *[other] , und Fragen warten auf eine Antwort.
    }
posts-home-applied = Deine Bewerbungen
posts-home-applied-asked = die Leitung fragt dich etwas
posts-home-applied-waits = du hast dich beworben, und die Leitung entscheidet
posts-home-for-you = Für dich
posts-home-notices = Alle Hinweise
posts-home-answerable = Das könntest du beantworten
posts-home-unanswered = Alles Unbeantwortete
posts-home-active = aktiv { $when }
posts-home-more = Weitere finden
posts-home-follows-none = Du folgst noch keiner Gemeinschaft
posts-home-follows-none-text = Folge Gemeinschaften, hier und auf anderen Servern, und was darin gesagt wird, erscheint hier.
posts-home-none = Kein Thema passt
posts-home-none-text = Beginne eines, oder sieh dir eine andere Liste oder eine längere Zeit an.
posts-home-find = Gemeinschaften finden
posts-home-ask = Fragen

## Reading: what a new server still needs, for its administrators
posts-steps = Dieser Server ist neu. Was als Nächstes zu tun ist:
posts-steps-describe = <settings>Sagen, wofür dieser Server da ist</settings>
posts-steps-describe-text = Wer zu Besuch kommt, liest es auf dieser Seite und unter „Über uns“.
posts-steps-community = <open>Eine Gemeinschaft gründen</open>
posts-steps-community-text = Gefragt und geantwortet wird in Gemeinschaften.
posts-steps-people = <settings>Die Registrierung öffnen</settings> oder <account>ein Konto für jemanden anlegen</account>
posts-steps-people-text = Außer dir hat hier niemand ein Konto. Menschen von anderen Servern brauchen keins.
posts-steps-doctor = Führ das auf dem Server aus: Es sucht nach Fehlern, etwa einem Proxy, der verbirgt, wer anfragt, und sagt, was dagegen hilft.

## Reading: a community
posts-community-preview = Du siehst, was Fremde sehen.
posts-community-preview-end = Zurück zu deiner eigenen Ansicht
posts-community-kinds = Art
posts-community-all-kinds = Alle
posts-community-questions = Fragen
posts-community-discussions = Diskussionen
posts-community-articles = Artikel
posts-community-links = Links
posts-community-no-kind = diese Art von Themen gibt es nicht
posts-community-shared = Aus anderen Gemeinschaften geteilt
posts-community-shared-some = Was hier geteilt wird
posts-community-shared-all = Alles, was hier geteilt wird
posts-community-about = Über diese Gemeinschaft
posts-community-library = In der Bibliothek
posts-community-officers = Leitung und Moderation
posts-community-convener = leitet
posts-community-moderator = moderiert
posts-community-looks-after = kümmert sich um die Gemeinschaft
posts-community-elsewhere = Von anderswo folgen
posts-community-elsewhere-text = Mit einem Konto auf Mastodon, Lemmy oder einem anderen Server such dort nach
posts-community-rules = Regeln
posts-community-waiting = Wartende Fragen
posts-community-tags = Schlagwörter
posts-community-standing = Ansehen
posts-community-modlog = Moderationsprotokoll
posts-community-begin = Ein Thema beginnen
posts-community-all-threads = Alle Themen
posts-community-shut = Hier lesen Mitglieder
posts-community-shut-text = Was in dieser Gemeinschaft gesagt wird, ist für alle, die ihr angehören.
posts-community-shut-join = Wofür sie da ist und wie du beitrittst
posts-community-coming = Ihre Themen sind unterwegs
posts-community-coming-text = Dieser Server holt gerade die neuesten Themen dieser Gemeinschaft von { $host }. Lade die Seite gleich noch einmal.
posts-community-nothing-came = Hier ist noch nichts angekommen
posts-community-nothing-came-text = Auf diesem Server ist noch kein Thema dieser Gemeinschaft angekommen. Vielleicht gibt es welche auf { $host }.
posts-community-there = Auf { $host } ansehen
posts-community-all-answered = Alle Fragen sind beantwortet
posts-community-all-answered-text = Hier wartet nichts auf dich. Sieh dir stattdessen an, was neu ist.
posts-community-none-fits = Hier gibt es kein solches Thema
posts-community-none-fits-text = Es gibt andere, von anderer Art oder mit anderem Schlagwort.
posts-community-none-then = Nichts aus dieser Zeit
posts-community-none-then-text = Sieh dir eine längere Zeit an, oder was neu ist.
posts-community-none = Hier gibt es noch keine Themen
posts-community-none-text = Noch hat niemand eines begonnen.
posts-community-none-text-begin = Noch hat niemand begonnen. Du kannst es: Frag, was du jemanden vom Fach fragen würdest.

## Reading: the tags of a community
posts-tags = Schlagwörter
posts-tags-of = Schlagwörter von { $place }
posts-tags-used =
    { $count ->
        [one] { $count } Thema
       *[other] { $count } Themen
    }
posts-tags-kept = in der Liste
posts-tags-muted = in deinen Listen ausgeblendet
posts-tags-none = Noch keine Schlagwörter
posts-tags-none-text = Themen bekommen sie beim Schreiben; dann hat jedes hier eine Seite.
posts-tags-threads = Alle Themen
posts-tags-add = Ein Schlagwort in die Liste aufnehmen
posts-tags-add-button = Aufnehmen
posts-tags-added = Das Schlagwort steht in der Liste.
posts-tags-name = Name
posts-tags-purpose = Wofür es da ist
posts-tags-purpose-help = Eine Zeile.

## Reading: a tag
posts-tag-threads =
    { $count ->
        [one] { $count } Thema.
       *[other] { $count } Themen.
    }
posts-tag-threads-also =
    { $count ->
        [one] { $count } Thema.
       *[other] { $count } Themen.
    } Auch: <bdi>{ $names }</bdi>.
posts-tag-all = Alle Schlagwörter
posts-tag-follow = Folgen
posts-tag-unfollow = Nicht mehr folgen
posts-tag-mute = In meinen Listen ausblenden
posts-tag-unmute = In meinen Listen wieder zeigen
posts-tag-none = Hier gibt es kein Thema mit dem Schlagwort „{ $tag }“
posts-tag-none-text = Sieh dir eine andere Reihenfolge oder eine längere Zeit an, oder alle Themen.
posts-tag-everywhere = Themen mit dem Schlagwort { $tag }
posts-tag-tend = Für alle, die sich um die Gemeinschaft kümmern
posts-tag-synonyms = Andere Namen dafür
posts-tag-synonyms-help = Mit Kommas dazwischen. Themen, die einen davon tragen, bekommen stattdessen dieses Schlagwort.
posts-tag-listed = Es steht in der Liste dieser Gemeinschaft
posts-tag-save = Schlagwort speichern
posts-tag-saved = Das Schlagwort ist gespeichert.
posts-tag-into = Das Schlagwort, das gemeint ist
posts-tag-into-help = Dieses hier wird ein anderer Name dafür, und seine Themen bekommen jenes. Gibt es das noch nicht, wird es angelegt.
posts-tag-merge = Zusammenlegen
posts-tag-merged = Die Schlagwörter sind jetzt eines; ihre Themen folgen gleich.

## Reading: a person
posts-profile-knows = Kennt sich gut aus mit:
posts-profile-offers = Bietet
posts-profile-seeks = Sucht
posts-profile-edit = Profil bearbeiten
posts-profile-message = Nachricht schreiben
posts-profile-report = Melden
posts-profile-follow = Folgen
posts-profile-unfollow = Nicht mehr folgen
posts-profile-open-on = Auf { $host } öffnen
posts-profile-threads = Themen
posts-profile-replies = Beiträge
posts-profile-answer-to = Antwort auf
posts-profile-reply-in = Beitrag in
posts-profile-accepted = angenommen
posts-profile-none = Hier ist noch nichts.
posts-profile-none-own = Du hast hier noch nichts geschrieben. <ask>Stell eine Frage</ask>, oder beantworte eine von <waiting>denen, die warten</waiting>.
posts-profile-none-threads = Hier ist noch kein Thema, aber Beiträge sind da.
posts-profile-none-replies = Hier ist noch kein Beitrag, aber Themen sind da.
posts-profile-left = Was du dort geschrieben hast, wo du nicht mehr mitliest, steht in <list>einer eigenen Liste</list>.
posts-profile-about = Über { $name }
posts-profile-here = Hier
posts-profile-since = Hier seit
posts-profile-known-since = Hier bekannt seit
posts-profile-place = Ort
posts-profile-zone = Zeitzone
posts-profile-heard = Antworten zählen für
posts-profile-points =
    { $count ->
        [one] { $count } Punkt
       *[other] { $count } Punkte
    }
posts-profile-cares = Kümmert sich um
posts-profile-belongs = Mitglied von

## Reading: former texts
posts-revisions = Frühere Texte
posts-revisions-before = Das wurde bearbeitet, bevor es auf diesen Server kam; ein früherer Text davon ist nicht hier. Dort, wo es geschrieben wurde, gibt es vielleicht einen.
posts-revisions-now = Wie es jetzt ist, { $when } geschrieben
posts-revisions-then = Wie es war, { $when } geschrieben
posts-revisions-by = von { $who }
posts-revisions-changed = Geändert: <bdi>{ $what }</bdi>
posts-revisions-whole = Der ganze Text, wie er angezeigt wird
posts-revisions-title = Titel
posts-revisions-text = Text
posts-revisions-address = Adresse
posts-revisions-language = Sprache (jetzt { $name })
posts-revisions-language-unknown = Sprache (jetzt unbekannt)
posts-revisions-tags = Schlagwörter (jetzt: { $names })
posts-revisions-tags-none = Schlagwörter (jetzt keine)
posts-revisions-around = Sprache, Adresse oder Schlagwörter
posts-revisions-nothing = nichts, was zu sehen ist

## Reading: a thread
posts-thread-question = Frage
posts-thread-discussion = Diskussion
posts-thread-article = Artikel
posts-thread-link = Link
posts-thread-deleted = Gelöschtes Thema
posts-thread-answered = Beantwortet
posts-thread-wiki = Mitglieder bearbeiten das
posts-thread-locked = abgeschlossen
posts-thread-edited = <revisions>bearbeitet</revisions> { $when }
posts-thread-edited-by = { $when } von { $who } <revisions>bearbeitet</revisions>
posts-thread-right = { $when } für richtig befunden
posts-thread-right-by = { $when } für richtig befunden von { $who }
posts-thread-shared = geteilt mit <community><bdi>{ $name }</bdi></community>
posts-thread-open-on = Auf { $host } öffnen
posts-thread-from = aus { $place }
posts-thread-whole = Das ganze Thema
posts-thread-picture = Das Bild dazu
posts-thread-made = Aus diesem Thema entstanden: <article><bdi>{ $title }</bdi></article>
posts-thread-licences = Lizenz für das, was hier geschrieben steht: { $licences }
posts-thread-licences-partly = Lizenzen für das, was hier geschrieben steht, wo eine angegeben ist: { $licences }
posts-thread-beside = Neben diesem Thema
posts-thread-related = Verwandtes
posts-thread-duplicates = Auch dort gefragt
posts-thread-library = In der Bibliothek
posts-outline = Auf dieser Seite
posts-outline-accepted = , angenommen
posts-outline-votes =
    { $count ->
        [one] Stimme
       *[other] Stimmen
    }

## Reading: what an article was made of
posts-credits-both = Entstanden aus <source><bdi>{ $title }</bdi></source>, mit Worten von { $people }.
posts-credits-source = Entstanden aus <source><bdi>{ $title }</bdi></source>.
posts-credits-people = Entstanden aus dem, was andere gesagt haben, mit Worten von { $people }.
posts-credits-none = Entstanden aus dem, was andere gesagt haben.

## Reading: how far something has spread
posts-totals-boosts = { $count }-mal geteilt
posts-totals-there =
    { $likes ->
        [one] { $likes } Like
       *[other] { $likes } Likes
    }, { $boosts }-mal geteilt, laut dem Server, von dem es kommt
posts-totals-there-likes =
    { $count ->
        [one] { $count } Like, laut dem Server, von dem es kommt
       *[other] { $count } Likes, laut dem Server, von dem es kommt
    }
posts-totals-there-boosts = { $count }-mal geteilt, laut dem Server, von dem es kommt

## Reading: said above a thread: a title, and what follows it
posts-notice-deleted = Gelöscht.
posts-notice-deleted-text = Nur du siehst das; du kannst es wiederherstellen.
posts-notice-removed = Entfernt.
posts-notice-removed-text = Die Moderation hat dieses Thema entfernt. Zu sehen ist es noch für die Moderation und für die Person, die es geschrieben hat.
posts-notice-why = Warum: { $reason }
posts-notice-appeal = Wenn du das für falsch hältst, bitte darum, dass noch jemand hinsieht.
posts-notice-appeal-to = An { $name } schreiben
posts-notice-held = Zurückgehalten.
posts-notice-waits = Es wartet auf { $host }.
posts-notice-locked = Abgeschlossen.
posts-notice-locked-text = Es nimmt keine Beiträge mehr an. Wer moderiert, darf noch schreiben.
posts-notice-closed = Geschlossen.
posts-notice-duplicate = Geschlossen, weil es die Frage schon gibt.
posts-notice-closed-text = Sie nimmt keine Antworten mehr an.
posts-notice-closed-why = Sie nimmt keine Antworten mehr an. Warum: { $reason }
posts-notice-duplicate-there = Zur Frage auf { $host }
posts-notice-suggested =
    { $count ->
        [one] { $count } Änderungsvorschlag wartet.
       *[other] { $count } Änderungsvorschläge warten.
    }
posts-notice-suggested-see = Ansehen, was geändert würde
posts-notice-outdated = Stimmt nicht mehr.
posts-notice-outdated-text = Das wurde am { $day } gesagt.
posts-notice-outdated-by = Das hat { $name } am { $day } gesagt.
posts-notice-review = Stimmt das noch?
posts-notice-review-text = Es wurde vor einiger Zeit geschrieben, und du kennst dich aus.
posts-notice-review-say = Sagen, ob es stimmt
posts-coming =
    { $there ->
        [one] { $here } von { $there } Beitrag ist hier.
       *[other] { $here } von { $there } Beiträgen sind hier.
    }
posts-coming-now = Die anderen werden gerade geholt; das geht weiter, wenn du diese Seite verlässt.
posts-coming-later = Die anderen werden im Hintergrund geholt, solange Mitglieder hier das Thema lesen; bis sie da sind, kannst du sie dort lesen, wo es zu Hause ist.
posts-coming-first = Von { $host } werden Beiträge geholt.
posts-coming-first-text = Vielleicht sind es mehr, als du hier siehst. Das geht weiter, wenn du diese Seite verlässt.
posts-coming-again = Neu laden

## Reading: what lets through what is held
posts-held-rules = Andere sehen es, sobald du den Regeln dieser Gemeinschaft zugestimmt hast.
posts-held-rules-read = Regeln lesen und zustimmen
posts-held-member = Andere sehen es, sobald du Mitglied dieser Gemeinschaft bist.
posts-held-member-join = Wie du beitrittst
posts-held-yours = Andere sehen es, sobald die Person, die es geschrieben hat, Mitglied ist und den Regeln zugestimmt hat, oder wenn du es freigibst.
posts-held-yours-desk = Am Schreibtisch entscheiden
posts-held-theirs = Andere sehen es, sobald die Person, die es geschrieben hat, Mitglied ist und den Regeln zugestimmt hat, oder wenn die Moderation es freigibt.
posts-held-read = Andere sehen es, wenn du es gelesen hast und freigibst.
posts-held-review = Andere sehen es, wenn jemand aus Leitung oder Moderation es gelesen hat und freigibt.

## Reading: before somebody writes what others do not see at once
posts-before-held = Was du schreibst, wird zurückgehalten.
posts-before-held-text = Du hast den Regeln dieser Gemeinschaft noch nicht zugestimmt. Bis dahin sehen es nur du und alle, die sich um die Gemeinschaft kümmern.
posts-before-held-rules = Regeln lesen und zustimmen
posts-before-held-then = Es wird aufgehoben und zurückgehalten: Andere sehen es, sobald du den Regeln zugestimmt hast.
posts-before-read = Was du schreibst, wird erst gelesen.
posts-before-read-text = Andere sehen es, wenn jemand aus Leitung oder Moderation es freigegeben hat.
posts-before-read-then = Es bleibt erhalten, und andere sehen es, wenn jemand aus Leitung oder Moderation es gelesen hat und freigibt.
posts-before-waits = Was du schreibst, wird auf { $host } warten.
posts-before-sent = Es wird an den Server der Gemeinschaft geschickt.

## Reading: replies
posts-replies =
    { $count ->
        [0] Noch keine Beiträge
        [one] { $count } Beitrag
       *[other] { $count } Beiträge
    }
posts-replies-answers =
    { $count ->
        [0] Noch keine Antworten
        [one] { $count } Antwort
       *[other] { $count } Antworten
    }
posts-replies-branch = Ein Beitrag und was dazu gesagt wurde
posts-replies-order = Reihenfolge der Beiträge
posts-replies-best = Beste
posts-replies-oldest = Älteste
posts-replies-newest = Neueste
posts-replies-no-order = so lassen sich Beiträge nicht ordnen
posts-replies-more = Weitere Beiträge
posts-reply-answer = Antwort
posts-reply-reply = Beitrag
posts-reply-about-answer = , Antwort von { $name }
posts-reply-about = , Beitrag von { $name }
posts-form-answer = Antworten
posts-form-answer-text = Deine Antwort
posts-form-answer-post = Antwort abschicken
posts-form-reply = Antworten
posts-form-reply-text = Dein Beitrag
posts-form-reply-post = Beitrag abschicken
posts-form-kind = Was du schreibst
posts-form-kind-answer = Es beantwortet die Frage
posts-form-kind-comment = Es ist ein Kommentar: eine Einzelheit, eine Rückfrage
posts-form-to = <reply><bdi>{ $name }</bdi></reply> antworten
posts-form-licence = Was du hier schreibst, lässt sich unter der Lizenz { $licence } verwenden.
posts-form-none = Antworten
posts-form-none-join = Der Gemeinschaft beitreten
posts-form-none-sign-in = Anmelden und antworten
posts-form-none-register = Konto anlegen
posts-answer-chosen = gewählt von { $name }
posts-answer-chosen-asker = gewählt von { $name } (hat gefragt)
posts-mark-deleted = Gelöscht; nur du siehst es
posts-mark-removed = Von der Moderation entfernt
posts-mark-held = Zurückgehalten; andere sehen es noch nicht
posts-mark-hidden = In dieser Gemeinschaft nicht zu sehen
posts-mark-waits = Es wartet dort
posts-gone-thread = Wer dieses Thema geschrieben hat, hat es gelöscht.
posts-gone-deleted = Wer das geschrieben hat, hat es gelöscht.
posts-gone-hidden = Diese Gemeinschaft zeigt das nicht.
posts-gone-removed = Die Moderation hat das entfernt.

## Reading: what can be done with a thread or a reply
posts-act-reply = Antworten
posts-act-follow = Folgen
posts-act-unfollow = Nicht mehr folgen
posts-act-save = Merken
posts-act-bump = Andere fragen lassen
posts-act-edit = Bearbeiten
posts-act-suggest = Änderung vorschlagen
posts-act-former = Frühere Texte
posts-act-close = Schließen …
posts-act-reopen = Wieder öffnen
posts-act-wiki = Mitglieder bearbeiten lassen
posts-act-wiki-end = Mitglieder nicht mehr bearbeiten lassen
posts-act-delete = Löschen …
posts-act-undelete = Wiederherstellen
posts-act-share = Teilen …
posts-act-distil = Einen Artikel daraus machen
posts-act-propose = Für die Bibliothek vorschlagen
posts-act-report = Melden
posts-act-accept = Annehmen
posts-act-unaccept = Annahme zurücknehmen
posts-act-to-comment = In einen Kommentar umwandeln
posts-act-distinguish = Als Wort des Teams kennzeichnen
posts-act-plain = Nicht mehr als Wort des Teams kennzeichnen
posts-act-to-answer = In eine Antwort umwandeln
posts-care-remove = Entfernen …
posts-care-restore = Wiederherstellen …
posts-care-lock = Abschließen …
posts-care-unlock = Wieder öffnen …
posts-care-lock-branch = Diesen Zweig abschließen …
posts-care-unlock-branch = Diesen Zweig wieder öffnen …
posts-care-pin = Anheften …
posts-care-unpin = Nicht mehr anheften …
posts-care-shelve = In die Bibliothek stellen …
posts-care-retitle = Titel und Schlagwörter ändern …
posts-care-move = In eine andere Gemeinschaft verschieben …
posts-care-warn = Verwarnen …
posts-care-ban = Ausschließen …
posts-care-hide-in = In { $place } verbergen …
posts-care-show-in = In { $place } wieder zeigen …

## Writing
posts-write-new = Neues Thema
posts-write-where = In welcher Gemeinschaft?
posts-write-where-titled = In welcher Gemeinschaft? Dein Titel kommt mit.
posts-write-nowhere = Hier gibt es noch keine Gemeinschaft. Folge einer von einem anderen Server oder gründe eine.
posts-write-followed = Du folgst
posts-write-local = Auf diesem Server
posts-write-all = Alle Gemeinschaften
posts-write-kinds = Was für ein Thema
posts-write-kind-question = Ich habe eine Frage
posts-write-kind-discussion = Ich möchte diskutieren
posts-write-kind-article = Ich habe etwas geschrieben
posts-write-kind-link = Ich habe einen Link gefunden
posts-write-kind-unknown = diese Art von Thema gibt es nicht
posts-write-question = Eine Frage stellen
posts-write-question-post = Frage stellen
posts-write-discussion = Eine Diskussion beginnen
posts-write-discussion-post = Diskussion beginnen
posts-write-article = Einen Artikel teilen
posts-write-article-post = Artikel teilen
posts-write-link = Einen Link teilen
posts-write-link-post = Link teilen
posts-write-similar = Ist es vielleicht das?
posts-write-licence = Was du hier schreibst, lässt sich unter der Lizenz { $licence } verwenden.
posts-write-help = Hilfe
posts-write-well = Was gute Antworten bekommt
posts-write-well-one = Eine Frage in einem Thema
posts-write-well-now = Was du bisher machst und was dich daran zweifeln lässt
posts-write-well-tried = Was du versucht hast und was dabei herauskam
posts-write-rules = Regeln von <bdi>{ $place }</bdi>
posts-write-then = Was dann geschieht
posts-write-then-open = Alle, die der Gemeinschaft folgen, sehen es, auch auf anderen Servern.
posts-write-then-shut = Wer diese Gemeinschaft lesen darf, sieht es, und sonst niemand.
posts-write-then-answers = Du bekommst einen Hinweis, wenn jemand antwortet, und markierst die Antwort, die geholfen hat.

posts-write-not-member = Themen beginnen hier die Mitglieder. Schau, worum es geht, und werde Mitglied; dann kannst du es auch.
posts-write-not-member-there = Themen beginnen hier die Mitglieder. Auf der Seite der Gemeinschaft steht, wie du ihr folgen oder Mitglied werden kannst.
posts-write-not-restricted = Themen beginnen hier alle, die sich um die Gemeinschaft kümmern. Du kannst darauf antworten oder in einer anderen Gemeinschaft fragen.
posts-write-not-banned = Lesen kannst du sie. Wer das entschieden hat und warum, steht im Moderationsprotokoll; schreib der Leitung, wenn du das für falsch hältst.
posts-write-not-muted = Warum und bis wann, steht in deinen Hinweisen; schreib der Leitung, wenn du das für falsch hältst.
posts-write-not-suspended = Lesen kannst du alles. Schreib der Verwaltung, wenn du das für falsch hältst.
posts-write-not-here = Du kannst in einer anderen Gemeinschaft fragen.
posts-write-not-join = Mitglied werden
posts-write-not-read = Die Gemeinschaft lesen
posts-write-not-find = Eine andere Gemeinschaft finden
posts-write-not-there = Auf { $host } öffnen
posts-write-not-modlog = Moderationsprotokoll
posts-write-not-conveners = Leitung
posts-write-not-admins = Verwaltung

## Writing: fields
posts-field-title-question = Deine Frage in einem Satz
posts-field-title = Titel
posts-field-url = Adresse
posts-field-text = Text
posts-field-tags = Schlagwörter
posts-field-tags-help = Bis zu { $most }, mit Kommas dazwischen.
posts-field-tags-empty = Themen bekommen hier Schlagwörter aus der Liste dieser Gemeinschaft, in der noch keine stehen.
posts-field-tags-used = Bis zu { $most }, mit Kommas dazwischen. Hier in Gebrauch: { $names }.
posts-field-tags-listed = Bis zu { $most }, mit Kommas dazwischen. Aus der Liste dieser Gemeinschaft: { $names }.
posts-field-tags-among = Bis zu { $most }, mit Kommas dazwischen. Aus der Liste dieser Gemeinschaft: { $names } und andere.
posts-field-language = Sprache des Textes
posts-field-language-own = Wie in meinen Einstellungen

## Writing: drafts
posts-drafts = Entwürfe
posts-drafts-lede = Was du zu schreiben begonnen hast. Niemand sonst sieht es. Die letzten { $most } werden aufgehoben, jeder { $days } Tage lang, nachdem du zuletzt daran geschrieben hast.
posts-drafts-none = Hier wartet nichts
posts-drafts-none-text = Was du zu schreiben beginnst, wird hier aufgehoben, bis du es abschickst.
posts-drafts-ask = Etwas fragen
posts-draft-question = Frage in { $place }
posts-draft-discussion = Diskussion in { $place }
posts-draft-article = Artikel in { $place }
posts-draft-link = Link in { $place }
posts-draft-reply = Beitrag in „{ $thread }“
posts-draft-edit = Bearbeitung in „{ $thread }“
posts-draft-question-gone = Frage, deren Ort es nicht mehr gibt
posts-draft-discussion-gone = Diskussion, deren Ort es nicht mehr gibt
posts-draft-article-gone = Artikel, dessen Ort es nicht mehr gibt
posts-draft-link-gone = Link, dessen Ort es nicht mehr gibt
posts-draft-reply-gone = Beitrag, dessen Ort es nicht mehr gibt
posts-draft-edit-gone = Bearbeitung, deren Ort es nicht mehr gibt
posts-draft-save = Entwurf speichern
posts-draft-kept = Dein Entwurf ist gespeichert.
posts-draft-throw = Verwerfen
posts-draft-thrown = Der Entwurf ist verworfen.
posts-draft-yours = Dein Entwurf.
posts-draft-yours-text = Zuletzt daran geschrieben: { $when }. Niemand sonst sieht ihn.
posts-draft-other = Du hast einen Entwurf.
posts-draft-other-text = Hier hast du schon etwas anderes begonnen. Das bleibt, wie es ist, und dieses hier wird nicht aufgehoben.
posts-draft-all = Alle deine Entwürfe
posts-draft-no-form = dieses Formular gibt es nicht

## Writing: another text, taking back, replying
posts-edit = Bearbeiten
posts-edit-former = Der frühere Text bleibt erhalten, und alle können ihn lesen.
posts-edit-save = Speichern
posts-edit-leave = So lassen
posts-delete-thread = Dieses Thema löschen?
posts-delete-thread-text = Außer dir sieht es dann niemand mehr, und andere Server werden gebeten, es zu löschen. Die Beiträge darin bleiben. Du kannst es zurückholen; seine Bilder werden nach einem Tag endgültig gelöscht.
posts-delete-reply = Diesen Beitrag löschen?
posts-delete-reply-text = Außer dir sieht ihn dann niemand mehr, und andere Server werden gebeten, ihn zu löschen. Was dazu gesagt wurde, bleibt. Du kannst ihn zurückholen; seine Bilder werden nach einem Tag endgültig gelöscht.
posts-delete-button = Löschen
# What one wrote where one reads no more
posts-left = Was du geschrieben hast, wo du nicht mehr mitliest
posts-left-lede = Aus diesen Gemeinschaften bist du ausgetreten, oder du darfst dort gerade nicht lesen. Von dem, was dort gesagt wird, siehst du nur deine eigenen Worte: Du kannst sie löschen und zurückholen.
posts-left-none = Hier ist nichts.
posts-left-is-deleted = Gelöscht
posts-left-back = Zurückholen
posts-left-deleted = Gelöscht. Andere Server werden gebeten, dasselbe zu tun.
posts-left-put-back = Es steht wieder da, wo du es geschrieben hast.
posts-reply-kind-unknown = Ein Beitrag ist eine Antwort oder ein Kommentar.
posts-team-unclear = Ein Beitrag spricht für das Team, oder er tut es nicht.

## Writing: suggested edits
posts-suggest = Eine Änderung vorschlagen
posts-suggest-lede = Wer das geschrieben hat und wer sich um die Gemeinschaft kümmert, sieht den Vorschlag und übernimmt ihn oder nicht. Wird er übernommen, steht dein Name dabei.
posts-suggest-note = Warum
posts-suggest-note-help = Eine Zeile, für alle, die entscheiden.
posts-suggest-button = Vorschlagen
posts-suggest-done = Dein Text ist vorgeschlagen. Übernehmen kann ihn, wer das Bisherige geschrieben hat oder sich um die Gemeinschaft kümmert.
posts-suggested = Vorgeschlagene Änderungen
posts-suggested-none = Hier wartet nichts
posts-suggested-none-text = Andere Texte, die Mitglieder für dieses Thema und seine Beiträge vorschlagen, erscheinen hier.
posts-suggested-back = Zurück zum Thema
posts-suggested-reply = Zu einem Beitrag
posts-suggested-thread = Zum Thema selbst
posts-suggested-by = von { $person }, { $when }
posts-suggested-why = Warum: <bdi>{ $note }</bdi>
posts-suggested-title = Titel: <b><bdi>{ $title }</bdi></b>
posts-suggested-outdated = Der Text wurde seit diesem Vorschlag geändert, darum lässt sich der Vorschlag so nicht übernehmen.
posts-suggested-reason = Warum nicht, falls du den Vorschlag nicht übernimmst; wer ihn gemacht hat, liest das
posts-suggested-take = Übernehmen
posts-suggested-decline = Nicht übernehmen
posts-suggested-withdraw = Zurückziehen
posts-suggested-taken = Der Text ist übernommen.
posts-suggested-not-taken = Der Text ist nicht übernommen.
posts-suggested-withdrawn = Dein Vorschlag ist zurückgezogen.
posts-suggested-unclear = übernimm es oder nicht
posts-suggested-declined = Deine Vorschläge, die nicht übernommen wurden
posts-suggested-not = <what>{ $label }</what>, vorgeschlagen { $when }
posts-suggested-not-since = <what>{ $label }</what>, vorgeschlagen { $when }. Warum nicht: <bdi>{ $reason }</bdi>
posts-wiki-unclear = die Mitglieder bearbeiten es oder nicht

## Writing: closing a question
posts-close-title = Eine Frage schließen
posts-close = Diese Frage schließen
posts-close-lede = Sie nimmt keine Antworten mehr an; die gegebenen bleiben und lassen sich kommentieren. Du kannst sie wieder öffnen.
posts-close-reason = Warum
posts-close-reason-help = Eine Zeile, die über der Frage steht.
posts-close-of = Sie ist ein Duplikat von
posts-close-of-help = Die Adresse der anderen Frage: aus dieser Gemeinschaft, aus einer anderen oder von einem anderen Server.
posts-close-button = Schließen

## Writing: sharing with another community
posts-share-title = { $thread } teilen
posts-share = Dieses Thema teilen
posts-share-lede = Es bleibt hier, mit allem, was darin gesagt wird. Die andere Gemeinschaft zeigt es neben ihren eigenen Themen, und man antwortet auch von dort.
posts-share-with = Mit welcher Gemeinschaft
posts-share-choose = Wähl eine von diesen.
posts-share-button = Teilen
posts-share-done = Das Thema ist jetzt mit { $place } geteilt.
posts-shared-title = Mit { $place } geteilt
posts-shared = Mit dieser Gemeinschaft geteilt
posts-shared-lede = Themen aus anderen Gemeinschaften, die mit dieser geteilt wurden. Jedes ist dort zu Hause und bekommt von beiden Seiten Antworten.
posts-shared-none = Hier ist noch nichts geteilt
posts-shared-none-text = Was Gemeinschaften, die mit dieser zusammenarbeiten, mit ihr teilen, steht hier.
posts-shared-threads = Themen dieser Gemeinschaft
posts-shared-from = aus { $place }
posts-shared-care = Was diese Gemeinschaft davon zeigt
posts-shared-hidden = ausgeblendet
posts-shared-show = Wieder zeigen …
posts-shared-hide = Ausblenden …

## Writing: what is wrong with a field
posts-wrong-empty = Schreib erst etwas.
posts-wrong-unchanged = Ändere erst etwas.
posts-wrong-article-empty = Ein Artikel braucht einen Text.
posts-wrong-untitled = Gib ihm einen Titel.
posts-wrong-long = Höchstens { $most } Zeichen.
posts-wrong-draft-long = Das ist zu lang, um aufgehoben zu werden.
posts-wrong-reply-gone = Einer der Beiträge ist inzwischen nicht mehr da; schau, was angekreuzt ist.
posts-wrong-language = Das ist keine Sprache, die wir kennen, etwa en oder pt-BR.
posts-wrong-url-none = Gib die Adresse dessen an, was du gefunden hast.
posts-wrong-url-long = Diese Adresse ist zu lang.
posts-wrong-url = Das ist keine Webadresse; eine beginnt mit https:// oder http://.
posts-wrong-tags-none = Ein Thema braucht hier ein Schlagwort.
posts-wrong-tags-many = Höchstens { $most } Schlagwörter.
posts-wrong-tags = Schlagwörter sind Wörter aus Buchstaben, Ziffern, Binde- und Unterstrichen, mit höchstens { $most } Zeichen.
posts-wrong-tag = Ein Schlagwort ist ein Wort aus Buchstaben, Ziffern, Binde- und Unterstrichen, mit höchstens { $most } Zeichen.
posts-wrong-tag-same = Das ist dasselbe Schlagwort.
posts-wrong-synonyms = Höchstens { $most } andere Namen.
posts-wrong-list-full = Eine Liste von Schlagwörtern hat höchstens { $most }.
posts-wrong-no-reason = Sag, warum, oder welche Frage sie wiederholt.
posts-wrong-other-none = Gib die Adresse der anderen Frage an.
posts-wrong-other-missing = Diese Frage gibt es hier nicht.
posts-wrong-other-same = Das ist die Frage selbst.
posts-wrong-other-kind = Das ist keine Frage.
posts-wrong-other-circle = Jene ist als Duplikat von dieser geschlossen.
posts-wrong-other-secret = Nicht alle, die diese Frage lesen, dürfen jene lesen.

## Writing: whose words an article has
posts-made = Entstanden aus { $source }, mit Worten von { $people }.
posts-made-of = Entstanden aus { $source }.
posts-made-by = Mit Worten von { $people }.
posts-made-by-others = Mit Worten anderer.
