use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Group<T> {
    value: T,
    members: Vec<Member<Vec<T>>>,
}

#[derive(StructuredOutput)]
struct Member<T> {
    value: T,
    groups: Vec<Group<T>>,
}

#[derive(StructuredOutput)]
struct Answer {
    group: Group<u8>,
}

fn main() {}
