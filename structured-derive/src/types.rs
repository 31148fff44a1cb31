//! Types of fields, rewritten so that they can be used outside the type that contains them.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Expr, GenericArgument, Lifetime, PathArguments, ReturnType, Type, TypePath};

use crate::argued::{Argued, argued, flattened, inner, may_recur};

/// What is known of the type that has the derive.
#[derive(Clone)]
pub(crate) struct Owner<'a> {
    pub(crate) ident: &'a Ident,
    /// Its type and const parameters.
    pub(crate) parameters: Vec<&'a Ident>,
    /// The type itself with its lifetimes replaced, as other items name it.
    pub(crate) this: TokenStream,
    /// What replaces the type in its own fields. For a generic type it is `Self`, because only its impls name them.
    pub(crate) itself: TokenStream,
}

/// A type of a field that generated items can name.
pub(crate) struct FieldType {
    pub(crate) ty: Type,
    /// Whether it names a parameter of the type, so that only an instance can be checked.
    pub(crate) generic: bool,
    /// What it is by its name, if it is a type of the standard library that certainly has a schema.
    pub(crate) plain: Option<Plain>,
    /// Whether it may be or contain an instance of a generic type: see [`may_recur`].
    pub(crate) may_recur: bool,
    /// The type in a generic type that it may contain again: see [`argued`].
    pub(crate) argued: Option<Argued>,
}

impl FieldType {
    /// Whether it has the name of a plain type of structured-core: a scalar, a list of scalars, or an option of one of
    /// these. Such a field needs no check of its own, since the type almost certainly has a schema.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(self.plain, Some(Plain::Scalar | Plain::Simple))
    }
}

/// A place where a generic type contains itself with other arguments.
pub(crate) struct Polymorphic {
    pub(crate) ty: Box<Type>,
}

impl Owner<'_> {
    /// Replaces lifetimes by `'static`, and `Self` by the type.
    ///
    /// A type that names a parameter keeps its lifetimes. It is named only inside the impl, which has them, and a
    /// parameter need not outlive `'static`.
    pub(crate) fn rewrite(&self, ty: &Type) -> Result<FieldType, Polymorphic> {
        let mut rewritten = ty.clone();
        // Most types are plain, and contain nothing to replace. Macros run unoptimized, so they are not visited.
        if self.parameters.is_empty()
            && let Some(plain) = plain(ty)
        {
            return Ok(FieldType { ty: rewritten, generic: false, plain: Some(plain), may_recur: false, argued: None });
        }
        let mut generic = false;
        Rewriter { owner: self, keeps_lifetimes: false }.visit(&mut rewritten, &mut generic)?;
        if generic {
            let mut with_lifetimes = ty.clone();
            Rewriter { owner: self, keeps_lifetimes: true }.visit(&mut with_lifetimes, &mut generic)?;
            rewritten = with_lifetimes;
        }
        let plain = plain(&rewritten);
        let may_recur = plain.is_none() && may_recur(&rewritten);
        let argued = (may_recur && !self.parameters.is_empty()).then(|| argued(&rewritten));
        Ok(FieldType { ty: rewritten, generic, plain, may_recur, argued })
    }

    fn is_itself(&self, path: &TypePath) -> bool {
        if self.parameters.is_empty() {
            return false;
        }
        let segments = &path.path.segments;
        let own = segments.last().is_some_and(|segment| segment.ident == *self.ident);
        let here = segments.len() == 1
            || segments.len() == 2 && segments.first().is_some_and(|segment| segment.ident == "self");
        own && here && path.path.leading_colon.is_none()
    }

    /// The type where it names itself: `Self` if its arguments are the parameters, and an error for other arguments.
    fn own_instance(&self, path: &TypePath) -> Result<Option<Type>, Polymorphic> {
        let Some(PathArguments::AngleBracketed(arguments)) = path.path.segments.last().map(|s| &s.arguments) else {
            return Ok(Some(self.itself()));
        };
        let given: Vec<String> = arguments
            .args
            .iter()
            .filter(|argument| !matches!(argument, GenericArgument::Lifetime(_)))
            .map(|argument| argument.to_token_stream().to_string())
            .collect();
        let own: Vec<String> = self.parameters.iter().map(ToString::to_string).collect();
        if given == own { Ok(Some(self.itself())) } else { Err(Polymorphic { ty: Box::new(Type::Path(path.clone())) }) }
    }

    fn itself(&self) -> Type {
        Type::Verbatim(self.itself.clone())
    }

    /// Whether `tokens` name a parameter of the type.
    pub(crate) fn names_parameter(&self, tokens: TokenStream) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(ident) => self.parameters.contains(&&ident),
            TokenTree::Group(group) => self.names_parameter(group.stream()),
            _ => false,
        })
    }
}

