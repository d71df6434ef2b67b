//! Charts as pixels.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use serde::Serialize;
use thiserror::Error;

use crate::chart::Chart;

/// No side of a picture has more pixels.
const MAX_SIDE: f32 = 16_384.0;

/// Why a chart has no PNG picture.
///
/// ```
/// # let plan = drawdown::example::iraq_2024()?;
/// use drawdown::chart::{Chart, PngError};
/// use drawdown::projection::GroupBy;
///
/// let chart = Chart::levels(&plan.project(), GroupBy::Host);
/// assert!(matches!(chart.to_png(0.0), Err(PngError::Scale { .. })));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Error, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum PngError {
    /// The scale gives no picture, or one that is too large.
    #[error(
        "a scale of {scale} gives a picture of {width} by {height} pixels; a side must have 1 to {max} pixels"
    )]
    Scale {
        /// The scale given.
        scale: f32,
        /// The width that it gives, in pixels.
        width: f32,
        /// The height that it gives, in pixels.
        height: f32,
        /// The most pixels that a side can have.
        max: u32,
    },
    /// The system has no fonts, so that texts would be missing.
    #[error(
        "no fonts are installed; install DejaVu, Liberation or Noto, or write the chart as SVG"
    )]
    NoFonts,
    /// The picture could not be drawn.
    #[error("the picture cannot be drawn: {reason}")]
    Draw {
        /// What the renderer says.
        reason: String,
    },
}

impl Chart {
    /// The chart as a PNG file, `scale` times 720 pixels wide; 2 suits screens, 3 suits print.
    ///
    /// Texts are in the first installed font of Helvetica, Arial, Liberation Sans, Noto Sans, `DejaVu Sans` and
    /// any other sans-serif font. They fit whichever it is, but the bytes differ, unlike those of
    /// [`svg`](Self::svg). Letters that no installed font has are left out.
    ///
    /// # Errors
    ///
    /// [`PngError`] if the scale gives no picture with sides of 1 to 16,384 pixels, or if no fonts are installed.
    ///
    /// ```no_run
    /// # let plan = drawdown::example::iraq_2024()?;
    /// use drawdown::chart::Chart;
    ///
    /// let projection = plan.project();
    /// let chart = Chart::levels(&projection, projection.telling_grouping());
    /// std::fs::write("iraq-2024.png", chart.to_png(2.0)?)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_png(&self, scale: f32) -> Result<Vec<u8>, PngError> {
        let mut options = Options::default();
        let fonts = options.fontdb_mut();
        fonts.load_system_fonts();
        let families = || fonts.faces().flat_map(|face| &face.families).map(|(name, _)| name);
        let sans = families().find(|name| name.contains("Sans")).or_else(|| families().next());
        let sans = sans.ok_or(PngError::NoFonts)?.clone();
        fonts.set_sans_serif_family(sans);

        let failed = |reason: String| PngError::Draw { reason };
        let tree =
            Tree::from_str(self.svg(), &options).map_err(|error| failed(error.to_string()))?;
        let (width, height) = (tree.size().width() * scale, tree.size().height() * scale);
        let fits = |side: f32| (1.0..=MAX_SIDE).contains(&side);
        let canvas = if fits(width) && fits(height) { canvas(width, height) } else { None };
        let no_canvas = PngError::Scale { scale, width, height, max: pixels(MAX_SIDE) };
        let mut canvas = canvas.ok_or(no_canvas)?;
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut canvas.as_mut());
        canvas.encode_png().map_err(|error| failed(error.to_string()))
    }
}

fn canvas(width: f32, height: f32) -> Option<Pixmap> {
    Pixmap::new(pixels(width.ceil()), pixels(height.ceil()))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 16,384")]
const fn pixels(side: f32) -> u32 {
    side as u32
}
