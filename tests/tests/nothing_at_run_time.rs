//! A schema is a constant in read-only data: nothing is computed, allocated or locked to take it.

use allocation_counter::measure;
use serde::Deserialize;
use structured_core::{StructuredOutput, json_schema};
use structured_tests::types::generic::{Item, Node, Page};
use structured_tests::types::{accepted_types, recursion::Tree};

#[derive(Debug, Deserialize, StructuredOutput)]
#[expect(dead_code, reason = "only the schema is looked at")]
struct Event {
    name: String,
    attendees: Vec<String>,
}

const IN_A_CONST: &str = Event::JSON_SCHEMA;
static IN_A_STATIC: &str = Tree::JSON_SCHEMA;
static GENERIC: [&str; 3] = [Node::<Item>::JSON_SCHEMA, Page::<u8>::JSON_SCHEMA, json_schema::<Vec<Tree>>()];
const LENGTH: usize = Page::<Item>::JSON_SCHEMA.len();
const NAME: &str = Page::<Item>::NAME;
const DESCRIPTION: Option<&str> = Page::<Item>::DESCRIPTION;

#[test]
fn a_schema_its_name_and_description_are_usable_in_const_and_static_items() {
    let on_the_stack = [0_u8; LENGTH];
    assert_eq!(on_the_stack.len(), Page::<Item>::JSON_SCHEMA.len());
    assert_eq!((NAME, DESCRIPTION), ("Page_Item", Some("One page of a list.")));
    assert!(IN_A_CONST.starts_with(r#"{"type":"object""#));
    assert!(GENERIC.iter().chain([&IN_A_STATIC]).all(|schema| schema.ends_with('}')));
}

fn in_generic_code<T: StructuredOutput>() -> (&'static str, &'static str, Option<&'static str>) {
    (T::JSON_SCHEMA, T::NAME, T::DESCRIPTION)
}

#[test]
fn taking_a_schema_allocates_nothing() {
    let allocations = measure(|| {
        let roots = [in_generic_code::<Event>(), in_generic_code::<Tree>(), in_generic_code::<Node<Item>>()];
        std::hint::black_box((roots, json_schema::<Vec<Option<Tree>>>(), IN_A_STATIC));
    });
    assert_eq!(allocations.count_total, 0);
    let control = measure(|| drop(std::hint::black_box(Box::new(1))));
    assert_eq!(control.count_total, 1, "the counter counts");
}

/// The permissions of the memory that holds an address, as `/proc/self/maps` prints them, and the file it is from.
#[cfg(target_os = "linux")]
fn mapping(address: usize) -> Option<(String, String)> {
    let maps = std::fs::read_to_string("/proc/self/maps").ok()?;
    maps.lines().find_map(|line| {
        let mut words = line.split_whitespace();
        let (start, end) = words.next()?.split_once('-')?;
        let range = usize::from_str_radix(start, 16).ok()?..usize::from_str_radix(end, 16).ok()?;
        let permissions = words.next()?.to_owned();
        range.contains(&address).then(|| (permissions, words.nth(3).unwrap_or_default().to_owned()))
    })
}

#[cfg(target_os = "linux")]
#[test]
fn every_schema_lies_in_the_read_only_data_of_the_program() {
    let program = std::env::current_exe().expect("a test knows its program");
    let read_only = Some(("r--p".to_owned(), program.display().to_string()));
    for accepted in accepted_types() {
        assert_eq!(mapping(accepted.schema.as_ptr().addr()), read_only, "{}", accepted.name);
        assert_eq!(
            mapping(accepted.schema.as_ptr().addr() + accepted.schema.len() - 1),
            read_only,
            "{}",
            accepted.name
        );
    }
    let on_the_heap = Box::new(1_u8);
    assert_ne!(mapping(std::ptr::from_ref(&*on_the_heap).addr()), read_only, "the maps tell heap from data");
}
