//! How bytes become an input: a few choices, one byte each, then text.
//!
//! Choices are printable letters in what [`Seed`] writes, so that a corpus can be read and a mutation of
//! one byte is one other choice.

use std::borrow::Cow;

/// Stands for [`GROWN`] letters where growth was chosen, so that limits of 64 KiB are met by short inputs.
pub const GROW_MARK: char = '~';
/// How many letters one mark grows to: a little less than 64 KiB, so that what stands beside it decides.
pub const GROWN: usize = 65_500;
/// One choice in so many is growth, which costs time.
const GROW_IN: usize = 64;

/// Bytes, read from the front.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    rest: &'a [u8],
}

impl<'a> Input<'a> {
    /// All of them.
    #[must_use]
    pub fn of(data: &'a [u8]) -> Self {
        Self { rest: data }
    }

    /// The next byte; 0 when none is left.
    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.rest.split_first() else {
            return 0;
        };
        self.rest = rest;
        *first
    }

    /// A choice below `of`.
    pub fn choice(&mut self, of: usize) -> usize {
        usize::from(self.byte()) % of
    }

    /// One of these.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.choice(from.len())]
    }

    /// Yes, no, or not told.
    pub fn maybe(&mut self) -> Option<bool> {
        self.pick(&[None, Some(true), Some(false)])
    }

    /// Whether bytes are left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// What is left.
    #[must_use]
    pub fn bytes(self) -> &'a [u8] {
        self.rest
    }

    /// What is left as text; what is no UTF-8 is replaced. The first byte chooses whether it grows.
    #[must_use]
    pub fn text(mut self) -> Cow<'a, str> {
        let grows = self.choice(GROW_IN) == 1;
        let text = String::from_utf8_lossy(self.rest);
        if grows {
            text.replacen(GROW_MARK, &"a".repeat(GROWN), 1).into()
        } else {
            text
        }
    }
}

/// Writes an input that [`Input`] reads.
#[derive(Clone, Debug, Default)]
pub struct Seed(Vec<u8>);

impl Seed {
    /// One byte.
    #[must_use]
    pub fn byte(mut self, byte: u8) -> Self {
        self.0.push(byte);
        self
    }

    /// The choice `index` below `of`, as a letter.
    #[must_use]
    pub fn choice(self, index: usize, of: usize) -> Self {
        let letter = (b'a'..=u8::MAX)
            .chain(0..b'a')
            .find(|byte| usize::from(*byte) % of == index);
        self.byte(letter.unwrap_or_default())
    }

    /// As [`Input::maybe`] reads it.
    #[must_use]
    pub fn maybe(self, answer: Option<bool>) -> Self {
        let index = match answer {
            None => 0,
            Some(true) => 1,
            Some(false) => 2,
        };
        self.choice(index, 3)
    }

    /// Text that does not grow, to the end.
    #[must_use]
    pub fn text(self, text: &str) -> Vec<u8> {
        self.choice(0, GROW_IN).bytes(text.as_bytes())
    }

    /// Text whose first [`GROW_MARK`] grows, to the end.
    #[must_use]
    pub fn grown_text(self, text: &str) -> Vec<u8> {
        self.choice(1, GROW_IN).bytes(text.as_bytes())
    }

    /// Bytes, to the end.
    #[must_use]
    pub fn bytes(mut self, bytes: &[u8]) -> Vec<u8> {
        self.0.extend_from_slice(bytes);
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_seed_writes_is_read_back() {
        let seed = Seed::default()
            .choice(3, 11)
            .maybe(Some(false))
            .choice(200, 256);
        let bytes = seed.clone().text("a~b");
        let mut input = Input::of(&bytes);
        assert_eq!((input.choice(11), input.maybe()), (3, Some(false)));
        assert_eq!((input.byte(), input.text().as_ref()), (200, "a~b"));

        let bytes = seed.grown_text("a~b~");
        let mut input = Input::of(&bytes);
        let _ = (input.choice(11), input.maybe(), input.byte());
        assert_eq!(input.text().len(), GROWN + 3);
    }

    #[test]
    fn nothing_is_an_input_too() {
        let mut input = Input::of(&[]);
        assert!(input.is_empty());
        assert_eq!((input.choice(7), input.maybe()), (0, None));
        assert_eq!(input.text(), "");
    }
}
