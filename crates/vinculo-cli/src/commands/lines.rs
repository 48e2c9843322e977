//! Lines of anybody's making, in bounded memory.

use std::io::{self, BufRead};

/// How much of a line is kept, in bytes. Nothing that is read by the line may be half as long.
pub const MAX_LINE_BYTES: usize = 1 << 20;

/// One line, without its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its text; bytes that are no UTF-8 are replaced.
    pub text: String,
    /// Whether it was longer than [`MAX_LINE_BYTES`], and the rest was skipped.
    pub cut: bool,
}

/// Reads lines that end in a line feed, or in a carriage return and a line feed.
#[derive(Debug)]
pub struct Lines<R>(R);

impl<R: BufRead> Lines<R> {
    /// The lines of a reader.
    pub fn new(reader: R) -> Self {
        Self(reader)
    }

    fn read(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        let limit = MAX_LINE_BYTES as u64 + 1;
        let read = io::Read::take(&mut self.0, limit).read_until(b'\n', &mut bytes)?;
        if read == 0 {
            return Ok(None);
        }
        let ended = bytes.last() == Some(&b'\n');
        let cut = !ended && bytes.len() > MAX_LINE_BYTES;
        if cut {
            self.skip_rest()?;
        } else if ended {
            bytes.pop();
            bytes.pop_if(|last| *last == b'\r');
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Some(Line { text, cut }))
    }

    fn skip_rest(&mut self) -> io::Result<()> {
        loop {
            let buffer = match self.0.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if buffer.is_empty() {
                return Ok(());
            }
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let length = end.map_or(buffer.len(), |end| end + 1);
            self.0.consume(length);
            if end.is_some() {
                return Ok(());
            }
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8]) -> Vec<(String, bool)> {
        let lines = Lines::new(io::BufReader::with_capacity(64, bytes));
        lines
            .map(|line| line.map(|line| (line.text, line.cut)).unwrap())
            .collect()
    }

    #[test]
    fn every_line_is_one_answer() {
        let line = |text: &str| (text.to_owned(), false);
        assert_eq!(lines(b""), []);
        assert_eq!(
            lines(b"a\r\n\n\xff\xfeb\nlast"),
            [line("a"), line(""), line("\u{fffd}\u{fffd}b"), line("last")]
        );
        assert_eq!(lines(b"a\rb\n"), [line("a\rb")]);
    }

    #[test]
    fn a_line_without_end_is_cut_and_the_next_one_read() {
        let mut bytes = vec![b'x'; 3 * MAX_LINE_BYTES];
        bytes.extend(b"\nnext\n");
        let read = lines(&bytes);
        assert_eq!((read[0].0.len(), read[0].1), (MAX_LINE_BYTES + 1, true));
        assert_eq!(read[1], ("next".to_owned(), false));
        bytes.truncate(MAX_LINE_BYTES);
        assert!(!lines(&bytes)[0].1);
    }
}
