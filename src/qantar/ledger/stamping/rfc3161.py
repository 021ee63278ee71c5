"""Stamps by an authority: RFC 3161, "Time-Stamp Protocol"."""

from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from qantar.errors import InputError
from qantar.ledger.stamping.moment import Moment

__all__ = ["certificates_in", "imprint", "proved", "request"]

_SHA256 = "2.16.840.1.101.3.4.2.1"
_GRANTED = (0, 1)
_SECOND = timedelta(seconds=1)


def request(message: bytes) -> bytes:
    """A request (DER) over the SHA-256 of a message, with nonce, asking for certificates."""
    builder = TimestampRequestBuilder().data(message)
    asked: bytes = builder.hash_algorithm(HashAlgorithm.SHA256).build().as_bytes()
    return asked


def imprint(data: bytes) -> bytes:
    """The hash that an answer is about.

    Raises:
        InputError: If it is no answer, one that refuses, or of another hash.
    """
    found = _read(data).tst_info.message_imprint
    if found.hash_algorithm.dotted_string != _SHA256:
        raise InputError("The answer is over another hash than SHA-256.")
    return bytes(found.message)


def proved(data: bytes, certificates: tuple[bytes, ...]) -> Moment | str:
    """When the authority made the stamp; or why that is not proved here.

    Args:
        data: The answer.
        certificates: Root certificates that are trusted, DER.
    """
    if not certificates:
        return "no certificate of an authority is trusted in this copy"
    answer = _read(data)
    info = answer.tst_info
    builder = VerifierBuilder()
    for one in certificates:
        builder = builder.add_root_certificate(x509.load_der_x509_certificate(one))
    try:
        builder.build().verify(answer, bytes(info.message_imprint.message))
    except VerificationError:
        return "its signature does not lead to a certificate that is trusted here"
    about = info.accuracy
    margin = timedelta(0)
    if about is not None:
        margin = timedelta(
            seconds=about.seconds or 0,
            milliseconds=about.millis or 0,
            microseconds=about.micros or 0,
        )
    return Moment(
        earliest=info.gen_time - margin,
        # Authorities write whole seconds (section 2.4.2), so the second is not over.
        latest=info.gen_time + max(margin, _SECOND),
        by=_signer(answer),
    )


def certificates_in(data: bytes) -> list[bytes]:
    """Certificates in a PEM or DER file, as DER.

    Raises:
        InputError: If there is none.
    """
    try:
        if b"-----BEGIN" in data:
            found = x509.load_pem_x509_certificates(data)
        else:
            found = [x509.load_der_x509_certificate(data)]
    except ValueError as why:
        raise InputError(
            "The file holds no certificate. Right would be the root certificate of the"
            " stamping authority, PEM or DER."
        ) from why
    return [one.public_bytes(Encoding.DER) for one in found]


def _read(data: bytes) -> TimeStampResponse:
    try:
        answer = decode_timestamp_response(data)
        status = answer.status
        if status in _GRANTED:
            _ = answer.tst_info
    except ValueError as why:
        raise InputError(
            "The file is no answer of a stamping service: neither one of RFC 3161 (.tsr)"
            " nor one of OpenTimestamps (.ots)."
        ) from why
    if status not in _GRANTED:
        raise InputError(f"The stamping service refused (status {status}). Ask again.")
    return answer


def _signer(answer: TimeStampResponse) -> str:
    """What the signing certificate calls its holder."""
    certificates = [
        x509.load_der_x509_certificate(one) for one in answer.signed_data.certificates
    ]
    for signer in answer.signed_data.signer_infos:
        for one in certificates:
            if (one.issuer, one.serial_number) == (signer.issuer, signer.serial_number):
                names = one.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
                return str(names[0].value) if names else one.subject.rfc4514_string()
    return "an authority"
