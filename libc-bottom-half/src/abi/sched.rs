//! `<sched.h>`, and the priorities of `<sys/resource.h>`.

pub const PRIO_PROCESS: i32 = 0;
pub const PRIO_PGRP: i32 = 1;
pub const PRIO_USER: i32 = 2;

/// The range of niceness.
pub const NICE_MIN: i32 = -20;
pub const NICE_MAX: i32 = 19;

pub const SCHED_OTHER: i32 = 0;
pub const SCHED_FIFO: i32 = 1;
pub const SCHED_RR: i32 = 2;
pub const SCHED_BATCH: i32 = 3;
pub const SCHED_IDLE: i32 = 5;
pub const SCHED_DEADLINE: i32 = 6;

/// A flag beside the policy.
pub const SCHED_RESET_ON_FORK: i32 = 0x4000_0000;
