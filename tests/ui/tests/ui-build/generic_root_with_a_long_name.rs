use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct QuiteALongName<T> {
    item: Option<T>,
}

#[derive(StructuredOutput)]
struct TheLongestNameThatAnybodyEverGaveToAnItemOfAPageOfThingsAndItHasToBeMuchLongerThanTheLimitOfTheResponsesApiForToolsIs {
    text: String,
}

fn main() {
    println!("{}", QuiteALongName::<TheLongestNameThatAnybodyEverGaveToAnItemOfAPageOfThingsAndItHasToBeMuchLongerThanTheLimitOfTheResponsesApiForToolsIs>::NAME);
}
