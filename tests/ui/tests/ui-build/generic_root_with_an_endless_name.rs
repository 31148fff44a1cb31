use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct QuiteALongName<T> {
    item: Option<T>,
}

#[derive(StructuredOutput)]
struct XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX {
    text: String,
}

fn main() {
    println!("{}", QuiteALongName::<QuiteALongName<QuiteALongName<QuiteALongName<QuiteALongName<QuiteALongName<QuiteALongName<QuiteALongName<QuiteALongName<QuiteALongName<QuiteALongName<XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX>>>>>>>>>>>::NAME);
}
