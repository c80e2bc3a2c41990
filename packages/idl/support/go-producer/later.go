// Calls that end later, items that come one by one, and events.

package main

// #include <stdint.h>
import "C"

import (
	"context"
	"iter"
	"slices"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
)

// completion is an async call that has what it needs; it gives what tells the caller.
type completion func(out *outgoing) (tell func(), err error)

// launch runs a call on a goroutine. Exactly one of what it gives and fail is called, once.
func launch(prepare func() completion, fail func(err error)) {
	running.Add(1)
	var run completion
	if err := protect(func() error { run = prepare(); return nil }); err != nil {
		running.Add(-1)
		fail(err)
		return
	}
	go func() {
		var out outgoing
		var tell func()
		err := protect(func() (err error) { tell, err = run(&out); return err })
		running.Add(-1)
		if err != nil {
			out.discard()
			fail(err)
			return
		}
		tell()
		out.endLending()
	}()
}

// tokenContext is the context of a call that callers can cancel: their token can only be asked.
type tokenContext struct {
	isCancelled func() bool
	ended       chan struct{}
	once        sync.Once
	done        chan struct{}
	watchers    sync.WaitGroup
}

func (*tokenContext) Deadline() (deadline time.Time, isSet bool) { return }

func (*tokenContext) Value(any) any { return nil }

func (c *tokenContext) Err() error {
	if c.isCancelled() {
		return context.Canceled
	}
	return nil
}

// Done begins to ask the token once somebody waits for it.
func (c *tokenContext) Done() <-chan struct{} {
	c.once.Do(func() {
		c.watchers.Add(1)
		go func() {
			defer c.watchers.Done()
			ticker := time.NewTicker(time.Millisecond)
			defer ticker.Stop()
			for {
				if c.isCancelled() {
					close(c.done)
					return
				}
				select {
				case <-c.ended:
					return
				case <-ticker.C:
				}
			}
		}()
	})
	return c.done
}

// watch gives a context, and what ends it before the token may be gone.
func watch(isCancelled func() bool) (ctx context.Context, end func()) {
	watched := &tokenContext{isCancelled: isCancelled, ended: make(chan struct{}), done: make(chan struct{})}
	return watched, func() {
		// Nobody begins to watch any more.
		watched.once.Do(func() {})
		close(watched.ended)
		watched.watchers.Wait()
	}
}

// Stream gives an item, or false at the end. Each is asked for on a goroutine where it may wait.
type Stream[T any] func(ctx context.Context) (item T, isItem bool, err error)

// sharedStream is a stream that callers hold, one request at a time.
type sharedStream[T any] struct {
	lock sync.Mutex
	next Stream[T]
}

func (s *sharedStream[T]) request(ctx context.Context) (T, bool, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.next(ctx)
}

// pulled is a sequence that callers pull items from, whatever thread they are on.
type pulled[T any] struct {
	requests, ended chan struct{}
	items           chan pulledItem[T]
}

type pulledItem[T any] struct {
	value  T
	err    error
	isItem bool
}

func pull[T any](sequence iter.Seq2[T, error]) *pulled[T] {
	p := &pulled[T]{requests: make(chan struct{}), ended: make(chan struct{}), items: make(chan pulledItem[T])}
	go p.run(sequence)
	return p
}

func (p *pulled[T]) run(sequence iter.Seq2[T, error]) {
	wait := func() bool {
		select {
		case <-p.requests:
			return true
		case <-p.ended:
			return false
		}
	}
	if !wait() {
		return
	}
	isWanted := true
	err := protect(func() error {
		for value, err := range sequence {
			p.items <- pulledItem[T]{value, err, true}
			if isWanted = wait(); !isWanted {
				break
			}
		}
		return nil
	})
	for isWanted {
		p.items <- pulledItem[T]{err: err}
		err = nil
		isWanted = wait()
	}
}

func (p *pulled[T]) next() (value T, isItem bool, err error) {
	p.requests <- struct{}{}
	item := <-p.items
	return item.value, item.isItem, item.err
}

func endPulled[T any](place unsafe.Pointer) {
	if place == nil {
		return
	}
	close(useObject[*pulled[T]]("", place).ended)
	endObject(place)
}

// listeners are those who listen to one event.
type listeners[F any] struct {
	lock sync.Mutex
	list []listener[F]
}

type listener[F any] struct {
	id       uint64
	callback F
	context  C.uintptr_t
}

var lastListener atomic.Uint64

func (l *listeners[F]) add(callback F, context C.uintptr_t) uint64 {
	id := lastListener.Add(1)
	l.lock.Lock()
	defer l.lock.Unlock()
	l.list = append(l.list, listener[F]{id, callback, context})
	return id
}

func (l *listeners[F]) remove(id uint64) {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.list = slices.DeleteFunc(l.list, func(one listener[F]) bool { return one.id == id })
}

func (l *listeners[F]) all() []listener[F] {
	l.lock.Lock()
	defer l.lock.Unlock()
	return slices.Clone(l.list)
}

// notify calls everybody who listens. Who went meanwhile is not called any more.
func (l *listeners[F]) notify(call func(out *outgoing, callback F, context C.uintptr_t)) int {
	called := 0
	for _, one := range l.all() {
		isThere := slices.ContainsFunc(l.all(), func(other listener[F]) bool { return other.id == one.id })
		if !isThere {
			continue
		}
		lend(func(out *outgoing) { call(out, one.callback, one.context) })
		called++
	}
	return called
}

// lend frees what a callback was lent when it has returned.
func lend(call func(out *outgoing)) {
	var out outgoing
	defer out.discard()
	call(&out)
}
