//! Photos on the graphics chip: the ones used last stay, within a bound; the others are asked for again.
//!
//! Nothing is decoded here. What is missing is put on a list of wishes that the shell hands to a worker; the
//! worker's pixels come back by [`Textures::insert`] and go up at most two a frame, so scrolling stays smooth.

use std::collections::{HashMap, HashSet, VecDeque};

use egui::{ColorImage, Context, TextureHandle, TextureId, TextureOptions, Vec2};

use crate::id::ContentHash;
use crate::limits::{PHOTO_EDGE_PX, THUMBNAIL_EDGE_PX};
use crate::photo::marks::blur;

/// Bytes of pixels kept when nothing else is said: some 200 thumbnails, or 8 photos in full.
pub const DEFAULT_LIMIT_BYTES: usize = 64 << 20;
/// Uploads in one frame: a full photo takes a few milliseconds on an old tablet.
const UPLOADS_PER_FRAME: usize = 2;

/// How large a picture is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Size {
    /// So small that nothing in it can be recognised: how a blurred photo will look.
    Blurred,
    Thumbnail,
    Full,
}

impl Size {
    /// Longest edge in pixels, as it is asked of the photo lane.
    pub const fn edge(self) -> u32 {
        match self {
            Self::Blurred => blur::BLOCKS,
            Self::Thumbnail => THUMBNAIL_EDGE_PX,
            Self::Full => PHOTO_EDGE_PX,
        }
    }

    /// The size that was asked for by this edge.
    pub const fn of_edge(edge: u32) -> Self {
        match edge {
            blur::BLOCKS => Self::Blurred,
            THUMBNAIL_EDGE_PX => Self::Thumbnail,
            _ => Self::Full,
        }
    }
}

/// A picture that is wanted.
pub type Wish = (ContentHash, Size);

struct Held {
    texture: TextureHandle,
    bytes: usize,
    /// The frame it was last asked for.
    used: u64,
}

/// The pictures at hand.
pub struct Textures {
    limit: usize,
    bytes: usize,
    held: HashMap<Wish, Held>,
    wanted: Vec<Wish>,
    /// Asked for and not there yet.
    pending: HashSet<Wish>,
    /// Could not be read; not asked for again until [`Textures::retry`].
    failed: HashSet<Wish>,
    arrived: VecDeque<(Wish, ColorImage)>,
}

/// What there is to show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Picture {
    Ready { id: TextureId, size: Vec2 },
    Loading,
    Failed,
}

impl Default for Textures {
    fn default() -> Self {
        Self::new(DEFAULT_LIMIT_BYTES)
    }
}

