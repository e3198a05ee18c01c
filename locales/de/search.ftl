search-title = Suche
search-field = Suche
search-button = Suchen
search-again = Noch einmal suchen
search-help = Wörter in Themen, ihren Schlagwörtern und Beiträgen und in der Bibliothek, Namen von Menschen und Gemeinschaften. Für alle, die angemeldet sind, auch Namen und Adressen auf anderen Servern, zum Beispiel !name@server.

## How to narrow a search. What stands before a colon, and question, answered and their like behind it, is typed so in every language.
search-narrow = Wie du eine Suche eingrenzt
search-narrow-phrase = "warmer Leim"
search-narrow-phrase-text = diese Wörter, eines hinter dem anderen
search-narrow-beginning = lamin*
search-narrow-beginning-text = Wörter, die so anfangen, ab drei Buchstaben
search-narrow-tag = tag:reparatur
search-narrow-tag-text = Themen mit diesem Schlagwort
search-narrow-author = author:name community:name
search-narrow-author-text = von jemandem oder in einer Gemeinschaft; name@server bei anderen Servern
search-narrow-kind-text = Fragen; oder discussion (Diskussionen), article (Artikel), link (Links), answer (Antworten), comment (Kommentare)
search-narrow-state-text = beantwortet; oder unanswered (unbeantwortet), accepted (Antwort angenommen)
search-narrow-day-text = ab dem ersten Tag und vor dem zweiten geschrieben
search-narrow-language-text = in dieser Sprache

## What was found
search-communities = Gemeinschaften
search-people = Menschen
search-library = Bibliothek
search-threads-partly = Themen mit einigen der Wörter
search-replies-more = In Beiträgen weitersuchen
search-threads = Themen
search-replies = Beiträge
search-what = Was durchsucht wird
search-kinds = Welcher Art
search-kind-all = Alle Arten
search-kind-questions = Fragen
search-kind-discussions = Diskussionen
search-kind-articles = Artikel
search-kind-links = Links
search-kind-answers = Antworten
search-kind-comments = Kommentare
search-states = In welchem Stand
search-state-any = Jeder Stand
search-state-answered = Beantwortet
search-state-unanswered = Unbeantwortet
search-state-accepted = Angenommen
search-answer = Antwort
search-comment = Kommentar
search-in = in { $place }
search-behind = Die Suche wird gerade vorbereitet: Älteres ist vielleicht noch nicht zu finden.
search-tired = Hier gibt es viel zu durchsuchen, und nur das Neueste davon wurde durchsucht. „Ältere“ sucht weiter.
search-ask-head = Nicht das, was du gemeint hast?
search-ask = Das als Frage stellen
search-ask-text = Die Wörter, nach denen du gesucht hast, werden zum Titel.
search-find = Gemeinschaften finden

## Where nothing was found, and which words were looked for
search-nothing-other = Mit anderen Wörtern findest du vielleicht etwas. Oder frag: Vielleicht weiß es jemand.
search-nothing-page = Auf dieser Seite ist nichts
search-nothing-asked = Nichts hier passt zu deiner Suche
search-none-asked = Nichts davon passt zu deiner Suche.
search-nothing-word = Hier ist kein Wort, nach dem sich suchen lässt
search-nothing-word-text = Ein Wort hat Buchstaben oder Ziffern.
search-nothing-any = Nichts hier enthält eines dieser Wörter
search-none-any = Nichts davon enthält eines dieser Wörter.
search-partly-any = Nichts enthält alle diese Wörter. Das hier enthält einige davon.
search-nothing-words = Zu diesen Wörtern wurde nichts gefunden
search-nothing-words-text =
    { $count ->
        [one] Nichts enthält alle, und auch { $words } kommt nirgends vor.
       *[other] Nichts enthält alle, und auch keines von { $words } kommt vor.
    }
