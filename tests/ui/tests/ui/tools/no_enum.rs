// errors: 3
use structured_core::Tools;

#[derive(Tools)]
struct Search {
    query: String,
}

#[derive(Tools)]
enum Nothing {}

#[derive(Tools)]
enum Generic<T> {
    Search(T),
}

fn main() {}
