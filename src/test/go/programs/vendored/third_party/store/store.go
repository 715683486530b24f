// SPDX-License-Identifier: Apache-2.0

// Package store is an invented third-party module whose import path ends in ".v2".
package store

import "strings"

// Collection holds documents by key.
type Collection struct {
	documents map[string]*Document
	watchers  []func(string)
}

// Document is what a collection holds.
type Document struct {
	key    string
	fields map[string]string
	raw    []byte
}

// Open returns an empty collection.
func Open() *Collection { return &Collection{documents: map[string]*Document{}} }

// Watch adds a watcher, and there is no way to remove one.
func (c *Collection) Watch(f func(string)) { c.watchers = append(c.watchers, f) }

// Upsert stores text under key.
func (c *Collection) Upsert(key, text string) {
	c.documents[key] = parse(key, text)
	for _, w := range c.watchers {
		w(key)
	}
}

func parse(key, text string) *Document {
	d := &Document{key: key, fields: map[string]string{}, raw: []byte(text)}
	for _, pair := range strings.Split(text, ";") {
		if name, value, ok := strings.Cut(pair, "="); ok {
			d.set(strings.Clone(name), strings.ToUpper(value))
		}
	}
	return d
}

func (d *Document) set(name, value string) { d.fields[name] = value }
