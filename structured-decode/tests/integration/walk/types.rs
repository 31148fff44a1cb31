//! Types of every kind that the derive takes, each walked and parsed: those that this crate looks at closely, and every
//! one that the project's tests accept.

#![expect(dead_code, reason = "what matters is that they are read")]

use std::collections::{BTreeSet, VecDeque};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::{NonZeroI8, NonZeroU64};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use structured_core::{Schema, StructuredOutput, json_schema};
use structured_decode::{Constraint, Error, Vocab};
use structured_tests::types::{Accepted, Visitor, visit_accepted_types};

#[derive(Deserialize, StructuredOutput)]
struct CalendarEvent {
    name: String,
    date: String,
    participants: Vec<String>,
}

#[derive(Deserialize, StructuredOutput)]
struct Step {
    explanation: String,
    output: String,
}

#[derive(Deserialize, StructuredOutput)]
struct MathReasoning {
    steps: Vec<Step>,
    final_answer: String,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(rename_all = "lowercase")]
enum UiType {
    Div,
    Button,
    Header,
    Section,
    Field,
    Form,
}

#[derive(Deserialize, StructuredOutput)]
struct Attribute {
    name: String,
    value: String,
}

/// Recursive at the root
#[derive(Deserialize, StructuredOutput)]
struct Ui {
    #[serde(rename = "type")]
    kind: UiType,
    label: String,
    children: Vec<Ui>,
    attributes: Vec<Attribute>,
}

#[derive(Deserialize, StructuredOutput)]
enum Category {
    Violence,
    Sexual,
    SelfHarm,
}

#[derive(Deserialize, StructuredOutput)]
struct ContentCompliance {
    is_violating: bool,
    category: Option<Category>,
    explanation_if_violating: Option<String>,
}

#[derive(Deserialize, StructuredOutput)]
struct ListNode {
    value: f64,
    next: Option<Box<ListNode>>,
}

#[derive(Deserialize, StructuredOutput)]
struct LinkedList {
    linked_list: ListNode,
}

/// Every integer, at its exact range.
#[derive(Deserialize, StructuredOutput)]
struct Integers {
    a: i8,
    b: i16,
    c: i32,
    d: i64,
    e: isize,
    f: u8,
    g: u16,
    h: u32,
    i: u64,
    j: usize,
    k: NonZeroI8,
    l: NonZeroU64,
    m: Option<u8>,
    n: Vec<i8>,
}

#[derive(Deserialize, StructuredOutput)]
struct Floats {
    single: f32,
    double: f64,
    many: Vec<Option<f32>>,
}

#[derive(Deserialize, StructuredOutput)]
struct Texts {
    character: char,
    v4: Ipv4Addr,
    v6: Ipv6Addr,
    either: IpAddr,
    path: std::path::PathBuf,
    boxed: Box<str>,
}

#[derive(Deserialize, StructuredOutput)]
struct Sequences {
    deque: VecDeque<bool>,
    set: BTreeSet<u8>,
    three: [i16; 3],
    grid: [[u8; 2]; 2],
    nested: Vec<Vec<Option<String>>>,
}

#[derive(Deserialize, StructuredOutput)]
enum External {
    Nothing,
    One(u8),
    Named { x: i64, y: Option<f32> },
    Again(Box<External>),
}

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Internal {
    Empty,
    Circle { radius: f64 },
    Group { parts: Vec<Internal> },
}

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "t", content = "c")]
enum Adjacent {
    Number(u64),
    Text(String),
    Pair { left: i8, right: char },
}

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
enum Untagged {
    Address { street: String, city: String },
    User { name: String, age: u8 },
    Flag(bool),
    Count(u16),
}

#[derive(Deserialize, StructuredOutput)]
struct Unions {
    external: External,
    internal: Internal,
    adjacent: Adjacent,
    untagged: Untagged,
    maybe: Option<Adjacent>,
    many: Vec<Internal>,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(transparent)]
struct Id(u32);

#[derive(Deserialize, StructuredOutput)]
struct Common {
    id: Id,
    level: i8,
}

/// Flattened, renamed, and a name that needs escaping.
#[derive(Deserialize, StructuredOutput)]
#[serde(rename_all = "camelCase")]
struct Renamed {
    first_name: String,
    #[serde(flatten)]
    common: Common,
    #[serde(rename = "größe/~x")]
    size: u8,
}

#[derive(Deserialize, StructuredOutput)]
struct Page<T> {
    items: Vec<T>,
    next: Option<Box<Page<T>>>,
}

#[derive(Deserialize, StructuredOutput)]
struct Pages {
    bytes: Page<u8>,
    steps: Page<Step>,
}

#[derive(serde_repr::Deserialize_repr, StructuredOutput)]
#[structured(repr)]
#[repr(i16)]
enum Grade {
    Poor = -10,
    Fair = 1,
    Good = 10,
}

