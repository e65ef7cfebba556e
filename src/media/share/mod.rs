//! Share pictures: a theme's drawing with words → a PNG.
//!
//! Shapes are drawn by resvg; words are shaped, broken and set here, since a title must be as large as
//! it fits and a line of Arabic must run from the right. A picture is made when somebody reads its
//! bytes: a build that finds it in place, and a preview that nobody asks for it, draw nothing. Knows
//! nothing of pages.

mod fonts;
mod lines;
mod paint;
mod paper;
mod sheet;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crate::base::bytes::Bytes;
use crate::base::drawing::Drawing;
use crate::base::output::{File, Wave};
use crate::base::store::Store;
use crate::base::{Fingerprint, Source, Url};
use crate::media::Tell;
use fonts::Fonts;
use paper::Ground;
use sheet::Sheet;

/// Grounds that are kept; few themes have more, but for petitions that are differently far.
const GROUNDS: usize = 24;

/// Where share pictures are drawn, and where they lie between two runs.
#[derive(Debug, Default)]
pub struct Studio {
    press: Option<(Fingerprint, Arc<Press>)>,
    store: Option<Arc<dyn Store>>,
    drawn: Arc<Drawn>,
    is_tidy: bool,
}

/// How many pictures were drawn, and who is told of each.
#[derive(Default)]
struct Drawn {
    count: AtomicUsize,
    all: AtomicUsize,
    tell: Option<Tell>,
}

impl std::fmt::Debug for Drawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.count.fmt(f)
    }
}

impl Drawn {
    fn one_more(&self) {
        let count = self.count.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(tell) = &self.tell {
            tell(count, self.all.load(Ordering::Relaxed));
        }
    }
}

impl Studio {
    /// A studio with a store.
    pub fn new(store: Arc<dyn Store>) -> Studio {
        Studio { store: Some(store), ..Studio::default() }
    }

    /// One that tells how many it has drawn, and of how many pictures there are; most lie in place already.
    #[must_use]
    pub fn telling(self, tell: Tell) -> Studio {
        Studio { drawn: Arc::new(Drawn { tell: Some(tell), ..Drawn::default() }), ..self }
    }

    /// The files of some drawings, whose bytes are made when they are read.
    pub fn files(&mut self, drawings: Vec<Drawing>, fonts: &[Arc<Source>]) -> Vec<(Url, File)> {
        let press = self.press(fonts);
        self.drawn.all.store(drawings.len(), Ordering::Relaxed);
        // Once is enough: a preview leaves a handful behind, and the next run drops them. A site whose theme is
        // broken has no drawings, but will again.
        if let Some(store) = self.store.as_deref().filter(|_| !self.is_tidy && !drawings.is_empty()) {
            store.keep_only(&drawings.iter().map(|drawing| drawing.key).collect::<BTreeSet<_>>());
            self.is_tidy = true;
        }
        let file = |drawing: Drawing| {
            let (press, key, svg) = (Arc::clone(&press), drawing.key, drawing.svg);
            let bytes = Bytes::later(move || press.kept(key, &*svg));
            (drawing.url, File { wave: Wave::Asset, bytes, fingerprint: key })
        };
        drawings.into_iter().map(file).collect()
    }

    /// How many pictures were drawn so far.
    pub fn drawn(&self) -> usize {
        self.drawn.count.load(Ordering::Relaxed)
    }

    fn press(&mut self, fonts: &[Arc<Source>]) -> Arc<Press> {
        let key = Fingerprint::of(&fonts.iter().map(|font| font.fingerprint).collect::<Vec<_>>());
        match &self.press {
            Some((known, press)) if *known == key => Arc::clone(press),
            _ => {
                let (store, drawn) = (self.store.clone(), Arc::clone(&self.drawn));
                let press = Arc::new(Press { store, drawn, ..Press::of(Fonts::of(fonts)) });
                self.press = Some((key, Arc::clone(&press)));
                press
            }
        }
    }
}

/// What is wrong with a drawing, in the words of whoever found it.
pub fn trouble(svg: &str) -> Option<String> {
    sheet::read(svg).and_then(|sheet| paint::ground(&sheet)).err()
}

/// The letters of a text that no font has; pictographs and signs are not missed.
pub fn lacking(text: &str, fonts: &[Arc<Source>]) -> Vec<char> {
    let fonts = Fonts::of(fonts);
    let faces = fonts.open();
    let lacks = |letter: &char| letter.is_alphanumeric() && !faces.iter().any(|face| face.has(*letter));
    text.chars().filter(lacks).collect()
}

/// What draws.
#[derive(Debug)]
struct Press {
    fonts: Fonts,
    grounds: Mutex<HashMap<Fingerprint, Arc<Ground>>>,
    store: Option<Arc<dyn Store>>,
    drawn: Arc<Drawn>,
}

impl Press {
    fn of(fonts: Fonts) -> Press {
        Press { fonts, grounds: Mutex::default(), store: None, drawn: Arc::default() }
    }

    /// The picture from the store, or drawn now.
    fn kept(&self, key: Fingerprint, svg: &dyn Fn() -> String) -> Vec<u8> {
        if let Some(bytes) = self.store.as_ref().and_then(|store| unpacked(store.take(key)?)) {
            return bytes;
        }
        let bytes = self.drawn(&svg());
        if let Some(store) = &self.store {
            store.put(key, &packed(&bytes));
        }
        bytes
    }

    fn drawn(&self, svg: &str) -> Vec<u8> {
        self.drawn.one_more();
        // A drawing that cannot be read was reported with its theme.
        let drawn = sheet::read(svg).and_then(|sheet| {
            let ground = self.ground(&sheet)?;
            let mut pixels = ground.pixels.clone();
            paint::words(&sheet, &self.fonts, &mut pixels);
            let inks: Vec<_> = sheet.boxes.iter().map(|text| text.color).collect();
            Ok(paper::png(&pixels, &ground, &inks))
        });
        drawn.unwrap_or_default()
    }

    fn ground(&self, sheet: &Sheet) -> Result<Arc<Ground>, String> {
        let key = Fingerprint::of(&sheet.ground);
        let known = || self.grounds.lock().expect("nobody panics while drawing");
        if let Some(ground) = known().get(&key) {
            return Ok(Arc::clone(ground));
        }
        let ground = Arc::new(Ground::of(paint::ground(sheet)?));
        let mut known = known();
        if known.len() >= GROUNDS {
            known.clear();
        }
        known.insert(key, Arc::clone(&ground));
        Ok(ground)
    }
}

/// A picture for the store: a fingerprint, and the bytes.
fn packed(bytes: &[u8]) -> Vec<u8> {
    [&Fingerprint::of(bytes).0.to_le_bytes()[..], bytes].concat()
}

/// `None` for what was cut off or written over.
fn unpacked(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    let fingerprint = *bytes.first_chunk::<16>()?;
    bytes.drain(..16);
    (Fingerprint::of(&bytes[..]).0.to_le_bytes() == fingerprint).then_some(bytes)
}
