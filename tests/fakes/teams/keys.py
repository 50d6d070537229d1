"""The keys of a test run: what tokens are signed with, and a certificate by which a local server speaks https."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import NameOID
from jwt.algorithms import RSAAlgorithm

from bot.clock import system_clock
from tests.fakes.teams.state import Json

LONG = timedelta(days=2)


@dataclass(frozen=True)
class Key:
    """A key for signing, and its name."""

    kid: str
    private: rsa.RSAPrivateKey

    def jwk(self, endorsements: tuple[str, ...] = ("msteams",)) -> Json:
        """Its public half as a key set has it; `endorsements` are the channels that may use it."""
        public = RSAAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        return {**public, "kid": self.kid, "use": "sig", "endorsements": list(endorsements)}

    def pem(self) -> bytes:
        """Its public half, as somebody would misuse it for a secret."""
        return self.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


@cache
def key(number: int) -> Key:
    """The key of that number, made once a run, since making one is slow."""
    return Key(f"fake-key-{number}", rsa.generate_private_key(public_exponent=65537, key_size=2048))


@cache
def certificate() -> bytes:
    """A certificate for 127.0.0.1 that vouches for itself, and its private key, as PEM."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "fake Teams")])
    now = system_clock.now()
    identifier = x509.SubjectKeyIdentifier.from_public_key(private.public_key())
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(1)
        .not_valid_before(now - LONG)
        .not_valid_after(now + LONG)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(identifier, critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), critical=False)
        .sign(private, hashes.SHA256())
    )
    secret = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return signed.public_bytes(Encoding.PEM) + secret
