//! Formats: as wide as what every reader takes, and no wider.

use core::fmt::Debug;
use core::str::FromStr;
use std::net::{Ipv4Addr, Ipv6Addr};

use structured_decode::{Constraint, Vocab};

use crate::walk::{Random, Sampler, walk};
use crate::{admits, of_value};

/// What a format admits: texts that people have, texts that some reader refuses, and the readers.
struct Format {
    name: &'static str,
    admitted: &'static [&'static str],
    refused: &'static [&'static str],
    readers: &'static [Reader],
}

type Reader = fn(&str) -> Result<(), String>;

fn read<T: FromStr<Err: Debug>>(text: &str) -> Result<(), String> {
    text.parse::<T>().map(drop).map_err(|error| format!("{}: {error:?}", core::any::type_name::<T>()))
}

fn deserialized<T: serde::de::DeserializeOwned>(text: &str) -> Result<(), String> {
    let value = serde_json::Value::from(text);
    serde_json::from_value::<T>(value).map(drop).map_err(|error| format!("{}: {error}", core::any::type_name::<T>()))
}

fn rfc_3339(text: &str) -> Result<(), String> {
    let format = &time::format_description::well_known::Rfc3339;
    time::OffsetDateTime::parse(text, format).map(drop).map_err(|error| format!("time: {error}"))
}

fn host(text: &str) -> Result<(), String> {
    url::Host::parse(text).map(drop).map_err(|error| format!("url: {error}"))
}

fn page_of(text: &str) -> Result<(), String> {
    read::<url::Url>(&format!("https://{text}/"))
}

const FORMATS: &[Format] = &[
    Format {
        name: "date",
        admitted: &[
            "2024-02-29",
            "2000-02-29",
            "0999-01-01",
            "1999-12-31",
            "9999-12-31",
            "2024-02-28",
            "0001-01-01",
            "2023-04-30",
        ],
        refused: &[
            "2023-02-29",
            "1900-02-29",
            "2024-13-01",
            "2024-04-31",
            "2024-00-10",
            "0000-01-01",
            "24-01-01",
            "10000-01-01",
        ],
        readers: &[read::<chrono::NaiveDate>, read::<jiff::civil::Date>, deserialized::<time::Date>],
    },
    Format {
        name: "time",
        admitted: &["10:00:00Z", "23:59:59.999999999+23:59", "10:00:00.123456789+05:30", "00:00:00-00:00"],
        refused: &["10:00:00", "24:00:00Z", "10:60:00Z", "10:00Z", "10:00:00.Z", "10:00:00+24:00"],
        readers: &[],
    },
    Format {
        name: "date-time",
        admitted: &[
            "2024-02-29T00:00:00Z",
            "2024-01-01T10:00:00.5-08:00",
            "0001-01-01T00:00:00+23:59",
            "9999-12-28T23:59:59-23:59",
            "1970-01-01T00:00:00.000000001Z",
        ],
        refused: &[
            "2023-02-29T00:00:00Z",
            "2024-01-01T10:00:00",
            "2024-01-01",
            "9999-12-31T23:59:59Z",
            "2024-01-01T24:00:00Z",
        ],
        readers: &[
            |text| chrono::DateTime::parse_from_rfc3339(text).map(drop).map_err(|error| error.to_string()),
            read::<chrono::DateTime<chrono::Utc>>,
            read::<jiff::Timestamp>,
            rfc_3339,
        ],
    },
    Format {
        name: "duration",
        admitted: &[
            "PT30M",
            "P1W",
            "PT1H30M",
            "P3Y6M4DT12H30M5S",
            "P1Y",
            "P1M",
            "P1D",
            "PT5S",
            "P0D",
            "P1DT1H",
            "PT36H",
            "P1Y2M",
        ],
        refused: &["P", "PT", "1D", "P1H", "P1WT1H", "PT1H5S", "P1Y2D", "P1S", "-P1D", "PT1.5H"],
        readers: &[read::<jiff::Span>],
    },
    Format {
        name: "email",
        admitted: &[
            "a@b.co",
            "support@my-company.com",
            "John.Doe@Example.com",
            "customer_service_team@acme.com",
            "info@universityofcalifornia.edu",
            "a@mail2.example.com",
            "first.last@sub.domain.co.uk",
            "o'brien@x.com",
            "x@3m.com",
            "x@a.b.c.d.com",
            "jean-pierre.dupont-lassalle@orange.fr",
            "someone+tag-that-goes-on-and-on-for-as-long-as-an-address-may-be@example.org",
        ],
        refused: &[
            "a",
            "@b.co",
            "a@",
            "a@b",
            "a..b@c.de",
            ".a@b.co",
            "a.@b.co",
            "a@-b.co",
            "a@b-.co",
            "a b@c.de",
            "a@b@c.de",
        ],
        readers: &[],
    },
    Format {
        name: "hostname",
        admitted: &[
            "example.com",
            "www.my-site.com",
            "my-site-name.com",
            "api.eu-west-1.amazonaws.com",
            "localhost",
            "a.b.c.d.e.com",
            "ec2-1-2-3-4.compute.amazonaws.com",
            "3m.com",
            "x.3m.com",
            "EXAMPLE.com",
        ],
        refused: &["", "-a.com", "a-.com", "a..b", "1.2.3.4", "a_b.com", "a--b.com", "a.com.", "a b"],
        readers: &[host, page_of],
    },
    Format {
        name: "ipv4",
        admitted: &["1.2.3.4", "255.255.255.255", "0.0.0.0"],
        refused: &["1.2.3", "1.2.3.256", "01.2.3.4", "1.2.3.4.5"],
        readers: &[read::<Ipv4Addr>, host],
    },
    Format {
        name: "ipv6",
        admitted: &[
            "::1",
            "::",
            "1::",
            "2001:db8::1",
            "fe80::1",
            "2001:0db8:0000:0000:0000:0000:0000:0001",
            "::ffff:1.2.3.4",
            "2001:DB8::A",
            "1:2:3:4:5:6:7::",
            "::2:3:4:5:6:7:8",
            "1:2:3:4:5:6:1.2.3.4",
            "64:ff9b::192.0.2.33",
        ],
        refused: &[
            "1",
            ":::",
            "1::2::3",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "12345::",
            "::1%eth0",
            "1:2:3:4:5:6:7:8::",
            "::1.2.3",
        ],
        readers: &[read::<Ipv6Addr>],
    },
    Format {
        name: "uuid",
        admitted: &["123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000"],
        refused: &[
            "123e4567e89b12d3a456426614174000",
            "{123e4567-e89b-12d3-a456-426614174000}",
            "123e4567-e89b-12d3-a456",
        ],
        readers: &[read::<uuid::Uuid>],
    },
];

