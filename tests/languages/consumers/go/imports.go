// Types of another document, from the package of that document.
package main

import (
	"context"
	"errors"
	"reflect"
	"slices"

	"example.com/bindings/geometry"
	lib "example.com/bindings/imports"
)

func main() {
	middle := must(lib.MapMiddle(geometry.Point{}, geometry.Point{X: 2, Y: 4}))
	check(middle == geometry.Point{X: 1, Y: 2})
	check(must(lib.MapConvert(10, geometry.UnitFoot)) == 3.048)
	check(must(lib.MapEchoAxes(geometry.AxesX|geometry.AxesY)) == geometry.AxesX|geometry.AxesY)
	marker := lib.MapMarker{At: middle, Size: 3, Axes: geometry.AxesY}
	check(must(lib.MapEchoMarker(marker)) == marker)
	objects(middle)
	lists()
	callbacks()

	found := must(lib.MapFind(context.Background(), "well"))
	check(found.Name() == "well" && found.At() == geometry.Point{X: 1, Y: 2})
	check(found.Close() == nil)
	_, err := lib.MapFind(context.Background(), "")
	check(errors.Is(err, &geometry.PlaneError{Code: geometry.PlaneErrorUnreachable}))
	var names []string
	for place, err := range lib.MapWalk(2) {
		check(err == nil)
		names = append(names, place.Name())
		check(place.Close() == nil)
	}
	check(slices.Equal(names, []string{"place 0", "place 1"}))
	ends(geometry.Live)
	ends(lib.ProbeLive)
}

func objects(middle geometry.Point) {
	// It does not matter which library made an object.
	own := must(geometry.NewPlace("home", middle))
	theirs := must(lib.MapPlaceAt("home", middle))
	check(must(lib.MapNameOf(own)) == "home" && must(lib.MapNameOf(theirs)) == "home")
	check(theirs.Name() == "home" && theirs.At() == middle && must(geometry.Live()) > 0)

	plain := must(lib.NewMapTrip(own, geometry.UnitFoot, nil))
	check(plain.Unit() == geometry.UnitFoot && plain.Area() == nil)
	start := plain.Start()
	check(start.Name() == "home" && start.Close() == nil && plain.Close() == nil)
	circle := geometry.ShapeCircle{Center: middle, Radius: 1.5}
	trip := must(lib.NewMapTrip(theirs, geometry.UnitMeter, circle))
	check(trip.Area() == geometry.Shape(circle) && trip.Close() == nil)
	check(must(lib.MapGrow(circle)) == geometry.Shape(geometry.ShapeCircle{Center: middle, Radius: 3}))
	stop := must(lib.MapEchoStop(lib.MapStopBy{Place: own})).(lib.MapStopBy)
	check(stop.Place.Name() == "home" && stop.Place.Close() == nil)
	check(must(lib.MapEchoStop(lib.MapStopAt{Point: middle})) == lib.MapStop(lib.MapStopAt{Point: middle}))
	fails(failed(lib.MapGrow(nil)), nil, "shape: must not be nil")
	fails(failed(lib.MapGrow(geometry.ShapeNamed{Name: "a\x00b"})), geometry.ErrText, "shape: ")

	check(own.Close() == nil && theirs.Close() == nil)
	fails(failed(lib.MapNameOf(own)), geometry.ErrClosed, "place: ")
	fails(failed(lib.MapNameOf(nil)), nil, "place: must not be nil")
	check(must(lib.MapReach(nil)) == nil)
	nowhere := must(geometry.NewPlace("", middle))
	var refused *geometry.PlaneError
	check(errors.As(failed(lib.MapReach(nowhere)), &refused) && refused.Message == "it has no name")
	check(nowhere.Close() == nil)
}

func lists() {
	row := must(lib.MapRow(3))
	check(len(row) == 3 && row[2].Name() == "place 2")
	check(*must(lib.MapCentroid(row)) == geometry.Point{X: 1, Y: -1})
	check(must(lib.MapCentroid(nil)) == nil)
	for _, place := range row {
		check(place.Close() == nil)
	}
	check(slices.Equal(must(lib.MapOutline(2)), []geometry.Point{{}, {X: 1, Y: 2}}))
	units := map[string]geometry.Unit{"ft": geometry.UnitFoot, "m": geometry.UnitMeter}
	check(reflect.DeepEqual(must(lib.MapUnits()), units))

	north := must(lib.MapPointNorth())
	check(must(lib.MapTurn(north, 10)) == 10 && must(north.Turn(5)) == 15)
	east := must(geometry.NewCompass(90))
	check(must(lib.MapTurn(east, 1)) == 91)
	check(north.Close() == nil && east.Close() == nil)
}

func callbacks() {
	var kept []*geometry.Place
	visit := func(place *geometry.Place, at geometry.Point) bool {
		check(place.At() == at)
		kept = append(kept, place)
		return at.X < 2
	}
	check(must(lib.MapVisit(5, visit)) == 2 && len(kept) == 3)
	check(panics(func() { kept[0].Name() }) == geometry.ErrClosed)
	var heard []string
	hear := func(place *geometry.Place, unit geometry.Unit) { heard = append(heard, place.Name()+unit.String()) }
	check(lib.MapReport(2, hear) == nil)
	opened := lib.MapOnOpened(hear)
	check(lib.ProbeOpen("door") == nil)
	opened.Close()
	check(lib.ProbeOpen("closed") == nil)
	check(slices.Equal(heard, []string{"place 0Foot", "place 1Foot", "doorMeter"}))
}
