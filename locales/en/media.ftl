## Choosing the pictures of oneself, and of a community
media-pictures = Pictures
media-own-lede = JPEG, PNG, WebP or GIF, and still. Everybody sees these pictures, and other servers show them, too.
media-own-avatar = Your picture
media-own-avatar-help = It is cut to a square and stands beside what you write.
media-own-banner = Banner
media-own-banner-help = It is cut to three times as wide as high and stands above your profile.
media-own-done = Your pictures are saved.
media-community-title = Pictures, { $place }
media-community-lede = JPEG, PNG, WebP or GIF, and still. Whoever may know of this community sees them, and other servers show them, too.
media-community-icon = Mark
media-community-icon-help = It is cut to a square and stands beside the name.
media-community-banner = Banner
media-community-banner-help = It is cut to three times as wide as high and stands at the head of the community's pages.
media-community-done = The pictures are saved.
media-submit = Save pictures

## Why a picture was not taken
media-none = Choose a picture first.
media-unreadable = This is no picture that we can read: JPEG, PNG, WebP and GIF are.
media-moving = Pictures that move are not taken; choose a still one.
media-pixels = This picture is too large: at most 40 million pixels are taken. Make it smaller first.
media-file-large = This file is too large: at most { $most } MiB are taken.
media-loose = You have sent many pictures that stand in no text yet. Use them, or throw away the drafts that show them and wait a day: then they are deleted.
media-full = Your pictures would be more than the { $most } MiB that this server keeps for one person. Delete something that has pictures, and try again tomorrow.
media-accent = Choose ink, varnish, pine, plum or ochre, or write a colour such as #8a3315.
