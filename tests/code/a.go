package main

import (
	"fmt"
	f "os"
)

// Visit is a visit.
type Visit struct {
	Name string `json:"name,omitempty"`
	Days []int
	*Base
}
type Reader interface { Read(p []byte) (n int, err error) }
const ( A = iota; B; C = 'x' )

func (v *Visit) Total(limit ...int) (sum float64, err error) {
	defer func() { if r := recover(); r != nil { err = fmt.Errorf("no: %v %+d", r, 0x1F) } }()
	ch := make(chan map[string]interface{}, 10)
	go func(x int) { ch <- map[string]interface{}{"a": x, `raw
text`: '\n'} }(1)
	for i, day := range v.Days { switch { case day > 1: fallthrough; default: sum += float64(day) * 1.5e-3 } }
	select { case m := <-ch: _ = m; goto end; case <-done: return }
end:
	var y = [...]string{"a", "b"}[1:]; return sum &^ 3, nil
}