search-none-words =
    { $count ->
        [one] Nichts davon enthält alle diese Wörter, und auch { $words } kommt nirgends vor.
       *[other] Nichts davon enthält alle diese Wörter, und auch keines von { $words } kommt vor.
    }
search-partly-words =
    { $count ->
        [one] Nichts enthält alle diese Wörter. Das hier enthält { $words }.
       *[other] Nichts enthält alle diese Wörter. Das hier enthält einige von { $words }.
    }
search-word = „{ $word }“
search-word-next = { $before }, { $word }
search-word-last = { $before } und { $word }
search-cut = Gesucht wurde nur nach den ersten { $most } Wörtern.

## What cannot be looked for
search-long = Höchstens { $most } Zeichen.
search-wrong-name = Hinter { $filter }: muss eines davon stehen: { $names }.
search-wrong-day = Hinter { $filter }: muss ein Tag stehen, zum Beispiel { $filter }:2026-03-31.
search-wrong-language = Hinter lang: muss das Kürzel einer Sprache stehen, zum Beispiel lang:de.

## Handles and addresses of other servers
search-abroad-signed-out = Menschen, Gemeinschaften und Themen auf anderen Servern werden für alle nachgeschlagen, die angemeldet sind.
search-abroad-sign-in = Anmelden
search-abroad-site = Du bist von einer anderen Website hierhergekommen.
search-abroad-now = Jetzt nachschlagen
search-abroad-nothing = Der Server hat dort nichts, was sich hier zeigen lässt, oder er ist gerade nicht erreichbar.
search-abroad-too-often = Du hast in der letzten Stunde sehr viel bei anderen Servern nachgeschlagen. Versuch es später wieder.
search-interaction = Von einem anderen Server
search-interaction-nothing = Das ist keine Adresse einer Person, einer Gemeinschaft, eines Themas oder eines Beitrags.
search-interaction-site = Eine andere Website hat dich dafür hierhergeschickt. Wenn du das nachschlägst, wird der Server gefragt, auf dem es liegt.
search-interaction-here = Hier suchen
search-interaction-look-up = Nachschlagen

## Following a search
search-follow = Dieser Suche folgen
search-follow-text = Du erfährst höchstens einmal am Tag, wenn etwas Neues gefunden wird.
search-no-list = Diese Liste gibt es nicht.
search-followed-already = Du erfährst, wenn diese Suche etwas Neues findet.
search-followed-now = Du erfährst, wenn diese Suche etwas Neues findet, höchstens einmal am Tag.
search-followed = Suchen, denen du folgst
search-followed-lede = Du erfährst höchstens einmal am Tag, wenn eine davon etwas Neues findet. Niemand sonst sieht diese Liste.
search-followed-else = Wem und was du sonst folgst
search-followed-saved = Gemerkt
search-followed-threads = Themen
search-followed-replies = Beiträge
search-followed-since = begonnen: { $when }
search-followed-end = Nicht mehr folgen
search-followed-ended = Du folgst dieser Suche nicht mehr.
search-followed-most = Du kannst { $most } Suchen folgen. Was geschrieben wurde, bevor du einer gefolgt bist, wird nicht gemeldet, auch nicht, was erst später dazu passt.
search-followed-none = Du folgst noch keiner Suche
search-followed-none-text = Such nach etwas und folge der Suche unter ihren Ergebnissen.
search-followed-find = Suchen
search-unfollowable-empty = Schreib, wonach gesucht werden soll; dann kannst du der Suche folgen.
search-unfollowable-long = Du kannst Suchen mit bis zu { $most } Zeichen folgen.
search-unfollowable-state = Was neu ist, hat noch keine Antworten: Folge der Suche ohne diesen Stand.
search-unfollowable-before = Was an einem Tag endet, bringt nichts Neues: Folge der Suche ohne „before:“.
search-unfollowable-kind = Diese Suche zeigt nichts von dieser Art.
search-unfollowable-many = Du folgst schon { $most } Suchen. Beende eine davon, dann kannst du dieser folgen.
