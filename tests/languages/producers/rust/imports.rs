//! A library that uses the types of another one, as their crate has them.

pub mod map {
    use std::collections::BTreeMap;

    use geometry::plane::{Axes, Compass, Place, PlaneError, Point, Shape, Unit};

    use crate::api::map as api;
    use crate::support::{self, Error};

    fn make_place(index: u32) -> Result<Place, Error> {
        Ok(Place::new(&format!("place {index}"), Point { x: index.into(), y: -f64::from(index) })?)
    }

    fn check_name(place: Place) -> Result<Place, Error> {
        if place.name()?.is_empty() {
            return Err(PlaneError::Unreachable("it has no name".to_owned()).into());
        }
        Ok(place)
    }

    pub struct Functions;

    impl api::Functions for Functions {
        fn middle(a: Point, b: Point) -> Result<Point, Error> {
            Ok(Point { x: (a.x + b.x) / 2.0, y: (a.y + b.y) / 2.0 })
        }

        fn convert(value: f64, unit: Unit) -> Result<f64, Error> {
            Ok(if unit == Unit::Foot { value * 0.3048 } else { value })
        }

        fn echo_axes(axes: Axes) -> Result<Axes, Error> {
            Ok(axes)
        }

        fn echo_marker(marker: api::Marker) -> Result<api::Marker, Error> {
            Ok(marker)
        }

        fn name_of(place: Place) -> Result<String, Error> {
            Ok(place.name()?)
        }

        fn place_at(name: String, at: Point) -> Result<Place, Error> {
            Ok(Place::new(&name, at)?)
        }

        fn reach(place: Option<Place>) -> Result<Option<Place>, Error> {
            place.map(check_name).transpose()
        }

        fn row(count: u32) -> Result<Vec<Place>, Error> {
            (0..count).map(make_place).collect()
        }

        fn centroid(places: Vec<Place>) -> Result<Option<Point>, Error> {
            if places.is_empty() {
                return Ok(None);
            }
            let count = f64::from(u32::try_from(places.len())?);
            let mut sum = Point { x: 0.0, y: 0.0 };
            for place in places {
                let at = place.at()?;
                sum.x += at.x / count;
                sum.y += at.y / count;
            }
            Ok(Some(sum))
        }

        fn outline(count: u32) -> Result<Vec<Point>, Error> {
            Ok((0..count).map(|index| Point { x: index.into(), y: f64::from(index) * 2.0 }).collect())
        }

        fn units() -> Result<BTreeMap<String, Unit>, Error> {
            Ok(BTreeMap::from([("ft".to_owned(), Unit::Foot), ("m".to_owned(), Unit::Meter)]))
        }

        fn grow(shape: Shape) -> Result<Shape, Error> {
            Ok(match shape {
                Shape::Circle { center, radius } => Shape::Circle { center, radius: radius * 2.0 },
                named => named,
            })
        }

        fn point_north() -> Result<Compass, Error> {
            Ok(Compass::new(0.0)?)
        }

        fn turn(compass: &Compass, by: f64) -> Result<f64, Error> {
            Ok(compass.turn(by)?)
        }

        fn echo_stop(stop: api::Stop) -> Result<api::Stop, Error> {
            Ok(stop)
        }

        fn visit(count: u32, each: &dyn Fn(&Place, Point) -> Result<bool, Error>) -> Result<u32, Error> {
            for index in 0..count {
                let place = make_place(index)?;
                if !each(&place, place.at()?)? {
                    return Ok(index);
                }
            }
            Ok(count)
        }

        fn report(count: u32, each: &api::OnPlace<'_>) -> Result<(), Error> {
            for index in 0..count {
                each(&make_place(index)?, Unit::Foot)?;
            }
            Ok(())
        }

        fn find(name: String) -> Result<Place, Error> {
            check_name(Place::new(&name, Point { x: 1.0, y: 2.0 })?)
        }

        fn walk(steps: u32) -> Result<support::Items<Place>, Error> {
            Ok(Box::new((0..steps).map(make_place)))
        }
    }
}

pub mod probe {
    use std::time::Duration;

    use geometry::plane::{Place, Point, Unit};

    use crate::api::map::notify_opened;
    use crate::api::probe as api;
    use crate::support::{self, Error};

    pub struct Functions;

    impl api::Functions for Functions {
        fn live() -> Result<i64, Error> {
            Ok(support::wait_until_none_alive(Duration::from_secs(5)))
        }

        fn open(name: String) -> Result<(), Error> {
            notify_opened(&Place::new(&name, Point { x: 0.0, y: 0.0 })?, Unit::Meter)?;
            Ok(())
        }
    }
}
