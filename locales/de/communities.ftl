## The directory
communities-title = Gemeinschaften
communities-lede = Gruppen von Menschen, die ein Handwerk teilen, hier und auf anderen Servern.
communities-sought = Name, Titel oder worum es geht
communities-find = Suchen
communities-filters = Welche Gemeinschaften
communities-filter-all = Alle
communities-filter-here = Auf diesem Server
communities-open = Gemeinschaft gründen
communities-followers =
    { $count ->
        [one] folgt
       *[other] folgen
    }
communities-followers-there = dort
communities-followers-here = hier
communities-elsewhere = anderer Server
communities-active = aktiv { $when }
communities-none = Keine Gemeinschaften
communities-none-text = Hier hat noch niemand eine Gemeinschaft gegründet, und von anderen Servern ist keine bekannt.
communities-none-found = Keine Gemeinschaft, die hier bekannt ist, heißt so oder sagt das von sich. Eine auf einem anderen Server findest du mit ihrer vollen Adresse, etwa !name@server.
communities-search = Überall suchen

## Following
communities-followed = Du folgst { $title }.
communities-follow-asked = { $host } ist gefragt worden.
communities-unfollowed = Du folgst { $title } nicht mehr.

## The head of a community's pages
communities-community = Gemeinschaft
communities-follow = Folgen
communities-unfollow = Nicht mehr folgen
communities-asked = Du möchtest ihr folgen; ihr Server hat noch nicht geantwortet.
communities-ask-again = Noch einmal fragen
communities-withdraw = Zurückziehen
communities-closed = Nur ihre Mitglieder lesen sie und folgen ihr.
communities-closed-to-all = Neue nimmt sie nicht auf.
communities-banned = Du bist hier ausgeschlossen und folgst ihr nicht mehr.
communities-sign-in = Anmelden und folgen
communities-new-thread = Neues Thema
communities-open-on = Auf { $host } öffnen
communities-tab-threads = Themen
communities-tab-library = Bibliothek
communities-tab-members = Mitglieder
communities-tab-about = Über uns
communities-tab-settings = Einstellungen
communities-tab-moderation = Moderation
communities-tab-desk = Schreibtisch

## Beside a community
communities-within = Gemeinschaften darin
communities-within-all = Alle Gemeinschaften darin
communities-part-of = Teil von
communities-above-and-within = Gemeinschaften darüber und darin
communities-works-with = Arbeitet zusammen mit
communities-fact-members = Mitglieder
communities-fact-followers = Folgen ihr
communities-fact-threads = Themen
communities-fact-replies = Beiträge
communities-fact-followers-here = Folgen ihr hier
communities-fact-threads-here = Themen hier
communities-fact-followers-there = Folgen ihr laut ihrem Server
communities-fact-threads-there = Themen laut ihrem Server

## What other servers are told of a community
communities-rules = Regeln
