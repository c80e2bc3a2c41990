// Enums whose variants have fields.
package main

import (
	"reflect"

	lib "example.com/bindings/rich-enums"
)

func main() {
	samples := must(lib.ShapesSamples())
	check(samples[0] == lib.ShapesShapeEmpty{} && samples[1].(lib.ShapesShapeCircle).Radius == 1.5)
	polygon := samples[2].(lib.ShapesShapePolygon)
	check(polygon.Name == "box" && polygon.Sides == 4 && polygon.Lengths[1] == 3)
	labelled := samples[3].(lib.ShapesShapeLabelled)
	check(labelled.Label.Text() == "tag" && labelled.Note == nil)
	biggest := must(lib.ShapesBiggest(samples))
	check(must(lib.ShapesArea(biggest)) == 6.75 && must(lib.ShapesBiggest(nil)) == nil)
	check(reflect.DeepEqual(must(lib.ShapesEcho(polygon)), lib.ShapesShape(polygon)))
	labelled.Note = ref("note")
	check(*must(lib.ShapesEcho(labelled)).(lib.ShapesShapeLabelled).Note == "note")
	fails(failed(lib.ShapesArea(lib.ShapesShapeCircle{Radius: -1})), nil, "the radius is negative")
	fails(failed(lib.ShapesArea(nil)), nil, "shape: must not be nil")
	fails(failed(lib.ShapesArea(lib.ShapesShapePolygon{Name: "a\x00"})), lib.ErrText, "")
	fails(failed(lib.ShapesArea(lib.ShapesShapeLabelled{})), nil, "must not be nil")
	ends(lib.ProbeLive)
}
