// SPDX-License-Identifier: Apache-2.0

// Package shapes is inlined into its callers across the package border.
package shapes

// Point is a corner.
type Point struct{ X, Y float64 }

// Polygon has corners and a name.
type Polygon struct {
	name    string
	corners []Point
}

// NewSquare allocates twice, through two levels of inlined helpers.
func NewSquare(a float64) *Polygon {
	return newPolygon("square", corners(4, a))
}

// NewTriangle differs in the line only.
func NewTriangle(a float64) *Polygon {
	return newPolygon("triangle", corners(3, a))
}

func newPolygon(name string, c []Point) *Polygon {
	return &Polygon{name: name, corners: c}
}

func corners(n int, a float64) []Point {
	c := make([]Point, n, 2*n)
	c[n-1] = Point{a, a}
	return c
}
