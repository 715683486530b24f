// SPDX-License-Identifier: Apache-2.0

// Package apiserver answers requests on sessions from the pool.
package apiserver

import (
	"encoding/json"
	"errors"
	"fmt"

	"example.com/controller/state"
)

// Request is one call of a client.
type Request struct {
	Model  string            `json:"model"`
	Facade string            `json:"facade"`
	Params map[string]string `json:"params"`
}

var errPermission = errors.New("permission denied")

// Server answers requests.
type Server struct {
	pool *state.Pool
}

// NewServer returns a server on a pool.
func NewServer(pool *state.Pool) *Server {
	return &Server{pool: pool}
}

// ServeRequest decodes, answers and encodes one request.
func (s *Server) ServeRequest(raw []byte) ([]byte, error) {
	var r Request
	if err := json.Unmarshal(raw, &r); err != nil {
		return nil, err
	}
	result, err := s.dispatch(&r)
	if err != nil {
		return nil, err
	}
	return json.Marshal(result)
}

func (s *Server) dispatch(r *Request) (map[string]any, error) {
	switch r.Facade {
	case "Client":
		return s.fullStatus(r)
	default:
		return s.login(r)
	}
}

func (s *Server) fullStatus(r *Request) (map[string]any, error) {
	session := s.pool.Get(r.Model)
	defer s.pool.Release(session)
	status := make(map[string]any)
	for i := 0; i < 64; i++ {
		status[fmt.Sprintf("%s/unit-%d", r.Model, i)] = unitStatus{Workload: "active", Agent: "idle", Since: i}
	}
	return status, nil
}

type unitStatus struct {
	Workload string
	Agent    string
	Since    int
}

// login returns early for users without permission, and forgets the session it has opened: the leak.
func (s *Server) login(r *Request) (map[string]any, error) {
	session := s.pool.Get(r.Model)
	if r.Params["user"] == "guest" {
		return nil, errPermission
	}
	s.pool.Release(session)
	return map[string]any{"model": r.Model, "facades": len(r.Params)}, nil
}
