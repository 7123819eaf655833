package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palimpsest-go/palimpsest/corpus/memstore"
)

// writeCertificate writes a certificate for loopback, with a serial number, and its key.
func writeCertificate(t *testing.T, cert, key string, serial int64) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "test"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	require.NoError(t, err)
	pkcs8, err := x509.MarshalPKCS8PrivateKey(private)
	require.NoError(t, err)
	for name, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: pkcs8}} {
		require.NoError(t, os.WriteFile(name, pem.EncodeToMemory(block), 0o600))
	}
}

// sendTLS is send, without a look at the certificate.
func sendTLS(t *testing.T, method, url, body string, headers ...string) reply {
	t.Helper()
	transport := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	defer transport.CloseIdleConnections()
	return sendBy(t, transport, method, url, body, headers...)
}

// awaitLog waits until the log has something so many times.
func awaitLog(t *testing.T, s *server, what string, times int) {
	t.Helper()
	for strings.Count(s.log.String(), what) < times {
		select {
		case <-s.ended:
			require.Fail(t, "the service ended", s.log.String())
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// TestHangUp: on SIGHUP the service reads its policy, its tokens and its certificate
// again and goes on; where one of them is bad, it goes on with those it had.
func TestHangUp(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	write := func(name, content string) { require.NoError(t, os.WriteFile(in(name), []byte(content), 0o600)) }
	write("tokens.json", twoTokens)
	write("policy.json", `{"rules": [{"name": "first", "action": "review", "verdicts": ["identical"]}]}`)
	writeCertificate(t, in("cert.pem"), in("key.pem"), 1)
	s := startServer(t, "-tokens="+in("tokens.json"), "-policy="+in("policy.json"), "-tls-cert="+in("cert.pem"), "-tls-key="+in("key.pem"))
	address := strings.TrimPrefix(s.url, "http://")

	serial := func() int64 {
		c, err := tls.Dial("tcp", address, &tls.Config{InsecureSkipVerify: true}) // the test made it
		require.NoError(t, err)
		defer c.Close()
		require.Empty(t, c.ConnectionState().NegotiatedProtocol)
		return c.ConnectionState().PeerCertificates[0].SerialNumber.Int64()
	}
	ask := func(method, path, token, body string) reply {
		return sendTLS(t, method, "https://"+address+path, body, "Authorization", "Bearer "+token, "Content-Type", "text/plain")
	}
	require.Equal(t, 201, ask("PUT", "/texts/a", fullToken, pier).status)
	require.Contains(t, ask("POST", "/check", checkToken, pier).body, `"rule":"first"`)
	require.Equal(t, int64(1), serial())
	_, err := tls.Dial("tcp", address, &tls.Config{InsecureSkipVerify: true, MaxVersion: tls.VersionTLS11})
	require.Error(t, err)
	hangUp := func() { require.NoError(t, s.Process.Signal(syscall.SIGHUP)) }

	const next = "the-next-token-of-the-editors"
	write("tokens.json", strings.ReplaceAll(twoTokens, fullToken, next))
	write("policy.json", `{"rules": [{"name": "second", "action": "block", "verdicts": ["identical"]}]}`)
	writeCertificate(t, in("cert.pem"), in("key.pem"), 2)
	hangUp()
	awaitLog(t, s, `"msg":"reloaded","tokens":["editors","form"],"rules":1,"tls":true`, 1)
	require.Equal(t, 401, ask("PUT", "/texts/a", fullToken, pier).status)
	require.Equal(t, 200, ask("PUT", "/texts/a", next, pier).status)
	require.Contains(t, ask("POST", "/check", checkToken, pier).body, `"rule":"second"`, "the text is still there")
	require.Equal(t, int64(2), serial())

	failed := 0
	for name, content := range map[string]string{
		"policy.json": `{"rules": 1}`, "tokens.json": `{"tokens": []}`, "cert.pem": "none", "key.pem": "none",
	} {
		old, err := os.ReadFile(in(name))
		require.NoError(t, err)
		write(name, content)
		hangUp()
		failed++
		awaitLog(t, s, `"msg":"not reloaded"`, failed)
		require.Contains(t, ask("POST", "/check", next, pier).body, `"rule":"second"`, name)
		require.Equal(t, int64(2), serial(), name)
		write(name, string(old))
	}
	require.NoError(t, s.Process.Signal(syscall.SIGTERM))
	require.Zero(t, s.wait(), "it drains as ever")
	for _, secret := range []string{next, fullToken, checkToken} {
		assert.NotContains(t, s.log.String(), secret)
	}
}

// TestNoTokensLeft: a service that asked for a token does not cease to by a reload.
func TestNoTokensLeft(t *testing.T) {
	_, v, log := testServer(t, new(memstore.Store), "-tokens="+tokensFile(t, twoTokens))
	v.obey(func() (*order, error) { return new(order), nil })
	require.Len(t, v.order.Load().tokens, 2)
	require.Contains(t, log.String(), errNoTokens.Error())
}