/// Rewrites one type.
struct Rewriter<'a> {
    owner: &'a Owner<'a>,
    keeps_lifetimes: bool,
}

impl Rewriter<'_> {
    fn lifetime(&self, lifetime: &mut Lifetime) {
        if !self.keeps_lifetimes {
            *lifetime = Lifetime::new("'static", lifetime.apostrophe);
        }
    }

    /// Replaces `Self` by the type in an expression such as `Self::LENGTH`.
    fn replace_self(&self, expression: &mut Expr) {
        let this = &self.owner.this;
        let replaced = with_ident_as(expression.to_token_stream(), "Self", &quote!(<#this>));
        *expression = Expr::Verbatim(replaced);
    }

    fn visit(&self, ty: &mut Type, generic: &mut bool) -> Result<(), Polymorphic> {
        match ty {
            Type::Array(array) => {
                *generic |= self.owner.names_parameter(array.len.to_token_stream());
                self.replace_self(&mut array.len);
                self.visit(&mut array.elem, generic)
            }
            Type::Slice(slice) => self.visit(&mut slice.elem, generic),
            Type::Group(group) => self.visit(&mut group.elem, generic),
            Type::Paren(paren) => self.visit(&mut paren.elem, generic),
            Type::Tuple(tuple) => tuple.elems.iter_mut().try_for_each(|elem| self.visit(elem, generic)),
            Type::Reference(reference) => {
                if let Some(lifetime) = &mut reference.lifetime {
                    self.lifetime(lifetime);
                }
                self.visit(&mut reference.elem, generic)
            }
            Type::Path(path) => self.visit_path(path, generic)?.map_or(Ok(()), |replacement| {
                *ty = replacement;
                Ok(())
            }),
            other => {
                *generic |= self.owner.names_parameter(other.to_token_stream());
                Ok(())
            }
        }
    }

    /// Visits the arguments of a path. Returns the replacement if the path is the type itself.
    fn visit_path(&self, path: &mut TypePath, generic: &mut bool) -> Result<Option<Type>, Polymorphic> {
        if path.qself.is_none() && path.path.is_ident("Self") {
            *generic |= !self.owner.parameters.is_empty();
            return Ok(Some(self.owner.itself()));
        }
        if path.qself.is_none() && self.owner.is_itself(path) {
            *generic = true;
            return self.owner.own_instance(path);
        }
        if let Some(qself) = &mut path.qself {
            self.visit(&mut qself.ty, generic)?;
        }
        if let Some(first) = path.path.segments.first() {
            *generic |= self.owner.parameters.contains(&&first.ident);
        }
        for segment in &mut path.path.segments {
            match &mut segment.arguments {
                PathArguments::None => {}
                PathArguments::AngleBracketed(arguments) => {
                    for argument in &mut arguments.args {
                        match argument {
                            GenericArgument::Lifetime(lifetime) => self.lifetime(lifetime),
                            GenericArgument::Type(ty) => self.visit(ty, generic)?,
                            GenericArgument::Const(value) => {
                                *generic |= self.owner.names_parameter(value.to_token_stream());
                                self.replace_self(value);
                            }
                            other => *generic |= self.owner.names_parameter(other.to_token_stream()),
                        }
                    }
                }
                PathArguments::Parenthesized(arguments) => {
                    if let ReturnType::Type(_, ty) = &mut arguments.output {
                        self.visit(ty, generic)?;
                    }
                }
            }
        }
        Ok(None)
    }
}

/// `tokens` with `replacement` for each identifier `name`.
pub(crate) fn with_ident_as(tokens: TokenStream, name: &str, replacement: &TokenStream) -> TokenStream {
    let replace = |token: TokenTree| match token {
        TokenTree::Ident(ident) if ident == name => replacement.clone(),
        TokenTree::Group(group) => {
            let mut replaced = Group::new(group.delimiter(), with_ident_as(group.stream(), name, replacement));
            replaced.set_span(group.span());
            TokenTree::Group(replaced).into()
        }
        other => other.into(),
    };
    tokens.into_iter().flat_map(replace).collect()
}

/// A type of the standard library that certainly has a schema, unless another type has such a name.
#[derive(Clone, Copy)]
pub(crate) enum Plain {
    Scalar,
    /// A list of scalars, or an option of a scalar or of such a list.
    Simple,
    /// A list of lists or options, or an option of one.
    Nested,
}

/// What the type is by its name, if it is a type of the standard library that certainly has a schema.
fn plain(ty: &Type) -> Option<Plain> {
    let Type::Path(path) = ty else { return None };
    let segment = path.path.segments.first()?;
    if path.qself.is_some() || path.path.segments.len() > 1 {
        return None;
    }
    // Comparing an identifier with a text allocates a string each time, so the string is made once.
    let name = segment.ident.to_string();
    match &segment.arguments {
        PathArguments::None => match name.as_str() {
            "String" | "bool" | "f32" | "f64" | "i8" | "i16" | "i32" | "i64" | "isize" | "u8" | "u16" | "u32"
            | "u64" | "usize" => Some(Plain::Scalar),
            _ => None,
        },
        PathArguments::AngleBracketed(arguments) if arguments.args.len() > 1 => None,
        PathArguments::AngleBracketed(arguments) => match (name.as_str(), arguments.args.first()?) {
            ("Box", GenericArgument::Type(inner)) => plain(inner),
            ("Vec", GenericArgument::Type(inner)) => match plain(inner)? {
                Plain::Scalar => Some(Plain::Simple),
                _ => Some(Plain::Nested),
            },
            ("Option", GenericArgument::Type(inner)) if !is_option(inner) => match plain(inner)? {
                Plain::Nested => Some(Plain::Nested),
                _ => Some(Plain::Simple),
            },
            _ => None,
        },
        PathArguments::Parenthesized(_) => None,
    }
}

/// Whether the type consists of names without a path.
pub(crate) fn is_unqualified(ty: &Type) -> bool {
    let Type::Path(TypePath { qself: None, path, .. }) = ty else { return false };
    let (None, Some(segment), 1) = (path.leading_colon, path.segments.first(), path.segments.len()) else {
        return false;
    };
    match &segment.arguments {
        PathArguments::None => true,
        PathArguments::AngleBracketed(arguments) => {
            arguments.args.iter().all(|argument| matches!(argument, GenericArgument::Type(ty) if is_unqualified(ty)))
        }
        PathArguments::Parenthesized(_) => false,
    }
}

fn is_option(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|segment| segment.ident == "Option" || segment.ident == "Box"))
}

