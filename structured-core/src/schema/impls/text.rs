//! Text: strings, paths, characters, addresses.

use alloc::string::String;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::{formed, string};
use crate::schema::link::Link;
use crate::schema::node::{Form, Node};
use crate::schema::{Component, Schema};

#[diagnostic::do_not_recommend]
impl Schema for str {
    const NODE: Component = Ok(string());
}

#[diagnostic::do_not_recommend]
impl Schema for String {
    const NODE: Component = Ok(string());
}

#[cfg(feature = "std")]
#[diagnostic::do_not_recommend]
impl Schema for std::path::Path {
    const NODE: Component = Ok(string());
}

#[cfg(feature = "std")]
#[diagnostic::do_not_recommend]
impl Schema for std::path::PathBuf {
    const NODE: Component = Ok(string());
}

#[diagnostic::do_not_recommend]
impl Schema for char {
    const NODE: Component = {
        static CHAR: Node = formed("char", Form { format: None, description: "A single character." });
        Ok(Link::to_scalar(&CHAR))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for Ipv4Addr {
    const NODE: Component = {
        static IPV4: Node = formed("Ipv4Addr", Form { format: Some("ipv4"), description: "An IPv4 address." });
        Ok(Link::to_scalar(&IPV4))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for Ipv6Addr {
    const NODE: Component = {
        static IPV6: Node = formed("Ipv6Addr", Form { format: Some("ipv6"), description: "An IPv6 address." });
        Ok(Link::to_scalar(&IPV6))
    };
}

#[diagnostic::do_not_recommend]
impl Schema for IpAddr {
    const NODE: Component = {
        static IP: Node = formed("IpAddr", Form { format: None, description: "An IPv4 or IPv6 address." });
        Ok(Link::to_scalar(&IP))
    };
}
