package main

import (
	_ "embed"
	"net/http"
)

// openAPI describes the service in OpenAPI 3.1.
//
//go:embed openapi.json
var openAPI []byte

// description answers GET /openapi.json.
func (s *service) description(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusOK)
	w.Write(openAPI) // an error of writing cannot be reported to anybody
	return nil
}
