use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct QuiteALongName<T> {
    item: Option<T>,
}

#[derive(StructuredOutput)]
struct TheLongestNameThatAnybodyEverGaveToAnItemOfAPageOfThings {
    text: String,
}

fn main() {
    println!("{}", QuiteALongName::<TheLongestNameThatAnybodyEverGaveToAnItemOfAPageOfThings>::NAME);
}
