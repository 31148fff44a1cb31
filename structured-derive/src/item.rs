//! The derived item, as syn parses it, except that the texts of doc comments are not read.
//!
//! Macros run unoptimized, and syn reads the literal of a doc comment twice, character by character. That would take a
//! fifth of the time of the derive.

use proc_macro2::Delimiter;
use syn::buffer::Cursor;
use syn::parse::discouraged::Speculative as _;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::token::{Brace, Bracket};
use syn::{
    AngleBracketedGenericArguments, AttrStyle, Attribute, Data, DataEnum, DataStruct, DeriveInput, Expr, ExprLit,
    Field, FieldModifiers, Fields, FieldsNamed, GenericArgument, Generics, Ident, Lit, Meta, MetaNameValue,
    PathArguments, PathSegment, Token, Type, TypePath, Variant, Visibility, braced, bracketed,
};

/// A derived item. The value of a doc comment is a [`Lit::Verbatim`].
pub(crate) struct Item(pub(crate) DeriveInput);

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attrs = attributes(input)?;
        let item = match with_braces(input)? {
            Some(item) => item,
            None => input.parse()?,
        };
        Ok(Self(DeriveInput { attrs, ..item }))
    }
}

/// A struct with named fields, or an enum, without its attributes. Returns `None` for other items, and then takes no
/// tokens.
fn with_braces(input: ParseStream<'_>) -> syn::Result<Option<DeriveInput>> {
    let ahead = input.fork();
    let vis: Visibility = ahead.parse()?;
    let struct_token: Option<Token![struct]> = ahead.parse()?;
    let enum_token: Option<Token![enum]> = ahead.parse()?;
    if struct_token.is_none() && enum_token.is_none() {
        return Ok(None);
    }
    let ident: Ident = ahead.parse()?;
    let mut generics: Generics = ahead.parse()?;
    generics.where_clause = ahead.parse()?;
    if !ahead.peek(Brace) {
        return Ok(None);
    }
    let data = match (struct_token, enum_token) {
        (Some(struct_token), _) => {
            let fields = Fields::Named(named_fields(&ahead)?);
            Data::Struct(DataStruct { struct_token, fields, semi_token: None })
        }
        (None, Some(enum_token)) => {
            let content;
            let brace_token = braced!(content in ahead);
            let variants = content.parse_terminated(variant, Token![,])?;
            Data::Enum(DataEnum { enum_token, brace_token, variants })
        }
        (None, None) => return Ok(None),
    };
    input.advance_to(&ahead);
    Ok(Some(DeriveInput { attrs: Vec::new(), vis, ident, generics, data }))
}

fn variant(input: ParseStream<'_>) -> syn::Result<Variant> {
    let attrs = attributes(input)?;
    // The expression after `=` is left to syn.
    let has_named_fields = input.peek(Ident) && input.peek2(Brace) && !input.peek3(Token![=]);
    if !has_named_fields {
        return Ok(Variant { attrs, ..input.parse()? });
    }
    let (ident, fields) = (input.parse()?, Fields::Named(named_fields(input)?));
    Ok(Variant { attrs, ident, fields, discriminant: None })
}

fn named_fields(input: ParseStream<'_>) -> syn::Result<FieldsNamed> {
    let content;
    let brace_token = braced!(content in input);
    let named = content.parse_terminated(named_field, Token![,])?;
    Ok(FieldsNamed { brace_token, named })
}

fn named_field(input: ParseStream<'_>) -> syn::Result<Field> {
    Ok(Field {
        attrs: attributes(input)?,
        vis: input.parse()?,
        modifiers: FieldModifiers::default(),
        ident: Some(input.parse()?),
        colon_token: Some(input.parse()?),
        ty: type_of_field(input)?,
        default: if input.peek(Token![=]) { Some((input.parse()?, input.parse()?)) } else { None },
    })
}

fn type_of_field(input: ParseStream<'_>) -> syn::Result<Type> {
    let word = input.step(|cursor| {
        let word = word(*cursor).filter(|(_, rest)| rest.eof() || starts_with(*rest, ','));
        let (ty, rest) = word.unzip();
        Ok((ty, rest.unwrap_or(*cursor)))
    })?;
    match word {
        Some(ty) => Ok(ty),
        None => input.parse(),
    }
}

/// A type that is one word, or one word with such a type as its argument, and what follows it: `String`,
/// `Option<Vec<u8>>`. Most types are. syn compares the first token of a type with dozens of keywords.
fn word(cursor: Cursor<'_>) -> Option<(Type, Cursor<'_>)> {
    // A type that a macro has put into an invisible group stays in it.
    if cursor.group(Delimiter::None).is_some() {
        return None;
    }
    let (ident, rest) = cursor.ident()?;
    if matches!(ident.to_string().as_str(), "_" | "true" | "false") {
        return None;
    }
    let Some((less, rest)) = rest.punct().filter(|(punct, _)| punct.as_char() == '<') else {
        return Some((path(ident.into()), rest));
    };
    let (argument, rest) = word(rest)?;
    let (greater, rest) = rest.punct().filter(|(punct, _)| punct.as_char() == '>')?;
    let arguments = PathArguments::AngleBracketed(AngleBracketedGenericArguments {
        colon2_token: None,
        lt_token: Token![<](less.span()),
        args: Punctuated::from_iter([GenericArgument::Type(argument)]),
        gt_token: Token![>](greater.span()),
    });
    Some((path(PathSegment { ident, arguments }), rest))
}

fn path(segment: PathSegment) -> Type {
    Type::Path(TypePath { attrs: Vec::new(), qself: None, path: segment.into() })
}

