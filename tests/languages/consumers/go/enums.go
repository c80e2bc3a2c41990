// Enums.
package main

import (
	"math"
	"reflect"

	lib "example.com/bindings/enums"
)

func main() {
	check(must(lib.PaintEcho(lib.PaintColorGreen)) == lib.PaintColorGreen)
	all := must(lib.PaintAll())
	check(reflect.DeepEqual(all, []lib.PaintColor{0, 10, -1, math.MinInt32, math.MaxInt32}))
	check(all[2] == lib.PaintColorDark && all[2].String() == "Dark" && lib.PaintColor(3).String() == "PaintColor(3)")
	check(must(lib.PaintValueOf(lib.PaintColorLeast)) == math.MinInt32)
	check(*must(lib.PaintNext(lib.PaintColorRed)) == lib.PaintColorGreen)
	check(must(lib.PaintNext(lib.PaintColorMost)) == nil)
	ends(lib.ProbeLive)
}
