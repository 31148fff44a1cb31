//! What structured-decode promises, checked in `integration/`.
