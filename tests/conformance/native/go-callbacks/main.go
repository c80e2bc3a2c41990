// Functions of Go that call C function pointers, on whatever stack they are called.
package main

/*
typedef int (*int_callback)(int);
static int call(int_callback callback, int value) { return callback(value); }
*/
import "C"
import "runtime"

//export go_call
func go_call(callback C.int_callback, value C.int) C.int {
	runtime.GC()
	return C.call(callback, value) + 1
}

//export go_sum
func go_sum(callback C.int_callback, count C.int) C.int {
	total := C.int(0)
	for index := C.int(0); index < count; index++ {
		total += C.call(callback, index)
	}
	return total
}

//export go_descend
func go_descend(callback C.int_callback, depth C.int) C.int {
	var page [1024]byte
	page[depth%1024] = 1
	if depth == 0 {
		return C.call(callback, 7)
	}
	return go_descend(callback, depth-1) + C.int(page[(depth+1)%1024])
}

func main() {}
