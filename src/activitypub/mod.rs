//! The wire: what every federated feature shares, and no feature's own words.
