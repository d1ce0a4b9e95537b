#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The closed profile of Silsa's signatures: ASiC-E (EN 319 162-1) with XAdES baseline B (EN 319
 * 132-1).
 *
 *   asic:XAdESSignatures, exactly one ds:Signature Id="S0"
 *     ds:SignedInfo     exclusive canonical XML; rsa-sha256 or ecdsa-sha256
 *       ds:Reference    one for each entry but mimetype and META-INF/…: Id, URI = its name,
 * SHA-256, no transforms ds:Reference    URI="#S0-SP", Type …#SignedProperties, one transform:
 * exclusive canonical XML ds:SignatureValue ds:KeyInfo        the signer's certificate, then
 * intermediates, never a root ds:Object         xades:QualifyingProperties Target="#S0", only
 * SignedProperties Id="S0-SP": SigningTime, SigningCertificateV2, SignerRoleV2, a DataObjectFormat
 * for each reference
 */

#define SILSA_NS_ASIC "http://uri.etsi.org/02918/v1.2.1#"
#define SILSA_NS_DS "http://www.w3.org/2000/09/xmldsig#"
#define SILSA_NS_XADES "http://uri.etsi.org/01903/v1.3.2#"

#define SILSA_ALGORITHM_C14N "http://www.w3.org/2001/10/xml-exc-c14n#"
#define SILSA_ALGORITHM_SHA256 "http://www.w3.org/2001/04/xmlenc#sha256"
#define SILSA_ALGORITHM_RSA_SHA256 "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
#define SILSA_ALGORITHM_ECDSA_SHA256 "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
#define SILSA_TYPE_SIGNED_PROPERTIES "http://uri.etsi.org/01903#SignedProperties"

G_END_DECLS
