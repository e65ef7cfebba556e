//! Names of files that say more than what is in them: `IMG_2021_maria-lopez.jpg`.

/// What cameras and telephones call their pictures.
const CAMERAS: [&str; 12] =
    ["img", "dsc", "dscn", "dscf", "pxl", "mvimg", "wa", "whatsapp", "photo", "foto", "portrait", "retrato"];

/// Words that people add for themselves.
const OWN: [&str; 20] = [
    "copy", "copia", "edit", "edited", "editada", "final", "small", "large", "web", "print", "crop",
    "cropped", "hdr", "image", "portrait", "retrato", "burst", "cover", "new", "nueva",
];

/// Whether a picture's name looks like a camera's with a person's behind it.
pub(super) fn looks_like_a_person(file_name: &str) -> bool {
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem).to_lowercase();
    let words: Vec<&str> =
        stem.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_word = |word: &&&str| word.len() > 1 && word.chars().all(char::is_alphabetic);
    let letters = |word: &str| word.trim_end_matches(|letter: char| letter.is_ascii_digit()).to_owned();
    let camera = words.first().is_some_and(|first| CAMERAS.contains(&&letters(first)[..]));
    let others =
        words.iter().skip(1).filter(is_word).filter(|word| !OWN.contains(word) && !CAMERAS.contains(word));
    camera && others.count() > 1
}
