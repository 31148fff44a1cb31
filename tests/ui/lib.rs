//! Code that must not compile, and the errors that the compiler then reports.
