use structured_core::StructuredOutput;

mod books {
    #[derive(structured_core::StructuredOutput)]
    pub struct Item {
        name: String,
    }
}

mod films {
    #[derive(structured_core::StructuredOutput)]
    pub struct Item {
        name: String,
    }
}

#[derive(StructuredOutput)]
struct Shelf<T> {
    items: Vec<T>,
    boxes: Vec<Crate<T>>,
}

#[derive(StructuredOutput)]
struct Crate<T> {
    items: Vec<T>,
    films: Vec<Shelf<films::Item>>,
}

#[derive(StructuredOutput)]
struct Answer {
    books: Shelf<books::Item>,
}

fn main() {}
