//! Federation tests between real processes.
