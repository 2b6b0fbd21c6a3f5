"""OpenID Connect: the operator's identity provider signs in people and staff."""
