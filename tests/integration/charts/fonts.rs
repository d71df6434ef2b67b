//! Charts in the fonts that readers have: no text leaves the frame or meets another, by the pixels of its letters.

use std::fs;

use drawdown::Plan;
use drawdown::chart::Chart;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Group, Node, Options, Rect, Tree};

/// Names of families, and the files that Debian's packages `fonts-dejavu-core`, `fonts-liberation` and
/// `fonts-noto-core` install.
const FONTS: [(&str, [&str; 2]); 3] = [
    ("DejaVu Sans", ["dejavu/DejaVuSans.ttf", "dejavu/DejaVuSans-Bold.ttf"]),
    (
        "Liberation Sans",
        ["liberation/LiberationSans-Regular.ttf", "liberation/LiberationSans-Bold.ttf"],
    ),
    ("Noto Sans", ["noto/NotoSans-Regular.ttf", "noto/NotoSans-Bold.ttf"]),
];

/// A renderer whose only fonts are a family's; `None` where it is not installed.
fn options((family, files): (&str, [&str; 2])) -> Option<Options<'static>> {
    let mut options = Options::default();
    for file in files {
        let path = format!("/usr/share/fonts/truetype/{file}");
        options.fontdb_mut().load_font_data(fs::read(path).ok()?);
    }
    options.fontdb_mut().set_sans_serif_family(family);
    Some(options)
}

/// The boxes of the letters of each text.
fn boxes(group: &Group, found: &mut Vec<(String, Rect)>) {
    for node in group.children() {
        match node {
            Node::Group(group) => boxes(group, found),
            Node::Text(text) => {
                let content = text.chunks().iter().map(resvg::usvg::TextChunk::text).collect();
                found.push((content, text.flattened().abs_bounding_box()));
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

fn overlap(one: &Rect, other: &Rect) -> bool {
    let slack = 0.5;
    one.left() + slack < other.right()
        && other.left() + slack < one.right()
        && one.top() + slack < other.bottom()
        && other.top() + slack < one.bottom()
}

#[track_caller]
fn assert_fits(chart: &Chart, font: &str, options: &Options<'_>) {
    let tree = Tree::from_str(chart.svg(), options).unwrap();
    let mut texts = Vec::new();
    boxes(tree.root(), &mut texts);
    assert!(texts.len() > 5, "{font} has no letters");
    let (width, height) = (tree.size().width(), tree.size().height());
    for (i, (text, place)) in texts.iter().enumerate() {
        let is_inside = place.left() >= 0.0
            && place.right() <= width
            && place.top() >= 0.0
            && place.bottom() <= height;
        assert!(is_inside, "in {font}, {text:?} at {place:?} leaves {width} by {height}");
        for (other, taken) in &texts[..i] {
            assert!(
                !overlap(place, taken),
                "in {font}, {text:?} at {place:?} meets {other:?} at {taken:?}"
            );
        }
    }
}

/// Runs a check in every font that is installed.
fn in_every_font(check: impl Fn(&str, &Options<'_>)) {
    for font in FONTS {
        match options(font) {
            Some(options) => check(font.0, &options),
            None => eprintln!("{} is not installed, so nothing is measured in it", font.0),
        }
    }
}

#[test]
#[cfg(feature = "toml")]
fn texts_fit_whatever_font_a_reader_has() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/plans");
    let plans = fs::read_dir(folder)
        .unwrap()
        .map(|entry| Plan::from_toml(&fs::read_to_string(entry.unwrap().path()).unwrap()).unwrap());
    let charts: Vec<Chart> = plans.flat_map(|plan| super::charts(&plan)).collect();
    in_every_font(|font, options| {
        for chart in &charts {
            assert_fits(chart, font, options);
        }
    });
}

#[test]
fn long_names_fit_whatever_font_a_reader_has() {
    let names = [
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
        "Mmmmmmmmmmm% mmmmmmmmmmmmm @@@@@@@@@@@@@@ mmmmmmmmmmmmmmmmmmmmmmmmmmm mmmmmmmmmmmmmmmmmmmm",
        "iiiiiiiiiiiii jjjjjjjjjjjjjjjj |||||||||||||||||||| ffffffffffffffff !!!!!!!!!!!!!!!!!!!!!!",
        "fin de la misión: après l’été, größte Übergabe der Streitkräfte im Süden und im Westen",
        "Вывод ограниченного контингента войск из Афганистана до пятнадцатого февраля",
    ];
    let names: Vec<String> = names.map(String::from).into();
    let charts = super::charts(&super::hostile(&names));
    in_every_font(|font, options| {
        for chart in &charts {
            assert_fits(chart, font, options);
        }
    });
}

/// The pixels of a picture that are not white, in its outermost rows and columns.
fn inked_edge(picture: &Pixmap) -> usize {
    let (width, height) = (picture.width(), picture.height());
    let is_edge = |x: u32, y: u32| x == 0 || y == 0 || x + 1 == width || y + 1 == height;
    let edge = (0..width).flat_map(|x| (0..height).map(move |y| (x, y)));
    let edge = edge.filter(|&(x, y)| is_edge(x, y));
    let pixels = edge.filter_map(|(x, y)| picture.pixel(x, y));
    pixels.filter(|pixel| (pixel.red(), pixel.green(), pixel.blue()) != (255, 255, 255)).count()
}

#[test]
fn nothing_is_cut_at_an_edge_of_the_picture() {
    let names = vec!["WWWWWWWWWW ".repeat(18)];
    let charts = super::charts(&super::hostile(&names));
    in_every_font(|font, options| {
        for chart in &charts {
            let tree = Tree::from_str(chart.svg(), options).unwrap();
            let size = tree.size().to_int_size();
            let mut picture = Pixmap::new(size.width(), size.height()).unwrap();
            resvg::render(&tree, Transform::identity(), &mut picture.as_mut());
            assert_eq!(inked_edge(&picture), 0, "in {font}, ink reaches the edge");
        }
    });
}

#[test]
fn a_png_is_as_large_as_asked() {
    let chart = &super::charts(&super::long("2024-08", "2026-12", &["USA"]))[0];
    let png = match chart.to_png(2.0) {
        Err(drawdown::chart::PngError::NoFonts) => return eprintln!("no fonts are installed"),
        png => png.unwrap(),
    };
    let picture = Pixmap::decode_png(&png).unwrap();
    assert_eq!(picture.width(), 1_440);
    for scale in [0.0, -1.0, f32::NAN, f32::INFINITY, 100.0] {
        let error = chart.to_png(scale).unwrap_err().to_string();
        let start = format!("a scale of {scale} gives a picture of ");
        assert!(error.starts_with(&start), "{error}");
        assert!(error.ends_with(" pixels; a side must have 1 to 16384 pixels"), "{error}");
    }
}
