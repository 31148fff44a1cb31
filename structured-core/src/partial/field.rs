//! One place of a partial: absent, growing or done.

use super::{FixedList, Place, Reader, Reading, Segment, Slot};

/// One place of a partial value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Field<P> {
    /// There is nothing to show. Either the key was not received, or the value is shown only when it is complete (a
    /// number, a boolean, `null`, an enum), and its end was not received.
    #[default]
    Absent,
    /// It has begun, and this is the value so far.
    Growing(P),
    /// It is complete and will not change.
    Done(P),
}

impl<P> Field<P> {
    /// The value, complete or not, if there is one to show.
    #[must_use]
    pub fn value(&self) -> Option<&P> {
        match self {
            Self::Absent => None,
            Self::Growing(value) | Self::Done(value) => Some(value),
        }
    }

    /// The value, if it is complete.
    #[must_use]
    pub fn done(&self) -> Option<&P> {
        match self {
            Self::Done(value) => Some(value),
            Self::Absent | Self::Growing(_) => None,
        }
    }

    /// The value, if it is complete, without a copy.
    #[must_use]
    pub fn into_done(self) -> Option<P> {
        match self {
            Self::Done(value) => Some(value),
            Self::Absent | Self::Growing(_) => None,
        }
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the value has begun and not ended.
    #[must_use]
    pub fn is_growing(&self) -> bool {
        matches!(self, Self::Growing(_))
    }

    /// Whether the value is complete.
    #[must_use]
    pub fn is_done(&self) -> bool {
        matches!(self, Self::Done(_))
    }

    fn settle(&mut self) {
        if let Self::Growing(value) = core::mem::take(self) {
            *self = Self::Done(value);
        }
    }
}

impl Field<alloc::string::String> {
    /// The text so far; empty if there is none.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.value().map_or("", |text| text)
    }
}

impl<P> Field<alloc::vec::Vec<Field<P>>> {
    /// The elements so far. Only the last one can be growing.
    #[must_use]
    pub fn items(&self) -> &[Field<P>] {
        self.value().map_or(&[], |items| items)
    }
}

impl<P, const N: usize> Field<FixedList<P, N>> {
    /// The elements so far. Only the last one can be growing.
    #[must_use]
    pub fn items(&self) -> &[Field<P>] {
        self.value().map_or(&[], FixedList::items)
    }
}

impl<P: Slot> Place for Field<P> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Reading {
        match self {
            Self::Growing(value) => {
                value.grow(reader)?;
                self.settle();
                Ok(())
            }
            Self::Absent => {
                let mut value = P::open(reader)?;
                let reading = value.grow(reader);
                *self = if reading.is_ok() { Self::Done(value) } else { Self::Growing(value) };
                reading
            }
            Self::Done(_) => Err(reader.duplicate()),
        }
    }

    fn inner(&mut self, member: u32) -> Option<&mut dyn Place> {
        match self {
            Self::Growing(value) => value.inner(member),
            Self::Absent | Self::Done(_) => None,
        }
    }

    fn segment(&self, member: u32) -> Option<Segment> {
        self.value()?.segment(member)
    }

    fn append(&mut self, text: &str) {
        if let Self::Growing(value) = self {
            value.append(text);
        }
    }
}

#[doc(hidden)]
impl<P: Slot> Field<P> {
    /// Closes the member at the end of its struct: a member that may be missing gets its value.
    ///
    /// # Errors
    ///
    /// When the member is required.
    pub fn close(&mut self, key: &'static str, reader: &mut Reader<'_>) -> Reading {
        if self.is_absent() {
            *self = Self::Done(P::missing().ok_or_else(|| reader.missing(key))?);
        }
        Ok(())
    }
}
