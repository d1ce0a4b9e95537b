"""Other programs verify our packages: the xmlsec1 command and signxml.

usage: test-foreign.py SILSA-CLI CATALOGUE

Both have to accept a good package with the certificate pinned and every reference counted, and to
refuse it when a byte of a photo, a whole entry, or the payload was changed. Neither knows ZIP, so the
entries are taken out first. TAP on the standard output.
"""

import json
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from lxml import etree
from signxml import SignatureConfiguration
from signxml.xades import XAdESVerifier

CLI, CATALOGUE = (str(Path(word).resolve()) for word in sys.argv[1:3])
DS = "{http://www.w3.org/2000/09/xmldsig#}"
SIGNED_PROPERTIES = "http://uri.etsi.org/01903/v1.3.2#:SignedProperties"
cases = []


def case(name, passed, text=""):
    """Notes one case, and what was seen where it failed."""
    cases.append(passed)
    print(f"{'ok' if passed else 'not ok'} {len(cases)} - {name}", flush=True)
    for line in ([] if passed else str(text).splitlines()):
        print(f"# {line}")


def cli(*words):
    """Runs silsa-cli, which has to succeed."""
    subprocess.run([CLI, *map(str, words)], check=True, stdout=subprocess.DEVNULL)


def certificate_of(key, folder):
    """The certificate of a key as PEM."""
    shown = subprocess.run([CLI, "identity", "show", key, "--passphrase-file", folder / "passphrase", "--format", "json"],
                           check=True, capture_output=True, text=True, encoding="utf-8")
    return json.loads(shown.stdout)["certificate"]


def make_stranger(folder):
    """A certificate of the same name that signed nothing."""
    key = folder / "stranger.p12"
    cli("identity", "new", "-o", key, "--name", "김서연", "--passphrase-file", folder / "passphrase")
    return certificate_of(key, folder)


def make(folder, algorithm):
    """A package with two photos; returns its path and the signer's certificate (PEM)."""
    visit, package, key = folder / "visit.silsa", folder / "visit.asice", folder / "key.p12"
    (folder / "passphrase").write_text("long enough\n", encoding="utf-8")
    cli("new", visit, "--catalogue", CATALOGUE, "--city", "가온시", "--population", 320000, "--assessor", "김서연")
    for n in (1, 2):
        (folder / f"{n}.txt").write_bytes(bytes(range(256)) * 40 * n)
        cli("evidence", "add", visit, "B2-01", folder / f"{n}.txt", "--caption", "한 글 & <표>")
    cli("answer", visit, "B2-01", "--level", 4, "--finding", "strength=담당 조직이 분명함")
    cli("identity", "new", "-o", key, "--name", "김서연", "--org", "평가 기관", "--algorithm", algorithm,
        "--passphrase-file", folder / "passphrase")
    cli("export", visit, "-o", package, "--key", key, "--passphrase-file", folder / "passphrase", "--allow-incomplete",
        "--role", "평가위원")
    return package, certificate_of(key, folder)


def take_out(package, folder):
    """The entries as files; returns the number of those that have to be signed."""
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder)
        return sum(1 for name in archive.namelist() if name != "mimetype" and not name.startswith("META-INF/"))


def by_xmlsec(folder, pem):
    """What xmlsec1 counts as right, or 0 where it refuses."""
    certificate = folder / "pinned.pem"
    certificate.write_text(pem, encoding="ascii")
    done = subprocess.run(
        ["xmlsec1", "--verify", "--enabled-key-data", "x509", "--pubkey-cert-pem", certificate, "--id-attr:Id",
         SIGNED_PROPERTIES, "META-INF/signatures0.xml"],
        cwd=folder, capture_output=True, text=True)
    found = re.search(r"SignedInfo References \(ok/all\): (\d+)/(\d+)", done.stdout + done.stderr)
    if done.returncode != 0 or not found or found[1] != found[2]:
        return 0
    return int(found[1])


def by_signxml(folder, pem):
    """What signxml verified, or 0 where it refuses."""
    document = etree.parse(str(folder / "META-INF" / "signatures0.xml")).getroot()
    signature = document.find(f"{DS}Signature")
    references = signature.find(f"{DS}SignedInfo").findall(f"{DS}Reference")

    def resolve(uri):
        return (folder / uri).read_bytes()

    try:
        XAdESVerifier().verify(
            etree.tostring(document), x509_cert=pem, uri_resolver=resolve,
            expect_config=SignatureConfiguration(expect_references=len(references), require_x509=True))
    except Exception as refusal:  # whatever it raises, it refused
        print(f"# signxml: {type(refusal).__name__}: {refusal}")
        return 0
    return len(references)


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def evidence(folder):
    return sorted((folder / "evidence").iterdir())


def change_byte(folder):
    flip(evidence(folder)[0])


def change_entry(folder):
    one, two = evidence(folder)[:2]
    one.write_bytes(two.read_bytes())


def change_payload(folder):
    payload = folder / "payload.xml"
    text = payload.read_text(encoding="utf-8")
    assert text.count("<level>4</level>") == 1
    payload.write_text(text.replace("<level>4</level>", "<level>5</level>"), encoding="utf-8")


def change_time(folder):
    signature = folder / "META-INF" / "signatures0.xml"
    text = signature.read_text(encoding="utf-8")
    changed = re.sub(r"(SigningTime>)\d{4}", r"\g<1>2019", text)
    assert changed != text
    signature.write_text(changed, encoding="utf-8")


def main():
    verifiers = {"xmlsec1": by_xmlsec, "signxml": by_signxml}
    changes = {"a byte": change_byte, "an entry": change_entry, "the payload": change_payload,
               "the signing time": change_time}
    with tempfile.TemporaryDirectory() as top:
        for algorithm in ("ec", "rsa"):
            folder = Path(top) / algorithm
            folder.mkdir()
            package, pem = make(folder, algorithm)
            stranger = make_stranger(folder)
            for name, verify in verifiers.items():
                good = folder / f"{name}-good"
                signed = take_out(package, good)
                found = verify(good, pem)
                case(f"{name} accepts {algorithm}: {signed} entries and the properties", found == signed + 1, found)
                case(f"{name} refuses {algorithm} under another certificate", verify(good, stranger) == 0)
                for what, change in changes.items():
                    bad = folder / f"{name}-{what}"
                    take_out(package, bad)
                    change(bad)
                    case(f"{name} refuses {algorithm} with {what} changed", verify(bad, pem) == 0)
    print(f"1..{len(cases)}")
    return 0 if all(cases) else 1


if __name__ == "__main__":
    sys.exit(main())