fn starts_with(cursor: Cursor<'_>, mark: char) -> bool {
    cursor.punct().is_some_and(|(punct, _)| punct.as_char() == mark)
}

/// The attributes before the next part of the item.
fn attributes(input: ParseStream<'_>) -> syn::Result<Vec<Attribute>> {
    let mut attributes = Vec::new();
    while starts_with(input.cursor(), '#') {
        attributes.push(attribute(input)?);
    }
    Ok(attributes)
}

fn attribute(input: ParseStream<'_>) -> syn::Result<Attribute> {
    let doc_comment = input.step(|cursor| {
        let (attribute, rest) = doc_comment(*cursor).unzip();
        Ok((attribute, rest.unwrap_or(*cursor)))
    })?;
    if let Some(attribute) = doc_comment {
        return Ok(attribute);
    }
    let content;
    Ok(Attribute {
        pound_token: input.parse()?,
        style: AttrStyle::Outer,
        bracket_token: bracketed!(content in input),
        meta: content.parse()?,
    })
}

/// `#[doc = "text"]`, which is also the form of a doc comment, and what follows it. The text is not read.
fn doc_comment(cursor: Cursor<'_>) -> Option<(Attribute, Cursor<'_>)> {
    let (pound, cursor) = cursor.punct()?;
    let (content, span, rest) = cursor.group(Delimiter::Bracket)?;
    let (path, content) = content.ident().filter(|(ident, _)| ident == "doc")?;
    let (equals, content) = content.punct().filter(|(punct, _)| punct.as_char() == '=')?;
    let (text, content) = content.literal()?;
    let value = Expr::Lit(ExprLit { attrs: Vec::new(), lit: Lit::Verbatim(text) });
    let meta = MetaNameValue { path: path.into(), eq_token: Token![=](equals.span()), value };
    let attribute = Attribute {
        pound_token: Token![#](pound.span()),
        style: AttrStyle::Outer,
        bracket_token: Bracket { span },
        meta: Meta::NameValue(meta),
    };
    content.eof().then_some((attribute, rest))
}

/// Whether an attribute is `#[doc = "text"]`. Its name is not compared, because that allocates a string, and no other
/// attribute has a literal that has not been read.
pub(crate) fn is_doc_comment(attribute: &Attribute) -> bool {
    let Meta::NameValue(meta) = &attribute.meta else { return false };
    matches!(&meta.value, Expr::Lit(ExprLit { lit: Lit::Verbatim(_), .. }))
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Group, TokenStream};
    use quote::{ToTokens, quote};

    use super::*;

    fn parsed(tokens: &TokenStream) -> DeriveInput {
        let item: Item = syn::parse2(tokens.clone()).unwrap();
        let same: DeriveInput = syn::parse2(tokens.clone()).unwrap();
        assert_eq!(item.0.to_token_stream().to_string(), same.to_token_stream().to_string());
        item.0
    }

    #[test]
    fn an_item_has_the_tokens_that_syn_finds_in_it() {
        parsed(&quote! {
            /// One.
            #[serde(rename_all = "camelCase", default = "make")]
            #[doc(hidden)]
            #[doc = include_str!("two.md")]
            pub(crate) struct Item<'a, T: Clone = (), const N: usize = 3> where T: Copy {
                /// Three.
                #[serde(skip)] pub a: Option<Vec<T>>,
                b: Cow<'a, str>, c: [u8; N], d: Type<3, true, _>, e: path::Type, f: <T as Trait>::Type, g: _,
                h: Vec<Option<String>> = Vec::new(), r#type: Self, i: &'a T, j: fn(u8) -> u8, k: list!(), l: (u8, u8)
            }
        });
        parsed(&quote! {
            enum Item<T> where T: Copy {
                /// One.
                Unit, Number = 1 << 3, Tuple(/** Two. */ #[serde(skip)] T, u8),
                #[serde(other)] Fields { /** Three. */ a: T, b: Box<Item<T>> }, Both { a: u8 } = 7, Empty {},
            }
        });
        parsed(&quote!(
            /** One. */
            struct Item;
        ));
        parsed(&quote!(
            struct Item<T>(/** One. */ pub T, Vec<u8>)
            where
                T: Copy;
        ));
        parsed(&quote!(union Item { a: u8, b: u16 }));
    }

    #[test]
    fn a_type_in_an_invisible_group_stays_in_it() {
        let ty = Group::new(Delimiter::None, quote!(String));
        let item = parsed(&quote!(struct Item { a: #ty, b: Vec<#ty> }));
        let Data::Struct(item) = item.data else { panic!("it is a struct") };
        let types: Vec<Type> = item.fields.into_iter().map(|field| field.ty).collect();
        assert!(matches!(&types[0], Type::Group(_)));
        assert!(!matches!(argument_of(&types[1]), Some(Type::Path(_))));
    }

    fn argument_of(ty: &Type) -> Option<&Type> {
        let Type::Path(path) = ty else { return None };
        let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else { return None };
        match arguments.args.first()? {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        }
    }

    #[test]
    fn what_is_no_item_has_the_error_of_syn() {
        for code in ["fn f() {}", "struct", "struct Item { a: }", "enum Item { A { b } }", "#[doc = ] struct Item;"] {
            let error = syn::parse_str::<Item>(code).err().map(|error| error.to_string());
            let same = syn::parse_str::<DeriveInput>(code).err().map(|error| error.to_string());
            assert_eq!(error, same, "{code}");
            assert!(error.is_some(), "{code}");
        }
    }
}
