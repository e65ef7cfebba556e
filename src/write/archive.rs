//! An output as one ZIP file, to be handed on.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::base::Failure;
use crate::base::output::{File, Output};

use super::disk;

/// What is packed already.
const PACKED: [&str; 12] =
    ["avif", "docx", "gif", "gz", "jpeg", "jpg", "mp4", "odt", "png", "webm", "webp", "zip"];

/// Writes an archive with all files in one folder, and gives its size. The same files make the same archive.
pub fn archive(site: &Output, folder: &str, place: &Path) -> Result<u64, Failure> {
    let unfinished = disk::unfinished(place);
    let written = pack(site, folder, &unfinished).and_then(|size| {
        disk::finish(&unfinished, place)?;
        Ok(size)
    });
    written.map_err(|cause| {
        drop(disk::remove(&unfinished));
        Failure::at("failure.write", place, &cause)
    })
}

fn pack(site: &Output, folder: &str, place: &Path) -> std::io::Result<u64> {
    let mut archive = ZipWriter::new(BufWriter::new(fs::File::create(place)?));
    for (url, file) in &site.files {
        let name = url.file();
        archive.start_file(format!("{folder}/{name}"), options(&name, file))?;
        archive.write_all(&file.bytes.read())?;
    }
    let file = archive.finish()?.into_inner()?;
    file.sync_all()?;
    Ok(file.metadata()?.len())
}

fn options(name: &str, file: &File) -> SimpleFileOptions {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_packed = PACKED.contains(&ending);
    let method = if is_packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    // The time of a file is that of nobody's clock.
    let options =
        SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::DEFAULT);
    options.unix_permissions(0o644).large_file(file.bytes.len() >= u32::MAX as usize)
}
