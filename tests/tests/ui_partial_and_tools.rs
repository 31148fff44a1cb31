//! What the compiler says where `#[structured(partial)]` or `#[derive(Tools)]` cannot work.

#[test]
fn every_mistake_is_one_error_at_its_place() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/partial/*.rs");
    cases.compile_fail("tests/ui/tools/*.rs");
}
