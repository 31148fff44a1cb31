//! Counts the steps of the parser, for the test of its work. It does nothing outside of tests.

#[cfg(not(test))]
#[inline]
pub(super) fn count(_: usize) {}

#[cfg(test)]
pub(super) use self::tests::count;

#[cfg(test)]
mod tests {
    extern crate std;

    use alloc::format;
    use alloc::string::String;
    use alloc::vec::Vec;
    use core::cell::Cell;

    use crate::partial::object::{grow_object, open_object};
    use crate::partial::{Field, Object, Partial, PartialParser, Place, Reader, Reading, Slot};

    std::thread_local! {
        static STEPS: Cell<usize> = const { Cell::new(0) };
    }

    pub(in crate::partial) fn count(steps: usize) {
        STEPS.set(STEPS.get() + steps);
    }

    struct Answer;

    #[derive(Debug, Default, Clone)]
    struct AnswerPartial {
        steps: Field<Vec<Field<Vec<Field<String>>>>>,
        numbers: Field<Vec<Field<f64>>>,
        inner: Field<Option<alloc::boxed::Box<AnswerPartial>>>,
    }

    impl Partial for Answer {
        type Partial = AnswerPartial;
    }

    impl Object for AnswerPartial {
        fn index(&self, key: &str) -> Option<u32> {
            ["steps", "numbers", "inner"].iter().position(|name| *name == key)?.try_into().ok()
        }

        fn name(&self, _: u32) -> Option<&'static str> {
            None
        }

        fn member(&mut self, index: u32) -> Option<&mut dyn Place> {
            match index {
                0 => Some(&mut self.steps),
                1 => Some(&mut self.numbers),
                2 => Some(&mut self.inner),
                _ => None,
            }
        }

        fn close(&mut self, _: &mut Reader<'_>) -> Reading {
            Ok(())
        }
    }

    impl Slot for AnswerPartial {
        fn open(reader: &mut Reader<'_>) -> Reading<Self> {
            open_object(reader)?;
            Ok(Self::default())
        }

        fn grow(&mut self, reader: &mut Reader<'_>) -> Reading {
            grow_object(self, reader)
        }

        fn inner(&mut self, member: u32) -> Option<&mut dyn Place> {
            self.member(member)
        }
    }

    /// The steps for a document in pieces of four bytes.
    fn steps_for(text: &str) -> usize {
        STEPS.set(0);
        let mut parser = PartialParser::<Answer>::new();
        for piece in text.as_bytes().chunks(4) {
            parser.push_bytes(piece).expect("the document is of the type");
        }
        assert!(parser.is_done());
        STEPS.get()
    }

    /// Documents of one kind, whose size is proportional to `size`.
    fn documents(size: usize) -> [(&'static str, String); 6] {
        let members = |value: &str| format!(r#"{{"steps":[],"numbers":[],"other":{value}}}"#);
        [
            ("one long string", format!(r#"{{"steps":[["{}"]]}}"#, "x".repeat(10 * size))),
            ("escapes", format!(r#"{{"steps":[["{}"]]}}"#, r"\ud83d\ude00".repeat(size))),
            ("short strings", format!(r#"{{"steps":[[""{}]]}}"#, r#","8x = ""#.repeat(size))),
            ("numbers", format!(r#"{{"numbers":[1{}]}}"#, ", 1.25e2".repeat(size))),
            ("an unknown value", members(&format!("{}{}", "[".repeat(5 * size), "]".repeat(5 * size)))),
            ("a long unknown key", format!(r#"{{"{}":1}}"#, "k".repeat(10 * size))),
        ]
    }

    #[test]
    fn ten_times_the_text_takes_ten_times_the_steps() {
        for ((kind, short), (_, long)) in documents(1_000).into_iter().zip(documents(10_000)) {
            let (few, many) = (steps_for(&short), steps_for(&long));
            let (bytes, more_bytes) = (short.len(), long.len());
            assert!(
                many * bytes <= few * more_bytes * 101 / 100,
                "{kind}: {few} steps for {bytes}, {many} for {more_bytes}"
            );
            assert!(many <= 4 * more_bytes, "{kind}: {many} steps for {more_bytes} bytes");
        }
    }

    #[test]
    fn the_depth_of_a_place_counts_once_a_piece() {
        let nested = |depth: usize| {
            let string = format!(r#"{{"steps":[["{}"]]}}"#, "x".repeat(100_000));
            format!("{}{string}{}", r#"{"inner":"#.repeat(depth), "}".repeat(depth))
        };
        let (flat, deep) = (nested(0), nested(100));
        let pieces = flat.len() / 4;
        assert!(steps_for(&deep) <= steps_for(&flat) + 100 * pieces + 100 * 1_000, "one step for each level and piece");
    }
}
