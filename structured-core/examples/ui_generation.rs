//! Generates a user interface, which is a recursive type.
//!
//! `cargo run --example ui_generation`

use serde::{Deserialize, Serialize};
use structured_core::{Error, StructuredOutput, chat};

#[derive(Debug, Clone, Copy, Deserialize, StructuredOutput)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Div,
    Button,
    Header,
    Section,
    Field,
    Form,
}

#[derive(Debug, Deserialize, StructuredOutput)]
struct Attribute {
    /// The name of the attribute, for example onClick or className
    name: String,
    /// The value of the attribute
    value: String,
}

/// Dynamically generated UI
#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(name = "ui")]
struct Component {
    /// The type of the UI component
    #[serde(rename = "type")]
    kind: Kind,
    /// The label of the UI component, used for buttons or form fields
    label: String,
    /// Nested UI components
    children: Vec<Component>,
    /// Arbitrary attributes for the UI component, suitable for any element
    attributes: Vec<Attribute>,
}

/// The request body. A struct keeps the order of the schema's properties, and the model answers in that order;
/// `serde_json::json!` would sort them.
#[derive(Serialize)]
struct Request<'a> {
    model: &'a str,
    messages: &'a [Message<'a>],
    response_format: chat::ResponseFormat,
}

#[derive(Serialize)]
struct Message<'a> {
    role: &'a str,
    content: &'a str,
}

#[expect(clippy::print_stdout, reason = "an example prints what it does")]
fn print(component: &Component, indent: usize) {
    let attributes: Vec<_> = component.attributes.iter().map(|a| format!("{}={:?}", a.name, a.value)).collect();
    println!("{:indent$}{:?} {:?} {}", "", component.kind, component.label, attributes.join(" "));
    component.children.iter().for_each(|child| print(child, indent + 2));
}

#[expect(clippy::print_stdout, reason = "an example prints what it does")]
fn main() -> Result<(), Error> {
    let messages = [
        Message { role: "system", content: "You are a UI generator AI. Convert the user input into a UI." },
        Message { role: "user", content: "Make a User Profile Form with 3 fields" },
    ];
    let request = Request {
        model: "gpt-4o-2024-08-06",
        messages: &messages,
        response_format: chat::response_format::<Component>(),
    };
    println!("{}\n", serde_json::to_string_pretty(&request).expect("a request is JSON"));

    // A recorded response; an HTTP client would return it.
    let body = include_bytes!("answers/ui.json");
    print(&chat::parse::<Component>(body)?.into_parsed()?, 0);
    Ok(())
}
