//! Text: strings, paths, characters, addresses.

use alloc::string::String;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::{described, formatted, string};
use crate::schema::instance::schema_inside;
use crate::schema::{Schema, SchemaNode};

#[diagnostic::do_not_recommend]
impl Schema for str {
    const NODE: SchemaNode = Ok(string());
}

#[diagnostic::do_not_recommend]
impl Schema for String {
    const NODE: SchemaNode = Ok(string());
}

#[cfg(feature = "std")]
#[diagnostic::do_not_recommend]
impl Schema for std::path::Path {
    const NODE: SchemaNode = Ok(string());
}

#[cfg(feature = "std")]
#[diagnostic::do_not_recommend]
impl Schema for std::path::PathBuf {
    const NODE: SchemaNode = Ok(string());
}

schema_inside!(str);
schema_inside!(String);

#[cfg(feature = "std")]
schema_inside!(std::path::Path);

#[cfg(feature = "std")]
schema_inside!(std::path::PathBuf);

scalars! {
    char: described("char", "A single character.");
    Ipv4Addr: formatted("Ipv4Addr", "ipv4", "An IPv4 address.");
    Ipv6Addr: formatted("Ipv6Addr", "ipv6", "An IPv6 address.");
    IpAddr: described("IpAddr", "An IPv4 or IPv6 address.");
}
