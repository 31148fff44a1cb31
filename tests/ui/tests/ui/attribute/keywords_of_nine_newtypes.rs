use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct N0(#[structured(minimum = 0)] u64);

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct N1(#[structured(maximum = 1000)] N0);

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct N2(#[structured(minimum = 1)] N1);

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct N3(#[structured(maximum = 900)] N2);

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct N4(#[structured(minimum = 2)] N3);

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct N5(#[structured(maximum = 800)] N4);

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct N6(#[structured(minimum = 3)] N5);

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct N7(#[structured(maximum = 700)] N6);

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct N8(#[structured(minimum = 4)] N7);

fn main() {}
