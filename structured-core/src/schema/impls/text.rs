//! Text: strings, paths, characters, addresses.

use alloc::string::String;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::{formed, string};
use crate::schema::link::NodeRef;
use crate::schema::node::{Node, StringFormat};
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

#[diagnostic::do_not_recommend]
impl Schema for char {
    const NODE: SchemaNode = {
        static CHAR: Node = formed("char", StringFormat { format: None, description: "A single character." });
        Ok(NodeRef::to(&CHAR))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for Ipv4Addr {
    const NODE: SchemaNode = {
        static IPV4: Node = formed("Ipv4Addr", StringFormat { format: Some("ipv4"), description: "An IPv4 address." });
        Ok(NodeRef::to(&IPV4))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for Ipv6Addr {
    const NODE: SchemaNode = {
        static IPV6: Node = formed("Ipv6Addr", StringFormat { format: Some("ipv6"), description: "An IPv6 address." });
        Ok(NodeRef::to(&IPV6))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for IpAddr {
    const NODE: SchemaNode = {
        static IP: Node = formed("IpAddr", StringFormat { format: None, description: "An IPv4 or IPv6 address." });
        Ok(NodeRef::to(&IP))
    };
}
