//! Files of many requests, answers or examples.

mod batch;