fn constraint(name: &str) -> Constraint {
    of_value(&format!(r#"{{"type":"string","format":"{name}"}}"#))
}

fn validator(name: &str) -> jsonschema::Validator {
    let schema = serde_json::json!({"type": "string", "format": name});
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

#[test]
fn each_format_admits_what_people_have_and_every_reader_takes_it() {
    for Format { name, admitted, refused, readers } in FORMATS {
        let (constraint, validator) = (constraint(name), validator(name));
        for text in *admitted {
            assert!(admits(&constraint, &format!(r#"{{"v":"{text}"}}"#)), "{name}: {text} must be admitted");
            assert!(validator.is_valid(&(*text).into()), "{name}: {text} must be valid");
            for reader in *readers {
                assert_eq!(reader(text), Ok(()), "{name}: {text}");
            }
        }
        for text in *refused {
            assert!(!admits(&constraint, &format!(r#"{{"v":"{text}"}}"#)), "{name}: {text} must be refused");
        }
    }
}

#[test]
fn every_reader_takes_what_a_walk_through_a_format_ends_with() {
    let vocab = Vocab::bytes().unwrap();
    for Format { name, readers, .. } in FORMATS {
        let (constraint, validator) = (constraint(name), validator(name));
        for sampler in Sampler::ALL {
            let wishes = sampler.wishes(&vocab);
            for seed in 0..40 {
                let walked = walk(&constraint, &vocab, (sampler, &wishes), seed % 4 == 0, seed).unwrap();
                let answer: serde_json::Value = serde_json::from_str(&walked.text).unwrap();
                let text = answer["v"].as_str().unwrap();
                assert!(validator.is_valid(&answer["v"]), "{name}: {text} must be valid");
                for reader in *readers {
                    assert_eq!(reader(text), Ok(()), "{name}: {text}");
                }
            }
        }
    }
}

/// Random walks rarely come to the ends of ranges.
#[test]
fn every_reader_takes_the_longest_and_largest_of_a_format() {
    let mut random = Random(1);
    let mut digits = |count: usize| {
        (0..count).map(|_| char::from_digit(u32::try_from(random.below(10)).unwrap(), 10).unwrap()).collect::<String>()
    };
    let durations = [
        "P9999Y99999M999999DT99999999H999999999M9999999999S".to_owned(),
        "P999999W".to_owned(),
        "PT99999999H".to_owned(),
        "PT999999999M".to_owned(),
        "PT9999999999S".to_owned(),
        format!("P{}Y{}M{}D", digits(4), digits(5), digits(6)),
    ];
    let duration = constraint("duration");
    for text in durations {
        assert!(admits(&duration, &format!(r#"{{"v":"{text}"}}"#)), "{text} must be admitted");
        assert_eq!(read::<jiff::Span>(&text), Ok(()));
    }
    let label = "a".repeat(41);
    let longest = [label.as_str(); 6].join(".");
    assert!(admits(&constraint("hostname"), &format!(r#"{{"v":"{longest}"}}"#)));
    assert_eq!(host(&longest), Ok(()));
    assert!(validator("hostname").is_valid(&longest.clone().into()));
    let address = format!("{}@{longest}", "a".repeat(64));
    assert!(admits(&constraint("email"), &format!(r#"{{"v":"{address}"}}"#)));
    assert!(validator("email").is_valid(&address.into()));
}
