//! The schema of a type by the documented rules, written at run time without regard to cost.
//!
//! It reads the types from the model alone, and shares no code with the derive or the constant rendering.

use super::model::{Body, Case, Constraint, Content, Field, Notes, Rule, Rules, Scalar, Tagging, Ty, Variant};
use super::source::LENGTH;

/// Whether the schema of a type is an object, as that of a root must be.
pub(crate) fn is_object(case: &Case, root: &Ty) -> bool {
    Catalog { case, entries: Vec::new() }.is_object(root)
}

/// The minified schema of a type that the case names.
pub(crate) fn schema(case: &Case, root: &Ty) -> String {
    let mut catalog = Catalog { case, entries: vec![Entry { ty: root.clone(), uses: 0 }] };
    let mut i = 0;
    while i < catalog.entries.len() {
        let ty = catalog.entries[i].ty.clone();
        catalog.contents(&ty);
        i += 1;
    }
    catalog.render()
}

struct Entry {
    ty: Ty,
    uses: usize,
}

struct Catalog<'a> {
    case: &'a Case,
    /// The definitions in the order of a breadth-first walk from the root.
    entries: Vec<Entry>,
}

/// A part of an object.
#[derive(Clone)]
enum Part {
    /// A member. Its name is quoted.
    Property { name: String, notes: Notes, value: Value },
    /// The members of one variant of a flattened enum, the tag first.
    Variants(Vec<(Notes, Vec<Part>)>),
}

/// The content of a place of the schema.
#[derive(Clone)]
enum Value {
    Type(Ty, Vec<Constraint>),
    /// An object without variants.
    Object(Notes, Vec<Part>),
    /// One object for each variant of a flattened enum.
    Objects(Notes, Vec<(Notes, Vec<Part>)>),
    Strings(Notes, Vec<String>),
    Null(Notes),
}

/// The parts of a schema object that have been collected before its type is known.
#[derive(Default)]
struct Opened {
    description: Vec<String>,
    title: Option<String>,
    nullable: bool,
    constraints: Vec<Vec<Constraint>>,
}

impl Opened {
    fn note(&mut self, notes: &Notes) {
        self.description.extend(notes.text().cloned());
        if self.title.is_none() {
            self.title.clone_from(&notes.title);
        }
    }

    fn says(&self, keyword: &str) -> bool {
        self.constraints.iter().flatten().any(|constraint| constraint.keyword == keyword)
    }

    fn object(self, members: &str) -> String {
        let description = if self.description.is_empty() {
            String::new()
        } else {
            format!("\"description\":{},", quoted(&self.description.join("\n\n")))
        };
        let title = self.title.map(|title| format!("\"title\":{},", quoted(&title))).unwrap_or_default();
        format!("{{{description}{title}{members}}}")
    }

    fn types(&self, name: &str) -> String {
        if self.nullable && name != "null" {
            format!("\"type\":[\"{name}\",\"null\"]")
        } else {
            format!("\"type\":\"{name}\"")
        }
    }

