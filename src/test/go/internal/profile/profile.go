// SPDX-License-Identifier: Apache-2.0

// Package profile decodes the part of profile.proto that the tools of this module look at: enough
// to compare recordings, without a dependency and without sharing code with what is under test.
package profile

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"strings"
)

// Profile is a decoded profile. Locations and functions are keyed by id.
type Profile struct {
	Samples   []Sample
	Locations map[uint64]*Location
	Functions map[uint64]*Function
	Mappings  []Mapping
	TimeNanos int64
	Period    int64
}

// Sample is a stack, leaf first, and its values.
type Sample struct {
	Locations []uint64
	Values    []int64
	Labels    []Label
}

// Label is a numeric or a text label.
type Label struct {
	Key, Text string
	Num       int64
}

// Location is an address with the frames it stands for, innermost first.
type Location struct {
	ID, Address, Mapping uint64
	Lines                []Line
}

// Line is a line of a function.
type Line struct {
	Function uint64
	Line     int64
}

// Function is a function.
type Function struct {
	ID                     uint64
	Name, SystemName, File string
	StartLine              int64
}

// Mapping is a mapped file.
type Mapping struct {
	Start, Limit, Offset uint64
	File, BuildID        string
}

// NumLabel returns the first numeric label of that key, or 0.
func (s Sample) NumLabel(key string) int64 {
	for _, l := range s.Labels {
		if l.Key == key {
			return l.Num
		}
	}
	return 0
}

// ReadFile decodes a file, gzipped or not.
func ReadFile(path string) (*Profile, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if bytes.HasPrefix(content, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(bytes.NewReader(content))
		if err != nil {
			return nil, err
		}
		if content, err = io.ReadAll(z); err != nil {
			return nil, err
		}
	}
	return Parse(content)
}

var errBroken = errors.New("not a profile.proto message")

// field is one field of a message: a number, or bytes.
type field struct {
	number int
	value  uint64
	bytes  []byte
}

// each calls f for the fields of a message.
func each(message []byte, f func(field) error) error {
	for len(message) > 0 {
		tag, n := binary.Uvarint(message)
		if n <= 0 {
			return errBroken
		}
		message = message[n:]
		current := field{number: int(tag >> 3)}
		switch tag & 7 {
		case 0:
			current.value, n = binary.Uvarint(message)
			if n <= 0 {
				return errBroken
			}
			message = message[n:]
		case 2:
			size, n := binary.Uvarint(message)
			if n <= 0 || size > uint64(len(message)-n) {
				return errBroken
			}
			current.bytes = message[n : n+int(size)]
			message = message[n+int(size):]
		default:
			return errBroken // Go writes no other wire type
		}
		if err := f(current); err != nil {
			return err
		}
	}
	return nil
}

// numbers appends a repeated number, packed or not.
func numbers(to []uint64, f field) ([]uint64, error) {
	if f.bytes == nil {
		return append(to, f.value), nil
	}
	for b := f.bytes; len(b) > 0; {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			return nil, errBroken
		}
		to = append(to, v)
		b = b[n:]
	}
	return to, nil
}

// Parse decodes an inflated profile.
func Parse(content []byte) (*Profile, error) {
	p := &Profile{Locations: map[uint64]*Location{}, Functions: map[uint64]*Function{}}
	// The string table comes last in what Go writes, so it is read first.
	var table []string
	err := each(content, func(f field) error {
		if f.number == 6 {
			table = append(table, string(f.bytes))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	text := func(i uint64) string {
		if i >= uint64(len(table)) {
			err = errBroken
			return ""
		}
		return table[i]
	}
	walk := each(content, func(f field) error {
		switch f.number {
		case 2:
			return p.sample(f.bytes, text)
		case 3:
			return p.mapping(f.bytes, text)
		case 4:
			return p.location(f.bytes)
		case 5:
			return p.function(f.bytes, text)
		case 9:
			p.TimeNanos = int64(f.value)
		case 12:
			p.Period = int64(f.value)
		}
		return nil
	})
	if walk != nil {
		return nil, walk
	}
	if err != nil {
		return nil, err
	}
	return p, p.validate()
}

func (p *Profile) validate() error {
	for _, s := range p.Samples {
		for _, id := range s.Locations {
			if p.Locations[id] == nil {
				return errBroken
			}
		}
	}
	for _, l := range p.Locations {
		for _, line := range l.Lines {
			if p.Functions[line.Function] == nil {
				return errBroken
			}
		}
	}
	return nil
}

func (p *Profile) sample(message []byte, text func(uint64) string) error {
	var s Sample
	var values []uint64
	err := each(message, func(f field) (err error) {
		switch f.number {
		case 1:
			s.Locations, err = numbers(s.Locations, f)
		case 2:
			values, err = numbers(values, f)
		case 3:
			var l Label
			err = each(f.bytes, func(f field) error {
				switch f.number {
				case 1:
					l.Key = text(f.value)
				case 2:
					l.Text = text(f.value)
				case 3:
					l.Num = int64(f.value)
				}
				return nil
			})
			s.Labels = append(s.Labels, l)
		}
		return err
	})
	for _, v := range values {
		s.Values = append(s.Values, int64(v))
	}
	p.Samples = append(p.Samples, s)
	return err
}

func (p *Profile) mapping(message []byte, text func(uint64) string) error {
	var m Mapping
	err := each(message, func(f field) error {
		switch f.number {
		case 2:
			m.Start = f.value
		case 3:
			m.Limit = f.value
		case 4:
			m.Offset = f.value
		case 5:
			m.File = text(f.value)
		case 6:
			m.BuildID = text(f.value)
		}
		return nil
	})
	p.Mappings = append(p.Mappings, m)
	return err
}

func (p *Profile) location(message []byte) error {
	l := &Location{}
	err := each(message, func(f field) error {
		switch f.number {
		case 1:
			l.ID = f.value
		case 2:
			l.Mapping = f.value
		case 3:
			l.Address = f.value
		case 4:
			var line Line
			err := each(f.bytes, func(f field) error {
				switch f.number {
				case 1:
					line.Function = f.value
				case 2:
					line.Line = int64(f.value)
				}
				return nil
			})
			l.Lines = append(l.Lines, line)
			return err
		}
		return nil
	})
	p.Locations[l.ID] = l
	return err
}

func (p *Profile) function(message []byte, text func(uint64) string) error {
	fn := &Function{}
	err := each(message, func(f field) error {
		switch f.number {
		case 1:
			fn.ID = f.value
		case 2:
			fn.Name = text(f.value)
		case 3:
			fn.SystemName = text(f.value)
		case 4:
			fn.File = text(f.value)
		case 5:
			fn.StartLine = int64(f.value)
		}
		return nil
	})
	p.Functions[fn.ID] = fn
	return err
}

// ShortGenerics writes type arguments as the text encoding does: from Go 1.21 on the protobuf has
// pkg.F[go.shape.int], the text pkg.F[...]. Go cuts from the first bracket to the last one.
func ShortGenerics(name string) string {
	first, last := strings.IndexByte(name, '['), strings.LastIndexByte(name, ']')
	if first < 0 || last < first {
		return name
	}
	return name[:first] + "[...]" + name[last+1:]
}
