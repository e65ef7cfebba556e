//! The practice database as a whole: its map and its timeline.

mod axis;
mod map;
mod timeline;
mod world;