impl Textures {
    /// Keeps at most `limit` bytes of pixels, except those that are on the screen.
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            bytes: 0,
            held: HashMap::new(),
            wanted: Vec::new(),
            pending: HashSet::new(),
            failed: HashSet::new(),
            arrived: VecDeque::new(),
        }
    }

    /// The picture, or what stands in its place; a missing one is put on the list of wishes.
    pub fn get(&mut self, ctx: &Context, hash: ContentHash, size: Size) -> Picture {
        let wish = (hash, size);
        if let Some(held) = self.held.get_mut(&wish) {
            held.used = ctx.cumulative_frame_nr();
            return Picture::Ready { id: held.texture.id(), size: held.texture.size_vec2() };
        }
        if self.failed.contains(&wish) {
            return Picture::Failed;
        }
        if self.pending.insert(wish) {
            self.wanted.push(wish);
        }
        Picture::Loading
    }

    /// The wishes since the last call, the newest first: that is what one is looking at.
    pub fn take_wanted(&mut self) -> Vec<Wish> {
        let mut wanted = std::mem::take(&mut self.wanted);
        wanted.reverse();
        wanted
    }

    /// Takes decoded pixels: `rgba` has four bytes for each of `width` × `height` pixels; other lengths are refused.
    pub fn insert(&mut self, hash: ContentHash, size: Size, [width, height]: [usize; 2], rgba: &[u8]) {
        if rgba.is_empty() || rgba.len() != 4 * width * height {
            return self.fail(hash, size);
        }
        self.arrived.push_back(((hash, size), ColorImage::from_rgba_unmultiplied([width, height], rgba)));
    }

    /// Says that a picture cannot be read.
    pub fn fail(&mut self, hash: ContentHash, size: Size) {
        self.pending.remove(&(hash, size));
        self.failed.insert((hash, size));
    }

    /// Lets go of a photo whose file is gone, in every size.
    pub fn forget(&mut self, hash: ContentHash) {
        for wish in [Size::Blurred, Size::Thumbnail, Size::Full].map(|size| (hash, size)) {
            if let Some(held) = self.held.remove(&wish) {
                self.bytes -= held.bytes;
            }
            self.failed.remove(&wish);
            self.pending.remove(&wish);
        }
        self.wanted.retain(|(wanted, _)| *wanted != hash);
        self.arrived.retain(|((arrived, _), _)| *arrived != hash);
    }

    /// Forgets failures, so that they are asked for once more.
    pub fn retry(&mut self) {
        self.failed.clear();
    }

    /// Brings what arrived to the graphics chip and lets go what is over the bound. Call it once a frame, in `logic`.
    pub fn upload(&mut self, ctx: &Context) {
        let side = ctx.input(|input| input.max_texture_side);
        for _ in 0..UPLOADS_PER_FRAME {
            let Some((wish, image)) = self.arrived.pop_front() else { break };
            self.pending.remove(&wish);
            if image.width() > side || image.height() > side {
                self.failed.insert(wish);
                continue;
            }
            let bytes = 4 * image.width() * image.height();
            let texture = ctx.load_texture(wish.0.to_string(), image, TextureOptions::LINEAR);
            let held = Held { texture, bytes, used: ctx.cumulative_frame_nr() };
            self.bytes += bytes;
            if let Some(old) = self.held.insert(wish, held) {
                self.bytes -= old.bytes;
            }
        }
        if !self.arrived.is_empty() {
            ctx.request_repaint();
        }
        self.shrink(ctx.cumulative_frame_nr());
    }

    /// Lets the longest unused go until the bound holds; what the last two frames showed stays.
    fn shrink(&mut self, frame: u64) {
        while self.bytes > self.limit {
            let idle = self.held.iter().filter(|(_, held)| held.used + 2 <= frame);
            let Some(oldest) = idle.min_by_key(|(_, held)| held.used).map(|(wish, _)| *wish) else { return };
            if let Some(held) = self.held.remove(&oldest) {
                self.bytes -= held.bytes;
            }
        }
    }

    /// Bytes of pixels held.
    pub const fn bytes(&self) -> usize {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(n: u8) -> ContentHash {
        ContentHash::from_bytes([n; 32])
    }

    /// Runs frames; `work` sees the context in each.
    fn frames(ctx: &Context, count: usize, mut work: impl FnMut(&Context)) {
        for _ in 0..count {
            let mut output = ctx.run_ui(egui::RawInput::default(), |ui| work(ui.ctx()));
            output.textures_delta.clear();
        }
    }

    #[test]
    fn a_picture_is_wished_once_uploaded_twice_a_frame_and_forgotten_when_idle() {
        let ctx = Context::default();
        let mut textures = Textures::new(2 * 4 * 10 * 10);
        frames(&ctx, 2, |ctx| {
            for n in 0..3 {
                assert_eq!(textures.get(ctx, hash(n), Size::Thumbnail), Picture::Loading);
            }
        });
        assert_eq!(textures.take_wanted().len(), 3, "asking again is no new wish");
        for n in 0..3 {
            textures.insert(hash(n), Size::Thumbnail, [10, 10], &[0; 400]);
        }
        frames(&ctx, 1, |ctx| textures.upload(ctx));
        assert_eq!(textures.bytes(), 800);
        // The third goes up in the next frame; the bound is passed while all are new, and held again later.
        frames(&ctx, 4, |ctx| {
            textures.upload(ctx);
            textures.get(ctx, hash(2), Size::Thumbnail);
        });
        assert_eq!(textures.bytes(), 800);
        frames(&ctx, 1, |ctx| assert!(matches!(textures.get(ctx, hash(2), Size::Thumbnail), Picture::Ready { .. })));
    }

    #[test]
    fn a_forgotten_photo_is_let_go_in_every_size() {
        let ctx = Context::default();
        let mut textures = Textures::default();
        for size in [Size::Blurred, Size::Thumbnail] {
            assert_eq!(Size::of_edge(size.edge()), size);
            textures.insert(hash(1), size, [10, 10], &[0; 400]);
        }
        textures.insert(hash(2), Size::Full, [10, 10], &[0; 400]);
        frames(&ctx, 1, |ctx| textures.upload(ctx));
        textures.forget(hash(1));
        assert_eq!(textures.bytes(), 0);
        frames(&ctx, 1, |ctx| textures.upload(ctx));
        assert_eq!(textures.bytes(), 400, "another photo stays");
        frames(&ctx, 1, |ctx| assert_eq!(textures.get(ctx, hash(1), Size::Thumbnail), Picture::Loading));
    }

    #[test]
    fn pixels_that_do_not_fit_are_a_failure_and_no_panic() {
        let ctx = Context::default();
        let mut textures = Textures::default();
        textures.insert(hash(1), Size::Full, [10, 10], &[0; 399]);
        frames(&ctx, 1, |ctx| assert_eq!(textures.get(ctx, hash(1), Size::Full), Picture::Failed));
        textures.retry();
        frames(&ctx, 1, |ctx| assert_eq!(textures.get(ctx, hash(1), Size::Full), Picture::Loading));
    }
}
