"""Makes the certificates of the TLS tests, good until 2120; needs the `cryptography` library.

authority.pem has signed all but selfsigned.pem.  The others hold their keys as well, which
open nothing.
"""
from __future__ import absolute_import

import datetime
import ipaddress
import os

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

FOLDER = os.path.dirname(os.path.abspath(__file__))
LOCAL = x509.SubjectAlternativeName(
    [x509.DNSName('localhost'), x509.IPAddress(ipaddress.ip_address('127.0.0.1'))])
SIGNS = x509.KeyUsage(**dict(
    dict.fromkeys(('digital_signature', 'content_commitment', 'key_encipherment',
                   'data_encipherment', 'key_agreement', 'crl_sign', 'encipher_only',
                   'decipher_only'), False), key_cert_sign=True))


def named(name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def make(name, extension, issuer=None, is_authority=False):
    """A key and its certificate; `issuer` is such a pair, None for one that signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    issuer_key = issuer[0] if issuer else key
    builder = (
        x509.CertificateBuilder().subject_name(named(name))
        .issuer_name(issuer[1].subject if issuer else named(name)).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.datetime(2020, 1, 1))
        .not_valid_after(datetime.datetime(2120, 1, 1))
        .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(
            issuer_key.public_key()), False)
        .add_extension(extension, critical=is_authority))
    return key, builder.sign(issuer_key, hashes.SHA256())


def write(name, pair, with_key=True):
    with open(os.path.join(FOLDER, name + '.pem'), 'wb') as out:
        if with_key:
            out.write(pair[0].private_bytes(serialization.Encoding.PEM,
                                            serialization.PrivateFormat.PKCS8,
                                            serialization.NoEncryption()))
        out.write(pair[1].public_bytes(serialization.Encoding.PEM))


authority = make('Authority of the tests', SIGNS, is_authority=True)
write('authority', authority, with_key=False)
write('server', make('localhost', LOCAL, authority))
write('other', make('elsewhere.test', x509.SubjectAlternativeName(
    [x509.DNSName('elsewhere.test')]), authority))
write('client', make('a client of the tests', x509.ExtendedKeyUsage(
    [ExtendedKeyUsageOID.CLIENT_AUTH]), authority))
write('selfsigned', make('localhost', LOCAL))
