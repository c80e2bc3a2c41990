// Package support is what the generated files share; its package clause is replaced by theirs. This file has the native side
// of objects: who uses them, and when they are freed.
package support

import (
	"sync"
	"unsafe"
)

// nativeObject is the native side of an object. It is freed when it was closed and no call uses it any more: another
// goroutine may close it during a call, and so may a callback of that call.
type nativeObject struct {
	lock     sync.Mutex
	address  unsafe.Pointer
	destroy  func(address unsafe.Pointer)
	users    int
	isClosed bool
}

// use gives the address until the matching end; nil for an object that was closed.
func (o *nativeObject) use() unsafe.Pointer {
	o.lock.Lock()
	defer o.lock.Unlock()
	if o.isClosed {
		return nil
	}
	o.users++
	return o.address
}

// mustUse is use for what cannot give an error.
func (o *nativeObject) mustUse() unsafe.Pointer {
	address := o.use()
	if address == nil {
		panic(ErrClosed)
	}
	return address
}

// give takes the address out, which closes the object; nil unless it is this object's own and nobody uses it.
func (o *nativeObject) give() unsafe.Pointer {
	o.lock.Lock()
	defer o.lock.Unlock()
	if o.isClosed || o.destroy == nil || o.users > 0 {
		return nil
	}
	o.isClosed = true
	address := o.address
	o.address = nil
	return address
}

func (o *nativeObject) end() {
	o.lock.Lock()
	o.users--
	o.lock.Unlock()
	o.free()
}

func (o *nativeObject) close() {
	o.lock.Lock()
	o.isClosed = true
	o.lock.Unlock()
	o.free()
}

// free frees what was closed, once it is not used.
func (o *nativeObject) free() {
	o.lock.Lock()
	address := o.address
	isOver := o.isClosed && o.users == 0
	if isOver {
		o.address = nil
	}
	o.lock.Unlock()
	if isOver && address != nil && o.destroy != nil {
		o.destroy(address)
	}
}

// borrowings are objects that a callback may use until it returns.
type borrowings []func()

func (b *borrowings) add(end func()) {
	if b != nil {
		*b = append(*b, end)
	}
}

func (b *borrowings) end() {
	for _, end := range *b {
		end()
	}
}
