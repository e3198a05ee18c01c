//! Tests in a real browser; run by `scripts/test browser`.

#[cfg(test)]
mod asking;
#[cfg(test)]
mod belonging;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod journeys;
#[cfg(test)]
mod knowledge;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod routes;
#[cfg(test)]
mod seed;
