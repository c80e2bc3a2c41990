// Modules inside of modules.
package main

import (
	lib "example.com/bindings/nested-modules"
)

func main() {
	check(must(lib.OuterDepth()) == 1 && must(lib.OuterInnerDepth()) == 2 && must(lib.OuterInnerInnermostDepth()) == 3)
	thing := must(lib.OuterInnerMake("first", lib.OuterKindSpecial))
	renamed := must(lib.OuterInnerInnermostRename(thing, "second"))
	check(thing.Name() == "first" && renamed.Name() == "second" && renamed.Kind() == lib.OuterKindSpecial)
	check(must(lib.SiblingKindOf(renamed)) == lib.OuterKindSpecial)
	ends(lib.ProbeLive)
}
