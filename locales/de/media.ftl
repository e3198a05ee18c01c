## Choosing the pictures of oneself, and of a community
media-pictures = Bilder
media-own-lede = JPEG, PNG, WebP oder GIF, und unbewegt. Diese Bilder sehen alle, und auch andere Server zeigen sie.
media-own-avatar = Dein Bild
media-own-avatar-help = Es wird quadratisch zugeschnitten und steht neben dem, was du schreibst.
media-own-banner = Banner
media-own-banner-help = Es wird auf dreimal so breit wie hoch zugeschnitten und steht über deinem Profil.
media-own-done = Deine Bilder sind gespeichert.
media-community-title = Bilder, { $place }
media-community-lede = JPEG, PNG, WebP oder GIF, und unbewegt. Alle, die von dieser Gemeinschaft wissen dürfen, sehen sie, und auch andere Server zeigen sie.
media-community-icon = Zeichen
media-community-icon-help = Es wird quadratisch zugeschnitten und steht neben dem Namen.
media-community-banner = Banner
media-community-banner-help = Es wird auf dreimal so breit wie hoch zugeschnitten und steht oben auf den Seiten der Gemeinschaft.
media-community-done = Die Bilder sind gespeichert.
media-submit = Bilder speichern

## Why a picture was not taken
media-none = Wähl erst ein Bild aus.
media-unreadable = Das ist kein Bild, das wir lesen können. JPEG, PNG, WebP und GIF gehen.
media-moving = Bewegte Bilder werden nicht angenommen; wähl ein unbewegtes.
media-pixels = Dieses Bild ist zu groß: Höchstens 40 Millionen Pixel gehen. Verkleinere es erst.
media-file-large = Diese Datei ist zu groß: Höchstens { $most } MiB gehen.
media-loose = Du hast viele Bilder geschickt, die noch in keinem Text stehen. Verwende sie, oder verwirf die Entwürfe, die sie zeigen, und wart einen Tag: Dann werden sie gelöscht.
media-full = Deine Bilder wären mehr als die { $most } MiB, die dieser Server für eine Person aufhebt. Lösch etwas mit Bildern, und versuch es morgen wieder.
media-accent = Wähl ink, varnish, pine, plum oder ochre oder schreib eine Farbe wie #8a3315.
