//! Exact counts of numbers.

/// An open-addressed table of numbers and how often they came; it doubles when half full.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    /// Numbers one too high, so that 0 is nobody's.
    slots: Vec<(u32, u32)>,
    shift: u32,
    free: usize,
}

impl Default for Tally {
    fn default() -> Self {
        Self::of_bits(4)
    }
}

impl Tally {
    fn of_bits(bits: u32) -> Self {
        Self { slots: vec![(0, 0); 1 << bits], shift: 32 - bits, free: 1 << (bits - 1) }
    }

    #[inline]
    pub(crate) fn count(&mut self, number: u32) {
        let key = number + 1;
        let mask = self.slots.len() - 1;
        let mut at = (key.wrapping_mul(0x9e37_79b9) >> self.shift) as usize;
        loop {
            let slot = &mut self.slots[at & mask];
            if slot.0 == key {
                slot.1 += 1;
                return;
            }
            if slot.0 == 0 {
                *slot = (key, 1);
                self.free -= 1;
                if self.free == 0 {
                    self.grow();
                }
                return;
            }
            at += 1;
        }
    }

    #[cold]
    fn grow(&mut self) {
        let larger = Self::of_bits(32 - self.shift + 1);
        let slots = std::mem::replace(self, larger).slots;
        let mask = self.slots.len() - 1;
        for slot in slots.into_iter().filter(|slot| slot.0 > 0) {
            let mut at = (slot.0.wrapping_mul(0x9e37_79b9) >> self.shift) as usize & mask;
            while self.slots[at].0 > 0 {
                at = (at + 1) & mask;
            }
            self.slots[at] = slot;
            self.free -= 1;
        }
    }

    /// The numbers and how often each came, ascending.
    pub(crate) fn sorted(&self) -> Vec<(u32, u32)> {
        let full = self.slots.iter().filter(|slot| slot.0 > 0);
        let mut counts: Vec<_> = full.map(|&(key, count)| (key - 1, count)).collect();
        counts.sort_unstable();
        counts
    }
}
