// Types of another document, from the crate of that document.
use std::sync::{Arc, Mutex};

use geometry::plane::{self, Axes, Compass, Place, PlaneError, Point, Shape, Unit};
use imports::map::{self, Marker, Stop, Trip};

mod check;

fn main() {
    let middle = map::middle(Point { x: 0.0, y: 0.0 }, Point { x: 2.0, y: 4.0 }).unwrap();
    assert_eq!(middle, Point { x: 1.0, y: 2.0 });
    assert_eq!(map::convert(10.0, Unit::Foot), Ok(3.048));
    assert_eq!(map::echo_axes(Axes::X | Axes::Y), Ok(Axes::X | Axes::Y));
    let marker = Marker { at: middle, size: 3, axes: Axes::Y };
    assert_eq!(map::echo_marker(marker), Ok(marker));
    {
        // It does not matter which library made an object.
        let own = Place::new("home", middle).unwrap();
        let theirs: Place = map::place_at("home", middle).unwrap();
        assert_eq!((map::name_of(&own).unwrap(), map::name_of(&theirs).unwrap()), ("home".into(), "home".into()));
        assert_eq!((theirs.name().unwrap().as_str(), theirs.at()), ("home", Ok(middle)));
        assert!(plane::live().unwrap() > 0);

        let plain = Trip::new(&own, Unit::Foot, None).unwrap();
        assert_eq!((plain.unit(), plain.area().unwrap().is_none()), (Ok(Unit::Foot), true));
        assert_eq!(plain.start().unwrap().name().unwrap(), "home");
        let circle = Shape::Circle { center: middle, radius: 1.5 };
        let trip = Trip::new(&theirs, Unit::Meter, Some(&circle)).unwrap();
        let area = trip.area().unwrap().unwrap();
        assert!(matches!(area, Shape::Circle { center, .. } if center == middle));
        assert!(matches!(map::grow(&area).unwrap(), Shape::Circle { radius, .. } if radius == 3.0));
        let named = map::grow(&Shape::Named { name: "square".into() }).unwrap();
        assert!(matches!(named, Shape::Named { name } if name == "square"));
        let stop = map::echo_stop(&Stop::By { place: own }).unwrap();
        assert!(matches!(&stop, Stop::By { place } if place.name().unwrap() == "home"));
        assert!(matches!(map::echo_stop(&Stop::At { point: middle }).unwrap(), Stop::At { point } if point == middle));
    }

    assert!(map::reach(None).unwrap().is_none());
    let nowhere = Place::new("", middle).unwrap();
    let error = map::reach(Some(&nowhere)).unwrap_err();
    assert_eq!(error, PlaneError::Unreachable("it has no name".into()));
    drop(nowhere);
    let refused = map::place_at("a\0b", middle).unwrap_err();
    assert!(matches!(refused, imports::Error::Argument { name: "name", .. }));

    {
        let row = map::row(3).unwrap();
        let names: Vec<String> = row.iter().map(|place| place.name().unwrap()).collect();
        assert_eq!(names, ["place 0", "place 1", "place 2"]);
        let lent: Vec<&Place> = row.iter().collect();
        assert_eq!(map::centroid(&lent), Ok(Some(Point { x: 1.0, y: -1.0 })));
        assert_eq!(map::centroid(&[]), Ok(None));
        assert_eq!(map::outline(2).unwrap()[1], Point { x: 1.0, y: 2.0 });
        let units: Vec<(String, Unit)> = map::units().unwrap().into_iter().collect();
        assert_eq!(units, [("ft".into(), Unit::Foot), ("m".into(), Unit::Meter)]);

        let north: Compass = map::point_north().unwrap();
        assert_eq!((map::turn(&north, 10.0), north.turn(5.0)), (Ok(10.0), Ok(15.0)));
        assert_eq!(map::turn(&Compass::new(90.0).unwrap(), 1.0), Ok(91.0));
    }

    let mut visited = 0;
    let seen = map::visit(5, &mut |place: &Place, at: Point| {
        assert_eq!(place.at(), Ok(at));
        visited += 1;
        at.x < 2.0
    });
    assert_eq!((seen, visited), (Ok(2), 3));
    let mut heard = Vec::new();
    map::report(2, &mut |place: &Place, unit: Unit| heard.push((place.name().unwrap(), unit))).unwrap();
    assert_eq!(heard, [("place 0".into(), Unit::Foot), ("place 1".into(), Unit::Foot)]);
    let opened = Arc::new(Mutex::new(Vec::new()));
    {
        let kept = opened.clone();
        let _listening = map::on_opened(move |place, unit| kept.lock().unwrap().push((place.name().unwrap(), unit)));
        imports::probe::open("door").unwrap();
    }
    imports::probe::open("closed").unwrap();
    assert_eq!(*opened.lock().unwrap(), [("door".into(), Unit::Meter)]);

    assert_eq!(check::block_on(map::find("well")).unwrap().name().unwrap(), "well");
    assert!(matches!(check::block_on(map::find("")), Err(PlaneError::Unreachable(_))));
    let walked: Vec<String> = map::walk(2).unwrap().map(|place| place.unwrap().name().unwrap()).collect();
    assert_eq!(walked, ["place 0", "place 1"]);
    assert_eq!(imports::probe::live(), Ok(0));
    assert_eq!(plane::live(), Ok(0));
}
