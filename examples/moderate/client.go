package main

import (
	"fmt"
	"net/http"
	"net/netip"
	"strings"
)

// proxies are the networks that are trusted to name the client.
type proxies []netip.Prefix

// parseProxies reads addresses and networks with commas between them.
func parseProxies(list string) (p proxies, err error) {
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		network, err := netip.ParsePrefix(name)
		if err != nil {
			address, err := netip.ParseAddr(name)
			if err != nil {
				return nil, fmt.Errorf("-proxies: %.60q is no address and no network (10.0.0.7, 10.0.0.0/8)", name)
			}
			network = netip.PrefixFrom(address, address.BitLen())
		}
		p = append(p, network)
	}
	return p, nil
}

// has reports whether an address is that of a proxy.
func (p proxies) has(a netip.Addr) bool {
	for _, network := range p {
		if network.Contains(a) {
			return true
		}
	}
	return false
}

// client returns the address that a request comes from: that of the connection or, if
// that is a proxy, the last address in X-Forwarded-For that is not a proxy. The
// client may have written what is before it, so that is ignored. If the address of
// the connection cannot be read, client returns the zero address.
func (p proxies) client(r *http.Request) netip.Addr {
	connection, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	at := connection.Addr().Unmap().WithZone("")
	if !p.has(at) {
		return at
	}
	rest := strings.Join(r.Header.Values("X-Forwarded-For"), ",")
	for rest != "" && p.has(at) {
		var last string
		if i := strings.LastIndexByte(rest, ','); i >= 0 {
			rest, last = rest[:i], rest[i+1:]
		} else {
			rest, last = "", rest
		}
		next, err := parseForwarded(strings.TrimSpace(last))
		if err != nil {
			return at // the proxy says nothing of use
		}
		at = next
	}
	return at
}

// parseForwarded reads an address as proxies write it, with a port or without.
func parseForwarded(s string) (netip.Addr, error) {
	if withPort, err := netip.ParseAddrPort(s); err == nil {
		return withPort.Addr().Unmap().WithZone(""), nil
	}
	a, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(s, "["), "]"))
	return a.Unmap().WithZone(""), err
}

// networkOf returns what clients are counted by: an IPv4 address, or the first 64
// bits of an IPv6 address, because who has one address there has all addresses with
// these bits.
func networkOf(a netip.Addr) string {
	if !a.Is6() {
		return a.String()
	}
	network, err := a.Prefix(64)
	if err != nil {
		return a.String()
	}
	return network.String()
}
