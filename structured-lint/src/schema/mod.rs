//! What a schema contains: its shape, its definitions, and the targets of its references.

pub(crate) mod circular;
pub(crate) mod keywords;
pub(crate) mod parts;
pub(crate) mod references;
pub(crate) mod shape;
