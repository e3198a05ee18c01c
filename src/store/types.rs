//! Column types that both databases share, and the values that go with them.

use chrono::format::{Item, StrftimeItems};
use chrono::{DateTime, SubsecRound, TimeDelta, TimeZone, Utc};
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::Pg;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types as st;
use diesel::sqlite::Sqlite;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// SQL type of a point in time: TIMESTAMPTZ in PostgreSQL, INTEGER microseconds since 1970 in SQLite.
#[derive(Debug, Clone, Copy, Default, st::SqlType, diesel::query_builder::QueryId)]
#[diesel(
    postgres_type(oid = 1184, array_oid = 1185),
    sqlite_type(name = "Long")
)]
pub struct Instant;
impl st::SqlOrd for Instant {}

/// A point in time, to the microsecond, as both databases keep it.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    AsExpression,
    FromSqlRow,
    Serialize,
    Deserialize,
)]
#[diesel(sql_type = Instant)]
#[serde(transparent)]
pub struct Time(DateTime<Utc>);

/// Read once: a long thread writes it a thousand times.
static WIRE: LazyLock<Vec<Item<'static>>> =
    LazyLock::new(|| StrftimeItems::new("%Y-%m-%dT%H:%M:%SZ").collect());

impl Time {
    /// Anything finer than a microsecond is cut, or a value would change on its way through the database.
    pub fn new(at: DateTime<Utc>) -> Self {
        Self(
            Utc.timestamp_micros(at.timestamp_micros())
                .single()
                .unwrap_or(at),
        )
    }

    /// From microseconds since 1970 that somebody wrote into an address. None for years that
    /// PostgreSQL does not have.
    pub fn from_address(micros: &str) -> Option<Self> {
        let at = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
        (-62_000_000_000..253_000_000_000)
            .contains(&at.timestamp())
            .then(|| Self::new(at))
    }

    pub fn utc(self) -> DateTime<Utc> {
        self.0
    }

    pub fn plus(self, by: TimeDelta) -> Self {
        Self(self.0.checked_add_signed(by).unwrap_or(self.0))
    }

    pub fn minus(self, by: TimeDelta) -> Self {
        Self(self.0.checked_sub_signed(by).unwrap_or(self.0))
    }

    pub fn since(self, earlier: Time) -> TimeDelta {
        self.0.signed_duration_since(earlier.0)
    }

    /// The whole second this moment is in; nothing finer is ever sent.
    pub fn whole_second(self) -> Self {
        Self(self.0.trunc_subsecs(0))
    }

    /// When something done now is said to be done, if the thing before it was done at `last`: others
    /// see whole seconds only, and must see the order.
    pub fn following(self, last: Option<Time>) -> Self {
        let now = self.whole_second();
        match last {
            Some(last) if last.whole_second() >= now => {
                last.whole_second().plus(TimeDelta::seconds(1))
            }
            _ => now,
        }
    }

    /// `2026-01-31T12:00:00Z`, the only form every peer reads (protocol.md §0 rule 7).
    pub fn wire(self) -> String {
        self.0.format_with_items(WIRE.iter()).to_string()
    }
}

impl ToSql<Instant, Sqlite> for Time {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.timestamp_micros());
        Ok(IsNull::No)
    }
}
impl FromSql<Instant, Sqlite> for Time {
    fn from_sql(value: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let micros = <i64 as FromSql<st::BigInt, Sqlite>>::from_sql(value)?;
        Ok(Time(
            DateTime::from_timestamp_micros(micros).ok_or("instant out of range")?,
        ))
    }
}
impl ToSql<Instant, Pg> for Time {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        <DateTime<Utc> as ToSql<st::Timestamptz, Pg>>::to_sql(&self.0, out)
    }
}
impl FromSql<Instant, Pg> for Time {
    fn from_sql(value: <Pg as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        <DateTime<Utc> as FromSql<st::Timestamptz, Pg>>::from_sql(value).map(Time)
    }
}

