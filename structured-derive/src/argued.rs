//! Types of fields in a generic type that may contain that type again.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{GenericArgument, PathArguments, PathSegment, Type, TypePath};

/// A type in which the arguments of generic types know the place where they are written.
pub(crate) struct Argued {
    pub(crate) ty: Type,
    /// These arguments.
    pub(crate) arguments: Vec<Type>,
}

/// Whether a type in a generic type may contain that type again: whether it names `Self` or an instance of a generic
/// type, except for those of the standard library.
pub(crate) fn may_recur(ty: &Type) -> bool {
    match ty {
        Type::Array(array) => may_recur(&array.elem),
        Type::Slice(slice) => may_recur(&slice.elem),
        Type::Group(group) => may_recur(&group.elem),
        Type::Paren(paren) => may_recur(&paren.elem),
        Type::Reference(reference) => may_recur(&reference.elem),
        Type::Path(path) => {
            path.qself.as_ref().is_some_and(|qself| may_recur(&qself.ty))
                || path.path.segments.iter().any(|segment| {
                    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return false };
                    arguments.args.iter().any(|argument| match argument {
                        GenericArgument::Lifetime(_) => false,
                        GenericArgument::Type(ty) => !is_wrapper(segment) || may_recur(ty),
                        _ => !is_wrapper(segment),
                    })
                })
        }
        // `Self`, which has been replaced.
        Type::Verbatim(_) => true,
        _ => false,
    }
}

/// The type with `Argued` around each argument of a generic type that may contain the type around it. So the argument
/// keeps the place where it is written, which the generic type that it is passed to does not know.
pub(crate) fn argued(ty: &Type) -> Argued {
    let mut argued = Argued { ty: ty.clone(), arguments: Vec::new() };
    argue(&mut argued.ty, &mut argued.arguments);
    argued
}

fn argue(ty: &mut Type, arguments: &mut Vec<Type>) {
    match ty {
        Type::Array(array) => argue(&mut array.elem, arguments),
        Type::Slice(slice) => argue(&mut slice.elem, arguments),
        Type::Group(group) => argue(&mut group.elem, arguments),
        Type::Paren(paren) => argue(&mut paren.elem, arguments),
        Type::Reference(reference) => argue(&mut reference.elem, arguments),
        // A type that belongs to another one, such as the list of the entries of a map, contains its arguments itself.
        Type::Path(path) if path.qself.is_none() => {
            if let Some(replaced) = argue_path(path, arguments) {
                *ty = replaced;
            }
        }
        _ => {}
    }
}

/// Returns the replacement if the path is an instance of a generic type with an argument that may recur.
fn argue_path(path: &mut TypePath, arguments: &mut Vec<Type>) -> Option<Type> {
    let original = path.clone();
    let last = path.path.segments.last_mut()?;
    let is_wrapper = is_wrapper(last);
    let PathArguments::AngleBracketed(given) = &mut last.arguments else { return None };
    let (mut has_argued, mut replaced) = (false, Vec::new());
    for argument in &mut given.args {
        let GenericArgument::Type(ty) = argument else { continue };
        if !may_recur(ty) {
            replaced.push(ty.to_token_stream());
            continue;
        }
        let (written, place) = (ty.clone(), place_of_argument());
        argue(ty, arguments);
        if !is_wrapper {
            has_argued = true;
            arguments.push(ty.clone());
            replaced.push(quote!(_structured::Argued<#written, #ty, #place>));
        }
    }
    has_argued.then(|| Type::Verbatim(quote!(_structured::Replaced<#original, (#(#replaced,)*)>)))
}

/// The places inside the type, in its impl of `InstanceInside`. The impl is in a scope that imports `__Inner`.
pub(crate) fn inner() -> TokenStream {
    quote!(__Inner<Self, __Nesting>)
}

/// The place of an argument.
fn place_of_argument() -> TokenStream {
    quote!(_structured::AsArgument<<__Nesting as _structured::Nesting>::Inner>)
}

/// Whether a segment has the name of a type of the standard library that has the JSON of what it contains, or of a list
/// of it, or of a list of entries with it.
fn is_wrapper(segment: &PathSegment) -> bool {
    matches!(
        segment.ident.to_string().as_str(),
        "Arc"
            | "BTreeMap"
            | "BTreeSet"
            | "BinaryHeap"
            | "Box"
            | "Cell"
            | "Cow"
            | "HashMap"
            | "HashSet"
            | "LinkedList"
            | "Mutex"
            | "Option"
            | "Rc"
            | "RefCell"
            | "RwLock"
            | "Vec"
            | "VecDeque"
            | "Wrapping"
    )
}

/// The place of a flattened field.
pub(crate) fn flattened() -> TokenStream {
    quote!(_structured::Flattened<Self, __Nesting>)
}

/// The instances that a field leads to.
pub(crate) fn reached(argued: &Argued, is_flattened: bool) -> Vec<TokenStream> {
    let ty = &argued.ty;
    let place = if is_flattened { flattened() } else { inner() };
    let mut reached = vec![quote!(_structured::Place::<#ty, #place>::REACHED)];
    let place = place_of_argument();
    for ty in &argued.arguments {
        reached.push(quote!(_structured::Place::<#ty, #place>::REACHED.argument()));
    }
    reached
}
