use std::ops::{Add, Mul, Sub};

/// A place or a direction, in pixels; y grows downward.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

impl Point {
    pub fn new(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    pub fn length(self) -> f64 {
        self.x.hypot(self.y)
    }

    /// The same direction with length one; to the right where there is no direction.
    pub fn unit(self) -> Point {
        let length = self.length();
        if length > 1e-9 {
            self * (1.0 / length)
        } else {
            Point::new(1.0, 0.0)
        }
    }
}

impl Add for Point {
    type Output = Point;
    fn add(self, other: Point) -> Point {
        Point::new(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Point {
    type Output = Point;
    fn sub(self, other: Point) -> Point {
        Point::new(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f64> for Point {
    type Output = Point;
    fn mul(self, factor: f64) -> Point {
        Point::new(self.x * factor, self.y * factor)
    }
}

/// A rectangle by its upper left corner.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Rect {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Rect {
    pub fn around(centre: Point, width: f64, height: f64) -> Rect {
        Rect {
            x: centre.x - width / 2.0,
            y: centre.y - height / 2.0,
            width,
            height,
        }
    }

    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }

    pub fn centre(&self) -> Point {
        Point::new(self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    pub fn contains(&self, point: Point) -> bool {
        (self.x..=self.right()).contains(&point.x) && (self.y..=self.bottom()).contains(&point.y)
    }

    pub fn overlaps(&self, other: &Rect) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    pub fn cover(self, other: Rect) -> Rect {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Rect {
            x,
            y,
            width: self.right().max(other.right()) - x,
            height: self.bottom().max(other.bottom()) - y,
        }
    }

    pub fn grown(self, by: f64) -> Rect {
        Rect {
            x: self.x - by,
            y: self.y - by,
            width: self.width + 2.0 * by,
            height: self.height + 2.0 * by,
        }
    }
}

/// Cubic Bezier segments end to end: one point, then three for each segment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Curve {
    pub points: Vec<Point>,
}

impl Curve {
    /// A curve that starts at a point.
    pub fn from(start: Point) -> Curve {
        Curve {
            points: vec![start],
        }
    }

    /// Adds a segment that leaves and arrives level, as lines between columns do.
    pub fn level_to(&mut self, end: Point) {
        let start = self.end();
        let middle = (start.x + end.x) / 2.0;
        self.points
            .extend([Point::new(middle, start.y), Point::new(middle, end.y), end]);
    }

    pub fn end(&self) -> Point {
        self.points.last().copied().unwrap_or_default()
    }

    /// The direction in which the curve arrives.
    pub fn arrival(&self) -> Point {
        let end = self.end();
        self.points
            .iter()
            .rev()
            .map(|&point| end - point)
            .find(|way| way.length() > 1e-6)
            .unwrap_or(Point::new(1.0, 0.0))
            .unit()
    }

    /// Draws the end back along its direction, to leave room for an arrowhead.
    pub fn shorten(&mut self, by: f64) {
        let back = self.arrival() * -by;
        let count = self.points.len();
        if count >= 4 {
            for point in &mut self.points[count - 2..] {
                *point = *point + back;
            }
        }
    }

    /// `count` points along the curve, evenly spaced in each segment's parameter.
    pub fn samples(&self, count: usize) -> Vec<Point> {
        let segments = self.points.len().saturating_sub(1) / 3;
        if segments == 0 || count < 2 {
            return self.points.clone();
        }
        (0..count)
            .map(|step| {
                let at = step as f64 / (count - 1) as f64 * segments as f64;
                let segment = (at as usize).min(segments - 1);
                self.on_segment(segment, at - segment as f64)
            })
            .collect()
    }

    fn on_segment(&self, segment: usize, t: f64) -> Point {
        let p = &self.points[segment * 3..segment * 3 + 4];
        let u = 1.0 - t;
        p[0] * (u * u * u)
            + p[1] * (3.0 * u * u * t)
            + p[2] * (3.0 * u * t * t)
            + p[3] * (t * t * t)
    }

    /// A rectangle over the curve, by samples.
    pub fn extent(&self) -> Rect {
        let at = |point: &Point| Rect::around(*point, 0.0, 0.0);
        let segments = self.points.len() / 3;
        self.samples(1 + segments * 16)
            .iter()
            .map(at)
            .reduce(Rect::cover)
            .unwrap_or_default()
    }
}
