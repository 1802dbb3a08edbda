#!/usr/bin/env python3
"""Small containers for the readers to begin with: unsigned, signed in form only, with a CAdES manifest, nested."""

import base64
import hashlib
import re
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PDF = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
MIME = b"application/vnd.etsi.asic-e+zip"
MANIFEST = b"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
  <manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.etsi.asic-e+zip"/>
  <manifest:file-entry manifest:full-path="pieteikums.pdf" manifest:media-type="application/pdf"/>
</manifest:manifest>
"""
DIGEST = base64.b64encode(hashlib.sha256(PDF).digest())
XADES = (
    b"""<?xml version="1.0" encoding="UTF-8"?>
<asic:XAdESSignatures xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:xades="http://uri.etsi.org/01903/v1.3.2#"><ds:Signature Id="S0"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="http://www.w3.org/2006/12/xml-c14n11"/><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><ds:Reference Id="r0" URI="pieteikums.pdf"><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>"""
    + DIGEST
    + b"""</ds:DigestValue></ds:Reference></ds:SignedInfo><ds:SignatureValue>AAAA</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>MIIB</ds:X509Certificate></ds:X509Data></ds:KeyInfo><ds:Object><xades:QualifyingProperties Target="#S0"><xades:SignedProperties Id="S0-SP"><xades:SignedSignatureProperties><xades:SigningTime>2026-11-22T10:00:00Z</xades:SigningTime></xades:SignedSignatureProperties></xades:SignedProperties></xades:QualifyingProperties></ds:Object></ds:Signature></asic:XAdESSignatures>
"""
)
ASIC = (
    b"""<?xml version="1.0" encoding="UTF-8"?>
<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><asic:SigReference URI="META-INF/signature.p7s" MimeType="application/x-pkcs7-signature"/><asic:DataObjectReference URI="pieteikums.pdf" MimeType="application/pdf"><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>"""
    + DIGEST
    + b"""</ds:DigestValue></asic:DataObjectReference></asic:ASiCManifest>
"""
)


def make(name, *entries, packed=False):
    with zipfile.ZipFile(HERE / name, "w") as archive:
        for entry, data in (("mimetype", MIME), ("pieteikums.pdf", PDF), *entries):
            info = zipfile.ZipInfo(entry, (2026, 11, 22, 10, 0, 0))
            info.create_system = 3
            info.compress_type = zipfile.ZIP_DEFLATED if packed and entry != "mimetype" else zipfile.ZIP_STORED
            archive.writestr(info, data)


make("unsigned.edoc", ("META-INF/manifest.xml", MANIFEST))
make("signed.edoc", ("META-INF/manifest.xml", MANIFEST), ("META-INF/signatures0.xml", XADES), packed=True)
make("cades.asice", ("META-INF/ASiCManifest.xml", ASIC), ("META-INF/signature.p7s", b"0\x80\x06\x09"))
make("nested.edoc", ("META-INF/manifest.xml", MANIFEST), ("iekseja.edoc", (HERE / "unsigned.edoc").read_bytes()))
for name, data in (("manifest.xml", MANIFEST), ("signatures0.xml", XADES), ("ASiCManifest.xml", ASIC)):
    (HERE / name).write_bytes(data)

# What a signature of the fixtures brings along.
KINDS = HERE.parents[1] / "fixtures/signed/kinds"
with zipfile.ZipFile(KINDS / "zimogotajs-beidzis.edoc") as archive:
    signature = archive.read("META-INF/signatures0.xml")
for name, element in (("response.ocsp", b"EncapsulatedOCSPValue"), ("list.crl", b"EncapsulatedCRLValue")):
    (HERE / name).write_bytes(base64.b64decode(re.search(element + b">([^<]+)<", signature).group(1)))
