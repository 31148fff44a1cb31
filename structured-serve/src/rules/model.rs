//! The abilities of each family of models.

/// The abilities of a family of models.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Model {
    prefix: &'static str,
    /// Whether `json_schema` is supported.
    pub(crate) schemas: bool,
    /// Whether `json_object` is supported.
    pub(crate) json_mode: bool,
    /// Whether it reasons before it answers. Such models accept only `max_completion_tokens`, and no `temperature`.
    pub(crate) reasons: bool,
    /// The most tokens of an answer.
    pub(crate) output: usize,
    /// The most tokens of a request.
    pub(crate) context: usize,
}

const fn model(
    prefix: &'static str,
    (schemas, json_mode, reasons): (bool, bool, bool),
    output: usize,
    context: usize,
) -> Model {
    Model { prefix, schemas, json_mode, reasons, output, context }
}

/// The first family with a prefix of the name. Sources: the guide of August 2024 for what supports schemas and JSON
/// mode, the pages of the models for sizes, and reports of users for models without schemas.
const FAMILIES: &[Model] = &[
    model("gpt-4o-2024-05-13", (false, true, false), 4_096, 128_000),
    model("gpt-4o", (true, true, false), 16_384, 128_000),
    model("chatgpt-4o", (false, false, false), 16_384, 128_000),
    model("gpt-4.1", (true, true, false), 32_768, 1_047_576),
    model("gpt-4.5", (true, true, false), 16_384, 128_000),
    model("gpt-4-turbo", (false, true, false), 4_096, 128_000),
    model("gpt-4-1106", (false, true, false), 4_096, 128_000),
    model("gpt-4-0125", (false, true, false), 4_096, 128_000),
    model("gpt-4", (false, true, false), 8_192, 8_192),
    model("gpt-3.5-turbo", (false, true, false), 4_096, 16_385),
    model("gpt-5.2-pro", (false, true, true), 128_000, 400_000),
    model("gpt-5.4-pro", (false, true, true), 128_000, 400_000),
    model("gpt-5", (true, true, true), 128_000, 400_000),
    model("gpt-6", (true, true, true), 128_000, 400_000),
    model("gpt-oss", (true, true, true), 128_000, 131_072),
    model("o1-mini", (false, false, true), 65_536, 128_000),
    model("o1-preview", (false, false, true), 32_768, 128_000),
    model("o1", (true, true, true), 100_000, 200_000),
    model("o3", (true, true, true), 100_000, 200_000),
    model("o4", (true, true, true), 100_000, 200_000),
];

/// The family of a model of another provider, which has no restrictions.
const ANY: Model = model("", (true, true, false), usize::MAX, usize::MAX);

impl Model {
    /// The family of the model called `name`; `None` if there is no such model.
    ///
    /// With `is_known`, only known models are accepted.
    pub(crate) fn named(name: &str, is_known: bool) -> Option<Self> {
        // A fine-tuned model has the name of its base model in its own.
        let base = name.strip_prefix("ft:").unwrap_or(name);
        let known = FAMILIES.iter().find(|family| base.starts_with(family.prefix)).copied();
        if is_known { known } else { Some(known.unwrap_or(ANY)) }
    }
}

/// The models that are listed.
pub(crate) const LISTED: &[&str] = &[
    "gpt-4o-mini",
    "gpt-4o-mini-2024-07-18",
    "gpt-4o",
    "gpt-4o-2024-08-06",
    "gpt-4o-2024-05-13",
    "gpt-4.1",
    "gpt-4.1-mini",
    "gpt-4-turbo",
    "gpt-3.5-turbo",
    "gpt-3.5-turbo-0125",
    "gpt-5",
    "gpt-5-mini",
    "o3",
    "o4-mini",
];
