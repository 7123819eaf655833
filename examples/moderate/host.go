package main

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// hosts are the names by which requests may call the service. A page that a
// browser has loaded from a name of its own can have that name point here (DNS
// rebinding): for the browser it then is of one origin with the service, and reads
// and changes what whoever sits before it may. A number points nowhere else, so
// that addresses are always let in.
type hosts struct {
	names  []string // in lower case, without ports
	listed bool     // the operator gave them
}

// newHosts returns the hosts of a list with commas in it or, if that is "", localhost
// and the name of the address that is listened at.
func newHosts(list, address string) hosts {
	h := hosts{names: []string{"localhost"}, listed: list != ""}
	if list == "" {
		list = hostName(address)
	}
	for name := range strings.SplitSeq(list, ",") {
		if name = hostName(strings.TrimSpace(name)); name != "" {
			h.names = append(h.names, name)
		}
	}
	return h
}

// hostName returns a host without its port, in lower case.
func hostName(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(host, "["), "]"), "."))
}

// check returns an error for a request that calls the service by another name. Where
// a token is asked for, which such a page has not, only names that were given matter.
// A request without a name, of HTTP/1.0, is from no browser.
func (h hosts) check(r *http.Request, tokens bool) error {
	name := hostName(r.Host)
	if tokens && !h.listed || name == "" || slices.Contains(h.names, name) {
		return nil
	}
	if _, err := netip.ParseAddr(name); err == nil {
		return nil
	}
	return &problem{status: http.StatusMisdirectedRequest, Code: "wrong_host", Message: "this is not a name of the service; -hosts has its names"}
}
