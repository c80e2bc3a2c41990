// A library that uses the types of another one, as their package has them.
package main

import (
	"fmt"
	"iter"
	"runtime"
	"time"

	geo "geometry"
)

func makePlace(index uint32) (*geo.Place, error) {
	return geo.NewPlace(fmt.Sprintf("place %d", index), geo.Point{X: float64(index), Y: -float64(index)})
}

func checkName(place *geo.Place) (*geo.Place, error) {
	if name := place.Name(); name == "" {
		return nil, &geo.PlaneError{Code: geo.PlaneErrorUnreachable, Message: "it has no name"}
	}
	return place, nil
}

func MapMiddle(a geo.Point, b geo.Point) (result geo.Point, err error) {
	return geo.Point{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2}, nil
}

func MapConvert(value float64, unit geo.Unit) (result float64, err error) {
	if unit == geo.UnitFoot {
		return value * 0.3048, nil
	}
	return value, nil
}

func MapEchoAxes(axes geo.Axes) (result geo.Axes, err error) { return axes, nil }

func MapEchoMarker(marker MapMarker) (result MapMarker, err error) { return marker, nil }

func MapNameOf(place *geo.Place) (result string, err error) { return place.Name(), nil }

func MapPlaceAt(name string, at geo.Point) (result *geo.Place, err error) {
	return geo.NewPlace(name, at)
}

func MapReach(place *geo.Place) (result *geo.Place, err error) {
	if place == nil {
		return nil, nil
	}
	return checkName(place)
}

func MapRow(count uint32) (result []*geo.Place, err error) {
	for index := range count {
		place, err := makePlace(index)
		if err != nil {
			return nil, err
		}
		result = append(result, place)
	}
	return result, nil
}

func MapCentroid(places []*geo.Place) (result *geo.Point, err error) {
	if len(places) == 0 {
		return nil, nil
	}
	var sum geo.Point
	for _, place := range places {
		at := place.At()
		sum.X += at.X / float64(len(places))
		sum.Y += at.Y / float64(len(places))
	}
	return &sum, nil
}

func MapOutline(count uint32) (result []geo.Point, err error) {
	for index := range count {
		result = append(result, geo.Point{X: float64(index), Y: float64(index) * 2})
	}
	return result, nil
}

func MapUnits() (result map[string]geo.Unit, err error) {
	return map[string]geo.Unit{"ft": geo.UnitFoot, "m": geo.UnitMeter}, nil
}

func MapGrow(shape geo.Shape) (result geo.Shape, err error) {
	if circle, isCircle := shape.(geo.ShapeCircle); isCircle {
		circle.Radius *= 2
		return circle, nil
	}
	return shape, nil
}

func MapPointNorth() (result *geo.Compass, err error) { return geo.NewCompass(0) }

func MapTurn(compass *geo.Compass, by float64) (result float64, err error) { return compass.Turn(by) }

func MapEchoStop(stop MapStop) (result MapStop, err error) { return stop, nil }

func MapVisit(count uint32, each geo.Visit) (result uint32, err error) {
	for index := range count {
		place, err := makePlace(index)
		if err != nil {
			return 0, err
		}
		if !each(place, place.At()) {
			return index, nil
		}
	}
	return count, nil
}

func MapReport(count uint32, each MapOnPlace) error {
	for index := range count {
		place, err := makePlace(index)
		if err != nil {
			return err
		}
		each(place, geo.UnitFoot)
	}
	return nil
}

func MapFind(name string) (result *geo.Place, err error) {
	place, err := geo.NewPlace(name, geo.Point{X: 1, Y: 2})
	if err != nil {
		return nil, err
	}
	return checkName(place)
}

func MapWalk(steps uint32) (result iter.Seq2[*geo.Place, error], err error) {
	return func(yield func(*geo.Place, error) bool) {
		for index := range steps {
			if !yield(makePlace(index)) {
				return
			}
		}
	}, nil
}

// ProbeLive first lets the garbage collector end what this library had of the other one.
func ProbeLive() (result int64, err error) {
	for range 100 {
		runtime.GC()
		if alive, err := geo.Live(); err != nil || alive == 0 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	return WaitUntilNoneAlive(5 * time.Second), nil
}

func ProbeOpen(name string) error {
	place, err := geo.NewPlace(name, geo.Point{})
	if err != nil {
		return err
	}
	NotifyMapOpened(place, geo.UnitMeter)
	return nil
}
