//! Every translation of values between WASI and C. Pure.
