// Structs by value.
use structs::geometry::{self, Axis, Line, Matrix, Point, Small, Style};

fn main() {
    let point = Point { x: 1.5, y: -2.0 };
    assert_eq!(geometry::echo_point(point), Ok(point));
    let line = Line { from: point, to: Point { x: 3.0, y: 4.0 }, style: Style::BOLD, axis: Axis::Y, id: u64::MAX };
    assert_eq!(geometry::echo_line(line), Ok(line));
    let small = Small { a: 255, b: -2, c: true };
    assert_eq!(geometry::echo_small(small), Ok(small));
    let matrix = Matrix { cells: [1.0, 2.0, 3.0, 4.0], corners: [point, Point { x: 7.0, y: 8.0 }], tag: -9 };
    assert_eq!(geometry::echo_matrix(matrix), Ok(matrix));
    let (zero, four) = (Point { x: 0.0, y: 0.0 }, Point { x: 4.0, y: 2.0 });
    assert_eq!(geometry::middle(zero, four), Ok(Point { x: 2.0, y: 1.0 }));
    assert_eq!(geometry::centroid(&[zero, four]), Ok(Some(Point { x: 2.0, y: 1.0 })));
    assert_eq!(geometry::centroid(&[]), Ok(None));
    let grid = geometry::grid(3).unwrap();
    assert_eq!((grid.len(), grid[2]), (3, Point { x: 2.0, y: -2.0 }));
    assert_eq!(geometry::shift(Point { x: 1.0, y: 2.0 }, Some(Point { x: 1.0, y: 1.0 })), Ok(Point { x: 2.0, y: 3.0 }));
    assert_eq!(geometry::scale(&[1.0, 2.0, 3.0], 2.0), Ok([2.0, 4.0, 6.0]));
    assert!(geometry::shift(point, None).is_ok());
    assert_eq!(structs::probe::live(), Ok(0));
}
