//! A map that forgets its oldest entries.

use std::collections::{HashMap, VecDeque};

/// Entries by id, in the order they came, at most `capacity` of them: a sandbox left running for weeks, or a loop gone
/// wrong, cannot fill the memory.
pub(crate) struct Bounded<T> {
    items: HashMap<String, T>,
    order: VecDeque<String>,
    capacity: usize,
}

impl<T> Bounded<T> {
    pub(crate) fn new(capacity: usize) -> Self {
        Self {
            items: HashMap::new(),
            order: VecDeque::new(),
            capacity,
        }
    }

    pub(crate) fn insert(&mut self, id: String, item: T) {
        if self.items.insert(id.clone(), item).is_some() {
            return;
        }
        self.order.push_back(id);
        if self.order.len() > self.capacity
            && let Some(oldest) = self.order.pop_front()
        {
            self.items.remove(&oldest);
        }
    }

    pub(crate) fn get(&self, id: &str) -> Option<&T> {
        self.items.get(id)
    }

    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut T> {
        self.items.get_mut(id)
    }

    /// All entries, oldest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.order.iter().filter_map(|id| self.items.get(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_goes_first() {
        let mut map = Bounded::new(2);
        for id in ["a", "b", "b", "c"] {
            map.insert(id.to_owned(), id);
        }
        assert!(map.get("a").is_none());
        assert_eq!(map.iter().copied().collect::<Vec<_>>(), ["b", "c"]);
    }
}