/// SQL type of a JSON document: JSONB in PostgreSQL, TEXT in SQLite.
#[derive(Debug, Clone, Copy, Default, st::SqlType, diesel::query_builder::QueryId)]
#[diesel(
    postgres_type(oid = 3802, array_oid = 3807),
    sqlite_type(name = "Text")
)]
pub struct JsonDoc;

/// A typed JSON column.
#[derive(
    Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, AsExpression, FromSqlRow,
)]
#[diesel(sql_type = JsonDoc)]
#[serde(transparent)]
pub struct Json<T: std::fmt::Debug>(pub T);

impl<T: Serialize + std::fmt::Debug> ToSql<JsonDoc, Sqlite> for Json<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(serde_json::to_string(&self.0)?);
        Ok(IsNull::No)
    }
}
impl<T: serde::de::DeserializeOwned + std::fmt::Debug> FromSql<JsonDoc, Sqlite> for Json<T> {
    fn from_sql(value: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let text = <String as FromSql<st::Text, Sqlite>>::from_sql(value)?;
        Ok(Json(serde_json::from_str(&text)?))
    }
}
impl<T: Serialize + std::fmt::Debug> ToSql<JsonDoc, Pg> for Json<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        use std::io::Write;
        // The first byte is the version of the binary JSONB format.
        out.write_all(&[1])?;
        serde_json::to_writer(out, &self.0)?;
        Ok(IsNull::No)
    }
}
impl<T: serde::de::DeserializeOwned + std::fmt::Debug> FromSql<JsonDoc, Pg> for Json<T> {
    fn from_sql(value: <Pg as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        match value.as_bytes() {
            [1, rest @ ..] => Ok(Json(serde_json::from_slice(rest)?)),
            _ => Err("unknown jsonb version".into()),
        }
    }
}

/// An enum kept as text. `as_str` and `parse` are the words in the database, in addresses and in forms.
#[macro_export]
macro_rules! text_enum {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord,
            diesel::expression::AsExpression, diesel::deserialize::FromSqlRow,
            serde::Serialize, serde::Deserialize)]
        #[diesel(sql_type = diesel::sql_types::Text)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl<DB: diesel::backend::Backend> diesel::serialize::ToSql<diesel::sql_types::Text, DB> for $name
        where str: diesel::serialize::ToSql<diesel::sql_types::Text, DB> {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, DB>) -> diesel::serialize::Result {
                self.as_str().to_sql(out)
            }
        }
        impl<DB: diesel::backend::Backend> diesel::deserialize::FromSql<diesel::sql_types::Text, DB> for $name
        where String: diesel::deserialize::FromSql<diesel::sql_types::Text, DB> {
            fn from_sql(value: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                let text = <String as diesel::deserialize::FromSql<diesel::sql_types::Text, DB>>::from_sql(value)?;
                Self::parse(&text).ok_or_else(|| format!("{} is no {}", text, stringify!($name)).into())
            }
        }
    };
}

/// A key of one table that cannot be mistaken for another's.
#[macro_export]
macro_rules! id_type {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord,
            diesel::expression::AsExpression, diesel::deserialize::FromSqlRow,
            serde::Serialize, serde::Deserialize)]
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
        impl<DB: diesel::backend::Backend> diesel::serialize::ToSql<diesel::sql_types::BigInt, DB> for $name
        where i64: diesel::serialize::ToSql<diesel::sql_types::BigInt, DB> {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, DB>) -> diesel::serialize::Result {
                self.0.to_sql(out)
            }
        }
        impl<DB: diesel::backend::Backend> diesel::deserialize::FromSql<diesel::sql_types::BigInt, DB> for $name
        where i64: diesel::deserialize::FromSql<diesel::sql_types::BigInt, DB> {
            fn from_sql(value: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                <i64 as diesel::deserialize::FromSql<diesel::sql_types::BigInt, DB>>::from_sql(value).map(Self)
            }
        }
    };
}
