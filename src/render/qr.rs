//! An address as a code that telephones read from paper, as a picture of lines.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

/// The white frame that readers need, in modules (ISO/IEC 18004, 5.3.8).
const QUIET: i32 = 4;

/// The picture; `None` for an address that is longer than any code holds.
pub(super) fn svg(address: &str) -> Option<String> {
    // A quarter of it may be lost: posters get torn.
    let code = QrCode::encode_text(address, QrCodeEcc::Quartile).ok()?;
    let side = code.size() + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
            let run = i32::try_from(run).unwrap_or(1);
            if run > 0 {
                write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET)
                    .expect("a string takes everything");
            }
            x += run.max(1);
        }
    }
    // White stays white in the dark: inverted codes are not read by all.
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\"{path}\"/></svg>\n"
    ))
}