    /// The constraints of the place and of the newtypes around the type. The outer of two equal keywords takes
    /// precedence.
    fn members(&self) -> String {
        let mut written: Vec<&str> = Vec::new();
        let mut out = String::new();
        for constraint in self.constraints.iter().flatten() {
            if !written.contains(&constraint.keyword) {
                written.push(constraint.keyword);
                out += &format!(",\"{}\":{}", constraint.keyword, constraint.json);
            }
        }
        out
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The type with its parameters replaced.
fn instance(ty: &Ty, arguments: &[Ty]) -> Ty {
    let inner = |ty: &Ty| Box::new(instance(ty, arguments));
    match ty {
        Ty::Parameter(i) => arguments[*i].clone(),
        Ty::Wrapped(name, ty) => Ty::Wrapped(name, inner(ty)),
        Ty::Option(ty) => Ty::Option(inner(ty)),
        Ty::List(name, ty) => Ty::List(name, inner(ty)),
        Ty::Array(ty, length) => Ty::Array(inner(ty), *length),
        Ty::ArrayOfLength(ty) => Ty::Array(inner(ty), LENGTH),
        Ty::Named(i, own) => Ty::Named(*i, own.iter().map(|ty| instance(ty, arguments)).collect()),
        Ty::WithList | Ty::WithFunctions => Ty::List("Vec", Box::new(Ty::Scalar(Scalar::named("u32")))),
        Ty::As(_, declared) => Ty::Scalar(declared),
        other => other.clone(),
    }
}

/// Whether two types are the same instance of one definition. Arguments that are in nothing that is read do not count.
fn is_same(case: &Case, a: &Ty, b: &Ty) -> bool {
    match (a, b) {
        (Ty::Named(a, of_a), Ty::Named(b, of_b)) if a == b => {
            let body = &case.types[*a].body;
            let mut arguments = of_a.iter().zip(of_b).enumerate().filter(|(i, _)| is_needed(*a, body, *i));
            arguments.all(|(_, (a, b))| argument_name(a) == argument_name(b))
        }
        _ => false,
    }
}

/// The name of an argument in definition names, by which instances are distinguished.
fn argument_name(ty: &Ty) -> String {
    match ty {
        Ty::Scalar(scalar) => scalar.name.to_owned(),
        Ty::Option(ty) => format!("Option_{}", argument_name(ty)),
        Ty::List(_, ty) => format!("Vec_{}", argument_name(ty)),
        Ty::Array(ty, length) => format!("Vec{length}_{}", argument_name(ty)),
        Ty::Wrapped(_, ty) => argument_name(ty),
        other => format!("{other:?}"),
    }
}

impl Catalog<'_> {
    fn parts(&self, ty: &Ty) -> Vec<(Value, Notes)> {
        let Ty::Named(index, arguments) = ty else { return Vec::new() };
        let def = &self.case.types[*index];
        let rule = def.rename_all.map(|all| all.read);
        match &def.body {
            Body::Struct { fields, tag, .. } => {
                let mut parts: Vec<Part> = tag.iter().map(|tag| tag_property(tag, def.ident.clone())).collect();
                parts.extend(self.fields(fields, rule, arguments));
                vec![(object_or_union(def.notes.clone(), parts), Notes::default())]
            }
            Body::Enum { tagging, variants, rename_all_fields } => {
                self.branches(tagging, variants, rule, *rename_all_fields, arguments)
            }
            _ => Vec::new(),
        }
    }

    /// The properties of fields. Those of flattened structs are at the position of the field.
    fn fields(&self, fields: &[Field], rule: Option<Rule>, arguments: &[Ty]) -> Vec<Part> {
        let mut parts = Vec::new();
        for field in fields.iter().filter(|field| field.is_read()) {
            let ty = instance(&field.ty, arguments);
            if field.flatten {
                parts.extend(self.flattened(&ty));
            } else {
                parts.push(Part::Property {
                    name: field.key(rule),
                    notes: field.notes.clone(),
                    value: Value::Type(ty, field.constraints.clone()),
                });
            }
        }
        parts
    }

    fn flattened(&self, ty: &Ty) -> Vec<Part> {
        match ty {
            Ty::Wrapped(_, inner) => self.flattened(inner),
            Ty::Named(..) => match self.newtype(ty) {
                Some((inner, _, _)) => self.flattened(&inner),
                None => self.flattened_definition(ty),
            },
            _ => Vec::new(),
        }
    }

    /// The properties of a struct, or those of each variant of an enum.
    fn flattened_definition(&self, ty: &Ty) -> Vec<Part> {
        let mut variants = Vec::new();
        for (value, _) in self.parts(ty) {
            match value {
                Value::Object(_, parts) if self.is_struct(ty) => return parts,
                Value::Object(notes, parts) => variants.push((notes, parts)),
                Value::Objects(_, objects) => variants.extend(objects),
                _ => {}
            }
        }
        vec![Part::Variants(variants)]
    }

    /// Whether the schema of the type is one object, and not a union of objects.
    fn is_object(&self, ty: &Ty) -> bool {
        self.is_struct(ty) && matches!(self.parts(ty).first(), Some((Value::Object(..), _)))
    }

    fn is_struct(&self, ty: &Ty) -> bool {
        matches!(ty, Ty::Named(index, _) if self.case.types[*index].is_struct())
    }

    /// The inner type of a newtype, with its notes and constraints.
    fn newtype(&self, ty: &Ty) -> Option<(Ty, Notes, Vec<Constraint>)> {
        let Ty::Named(index, arguments) = ty else { return None };
        let def = &self.case.types[*index];
        match &def.body {
            Body::Newtype { field, .. } => {
                let inner = instance(&field.ty, arguments);
                Some((inner, def.notes.clone(), field.constraints.clone()))
            }
            Body::Converted { ty, .. } => Some((ty.clone(), def.notes.clone(), Vec::new())),
            Body::Unit => Some((Ty::Scalar(Scalar::named("()")), def.notes.clone(), Vec::new())),
            _ => None,
        }
    }

    fn branches(
        &self,
        tagging: &Tagging,
        variants: &[Variant],
        rule: Option<Rule>,
        of_fields: Option<Rule>,
        arguments: &[Ty],
    ) -> Vec<(Value, Notes)> {
        let read: Vec<&Variant> = variants.iter().filter(|variant| !variant.skip_deserializing).collect();
        let is_unit = |variant: &Variant| {
            *tagging == Tagging::External && matches!(variant.content, Content::Unit) && !variant.untagged
        };
        let mut branches = Vec::new();
        let mut units_written = false;
        for variant in &read {
            if is_unit(variant) {
                if !units_written {
                    let units: Vec<&Variant> = read.iter().copied().filter(|variant| is_unit(variant)).collect();
                    branches.push((Self::strings(&units, rule, &Notes::default()), Notes::default()));
                    units_written = true;
                }
                continue;
            }
            branches.push(self.branch(tagging, variant, rule, of_fields, arguments));
        }
        // `null` comes last.
        branches.sort_by_key(|(value, _)| matches!(value, Value::Null(_)));
        branches
    }

    /// Unit variants as strings. Their docs are added to the description.
    fn strings(variants: &[&Variant], rule: Option<Rule>, notes: &Notes) -> Value {
        let values: Vec<String> = variants.iter().map(|variant| variant.key(rule)).collect();
        let line = |variant: &&Variant| {
            let text = variant.notes.text()?;
            Some(format!("- `{}`: {}", variant.key(rule), text.replace('\n', "\n  ")))
        };
        let lines: Vec<String> = variants.iter().filter_map(line).collect();
        let list = (!lines.is_empty()).then(|| lines.join("\n"));
        let texts: Vec<String> = notes.text().cloned().into_iter().chain(list).collect();
        let description = (!texts.is_empty()).then(|| texts.join("\n\n"));
        Value::Strings(Notes { doc: None, title: notes.title.clone(), description }, values)
    }

    fn branch(
        &self,
        tagging: &Tagging,
        variant: &Variant,
        rule: Option<Rule>,
        of_fields: Option<Rule>,
        arguments: &[Ty],
    ) -> (Value, Notes) {
        let (key, notes) = (variant.key(rule), variant.notes.clone());
        let of_fields = variant.rename_all.or(of_fields);
        let fields = |fields: &[Field]| self.fields(fields, of_fields, arguments);
        let newtype = |field: &Field| Value::Type(instance(&field.ty, arguments), field.constraints.clone());
        let bare = Notes::default;
        if variant.untagged || *tagging == Tagging::Untagged {
            return match &variant.content {
                Content::Struct(inner) => (object_or_union(notes, fields(inner)), bare()),
                Content::Newtype(field) => (newtype(field), notes),
                Content::Unit => (Value::Null(notes), bare()),
            };
        }
        let parts = match tagging {
            Tagging::Internal { tag } => {
                let mut parts = vec![tag_property(tag, key)];
                match &variant.content {
                    Content::Unit => {}
                    Content::Struct(inner) => parts.extend(fields(inner)),
                    Content::Newtype(field) => parts.extend(self.flattened(&instance(&field.ty, arguments))),
                }
                parts
            }
            Tagging::Adjacent { tag, content } => {
                let value = match &variant.content {
                    Content::Unit => None,
                    Content::Struct(inner) => Some(object_or_union(bare(), fields(inner))),
                    Content::Newtype(field) => Some(newtype(field)),
                };
                let content = value.map(|value| Part::Property { name: content.clone(), notes: bare(), value });
                [tag_property(tag, key)].into_iter().chain(content).collect()
            }
            _ => {
                let value = match &variant.content {
                    Content::Struct(inner) => object_or_union(bare(), fields(inner)),
                    Content::Newtype(field) => newtype(field),
                    Content::Unit => Value::Object(bare(), Vec::new()),
                };
                vec![Part::Property { name: key, notes: bare(), value }]
            }
        };
        (object_or_union(notes, parts), bare())
    }

    /// Visits the contents of a definition.
    fn contents(&mut self, ty: &Ty) {
        if let Some((inner, _, _)) = self.newtype(ty) {
            return self.scan(&inner);
        }
        for (value, _) in self.parts(ty) {
            self.scan_value(&value);
        }
    }

    fn scan_value(&mut self, value: &Value) {
        match value {
            Value::Type(ty, _) => self.scan(ty),
            Value::Object(_, parts) => self.scan_parts(parts),
            Value::Objects(_, variants) => variants.iter().for_each(|(_, parts)| self.scan_parts(parts)),
            Value::Strings(..) | Value::Null(_) => {}
        }
    }

    fn scan_parts(&mut self, parts: &[Part]) {
        for part in parts {
            if let Part::Property { value, .. } = part {
                self.scan_value(value);
            }
        }
    }

    fn scan(&mut self, ty: &Ty) {
        match ty {
            Ty::Wrapped(_, inner) | Ty::Option(inner) | Ty::List(_, inner) | Ty::Array(inner, _) => self.scan(inner),
            Ty::Named(..) => {
                let known = self.find(ty);
                match (known, self.newtype(ty)) {
                    (Some(i), _) => self.entries[i].uses += 1,
                    (None, Some((inner, _, _))) => self.scan(&inner),
                    (None, None) if self.is_inline(ty) => self.contents(ty),
                    (None, None) => self.entries.push(Entry { ty: ty.clone(), uses: 1 }),
                }
            }
            _ => {}
        }
    }

    fn find(&self, ty: &Ty) -> Option<usize> {
        self.entries.iter().position(|entry| is_same(self.case, &entry.ty, ty))
    }

    /// Whether the type is written inline. A type that holds itself without end is refused, and has no schema.
    fn is_inline(&self, ty: &Ty) -> bool {
        let Ty::Named(index, _) = ty else { return false };
        self.case.types[*index].is_inline() && !self.reaches(*index, *index, &mut Vec::new())
    }

    /// Whether `from` holds `to` with only inline types in between.
    fn reaches(&self, from: usize, to: usize, seen: &mut Vec<usize>) -> bool {
        let mut held = Vec::new();
        named_in(&self.case.types[from].body, &mut held);
        held.into_iter().any(|(index, is_flattened)| {
            let is_new = !seen.contains(&index);
            seen.push(index);
            let is_open = is_flattened || self.case.types[index].is_inline() || !self.case.types[index].is_definition();
            index == to || is_new && is_open && self.reaches(index, to, seen)
        })
    }

    fn is_defined(&self, i: usize) -> bool {
        let entry = &self.entries[i];
        let Ty::Named(index, _) = entry.ty else { return false };
        if i == 0 {
            return entry.uses > 0 && self.case.profile == Rules::LlamaCpp;
        }
        entry.uses > 1 || self.case.types[index].define
    }

    fn name(&self, ty: &Ty) -> String {
        match ty {
            Ty::Named(index, arguments) => {
                let def = &self.case.types[*index];
                let mut name = def.shown_name().to_owned();
                for (i, argument) in arguments.iter().enumerate().filter(|(i, _)| is_needed(*index, &def.body, *i)) {
                    let _ = i;
                    name += &format!("_{}", self.name(argument));
                }
                if def.has_length {
                    name += &format!("_{LENGTH}");
                }
                name
            }
            Ty::Scalar(scalar) => scalar.name.to_owned(),
            Ty::Option(inner) => format!("Option_{}", self.name(inner)),
            Ty::List(_, inner) | Ty::Array(inner, _) => format!("Vec_{}", self.name(inner)),
            Ty::Wrapped(_, inner) => self.name(inner),
            _ => String::new(),
        }
    }

    fn render(&self) -> String {
        let definitions: Vec<String> = (0..self.entries.len())
            .filter(|i| self.is_defined(*i))
            .map(|i| {
                let ty = &self.entries[i].ty;
                format!("{}:{}", quoted(&self.name(ty)), self.whole(ty, false))
            })
            .collect();
        let definitions = definitions.join(",");
        let root = &self.entries[0].ty;
        let is_object = self.is_object(root);
        let whole = self.whole(root, is_object);
        match (definitions.is_empty(), is_object) {
            (true, _) => whole,
            (false, true) => format!("{},\"$defs\":{{{definitions}}}}}", &whole[..whole.len() - 1]),
            (false, false) => format!("{{\"$defs\":{{{definitions}}},{}", &whole[1..]),
        }
    }

    /// A definition with its own notes. The description of a root that is an object is not part of its schema.
    fn whole(&self, ty: &Ty, is_root: bool) -> String {
        let mut opened = Opened::default();
        if let Some((inner, notes, constraints)) = self.newtype(ty) {
            opened.note(&notes);
            opened.constraints.push(constraints);
            return self.body(&inner, opened);
        }
        if is_root {
            let Ty::Named(index, _) = ty else { return String::new() };
            opened.title.clone_from(&self.case.types[*index].notes.title);
            return self.shape(ty, opened);
        }
        self.definition(ty, opened)
    }

    fn body(&self, ty: &Ty, mut opened: Opened) -> String {
        match ty {
            Ty::Scalar(scalar) => self.scalar(scalar, opened),
            Ty::Borrowed(_) | Ty::WithJsonText => self.scalar(Scalar::named("String"), opened),
            Ty::Wrapped(_, inner) => self.body(inner, opened),
            Ty::Option(inner) => {
                opened.nullable = true;
                self.body(inner, opened)
            }
            Ty::List(_, items) => self.array(items, None, opened),
            Ty::WithEntries => {
                let key = self.scalar(Scalar::named("String"), Opened::default());
                let value = self.scalar(Scalar::named("u32"), Opened::default());
                let members = format!(
                    "{},\"items\":{{\"type\":\"object\",\"properties\":{{\"key\":{key},\"value\":{value}}},\
                     \"required\":[\"key\",\"value\"],\"additionalProperties\":false}}",
                    opened.types("array")
                );
                opened.object(&members)
            }
            Ty::Array(items, length) => self.array(items, Some(*length), opened),
            Ty::Named(..) => {
                if let Some(i) = self.find(ty) {
                    if i == 0 || self.is_defined(i) {
                        return self.reference(i, opened);
                    }
                    return self.definition(ty, opened);
                }
                match self.newtype(ty) {
                    Some((inner, notes, constraints)) => {
                        opened.note(&notes);
                        opened.constraints.push(constraints);
                        self.body(&inner, opened)
                    }
                    None => self.definition(ty, opened),
                }
            }
            other => format!("{other:?}"),
        }
    }

    fn reference(&self, i: usize, opened: Opened) -> String {
        let target = if i == 0 && self.case.profile != Rules::LlamaCpp {
            "#".to_owned()
        } else {
            format!("#/$defs/{}", self.name(&self.entries[i].ty))
        };
        let reference = format!("\"$ref\":{}", quoted(&target));
        if !opened.nullable && opened.description.is_empty() && opened.title.is_none() {
            return format!("{{{reference}}}");
        }
        let null = if opened.nullable { ",{\"type\":\"null\"}" } else { "" };
        opened.object(&format!("\"anyOf\":[{{{reference}}}{null}]"))
    }

    fn scalar(&self, scalar: &Scalar, mut opened: Opened) -> String {
        let has_formats: &[&str] = match self.case.profile {
            Rules::OpenAi2024 => &[],
            Rules::OpenAi => &["date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"],
            Rules::LlamaCpp => &["date-time", "time", "date", "uuid"],
        };
        let format = scalar.format.filter(|format| has_formats.contains(format));
        let pattern = scalar.pattern.filter(|_| self.case.profile.has_keywords());
        if format.is_none() && pattern.is_none() {
            opened.description.extend(scalar.form.map(str::to_owned));
        }
        if scalar.excludes_zero() && self.case.profile.has_keywords() {
            let side = |members: String| format!("{{\"type\":\"integer\"{members}}}");
            let bound =
                |keyword, bound: Option<&str>| bound.map(|bound| format!(",\"{keyword}\":{bound}")).unwrap_or_default();
            let below = side(format!("{},\"maximum\":-1", bound("minimum", scalar.minimum)));
            let above = side(format!(",\"minimum\":1{}", bound("maximum", scalar.maximum)));
            let null = if opened.nullable { ",{\"type\":\"null\"}" } else { "" };
            return opened.object(&format!("\"anyOf\":[{below},{above}{null}]"));
        }
        let mut members = opened.types(scalar.json);
        if let Some(format) = format
            && !opened.says("format")
        {
            members += &format!(",\"format\":\"{format}\"");
        }
        members.extend(pattern.map(|pattern| format!(",\"pattern\":{}", quoted(pattern))));
        if self.case.profile.has_keywords() {
            for (keyword, bound) in [("minimum", scalar.minimum), ("maximum", scalar.maximum)] {
                if let Some(bound) = bound
                    && !opened.says(keyword)
                {
                    members += &format!(",\"{keyword}\":{bound}");
                }
            }
        }
        members += &opened.members();
        opened.object(&members)
    }

    fn array(&self, items: &Ty, length: Option<usize>, mut opened: Opened) -> String {
        let says_length = self.case.profile.has_keywords();
        if let (Some(length), false) = (length, says_length) {
            opened.description.push(format!("Number of items: {length}"));
        }
        let mut members = format!("{},\"items\":{}", opened.types("array"), self.body(items, Opened::default()));
        if let (Some(length), true) = (length, says_length) {
            members += &format!(",\"minItems\":{length},\"maxItems\":{length}");
        }
        members += &opened.members();
        opened.object(&members)
    }

    /// An object, enum or union with its own notes.
    fn definition(&self, ty: &Ty, mut opened: Opened) -> String {
        let Ty::Named(index, _) = ty else { return String::new() };
        let def = &self.case.types[*index];
        if !self.is_unit_enum(ty) {
            opened.note(&def.notes);
        }
        self.shape(ty, opened)
    }

    fn is_unit_enum(&self, ty: &Ty) -> bool {
        let Ty::Named(index, _) = ty else { return false };
        match &self.case.types[*index].body {
            Body::Enum { tagging: Tagging::External, variants, .. } => variants
                .iter()
                .filter(|variant| !variant.skip_deserializing)
                .all(|variant| matches!(variant.content, Content::Unit) && !variant.untagged),
            _ => false,
        }
    }

    fn shape(&self, ty: &Ty, mut opened: Opened) -> String {
        let Ty::Named(index, _) = ty else { return String::new() };
        let def = &self.case.types[*index];
        match &def.body {
            Body::Numbers { values, .. } => {
                let numbers: Vec<String> = values.iter().map(|(_, number)| number.to_string()).collect();
                Self::enumeration("integer", &numbers, opened)
            }
            Body::Enum { variants, .. } if self.is_unit_enum(ty) => {
                let read: Vec<&Variant> = variants.iter().filter(|variant| !variant.skip_deserializing).collect();
                let rule = def.rename_all.map(|all| all.read);
                let Value::Strings(notes, values) = Self::strings(&read, rule, &def.notes) else {
                    return String::new();
                };
                opened.note(&notes);
                Self::enumeration("string", &values.iter().map(|value| quoted(value)).collect::<Vec<_>>(), opened)
            }
            Body::Enum { .. } => {
                let parts = self.parts(ty);
                let mut branches: Vec<String> = parts.iter().map(|(value, notes)| self.value(value, notes)).collect();
                if opened.nullable && !parts.iter().any(|(value, _)| matches!(value, Value::Null(_))) {
                    branches.push("{\"type\":\"null\"}".to_owned());
                }
                opened.object(&format!("\"anyOf\":[{}]", branches.join(",")))
            }
            _ => match self.parts(ty).pop() {
                Some((Value::Object(_, parts), _)) => self.object(&parts, opened),
                Some((Value::Objects(_, variants), _)) => self.objects(&variants, opened),
                _ => String::new(),
            },
        }
    }

    fn enumeration(kind: &str, values: &[String], opened: Opened) -> String {
        let null = if opened.nullable { ",null" } else { "" };
        // The derive allows no keyword next to an enum. It is written here so that the linter can report it.
        let members = format!("{},\"enum\":[{}{null}]{}", opened.types(kind), values.join(","), opened.members());
        opened.object(&members)
    }

    fn object(&self, parts: &[Part], opened: Opened) -> String {
        let (mut properties, mut required) = (Vec::new(), Vec::new());
        for part in parts {
            if let Part::Property { name, notes, value } = part {
                properties.push(format!("{}:{}", quoted(name), self.value(value, notes)));
                required.push(quoted(name));
            }
        }
        let members = format!(
            "{},\"properties\":{{{}}},\"required\":[{}],\"additionalProperties\":false",
            opened.types("object"),
            properties.join(","),
            required.join(",")
        );
        opened.object(&members)
    }

    fn objects(&self, variants: &[(Notes, Vec<Part>)], opened: Opened) -> String {
        let object = |(notes, parts): &(Notes, Vec<Part>)| {
            let mut opened = Opened::default();
            opened.note(notes);
            self.object(parts, opened)
        };
        let null = opened.nullable.then(|| "{\"type\":\"null\"}".to_owned());
        let branches: Vec<String> = variants.iter().map(object).chain(null).collect();
        opened.object(&format!("\"anyOf\":[{}]", branches.join(",")))
    }

    fn value(&self, value: &Value, notes: &Notes) -> String {
        let mut opened = Opened::default();
        opened.note(notes);
        match value {
            Value::Type(ty, constraints) => {
                opened.constraints.push(constraints.clone());
                self.body(ty, opened)
            }
            Value::Object(own, parts) => {
                opened.note(own);
                self.object(parts, opened)
            }
            Value::Objects(own, variants) => {
                opened.note(own);
                self.objects(variants, opened)
            }
            Value::Null(own) => {
                opened.note(own);
                opened.object("\"type\":\"null\"")
            }
            Value::Strings(own, values) => {
                opened.note(own);
                Self::enumeration("string", &values.iter().map(|value| quoted(value)).collect::<Vec<_>>(), opened)
            }
        }
    }
}

/// An object with these parts. If they contain the variants of an enum, one object for each variant, with its tag
/// first.
fn object_or_union(notes: Notes, parts: Vec<Part>) -> Value {
    let place = parts.iter().position(|part| matches!(part, Part::Variants(_)));
    let Some((place, Part::Variants(variants))) = place.map(|place| (place, &parts[place])) else {
        return Value::Object(notes, parts);
    };
    let merged = variants.iter().map(|(notes, own)| {
        let (tag, content) = own.split_at(own.len().min(1));
        (notes.clone(), [tag, &parts[..place], content, &parts[place + 1..]].concat())
    });
    Value::Objects(notes, merged.collect())
}

/// The types of the case that a type names, each with whether it is flattened.
fn named_in(body: &Body, found: &mut Vec<(usize, bool)>) {
    fn of(ty: &Ty, is_flattened: bool, found: &mut Vec<(usize, bool)>) {
        match ty {
            Ty::Wrapped(_, inner)
            | Ty::Option(inner)
            | Ty::List(_, inner)
            | Ty::Array(inner, _)
            | Ty::ArrayOfLength(inner) => of(inner, is_flattened, found),
            Ty::Named(index, arguments) => {
                found.push((*index, is_flattened));
                for ty in arguments {
                    of(ty, false, found);
                }
            }
            _ => {}
        }
    }
    for (ty, is_flattened) in read_types(body) {
        of(ty, is_flattened, found);
    }
    if let Body::Converted { ty, .. } = body {
        of(ty, false, found);
    }
}

fn types_of(fields: &[Field]) -> Vec<(&Ty, bool)> {
    fields.iter().filter(|field| field.is_read()).map(|field| (&field.ty, field.flatten)).collect()
}

/// The types of all fields that serde reads, each with whether it is flattened.
fn read_types(body: &Body) -> Vec<(&Ty, bool)> {
    match body {
        Body::Struct { fields, .. } => types_of(fields),
        Body::Newtype { field, .. } => vec![(&field.ty, false)],
        Body::Enum { variants, tagging, .. } => {
            let is_internal = matches!(tagging, Tagging::Internal { .. });
            let read = variants.iter().filter(|variant| !variant.skip_deserializing);
            read.flat_map(|variant| match &variant.content {
                Content::Unit => Vec::new(),
                Content::Newtype(field) => vec![(&field.ty, is_internal && !variant.untagged)],
                Content::Struct(fields) => types_of(fields),
            })
            .collect()
        }
        Body::Converted { .. } | Body::Numbers { .. } | Body::Unit => Vec::new(),
    }
}

/// Whether a parameter of type `own` is used by the fields that are read, so that it distinguishes instances. The type
/// inside itself does not count as a use of the parameter.
fn is_needed(own: usize, body: &Body, parameter: usize) -> bool {
    fn names(own: usize, ty: &Ty, parameter: usize) -> bool {
        match ty {
            Ty::Parameter(i) => *i == parameter,
            Ty::Wrapped(_, inner)
            | Ty::Option(inner)
            | Ty::List(_, inner)
            | Ty::Array(inner, _)
            | Ty::ArrayOfLength(inner) => names(own, inner, parameter),
            Ty::Named(i, arguments) => *i != own && arguments.iter().any(|ty| names(own, ty, parameter)),
            _ => false,
        }
    }
    read_types(body).into_iter().any(|(ty, _)| names(own, ty, parameter))
}

fn tag_property(tag: &str, value: String) -> Part {
    Part::Property {
        name: tag.to_owned(),
        notes: Notes::default(),
        value: Value::Strings(Notes::default(), vec![value]),
    }
}
