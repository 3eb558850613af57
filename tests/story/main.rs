//! Stories of bad days: the battery is pulled, the disk is full, the program is killed, the clock is wrong.

mod clock;
mod faults;
mod killed;
mod power;
mod script;
