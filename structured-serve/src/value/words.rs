//! Plausible words and numbers for a property, by its name.

use fake::Fake;
use fake::faker::{address, company, filesystem, internet, job, lorem, name as person, phone_number};
use fake::rand::RngExt;

use super::{Random, format};

/// The lower-case words in the name of a property: `firstName`, `first_name` and `First-Name` are the same.
fn parts(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut was_lower = false;
    for character in name.chars() {
        let starts = !character.is_alphanumeric() || (character.is_uppercase() && was_lower);
        if starts || parts.is_empty() {
            parts.push(String::new());
        }
        was_lower = character.is_lowercase() || character.is_numeric();
        if let (true, Some(part)) = (character.is_alphanumeric(), parts.last_mut()) {
            part.extend(character.to_lowercase());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Text for a property called `name`. The last known word of the name decides: `email` in `customer_email`.
pub(super) fn for_property(name: &str, random: &mut Random) -> String {
    let parts = parts(name);
    let whole = parts.join(" ");
    let known = by_word(&whole, random).or_else(|| parts.iter().rev().find_map(|part| by_word(part, random)));
    known.unwrap_or_else(|| short_sentence(random))
}

/// Text for a description: its own example, or a form that it names.
pub(super) fn described(description: &str, random: &mut Random) -> Option<String> {
    /// The longest example that is taken for an example, and not for a sentence.
    const LONGEST: usize = 48;
    let example = ["such as ", "for example ", "e.g. "].iter().find_map(|words| description.split_once(words)).map(
        |(_, rest)| {
            let end =
                [" or ", ", ", "; ", ". ", ")"].iter().filter_map(|end| rest.find(end)).min().unwrap_or(rest.len());
            rest[..end].trim_end_matches('.').trim_matches(['`', '"', '\''])
        },
    );
    let is_example = |text: &&str| {
        !text.is_empty()
            && text.len() <= LONGEST
            && (!text.contains(' ') || text.starts_with(|c: char| c.is_ascii_digit()))
    };
    if let Some(example) = example.filter(is_example) {
        return Some(example.to_owned());
    }
    let lower = description.to_lowercase();
    let format =
        [("ipv4", "ipv4"), ("ipv6", "ipv6"), ("iso 8601 date", "date"), ("rfc 3339", "date-time"), ("uuid", "uuid")];
    let named =
        format.iter().find(|(words, _)| lower.contains(words)).map(|(_, format)| format::write(format, "", 0, random));
    named.or_else(|| lower.contains("single character").then(|| word(random).chars().take(1).collect()))
}

fn by_word(word: &str, random: &mut Random) -> Option<String> {
    let singular = word.strip_suffix('s').unwrap_or(word);
    Some(match singular {
        "name" | "full name" | "author" | "participant" | "person" | "people" | "attendee" | "customer"
        | "recipient" | "sender" | "assignee" | "owner" | "contact" | "speaker" | "employee" | "patient"
        | "student" => {
            let first: String = person::en::FirstName().fake_with_rng(random);
            let last: String = person::en::LastName().fake_with_rng(random);
            format!("{first} {last}")
        }
        "first name" | "given name" | "firstname" => person::en::FirstName().fake_with_rng(random),
        "last name" | "family name" | "surname" | "lastname" => person::en::LastName().fake_with_rng(random),
        "user" | "username" | "user name" | "login" | "handle" => internet::en::Username().fake_with_rng(random),
        "email" | "mail" => format::write("email", word, 0, random).replace("@example", "user@example"),
        "phone" | "telephone" | "mobile" | "fax" => phone_number::en::PhoneNumber().fake_with_rng(random),
        "city" | "town" | "location" | "destination" | "origin" | "place" => {
            address::en::CityName().fake_with_rng(random)
        }
        "country" | "nation" => address::en::CountryName().fake_with_rng(random),
        "country code" => address::en::CountryCode().fake_with_rng(random),
        "state" | "region" | "province" => address::en::StateName().fake_with_rng(random),
        "street" | "addres" | "address" => {
            let street: String = address::en::StreetName().fake_with_rng(random);
            format!("{} {street}", random.random_range(1..200))
        }
        "zip" | "zipcode" | "postcode" | "postal code" => address::en::ZipCode().fake_with_rng(random),
        "timezone" | "time zone" => address::en::TimeZone().fake_with_rng(random),
        "company" | "organization" | "organisation" | "employer" | "vendor" | "supplier" | "merchant" | "brand" => {
            company::en::CompanyName().fake_with_rng(random)
        }
        "industry" | "sector" => company::en::Industry().fake_with_rng(random),
        "job" | "job title" | "role" | "position" | "profession" | "occupation" => {
            job::en::Title().fake_with_rng(random)
        }
        "date" | "day" | "birthday" | "deadline" | "due" | "when" => format::write("date", word, 0, random),
        "time" => format::write("time", word, 0, random).replace(":00Z", ""),
        "timestamp" | "datetime" | "created at" | "updated at" => format::write("date-time", word, 0, random),
        "uuid" | "guid" => format::write("uuid", word, 0, random),
        "id" | "identifier" | "key" | "code" | "sku" | "token" | "reference" => {
            format!("{}-{}", random.random_range(100..999), random.random_range(1000..9999))
        }
        "url" | "uri" | "link" | "href" | "website" | "homepage" | "image" => format::write("uri", word, 0, random),
        "host" | "hostname" | "domain" => format::write("hostname", word, 0, random),
        "ip" | "ip addres" => format::write("ipv4", word, 0, random),
        "file" | "filename" | "file name" => filesystem::en::FileName().fake_with_rng(random),
        "path" | "filepath" => filesystem::en::FilePath().fake_with_rng(random),
        "currency" => ["EUR", "USD", "GBP", "JPY"][random.random_range(0..4)].to_owned(),
        "language" | "locale" | "lang" => ["en", "de", "fr", "ja"][random.random_range(0..4)].to_owned(),
        "unit" => ["kg", "m", "l", "pcs"][random.random_range(0..4)].to_owned(),
        "color" | "colour" => ["red", "green", "blue", "black", "white"][random.random_range(0..5)].to_owned(),
        "tag" | "keyword" | "label" | "category" | "topic" | "genre" | "ingredient" | "type" | "kind"
        | "class name" => self::word(random),
        "value" | "attribute" | "field" => format!("{}-{}", self::word(random), self::word(random)),
        "title" | "subject" | "headline" | "heading" | "event" | "project" | "product" | "item" | "question" => {
            title(random)
        }
        "query" | "search" => format!("{} {}", self::word(random), self::word(random)),
        "summary" | "description" | "text" | "content" | "body" | "message" | "explanation" | "reasoning"
        | "answer" | "comment" | "note" | "reason" | "rationale" | "abstract" | "paragraph" | "review" | "output"
        | "step" => sentence(random),
        _ => return None,
    })
}

/// One word.
pub(super) fn word(random: &mut Random) -> String {
    lorem::en::Word().fake_with_rng(random)
}

fn title(random: &mut Random) -> String {
    let words: Vec<String> = lorem::en::Words(2..4).fake_with_rng(random);
    let title = words.join(" ");
    let mut characters = title.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}

fn short_sentence(random: &mut Random) -> String {
    lorem::en::Sentence(2..5).fake_with_rng(random)
}

/// One sentence.
pub(crate) fn sentence(random: &mut Random) -> String {
    lorem::en::Sentence(5..11).fake_with_rng(random)
}

/// The smallest and the largest plausible number for a property called `name`.
pub(super) fn range(name: &str) -> (i64, i64) {
    let parts = parts(name);
    let ranges = parts.iter().rev().find_map(|part| {
        Some(match part.strip_suffix('s').unwrap_or(part) {
            "age" => (18, 90),
            "year" => (1990, 2029),
            "month" => (1, 12),
            "day" => (1, 28),
            "hour" => (0, 23),
            "minute" | "second" => (0, 59),
            "price" | "cost" | "amount" | "total" | "subtotal" | "fee" | "balance" | "budget" => (1, 500),
            "count" | "quantity" | "qty" | "number" | "index" | "step" | "level" => (1, 10),
            "rating" | "star" => (1, 5),
            "confidence" | "probability" | "score" | "ratio" | "weight" => (0, 1),
            "percent" | "percentage" => (0, 100),
            "latitude" | "lat" => (-90, 90),
            "longitude" | "lon" | "lng" => (-180, 180),
            "temperature" => (-10, 35),
            "id" => (1, 9_999),
            _ => return None,
        })
    });
    ranges.unwrap_or((0, 100))
}

/// How many digits after the point a plausible number for a property called `name` has.
pub(super) fn decimals(name: &str) -> u32 {
    if range(name) == (0, 100) { 1 } else { 2 }
}
