//! The messages about patterns.

/// Declares the messages: what is wrong, and what to write instead.
macro_rules! texts {
    ($($name:ident: $what:literal, $help:literal;)*) => {
        $(pub(super) const $name: &str = concat!($what, "\nhelp: ", $help);)*
    };
}

texts! {
    LOOKAROUND: "the pattern looks ahead or behind, which no engine of constrained decoding can match",
        "say it without `(?=`, `(?!`, `(?<=` and `(?<!`, or in the description";
    BACKREFERENCE: "the pattern refers back to a group, which no engine of constrained decoding can match",
        "repeat what the group may be, or mention it in the description";
    PROPERTY: "the pattern has `\\p`, a class of Unicode, and the API's regular expressions (Python's `re`) have none",
        "list the characters in a class: `[A-Za-z\u{c0}-\u{24f}]`";
    NAMED: "the pattern names a group with `(?<`, and the API's regular expressions (Python's `re`) do not know that",
        "leave the name out: `(`";
    GROUP: "the pattern has a kind of group that not every reader of the schema knows",
        "use `(` or `(?:`";
    FLAGS: "the pattern sets flags after its start, which the API's regular expressions (Python's `re`) refuse",
        "say it without flags: `[Aa]`";
    CODE_POINT: "the pattern has `\\u{`, and the API's regular expressions (Python's `re`) do not know that",
        "write the character itself, or `\\u` with four hexadecimal digits";
    HEXADECIMAL: "the pattern has `\\x` or `\\u` without its two or four hexadecimal digits",
        "write all digits, or the character itself";
    END: "the pattern has `\\A`, `\\z` or `\\Z`, which mean different things to the readers of the schema",
        "use `^` and `$`";
    ESCAPE: "the pattern has a backslash before a letter or digit that has no such form",
        "write the character without the backslash";
    TRAILING: "the pattern ends with a backslash, and nothing follows that it could stand for",
        "write `\\\\` for the backslash itself";
    OPEN_CLASS: "the pattern opens a class with `[` and never closes it",
        "add the `]`, or write `\\[` for the character itself";
    OPEN_GROUP: "the pattern opens a group with `(` and never closes it",
        "add the `)`, or write `\\(` for the character itself";
    CLOSED_GROUP: "the pattern closes a group that it has not opened",
        "add the `(`, or write `\\)` for the character itself";
    RANGE: "the pattern has a range in a class whose ends are not two characters in order",
        "swap the ends, or write `\\-` for the character itself";
    REPETITION: "the pattern repeats nothing, or what is repeated already",
        "put what is repeated before the `*`, `+`, `?` or `{`, in a group if need be";
    NAME: "the pattern names a group with `(?P<` and something that is no identifier, or two groups alike, or too many",
        "leave the name out: `(`";
    FLAG: "the pattern has flags that Python's `re` does not know, or not together",
        "say it without flags: `[Aa]`";
    TOO_OFTEN: "the pattern repeats something more often than Python's `re` can count",
        "use a smaller number, or `*`";
    COUNT: "the pattern repeats something at least more often than at most",
        "swap the two numbers";
    ANCHORS: "the pattern is not one expression between `^` and `$`, and llama.cpp reads no other",
        "write `^` before it and `$` after it, and neither inside: `^(a|b)$`";
}
