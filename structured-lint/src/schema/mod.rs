//! What a schema says about itself: its shape, its definitions, and where its references lead.

pub(crate) mod circular;
pub(crate) mod keywords;
pub(crate) mod parts;
pub(crate) mod references;
pub(crate) mod shape;