/// A type as a user would write it. Token streams print a space between any two tokens.
pub(crate) fn printed(ty: &Type) -> String {
    let mut text = ty.to_token_stream().to_string();
    for (spaced, tight) in
        [(" < ", "<"), (" >", ">"), (" ,", ","), (" :: ", "::"), ("& ", "&"), (" ;", ";"), ("[ ", "["), (" ]", "]")]
    {
        text = text.replace(spaced, tight);
    }
    text
}

/// The tokens of `<Ty as Schema>::NODE`. They have the span of the type, so an error that the type has no schema points
/// at it.
pub(crate) fn node_of(ty: &Type) -> TokenStream {
    quote!(<#ty as _structured::Schema>::NODE)
}

/// Like [`node_of`], in the impls of the type that contains it.
pub(crate) fn node_inside(ty: &FieldType) -> TokenStream {
    match &ty.argued {
        Some(argued) => node_at(&ty.ty, &argued.ty, &inner()),
        None => node_of(&ty.ty),
    }
}

/// Like [`node_inside`], for a flattened field.
pub(crate) fn node_flattened(ty: &FieldType) -> TokenStream {
    match &ty.argued {
        Some(argued) => node_at(&ty.ty, &argued.ty, &flattened()),
        None if ty.may_recur => node_at(&ty.ty, &ty.ty, &quote!(_structured::FlattenedRoot)),
        None => node_of(&ty.ty),
    }
}

fn node_at(ty: &Type, argued: &Type, nesting: &TokenStream) -> TokenStream {
    quote! {
        _structured::inside::<#ty>({
            use _structured::Elsewhere as _;
            _structured::Place::<#argued, #nesting>::NODE
        })
    }
}
