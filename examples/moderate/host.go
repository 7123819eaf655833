package main

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// hosts are the names by which requests may call the service. A page that a browser
// has loaded from another name can make that name point here (DNS rebinding). To
// the browser it then has the same origin as the service, and it can read and
// change whatever the browser's user may. An address cannot be made to point
// elsewhere, so addresses are always let in.
type hosts struct {
	names  []string // in lower case, without ports
	listed bool     // the operator gave them
}

// newHosts returns localhost and the hosts of a list separated by commas or, if the
// list is "", the name in the address that the service listens on.
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

// check returns an error for a request that calls the service by another name. If the
// service requires a token, which such a page does not have, only a given list of
// names matters. A request without a name, in HTTP/1.0, does not come from a browser.
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
