// Structs by value and fixed arrays.
package main

import (
	"math"

	lib "example.com/bindings/structs"
)

func main() {
	type Point = lib.GeometryPoint
	check(must(lib.GeometryEchoPoint(Point{X: 1.5, Y: -2})) == Point{X: 1.5, Y: -2})
	line := lib.GeometryLine{To: Point{X: 3, Y: 4}, Style: lib.GeometryStyleBold, Axis: lib.GeometryAxisY, Id: math.MaxUint64}
	check(must(lib.GeometryEchoLine(line)) == line)
	check(must(lib.GeometryEchoSmall(lib.GeometrySmall{A: 255, B: -2, C: true})) == lib.GeometrySmall{A: 255, B: -2, C: true})
	matrix := lib.GeometryMatrix{Cells: [4]float32{1, 2, 3, 4}, Corners: [2]Point{{X: 5}, {Y: 8}}, Tag: -9}
	check(must(lib.GeometryEchoMatrix(matrix)) == matrix)
	check(must(lib.GeometryMiddle(Point{}, Point{X: 2, Y: 4})) == Point{X: 1, Y: 2})
	check(*must(lib.GeometryCentroid([]Point{{}, {X: 4, Y: 2}})) == Point{X: 2, Y: 1})
	check(must(lib.GeometryCentroid(nil)) == nil)
	check(must(lib.GeometryGrid(3))[2] == Point{X: 2, Y: -2})
	check(must(lib.GeometryShift(Point{X: 1, Y: 1}, &Point{X: 1, Y: 2})) == Point{X: 2, Y: 3})
	check(must(lib.GeometryShift(Point{X: 2}, nil)) == Point{X: 2})
	check(must(lib.GeometryScale([3]float64{1, 2, 3}, 2)) == [3]float64{2, 4, 6})
	ends(lib.ProbeLive)
}
