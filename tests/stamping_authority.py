"""A stamping authority with real keys, for tests: RFC 3161 through the openssl program."""

import subprocess
from pathlib import Path

__all__ = ["Authority"]

_SETTINGS = """
[req]
distinguished_name = name
prompt = no
[name]
CN = {name}
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[stamps]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
"""


class Authority:
    """An authority in a folder.

    Args:
        folder: For its keys and certificates.
        name: What its certificate calls it.
    """

    def __init__(self, folder: Path, name: str = "Test Authority") -> None:
        folder.mkdir()
        self._folder = folder
        (folder / "root.cnf").write_text(_SETTINGS.format(name=f"Root of {name}"))
        (folder / "tsa.cnf").write_text(_SETTINGS.format(name=name))
        (folder / "serial").write_text("01\n")
        key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
        self._openssl(
            f"req -x509 {key} -keyout root.key -out root.pem -days 99 -config root.cnf"
            " -extensions root"
        )
        self._openssl(f"req {key} -keyout tsa.key -out tsa.csr -config tsa.cnf")
        self._openssl(
            "x509 -req -in tsa.csr -CA root.pem -CAkey root.key -set_serial 2"
            " -out tsa.pem -days 99 -extfile tsa.cnf -extensions stamps"
        )

    @property
    def root(self) -> Path:
        """Its root certificate."""
        return self._folder / "root.pem"

    def answer(self, request: bytes) -> bytes:
        """What it sends back."""
        (self._folder / "request.tsq").write_bytes(request)
        self._openssl(
            "ts -reply -config tsa.cnf -section tsa -queryfile request.tsq"
            " -signer tsa.pem -inkey tsa.key -out answer.tsr"
        )
        return (self._folder / "answer.tsr").read_bytes()

    def holds(self, answer: Path, digest: str) -> bool:
        """Whether the openssl program finds an answer good, as an outsider would."""
        words = f"ts -verify -digest {digest} -in {answer} -CAfile {self.root}"
        done = subprocess.run(
            ["openssl", *words.split()], capture_output=True, check=False
        )
        return done.returncode == 0

    def _openssl(self, arguments: str) -> None:
        subprocess.run(
            ["openssl", *arguments.split()],
            cwd=self._folder,
            capture_output=True,
            check=True,
        )
