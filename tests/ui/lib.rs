//! What does not compile, and what the compiler then says.
