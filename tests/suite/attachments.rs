//! What documents and films say of their makers is told before it is published.

use altavoz::media::traces_of;
use proptest::prelude::*;

use super::corpus::Folder;
use super::planted::{chunk, exif};

/// An archive with stored files, as ZIP has them.
fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    let long = |number: usize| u32::try_from(number).expect("small").to_le_bytes();
    let short = |number: usize| u16::try_from(number).expect("small").to_le_bytes();
    for (name, text) in files {
        let at = long(bytes.len());
        let facts = [&[0; 4][..], &long(text.len()), &long(text.len()), &short(name.len()), &[0, 0]].concat();
        bytes.extend(
            [b"PK\x03\x04", &[20, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &facts, name.as_bytes(), text.as_bytes()]
                .concat(),
        );
        directory.extend(
            [
                b"PK\x01\x02",
                &[20, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0][..],
                &facts,
                &[0; 10],
                &at,
                name.as_bytes(),
            ]
            .concat(),
        );
    }
    let (at, length) = (long(bytes.len()), long(directory.len()));
    let count = short(files.len());
    bytes.extend(directory);
    bytes.extend([b"PK\x05\x06", &[0; 4][..], &count, &count, &length, &at, &[0, 0]].concat());
    bytes
}

fn boxed(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let size = u32::try_from(content.len() + 8).expect("small").to_be_bytes();
    [&size[..], name, content].concat()
}

fn pdf() -> Vec<u8> {
    b"%PDF-1.7\n1 0 obj\n<< /Title (Report) /Author (Ana) /Producer (Writer) >>\nendobj\ntrailer << /Info 1 0 R >>\n%%EOF\n".to_vec()
}

/// The same with its dictionary in a compressed stream.
fn packed_pdf() -> Vec<u8> {
    let objects = miniz_oxide::deflate::compress_to_vec_zlib(b"1 0 << /Author <FEFF0041> /Keywords () >>", 6);
    let head = format!(
        "%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /Filter /FlateDecode /Length {} >>\nstream\n",
        objects.len()
    );
    [head.as_bytes(), &objects, b"\nendstream\nendobj\n%%EOF\n"].concat()
}

fn docx() -> Vec<u8> {
    let core = "<cp:coreProperties><dc:title></dc:title><dc:creator>Ana</dc:creator><cp:lastModifiedBy>Luz</cp:lastModifiedBy></cp:coreProperties>";
    let app = "<Properties><Application>Writer</Application><Company/></Properties>";
    zip(&[
        ("word/document.xml", "<w/>"),
        ("docProps/core.xml", core),
        ("docProps/app.xml", app),
        ("word/comments.xml", "<w/>"),
    ])
}

fn film() -> Vec<u8> {
    let place = boxed(b"udta", &boxed(b"\xa9xyz", b"\0\x12\x15\xc7+19.4326-099.1332/"));
    let name = boxed(b"meta", &[&[0; 4][..], &boxed(b"ilst", &boxed(b"\xa9ART", b"Ana"))].concat());
    [boxed(b"ftyp", b"isom\0\0\0\0"), boxed(b"moov", &[place, boxed(b"udta", &name)].concat())].concat()
}

fn found(bytes: &[u8], ending: &str) -> String {
    traces_of(bytes, ending).into_iter().collect::<Vec<_>>().join(", ")
}

#[test]
fn what_a_file_says_of_its_makers_is_named() {
    assert_eq!(found(&pdf(), "pdf"), "author, program, title");
    assert_eq!(found(&packed_pdf(), "pdf"), "author");
    assert_eq!(found(&docx(), "docx"), "author, comments, last author, program");
    assert_eq!(found(&film(), "mp4"), "GPS, author");
    assert_eq!(found(b"%PDF-1.7\n<< /Title () /Author() >>", "pdf"), "");
}

#[test]
fn an_attachment_with_traces_is_told_where_it_is_offered() {
    let mut folder = Folder::with_items(1);
    folder.set(
        "content/one/index.md",
        "+++\ntitle = \"One\"\nattachments = [{ file = \"a.pdf\", title = \"The report\" }]\n+++\n",
    );
    folder.files.insert("content/one/a.pdf".to_owned(), pdf());
    folder.files.insert("assets/b.docx".to_owned(), docx());
    folder.files.insert("content/unused.pdf".to_owned(), pdf());
    let (built, said) = folder.build(&mut altavoz::Memo::default());
    let sources = folder.sources();
    let lines: Vec<String> = said
        .iter()
        .map(|said| {
            let path = sources.path(said.span.source).expect("a file");
            format!("{} at {path}: {}", said.code, said.argument("traces").unwrap_or_default())
        })
        .collect();
    assert_eq!(
        lines,
        [
            "media/attachment-metadata at assets/b.docx: author, comments, last author, program",
            "media/attachment-metadata at content/one/index.md: author, program, title",
        ]
    );
    assert_eq!(&built.output.files["/one/a.pdf"].bytes[..], pdf(), "an attachment is published as it is");
}

#[test]
fn an_icon_with_a_place_in_it_is_not_published() {
    let mut folder = Folder::with_items(1);
    folder.files.insert(
        "assets/favicon.ico".to_owned(),
        [&[0, 0, 1, 0, 1, 0][..], &chunk(*b"eXIf", &exif(1))].concat(),
    );
    let (_, said) = folder.build(&mut altavoz::Memo::default());
    assert_eq!(said.iter().map(|said| said.code).collect::<Vec<_>>(), ["media/gps"]);
    folder.files.insert(
        "assets/favicon.ico".to_owned(),
        [&[0, 0, 1, 0, 1, 0][..], &chunk(*b"tEXt", b"Author\0Ana")].concat(),
    );
    let (_, said) = folder.build(&mut altavoz::Memo::default());
    assert_eq!(said.iter().map(|said| said.code).collect::<Vec<_>>(), ["media/metadata"]);
}

proptest! {
    #[test]
    fn no_bytes_break_the_look(which in 0..4_usize, at in any::<prop::sample::Index>(), noise in prop::collection::vec(any::<u8>(), 0..24), cut in any::<bool>()) {
        let mut bytes = [pdf(), packed_pdf(), docx(), film()][which].clone();
        let at = at.index(bytes.len());
        if cut {
            bytes.truncate(at);
        } else {
            let end = (at + noise.len()).min(bytes.len());
            bytes.splice(at..end, noise);
        }
        for ending in ["pdf", "docx", "mp4", "mp3", "doc"] {
            let _ = traces_of(&bytes, ending);
        }
    }

    #[test]
    fn nor_do_bytes_of_no_kind(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for ending in ["pdf", "docx", "mp4", "mp3", "doc"] {
            let _ = traces_of(&bytes, ending);
        }
    }
}
