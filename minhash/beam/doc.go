package beam