/// Numbers of which some begin with others.
#[derive(Deserialize, StructuredOutput)]
struct Grades {
    first: Grade,
    second: Option<Grade>,
    all: Vec<Grade>,
}

#[derive(Deserialize, StructuredOutput)]
struct NoArguments {}

/// Objects without properties, alone and beside others.
#[derive(Deserialize, StructuredOutput)]
enum Choice {
    Wait {},
    Stop(NoArguments),
    Go { steps: u8 },
}

#[derive(Deserialize, StructuredOutput)]
struct Empty {
    nothing: NoArguments,
    maybe: Option<NoArguments>,
    many: Vec<NoArguments>,
    choice: Choice,
}

/// Each level of the value is three of the text, so the depth limit is met inside one.
#[derive(Deserialize, StructuredOutput)]
struct Deep {
    matrix: Vec<Vec<Deep>>,
}

/// A union with `null`, and an `Option` of it.
#[derive(Deserialize, StructuredOutput)]
struct Table {
    cells: Vec<Cell>,
    /// The last one.
    last: Option<Cell>,
    either: Option<NumberOrNull>,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
enum Cell {
    Number(u8),
    /// Nothing is in it.
    Empty,
    Text(String),
}

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
enum NumberOrNull {
    Null,
    Number(u8),
}

/// Strings that the types of other crates read.
#[derive(Deserialize, StructuredOutput)]
struct Foreign {
    utc: chrono::DateTime<chrono::Utc>,
    fixed: chrono::DateTime<chrono::FixedOffset>,
    date: chrono::NaiveDate,
    amount: rust_decimal::Decimal,
    time: chrono::NaiveTime,
    naive: chrono::NaiveDateTime,
    timestamp: jiff::Timestamp,
    zoned: jiff::Zoned,
    civil_date: jiff::civil::Date,
    civil_time: jiff::civil::Time,
    civil: jiff::civil::DateTime,
    span: jiff::Span,
    duration: jiff::SignedDuration,
    offset: time::OffsetDateTime,
    primitive: time::PrimitiveDateTime,
    day: time::Date,
    clock: time::Time,
    page: url::Url,
    id: Option<uuid::Uuid>,
}

/// A type under test: its constraint, its schema, and whether it is read from a text.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) schema: &'static str,
    pub(crate) constraint: fn(&Vocab) -> Result<Constraint, Error>,
    pub(crate) parse: fn(&str) -> Result<(), String>,
}

impl Case {
    /// Whether an answer may be a number, and no more.
    pub(crate) fn may_be_a_number(&self) -> bool {
        let schema: serde_json::Value = serde_json::from_str(self.schema).unwrap();
        let is_number = |schema: &serde_json::Value| schema["type"] == "integer" || schema["type"] == "number";
        is_number(&schema) || schema["anyOf"].as_array().into_iter().flatten().any(is_number)
    }

    /// Whether the type's `try_from` refuses values that no schema can rule out.
    pub(crate) fn refuses_more(&self) -> bool {
        self.name == "Ordered"
    }
}

fn case<T: Schema + DeserializeOwned>(name: &'static str) -> Case {
    Case {
        name,
        schema: json_schema::<T>(),
        constraint: |vocab| Constraint::new::<T>(vocab),
        parse: |text| serde_json::from_str::<T>(text).map(drop).map_err(|error| error.to_string()),
    }
}

fn root<T: StructuredOutput + DeserializeOwned>() -> Case {
    case::<T>(T::NAME)
}

/// The types of this crate.
pub(crate) fn cases() -> Vec<Case> {
    vec![
        root::<CalendarEvent>(),
        root::<MathReasoning>(),
        root::<Ui>(),
        root::<ContentCompliance>(),
        root::<LinkedList>(),
        root::<Integers>(),
        root::<Floats>(),
        root::<Texts>(),
        root::<Sequences>(),
        root::<Unions>(),
        root::<Renamed>(),
        root::<Page<Id>>(),
        root::<Pages>(),
        root::<Deep>(),
        root::<NoArguments>(),
        root::<Empty>(),
        root::<Grades>(),
        root::<Table>(),
        root::<Foreign>(),
    ]
}

/// Every type that the project's tests accept.
pub(crate) fn accepted() -> Vec<Case> {
    struct Cases(Vec<Case>);

    impl Visitor for Cases {
        fn visit<T: Schema + DeserializeOwned>(&mut self, accepted: Accepted) {
            let parse = |text: &str| match serde_json::from_str::<T>(text) {
                // A type's own conversion may refuse what no schema can say; that is not a broken promise.
                Err(error) if !error.to_string().contains("is above 100 percent") => Err(error.to_string()),
                _ => Ok(()),
            };
            self.0.push(Case { parse, ..case::<T>(accepted.name) });
        }
    }

    let mut cases = Cases(Vec::new());
    visit_accepted_types(&mut cases);
    cases.0
}
