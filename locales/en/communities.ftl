## The directory
communities-title = Communities
communities-lede = Groups of people who share a craft, here and on other servers.
communities-sought = Name, title, or what it is about
communities-find = Find
communities-filters = Which communities
communities-filter-all = All
communities-filter-here = On this server
communities-open = Open a community
# Under a figure: how many follow a community.
communities-followers =
    { $count ->
        [one] follower
       *[other] followers
    }
# Behind that, of a community of another server: whether all there are counted, or those on this server.
communities-followers-there = there
communities-followers-here = here
communities-elsewhere = another server
communities-active = active { $when }
communities-none = No communities
communities-none-text = Nobody has opened a community here yet, and none of another server is known.
communities-none-found = No community that is known here is called like this or says this of itself. One of another server is found by its full address, such as !name@server.
communities-search = Search everywhere

## Following
communities-followed = You follow { $title }.
# $host is another server.
communities-follow-asked = { $host } has been asked.
communities-unfollowed = You no longer follow { $title }.

## The head of a community's pages
communities-community = Community
communities-follow = Follow
communities-unfollow = Unfollow
communities-asked = You asked to follow; its server has not answered yet.
communities-ask-again = Ask again
communities-withdraw = Withdraw
communities-closed = Only its members read and follow it.
communities-closed-to-all = It takes no new ones.
communities-banned = You are banned here, and follow it no more.
communities-sign-in = Sign in to follow
communities-new-thread = New thread
communities-open-on = Open on { $host }
communities-tab-threads = Threads
communities-tab-library = Library
communities-tab-members = Members
communities-tab-about = About
communities-tab-settings = Settings
communities-tab-moderation = Moderation
communities-tab-desk = Desk

## Beside a community
communities-within = Communities within
communities-within-all = All communities within
# Above the names of the communities that this one belongs to.
communities-part-of = Part of
communities-above-and-within = Communities above and within
# Above the names of other communities.
communities-works-with = Works together with
# Each stands before a figure.
communities-fact-members = Members
communities-fact-followers = Followers
communities-fact-threads = Threads
communities-fact-replies = Replies
communities-fact-followers-here = Followers here
communities-fact-threads-here = Threads here
communities-fact-followers-there = Followers, by its server
communities-fact-threads-there = Threads, by its server

## What other servers are told of a community
# A heading, in the language of the community.
communities-rules = Rules
