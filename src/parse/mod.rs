//! Sources → documents: everything that needs *one file only*.
