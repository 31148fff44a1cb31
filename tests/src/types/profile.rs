//! Profile `openai`: bounds of integers, lengths of arrays, and the constraint keywords.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU8;

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

use super::accepted;

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(profile = "openai")]
pub struct Integers {
    pub i8: i8,
    pub i16: i16,
    pub i32: i32,
    pub i64: i64,
    pub u8: u8,
    pub u16: u16,
    pub u32: u32,
    pub u64: u64,
    pub not_zero: NonZeroU8,
    pub maybe: Option<u8>,
    pub list: Vec<u8>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(profile = "openai")]
pub struct FixedLength {
    /// Red, green, blue.
    pub rgb: [u8; 3],
    pub corners: Option<[[f64; 2]; 2]>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(profile = "openai")]
pub struct Addresses {
    pub v4: Ipv4Addr,
    pub v6: Ipv6Addr,
    pub any: IpAddr,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(profile = "openai")]
pub struct Constrained {
    #[structured(pattern = "^[A-Z]{2}\\d$")]
    pub code: String,
    /// When it happened.
    #[structured(format = "date-time")]
    pub at: String,
    #[structured(minimum = 1, maximum = 5)]
    pub stars: u8,
    #[structured(exclusive_minimum = -273.15, exclusive_maximum = 100.0)]
    pub celsius: f64,
    #[structured(multiple_of = 0.5)]
    pub halves: Option<f64>,
    #[structured(min_items = 1, max_items = 3)]
    pub names: Vec<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(profile = "openai")]
pub struct Stars(#[structured(minimum = 1, maximum = 5)] pub u8);

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(profile = "openai")]
pub struct Rating {
    /// How good.
    pub stars: Stars,
    pub others: Vec<Stars>,
}

/// A keyword at a field takes precedence over the same keyword of its type.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(profile = "openai")]
pub struct SaidTwice {
    #[structured(minimum = 2)]
    pub stars: Stars,
    #[structured(maximum = 3, multiple_of = 1)]
    pub inside: Option<InsideEachOther>,
    #[structured(format = "ipv4")]
    pub v4: Ipv4Addr,
    #[structured(minimum = 1)]
    pub low: u8,
    #[structured(maximum = 10)]
    pub high: i16,
    #[structured(exclusive_minimum = 0)]
    pub exclusive: u32,
    #[structured(maximum = 7)]
    pub large: u64,
    #[structured(minimum = 7)]
    pub signed: i64,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(profile = "openai")]
pub struct InsideEachOther(#[structured(exclusive_maximum = 4)] pub Stars);

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(profile = "llama.cpp")]
pub struct Tree {
    pub children: Vec<Tree>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(profile = "openai")]
#[serde(tag = "kind")]
pub enum Measure {
    Length {
        #[structured(minimum = 0)]
        meters: f64,
    },
    Count {
        #[structured(minimum = 1)]
        items: u32,
    },
}

/// 0 is in the middle of what the types hold.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(profile = "openai")]
pub struct NotZero {
    pub byte: std::num::NonZeroI8,
    /// Perhaps.
    pub long: Option<std::num::NonZeroI64>,
}

/// What strict providers refuse, and this one takes.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(profile = "llama.cpp")]
pub struct Lax {
    pub quoted: Quoted,
    pub alike: Alike,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(profile = "llama.cpp")]
pub enum Quoted {
    #[serde(rename = "a \"quoted\" one")]
    One,
    Two,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(profile = "llama.cpp")]
#[serde(untagged)]
pub enum Alike {
    A { id: u8, text: String },
    B { id: u8, flag: bool },
}

/// The bounds of an untagged variant are those of its branch.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(profile = "openai")]
#[serde(untagged)]
pub enum Bounded {
    Number(#[structured(minimum = 1, maximum = 5)] u8),
    Text(String),
}

accepted!("profile": Integers, FixedLength, Addresses, Constrained, Rating, SaidTwice, Stars, Tree, Measure, NotZero, Lax, Bounded,
);
