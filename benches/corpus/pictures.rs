//! Four small drawings that every page shares one of. Drawings, because a photo would measure the picture codecs.

use std::io;
use std::path::Path;

use crate::put;

const COLOURS: [[&str; 2]; 4] =
    [["#12355b", "#f2c14e"], ["#7a1f3d", "#f7e7ce"], ["#1d4d4f", "#ffd166"], ["#4a2c6f", "#c5e1a5"]];

/// Writes `1.svg` to `4.svg`.
pub(crate) fn write(folder: &Path) -> io::Result<()> {
    for (at, colours) in COLOURS.iter().enumerate() {
        put(&folder.join(format!("{}.svg", at + 1)), &drawing(at, colours))?;
    }
    Ok(())
}

fn drawing(number: usize, [back, front]: &[&str; 2]) -> String {
    let circles: String =
        (0..12).map(|at| circle(30 + at * 53, 12 + (at * (number + 3)) % 40, front)).collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" height=\"360\" viewBox=\"0 0 640 360\">\n\
         <rect width=\"640\" height=\"360\" fill=\"{back}\"/>\n{circles}</svg>\n"
    )
}

fn circle(x: usize, radius: usize, colour: &str) -> String {
    format!("<circle cx=\"{x}\" cy=\"180\" r=\"{radius}\" fill=\"{colour}\"/>\n")
}
