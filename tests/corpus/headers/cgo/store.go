// A Go package that exports every kind of value that cgo has, for the header that it writes:
//
//	go build -trimpath -buildmode=c-archive -o store.a store.go
package main

/*
#include <stdint.h>
#include <stddef.h>

typedef enum { STORE_CLOSED, STORE_OPEN = 4 } store_state;

struct store_entry {
	const char *key;
	uint64_t size;
	double weight;
	store_state state : 4;
	unsigned flags : 12;
};

typedef int (*store_visit)(const struct store_entry *entry, void *context);

static inline int store_call(store_visit visit, const struct store_entry *entry, void *context) {
	return visit(entry, context);
}
*/
import "C"

import "unsafe"

//export StoreOpen
func StoreOpen(path *C.char, mode C.int) (handle uintptr, problem *C.char) { return 1, nil }

// StoreGet has three results, which cgo makes a struct of.
//
//export StoreGet
func StoreGet(handle uintptr, key string) (value []byte, found bool, size int64) { return nil, false, 0 }

//export StoreEach
func StoreEach(handle uintptr, visit C.store_visit, context unsafe.Pointer) C.int {
	entry := C.struct_store_entry{size: 1}
	return C.store_call(visit, &entry, context)
}

//export StoreWeigh
func StoreWeigh(entry C.struct_store_entry, factor float32, sum complex128) float64 { return float64(entry.weight) }

//export StoreAny
func StoreAny(value interface{}, table map[string]int, channel chan int) interface{} { return value }

//export StoreRunes
func StoreRunes(first rune, second byte, third uint16, fourth int8, fifth uint) rune { return first }

func main() {}
